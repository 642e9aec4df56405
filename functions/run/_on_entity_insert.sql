CREATE OR REPLACE FUNCTION relationship_engine._on_entity_insert()
RETURNS trigger
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
SET lock_timeout = '500ms'
AS $function$
DECLARE
    v_new record;
BEGIN
    IF EXISTS (SELECT FROM relationship_engine.merged_entity m WHERE m.into_id IS NOT NULL) THEN
        -- An entity that was merged must not return. A trigger BEFORE INSERT would cost time for each row.
        DELETE FROM relationship_engine.entity e
        USING arrived a
        JOIN relationship_engine.merged_entity m ON m.graph_id = a.graph_id AND m.id = a.id AND m.into_id IS NOT NULL
        WHERE e.graph_id = a.graph_id AND e.id = a.id;
    END IF;
    FOR v_new IN
        SELECT a.graph_id, array_agg(a.id) AS ids,
            array_agg(DISTINCT a.source_event_id) FILTER (WHERE a.source_event_id IS NOT NULL) AS event_ids
        FROM arrived a
        WHERE NOT EXISTS (
            SELECT FROM relationship_engine.merged_entity m
            WHERE m.graph_id = a.graph_id AND m.id = a.id AND m.into_id IS NOT NULL)
        GROUP BY a.graph_id
    LOOP
        PERFORM relationship_engine._ingest(
            (v_new.graph_id, NULL, v_new.ids, v_new.ids, statement_timestamp(), true), v_new.event_ids, true);
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

COMMENT ON FUNCTION relationship_engine._on_entity_insert() IS
'Trigger of entity: analyses entities that arrived (see _ingest); one that was merged into another entity is removed '
'again. Never raises an error.';
