CREATE OR REPLACE FUNCTION relationship_engine.store_event_embeddings(
    p_graph_id bigint, p_model text, p_event_ids uuid [], p_hashes text [], p_embeddings text []
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
    WHERE g.id = p_graph_id AND g.embedding_model = p_model
    FOR KEY SHARE OF g;
    IF NOT FOUND THEN
        RAISE EXCEPTION 'model % is not the model of graph %', p_model, p_graph_id
        USING ERRCODE = 'object_not_in_prerequisite_state', HINT = 'Claim again: the model of the graph has changed.';
    END IF;
    -- by EXECUTE: the extension vector may lie in any schema, and move
    EXECUTE format(
        'SELECT EXISTS (SELECT FROM unnest($1) AS v (v) WHERE %1$s.vector_dims(v.v::%1$s.vector) <> $2)', v_vector)
    INTO v_is_wrong USING p_embeddings, v_dimension;
    IF v_is_wrong THEN
        RAISE EXCEPTION 'model % has % dimensions, and a vector has not', p_model, v_dimension
        USING ERRCODE = 'invalid_parameter_value',
            HINT = 'Register the model with its true dimension under another name.';
    END IF;
    EXECUTE format(
        $query$
            WITH stored AS (
                UPDATE relationship_engine.event_text t
                SET embedding = v.embedding::%s.vector, embedding_hash = v.hash
                FROM unnest($2, $3, $4) AS v (id, hash, embedding)
                JOIN relationship_engine.raw_events r ON r.graph_id = $1 AND r.id = v.id
                WHERE t.graph_id = $1 AND t.event_id = v.id
                    -- a text that has changed meanwhile stays due
                    AND md5(relationship_engine.event_embedding_text(
                        relationship_engine.event_text(r.payload))) = v.hash
                RETURNING t.event_id
            ), done AS (
                DELETE FROM relationship_engine.event_embedding_attempt t
                WHERE t.graph_id = $1 AND t.event_id = ANY ($2)
            )
            SELECT count(*) FROM stored
        $query$,
        v_vector)
    INTO v_count USING p_graph_id, p_event_ids, p_hashes, p_embeddings;
    RETURN v_count;
END
$function$;

COMMENT ON FUNCTION relationship_engine.store_event_embeddings(bigint, text, uuid [], text [], text []) IS
'Stores embeddings of what claim_event_embeddings gave out: arrays of ids, hashes and vectors (as ''[1,2,…]''). '
'Returns how many were stored; an event whose text has changed since stays due. Errors: '
'object_not_in_prerequisite_state when the model has changed, invalid_parameter_value for a wrong dimension.';
