-- The metrics of the roll-out plan per graph: each query of sql/metrics/ is a view metric_<name>.
CREATE OR REPLACE VIEW relationship_engine.metric_edge_creation WITH (security_invoker = true) AS
SELECT e.graph_id, e.created_at::date AS date, count(*) AS edges
FROM relationship_engine.edge e
WHERE e.created_at > now() - interval '7 days'
GROUP BY e.graph_id, e.created_at::date;
COMMENT ON VIEW relationship_engine.metric_edge_creation IS
'Live edges by day of creation, for the last 7 days. Expected: 10 to 50 a day, depending on the number of events.';

CREATE OR REPLACE VIEW relationship_engine.edge_distribution WITH (security_invoker = true) AS
WITH weighed AS (
    SELECT
        e.graph_id,
        e.kind,
        e.confidence,
        -- as in view edge, which looks the clock up for each edge
        exp(least(greatest(e.log_weight - e.rate * g.decay_clock, -700), 600)) AS weight
    FROM relationship_engine.edge e
    INNER JOIN relationship_engine.graph g ON e.graph_id = g.id
)

SELECT
    w.graph_id,
    w.kind,
    CASE
        WHEN w.weight < 0.5 THEN '<0.5'
        WHEN w.weight < 1.0 THEN '0.5-1.0'
        WHEN w.weight < 2.0 THEN '1.0-2.0'
        WHEN w.weight < 5.0 THEN '2.0-5.0'
        ELSE '>=5.0'
    END AS weight_range,
    CASE
        WHEN w.confidence < 0.3 THEN '<0.3'
        WHEN w.confidence < 0.5 THEN '0.3-0.5'
        WHEN w.confidence < 0.7 THEN '0.5-0.7'
        WHEN w.confidence < 0.9 THEN '0.7-0.9'
        ELSE '>=0.9'
    END AS confidence_range,
    count(*) AS edges,
    count(*) FILTER (WHERE w.weight > 1.0) AS reinforced_edges,
    sum(w.weight) FILTER (WHERE w.weight > 1.0) AS reinforced_weight
FROM weighed w
GROUP BY w.graph_id, w.kind, weight_range, confidence_range;
COMMENT ON VIEW relationship_engine.edge_distribution IS
'Live edges by kind, range of weight and range of confidence, those with a weight above 1 (reinforced) and the sum of '
'their weights: what the metrics of edges are made of. Reads all edges of a graph once.';

CREATE OR REPLACE VIEW relationship_engine.metric_edge_reinforcement WITH (security_invoker = true) AS
SELECT
    d.graph_id,
    sum(d.reinforced_edges)::bigint AS reinforced_edges,
    sum(d.reinforced_weight) / nullif(sum(d.reinforced_edges), 0) AS average_weight,
    sum(d.edges)::bigint AS edges,
    sum(d.reinforced_edges)::double precision / sum(d.edges) AS reinforced_share
FROM relationship_engine.edge_distribution d
GROUP BY d.graph_id;
COMMENT ON VIEW relationship_engine.metric_edge_reinforcement IS
'Live edges with a weight above 1, that is, with more than one observation. Expected share after a week: 0.2 to 0.4.';

CREATE OR REPLACE VIEW relationship_engine.metric_confidence WITH (security_invoker = true) AS
SELECT d.graph_id, d.confidence_range, sum(d.edges)::bigint AS edges
FROM relationship_engine.edge_distribution d
GROUP BY d.graph_id, d.confidence_range;
COMMENT ON VIEW relationship_engine.metric_confidence IS
'Live edges by confidence. Expected: most between 0.7 and 0.9.';

CREATE OR REPLACE VIEW relationship_engine.metric_weight WITH (security_invoker = true) AS
SELECT d.graph_id, d.weight_range, sum(d.edges)::bigint AS edges
FROM relationship_engine.edge_distribution d
GROUP BY d.graph_id, d.weight_range;
COMMENT ON VIEW relationship_engine.metric_weight IS
'Live edges by weight. Expected: most between 1 and 2, some between 2 and 5.';

