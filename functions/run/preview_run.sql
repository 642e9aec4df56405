CREATE OR REPLACE FUNCTION relationship_engine.preview_run(p_graph_id bigint DEFAULT 1, p_entity_ids uuid [] DEFAULT NULL)
RETURNS TABLE (
    change text,
    edge_id uuid,
    from_id uuid,
    to_id uuid,
    kind text,
    weight_before double precision,
    weight_after double precision
)
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
    v_report relationship_engine.run_report;
    v_clock double precision;
    v_ids uuid[];
    v_edges relationship_engine.edge_key[];
    v_weights double precision[];
BEGIN
    SELECT g.decay_clock INTO v_clock FROM relationship_engine.graph g WHERE g.id = p_graph_id;
    BEGIN
        v_report := relationship_engine.run_on_demand(p_entity_ids, p_graph_id);
        SELECT array_agg(e.id), array_agg((e.from_id, e.to_id, e.kind)::relationship_engine.edge_key),
            array_agg(exp(greatest(e.log_weight - e.rate * v_clock, -700)))
        INTO v_ids, v_edges, v_weights
        FROM relationship_engine.edge_store e
        WHERE e.graph_id = p_graph_id AND e.pruned_by_run IS NULL;
        RAISE EXCEPTION 'dry run' USING ERRCODE = 'RE000';
    EXCEPTION WHEN SQLSTATE 'RE000' THEN
        NULL;
    END;
    IF v_report.status = 'failed' THEN
        RAISE EXCEPTION 'the run would fail: %', v_report.message
        USING ERRCODE = 'object_not_in_prerequisite_state',
            HINT = 'Check graph.prune_guard; a real run logs the error of each strategy in '
                'relationship_engine.run_step.';
    END IF;
    RETURN QUERY
    SELECT CASE WHEN a.weight IS NULL THEN 'removed' WHEN b.weight IS NULL THEN 'created' ELSE 'changed' END,
        coalesce(a.id, b.id), coalesce(a.from_id, b.from_id), coalesce(a.to_id, b.to_id), coalesce(a.kind, b.kind),
        b.weight, a.weight
    FROM (
        SELECT e.id, e.from_id, e.to_id, e.kind, exp(greatest(e.log_weight - e.rate * v_clock, -700)) AS weight
        FROM relationship_engine.edge_store e
        WHERE e.graph_id = p_graph_id AND e.pruned_by_run IS NULL
    ) b
    FULL JOIN unnest(v_ids, v_edges, v_weights) AS a (id, from_id, to_id, kind, weight) ON a.id = b.id
    WHERE a.weight IS DISTINCT FROM b.weight
    ORDER BY 1 DESC, 3, 4, 5;
END
$function$;

COMMENT ON FUNCTION relationship_engine.preview_run(bigint, uuid []) IS
'Returns the live edges that run_on_demand() of these entities (null: all) would create, change or remove, with their '
'weights before and after. To preview a change of rules or settings, call it in a transaction that makes the change '
'and is rolled back. It runs and rolls back, so it takes as long. Errors: see run_on_demand; '
'object_not_in_prerequisite_state if a strategy would fail.';
