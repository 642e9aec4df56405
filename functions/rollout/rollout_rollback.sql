CREATE OR REPLACE FUNCTION relationship_engine.rollout_rollback(
    p_graph_id bigint DEFAULT 1, p_undo boolean DEFAULT false, p_dry_run boolean DEFAULT false,
    p_force boolean DEFAULT false, p_reason text DEFAULT NULL
)
RETURNS TABLE (
    from_phase text,
    to_phase text,
    runs_undone bigint,
    edges_removed bigint,
    edges_returned bigint,
    live_edges bigint
)
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
    v_graph relationship_engine.graph;
    v_rollout relationship_engine.rollout;
    v_before record;
    v_run_ids uuid[];
    v_lived bigint;
BEGIN
    IF NOT p_dry_run THEN
        PERFORM relationship_engine.lock_graph(p_graph_id, true);
        PERFORM FROM relationship_engine.graph g WHERE g.id = p_graph_id FOR NO KEY UPDATE;
        PERFORM FROM relationship_engine.rollout r WHERE r.graph_id = p_graph_id FOR NO KEY UPDATE;
    END IF;
    SELECT * INTO v_graph FROM relationship_engine.graph g WHERE g.id = p_graph_id;
    SELECT * INTO v_rollout FROM relationship_engine.rollout r WHERE r.graph_id = p_graph_id;
    IF NOT FOUND THEN
        RAISE EXCEPTION 'graph % has no roll-out', coalesce(p_graph_id::text, 'null')
        USING ERRCODE = 'no_data_found', HINT = 'rollout_advance() starts one.';
    END IF;
    SELECT n.phase, n.mode INTO v_before
    FROM relationship_engine.rollout_phases() n
    JOIN relationship_engine.rollout_phases() o ON o.phase = v_rollout.phase AND n.place = o.place - 1;
    IF v_before.phase IS NULL THEN
        RAISE EXCEPTION 'the roll-out of graph % is in its first phase', p_graph_id
        USING ERRCODE = 'object_not_in_prerequisite_state',
            HINT = 'DELETE FROM relationship_engine.rollout ends the roll-out; set_mode() sets the mode.';
    END IF;
    from_phase := v_rollout.phase;
    to_phase := v_before.phase;
    v_lived := (
        SELECT count(*) FROM relationship_engine.edge_store e
        WHERE e.graph_id = p_graph_id AND e.pruned_by_run IS NULL);
    v_run_ids := ARRAY(
        SELECT r.id
        FROM relationship_engine.run r
        WHERE p_undo AND r.graph_id = p_graph_id AND r.started_at >= v_rollout.since
            -- Reviews, manual edits and imports are not results of the phase.
            AND r.mode IN ('incremental', 'nightly', 'on_demand', 'prune', 'semantic')
            AND r.status NOT IN ('undone', 'dry_run', 'skipped')
            AND (r.nights > 0 OR cardinality(relationship_engine.edges_of_run(p_graph_id, r.id)) > 0)
        ORDER BY r.started_at DESC, r.id);
    runs_undone := cardinality(v_run_ids);
    SELECT count(*) FILTER (WHERE e.was_live AND NOT e.is_live),
        count(*) FILTER (WHERE e.is_live AND NOT e.was_live)
    INTO edges_removed, edges_returned
    FROM relationship_engine.undo_effect(p_graph_id, v_run_ids) e
    WHERE runs_undone > 0;
    live_edges := v_lived - edges_removed + edges_returned;
    IF p_dry_run THEN
        RETURN NEXT;
        RETURN;
    END IF;
    IF edges_removed >= 100 AND edges_removed > v_graph.undo_guard * v_lived AND NOT p_force THEN
        RAISE EXCEPTION 'undo refused: % of % live edges would be removed, the guard allows % %%',
            edges_removed, v_lived, round((100 * v_graph.undo_guard)::numeric, 1)
        USING ERRCODE = 'object_not_in_prerequisite_state',
            HINT = 'p_dry_run shows the effect, p_force ignores the guard, and without p_undo the edges stay.';
    END IF;
    -- Set the mode first, so that no run finds the undone edges again in the meantime.
    PERFORM relationship_engine.set_mode(
        v_before.mode, p_graph_id, NULL, concat_ws(': ', 'roll-out back to ' || v_before.phase, p_reason));
    PERFORM relationship_engine.undo_run(r.id, p_force => true) FROM unnest(v_run_ids) WITH ORDINALITY AS r (id, nth)
    ORDER BY r.nth;
    INSERT INTO relationship_engine.rollout_change (graph_id, from_phase, to_phase, is_forced, runs_undone, reason)
    VALUES (p_graph_id, v_rollout.phase, v_before.phase, p_force, rollout_rollback.runs_undone, p_reason);
    UPDATE relationship_engine.rollout r SET phase = v_before.phase, since = clock_timestamp()
    WHERE r.graph_id = p_graph_id;
    DELETE FROM relationship_engine.gate_state t WHERE t.graph_id = p_graph_id;
    RETURN NEXT;
END
$function$;

COMMENT ON FUNCTION relationship_engine.rollout_rollback(bigint, boolean, boolean, boolean, text) IS
'Returns a graph to the previous phase of its roll-out and sets the mode of that phase. p_undo: also undoes what the '
'engine wrote since the phase began (evidence, prunings, decay steps), the latest run first; reviews, edits of people '
'and imports stay. p_dry_run: reports the effect and only reads, so it works for readers and on a standby. p_force: '
'ignores the guard. Returns one row with counts. Errors: no_data_found; object_not_in_prerequisite_state in the first '
'phase, or if 100 edges or more, and more than graph.undo_guard of all live edges, would be removed.';
