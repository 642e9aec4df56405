CREATE OR REPLACE FUNCTION relationship_engine._forget_in(p_graphs bigint [], p_thing text, p_id uuid)
RETURNS bigint
LANGUAGE plpgsql IMMUTABLE
SET search_path = pg_catalog, pg_temp
AS $function$
BEGIN
    IF cardinality(p_graphs) = 0 THEN
        RAISE EXCEPTION 'there is no % %', p_thing, p_id
        USING ERRCODE = 'no_data_found', HINT = 'It may be in another graph, or forgotten already.';
    ELSIF cardinality(p_graphs) > 1 THEN
        RAISE EXCEPTION 'graphs % have % %', array_to_string(p_graphs, ', '), p_thing, p_id
        USING ERRCODE = 'ambiguous_parameter',
            HINT = format('Name one: SELECT forget_%s(%L, p_graph_id => %s).', p_thing, p_id, p_graphs[1]);
    END IF;
    RETURN p_graphs[1];
END
$function$;

COMMENT ON FUNCTION relationship_engine._forget_in(bigint [], text, uuid) IS
'Returns the one graph of the list. Errors: no_data_found for none, ambiguous_parameter for several.';
