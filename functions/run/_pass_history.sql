CREATE OR REPLACE FUNCTION relationship_engine._pass_history(p_graph_id bigint, p_run_id uuid, p_days_per_night integer)
RETURNS void
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
    v_graph relationship_engine.graph;
    v_first date;
    v_last date;
    v_nights integer;
BEGIN
    PERFORM relationship_engine.lock_graph(p_graph_id, true);
    SELECT * INTO v_graph FROM relationship_engine.graph g WHERE g.id = p_graph_id FOR NO KEY UPDATE;
    IF EXISTS (
        SELECT FROM relationship_engine.decay_step d WHERE d.graph_id = p_graph_id AND d.undone_by IS NULL)
    THEN
        RETURN;
    END IF;
    SELECT min(e.day), max(e.day) INTO v_first, v_last
    FROM (
        SELECT (v.occurred_at AT TIME ZONE 'UTC')::date AS day
        FROM relationship_engine.raw_events v
        WHERE v.graph_id = p_graph_id AND isfinite(v.occurred_at)
    ) e
    WHERE e.day <= current_date;
    -- multiples of 2^-40 add up without rounding, as in advance_clock()
    WITH passed AS (
        INSERT INTO relationship_engine.decay_step (graph_id, step_no, night, nats, run_id, clock)
        SELECT p_graph_id, v_graph.decay_step_no + s.nth, s.night, s.nats - lag(s.nats, 1, 0) OVER (ORDER BY s.nth),
            p_run_id, v_graph.decay_clock + s.nats
        FROM (
            SELECT n.night, n.nth, relationship_engine.night_nats(v_graph.decay_factor, n.nth) AS nats
            FROM (
                SELECT v_first + i AS night, row_number() OVER (ORDER BY i) AS nth
                FROM generate_series(p_days_per_night, v_last - v_first, p_days_per_night) i
            ) n
        ) s
        RETURNING step_no, clock
    )
    SELECT count(*), max(p.step_no), max(p.clock) INTO v_nights, v_graph.decay_step_no, v_graph.decay_clock
        FROM passed p;
    IF v_nights > 0 THEN
        UPDATE relationship_engine.graph g
        SET decay_step_no = v_graph.decay_step_no, decay_clock = v_graph.decay_clock, updated_at = now()
        WHERE g.id = p_graph_id;
        UPDATE relationship_engine.run r SET nights = v_nights WHERE r.graph_id = p_graph_id AND r.id = p_run_id;
    END IF;
END
$function$;

COMMENT ON FUNCTION relationship_engine._pass_history(bigint, uuid, integer) IS
'In a graph without nights in force, adds the decay steps of the days after the first event until the last one or '
'today, a night for each p_days_per_night days.';
