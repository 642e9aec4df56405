CREATE OR REPLACE FUNCTION relationship_engine._nightly_window(p_graph_id bigint, p_full_scan boolean)
RETURNS uuid []
LANGUAGE plpgsql STABLE
SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
    v_since timestamptz := relationship_engine._window_start(p_graph_id);
    v_missed uuid[] := relationship_engine._backlog_ids(p_graph_id, v_since);
BEGIN
    IF relationship_engine._is_on(p_graph_id) IS NOT TRUE THEN
        RETURN ARRAY[]::uuid[];
    ELSIF p_full_scan OR v_since IS NULL THEN
        RETURN ARRAY(SELECT e.id FROM relationship_engine.entity e WHERE e.graph_id = p_graph_id ORDER BY e.id);
    END IF;
    RETURN ARRAY(
        SELECT e.id FROM relationship_engine.entity e WHERE e.graph_id = p_graph_id AND e.updated_at >= v_since
        UNION
        SELECT e.id FROM relationship_engine.entity e WHERE e.graph_id = p_graph_id AND e.created_at >= v_since
        UNION
        SELECT m.entity_id FROM relationship_engine.mention m WHERE m.graph_id = p_graph_id AND m.created_at >= v_since
        UNION
        SELECT m.entity_id
        FROM relationship_engine.raw_events v
        JOIN relationship_engine.mention m ON m.graph_id = p_graph_id AND m.event_id = v.id
        WHERE v.graph_id = p_graph_id AND v.changed_at >= v_since
        UNION
        SELECT e.id FROM relationship_engine.entity e
        WHERE e.graph_id = p_graph_id AND e.id = ANY (v_missed)
        ORDER BY 1);
END
$function$;

COMMENT ON FUNCTION relationship_engine._nightly_window(bigint, boolean) IS
'The entities that a nightly analyses: touched since the last good one began, and graph.nightly_window before that, by a text '
'that changed too, or missed by a trigger since then; all of them on a full scan, in the first night, and where a strategy may now write what it could not; none while the graph '
'is off.';
