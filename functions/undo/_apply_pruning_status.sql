CREATE OR REPLACE FUNCTION relationship_engine._apply_pruning_status(p_graph_id bigint, p_run_id uuid)
RETURNS void
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
    -- a pruning is aside while its own run is undone, or a run that took it back is not
    v_undone uuid[] := ARRAY(
        SELECT u.id
        FROM relationship_engine.run u
        WHERE u.graph_id = p_graph_id AND u.status = 'undone'
            AND (u.id = p_run_id OR u.id IN (
                SELECT p.run_id FROM relationship_engine.retracted_pruning p
                WHERE p.graph_id = p_graph_id AND p.retracted_by = p_run_id
                UNION
                SELECT p.retracted_by FROM relationship_engine.retracted_pruning p
                WHERE p.graph_id = p_graph_id AND p.run_id = p_run_id)));
BEGIN
    INSERT INTO relationship_engine.retracted_pruning (graph_id, from_id, to_id, kind, run_id, pruned_at, retracted_by)
    SELECT p_graph_id, x.from_id, x.to_id, x.kind, x.run_id, x.pruned_at, x.run_id
    FROM (
        SELECT p.from_id, p.to_id, p.kind, p.run_id, p.pruned_at FROM relationship_engine.pruning p
        WHERE p.graph_id = p_graph_id AND p.run_id = p_run_id
        UNION
        SELECT p.from_id, p.to_id, p.kind, p.run_id, p.pruned_at FROM relationship_engine.retracted_pruning p
        WHERE p.graph_id = p_graph_id AND (p.run_id = p_run_id OR p.retracted_by = p_run_id)
    ) x
    WHERE x.run_id = ANY (v_undone)
    ON CONFLICT (graph_id, from_id, to_id, kind, run_id, retracted_by) DO NOTHING;

    DELETE FROM relationship_engine.pruning p
    USING relationship_engine.retracted_pruning t
    WHERE t.graph_id = p_graph_id AND (t.run_id = p_run_id OR t.retracted_by = p_run_id)
        AND (t.retracted_by = ANY (v_undone)) = (t.retracted_by = t.run_id)
        AND p.graph_id = p_graph_id AND p.from_id = t.from_id AND p.to_id = t.to_id AND p.kind = t.kind
        AND p.run_id = t.run_id;

    INSERT INTO relationship_engine.pruning (graph_id, from_id, to_id, kind, run_id, pruned_at)
    SELECT DISTINCT p_graph_id, t.from_id, t.to_id, t.kind, t.run_id, t.pruned_at
    FROM relationship_engine.retracted_pruning t
    WHERE t.graph_id = p_graph_id AND (t.run_id = p_run_id OR t.retracted_by = p_run_id)
        AND NOT EXISTS (
            SELECT FROM relationship_engine.retracted_pruning o
            LEFT JOIN relationship_engine.run u ON u.graph_id = p_graph_id AND u.id = o.retracted_by
            WHERE o.graph_id = p_graph_id AND o.from_id = t.from_id AND o.to_id = t.to_id AND o.kind = t.kind
                AND o.run_id = t.run_id
                AND (u.status IS NOT DISTINCT FROM 'undone') = (o.retracted_by = o.run_id))
    ON CONFLICT (graph_id, from_id, to_id, kind, run_id) DO NOTHING;

    DELETE FROM relationship_engine.retracted_pruning t
    WHERE t.graph_id = p_graph_id AND t.run_id = p_run_id AND t.retracted_by = p_run_id
        AND NOT p_run_id = ANY (v_undone);
END
$function$;

COMMENT ON FUNCTION relationship_engine._apply_pruning_status(bigint, uuid) IS
'Puts the prunings of a run, or those that it took back, aside or in force, after it was undone or done again. '
'Afterwards refresh the edges.';
