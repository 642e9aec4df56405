CREATE OR REPLACE FUNCTION relationship_engine._begin_nightly(
    p_graph_id bigint, p_run_id uuid, p_full_scan boolean, p_night date
)
RETURNS void
LANGUAGE sql
SET search_path = pg_catalog, pg_temp
AS $function$
    UPDATE relationship_engine.run r
    SET status = 'killed', finished_at = clock_timestamp()
    WHERE r.graph_id = p_graph_id AND r.mode = 'nightly' AND r.status = 'running'
        AND (r.backend_pid = pg_backend_pid()
            OR NOT EXISTS (SELECT FROM pg_stat_activity a WHERE a.pid = r.backend_pid));
    INSERT INTO relationship_engine.run (graph_id, id, mode, night, full_scan)
    VALUES (p_graph_id, p_run_id, 'nightly', p_night, p_full_scan)
$function$;

COMMENT ON FUNCTION relationship_engine._begin_nightly(bigint, uuid, boolean, date) IS
'Opens the log row of a nightly, and marks as killed those before it whose session is gone.';
