CREATE OR REPLACE FUNCTION relationship_engine._diagnose_schedule()
RETURNS SETOF relationship_engine.diagnosis
LANGUAGE plpgsql STABLE
SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
    v_last timestamptz := (
        SELECT max(r.started_at) FROM relationship_engine.run r
        JOIN relationship_engine.graph g ON g.id = r.graph_id
        WHERE r.mode = 'nightly');
BEGIN
    IF to_regclass('cron.job') IS NULL THEN
        RETURN QUERY SELECT 'schedule',
            CASE WHEN v_last > now() - interval '26 hours' THEN 'ok' ELSE 'warning' END,
            format('pg_cron is not installed in this database; the last nightly run %s',
                coalesce('began at ' || v_last, 'never began')),
            'CALL relationship_engine.run_nightly(); and let any scheduler do so each night, or install pg_cron and '
            'call relationship_engine.schedule().',
            NULL::bigint;
        RETURN;
    END IF;
    RETURN QUERY EXECUTE $query$
        SELECT 'schedule',
            CASE
                WHEN j.jobid IS NULL THEN 'warning'
                WHEN NOT j.active OR l.status = 'failed' THEN 'error'
                WHEN l.status IS NULL OR c.job = 'nightly' AND l.succeeded < now() - interval '26 hours' THEN 'warning'
                ELSE 'ok' END,
            c.name || CASE
                WHEN j.jobid IS NULL THEN ' is not scheduled'
                WHEN NOT j.active THEN ' is switched off'
                WHEN l.status = 'failed' THEN ' failed: ' || l.return_message
                WHEN l.status IS NULL THEN ' has not run yet'
                ELSE format(', %s, last succeeded at %s', j.schedule, l.succeeded) END,
            CASE
                WHEN j.jobid IS NULL THEN 'SELECT relationship_engine.schedule();'
                WHEN NOT j.active THEN format('SELECT cron.alter_job(%s, active => true);', j.jobid)
                ELSE 'SELECT * FROM cron.job_run_details ORDER BY start_time DESC; lists its runs. pg_cron must be in '
                    'shared_preload_libraries.' END,
            NULL::bigint
        FROM relationship_engine.cron_jobs(NULL, current_database()) c
        LEFT JOIN cron.job j ON j.jobname = c.name AND j.database = current_database()
        LEFT JOIN LATERAL (
            SELECT (array_agg(d.status ORDER BY d.runid DESC) FILTER (WHERE d.status IN ('succeeded', 'failed')))[1]
                AS status,
                (array_agg(d.return_message
                    ORDER BY d.runid DESC) FILTER (WHERE d.status IN ('succeeded', 'failed')))[1]
                    AS return_message,
                max(d.end_time) FILTER (WHERE d.status = 'succeeded') AS succeeded
            FROM cron.job_run_details d WHERE d.jobid = j.jobid
        ) l ON true
    $query$;
EXCEPTION WHEN insufficient_privilege THEN
    RETURN QUERY SELECT 'schedule', 'info', 'pg_cron does not show its jobs to ' || current_user,
        'Call doctor() as the user who scheduled them, or GRANT USAGE ON SCHEMA cron.', NULL::bigint;
END
$function$;

COMMENT ON FUNCTION relationship_engine._diagnose_schedule() IS
'Checks that pg_cron has the jobs of schedule(), runs them, and with which result; without pg_cron, checks that '
'nightly runs take place.';
