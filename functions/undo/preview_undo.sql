CREATE OR REPLACE FUNCTION relationship_engine.preview_undo(p_run_id uuid)
RETURNS TABLE (
    change text,
    edge_id uuid,
    from_id uuid,
    to_id uuid,
    kind text,
    weight_before double precision,
    weight_after double precision
)
LANGUAGE sql
SET search_path = pg_catalog, pg_temp
AS $function$
    SELECT CASE WHEN NOT e.is_live THEN 'removed' WHEN NOT e.was_live THEN 'returned' ELSE 'changed' END,
        e.edge_id, e.from_id, e.to_id, e.kind,
        CASE WHEN e.was_live THEN e.weight_before END, CASE WHEN e.is_live THEN e.weight_after END
    FROM relationship_engine._foresee_undo(p_run_id) e
    WHERE e.was_live <> e.is_live OR e.is_live AND e.weight_before <> e.weight_after
    ORDER BY 1 DESC, e.from_id, e.to_id, e.kind
$function$;

COMMENT ON FUNCTION relationship_engine.preview_undo(uuid) IS
'Returns the live edges that undo_run() of a run would remove, restore or change, with their weights before and '
'after. A decay step changes the weights of all edges; only edges that were learned after it or change otherwise are '
'listed. Only reads, so it works for readers and on a standby; the undo of a merge is tried and taken back, which '
'needs the rights and the server of undo_run(). Errors: see undo_run.';
