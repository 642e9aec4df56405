CREATE OR REPLACE FUNCTION relationship_engine.date_edges(p_graph_id bigint, p_edge_ids uuid [])
RETURNS void
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
SET plan_cache_mode = force_custom_plan
AS $function$
BEGIN
    PERFORM relationship_engine.lock_graph(p_graph_id);
    PERFORM FROM relationship_engine.edge_store e
    WHERE e.graph_id = p_graph_id AND e.id = ANY (p_edge_ids)
    ORDER BY e.from_id, e.to_id, e.kind
    FOR NO KEY UPDATE;
    UPDATE relationship_engine.evidence v
    SET step_no = d.step_no, observed_at = d.observed_at
    FROM relationship_engine.evidence_dates(p_graph_id, p_edge_ids) d
    WHERE v.graph_id = p_graph_id AND v.from_id = d.from_id AND v.to_id = d.to_id AND v.kind = d.kind
        AND v.strategy = d.strategy AND v.context = d.context AND v.run_id = d.run_id;
    PERFORM relationship_engine.refresh_edges(p_graph_id, p_edge_ids);
END
$function$;

COMMENT ON FUNCTION relationship_engine.date_edges(bigint, uuid []) IS
'Building block: gives the evidence of edges the age of its events, and derives the edges from it.';
