CREATE OR REPLACE FUNCTION relationship_engine.set_rates(p_graph_id bigint, p_edge_ids uuid [])
RETURNS void
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
SET plan_cache_mode = force_custom_plan
AS $function$
BEGIN
    PERFORM FROM relationship_engine.edge_store e
    WHERE e.graph_id = p_graph_id AND e.id = ANY (p_edge_ids)
    ORDER BY e.from_id, e.to_id, e.kind
    FOR NO KEY UPDATE;
    UPDATE relationship_engine.edge_store e
    SET rate = k.rate
    FROM relationship_engine.kind_setting k
    WHERE e.graph_id = p_graph_id AND e.id = ANY (p_edge_ids) AND k.graph_id = p_graph_id AND k.kind = e.kind;
    PERFORM relationship_engine.refresh_edges(p_graph_id, p_edge_ids);
END
$function$;

COMMENT ON FUNCTION relationship_engine.set_rates(bigint, uuid []) IS
'Building block: gives edges the rate of their kind and derives their weights with it. The caller has the lock of the '
'graph.';
