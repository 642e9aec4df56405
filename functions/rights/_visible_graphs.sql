CREATE OR REPLACE FUNCTION relationship_engine._visible_graphs(p_levels text [])
RETURNS bigint []
LANGUAGE plpgsql STABLE
SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
    v_graphs bigint[] := relationship_engine._granted_graphs(p_levels);
BEGIN
    IF array_position(v_graphs, NULL) IS NOT NULL THEN
        RETURN ARRAY(SELECT g.id FROM relationship_engine.graph g);
    END IF;
    RETURN v_graphs;
END
$function$;

COMMENT ON FUNCTION relationship_engine._visible_graphs(text []) IS
'Returns the ids of the graphs in which the current user has one of the levels, as an array, so that policies can use '
'indexes.';
