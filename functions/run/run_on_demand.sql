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
    v_unlinked uuid[];
    v_strategy text;
    v_read bigint;
    v_analyzed bigint := 0;
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
    PERFORM relationship_engine.index_names(p_graph_id, v_ids);
    -- A link locks its entity until the transaction ends. So those whose links are missing come after the others, and
    -- what only infers reads all when that is learned.
    v_unlinked := ARRAY(
        SELECT e.id FROM relationship_engine.entity e
        WHERE e.graph_id = p_graph_id AND e.id = ANY (v_ids) AND e.source_event_id IS NOT NULL AND NOT EXISTS (
            SELECT FROM relationship_engine.mention m
            WHERE m.graph_id = p_graph_id AND m.event_id = e.source_event_id AND m.entity_id = e.id
                AND m.origin <> 'text')
        ORDER BY e.id);
    FOR v_phase IN 1 .. 3 LOOP
        v_part := CASE v_phase
            WHEN 1 THEN ARRAY(SELECT unnest(v_ids) EXCEPT SELECT unnest(v_unlinked) ORDER BY 1)
            WHEN 2 THEN v_unlinked
            ELSE v_ids END;
        CONTINUE WHEN cardinality(v_part) = 0 OR NOT relationship_engine._is_on(p_graph_id);
        IF v_phase = 2 THEN
            PERFORM relationship_engine._link_source_events(p_graph_id, v_part);
        END IF;
        v_read := 0;
        FOR v_strategy IN
            SELECT split_part(n.step, ':', 2)
            FROM relationship_engine._strategy_steps(p_graph_id, v_phase = 3) AS n (step)
        LOOP
            v_read := greatest(v_read, relationship_engine._run_strategies(
                (p_graph_id, v_run_id, v_part, v_part, NULL, false), p_strategy => v_strategy,
                p_chunk_size => v_chunk));
        END LOOP;
        v_analyzed := CASE WHEN v_phase < 3 THEN v_analyzed + v_read ELSE greatest(v_analyzed, v_read) END;
    END LOOP;
    IF relationship_engine._is_on(p_graph_id) THEN
        v_analyzed := cardinality(v_ids);
    END IF;
    PERFORM relationship_engine._log_run(p_graph_id, v_run_id, 'on_demand', v_started, v_analyzed);
    RETURN relationship_engine.report_run(p_graph_id, v_run_id);
END
$function$;

COMMENT ON FUNCTION relationship_engine.run_on_demand(uuid [], bigint) IS
'Runs all strategies for the given entities, or for the whole graph (null), without decay and pruning. Skipped while '
'the graph is off. It is one transaction, in which it reads first and writes last: what it finds stays locked until '
'that ends, for a whole graph a while. For a large graph beside users CALL run_nightly(graph, true), which commits by '
'chunk. Errors: no_data_found for an unknown graph.';
