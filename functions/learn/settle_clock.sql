CREATE OR REPLACE FUNCTION relationship_engine.settle_clock(p_graph_id bigint DEFAULT 1)
RETURNS integer
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
    v_date date;
BEGIN
    PERFORM relationship_engine.require_graph(p_graph_id);
    SELECT g.decay_date INTO v_date FROM relationship_engine.graph g WHERE g.id = p_graph_id FOR NO KEY UPDATE;
    UPDATE relationship_engine.graph g
    SET decay_date = current_date, updated_at = now()
    WHERE g.id = p_graph_id AND g.decay_date <> current_date;
    RETURN current_date - v_date;
END
$function$;

COMMENT ON FUNCTION relationship_engine.settle_clock(bigint) IS
'Sets the decay date of a graph to today without decaying any weight, and returns the number of days that it moved '
'(negative: back). Use it after history was imported or a backup was restored, so that the next night does not decay '
'by all the nights since then; and for a clock that is ahead of today, which would stand still until that day. '
'Errors: no_data_found.';
