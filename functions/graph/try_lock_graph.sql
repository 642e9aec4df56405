CREATE OR REPLACE FUNCTION relationship_engine.try_lock_graph(p_graph_id bigint)
RETURNS boolean
LANGUAGE sql VOLATILE
AS $function$
    SELECT pg_catalog.pg_try_advisory_xact_lock_shared(relationship_engine._graph_lock_key(p_graph_id))
$function$;

COMMENT ON FUNCTION relationship_engine.try_lock_graph(bigint) IS
'Building block: lock_graph() (shared) for statements of users, which never wait: false while an undo, a repair or '
'the like has the graph or waits for it. It has no SET clause, so that it is inlined.';
