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
        WHERE k.graph_id = p_graph_id AND (p_entity_ids IS NULL OR k.key IN (
            SELECT o.key FROM relationship_engine.name_key o
            WHERE o.graph_id = p_graph_id AND o.entity_id = ANY (p_entity_ids)))
        GROUP BY k.key
        HAVING count(*) BETWEEN 2 AND 50
    ), pair AS (
        SELECT a.id AS entity_id, b.id AS other_id, least(a.way, b.way) AS way, greatest(a.way, b.way) AS other_way
        FROM block
        CROSS JOIN LATERAL unnest(block.ids, block.ways) WITH ORDINALITY AS a (id, way, nth)
        CROSS JOIN LATERAL unnest(block.ids[a.nth + 1:], block.ways[a.nth + 1:]) AS b (id, way)
        WHERE p_entity_ids IS NULL OR a.id = ANY (p_entity_ids) OR b.id = ANY (p_entity_ids)
    ), found AS (
        SELECT DISTINCT ON (p.entity_id, p.other_id) p.entity_id, p.other_id, s.reason, s.probability
        FROM pair p
        JOIN relationship_engine._duplicate_reasons() s ON s.way = p.way AND s.other_way = p.other_way
        JOIN relationship_engine.entity e ON e.graph_id = p_graph_id AND e.id = p.entity_id
        JOIN relationship_engine.entity o ON o.graph_id = p_graph_id AND o.id = p.other_id
        WHERE CASE p.way
            WHEN 3 THEN relationship_engine._have_same_initials(e.title, o.title)
            WHEN 7 THEN relationship_engine._is_respelling(
                relationship_engine._plain_name(e.title, lower(e.type) = ANY (v_person)),
                relationship_engine._plain_name(o.title, lower(o.type) = ANY (v_person)),
                lower(e.type) = ANY (v_person))
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
