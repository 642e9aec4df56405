CREATE OR REPLACE FUNCTION relationship_engine._delete_names(
    p_graph_id bigint, p_entity_ids uuid [], p_source_types text []
)
RETURNS void
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
AS $function$
BEGIN
    DELETE FROM relationship_engine.entity_name o
    WHERE o.graph_id = p_graph_id AND o.entity_id = ANY (p_entity_ids)
        AND NOT EXISTS (
            SELECT FROM relationship_engine.entity e
            CROSS JOIN LATERAL relationship_engine._names_of_entity(e.title, e.metadata) n
            WHERE e.graph_id = p_graph_id AND e.id = o.entity_id AND n.name = o.name);
    DELETE FROM relationship_engine.title_suffix o
    WHERE o.graph_id = p_graph_id AND o.entity_id = ANY (p_entity_ids)
        AND NOT EXISTS (
            SELECT FROM relationship_engine.entity e
            WHERE e.graph_id = p_graph_id AND e.id = o.entity_id
                AND (e.type = ANY (p_source_types) OR '*' = ANY (p_source_types))
                AND right(relationship_engine.normalize_name(e.title), length(o.tail)) = o.tail);
END
$function$;

COMMENT ON FUNCTION relationship_engine._delete_names(bigint, uuid [], text []) IS
'Removes the names and tails that the given entities no longer have; p_source_types: types whose titles the rules read, * for all.';
