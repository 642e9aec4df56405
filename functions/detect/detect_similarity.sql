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
    v_like text := '';
    v_nearest integer;
    v_scan text;
    v_breadth text;
    v_found relationship_engine.candidate[];
    v_left double precision := 'infinity'::double precision;
BEGIN
    -- Without these settings, a search that filters by graph and model may return one row of ten. They are no SET
    -- clauses of the function: before the library of vector is loaded, only a superuser could make or restore a
    -- function that has them.
    EXECUTE format('SELECT %s.vector_dims(''[1]''::%1$s.vector)', v_vector);
    v_scan := current_setting('hnsw.iterative_scan', true);
    v_breadth := current_setting('hnsw.ef_search');
    PERFORM set_config('hnsw.ef_search', '64', true),
        -- since vector 0.8
        CASE WHEN v_scan IS NOT NULL THEN set_config('hnsw.iterative_scan', 'strict_order', true) END;
    SELECT * INTO v_row FROM relationship_engine.embedding_model m WHERE m.model = v_model;
    SELECT * INTO v_setting FROM relationship_engine.strategy_setting s
    WHERE s.graph_id = p_graph_id AND s.strategy = 'similarity';
    v_nearest := coalesce(v_setting.max_edges_per_entity, 10) + 1;  -- each is the nearest to itself
    IF v_model IS NOT NULL THEN
        v_same := format('= %L', v_model);
        v_form := format(
            '%s.%s(%s)', v_vector, CASE WHEN v_row.is_half THEN 'halfvec' ELSE 'vector' END, v_row.dimension);
    ELSE
        v_form := v_vector || '.vector';
        v_like := format(' AND %1$s.vector_dims(b.embedding) = %1$s.vector_dims(a.embedding)', v_vector);
    END IF;
    -- with the constants in the text, the planner sees that the index of this graph and model fits
    EXECUTE format(
        $query$
            SELECT array_agg(relationship_engine.candidate(
                p_from_id => a.id, p_to_id => n.id, p_kind => 'semantically_related', p_strategy => 'similarity',
                p_context => 'embedding', p_confidence => least(1, 1 - n.distance), p_importance => 0.6,
                p_is_symmetric => true,
                p_detail => jsonb_build_object('model', %6$L, 'cosine', round((1 - n.distance)::numeric, 4))
                    || CASE WHEN n.type = a.type AND 1 - n.distance > $3
                        THEN '{"hold": "duplicate"}' ELSE '{}' END::jsonb))
            FROM relationship_engine.entity a
            CROSS JOIN LATERAL (
                SELECT array_agg(b.id ORDER BY b.distance) AS ids, array_agg(b.vector ORDER BY b.distance) AS vectors,
                    array_agg(b.title ORDER BY b.distance) AS titles, array_agg(b.type ORDER BY b.distance) AS types,
                    array_agg(b.distance ORDER BY b.distance) AS distances,
                    max(b.distance) FILTER (WHERE b.distance <> 'NaN') AS reach
                FROM (
                    SELECT b.id, b.title, b.type, b.embedding::%1$s AS vector,
                        b.embedding::%1$s OPERATOR(%7$s.<=>) a.embedding::%1$s AS distance
                    FROM relationship_engine.entity b
                    WHERE b.graph_id = %2$s AND b.embedding_model %3$s AND b.embedding IS NOT NULL%5$s
                    ORDER BY b.embedding::%1$s OPERATOR(%7$s.<=>) a.embedding::%1$s
                    LIMIT %8$s
                ) b
            ) w
            CROSS JOIN LATERAL unnest(
                w.ids[:%4$s], w.vectors[:%4$s], w.titles[:%4$s], w.types[:%4$s], w.distances[:%4$s]
            ) AS n (id, embedding, title, type, distance)
            WHERE a.graph_id = %2$s AND a.id = ANY ($1) AND a.embedding_model %3$s AND a.embedding IS NOT NULL
                AND n.id <> a.id AND 1 - n.distance >= $2 AND n.distance <> 'NaN'
                -- entities of one type are alike by their type; the words that their titles share count against them
                AND (n.type IS DISTINCT FROM a.type OR 1 - n.distance > $3 OR 1 - n.distance - 0.2 * (
                    SELECT count(*) FILTER (WHERE w.titles > 1)::double precision / count(*)
                    FROM (
                        SELECT count(*) AS titles
                        FROM (
                            SELECT DISTINCT regexp_split_to_table(lower(a.title), '\W+') AS word, 1 AS title
                            UNION ALL
                            SELECT DISTINCT regexp_split_to_table(lower(n.title), '\W+'), 2
                        ) t
                        GROUP BY t.word
                    ) w
                ) >= $4)
                -- mutual: a neighbour of many is near to all of them, and they are not near to it. Mostly the
                -- neighbourhood of a tells: all that is nearer to n than a lies at most twice as far from a as n does,
                -- which is a quarter of the cosine distance. Else n's own is searched for.
                AND (
                    SELECT CASE
                            WHEN c.nearer >= %4$s THEN false
                            WHEN c.as_near < %4$s AND w.reach > 4.001 * n.distance THEN true
                            ELSE EXISTS (
                                SELECT
                                FROM (
                                    SELECT b.id
                                    FROM relationship_engine.entity b
                                    WHERE b.graph_id = %2$s AND b.embedding_model %3$s AND b.embedding IS NOT NULL%5$s
                                    ORDER BY b.embedding::%1$s OPERATOR(%7$s.<=>) n.embedding
                                    LIMIT %4$s
                                ) m
                                WHERE m.id = a.id)
                        END
                    FROM (
                        SELECT count(*) FILTER (WHERE d.distance < n.distance) AS nearer,
                            count(*) FILTER (WHERE d.distance <= n.distance) AS as_near
                        FROM unnest(w.ids, w.vectors) AS v (id, vector)
                        CROSS JOIN LATERAL (SELECT v.vector OPERATOR(%7$s.<=>) n.embedding AS distance OFFSET 0) d
                        WHERE v.id <> a.id
                    ) c
                )
        $query$,
        v_form, p_graph_id, v_same, v_nearest, v_like,
        coalesce(v_model, 'application'), v_vector, greatest(v_nearest, least(4 * v_nearest, 100)))
    INTO v_found
    USING p_entity_ids, greatest(coalesce(v_row.similarity_threshold, 0.85), v_setting.min_confidence),
        coalesce(v_row.duplicate_threshold, 0.95), v_row.same_type_threshold;
    PERFORM set_config('hnsw.ef_search', v_breadth, true),
        CASE WHEN v_scan IS NOT NULL THEN set_config('hnsw.iterative_scan', v_scan, true) END;
    IF v_setting.max_share < 1 AND v_found IS NOT NULL THEN
        v_left := relationship_engine._share_left(p_graph_id, 'similarity', v_setting.max_share, cardinality(v_found));
    END IF;
    RETURN QUERY
    SELECT r.from_id, r.to_id, r.kind, r.strategy, r.context, r.confidence, r.importance, r.gain, r.is_symmetric,
        r.is_exclusive, r.event_id, r.start_date, r.end_date, r.description,
        CASE WHEN r.is_new AND r.rank > v_left THEN r.detail || '{"hold": "share"}' ELSE r.detail END
    FROM (
        SELECT f.*, dense_rank() OVER (
            PARTITION BY f.is_new
            ORDER BY f.confidence DESC, least(f.from_id, f.to_id), greatest(f.from_id, f.to_id)) AS rank
        FROM (
            SELECT c.*, NOT c.detail ? 'hold' AND NOT EXISTS (
                SELECT FROM relationship_engine.edge_store e
                WHERE e.graph_id = p_graph_id AND e.from_id = least(c.from_id, c.to_id)
                    AND e.to_id = greatest(c.from_id, c.to_id) AND e.kind = c.kind AND e.pruned_by_run IS NULL
            ) AS is_new
            FROM unnest(v_found) c
        ) f
    ) r;
END
$function$;

COMMENT ON FUNCTION relationship_engine.detect_similarity(bigint, uuid []) IS
'Returns candidates of kind semantically_related between the given entities and their nearest neighbours by '
'cosine, through the HNSW index of the graph''s embedding model: at least its similarity_threshold (or the '
'strategy''s min_confidence, if that is higher), both among the nearest of each other (as many as the strategy''s '
'cap per entity), with the cosine as confidence. Two entities of one type need the same_type_threshold of the '
'model, to which 0.2 times the share of words that their titles have in common is added; without one they get no '
'edge. Above its duplicate_threshold they are held back as duplicates (view duplicate_candidate). New edges '
'beyond the strategy''s max_share are held back (reason share), those of lowest cosine first. Without a model, '
'vectors that the application wrote are compared without an index. Only reads.';
