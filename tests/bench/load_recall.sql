-- Further texts in the graph, until an event comes on two entities: words of which few are frequent and most rare,
-- and names of entities, the known ones more often. An event a minute, 25 of them three times a day.
SELECT setseed(0.5);
CREATE UNLOGGED TABLE public.numbered AS
SELECT row_number() OVER (ORDER BY e.id) AS place, e.id, e.title FROM relationship_engine.entity e WHERE e.graph_id = 1;
CREATE INDEX numbered_place_idx ON public.numbered (place);
ANALYZE public.numbered;
SET enable_hashjoin = off;
SET enable_mergejoin = off;
INSERT INTO relationship_engine.raw_events (payload)
SELECT jsonb_build_object('content', (
    SELECT string_agg(
        translate(floor(power(30000, random()))::integer::text, '0123456789', 'bakelimoru') || coalesce(' ' || n.title, ''),
        ' ')
    FROM generate_series(1, 20 + (i %% 60 * 7919) %% 60) AS w
    CROSS JOIN LATERAL (
        SELECT CASE WHEN w %% 10 = 5 THEN 1 + floor(power(random(), 2) * %(entities)s)::bigint END AS place OFFSET 0
    ) d
    LEFT JOIN public.numbered n ON n.place = d.place))
FROM generate_series(1, %(events)s) AS i;
RESET enable_hashjoin;
RESET enable_mergejoin;
UPDATE relationship_engine.raw_events v
SET occurred_at = timestamptz '2020-01-01' + (o.place / 25) * interval '8 hours' + (o.place %% 25) * interval '1 minute'
FROM (SELECT v.id, row_number() OVER (ORDER BY v.id) AS place FROM relationship_engine.raw_events v WHERE v.graph_id = 1) o
WHERE v.graph_id = 1 AND v.id = o.id;
INSERT INTO relationship_engine.mention (event_id, entity_id)
SELECT d.id, n.id
FROM (
    SELECT v.id, 1 + floor(power(random(), 2) * %(entities)s)::bigint AS place
    FROM relationship_engine.raw_events v CROSS JOIN generate_series(1, 8)
    WHERE v.graph_id = 1
) d
JOIN public.numbered n ON n.place = d.place
ON CONFLICT DO NOTHING;
DROP TABLE public.numbered
