CREATE OR REPLACE FUNCTION relationship_engine._on_event_insert()
RETURNS trigger
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
SET lock_timeout = '500ms'
AS $function$
DECLARE
    v_new record;
BEGIN
    FOR v_new IN SELECT a.graph_id, array_agg(a.id) AS ids FROM arrived a GROUP BY a.graph_id LOOP
        PERFORM relationship_engine._ingest(
            (v_new.graph_id, NULL, NULL, NULL, statement_timestamp(), true), v_new.ids, true);
    END LOOP;
    RETURN NULL;
EXCEPTION WHEN OTHERS OR query_canceled THEN
    -- Inline in each trigger, because a helper may be what is missing. Swallow a cancel caused by statement_timeout;
    -- re-raise pg_cancel_backend().
    IF sqlstate = '57014' AND (clock_timestamp() - statement_timestamp()
        < nullif(current_setting('statement_timeout'), '0')::interval) IS NOT FALSE
    THEN
        RAISE;
    END IF;
    RAISE WARNING 'relationship_engine: %', SQLERRM USING HINT = 'The next nightly run reads the missed rows.';
    RETURN NULL;
END
$function$;

COMMENT ON FUNCTION relationship_engine._on_event_insert() IS
'Trigger of raw_events: links events that arrived to the entities that they mention, and analyses these (see _ingest). '
'Never raises an error.';
