CREATE OR REPLACE FUNCTION relationship_engine._entity_of_type(
    p_graph_id bigint, p_entity_ids uuid [], p_types text [], p_event_id uuid, p_other_id uuid
)
RETURNS TABLE (id uuid)
LANGUAGE sql STABLE
AS $function$
    SELECT e.id
    FROM unnest(p_entity_ids) WITH ORDINALITY AS u (id, nth)
    -- by its key, whatever is known of the table: not all entities of the graph for each pair
    CROSS JOIN LATERAL (
        SELECT e.id, e.type, e.source_event_id FROM relationship_engine.entity e
        WHERE e.graph_id = p_graph_id AND e.id = u.id
        OFFSET 0
    ) e
    WHERE (p_types IS NULL OR relationship_engine.fold_case(e.type) = ANY (p_types))
        AND e.id IS DISTINCT FROM p_other_id
    ORDER BY (e.source_event_id = p_event_id) IS TRUE DESC, u.nth
    LIMIT 1
$function$;

COMMENT ON FUNCTION relationship_engine._entity_of_type(bigint, uuid [], text [], uuid, uuid) IS
'Of the entities that a name may mean the one that a rule takes: of p_types (null: any) and other than p_other_id, '
'first one that comes from the event, then in the given order. Without SET: it must be inlined.';
