CREATE OR REPLACE FUNCTION relationship_engine.recompute_weights(p_graph_id bigint)
RETURNS TABLE (edge_id uuid, is_bare boolean)
LANGUAGE sql STABLE
SET search_path = pg_catalog, pg_temp
AS $function$
    SELECT e.id, w.log_weight IS NULL
    FROM relationship_engine.edge_store e
    LEFT JOIN (
        SELECT v.from_id, v.to_id, v.kind, max(v.top) + ln(sum(v.gain * exp(greatest(v.clock - v.top, -700)))) AS log_weight
        FROM (
            SELECT x.from_id, x.to_id, x.kind, x.gain, x.clock,
                max(x.clock) OVER (PARTITION BY x.from_id, x.to_id, x.kind) AS top
            FROM relationship_engine.evidence x
            WHERE x.graph_id = p_graph_id
        ) v
        GROUP BY v.from_id, v.to_id, v.kind
    ) w ON w.from_id = e.from_id AND w.to_id = e.to_id AND w.kind = e.kind
    WHERE e.graph_id = p_graph_id AND coalesce(abs(e.log_weight - w.log_weight) > 1e-9, true)
$function$;

COMMENT ON FUNCTION relationship_engine.recompute_weights(bigint) IS
'The edges of a graph whose weight is not that of their evidence, weighed anew; is_bare: they have none.';
