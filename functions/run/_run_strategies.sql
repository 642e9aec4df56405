CREATE OR REPLACE FUNCTION relationship_engine._run_strategies(
    p_scope relationship_engine.scope, p_event_id uuid DEFAULT NULL, p_strategy text DEFAULT NULL
)
RETURNS void
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
    v_graph_id CONSTANT bigint := p_scope.graph_id;
    v_run_started CONSTANT timestamptz := clock_timestamp();
    v_strategy text;
    v_call text;
    v_is_queued boolean;
    v_ids uuid[];
    v_started timestamptz;
    v_candidates relationship_engine.candidate[];
    v_learned relationship_engine.learn_report;
    v_total relationship_engine.learn_report := (0, 0, 0);
    v_used text[] := '{}';
    v_error text;
    v_error_code text;
    v_hint text;
    v_failure text;
    v_failure_code text;
BEGIN
    FOR v_strategy, v_call, v_is_queued, v_ids IN
        SELECT s.strategy, s.call, s.is_queued,
            CASE WHEN s.reads_mentions THEN p_scope.entity_ids ELSE p_scope.changed_ids END
        FROM relationship_engine._strategy_calls(v_graph_id) s
        -- the triggers know which events arrived, so they feed the queues themselves
        WHERE (p_strategy IS NULL OR s.strategy = p_strategy)
            AND (NOT p_scope.is_interactive OR (s.incremental AND NOT s.is_queued))
    LOOP
        v_started := clock_timestamp();
        v_candidates := NULL;
        v_learned := (0, 0, 0);
        v_error := NULL;
        v_error_code := NULL;
        BEGIN
            IF v_is_queued THEN
                EXECUTE v_call USING v_graph_id, v_ids;
            ELSE
                EXECUTE v_call INTO v_candidates
                USING v_graph_id, v_ids, p_scope.read_since, p_scope.is_interactive;
                IF v_candidates IS NOT NULL THEN
                    v_learned := relationship_engine.learn(
                        v_graph_id, v_candidates, p_scope.run_id, v_strategy);
                END IF;
            END IF;
            v_total.edges_created := v_total.edges_created + v_learned.edges_created;
            v_total.edges_updated := v_total.edges_updated + v_learned.edges_updated;
            v_used := v_used || v_strategy;
        EXCEPTION WHEN OTHERS THEN
            GET STACKED DIAGNOSTICS v_hint = PG_EXCEPTION_HINT;
            v_error := concat_ws('. ', SQLERRM, nullif(v_hint, ''));
            v_error_code := SQLSTATE;
            v_failure := coalesce(v_failure, v_strategy || ': ' || v_error);
            v_failure_code := coalesce(v_failure_code, v_error_code);
        END;
        -- thousands of incremental runs find nothing: their log row is enough
        CONTINUE WHEN p_scope.is_interactive AND v_candidates IS NULL AND v_error IS NULL;
        PERFORM relationship_engine._log_step(
            v_graph_id, p_scope.run_id, v_strategy, coalesce(cardinality(v_candidates), 0), v_learned, v_started,
            v_error, v_error_code);
    END LOOP;
    IF p_scope.is_interactive THEN
        INSERT INTO relationship_engine.run
            (graph_id, id, mode, status, event_id, edges_created, edges_updated, entities_analyzed, processing_time,
            strategies_used, error, error_code, started_at, finished_at)
        SELECT v_graph_id, p_scope.run_id, 'incremental',
            CASE WHEN v_failure IS NOT NULL THEN 'failed' WHEN g.mode = 'off' THEN 'killed' ELSE 'done' END,
            p_event_id, v_total.edges_created, v_total.edges_updated, cardinality(p_scope.entity_ids),
            extract(epoch FROM clock_timestamp() - v_run_started),
            ARRAY(SELECT u.strategy FROM unnest(v_used) AS u (strategy) ORDER BY u.strategy), v_failure, v_failure_code,
            v_run_started, clock_timestamp()
        FROM relationship_engine.graph g
        WHERE g.id = v_graph_id;
    END IF;
END
$function$;

COMMENT ON FUNCTION relationship_engine._run_strategies(relationship_engine.scope, uuid, text) IS
'Runs each strategy that is on, or only p_strategy, over the entities of the scope (changed_ids for strategies to '
'which another mention is no news) and learns what it finds. The strategy s of strategy_setting is the function '
'detect_s(graph, entities), which may also have the arguments p_read_since and p_is_interactive; or, where it is '
'queued, enqueue_s(graph, entities), whose jobs are learned by runs of their own. A strategy that fails is logged in '
'its step and stops no other. An interactive scope is a whole run: its row in run is written here (p_event_id: the '
'event that it was asked for), and strategies that found nothing get no step.';
