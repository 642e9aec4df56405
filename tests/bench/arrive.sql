-- What a day brings, beside new entities and the events that speak of them: every fifth has a vector, every third a period, each ten
-- edges to known entities; each event speaks of a known one too.
SELECT setseed(%(seed)s);
CREATE TEMPORARY TABLE fresh AS
SELECT e.id, (row_number() OVER (ORDER BY e.id) - 1)::integer AS i, floor(%(entities)s / 50 * random())::integer AS community
FROM relationship_engine.entity e
WHERE e.graph_id = 1 AND e.created_at >= %(since)s;
ANALYZE fresh;
UPDATE relationship_engine.entity e
SET metadata = CASE WHEN f.i %% 3 = 0
        THEN jsonb_build_object('start_date', (1950 + f.i %% 67)::text, 'end_date', (1951 + f.i %% 67 + f.i %% 7)::text) ELSE '{}' END,
    embedding = c.vector + p.vector + q.vector,
    embedding_model = CASE WHEN c.i IS NOT NULL THEN 'bench-256' END,
    embedding_hash = CASE WHEN c.i IS NOT NULL THEN md5(e.title) END
FROM fresh f
LEFT JOIN public.centre c ON c.i = f.community AND f.i %% 5 = 0
LEFT JOIN public.noise p ON p.i = f.i %% 5000
LEFT JOIN public.noise q ON q.i = f.i * 31 %% 4999
WHERE e.graph_id = 1 AND e.id = f.id;
CREATE TEMPORARY TABLE drawn AS
SELECT DISTINCT d.from_id, n.id AS to_id, d.kind
FROM (
    SELECT f.id AS from_id,
        CASE WHEN k < 5 THEN f.community * 50 + floor(50 * random())
            ELSE floor(%(entities)s * power(random(), 3)) END::integer AS rank,
        CASE WHEN k < 4 THEN 'works_with' WHEN k < 5 THEN 'advises'
            ELSE (ARRAY['part_of', 'depends_on', 'located_in', 'worked_at', 'funded_by', 'learned_from'])
                [1 + floor(6 * random())::integer] END AS kind
    FROM fresh f
    CROSS JOIN generate_series(0, 9) AS k
) d
JOIN public.node n ON n.rank = d.rank;
INSERT INTO relationship_engine.edge_store
    (from_id, to_id, kind, log_weight, confidence, importance, metadata, strategies)
SELECT d.from_id, d.to_id, d.kind, 0, 0.8, 0.5,
    '{"reinforcement_count": 0, "source_strategy": "semantic", "detected_in_events": []}', '{semantic}'
FROM drawn d;
INSERT INTO relationship_engine.evidence
    (graph_id, from_id, to_id, kind, strategy, context, run_id, gain, step_no, confidence, importance, observed_at)
SELECT 1, d.from_id, d.to_id, d.kind, 'semantic', 'event:' || d.from_id, gen_random_uuid(), 1, 0, 0.8, 0.5, now()
FROM drawn d;
INSERT INTO relationship_engine.mention (event_id, entity_id)
SELECT d.id, n.id
FROM (
    SELECT v.id, floor(%(entities)s * power(random(), 3))::integer AS rank
    FROM relationship_engine.raw_events v WHERE v.graph_id = 1 AND v.created_at >= %(since)s
) d
JOIN public.node n ON n.rank = d.rank
ON CONFLICT DO NOTHING;
DROP TABLE fresh, drawn
