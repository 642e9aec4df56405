CREATE OR REPLACE FUNCTION relationship_engine._mentions_to_read(
    p_graph_id bigint, p_entity_id uuid, p_all boolean, p_read_since timestamptz, p_is_interactive boolean
)
RETURNS TABLE (event_id uuid, created_at timestamptz)
LANGUAGE sql STABLE
AS $function$
    SELECT m.event_id, m.created_at
    FROM (
        -- or each event of a hub, and each night, would read all that came before it
        SELECT CASE
            WHEN p_all OR p_read_since IS NULL OR NOT p_is_interactive AND EXISTS (
                SELECT FROM relationship_engine.entity e
                WHERE e.graph_id = p_graph_id AND e.id = p_entity_id
                    AND greatest(e.created_at, e.updated_at) >= p_read_since)
                THEN '-infinity'
            ELSE least(p_read_since, coalesce((
                SELECT l.created_at FROM relationship_engine.mention l
                WHERE l.graph_id = p_graph_id AND l.entity_id = p_entity_id
                ORDER BY l.created_at DESC OFFSET 19 LIMIT 1), '-infinity'))
            END AS since
        OFFSET 0  -- once for the entity, and not for each of its mentions
    ) t
    CROSS JOIN LATERAL (
        SELECT m.event_id, m.created_at FROM relationship_engine.mention m
        WHERE m.graph_id = p_graph_id AND m.entity_id = p_entity_id AND m.created_at >= t.since
        OFFSET 0
    ) m
$function$;

COMMENT ON FUNCTION relationship_engine._mentions_to_read(bigint, uuid, boolean, timestamptz, boolean) IS
'The mentions of an entity that the pattern strategy reads: those since p_read_since, and the latest 20. All of them: '
'with p_all, without p_read_since, and of an entity that has changed since then, unless a user''s statement waits '
'(p_is_interactive). Without SET: it must be inlined.';
