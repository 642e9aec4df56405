CREATE OR REPLACE FUNCTION relationship_engine.claim_llm_jobs(
    p_limit integer, p_overhead_bytes integer, p_graph_id bigint DEFAULT NULL, p_lease interval DEFAULT '3 minutes',
    p_batch_id uuid DEFAULT NULL, p_prompt_version text DEFAULT NULL
)
RETURNS SETOF relationship_engine.llm_claim
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
SET plan_cache_mode = force_generic_plan
AS $function$
DECLARE
    v_graph_id bigint := p_graph_id;
    v_expired_in bigint;
    v_now timestamptz := clock_timestamp();
BEGIN
    IF p_limit IS NULL OR p_limit < 1 OR p_overhead_bytes IS NULL OR p_overhead_bytes < 0
        OR p_lease <= interval '0' THEN
        RAISE EXCEPTION 'cannot claim % jobs with % bytes of prompt for %', p_limit, p_overhead_bytes, p_lease
        USING ERRCODE = 'invalid_parameter_value',
            HINT = 'p_limit and p_lease must be above 0; p_overhead_bytes is the size of system prompt and schema.';
    END IF;
    -- An installation takes all tables at once, which it cannot while workers follow each other.
    IF p_batch_id IS NULL AND relationship_engine.is_installing() THEN
        RETURN;
    END IF;
    -- Also during a pause or without budget: a job with an expired lease is not in progress.
    FOR v_expired_in IN
        SELECT g.id
        FROM relationship_engine.graph g
        WHERE (p_graph_id IS NULL OR g.id = p_graph_id) AND EXISTS (
            SELECT FROM relationship_engine.llm_job j
            WHERE j.graph_id = g.id AND j.state = 'leased' AND j.lease_until < v_now)
    LOOP
        PERFORM relationship_engine._expire_llm_leases(v_expired_in);
    END LOOP;
    IF EXISTS (
        SELECT FROM relationship_engine.llm_provider p WHERE p.graph_id = 0 AND p.paused_until > v_now)
    THEN
        RETURN;
    END IF;
    IF p_batch_id IS NOT NULL THEN
        SELECT b.graph_id INTO v_graph_id
        FROM relationship_engine.llm_batch b
        WHERE b.id = p_batch_id AND b.state = 'intent' AND b.graph_id = coalesce(p_graph_id, b.graph_id);
        IF NOT FOUND THEN
            RAISE EXCEPTION 'there is no batch % in state intent', p_batch_id
            USING ERRCODE = 'no_data_found', HINT = 'begin_llm_batch() creates one, in the same transaction.';
        END IF;
    END IF;
    -- Random order, so that no graph waits until the queue of another graph is empty.
    FOR v_graph_id IN
        SELECT g.id
        FROM relationship_engine.graph g
        JOIN relationship_engine.strategy_setting s ON s.graph_id = g.id AND s.strategy = 'semantic' AND s.mode <> 'off'
        LEFT JOIN relationship_engine.llm_day d ON d.graph_id = g.id AND d.day = relationship_engine._llm_today()
        WHERE (v_graph_id IS NULL OR g.id = v_graph_id) AND g.mode <> 'off' AND g.llm_daily_budget > 0
            AND (g.llm_daily_budget - d.spent - d.reserved < d.next_job_cost) IS NOT TRUE
            AND NOT EXISTS (
                SELECT FROM relationship_engine.llm_provider p WHERE p.graph_id = g.id AND p.paused_until > v_now)
        ORDER BY random()
    LOOP
        RETURN QUERY SELECT * FROM relationship_engine._claim_llm_jobs(
            v_graph_id, p_limit, p_overhead_bytes, p_lease, p_batch_id, p_prompt_version);
        EXIT WHEN FOUND;
    END LOOP;
END
$function$;

COMMENT ON FUNCTION relationship_engine.claim_llm_jobs(integer, integer, bigint, interval, uuid, text) IS
'Leases up to p_limit jobs of a graph, or of any one graph (null), by priority, then the oldest, and reserves the '
'highest possible cost of each call: p_overhead_bytes of system prompt and schema plus the bytes of the payload, at '
'the price of the model. Returns no job of a graph while the provider is paused for it, if the model has no price, '
'or beyond graph.llm_daily_budget; a job that does not fit stays first in the queue for the next day (UTC) or a '
'larger budget. Returns no job while an installation or an upgrade runs. p_batch_id (see begin_llm_batch) claims '
'jobs for that batch, for as long as the provider keeps its results. Expired leases are ended first. '
'p_prompt_version is stored with the calls. Errors: invalid_parameter_value, no_data_found for a batch.';
