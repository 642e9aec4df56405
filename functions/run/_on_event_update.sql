CREATE OR REPLACE FUNCTION relationship_engine._on_event_update()
RETURNS trigger
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
SET lock_timeout = '500ms'
AS $function$
DECLARE
    v_new record;
BEGIN
    -- dates, and events that have another id or graph now; texts are indexed by _ingest()
    PERFORM relationship_engine.index_texts(x.graph_id, array_agg(DISTINCT x.id))
    FROM (
        (
            SELECT a.graph_id, a.id, a.occurred_at FROM arrived a
            EXCEPT
            SELECT f.graph_id, f.id, f.occurred_at FROM former f
        )
        UNION ALL
        (
            SELECT f.graph_id, f.id, f.occurred_at FROM former f
            EXCEPT
            SELECT a.graph_id, a.id, a.occurred_at FROM arrived a
        )
    ) x
    GROUP BY x.graph_id;
    FOR v_new IN  -- an event that has another id or graph now is no more where it was
        SELECT f.graph_id, array_agg(f.id) AS ids
        FROM former f
        WHERE NOT EXISTS (
            SELECT FROM relationship_engine.raw_events r WHERE r.graph_id = f.graph_id AND r.id = f.id)
        GROUP BY f.graph_id
    LOOP
        PERFORM relationship_engine._withdraw_events(v_new.graph_id, v_new.ids);
    END LOOP;
    FOR v_new IN
        SELECT x.graph_id, array_agg(x.id) AS ids
        FROM (
            SELECT a.graph_id, a.id, relationship_engine.event_text(a.payload) FROM arrived a
            EXCEPT
            SELECT f.graph_id, f.id, relationship_engine.event_text(f.payload) FROM former f
        ) x
        GROUP BY x.graph_id
    LOOP
        PERFORM relationship_engine.retract_events(v_new.graph_id, v_new.ids, false);
        PERFORM relationship_engine._ingest(
            (v_new.graph_id, NULL, NULL, NULL, statement_timestamp(), true), v_new.ids, false);
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

COMMENT ON FUNCTION relationship_engine._on_event_update() IS
'Trigger of raw_events: retracts what events said whose id or text changed, links them to the entities that they '
'mention now, and analyses these (see _ingest). Never raises an error.';
