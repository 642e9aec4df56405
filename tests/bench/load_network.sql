-- Ten edges an entity or so, on entities that are there: half of them within communities of 50, the others to whom most others
-- are joined (degrees by a power law, exponent 2.5). Who works with whom is mostly based where they are: a rule to be mined.
SELECT setseed(0.5);
SET work_mem = '256MB';
CREATE UNLOGGED TABLE public.node AS
SELECT (row_number() OVER (ORDER BY md5(e.id::text)) - 1)::integer AS rank, e.id FROM relationship_engine.entity e WHERE e.graph_id = 1;
CREATE INDEX node_rank_idx ON public.node (rank);
ANALYZE public.node;
CREATE UNLOGGED TABLE public.drawn AS
SELECT DISTINCT ON (f.id, t.id, d.kind) f.id AS from_id, t.id AS to_id, d.kind, d.weight
FROM (
    SELECT r.from_rank,
        CASE WHEN r.is_near THEN r.from_rank - r.from_rank %% 50 + floor(50 * random())
            ELSE floor(%(entities)s * power(random(), 3)) END::integer AS to_rank,
        CASE WHEN r.is_near THEN (ARRAY['works_with', 'works_with', 'advises'])[1 + floor(3 * random())::integer]
            ELSE (ARRAY['part_of', 'depends_on', 'located_in', 'worked_at', 'funded_by', 'learned_from'])
                [1 + floor(6 * random())::integer] END AS kind,
        power(0.99, 150 * random()) AS weight
    FROM (
        SELECT floor(%(entities)s * power(random(), 1.5))::integer AS from_rank, random() < 0.5 AS is_near
        FROM generate_series(1, (1.01 * %(edges)s - 0.6 * %(entities)s)::bigint)
    ) r
    UNION ALL
    SELECT i, i - i %% 50, 'based_in', power(0.99, 150 * random())
    FROM generate_series(0, %(entities)s - 1) AS i
    WHERE random() < 0.6
) d
JOIN public.node f ON f.rank = d.from_rank
JOIN public.node t ON t.rank = d.to_rank
WHERE f.id <> t.id
ORDER BY f.id, t.id, d.kind;

INSERT INTO relationship_engine.edge_store
    (from_id, to_id, kind, log_weight, confidence, importance, description, metadata, strategies,
    last_reinforced_at, created_at, updated_at)
SELECT d.from_id, d.to_id, d.kind, ln(d.weight), 0.8, 0.5, 'As its event says',
    '{"reinforcement_count": 0, "source_strategy": "semantic", "detected_in_events": []}', '{semantic}',
    now() - interval '30 days', now() - interval '30 days', now() - interval '30 days'
FROM public.drawn d
ON CONFLICT DO NOTHING;
INSERT INTO relationship_engine.evidence
    (graph_id, from_id, to_id, kind, strategy, context, run_id, gain, step_no, confidence, importance, observed_at)
SELECT 1, d.from_id, d.to_id, d.kind, 'semantic', 'event:' || md5(d.from_id::text)::uuid,
    md5(right(d.from_id::text, 3))::uuid, d.weight, 0, 0.8, 0.5, now() - interval '30 days'
FROM public.drawn d
ON CONFLICT DO NOTHING;
DROP TABLE public.drawn;

-- each event speaks of one more entity, of the well-known ones more often
INSERT INTO relationship_engine.mention (event_id, entity_id, created_at)
SELECT d.id, n.id, now() - interval '30 days'
FROM (
    SELECT v.id, floor(%(entities)s * power(random(), 3))::integer AS rank FROM relationship_engine.raw_events v WHERE v.graph_id = 1
) d
JOIN public.node n ON n.rank = d.rank
ON CONFLICT DO NOTHING;
-- vectors: about a centre for each community, and so far from it that a cosine of 0.85 separates some
CREATE UNLOGGED TABLE public.centre AS
SELECT i, (SELECT array_agg(random() - 0.5) FROM generate_series(1, 256) WHERE i IS NOT NULL)::vector AS vector
FROM generate_series(0, %(entities)s / 50) AS i;
CREATE UNLOGGED TABLE public.noise AS
SELECT i, (SELECT array_agg(0.28 * (random() - 0.5)) FROM generate_series(1, 256) WHERE i IS NOT NULL)::vector AS vector
FROM generate_series(0, 4999) AS i;
CREATE INDEX centre_i_idx ON public.centre (i);
CREATE INDEX noise_i_idx ON public.noise (i);
ANALYZE public.centre, public.noise;
UPDATE relationship_engine.entity e
SET metadata = CASE WHEN n.rank %% 10 < 3
        THEN jsonb_build_object('start_date', n.year::text, 'end_date', (n.year + 1 + n.rank %% 7)::text) ELSE '{}' END,
    embedding = n.vector,
    embedding_model = CASE WHEN n.vector IS NOT NULL THEN 'bench-256' END,
    embedding_hash = CASE WHEN n.vector IS NOT NULL THEN md5(e.title) END
FROM (
    SELECT n.rank, n.id, 1950 + n.rank %% 67 AS year, c.vector + p.vector + q.vector AS vector
    FROM public.node n
    LEFT JOIN public.centre c ON c.i = n.rank / 50 AND n.rank %% 5 = 0
    LEFT JOIN public.noise p ON p.i = n.rank * 7919::bigint %% 5000
    LEFT JOIN public.noise q ON q.i = n.rank * 104729::bigint / 5 %% 5000
    WHERE n.rank %% 10 < 3 OR n.rank %% 5 = 0
) n
WHERE e.graph_id = 1 AND e.id = n.id;
INSERT INTO relationship_engine.run (graph_id, mode, status, clock_after) VALUES (1, 'nightly', 'done', 0);
RESET work_mem
