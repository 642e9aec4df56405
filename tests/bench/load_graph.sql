-- A graph for a move: entities, and edges with a piece of evidence each, as if long ago.
INSERT INTO relationship_engine.entity (graph_id, id, title, type, created_at, updated_at)
SELECT %(graph)s, md5(%(graph)s || 'f' || i)::uuid, 'Entity ' || i, 'person', now() - interval '30 days', now() - interval '30 days'
FROM generate_series(1, %(entities)s) AS i;
INSERT INTO relationship_engine.edge_store
    (graph_id, from_id, to_id, kind, log_weight, confidence, importance, description, metadata, strategies,
    last_reinforced_at, created_at, updated_at)
SELECT %(graph)s, md5(%(graph)s || 'f' || d.source)::uuid, md5(%(graph)s || 'f' || d.target)::uuid,
    (ARRAY['role_at', 'part_of', 'depends_on', 'worked_at', 'manages', 'relates_to'])[1 + d.i %% 6], 0, 0.95, 0.85,
    'As its event says', '{"reinforcement_count": 0, "source_strategy": "pattern", "detected_in_events": []}', '{pattern}',
    now() - interval '30 days', now() - interval '30 days', now() - interval '30 days'
FROM (
    SELECT i, 1 + floor(%(entities)s * random())::integer AS source,
        1 + floor(%(entities)s * power(random(), 2))::integer AS target
    FROM generate_series(1, %(edges)s) AS i
) d
WHERE d.source <> d.target
ON CONFLICT DO NOTHING;
INSERT INTO relationship_engine.evidence
    (graph_id, from_id, to_id, kind, strategy, context, run_id, gain, step_no, confidence, importance, observed_at)
SELECT e.graph_id, e.from_id, e.to_id, e.kind, 'pattern', 'event:' || e.id, gen_random_uuid(), 1, 0, 0.95, 0.85,
    now() - interval '30 days'
FROM relationship_engine.edge_store e
WHERE e.graph_id = %(graph)s
