-- name: edge
-- The edge of an id, live or pruned: its ends by title, its weight now.
SELECT e.id, f.title AS from_title, e.kind, t.title AS to_title,
    exp(greatest(e.log_weight - e.rate * g.decay_clock, -700)) AS weight, e.confidence, e.pruned_by_run IS NOT NULL AS is_pruned
FROM relationship_engine.edge_store e
JOIN relationship_engine.graph g ON g.id = e.graph_id
JOIN relationship_engine.entity f ON f.graph_id = e.graph_id AND f.id = e.from_id
JOIN relationship_engine.entity t ON t.graph_id = e.graph_id AND t.id = e.to_id
WHERE e.id = %(edge_id)s::uuid AND (e.pruned_by_run IS NULL OR e.strategies <> '{}');

-- name: explain_edge
-- The evidence of an edge, oldest first.
SELECT * FROM relationship_engine.explain_edge(p_edge_id => %(edge_id)s::uuid);

-- name: why_not
-- The reasons why an edge is not there, the decisive ones first.
SELECT * FROM relationship_engine.why_not(
    p_from => %(source)s::text, p_to => %(target)s::text, p_kind => %(kind)s::text, p_graph_id => %(graph_id)s::bigint);

-- name: forecast
-- One row: what the nights would leave of a graph under its settings, or others.
SELECT * FROM relationship_engine.forecast(
    p_graph_id => %(graph_id)s::bigint, p_nights => %(nights)s::integer,
    p_decay_factor => %(decay_factor)s::double precision, p_prune_threshold => %(prune_threshold)s::double precision,
    p_min_confidence => %(min_confidence)s::double precision);

-- name: backtest
-- A row for each kind and setting: how well the setting would have ranked the evidence that came next.
SELECT * FROM relationship_engine.backtest(
    p_graph_id => %(graph_id)s::bigint, p_days => %(days)s::integer, p_periods => %(periods)s::integer,
    p_kinds => %(kinds)s::text[]);

-- name: require_graph
-- One row; an error where there is no graph of this id.
SELECT relationship_engine.require_graph(%(graph_id)s::bigint);

-- name: recall
-- The rows of recall(): kind, id, score, content, why, tokens.
SELECT * FROM relationship_engine.recall(
    p_question => %(question)s::text, p_graph_id => %(graph_id)s::bigint, p_embedding => %(embedding)s,
    p_limit => %(limit)s::integer, p_token_budget => %(budget)s::integer, p_as_of => %(as_of)s::timestamptz,
    p_since => %(since)s::timestamptz, p_until => %(until)s::timestamptz, p_kinds => %(kinds)s::text[]);

-- name: recall_model
-- One row: model, of the graph's embeddings, and has_vectors, whether any event has one.
SELECT g.embedding_model AS model, EXISTS (
    SELECT FROM relationship_engine.event_text t WHERE t.graph_id = g.id AND t.embedding IS NOT NULL) AS has_vectors
FROM relationship_engine.graph g
WHERE g.id = %(graph_id)s::bigint;

-- name: entity_search
-- The entities that a pattern may mean, best first.
SELECT * FROM relationship_engine.entity_search(
    p_pattern => %(pattern)s::text, p_graph_id => %(graph_id)s::bigint, p_limit => %(count)s::integer);

-- name: refresh_duplicates
-- The number of pairs found.
SELECT relationship_engine.refresh_duplicates(p_graph_id => %(graph_id)s::bigint) AS pairs;

-- name: duplicates
-- Pairs of entities that are probably one thing, the most probable first.
SELECT d.probability, d.title, d.other_title, d.type, d.reason, d.cosine, d.entity_id, d.other_id
FROM relationship_engine.duplicate_candidate d
WHERE d.graph_id = %(graph_id)s AND d.probability >= %(min_probability)s
ORDER BY d.probability DESC, d.title, d.entity_id, d.other_id
LIMIT %(count)s;

