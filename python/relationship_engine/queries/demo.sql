-- name: drop_demo_database
-- No row.
DROP DATABASE IF EXISTS relationship_engine_demo WITH (FORCE);

-- name: create_demo_database
-- No row.
CREATE DATABASE relationship_engine_demo TEMPLATE template0;

-- name: demo_tune
-- No row. A millisecond of overlap: the simulated nights follow each other within a second.
UPDATE relationship_engine.graph
SET decay_factor = %(decay_factor)s, prune_threshold = %(prune_threshold)s, nightly_window = '1 millisecond'
WHERE id = 1;

-- name: demo_read
-- No row. Events are read as soon as they come; of the many edges of the first years more than usual may go in a night.
WITH tuned AS (UPDATE relationship_engine.graph SET llm_debounce = '0', prune_guard = 0.5 WHERE id = 1)
UPDATE relationship_engine.strategy_setting SET mode = 'active' WHERE graph_id = 1 AND strategy = 'semantic';

-- name: demo_read_edges
-- The strongest edges of each of the commonest kinds that the model found, with the words that say so.
SELECT k.from_title, k.kind, k.to_title, k.evidence
FROM (
    SELECT DISTINCT ON (e.kind) f.title AS from_title, e.kind, t.title AS to_title, v.detail ->> 'evidence' AS evidence,
        count(*) OVER (PARTITION BY e.kind) AS edges
    FROM relationship_engine.edge_store e
    JOIN relationship_engine.counting_evidence v
        ON v.graph_id = e.graph_id AND v.from_id = e.from_id AND v.to_id = e.to_id AND v.kind = e.kind
        AND v.strategy = 'semantic' AND v.detail ->> 'evidence' IS NOT NULL
    JOIN relationship_engine.entity f ON f.graph_id = e.graph_id AND f.id = e.from_id
    JOIN relationship_engine.entity t ON t.graph_id = e.graph_id AND t.id = e.to_id
    WHERE e.graph_id = 1
    ORDER BY e.kind, e.log_weight DESC, e.id
) k
ORDER BY k.edges DESC, k.kind
LIMIT %(count)s;

-- name: demo_begins
-- One row: night, the date of night 0, so that the last of the simulated nights is today's.
SELECT current_date - %(nights)s::integer AS night;

-- name: demo_add_events
-- No row.
INSERT INTO relationship_engine.raw_events (id, payload, source, occurred_at)
SELECT r.id, jsonb_build_object('content', r.content), 'demo', r.occurred_at::timestamp AT TIME ZONE 'UTC'
FROM jsonb_to_recordset(%(rows)s) AS r (id uuid, content text, occurred_at date);

-- name: demo_add_entities
-- No row.
INSERT INTO relationship_engine.entity (id, title, type, summary, metadata, source_event_id)
SELECT r.id, r.title, r.type, r.summary, r.metadata, r.source_event_id
FROM jsonb_to_recordset(%(rows)s)
AS r (id uuid, title text, type text, summary text, metadata jsonb, source_event_id uuid);

-- name: demo_add_mentions
-- No row.
INSERT INTO relationship_engine.mention (event_id, entity_id)
SELECT r.event_id, r.entity_id
FROM jsonb_to_recordset(%(rows)s) AS r (event_id uuid, entity_id uuid);

-- name: demo_weights
-- The edges that live: id, weight now.
SELECT e.id, e.weight FROM relationship_engine.edge e WHERE e.graph_id = 1;

-- name: demo_kinds
-- One row per kind and strategy: edges that live, that are pruned, and all, most first.
SELECT e.kind, s.strategy,
    count(*) AS found,
    count(*) FILTER (WHERE e.pruned_by_run IS NULL) AS live,
    count(*) FILTER (WHERE e.pruned_by_run IS NOT NULL) AS pruned
FROM relationship_engine.edge_store e
CROSS JOIN LATERAL unnest(e.strategies) AS s (strategy)
WHERE e.graph_id = 1
GROUP BY e.kind, s.strategy
ORDER BY found DESC, e.kind, s.strategy;

-- name: demo_found
-- One row per mode of run: the edges that its runs found.
SELECT r.mode, sum(r.edges_created)::bigint AS edges FROM relationship_engine.run r WHERE r.graph_id = 1 GROUP BY r.mode;

