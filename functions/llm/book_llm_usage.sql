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
    IF v_cost IS NOT NULL THEN  -- else the reservation stays
        UPDATE relationship_engine.llm_day d
        SET reserved = d.reserved - CASE WHEN v_call.state = 'reserved' THEN v_call.reserved ELSE 0 END,
            spent = d.spent + v_cost
        WHERE d.graph_id = v_call.graph_id AND d.day = v_call.day;
    END IF;
    -- it answers
    UPDATE relationship_engine.llm_provider p
    SET failures = 0, paused_until = NULL, reason = NULL, updated_at = clock_timestamp()
    WHERE p.failures > 0 AND (p.paused_until IS NULL OR p.paused_until <= clock_timestamp());
    RETURN v_cost;
END
$function$;

COMMENT ON FUNCTION relationship_engine.book_llm_usage(uuid, jsonb, text, text) IS
'Books what a call cost, from the raw usage of its answer, in the place of its reservation, and returns it in USD; to '
'be called before the answer is looked at, also when the job has another holder by now. Booking again changes '
'nothing. Usage that is not understood leaves the reservation and returns null. Errors: no_data_found.';
