CREATE OR REPLACE FUNCTION relationship_engine.purge(p_graph_id bigint)
RETURNS bigint
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
    v_before timestamptz;
    v_runs uuid[];
    v_edges bigint;
BEGIN
    PERFORM relationship_engine.require_graph(p_graph_id);
    SELECT clock_timestamp() - g.retention INTO v_before
    FROM relationship_engine.graph g WHERE g.id = p_graph_id FOR KEY SHARE;
    -- Runs that were undone or redone recently may be undone or redone again.
    v_runs := ARRAY(
        SELECT r.id FROM relationship_engine.run r
        WHERE r.graph_id = p_graph_id AND r.started_at < v_before
            AND NOT EXISTS (
                SELECT FROM relationship_engine.run u
                WHERE u.graph_id = p_graph_id AND u.undoes = coalesce(r.undoes, r.id) AND u.started_at >= v_before));
    DELETE FROM relationship_engine.edge_store e
    WHERE e.graph_id = p_graph_id AND e.pruned_by_run IS NOT NULL AND e.pruned_at < v_before AND e.strategies <> '{}';
    GET DIAGNOSTICS v_edges = ROW_COUNT;
    DELETE FROM relationship_engine.pruning p
    WHERE p.graph_id = p_graph_id AND p.pruned_at < v_before
        AND NOT EXISTS (
            SELECT FROM relationship_engine.edge_store e
            WHERE e.graph_id = p_graph_id AND e.from_id = p.from_id AND e.to_id = p.to_id AND e.kind = p.kind);
    DELETE FROM relationship_engine.proposal p WHERE p.graph_id = p_graph_id AND p.created_at < v_before;
    WITH purged AS (
        DELETE FROM relationship_engine.evidence v
        WHERE v.graph_id = p_graph_id AND v.retracted_by = ANY (v_runs)
        RETURNING v.from_id, v.to_id, v.kind, v.strategy, v.context, v.run_id
    )
    DELETE FROM relationship_engine.edge_store e
    USING (SELECT DISTINCT p.from_id, p.to_id, p.kind FROM purged p) p
    WHERE e.graph_id = p_graph_id AND e.from_id = p.from_id AND e.to_id = p.to_id AND e.kind = p.kind
        AND e.strategies = '{}'
        AND NOT EXISTS (
            SELECT FROM relationship_engine.evidence v
            WHERE v.graph_id = p_graph_id AND v.from_id = e.from_id AND v.to_id = e.to_id AND v.kind = e.kind
                AND (v.strategy, v.context, v.run_id) NOT IN (
                    SELECT o.strategy, o.context, o.run_id FROM purged o
                    WHERE o.from_id = e.from_id AND o.to_id = e.to_id AND o.kind = e.kind));
    DELETE FROM relationship_engine.scaling s
    USING relationship_engine.run u
    WHERE u.graph_id = p_graph_id AND u.id = ANY (v_runs) AND u.status = 'undone'
        AND s.graph_id = p_graph_id AND s.scaled_by = u.id;
    -- The learned gain is needed while a change of weight may be undone.
    DELETE FROM relationship_engine.scaling s
    WHERE s.graph_id = p_graph_id AND s.scaled_at < v_before
        AND NOT EXISTS (
            SELECT FROM relationship_engine.scaling o
            JOIN relationship_engine.run u ON u.graph_id = p_graph_id AND u.id = o.scaled_by AND NOT u.id = ANY (v_runs)
            WHERE o.graph_id = p_graph_id AND o.from_id = s.from_id AND o.to_id = s.to_id AND o.kind = s.kind
                AND o.strategy = s.strategy AND o.context = s.context AND o.run_id = s.run_id);
    -- Without its run, an undone withdrawal would look as if it were in force.
    UPDATE relationship_engine.evidence v SET withdrawn_by = NULL
    FROM relationship_engine.run u
    WHERE u.graph_id = p_graph_id AND u.id = ANY (v_runs) AND u.status = 'undone'
        AND v.graph_id = p_graph_id AND v.withdrawn_by = u.id AND NOT v.is_erased;
    -- Verdicts are kept, except undone ones.
    DELETE FROM relationship_engine.rejection x
    USING relationship_engine.run u
    WHERE u.graph_id = p_graph_id AND u.id = ANY (v_runs) AND u.status = 'undone'
        AND x.graph_id = p_graph_id AND x.run_id = u.id;
    DELETE FROM relationship_engine.review x
    USING relationship_engine.run u
    WHERE u.graph_id = p_graph_id AND u.id = ANY (v_runs) AND u.status = 'undone'
        AND x.graph_id = p_graph_id AND x.run_id = u.id;
    DELETE FROM relationship_engine.review_sample s WHERE s.graph_id = p_graph_id AND s.sampled_at < v_before;
    -- What belongs to deleted entities and events has no foreign key, so that their deletion stays cheap.
    DELETE FROM relationship_engine.review x
    WHERE x.graph_id = p_graph_id AND x.reviewed_at < v_before AND NOT (
        EXISTS (SELECT FROM relationship_engine.entity e WHERE e.graph_id = p_graph_id AND e.id = x.from_id)
        AND EXISTS (SELECT FROM relationship_engine.entity e WHERE e.graph_id = p_graph_id AND e.id = x.to_id));
    DELETE FROM relationship_engine.mention m
    WHERE m.graph_id = p_graph_id AND m.created_at < v_before AND NOT EXISTS (
        SELECT FROM relationship_engine.raw_events r WHERE r.graph_id = p_graph_id AND r.id = m.event_id);
    DELETE FROM relationship_engine.llm_job j
    WHERE j.graph_id = p_graph_id AND j.state <> 'leased' AND CASE j.subject
        WHEN 'event' THEN NOT EXISTS (
            SELECT FROM relationship_engine.raw_events r WHERE r.graph_id = p_graph_id AND r.id = j.subject_id)
        ELSE NOT EXISTS (
            SELECT FROM relationship_engine.entity e WHERE e.graph_id = p_graph_id AND e.id = j.subject_id) END;
    DELETE FROM relationship_engine.llm_call c WHERE c.graph_id = p_graph_id AND c.day < v_before::date;
    DELETE FROM relationship_engine.llm_batch b
    WHERE b.graph_id = p_graph_id AND b.state IN ('ended', 'abandoned') AND b.updated_at < v_before;
    DELETE FROM relationship_engine.run_step s WHERE s.graph_id = p_graph_id AND s.run_id = ANY (v_runs);
    DELETE FROM relationship_engine.run r WHERE r.graph_id = p_graph_id AND r.id = ANY (v_runs);
    -- Ids of merged entities lead to the kept one for ever; the rows to undo a merge with go with its run.
    DELETE FROM relationship_engine.merged_entity m
    WHERE m.graph_id = p_graph_id AND m.into_id IS NULL AND m.run_id = ANY (v_runs);
    DELETE FROM relationship_engine.merged_row w
    WHERE w.graph_id = p_graph_id AND NOT EXISTS (
        SELECT FROM relationship_engine.merged_entity m
        JOIN relationship_engine.merged_entity o ON o.graph_id = p_graph_id AND o.into_id = m.into_id
        JOIN relationship_engine.run r ON r.graph_id = p_graph_id AND r.id = o.run_id
        WHERE m.graph_id = p_graph_id AND m.into_id IS NOT NULL
            AND (m.id IN (w.from_id, w.to_id, w.entity_id) OR w.context = 'entity:' || m.id));
    UPDATE relationship_engine.graph g SET purged_at = clock_timestamp() WHERE g.id = p_graph_id;
    RETURN v_edges;
END
$function$;

COMMENT ON FUNCTION relationship_engine.purge(bigint) IS
'Deletes rows older than graph.retention permanently: pruned edges with their evidence, retracted evidence, proposals, '
'the run log with its undo data, the ledger of model calls (the sums per day stay), and reviews and mentions of '
'deleted entities and events; also model jobs of these, of any age. Returns the number of edges. The nightly run calls '
'it. Errors: no_data_found.';
