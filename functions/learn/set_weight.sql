CREATE OR REPLACE FUNCTION relationship_engine.set_weight(p_edge_id uuid, p_weight double precision)
RETURNS double precision
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
    v_graph_id bigint;
    v_edge relationship_engine.edge_store;
    v_run_id uuid := relationship_engine.new_uuid_v7();
    v_clock double precision;
    v_scale double precision;
BEGIN
    IF p_weight IS NULL OR NOT (p_weight BETWEEN 1e-9 AND 1e9) THEN
        RAISE EXCEPTION 'p_weight must be between 1e-9 and 1e9, not %', coalesce(p_weight::text, 'null')
        USING ERRCODE = 'invalid_parameter_value', HINT = 'Set a small weight to have the edge pruned.';
    END IF;
    v_graph_id := relationship_engine.lock_live_edge(p_edge_id);
    SELECT * INTO v_edge FROM relationship_engine.edge_store e WHERE e.graph_id = v_graph_id AND e.id = p_edge_id;
    v_clock := v_edge.rate * (
        SELECT g.decay_clock FROM relationship_engine.graph g WHERE g.id = v_graph_id);
    -- beyond that a gain would be too large for a number
    IF v_edge.log_weight - v_clock < -650 THEN
        RAISE EXCEPTION 'the weight of edge % is too small to be scaled', p_edge_id
        USING ERRCODE = 'object_not_in_prerequisite_state', HINT = 'Add new evidence: learn() a candidate for the '
            'edge.';
    END IF;
    v_scale := p_weight / exp(v_edge.log_weight - v_clock);

    INSERT INTO relationship_engine.scaling
        (graph_id, from_id, to_id, kind, strategy, context, run_id, scaled_by, factor, gain, scaled_at)
    SELECT v.graph_id, v.from_id, v.to_id, v.kind, v.strategy, v.context, v.run_id, v_run_id, v_scale, coalesce((
            SELECT s.gain FROM relationship_engine.scaling s
            WHERE s.graph_id = v_edge.graph_id AND s.from_id = v.from_id AND s.to_id = v.to_id AND s.kind = v.kind
                AND s.strategy = v.strategy AND s.context = v.context AND s.run_id = v.run_id
            LIMIT 1), v.gain), clock_timestamp()
    FROM relationship_engine.counting_evidence v
    WHERE v.graph_id = v_edge.graph_id AND v.from_id = v_edge.from_id AND v.to_id = v_edge.to_id
        AND v.kind = v_edge.kind;
    PERFORM relationship_engine.apply_gains(v_edge.graph_id, v_run_id);
    PERFORM relationship_engine.refresh_edges(v_edge.graph_id, ARRAY[p_edge_id]);
    INSERT INTO relationship_engine.run (graph_id, id, mode, status, edges_updated, finished_at)
    VALUES (v_edge.graph_id, v_run_id, 'manual', 'done', 1, clock_timestamp());
    RETURN (
        SELECT exp(greatest(e.log_weight - v_clock, -700)) FROM relationship_engine.edge_store e
        WHERE e.graph_id = v_edge.graph_id AND e.id = p_edge_id);
END
$function$;

COMMENT ON FUNCTION relationship_engine.set_weight(uuid, double precision) IS
'Sets the current weight of an edge by scaling the gain of its evidence, and returns the weight. The edge continues '
'to decay and to be reinforced from there. undo_run() of the logged run reverts it. Errors: invalid_parameter_value; '
'no_data_found; object_not_in_prerequisite_state if the edge is pruned or its weight is too small.';
