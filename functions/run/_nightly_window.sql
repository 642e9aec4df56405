CREATE OR REPLACE FUNCTION relationship_engine._nightly_window(p_graph_id bigint, p_full_scan boolean)
RETURNS uuid []
LANGUAGE plpgsql STABLE
SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
    v_since timestamptz;
BEGIN
    IF NOT relationship_engine._is_on(p_graph_id) THEN
        RETURN ARRAY[]::uuid[];
    END IF;
    -- for each strategy the last night in which it could do what it can do now, from its beginning to its end
    SELECT CASE WHEN bool_and(n.started_at IS NOT NULL) THEN min(n.started_at) - max(n.nightly_window) END INTO v_since
    FROM relationship_engine.strategy_setting s
    LEFT JOIN LATERAL (
        SELECT r.started_at, g.nightly_window
        FROM relationship_engine.run r
        JOIN relationship_engine.graph g ON g.id = p_graph_id
        WHERE r.graph_id = p_graph_id AND r.mode = 'nightly' AND r.status = 'done'
            -- what was only proposed in shadow mode is analysed again when the graph may write
            AND (r.clock_after IS NOT NULL OR g.mode = 'shadow')
            AND NOT EXISTS (
                SELECT FROM relationship_engine.mode_change c
                WHERE c.graph_id = p_graph_id AND coalesce(c.strategy, s.strategy) = s.strategy
                    AND c.changed_at BETWEEN r.started_at AND r.finished_at)
            AND (
                SELECT coalesce((array_agg(c.from_mode ORDER BY c.changed_at))[1], CASE WHEN count(*) = 0 THEN s.mode END)
                FROM relationship_engine.mode_change c
                WHERE c.graph_id = p_graph_id AND c.strategy = s.strategy AND c.changed_at > r.finished_at
            ) IN ('active', s.mode)
        ORDER BY r.started_at DESC
        LIMIT 1
    ) n ON true
    WHERE s.graph_id = p_graph_id AND s.mode <> 'off';
    IF p_full_scan OR v_since IS NULL THEN
        RETURN ARRAY(SELECT e.id FROM relationship_engine.entity e WHERE e.graph_id = p_graph_id ORDER BY e.id);
    END IF;
    RETURN ARRAY(
        SELECT e.id FROM relationship_engine.entity e WHERE e.graph_id = p_graph_id AND e.updated_at >= v_since
        UNION
        SELECT e.id FROM relationship_engine.entity e WHERE e.graph_id = p_graph_id AND e.created_at >= v_since
        UNION
        SELECT m.entity_id FROM relationship_engine.mention m WHERE m.graph_id = p_graph_id AND m.created_at >= v_since
        ORDER BY 1);
END
$function$;

COMMENT ON FUNCTION relationship_engine._nightly_window(bigint, boolean) IS
'The entities that a nightly analyses: touched since the last good one began, and graph.nightly_window before that; all '
'of them on a full scan, in the first night, and where a strategy may now write what it could not; none while the graph '
'is off.';
