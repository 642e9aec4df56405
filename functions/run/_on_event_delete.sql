CREATE OR REPLACE FUNCTION relationship_engine._on_event_delete()
RETURNS trigger
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
SET lock_timeout = '500ms'
AS $function$
DECLARE
    v_old record;
BEGIN
    FOR v_old IN SELECT d.graph_id, array_agg(d.id) AS ids FROM deleted d GROUP BY d.graph_id LOOP
        PERFORM relationship_engine._withdraw_events(v_old.graph_id, v_old.ids);
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
'Trigger of raw_events: retracts what deleted events said (see _withdraw_events). Never raises an error.';
