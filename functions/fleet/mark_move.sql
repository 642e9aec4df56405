CREATE OR REPLACE FUNCTION relationship_engine.mark_move(p_graph_id bigint)
RETURNS uuid
LANGUAGE sql VOLATILE
SET search_path = pg_catalog, pg_temp
AS $function$
    UPDATE relationship_engine.graph_move m SET mark = gen_random_uuid() WHERE m.graph_id = p_graph_id RETURNING m.mark
$function$;

COMMENT ON FUNCTION relationship_engine.mark_move(bigint) IS
'Building block of fleet move, at the source: writes a new mark and returns it. Replication keeps the order of '
'commits, so a node that has the mark has all that was committed before it.';
