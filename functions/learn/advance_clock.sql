CREATE OR REPLACE FUNCTION relationship_engine.advance_clock(
    p_graph_id bigint, p_night date, p_simulate boolean DEFAULT false, p_run_id uuid DEFAULT NULL
)
RETURNS integer
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
    v_graph relationship_engine.graph;
    v_reached date;
    v_nights integer;
BEGIN
    PERFORM relationship_engine.require_graph(p_graph_id);
    SELECT * INTO v_graph FROM relationship_engine.graph g WHERE g.id = p_graph_id FOR NO KEY UPDATE;
    PERFORM relationship_engine.require_night(p_night, p_simulate);
    v_reached := v_graph.decay_date;
    -- A clock that has never moved may begin in the past, so that histories can be replayed.
    IF p_night < v_reached AND v_graph.decay_clock = 0 AND NOT EXISTS (
        SELECT FROM relationship_engine.run r
        WHERE r.graph_id = p_graph_id AND r.mode = 'nightly' AND r.status <> 'undone'
            -- The clock stands still in off and shadow.
            AND r.clock_after IS NOT NULL AND (r.nights > 0 OR r.night > p_night))
    THEN
        v_reached := p_night;
    END IF;
    IF v_graph.mode = 'shadow' THEN
        v_nights := 0;  -- nothing moves; the run log tells _pause_clock() which nights went by
    ELSIF v_graph.mode = 'off' THEN
        v_nights := 0;
        UPDATE relationship_engine.graph g
        SET decay_date = CASE
                WHEN p_night > g.paused_on THEN v_reached + (p_night - g.paused_on)
                ELSE greatest(v_reached, least(p_night, g.paused_on - 1)) END,
            paused_on = greatest(g.paused_on, p_night)
        WHERE g.id = p_graph_id;
    ELSE
        -- multiples of 2^-40 add up without rounding; the sum of the nights of a run is the nearest to the exact one
        WITH passed AS (
            INSERT INTO relationship_engine.decay_step (graph_id, step_no, night, nats, run_id, clock)
            SELECT p_graph_id, v_graph.decay_step_no + s.nth, s.night, s.nats - lag(s.nats, 1, 0) OVER (ORDER BY s.nth),
                p_run_id, v_graph.decay_clock + s.nats
            FROM (
                SELECT n.night, n.nth, relationship_engine.night_nats(v_graph.decay_factor, n.nth) AS nats
                FROM relationship_engine._coming_nights(p_graph_id, p_night) n
            ) s
            RETURNING step_no, clock
        )
        UPDATE relationship_engine.graph g
        SET decay_step_no = coalesce(p.step_no, g.decay_step_no), decay_clock = coalesce(p.clock, g.decay_clock),
            decay_date = greatest(p_night, v_reached)
        FROM (SELECT max(p.step_no) AS step_no, max(p.clock) AS clock FROM passed p) p
        WHERE g.id = p_graph_id AND g.decay_date <> greatest(p_night, v_reached);
        SELECT g.decay_step_no - v_graph.decay_step_no INTO v_nights
        FROM relationship_engine.graph g WHERE g.id = p_graph_id;
    END IF;
    RETURN v_nights;
END
$function$;

COMMENT ON FUNCTION relationship_engine.advance_clock(bigint, date, boolean, uuid) IS
'Moves the decay clock of a graph to the given night and returns the number of nights: 0 if the night is already '
'reached, or while the graph is off or in shadow; more than 1 if nights were missed. A clock that no nightly run has '
'moved or passed starts at the given night, which may be in the past. Each night multiplies every weight by '
'decay_factor and adds a row to decay_step for p_run_id; undo_run() of that run reverts it. A night after tomorrow '
'needs p_simulate. Errors: no_data_found, invalid_parameter_value.';
