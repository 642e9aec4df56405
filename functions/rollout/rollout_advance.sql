CREATE OR REPLACE FUNCTION relationship_engine.rollout_advance(
    p_graph_id bigint DEFAULT 1, p_force boolean DEFAULT false, p_reason text DEFAULT NULL
)
RETURNS text
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
    v_rollout relationship_engine.rollout;
    v_next record;
    v_failing text[];
    v_said text;
BEGIN
    PERFORM relationship_engine.require_graph(p_graph_id, false);
    PERFORM FROM relationship_engine.graph g WHERE g.id = p_graph_id FOR NO KEY UPDATE;
    SELECT * INTO v_rollout FROM relationship_engine.rollout r WHERE r.graph_id = p_graph_id FOR UPDATE;
    SELECT n.phase, n.mode INTO v_next
    FROM relationship_engine.rollout_phases() n
    WHERE n.place = 1 + coalesce(
        (SELECT o.place FROM relationship_engine.rollout_phases() o WHERE o.phase = v_rollout.phase), 0);
    IF v_next.phase IS NULL THEN
        RAISE EXCEPTION 'the roll-out of graph % is in its last phase', p_graph_id
        USING ERRCODE = 'object_not_in_prerequisite_state', HINT = 'rollout_rollback() returns to the previous phase.';
    END IF;
    SELECT coalesce(array_agg(g.gate ORDER BY g.gate), '{}'),
        string_agg(format('%s is %s %s, not %s %s', g.gate, coalesce(round(g.value::numeric, 4)::text, 'unknown'),
            g.unit, g.comparison, g.bound), '; ' ORDER BY g.gate)
    INTO v_failing, v_said
    FROM relationship_engine.rollout_gate g
    WHERE g.graph_id = p_graph_id AND g.status <> 'pass';
    IF cardinality(v_failing) > 0 AND NOT p_force THEN
        RAISE EXCEPTION 'phase % is not complete: %', v_rollout.phase, v_said
        USING ERRCODE = 'object_not_in_prerequisite_state',
            HINT = 'SELECT * FROM relationship_engine.rollout_gate shows the remedies. p_force skips the gates and is '
                'logged.';
    END IF;
    INSERT INTO relationship_engine.rollout_change (graph_id, from_phase, to_phase, is_forced, gates_failing, reason)
    VALUES (p_graph_id, v_rollout.phase, v_next.phase, cardinality(v_failing) > 0, v_failing, p_reason);
    INSERT INTO relationship_engine.rollout (graph_id, phase)
    VALUES (p_graph_id, v_next.phase)
    ON CONFLICT (graph_id) DO UPDATE SET phase = EXCLUDED.phase, since = clock_timestamp();
    DELETE FROM relationship_engine.gate_state t WHERE t.graph_id = p_graph_id;
    PERFORM relationship_engine.set_mode(
        v_next.mode, p_graph_id, NULL, concat_ws(': ', 'roll-out to ' || v_next.phase, p_reason));
    RETURN v_next.phase;
END
$function$;

COMMENT ON FUNCTION relationship_engine.rollout_advance(bigint, boolean, text) IS
'Moves a graph to the next phase of its roll-out (see rollout_phases), sets the mode of that phase, and returns the '
'phase. The first call starts the roll-out. It refuses while a gate of the current phase does not pass, unless '
'p_force is true; rollout_change records the gates that did not pass. Errors: no_data_found, '
'object_not_in_prerequisite_state.';
