CREATE OR REPLACE FUNCTION relationship_engine._holders_of(p_relation regclass, p_with_readers boolean)
RETURNS TABLE (transaction text, is_maintenance boolean, waits_for_us boolean)
LANGUAGE sql VOLATILE
SET search_path = pg_catalog, pg_temp
AS $function$
    WITH RECURSIVE waiting AS MATERIALIZED (
        SELECT w.pid, pg_blocking_pids(w.pid) AS blocked_by
        FROM (SELECT DISTINCT l.pid FROM pg_locks l WHERE NOT l.granted) w
    ), behind AS (
        SELECT w.pid FROM waiting w WHERE pg_backend_pid() = ANY (w.blocked_by)
        UNION
        SELECT w.pid FROM behind b JOIN waiting w ON b.pid = ANY (w.blocked_by)
    )
    SELECT l.virtualtransaction, l.mode = 'ShareUpdateExclusiveLock', l.pid IN (SELECT b.pid FROM behind b)
    FROM pg_locks l
    WHERE l.locktype = 'relation' AND l.relation = p_relation AND l.granted AND l.pid <> pg_backend_pid()
        AND l.database = (SELECT d.oid FROM pg_database d WHERE d.datname = current_database())
        AND (p_with_readers OR l.mode NOT IN ('AccessShareLock', 'RowShareLock'))
$function$;

COMMENT ON FUNCTION relationship_engine._holders_of(regclass, boolean) IS
'The transactions that hold a lock on a relation: whether it is one of VACUUM or ANALYZE, and whether they wait, '
'over others too, for this one. Without p_with_readers: only locks of writers.';
