CREATE OR REPLACE FUNCTION relationship_engine.preview_run(
    p_graph_id bigint DEFAULT 1, p_entity_ids uuid [] DEFAULT NULL
)
RETURNS TABLE (
    change text,
    edge_id uuid,
    from_id uuid,
    to_id uuid,
    kind text,
    weight_before double precision,
    weight_after double precision
)
LANGUAGE plpgsql STABLE
SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
    v_graph relationship_engine.graph;
    v_ids uuid[];
    v_strategy text;
    v_call text;
    v_candidates relationship_engine.candidate[];
    v_admitted relationship_engine.candidate[] := '{}'::relationship_engine.candidate[];
    v_left bigint;
BEGIN
    PERFORM relationship_engine.require_graph(p_graph_id);
    SELECT * INTO v_graph FROM relationship_engine.graph g WHERE g.id = p_graph_id;
    IF v_graph.mode = 'off' THEN
        RETURN;
    END IF;
    v_ids := ARRAY(
        SELECT e.id FROM relationship_engine.entity e
        WHERE e.graph_id = p_graph_id AND (p_entity_ids IS NULL OR e.id = ANY (p_entity_ids))
        ORDER BY e.id);
    v_left := v_graph.max_edges_per_run;
    FOR i IN 1 .. cardinality(v_ids) BY v_graph.chunk_size LOOP
        FOR v_strategy, v_call IN
            SELECT s.strategy, s.call FROM relationship_engine._strategy_calls(p_graph_id) s WHERE NOT s.is_queued
        LOOP
            BEGIN
                EXECUTE v_call INTO v_candidates
                USING p_graph_id, v_ids[i:i + v_graph.chunk_size - 1], NULL::timestamptz, false;
                v_candidates := ARRAY(
                    SELECT s.candidate
                    FROM relationship_engine.screen_candidates(p_graph_id, v_candidates, v_left, v_strategy) s
                    WHERE s.reason IS NULL);
                v_admitted := v_admitted || v_candidates;
                v_left := v_graph.max_edges_per_run - (
                    SELECT count(*) FROM relationship_engine.learn_effect(p_graph_id, v_admitted) f
                    WHERE NOT f.was_live);
                PERFORM relationship_engine.require_superseding(p_graph_id, (
                    SELECT count(*) FROM relationship_engine.learn_effect(p_graph_id, v_candidates) f
                    WHERE f.is_superseded));
            EXCEPTION WHEN OTHERS THEN
                RAISE EXCEPTION 'the run would fail: %: %', v_strategy, SQLERRM
                USING ERRCODE = 'object_not_in_prerequisite_state',
                    HINT = 'Check graph.prune_guard; a real run logs the error of each strategy in '
                        'relationship_engine.run_step.';
            END;
        END LOOP;
    END LOOP;
    RETURN QUERY
    SELECT CASE WHEN NOT f.is_live THEN 'removed' WHEN NOT f.was_live THEN 'created' ELSE 'changed' END,
        f.edge_id, f.from_id, f.to_id, f.kind,
        CASE WHEN f.was_live THEN f.weight_before END, CASE WHEN f.is_live THEN f.weight_after END
    FROM relationship_engine.learn_effect(p_graph_id, v_admitted) f
    WHERE f.was_live <> f.is_live OR f.is_live AND f.weight_before <> f.weight_after
    ORDER BY 1 DESC, 3, 4, 5;
END
$function$;

COMMENT ON FUNCTION relationship_engine.preview_run(bigint, uuid []) IS
'Returns the live edges that run_on_demand() of these entities (null: all) would create, change or remove, with their '
'weights before and after. To preview a change of rules or settings, call it in a transaction that makes the change '
'and is rolled back. Only reads, so it works for readers and on a standby; hence each strategy sees the edges, names '
'and mentions that there are now, not those that another strategy would add in the same run. Errors: no_data_found; '
'object_not_in_prerequisite_state if a strategy would fail.';
