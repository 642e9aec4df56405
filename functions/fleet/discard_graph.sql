CREATE OR REPLACE FUNCTION relationship_engine.discard_graph(p_graph_id bigint)
RETURNS void
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
    v_table text;
BEGIN
    IF EXISTS (SELECT FROM relationship_engine.graph g WHERE g.id = p_graph_id) THEN
        RAISE EXCEPTION 'graph % is at this node', p_graph_id
        USING ERRCODE = 'object_not_in_prerequisite_state', HINT = 'delete_graph(id, name) deletes a graph.';
    END IF;
    DELETE FROM relationship_engine.graph_move m WHERE m.graph_id = p_graph_id;
    FOR v_table IN SELECT t.name FROM relationship_engine.moved_tables() AS t (name) LOOP
        EXECUTE format('DELETE FROM relationship_engine.%I WHERE graph_id = $1', v_table) USING p_graph_id;
    END LOOP;
END
$function$;

COMMENT ON FUNCTION relationship_engine.discard_graph(bigint) IS
'Building block of fleet move, at the target: deletes the rows that a move which was given up has copied. Errors: '
'object_not_in_prerequisite_state if the graph is here.';
