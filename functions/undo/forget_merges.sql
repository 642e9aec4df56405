CREATE OR REPLACE FUNCTION relationship_engine.forget_merges(p_graph_id bigint, p_entity_ids uuid [])
RETURNS void
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
SET plan_cache_mode = force_generic_plan
AS $function$
DECLARE
    v_gone uuid[] := ARRAY(
        SELECT i.id FROM unnest(p_entity_ids) AS i (id)
        WHERE relationship_engine.merged_into(p_graph_id, i.id) = i.id);
    v_ids uuid[] := v_gone || ARRAY(
        SELECT m.id FROM relationship_engine.merged_entity m WHERE m.graph_id = p_graph_id
            AND m.into_id = ANY (v_gone));
BEGIN
    DELETE FROM relationship_engine.merged_row m
    WHERE m.graph_id = p_graph_id AND (
        m.from_id = ANY (v_ids) OR m.to_id = ANY (v_ids) OR m.entity_id = ANY (v_ids));
    DELETE FROM relationship_engine.merged_entity m WHERE m.graph_id = p_graph_id AND (
        m.into_id = ANY (v_gone) OR m.into_id IS NULL AND (m.id = ANY (v_gone) OR m.kept_id = ANY (v_gone)));
END
$function$;

COMMENT ON FUNCTION relationship_engine.forget_merges(bigint, uuid []) IS
'Building block: deletes what merge_entities() has kept of entities that are gone, and of those that were merged into '
'them. Entities that are merged into one that is there keep theirs.';
