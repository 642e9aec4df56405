CREATE OR REPLACE FUNCTION relationship_engine.detect_topology(p_graph_id bigint, p_entity_ids uuid [])
RETURNS SETOF relationship_engine.candidate
LANGUAGE plpgsql STABLE
SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
    v_setting relationship_engine.strategy_setting;
BEGIN
    SELECT * INTO v_setting FROM relationship_engine.strategy_setting s
    WHERE s.graph_id = p_graph_id AND s.strategy = 'topology';
    RETURN QUERY
    SELECT * FROM relationship_engine._composed_edges(
        p_graph_id, p_entity_ids, greatest(0.5, v_setting.min_confidence),
            coalesce(v_setting.max_edges_per_entity, 20));
    IF coalesce(v_setting.min_confidence, 0) <= 0.5 THEN
        RETURN QUERY
        SELECT * FROM relationship_engine._shared_neighbourhood(
            p_graph_id, p_entity_ids, least(5, v_setting.max_edges_per_entity));
    END IF;
END
$function$;

COMMENT ON FUNCTION relationship_engine.detect_topology(bigint, uuid []) IS
'Returns candidates of strategy topology for the given entities: edges that mined rules predict, and '
'inferred_connection between entities with a similar neighbourhood and no edge. It uses stated edges only (see '
'stated_neighbors). Only reads.';
