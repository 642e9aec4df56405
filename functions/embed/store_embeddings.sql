CREATE OR REPLACE FUNCTION relationship_engine.store_embeddings(
    p_graph_id bigint, p_model text, p_entity_ids uuid [], p_hashes text [], p_embeddings text []
)
RETURNS bigint
LANGUAGE plpgsql
SET search_path FROM CURRENT
AS $function$
DECLARE
    v_dimension integer;
    v_count bigint;
BEGIN
    SELECT m.dimension INTO v_dimension
    FROM relationship_engine.graph g
    JOIN relationship_engine.embedding_model m ON m.model = g.embedding_model
    WHERE g.id = p_graph_id AND g.embedding_model = p_model;
    IF NOT FOUND THEN
        RAISE EXCEPTION 'model % is not the model of graph %', p_model, p_graph_id
        USING ERRCODE = 'object_not_in_prerequisite_state', HINT = 'Claim again: the model of the graph has changed.';
    ELSIF EXISTS (SELECT FROM unnest(p_embeddings) AS v (v) WHERE vector_dims(v.v::vector) <> v_dimension) THEN
        RAISE EXCEPTION 'model % has % dimensions, and a vector has not', p_model, v_dimension
        USING ERRCODE = 'invalid_parameter_value',
            HINT = 'Register the model with its true dimension under another name.';
    END IF;
    WITH stored AS (
        UPDATE relationship_engine.entity e
        SET embedding = v.embedding::vector, embedding_model = p_model, embedding_hash = v.hash, updated_at = now()
        FROM unnest(p_entity_ids, p_hashes, p_embeddings) AS v (id, hash, embedding)
        WHERE e.graph_id = p_graph_id AND e.id = v.id
            -- a text that has changed meanwhile stays due
            AND md5(relationship_engine.embedding_text(e.title, e.summary)) = v.hash
        RETURNING e.id
    ), done AS (
        DELETE FROM relationship_engine.embedding_attempt t
        WHERE t.graph_id = p_graph_id AND t.entity_id = ANY (p_entity_ids)
    )
    SELECT count(*) INTO v_count FROM stored;
    RETURN v_count;
END
$function$;

COMMENT ON FUNCTION relationship_engine.store_embeddings(bigint, text, uuid [], text [], text []) IS
'Writes back what claim_embeddings gave out: arrays of ids, hashes and vectors (as ''[1,2,…]''). Returns how many '
'were stored; an entity whose text has changed since stays due. Errors: object_not_in_prerequisite_state when the '
'model has changed, invalid_parameter_value for a wrong dimension.';
