CREATE OR REPLACE FUNCTION relationship_engine.undo_run(
    p_run_id uuid, p_dry_run boolean DEFAULT false, p_force boolean DEFAULT false
)
RETURNS relationship_engine.run_report
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
    v_started timestamptz := clock_timestamp();
    v_undo record;
    v_report relationship_engine.run_report;
BEGIN
    IF NOT p_dry_run THEN
        PERFORM relationship_engine.make_room();
        BEGIN
            SELECT * INTO v_undo FROM relationship_engine._toggle_undo(p_run_id, p_force);
        EXCEPTION WHEN foreign_key_violation THEN
            -- rows whose parents were deleted without triggers cannot be updated twice
            PERFORM relationship_engine.remove_orphans(t.graph_id, true)
            FROM relationship_engine._undo_target(p_run_id) t;
            SELECT * INTO v_undo FROM relationship_engine._toggle_undo(p_run_id, p_force);
        END;
        RETURN relationship_engine.report_run(v_undo.graph_id, v_undo.undo_id);
    END IF;
    SELECT NULL::uuid, t.graph_id, 'undo', 'dry_run', e.returned, e.changed, 0, e.removed, 0,
        extract(epoch FROM clock_timestamp() - v_started), '{}'::text[],
        relationship_engine._undo_message(t.is_undo, t.mode, e.removed, e.changed, e.returned, (
            SELECT count(*) FROM relationship_engine.decay_step d
            WHERE d.graph_id = t.graph_id AND d.run_id = t.run_id))
    INTO v_report
    FROM relationship_engine._undo_target(p_run_id) t
    CROSS JOIN LATERAL (
        SELECT count(*) FILTER (WHERE e.was_live AND NOT e.is_live) AS removed,
            count(*) FILTER (WHERE e.was_live AND e.is_live) AS changed,
            count(*) FILTER (WHERE e.is_live AND NOT e.was_live) AS returned
        FROM relationship_engine._foresee_undo(p_run_id) e
        WHERE e.is_of_run
    ) e;
    RETURN v_report;
END
$function$;

COMMENT ON FUNCTION relationship_engine.undo_run(uuid, boolean, boolean) IS
'Undoes exactly what a run did: its evidence (which is retracted, not deleted), edges without other evidence, its '
'prunings, weights that it set, its decay steps; results of other runs stay. The undo of an undo redoes the run. The '
'order of undo and redo does not matter. Detection waits meanwhile, statements of users do not. p_dry_run: only '
'reports the effect (status dry_run, no run_id), as preview_undo() does. '
'p_force: ignores the guard. Removed edges are reported as '
'pruned, restored ones as created. Errors: no_data_found; object_in_use for a running run; '
'object_not_in_prerequisite_state if the run is already undone, if its nights were repeated, or, without p_force, if '
'100 edges or more, and more than graph.undo_guard of all live edges, would be removed.';
