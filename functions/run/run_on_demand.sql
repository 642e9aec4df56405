CREATE OR REPLACE FUNCTION relationship_engine.run_on_demand(
    p_entity_ids uuid [] DEFAULT NULL, p_graph_id bigint DEFAULT 1
)
RETURNS relationship_engine.run_report
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
    v_run_id uuid := relationship_engine.new_uuid_v7();
    v_started timestamptz := clock_timestamp();
    v_chunk integer;
    v_ids uuid[];
    v_part uuid[];
    v_analyzed integer := 0;
BEGIN
    PERFORM relationship_engine.make_room();
    PERFORM relationship_engine.require_graph(p_graph_id);
    SELECT g.chunk_size INTO v_chunk FROM relationship_engine.graph g WHERE g.id = p_graph_id;
    IF NOT relationship_engine._is_on(p_graph_id) THEN
        v_run_id := relationship_engine._skip_run(p_graph_id, 'on_demand');
        RETURN relationship_engine.report_run(p_graph_id, v_run_id);
    END IF;
    v_ids := ARRAY(
        SELECT e.id FROM relationship_engine.entity e
        WHERE e.graph_id = p_graph_id AND (p_entity_ids IS NULL OR e.id = ANY (p_entity_ids))
        ORDER BY e.id);
    FOR i IN 1 .. cardinality(v_ids) BY v_chunk LOOP
        EXIT WHEN NOT relationship_engine._is_on(p_graph_id);
        v_part := v_ids[i:i + v_chunk - 1];
        PERFORM relationship_engine.index_names(p_graph_id, v_part);
        PERFORM relationship_engine._link_source_events(p_graph_id, v_part);
        PERFORM relationship_engine._run_strategies((p_graph_id, v_run_id, v_part, v_part, NULL, false));
        v_analyzed := least(i + v_chunk - 1, cardinality(v_ids));
    END LOOP;
    PERFORM relationship_engine._log_run(p_graph_id, v_run_id, 'on_demand', v_started, v_analyzed);
    RETURN relationship_engine.report_run(p_graph_id, v_run_id);
END
$function$;

COMMENT ON FUNCTION relationship_engine.run_on_demand(uuid [], bigint) IS
'Runs all strategies for the given entities, or for the whole graph (null), without decay and pruning. Skipped while '
'the graph is off. Errors: no_data_found for an unknown graph.';
