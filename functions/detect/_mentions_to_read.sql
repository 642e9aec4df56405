CREATE OR REPLACE FUNCTION relationship_engine._mentions_to_read(p_graph_id bigint, p_entity_id uuid, p_all boolean)
RETURNS TABLE (event_id uuid, created_at timestamptz)
LANGUAGE sql STABLE
AS $function$
    SELECT m.event_id, m.created_at
    FROM (
        -- or each event of a hub, and each night, would read all that came before it
        SELECT CASE
            WHEN p_all OR r.since IS NULL OR pg_trigger_depth() = 0 AND EXISTS (
                SELECT FROM relationship_engine.entity e
                WHERE e.graph_id = p_graph_id AND e.id = p_entity_id AND greatest(e.created_at, e.updated_at) >= r.since)
                THEN '-infinity'
            ELSE least(r.since, coalesce((
                SELECT l.created_at FROM relationship_engine.mention l
                WHERE l.graph_id = p_graph_id AND l.entity_id = p_entity_id
                ORDER BY l.created_at DESC OFFSET 19 LIMIT 1), '-infinity'))
            END AS since
        FROM (
            SELECT CASE WHEN pg_trigger_depth() > 0 THEN statement_timestamp() ELSE relationship_engine._read_since() END AS since
        ) r
        OFFSET 0  -- once for the entity, and not for each of its mentions
    ) t
    CROSS JOIN LATERAL (
        SELECT m.event_id, m.created_at FROM relationship_engine.mention m
        WHERE m.graph_id = p_graph_id AND m.entity_id = p_entity_id AND m.created_at >= t.since
        OFFSET 0
    ) m
$function$;

COMMENT ON FUNCTION relationship_engine._mentions_to_read(bigint, uuid, boolean) IS
'The mentions of an entity that the pattern strategy reads: in a trigger those that the user''s statement has brought, and the '
'latest 20; in a night, of an entity that was only mentioned, those of its window, and the latest 20; all with '
'p_all, and in every other run. Without SET: it must be inlined.';
