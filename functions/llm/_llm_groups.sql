CREATE OR REPLACE FUNCTION relationship_engine._llm_groups(
    p_graph_id bigint, p_event_ids uuid [], p_extracting uuid [] DEFAULT '{}'
)
RETURNS TABLE (event_id uuid, group_no integer, text_start integer, entity_ids uuid [])
LANGUAGE plpgsql STABLE ROWS 20
SET search_path = pg_catalog, pg_temp
SET plan_cache_mode = force_generic_plan
AS $function$
BEGIN
    RETURN QUERY
    WITH passage AS (
        SELECT r.id AS event_id, s.start,
            relationship_engine.fold_case(substr(relationship_engine.event_text(r.payload), s.start, 8000)) AS body
        FROM relationship_engine.raw_events r
        CROSS JOIN LATERAL generate_series(
            1, least(greatest(length(relationship_engine.event_text(r.payload)) - 1000, 1), 63001), 7000) AS s (start)
        WHERE r.graph_id = p_graph_id AND r.id = ANY (p_event_ids) AND relationship_engine.event_text(r.payload) <> ''
    ), mentioned AS (
        SELECT m.event_id, e.id, e.title,
            ARRAY(
                SELECT relationship_engine.fold_case(n.name)
                FROM (
                    SELECT e.title AS name
                    UNION ALL
                    SELECT a.alias
                    FROM jsonb_array_elements_text(
                        CASE WHEN jsonb_typeof(e.metadata -> 'aliases') = 'array' THEN e.metadata -> 'aliases'
                            ELSE '[]' END
                    ) AS a (alias)
                ) n
                WHERE n.name <> '') AS names
        FROM relationship_engine.mention m
        JOIN relationship_engine.entity e ON e.graph_id = p_graph_id AND e.id = m.entity_id
        WHERE m.graph_id = p_graph_id AND m.event_id = ANY (p_event_ids)
    ), named AS (
        SELECT p.event_id, p.start, m.id, m.title, a.at
        FROM passage p
        JOIN mentioned m ON m.event_id = p.event_id
        CROSS JOIN LATERAL (
            SELECT min(position(n.name IN p.body)) AS at FROM unnest(m.names) AS n (name)
                WHERE position(n.name IN p.body) > 0
        ) a
        WHERE a.at > 0
    ), placed AS (
        SELECT n.* FROM named n
        UNION ALL  -- entities that the text mentions by an alias
        SELECT m.event_id, 1, m.id, m.title, NULL
        FROM mentioned m
        WHERE NOT EXISTS (SELECT FROM named n WHERE n.event_id = m.event_id AND n.id = m.id)
    ), numbered AS (
        SELECT p.*,
            (row_number() OVER (PARTITION BY p.event_id, p.start ORDER BY p.at, p.title, p.id))::integer - 1 AS nth,
            (count(*) OVER (PARTITION BY p.event_id, p.start))::integer AS entities
        FROM placed p
    ), grouped AS (
        SELECT n.event_id, n.start, k.k, array_agg(n.id ORDER BY n.nth) AS ids
        FROM numbered n
        -- Group k has entities 20k .. 20k + 39, so two entities less than 20 apart share a group.
        CROSS JOIN LATERAL generate_series(
            greatest((n.nth - 20) / 20, 0), least(n.nth / 20, greatest((n.entities - 21) / 20, 0))) AS k (k)
        GROUP BY n.event_id, n.start, k.k
    )
    SELECT g.event_id, (row_number() OVER (PARTITION BY g.event_id ORDER BY g.start, g.k))::integer - 1, g.start, g.ids
    FROM (
        SELECT g.event_id, g.start, g.k, g.ids
        FROM grouped g
        WHERE cardinality(g.ids) > 1 OR (g.start = 1 AND g.k = 0) OR g.event_id = ANY (p_extracting)
        UNION ALL  -- parts in which the model finds entities itself
        SELECT p.event_id, p.start, 0, '{}'
        FROM passage p
        WHERE p.event_id = ANY (p_extracting) AND NOT EXISTS (
            SELECT FROM grouped g WHERE g.event_id = p.event_id AND g.start = p.start)
    ) g;
END
$function$;

COMMENT ON FUNCTION relationship_engine._llm_groups(bigint, uuid [], uuid []) IS
'Returns the groups of at most 40 entities in which the model reads events. A text above 8,000 characters is read in '
'parts that overlap by 1,000 characters (up to 71,000 characters); many entities are read in groups that overlap by '
'half, in the order of the text. Group 0 exists for every event with a text and an entity, even a single one. Of '
'events in p_extracting all parts are read, also those that mention no known entity.';
