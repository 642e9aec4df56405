CREATE OR REPLACE FUNCTION relationship_engine.fence_graph(p_graph_id bigint)
RETURNS pg_snapshot
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
SET lock_timeout = '2s'
AS $function$
BEGIN
    PERFORM FROM relationship_engine.graph g WHERE g.id = p_graph_id FOR UPDATE;
    IF NOT FOUND THEN
        PERFORM relationship_engine.require_graph(p_graph_id);
    END IF;
    RETURN pg_current_snapshot();
END
$function$;

COMMENT ON FUNCTION relationship_engine.fence_graph(bigint) IS
'Building block of fleet move, at the source: waits for the transactions that write the graph, and lets new ones wait '
'until this transaction ends. Writers hold a key share lock on the row of their graph, by the foreign keys and by '
'guard_move(). Returns the snapshot of the next statement. Errors: no_data_found, object_not_in_prerequisite_state as '
'require_graph(); lock_not_available after two seconds.';
