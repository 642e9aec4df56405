CREATE OR REPLACE FUNCTION relationship_engine.latest_mentions(p_graph_id bigint, p_entity_id uuid)
RETURNS TABLE (event_id uuid, created_at timestamptz)
LANGUAGE sql STABLE
AS $function$
    SELECT m.event_id, m.created_at
    FROM relationship_engine.mention m
    WHERE m.graph_id = p_graph_id AND m.entity_id = p_entity_id
    ORDER BY m.created_at DESC
    LIMIT 100
$function$;

COMMENT ON FUNCTION relationship_engine.latest_mentions(bigint, uuid) IS
'The latest 100 mentions of an entity, in which it is looked for whom it meets: a hub''s partners bring their own. One '
'index answers it without the table. Without SET: it must be inlined.';
