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
    -- nights that went by in shadow mode are in the run log only
    v_reached := greatest(v_graph.decay_date, (
        SELECT max(r.night) FROM relationship_engine.run r
        WHERE r.graph_id = p_graph_id AND r.mode = 'nightly' AND r.nights = 0 AND r.status IN ('done', 'failed')
            AND r.clock_after IS NULL));
    -- a clock that never moved may begin in the past: histories are replayed
    IF v_graph.decay_clock = 0 AND p_night < v_graph.decay_date THEN
        v_reached := p_night;
    END IF;
    v_nights := CASE WHEN v_graph.mode IN ('parallel', 'active') THEN greatest(p_night - v_reached, 0) ELSE 0 END;
    IF v_graph.mode <> 'shadow' THEN
        UPDATE relationship_engine.graph g
        SET decay_clock = g.decay_clock - v_nights * ln(g.decay_factor),
            decay_date = CASE
                WHEN v_graph.decay_clock = 0 AND p_night < v_graph.decay_date THEN p_night
                ELSE greatest(g.decay_date, p_night) END
        WHERE g.id = p_graph_id AND (v_nights > 0 OR p_night IS DISTINCT FROM g.decay_date);
    END IF;
    RETURN v_nights;
END
$function$;

COMMENT ON FUNCTION relationship_engine.advance_clock(bigint, date) IS
'Lets the graph age to the given night and returns the nights that elapsed: 0 for a night already reached, more than 1 '
'where nights were missed, 0 while the graph is off or in shadow. Each night multiplies every weight by decay_factor; '
'one row is written. Errors: no_data_found, invalid_parameter_value.';
