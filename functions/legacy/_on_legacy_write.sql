CREATE OR REPLACE FUNCTION relationship_engine._on_legacy_write()
RETURNS trigger
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
SET lock_timeout = '500ms'
AS $function$
DECLARE
    v_graph_id bigint := tg_argv[0];
    v_run_id uuid := gen_random_uuid();  -- Writers of the legacy tables may have no rights on our functions.
    v_began timestamptz := clock_timestamp();
    v_rows jsonb[];
    v_gone jsonb[];
    v_taken bigint := 0;
    v_lost bigint := 0;
BEGIN
    BEGIN
        IF tg_op = 'INSERT' THEN
            v_rows := ARRAY(SELECT to_jsonb(i) FROM inserted i);
        ELSIF tg_op = 'UPDATE' THEN
            -- Decay in the legacy system changes these two columns in all rows.
            v_rows := ARRAY(
                SELECT to_jsonb(i)
                FROM inserted i
                JOIN deleted d ON d.id = i.id
                WHERE to_jsonb(i) - 'weight' - 'updated_at' <> to_jsonb(d) - 'weight' - 'updated_at');
        END IF;
        IF tg_table_name = 'edge' AND tg_op = 'DELETE' THEN
            v_gone := ARRAY(SELECT to_jsonb(d) FROM deleted d);
        ELSIF tg_table_name = 'edge' AND tg_op = 'UPDATE' THEN
            v_gone := ARRAY(
                SELECT to_jsonb(d)
                FROM deleted d
                LEFT JOIN inserted i ON i.id = d.id
                WHERE i.id IS NULL OR (i.from_id, i.to_id, i.kind) IS DISTINCT FROM (d.from_id, d.to_id, d.kind));
        END IF;
        IF coalesce(cardinality(v_rows), 0) + coalesce(cardinality(v_gone), 0) = 0 THEN
            RETURN NULL;
        END IF;
        IF tg_table_name = 'edge' THEN
            INSERT INTO relationship_engine.run (graph_id, id, mode, strategies_used)
            VALUES (v_graph_id, v_run_id, 'mirror', '{legacy}');
        END IF;
        IF cardinality(v_gone) > 0 THEN
            v_lost := relationship_engine.retract_legacy(v_graph_id, v_gone, v_run_id);
        END IF;
        IF cardinality(v_rows) > 0 THEN
            v_taken := relationship_engine._write_legacy_rows(v_graph_id, v_run_id, tg_table_name, v_rows);
        END IF;
        IF tg_table_name = 'entity' AND cardinality(v_rows) > 0 THEN
            PERFORM relationship_engine._write_legacy_rows(v_graph_id, v_run_id, 'mention', v_rows);
        END IF;
        UPDATE relationship_engine.run r
        SET status = 'done', edges_updated = v_taken, edges_pruned = v_lost, finished_at = clock_timestamp(),
            processing_time = extract(epoch FROM clock_timestamp() - v_began)
        WHERE r.graph_id = v_graph_id AND r.id = v_run_id;
    EXCEPTION WHEN OTHERS OR query_canceled THEN
        -- Swallow a cancel caused by statement_timeout; re-raise pg_cancel_backend().
        IF SQLSTATE = '57014' AND (clock_timestamp() - statement_timestamp()
            < nullif(current_setting('statement_timeout'), '0')::interval) IS NOT FALSE
        THEN
            RAISE;
        END IF;
        INSERT INTO relationship_engine.run (graph_id, id, mode, status, error, error_code, finished_at)
        VALUES (v_graph_id, v_run_id, 'mirror', 'failed', SQLERRM, SQLSTATE, clock_timestamp());
    END;
    RETURN NULL;
EXCEPTION WHEN OTHERS THEN
    -- The error could not be logged either. The statement of the legacy system must not fail.
    RAISE WARNING 'relationship_engine: %', SQLERRM
    USING
        HINT = 'CALL relationship_engine.import_legacy(…) imports the missed rows.';
    RETURN NULL;
END
$function$;

COMMENT ON FUNCTION relationship_engine._on_legacy_write() IS
'Trigger on the tables of a legacy system (see mirror_legacy): copies written rows into the graph of its argument. It '
'never raises an error, waits at most half a second for a lock, and stops at statement_timeout.';
