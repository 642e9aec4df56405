CREATE OR REPLACE FUNCTION relationship_engine._decay(p_graph_id bigint, p_run_id uuid)
RETURNS void
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
    v_before relationship_engine.graph;
    v_after double precision;
    v_night date;
    v_nights integer;
    v_has_run boolean;
BEGIN
    PERFORM relationship_engine.lock_graph(p_graph_id);
    PERFORM relationship_engine.refresh_unsettled_edges(p_graph_id);
    SELECT * INTO v_before FROM relationship_engine.graph g WHERE g.id = p_graph_id FOR NO KEY UPDATE;
    SELECT CASE
        -- The night stays open, so that evidence learned when it is repeated has the same age as in one run.
        WHEN EXISTS (
            SELECT FROM relationship_engine.run_step s
            WHERE s.graph_id = p_graph_id AND s.run_id = p_run_id AND s.error IS NOT NULL
                -- A strategy without a function has nothing to repeat.
                AND NOT EXISTS (
                    SELECT FROM relationship_engine.strategy_setting t
                    WHERE t.graph_id = p_graph_id AND t.strategy = s.step
                        AND to_regproc(format('relationship_engine.%I',
                            CASE WHEN t.is_queued THEN 'enqueue_' ELSE 'detect_' END || t.strategy)) IS NULL))
            THEN greatest(r.night - 1, v_before.decay_date)
        ELSE r.night END
    INTO v_night
    FROM relationship_engine.run r
    WHERE r.graph_id = p_graph_id AND r.id = p_run_id;
    v_nights := relationship_engine.advance_clock(p_graph_id, v_night, true, p_run_id);
    IF v_before.mode IN ('off', 'shadow') THEN
        v_has_run := EXISTS (
            SELECT FROM relationship_engine.run_step s WHERE s.graph_id = p_graph_id AND s.run_id = p_run_id);
        UPDATE relationship_engine.run r
        SET nights = 0, status = CASE WHEN v_before.mode = 'off' AND NOT v_has_run THEN 'skipped' ELSE r.status END,
            message = format(
                'the graph is in mode %s: %s', v_before.mode,
                CASE WHEN v_before.mode = 'off' AND NOT v_has_run THEN 'nothing ran' ELSE 'no decay, no pruning' END)
        WHERE r.graph_id = p_graph_id AND r.id = p_run_id;
        RETURN;
    END IF;
    SELECT g.decay_clock INTO v_after FROM relationship_engine.graph g WHERE g.id = p_graph_id;
    UPDATE relationship_engine.run r
    SET nights = v_nights,
        edges_decayed = CASE
            -- with those that are too weak from this night on
            WHEN v_after > v_before.decay_clock THEN relationship_engine._count_live_edges(p_graph_id) + r.edges_pruned
            ELSE 0 END,
        clock_before = v_before.decay_clock, clock_after = v_after
    WHERE r.graph_id = p_graph_id AND r.id = p_run_id;
END
$function$;

COMMENT ON FUNCTION relationship_engine._decay(bigint, uuid) IS
'Moves the decay clock to the night of a nightly run, or to the day before if one of the steps of the run failed, and '
'logs the number of nights. In off and shadow the clock stands still.';
