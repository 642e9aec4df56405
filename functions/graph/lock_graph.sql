CREATE OR REPLACE FUNCTION relationship_engine.lock_graph(p_graph_id bigint, p_is_exclusive boolean DEFAULT false)
RETURNS void
LANGUAGE sql VOLATILE
AS $function$
    SELECT CASE
        WHEN p_is_exclusive
            THEN relationship_engine._lock_graph_exclusively(relationship_engine._graph_lock_key(p_graph_id))
        ELSE pg_catalog.pg_advisory_xact_lock_shared(relationship_engine._graph_lock_key(p_graph_id)) END
$function$;

COMMENT ON FUNCTION relationship_engine.lock_graph(bigint, boolean) IS
'Building block: separates writers of evidence (shared) from undo, repair and the like (exclusive) until the '
'transaction ends. It is an advisory lock, because a lock on the row of the graph would block the foreign key checks '
'of user statements, and because shared row locks let an exclusive one starve. Take it before any other lock. It has '
'no SET clause, so that it is inlined. Errors: lock_not_available after lock_timeout.';
