CREATE OR REPLACE FUNCTION relationship_engine.report_graph(
    p_graph_id bigint DEFAULT 1, p_entities integer DEFAULT 2000, p_edges integer DEFAULT 4000
)
RETURNS jsonb
LANGUAGE sql STABLE
SET search_path = pg_catalog, pg_temp
AS $function$
    WITH strongest AS MATERIALIZED (
        SELECT e.* FROM relationship_engine.strongest_edges(p_graph_id, NULL, 50000) e
    ),
    ranked AS MATERIALIZED (
        SELECT x.id, sum(x.strength) AS score, count(*) AS edges
        FROM (
            SELECT s.from_id AS id, s.strength FROM strongest s
            UNION ALL
            SELECT s.to_id, s.strength FROM strongest s
        ) x
        GROUP BY x.id
    ),
    kept AS MATERIALIZED (
        SELECT r.* FROM ranked r ORDER BY r.score DESC, r.id LIMIT p_entities
    ),
    live AS (
        SELECT s.edge_id
        FROM strongest s
        WHERE s.from_id IN (SELECT k.id FROM kept k) AND s.to_id IN (SELECT k.id FROM kept k)
        ORDER BY s.strength DESC, s.edge_id
        LIMIT p_edges
    ),
    pruned AS (
        SELECT e.id AS edge_id
        FROM relationship_engine.edge_store e
        WHERE e.graph_id = p_graph_id AND e.pruned_by_run IS NOT NULL AND e.strategies <> '{}'
            AND e.from_id IN (SELECT k.id FROM kept k) AND e.to_id IN (SELECT k.id FROM kept k)
        ORDER BY e.pruned_at DESC, e.id
        LIMIT p_edges / 4
    ),
    shown AS MATERIALIZED (
        SELECT e.*, exp(least(greatest(e.log_weight - e.rate * g.decay_clock, -700), 600)) AS weight,
            1 - exp(-exp(least(greatest(e.log_strength - e.rate * g.decay_clock, -700), 6))) AS strength
        FROM (SELECT l.edge_id FROM live l UNION ALL SELECT p.edge_id FROM pruned p) i
        JOIN relationship_engine.edge_store e ON e.graph_id = p_graph_id AND e.id = i.edge_id
        JOIN relationship_engine.graph g ON g.id = p_graph_id
    ),
    -- a day that is learned late decays from that day on, but was not known in the nights between
    steps AS MATERIALIZED (
        SELECT coalesce(array_agg(d.step_no ORDER BY d.step_no), '{}') AS numbers,
            coalesce(array_agg(d.passed_at ORDER BY d.step_no), '{}') AS times
        FROM relationship_engine.decay_step d
        WHERE d.graph_id = p_graph_id
    ),
    found AS MATERIALIZED (
        SELECT s.id AS edge_id, v.strategy, v.event_id, v.gain, v.description, v.observed_at, v.clock,
            coalesce(n.numbers[width_bucket(v.learned_at, n.times)], 0) AS step_no,
            row_number() OVER (PARTITION BY s.id ORDER BY v.observed_at DESC, v.learned_at DESC) AS place
        FROM shown s
        CROSS JOIN steps n
        JOIN relationship_engine.counting_evidence v
            ON v.graph_id = p_graph_id AND v.from_id = s.from_id AND v.to_id = s.to_id AND v.kind = s.kind
    ),
    evidence AS (
        SELECT f.edge_id, count(*) AS observations, jsonb_agg(
            jsonb_build_array(
                f.observed_at::date, f.strategy, f.event_id, round(f.gain::numeric, 3), left(f.description, 300))
            ORDER BY f.place) FILTER (WHERE f.place <= 12) AS latest
        FROM found f
        GROUP BY f.edge_id
    ),
    gains AS (
        SELECT b.edge_id, jsonb_agg(jsonb_build_array(b.step_no, b.clock, round(b.gain::numeric, 4)) ORDER BY b.step_no)
            AS by_step
        FROM (
            SELECT f.edge_id, f.step_no, f.clock, sum(f.gain) AS gain
            FROM found f
            GROUP BY f.edge_id, f.step_no, f.clock
        ) b
        GROUP BY b.edge_id
    ),
    -- the entities that are drawn one by one come first, as in nodes
    places AS MATERIALIZED (
        SELECT r.id, e.title, e.type, r.edges, r.id IN (SELECT k.id FROM kept k) AS is_kept,
            row_number() OVER (ORDER BY r.id IN (SELECT k.id FROM kept k) DESC, r.score DESC, r.id) - 1 AS place
        FROM ranked r
        JOIN relationship_engine.entity e ON e.graph_id = p_graph_id AND e.id = r.id
    ),
    ties AS (
        SELECT least(f.place, t.place) AS one, greatest(f.place, t.place) AS other, sum(s.strength) AS strength
        FROM strongest s
        JOIN places f ON f.id = s.from_id
        JOIN places t ON t.id = s.to_id
        WHERE f.place <> t.place AND EXISTS (SELECT FROM places p WHERE NOT p.is_kept)
        GROUP BY 1, 2
    )
    SELECT jsonb_build_object(
        'nodes', coalesce((
            SELECT jsonb_agg(jsonb_build_object(
                'id', k.id, 'title', e.title, 'type', e.type, 'summary', left(e.summary, 400), 'edges', k.edges,
                'score', round(k.score::numeric, 3)) ORDER BY k.score DESC, k.id)
            FROM kept k JOIN relationship_engine.entity e ON e.graph_id = p_graph_id AND e.id = k.id), '[]'),
        'edges', coalesce((
            SELECT jsonb_agg(jsonb_build_object(
                'id', s.id, 'source', s.from_id, 'target', s.to_id, 'kind', s.kind, 'weight', s.weight,
                'strength', s.strength, 'confidence', s.confidence,
                'start', s.start_date, 'end', s.end_date, 'ended', coalesce(s.end_date < current_date, false),
                'strategies', s.strategies, 'rate', s.rate, 'pinned', s.pinned, 'pruned', s.pruned_by_run IS NOT NULL,
                'description', left(s.description, 300), 'observations', coalesce(v.observations, 0),
                'evidence', coalesce(v.latest, '[]'), 'gains', coalesce(b.by_step, '[]'))
                ORDER BY s.pruned_by_run IS NOT NULL, s.strength DESC, s.id)
            FROM shown s
            LEFT JOIN evidence v ON v.edge_id = s.id
            LEFT JOIN gains b ON b.edge_id = s.id), '[]'),
        'events', coalesce((
            SELECT jsonb_object_agg(r.id, jsonb_build_array(
                r.occurred_at::date, left(relationship_engine.event_text(r.payload), 300)))
            FROM relationship_engine.raw_events r
            WHERE r.graph_id = p_graph_id
                AND r.id IN (SELECT f.event_id FROM found f WHERE f.place <= 12 AND f.event_id IS NOT NULL)), '{}'),
        'rest', coalesce((
            SELECT jsonb_agg(jsonb_build_array(left(p.title, 100), p.type, p.edges) ORDER BY p.place)
            FROM places p WHERE NOT p.is_kept), '[]'),
        'ties', coalesce((
            SELECT jsonb_agg(jsonb_build_array(t.one, t.other, round(t.strength::numeric, 2)) ORDER BY t.one, t.other)
            FROM ties t), '[]'),
        'nights', coalesce((
            SELECT jsonb_agg(jsonb_build_array(n.step_no, n.night, n.clock) ORDER BY n.night)
            FROM (
                SELECT d.step_no, d.night, d.clock
                FROM relationship_engine.decay_step d
                WHERE d.graph_id = p_graph_id AND d.undone_by IS NULL
                ORDER BY d.night DESC
                LIMIT 366
            ) n), '[]'),
        'connected', (SELECT count(*) FROM ranked r),
        'examined', (SELECT count(*) FROM strongest s),
        'threshold', (SELECT g.prune_threshold FROM relationship_engine.graph g WHERE g.id = p_graph_id))
$function$;

COMMENT ON FUNCTION relationship_engine.report_graph(bigint, integer, integer) IS
'Building block: what the page of a graph draws, one JSON object. From the 50,000 strongest edges: nodes, the '
'p_entities entities with the greatest sum of strengths; edges, the p_edges strongest between them, and up to a '
'quarter as many that were pruned, each with its last 12 observations (day, strategy, event, gain, description) and '
'its gains by the decay step after which they were learned (step, clock in nats from which they decay, sum of gains); '
'events, the texts of these observations by id; rest, the other connected entities (title, type, edges); ties, where '
'there is a rest, the pairs that an edge joins, each end as its place in nodes and then rest, and the sum of the '
'strengths; nights, the last 366 decay steps in force (step, night, clock in nats).';
