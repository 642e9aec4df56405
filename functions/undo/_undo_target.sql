CREATE OR REPLACE FUNCTION relationship_engine._undo_target(
    p_run_id uuid, OUT graph_id bigint, OUT run_id uuid, OUT mode text, OUT status text, OUT last_id uuid,
    OUT status_before text, OUT is_undo boolean
)
LANGUAGE plpgsql STABLE
SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
    v_asked relationship_engine.run;
    v_run relationship_engine.run;
    v_rival uuid;
BEGIN
    SELECT * INTO v_asked FROM relationship_engine.run r WHERE r.id = p_run_id;
    IF NOT FOUND THEN
        RAISE EXCEPTION 'there is no run %', p_run_id
        USING ERRCODE = 'no_data_found', HINT = 'SELECT id, mode, started_at FROM relationship_engine.run lists the '
            'runs.';
    END IF;
    SELECT r.* INTO v_run
    FROM relationship_engine.run r WHERE r.graph_id = v_asked.graph_id AND r.id = coalesce(v_asked.undoes, p_run_id);
    SELECT r.id, r.status_before INTO last_id, status_before
    FROM relationship_engine.run r
    WHERE r.graph_id = v_asked.graph_id AND r.undoes = v_run.id AND r.status <> 'undone';
    IF v_run.id IS NULL THEN
        RAISE EXCEPTION 'run % is purged', v_asked.undoes
        USING ERRCODE = 'no_data_found', HINT = 'Runs are kept for graph.retention.';
    ELSIF v_asked.status = 'undone' THEN
        RAISE EXCEPTION 'run % is already undone', p_run_id
        USING ERRCODE = 'object_not_in_prerequisite_state',
            HINT = format('undo_run(%L) reverts the last undo or redo of it.', last_id);
    ELSIF v_run.status = 'running' AND EXISTS (
        SELECT FROM pg_stat_activity a
        WHERE a.pid = v_run.backend_pid AND a.pid <> pg_backend_pid()
            -- A backend that started later only has the same pid, unless it resumed an import. Null: not visible.
            AND (v_run.message = 'resumed' OR coalesce(a.backend_start <= v_run.started_at, true)))
    THEN
        RAISE EXCEPTION 'run % is still running', p_run_id
        USING ERRCODE = 'object_in_use', HINT = format('Wait until it ends, or end it: SELECT '
            'pg_terminate_backend(%s).', v_run.backend_pid);
    END IF;
    graph_id := v_run.graph_id;
    run_id := v_run.id;
    mode := v_run.mode;
    status := v_run.status;
    is_undo := status <> 'undone';
    IF NOT is_undo THEN
        SELECT o.run_id INTO v_rival
        FROM relationship_engine.decay_step d
        JOIN relationship_engine.decay_step o
            ON o.graph_id = d.graph_id AND o.night = d.night AND o.undone_by IS NULL AND o.step_no <> d.step_no
        WHERE d.graph_id = v_run.graph_id AND d.run_id = v_run.id
        LIMIT 1;
        IF FOUND THEN
            RAISE EXCEPTION 'the nights of run % were repeated by run %', v_run.id, v_rival
            USING ERRCODE = 'object_not_in_prerequisite_state',
                HINT = format('A night counts once: call undo_run(%L) first.', v_rival);
        END IF;
    END IF;
END
$function$;

COMMENT ON FUNCTION relationship_engine._undo_target(uuid) IS
'Returns the run that undo_run() of a run would undo (is_undo) or redo: the run itself, or the one that it undid. '
'last_id, status_before: of the undo or redo of it that is in force. Only reads. Errors: see undo_run.';
