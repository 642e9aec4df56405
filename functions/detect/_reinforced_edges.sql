CREATE OR REPLACE FUNCTION relationship_engine._reinforced_edges(
    p_graph_id bigint, p_from_ids uuid [], p_to_ids uuid [], p_days date [], p_event_ids uuid []
)
RETURNS SETOF relationship_engine.candidate
LANGUAGE plpgsql STABLE
SET search_path = pg_catalog, pg_temp
SET datestyle = 'ISO, YMD'  -- of days that become contexts
SET plan_cache_mode = force_generic_plan
AS $function$
BEGIN
    RETURN QUERY
    WITH pair AS MATERIALIZED (
        SELECT m.from_id, m.to_id, array_agg(m.day) AS days, array_agg(m.event_id) AS event_ids
        FROM unnest(p_from_ids, p_to_ids, p_days, p_event_ids) AS m (from_id, to_id, day, event_id)
        GROUP BY m.from_id, m.to_id
    ), joined AS MATERIALIZED (
        SELECT x.from_id, x.to_id, x.kind, x.end_date, p.days, p.event_ids
        FROM pair p
        CROSS JOIN LATERAL (
            SELECT x.from_id, x.to_id, x.kind, x.is_stated AND x.pruned_by_run IS NULL AS is_base,
                x.end_date
            FROM relationship_engine.edge_store x
            WHERE x.graph_id = p_graph_id AND x.from_id = p.from_id AND x.to_id = p.to_id
            UNION ALL
            SELECT x.from_id, x.to_id, x.kind, x.is_stated AND x.pruned_by_run IS NULL, x.end_date
            FROM relationship_engine.edge_store x
            WHERE x.graph_id = p_graph_id AND x.from_id = p.to_id AND x.to_id = p.from_id
            OFFSET 0
        ) x
        -- co_occurs has observations of its own
        WHERE x.is_base AND x.kind <> 'co_occurs'
    )
    SELECT (relationship_engine.candidate(
        p_from_id => e.from_id, p_to_id => e.to_id, p_kind => e.kind, p_strategy => v.strategy,
        p_context => 'day:' || m.day, p_confidence => v.confidence, p_importance => v.importance,
        p_event_id => m.event_id, p_start_date => v.start_date, p_end_date => v.end_date,
        p_detail => jsonb_build_object('rule', 'co_mention', 'effect', 'recurs'))).*
    FROM joined e
    CROSS JOIN LATERAL unnest(e.days, e.event_ids) AS m (day, event_id)
    CROSS JOIN LATERAL (
        SELECT s.*
        FROM relationship_engine.counting_evidence s
        WHERE s.graph_id = p_graph_id AND s.from_id = e.from_id AND s.to_id = e.to_id AND s.kind = e.kind
        ORDER BY s.confidence DESC, s.strategy, s.context
        LIMIT 1
    ) v
    -- unless the events of that day are evidence of the edge already, or end or deny it, or it had ended by then
    WHERE (e.end_date > m.day) IS NOT FALSE AND NOT EXISTS (
        SELECT FROM relationship_engine.evidence s
        LEFT JOIN relationship_engine.raw_events o ON o.graph_id = p_graph_id AND o.id = s.event_id
        WHERE s.graph_id = p_graph_id AND s.from_id = e.from_id AND s.to_id = e.to_id AND s.kind = e.kind
            AND s.retracted_by IS NULL AND (s.context = 'day:' || m.day
                OR (coalesce(o.occurred_at, o.created_at) AT TIME ZONE 'UTC')::date = m.day));
END
$function$;

COMMENT ON FUNCTION relationship_engine._reinforced_edges(bigint, uuid [], uuid [], date [], uuid []) IS
'Candidates that reinforce the stated edges of pairs of entities that meet (Hebb 1949), from the days on which '
'they do, as _co_mentions() returns them (four arrays of equal length): one observation a day, for the most '
'confident strategy of the edge, at its confidence. This adds weight and leaves the confidence as it is.';
