CREATE OR REPLACE FUNCTION relationship_engine._analyze_entities(
    p_graph_id bigint, p_entity_ids uuid [], p_is_new boolean
)
RETURNS void
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
    v_alone uuid[] := p_entity_ids;
BEGIN
    PERFORM relationship_engine._prepare_entities(p_graph_id, p_entity_ids, p_is_new);
    IF p_is_new THEN
        -- entities with a source event were analysed when their mention was inserted
        v_alone := ARRAY(
            SELECT e.id FROM relationship_engine.entity e
            WHERE e.graph_id = p_graph_id AND e.id = ANY (p_entity_ids) AND e.source_event_id IS NULL);
    END IF;
    IF cardinality(v_alone) > 0 THEN
        PERFORM relationship_engine._run_incremental(p_graph_id, v_alone);
    END IF;
END
$function$;

COMMENT ON FUNCTION relationship_engine._analyze_entities(bigint, uuid [], boolean) IS
'What the trigger does for entities that were inserted (p_is_new) or changed.';
