CREATE OR REPLACE FUNCTION relationship_engine._on_entity_update()
RETURNS trigger
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
SET lock_timeout = '500ms'
AS $function$
DECLARE
    v_graph_id bigint;
    v_ids uuid[];
BEGIN
    -- An entity that has another id or graph now leaves its names behind.
    FOR v_graph_id, v_ids IN
        SELECT x.graph_id, array_agg(x.id)
        FROM (SELECT f.graph_id, f.id FROM former f EXCEPT SELECT a.graph_id, a.id FROM arrived a) x
        GROUP BY x.graph_id
    LOOP
        PERFORM relationship_engine.index_names(v_graph_id, v_ids);
    END LOOP;
    FOREACH v_graph_id IN ARRAY ARRAY(SELECT DISTINCT a.graph_id FROM arrived a) LOOP
        -- EXCEPT, not a join: a plan kept from updates of one row would compare each row with each
        v_ids := ARRAY(
            SELECT x.id
            FROM (
                SELECT a.id, a.title, a.type, a.summary, a.metadata, a.source_event_id FROM arrived a
                WHERE a.graph_id = v_graph_id
                EXCEPT
                SELECT f.id, f.title, f.type, f.summary, f.metadata, f.source_event_id FROM former f
                WHERE f.graph_id = v_graph_id
            ) x);
        CONTINUE WHEN cardinality(v_ids) = 0;
        PERFORM relationship_engine.refresh_role_dates(v_graph_id, ARRAY(
            SELECT x.id
            FROM (
                SELECT a.id, a.metadata ->> 'start_date', a.metadata ->> 'end_date' FROM arrived a
                WHERE a.graph_id = v_graph_id
                EXCEPT
                SELECT f.id, f.metadata ->> 'start_date', f.metadata ->> 'end_date' FROM former f
                WHERE f.graph_id = v_graph_id
            ) x));
        PERFORM relationship_engine._ingest(
            (v_graph_id, NULL, v_ids, v_ids, statement_timestamp(), true),
            ARRAY(
                SELECT DISTINCT a.source_event_id FROM arrived a
                WHERE a.graph_id = v_graph_id AND a.source_event_id IS NOT NULL
                    AND (a.id IN (SELECT unnest(v_ids))) IS TRUE),  -- IS TRUE: looked up in a hash
            false,
            ARRAY(
                SELECT DISTINCT x.source_event_id
                FROM (
                    SELECT f.id, f.source_event_id FROM former f WHERE f.graph_id = v_graph_id
                    EXCEPT
                    SELECT a.id, a.source_event_id FROM arrived a WHERE a.graph_id = v_graph_id
                ) x
                WHERE x.source_event_id IS NOT NULL));
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

COMMENT ON FUNCTION relationship_engine._on_entity_update() IS
'Trigger of entity: analyses entities of which anything that detectors read has changed (see _ingest). Never raises an '
'error.';
