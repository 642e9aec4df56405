CREATE OR REPLACE FUNCTION relationship_engine.complete_llm_job(p_job_id uuid, p_lease_token uuid, p_answer jsonb)
RETURNS text
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
SET plan_cache_mode = force_generic_plan
AS $function$
DECLARE
    v_now timestamptz := clock_timestamp();
    v_job relationship_engine.llm_job;
    v_call relationship_engine.llm_call;
    v_verdict record;
    v_learned relationship_engine.learn_report := (0, 0, 0);
    v_new_ids uuid[] := '{}'::uuid[];
    v_unfit text[];
BEGIN
    SELECT * INTO v_job FROM relationship_engine.llm_job j WHERE j.id = p_job_id;
    SELECT * INTO v_job FROM relationship_engine.llm_job j
    WHERE j.graph_id = v_job.graph_id AND j.id = p_job_id FOR UPDATE;
    IF NOT FOUND THEN
        RAISE EXCEPTION 'there is no job %', p_job_id
        USING ERRCODE = 'no_data_found', HINT = 'claim_llm_jobs() returns the jobs that a worker holds.';
    END IF;
    IF v_job.state <> 'leased' OR v_job.lease_token IS DISTINCT FROM p_lease_token THEN
        RETURN 'stale';
    END IF;
    SELECT * INTO v_call FROM relationship_engine.llm_call c
    WHERE c.graph_id = v_job.graph_id AND c.id = p_lease_token;

    IF v_job.extracts THEN
        SELECT x.entity_ids, x.dropped INTO v_new_ids, v_unfit
        FROM relationship_engine._add_entities(v_job.graph_id, p_job_id, p_answer) x;
    END IF;
    SELECT count(*) AS relations,
        array_agg(w.candidate ORDER BY w.candidate) FILTER (WHERE w.reason IS NULL) AS candidates,
        array_agg(DISTINCT (w.candidate).kind) FILTER (WHERE w.reason IS NULL AND w.is_new_kind) AS new_kinds,
        array_agg(w.reason) FILTER (WHERE w.reason IS NOT NULL) AS dropped,
        string_to_array(string_agg(array_to_string(w.mended, ','), ',')
            FILTER (WHERE w.reason IS NULL AND cardinality(w.mended) > 0), ',') AS mended
    INTO v_verdict
    FROM relationship_engine._validate_answer(
        v_job.graph_id, p_job_id, p_answer,
        jsonb_build_object('model', v_call.model, 'prompt_version', v_call.prompt_version), v_new_ids) w;

    IF v_verdict.candidates IS NOT NULL THEN
        v_learned := relationship_engine.learn(v_job.graph_id, v_verdict.candidates, p_lease_token);
        INSERT INTO relationship_engine.run
            (graph_id, id, mode, status, event_id, edges_created, edges_updated, entities_analyzed, processing_time,
            strategies_used, started_at, finished_at)
        VALUES (v_job.graph_id, p_lease_token, 'semantic', 'done',
            CASE WHEN v_job.subject = 'event' THEN v_job.subject_id END,
            v_learned.edges_created, v_learned.edges_updated, cardinality(v_job.entity_ids),
            extract(epoch FROM v_now - v_call.created_at), '{semantic}', v_call.created_at, clock_timestamp());
    END IF;
    IF v_verdict.new_kinds IS NOT NULL THEN
        INSERT INTO relationship_engine.llm_kind (graph_id, kind, subject_id, created_at)
        SELECT v_job.graph_id, k.kind, v_job.subject_id, v_now
        FROM unnest(v_verdict.new_kinds) AS k (kind)
        ORDER BY k.kind
        ON CONFLICT (graph_id, kind) DO NOTHING;
    END IF;

    UPDATE relationship_engine.llm_call c
    SET relations = v_verdict.relations
    WHERE c.graph_id = v_job.graph_id AND c.id = p_lease_token;
    UPDATE relationship_engine.llm_job j
    SET entity_ids = v_job.entity_ids || array_remove(v_new_ids, NULL), state = 'done', lease_token = NULL,
        lease_until = NULL, batch_id = NULL, max_tokens = NULL,
        failing_since = NULL,
        error_code = NULL, error = NULL, finished_at = v_now
    WHERE j.graph_id = v_job.graph_id AND j.id = p_job_id;
    v_new_ids := array_remove(v_new_ids, NULL);
    IF cardinality(v_new_ids) > 0 THEN
        -- Those that this transaction created come from this event, and are analysed with it. Not before the job names
        -- them, or the trigger would queue the event again.
        UPDATE relationship_engine.entity e SET source_event_id = v_job.subject_id
        WHERE e.graph_id = v_job.graph_id AND e.id = ANY (v_new_ids) AND e.source_event_id IS NULL
            AND e.created_at = now();
        INSERT INTO relationship_engine.mention (graph_id, event_id, entity_id, origin)
        SELECT v_job.graph_id, v_job.subject_id, i.id, 'text' FROM (SELECT DISTINCT unnest(v_new_ids) AS id) i
        ORDER BY i.id
        ON CONFLICT (graph_id, event_id, entity_id) DO NOTHING;
    END IF;
    -- entities that arrived while the model was reading
    IF v_job.subject = 'event' AND v_job.group_no = 0 AND (
        EXISTS (
            SELECT FROM relationship_engine.mention m
            WHERE m.graph_id = v_job.graph_id AND m.event_id = v_job.subject_id
                AND NOT m.entity_id = ANY (v_job.entity_ids || v_new_ids))
        OR EXISTS (
            SELECT FROM relationship_engine.raw_events r
            WHERE r.graph_id = v_job.graph_id AND r.id = v_job.subject_id AND r.changed_at > v_job.read_at))
    THEN
        PERFORM relationship_engine.enqueue_llm_events(v_job.graph_id, ARRAY[v_job.subject_id]);
    END IF;
    -- Lock the rows that all workers share last.
    IF v_verdict.dropped IS NOT NULL OR v_verdict.mended IS NOT NULL OR v_unfit IS NOT NULL THEN
        INSERT INTO relationship_engine.llm_drop (graph_id, day, reason, effect, relations)
        SELECT v_job.graph_id, (v_now AT TIME ZONE 'UTC')::date, d.reason, d.effect, count(*)
        FROM (
            SELECT unnest(v_verdict.dropped || v_unfit) AS reason, 'dropped' AS effect
            UNION ALL
            SELECT unnest(v_verdict.mended), 'mended'
        ) d
        GROUP BY d.reason, d.effect
        ORDER BY d.reason, d.effect
        ON CONFLICT (graph_id, day, reason, effect) DO UPDATE SET relations = llm_drop.relations + EXCLUDED.relations;
    END IF;
    RETURN 'done';
END
$function$;

COMMENT ON FUNCTION relationship_engine.complete_llm_job(uuid, uuid, jsonb) IS
'Validates the answer of a model to a job, learns it, and returns done; or returns stale and changes nothing if the '
'lease is no longer current. The answer has the form {"relations": [{evidence, source, target, kind, description, '
'confidence, importance, started_on, ended_on}]}, and, if the job extracts, "entities": [{title, type, aliases, '
'evidence}], which relations name n0, n1, …; any other content raises no error, and only entities of the job or of '
'the answer can be named. Dropped and corrected relations are counted in llm_drop. The run has the id of the call, so '
'undo_run() reverts one answer. Errors: no_data_found.';
