CREATE OR REPLACE FUNCTION relationship_engine._require_dimension(p_graph_id bigint, p_embedding real [])
RETURNS void
LANGUAGE plpgsql STABLE
SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
    v_given integer := cardinality(p_embedding);
    v_model text;
    v_wanted integer;
BEGIN
    SELECT m.model, m.dimension INTO v_model, v_wanted
    FROM relationship_engine.graph g
    JOIN relationship_engine.embedding_model m ON m.model = g.embedding_model
    WHERE g.id = p_graph_id;
    IF v_given <> v_wanted THEN
        RAISE EXCEPTION 'the question has a vector of % numbers, and the model of graph % has %',
            v_given, p_graph_id, v_wanted
        USING ERRCODE = 'invalid_parameter_value',
            HINT = format('Embed the question by model %s: relationship-engine embed --text "…" does.', v_model);
    END IF;
END
$function$;

COMMENT ON FUNCTION relationship_engine._require_dimension(bigint, real []) IS
'Refuses a vector that cannot be of the graph''s embedding model. Errors: invalid_parameter_value.';
