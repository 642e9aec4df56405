CREATE OR REPLACE FUNCTION relationship_engine.refresh_duplicates(
    p_graph_id bigint, p_entity_ids uuid [] DEFAULT NULL
)
RETURNS bigint
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
SET work_mem = '256MB'
AS $function$
DECLARE
    v_person CONSTANT text[] := relationship_engine.type_names('person');
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
    INSERT INTO relationship_engine.name_key (graph_id, entity_id, key, way)
    SELECT p_graph_id, k.entity_id, k.key, k.way
    FROM relationship_engine._name_keys(p_graph_id, p_entity_ids) k
    ON CONFLICT DO NOTHING;

    WITH block AS (
        -- a key of many names says little
        SELECT array_agg(k.entity_id ORDER BY k.entity_id) AS ids, array_agg(k.way ORDER BY k.entity_id) AS ways
        FROM relationship_engine.name_key k
        WHERE k.graph_id = p_graph_id AND p_entity_ids IS NULL
        GROUP BY k.key
        HAVING count(*) BETWEEN 2 AND 50
        UNION ALL
        -- one lookup a key: a night reads what its entities share, and not all keys of the graph
        SELECT l.ids, l.ways
        FROM (
            SELECT DISTINCT o.key FROM relationship_engine.name_key o
            WHERE o.graph_id = p_graph_id AND o.entity_id = ANY (p_entity_ids)
        ) o
        CROSS JOIN LATERAL (
            SELECT array_agg(k.entity_id ORDER BY k.entity_id) AS ids, array_agg(k.way ORDER BY k.entity_id) AS ways
            FROM (
                SELECT k.entity_id, k.way FROM relationship_engine.name_key k
                WHERE k.graph_id = p_graph_id AND k.key = o.key
                LIMIT 51
            ) k
            HAVING count(*) BETWEEN 2 AND 50
        ) l
    ), pair AS (
        SELECT least(a.id, b.id) AS entity_id, greatest(a.id, b.id) AS other_id, least(a.way, b.way) AS way,
            greatest(a.way, b.way) AS other_way, a.name, b.name AS other_name, a.is_person
        FROM block
        CROSS JOIN LATERAL (
            -- once a name and not once a pair: the pairs of a block are many
            SELECT array_agg(CASE
                    WHEN e.title IS NULL OR i.way <> 7 THEN e.title
                    -- as in _name_keys()
                    WHEN e.title ~ '^[a-zA-Z0-9 -]+$' AND NOT (e.title ~* '^the ' AND NOT t.is_person)
                        THEN relationship_engine.normalize_name(e.title)
                    ELSE relationship_engine._plain_name(e.title, t.is_person) END ORDER BY i.nth) AS names,
                array_agg(t.is_person ORDER BY i.nth) AS persons
            FROM unnest(block.ids, block.ways) WITH ORDINALITY AS i (id, way, nth)
            LEFT JOIN relationship_engine.entity e ON e.graph_id = p_graph_id AND e.id = i.id
            CROSS JOIN LATERAL (SELECT lower(e.type) = ANY (v_person) AS is_person) t
        ) n
        CROSS JOIN LATERAL unnest(block.ids, block.ways, n.names, n.persons)
            WITH ORDINALITY AS a (id, way, name, is_person, nth)
        -- a night begins at its own entities, of which most blocks have one
        CROSS JOIN LATERAL unnest(
            block.ids[CASE WHEN p_entity_ids IS NULL THEN a.nth + 1 ELSE 1 END:],
            block.ways[CASE WHEN p_entity_ids IS NULL THEN a.nth + 1 ELSE 1 END:],
            n.names[CASE WHEN p_entity_ids IS NULL THEN a.nth + 1 ELSE 1 END:]) AS b (id, way, name)
        WHERE (p_entity_ids IS NULL
                OR a.id = ANY (p_entity_ids) AND (b.id > a.id OR b.id < a.id AND b.id <> ALL (p_entity_ids)))
            AND a.name IS NOT NULL AND b.name IS NOT NULL
    ), found AS (
        SELECT DISTINCT ON (p.entity_id, p.other_id) p.entity_id, p.other_id, s.reason, s.probability
        FROM pair p
        JOIN relationship_engine._duplicate_reasons() s ON s.way = p.way AND s.other_way = p.other_way
        WHERE CASE
            WHEN p.way = 3 THEN relationship_engine._have_same_initials(p.name, p.other_name)
            WHEN p.way <> 7 THEN true
            -- what every respelling keeps; most pairs do not, and are spared the call
            WHEN abs(length(p.name) - length(p.other_name)) > 2 OR left(p.name, 1) <> left(p.other_name, 1)
                OR left(split_part(p.name, ' ', -1), 1) <> left(split_part(p.other_name, ' ', -1), 1) THEN false
            ELSE relationship_engine._is_respelling(p.name, p.other_name, p.is_person) END
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
