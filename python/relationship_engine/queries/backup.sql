-- name: export_snapshot
-- One row: snapshot, for others to see what this transaction sees.
SELECT pg_export_snapshot() AS snapshot;

-- name: tables
-- The tables of relationship_engine, those that users added included.
SELECT c.relname AS name
FROM pg_class c
WHERE c.relnamespace = 'relationship_engine'::regnamespace AND c.relkind = 'r'
ORDER BY c.relname COLLATE "C";

-- name: count_rows
-- One row: rows, of table {name}.
SELECT count(*) AS rows FROM relationship_engine.{name};
