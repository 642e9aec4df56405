CREATE OR REPLACE FUNCTION relationship_engine._analyze_mentioned(p_graph_id bigint, p_entity_ids uuid [])
RETURNS void
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
AS $function$
BEGIN
    IF cardinality(p_entity_ids) > 0 THEN
        PERFORM relationship_engine._run_incremental(p_graph_id, p_entity_ids);
    END IF;
END
$function$;

COMMENT ON FUNCTION relationship_engine._analyze_mentioned(bigint, uuid []) IS
'What the trigger does for entities of which new events speak; nothing for none.';
