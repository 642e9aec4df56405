CREATE OR REPLACE FUNCTION relationship_engine.advance_clock(p_graph_id bigint, p_night date)
RETURNS integer
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
    v_graph relationship_engine.graph;
    v_reached date;
    v_nights integer;
BEGIN
    SELECT * INTO v_graph FROM relationship_engine.graph g WHERE g.id = p_graph_id FOR NO KEY UPDATE;
    IF NOT FOUND THEN
        RAISE EXCEPTION 'there is no graph %', p_graph_id
        USING ERRCODE = 'no_data_found', HINT = 'Make one with create_graph(name), or use graph 1.';
    END IF;
    IF p_night IS NULL OR NOT isfinite(p_night) THEN
        RAISE EXCEPTION 'a night is a date, not %', coalesce(p_night::text, 'null')
        USING ERRCODE = 'invalid_parameter_value', HINT = 'Pass current_date, or the night to simulate.';
    END IF;
    v_reached := v_graph.decay_date;
    -- a clock that never moved may begin in the past: histories are replayed
    IF p_night < v_reached AND v_graph.decay_clock = 0 AND NOT EXISTS (
        SELECT FROM relationship_engine.run r
        WHERE r.graph_id = p_graph_id AND r.mode = 'nightly' AND r.status <> 'undone'
            -- in off and shadow no night is reached
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
        v_nights := greatest(p_night - v_reached, 0);
        -- in steps of 2^-40, so that steps add up and are taken back without rounding
        UPDATE relationship_engine.graph g
        SET decay_clock = g.decay_clock - round(v_nights * ln(g.decay_factor) * 1099511627776) / 1099511627776,
            decay_date = v_reached + v_nights
        WHERE g.id = p_graph_id AND g.decay_date <> v_reached + v_nights;
    END IF;
    RETURN v_nights;
END
$function$;

COMMENT ON FUNCTION relationship_engine.advance_clock(bigint, date) IS
'Lets the graph age to the given night and returns the nights that elapsed: 0 for a night already reached, more than 1 '
'where nights were missed, 0 while the graph is off or in shadow. A clock that no nightly has moved or passed begins at the '
'night it is told, be that in the past. Each night multiplies every weight by decay_factor; '
'one row is written. Errors: no_data_found, invalid_parameter_value.';
