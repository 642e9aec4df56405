CREATE OR REPLACE FUNCTION relationship_engine.run_on_demand(
    p_entity_ids uuid [] DEFAULT NULL, p_graph_id bigint DEFAULT 1
)
RETURNS relationship_engine.run_report
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
    -- a first run over millions of entities learns meanwhile: an array ends at a gigabyte
    v_most CONSTANT integer := 100000;
    v_run_id uuid := relationship_engine.new_uuid_v7();
    v_started timestamptz := clock_timestamp();
    v_chunk integer;
    v_ids uuid[];
    v_part uuid[];
    v_analyzed integer := 0;
    v_found record;
    v_strategies text[];
    v_candidates relationship_engine.candidate[];
    v_confirming_strategies text[];
    v_confirming relationship_engine.candidate[];
    v_missed uuid[] := '{}'::uuid[];
    v_linked integer;
    v_pass text;
    v_pass_ids uuid[];
    v_new uuid[];
    v_stated_by text[];
    v_stated relationship_engine.candidate[];
    v_inferred_by text[];
    v_inferred relationship_engine.candidate[];
    v_strategy text;
BEGIN
    PERFORM relationship_engine.make_room();
    PERFORM relationship_engine.require_graph(p_graph_id);
    SELECT g.chunk_size INTO v_chunk FROM relationship_engine.graph g WHERE g.id = p_graph_id;
    IF NOT relationship_engine._is_on(p_graph_id) THEN
        v_run_id := relationship_engine._skip_run(p_graph_id, 'on_demand');
        RETURN relationship_engine.report_run(p_graph_id, v_run_id);
    END IF;
    -- It is one transaction, and what it writes is locked to its end. So it reads first, and writes in the order in
    -- which users would miss it least: links of entities that have none yet, new edges, what is inferred of these, and
    -- last the edges that users change too. What it still has to read when others wait for it, the next night reads.
    SELECT coalesce(array_agg(e.id ORDER BY e.is_unlinked, e.id), '{}'), count(*) FILTER (WHERE NOT e.is_unlinked)
    INTO v_ids, v_linked
    FROM (
        SELECT e.id, e.source_event_id IS NOT NULL AND NOT EXISTS (
            SELECT FROM relationship_engine.mention m
            WHERE m.graph_id = p_graph_id AND m.event_id = e.source_event_id AND m.entity_id = e.id
                AND m.origin <> 'text') AS is_unlinked
        FROM relationship_engine.entity e
        WHERE e.graph_id = p_graph_id AND (p_entity_ids IS NULL OR e.id = ANY (p_entity_ids))
    ) e;
    FOR i IN 1 .. cardinality(v_ids) BY v_chunk LOOP
        PERFORM relationship_engine.index_names(p_graph_id, v_ids[i:i + v_chunk - 1]);
    END LOOP;
    FOREACH v_pass IN ARRAY ARRAY['state', 'infer', 'link and state', 'infer about news'] LOOP
        IF v_pass = 'infer' THEN
            -- of entities that get new edges, when these are there: all others are read before anything is locked
            v_new := ARRAY(
                SELECT DISTINCT e.id
                FROM unnest(v_candidates) c
                CROSS JOIN LATERAL (VALUES (c.from_id), (c.to_id)) AS e (id));
            v_stated_by := v_strategies;
            v_stated := v_candidates;
            v_strategies := NULL;
            v_candidates := NULL;
        ELSIF v_pass = 'link and state' THEN
            PERFORM relationship_engine.lock_graph(p_graph_id);
            v_inferred_by := v_strategies;
            v_inferred := v_candidates;
            v_strategies := v_stated_by;
            v_candidates := v_stated;
            v_chunk := least(v_chunk, 100);
        ELSIF v_pass = 'infer about news' THEN
            v_new := ARRAY(
                SELECT DISTINCT e.id
                FROM unnest(v_candidates) c
                CROSS JOIN LATERAL (VALUES (c.from_id), (c.to_id)) AS e (id));
            v_missed := v_missed || relationship_engine._learn_findings(
                p_graph_id, v_run_id, v_strategies, v_candidates);
            v_strategies := v_inferred_by;
            v_candidates := v_inferred;
        END IF;
        v_pass_ids := CASE v_pass
            WHEN 'state' THEN v_ids[:v_linked]
            WHEN 'infer' THEN ARRAY(SELECT unnest(v_ids[:v_linked]) EXCEPT SELECT unnest(v_new))
            WHEN 'link and state' THEN v_ids[v_linked + 1:]
            ELSE ARRAY(
                SELECT unnest(v_ids) INTERSECT (SELECT unnest(v_new) UNION SELECT unnest(v_ids[v_linked + 1:]))) END;
        FOR i IN 1 .. cardinality(v_pass_ids) BY v_chunk LOOP
            EXIT WHEN NOT relationship_engine._is_on(p_graph_id);
            IF v_pass IN ('link and state', 'infer about news') AND relationship_engine._is_in_the_way() THEN
                v_missed := v_missed || v_pass_ids[i:];
                EXIT;
            END IF;
            v_part := v_pass_ids[i:i + v_chunk - 1];
            IF v_pass = 'link and state' THEN
                PERFORM relationship_engine._link_source_events(p_graph_id, v_part);
            END IF;
            v_found := relationship_engine._find_edges(
                (p_graph_id, v_run_id, v_part, v_part, NULL, false), v_pass LIKE 'infer%');
            v_strategies := v_strategies || v_found.strategies;
            v_candidates := v_candidates || v_found.candidates;
            v_confirming_strategies := v_confirming_strategies || v_found.confirming_strategies;
            v_confirming := v_confirming || v_found.confirming;
            IF cardinality(v_candidates) >= v_most OR cardinality(v_confirming) >= v_most THEN
                PERFORM relationship_engine.lock_graph(p_graph_id);
                v_missed := v_missed
                    || relationship_engine._learn_findings(p_graph_id, v_run_id, v_strategies, v_candidates)
                    || relationship_engine._learn_findings(
                        p_graph_id, v_run_id, v_confirming_strategies, v_confirming);
                v_strategies := NULL;
                v_candidates := NULL;
                v_confirming_strategies := NULL;
                v_confirming := NULL;
            END IF;
            IF v_pass NOT LIKE 'infer%' THEN
                v_analyzed := v_analyzed + cardinality(v_part);
            END IF;
        END LOOP;
    END LOOP;
    v_missed := v_missed || relationship_engine._learn_findings(p_graph_id, v_run_id, v_strategies, v_candidates);
    v_missed := v_missed || relationship_engine._learn_findings(
        p_graph_id, v_run_id, v_confirming_strategies, v_confirming);
    -- who feeds a queue reads no edges
    FOR v_strategy IN SELECT s.strategy FROM relationship_engine._strategy_calls(p_graph_id) s WHERE s.is_queued LOOP
        FOR i IN 1 .. cardinality(v_ids) BY v_chunk LOOP
            v_part := v_ids[i:i + v_chunk - 1];
            PERFORM relationship_engine._run_strategies(
                (p_graph_id, v_run_id, v_part, v_part, NULL, false), p_strategy => v_strategy);
        END LOOP;
    END LOOP;
    PERFORM relationship_engine._log_run(p_graph_id, v_run_id, 'on_demand', v_started, v_analyzed);
    v_missed := ARRAY(SELECT DISTINCT m.id FROM unnest(v_missed) AS m (id));
    IF cardinality(v_missed) > 0 THEN
        UPDATE relationship_engine.run r
        SET missed_ids = v_missed, message = format(
            'other sessions have locked edges of %s entities, or wait for this run: the next nightly run reads these',
            cardinality(v_missed))
        WHERE r.graph_id = p_graph_id AND r.id = v_run_id;
    END IF;
    RETURN relationship_engine.report_run(p_graph_id, v_run_id);
END
$function$;

COMMENT ON FUNCTION relationship_engine.run_on_demand(uuid [], bigint) IS
'Runs all strategies for the given entities, or for the whole graph (null), without decay and pruning. It is one '
'transaction, which reads first and learns last, the strategies that only infer after the others: statements of users '
'wait for what it learns, not for what it reads, unless it finds more than 100,000 things. Edges that another session '
'keeps locked, and what it has still to read when another session waits for it, it leaves to the next nightly run '
'(message). Skipped while the graph is off; one that is switched off '
'meanwhile learns nothing. Errors: no_data_found for an unknown graph.';
