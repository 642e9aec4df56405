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
    IF to_regnamespace('cron') IS NULL OR to_regprocedure('cron.schedule_in_database(text,text,text,text)') IS NULL
        AND to_regproc('cron.schedule_in_database') IS NULL
    THEN
        RAISE EXCEPTION 'pg_cron is not in database "%"', current_database()
        USING ERRCODE = 'undefined_object',
            HINT = format(
                'If it is in another database, run there: SELECT cron.schedule_in_database(%L, %L, %L, %L). '
                'Else add pg_cron to shared_preload_libraries, set cron.database_name = %L, restart, and CREATE EXTENSION pg_cron. '
                'Or let any scheduler run: relationship-engine run nightly.',
                'relationship_engine_nightly_' || p_database, p_schedule, 'CALL relationship_engine.run_nightly()',
                p_database, current_database());
    END IF;
    EXECUTE 'SELECT cron.schedule_in_database($1, $2, $3, $4)'
    INTO v_job_id
    USING 'relationship_engine_nightly_' || p_database, p_schedule, 'CALL relationship_engine.run_nightly()', p_database;
    RETURN v_job_id;
END
$function$;

COMMENT ON FUNCTION relationship_engine.schedule(text, text) IS
'Lets pg_cron run the nightly of all graphs of a database on a cron schedule (server time), and returns the job''s id; '
'calling it again changes the schedule. Errors: undefined_object with the remedy where pg_cron is not in this database.';
