CREATE OR REPLACE FUNCTION relationship_engine.unschedule(p_database text DEFAULT current_database())
RETURNS boolean
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
    v_done boolean;
BEGIN
    IF to_regclass('cron.job') IS NULL THEN
        RETURN false;
    END IF;
    EXECUTE
        'SELECT bool_or(cron.unschedule(j.jobid)) FROM cron.job j WHERE j.username = current_user '
        'AND j.jobname IN (SELECT c.name FROM relationship_engine.cron_jobs(NULL, $1) c)'
    INTO v_done
    USING p_database;
    RETURN coalesce(v_done, false);
END
$function$;

COMMENT ON FUNCTION relationship_engine.unschedule(text) IS
'Removes the jobs of schedule(). Returns false if the current user has none.';
