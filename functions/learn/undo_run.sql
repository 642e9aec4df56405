CREATE OR REPLACE FUNCTION relationship_engine.undo_run(p_run_id uuid)
RETURNS relationship_engine.run_report
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
    v_run relationship_engine.run;
    v_undo_id uuid := gen_random_uuid();
    v_started timestamptz := clock_timestamp();
    v_step double precision;
    v_changed uuid[];
    v_restored bigint;
    v_removed bigint;
BEGIN
    SELECT * INTO v_run FROM relationship_engine.run r WHERE r.id = p_run_id;
    IF NOT FOUND THEN
        RAISE EXCEPTION 'there is no run %', p_run_id
        USING ERRCODE = 'no_data_found', HINT = 'SELECT id, mode, started_at FROM relationship_engine.run lists the runs.';
    END IF;
    -- for clock steps: no writer may be between reading the clock and writing its evidence
    PERFORM FROM relationship_engine.graph g WHERE g.id = v_run.graph_id FOR UPDATE;
    SELECT * INTO v_run
    FROM relationship_engine.run r WHERE r.graph_id = v_run.graph_id AND r.id = p_run_id FOR UPDATE;
    IF v_run.status = 'undone' THEN
        RAISE EXCEPTION 'run % is undone already', p_run_id
        USING ERRCODE = 'object_not_in_prerequisite_state', HINT = 'Nothing is left to undo.';
    ELSIF v_run.mode = 'undo' THEN
        RAISE EXCEPTION 'run % is itself an undo', p_run_id
        USING ERRCODE = 'feature_not_supported',
            HINT = 'Run the detection again: run_on_demand() finds again what was taken back.';
    ELSIF v_run.status = 'running' AND EXISTS (
        SELECT FROM pg_stat_activity a WHERE a.pid = v_run.backend_pid AND a.pid <> pg_backend_pid())
    THEN
        RAISE EXCEPTION 'run % is still going on', p_run_id
        USING ERRCODE = 'object_in_use', HINT = format('Wait for it, or end it: SELECT pg_terminate_backend(%s).', v_run.backend_pid);
    END IF;
    v_step := coalesce(v_run.clock_after - v_run.clock_before, 0);

    v_changed := ARRAY(
        SELECT k.id
        FROM (
            SELECT DISTINCT e.from_id, e.to_id, e.kind, e.id
            FROM relationship_engine.evidence v
            JOIN relationship_engine.edge_store e
                ON e.graph_id = v_run.graph_id AND e.from_id = v.from_id AND e.to_id = v.to_id AND e.kind = v.kind
            WHERE v.graph_id = v_run.graph_id
                AND (v.run_id = p_run_id OR (v_step > 0 AND v.clock >= v_run.clock_after))
            UNION
            SELECT e.from_id, e.to_id, e.kind, e.id
            FROM relationship_engine.retraction v
            JOIN relationship_engine.edge_store e
                ON e.graph_id = v_run.graph_id AND e.from_id = v.from_id AND e.to_id = v.to_id AND e.kind = v.kind
            WHERE v.graph_id = v_run.graph_id AND v.retracted_by = p_run_id
            UNION
            SELECT e.from_id, e.to_id, e.kind, e.id
            FROM relationship_engine.pruning v
            JOIN relationship_engine.edge_store e
                ON e.graph_id = v_run.graph_id AND e.from_id = v.from_id AND e.to_id = v.to_id AND e.kind = v.kind
            WHERE v.graph_id = v_run.graph_id AND v.run_id = p_run_id
        ) k
        ORDER BY k.from_id, k.to_id, k.kind);
    PERFORM FROM relationship_engine.edge_store e
    WHERE e.graph_id = v_run.graph_id AND e.id = ANY (v_changed)
    ORDER BY e.from_id, e.to_id, e.kind
    FOR NO KEY UPDATE;

    -- its prunings and its evidence
    SELECT count(*) INTO v_restored
    FROM relationship_engine.edge_store e WHERE e.graph_id = v_run.graph_id AND e.pruned_by_run = p_run_id;
    DELETE FROM relationship_engine.pruning p WHERE p.graph_id = v_run.graph_id AND p.run_id = p_run_id;
    WITH taken AS (
        DELETE FROM relationship_engine.evidence v
        WHERE v.graph_id = v_run.graph_id AND v.run_id = p_run_id
        RETURNING v.*
    )
    INSERT INTO relationship_engine.retraction
    SELECT t.*, v_undo_id FROM taken t;

    -- where a later run took the place of its evidence, what it had taken the place of is that run's now
    UPDATE relationship_engine.retraction r
    SET retracted_by = s.retracted_by
    FROM relationship_engine.retraction s
    WHERE r.graph_id = v_run.graph_id AND r.retracted_by = p_run_id AND r.is_exclusive AND v_run.scale IS NULL
        AND s.graph_id = v_run.graph_id AND s.run_id = p_run_id AND s.retracted_by NOT IN (p_run_id, v_undo_id)
        AND s.from_id = r.from_id AND s.kind = r.kind AND s.strategy = r.strategy AND s.is_exclusive;
    DELETE FROM relationship_engine.retraction r
    USING relationship_engine.retraction t
    WHERE r.graph_id = v_run.graph_id AND r.run_id = p_run_id AND r.retracted_by <> v_undo_id
        AND t.graph_id = v_run.graph_id AND t.retracted_by = v_undo_id AND t.from_id = r.from_id AND t.to_id = r.to_id
        AND t.kind = r.kind AND t.strategy = r.strategy AND t.context = r.context;
    UPDATE relationship_engine.retraction r
    SET retracted_by = v_undo_id
    WHERE r.graph_id = v_run.graph_id AND r.run_id = p_run_id AND r.retracted_by <> v_undo_id;

    -- what it had taken back itself: scaled weights return to their scale, superseded evidence returns
    IF v_run.scale IS NOT NULL THEN
        UPDATE relationship_engine.evidence v
        SET gain = v.gain / v_run.scale
        FROM relationship_engine.retraction r
        WHERE r.graph_id = v_run.graph_id AND r.retracted_by = p_run_id
            AND v.graph_id = v_run.graph_id AND v.from_id = r.from_id AND v.to_id = r.to_id AND v.kind = r.kind
            AND v.strategy = r.strategy AND v.context = r.context;
        UPDATE relationship_engine.retraction v
        SET gain = v.gain / v_run.scale
        FROM relationship_engine.retraction r
        WHERE r.graph_id = v_run.graph_id AND r.retracted_by = p_run_id AND v.retracted_by <> p_run_id
            AND v.graph_id = v_run.graph_id AND v.from_id = r.from_id AND v.to_id = r.to_id AND v.kind = r.kind
            AND v.strategy = r.strategy AND v.context = r.context;
    ELSE
        v_changed := v_changed || relationship_engine._return_evidence(v_run.graph_id, p_run_id);
    END IF;

    -- its clock step: what came after it keeps its weight; its nights may pass again
    IF v_run.nights > 0 THEN
        UPDATE relationship_engine.graph g
        SET decay_clock = g.decay_clock - v_step,
            decay_date = CASE WHEN g.decay_date = v_run.night THEN v_run.decay_date_before ELSE g.decay_date END
        WHERE g.id = v_run.graph_id;
        UPDATE relationship_engine.run r
        SET decay_date_before = v_run.decay_date_before
        WHERE r.graph_id = v_run.graph_id AND r.id <> p_run_id AND r.decay_date_before = v_run.night;
    END IF;
    IF v_step > 0 THEN
        UPDATE relationship_engine.evidence v
        SET clock = v.clock - v_step
        WHERE v.graph_id = v_run.graph_id AND v.clock >= v_run.clock_after;
        UPDATE relationship_engine.retraction v
        SET clock = v.clock - v_step
        WHERE v.graph_id = v_run.graph_id AND v.clock >= v_run.clock_after;
        UPDATE relationship_engine.run r
        SET clock_before = r.clock_before - v_step, clock_after = r.clock_after - v_step
        WHERE r.graph_id = v_run.graph_id AND r.clock_before >= v_run.clock_after;
    END IF;

    v_removed := relationship_engine._remove_bare_edges(v_run.graph_id, v_changed);
    PERFORM relationship_engine._refresh_edges(v_run.graph_id, v_changed);

    UPDATE relationship_engine.run r SET status = 'undone' WHERE r.graph_id = v_run.graph_id AND r.id = p_run_id;
    INSERT INTO relationship_engine.run
        (graph_id, id, mode, status, undoes, edges_updated, edges_pruned, processing_time, message, started_at, finished_at)
    VALUES (v_run.graph_id, v_undo_id, 'undo', 'done', p_run_id,
        cardinality(v_changed) - v_removed, v_removed, extract(epoch FROM clock_timestamp() - v_started),
        format('%s edges removed, %s changed, %s brought back', v_removed, cardinality(v_changed) - v_removed, v_restored),
        v_started, clock_timestamp());
    RETURN relationship_engine.report_run(v_run.graph_id, v_undo_id);
END
$function$;

COMMENT ON FUNCTION relationship_engine.undo_run(uuid) IS
'Takes back exactly what a run did: its evidence (kept in retraction), edges that had no other, its prunings, its '
'scaling, its clock step; what other runs did since stays as it is. A later run may find the same evidence again. '
'Errors: no_data_found, object_not_in_prerequisite_state (undone already), object_in_use (still running), '
'feature_not_supported (the run is an undo).';
