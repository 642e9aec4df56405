CREATE OR REPLACE FUNCTION relationship_engine.restore_pruned(
    p_graph_id bigint, p_since timestamptz, p_dry_run boolean DEFAULT false
)
RETURNS relationship_engine.run_report
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
    v_graph relationship_engine.graph;
    v_run_id uuid := relationship_engine.new_uuid_v7();
    v_started timestamptz := clock_timestamp();
    v_ids uuid[];
    v_kept text[];
    v_back bigint;
    v_weak bigint;
    v_report relationship_engine.run_report;
BEGIN
    IF NOT p_dry_run THEN
        PERFORM relationship_engine.make_room();
        PERFORM relationship_engine.lock_graph(p_graph_id);
    END IF;
    PERFORM relationship_engine.require_graph(p_graph_id);
    SELECT * INTO v_graph FROM relationship_engine.graph g WHERE g.id = p_graph_id;
    v_kept := ARRAY(SELECT x.strategy FROM relationship_engine.external_strategy x WHERE x.never_pruned);
    IF p_since IS NULL THEN
        RAISE EXCEPTION 'p_since must not be null'
        USING ERRCODE = 'invalid_parameter_value', HINT = 'Pass ''-infinity'' to restore all pruned edges.';
    END IF;
    v_ids := ARRAY(
        SELECT DISTINCT relationship_engine.edge_id(p_graph_id, p.from_id, p.to_id, p.kind)
        FROM relationship_engine.pruning p
        WHERE p.graph_id = p_graph_id AND p.pruned_at >= p_since AND p.retracted_by IS NULL);
    IF NOT p_dry_run THEN
        PERFORM FROM relationship_engine.edge_store e
        WHERE e.graph_id = p_graph_id AND e.id = ANY (v_ids)
        ORDER BY e.from_id, e.to_id, e.kind
        FOR NO KEY UPDATE;
    END IF;
    SELECT count(*), count(*) FILTER (WHERE NOT e.pinned AND NOT e.strategies && v_kept
            AND e.log_weight < ln(v_graph.prune_threshold) + e.rate * v_graph.decay_clock)
    INTO v_back, v_weak
    FROM relationship_engine.edge_store e
    WHERE e.graph_id = p_graph_id AND e.id = ANY (v_ids) AND e.pruned_by_run IS NOT NULL AND e.strategies <> '{}'
        -- an earlier pruning may hold
        AND NOT EXISTS (
            SELECT FROM relationship_engine.pruning p
            WHERE p.graph_id = p_graph_id AND p.from_id = e.from_id AND p.to_id = e.to_id AND p.kind = e.kind
                AND p.retracted_by IS NULL AND p.pruned_at < p_since AND p.pruned_at >= (
                    SELECT max(v.learned_at) FROM relationship_engine.counting_evidence v
                    WHERE v.graph_id = p_graph_id AND v.from_id = e.from_id AND v.to_id = e.to_id AND v.kind = e.kind));
    v_report := (NULL, p_graph_id, 'restore', 'dry_run', v_back, 0, 0, 0, 0,
        extract(epoch FROM clock_timestamp() - v_started), '{}',
        format('%s edges restored', v_back) || CASE WHEN v_weak > 0 THEN format(
            '; %s of them are weaker than %s: lower graph.prune_threshold, or the next night prunes them again',
            v_weak, v_graph.prune_threshold) ELSE '' END);
    IF NOT p_dry_run THEN
        UPDATE relationship_engine.pruning p
        SET restored_by = p.restored_by || v_run_id, retracted_by = v_run_id
        WHERE p.graph_id = p_graph_id AND p.pruned_at >= p_since AND p.retracted_by IS NULL
            AND relationship_engine.edge_id(p_graph_id, p.from_id, p.to_id, p.kind) = ANY (v_ids);
        PERFORM relationship_engine.refresh_edges(p_graph_id, v_ids);
        INSERT INTO relationship_engine.run
            (graph_id, id, mode, status, edges_created, processing_time, message, started_at, finished_at)
        VALUES (p_graph_id, v_run_id, 'restore', 'done', v_back, extract(epoch FROM clock_timestamp() - v_started),
            v_report.message, v_started, clock_timestamp());
        v_report := relationship_engine.report_run(p_graph_id, v_run_id);
    END IF;
    RETURN v_report;
END
$function$;

COMMENT ON FUNCTION relationship_engine.restore_pruned(bigint, timestamptz, boolean) IS
'Reverts all prunings since a time, of any run: the edges return with the weight that they would have without the '
'pruning. Logged as a run of mode restore, which undo_run() reverts; edges_created is the number of restored edges. '
'p_dry_run: reports the effect and only reads, so it works for readers and on a standby. Errors: '
'no_data_found, invalid_parameter_value.';
