-- name: undo_run
-- One row: a run_report.
SELECT * FROM relationship_engine.undo_run(
    p_run_id => %(run_id)s::uuid, p_dry_run => %(dry_run)s::boolean, p_force => %(force)s::boolean);

-- name: preview_undo
-- The edges that undoing a run would touch, with their ends by title.
SELECT p.*, f.title AS from_title, t.title AS to_title
FROM relationship_engine.preview_undo(p_run_id => %(run_id)s::uuid) p
JOIN relationship_engine.run r ON r.id = %(run_id)s::uuid
JOIN relationship_engine.entity f ON f.graph_id = r.graph_id AND f.id = p.from_id
JOIN relationship_engine.entity t ON t.graph_id = r.graph_id AND t.id = p.to_id
ORDER BY p.change DESC, f.title, p.kind, t.title;

-- name: restore_pruned
-- One row: a run_report.
SELECT * FROM relationship_engine.restore_pruned(
    p_graph_id => %(graph_id)s::bigint, p_since => %(since)s::timestamptz, p_dry_run => %(dry_run)s::boolean);

-- name: merge_entities
-- The report of the run.
SELECT * FROM relationship_engine.merge_entities(
    p_keep => %(keep_id)s::uuid, p_drop => %(drop_id)s::uuid, p_dry_run => %(dry_run)s::boolean,
    p_graph_id => %(graph_id)s::bigint);
