CREATE OR REPLACE FUNCTION relationship_engine.merge_entities(
    p_keep uuid, p_drop uuid, p_dry_run boolean DEFAULT false, p_graph_id bigint DEFAULT NULL
)
RETURNS relationship_engine.run_report
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
    v_began CONSTANT timestamptz := clock_timestamp();
    v_graph_id bigint;
    v_run_id uuid := relationship_engine.new_uuid_v7();
    v_moved bigint;
    v_joined bigint;
    v_loops bigint;
    v_mentions bigint;
    v_titles text[];
    v_report relationship_engine.run_report;
BEGIN
    IF NOT p_dry_run THEN
        PERFORM relationship_engine.make_room();
    END IF;
    v_graph_id := relationship_engine._graph_of_merge(p_keep, p_drop, p_graph_id);
    IF NOT p_dry_run THEN
        -- as an undo: writers of evidence wait, statements of users do not
        PERFORM relationship_engine.lock_graph(v_graph_id, true);
        PERFORM relationship_engine._graph_of_merge(p_keep, p_drop, v_graph_id);
    END IF;
    SELECT count(*), count(*) FILTER (WHERE p_keep IN (e.from_id, e.to_id)) INTO v_moved, v_loops
    FROM relationship_engine.edge_store e
    WHERE e.graph_id = v_graph_id AND (e.from_id = p_drop OR e.to_id = p_drop) AND e.pruned_by_run IS NULL;
    SELECT count(*) INTO v_joined
    FROM unnest(relationship_engine._joined_edges(v_graph_id, p_drop, p_keep, false)) k
    JOIN relationship_engine.edge_store e
        ON e.graph_id = v_graph_id AND e.from_id = k.from_id AND e.to_id = k.to_id AND e.kind = k.kind
    WHERE e.pruned_by_run IS NULL;
    SELECT count(*) INTO v_mentions
    FROM relationship_engine.mention m WHERE m.graph_id = v_graph_id AND m.entity_id = p_drop;
    SELECT array_agg(e.title ORDER BY e.id = p_keep) INTO v_titles
    FROM relationship_engine.entity e WHERE e.graph_id = v_graph_id AND e.id IN (p_keep, p_drop);

    v_report := (
        NULL, v_graph_id, 'merge', 'dry_run', 0, v_moved - v_loops, 0, least(v_joined + v_loops, v_moved), 0, NULL,
        '{}',
        format('"%s" into "%s": %s edges moved, %s of which join an edge of the kept entity, and %s between the two '
            'removed; %s mentions moved', v_titles[1], v_titles[2], v_moved - v_loops, v_joined, v_loops, v_mentions)
        )::relationship_engine.run_report;
    IF p_dry_run THEN
        v_report.processing_time := extract(epoch FROM clock_timestamp() - v_began);
        RETURN v_report;
    END IF;

    INSERT INTO relationship_engine.run
        (graph_id, id, mode, status, edges_updated, edges_pruned, message, started_at)
    VALUES (v_graph_id, v_run_id, 'merge', 'done', v_report.edges_updated, v_report.edges_pruned, v_report.message,
        v_began);
    INSERT INTO relationship_engine.merged_entity (graph_id, id, run_id, kept_id)
    VALUES (v_graph_id, p_drop, v_run_id, p_keep);
    PERFORM relationship_engine._toggle_merge(v_graph_id, v_run_id, false);
    UPDATE relationship_engine.run r
    SET finished_at = clock_timestamp(), processing_time = extract(epoch FROM clock_timestamp() - v_began)
    WHERE r.graph_id = v_graph_id AND r.id = v_run_id;
    RETURN relationship_engine.report_run(v_graph_id, v_run_id);
END
$function$;

COMMENT ON FUNCTION relationship_engine.merge_entities(uuid, uuid, boolean, bigint) IS
'Merges p_drop into p_keep, because both are one thing: edges with their evidence, mentions, proposals, edits, pins '
'and reviews move, and p_keep gets the title and the aliases of p_drop as aliases, and metadata, summary and embedding '
'where it has none. An observation that both have counts once. Edges between the two are removed. The row of p_drop '
'leaves entity and is kept in merged_entity: a mention, an edge or a candidate that is inserted with its id later goes '
'to p_keep, and an INSERT of the entity itself changes nothing, also with ON CONFLICT. Undone by undo_run() of the '
'returned run; what was learned since then stays with p_keep, and of merges in a chain the last is undone first. '
'p_dry_run: only counts and reads. Returns a run_report: edges_updated moved edges, edges_pruned those of them that '
'joined another one or were removed. Errors: invalid_parameter_value for one id twice; no_data_found for an unknown '
'id; ambiguous_parameter if several graphs have both ids and p_graph_id is null.';
