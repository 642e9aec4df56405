CREATE OR REPLACE FUNCTION relationship_engine._on_entity_insert()
RETURNS trigger
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
SET lock_timeout = '500ms'
AS $function$
DECLARE
    v_new record;
    v_alone uuid[];
    v_error text;
    v_error_code text;
BEGIN
    FOR v_new IN SELECT i.graph_id, array_agg(i.id) AS ids FROM inserted i GROUP BY i.graph_id LOOP
        BEGIN
            IF relationship_engine._is_on(v_new.graph_id) THEN
                -- entities with a source event are analysed by the trigger on mention
                PERFORM relationship_engine._prepare_entities(v_new.graph_id, v_new.ids, true);
                v_alone := ARRAY(
                    SELECT e.id FROM relationship_engine.entity e
                    WHERE e.graph_id = v_new.graph_id AND e.id = ANY (v_new.ids) AND e.source_event_id IS NULL);
                IF cardinality(v_alone) > 0 THEN
                    PERFORM relationship_engine._run_incremental(v_new.graph_id, v_alone);
                END IF;
            END IF;
        EXCEPTION WHEN OTHERS THEN
            GET STACKED DIAGNOSTICS v_error = MESSAGE_TEXT, v_error_code = RETURNED_SQLSTATE;
            PERFORM relationship_engine._log_failure(v_new.graph_id, v_error, v_error_code);
        END;
    END LOOP;
    RETURN NULL;
EXCEPTION WHEN OTHERS THEN
    -- not even the log could be written: the user's statement goes on all the same
    RAISE WARNING 'relationship_engine: %', SQLERRM USING HINT = 'The next nightly finds what was missed.';
    RETURN NULL;
END
$function$;

COMMENT ON FUNCTION relationship_engine._on_entity_insert() IS
'Trigger: finds the relationships of new entities. Never raises an error, and waits for a lock at most half a second: '
'failures go to table run, and the next nightly finds what was missed.';
