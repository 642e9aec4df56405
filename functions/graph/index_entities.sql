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
        SELECT e.id, e.type, relationship_engine.phrase(e.title) AS title, e.metadata -> 'aliases' AS aliases
        FROM relationship_engine.entity e
        WHERE e.graph_id = p_graph_id AND e.id = ANY (p_entity_ids)
    ), wanted AS MATERIALIZED (
        SELECT w.name, w.id, w.type, bool_and(w.is_alias) AS is_alias
        FROM (
            SELECT n.title AS name, n.id, n.type, false AS is_alias FROM named n
            UNION ALL  -- the name without its legal form
            SELECT substring(n.title FROM '^(.+) (?:inc|incorporated|llc|llp|ltd|limited|corp|corporation|co|company|plc|gmbh)$'),
                n.id, n.type, true
            FROM named n
            UNION ALL
            SELECT relationship_engine.phrase(a.alias), n.id, n.type, true
            FROM named n
            CROSS JOIN LATERAL jsonb_array_elements_text(n.aliases) AS a (alias)
            WHERE jsonb_typeof(n.aliases) = 'array'
        ) w
        WHERE w.name <> '' AND octet_length(w.name) <= 1000
        GROUP BY w.name, w.id, w.type
    ), stale AS (
        DELETE FROM relationship_engine.entity_name o
        WHERE o.graph_id = p_graph_id AND o.entity_id = ANY (p_entity_ids)
            AND NOT EXISTS (SELECT FROM wanted w WHERE w.name = o.name AND w.id = o.entity_id)
    )
    INSERT INTO relationship_engine.entity_name (graph_id, name, entity_id, type, is_alias)
    SELECT p_graph_id, w.name, w.id, w.type, w.is_alias
    FROM wanted w
    ORDER BY w.name, w.id
    ON CONFLICT (graph_id, name, entity_id) DO UPDATE SET type = EXCLUDED.type, is_alias = EXCLUDED.is_alias
    WHERE (entity_name.type, entity_name.is_alias) IS DISTINCT FROM (EXCLUDED.type, EXCLUDED.is_alias);

    WITH wanted AS MATERIALIZED (
        SELECT DISTINCT array_to_string(t.words[i:], ' ') AS tail, e.id, e.type
        FROM relationship_engine.entity e
        CROSS JOIN LATERAL (
            SELECT string_to_array(relationship_engine.phrase(e.title), ' ') AS words OFFSET 0
        ) t
        CROSS JOIN LATERAL generate_series(1, least(cardinality(t.words), 24)) AS i
        WHERE e.graph_id = p_graph_id AND e.id = ANY (p_entity_ids)
            AND (e.type = ANY (v_source_types) OR array_position(v_source_types, NULL) IS NOT NULL)
    ), stale AS (
        DELETE FROM relationship_engine.entity_tail o
        WHERE o.graph_id = p_graph_id AND o.entity_id = ANY (p_entity_ids)
            AND NOT EXISTS (SELECT FROM wanted w WHERE w.tail = o.tail AND w.id = o.entity_id)
    )
    INSERT INTO relationship_engine.entity_tail (graph_id, tail, entity_id, type)
    SELECT p_graph_id, w.tail, w.id, w.type
    FROM wanted w
    WHERE octet_length(w.tail) <= 1000
    ORDER BY w.tail, w.id
    ON CONFLICT (graph_id, tail, entity_id) DO UPDATE SET type = EXCLUDED.type
    WHERE entity_tail.type <> EXCLUDED.type;
END
$function$;

COMMENT ON FUNCTION relationship_engine.index_entities(bigint, uuid []) IS
'Brings entity_name and entity_tail up to date for the given entities of a graph. The triggers and the runs call it; '
'calling it again changes nothing.';
