CREATE OR REPLACE FUNCTION relationship_engine._derive_read_since(p_graph_id bigint)
RETURNS timestamptz
LANGUAGE sql STABLE
SET search_path = pg_catalog, pg_temp
AS $function$
    -- for each strategy the last night in which it could do what it can do now, from its beginning to its end
    SELECT CASE WHEN bool_and(n.started_at IS NOT NULL) THEN min(n.started_at) - max(n.nightly_window) END
    FROM relationship_engine.strategy_setting s
    LEFT JOIN LATERAL (
        SELECT r.started_at, g.nightly_window
        FROM relationship_engine.run r
        JOIN relationship_engine.graph g ON g.id = p_graph_id
        WHERE r.graph_id = p_graph_id AND r.mode = 'nightly' AND r.status = 'done'
            -- A start in the future comes from a wrong clock: it is unknown what that run read.
            AND r.started_at <= now()
            -- what was only proposed in shadow mode is analysed again when the graph may write
            AND (r.clock_after IS NOT NULL OR g.mode = 'shadow')
            AND NOT EXISTS (
                SELECT FROM relationship_engine.mode_change c
                WHERE c.graph_id = p_graph_id AND coalesce(c.strategy, s.strategy) = s.strategy
                    AND c.changed_at BETWEEN r.started_at AND r.finished_at)
            AND (
                SELECT coalesce((array_agg(c.from_mode ORDER BY c.changed_at))[1], CASE WHEN count(*) = 0
                    THEN s.mode END)
                FROM relationship_engine.mode_change c
                WHERE c.graph_id = p_graph_id AND c.strategy = s.strategy AND c.changed_at > r.finished_at
            ) IN ('active', s.mode)
        ORDER BY r.started_at DESC
        LIMIT 1
    ) n ON true
    WHERE s.graph_id = p_graph_id AND s.mode <> 'off'
$function$;

COMMENT ON FUNCTION relationship_engine._derive_read_since(bigint) IS
'Since when a nightly that begins now is to read: graph.nightly_window before the last good nightly began; null, '
'before the first one and where a strategy may write now what it could not: since ever.';
