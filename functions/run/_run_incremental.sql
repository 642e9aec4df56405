CREATE OR REPLACE FUNCTION relationship_engine._run_incremental(
    p_graph_id bigint, p_entity_ids uuid [], p_event_id uuid DEFAULT NULL
)
RETURNS uuid
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
    v_run_id uuid := relationship_engine.new_run_id();
    v_started timestamptz := clock_timestamp();
    v_is_large boolean := cardinality(p_entity_ids) >= 1000;
    v_done record;
BEGIN
    IF v_is_large THEN
        PERFORM relationship_engine._refresh_statistics(cardinality(p_entity_ids));
    END IF;
    SELECT s.* INTO v_done FROM relationship_engine._run_strategies(p_graph_id, v_run_id, p_entity_ids, p_entity_ids, true) s;
    IF v_is_large THEN
        PERFORM relationship_engine._refresh_statistics(cardinality(p_entity_ids));
    END IF;
    -- the sums are at hand; only runs of many chunks add up their steps
    INSERT INTO relationship_engine.run
        (graph_id, id, mode, status, event_id, edges_created, edges_updated, entities_analyzed, processing_time,
        strategies_used, error, error_code, started_at, finished_at)
    SELECT p_graph_id, v_run_id, 'incremental',
        CASE WHEN v_done.failure IS NOT NULL THEN 'failed' WHEN g.mode = 'off' THEN 'killed' ELSE 'done' END,
        p_event_id, v_done.edges_created, v_done.edges_updated, cardinality(p_entity_ids),
        extract(epoch FROM clock_timestamp() - v_started),
        ARRAY(SELECT u.strategy FROM unnest(v_done.strategies_used) AS u (strategy) ORDER BY u.strategy), v_done.failure, v_done.failure_code,
        v_started, clock_timestamp()
    FROM relationship_engine.graph g
    WHERE g.id = p_graph_id;
    RETURN v_run_id;
END
$function$;

COMMENT ON FUNCTION relationship_engine._run_incremental(bigint, uuid [], uuid) IS
'One incremental run over the given entities; returns its id.';
