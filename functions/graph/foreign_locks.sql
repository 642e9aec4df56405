CREATE OR REPLACE FUNCTION relationship_engine.foreign_locks()
RETURNS TABLE (graph_id bigint, pid integer, role text)
LANGUAGE sql VOLATILE
SET search_path = pg_catalog, pg_temp
AS $function$
    SELECT g.id, l.pid, pg_get_userbyid(a.usesysid)::text
    FROM pg_locks l
    CROSS JOIN LATERAL pg_stat_get_activity(l.pid) a
    JOIN relationship_engine.graph g ON l.classid::bigint << 32 | l.objid::bigint IN (
        relationship_engine._graph_lock_key(g.id),
        hashtextextended('relationship_engine.duplicates/' || g.id, 0))  -- see refresh_duplicates()
    WHERE l.locktype = 'advisory' AND l.objsubid = 1 AND l.pid IS NOT NULL
        AND l.database = (SELECT d.oid FROM pg_database d WHERE d.datname = current_database())
        AND NOT EXISTS (
            SELECT FROM pg_roles r
            WHERE pg_has_role(a.usesysid, r.oid, 'MEMBER')
                AND has_schema_privilege(r.oid, 'relationship_engine', 'USAGE'))
$function$;

COMMENT ON FUNCTION relationship_engine.foreign_locks() IS
'Building block: returns the sessions that hold locks of lock_graph() although their role has no rights here: '
'PostgreSQL lets everybody who may log in take an advisory lock, and hold up the nights and the detection of a graph.';
