-- name: export_ids
-- The entities within some hops of one, over edges that the export takes: id.
WITH RECURSIVE reached AS (
    SELECT %(entity_id)s::uuid AS id, 0 AS hops
    UNION
    SELECT CASE WHEN d.from_id = r.id THEN d.to_id ELSE d.from_id END, r.hops + 1
    FROM reached r
    JOIN relationship_engine.edge d ON d.graph_id = %(graph_id)s::bigint AND r.id IN (d.from_id, d.to_id)
    WHERE r.hops < %(hops)s::integer
        AND (NOT %(current)s::boolean
            OR coalesce(d.start_date <= %(on)s::date, true) AND coalesce(d.end_date > %(on)s::date, true))
)

SELECT DISTINCT r.id FROM reached r;

-- name: export_entities
-- The entities of an export.
SELECT e.id, e.title, e.type, e.summary
FROM relationship_engine.entity e
WHERE e.graph_id = %(graph_id)s::bigint AND (%(ids)s::uuid[] IS NULL OR e.id = ANY (%(ids)s::uuid[]))
ORDER BY e.id;

-- name: export_edges
-- The edges of an export.
SELECT d.id, d.from_id, d.to_id, d.kind, d.weight, d.strength, d.confidence, d.start_date, d.end_date,
    d.description, f.title AS from_title, f.type AS from_type, t.title AS to_title, t.type AS to_type
FROM relationship_engine.edge d
JOIN relationship_engine.entity f ON f.graph_id = d.graph_id AND f.id = d.from_id
JOIN relationship_engine.entity t ON t.graph_id = d.graph_id AND t.id = d.to_id
WHERE d.graph_id = %(graph_id)s::bigint
    AND (%(ids)s::uuid[] IS NULL OR d.from_id = ANY (%(ids)s::uuid[]) AND d.to_id = ANY (%(ids)s::uuid[]))
    AND (NOT %(current)s::boolean
        OR coalesce(d.start_date <= %(on)s::date, true) AND coalesce(d.end_date > %(on)s::date, true))
ORDER BY d.id;
