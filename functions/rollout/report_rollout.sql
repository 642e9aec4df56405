CREATE OR REPLACE FUNCTION relationship_engine.report_rollout(p_graph_id bigint DEFAULT 1, p_days integer DEFAULT 7)
RETURNS TABLE (
    week integer,
    phase text,
    since timestamptz,
    mode text,
    edges_created bigint,
    edges_reinforced bigint,
    edges_pruned bigint,
    incremental_seconds double precision,
    nightly_seconds double precision,
    llm_dollars numeric,
    live_edges bigint,
    live_weight double precision,
    issues text [],
    next_steps text [],
    status text
)
LANGUAGE plpgsql STABLE
SET search_path = pg_catalog, pg_temp
AS $function$
#variable_conflict use_column
BEGIN
    RETURN QUERY
    SELECT 1 + (current_date - o.began_at::date) / 7, o.phase, o.since, g.mode, r.created, r.reinforced, r.pruned,
        r.incremental, r.nightly, l.spent, e.edges, e.weight, i.issues,
        CASE
            WHEN gates.failing IS NOT NULL THEN gates.failing
            WHEN o.phase = 'optimization' THEN ARRAY['tune by relationship-engine forecast']
            ELSE ARRAY['relationship-engine rollout advance'] END,
        CASE
            WHEN i.is_critical THEN 'blocked'
            WHEN cardinality(i.issues) > 0 OR gates.has_failed THEN 'minor issues'
            ELSE 'on track' END
    FROM relationship_engine.rollout o
    JOIN relationship_engine.graph g ON g.id = o.graph_id
    CROSS JOIN LATERAL (
        SELECT coalesce(sum(u.edges_created), 0)::bigint AS created,
            coalesce(sum(u.edges_updated), 0)::bigint AS reinforced,
            coalesce(sum(u.edges_pruned), 0)::bigint AS pruned,
            avg(u.processing_time) FILTER (WHERE u.mode = 'incremental') AS incremental,
            avg(u.processing_time) FILTER (WHERE u.mode = 'nightly') AS nightly
        FROM relationship_engine.run u
        WHERE u.graph_id = p_graph_id AND u.mode <> 'undo' AND u.status NOT IN ('undone', 'dry_run')
            AND u.started_at > now() - make_interval(days => p_days)
    ) r
    CROSS JOIN LATERAL (
        SELECT coalesce(sum(d.spent), 0) AS spent FROM relationship_engine.llm_day d
        WHERE d.graph_id = p_graph_id AND d.day > (now() AT TIME ZONE 'UTC')::date - p_days
    ) l
    CROSS JOIN LATERAL (
        SELECT count(*) AS edges, coalesce(sum(v.weight), 0) AS weight
        FROM relationship_engine.edge v WHERE v.graph_id = p_graph_id
    ) e
    CROSS JOIN LATERAL (
        SELECT coalesce(array_agg(concat_ws(': ', a.alert, a.message) ORDER BY a.severity, a.alert), '{}') AS issues,
            coalesce(bool_or(a.severity = 'critical'), false) AS is_critical
        FROM relationship_engine.alert a
        WHERE a.graph_id = p_graph_id AND a.is_firing AND a.severity <> 'info'
    ) i
    CROSS JOIN LATERAL (
        SELECT array_agg(format('%s: %s (%s %s, wanted %s %s)', t.gate, t.status,
                coalesce(round(t.value::numeric, 4)::text, '-'), t.unit, t.comparison, t.bound) ORDER BY t.gate)
                FILTER (WHERE t.status <> 'pass') AS failing,
            coalesce(bool_or(t.status = 'fail' AND t.gate <> 'nights_without_error'), false) AS has_failed
        FROM relationship_engine.rollout_gate t WHERE t.graph_id = p_graph_id
    ) gates
    WHERE o.graph_id = p_graph_id;
END
$function$;

COMMENT ON FUNCTION relationship_engine.report_rollout(bigint, integer) IS
'Returns the weekly status message of a roll-out, computed from the run log of the last p_days days; no row for a '
'graph without a roll-out. status: on track, minor issues (a warning, or a failing gate) or blocked (a critical '
'alert). Undone runs do not count.';
