CREATE OR REPLACE FUNCTION relationship_engine._co_occurrence(
    p_graph_id bigint, p_entity_ids uuid [], p_read_since timestamptz
)
RETURNS SETOF relationship_engine.candidate
LANGUAGE plpgsql STABLE
SET search_path = pg_catalog, pg_temp
SET datestyle = 'ISO, YMD'  -- of days that become contexts
SET plan_cache_mode = force_generic_plan
AS $function$
DECLARE
    v_latest CONSTANT integer := 100;  -- as latest_mentions() gives
BEGIN
    RETURN QUERY
    WITH met AS MATERIALIZED (
        SELECT c.*
        FROM relationship_engine._co_mentions(p_graph_id, p_entity_ids, p_read_since) c
    ), joined AS MATERIALIZED (
        -- what has no edge has no evidence: one look in each direction spares most pairs the search for it
        SELECT m.from_id AS one_id, m.to_id AS other_id, m.days, m.event_ids, x.from_id, x.to_id, x.kind, x.is_stated
        FROM (
            SELECT m.from_id, m.to_id, array_agg(m.day) AS days, array_agg(m.event_id) AS event_ids
            FROM met m
            GROUP BY m.from_id, m.to_id
        ) m
        CROSS JOIN LATERAL (
            SELECT x.from_id, x.to_id, x.kind,
                x.pruned_by_run IS NULL AND x.is_stated AS is_stated
            FROM relationship_engine.edge_store x
            WHERE x.graph_id = p_graph_id AND x.from_id = m.from_id AND x.to_id = m.to_id
            UNION ALL
            SELECT x.from_id, x.to_id, x.kind,
                x.pruned_by_run IS NULL AND x.is_stated
            FROM relationship_engine.edge_store x
            WHERE x.graph_id = p_graph_id AND x.from_id = m.to_id AND x.to_id = m.from_id
        ) x
    ), known AS MATERIALIZED (
        SELECT j.from_id, j.to_id, v.context
        FROM joined j
        CROSS JOIN LATERAL (
            SELECT v.context
            FROM relationship_engine.counting_evidence v
            WHERE v.graph_id = p_graph_id AND v.from_id = j.from_id AND v.to_id = j.to_id
                AND v.kind = j.kind AND v.strategy = 'temporal' AND v.context LIKE 'day:%'
            OFFSET 0
        ) v
        WHERE j.kind = 'co_occurs' AND j.from_id = j.one_id
    ), fresh AS MATERIALIZED (
        -- NOT IN, and IN … IS TRUE: looked up in a hash, however few rows the planner expects
        SELECT m.from_id, m.to_id, m.day, m.event_id
        FROM met m
        WHERE (m.from_id, m.to_id, 'day:' || m.day) NOT IN (SELECT k.from_id, k.to_id, k.context FROM known k)
    ), spaced AS MATERIALIZED (
        -- after the days that are known; nth counts from 1, pause is in days
        SELECT d.*,
            row_number() OVER history AS nth,
            d.day - lag(d.day) OVER history AS pause,
            count(*) OVER (PARTITION BY d.from_id, d.to_id) AS days
        FROM (
            SELECT f.from_id, f.to_id, f.day, f.event_id, true AS is_fresh FROM fresh f
            UNION ALL
            SELECT k.from_id, k.to_id, lower(relationship_engine.date_span(substr(k.context, 5))), NULL, false
            FROM known k
            WHERE ((k.from_id, k.to_id) IN (SELECT f.from_id, f.to_id FROM fresh f)) IS TRUE
        ) d
        WINDOW history AS (PARTITION BY d.from_id, d.to_id ORDER BY d.day)
    ), pair AS MATERIALIZED (
        SELECT m.from_id, m.to_id, sum(m.events)::double precision AS events
        FROM met m
        JOIN (SELECT DISTINCT s.from_id, s.to_id FROM spaced s WHERE s.days > 1) s
            ON s.from_id = m.from_id AND s.to_id = m.to_id
        GROUP BY m.from_id, m.to_id
    ), single AS MATERIALIZED (
        SELECT s.id, n.events, CASE WHEN s.id = ANY (p_entity_ids) THEN greatest(1, n.events / v_latest) END AS share
        FROM (SELECT p.from_id FROM pair p UNION SELECT p.to_id FROM pair p) AS s (id)
        CROSS JOIN LATERAL (
            SELECT count(*)::double precision AS events
            FROM relationship_engine.mention m
            WHERE m.graph_id = p_graph_id AND m.entity_id = s.id
        ) n
    ), scored AS MATERIALIZED (
        SELECT n.from_id, n.to_id, coalesce(ln(n.both * n.total / (n.a * n.b)) / nullif(ln(n.total / n.both), 0), 0) AS npmi
        FROM (
            SELECT p.from_id, p.to_id, a.events AS a, b.events AS b, greatest(g.events, a.events, b.events) AS total,
                -- where only the latest events of both were seen, the earlier ones are taken to be like them
                least(p.events * least(a.share, b.share), a.events, b.events) AS both
            FROM pair p
            JOIN single a ON a.id = p.from_id
            JOIN single b ON b.id = p.to_id
            CROSS JOIN (
                -- more than a million make no difference
                SELECT count(*) AS events
                FROM (SELECT FROM relationship_engine.raw_events v WHERE v.graph_id = p_graph_id LIMIT 1000000) l
            ) g
        ) n
    )
    SELECT (relationship_engine.candidate(
        p_from_id => s.from_id, p_to_id => s.to_id, p_kind => 'co_occurs', p_strategy => 'temporal',
        p_context => 'day:' || s.day, p_confidence => greatest(0, 0.5 + 0.4 * least(c.npmi, 1)), p_importance => 0.4,
        p_gain => cbrt(s.nth * least(coalesce(s.pause, 1), 32)), p_is_symmetric => true, p_event_id => s.event_id,
        p_detail => jsonb_build_object(
            'rule', 'co_occurrence', 'npmi', round(c.npmi::numeric, 3), 'nth', s.nth, 'pause', s.pause))).*
    FROM spaced s
    JOIN scored c ON c.from_id = s.from_id AND c.to_id = s.to_id
    WHERE s.is_fresh AND s.days > 1
    UNION ALL
    -- Hebb: what fires together again, once a day, unless the events of that day have taught the edge already
    SELECT (relationship_engine.candidate(
        p_from_id => e.from_id, p_to_id => e.to_id, p_kind => e.kind, p_strategy => v.strategy,
        p_context => 'day:' || m.day, p_confidence => v.confidence, p_importance => v.importance,
        p_event_id => m.event_id, p_start_date => v.start_date, p_end_date => v.end_date,
        p_detail => jsonb_build_object('rule', 'co_mention'))).*
    FROM joined e
    CROSS JOIN LATERAL unnest(e.days, e.event_ids) AS m (day, event_id)
    CROSS JOIN LATERAL (
        SELECT s.*
        FROM relationship_engine.counting_evidence s
        WHERE s.graph_id = p_graph_id AND s.from_id = e.from_id AND s.to_id = e.to_id AND s.kind = e.kind
        ORDER BY s.confidence DESC, s.strategy, s.context
        LIMIT 1
    ) v
    -- co_occurs has just had its own observation
    WHERE e.is_stated AND e.kind <> 'co_occurs' AND NOT EXISTS (
        SELECT FROM relationship_engine.counting_evidence s
        LEFT JOIN relationship_engine.raw_events o ON o.graph_id = p_graph_id AND o.id = s.event_id
        WHERE s.graph_id = p_graph_id AND s.from_id = e.from_id AND s.to_id = e.to_id AND s.kind = e.kind
            AND (s.context = 'day:' || m.day
                OR (coalesce(o.occurred_at, o.created_at) AT TIME ZONE 'UTC')::date = m.day));
END
$function$;

COMMENT ON FUNCTION relationship_engine._co_occurrence(bigint, uuid [], timestamptz) IS
'What events that mention entities together teach, one observation a day. co_occurs, between entities that meet on at least two '
'days: confidence 0.5 + 0.4 NPMI (normalised pointwise mutual information, Bouma 2009), so 0.5 is chance; gain: cube root '
'of the number of days so far times the days since the last one, at most 32 (practice and spacing: Newell and Rosenbloom 1981, '
'Cepeda 2006). Stated edges that already join them are reinforced (Hebb) '
'for their most confident strategy, at its confidence: this adds weight and leaves the confidence as it is.';
