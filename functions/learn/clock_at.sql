CREATE OR REPLACE FUNCTION relationship_engine.clock_at(p_graph_id bigint, p_known_at timestamptz)
RETURNS TABLE (step_no integer, night date, passed_at timestamptz, clock double precision)
LANGUAGE sql STABLE
SET search_path = pg_catalog, pg_temp
AS $function$
    SELECT d.step_no, d.night, d.passed_at, sum(
        CASE WHEN d.undone_by IS NULL OR u.started_at > p_known_at THEN d.nats ELSE 0 END) OVER (ORDER BY d.step_no)
    FROM relationship_engine.decay_step d
    LEFT JOIN relationship_engine.run u ON u.graph_id = p_graph_id AND u.id = d.undone_by
    WHERE d.graph_id = p_graph_id AND d.passed_at <= p_known_at
$function$;

COMMENT ON FUNCTION relationship_engine.clock_at(bigint, timestamptz) IS
'Building block: the decay steps that had run at p_known_at, each with the reading of the decay clock after it, in '
'nats, without the steps that were undone by then.';
