CREATE OR REPLACE FUNCTION relationship_engine.end_move(p_graph_id bigint)
RETURNS void
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
    v_name text := format('relationship_engine_move_%s', p_graph_id);
BEGIN
    EXECUTE format('DROP PUBLICATION IF EXISTS %I', v_name);
    DELETE FROM relationship_engine.graph_move m WHERE m.graph_id = p_graph_id;
END
$function$;

COMMENT ON FUNCTION relationship_engine.end_move(bigint) IS
'Building block of fleet move: removes the publication and the note of a move that has ended or is given up.';
