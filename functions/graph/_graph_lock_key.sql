CREATE OR REPLACE FUNCTION relationship_engine._graph_lock_key(p_graph_id bigint)
RETURNS bigint
LANGUAGE sql IMMUTABLE
SET search_path = pg_catalog, pg_temp
AS $function$
    SELECT hashtextextended('relationship_engine.graph/' || p_graph_id, 0)
$function$;

COMMENT ON FUNCTION relationship_engine._graph_lock_key(bigint) IS
'The key of the advisory lock of a graph: see lock_graph().';
