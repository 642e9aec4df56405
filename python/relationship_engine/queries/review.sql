-- name: review_queue
-- The edges that wait for a verdict, the least sure first.
SELECT q.* FROM relationship_engine.review_queue q
WHERE q.graph_id = %(graph_id)s::bigint
ORDER BY q.confidence NULLS FIRST, q.from_title, q.kind, q.to_title;

-- name: review_edge
-- One row: a run_report.
SELECT * FROM relationship_engine.review_edge(
    p_edge_id => %(edge_id)s::uuid, p_verdict => %(verdict)s::text, p_kind => %(kind)s::text, p_note => %(note)s::text);

-- name: sample_for_review
-- One row: how many edges were drawn.
SELECT relationship_engine.sample_for_review(
    p_graph_id => %(graph_id)s::bigint, p_count => %(count)s::integer) AS drawn;

-- name: strategy_precision
-- How right each strategy was by the verdicts: in all, by kind, by rule.
SELECT p.* FROM relationship_engine.strategy_precision p
WHERE p.graph_id = %(graph_id)s::bigint
ORDER BY p.strategy, p.kind NULLS FIRST, p.rule_id NULLS FIRST;
