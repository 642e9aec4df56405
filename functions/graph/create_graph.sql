CREATE OR REPLACE FUNCTION relationship_engine.create_graph(name text)
RETURNS bigint
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
    v_id bigint;
BEGIN
    IF btrim(coalesce(create_graph.name, '')) = '' THEN
        RAISE EXCEPTION 'the name of a graph must not be empty'
        USING ERRCODE = 'invalid_parameter_value', HINT = 'Choose a name that no other graph has.';
    END IF;
    INSERT INTO relationship_engine.graph (name)
    VALUES (create_graph.name)
    ON CONFLICT ON CONSTRAINT graph_name_key DO NOTHING
    RETURNING id INTO v_id;
    IF v_id IS NULL THEN
        RAISE EXCEPTION 'graph "%" already exists', create_graph.name
        USING ERRCODE = 'unique_violation', HINT = 'SELECT id FROM relationship_engine.graph WHERE name = … finds it.';
    END IF;
    PERFORM relationship_engine._copy_settings(v_id);
    RETURN v_id;
END
$function$;

COMMENT ON FUNCTION relationship_engine.create_graph(text) IS
'Creates an empty graph with the settings of strategies and kinds and the pattern rules of the template, graph 0, and '
'returns its id. '
'Errors: invalid_parameter_value and unique_violation for the name.';
