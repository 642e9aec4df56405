CREATE OR REPLACE FUNCTION relationship_engine.delete_stray_names(
    p_graph_id bigint, p_entity_ids uuid [] DEFAULT NULL
)
RETURNS void
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
AS $function$
BEGIN
    DELETE FROM relationship_engine.entity_name n
    WHERE n.graph_id = p_graph_id AND (p_entity_ids IS NULL OR n.entity_id = ANY (p_entity_ids))
        AND NOT EXISTS (
            SELECT FROM relationship_engine.entity e WHERE e.graph_id = p_graph_id AND e.id = n.entity_id);
    DELETE FROM relationship_engine.title_suffix s
    WHERE s.graph_id = p_graph_id AND (p_entity_ids IS NULL OR s.entity_id = ANY (p_entity_ids))
        AND NOT EXISTS (
            SELECT FROM relationship_engine.entity e WHERE e.graph_id = p_graph_id AND e.id = s.entity_id);
END
$function$;

COMMENT ON FUNCTION relationship_engine.delete_stray_names(bigint, uuid []) IS
'Building block: removes names of those of the given entities that are no more (null: of all, which reads the whole '
'index of names). Such names stay behind where an entity is deleted while a run indexes it.';
