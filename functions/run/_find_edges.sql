CREATE OR REPLACE FUNCTION relationship_engine._find_edges(
    p_scope relationship_engine.scope, p_only_infers boolean,
    OUT strategies text [], OUT candidates relationship_engine.candidate [],
    OUT confirming_strategies text [], OUT confirming relationship_engine.candidate []
)
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
    v_strategy text;
    v_call text;
    v_ids uuid[];
    v_started timestamptz;
    v_candidates relationship_engine.candidate[];
    v_confirming relationship_engine.candidate[];
    v_found bigint;
    v_hint text;
    v_error text;
    v_error_code text;
BEGIN
    FOR v_strategy, v_call, v_ids IN
        SELECT s.strategy, s.call, CASE WHEN s.reads_mentions THEN p_scope.entity_ids ELSE p_scope.changed_ids END
        FROM relationship_engine._strategy_calls(p_scope.graph_id) WITH ORDINALITY s
        WHERE NOT s.is_queued AND 'strategy:' || s.strategy IN (
            SELECT n.step FROM relationship_engine._strategy_steps(p_scope.graph_id, p_only_infers) AS n (step))
        ORDER BY s.ordinality
    LOOP
        v_started := clock_timestamp();
        v_found := 0;
        v_error := NULL;
        v_error_code := NULL;
        v_candidates := NULL;
        BEGIN
            EXECUTE v_call INTO v_candidates
            USING p_scope.graph_id, v_ids, p_scope.read_since, p_scope.is_interactive;
            v_found := coalesce(cardinality(v_candidates), 0);
            SELECT array_agg(c) FILTER (WHERE NOT k.confirms), array_agg(c) FILTER (WHERE k.confirms)
            INTO v_candidates, v_confirming
            FROM unnest(v_candidates) c
            CROSS JOIN LATERAL (
                SELECT CASE WHEN c.is_symmetric THEN least(c.from_id, c.to_id) ELSE c.from_id END AS from_id,
                    CASE WHEN c.is_symmetric THEN greatest(c.from_id, c.to_id) ELSE c.to_id END AS to_id
            ) n
            CROSS JOIN LATERAL (
                SELECT NOT coalesce(c.is_exclusive, false)
                    AND (c.detail ->> 'effect' IN ('ends', 'denies')) IS NOT TRUE
                    AND EXISTS (
                        SELECT FROM relationship_engine.edge_store e
                        WHERE e.graph_id = p_scope.graph_id AND e.from_id = n.from_id AND e.to_id = n.to_id
                            AND e.kind = c.kind AND e.pruned_by_run IS NULL) AS confirms
            ) k
            -- Most are known to a graph that is up to date. Those that are known in another form learn() drops.
            WHERE NOT EXISTS (
                SELECT FROM relationship_engine.evidence v
                WHERE v.graph_id = p_scope.graph_id AND v.from_id = n.from_id AND v.to_id = n.to_id
                    AND v.kind = c.kind AND v.strategy = c.strategy AND v.context = c.context
                    AND v.retracted_by IS NULL);
            strategies := strategies || array_fill(v_strategy, ARRAY[coalesce(cardinality(v_candidates), 0)]);
            candidates := candidates || v_candidates;
            confirming_strategies := confirming_strategies || array_fill(
                v_strategy, ARRAY[coalesce(cardinality(v_confirming), 0)]);
            confirming := confirming || v_confirming;
        EXCEPTION WHEN OTHERS THEN
            GET STACKED DIAGNOSTICS v_hint = PG_EXCEPTION_HINT;
            v_error := concat_ws('. ', SQLERRM, nullif(v_hint, ''));
            v_error_code := SQLSTATE;
        END;
        PERFORM relationship_engine._log_step(
            p_scope.graph_id, p_scope.run_id, v_strategy, v_found, (0, 0, 0)::relationship_engine.learn_report,
            v_started, v_error, v_error_code);
    END LOOP;
END
$function$;

COMMENT ON FUNCTION relationship_engine._find_edges(relationship_engine.scope, boolean) IS
'Lets the strategies that only infer, or all others, read the entities of the scope, and returns what they propose and '
'the graph does not know: those who propose, and as many candidates. What only confirms a live edge comes apart, since '
'no inference could build on it. A strategy that fails is logged in its step and stops no other. It writes nothing but '
'that log, so that nobody waits for what is found until it is learned.';
