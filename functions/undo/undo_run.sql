CREATE OR REPLACE FUNCTION relationship_engine.undo_run(
    p_run_id uuid, p_dry_run boolean DEFAULT false, p_force boolean DEFAULT false
)
RETURNS relationship_engine.run_report
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
    v_undo record;
    v_report relationship_engine.run_report;
BEGIN
    IF NOT p_dry_run THEN
        SELECT * INTO v_undo FROM relationship_engine._toggle_undo(p_run_id, p_force);
        RETURN relationship_engine.report_run(v_undo.graph_id, v_undo.undo_id);
    END IF;
    BEGIN
        SELECT * INTO v_undo FROM relationship_engine._toggle_undo(p_run_id, true);
        v_report := relationship_engine.report_run(v_undo.graph_id, v_undo.undo_id);
        RAISE EXCEPTION 'dry run' USING ERRCODE = 'RE000';
    EXCEPTION WHEN SQLSTATE 'RE000' THEN
        v_report.run_id := NULL;
        v_report.status := 'dry_run';
        RETURN v_report;
    END;
END
$function$;

COMMENT ON FUNCTION relationship_engine.undo_run(uuid, boolean, boolean) IS
'Undoes exactly what a run did: its evidence (which stays, retracted), edges that have no other, its prunings, its scaling, its '
'nights; what other runs did since stays as it is. Of an undo: redoes what that had undone, so that all is as it was. In whatever '
'order runs are undone and redone, the graph is the same. Detection waits meanwhile, users'' statements do not. p_dry_run: does it, reports '
'(status dry_run, no run_id), and rolls it back. Edges removed are reported as pruned, edges brought back as created. '
'Errors: no_data_found, object_in_use (still running), object_not_in_prerequisite_state: undone already; nights that '
'have passed again; or, without p_force, 100 edges or more would go and they are more than graph.undo_guard of all.';
