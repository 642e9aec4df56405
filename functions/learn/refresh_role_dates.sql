CREATE OR REPLACE FUNCTION relationship_engine.refresh_role_dates(p_graph_id bigint, p_entity_ids uuid [])
RETURNS void
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
SET plan_cache_mode = force_generic_plan
AS $function$
DECLARE
    v_ids uuid[];
BEGIN
    IF coalesce(cardinality(p_entity_ids), 0) = 0 THEN
        RETURN;
    END IF;
    v_ids := ARRAY(
        SELECT DISTINCT relationship_engine.edge_id(p_graph_id, v.from_id, v.to_id, v.kind)
        FROM relationship_engine.counting_evidence v
        WHERE v.graph_id = p_graph_id AND v.from_id = ANY (p_entity_ids) AND v.is_exclusive);
    IF cardinality(v_ids) = 0 THEN
        RETURN;
    END IF;
    PERFORM relationship_engine.lock_graph(p_graph_id);
    v_ids := v_ids || ARRAY(
        SELECT relationship_engine.edge_id(p_graph_id, s.from_id, s.to_id, s.kind)
        FROM relationship_engine.functional_siblings(p_graph_id, ARRAY(
            SELECT (e.from_id, e.to_id, e.kind)::relationship_engine.edge_key
            FROM relationship_engine.edge_store e
            WHERE e.graph_id = p_graph_id AND e.id = ANY (v_ids))) s);
    PERFORM FROM relationship_engine.edge_store e
    WHERE e.graph_id = p_graph_id AND e.id = ANY (v_ids)
    ORDER BY e.from_id, e.to_id, e.kind
    FOR NO KEY UPDATE;
    PERFORM relationship_engine.refresh_edges(p_graph_id, v_ids);
END
$function$;

COMMENT ON FUNCTION relationship_engine.refresh_role_dates(bigint, uuid []) IS
'Building block: gives the edges of roles whose metadata.start_date or end_date changed these dates.';
