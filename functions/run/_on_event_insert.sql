CREATE OR REPLACE FUNCTION relationship_engine._on_event_insert()
RETURNS trigger
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
SET lock_timeout = '500ms'
AS $function$
DECLARE
    v_new record;
    v_mentioned uuid[];
    v_error text;
    v_error_code text;
BEGIN
    FOR v_new IN SELECT i.graph_id, array_agg(i.id) AS ids FROM inserted i GROUP BY i.graph_id LOOP
        BEGIN
            IF relationship_engine._is_on(v_new.graph_id) THEN
                v_mentioned := ARRAY(
                    SELECT DISTINCT m.entity_id FROM relationship_engine.mention m
                    WHERE m.graph_id = v_new.graph_id AND m.event_id = ANY (v_new.ids));
                IF cardinality(v_mentioned) > 0 THEN
                    PERFORM relationship_engine._run_incremental(v_new.graph_id, v_mentioned);
                END IF;
            END IF;
        EXCEPTION WHEN OTHERS THEN
            GET STACKED DIAGNOSTICS v_error = MESSAGE_TEXT, v_error_code = RETURNED_SQLSTATE;
            PERFORM relationship_engine._log_failure(v_new.graph_id, v_error, v_error_code);
        END;
    END LOOP;
    RETURN NULL;
EXCEPTION WHEN OTHERS THEN
    RAISE WARNING 'relationship_engine: %', SQLERRM USING HINT = 'The next nightly finds what was missed.';
    RETURN NULL;
END
$function$;

COMMENT ON FUNCTION relationship_engine._on_event_insert() IS
'Trigger: analyses entities that were there before their event. Never raises an error; see _on_entity_insert.';
