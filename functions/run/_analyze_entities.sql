CREATE OR REPLACE FUNCTION relationship_engine._analyze_entities(
    p_graph_id bigint, p_entity_ids uuid [], p_is_new boolean
)
RETURNS void
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
AS $function$
BEGIN
    PERFORM relationship_engine._prepare_entities(p_graph_id, p_entity_ids, p_is_new);
    PERFORM relationship_engine._run_incremental(p_graph_id, p_entity_ids);
END
$function$;

COMMENT ON FUNCTION relationship_engine._analyze_entities(bigint, uuid [], boolean) IS
'What the trigger does for entities that were inserted (p_is_new) or changed.';
