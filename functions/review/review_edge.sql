CREATE OR REPLACE FUNCTION relationship_engine.review_edge(
    p_edge_id uuid, p_verdict text, p_kind text DEFAULT NULL, p_note text DEFAULT NULL
)
RETURNS relationship_engine.run_report
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
    v_graph_id bigint;
    v_edge relationship_engine.edge_store;
    v_run_id uuid := relationship_engine.new_uuid_v7();
    v_clock double precision;
    v_kind text;
    v_learned relationship_engine.learn_report := (0, 0, 0);
BEGIN
    IF p_verdict IS NULL OR p_verdict NOT IN ('accept', 'reject', 'edit')
        OR (p_verdict = 'edit') <> (p_kind IS NOT NULL) THEN
        RAISE EXCEPTION 'p_verdict must be accept, reject, or edit together with p_kind, not %',
            concat_ws(' with kind ', coalesce(p_verdict, 'null'), p_kind)
        USING ERRCODE = 'invalid_parameter_value', HINT = 'review_edge(id, ''edit'', ''works_at'') corrects a kind.';
    END IF;
    v_graph_id := relationship_engine.lock_live_edge(p_edge_id);
    SELECT * INTO v_edge FROM relationship_engine.edge_store e WHERE e.graph_id = v_graph_id AND e.id = p_edge_id;
    v_clock := v_edge.rate * (
        SELECT g.decay_clock FROM relationship_engine.graph g WHERE g.id = v_graph_id);

    INSERT INTO relationship_engine.run (graph_id, id, mode, status, edges_pruned, message, finished_at)
    VALUES (v_edge.graph_id, v_run_id, 'review', 'done', (p_verdict <> 'accept')::integer,
        format('%s: %s', p_verdict, concat_ws('; ', v_edge.kind || coalesce(' → ' || p_kind, ''), p_note)),
            clock_timestamp());
    INSERT INTO relationship_engine.review
        (graph_id, run_id, from_id, to_id, kind, verdict, new_kind, note, confidence, findings, is_sample)
    SELECT v_edge.graph_id, v_run_id, v_edge.from_id, v_edge.to_id, v_edge.kind, p_verdict, p_kind, p_note,
        v_edge.confidence, coalesce(jsonb_agg(DISTINCT jsonb_build_object(
            'strategy', v.strategy,
            -- detail.rule is a rule id only if it is a number
            'rule', CASE WHEN jsonb_typeof(v.detail -> 'rule') = 'number' THEN v.detail -> 'rule' END
        )), '[]'), EXISTS (
            SELECT FROM relationship_engine.review_sample s
            WHERE s.graph_id = v_edge.graph_id AND s.from_id = v_edge.from_id AND s.to_id = v_edge.to_id
                AND s.kind = v_edge.kind AND NOT EXISTS (
                    SELECT FROM relationship_engine.review_in_force o
                    WHERE o.graph_id = v_edge.graph_id AND o.from_id = v_edge.from_id AND o.to_id = v_edge.to_id
                        AND o.kind = v_edge.kind AND o.reviewed_at >= s.sampled_at))
    FROM relationship_engine.counting_evidence v
    WHERE v.graph_id = v_edge.graph_id AND v.from_id = v_edge.from_id AND v.to_id = v_edge.to_id
        AND v.kind = v_edge.kind;

    IF p_verdict <> 'accept' THEN
        PERFORM relationship_engine.reject_edge(p_edge_id, v_run_id);
    END IF;
    IF p_verdict = 'edit' THEN
        v_learned := relationship_engine.learn(v_edge.graph_id, ARRAY[relationship_engine.candidate(
            p_from_id => v_edge.from_id, p_to_id => v_edge.to_id, p_kind => p_kind, p_strategy => 'review',
            p_context => 'edge:' || p_edge_id, p_confidence => 1, p_importance => v_edge.importance,
            p_gain => least(exp(greatest(v_edge.log_weight - v_clock, -700)), 1e6),
                p_event_id => v_edge.source_event_id,
            p_start_date => v_edge.start_date, p_end_date => v_edge.end_date,
            p_description => v_edge.description)], v_run_id);
        SELECT p.kind INTO v_kind
        FROM relationship_engine.counting_evidence p WHERE p.graph_id = v_edge.graph_id AND p.run_id = v_run_id LIMIT 1;
        IF v_kind IS NULL OR v_kind = v_edge.kind THEN
            RAISE EXCEPTION 'an edge of kind "%" cannot be created', p_kind
            USING ERRCODE = 'invalid_parameter_value',
                HINT = 'The kind must differ from the current one and contain letters or digits, and the graph must '
                    'not be off or in shadow.';
        END IF;
        INSERT INTO relationship_engine.review
            (graph_id, run_id, from_id, to_id, kind, verdict, confidence, findings, is_sample)
        VALUES (v_edge.graph_id, v_run_id, v_edge.from_id, v_edge.to_id, v_kind, 'accept', 1, '[]', false);
        UPDATE relationship_engine.run r
        SET edges_created = v_learned.edges_created, edges_updated = v_learned.edges_updated
        WHERE r.graph_id = v_edge.graph_id AND r.id = v_run_id;
    END IF;
    PERFORM relationship_engine.demote_imprecise(v_edge.graph_id);
    RETURN relationship_engine.report_run(v_edge.graph_id, v_run_id);
END
$function$;

COMMENT ON FUNCTION relationship_engine.review_edge(uuid, text, text, text) IS
'Records a person''s verdict on an edge. accept: the edge leaves review_queue. reject: the edge is removed, and known '
'evidence does not bring it back; new evidence may. edit: like reject, and an edge of p_kind with the same weight '
'takes its place. Each verdict is a run of mode review, which undo_run() reverts. Verdicts count in '
'strategy_precision and may switch a strategy or rule to shadow (see demote_imprecise). Errors: '
'invalid_parameter_value; no_data_found; object_not_in_prerequisite_state for a pruned edge.';
