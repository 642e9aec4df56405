CREATE OR REPLACE FUNCTION relationship_engine.set_embedding_model(
    p_graph_id bigint, p_model text, p_dimension integer DEFAULT NULL,
    p_similarity_threshold double precision DEFAULT NULL, p_is_half boolean DEFAULT NULL
)
RETURNS void
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
    v_model relationship_engine.embedding_model;
    v_graph_id bigint;
    v_former text;
    v_vector text := (SELECT x.extnamespace::regnamespace FROM pg_extension x WHERE x.extname = 'vector');
BEGIN
    PERFORM relationship_engine.require_graph(p_graph_id);
    SELECT g.embedding_model INTO v_former
    FROM relationship_engine.graph g WHERE g.id = p_graph_id FOR NO KEY UPDATE;
    IF p_model = '' OR p_dimension NOT BETWEEN 1 AND 4000 THEN
        RAISE EXCEPTION 'p_model must not be empty, and p_dimension must be 1 to 4000, not %', p_dimension
        USING ERRCODE = 'invalid_parameter_value', HINT = 'Call set_embedding_model(graph, name, dimension).';
    END IF;
    IF p_dimension IS NOT NULL THEN
        INSERT INTO relationship_engine.embedding_model (model, dimension, similarity_threshold, is_half,
            duplicate_threshold)
        VALUES (p_model, p_dimension, coalesce(p_similarity_threshold, 0.85), coalesce(p_is_half, p_dimension > 2000),
            greatest(0.95, p_similarity_threshold))
        ON CONFLICT (model) DO NOTHING;
    END IF;
    SELECT * INTO v_model FROM relationship_engine.embedding_model m WHERE m.model = p_model;
    IF p_model IS NOT NULL AND (NOT FOUND OR v_model.dimension <> p_dimension) THEN
        RAISE EXCEPTION 'embedding model % %', coalesce(p_model, 'null'),
            coalesce('has ' || v_model.dimension || ' dimensions, not ' || p_dimension, 'is not known')
        USING ERRCODE = 'invalid_parameter_value',
            HINT = 'Pass its dimension to register it. Register another dimension under another name.';
    END IF;
    UPDATE relationship_engine.embedding_model m
    SET similarity_threshold = coalesce(p_similarity_threshold, m.similarity_threshold),
        duplicate_threshold = greatest(m.duplicate_threshold, p_similarity_threshold),
        is_half = coalesce(p_is_half, m.is_half)
    WHERE m.model = p_model AND (p_similarity_threshold IS NOT NULL OR p_is_half IS NOT NULL);
    UPDATE relationship_engine.graph g SET embedding_model = p_model, updated_at = now()
    WHERE g.id = p_graph_id AND g.embedding_model IS DISTINCT FROM p_model;
    UPDATE relationship_engine.entity e SET embedding_hash = NULL
    WHERE e.graph_id = p_graph_id AND e.embedding_hash IS NOT NULL AND e.embedding_model <> p_model;
    IF v_former <> coalesce(p_model, '') OR v_former IS NULL AND p_model IS NOT NULL THEN
        EXECUTE format(
            'UPDATE relationship_engine.event_text t SET embedding = NULL, embedding_hash = NULL '
            'WHERE t.graph_id = $1 AND t.embedding IS NOT NULL AND ($2 OR %s.vector_dims(t.embedding) <> $3)', v_vector)
        USING p_graph_id, v_former IS NOT NULL, v_model.dimension;
    END IF;
    -- is_half belongs to the model, so all of its graphs get the same form of index.
    FOR v_graph_id IN
        SELECT g.id FROM relationship_engine.graph g
        WHERE g.id = p_graph_id OR g.embedding_model = p_model
        ORDER BY g.id
    LOOP
        PERFORM relationship_engine.index_embeddings(v_graph_id);
    END LOOP;
END
$function$;

COMMENT ON FUNCTION relationship_engine.set_embedding_model(bigint, text, integer, double precision, boolean) IS
'Sets the embedding model of a graph (null: none) and creates its HNSW indexes (cosine), which a small graph does '
'without where a hundred graphs have them. With p_dimension an unknown model is registered. Entities and events '
'embedded by another model are due again; vectors of different models are never compared. p_is_half indexes halfvec. '
'Errors: no_data_found; invalid_parameter_value for an unknown model or another dimension.';
