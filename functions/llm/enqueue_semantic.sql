CREATE OR REPLACE FUNCTION relationship_engine.enqueue_semantic(p_graph_id bigint, p_entity_ids uuid [])
RETURNS bigint
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
SET plan_cache_mode = force_generic_plan
AS $function$
DECLARE
    v_now timestamptz := clock_timestamp();
    v_events bigint;
    v_entities bigint;
BEGIN
    v_events := relationship_engine.enqueue_llm_events(
        p_graph_id,
        ARRAY(
            SELECT DISTINCT m.event_id FROM relationship_engine.mention m
            WHERE m.graph_id = p_graph_id AND m.entity_id = ANY (p_entity_ids)),
        0);

    INSERT INTO relationship_engine.llm_job
        (graph_id, subject, subject_id, group_no, priority, state, run_after, run_before, attempts, created_at)
    SELECT p_graph_id, 'entity', e.id, 0, -1, 'ready', v_now + g.llm_batch_wait, v_now + g.llm_batch_wait, 0, v_now
    FROM relationship_engine.entity e
    JOIN relationship_engine.graph g ON g.id = p_graph_id
    LEFT JOIN relationship_engine.llm_job j
        ON j.graph_id = p_graph_id AND j.subject = 'entity' AND j.subject_id = e.id AND j.group_no = 0
    CROSS JOIN LATERAL (
        SELECT count(*) AS events, max(m.created_at) AS last_at
        FROM (
            SELECT m.created_at
            FROM relationship_engine.mention m
            JOIN relationship_engine.raw_events r ON r.graph_id = p_graph_id AND r.id = m.event_id
            WHERE m.graph_id = p_graph_id AND m.entity_id = e.id AND relationship_engine.event_text(r.payload) <> ''
            LIMIT 1000
        ) m
    ) m
    WHERE e.graph_id = p_graph_id AND e.id = ANY (p_entity_ids)
        AND m.events >= 2
        AND (j.state IS NULL OR (j.state IN ('done', 'refused') AND m.last_at > j.finished_at))
    ORDER BY e.id
    ON CONFLICT (graph_id, subject, subject_id, group_no) DO UPDATE
    SET state = EXCLUDED.state, run_after = EXCLUDED.run_after, run_before = EXCLUDED.run_before,
        attempts = EXCLUDED.attempts, entity_ids = EXCLUDED.entity_ids, event_ids = EXCLUDED.event_ids,
        max_tokens = EXCLUDED.max_tokens, failing_since = EXCLUDED.failing_since,
        error_code = EXCLUDED.error_code, error = EXCLUDED.error, finished_at = EXCLUDED.finished_at
    WHERE llm_job.state IN ('done', 'refused');
    GET DIAGNOSTICS v_entities = ROW_COUNT;
    RETURN v_events + v_entities;
END
$function$;

COMMENT ON FUNCTION relationship_engine.enqueue_semantic(bigint, uuid []) IS
'Queues work for strategy semantic in nightly and on-demand runs, at low priority: the events of the given entities '
'that the model has not read, and each entity across its events if at least two mention it and one of them is new. '
'Returns the number of jobs.';
