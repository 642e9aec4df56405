CREATE OR REPLACE FUNCTION relationship_engine.relink_texts(p_graph_id bigint, p_entity_ids uuid [])
RETURNS TABLE (event_id uuid, entity_id uuid)
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
SET plan_cache_mode = force_generic_plan
AS $function$
DECLARE
    v_config regconfig;
    v_window interval;
    v_mark tsquery := ('''|g' || p_graph_id || '''')::tsquery;
    -- in a text the title of a role covers other phrases alone: see read_names()
    v_phrase_types text[] := relationship_engine.type_names('role|education|membership');
    v_event_ids uuid[];
    v_entity_ids uuid[];
BEGIN
    IF NOT EXISTS (SELECT FROM relationship_engine.event_text t WHERE t.graph_id = p_graph_id) THEN
        RETURN;
    END IF;
    SELECT g.text_config::regconfig, g.nightly_window INTO v_config, v_window
    FROM relationship_engine.graph g WHERE g.id = p_graph_id;
    SELECT array_agg(f.event_id), array_agg(f.entity_id) INTO v_event_ids, v_entity_ids
    FROM (
        WITH name AS MATERIALIZED (
            SELECT n.entity_id, n.key, n.spelling, string_to_array(n.key, ' ') AS words,
                n.type = ANY (v_phrase_types) AS is_phrase,
                -- texts that were linked while another transaction was writing the name
                greatest(e.created_at, e.updated_at) + v_window AS until
            FROM unnest(p_entity_ids) AS a (id)
            JOIN relationship_engine.entity e ON e.graph_id = p_graph_id AND e.id = a.id
            JOIN relationship_engine.entity_name n ON n.graph_id = p_graph_id AND n.entity_id = a.id
            WHERE strpos(n.key, ' ') > 0 AND n.style <> 'never'
        ), covered AS MATERIALIZED (  -- who is known by a part of the name, and was mentioned by then
            SELECT s.entity_id, max(n.until) AS until, w.query
            FROM name n
            CROSS JOIN LATERAL generate_series(1, cardinality(n.words)) AS first
            CROSS JOIN LATERAL generate_series(first, cardinality(n.words)) AS last
            CROSS JOIN LATERAL (
                SELECT s.entity_id
                FROM relationship_engine.entity_name s
                WHERE s.graph_id = p_graph_id AND s.key = array_to_string(n.words[first:last], ' ')
                    AND s.entity_id <> n.entity_id AND (NOT n.is_phrase OR s.type = ANY (v_phrase_types))
                OFFSET 0
            ) s
            CROSS JOIN LATERAL (
                -- the parser of texts finds words in these scripts
                SELECT CASE WHEN n.key ~ '^[\u0001-\u058f]*$' THEN plainto_tsquery(
                    v_config, lower(n.spelling COLLATE relationship_engine.unicode)) END AS query
            ) w
            WHERE last - first + 1 < cardinality(n.words) AND EXISTS (
                SELECT FROM relationship_engine.mention m
                WHERE m.graph_id = p_graph_id AND m.entity_id = s.entity_id AND m.created_at < n.until
                    AND m.origin = 'text')
            GROUP BY s.entity_id, w.query
        )
        SELECT t.event_id, c.entity_id
        FROM covered c
        CROSS JOIN LATERAL (
            SELECT t.event_id FROM relationship_engine.event_text t
            WHERE t.graph_id = p_graph_id AND t.lexemes @@ (v_mark && c.query)
            OFFSET 0
        ) t
        JOIN relationship_engine.mention m ON m.graph_id = p_graph_id AND m.event_id = t.event_id
            AND m.entity_id = c.entity_id
        WHERE numnode(c.query) > 0 AND m.origin = 'text' AND m.created_at < c.until
        UNION
        SELECT m.event_id, c.entity_id
        FROM covered c
        JOIN relationship_engine.mention m ON m.graph_id = p_graph_id AND m.entity_id = c.entity_id
        WHERE coalesce(numnode(c.query), 0) = 0 AND m.origin = 'text' AND m.created_at < c.until
    ) f;
    IF v_event_ids IS NULL THEN
        RETURN;
    END IF;
    DELETE FROM relationship_engine.mention m
    USING unnest(v_event_ids, v_entity_ids) AS f (event_id, entity_id)
    WHERE m.graph_id = p_graph_id AND m.event_id = f.event_id AND m.entity_id = f.entity_id AND m.origin = 'text';
    PERFORM relationship_engine.link_mentions(
        p_graph_id, ARRAY(SELECT DISTINCT f.event_id FROM unnest(v_event_ids) AS f (event_id)));
    RETURN QUERY
    SELECT f.event_id, f.entity_id
    FROM unnest(v_event_ids, v_entity_ids) AS f (event_id, entity_id)
    WHERE NOT EXISTS (
        SELECT FROM relationship_engine.mention m
        WHERE m.graph_id = p_graph_id AND m.event_id = f.event_id AND m.entity_id = f.entity_id);
END
$function$;

COMMENT ON FUNCTION relationship_engine.relink_texts(bigint, uuid []) IS
'Building block: links the texts again in which a name of one of the given entities may cover a shorter name of '
'another one, which they were taken to mention before it was known ("Acme Labs" covers "Acme"). Such texts are found '
'by the index of their words; those that were linked nightly_window after the entity last changed know it. Returns '
'the mentions that are no more, for retract_events().';
