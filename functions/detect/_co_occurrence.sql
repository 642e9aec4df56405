CREATE OR REPLACE FUNCTION relationship_engine._co_occurrence(p_graph_id bigint, p_entity_ids uuid [])
RETURNS SETOF relationship_engine.candidate
LANGUAGE plpgsql STABLE
SET search_path = pg_catalog, pg_temp
SET plan_cache_mode = force_generic_plan
AS $function$
DECLARE
    v_events double precision := (
        SELECT count(*) FROM relationship_engine.raw_events v WHERE v.graph_id = p_graph_id);
BEGIN
    RETURN QUERY
    WITH met AS MATERIALIZED (
        SELECT c.*
        FROM relationship_engine._co_mentions(p_graph_id, p_entity_ids) c
    ), pair AS MATERIALIZED (
        SELECT m.from_id, m.to_id, sum(m.events)::double precision AS events
        FROM met m
        GROUP BY m.from_id, m.to_id
        HAVING count(*) > 1
    ), single AS MATERIALIZED (
        SELECT s.id, n.events
        FROM (SELECT p.from_id FROM pair p UNION SELECT p.to_id FROM pair p) AS s (id)
        CROSS JOIN LATERAL (
            SELECT count(*)::double precision AS events
            FROM relationship_engine.mention m
            WHERE m.graph_id = p_graph_id AND m.entity_id = s.id
        ) n
    ), scored AS MATERIALIZED (
        -- normalised pointwise mutual information: -1 never together, 0 as chance has it, 1 always together
        SELECT p.from_id, p.to_id,
            coalesce(ln(p.events * v_events / (a.events * b.events)) / nullif(ln(v_events / p.events), 0), 0) AS npmi
        FROM pair p
        JOIN single a ON a.id = p.from_id
        JOIN single b ON b.id = p.to_id
    )
    SELECT c.from_id, c.to_id, 'co_occurs'::text, 'temporal'::text, 'day:' || c.day,
        greatest(0, 0.5 + 0.4 * least(c.npmi, 1)), 0.4::double precision,
        -- the spacing effect: what comes back after a pause is learned better than what is repeated at once
        CASE WHEN c.pause IS NULL THEN 1 ELSE (2 + log(2, least(c.pause, 32))) / 3.5 END::double precision,
        true, false, c.event_id, NULL::date, NULL::date, NULL::text,
        jsonb_build_object('rule', 'co_occurrence', 'npmi', round(c.npmi::numeric, 3), 'day', c.day)
    FROM (
        SELECT m.from_id, m.to_id, m.day, m.event_id, s.npmi,
            m.day - lag(m.day) OVER (PARTITION BY m.from_id, m.to_id ORDER BY m.day) AS pause
        FROM met m
        JOIN scored s ON s.from_id = m.from_id AND s.to_id = m.to_id
        WHERE s.npmi > -0.2
    ) c
    WHERE NOT EXISTS (
        SELECT FROM relationship_engine.evidence v
        WHERE v.graph_id = p_graph_id AND v.from_id = c.from_id AND v.to_id = c.to_id
            AND v.kind = 'co_occurs' AND v.strategy = 'temporal' AND v.context = 'day:' || c.day);
END
$function$;

COMMENT ON FUNCTION relationship_engine._co_occurrence(bigint, uuid []) IS
'co_occurs between entities that events of at least two days mention together, one observation a day. Confidence: 0.5 + 0.4 '
'NPMI (normalised pointwise mutual information, Bouma 2009), so 0.5 is chance; pairs far below chance are left out. '
'Gain: 1 on the first day; then 0.6 if it is the day after, 1 after three days, 2 after a month (spacing effect, Cepeda 2006).';
