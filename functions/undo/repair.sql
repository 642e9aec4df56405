CREATE OR REPLACE FUNCTION relationship_engine.repair(p_graph_id bigint)
RETURNS bigint
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
    v_run_id uuid := relationship_engine.new_uuid_v7();
    v_started timestamptz := clock_timestamp();
    v_twice relationship_engine.edge_key[];
    v_wrong uuid[];
    v_gone uuid[];
BEGIN
    PERFORM relationship_engine.make_room();
    PERFORM relationship_engine.require_graph(p_graph_id);
    -- names before the graph, as whoever indexes entities and then learns
    PERFORM relationship_engine.index_names(p_graph_id, ARRAY(
        SELECT n.entity_id FROM relationship_engine.entity_name n WHERE n.graph_id = p_graph_id
        UNION
        SELECT t.entity_id FROM relationship_engine.title_suffix t WHERE t.graph_id = p_graph_id
        UNION
        SELECT e.id FROM relationship_engine.entity e WHERE e.graph_id = p_graph_id));
    -- Exclude writers that have written evidence and not yet their edges.
    PERFORM relationship_engine.lock_graph(p_graph_id, true);
    -- First what locks no edge: statements of users on edges wait only for the rest.
    PERFORM relationship_engine.index_texts(p_graph_id, ARRAY(
        SELECT v.id FROM relationship_engine.raw_events v WHERE v.graph_id = p_graph_id));
    -- they cannot be updated twice
    PERFORM relationship_engine.remove_orphans(p_graph_id, true);
    -- what deleted events said: their rows of event_text tell that they were there
    v_gone := ARRAY(
        SELECT t.event_id FROM relationship_engine.event_text t
        WHERE t.graph_id = p_graph_id AND NOT EXISTS (
            SELECT FROM relationship_engine.raw_events r WHERE r.graph_id = p_graph_id AND r.id = t.event_id));
    PERFORM relationship_engine.retract_events(p_graph_id, v_gone, true);
    PERFORM relationship_engine.index_texts(p_graph_id, v_gone);
    PERFORM relationship_engine.count_lexemes(p_graph_id);
    PERFORM relationship_engine.remove_orphans(p_graph_id);
    -- learn() ensures by its locks that an observation counts once; rows from elsewhere may not.
    SELECT array_agg((v.from_id, v.to_id, v.kind)::relationship_engine.edge_key) INTO v_twice
    FROM (
        SELECT v.from_id, v.to_id, v.kind
        FROM relationship_engine.counting_evidence v
        WHERE v.graph_id = p_graph_id
        GROUP BY v.from_id, v.to_id, v.kind, v.strategy, v.context
        HAVING count(*) > 1
    ) v;
    IF v_twice IS NOT NULL THEN
        PERFORM relationship_engine._settle_evidence(p_graph_id, v_twice);
    END IF;
    -- A merge whose kept entity is gone, or whose dropped one is there again, redirects nothing.
    DELETE FROM relationship_engine.merged_entity m
    WHERE m.graph_id = p_graph_id AND m.into_id IS NOT NULL AND (
        NOT EXISTS (SELECT FROM relationship_engine.entity e WHERE e.graph_id = p_graph_id AND e.id = m.into_id)
        OR EXISTS (SELECT FROM relationship_engine.entity e WHERE e.graph_id = p_graph_id AND e.id = m.id));
    PERFORM relationship_engine.refresh_unsettled_edges(p_graph_id);
    v_wrong := ARRAY(SELECT w.edge_id FROM relationship_engine.recompute_weights(p_graph_id) w);
    -- An edge without evidence keeps its weight, as an edge of the application.
    INSERT INTO relationship_engine.evidence
        (graph_id, from_id, to_id, kind, strategy, context, run_id, gain, step_no, confidence, importance,
        event_id, start_date, end_date, description, observed_at, learned_at)
    SELECT p_graph_id, e.from_id, e.to_id, e.kind, 'application', 'edge:' || e.id, v_run_id,
        exp(greatest(least(e.log_weight - e.rate * g.decay_clock, 700), -700)), g.decay_step_no,
        coalesce(e.confidence, 1), e.importance, e.source_event_id, e.start_date, e.end_date, e.description,
        e.last_reinforced_at, e.last_reinforced_at
    FROM relationship_engine.edge_store e
    JOIN relationship_engine.graph g ON g.id = p_graph_id
    WHERE e.graph_id = p_graph_id AND e.id = ANY (v_wrong) AND NOT EXISTS (
        SELECT FROM relationship_engine.evidence v
        WHERE v.graph_id = p_graph_id AND v.from_id = e.from_id AND v.to_id = e.to_id AND v.kind = e.kind);
    PERFORM relationship_engine.refresh_edges(p_graph_id, v_wrong);
    INSERT INTO relationship_engine.run
        (graph_id, id, mode, status, edges_updated, processing_time, message, started_at, finished_at)
    VALUES (p_graph_id, v_run_id, 'manual', 'done', cardinality(v_wrong),
        extract(epoch FROM clock_timestamp() - v_started), 'repair', v_started, clock_timestamp());
    RETURN cardinality(v_wrong);
END
$function$;

COMMENT ON FUNCTION relationship_engine.repair(bigint) IS
'Recomputes derived data from its sources and returns the number of edges that differed: weights from evidence, the '
'index of names from entities, and the full-text index from events. Retracts what deleted events said, and deletes '
'rows whose parents are missing (remove_orphans). Edges without evidence keep their weight, as edges of the '
'application. Writers to the graph wait meanwhile. Errors: no_data_found.';
