CREATE OR REPLACE FUNCTION relationship_engine._texts_to_read(
    p_graph_id bigint, p_entity_ids uuid [], p_read_since timestamptz, p_is_interactive boolean
)
RETURNS SETOF uuid
LANGUAGE plpgsql STABLE
SET search_path = pg_catalog, pg_temp
SET plan_cache_mode = force_generic_plan
AS $function$
DECLARE
    v_is_night CONSTANT boolean := p_read_since IS NOT NULL AND NOT p_is_interactive;
    -- a night need not read again what the nights and triggers before it read, by the same rules
    v_with_latest CONSTANT boolean := NOT v_is_night OR EXISTS (
        SELECT FROM relationship_engine.pattern_rule r
        WHERE r.graph_id = p_graph_id AND r.field = 'text' AND r.updated_at >= p_read_since);
    v_backlog_ids CONSTANT uuid[] := CASE WHEN v_is_night AND NOT v_with_latest
        THEN ARRAY(
            SELECT DISTINCT i.id
            FROM relationship_engine.run r
            CROSS JOIN LATERAL unnest(r.missed_ids) AS i (id)
            WHERE r.graph_id = p_graph_id AND r.missed_ids IS NOT NULL AND r.started_at >= p_read_since)
        ELSE '{}' END;
BEGIN
    RETURN QUERY
    SELECT DISTINCT m.event_id
    FROM (SELECT DISTINCT unnest(p_entity_ids) AS id) a
    CROSS JOIN LATERAL relationship_engine._mentions_to_read(
        p_graph_id, a.id, false, p_read_since, p_is_interactive, v_with_latest OR a.id = ANY (v_backlog_ids)) m;
    IF v_with_latest THEN
        RETURN;
    END IF;
    RETURN QUERY
    -- texts that changed, or that no trigger could read
    SELECT v.id FROM relationship_engine.raw_events v
    WHERE v.graph_id = p_graph_id AND v.changed_at >= p_read_since
    UNION
    SELECT unnest(v_backlog_ids)
    UNION
    -- a text may deny or end an edge that was not known when it was read
    SELECT m.event_id
    FROM (
        SELECT DISTINCT v.from_id, v.to_id
        FROM relationship_engine.run r
        JOIN relationship_engine.evidence v ON v.graph_id = p_graph_id AND v.run_id = r.id
        LEFT JOIN relationship_engine.strategy_setting s ON s.graph_id = p_graph_id AND s.strategy = v.strategy
        WHERE r.graph_id = p_graph_id AND r.started_at >= p_read_since
            AND (s.is_inferred IS NOT TRUE OR v.kind = ANY (s.observed_kinds))
    ) e
    CROSS JOIN LATERAL (VALUES (e.from_id, e.to_id), (e.to_id, e.from_id)) AS x (id, other_id)
    CROSS JOIN LATERAL (
        SELECT m.event_id, m.created_at
        FROM relationship_engine.mention m
        WHERE m.graph_id = p_graph_id AND m.entity_id = x.id
        ORDER BY m.created_at DESC
        LIMIT 20
    ) m
    WHERE x.id IN (SELECT unnest(p_entity_ids)) AND m.created_at < p_read_since
        AND EXISTS (
            SELECT FROM relationship_engine.mention o
            WHERE o.graph_id = p_graph_id AND o.event_id = m.event_id AND o.entity_id = x.other_id
            OFFSET 0);
END
$function$;

COMMENT ON FUNCTION relationship_engine._texts_to_read(bigint, uuid [], timestamptz, boolean) IS
'The events whose texts _pattern_in_text() reads for the given entities: those of _mentions_to_read(). In a night, '
'the latest 20 of an entity that was only mentioned again were read before: of them those in which something is new. A '
'rule or the text has changed since p_read_since, a trigger missed it, or an edge between two of its entities is new, '
'which it may deny.';
