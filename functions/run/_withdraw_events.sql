CREATE OR REPLACE FUNCTION relationship_engine._withdraw_events(p_graph_id bigint, p_event_ids uuid [])
RETURNS void
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
    v_entity_ids uuid[] := ARRAY(
        SELECT DISTINCT m.entity_id FROM relationship_engine.mention m
        WHERE m.graph_id = p_graph_id AND m.event_id = ANY (p_event_ids));
    v_run_id uuid := relationship_engine.retract_events(p_graph_id, p_event_ids, true);
BEGIN
    DELETE FROM relationship_engine.event_text t WHERE t.graph_id = p_graph_id AND t.event_id = ANY (p_event_ids);
    -- other events, and titles, may still say it
    IF v_run_id IS NOT NULL AND cardinality(v_entity_ids) > 0 THEN
        PERFORM relationship_engine._ingest(
            (p_graph_id, NULL, v_entity_ids, NULL, statement_timestamp(), true), '{}', false);
    END IF;
END
$function$;

COMMENT ON FUNCTION relationship_engine._withdraw_events(bigint, uuid []) IS
'Removes the mentions and the text of events that are no more, retracts what they said (see retract_events), and '
'analyses the entities that they mentioned.';
