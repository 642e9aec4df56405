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
            WHEN p_all OR p_read_since IS NULL OR c.is_changed AND NOT p_is_interactive THEN '-infinity'
            -- a mention that its writer dated back, or rules that are new
            WHEN c.is_changed OR NOT EXISTS (
                    SELECT FROM relationship_engine.mention l
                    WHERE l.graph_id = p_graph_id AND l.entity_id = p_entity_id AND l.created_at >= p_read_since)
                OR NOT p_is_interactive AND EXISTS (
                    SELECT FROM relationship_engine.pattern_rule r
                    WHERE r.graph_id = p_graph_id AND r.updated_at >= p_read_since)
                THEN least(p_read_since, coalesce((
                    SELECT l.created_at FROM relationship_engine.mention l
                    WHERE l.graph_id = p_graph_id AND l.entity_id = p_entity_id
                    ORDER BY l.created_at DESC OFFSET 19 LIMIT 1), '-infinity'))
            ELSE p_read_since END AS since
        FROM (
            SELECT EXISTS (
                SELECT FROM relationship_engine.entity e
                WHERE e.graph_id = p_graph_id AND e.id = p_entity_id
                    AND greatest(e.created_at, e.updated_at) >= p_read_since) AS is_changed
        ) c
        OFFSET 0  -- once for the entity, and not for each of its mentions
    ) t
    CROSS JOIN LATERAL (
        SELECT m.event_id, m.created_at FROM relationship_engine.mention m
        WHERE m.graph_id = p_graph_id AND m.entity_id = p_entity_id AND m.created_at >= t.since
        UNION ALL  -- events whose text is new
        SELECT l.event_id, l.created_at
        FROM (
            SELECT m.event_id, m.created_at FROM relationship_engine.mention m
            WHERE m.graph_id = p_graph_id AND m.entity_id = p_entity_id
            ORDER BY m.created_at DESC LIMIT 20
        ) l
        WHERE l.created_at < t.since AND EXISTS (
                SELECT FROM relationship_engine.raw_events v
                WHERE v.graph_id = p_graph_id AND v.changed_at >= p_read_since)
            AND (
                SELECT v.changed_at FROM relationship_engine.raw_events v
                WHERE v.graph_id = p_graph_id AND v.id = l.event_id) >= p_read_since
        OFFSET 0
    ) m
$function$;

COMMENT ON FUNCTION relationship_engine._mentions_to_read(bigint, uuid, boolean, timestamptz, boolean) IS
'The mentions of an entity that the pattern strategy reads: those since p_read_since, and of the latest 20 those of '
'events whose text has changed since then, or all 20 if no mention is younger or, at night, a rule is. All: with '
'p_all, without p_read_since, and of an entity that has changed since then; of the latter the latest 20 if a user''s '
'statement waits (p_is_interactive). Without SET: it must be inlined.';
