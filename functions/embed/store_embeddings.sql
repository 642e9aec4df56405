CREATE OR REPLACE FUNCTION relationship_engine.store_embeddings(
    p_graph_id bigint, p_model text, p_entity_ids uuid [], p_hashes text [], p_embeddings text []
)
RETURNS bigint
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
    v_dimension integer;
    v_is_wrong boolean;
    v_vector text := (SELECT x.extnamespace::regnamespace FROM pg_extension x WHERE x.extname = 'vector');
    v_count bigint;
BEGIN
    SELECT m.dimension INTO v_dimension
    FROM relationship_engine.graph g
    JOIN relationship_engine.embedding_model m ON m.model = g.embedding_model
    WHERE g.id = p_graph_id AND g.embedding_model = p_model;
    IF NOT FOUND THEN
        RAISE EXCEPTION 'model % is not the model of graph %', p_model, p_graph_id
        USING ERRCODE = 'object_not_in_prerequisite_state', HINT = 'Claim again: the model of the graph has changed.';
    END IF;
    -- EXECUTE, because the extension vector may be in any schema and may be moved.
    EXECUTE format(
        'SELECT EXISTS (SELECT FROM unnest($1) AS v (v) WHERE %1$s.vector_dims(v.v::%1$s.vector) <> $2)', v_vector)
    INTO v_is_wrong USING p_embeddings, v_dimension;
    IF v_is_wrong THEN
        RAISE EXCEPTION 'model % has % dimensions, and a vector has not', p_model, v_dimension
        USING ERRCODE = 'invalid_parameter_value',
            HINT = 'Register the model with its actual dimension under another name.';
    END IF;
    EXECUTE format(
        $query$
            WITH stored AS (
                UPDATE relationship_engine.entity e
                SET embedding = v.embedding::%s.vector, embedding_model = $2, embedding_hash = v.hash,
                    updated_at = now()
                FROM unnest($3, $4, $5) AS v (id, hash, embedding)
                WHERE e.graph_id = $1 AND e.id = v.id
                    -- An entity whose text has changed meanwhile stays due.
                    AND md5(relationship_engine.embedding_text(e.title, e.summary)) = v.hash
                RETURNING e.id
            ), done AS (
                DELETE FROM relationship_engine.embedding_attempt t
                WHERE t.graph_id = $1 AND t.entity_id = ANY ($3)
            )
            SELECT count(*) FROM stored
        $query$,
        v_vector)
    INTO v_count USING p_graph_id, p_model, p_entity_ids, p_hashes, p_embeddings;
    RETURN v_count;
END
$function$;

COMMENT ON FUNCTION relationship_engine.store_embeddings(bigint, text, uuid [], text [], text []) IS
'Stores the embeddings of entities claimed with claim_embeddings(): arrays of ids, hashes and vectors (as '
'''[1,2,…]''). Returns the number stored; an entity whose text has changed meanwhile stays due. Errors: '
'object_not_in_prerequisite_state if the model has changed; invalid_parameter_value for a wrong dimension.';
