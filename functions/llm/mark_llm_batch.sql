CREATE OR REPLACE FUNCTION relationship_engine.mark_llm_batch(
    p_batch_id uuid, p_state text, p_provider_id text DEFAULT NULL, p_error text DEFAULT NULL
)
RETURNS void
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
    v_batch relationship_engine.llm_batch;
BEGIN
    SELECT * INTO v_batch FROM relationship_engine.llm_batch b WHERE b.id = p_batch_id;
    SELECT * INTO v_batch FROM relationship_engine.llm_batch b
    WHERE b.graph_id = v_batch.graph_id AND b.id = p_batch_id FOR UPDATE;
    IF NOT FOUND THEN
        RAISE EXCEPTION 'there is no batch %', p_batch_id
        USING ERRCODE = 'no_data_found', HINT = 'begin_llm_batch() creates one.';
    END IF;
    IF v_batch.state = p_state
        AND coalesce(p_provider_id, v_batch.provider_id) IS NOT DISTINCT FROM v_batch.provider_id
    THEN
        RETURN;
    END IF;
    IF NOT (v_batch.state, p_state) IN (
            ('intent', 'submitted'), ('intent', 'unknown'), ('intent', 'abandoned'),
            ('unknown', 'submitted'), ('unknown', 'abandoned'), ('submitted', 'ended'))
        OR (p_state = 'submitted' AND p_provider_id IS NULL)
    THEN
        RAISE EXCEPTION 'batch % cannot change from % to %', p_batch_id, v_batch.state, p_state
        USING ERRCODE = 'object_not_in_prerequisite_state',
            HINT = 'Allowed: intent to submitted (with the id of the provider), unknown or abandoned; unknown to '
                'submitted or abandoned; submitted to ended.';
    END IF;
    UPDATE relationship_engine.llm_batch b
    SET state = p_state, provider_id = coalesce(p_provider_id, b.provider_id), error = left(p_error, 2000),
        updated_at = clock_timestamp()
    WHERE b.graph_id = v_batch.graph_id AND b.id = p_batch_id;
    IF p_state NOT IN ('abandoned', 'ended') THEN
        RETURN;
    END IF;

    -- Jobs without a result become ready again. If the batch was never created, nothing was billed.
    UPDATE relationship_engine.llm_job j
    SET state = 'ready', lease_token = NULL, lease_until = NULL, batch_id = NULL,
        attempts = j.attempts - 1, run_after = clock_timestamp(), error_code = p_state, error = left(p_error, 2000)
    WHERE j.graph_id = v_batch.graph_id AND j.state = 'leased' AND j.batch_id = p_batch_id;
    IF p_state = 'abandoned' THEN
        WITH released AS (
            UPDATE relationship_engine.llm_call c
            SET state = 'released', booked_at = clock_timestamp()
            WHERE c.graph_id = v_batch.graph_id AND c.batch_id = p_batch_id AND c.state = 'reserved'
            RETURNING c.day, c.reserved
        )
        UPDATE relationship_engine.llm_day d
        SET reserved = d.reserved - r.reserved
        FROM (SELECT x.day, sum(x.reserved) AS reserved FROM released x GROUP BY x.day) r
        WHERE d.graph_id = v_batch.graph_id AND d.day = r.day;
    END IF;
END
$function$;

COMMENT ON FUNCTION relationship_engine.mark_llm_batch(uuid, text, text, text) IS
'Changes the state of a batch. submitted: the provider has returned p_provider_id; unknown: the response to its '
'creation was lost; abandoned: it was not created, so its jobs are ready again and its reservations are cancelled; '
'ended: all results have arrived, and jobs without one are ready again. A repeated call changes nothing. Errors: '
'no_data_found, object_not_in_prerequisite_state.';
