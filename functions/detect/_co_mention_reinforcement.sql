CREATE OR REPLACE FUNCTION relationship_engine._co_mention_reinforcement(p_graph_id bigint, p_entity_ids uuid [])
RETURNS SETOF relationship_engine.candidate
LANGUAGE plpgsql STABLE
SET search_path = pg_catalog, pg_temp
SET plan_cache_mode = force_generic_plan
AS $function$
BEGIN
    RETURN QUERY
    SELECT e.from_id, e.to_id, e.kind, v.strategy, 'day:' || m.day, v.confidence, v.importance, NULL::double precision,
        false, false, m.event_id, v.start_date, v.end_date, NULL::text,
        jsonb_build_object('rule', 'co_mention', 'day', m.day)
    FROM relationship_engine._co_mentions(p_graph_id, p_entity_ids) m
    CROSS JOIN LATERAL (
        SELECT x.from_id, x.to_id, x.kind
        FROM relationship_engine.edge_store x
        WHERE x.graph_id = p_graph_id AND x.from_id = m.from_id AND x.to_id = m.to_id
            AND x.pruned_by_run IS NULL AND NOT x.strategies <@ '{similarity,temporal,topology}'
        UNION ALL
        SELECT x.from_id, x.to_id, x.kind
        FROM relationship_engine.edge_store x
        WHERE x.graph_id = p_graph_id AND x.from_id = m.to_id AND x.to_id = m.from_id
            AND x.pruned_by_run IS NULL AND NOT x.strategies <@ '{similarity,temporal,topology}'
    ) e
    CROSS JOIN LATERAL (
        SELECT s.*
        FROM relationship_engine.evidence s
        WHERE s.graph_id = p_graph_id AND s.from_id = e.from_id AND s.to_id = e.to_id AND s.kind = e.kind
        ORDER BY s.confidence DESC, s.strategy, s.context
        LIMIT 1
    ) v
    -- what its events of that day have taught already is one experience with this
    WHERE NOT EXISTS (
        SELECT FROM relationship_engine.evidence s
        LEFT JOIN relationship_engine.raw_events o ON o.graph_id = p_graph_id AND o.id = s.event_id
        WHERE s.graph_id = p_graph_id AND s.from_id = e.from_id AND s.to_id = e.to_id AND s.kind = e.kind
            AND (s.context = 'day:' || m.day
                OR (coalesce(o.occurred_at, o.created_at) AT TIME ZONE 'UTC')::date = m.day));
END
$function$;

COMMENT ON FUNCTION relationship_engine._co_mention_reinforcement(bigint, uuid []) IS
'Hebb: entities that an event mentions together reinforce the stated edges that join them already, once a day, and not where an '
'event of that day is evidence of the edge itself. The observation counts for the surest strategy of the edge, at that confidence: it '
'adds weight, not certainty.';
