CREATE OR REPLACE FUNCTION relationship_engine._on_entity_update()
RETURNS trigger
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
SET lock_timeout = '500ms'
AS $function$
DECLARE
    v_error text;
    v_error_code text;
BEGIN
    BEGIN
        IF relationship_engine._is_on(new.graph_id) THEN
            PERFORM relationship_engine._prepare_entities(new.graph_id, ARRAY[new.id]);
            PERFORM relationship_engine._run_incremental(new.graph_id, ARRAY[new.id]);
        END IF;
    EXCEPTION WHEN OTHERS THEN
        GET STACKED DIAGNOSTICS v_error = MESSAGE_TEXT, v_error_code = RETURNED_SQLSTATE;
        PERFORM relationship_engine._log_failure(new.graph_id, v_error, v_error_code);
    END;
    RETURN NULL;
EXCEPTION WHEN OTHERS THEN
    RAISE WARNING 'relationship_engine: %', SQLERRM USING HINT = 'The next nightly finds what was missed.';
    RETURN NULL;
END
$function$;

COMMENT ON FUNCTION relationship_engine._on_entity_update() IS
'Trigger: analyses an entity whose names, type or dates changed. Never raises an error; see _on_entity_insert.';
