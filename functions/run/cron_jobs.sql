CREATE OR REPLACE FUNCTION relationship_engine.cron_jobs(p_schedule text, p_database text)
RETURNS TABLE (job text, name text, schedule text, command text)
LANGUAGE sql IMMUTABLE
SET search_path = pg_catalog, pg_temp
AS $function$
    SELECT j.job, 'relationship_engine_' || j.job || '_' || p_database, j.schedule, j.command
    FROM (
        VALUES
        ('nightly', p_schedule, 'CALL relationship_engine.run_nightly()'),
        ('alerts', '*/5 * * * *', 'SELECT relationship_engine.refresh_alerts()'),
        -- in shadow mode the nightly purges nothing
        ('purge', '30 4 * * *', 'SELECT relationship_engine.purge(g.id) FROM relationship_engine.graph g')
    ) AS j (job, schedule, command)
$function$;

COMMENT ON FUNCTION relationship_engine.cron_jobs(text, text) IS
'Building block: returns the jobs that schedule() creates in pg_cron for a database: name, schedule, command.';
