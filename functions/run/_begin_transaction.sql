CREATE OR REPLACE FUNCTION relationship_engine._begin_transaction()
RETURNS void
LANGUAGE plpgsql
AS $function$
BEGIN
    PERFORM relationship_engine.make_room();
    PERFORM
        pg_catalog.set_config('search_path', 'pg_catalog, pg_temp', true),
        pg_catalog.set_config('jit', 'off', true),
        pg_catalog.set_config('lock_timeout', l.lock_timeout, true)
    FROM (
        SELECT CASE
            WHEN nullif(s.lock_timeout, '0')::pg_catalog.interval OPERATOR(pg_catalog.<=) '10s' THEN s.lock_timeout
            ELSE '10s' END AS lock_timeout
        FROM (SELECT pg_catalog.current_setting('lock_timeout') AS lock_timeout) s
    ) l;
END
$function$;

COMMENT ON FUNCTION relationship_engine._begin_transaction() IS
'Begins a transaction of a procedure that commits: makes room for installations, and sets, until the commit, what a '
'SET clause would, which the procedure may not have (search_path, no JIT), and how long it waits for a lock: 10 '
'seconds, or less where the session says so; nobody''s idle transaction holds up the nights of other graphs.';
