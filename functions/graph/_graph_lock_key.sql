CREATE OR REPLACE FUNCTION relationship_engine._graph_lock_key(p_graph_id bigint)
RETURNS bigint
LANGUAGE sql IMMUTABLE
AS $function$
    SELECT pg_catalog.hashtextextended('relationship_engine.graph/' || p_graph_id::text, 0)
$function$;

COMMENT ON FUNCTION relationship_engine._graph_lock_key(bigint) IS
'The key of the advisory lock of a graph: see lock_graph(). It has no SET clause, so that it is inlined.';
