CREATE OR REPLACE FUNCTION relationship_engine.refresh_duplicates(
    p_graph_id bigint, p_entity_ids uuid [] DEFAULT NULL
)
RETURNS bigint
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
SET work_mem = '256MB'
AS $function$
DECLARE
    v_count bigint;
BEGIN
    IF cardinality(p_entity_ids) = 0 THEN
        RETURN 0;  -- most nights of most graphs
    END IF;
    PERFORM pg_advisory_xact_lock(hashtextextended('relationship_engine.duplicates/' || p_graph_id, 0));
    DELETE FROM relationship_engine.name_key k
    WHERE k.graph_id = p_graph_id AND (p_entity_ids IS NULL OR k.entity_id = ANY (p_entity_ids));
    DELETE FROM relationship_engine.name_pair p
    WHERE p.graph_id = p_graph_id AND (
        p_entity_ids IS NULL OR p.entity_id = ANY (p_entity_ids) OR p.other_id = ANY (p_entity_ids));
    -- in the order of the index: a third of the time less than at random
    INSERT INTO relationship_engine.name_key (graph_id, entity_id, key, way, word)
    SELECT DISTINCT ON (k.key, k.entity_id, k.way) p_graph_id, k.entity_id, k.key, k.way, k.word
    FROM relationship_engine._name_keys(p_graph_id, p_entity_ids) k
    ORDER BY k.key, k.entity_id, k.way;

    WITH block AS (
        -- a key of many names says little
        SELECT array_agg(k.entity_id ORDER BY k.entity_id) AS ids, array_agg(k.way ORDER BY k.entity_id) AS ways,
            array_agg(k.word ORDER BY k.entity_id) AS words
        FROM relationship_engine.name_key k
        WHERE k.graph_id = p_graph_id AND p_entity_ids IS NULL
        GROUP BY k.key
        HAVING count(*) BETWEEN 2 AND 50
        UNION ALL
        -- one lookup a key: a night reads what its entities share, and not all keys of the graph
        SELECT l.ids, l.ways, l.words
        FROM (
            SELECT DISTINCT o.key FROM relationship_engine.name_key o
            WHERE o.graph_id = p_graph_id AND o.entity_id = ANY (p_entity_ids)
        ) o
        CROSS JOIN LATERAL (
            SELECT array_agg(k.entity_id ORDER BY k.entity_id) AS ids, array_agg(k.way ORDER BY k.entity_id) AS ways,
                array_agg(k.word ORDER BY k.entity_id) AS words
            FROM (
                SELECT k.entity_id, k.way, k.word FROM relationship_engine.name_key k
                WHERE k.graph_id = p_graph_id AND k.key = o.key
                LIMIT 51
            ) k
            HAVING count(*) BETWEEN 2 AND 50
        ) l
    ), pair AS MATERIALIZED (
        SELECT least(a.id, b.id) AS entity_id, greatest(a.id, b.id) AS other_id, least(a.way, b.way) AS way,
            greatest(a.way, b.way) AS other_way, a.word, b.word AS other_word
        FROM block
        CROSS JOIN LATERAL unnest(block.ids, block.ways, block.words) WITH ORDINALITY AS a (id, way, word, nth)
        -- a night begins at its own entities, of which most blocks have one
        CROSS JOIN LATERAL unnest(
            block.ids[CASE WHEN p_entity_ids IS NULL THEN a.nth + 1 ELSE 1 END:],
            block.ways[CASE WHEN p_entity_ids IS NULL THEN a.nth + 1 ELSE 1 END:],
            block.words[CASE WHEN p_entity_ids IS NULL THEN a.nth + 1 ELSE 1 END:]) AS b (id, way, word)
        WHERE (p_entity_ids IS NULL
                OR a.id = ANY (p_entity_ids) AND (b.id > a.id OR b.id < a.id AND b.id <> ALL (p_entity_ids)))
            -- of most words that share a beginning or an end, more than two letters occur in one alone: their pairs
            -- are spared the call of _is_respelling()
            AND (a.word <> b.word AND length(translate(a.word, b.word, '')) <= 2
                AND length(translate(b.word, a.word, '')) <= 2) IS NOT FALSE
    ), found AS (
        SELECT DISTINCT ON (p.entity_id, p.other_id) p.entity_id, p.other_id, s.reason, s.probability
        FROM pair p
        JOIN relationship_engine._duplicate_reasons() s ON s.way = p.way AND s.other_way = p.other_way
        WHERE CASE p.way
            WHEN 3 THEN EXISTS (
                SELECT
                FROM relationship_engine.entity e
                JOIN relationship_engine.entity o ON o.graph_id = p_graph_id AND o.id = p.other_id
                WHERE e.graph_id = p_graph_id AND e.id = p.entity_id
                    AND relationship_engine._have_same_initials(e.title, o.title))
            WHEN 7 THEN relationship_engine._is_respelling(p.word, p.other_word)
            ELSE true END
        ORDER BY p.entity_id, p.other_id, s.probability DESC
    )
    INSERT INTO relationship_engine.name_pair (graph_id, entity_id, other_id, probability, reason)
    SELECT p_graph_id, f.entity_id, f.other_id, f.probability, f.reason FROM found f
    ON CONFLICT DO NOTHING;
    GET DIAGNOSTICS v_count = ROW_COUNT;
    RETURN v_count;
END
$function$;

COMMENT ON FUNCTION relationship_engine.refresh_duplicates(bigint, uuid []) IS
'Searches for entities that are probably one thing by their names, and keeps them for the view duplicate_candidate. '
'p_entity_ids: only pairs with one of these, whose keys are derived again; null: all. The nightly run calls it for the '
'entities that changed. Returns the number of pairs found. Names are compared within blocks of at most 50 that have a '
'key in common, so the cost grows with the number of entities and not of pairs.';
