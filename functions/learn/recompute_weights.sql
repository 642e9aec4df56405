CREATE OR REPLACE FUNCTION relationship_engine.recompute_weights(p_graph_id bigint)
RETURNS TABLE (edge_id uuid, is_bare boolean)
LANGUAGE sql STABLE
SET search_path = pg_catalog, pg_temp
AS $function$
    SELECT e.id, w.log_weight IS NULL
    FROM relationship_engine.edge_store e
    LEFT JOIN (
        SELECT v.from_id, v.to_id, v.kind, bool_or(v.is_stated) AS is_stated, bool_or(v.is_inferred) AS is_inferred,
            max(v.top) + ln(sum(v.gain * exp(greatest(v.clock - v.top, -700)))) AS log_weight
        FROM (
            SELECT x.from_id, x.to_id, x.kind, x.gain, x.clock * e.rate AS clock,
                s.is_inferred IS NOT TRUE OR x.kind = ANY (s.observed_kinds) AS is_stated,
                coalesce(s.is_inferred, false) AS is_inferred,
                max(x.clock * e.rate) OVER (PARTITION BY x.from_id, x.to_id, x.kind) AS top
            FROM relationship_engine.counting_evidence x
            JOIN relationship_engine.edge_store e
                ON e.graph_id = p_graph_id AND e.from_id = x.from_id AND e.to_id = x.to_id AND e.kind = x.kind
            LEFT JOIN relationship_engine.strategy_setting s
                ON s.graph_id = p_graph_id AND s.strategy = x.strategy
            WHERE x.graph_id = p_graph_id
        ) v
        GROUP BY v.from_id, v.to_id, v.kind
    ) w ON w.from_id = e.from_id AND w.to_id = e.to_id AND w.kind = e.kind
    WHERE e.graph_id = p_graph_id AND (
        coalesce(abs(e.log_weight - w.log_weight) > 1e-9, e.pruned_by_run IS NULL OR e.strategies <> '{}')
        OR (e.is_stated, e.is_inferred) <> (w.is_stated, w.is_inferred))
$function$;

COMMENT ON FUNCTION relationship_engine.recompute_weights(bigint) IS
'The edges of a graph whose weight, or whose is_stated or is_inferred, differs from what their counting evidence and '
'the settings of its strategies say; is_bare: they live and have none.';
