CREATE OR REPLACE FUNCTION relationship_engine._is_quiet(
    p_graph_id bigint, p_since timestamptz, p_night date, p_nats double precision
)
RETURNS boolean
LANGUAGE plpgsql STABLE
SET search_path = pg_catalog, pg_temp
-- a plan that does not know the time expects a third of all rows, and would read whole tables
SET enable_seqscan = off
SET plan_cache_mode = force_generic_plan
AS $function$
BEGIN
    RETURN p_since IS NOT NULL
        -- what arrived, changed, or was missed
        AND NOT EXISTS (
            SELECT FROM relationship_engine.raw_events v WHERE v.graph_id = p_graph_id AND v.created_at >= p_since)
        AND NOT EXISTS (
            SELECT FROM relationship_engine.raw_events v WHERE v.graph_id = p_graph_id AND v.changed_at >= p_since)
        AND NOT EXISTS (
            SELECT FROM relationship_engine.entity e WHERE e.graph_id = p_graph_id AND e.updated_at >= p_since)
        AND NOT EXISTS (
            SELECT FROM relationship_engine.entity e WHERE e.graph_id = p_graph_id AND e.created_at >= p_since)
        AND NOT EXISTS (
            SELECT FROM relationship_engine.mention m WHERE m.graph_id = p_graph_id AND m.created_at >= p_since)
        AND NOT EXISTS (
            SELECT FROM relationship_engine.run r
            WHERE r.graph_id = p_graph_id AND r.missed_ids IS NOT NULL AND r.started_at >= p_since)
        AND NOT EXISTS (
            SELECT FROM relationship_engine.run r
            WHERE r.graph_id = p_graph_id AND r.mode = 'nightly' AND r.status = 'running')
        AND NOT EXISTS (
            SELECT FROM relationship_engine.proposal p
            JOIN relationship_engine.strategy_setting s
                ON s.graph_id = p_graph_id AND s.strategy = p.strategy AND s.is_queued AND s.mode = 'active'
            WHERE p.graph_id = p_graph_id AND p.reason IN ('shadow', 'run_full'))
        AND NOT EXISTS (
            SELECT FROM relationship_engine.text_stat s
            JOIN relationship_engine.graph g ON g.id = p_graph_id AND g.text_config <> s.text_config
            WHERE s.graph_id = p_graph_id)
        -- what triggers that were disabled left behind
        AND NOT EXISTS (
            SELECT FROM relationship_engine.raw_events v
            WHERE v.graph_id = p_graph_id AND NOT EXISTS (
                SELECT FROM relationship_engine.event_text t WHERE t.graph_id = p_graph_id AND t.event_id = v.id))
        AND NOT EXISTS (
            SELECT FROM relationship_engine.event_text t
            WHERE t.graph_id = p_graph_id AND NOT EXISTS (
                SELECT FROM relationship_engine.raw_events v WHERE v.graph_id = p_graph_id AND v.id = t.event_id))
        AND NOT EXISTS (
            SELECT FROM relationship_engine.edge_store e WHERE e.graph_id = p_graph_id AND e.revision < 0)
        -- what the decay of this night would prune, and a night that was passed before
        AND NOT EXISTS (
            SELECT FROM relationship_engine.graph g
            CROSS JOIN LATERAL relationship_engine.edge_rates(p_graph_id) AS r (rate)
            CROSS JOIN LATERAL (
                SELECT FROM relationship_engine.edge_store e
                WHERE e.graph_id = p_graph_id AND e.pruned_by_run IS NULL AND e.rate = r.rate
                    AND e.log_weight < ln(g.prune_threshold) + r.rate * (g.decay_clock + p_nats) AND NOT e.pinned
                LIMIT 1
            ) e
            WHERE g.id = p_graph_id)
        AND NOT EXISTS (
            SELECT FROM relationship_engine.decay_step d
            WHERE d.graph_id = p_graph_id AND d.night = p_night AND d.undone_by IS NULL);
END
$function$;

COMMENT ON FUNCTION relationship_engine._is_quiet(bigint, timestamptz, date, double precision) IS
'Whether a night of a graph would do nothing but move the decay clock by p_nats: nothing arrived, changed or was '
'missed since p_since, nothing waits, and no edge becomes weak enough to be pruned.';
