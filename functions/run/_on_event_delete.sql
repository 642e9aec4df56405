CREATE OR REPLACE FUNCTION relationship_engine._on_event_delete()
RETURNS trigger
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
SET lock_timeout = '500ms'
AS $function$
DECLARE
    v_old record;
    v_entity_ids uuid[];
    v_run_id uuid;
BEGIN
    FOR v_old IN SELECT d.graph_id, array_agg(d.id) AS ids FROM deleted d GROUP BY d.graph_id LOOP
        v_entity_ids := ARRAY(
            SELECT DISTINCT m.entity_id FROM relationship_engine.mention m
            WHERE m.graph_id = v_old.graph_id AND m.event_id = ANY (v_old.ids));
        v_run_id := relationship_engine.retract_events(v_old.graph_id, v_old.ids, true);
        DELETE FROM relationship_engine.event_text t WHERE t.graph_id = v_old.graph_id AND t.event_id = ANY (v_old.ids);
        -- other events, and titles, may still say it
        IF v_run_id IS NOT NULL AND cardinality(v_entity_ids) > 0 THEN
            PERFORM relationship_engine._ingest(
                (v_old.graph_id, NULL, v_entity_ids, NULL, statement_timestamp(), true), '{}', false);
        END IF;
    END LOOP;
    RETURN NULL;
EXCEPTION WHEN OTHERS OR query_canceled THEN
    -- swallow a cancel by statement_timeout, re-raise one by a person
    IF sqlstate = '57014' AND (clock_timestamp() - statement_timestamp()
        < nullif(current_setting('statement_timeout'), '0')::interval) IS NOT FALSE
    THEN
        RAISE;
    END IF;
    RAISE WARNING 'relationship_engine: %', SQLERRM USING HINT = 'The next nightly run retracts what the '
        'deleted events said.';
    RETURN NULL;
END
$function$;

COMMENT ON FUNCTION relationship_engine._on_event_delete() IS
'Trigger of raw_events: retracts what deleted events said (see retract_events), and analyses the entities that they '
'mentioned. Never raises an error.';
