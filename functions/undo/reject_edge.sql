CREATE OR REPLACE FUNCTION relationship_engine.reject_edge(p_edge_id uuid, p_run_id uuid)
RETURNS bigint
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
    v_edge relationship_engine.edge_store;
    v_rejected bigint;
    v_ids uuid[];
BEGIN
    SELECT * INTO v_edge FROM relationship_engine.edge_store e
    WHERE e.id = p_edge_id AND e.strategies IS DISTINCT FROM '{}';
    IF NOT FOUND THEN
        RAISE EXCEPTION 'there is no edge %', p_edge_id
        USING ERRCODE = 'no_data_found', HINT = 'SELECT id FROM relationship_engine.edge lists the edges.';
    END IF;
    PERFORM relationship_engine.lock_graph(v_edge.graph_id);
    -- with those that ended when it began
    v_ids := p_edge_id || ARRAY(
        SELECT relationship_engine.edge_id(v_edge.graph_id, s.from_id, s.to_id, s.kind)
        FROM relationship_engine.functional_siblings(v_edge.graph_id, ARRAY[
            (v_edge.from_id, v_edge.to_id, v_edge.kind)::relationship_engine.edge_key]) s);
    PERFORM FROM relationship_engine.edge_store e
    WHERE e.graph_id = v_edge.graph_id AND e.id = ANY (v_ids)
    ORDER BY e.from_id, e.to_id, e.kind
    FOR NO KEY UPDATE;
    INSERT INTO relationship_engine.rejection (graph_id, from_id, to_id, kind, strategy, context, run_id)
    SELECT v.graph_id, v.from_id, v.to_id, v.kind, v.strategy, v.context, p_run_id
    FROM relationship_engine.counting_evidence v
    WHERE v.graph_id = v_edge.graph_id AND v.from_id = v_edge.from_id AND v.to_id = v_edge.to_id
        AND v.kind = v_edge.kind;
    GET DIAGNOSTICS v_rejected = ROW_COUNT;
    PERFORM relationship_engine._settle_evidence(v_edge.graph_id, ARRAY[
        (v_edge.from_id, v_edge.to_id, v_edge.kind)::relationship_engine.edge_key]);
    PERFORM relationship_engine.refresh_edges(v_edge.graph_id, v_ids);
    RETURN v_rejected;
END
$function$;

COMMENT ON FUNCTION relationship_engine.reject_edge(uuid, uuid) IS
'Building block: retracts all evidence of an edge permanently, in the name of a run that the caller logs. learn() '
'does not admit these observations again; other evidence may restore the edge. Returns the number of observations. '
'undo_run() of that run reverts it. People use review_edge(). Errors: no_data_found.';
