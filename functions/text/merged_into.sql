CREATE OR REPLACE FUNCTION relationship_engine.merged_into(p_graph_id bigint, p_entity_id uuid)
RETURNS uuid
LANGUAGE plpgsql STABLE
SET search_path = pg_catalog, pg_temp
AS $function$
-- PL/pgSQL, because it keeps its plan.
BEGIN
    RETURN coalesce((
        SELECT m.into_id FROM relationship_engine.merged_entity m
        WHERE m.graph_id = p_graph_id AND m.id = p_entity_id AND m.into_id IS NOT NULL), p_entity_id);
END
$function$;

COMMENT ON FUNCTION relationship_engine.merged_into(bigint, uuid) IS
'Building block: returns the id of the entity that an entity was merged into (see merge_entities), else the id itself.';
