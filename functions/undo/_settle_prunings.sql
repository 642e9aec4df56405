CREATE OR REPLACE FUNCTION relationship_engine._settle_prunings(p_graph_id bigint, p_run_id uuid)
RETURNS void
LANGUAGE sql
SET search_path = pg_catalog, pg_temp
AS $function$
    UPDATE relationship_engine.pruning p
    SET retracted_by = s.retracted_by
    FROM (
        SELECT p.from_id, p.to_id, p.kind, p.run_id, CASE
            WHEN EXISTS (
                SELECT FROM relationship_engine.run u
                WHERE u.graph_id = p_graph_id AND u.id = p.run_id AND u.status = 'undone') THEN p.run_id
            ELSE (
                SELECT b.id
                FROM unnest(p.restored_by) WITH ORDINALITY AS b (id, nth)
                LEFT JOIN relationship_engine.run u ON u.graph_id = p_graph_id AND u.id = b.id
                WHERE u.status IS DISTINCT FROM 'undone'
                ORDER BY b.nth
                LIMIT 1)
            END AS retracted_by
        FROM relationship_engine.pruning p
        WHERE p.graph_id = p_graph_id AND (p.run_id = p_run_id OR p.restored_by <> '{}' AND p_run_id = ANY (p.restored_by))
    ) s
    WHERE p.graph_id = p_graph_id AND p.from_id = s.from_id AND p.to_id = s.to_id AND p.kind = s.kind AND p.run_id = s.run_id
        AND p.retracted_by IS DISTINCT FROM s.retracted_by
$function$;

COMMENT ON FUNCTION relationship_engine._settle_prunings(bigint, uuid) IS
'Decides of the prunings of a run, and of those that it restored, whether they hold: the pruning run is not undone, '
'and all restore_pruned() runs that found them in force are. Afterwards refresh the edges.';
