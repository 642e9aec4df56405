CREATE OR REPLACE FUNCTION relationship_engine.leave_node(p_graph_id bigint)
RETURNS void
LANGUAGE sql VOLATILE
SET search_path = pg_catalog, pg_temp
AS $function$
    UPDATE relationship_engine.graph g
    SET moved_to = (SELECT m.node FROM relationship_engine.graph_move m WHERE m.graph_id = p_graph_id)
    WHERE g.id = p_graph_id
$function$;

COMMENT ON FUNCTION relationship_engine.leave_node(bigint) IS
'Building block of fleet move, at the source, within the fence: from its commit on the graph belongs to the other '
'node, and writes here are refused.';
