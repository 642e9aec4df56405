CREATE OR REPLACE FUNCTION relationship_engine._recall_matches(
    p_graph_id bigint, p_question text, p_embedding real [], p_since timestamptz, p_until timestamptz,
    OUT event_ids uuid [], OUT scores double precision [], OUT times timestamptz [], OUT score_sql text,
    OUT words tsquery []
)
LANGUAGE plpgsql STABLE
SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
    v_vector text := (SELECT x.extnamespace::regnamespace FROM pg_extension x WHERE x.extname = 'vector');
    v_length double precision := coalesce(
        (SELECT nullif(s.length, 0) FROM relationship_engine.text_stat s WHERE s.graph_id = p_graph_id), 30);
    v_graph relationship_engine.graph;
    v_query tsquery;
    v_rest tsquery;
    v_word_sql text;
    v_vector_sql text := 'NULL::double precision';
    v_near_sql text := '';
    v_between text := '';
    v_word_max double precision;
    v_vector_max double precision;
    v_vector_min double precision;
    v_share double precision;
    v_scan text;
    v_breadth text;
    v_form text;
    v_background double precision;
BEGIN
    SELECT * INTO v_graph FROM relationship_engine.graph g WHERE g.id = p_graph_id;
    -- The rarest words fetch as long as they fetch 1,000 events or fewer in all; all words score. Where even the rarest
    -- is in more, those that hold another word too come first, and a few of the others. ts_rank() of one lexeme is a
    -- saturation of its frequency (k1 of about 0.65), so that the sum is BM25 without reading positions in SQL.
    SELECT format('%s%s', x.mark, CASE WHEN x.others IS NULL THEN format('(%s)', x.rare)
            ELSE format('%s&(%s)', x.rarest, x.others) END)::tsquery,
        CASE WHEN x.others IS NOT NULL THEN format('%s%s&!(%s)', x.mark, x.rarest, x.others) END::tsquery, x.word_sql,
        x.words
    INTO v_query, v_rest, v_word_sql, words
    FROM (
        SELECT relationship_engine._graph_mark(p_graph_id) AS mark,
            string_agg(t.quoted, '|') FILTER (WHERE t.fetched <= 1000 OR t.place = 1) AS rare,
            min(t.quoted) FILTER (WHERE t.place = 1) AS rarest,
            string_agg(t.quoted, '|') FILTER (WHERE t.place > 1 AND t.least > 1000) AS others,
            format('((%s) / (0.9 + 0.1 * length(t.lexemes) / %s))', string_agg(
                format('%s * ts_rank(''{1,1,1,1}'', t.lexemes, %L::tsquery)', t.idf, t.quoted), ' + '), v_length)
                AS word_sql,
            array_agg(t.quoted::tsquery) AS words
        FROM (
            SELECT t.*, sum(t.events) OVER w AS fetched, row_number() OVER w AS place, min(t.events) OVER () AS least
            FROM relationship_engine._recall_terms(p_graph_id, p_question) t
            WINDOW w AS (ORDER BY t.events, t.lexeme)
        ) t
        HAVING count(*) > 0
    ) x;
    v_word_sql := coalesce(v_word_sql, '0::double precision');
    IF p_since IS NOT NULL OR p_until IS NOT NULL THEN
        v_between := ' AND t.occurred_at >= coalesce($3, ''-infinity'') '
            'AND t.occurred_at <= coalesce($4, ''infinity'')';
    END IF;
    IF p_embedding IS NOT NULL THEN
        SELECT format('%s.%s(%s)', v_vector, CASE WHEN m.is_half THEN 'halfvec' ELSE 'vector' END, d.dimension)
        INTO v_form
        FROM (SELECT cardinality(p_embedding) AS dimension) d
        LEFT JOIN relationship_engine.embedding_model m ON m.model = v_graph.embedding_model;
        v_near_sql := format('((t.embedding::%1$s) OPERATOR(%2$s.<=>) ($2::%1$s))', v_form, v_vector);
        -- HNSW may return one row of ten where a search filters; detect_similarity() says why these are no SET clauses
        IF current_setting('hnsw.ef_search', true) IS NULL THEN  -- the library is not loaded yet
            EXECUTE format('SELECT %s.vector_dims(''[1]''::%1$s.vector)', v_vector);
        END IF;
        v_scan := current_setting('hnsw.iterative_scan', true);
        v_breadth := current_setting('hnsw.ef_search');
        PERFORM set_config('hnsw.ef_search', '60', true),
            CASE WHEN v_scan IS NOT NULL THEN set_config('hnsw.iterative_scan', 'strict_order', true) END;
        v_vector_sql := format('(1 - %s)', v_near_sql);
        v_near_sql := format(
            'UNION ALL (SELECT t.event_id, t.occurred_at, %s, %s FROM relationship_engine.event_text t '
            'WHERE t.graph_id = %s AND t.embedding IS NOT NULL%s ORDER BY %s LIMIT 60)',
            v_word_sql, v_vector_sql, p_graph_id, v_between, v_near_sql);
    END IF;
    -- with the constants in the text, the planner sees that the HNSW index of this graph fits
    EXECUTE format(
        $query$
            WITH hit AS (
                (SELECT t.event_id, t.occurred_at, t.word, %4$s AS vector FROM (
                    SELECT t.event_id, t.occurred_at, t.embedding, %2$s AS word FROM (
                        (SELECT t.event_id, t.occurred_at, t.lexemes, t.embedding
                        FROM relationship_engine.event_text t
                        WHERE t.graph_id + 0 = %1$s AND t.lexemes @@ $1%5$s LIMIT 5000)%6$s
                    ) t ORDER BY word DESC LIMIT 100
                ) t) %3$s
            ), scored AS MATERIALIZED (
                SELECT h.event_id, min(h.occurred_at) AS occurred_at, max(h.word) AS word, max(h.vector) AS vector
                FROM hit h
                GROUP BY h.event_id
            ), bound AS (
                SELECT nullif(max(s.word), 0) AS word, max(s.vector) AS most, min(s.vector) AS least FROM scored s
            )
            SELECT array_agg(x.event_id ORDER BY x.score DESC, x.event_id),
                array_agg(x.score ORDER BY x.score DESC, x.event_id),
                array_agg(x.occurred_at ORDER BY x.score DESC, x.event_id),
                max(x.word), max(x.most), max(x.least), min(x.share)
            FROM (
                SELECT s.event_id, s.occurred_at, b.word, b.most, b.least, h.share,
                    h.share * coalesce(s.word / b.word, 0)
                    + (1 - h.share) * coalesce((s.vector - b.least) / nullif(b.most - b.least, 0), 0) AS score
                FROM scored s
                CROSS JOIN bound b
                -- an event that has no vector yet is judged by its words alone
                CROSS JOIN LATERAL (SELECT CASE WHEN s.vector IS NULL THEN 1 ELSE $5 END AS share) h
            ) x
        $query$, p_graph_id, v_word_sql, v_near_sql, v_vector_sql, v_between, CASE WHEN v_rest IS NOT NULL THEN format(
            ' UNION ALL (SELECT t.event_id, t.occurred_at, t.lexemes, t.embedding '
            'FROM relationship_engine.event_text t '
            'WHERE t.graph_id + 0 = %s AND t.lexemes @@ $6%s LIMIT 200)', p_graph_id, v_between) END)
    INTO event_ids, scores, times, v_word_max, v_vector_max, v_vector_min, v_share
    USING v_query, p_embedding, p_since, p_until, v_graph.recall_word_share, v_rest;
    IF words IS NULL AND v_vector_max IS NOT NULL THEN
        -- Something is always the nearest. It answers if it is as near to the question as events are to each other: as
        -- 18 of 20 are to their nearest, from both ends of the table.
        EXECUTE format(
            $query$
                SELECT percentile_disc(0.1) WITHIN GROUP (ORDER BY 1 - n.distance)
                FROM (
                    (SELECT t.event_id, t.embedding FROM relationship_engine.event_text t
                    WHERE t.graph_id = %1$s AND t.embedding IS NOT NULL ORDER BY t.event_id LIMIT 10)
                    UNION ALL
                    (SELECT t.event_id, t.embedding FROM relationship_engine.event_text t
                    WHERE t.graph_id = %1$s AND t.embedding IS NOT NULL ORDER BY t.event_id DESC LIMIT 10)
                ) s
                CROSS JOIN LATERAL (
                    SELECT t.embedding::%2$s OPERATOR(%3$s.<=>) s.embedding::%2$s AS distance
                    FROM relationship_engine.event_text t
                    WHERE t.graph_id = %1$s AND t.embedding IS NOT NULL AND t.event_id <> s.event_id
                    ORDER BY t.embedding::%2$s OPERATOR(%3$s.<=>) s.embedding::%2$s
                    LIMIT 1
                ) n
                HAVING count(DISTINCT s.event_id) >= 10
            $query$, p_graph_id, v_form, v_vector)
        INTO v_background;
        IF v_vector_max < v_background THEN
            event_ids := '{}';
            scores := '{}';
            times := '{}';
        END IF;
    END IF;
    IF p_embedding IS NOT NULL THEN
        PERFORM set_config('hnsw.ef_search', v_breadth, true),
            CASE WHEN v_scan IS NOT NULL THEN set_config('hnsw.iterative_scan', v_scan, true) END;
    END IF;
    event_ids := coalesce(event_ids, '{}');
    scores := coalesce(scores, '{}');
    times := coalesce(times, '{}');
    score_sql := format(
        '(CASE WHEN t.embedding IS NULL THEN 1 ELSE %s END * coalesce(%s / %L::double precision, 0) '
        '+ %s * greatest(0, coalesce((%s - %L) / %L::double precision, 0)))',
        coalesce(v_share, 1), v_word_sql, v_word_max,
        1 - coalesce(v_share, 1), v_vector_sql, v_vector_min, nullif(v_vector_max - v_vector_min, 0));
END
$function$;

COMMENT ON FUNCTION relationship_engine._recall_matches(
    bigint, text, real [], timestamptz, timestamptz
) IS
'The events that match a question by their words (100 by BM25) and by their vectors (the nearest 60), best first, '
'with scores of 0 to 1 and their times: a convex combination of the two, each scaled to 0..1 among these events (of '
'an event without a vector, its words alone). Where no word of the question is known, there are none unless the '
'nearest is as near as events are to their own nearest. score_sql is the same score as an expression of event_text t '
'(and the question''s vector $2), for events that are found in another way; words: those of the question that score. '
'Fusion after Bruch, Gai and Ingber 2023.';
