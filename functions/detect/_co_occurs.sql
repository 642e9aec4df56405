CREATE OR REPLACE FUNCTION relationship_engine._co_occurs(
    p_graph_id bigint, p_entity_ids uuid [], p_from_ids uuid [], p_to_ids uuid [], p_days date [], p_event_ids uuid [],
    p_events bigint []
)
RETURNS SETOF relationship_engine.candidate
LANGUAGE plpgsql STABLE
SET search_path = pg_catalog, pg_temp
SET datestyle = 'ISO, YMD'  -- of days that become contexts
SET plan_cache_mode = force_generic_plan
AS $function$
DECLARE
    v_latest CONSTANT integer := 100;  -- as latest_mentions() gives
    v_deviations CONSTANT double precision := 1;  -- of the lower bound; a one-sided confidence of 84 %
    v_chance CONSTANT double precision := 0.5;
    v_threshold double precision := coalesce((
        SELECT nullif(s.min_confidence, 0) FROM relationship_engine.strategy_setting s
        WHERE s.graph_id = p_graph_id AND s.strategy = 'temporal'), v_chance);
BEGIN
    RETURN QUERY
    WITH met AS MATERIALIZED (
        SELECT *
        FROM unnest(p_from_ids, p_to_ids, p_days, p_event_ids, p_events) AS m (from_id, to_id, day, event_id, events)
    ), pair AS MATERIALIZED (
        SELECT m.from_id, m.to_id, count(*) AS days, sum(m.events)::double precision AS events
        FROM met m
        GROUP BY m.from_id, m.to_id
    ), known AS MATERIALIZED (
        -- what has no edge has no evidence: this spares most pairs the search for it
        SELECT p.from_id, p.to_id, v.context
        FROM pair p
        CROSS JOIN LATERAL (
            SELECT FROM relationship_engine.edge_store x
            WHERE x.graph_id = p_graph_id AND x.from_id = p.from_id AND x.to_id = p.to_id AND x.kind = 'co_occurs'
            OFFSET 0
        ) x
        CROSS JOIN LATERAL (
            SELECT v.context
            FROM relationship_engine.counting_evidence v
            WHERE v.graph_id = p_graph_id AND v.from_id = p.from_id AND v.to_id = p.to_id AND v.kind = 'co_occurs'
                AND v.strategy = 'temporal' AND v.context LIKE 'day:%'
            OFFSET 0
        ) v
    ), fresh AS MATERIALIZED (
        -- NOT IN, and IN … IS TRUE: looked up in a hash, however few rows the planner expects
        SELECT m.from_id, m.to_id, m.day, m.event_id
        FROM met m
        WHERE (m.from_id, m.to_id, 'day:' || m.day) NOT IN (SELECT k.from_id, k.to_id, k.context FROM known k)
    ), counted AS MATERIALIZED (
        SELECT d.from_id, d.to_id, count(*)::double precision AS days
        FROM (
            SELECT f.from_id, f.to_id FROM fresh f
            UNION ALL
            SELECT k.from_id, k.to_id
            FROM known k
            WHERE ((k.from_id, k.to_id) IN (SELECT f.from_id, f.to_id FROM fresh f)) IS TRUE
        ) d
        GROUP BY d.from_id, d.to_id
        -- one day is chance: it counts only where the threshold admits chance
        HAVING count(*) > 1 OR v_threshold < v_chance
    ), single AS MATERIALIZED (
        SELECT s.id, n.events,
            CASE WHEN (s.id IN (SELECT unnest(p_entity_ids))) IS TRUE THEN greatest(1, n.events / v_latest) END AS share
        FROM (SELECT r.from_id FROM counted r UNION SELECT r.to_id FROM counted r) AS s (id)
        CROSS JOIN LATERAL (
            SELECT count(*)::double precision AS events
            FROM relationship_engine.mention m
            WHERE m.graph_id = p_graph_id AND m.entity_id = s.id
        ) n
    ), total AS MATERIALIZED (  -- once, and not for each pair; more than a million make no difference
        SELECT count(*) AS events
        FROM (SELECT FROM relationship_engine.raw_events v WHERE v.graph_id = p_graph_id LIMIT 1000000) l
    ), scored AS MATERIALIZED (
        -- a pair that all events mention is at chance
        SELECT n.from_id, n.to_id, n.days, coalesce(n.pmi / nullif(ln(n.total / n.both), 0), 0) AS npmi,
            -- the variance of the logarithm of a count is about 1 / count; the events of one day are no
            -- independent observations, so days are counted
            coalesce((n.pmi - v_deviations / sqrt(n.days)) / nullif(ln(n.total / n.both), 0), 0) AS bound
        FROM (
            SELECT n.*, ln(n.both * n.total / (n.a * n.b)) AS pmi
            FROM (
                SELECT r.from_id, r.to_id, r.days, a.events AS a, b.events AS b,
                    greatest(g.events, a.events, b.events) AS total,
                    -- where only the latest events of both were seen, the earlier ones are taken to be like them
                    least(p.events * least(a.share, b.share), a.events, b.events) AS both
                FROM counted r
                JOIN pair p ON p.from_id = r.from_id AND p.to_id = r.to_id
                JOIN single a ON a.id = r.from_id
                JOIN single b ON b.id = r.to_id
                CROSS JOIN total g
            ) n
        ) n
    )
    SELECT (relationship_engine.candidate(
        p_from_id => f.from_id, p_to_id => f.to_id, p_kind => 'co_occurs', p_strategy => 'temporal',
        p_context => 'day:' || f.day, p_confidence => s.confidence, p_importance => 0.4,
        p_is_symmetric => true, p_event_id => f.event_id,
        p_detail => jsonb_build_object(
            'rule', 'co_occurrence', 'as_of', greatest(f.day, (e.created_at AT TIME ZONE 'UTC')::date),
            'npmi', round(s.npmi::numeric, 3), 'lower_bound', round(s.bound::numeric, 3))
            || CASE WHEN s.confidence > v_threshold THEN '{}' ELSE '{"hold": "chance"}' END::jsonb)).*
    FROM fresh f
    JOIN (
        SELECT s.*,
            CASE s.days WHEN 1 THEN v_chance ELSE greatest(0.01, v_chance + 0.4 * least(s.bound, 1)) END AS confidence
        FROM scored s
    ) s ON s.from_id = f.from_id AND s.to_id = f.to_id
    JOIN relationship_engine.raw_events e ON e.graph_id = p_graph_id AND e.id = f.event_id;
END
$function$;

COMMENT ON FUNCTION relationship_engine._co_occurs(bigint, uuid [], uuid [], uuid [], date [], uuid [], bigint []) IS
'Candidates co_occurs from the days on which pairs of entities meet, as _co_mentions() returns them (five arrays '
'of equal length): one observation for each day of a pair that meets on at least two, which decays from the day '
'on which it happened and its event was there. Confidence: 0.5 + 0.4 * the lower bound of the normalized '
'pointwise mutual information (NPMI, Bouma 2009), one standard deviation below its estimate, by the delta method '
'(Agresti 2013, section 3.1) with days as the independent observations; 0.5 is chance. A pair that is not above '
'min_confidence of the strategy, or above chance where that is 0, is held back (reason chance). Where '
'min_confidence is below 0.5, a pair that met on one day alone counts too, as chance.';
