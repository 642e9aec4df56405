CREATE OR REPLACE FUNCTION relationship_engine.fail_llm_job(
    p_job_id uuid, p_lease_token uuid, p_error_code text, p_error text, p_is_retryable boolean,
    p_wait interval DEFAULT NULL, p_uses_attempt boolean DEFAULT true, p_billed text DEFAULT 'unknown',
    p_state text DEFAULT NULL, p_max_tokens integer DEFAULT NULL
)
RETURNS text
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
SET plan_cache_mode = force_generic_plan
AS $function$
DECLARE
    v_now timestamptz := clock_timestamp();
    v_job relationship_engine.llm_job;
    v_call relationship_engine.llm_call;
    v_is_free boolean;
    v_max_attempts integer;
    v_state text;
BEGIN
    IF p_billed NOT IN ('none', 'unknown', 'usage') OR p_state NOT IN ('dead', 'refused') THEN
        RAISE EXCEPTION 'p_billed % and p_state % are not a valid pair', p_billed, p_state
        USING ERRCODE = 'invalid_parameter_value',
            HINT = 'p_billed must be none, unknown or usage; p_state must be null, dead or refused.';
    END IF;
    SELECT * INTO v_job FROM relationship_engine.llm_job j WHERE j.id = p_job_id;
    SELECT * INTO v_job FROM relationship_engine.llm_job j
    WHERE j.graph_id = v_job.graph_id AND j.id = p_job_id FOR UPDATE;
    IF NOT FOUND THEN
        RAISE EXCEPTION 'there is no job %', p_job_id
        USING ERRCODE = 'no_data_found', HINT = 'claim_llm_jobs() returns the jobs that a worker holds.';
    END IF;

    SELECT * INTO v_call FROM relationship_engine.llm_call c
    WHERE c.graph_id = v_job.graph_id AND c.id = p_lease_token FOR UPDATE;
    v_is_free := p_billed = 'none' AND v_call.state = 'reserved';
    UPDATE relationship_engine.llm_call c
    SET error_code = left(p_error_code, 100),
        state = CASE WHEN v_is_free THEN 'released' ELSE c.state END,
        booked_at = CASE WHEN v_is_free THEN v_now ELSE c.booked_at END
    WHERE c.graph_id = v_job.graph_id AND c.id = p_lease_token;
    IF v_is_free THEN
        UPDATE relationship_engine.llm_day d
        SET reserved = d.reserved - v_call.reserved
        WHERE d.graph_id = v_call.graph_id AND d.day = v_call.day;
    END IF;
    IF p_error_code IN ('rate_limit', 'overloaded', 'unreachable', 'connection', 'timeout') THEN
        PERFORM relationship_engine._count_llm_failure(v_job.graph_id, p_error_code, p_error, p_wait);
    END IF;
    IF v_job.state <> 'leased' OR v_job.lease_token IS DISTINCT FROM p_lease_token THEN
        RETURN 'stale';
    END IF;

    SELECT g.llm_max_attempts INTO v_max_attempts FROM relationship_engine.graph g WHERE g.id = v_job.graph_id;
    v_state := CASE
        WHEN p_state IS NOT NULL THEN p_state
        WHEN NOT p_is_retryable OR (p_uses_attempt AND v_job.attempts >= v_max_attempts)
            OR v_job.failing_since < v_now - interval '3 days' THEN 'dead'
        ELSE 'ready' END;
    UPDATE relationship_engine.llm_job j
    SET state = v_state,
        attempts = j.attempts - CASE WHEN p_uses_attempt THEN 0 ELSE 1 END,
        lease_token = NULL, lease_until = NULL, batch_id = NULL,
        run_after = CASE
            WHEN v_state <> 'ready' THEN j.run_after
            WHEN p_wait IS NOT NULL THEN v_now + least(p_wait, interval '1 day') * (1 + random() / 10)
            ELSE v_now + least(interval '5 seconds' * 2 ^ least(j.attempts, 20), interval '1 hour')
                * (0.5 + random()) END,
        max_tokens = coalesce(p_max_tokens, j.max_tokens),
        failing_since = coalesce(j.failing_since, v_now),
        error_code = left(p_error_code, 100), error = left(p_error, 2000),
        finished_at = CASE WHEN v_state <> 'ready' THEN v_now END
    WHERE j.graph_id = v_job.graph_id AND j.id = p_job_id;
    RETURN v_state;
END
$function$;

COMMENT ON FUNCTION relationship_engine.fail_llm_job(
    uuid, uuid, text, text, boolean, interval, boolean, text, text, integer) IS
'Ends a call without a usable answer and returns the state of the job. ready: after p_wait, otherwise after 5 s * '
'2^attempts, at most an hour, with a jitter of half of it. dead: not retryable, out of attempts, or failing for three '
'days. refused: by p_state. stale: the lease is no longer current, and nothing changes. p_billed: none cancels the '
'reservation, unknown keeps it, usage means that it was booked. Errors of the provider (rate_limit, overloaded, '
'unreachable, connection, timeout) count towards a pause. Errors: no_data_found, invalid_parameter_value.';
