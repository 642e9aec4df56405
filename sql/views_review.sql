-- A review holds unless its run is undone. A purged run counts as not undone.
CREATE OR REPLACE VIEW relationship_engine.review_in_force WITH (security_invoker = true) AS
SELECT
    v.graph_id,
    v.run_id,
    v.from_id,
    v.to_id,
    v.kind,
    v.verdict,
    v.new_kind,
    v.note,
    v.confidence,
    v.findings,
    v.is_sample,
    v.reviewed_by,
    v.reviewed_at
FROM relationship_engine.review v
WHERE NOT EXISTS (
    SELECT FROM relationship_engine.run r
    WHERE r.graph_id = v.graph_id AND r.id = v.run_id AND r.status = 'undone'
);
COMMENT ON VIEW relationship_engine.review_in_force IS 'The verdicts whose runs are not undone.';

CREATE OR REPLACE VIEW relationship_engine.review_queue WITH (security_invoker = true) AS
SELECT
    e.graph_id,
    e.id AS edge_id,
    CASE WHEN s.sampled_at IS NOT NULL THEN 'sample' ELSE 'low_confidence' END AS reason,
    e.from_id,
    f.title AS from_title,
    e.kind,
    e.to_id,
    t.title AS to_title,
    exp(least(greatest(e.log_weight - e.rate * g.decay_clock, -700), 600)) AS weight,
    e.confidence,
    e.strategies,
    e.description,
    coalesce(s.sampled_at, e.last_reinforced_at) AS waits_since
FROM relationship_engine.graph g
INNER JOIN relationship_engine.edge_store e ON g.id = e.graph_id
INNER JOIN relationship_engine.entity f ON e.graph_id = f.graph_id AND e.from_id = f.id
INNER JOIN relationship_engine.entity t ON e.graph_id = t.graph_id AND e.to_id = t.id
LEFT JOIN relationship_engine.review_sample s
    ON e.graph_id = s.graph_id AND e.from_id = s.from_id AND e.to_id = s.to_id AND e.kind = s.kind
WHERE e.pruned_by_run IS NULL AND (e.confidence < g.review_below OR s.sampled_at IS NOT NULL)
    AND NOT EXISTS (
        SELECT FROM relationship_engine.review_in_force v
        WHERE v.graph_id = e.graph_id AND v.from_id = e.from_id AND v.to_id = e.to_id AND v.kind = e.kind
            AND CASE
                WHEN s.sampled_at IS NOT NULL THEN v.reviewed_at >= s.sampled_at
                ELSE v.verdict = 'accept' OR v.reviewed_at >= e.last_reinforced_at
            END
    );
COMMENT ON VIEW relationship_engine.review_queue IS
'Live edges that wait for a verdict: those below graph.review_below that are not accepted yet, and those drawn at '
'random.';

CREATE OR REPLACE VIEW relationship_engine.strategy_precision WITH (security_invoker = true) AS
SELECT
    c.graph_id,
    c.strategy,
    c.kind,
    c.rule_id,
    c.reviewed,
    c.accepted,
    c.accepted::double precision / c.reviewed AS precision,
    relationship_engine.wilson_bound(c.accepted, c.reviewed, -1) AS lower_bound,
    relationship_engine.wilson_bound(c.accepted, c.reviewed, 1) AS upper_bound,
    c.sampled,
    c.sampled_accepted::double precision / nullif(c.sampled, 0) AS sampled_precision,
    relationship_engine.wilson_bound(c.sampled_accepted, c.sampled, -1) AS sampled_lower_bound,
    relationship_engine.wilson_bound(c.sampled_accepted, c.sampled, 1) AS sampled_upper_bound
FROM (
    SELECT
        v.graph_id,
        f.strategy,
        v.kind,
        f.rule AS rule_id,
        count(*) AS reviewed,
        count(*) FILTER (WHERE v.verdict = 'accept') AS accepted,
        count(*) FILTER (WHERE v.is_sample) AS sampled,
        count(*) FILTER (WHERE v.is_sample AND v.verdict = 'accept') AS sampled_accepted
    FROM relationship_engine.review_in_force v
    CROSS JOIN LATERAL jsonb_to_recordset(v.findings) AS f (strategy text, rule bigint)
    GROUP BY v.graph_id, f.strategy, GROUPING SETS ((), (v.kind), (f.rule))
    HAVING grouping(f.rule) = 1 OR f.rule IS NOT NULL
) c;
COMMENT ON VIEW relationship_engine.strategy_precision IS
'The share of reviewed edges that were accepted, per strategy (kind and rule_id null), kind and rule, with the bounds '
'of the Wilson interval at 95 %. The review queue contains doubtful edges, so its verdicts are not representative; '
'the columns sampled* count only edges drawn at random, which are.';
