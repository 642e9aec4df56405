CREATE OR REPLACE FUNCTION relationship_engine.detect_similarity(p_graph_id bigint, p_entity_ids uuid [])
RETURNS SETOF relationship_engine.candidate
LANGUAGE plpgsql STABLE
SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
    v_model text := (SELECT g.embedding_model FROM relationship_engine.graph g WHERE g.id = p_graph_id);
    v_row relationship_engine.embedding_model;
    v_setting relationship_engine.strategy_setting;
    v_same text := 'IS NULL';
    v_vector text := (SELECT x.extnamespace::regnamespace FROM pg_extension x WHERE x.extname = 'vector');
    v_form text;
    v_scan text;
    v_breadth text;
BEGIN
    -- or a search that filters by graph and model may return one row of ten. Not SET clauses of the function: before the
    -- library of vector is loaded, only a superuser could make or restore a function that has them.
    EXECUTE format('SELECT %s.vector_dims(''[1]''::%1$s.vector)', v_vector);
    v_scan := current_setting('hnsw.iterative_scan', true);
    v_breadth := current_setting('hnsw.ef_search');
    PERFORM set_config('hnsw.ef_search', '100', true),
        CASE WHEN v_scan IS NOT NULL THEN set_config('hnsw.iterative_scan', 'strict_order', true) END;  -- since vector 0.8
    SELECT * INTO v_row FROM relationship_engine.embedding_model m WHERE m.model = v_model;
    SELECT * INTO v_setting FROM relationship_engine.strategy_setting s
    WHERE s.graph_id = p_graph_id AND s.strategy = 'similarity';
    IF v_model IS NOT NULL THEN
        v_same := format('= %L', v_model);
        v_form := format('%s.%s(%s)', v_vector, CASE WHEN v_row.is_half THEN 'halfvec' ELSE 'vector' END, v_row.dimension);
    ELSE
        v_form := v_vector || '.vector';
    END IF;
    -- with the constants in the text, the planner sees that the index of this graph and model fits
    RETURN QUERY EXECUTE format(
        $query$
            SELECT (relationship_engine.candidate(
                p_from_id => a.id, p_to_id => n.id, p_kind => 'semantically_related', p_strategy => 'similarity',
                p_context => 'embedding', p_confidence => least(1, 1 - n.distance), p_importance => 0.6,
                p_is_symmetric => true,
                p_detail => jsonb_build_object('model', %6$L, 'cosine', round((1 - n.distance)::numeric, 4))
                    || CASE WHEN n.type = a.type AND 1 - n.distance > $3
                        THEN '{"hold": "duplicate"}' ELSE '{}' END::jsonb)).*
            FROM relationship_engine.entity a
            CROSS JOIN LATERAL (
                SELECT b.id, b.type, b.embedding::%1$s OPERATOR(%7$s.<=>) a.embedding::%1$s AS distance
                FROM relationship_engine.entity b
                WHERE b.graph_id = %2$s AND b.embedding_model %3$s AND b.embedding IS NOT NULL%5$s
                ORDER BY b.embedding::%1$s OPERATOR(%7$s.<=>) a.embedding::%1$s
                LIMIT %4$s
            ) n
            WHERE a.graph_id = %2$s AND a.id = ANY ($1) AND a.embedding_model %3$s AND a.embedding IS NOT NULL
                AND n.id <> a.id AND 1 - n.distance >= $2 AND n.distance <> 'NaN'
        $query$,
        v_form, p_graph_id, v_same, coalesce(v_setting.max_edges_per_entity, 10) + 1,
        CASE
            WHEN v_model IS NULL THEN format(' AND %1$s.vector_dims(b.embedding) = %1$s.vector_dims(a.embedding)', v_vector)
            ELSE ''
        END,
        coalesce(v_model, 'application'), v_vector)
    USING p_entity_ids, greatest(coalesce(v_row.similarity_threshold, 0.85), v_setting.min_confidence),
        coalesce(v_row.duplicate_threshold, 0.95);
    PERFORM set_config('hnsw.ef_search', v_breadth, true),
        CASE WHEN v_scan IS NOT NULL THEN set_config('hnsw.iterative_scan', v_scan, true) END;
END
$function$;

COMMENT ON FUNCTION relationship_engine.detect_similarity(bigint, uuid []) IS
'Returns candidates of kind semantically_related between the given entities and their nearest neighbours by cosine, '
'through the HNSW index of the graph''s embedding model: at least its similarity_threshold (or the strategy''s '
'min_confidence, if that is higher), at most the strategy''s cap per entity, with the cosine as confidence. Entities '
'of one type above its duplicate_threshold are held back as duplicates (view duplicate_candidate). Without a model, '
'vectors that the application wrote are compared without an index. Only reads.';
