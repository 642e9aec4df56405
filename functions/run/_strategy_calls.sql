CREATE OR REPLACE FUNCTION relationship_engine._strategy_calls(p_graph_id bigint)
RETURNS TABLE (strategy text, call text, is_queued boolean, incremental boolean, reads_mentions boolean)
LANGUAGE plpgsql STABLE
SET search_path = pg_catalog, pg_temp
AS $function$
BEGIN
    RETURN QUERY
    SELECT s.strategy,
        CASE WHEN s.is_queued THEN format('SELECT relationship_engine.%I($1, $2)', 'enqueue_' || s.strategy)
            ELSE format('SELECT array_agg(c) FROM relationship_engine.%I($1, $2%s%s) AS c', 'detect_' || s.strategy,
                CASE WHEN 'p_read_since' = ANY (f.proargnames) THEN ', p_read_since => $3' END,
                CASE WHEN 'p_is_interactive' = ANY (f.proargnames) THEN ', p_is_interactive => $4' END)
        END,
        s.is_queued, s.incremental, s.reads_mentions
    FROM relationship_engine.strategy_setting s
    LEFT JOIN LATERAL (
        SELECT f.proargnames FROM pg_proc f
        WHERE f.pronamespace = 'relationship_engine'::regnamespace AND f.proname = 'detect_' || s.strategy
        ORDER BY f.pronargs DESC LIMIT 1
    ) f ON true
    WHERE s.graph_id = p_graph_id AND s.mode <> 'off'
    ORDER BY s.weight DESC, s.strategy;
END
$function$;

COMMENT ON FUNCTION relationship_engine._strategy_calls(bigint) IS
'Returns the strategies of a graph that are on, in the order in which they run, and the statement that calls each. Its '
'parameters: graph, entities, read_since, is_interactive.';
