CREATE OR REPLACE FUNCTION relationship_engine._locate_merged_rows(p_graph_id bigint, p_ids uuid [])
RETURNS TABLE (
    id uuid,
    relation text,
    from_id uuid,
    to_id uuid,
    entity_id uuid,
    kind text,
    strategy text,
    context text,
    run_id uuid,
    scaled_by uuid,
    event_id uuid,
    content jsonb
)
LANGUAGE sql STABLE
SET search_path = pg_catalog, pg_temp
AS $function$
    WITH mapped AS (
        SELECT m.*,
            relationship_engine.merged_into(p_graph_id, m.from_id) AS new_from_id,
            relationship_engine.merged_into(p_graph_id, m.to_id) AS new_to_id,
            m.from_id < m.to_id AND m.kind = ANY (relationship_engine.symmetric_kinds(p_graph_id)) AS is_ordered
        FROM relationship_engine.merged_row m
        WHERE m.graph_id = p_graph_id AND (
            m.from_id = ANY (p_ids) OR m.to_id = ANY (p_ids) OR m.entity_id = ANY (p_ids)
            OR m.context = ANY (ARRAY(SELECT 'entity:' || i.id FROM unnest(p_ids) AS i (id))))
    )
    SELECT m.id, m.relation,
        CASE WHEN m.is_ordered THEN least(m.new_from_id, m.new_to_id) ELSE m.new_from_id END,
        CASE WHEN m.is_ordered THEN greatest(m.new_from_id, m.new_to_id) ELSE m.new_to_id END,
        relationship_engine.merged_into(p_graph_id, m.entity_id), m.kind, m.strategy,
        CASE WHEN m.context ~ '^entity:[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$'
            THEN 'entity:' || relationship_engine.merged_into(p_graph_id, substr(m.context, 8)::uuid)
            ELSE m.context END,
        m.run_id, m.scaled_by, m.event_id, m.content
    FROM mapped m
$function$;

COMMENT ON FUNCTION relationship_engine._locate_merged_rows(bigint, uuid []) IS
'Returns the rows of merged_row that one of the given ids is part of, each with the key that follows from the merges '
'in force: ids of merged entities are replaced, also in a context entity:<id>; a kind without direction leads from the '
'lower to the higher id.';
