CREATE OR REPLACE FUNCTION relationship_engine._resolve_name_in_context(
    p_graph_id bigint, p_name text, p_types text [], p_beside uuid, p_event_id uuid
)
RETURNS TABLE (target_id uuid, type text)
LANGUAGE sql STABLE
AS $function$
    SELECT c.entity_id, c.type
    FROM (
        SELECT p.entity_id, p.type, p.is_alias, s.is_spelled_out, s.beside, p.created_at,
            count(*) OVER (PARTITION BY s.is_spelled_out, s.beside, p.is_alias) AS peers
        FROM (
            SELECT p.entity_id, p.type, p.origin <> 'title' AS is_alias, e.title, e.created_at,
                count(*) OVER () AS bearers
            FROM relationship_engine.entity_name p
            JOIN relationship_engine.entity e ON e.graph_id = p_graph_id AND e.id = p.entity_id
            WHERE p.graph_id = p_graph_id AND p.key = p_name
                AND p.entity_id IS DISTINCT FROM p_beside
                AND (p_types IS NULL OR p.type = ANY (p_types))
        ) p
        CROSS JOIN LATERAL (
            -- what only one bears means that one; the other search as a subquery of each mention, or the planner may
            -- compare all mentions of two hubs
            SELECT p.bearers > 1 AND (EXISTS (
                SELECT FROM relationship_engine.mention a
                WHERE a.graph_id = p_graph_id AND a.entity_id = p_beside AND (
                    SELECT true FROM relationship_engine.mention b
                    WHERE b.graph_id = p_graph_id AND b.event_id = a.event_id AND b.entity_id = p.entity_id LIMIT 1)
            ) OR EXISTS (
                SELECT FROM relationship_engine.mention a
                WHERE a.graph_id = p_graph_id AND a.event_id = p_event_id AND a.entity_id = p.entity_id
            )) AS beside,
            -- "the State of California's Office of Hearings" is the California Office of Hearings
            p.bearers > 1 AND p.is_alias AND EXISTS (
                SELECT FROM relationship_engine.entity b
                WHERE b.graph_id = p_graph_id AND b.id = p_beside
                    AND string_to_array(relationship_engine.normalize_name(p.title), ' ')
                    <@ string_to_array(relationship_engine.normalize_name(concat_ws(' . ', b.title, b.summary)), ' ')
            ) AS is_spelled_out
        ) s
    ) c
    WHERE c.beside OR NOT c.is_alias OR c.peers = 1
    ORDER BY c.is_spelled_out DESC, c.beside DESC, c.is_alias, c.created_at, c.entity_id
    LIMIT 1
$function$;

COMMENT ON FUNCTION relationship_engine._resolve_name_in_context(bigint, text, text [], uuid, uuid) IS
'Whom a name (its key) means, of types p_types (in lower case; null: any): of the entities that bear it as an alias, '
'one all of whose title''s words stand in the title or the summary of entity p_beside; then one in an event with '
'p_beside, or in event p_event_id, before all others; a title before an alias; the oldest of equals. An alias that '
'several bear, with no event to tell them apart, means nobody. Without SET: it must be inlined.';
