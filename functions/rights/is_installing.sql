CREATE OR REPLACE FUNCTION relationship_engine.is_installing()
RETURNS boolean
LANGUAGE sql VOLATILE
SET search_path = pg_catalog, pg_temp
AS $function$
    SELECT EXISTS (
        SELECT FROM pg_locks l
        CROSS JOIN LATERAL pg_stat_get_activity(l.pid) a
        WHERE l.locktype = 'relation' AND l.relation = 'relationship_engine.migration'::regclass
            AND l.database = (SELECT d.oid FROM pg_database d WHERE d.datname = current_database())
            AND l.mode = 'ExclusiveLock' AND l.pid <> pg_backend_pid()
            AND clock_timestamp() < coalesce(a.xact_start, 'infinity') + interval '5 minutes')
$function$;

COMMENT ON FUNCTION relationship_engine.is_installing() IS
'Building block: tells whether another session takes all tables at once (see lock_installation), for which those that '
'follow each other without end, such as workers and the steps of a night, are to make room. One that has not had them '
'for 5 minutes does not count (roles other than its own cannot see its age).';
