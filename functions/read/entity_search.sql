CREATE OR REPLACE FUNCTION relationship_engine.entity_search(
    p_pattern text DEFAULT NULL, p_graph_id bigint DEFAULT 1, p_limit integer DEFAULT 20
)
RETURNS TABLE (id uuid, title text, type text, summary text, name text, similarity double precision)
LANGUAGE plpgsql STABLE
SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
    v_name CONSTANT text := relationship_engine.normalize_name(coalesce(p_pattern, ''));
    v_accents CONSTANT text := '[\u0300-\u036F]';
    v_plain CONSTANT text := regexp_replace(normalize(v_name, NFD), v_accents, '', 'g');
    v_count bigint;
BEGIN
    IF btrim(coalesce(p_pattern, '')) = '' THEN
        RETURN QUERY
        SELECT e.id, e.title, e.type, e.summary, e.title, 1::double precision
        FROM relationship_engine.entity e
        WHERE e.graph_id = p_graph_id
        ORDER BY e.updated_at DESC, e.id
        LIMIT p_limit;
        RETURN;
    END IF;
    -- by index: the id, the name, or the beginning of a name
    RETURN QUERY
    SELECT e.id, e.title, e.type, e.summary, f.name, f.similarity
    FROM (
        SELECT DISTINCT ON (n.entity_id) n.entity_id, n.spelling AS name,
            CASE WHEN n.key <> v_name THEN 0.5 + 0.4 * length(v_name)::double precision / length(n.key)
                WHEN n.origin <> 'title' THEN 0.95 ELSE 1 END AS similarity
        FROM (
            (
                SELECT n.entity_id, n.key, n.spelling, n.origin FROM relationship_engine.entity_name n
                WHERE n.graph_id = p_graph_id AND v_name <> ''
                    AND n.key >= v_name AND n.key < v_name || U&'\+01FFFD'
                ORDER BY n.key
                LIMIT 1000
            )
            UNION ALL
            SELECT x.id, v_name, x.title, 'title' FROM relationship_engine.entity x
            WHERE x.graph_id = p_graph_id AND x.id::text = lower(btrim(p_pattern))
        ) n
        ORDER BY n.entity_id, similarity DESC
    ) f
    JOIN relationship_engine.entity e ON e.graph_id = p_graph_id AND e.id = f.entity_id
    ORDER BY f.similarity DESC, e.title, e.id
    LIMIT p_limit;
    GET DIAGNOSTICS v_count = ROW_COUNT;
    IF v_count > 0 THEN
        RETURN;
    END IF;
    -- by all names: part of a name, or a misspelt one
    RETURN QUERY
    SELECT e.id, e.title, e.type, e.summary, f.name, f.similarity
    FROM (
        SELECT DISTINCT ON (n.entity_id) n.entity_id, n.spelling AS name, s.similarity
        FROM relationship_engine.entity_name n
        CROSS JOIN LATERAL (
            SELECT CASE
                -- signs alone have no key
                WHEN v_name = '' THEN CASE WHEN strpos(n.spelling, btrim(p_pattern)) > 0 THEN 0.5 ELSE 0 END
                WHEN strpos(n.key, v_name) > 0
                    OR strpos(regexp_replace(normalize(n.key, NFD), v_accents, '', 'g'), v_plain) > 0 THEN 0.5
                ELSE 0.5 * relationship_engine.trigram_similarity(n.key, v_name) END AS similarity
        ) s
        WHERE n.graph_id = p_graph_id AND s.similarity >= 0.15
        ORDER BY n.entity_id, s.similarity DESC
    ) f
    JOIN relationship_engine.entity e ON e.graph_id = p_graph_id AND e.id = f.entity_id
    ORDER BY f.similarity DESC, e.title, e.id
    LIMIT p_limit;
END
$function$;

COMMENT ON FUNCTION relationship_engine.entity_search(text, bigint, integer) IS
'The entities that a pattern may mean, best first: their id, title, type, summary, the name that matches, and a '
'similarity (1: the title, or the id itself; 0.95: an alias; from 0.5: the name begins with the pattern). Only '
'where there is none of these: names that hold the pattern, with or without its accents (0.5), or are spelt like it '
'(by trigrams, below 0.5), for which all names are read. An empty pattern lists the entities that changed last.';
