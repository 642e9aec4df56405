-- name: report_graph
-- One row: graph, what the page of a graph draws.
SELECT relationship_engine.report_graph(
    p_graph_id => %(graph_id)s::bigint, p_entities => %(entities)s::integer, p_edges => %(edges)s::integer) AS graph;

-- name: report_nights
-- The last nightly runs, oldest first.
SELECT n.night, n.status, n.edges_created, n.edges_updated, n.edges_pruned, n.processing_time, n.pruned_share
FROM (
    SELECT m.* FROM relationship_engine.metric_nightly m
    WHERE m.graph_id = %(graph_id)s::bigint
    ORDER BY m.started_at DESC
    LIMIT 90
) n
ORDER BY n.started_at;

-- name: report_edges_by
-- Live edges by day of creation, kind, weight and confidence: by, label, edges.
SELECT 'day' AS "by", c.date::text AS label, c.edges
FROM relationship_engine.metric_edge_creation c WHERE c.graph_id = %(graph_id)s::bigint
UNION ALL
SELECT 'kind', k.kind, k.edges FROM relationship_engine.metric_kind k WHERE k.graph_id = %(graph_id)s::bigint
UNION ALL
SELECT 'weight', w.weight_range, w.edges FROM relationship_engine.metric_weight w WHERE w.graph_id = %(graph_id)s::bigint
UNION ALL
SELECT 'confidence', c.confidence_range, c.edges
FROM relationship_engine.metric_confidence c WHERE c.graph_id = %(graph_id)s::bigint;

-- name: report_reinforcement
-- One row: reinforced_edges, average_weight, edges, reinforced_share; none without an edge.
SELECT r.* FROM relationship_engine.metric_edge_reinforcement r WHERE r.graph_id = %(graph_id)s::bigint;

-- name: report_latency
-- The seconds of the runs of the last 7 days, by mode.
SELECT l.mode, l.runs, l.average, l.p50, l.p95, l.p99, l.longest
FROM relationship_engine.metric_latency l
WHERE l.graph_id = %(graph_id)s::bigint
ORDER BY l.mode;

-- name: report_cost
-- USD that model calls cost, by day, oldest first.
SELECT c.day, c.spent
FROM relationship_engine.metric_llm_cost c
WHERE c.graph_id = %(graph_id)s::bigint AND c.day > (now() AT TIME ZONE 'UTC')::date - 30
ORDER BY c.day;

-- name: report_pruned
-- What the last 30 runs that pruned have pruned, the latest pruning of each edge: its ends by title, night, is_back (the
-- edge lives again) and its weight now; at most 150 that live and 150 that do not.
SELECT x.from_title, x.kind, x.to_title, x.night, x.is_back, x.weight
FROM (
    SELECT f.title AS from_title, p.kind, t.title AS to_title, p.night, d.id IS NOT NULL AS is_back, d.weight,
        row_number() OVER (PARTITION BY d.id IS NOT NULL ORDER BY p.night DESC, d.strength DESC, f.title) AS place
    FROM (
        SELECT DISTINCT ON (p.from_id, p.to_id, p.kind) p.from_id, p.to_id, p.kind,
            coalesce(r.night, r.started_at::date) AS night
        FROM (
            SELECT r.id, r.night, r.started_at
            FROM relationship_engine.run r
            WHERE r.graph_id = %(graph_id)s::bigint AND r.edges_pruned > 0 AND r.status <> 'undone'
            ORDER BY r.started_at DESC
            LIMIT 30
        ) r
        JOIN relationship_engine.pruning p
            ON p.graph_id = %(graph_id)s::bigint AND p.run_id = r.id AND p.retracted_by IS NULL
        ORDER BY p.from_id, p.to_id, p.kind, p.pruned_at DESC
    ) p
    JOIN relationship_engine.entity f ON f.graph_id = %(graph_id)s::bigint AND f.id = p.from_id
    JOIN relationship_engine.entity t ON t.graph_id = %(graph_id)s::bigint AND t.id = p.to_id
    LEFT JOIN relationship_engine.edge d ON d.graph_id = %(graph_id)s::bigint AND d.from_id = p.from_id
        AND d.to_id = p.to_id AND d.kind = p.kind
) x
WHERE x.place <= 150
ORDER BY x.is_back DESC, x.place;

-- name: report_stamp
-- One row: stamp, a text that changes when a run has changed the graph.
SELECT concat_ws(' ', g.decay_step_no, g.mode, (
    SELECT max(coalesce(r.finished_at, r.started_at)) FROM relationship_engine.run r WHERE r.graph_id = g.id
)) AS stamp
FROM relationship_engine.graph g
WHERE g.id = %(graph_id)s::bigint;
