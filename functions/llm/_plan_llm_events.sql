CREATE OR REPLACE FUNCTION relationship_engine._plan_llm_events(p_graph_id bigint, p_job_ids uuid [])
RETURNS void
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
SET plan_cache_mode = force_generic_plan
AS $function$
DECLARE
    v_event_ids uuid[];
    v_extracting uuid[];
BEGIN
    -- While another group of the event is being read, its groups must not change.
    UPDATE relationship_engine.llm_job j
    SET run_after = clock_timestamp() + interval '1 minute'
    WHERE j.graph_id = p_graph_id AND j.id = ANY (p_job_ids) AND j.subject = 'event' AND j.entity_ids IS NULL
        AND EXISTS (
            SELECT FROM relationship_engine.llm_job o
            WHERE o.graph_id = p_graph_id AND o.subject = 'event' AND o.subject_id = j.subject_id
                AND o.state = 'leased');

    v_event_ids := ARRAY(
        SELECT j.subject_id
        FROM relationship_engine.llm_job j
        WHERE j.graph_id = p_graph_id AND j.id = ANY (p_job_ids) AND j.subject = 'event' AND j.entity_ids IS NULL
            AND NOT EXISTS (
                SELECT FROM relationship_engine.llm_job o
                WHERE o.graph_id = p_graph_id AND o.subject = 'event' AND o.subject_id = j.subject_id
                    AND o.state = 'leased'));
    IF cardinality(v_event_ids) = 0 THEN
        RETURN;
    END IF;

    -- Those whose entities nobody has inserted, also when they are read again.
    v_extracting := ARRAY(
        SELECT i.id
        FROM unnest(v_event_ids) AS i (id)
        JOIN relationship_engine.graph g ON g.id = p_graph_id AND g.llm_extracts
        -- the level worker may not
        WHERE has_table_privilege('relationship_engine.entity', 'INSERT') AND (NOT EXISTS (
            SELECT FROM relationship_engine.mention m
            WHERE m.graph_id = p_graph_id AND m.event_id = i.id AND m.origin <> 'text')
            OR EXISTS (
                SELECT FROM relationship_engine.llm_job j
                WHERE j.graph_id = p_graph_id AND j.subject = 'event' AND j.subject_id = i.id AND j.extracts)));

    -- A changed text may have fewer groups. The current groups are inserted again below.
    UPDATE relationship_engine.llm_job j
    SET state = 'done', entity_ids = '{}', event_ids = '{}', error_code = 'nothing_to_read',
        finished_at = clock_timestamp()
    WHERE j.graph_id = p_graph_id AND j.subject = 'event' AND j.subject_id = ANY (v_event_ids) AND j.group_no > 0
        AND j.state = 'ready';
    INSERT INTO relationship_engine.llm_job
        (graph_id, subject, subject_id, group_no, priority, state, run_after, run_before, attempts,
        entity_ids, event_ids, text_start, extracts, created_at)
    SELECT p_graph_id, 'event', n.event_id, n.group_no, j.priority, 'ready', j.run_after, j.run_before, 0,
        n.entity_ids, ARRAY[n.event_id], n.text_start, n.event_id = ANY (v_extracting), j.created_at
    FROM relationship_engine._llm_groups(p_graph_id, v_event_ids, v_extracting) n
    JOIN relationship_engine.llm_job j
        ON j.graph_id = p_graph_id AND j.subject = 'event' AND j.subject_id = n.event_id AND j.group_no = 0
    ORDER BY n.event_id, n.group_no
    ON CONFLICT (graph_id, subject, subject_id, group_no) DO UPDATE
    SET priority = EXCLUDED.priority, state = EXCLUDED.state, run_after = EXCLUDED.run_after,
        run_before = EXCLUDED.run_before, attempts = EXCLUDED.attempts, entity_ids = EXCLUDED.entity_ids,
        event_ids = EXCLUDED.event_ids, text_start = EXCLUDED.text_start, extracts = EXCLUDED.extracts,
        max_tokens = EXCLUDED.max_tokens,
        failing_since = EXCLUDED.failing_since, error_code = EXCLUDED.error_code, error = EXCLUDED.error,
        finished_at = EXCLUDED.finished_at
    WHERE llm_job.state <> 'leased';

    UPDATE relationship_engine.llm_job j
    SET entity_ids = '{}', event_ids = '{}'
    WHERE j.graph_id = p_graph_id AND j.subject = 'event' AND j.subject_id = ANY (v_event_ids) AND j.group_no = 0
        AND j.entity_ids IS NULL;
END
$function$;

COMMENT ON FUNCTION relationship_engine._plan_llm_events(bigint, uuid []) IS
'Sets the entities of the given event jobs that have none yet ({} if there is nothing to read), and creates the jobs '
'of further groups. The caller has locked the jobs.';
