CREATE OR REPLACE FUNCTION relationship_engine._run_strategies(
    p_graph_id bigint, p_run_id uuid, p_entity_ids uuid [], p_changed_ids uuid [], p_is_incremental boolean,
    OUT edges_created bigint, OUT edges_updated bigint, OUT strategies_used text [], OUT failure text, OUT failure_code text
)
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
    v_strategy text;
    v_is_queued boolean;
    v_ids uuid[];
    v_started timestamptz;
    v_candidates relationship_engine.candidate[];
    v_learned relationship_engine.learn_report;
    v_error text;
    v_error_code text;
BEGIN
    edges_created := 0;
    edges_updated := 0;
    strategies_used := '{}';
    FOR v_strategy, v_is_queued, v_ids IN
        SELECT s.strategy, s.is_queued, CASE WHEN s.reads_mentions THEN p_entity_ids ELSE p_changed_ids END
        FROM relationship_engine.strategy_setting s
        WHERE s.graph_id = p_graph_id AND s.mode <> 'off'
            -- the triggers know which events arrived, so they feed the queues themselves
            AND (NOT p_is_incremental OR (s.incremental AND NOT s.is_queued))
        ORDER BY s.weight DESC, s.strategy
    LOOP
        v_started := clock_timestamp();
        v_candidates := NULL;
        v_learned := (0, 0, 0);
        v_error := NULL;
        v_error_code := NULL;
        BEGIN
            IF v_is_queued THEN
                EXECUTE format('SELECT relationship_engine.%I($1, $2)', 'enqueue_' || v_strategy)
                USING p_graph_id, v_ids;
            ELSE
                EXECUTE format('SELECT array_agg(c) FROM relationship_engine.%I($1, $2) AS c', 'detect_' || v_strategy)
                INTO v_candidates USING p_graph_id, v_ids;
                IF v_candidates IS NOT NULL THEN
                    v_learned := relationship_engine.learn(p_graph_id, v_candidates, p_run_id);
                END IF;
            END IF;
            edges_created := edges_created + v_learned.edges_created;
            edges_updated := edges_updated + v_learned.edges_updated;
            strategies_used := strategies_used || v_strategy;
        EXCEPTION WHEN OTHERS THEN
            GET STACKED DIAGNOSTICS v_error = MESSAGE_TEXT, v_error_code = RETURNED_SQLSTATE;
            failure := coalesce(failure, v_strategy || ': ' || v_error);
            failure_code := coalesce(failure_code, v_error_code);
        END;
        -- thousands of incremental runs find nothing: their log row is enough
        CONTINUE WHEN p_is_incremental AND v_candidates IS NULL AND v_error IS NULL;
        INSERT INTO relationship_engine.run_step
            (graph_id, run_id, step, candidates, edges_created, edges_updated, proposals, processing_time, error, error_code)
        VALUES (p_graph_id, p_run_id, v_strategy, coalesce(cardinality(v_candidates), 0),
            v_learned.edges_created, v_learned.edges_updated, v_learned.proposals,
            extract(epoch FROM clock_timestamp() - v_started), v_error, v_error_code)
        ON CONFLICT (graph_id, run_id, step) DO UPDATE
        SET candidates = run_step.candidates + EXCLUDED.candidates,
            edges_created = run_step.edges_created + EXCLUDED.edges_created,
            edges_updated = run_step.edges_updated + EXCLUDED.edges_updated,
            proposals = run_step.proposals + EXCLUDED.proposals,
            processing_time = run_step.processing_time + EXCLUDED.processing_time,
            error = coalesce(run_step.error, EXCLUDED.error),
            error_code = coalesce(run_step.error_code, EXCLUDED.error_code);
    END LOOP;
END
$function$;

COMMENT ON FUNCTION relationship_engine._run_strategies(bigint, uuid, uuid [], uuid [], boolean) IS
'Lets each strategy that is on detect for the given entities (p_changed_ids: those that were not only mentioned, enough for '
'strategies to which a mention is no news) and learns what it found. A strategy that fails is logged '
'in its step and does not stop the others. The strategy s of strategy_setting is the function detect_s; or, where it is '
'queued, enqueue_s, which proposes nothing now: what comes of its jobs is learned by runs of their own. '
'Returns what they made and the first failure; an incremental run logs no step of those that found nothing.';
