CREATE OR REPLACE FUNCTION relationship_engine._run_incremental(
    p_graph_id bigint, p_entity_ids uuid [], p_event_id uuid DEFAULT NULL
)
RETURNS uuid
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
    v_run_id uuid := gen_random_uuid();
    v_started timestamptz := clock_timestamp();
    v_has_steps boolean;
BEGIN
    IF cardinality(p_entity_ids) < 1000 THEN
        v_has_steps := relationship_engine._run_strategies(p_graph_id, v_run_id, p_entity_ids, true);
    ELSE
        PERFORM relationship_engine._refresh_statistics(cardinality(p_entity_ids));
        v_has_steps := relationship_engine._run_strategies(p_graph_id, v_run_id, p_entity_ids, true);
        PERFORM relationship_engine._refresh_statistics(cardinality(p_entity_ids));
    END IF;
    IF v_has_steps THEN
        PERFORM relationship_engine._log_run(
            p_graph_id, v_run_id, 'incremental', v_started, cardinality(p_entity_ids), p_event_id);
    ELSE
        INSERT INTO relationship_engine.run
            (graph_id, id, mode, status, event_id, entities_analyzed, processing_time, strategies_used, started_at, finished_at)
        VALUES (p_graph_id, v_run_id, 'incremental', 'done', p_event_id, cardinality(p_entity_ids),
            extract(epoch FROM clock_timestamp() - v_started),
            ARRAY(
                SELECT s.strategy FROM relationship_engine.strategy_setting s
                WHERE s.graph_id = p_graph_id AND s.mode <> 'off' AND s.incremental AND NOT s.is_queued
                ORDER BY s.strategy),
            v_started, clock_timestamp());
    END IF;
    RETURN v_run_id;
END
$function$;

COMMENT ON FUNCTION relationship_engine._run_incremental(bigint, uuid [], uuid) IS
'One incremental run over the given entities; returns its id.';
