CREATE OR REPLACE FUNCTION relationship_engine.edge_rates(p_graph_id bigint)
RETURNS SETOF double precision
LANGUAGE sql STABLE
SET search_path = pg_catalog, pg_temp
AS $function$
    WITH RECURSIVE found AS (
        (
            SELECT e.rate FROM relationship_engine.edge_store e
            WHERE e.graph_id = p_graph_id AND e.pruned_by_run IS NULL
            ORDER BY e.rate LIMIT 1
        )
        UNION ALL
        SELECT (
            SELECT e.rate FROM relationship_engine.edge_store e
            WHERE e.graph_id = p_graph_id AND e.pruned_by_run IS NULL AND e.rate > f.rate
            ORDER BY e.rate LIMIT 1)
        FROM found f
        WHERE f.rate IS NOT NULL
    )
    SELECT f.rate FROM found f WHERE f.rate IS NOT NULL
$function$;

COMMENT ON FUNCTION relationship_engine.edge_rates(bigint) IS
'Building block: the distinct rates of decay of the live edges of a graph, one index lookup each (a loose index '
'scan). Within a rate, log_weight orders edges as weight does, so that a query for the weakest or strongest edges '
'reads one index range a rate.';
