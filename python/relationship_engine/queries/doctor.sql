-- name: doctor
-- What was examined in the installation and in one graph, or all (null): check, status, value, remedy, graph_id.
SELECT * FROM relationship_engine.doctor(p_graph_id => %(graph_id)s::bigint);

-- name: has_orphans
SELECT to_regprocedure('relationship_engine.orphans(bigint)') IS NOT NULL AS has_orphans;

-- name: orphans
SELECT o.graph_id, o.relation, o.parent, o.entries
FROM relationship_engine.orphans() o
WHERE NOT o.is_leftover
ORDER BY o.relation, o.parent;

-- name: remove_orphans
SELECT o.relation, o.parent, o.entries FROM relationship_engine.remove_orphans() o;

-- name: repair_all
SELECT relationship_engine.repair(g.id) FROM relationship_engine.graph g WHERE g.id > 0 ORDER BY g.id;

-- name: unvalidated_references
SELECT concat('ALTER TABLE ', c.conrelid::regclass, ' VALIDATE CONSTRAINT ', quote_ident(c.conname)) AS statement
FROM pg_constraint c
WHERE c.connamespace = 'relationship_engine'::regnamespace AND c.contype = 'f' AND NOT c.convalidated
ORDER BY c.conrelid, c.conname;
