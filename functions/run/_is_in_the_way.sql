CREATE OR REPLACE FUNCTION relationship_engine._is_in_the_way()
RETURNS boolean
LANGUAGE sql VOLATILE
SET search_path = pg_catalog, pg_temp
AS $function$
    SELECT EXISTS (
        SELECT FROM pg_locks l
        WHERE NOT l.granted AND l.waitstart < clock_timestamp() - interval '0.3 seconds'
            AND pg_backend_pid() = ANY (pg_blocking_pids(l.pid)))
$function$;

COMMENT ON FUNCTION relationship_engine._is_in_the_way() IS
'Whether another session has been waiting for a lock of this one for a while.';
