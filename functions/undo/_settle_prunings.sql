CREATE OR REPLACE FUNCTION relationship_engine._settle_prunings(p_graph_id bigint, p_run_id uuid)
RETURNS void
LANGUAGE sql
SET search_path = pg_catalog, pg_temp
AS $function$
    UPDATE relationship_engine.pruning p
    SET retracted_by = s.retracted_by
    FROM relationship_engine._settled_prunings(p_graph_id, ARRAY[p_run_id], '{}', '{}') s
    WHERE p.graph_id = p_graph_id AND p.from_id = s.from_id AND p.to_id = s.to_id AND p.kind = s.kind
        AND p.run_id = s.run_id AND p.retracted_by IS DISTINCT FROM s.retracted_by
$function$;

COMMENT ON FUNCTION relationship_engine._settle_prunings(bigint, uuid) IS
'Decides of the prunings of a run, and of those that it restored, whether they hold: the pruning run is not undone, '
'and all restore_pruned() runs that found them in force are. Afterwards refresh the edges.';