CREATE OR REPLACE VIEW relationship_engine.metric_kind WITH (security_invoker = true) AS
SELECT d.graph_id, d.kind, sum(d.edges)::bigint AS edges
FROM relationship_engine.edge_distribution d
GROUP BY d.graph_id, d.kind;
COMMENT ON VIEW relationship_engine.metric_kind IS 'Live edges by kind. Expected: role_at among the most frequent.';

CREATE OR REPLACE VIEW relationship_engine.metric_nightly WITH (security_invoker = true) AS
SELECT
    r.graph_id,
    r.id AS run_id,
    r.night,
    r.started_at,
    r.status,
    r.processing_time,
    r.entities_analyzed,
    r.edges_created,
    r.edges_updated,
    r.edges_pruned,
    r.pruned_share
FROM relationship_engine.run r
WHERE r.mode = 'nightly';
COMMENT ON VIEW relationship_engine.metric_nightly IS
'Each nightly run of the run log: its time in seconds (target: below 60), and the share of edges that it pruned or '
'was refused to prune (expected: 0 to 0.05).';

CREATE OR REPLACE VIEW relationship_engine.metric_latency WITH (security_invoker = true) AS
SELECT
    r.graph_id,
    r.mode,
    count(*) AS runs,
    avg(r.processing_time) AS average,
    percentile_cont(0.5) WITHIN GROUP (ORDER BY r.processing_time) AS p50,
    percentile_cont(0.95) WITHIN GROUP (ORDER BY r.processing_time) AS p95,
    percentile_cont(0.99) WITHIN GROUP (ORDER BY r.processing_time) AS p99,
    max(r.processing_time) AS longest
FROM relationship_engine.run r
WHERE r.mode IN ('incremental', 'nightly', 'on_demand') AND r.status = 'done'
    AND r.started_at > now() - interval '7 days'
GROUP BY r.graph_id, r.mode;
COMMENT ON VIEW relationship_engine.metric_latency IS
'Seconds of the successful runs of the last 7 days: average and percentiles. Targets: incremental below 5, nightly '
'below 60.';

CREATE OR REPLACE VIEW relationship_engine.metric_llm_cost WITH (security_invoker = true) AS
SELECT d.graph_id, d.day, d.spent, d.reserved
FROM relationship_engine.llm_day d;
COMMENT ON VIEW relationship_engine.metric_llm_cost IS
'USD per day (UTC) that model calls cost, or that are reserved for calls with an unknown outcome. Target: below 5.';

CREATE OR REPLACE VIEW relationship_engine.metric WITH (security_invoker = true) AS
WITH distribution AS MATERIALIZED (
    SELECT d.* FROM relationship_engine.edge_distribution d
)

