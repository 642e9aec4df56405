CREATE OR REPLACE FUNCTION relationship_engine.stated_neighbors(
    p_graph_id bigint, p_entity_id uuid, p_limit integer, p_with_co_occurrence boolean DEFAULT false
)
RETURNS TABLE (relation text, other_id uuid)
LANGUAGE sql STABLE
AS $function$
    SELECT s.relation, s.other_id
    FROM (
        SELECT e.kind AS relation, e.to_id AS other_id
        FROM relationship_engine.edge_store e
        WHERE e.graph_id = p_graph_id AND e.from_id = p_entity_id
            AND e.pruned_by_run IS NULL AND e.is_stated
            AND (p_with_co_occurrence OR e.kind <> 'co_occurs')
        UNION ALL
        SELECT '^' || e.kind, e.from_id
        FROM relationship_engine.edge_store e
        WHERE e.graph_id = p_graph_id AND e.to_id = p_entity_id
            AND e.pruned_by_run IS NULL AND e.is_stated
            AND (p_with_co_occurrence OR e.kind <> 'co_occurs')
    ) s
    LIMIT p_limit
$function$;

COMMENT ON FUNCTION relationship_engine.stated_neighbors(bigint, uuid, integer, boolean) IS
'The live edges of an entity, at most p_limit of them, as steps: the kind, with ^ before it where the edge leads to '
'the entity, and the other end. Only stated edges (edge_store.is_stated): no inference may build on an inferred edge. '
'Without co_occurs, which says that two entities met but not how they are related; p_with_co_occurrence: with it. Two '
'indexes answer it without the table. Without SET: it must be inlined.';
