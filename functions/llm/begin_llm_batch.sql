CREATE OR REPLACE FUNCTION relationship_engine.begin_llm_batch(p_graph_id bigint DEFAULT NULL)
RETURNS uuid
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
    v_id uuid := gen_random_uuid();
    v_graph_id bigint;
    v_now timestamptz := clock_timestamp();
BEGIN
    SELECT w.graph_id INTO v_graph_id
    FROM (
        SELECT j.graph_id, min(j.created_at) AS since
        FROM relationship_engine.llm_job j
        JOIN relationship_engine.graph g ON g.id = j.graph_id AND g.mode <> 'off' AND g.llm_daily_budget > 0
        JOIN relationship_engine.strategy_setting s
            ON s.graph_id = j.graph_id AND s.strategy = 'semantic' AND s.mode <> 'off'
        WHERE j.state = 'ready' AND (p_graph_id IS NULL OR j.graph_id = p_graph_id)
            AND (j.priority <= 0 AND (j.attempts = 0 OR j.run_after <= v_now)
                OR j.run_after <= v_now - interval '1 hour')
        GROUP BY j.graph_id
    ) w
    ORDER BY w.since
    LIMIT 1;
    IF v_graph_id IS NULL THEN
        RETURN NULL;
    END IF;
    INSERT INTO relationship_engine.llm_batch (graph_id, id, created_at, updated_at)
    VALUES (v_graph_id, v_id, v_now, v_now);
    RETURN v_id;
END
$function$;

COMMENT ON FUNCTION relationship_engine.begin_llm_batch(bigint) IS
'Records the intent to create a batch for a graph, or for the graph whose jobs have waited longest (null). Returns '
'the id of the batch; null if no job waits for one. Next steps: in the same transaction claim_llm_jobs(…, p_batch_id '
'=> id); commit; create the batch at the provider; mark_llm_batch().';