-- name: demo_near
-- The nearest pairs of two types, each entity once: titles, types, cosine.
WITH pair AS (
    SELECT e.from_id, e.to_id, f.title AS from_title, f.type AS from_type, t.title AS to_title, t.type AS to_type,
        e.confidence, row_number() OVER (PARTITION BY e.from_id ORDER BY e.confidence DESC, e.id) AS from_rank,
        row_number() OVER (PARTITION BY e.to_id ORDER BY e.confidence DESC, e.id) AS to_rank
    FROM relationship_engine.edge_store e
    JOIN relationship_engine.entity f ON f.graph_id = e.graph_id AND f.id = e.from_id
    JOIN relationship_engine.entity t ON t.graph_id = e.graph_id AND t.id = e.to_id
    WHERE e.graph_id = 1 AND e.kind = 'semantically_related' AND e.strategies = '{similarity}' AND f.type <> t.type
)
SELECT p.* FROM pair p
WHERE p.from_rank = 1 AND p.to_rank = 1
ORDER BY p.confidence DESC, p.from_title
LIMIT %(count)s;

-- name: demo_twins
-- One row: twins, pairs of entities that are likely the same.
SELECT count(*) AS twins FROM relationship_engine.duplicate_candidate d WHERE d.graph_id = 1 AND d.cosine IS NOT NULL;

-- name: demo_texts_graph
-- The id of a new graph for plain texts.
SELECT relationship_engine.create_graph('texts alone') AS graph_id;

-- name: demo_texts_begin
-- No row. The model alone reads this graph, and finds the entities too.
WITH tuned AS (
    UPDATE relationship_engine.graph SET llm_extracts = true, llm_debounce = '0' WHERE id = %(graph_id)s
)
UPDATE relationship_engine.strategy_setting SET mode = CASE strategy WHEN 'semantic' THEN 'active' ELSE 'off' END
WHERE graph_id = %(graph_id)s;

-- name: demo_add_texts
-- No row.
INSERT INTO relationship_engine.raw_events (graph_id, payload, source, occurred_at)
SELECT %(graph_id)s, jsonb_build_object('text', r.content), 'demo', r.occurred_at::timestamp AT TIME ZONE 'UTC'
FROM jsonb_to_recordset(%(rows)s) AS r (content text, occurred_at date);

-- name: demo_texts_titles
-- The titles of the entities that were found.
SELECT e.title FROM relationship_engine.entity e WHERE e.graph_id = %(graph_id)s;

-- name: demo_texts_found
-- Edges between them, the strongest first.
SELECT f.title AS from_title, e.kind, t.title AS to_title
FROM relationship_engine.edge e
JOIN relationship_engine.entity f ON f.graph_id = e.graph_id AND f.id = e.from_id
JOIN relationship_engine.entity t ON t.graph_id = e.graph_id AND t.id = e.to_id
WHERE e.graph_id = %(graph_id)s
ORDER BY e.strength DESC, f.title, t.title, e.kind
LIMIT %(count)s;

-- name: demo_strongest
-- The strongest edge of each kind that lives, with how often it was observed, and the last event that spoke of it.
SELECT k.*
FROM (
    SELECT DISTINCT ON (e.kind) e.id, f.title AS from_title, e.kind, t.title AS to_title, e.weight, e.strength,
        e.confidence, e.strategies, v.observations, coalesce(v.event_text, e.description) AS said
    FROM relationship_engine.edge e
    JOIN relationship_engine.entity f ON f.graph_id = e.graph_id AND f.id = e.from_id
    JOIN relationship_engine.entity t ON t.graph_id = e.graph_id AND t.id = e.to_id
    CROSS JOIN LATERAL (
        SELECT count(*) AS observations,
            (array_agg(relationship_engine.event_text(r.payload) ORDER BY r.occurred_at DESC, r.id))[1] AS event_text
        FROM relationship_engine.counting_evidence x
        LEFT JOIN relationship_engine.raw_events r ON r.graph_id = x.graph_id AND r.id = x.event_id
        WHERE x.graph_id = e.graph_id AND x.from_id = e.from_id AND x.to_id = e.to_id AND x.kind = e.kind
    ) v
    WHERE e.graph_id = 1
    ORDER BY e.kind, e.strength DESC, e.id
) k
ORDER BY k.strength DESC, k.id
LIMIT %(count)s;

