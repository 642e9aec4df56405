CREATE OR REPLACE FUNCTION relationship_engine.schedule(
    p_schedule text DEFAULT '0 3 * * *', p_database text DEFAULT current_database()
)
RETURNS bigint
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
    v_job_id bigint;
BEGIN
    IF to_regproc('cron.schedule_in_database') IS NULL THEN
        RAISE EXCEPTION 'pg_cron is not in database "%"', current_database()
        USING ERRCODE = 'undefined_object',
            HINT = format(
                'If it is in another database, run there: %s. '
                'Else add pg_cron to shared_preload_libraries, set cron.database_name = %L, restart, and CREATE '
                'EXTENSION pg_cron. Or let any scheduler run: relationship-engine run nightly.',
                (SELECT string_agg(
                    format('SELECT cron.schedule_in_database(%L, %L, %L, '
                        '%L)', j.name, j.schedule, j.command, p_database),
                    '; ')
                FROM relationship_engine.cron_jobs(p_schedule, p_database) j),
                current_database());
    END IF;
    EXECUTE
        'SELECT max(j.id) FILTER (WHERE j.job = ''nightly'') FROM ('
        'SELECT c.job, ' || CASE
            -- Any user of pg_cron may schedule in the current database; another database needs a superuser.
            WHEN p_database = current_database() THEN 'cron.schedule(c.name, c.schedule, c.command)'
            ELSE 'cron.schedule_in_database(c.name, c.schedule, c.command, $2)'
        END || ' AS id '
        'FROM relationship_engine.cron_jobs($1, $2) c) j'
    INTO v_job_id
    USING p_schedule, p_database;
    -- its timer cannot be stopped from inside a statement, and a night is one
    IF current_setting('statement_timeout') <> '0' THEN
        RAISE WARNING 'a nightly that takes longer than the statement_timeout of % is cancelled',
            current_setting('statement_timeout')
        USING HINT = format(
            'Nothing is lost, and the next one goes on; but let it end: ALTER ROLE %I SET statement_timeout = 0, for '
            'the role of the job.',
            current_user);
    END IF;
    RETURN v_job_id;
END
$function$;

COMMENT ON FUNCTION relationship_engine.schedule(text, text) IS
'Creates the pg_cron jobs of a database: the nightly run of all graphs on a cron schedule (in the time zone '
'cron.timezone, by default GMT), refresh_alerts() every five minutes, and a daily purge. Returns the id of the nightly '
'job. A repeated call changes the schedule. Warns if a statement_timeout would cancel a night. Errors: '
'undefined_object if pg_cron is not installed in this database.';
