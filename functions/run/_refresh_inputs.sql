CREATE OR REPLACE FUNCTION relationship_engine._refresh_inputs(p_graph_id bigint, p_run_id uuid, p_full_scan boolean)
RETURNS uuid []
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
    v_window timestamptz := relationship_engine._window_start(p_graph_id);
    v_since timestamptz := coalesce(
        v_window, (SELECT now() - g.nightly_window FROM relationship_engine.graph g WHERE g.id = p_graph_id));
    v_ids uuid[];
    v_strategy text;
    v_learned relationship_engine.learn_report;
    v_error text;
    v_error_code text;
BEGIN
    IF relationship_engine._is_on(p_graph_id) IS NOT TRUE THEN
        RETURN ARRAY[]::uuid[];
    END IF;
    BEGIN
        PERFORM relationship_engine._refresh_statistics(0);
        -- what changed while no trigger could read it
        PERFORM relationship_engine.link_mentions(p_graph_id, ARRAY(
            SELECT v.id FROM relationship_engine.raw_events v
            WHERE v.graph_id = p_graph_id AND v.changed_at IS NOT NULL AND (p_full_scan OR v.changed_at >= v_since)
                AND NOT EXISTS (
                    SELECT FROM relationship_engine.mention m
                    WHERE m.graph_id = p_graph_id AND m.event_id = v.id AND m.origin = 'text'
                        AND m.created_at >= v.changed_at)), true);
        PERFORM relationship_engine.link_mentions(p_graph_id, ARRAY(
            SELECT v.id FROM relationship_engine.raw_events v
            WHERE v.graph_id = p_graph_id AND v.payload ->> 'content' <> ''
                AND (p_full_scan OR v.created_at >= v_since)
            UNION
            SELECT unnest(relationship_engine._backlog_ids(p_graph_id, coalesce(v_window, '-infinity')))));
    EXCEPTION WHEN OTHERS THEN
        GET STACKED DIAGNOSTICS v_error = MESSAGE_TEXT, v_error_code = RETURNED_SQLSTATE;
        PERFORM relationship_engine._log_step_error(p_graph_id, p_run_id, 'mentions', v_error, v_error_code);
    END;
    FOR v_strategy IN
        SELECT s.strategy FROM relationship_engine.strategy_setting s
        WHERE s.graph_id = p_graph_id AND s.is_queued AND s.mode = 'active'
    LOOP
        BEGIN
            v_learned := relationship_engine.learn_proposals(p_graph_id, v_strategy, p_run_id);
            INSERT INTO relationship_engine.run_step (graph_id, run_id, step, edges_created, edges_updated, proposals)
            SELECT p_graph_id, p_run_id, v_strategy, l.edges_created, l.edges_updated, l.proposals
            FROM (SELECT v_learned.*) l
            WHERE l.edges_created + l.edges_updated + l.proposals > 0;
        EXCEPTION WHEN OTHERS THEN
            GET STACKED DIAGNOSTICS v_error = MESSAGE_TEXT, v_error_code = RETURNED_SQLSTATE;
            PERFORM relationship_engine._log_step_error(p_graph_id, p_run_id, v_strategy, v_error, v_error_code);
        END;
    END LOOP;
    v_ids := relationship_engine._nightly_window(p_graph_id, p_full_scan);
    -- rules are mined for those that they are applied to
    IF cardinality(v_ids) > 0 AND EXISTS (
        SELECT FROM relationship_engine.strategy_setting s
        WHERE s.graph_id = p_graph_id AND s.strategy = 'topology' AND s.mode <> 'off') THEN
        BEGIN
            PERFORM relationship_engine.mine_rules(p_graph_id);
        EXCEPTION WHEN OTHERS THEN
            GET STACKED DIAGNOSTICS v_error = MESSAGE_TEXT, v_error_code = RETURNED_SQLSTATE;
            PERFORM relationship_engine._log_step_error(p_graph_id, p_run_id, 'rules', v_error, v_error_code);
        END;
    END IF;
    RETURN v_ids;
END
$function$;

COMMENT ON FUNCTION relationship_engine._refresh_inputs(bigint, uuid, boolean) IS
'What a nightly does before its first chunk, when the names are indexed: links recent events and texts (all, on a full scan) to '
'names that are known by now, learns what queued strategies could not write, and mines the rules of the topology strategy, if '
'there is anything to analyse. Returns the entities to analyse (see '
'_nightly_window). Errors go to the steps of the run.';
