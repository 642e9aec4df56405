CREATE OR REPLACE FUNCTION relationship_engine.lock_live_edge(p_edge_id uuid)
RETURNS bigint
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
    v_edge relationship_engine.edge_store;
BEGIN
    SELECT * INTO v_edge FROM relationship_engine.edge_store e
    WHERE e.id = p_edge_id AND (e.pruned_by_run IS NULL OR e.strategies <> '{}');
    IF FOUND THEN
        -- as every writer: the graph, then the edge
        PERFORM relationship_engine.lock_graph(v_edge.graph_id);
        SELECT * INTO v_edge FROM relationship_engine.edge_store e
        WHERE e.graph_id = v_edge.graph_id AND e.id = p_edge_id
        FOR NO KEY UPDATE;
    END IF;
    IF NOT FOUND THEN
        RAISE EXCEPTION 'there is no edge %', p_edge_id
        USING ERRCODE = 'no_data_found', HINT = 'SELECT id FROM relationship_engine.edge lists the edges.';
    ELSIF v_edge.pruned_by_run IS NOT NULL THEN
        RAISE EXCEPTION 'edge % is pruned', p_edge_id
        USING ERRCODE = 'object_not_in_prerequisite_state',
            HINT = format('undo_run(%L) restores the edges that this run pruned.', v_edge.pruned_by_run);
    END IF;
    RETURN v_edge.graph_id;
END
$function$;

COMMENT ON FUNCTION relationship_engine.lock_live_edge(uuid) IS
'Building block: locks the graph of an edge, then the edge, until the end of the transaction. Returns the '
'graph. Errors: no_data_found; object_not_in_prerequisite_state if it is pruned.';