-- name: neighbors
-- The edges of an entity with the entities at their other ends.
SELECT n.*, coalesce(n.start_date > current_date, false) AS begins_later
FROM relationship_engine.neighbors(
    p_entity_id => %(entity_id)s::uuid, p_graph_id => %(graph_id)s::bigint, p_kinds => %(kinds)s::text[],
    p_limit => %(count)s::integer) n;

-- name: path
-- The edges of the strongest path, in order.
SELECT * FROM relationship_engine.path(
    p_from_id => %(from_id)s::uuid, p_to_id => %(to_id)s::uuid, p_graph_id => %(graph_id)s::bigint,
    p_max_hops => %(hops)s::integer, p_kinds => %(kinds)s::text[]);

-- name: edge_id
-- One row: id, that the edge of this natural key has or would have.
SELECT relationship_engine.edge_id(
    %(graph_id)s::bigint, %(from_id)s::uuid, %(to_id)s::uuid, %(kind)s::text) AS id;

-- name: events_of
-- The latest events that mention an entity.
SELECT v.id, v.occurred_at, relationship_engine.event_text(v.payload) AS content
FROM relationship_engine.mention m
JOIN relationship_engine.raw_events v ON v.graph_id = m.graph_id AND v.id = m.event_id
WHERE m.graph_id = %(graph_id)s::bigint AND m.entity_id = %(entity_id)s::uuid
ORDER BY coalesce(v.occurred_at, v.created_at) DESC, v.id
LIMIT %(count)s::integer;

-- name: edges
-- Live edges of a graph by what sort names.
SELECT d.id, f.title AS "from", d.kind, t.title AS "to", d.strength, d.weight, d.confidence, d.start_date, d.end_date,
    c.is_current, d.strategies
FROM relationship_engine.edge d
JOIN relationship_engine.entity f ON f.graph_id = d.graph_id AND f.id = d.from_id
JOIN relationship_engine.entity t ON t.graph_id = d.graph_id AND t.id = d.to_id
CROSS JOIN LATERAL (
    -- as in edge_current
    SELECT coalesce(d.start_date <= current_date, true) AND coalesce(d.end_date > current_date, true) AS is_current) c
WHERE d.graph_id = %(graph_id)s::bigint AND (%(kinds)s::text[] IS NULL OR d.kind = ANY (%(kinds)s::text[]))
    AND d.strength >= %(min_strength)s::double precision
    AND (NOT %(current)s::boolean OR c.is_current)
ORDER BY round(CASE %(sort)s::text  -- rounded: figures that differ in their last bits are equal, and names decide
    WHEN 'strength' THEN d.strength
    WHEN 'weight' THEN d.weight
    WHEN 'confidence' THEN d.confidence
    ELSE extract(epoch FROM d.created_at)::double precision
END::numeric, 4) DESC NULLS LAST, f.title, t.title, d.kind, d.id
LIMIT %(count)s::integer;

-- name: edge_history
-- The weight of an edge after each of the last nights: night, weight. From the evidence that counts today.
SELECT n.night::date AS night, coalesce(sum(
    v.gain * exp(greatest(e.rate * (v.clock - c.clock), -700))
) FILTER (WHERE v.learned_at::date <= n.night::date), 0) AS weight
FROM relationship_engine.graph g
CROSS JOIN LATERAL generate_series(
    (g.decay_date - %(nights)s::integer)::timestamp, g.decay_date::timestamp, interval '1 day') AS n (night)
CROSS JOIN LATERAL (
    SELECT coalesce(max(d.clock), 0) AS clock FROM relationship_engine.decay_step d
    WHERE d.graph_id = g.id AND d.undone_by IS NULL AND d.night <= n.night::date
) c
JOIN relationship_engine.edge_store e ON e.graph_id = g.id AND e.id = %(edge_id)s::uuid
JOIN relationship_engine.counting_evidence v
    ON v.graph_id = g.id AND v.from_id = e.from_id AND v.to_id = e.to_id AND v.kind = e.kind
WHERE g.id = %(graph_id)s::bigint
GROUP BY n.night
ORDER BY n.night;

-- name: begin_reading
-- No row. All statements of the transaction see the same moment, and none can write.
SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY;
