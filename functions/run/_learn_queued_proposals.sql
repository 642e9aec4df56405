CREATE OR REPLACE FUNCTION relationship_engine._learn_queued_proposals(p_graph_id bigint, p_run_id uuid)
RETURNS void
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
    v_strategy text;
    v_learned relationship_engine.learn_report;
BEGIN
    FOR v_strategy IN
        SELECT s.strategy FROM relationship_engine.strategy_setting s
        WHERE s.graph_id = p_graph_id AND s.is_queued AND s.mode = 'active'
    LOOP
        v_learned := relationship_engine.learn_proposals(p_graph_id, v_strategy, p_run_id);
        INSERT INTO relationship_engine.run_step (graph_id, run_id, step, edges_created, edges_updated, proposals)
        SELECT p_graph_id, p_run_id, v_strategy, l.edges_created, l.edges_updated, l.proposals
        FROM (SELECT v_learned.*) l
        WHERE l.edges_created + l.edges_updated + l.proposals > 0;
    END LOOP;
END
$function$;

COMMENT ON FUNCTION relationship_engine._learn_queued_proposals(bigint, uuid) IS
'Learns, as part of a nightly, what queued strategies found while they could not write.';
