-- name: rollout
-- One row: the phase of a graph, since when, and its mode; none where it is in no roll-out.
SELECT o.graph_id, o.phase, o.since, g.mode, p.mode AS expected_mode, o.expected_kinds
FROM relationship_engine.rollout o
JOIN relationship_engine.graph g ON g.id = o.graph_id
JOIN relationship_engine.rollout_phases() p ON p.phase = o.phase
WHERE o.graph_id = %(graph_id)s::bigint;

-- name: rollout_gates
-- The gates of the phase, those that do not pass first.
SELECT t.gate, t.status, t.value, t.comparison, t.bound, t.unit, t.since, t.remedy
FROM relationship_engine.rollout_gate t
WHERE t.graph_id = %(graph_id)s::bigint
ORDER BY array_position(ARRAY['fail', 'not enough data', 'pass'], t.status), t.gate;

-- name: rollout_log
-- The steps of a roll-out, the latest first.
SELECT c.changed_at, c.from_phase, c.to_phase, c.is_forced, c.gates_failing, c.runs_undone, c.reason, c.changed_by
FROM relationship_engine.rollout_change c
WHERE c.graph_id = %(graph_id)s::bigint
ORDER BY c.id DESC;

-- name: refresh_gates
-- One row: failing, how many gates do not pass.
SELECT relationship_engine.refresh_gates() AS failing;

-- name: rollout_next
-- One row: the mode of a graph, the phase that follows and its mode; none without such a graph or such a phase.
SELECT g.id AS graph_id, g.mode, p.phase AS next_phase, p.mode AS next_mode
FROM relationship_engine.graph g
LEFT JOIN relationship_engine.rollout o ON o.graph_id = g.id
LEFT JOIN relationship_engine.rollout_phases() c ON c.phase = o.phase
JOIN relationship_engine.rollout_phases() p ON p.place = coalesce(c.place, 0) + 1
WHERE g.id = %(graph_id)s::bigint;

-- name: rollout_advance
-- One row: phase.
SELECT relationship_engine.rollout_advance(
    p_graph_id => %(graph_id)s::bigint, p_force => %(force)s::boolean, p_reason => %(reason)s::text) AS phase;

-- name: rollout_rollback
-- One row: what a step back does, or would do.
SELECT * FROM relationship_engine.rollout_rollback(
    p_graph_id => %(graph_id)s::bigint, p_undo => %(undo)s::boolean, p_dry_run => %(dry_run)s::boolean,
    p_force => %(force)s::boolean, p_reason => %(reason)s::text);

-- name: report_rollout
-- One row: the weekly message; none where the graph is in no roll-out.
SELECT * FROM relationship_engine.report_rollout(p_graph_id => %(graph_id)s::bigint);

-- name: rollout_phases
-- The phases of a roll-out in their order.
SELECT p.phase, p.mode FROM relationship_engine.rollout_phases() p ORDER BY p.place;
