CREATE OR REPLACE FUNCTION relationship_engine._log_run(
    p_graph_id bigint, p_run_id uuid, p_mode text, p_started timestamptz, p_entities bigint
)
RETURNS void
LANGUAGE sql
SET search_path = pg_catalog, pg_temp
AS $function$
    INSERT INTO relationship_engine.run
        (graph_id, id, mode, status, edges_created, edges_updated, entities_analyzed, processing_time,
        strategies_used, error, error_code, started_at, finished_at)
    SELECT p_graph_id, p_run_id, p_mode,
        CASE
            WHEN count(s.error) > 0 THEN 'failed'
            WHEN relationship_engine._is_on(p_graph_id) THEN 'done'
            ELSE 'killed' END,
        coalesce(sum(s.edges_created), 0), coalesce(sum(s.edges_updated), 0), p_entities,
        extract(epoch FROM clock_timestamp() - p_started),
        ARRAY(
            SELECT t.strategy FROM relationship_engine.strategy_setting t
            WHERE t.graph_id = p_graph_id AND t.mode <> 'off' AND NOT t.is_queued
                AND relationship_engine._is_on(p_graph_id)
                AND NOT t.strategy = ANY (coalesce(array_agg(s.step) FILTER (WHERE s.error IS NOT NULL), '{}'))
            ORDER BY t.strategy),
        (array_agg(s.step || ': ' || s.error ORDER BY s.step) FILTER (WHERE s.error IS NOT NULL))[1],
        (array_agg(s.error_code ORDER BY s.step) FILTER (WHERE s.error IS NOT NULL))[1],
        p_started, clock_timestamp()
    FROM relationship_engine.run_step s
    WHERE s.graph_id = p_graph_id AND s.run_id = p_run_id
    ON CONFLICT (graph_id, id) DO UPDATE
    SET status = CASE WHEN run.status = 'skipped' THEN run.status ELSE EXCLUDED.status END,
        edges_created = EXCLUDED.edges_created, edges_updated = EXCLUDED.edges_updated,
        entities_analyzed = EXCLUDED.entities_analyzed, processing_time = EXCLUDED.processing_time,
        strategies_used = EXCLUDED.strategies_used, error = EXCLUDED.error, error_code = EXCLUDED.error_code,
        finished_at = EXCLUDED.finished_at
$function$;

COMMENT ON FUNCTION relationship_engine._log_run(bigint, uuid, text, timestamptz, bigint) IS
'Closes the log row of a run of many chunks (makes it where there is none) with the sums of its steps; killed: the '
'graph was switched off while it was going on.';
