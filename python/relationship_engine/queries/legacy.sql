-- name: inspect_legacy
-- One row per table of a legacy system: what an import would do, and what it has done.
SELECT * FROM relationship_engine.inspect_legacy(p_schema => %(schema)s::text, p_graph_id => %(graph_id)s::bigint);

-- name: import_legacy
-- No row; needs autocommit.
CALL relationship_engine.import_legacy(
    p_schema => %(schema)s::text, p_graph_id => %(graph_id)s::bigint, p_force => %(force)s::boolean);

-- name: last_import
-- One row: a run_report of the last import of a schema.
SELECT o.*
FROM relationship_engine.run r
CROSS JOIN LATERAL relationship_engine.report_run(p_graph_id => r.graph_id, p_run_id => r.id) o
WHERE r.graph_id = %(graph_id)s::bigint AND r.mode = 'import' AND EXISTS (
    SELECT FROM relationship_engine.legacy_import i
    WHERE i.graph_id = r.graph_id AND i.run_id = r.id AND i.source_schema = %(schema)s::text)
ORDER BY r.started_at DESC
LIMIT 1;

-- name: import_tables
-- One row per table that an import read: rows and sums of both sides, and whether they are equal.
SELECT i.relation, i.source_rows, i.present_rows, i.imported_rows, i.merged_rows, i.refused_rows, i.refused,
    i.source_sum, i.graph_sum, i.is_equal
FROM relationship_engine.legacy_import i
WHERE i.graph_id = %(graph_id)s::bigint AND i.run_id = %(run_id)s::uuid
ORDER BY array_position(ARRAY['raw_events', 'entity', 'mention', 'edge'], i.relation);

-- name: mirror_legacy
-- No row.
SELECT relationship_engine.mirror_legacy(p_schema => %(schema)s::text, p_graph_id => %(graph_id)s::bigint);

-- name: unmirror_legacy
-- One row: was_mirrored.
SELECT relationship_engine.unmirror_legacy(p_schema => %(schema)s::text, p_graph_id => %(graph_id)s::bigint)
    AS was_mirrored;

-- name: compare_legacy
-- One row per kind of edge: what a legacy system and the engine have in common, and in what they differ.
SELECT * FROM relationship_engine.compare_legacy(
    p_graph_id => %(graph_id)s::bigint, p_examples => %(examples)s::integer);

-- name: legacy_comparison
-- One row: the plan's two counts, and the edges by who has them.
SELECT c.* FROM relationship_engine.legacy_comparison c WHERE c.graph_id = %(graph_id)s::bigint;
