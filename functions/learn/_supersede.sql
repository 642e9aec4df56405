CREATE OR REPLACE FUNCTION relationship_engine._supersede(
    p_graph_id bigint, p_run_id uuid, p_candidates relationship_engine.candidate [], p_edge_ids uuid []
)
RETURNS void
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
    v_taken bigint;
    v_live bigint;
    v_guard double precision;
BEGIN
    -- a rule that was changed may read everything anew: as with pruning, not beyond the guard
    SELECT cardinality(p_edge_ids) + count(DISTINCT (r.from_id, r.to_id, r.kind)) INTO v_taken
    FROM relationship_engine.retraction r
    WHERE r.graph_id = p_graph_id AND r.retracted_by = p_run_id AND r.run_id <> p_run_id;
    IF v_taken >= 100 THEN
        SELECT g.prune_guard, (
            SELECT count(*) FROM relationship_engine.edge_store e
            WHERE e.graph_id = p_graph_id AND e.pruned_by_run IS NULL)
        INTO v_guard, v_live
        FROM relationship_engine.graph g WHERE g.id = p_graph_id;
        IF v_taken > v_guard * v_live THEN
            RAISE EXCEPTION 'learning refused: % of % live edges would make way for other readings, the guard allows % %%',
                v_taken, v_live, round((100 * v_guard)::numeric, 1)
            USING ERRCODE = 'object_not_in_prerequisite_state',
                HINT = 'If the rules are meant so, raise graph.prune_guard for one run; preview_run() lists the edges.';
        END IF;
    END IF;
    WITH taken AS (
        DELETE FROM relationship_engine.evidence v
        USING relationship_engine.edge_store e
        WHERE e.graph_id = p_graph_id AND e.id = ANY (p_edge_ids)
            AND v.graph_id = p_graph_id AND v.from_id = e.from_id AND v.to_id = e.to_id AND v.kind = e.kind
            AND v.is_exclusive
            AND EXISTS (
                SELECT FROM unnest(p_candidates) c
                WHERE c.is_exclusive AND c.from_id = v.from_id AND c.kind = v.kind AND c.strategy = v.strategy)
            AND NOT EXISTS (
                SELECT FROM unnest(p_candidates) c
                WHERE c.from_id = v.from_id AND c.to_id = v.to_id AND c.kind = v.kind AND c.strategy = v.strategy)
        RETURNING v.*
    )
    INSERT INTO relationship_engine.retraction
        (graph_id, from_id, to_id, kind, strategy, context, run_id, gain, clock, confidence, importance,
        event_id, start_date, end_date, description, detail, is_exclusive, observed_at, retracted_by)
    SELECT p_graph_id, t.from_id, t.to_id, t.kind, t.strategy, t.context, t.run_id, t.gain, t.clock, t.confidence,
        t.importance, t.event_id, t.start_date, t.end_date, t.description, t.detail, t.is_exclusive, t.observed_at, p_run_id
    FROM taken t
    ON CONFLICT (graph_id, from_id, to_id, kind, strategy, context, run_id) DO NOTHING;
    -- other finds of these observations, which waited for them
    UPDATE relationship_engine.retraction w
    SET retracted_by = p_run_id
    FROM relationship_engine.retraction r
    WHERE r.graph_id = p_graph_id AND r.retracted_by = p_run_id
        AND w.graph_id = p_graph_id AND w.from_id = r.from_id AND w.to_id = r.to_id AND w.kind = r.kind
        AND w.strategy = r.strategy AND w.context = r.context AND w.retracted_by = w.run_id AND w.is_exclusive
        AND NOT EXISTS (
            SELECT FROM relationship_engine.run u
            WHERE u.graph_id = p_graph_id AND u.id = w.run_id AND u.status = 'undone');
    PERFORM relationship_engine.delete_edges_without_evidence(p_graph_id, p_edge_ids);
    PERFORM relationship_engine.refresh_edges(p_graph_id, p_edge_ids);
END
$function$;

COMMENT ON FUNCTION relationship_engine._supersede(bigint, uuid, relationship_engine.candidate [], uuid []) IS
'Takes back, from the given edges, the exclusive evidence whose place the candidates take.';
