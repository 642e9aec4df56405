CREATE OR REPLACE FUNCTION relationship_engine.enqueue_llm_events(
    p_graph_id bigint, p_event_ids uuid [], p_priority integer DEFAULT 1
)
RETURNS bigint
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
SET plan_cache_mode = force_generic_plan
AS $function$
DECLARE
    v_now timestamptz := clock_timestamp();
    v_jobs bigint;
BEGIN
    INSERT INTO relationship_engine.llm_job
        (graph_id, subject, subject_id, group_no, priority, state, run_after, run_before, attempts, created_at)
    SELECT p_graph_id, 'event', r.id, 0, p_priority, 'ready',
        v_now + CASE WHEN p_priority > 0 THEN g.llm_debounce ELSE g.llm_batch_wait END,
        v_now + CASE WHEN p_priority > 0 THEN 30 * g.llm_debounce ELSE g.llm_batch_wait END,
        0, v_now
    FROM relationship_engine.raw_events r
    JOIN relationship_engine.graph g ON g.id = p_graph_id
    WHERE r.graph_id = p_graph_id AND r.id = ANY (p_event_ids) AND relationship_engine.event_text(r.payload) <> ''
        AND (EXISTS (
            SELECT FROM relationship_engine.mention m
            WHERE m.graph_id = p_graph_id AND m.event_id = r.id
                AND NOT EXISTS (
                    SELECT FROM relationship_engine.llm_job c
                    WHERE c.graph_id = p_graph_id AND c.subject = 'event' AND c.subject_id = r.id
                        AND m.entity_id = ANY (c.entity_ids) AND (c.read_at < r.changed_at) IS NOT TRUE))
            OR g.llm_extracts AND NOT EXISTS (
                SELECT FROM relationship_engine.mention m
                WHERE m.graph_id = p_graph_id AND m.event_id = r.id)
            AND NOT EXISTS (
                SELECT FROM relationship_engine.llm_job c
                WHERE c.graph_id = p_graph_id AND c.subject = 'event' AND c.subject_id = r.id
                    AND (c.read_at < r.changed_at) IS NOT TRUE AND c.state NOT IN ('ready', 'leased')))
        -- Do not lock a job that is being read: complete_llm_job() checks for new entities.
        AND NOT EXISTS (
            SELECT FROM relationship_engine.llm_job c
            WHERE c.graph_id = p_graph_id AND c.subject = 'event' AND c.subject_id = r.id AND c.group_no = 0
                AND c.state = 'leased')
    ORDER BY r.id
    ON CONFLICT (graph_id, subject, subject_id, group_no) DO UPDATE
    SET state = EXCLUDED.state,
        priority = greatest(EXCLUDED.priority, CASE WHEN llm_job.state = 'ready' THEN llm_job.priority END),
        run_after = CASE
            WHEN llm_job.state = 'ready' AND llm_job.attempts = 0 AND llm_job.priority >= EXCLUDED.priority
                THEN least(EXCLUDED.run_after, llm_job.run_before)
            ELSE EXCLUDED.run_after END,
        run_before = CASE
            WHEN llm_job.state = 'ready' AND llm_job.attempts = 0 AND llm_job.priority >= EXCLUDED.priority
                THEN llm_job.run_before
            ELSE EXCLUDED.run_before END,
        attempts = EXCLUDED.attempts, entity_ids = EXCLUDED.entity_ids, event_ids = EXCLUDED.event_ids,
        max_tokens = EXCLUDED.max_tokens, failing_since = EXCLUDED.failing_since,
        error_code = EXCLUDED.error_code, error = EXCLUDED.error, finished_at = EXCLUDED.finished_at
    WHERE llm_job.state <> 'leased';
    GET DIAGNOSTICS v_jobs = ROW_COUNT;
    RETURN v_jobs;
END
$function$;

COMMENT ON FUNCTION relationship_engine.enqueue_llm_events(bigint, uuid [], integer) IS
'Queues those of the given events that have a text and an entity that no job has read in it yet; with '
'graph.llm_extracts also those that mention no entity and have not been read. Returns the number of jobs; a repeated '
'call only restarts the debounce of waiting jobs. Priority 1: read when no further entity arrives for '
'graph.llm_debounce; 0: read in a batch, or after graph.llm_batch_wait.';
