CREATE OR REPLACE FUNCTION relationship_engine._recall_entities(
    p_graph_id bigint, p_question text, p_event_ids uuid [], p_scores double precision [], p_kinds text [],
    p_as_of timestamptz
)
RETURNS TABLE (entity_id uuid, weight double precision, is_named boolean, via_id uuid, via_kind text)
LANGUAGE plpgsql STABLE
SET search_path = pg_catalog, pg_temp
SET plan_cache_mode = force_generic_plan
AS $function$
DECLARE
    v_events double precision := greatest(10, coalesce(
        (SELECT s.events FROM relationship_engine.text_stat s WHERE s.graph_id = p_graph_id), (
            SELECT count(*) FROM (
                SELECT FROM relationship_engine.event_text t WHERE t.graph_id = p_graph_id LIMIT 20000) t)));
    v_on date := coalesce(p_as_of::date, current_date);
    v_clock double precision := (SELECT g.decay_clock FROM relationship_engine.graph g WHERE g.id = p_graph_id);
    v_named_ids uuid[];
BEGIN
    -- A name that may mean several asks for each of them only where no other name says what is asked: with all of them
    -- always, fewer of the events that answer are found.
    FOR v_reading IN 1 .. 2 LOOP
        v_named_ids := ARRAY(
            SELECT DISTINCT o.entity_id
            FROM relationship_engine.read_names(
                p_graph_id, ARRAY['00000000-0000-0000-0000-000000000000'::uuid], ARRAY[left(p_question, 8000)],
                CASE v_reading WHEN 1 THEN 'text' ELSE 'question' END) n
            CROSS JOIN LATERAL unnest(n.entity_ids[:5]) AS o (entity_id));
        EXIT WHEN v_named_ids <> '{}';
    END LOOP;
    RETURN QUERY
    WITH seed AS MATERIALIZED (  -- the best 3 events
        SELECT s.event_id, s.weight / sum(s.weight) OVER () AS weight
        FROM (
            SELECT p_event_ids[i] AS event_id, power(p_scores[i] / p_scores[1], 4) AS weight
            FROM generate_series(1, least(3, cardinality(p_event_ids))) AS i
            WHERE p_scores[i] > 0
        ) s
    ), mentioned AS MATERIALIZED (
        SELECT s.event_id, s.weight, m.entity_id
        FROM seed s
        CROSS JOIN LATERAL (
            SELECT m.entity_id FROM relationship_engine.mention m
            WHERE m.graph_id = p_graph_id AND m.event_id = s.event_id
            LIMIT 64
        ) m
    ), named AS MATERIALIZED (
        SELECT unnest(v_named_ids) AS entity_id
    ), known AS MATERIALIZED (  -- the rarer an entity, the more it says
        SELECT e.entity_id, (ln(1 + v_events / greatest(c.events, 1)) / ln(1 + v_events)) ^ 2 AS idf
        FROM (SELECT m.entity_id FROM mentioned m UNION SELECT n.entity_id FROM named n) e
        CROSS JOIN LATERAL (
            SELECT count(*) AS events
            FROM (
                SELECT FROM relationship_engine.mention m
                WHERE m.graph_id = p_graph_id AND m.entity_id = e.entity_id
                LIMIT 200
            ) m
        ) c
    ), first AS MATERIALIZED (
        SELECT x.entity_id, sum(x.weight) AS weight, bool_or(x.is_named) AS is_named
        FROM (
            SELECT m.entity_id, m.weight * k.idf / sum(k.idf) OVER (PARTITION BY m.event_id) AS weight,
                false AS is_named
            FROM mentioned m
            JOIN known k ON k.entity_id = m.entity_id
            UNION ALL
            SELECT n.entity_id, 0.5 * k.idf / sum(k.idf) OVER (), true
            FROM named n
            JOIN known k ON k.entity_id = n.entity_id
        ) x
        GROUP BY x.entity_id
    ), step AS (  -- one step over the edges of the 12 that weigh most
        SELECT e.other_id, f.entity_id, CASE WHEN e.is_outgoing THEN e.kind ELSE '^' || e.kind END AS kind,
            f.weight * w.weight / sum(w.weight) OVER (PARTITION BY f.entity_id) AS weight
        FROM (SELECT * FROM first f ORDER BY f.weight DESC, f.entity_id LIMIT 12) f
        CROSS JOIN LATERAL relationship_engine._stated_edges(p_graph_id, f.entity_id, p_kinds, v_on, 10) e
        CROSS JOIN LATERAL (SELECT exp(greatest(e.log_weight - e.rate * v_clock, -700)) AS weight) w
        WHERE p_as_of IS NULL OR coalesce(e.start_date <= v_on, true) AND CASE WHEN e.is_outgoing
            THEN relationship_engine._is_known_by(p_graph_id, f.entity_id, e.other_id, e.kind, p_as_of)
            ELSE relationship_engine._is_known_by(p_graph_id, e.other_id, f.entity_id, e.kind, p_as_of) END
    )
    SELECT x.entity_id, sum(x.weight), bool_or(x.is_named),
        (array_agg(x.via_id ORDER BY x.weight DESC))[1], (array_agg(x.kind ORDER BY x.weight DESC))[1]
    FROM (
        SELECT f.entity_id, f.weight, f.is_named, NULL::uuid AS via_id, NULL::text AS kind FROM first f
        UNION ALL
        SELECT s.other_id, s.weight, false, s.entity_id, s.kind FROM step s
    ) x
    GROUP BY x.entity_id
    ORDER BY 2 DESC, x.entity_id
    LIMIT 40;
END
$function$;

COMMENT ON FUNCTION relationship_engine._recall_entities(bigint, text, uuid [], double precision [], text [],
    timestamptz) IS
'The 40 entities that a question is about, by weight: those that the best 3 events mention (a rare one gets more of '
'the event''s weight than a common one), those that the question names, and their neighbours over one stated edge. '
'is_named: the question names it; via_id and via_kind: the edge that led to it (^ before the kind: against its '
'direction), null where it was mentioned or named. p_as_of: over edges that were known '
'and held then.';
