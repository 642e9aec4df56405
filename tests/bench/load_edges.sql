CREATE UNLOGGED TABLE public.drawn AS
SELECT md5('f' || floor(%(entities)s * power(random(), 3)))::uuid AS from_id,
    md5('f' || floor(%(entities)s * power(random(), 1.5)))::uuid AS to_id,
    (ARRAY['role_at', 'part_of', 'depends_on', 'worked_at', 'manages', 'relates_to'])[1 + floor(6 * random())::int] AS kind,
    -- the weight now: seen 0 to 170 nights ago; a few are due to fall below 0.1 in one night of ours, or in the next
    CASE WHEN i <= %(falling)s THEN 0.1 * power(0.99, 0.5 - %(fall_night)s)
        WHEN i <= 2 * %(falling)s THEN 0.1 * power(0.99, -0.5 - %(fall_night)s)
        ELSE power(0.99, 170 * random()) END AS weight,
    CASE WHEN i <= %(falling)s THEN 1 WHEN i <= 2 * %(falling)s THEN 2 END AS falls,
    CASE WHEN i > 2 * %(falling)s AND random() < 0.3 THEN power(0.99, 170 * random()) END AS second_weight
FROM generate_series(1, (%(edges)s * 1.02)::bigint) AS i;
DELETE FROM public.drawn d WHERE d.from_id = d.to_id;

INSERT INTO relationship_engine.entity (id, title, type, created_at, updated_at)
SELECT md5('f' || i)::uuid, 'Entity ' || i, 'person', now() - interval '170 days', now() - interval '170 days'
FROM generate_series(0, %(entities)s) AS i;
INSERT INTO relationship_engine.decay_step (graph_id, step_no, night, nats, clock)
SELECT 1, i, current_date - 400 + i, 0.01, i * 0.01 FROM generate_series(1, 400) AS i;
UPDATE relationship_engine.graph SET decay_clock = 4, decay_step_no = 400, decay_date = current_date WHERE id = 1;
INSERT INTO relationship_engine.edge_store
    (from_id, to_id, kind, log_weight, confidence, importance, description, metadata, strategies,
    last_reinforced_at, created_at, updated_at)
SELECT d.from_id, d.to_id, d.kind, 4 + ln(d.weight + coalesce(d.second_weight, 0)), 0.95, 0.85,
    'Engineer at Brenova Systems, as its event says',
    '{"reinforcement_count": 0, "source_strategy": "pattern", "detected_in_events": []}', '{pattern}',
    now() - interval '1 day', now() - interval '170 days', now() - interval '1 day'
FROM public.drawn d
ON CONFLICT (graph_id, from_id, to_id, kind) DO NOTHING;
INSERT INTO relationship_engine.evidence
    (graph_id, from_id, to_id, kind, strategy, context, run_id, gain, step_no, confidence, importance, detail, observed_at)
SELECT 1, d.from_id, d.to_id, d.kind, 'pattern', 'event:' || gen_random_uuid(), gen_random_uuid(), w.weight, 400,
    0.95, 0.85, '{"rule": 1, "field": "title"}', now() - interval '1 day'
FROM public.drawn d
CROSS JOIN LATERAL (VALUES (d.weight), (d.second_weight)) AS w (weight)
WHERE w.weight IS NOT NULL
ON CONFLICT DO NOTHING;
INSERT INTO relationship_engine.run (graph_id, mode, status, clock_after) VALUES (1, 'nightly', 'done', 4);

CREATE SCHEMA plan;
CREATE TABLE plan.edge (
    id uuid PRIMARY KEY DEFAULT gen_random_uuid(), from_id uuid NOT NULL, to_id uuid NOT NULL, kind text NOT NULL,
    start_date date, end_date date, confidence double precision, importance double precision, description text,
    metadata jsonb, source_event_id uuid, weight double precision DEFAULT 1.0,
    last_reinforced_at timestamptz, created_at timestamptz DEFAULT now(), updated_at timestamptz DEFAULT now()
);
INSERT INTO plan.edge
    (id, from_id, to_id, kind, confidence, importance, description, metadata, weight, last_reinforced_at)
SELECT e.id, e.from_id, e.to_id, e.kind, e.confidence, e.importance, e.description, e.metadata,
    CASE WHEN d.falls = 1 THEN 0.1 * power(0.99, 0.5 - %(plan_fall_night)s) ELSE exp(e.log_weight - 4) END,
    e.last_reinforced_at
FROM relationship_engine.edge_store e
LEFT JOIN public.drawn d
    ON d.falls = 1 AND d.from_id = e.from_id AND d.to_id = e.to_id AND d.kind = e.kind;
CREATE INDEX idx_edge_weight ON plan.edge (weight);
CREATE INDEX idx_edge_from ON plan.edge (from_id);
CREATE INDEX idx_edge_to ON plan.edge (to_id);
DROP TABLE public.drawn;
