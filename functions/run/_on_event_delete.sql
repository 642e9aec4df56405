CREATE OR REPLACE FUNCTION relationship_engine._on_event_delete()
RETURNS trigger
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
SET lock_timeout = '500ms'
AS $function$
BEGIN
    DELETE FROM relationship_engine.event_text t
    USING deleted d
    WHERE t.graph_id = d.graph_id AND t.event_id = d.id;
    RETURN NULL;
EXCEPTION WHEN OTHERS OR query_canceled THEN
    -- swallow a cancel by statement_timeout, re-raise one by a person
    IF sqlstate = '57014' AND (clock_timestamp() - statement_timestamp()
        < nullif(current_setting('statement_timeout'), '0')::interval) IS NOT FALSE
    THEN
        RAISE;
    END IF;
    RAISE WARNING 'relationship_engine: %', SQLERRM USING HINT = 'The next nightly removes what they leave behind.';
    RETURN NULL;
END
$function$;

COMMENT ON FUNCTION relationship_engine._on_event_delete() IS
'Trigger of raw_events: removes deleted events from event_text. Never raises an error.';
