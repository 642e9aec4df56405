CREATE OR REPLACE FUNCTION relationship_engine.index_entities(p_graph_id bigint, p_entity_ids uuid [])
RETURNS void
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
    -- types whose titles the rules read; null in the array means: all
    v_source_types text[] := ARRAY(
        SELECT DISTINCT t.type
        FROM relationship_engine.pattern_rule r
        CROSS JOIN LATERAL unnest(coalesce(string_to_array(r.source_type, '|'), ARRAY[NULL])) AS t (type)
        WHERE r.graph_id = p_graph_id AND r.enabled AND r.field = 'title' AND r.confidence > 0);
BEGIN
    WITH named AS MATERIALIZED (
        SELECT e.id, e.type, relationship_engine.phrase(e.title) AS title, e.metadata,
            e.type = ANY (v_source_types) OR array_position(v_source_types, NULL) IS NOT NULL AS is_source
        FROM relationship_engine.entity e
        WHERE e.graph_id = p_graph_id AND e.id = ANY (p_entity_ids)
    ), wanted AS MATERIALIZED (
        SELECT DISTINCT ON (w.phrase, w.id) w.phrase, w.id, w.type, w.origin
        FROM (
            SELECT n.title AS phrase, n.id, n.type, 'title' AS origin, 1 AS rank FROM named n
            UNION ALL
            SELECT relationship_engine.phrase(a.alias), n.id, n.type, 'alias', 2
            FROM named n
            CROSS JOIN LATERAL jsonb_array_elements_text(
                CASE WHEN jsonb_typeof(n.metadata -> 'aliases') = 'array' THEN n.metadata -> 'aliases' ELSE '[]' END
            ) AS a (alias)
            UNION ALL
            SELECT regexp_replace(n.title, ' (inc|incorporated|llc|llp|ltd|limited|corp|corporation|co|company|plc|gmbh)$', ''),
                n.id, n.type, 'alias', 2
            FROM named n
            UNION ALL
            SELECT array_to_string(t.words[i:], ' '), n.id, n.type, 'inside', 3
            FROM named n
            CROSS JOIN LATERAL (SELECT string_to_array(n.title, ' ') AS words) AS t
            CROSS JOIN LATERAL generate_series(2, least(cardinality(t.words), 24)) AS i
            WHERE n.is_source
        ) w
        WHERE w.phrase <> '' AND octet_length(w.phrase) <= 1000
        ORDER BY w.phrase, w.id, w.rank
    ), stale AS (
        DELETE FROM relationship_engine.entity_phrase p
        WHERE p.graph_id = p_graph_id AND p.entity_id = ANY (p_entity_ids)
            AND NOT EXISTS (
                SELECT FROM wanted w
                WHERE w.phrase = p.phrase AND w.id = p.entity_id)
    )
    INSERT INTO relationship_engine.entity_phrase (graph_id, phrase, entity_id, type, origin)
    SELECT p_graph_id, w.phrase, w.id, w.type, w.origin
    FROM wanted w
    ORDER BY w.phrase, w.id
    ON CONFLICT (graph_id, phrase, entity_id) DO UPDATE SET type = EXCLUDED.type, origin = EXCLUDED.origin
    WHERE (entity_phrase.type, entity_phrase.origin) IS DISTINCT FROM (EXCLUDED.type, EXCLUDED.origin);
END
$function$;

COMMENT ON FUNCTION relationship_engine.index_entities(bigint, uuid []) IS
'Brings entity_phrase up to date for the given entities of a graph: their names, and the tails of titles that title '
'rules read. The triggers and the runs call it; calling it again changes nothing.';
