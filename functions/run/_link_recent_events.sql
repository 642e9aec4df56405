CREATE OR REPLACE FUNCTION relationship_engine._link_recent_events(p_scope relationship_engine.scope)
RETURNS void
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
    v_graph_id CONSTANT bigint := p_scope.graph_id;
    v_since CONSTANT timestamptz := (
        SELECT CASE WHEN r.full_scan THEN '-infinity' ELSE coalesce(p_scope.read_since, now() - g.nightly_window) END
        FROM relationship_engine.run r
        JOIN relationship_engine.graph g ON g.id = v_graph_id
        WHERE r.graph_id = v_graph_id AND r.id = p_scope.run_id);
    v_changed_ids CONSTANT uuid[] := ARRAY(
        SELECT v.id FROM relationship_engine.raw_events v
        WHERE v.graph_id = v_graph_id AND v.changed_at IS NOT NULL AND v.changed_at >= v_since);
    v_unlinked record;
BEGIN
    -- what no trigger could retract: events that are gone have left their row in event_text
    PERFORM relationship_engine.retract_events(v_graph_id, v_changed_ids, false);
    PERFORM relationship_engine.retract_events(v_graph_id, ARRAY(
        SELECT t.event_id FROM relationship_engine.event_text t
        LEFT JOIN relationship_engine.raw_events v ON v.graph_id = v_graph_id AND v.id = t.event_id
        WHERE t.graph_id = v_graph_id AND v.id IS NULL), true);
    -- texts that changed while no trigger could read them
    PERFORM relationship_engine.link_mentions(v_graph_id, ARRAY(
        SELECT v.id FROM relationship_engine.raw_events v
        WHERE v.graph_id = v_graph_id AND v.id = ANY (v_changed_ids)
            AND NOT EXISTS (
                SELECT FROM relationship_engine.mention m
                WHERE m.graph_id = v_graph_id AND m.event_id = v.id AND m.origin = 'text'
                    AND m.created_at >= v.changed_at)), true);
    PERFORM relationship_engine.link_mentions(v_graph_id, ARRAY(
        SELECT v.id FROM relationship_engine.raw_events v
        WHERE v.graph_id = v_graph_id AND relationship_engine.event_text(v.payload) <> '' AND v.created_at >= v_since
        UNION
        SELECT unnest(relationship_engine._backlog_ids(v_graph_id, coalesce(p_scope.read_since, '-infinity')))));
    -- of the older texts those that were read before a longer name was known
    SELECT array_agg(u.event_id) AS event_ids, array_agg(u.entity_id) AS entity_ids
    INTO v_unlinked
    FROM relationship_engine.relink_texts(v_graph_id, p_scope.changed_ids) u;
    PERFORM relationship_engine.retract_events(v_graph_id, v_unlinked.event_ids, false, v_unlinked.entity_ids);
END
$function$;

COMMENT ON FUNCTION relationship_engine._link_recent_events(relationship_engine.scope) IS
'Links the events of a nightly''s window (all of them on a full scan), and those that triggers missed, to the '
'entities that they name, when the names are indexed; and older texts in which a name that is new or changed covers a '
'shorter one, of which what they said is retracted.';
