CREATE OR REPLACE FUNCTION relationship_engine.learn_proposals(p_graph_id bigint, p_strategy text, p_run_id uuid)
RETURNS relationship_engine.learn_report
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
    v_candidates relationship_engine.candidate[];
    v_report relationship_engine.learn_report := (0, 0, 0);
BEGIN
    SELECT array_agg(relationship_engine.candidate(
        p_from_id => p.from_id, p_to_id => p.to_id, p_kind => p.kind, p_strategy => p.strategy, p_context => p.context,
        p_confidence => p.confidence, p_importance => p.importance, p_gain => p.gain, p_event_id => p.event_id,
        p_start_date => p.start_date, p_end_date => p.end_date, p_description => p.description, p_detail => p.detail))
    INTO v_candidates
    FROM relationship_engine.proposal p
    JOIN relationship_engine.graph g ON g.id = p_graph_id AND g.mode IN ('parallel', 'active')
    JOIN relationship_engine.strategy_setting s
        ON s.graph_id = p_graph_id AND s.strategy = p.strategy AND s.mode = 'active'
    WHERE p.graph_id = p_graph_id AND p.strategy = p_strategy AND p.reason IN ('shadow', 'run_full');
    IF v_candidates IS NULL THEN
        RETURN v_report;
    END IF;
    v_report := relationship_engine.learn(p_graph_id, v_candidates, p_run_id);
    DELETE FROM relationship_engine.proposal p
    USING relationship_engine.counting_evidence v
    WHERE p.graph_id = p_graph_id AND p.strategy = p_strategy AND p.reason IN ('shadow', 'run_full')
        AND v.graph_id = p_graph_id AND v.from_id = p.from_id AND v.to_id = p.to_id AND v.kind = p.kind
        AND v.strategy = p.strategy AND v.context = p.context;
    RETURN v_report;
END
$function$;

COMMENT ON FUNCTION relationship_engine.learn_proposals(bigint, text, uuid) IS
'Learns the proposals of a queued strategy that it made while it or its graph was off or in shadow, or while a run '
'was full, as soon as both may write. Other strategies find their candidates again; a queued strategy does not.';
