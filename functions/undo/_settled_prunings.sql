CREATE OR REPLACE FUNCTION relationship_engine._settled_prunings(
    p_graph_id bigint, p_run_ids uuid [], p_undone uuid [], p_redone uuid []
)
RETURNS TABLE (from_id uuid, to_id uuid, kind text, run_id uuid, retracted_by uuid)
LANGUAGE sql STABLE
SET search_path = pg_catalog, pg_temp
AS $function$
    SELECT p.from_id, p.to_id, p.kind, p.run_id, CASE
        WHEN EXISTS (
            SELECT FROM relationship_engine.run u
            WHERE u.graph_id = p_graph_id AND u.id = p.run_id
                AND (u.status = 'undone' OR u.id = ANY (p_undone)) AND u.id <> ALL (p_redone)) THEN p.run_id
        ELSE (
            SELECT b.id
            FROM unnest(p.restored_by) WITH ORDINALITY AS b (id, nth)
            LEFT JOIN relationship_engine.run u ON u.graph_id = p_graph_id AND u.id = b.id
            WHERE NOT coalesce((u.status = 'undone' OR u.id = ANY (p_undone)) AND u.id <> ALL (p_redone), false)
            ORDER BY b.nth
            LIMIT 1)
        END
    FROM (
        SELECT p.* FROM relationship_engine.pruning p WHERE p.graph_id = p_graph_id AND p.run_id = ANY (p_run_ids)
        UNION
        SELECT p.* FROM relationship_engine.pruning p
        WHERE p.graph_id = p_graph_id AND p.restored_by <> '{}' AND p.restored_by && p_run_ids
    ) p
$function$;

COMMENT ON FUNCTION relationship_engine._settled_prunings(bigint, uuid [], uuid [], uuid []) IS
'Returns the prunings of the given runs, and those that these runs restored, with the run that retracts each (null: it '
'holds), as if the runs p_undone were undone and the runs p_redone were not.';
