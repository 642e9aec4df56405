CREATE OR REPLACE FUNCTION relationship_engine._is_unmentioned(
    p_graph_id bigint, p_event_id uuid, p_from_id uuid, p_to_id uuid, p_entity_ids uuid []
)
RETURNS boolean
LANGUAGE sql STABLE
SET search_path = pg_catalog, pg_temp
AS $function$
    SELECT EXISTS (
        SELECT FROM unnest(ARRAY[p_from_id, p_to_id]) AS x (id)
        WHERE x.id = ANY (p_entity_ids) AND NOT EXISTS (
            SELECT FROM relationship_engine.mention m
            WHERE m.graph_id = p_graph_id AND m.event_id = p_event_id AND m.entity_id = x.id))
$function$;

COMMENT ON FUNCTION relationship_engine._is_unmentioned(bigint, uuid, uuid, uuid, uuid []) IS
'Whether an end of an edge that is one of p_entity_ids is not mentioned by an event, so that the event says nothing of '
'the edge.';
