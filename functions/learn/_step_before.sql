CREATE OR REPLACE FUNCTION relationship_engine._step_before(p_graph_id bigint, p_day text, p_step_no integer)
RETURNS integer
LANGUAGE sql STABLE
SET search_path = pg_catalog, pg_temp
AS $function$
    SELECT CASE WHEN s.day IS NULL THEN p_step_no ELSE coalesce((
        SELECT d.step_no FROM relationship_engine.decay_step d
        WHERE d.graph_id = p_graph_id AND d.undone_by IS NULL AND d.night < s.day
        ORDER BY d.night DESC LIMIT 1), 0) END
    FROM (SELECT lower(relationship_engine.date_span(p_day)) AS day) s
$function$;

COMMENT ON FUNCTION relationship_engine._step_before(bigint, text, integer) IS
'The number of the last decay step in force before a day (see date_span; 0: none), so that evidence with this number '
'decays as if it had been learned on that day. Text that is not a date: p_step_no.';
