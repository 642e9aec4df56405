CREATE OR REPLACE FUNCTION relationship_engine._neighbour_ids(p_graph_id bigint, p_entity_id uuid, p_limit integer)
RETURNS TABLE (other_id uuid)
LANGUAGE sql STABLE
AS $function$
    SELECT s.other_id
    FROM (
        SELECT e.to_id AS other_id
        FROM relationship_engine.edge_store e
        WHERE e.graph_id = p_graph_id AND e.from_id = p_entity_id AND e.pruned_by_run IS NULL AND e.is_stated
        UNION ALL
        SELECT e.from_id
        FROM relationship_engine.edge_store e
        WHERE e.graph_id = p_graph_id AND e.to_id = p_entity_id AND e.pruned_by_run IS NULL AND e.is_stated
    ) s
    LIMIT p_limit
$function$;

COMMENT ON FUNCTION relationship_engine._neighbour_ids(bigint, uuid, integer) IS
'The other ends that stated_neighbors() returns with co_occurs, without making the names of the steps, which nobody '
'reads where neighbourhoods are compared. Without SET: it must be inlined.';