-- name: demo_returned
-- Edges that new evidence brought back, most observed first: the night that had pruned them, and the event.
SELECT e.id, f.title AS from_title, e.kind, t.title AS to_title, n.night,
    relationship_engine.event_text(r.payload) AS event_text,
    extract(year FROM r.occurred_at AT TIME ZONE 'UTC')::integer AS year
FROM relationship_engine.pruning p
JOIN relationship_engine.run n ON n.graph_id = p.graph_id AND n.id = p.run_id
CROSS JOIN LATERAL (
    SELECT v.*
    FROM relationship_engine.counting_evidence v
    WHERE v.graph_id = p.graph_id AND v.from_id = p.from_id AND v.to_id = p.to_id AND v.kind = p.kind
        AND v.observed_at > p.pruned_at AND v.event_id IS NOT NULL
    ORDER BY v.observed_at
    LIMIT 1
) v
JOIN relationship_engine.edge_store e
    ON e.graph_id = v.graph_id AND e.from_id = v.from_id AND e.to_id = v.to_id AND e.kind = v.kind
JOIN relationship_engine.entity f ON f.graph_id = e.graph_id AND f.id = e.from_id
JOIN relationship_engine.entity t ON t.graph_id = e.graph_id AND t.id = e.to_id
JOIN relationship_engine.raw_events r ON r.graph_id = v.graph_id AND r.id = v.event_id
WHERE p.graph_id = 1 AND e.strategies && '{pattern}'
ORDER BY (e.metadata ->> 'reinforcement_count')::bigint DESC, e.id, r.occurred_at;

-- name: demo_ended
-- The last facts that a text ended, and that another edge of the same source superseded (is_superseded).
SELECT e.id, f.title AS from_title, e.kind, t.title AS to_title, p.end_date, p.is_superseded, o.title AS other_title,
    relationship_engine.event_text(r.payload) AS event_text
FROM (
    SELECT p.*, p.ended_by IS NOT NULL AS is_superseded,
        row_number() OVER (PARTITION BY p.ended_by IS NOT NULL ORDER BY p.end_date DESC, p.edge_id) AS nth
    FROM relationship_engine.edge_periods(1, ARRAY(
        SELECT e.id FROM relationship_engine.edge_store e WHERE e.graph_id = 1 AND e.strategies <> '{}')) p
    WHERE p.end_date IS NOT NULL AND p.event_id IS NOT NULL AND NOT p.is_of_role
) p
JOIN relationship_engine.edge_store e ON e.graph_id = 1 AND e.id = p.edge_id
JOIN relationship_engine.entity f ON f.graph_id = 1 AND f.id = e.from_id
JOIN relationship_engine.entity t ON t.graph_id = 1 AND t.id = e.to_id
JOIN relationship_engine.raw_events r ON r.graph_id = 1 AND r.id = p.event_id
LEFT JOIN relationship_engine.edge_store b ON b.graph_id = 1 AND b.id = p.ended_by
LEFT JOIN relationship_engine.entity o ON o.graph_id = 1 AND o.id = b.to_id
WHERE p.nth <= %(count)s::integer
ORDER BY p.is_superseded, p.nth;

-- name: demo_held
-- The roles that were held on a day, the strongest first.
SELECT e.id, f.title AS from_title, e.kind, t.title AS to_title, e.start_date, e.end_date
FROM relationship_engine.edge_at(1, p_valid_at => %(day)s::date) e
JOIN relationship_engine.entity f ON f.graph_id = 1 AND f.id = e.from_id
JOIN relationship_engine.entity t ON t.graph_id = 1 AND t.id = e.to_id
WHERE e.kind = 'role_at' AND e.start_date IS NOT NULL
ORDER BY e.strength DESC, e.id
LIMIT %(count)s::integer;

-- name: demo_duplicate
-- The likeliest pair of entities that are one thing by their names.
SELECT d.entity_id, d.other_id, d.title, d.other_title, d.probability, d.reason
FROM relationship_engine.duplicate_candidate d
WHERE d.graph_id = 1 AND d.title <> d.other_title
ORDER BY d.probability DESC, d.title
LIMIT 1;
