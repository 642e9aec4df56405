CREATE OR REPLACE FUNCTION relationship_engine.book_llm_usage(
    p_call_id uuid, p_usage jsonb, p_request_id text DEFAULT NULL, p_model text DEFAULT NULL
)
RETURNS numeric
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
SET plan_cache_mode = force_generic_plan
AS $function$
DECLARE
    v_call relationship_engine.llm_call;
    v_cost numeric;
BEGIN
    SELECT * INTO v_call FROM relationship_engine.llm_call c WHERE c.id = p_call_id;
    SELECT * INTO v_call FROM relationship_engine.llm_call c
    WHERE c.graph_id = v_call.graph_id AND c.id = p_call_id FOR UPDATE;
    IF NOT FOUND THEN
        RAISE EXCEPTION 'there is no call %', p_call_id
        USING ERRCODE = 'no_data_found', HINT = 'claim_llm_jobs() returns the call_id of each job.';
    END IF;
    IF v_call.state = 'booked' THEN
        RETURN v_call.cost;
    END IF;
    v_cost := coalesce(
        relationship_engine.llm_cost(p_model, v_call.day, p_usage),
        relationship_engine.llm_cost(v_call.model, v_call.day, p_usage));
    UPDATE relationship_engine.llm_call c
    SET usage = p_usage, request_id = left(p_request_id, 200), answered_by = left(p_model, 200), cost = v_cost,
        state = CASE WHEN v_cost IS NULL THEN c.state ELSE 'booked' END,
        booked_at = CASE WHEN v_cost IS NULL THEN c.booked_at ELSE clock_timestamp() END
    WHERE c.graph_id = v_call.graph_id AND c.id = p_call_id;
    IF v_cost IS NOT NULL THEN  -- otherwise the reservation stays
        UPDATE relationship_engine.llm_day d
        SET reserved = d.reserved - CASE WHEN v_call.state = 'reserved' THEN v_call.reserved ELSE 0 END,
            spent = d.spent + v_cost
        WHERE d.graph_id = v_call.graph_id AND d.day = v_call.day;
    END IF;
    -- The provider answers, so its count of failures starts again.
    UPDATE relationship_engine.llm_provider p
    SET failures = 0, paused_until = NULL, reason = NULL, updated_at = clock_timestamp()
    WHERE p.graph_id IN (0, v_call.graph_id) AND p.failures > 0
        AND (p.paused_until IS NULL OR p.paused_until <= clock_timestamp());
    RETURN v_cost;
END
$function$;

COMMENT ON FUNCTION relationship_engine.book_llm_usage(uuid, jsonb, text, text) IS
'Replaces the reservation of a call by its cost, computed from the raw usage of the answer, and returns the cost in '
'USD. Call it before the answer is processed, also if the job has been leased to another worker meanwhile. A repeated '
'call changes nothing. If the usage has an unknown form, the reservation stays and null is returned. Errors: '
'no_data_found.';
