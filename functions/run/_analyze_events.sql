CREATE OR REPLACE FUNCTION relationship_engine._analyze_events(p_graph_id bigint, p_event_ids uuid [])
RETURNS void
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
    v_mentioned uuid[] := ARRAY(
        SELECT DISTINCT m.entity_id FROM relationship_engine.mention m
        WHERE m.graph_id = p_graph_id AND m.event_id = ANY (p_event_ids));
BEGIN
    IF cardinality(v_mentioned) > 0 THEN
        PERFORM relationship_engine._run_incremental(p_graph_id, v_mentioned);
    END IF;
END
$function$;

COMMENT ON FUNCTION relationship_engine._analyze_events(bigint, uuid []) IS
'What the trigger does for new events: their entities may have been there before them.';
