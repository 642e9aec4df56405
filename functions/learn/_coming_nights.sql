CREATE OR REPLACE FUNCTION relationship_engine._coming_nights(p_graph_id bigint, p_night date)
RETURNS TABLE (night date, nth bigint)
LANGUAGE sql STABLE
SET search_path = pg_catalog, pg_temp
AS $function$
    SELECT g.decay_date + n.i, row_number() OVER (ORDER BY n.i)
    FROM relationship_engine.graph g
    CROSS JOIN LATERAL generate_series(1, p_night - g.decay_date) AS n (i)
    WHERE g.id = p_graph_id AND NOT EXISTS (
        SELECT FROM relationship_engine.decay_step d
        WHERE d.graph_id = p_graph_id AND d.night = g.decay_date + n.i AND d.undone_by IS NULL)
$function$;

COMMENT ON FUNCTION relationship_engine._coming_nights(bigint, date) IS
'The nights that have not passed yet when the decay clock of a graph moves to p_night, numbered from 1.';
