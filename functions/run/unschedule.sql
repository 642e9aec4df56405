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
    EXECUTE 'SELECT cron.unschedule(j.jobid) FROM cron.job j WHERE j.jobname = $1 AND j.username = current_user'
    INTO v_done
    USING 'relationship_engine_nightly_' || p_database;
    RETURN coalesce(v_done, false);
END
$function$;

COMMENT ON FUNCTION relationship_engine.unschedule(text) IS
'Takes back schedule(); false when there was no such job of the current user.';
