-- Further stated edges in the graph: the known entities have more of them.
CREATE UNLOGGED TABLE public.numbered AS
SELECT row_number() OVER (ORDER BY e.id) AS place, e.id FROM relationship_engine.entity e WHERE e.graph_id = 1;
ANALYZE public.numbered;
INSERT INTO relationship_engine.edge_store (from_id, to_id, kind, log_weight, confidence, description, strategies)
SELECT f.id, t.id, d.kind, ln(d.weight), 0.8, 'As its event says', '{semantic}'
FROM (
    SELECT 1 + floor(power(random(), 1.5) * %(entities)s)::bigint AS source,
        1 + floor(power(random(), 2) * %(entities)s)::bigint AS target,
        (ARRAY['works_with', 'advises', 'part_of', 'depends_on', 'located_in', 'worked_at'])[1 + i %% 6] AS kind,
        power(0.99, 150 * random()) AS weight
    FROM generate_series(1, %(edges)s) AS i
) d
JOIN public.numbered f ON f.place = d.source
JOIN public.numbered t ON t.place = d.target
WHERE f.id <> t.id
ON CONFLICT DO NOTHING;
DROP TABLE public.numbered
