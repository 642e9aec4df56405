CREATE OR REPLACE FUNCTION relationship_engine._claim_llm_jobs(
    p_graph_id bigint, p_limit integer, p_overhead_bytes integer, p_lease interval, p_batch_id uuid,
    p_prompt_version text
)
RETURNS SETOF relationship_engine.llm_claim
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
SET plan_cache_mode = force_generic_plan
AS $function$
DECLARE
    v_now timestamptz := clock_timestamp();
    v_day date := relationship_engine._llm_today();
    v_graph relationship_engine.graph;
    v_model relationship_engine.llm_model;
    v_kinds jsonb;
    v_ids uuid[];
    v_claims relationship_engine.llm_claim[];
    v_worst numeric[];
    v_too_dear uuid[];
    v_sum numeric;
    v_done bigint;
    v_left numeric;
    v_taken integer;
BEGIN
    SELECT * INTO v_graph FROM relationship_engine.graph g WHERE g.id = p_graph_id;
    SELECT * INTO v_model FROM relationship_engine.llm_model m WHERE m.model = v_graph.llm_model;
    -- A model without a price is not called.
    IF v_model.model IS NULL OR relationship_engine._llm_worst_case(v_model.model, v_day, 0, 0, false) IS NULL THEN
        RETURN;
    END IF;
    PERFORM relationship_engine._analyze_growth();

    LOOP
        v_ids := relationship_engine._pick_llm_jobs(p_graph_id, p_limit, p_batch_id IS NOT NULL);
        IF cardinality(v_ids) = 0 THEN
            RETURN;
        END IF;
        v_kinds := coalesce(v_kinds, relationship_engine._llm_known_kinds(p_graph_id));
        PERFORM relationship_engine._plan_llm_events(p_graph_id, v_ids);
        PERFORM relationship_engine._plan_llm_entities(p_graph_id, v_ids);
        UPDATE relationship_engine.llm_job j
        SET state = 'done', finished_at = v_now, error_code = 'nothing_to_read',
            error = 'no text, or fewer than two entities'
        WHERE j.graph_id = p_graph_id AND j.id = ANY (v_ids)
            AND (cardinality(j.entity_ids) < 2 AND NOT j.extracts OR cardinality(j.event_ids) = 0);
        GET DIAGNOSTICS v_done = ROW_COUNT;

        SELECT
            array_agg(b.id) FILTER (WHERE b.worst > v_graph.llm_daily_budget),
            array_agg((b.id, p_graph_id, b.call_id, b.call_id, v_model.model, b.max_tokens, v_model.request_extra,
                'c' || replace(b.call_id::text, '-', ''), b.payload)::relationship_engine.llm_claim
                ORDER BY b.nth)
                FILTER (WHERE b.worst <= v_graph.llm_daily_budget),
            array_agg(b.worst ORDER BY b.nth) FILTER (WHERE b.worst <= v_graph.llm_daily_budget)
        INTO v_too_dear, v_claims, v_worst
        FROM (
            SELECT a.*, relationship_engine._llm_worst_case(
                v_model.model, v_day,
                -- the request encodes <, > and & in six bytes each
                octet_length(a.payload::text) + 5 * regexp_count(a.payload::text, '[<>&]')
                -- the prompt for entities is longer
                + CASE WHEN a.payload ? 'extract' THEN 2 ELSE 1 END * p_overhead_bytes,
                a.max_tokens, p_batch_id IS NOT NULL) AS worst
            FROM (
                SELECT j.id, u.nth, gen_random_uuid() AS call_id,
                    coalesce(j.max_tokens, v_graph.llm_max_tokens) AS max_tokens,
                    relationship_engine._llm_payload(p_graph_id, j.id, v_kinds) AS payload
                FROM unnest(v_ids) WITH ORDINALITY AS u (id, nth)
                JOIN relationship_engine.llm_job j ON j.graph_id = p_graph_id AND j.id = u.id
                WHERE j.state = 'ready' AND j.entity_ids IS NOT NULL
                OFFSET 0
            ) a
            OFFSET 0
        ) b;
        IF v_too_dear IS NOT NULL THEN
            UPDATE relationship_engine.llm_job j
            SET run_after = (v_day + 1)::timestamp AT TIME ZONE 'UTC', error_code = 'over_budget',
                error = format('its call may cost more than graph.llm_daily_budget, %s USD', v_graph.llm_daily_budget)
            WHERE j.graph_id = p_graph_id AND j.id = ANY (v_too_dear);
        END IF;
        EXIT WHEN v_claims IS NOT NULL;
        IF v_done = 0 THEN
            RETURN;
        END IF;
    END LOOP;

    -- The row of the day is the lock under which budget is reserved.
    INSERT INTO relationship_engine.llm_day (graph_id, day) VALUES (p_graph_id, v_day)
    ON CONFLICT (graph_id, day) DO NOTHING;
    SELECT v_graph.llm_daily_budget - d.reserved - d.spent INTO v_left
    FROM relationship_engine.llm_day d WHERE d.graph_id = p_graph_id AND d.day = v_day FOR UPDATE;
    -- Take jobs in order while they fit. A job that does not fit stays first in the queue.
    SELECT count(*), coalesce(sum(w.worst), 0) INTO v_taken, v_sum
    FROM (SELECT u.worst, sum(u.worst) OVER (ORDER BY u.nth) AS total
        FROM unnest(v_worst) WITH ORDINALITY AS u (worst, nth)) w
    WHERE w.total <= v_left;
    UPDATE relationship_engine.llm_day d
    SET reserved = d.reserved + v_sum, next_job_cost = v_worst[v_taken + 1]
    WHERE d.graph_id = p_graph_id AND d.day = v_day;

    UPDATE relationship_engine.llm_job j
    SET state = 'leased', lease_token = c.lease_token, read_at = v_now, batch_id = p_batch_id,
        attempts = j.attempts + 1,
        -- The provider keeps the results of a batch for 29 days.
        lease_until = v_now + CASE WHEN p_batch_id IS NULL THEN p_lease ELSE interval '30 days' END
    FROM unnest(v_claims[:v_taken]) c
    WHERE j.graph_id = p_graph_id AND j.id = c.job_id;
    INSERT INTO relationship_engine.llm_call
        (graph_id, id, job_id, subject, batch_id, attempt, day, model, prompt_version, max_tokens, reserved, created_at)
    SELECT p_graph_id, c.call_id, c.job_id, j.subject, p_batch_id, j.attempts, v_day, c.model,
        left(p_prompt_version, 100),
        c.max_tokens, v_worst[c.nth], v_now
    FROM unnest(v_claims[:v_taken]) WITH ORDINALITY AS c
        (job_id, graph_id, lease_token, call_id, model, max_tokens, request_extra, custom_id, payload, nth)
    JOIN relationship_engine.llm_job j ON j.graph_id = p_graph_id AND j.id = c.job_id;
    RETURN QUERY SELECT c.* FROM unnest(v_claims[:v_taken]) c;
END
$function$;

COMMENT ON FUNCTION relationship_engine._claim_llm_jobs(bigint, integer, integer, interval, uuid, text) IS
'Implements claim_llm_jobs() for one graph.';
