CREATE OR REPLACE PROCEDURE relationship_engine.run_nightly(
    p_graph_id bigint DEFAULT NULL, p_full_scan boolean DEFAULT false, p_night date DEFAULT current_date
)
LANGUAGE plpgsql
AS $procedure$
DECLARE
    v_graphs bigint[];
    v_graph relationship_engine.graph;
    v_run_id uuid;
    v_started timestamptz;
    v_ids uuid[];
    v_analyzed integer;
    v_full_scan boolean := coalesce(p_full_scan, false);
    v_error text;
    v_error_code text;
BEGIN
    -- a procedure that commits can have no SET clause, so the path is set anew after each commit
    PERFORM pg_catalog.set_config('search_path', 'pg_catalog, pg_temp', true);
    IF p_night IS NULL OR NOT isfinite(p_night) THEN
        RAISE EXCEPTION 'a night is a date, not %', coalesce(p_night::text, 'null')
        USING ERRCODE = 'invalid_parameter_value', HINT = 'Pass current_date, or the night to simulate.';
    END IF;
    v_graphs := ARRAY(
        SELECT g.id FROM relationship_engine.graph g
        WHERE g.id = p_graph_id OR (p_graph_id IS NULL AND g.id > 0)
        ORDER BY g.id);
    IF p_graph_id IS NOT NULL AND cardinality(v_graphs) = 0 THEN
        RAISE EXCEPTION 'there is no graph %', p_graph_id
        USING ERRCODE = 'no_data_found', HINT = 'Make one with create_graph(name), or use graph 1.';
    END IF;

    FOR i IN 1 .. cardinality(v_graphs) LOOP
        v_run_id := relationship_engine.new_run_id();
        v_started := clock_timestamp();
        SELECT * INTO v_graph FROM relationship_engine.graph g WHERE g.id = v_graphs[i];
        IF NOT FOUND THEN
            CONTINUE;
        END IF;
        BEGIN
            PERFORM relationship_engine._begin_nightly(v_graphs[i], v_run_id, v_full_scan, p_night);
        EXCEPTION WHEN foreign_key_violation THEN
            CONTINUE;  -- it was deleted just now
        END;
        COMMIT;
        PERFORM pg_catalog.set_config('search_path', 'pg_catalog, pg_temp', true);
        -- names first, so that the texts that speak of them are linked in the same night
        v_ids := relationship_engine._nightly_window(v_graphs[i], v_full_scan);
        FOR k IN 1 .. cardinality(v_ids) BY v_graph.chunk_size LOOP
            EXIT WHEN relationship_engine._is_on(v_graphs[i]) IS NOT TRUE;
            PERFORM relationship_engine._prepare_chunk(v_graphs[i], v_run_id, v_ids[k:k + v_graph.chunk_size - 1]);
            COMMIT;
            PERFORM pg_catalog.set_config('search_path', 'pg_catalog, pg_temp', true);
        END LOOP;
        v_ids := relationship_engine._refresh_inputs(v_graphs[i], v_run_id, v_full_scan);
        COMMIT;
        PERFORM pg_catalog.set_config('search_path', 'pg_catalog, pg_temp', true);

        v_analyzed := 0;
        FOR k IN 1 .. cardinality(v_ids) BY v_graph.chunk_size LOOP
            EXIT WHEN relationship_engine._is_on(v_graphs[i]) IS NOT TRUE;
            PERFORM relationship_engine._run_chunk(v_graphs[i], v_run_id, v_ids[k:k + v_graph.chunk_size - 1]);
            COMMIT;
            PERFORM pg_catalog.set_config('search_path', 'pg_catalog, pg_temp', true);
            v_analyzed := least(k + v_graph.chunk_size - 1, cardinality(v_ids));
        END LOOP;
        BEGIN
            PERFORM relationship_engine._decay_and_prune(v_graphs[i], v_run_id, p_night);
        EXCEPTION
            WHEN insufficient_privilege THEN
                RAISE;  -- whoever may not move the clock runs no nights
            WHEN OTHERS THEN
                GET STACKED DIAGNOSTICS v_error = MESSAGE_TEXT, v_error_code = RETURNED_SQLSTATE;
                PERFORM relationship_engine._log_step_error(v_graphs[i], v_run_id, 'decay', v_error, v_error_code);
        END;
        COMMIT;
        PERFORM pg_catalog.set_config('search_path', 'pg_catalog, pg_temp', true);
        PERFORM relationship_engine._report_limits(v_graphs[i], v_run_id, v_ids);
        PERFORM FROM relationship_engine.graph g WHERE g.id = v_graphs[i] FOR KEY SHARE;
        IF FOUND THEN
            PERFORM relationship_engine._log_run(v_graphs[i], v_run_id, 'nightly', v_started, v_analyzed);
        ELSE
            DELETE FROM relationship_engine.run_step s WHERE s.graph_id = v_graphs[i] AND s.run_id = v_run_id;
        END IF;
        COMMIT;
        PERFORM pg_catalog.set_config('search_path', 'pg_catalog, pg_temp', true);
    END LOOP;
END
$procedure$;

COMMENT ON PROCEDURE relationship_engine.run_nightly(bigint, boolean, date) IS
'The night of one graph, or of all (null): strategies over the entities touched since the last good nightly (all of them '
'with p_full_scan), then decay by the nights elapsed, then pruning and purging. Commits by chunk, so CALL it outside a '
'transaction; may be killed, switched off, repeated, or run twice at once. p_night simulates another date. The log is in table run. '
'Errors: no_data_found, invalid_parameter_value; failures inside are logged, not raised.';
