CREATE OR REPLACE FUNCTION relationship_engine.run_incremental(p_event_id uuid, p_graph_id bigint DEFAULT 1)
RETURNS relationship_engine.run_report
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
    v_ids uuid[] := ARRAY(
        SELECT m.entity_id FROM relationship_engine.mention m
        WHERE m.graph_id = p_graph_id AND m.event_id = p_event_id
        UNION
        SELECT e.id FROM relationship_engine.entity e
        WHERE e.graph_id = p_graph_id AND e.source_event_id = p_event_id);
    v_run_id uuid;
BEGIN
    IF cardinality(v_ids) = 0 AND NOT EXISTS (
        SELECT FROM relationship_engine.raw_events r WHERE r.graph_id = p_graph_id AND r.id = p_event_id)
    THEN
        RAISE EXCEPTION 'graph % has no event %', p_graph_id, p_event_id
        USING ERRCODE = 'no_data_found', HINT = 'Insert it into relationship_engine.raw_events, or name its graph as '
            'p_graph_id.';
    END IF;
    IF relationship_engine._is_on(p_graph_id) THEN
        v_run_id := relationship_engine.new_uuid_v7();
        PERFORM relationship_engine.index_names(p_graph_id, v_ids);
        PERFORM relationship_engine._link_source_events(p_graph_id, v_ids);
        PERFORM relationship_engine._run_strategies((p_graph_id, v_run_id, v_ids, v_ids, NULL, true), p_event_id);
        PERFORM relationship_engine._enqueue_events(p_graph_id, ARRAY[p_event_id]);
    ELSE
        v_run_id := relationship_engine._skip_run(p_graph_id, 'incremental', p_event_id);
    END IF;
    RETURN relationship_engine.report_run(p_graph_id, v_run_id);
END
$function$;

COMMENT ON FUNCTION relationship_engine.run_incremental(uuid, bigint) IS
'Runs the incremental strategies for the entities of one event, as the triggers do. Skipped while the graph is off. '
'Errors: no_data_found for an unknown event.';
