CREATE OR REPLACE FUNCTION relationship_engine._prune_date(p_graph_id bigint, p_edge_id uuid)
RETURNS date
LANGUAGE sql STABLE
SET search_path = pg_catalog, pg_temp
AS $function$
    SELECT greatest(g.decay_date + greatest(n.nights, 1)::integer, current_date)
    FROM relationship_engine.edge_store e
    JOIN relationship_engine.graph g ON g.id = p_graph_id
    CROSS JOIN LATERAL (
        SELECT floor((e.log_weight - ln(g.prune_threshold) - e.rate * g.decay_clock) / nullif(
            -e.rate * ln(g.decay_factor), 0)) + 1 AS nights
    ) n
    WHERE e.graph_id = p_graph_id AND e.id = p_edge_id
        AND e.pruned_by_run IS NULL AND NOT e.pinned AND NOT e.strategies && ARRAY(
            SELECT x.strategy FROM relationship_engine.external_strategy x WHERE x.never_pruned)
        AND g.mode IN ('parallel', 'active') AND n.nights <= 365000
$function$;

COMMENT ON FUNCTION relationship_engine._prune_date(bigint, uuid) IS
'Returns the night in which an edge will be pruned without new evidence, if the guard allows it; null: not within a '
'thousand years.';
