CREATE OR REPLACE FUNCTION relationship_engine._prune(
    p_graph_id bigint, p_run_id uuid, p_dry_run boolean,
    OUT edges_pruned bigint, OUT is_refused boolean, OUT message text
)
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
    v_graph relationship_engine.graph;
    v_bound double precision;
    v_weak uuid[];
    v_live bigint;
BEGIN
    SELECT * INTO v_graph FROM relationship_engine.graph g WHERE g.id = p_graph_id;
    v_bound := ln(v_graph.prune_threshold) + v_graph.decay_clock;
    is_refused := false;
    edges_pruned := 0;
    SELECT array_agg(w.id) INTO v_weak
    FROM (
        SELECT e.id
        FROM relationship_engine.edge_store e
        WHERE e.graph_id = p_graph_id AND e.pruned_by_run IS NULL AND e.log_weight < v_bound
            AND NOT e.pinned AND NOT 'manual' = ANY (e.strategies)
        ORDER BY e.from_id, e.to_id, e.kind
    ) w;
    IF v_weak IS NULL THEN
        RETURN;
    END IF;

    -- count only as far as the guard needs
    SELECT count(*) INTO v_live
    FROM (
        SELECT FROM relationship_engine.edge_store e
        WHERE e.graph_id = p_graph_id AND e.pruned_by_run IS NULL
        LIMIT CASE WHEN v_graph.prune_guard > 0 THEN ceil(cardinality(v_weak) / v_graph.prune_guard) + 1 END
    ) l;
    IF cardinality(v_weak) > v_graph.prune_guard * v_live THEN
        is_refused := true;
        message := format(
            'pruning refused: %s of %s live edges are weaker than %s, the guard allows %s%%',
            cardinality(v_weak), v_live, v_graph.prune_threshold, round((100 * v_graph.prune_guard)::numeric, 1));
        RETURN;
    END IF;
    IF p_dry_run THEN
        edges_pruned := cardinality(v_weak);
        RETURN;
    END IF;

    PERFORM FROM relationship_engine.edge_store e
    WHERE e.graph_id = p_graph_id AND e.id = ANY (v_weak)
    ORDER BY e.from_id, e.to_id, e.kind
    FOR NO KEY UPDATE;
    UPDATE relationship_engine.edge_store e
    SET pruned_by_run = p_run_id, pruned_at = clock_timestamp()
    WHERE e.graph_id = p_graph_id AND e.id = ANY (v_weak)
        AND e.pruned_by_run IS NULL AND e.log_weight < v_bound AND NOT e.pinned;
    GET DIAGNOSTICS edges_pruned = ROW_COUNT;
END
$function$;

COMMENT ON FUNCTION relationship_engine._prune(bigint, uuid, boolean) IS
'Marks as pruned the live edges whose weight is below the threshold, but for pinned and hand-made ones; none when they '
'are more than the guard allows.';
