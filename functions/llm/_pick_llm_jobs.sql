CREATE OR REPLACE FUNCTION relationship_engine._pick_llm_jobs(p_graph_id bigint, p_limit integer, p_is_batch boolean)
RETURNS uuid []
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
SET plan_cache_mode = force_generic_plan
AS $function$
DECLARE
    v_now timestamptz := clock_timestamp();
BEGIN
    IF p_is_batch THEN
        -- jobs that wait for a batch, and new events that no worker has claimed for an hour
        RETURN ARRAY(
            SELECT j.id
            FROM generate_series(1, -1, -1) AS p (priority)
            CROSS JOIN LATERAL (
                SELECT j.id FROM relationship_engine.llm_job j
                WHERE j.graph_id = p_graph_id AND j.state = 'ready' AND j.priority = p.priority
                    AND j.run_after <= CASE
                        WHEN p.priority > 0 THEN v_now - interval '1 hour'
                        WHEN j.attempts = 0 THEN 'infinity'
                        ELSE v_now END
                ORDER BY j.run_after
                LIMIT p_limit
                FOR UPDATE SKIP LOCKED
            ) j
            LIMIT p_limit);
    END IF;
    RETURN ARRAY(
        SELECT j.id
        FROM generate_series(1, -1, -1) AS p (priority)
        CROSS JOIN LATERAL (
            SELECT j.id FROM relationship_engine.llm_job j
            WHERE j.graph_id = p_graph_id AND j.state = 'ready' AND j.priority = p.priority AND j.run_after <= v_now
            ORDER BY j.run_after
            LIMIT p_limit
            FOR UPDATE SKIP LOCKED
        ) j
        LIMIT p_limit);
END
$function$;

COMMENT ON FUNCTION relationship_engine._pick_llm_jobs(bigint, integer, boolean) IS
'Locks up to p_limit jobs of a graph that may be claimed and that are not locked: by priority, then the oldest.';
