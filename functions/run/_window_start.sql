CREATE OR REPLACE FUNCTION relationship_engine._window_start(p_graph_id bigint)
RETURNS timestamptz
LANGUAGE sql STABLE
SET search_path = pg_catalog, pg_temp
AS $function$
    SELECT max(r.started_at) - max(g.nightly_window)
    FROM relationship_engine.run r
    JOIN relationship_engine.graph g ON g.id = p_graph_id
    WHERE r.graph_id = p_graph_id AND r.mode = 'nightly' AND r.status = 'done'
        -- what was only proposed in shadow mode is analysed again when the graph may write
        AND (r.clock_after IS NOT NULL OR g.mode = 'shadow')
$function$;

COMMENT ON FUNCTION relationship_engine._window_start(bigint) IS
'When the window of the next nightly begins: graph.nightly_window before the last good one began; null before the first.';