SELECT g.id AS graph_id, v.metric, v.labels, v.value
FROM relationship_engine.graph g
CROSS JOIN LATERAL (
    SELECT max(n.started_at) AS started_at, max(n.started_at) FILTER (WHERE n.status = 'done') AS succeeded_at
    FROM relationship_engine.metric_nightly n WHERE n.graph_id = g.id
) nights
LEFT JOIN LATERAL (
    SELECT n.processing_time, n.pruned_share
    FROM relationship_engine.metric_nightly n
    WHERE n.graph_id = g.id AND n.processing_time IS NOT NULL
    ORDER BY n.started_at DESC LIMIT 1
) latest ON true
CROSS JOIN LATERAL (
    VALUES
    ('graph_mode', jsonb_build_object('mode', g.mode), 1::double precision),
    ('entities', '{}', (SELECT count(*) FROM relationship_engine.entity e WHERE e.graph_id = g.id)),
    ('events', '{}', (SELECT count(*) FROM relationship_engine.raw_events e WHERE e.graph_id = g.id)),
    ('edges_pruned', '{}', (
        SELECT count(*) FROM relationship_engine.edge_store e
        WHERE e.graph_id = g.id AND e.pruned_by_run IS NOT NULL AND e.strategies <> '{}')),
    ('proposals', '{}', (SELECT count(*) FROM relationship_engine.proposal p WHERE p.graph_id = g.id)),
    ('nights_behind', '{}', current_date - g.decay_date),
    ('nightly_start_timestamp_seconds', '{}', extract(EPOCH FROM nights.started_at)),
    ('nightly_success_timestamp_seconds', '{}', extract(EPOCH FROM nights.succeeded_at)),
    ('nightly_duration_seconds', '{}', latest.processing_time),
    ('nightly_pruned_ratio', '{}', latest.pruned_share)
) AS v (metric, labels, value)
WHERE g.id > 0
UNION ALL
SELECT r.graph_id, v.metric, '{}', v.value
FROM (
    SELECT d.graph_id, sum(d.edges)::double precision AS edges, sum(d.reinforced_edges)::double precision AS reinforced
    FROM distribution d
    GROUP BY d.graph_id
) r
CROSS JOIN LATERAL (VALUES ('edges', r.edges), ('edges_reinforced_ratio', r.reinforced / r.edges)) AS v (metric, value)
UNION ALL
SELECT d.graph_id, 'edges_by_kind', jsonb_build_object('kind', d.kind), sum(d.edges)
FROM distribution d
GROUP BY d.graph_id, d.kind
UNION ALL
SELECT d.graph_id, 'edges_by_weight', jsonb_build_object('range', d.weight_range), sum(d.edges)
FROM distribution d
GROUP BY d.graph_id, d.weight_range
UNION ALL
SELECT d.graph_id, 'edges_by_confidence', jsonb_build_object('range', d.confidence_range), sum(d.edges)
FROM distribution d
GROUP BY d.graph_id, d.confidence_range
UNION ALL
SELECT l.graph_id, 'run_duration_seconds', jsonb_build_object('mode', l.mode, 'percentile', q.percentile), q.value
FROM relationship_engine.metric_latency l
CROSS JOIN LATERAL (VALUES (50, l.p50), (95, l.p95), (99, l.p99), (100, l.longest)) AS q (percentile, value)
UNION ALL
SELECT r.graph_id, 'runs_last_day', jsonb_build_object('mode', r.mode, 'status', r.status), count(*)
FROM relationship_engine.run r
WHERE r.started_at > now() - interval '24 hours'
GROUP BY r.graph_id, r.mode, r.status
UNION ALL
SELECT s.graph_id, v.metric, v.labels, v.value
FROM relationship_engine.llm_status s
CROSS JOIN LATERAL (
    VALUES
    ('llm_jobs', '{"state": "ready"}'::jsonb, s.ready::double precision),
    ('llm_jobs', '{"state": "leased"}', s.leased),
    ('llm_jobs', '{"state": "done"}', s.done),
    ('llm_jobs', '{"state": "dead"}', s.dead),
    ('llm_jobs', '{"state": "refused"}', s.refused),
    ('llm_oldest_job_seconds', '{}', extract(EPOCH FROM now() - s.oldest_ready)),
    ('llm_spent_today_dollars', '{}', s.spent_today),
    ('llm_reserved_today_dollars', '{}', s.reserved_today),
    ('llm_daily_budget_dollars', '{}', s.budget)
) AS v (metric, labels, value)
WHERE s.mode <> 'off'
UNION ALL
SELECT nullif(a.graph_id, 0), v.metric, jsonb_build_object('alert', a.alert, 'severity', a.severity), v.value
FROM relationship_engine.alert a
CROSS JOIN LATERAL (
    VALUES ('alert', a.is_firing::integer::double precision), ('alert_value', a.value), ('alert_bound', a.bound)
) AS v (metric, value);
COMMENT ON VIEW relationship_engine.metric IS
'All metrics and alerts, one number per row, as relationship-engine metrics --prometheus prints them. graph_id is '
'null for metrics of the whole database. Reads all edges, once.';
