CREATE OR REPLACE FUNCTION relationship_engine._toggle_undo(
    p_run_id uuid, p_force boolean, OUT graph_id bigint, OUT undo_id uuid, OUT edges relationship_engine.edge_key []
)
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
    v_began timestamptz := clock_timestamp();
    v_started timestamptz;
    v_run record;
    v_graph relationship_engine.graph;
    v_turned double precision;
    v_shifted relationship_engine.edge_key[];
    v_ids uuid[];
    v_lived uuid[];
    v_live uuid[];
    v_lost bigint;
    v_back bigint;
    v_others bigint;
BEGIN
    graph_id := (SELECT r.graph_id FROM relationship_engine.run r WHERE r.id = p_run_id);
    IF graph_id IS NOT NULL THEN
        -- Exclude writers that have read the clock and not yet written their evidence.
        PERFORM relationship_engine.lock_graph(graph_id, true);
        v_started := clock_timestamp();
        PERFORM FROM relationship_engine.run r
        WHERE r.graph_id = _toggle_undo.graph_id AND r.id IN (
            SELECT unnest(ARRAY[a.id, a.undoes]) FROM relationship_engine.run a
            WHERE a.graph_id = _toggle_undo.graph_id AND a.id = p_run_id)
        FOR NO KEY UPDATE;
    END IF;
    SELECT * INTO v_run FROM relationship_engine._undo_target(p_run_id);
    SELECT * INTO v_graph FROM relationship_engine.graph g WHERE g.id = v_run.graph_id;

    edges := relationship_engine.edges_of_run(v_graph.id, v_run.run_id);
    v_ids := ARRAY(
        SELECT relationship_engine.edge_id(v_graph.id, k.from_id, k.to_id, k.kind) FROM unnest(edges) k);
    PERFORM FROM relationship_engine.edge_store e
    WHERE e.graph_id = v_graph.id AND e.id = ANY (v_ids)
    ORDER BY e.from_id, e.to_id, e.kind
    FOR NO KEY UPDATE;
    v_lived := ARRAY(
        SELECT e.id FROM relationship_engine.edge_store e
        WHERE e.graph_id = v_graph.id AND e.id = ANY (v_ids) AND e.pruned_by_run IS NULL);

    UPDATE relationship_engine.run r
    SET status = CASE WHEN r.id = v_run.run_id AND NOT v_run.is_undo THEN v_run.status_before ELSE 'undone' END
    WHERE r.graph_id = v_graph.id AND r.id IN (v_run.run_id, v_run.last_id);
    undo_id := relationship_engine.new_uuid_v7();
    SELECT f.turned, f.edges INTO v_turned, v_shifted
    FROM relationship_engine._flip_nights(v_graph.id, v_run.run_id, CASE WHEN v_run.is_undo THEN undo_id END) f;
    IF v_run.mode = 'merge' THEN
        PERFORM relationship_engine._toggle_merge(v_graph.id, v_run.run_id, v_run.is_undo);
    END IF;
    PERFORM relationship_engine._settle_prunings(v_graph.id, v_run.run_id);
    PERFORM relationship_engine.apply_gains(v_graph.id, v_run.run_id);
    PERFORM relationship_engine._settle_evidence(v_graph.id, edges);
    PERFORM relationship_engine.set_rates(v_graph.id, relationship_engine.settle_decay(v_graph.id, v_run.run_id));
    PERFORM relationship_engine.refresh_edges(v_graph.id, v_ids || ARRAY(
        SELECT relationship_engine.edge_id(v_graph.id, k.from_id, k.to_id, k.kind) FROM unnest(v_shifted) k));

    v_live := ARRAY(
        SELECT e.id FROM relationship_engine.edge_store e
        WHERE e.graph_id = v_graph.id AND e.id = ANY (v_ids) AND e.pruned_by_run IS NULL);
    v_lost := (SELECT count(*) FROM (SELECT unnest(v_lived) EXCEPT SELECT unnest(v_live)) x);
    v_back := (SELECT count(*) FROM (SELECT unnest(v_live) EXCEPT SELECT unnest(v_lived)) x);
    IF v_lost >= 100 AND NOT p_force THEN
        SELECT count(*) INTO v_others FROM relationship_engine.edge_store e
        WHERE e.graph_id = v_graph.id AND e.pruned_by_run IS NULL;
        IF v_lost > v_graph.undo_guard * (v_lost + v_others) THEN
            RAISE EXCEPTION 'undo refused: % of % live edges would be removed, the guard allows % %%',
                v_lost, v_lost + v_others, round((100 * v_graph.undo_guard)::numeric, 1)
            USING ERRCODE = 'object_not_in_prerequisite_state',
                HINT = format('preview_undo(%L) lists them; undo_run(%L, p_force => true) ignores the guard.',
                    p_run_id, p_run_id);
        END IF;
    END IF;

    edges := edges || v_shifted;
    INSERT INTO relationship_engine.run
        (graph_id, id, mode, status, undoes, status_before, edges_created, edges_updated, edges_pruned, clock_before,
        clock_after, processing_time, message, started_at, finished_at)
    VALUES (v_graph.id, undo_id, 'undo', 'done', v_run.run_id, CASE WHEN v_run.is_undo THEN v_run.status END, v_back,
        cardinality(v_live) - v_back, v_lost, v_graph.decay_clock, v_graph.decay_clock + v_turned,
        extract(epoch FROM clock_timestamp() - v_began),
        relationship_engine._undo_message(
            v_run.is_undo, v_run.mode, v_lost, cardinality(v_live) - v_back, v_back, (
                SELECT count(*) FROM relationship_engine.decay_step d
                WHERE d.graph_id = v_graph.id AND d.run_id = v_run.run_id)),
        v_started, clock_timestamp());
END
$function$;

COMMENT ON FUNCTION relationship_engine._toggle_undo(uuid, boolean) IS
'Undoes a run, or redoes it if the given run is an undo, and logs that. Returns the undo run and the edges that may '
'have changed. Errors: see undo_run.';
