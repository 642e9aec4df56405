CREATE OR REPLACE FUNCTION relationship_engine._decay_and_prune(p_graph_id bigint, p_run_id uuid, p_night date)
RETURNS void
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
    v_before relationship_engine.graph;
    v_after double precision;
    v_nights integer;
    v_decayed bigint := 0;
    v_has_run boolean;
    v_step text;
    v_error text;
    v_error_code text;
BEGIN
    SELECT * INTO v_before FROM relationship_engine.graph g WHERE g.id = p_graph_id FOR NO KEY UPDATE;
    v_nights := relationship_engine.advance_clock(p_graph_id, p_night);
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
    IF v_after > v_before.decay_clock THEN
        v_decayed := relationship_engine._count_live_edges(p_graph_id);
    END IF;
    UPDATE relationship_engine.run r
    SET nights = v_nights, edges_decayed = v_decayed, decay_date_before = v_before.decay_date,
        clock_before = v_before.decay_clock, clock_after = v_after
    WHERE r.graph_id = p_graph_id AND r.id = p_run_id;

    FOREACH v_step IN ARRAY ARRAY['prune', 'purge', 'review', 'semantic'] LOOP
        BEGIN
            CASE v_step
                WHEN 'prune' THEN
                    PERFORM relationship_engine.prune(p_graph_id, false, p_run_id);
                WHEN 'purge' THEN
                    PERFORM relationship_engine.purge(p_graph_id);
                WHEN 'review' THEN
                    IF v_before.review_sample > 0 THEN
                        PERFORM relationship_engine.sample_for_review(p_graph_id);
                    END IF;
                WHEN 'semantic' THEN
                    PERFORM relationship_engine.count_llm_kinds(p_graph_id);
            END CASE;
        EXCEPTION WHEN OTHERS THEN
            GET STACKED DIAGNOSTICS v_error = MESSAGE_TEXT, v_error_code = RETURNED_SQLSTATE;
            PERFORM relationship_engine._log_step_error(p_graph_id, p_run_id, v_step, v_error, v_error_code);
        END;
    END LOOP;
END
$function$;

COMMENT ON FUNCTION relationship_engine._decay_and_prune(bigint, uuid, date) IS
'The end of a nightly: decay by the nights elapsed, then pruning, purging, the sample for reviews, and the count of kinds '
'for the strategy semantic; one that fails is logged in its step and stops no other. In off and shadow nothing happens.';
