CREATE OR REPLACE FUNCTION relationship_engine.purge(p_graph_id bigint)
RETURNS bigint
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
    v_before timestamptz;
    v_edges bigint;
BEGIN
    SELECT clock_timestamp() - g.retention INTO v_before
    FROM relationship_engine.graph g WHERE g.id = p_graph_id FOR KEY SHARE;
    IF NOT FOUND THEN
        RAISE EXCEPTION 'there is no graph %', p_graph_id
        USING ERRCODE = 'no_data_found', HINT = 'Make one with create_graph(name), or use graph 1.';
    END IF;
    DELETE FROM relationship_engine.edge_store e
    WHERE e.graph_id = p_graph_id AND e.pruned_by_run IS NOT NULL AND e.pruned_at < v_before;
    GET DIAGNOSTICS v_edges = ROW_COUNT;
    DELETE FROM relationship_engine.proposal p WHERE p.graph_id = p_graph_id AND p.created_at < v_before;
    DELETE FROM relationship_engine.retraction r
    USING relationship_engine.run u
    WHERE r.graph_id = p_graph_id AND u.graph_id = p_graph_id AND u.id = r.retracted_by AND u.started_at < v_before;
    DELETE FROM relationship_engine.run_step s
    USING relationship_engine.run u
    WHERE s.graph_id = p_graph_id AND u.graph_id = p_graph_id AND u.id = s.run_id AND u.started_at < v_before;
    DELETE FROM relationship_engine.llm_call c WHERE c.graph_id = p_graph_id AND c.day < v_before::date;
    DELETE FROM relationship_engine.llm_batch b
    WHERE b.graph_id = p_graph_id AND b.state IN ('ended', 'abandoned') AND b.updated_at < v_before;
    DELETE FROM relationship_engine.run r WHERE r.graph_id = p_graph_id AND r.started_at < v_before;
    RETURN v_edges;
END
$function$;

COMMENT ON FUNCTION relationship_engine.purge(bigint) IS
'Deletes for good what is older than graph.retention: pruned edges with their evidence (returns how many), proposals, '
'the run log, the ledger of calls to a model (their sums by day stay). The nightly calls it. Errors: no_data_found.';
