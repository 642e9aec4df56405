CREATE OR REPLACE FUNCTION relationship_engine.refresh_duplicates(
    p_graph_id bigint, p_entity_ids uuid [] DEFAULT NULL
)
RETURNS bigint
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
SET work_mem = '256MB'
-- arrays of a plan's constants are looked up in a hash
SET plan_cache_mode = force_custom_plan
AS $function$
DECLARE
    v_count bigint;
BEGIN
    IF cardinality(p_entity_ids) = 0 THEN
        RETURN 0;  -- most nights of most graphs
    END IF;
    PERFORM pg_advisory_xact_lock(hashtextextended('relationship_engine.duplicates/' || p_graph_id, 0));
    PERFORM relationship_engine.delete_name_keys(p_graph_id, p_entity_ids);
    WITH derived AS MATERIALIZED (
        SELECT k.entity_id, k.keys, k.ways, k.words FROM relationship_engine._name_keys(p_graph_id, p_entity_ids) k
    ), listed AS (
        INSERT INTO relationship_engine.title_keys (graph_id, entity_id, keys)
        SELECT p_graph_id, d.entity_id, array_remove(d.keys, NULL) FROM derived d
    )
    -- in the order of the index: a third of the time less than at random
    INSERT INTO relationship_engine.name_key (graph_id, entity_id, key, way, word)
    SELECT DISTINCT ON (k.key, k.entity_id, k.way) p_graph_id, k.entity_id, k.key, k.way, k.word
    FROM (SELECT d.entity_id, unnest(d.keys) AS key, unnest(d.ways) AS way, unnest(d.words) AS word FROM derived d) k
    WHERE k.key IS NOT NULL
    ORDER BY k.key, k.entity_id, k.way;

    WITH near AS (
        SELECT k.key, k.entity_id, k.way, k.word, count(*) OVER (PARTITION BY k.key) AS names
        FROM relationship_engine.name_key k
        WHERE k.graph_id = p_graph_id AND p_entity_ids IS NULL
        UNION ALL
        -- one lookup a key: a night reads what its entities share, and not all keys of the graph
        SELECT o.key, k.entity_id, k.way, k.word, count(*) OVER (PARTITION BY o.key)
        FROM (
            SELECT DISTINCT unnest(t.keys) AS key FROM relationship_engine.title_keys t
            WHERE t.graph_id = p_graph_id AND t.entity_id = ANY (p_entity_ids)
        ) o
        CROSS JOIN LATERAL (
            SELECT k.entity_id, k.way, k.word FROM relationship_engine.name_key k
            WHERE k.graph_id = p_graph_id AND k.key = o.key
            LIMIT 51
        ) k
    ), block AS MATERIALIZED (
        -- a key of many names says little
        SELECT n.key, n.entity_id, n.way, n.word, length(n.word) AS length,
            CASE WHEN length(n.word) < 8 THEN 1 ELSE 2 END AS edits,
            p_entity_ids IS NULL OR n.entity_id = ANY (p_entity_ids) AS is_asked
        FROM near n
        WHERE n.names BETWEEN 2 AND 50
    ), pair AS MATERIALIZED (
        SELECT a.entity_id, b.entity_id AS other_id, least(a.way, b.way) AS way,
            greatest(a.way, b.way) AS other_way, a.word, b.word AS other_word
        FROM block a
        JOIN block b ON b.key = a.key AND b.entity_id > a.entity_id
        WHERE (a.is_asked OR b.is_asked)
            -- of most words that share a beginning or an end, more letters occur in one alone than _is_respelling()
            -- would admit: their pairs are spared the call
            AND (a.word <> b.word AND abs(a.length - b.length) <= least(a.edits, b.edits)
                AND length(translate(a.word, b.word, '')) <= least(a.edits, b.edits)
                AND length(translate(b.word, a.word, '')) <= least(a.edits, b.edits)
            ) IS NOT FALSE
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
