INSERT INTO relationship_engine.edge_store
    (from_id, to_id, kind, log_weight, confidence, importance, source_event_id, strategies)
SELECT r.role_id, r.organization_id, 'role_at', 0, 0.95, 0.85, e.source_event_id, '{pattern}'
FROM public.loaded_role r JOIN relationship_engine.entity e ON e.graph_id = 1 AND e.id = r.role_id;
INSERT INTO relationship_engine.evidence
    (graph_id, from_id, to_id, kind, strategy, context, run_id, gain, step_no, confidence, importance, event_id, detail,
    is_exclusive, observed_at)
SELECT 1, r.role_id, r.organization_id, 'role_at', 'pattern', 'event:' || e.source_event_id, gen_random_uuid(), 1, 0,
    0.95, 0.85, e.source_event_id, '{"rule": 1, "field": "title"}', true, now()
FROM public.loaded_role r JOIN relationship_engine.entity e ON e.graph_id = 1 AND e.id = r.role_id;
DROP TABLE public.loaded_role;
UPDATE relationship_engine.graph SET nightly_window = '1 millisecond' WHERE id = 1;
INSERT INTO relationship_engine.run (graph_id, mode, status, clock_after) VALUES (1, 'nightly', 'done', 0);
