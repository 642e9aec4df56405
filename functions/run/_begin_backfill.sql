CREATE OR REPLACE FUNCTION relationship_engine._begin_backfill(p_graph_id bigint, p_days_per_night integer)
RETURNS uuid
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
    v_graph relationship_engine.graph;
    v_run_id uuid := relationship_engine.new_uuid_v7();
BEGIN
    IF p_days_per_night IS NULL OR p_days_per_night < 1 THEN
        RAISE EXCEPTION 'p_days_per_night must be 1 or more, not %', coalesce(p_days_per_night::text, 'null')
        USING ERRCODE = 'invalid_parameter_value', HINT = 'Leave it out for a night a day.';
    END IF;
    PERFORM relationship_engine.require_graph(p_graph_id);
    PERFORM relationship_engine.lock_graph(p_graph_id, true);
    SELECT * INTO v_graph FROM relationship_engine.graph g WHERE g.id = p_graph_id FOR NO KEY UPDATE;
    IF v_graph.mode IN ('off', 'shadow') THEN
        RAISE EXCEPTION 'graph % is in mode %, where its clock stands still', p_graph_id, v_graph.mode
        USING ERRCODE = 'object_not_in_prerequisite_state',
            HINT = format('SELECT relationship_engine.set_mode(''active'', %s).', p_graph_id);
    END IF;
    UPDATE relationship_engine.run r
    SET status = 'killed', finished_at = clock_timestamp()
    WHERE r.graph_id = p_graph_id AND r.mode = 'backfill' AND r.status = 'running' AND NOT EXISTS (
        SELECT FROM pg_stat_activity a
        WHERE a.pid = r.backend_pid AND a.pid <> pg_backend_pid() AND coalesce(a.backend_start <= r.started_at, true));
    INSERT INTO relationship_engine.run (graph_id, id, mode, full_scan, nights, clock_before)
    VALUES (p_graph_id, v_run_id, 'backfill', true, 0, v_graph.decay_clock);
    -- Days that passed before the first night are no nights of the history.
    UPDATE relationship_engine.graph g SET decay_date = current_date
    WHERE g.id = p_graph_id AND g.decay_date <> current_date AND NOT EXISTS (
        SELECT FROM relationship_engine.decay_step d WHERE d.graph_id = p_graph_id AND d.undone_by IS NULL);
    RETURN v_run_id;
END
$function$;

COMMENT ON FUNCTION relationship_engine._begin_backfill(bigint, integer) IS
'Opens the log row of a backfill and returns the run; in a graph without nights in force, sets the clock to today. '
'Errors: see backfill.';
