-- The exit criteria of the phases of a roll-out, measured when queried.
CREATE OR REPLACE VIEW relationship_engine.rollout_gate WITH (security_invoker = true) AS
SELECT
    m.graph_id,
    m.phase,
    m.gate,
    s.status,
    m.value,
    m.comparison,
    m.bound,
    m.unit,
    CASE
        WHEN t.phase = m.phase AND t.status = s.status THEN t.since
        WHEN s.status = 'pass' THEN coalesce(m.holds_since, now())
        ELSE now()
    END AS since,
    m.remedy
FROM (
    SELECT
        p.graph_id,
        p.phase,
        a.gate,
        a.value,
        a.comparison,
        coalesce((p.bounds ->> a.gate)::double precision, a.bound) AS bound,
        a.unit,
        a.holds_since,
        a.remedy
    FROM relationship_engine.rollout p
    CROSS JOIN LATERAL (
        SELECT
            max(coalesce(r.finished_at, r.started_at)) FILTER (WHERE r.status IN ('failed', 'killed')) AS failed_at,
            count(*) FILTER (WHERE r.status IN ('failed', 'killed') AND r.mode = 'incremental') AS failed_events,
            count(*) FILTER (WHERE r.mode = 'incremental') AS events,
            avg(r.processing_time) FILTER (WHERE r.mode = 'incremental' AND r.status = 'done') AS incremental,
            max(r.processing_time) FILTER (WHERE r.mode = 'nightly' AND r.status = 'done') AS nightly,
            max(r.pruned_share) FILTER (WHERE r.mode = 'nightly' AND r.status = 'done') AS pruned_share,
            min(r.finished_at) FILTER (WHERE r.mode = 'nightly' AND r.status = 'done') AS first_night_at,
            coalesce(sum(r.edges_created + r.edges_updated) FILTER (
                WHERE r.mode IN ('incremental', 'nightly', 'on_demand', 'semantic')), 0) AS edges_written,
            max(r.finished_at) FILTER (WHERE r.mode = 'mirror') AS mirrored_at,
            count(*) FILTER (WHERE r.mode = 'mirror') AS mirrored
        FROM relationship_engine.run r
        WHERE r.graph_id = p.graph_id AND r.started_at >= p.since AND r.status <> 'undone'
    ) runs
    CROSS JOIN LATERAL (
        SELECT
            count(*) AS good,
            (array_agg(n.finished_at ORDER BY n.finished_at))[coalesce((p.bounds ->> 'nights_without_error')::integer,
                7)]
                AS enough_at
        FROM (
            SELECT r.night, min(r.finished_at) AS finished_at
            FROM relationship_engine.run r
            WHERE r.graph_id = p.graph_id AND r.mode = 'nightly' AND r.status = 'done'
                AND r.started_at > coalesce(runs.failed_at, p.since)
            GROUP BY r.night
        ) n
    ) nights
    LEFT JOIN LATERAL (
        SELECT r.strategies_used, r.finished_at
        FROM relationship_engine.run r
        WHERE r.graph_id = p.graph_id AND r.mode = 'nightly' AND r.status IN ('done', 'failed')
            AND r.started_at >= p.since
        ORDER BY r.started_at DESC LIMIT 1
    ) latest ON true
    CROSS JOIN LATERAL (
        SELECT count(*) FILTER (WHERE s.mode = 'shadow' OR CASE
            WHEN s.is_queued THEN EXISTS (
                SELECT FROM relationship_engine.llm_job j WHERE j.graph_id = p.graph_id AND j.state = 'dead')
            ELSE NOT ARRAY[s.strategy] <@ latest.strategies_used END) AS failing
        FROM relationship_engine.strategy_setting s
        WHERE s.graph_id = p.graph_id AND s.mode <> 'off'
    ) strategies
    CROSS JOIN LATERAL (
        SELECT coalesce(max(d.spent), 0) AS most
        FROM relationship_engine.llm_day d
        WHERE d.graph_id = p.graph_id AND d.day >= (p.since AT TIME ZONE 'UTC')::date
    ) llm
    CROSS JOIN LATERAL (
        SELECT
            (SELECT array_agg(x.strategy) FROM relationship_engine.external_strategy x) AS strategies,
            (
                SELECT coalesce(array_agg(s.strategy), '{}') FROM relationship_engine.strategy_setting s
                WHERE s.graph_id = p.graph_id AND NOT s.is_queued
            ) AS detecting
    ) listed
    CROSS JOIN LATERAL (
        SELECT
            count(*) AS edges,
            count(*) FILTER (WHERE e.weight > 1) AS reinforced,
            count(*) FILTER (WHERE o.is_found AND e.created_at >= p.since) AS fresh,
            count(*) FILTER (
                WHERE o.is_found AND NOT o.is_told AND e.created_at >= p.since AND NOT ARRAY[e.kind] <@ p.expected_kinds
                AND NOT e.strategies && listed.detecting AND NOT EXISTS (
                    SELECT FROM relationship_engine.pattern_rule r WHERE r.graph_id = p.graph_id AND r.kind = e.kind)
                AND NOT EXISTS (
                    SELECT FROM relationship_engine.counting_evidence v
                    WHERE v.graph_id = p.graph_id AND v.kind = e.kind AND ARRAY[v.strategy] <@ listed.strategies)
            ) AS unexpected,
            array_agg(DISTINCT e.kind) FILTER (WHERE o.is_found) AS kinds
        FROM relationship_engine.edge e
        CROSS JOIN LATERAL (
            VALUES (NOT e.strategies <@ listed.strategies, e.strategies && listed.strategies)
        ) AS o (is_found, is_told)
        WHERE e.graph_id = p.graph_id
    ) graph
    CROSS JOIN LATERAL (
        SELECT count(*) FILTER (
            WHERE ARRAY[k.kind] <@ graph.kinds OR p.phase = 'shadow' AND EXISTS (
                SELECT FROM relationship_engine.proposal o
                WHERE o.graph_id = p.graph_id AND o.kind = k.kind AND o.reason = 'shadow')
        ) / nullif(count(*), 0)::double precision AS share
        FROM unnest(p.expected_kinds) AS k (kind)
    ) expected
    LEFT JOIN LATERAL (
        SELECT r.id, r.finished_at
        FROM relationship_engine.run r
        WHERE r.graph_id = p.graph_id AND r.mode = 'import' AND r.status <> 'undone'
        ORDER BY r.started_at DESC LIMIT 1
    ) last_import ON true
    CROSS JOIN LATERAL (
        SELECT count(*) AS tables, count(*) FILTER (WHERE i.is_equal)::double precision AS equal
        FROM relationship_engine.legacy_import i
        WHERE i.graph_id = p.graph_id AND i.run_id = last_import.id
    ) imported
    CROSS JOIN LATERAL (
        SELECT count(*) AS entities FROM relationship_engine.entity e WHERE e.graph_id = p.graph_id
    ) input
    CROSS JOIN LATERAL (
        VALUES
        (
            'preparation', 'entities', input.entities::double precision, '>=', 1::double precision, 'entities', p.since,
            'Import the legacy system (relationship-engine import), or let the application insert rows.'
        ),
        (
            'preparation', 'tables_equal', CASE WHEN imported.tables > 0 THEN imported.equal
                ELSE 4 END, '>=', 4, 'tables',
            last_import.finished_at,
            'Table legacy_import shows the differences; relationship-engine import adds the missing rows.'
        ),
        (
            'shadow parallel cutover', 'nights_without_error', nights.good, '>=', 7, 'nights', nights.enough_at,
            'Tables run and run_step have the errors. Nights count after the last run that failed or was killed.'
        ),
        (
            'shadow parallel cutover optimization', 'incremental_seconds', runs.incremental, '<', 5, 'seconds', p.since,
            'run_step shows which strategy takes the time. No value: no event arrived in this phase.'
        ),
        (
            'shadow parallel cutover optimization', 'nightly_seconds', runs.nightly, '<', 60, 'seconds',
            runs.first_night_at,
            'run_step shows which strategy takes the time; a smaller graph.nightly_window shortens the run.'
        ),
        (
            'shadow parallel cutover optimization', 'llm_dollars_a_day', llm.most, '<', 5, 'USD', p.since,
            'relationship-engine cost shows the details; graph.llm_daily_budget limits it.'
        ),
        (
            'shadow parallel cutover', 'expected_kinds', expected.share, '>=', 1, 'share', NULL,
            'rollout.expected_kinds lists them; relationship-engine why-not explains why an edge is missing.'
        ),
        (
            'shadow', 'edges_written', runs.edges_written, '<=', 0, 'edges', p.since,
            'A graph in shadow writes no edges: table mode_change shows who changed its mode.'
        ),
        (
            'parallel', 'edges_found', graph.fresh, '>=', 1, 'edges', NULL,
            'Edges that the engine created in this phase; relationship-engine compare compares them with the legacy '
            'system.'
        ),
        (
            'parallel', 'unexpected_share', graph.unexpected / nullif(graph.fresh, 0)::double precision, '<=', 0.1,
                'share',
            p.since,
            'New edges whose kind only a model has used so far. Judge them with relationship-engine review.'
        ),
        (
            'parallel', 'reinforced_edges', graph.reinforced, '>=', 1, 'edges', NULL,
            'No edge has a weight above 1. Check in table mention whether later events mention entities again.'
        ),
        (
            'parallel cutover optimization', 'pruned_share', runs.pruned_share, '<=', 0.05, 'share', p.since,
            'relationship-engine forecast shows which decay_factor and prune_threshold prune less.'
        ),
        (
            'cutover', 'failed_events', CASE WHEN runs.events > 0 THEN runs.failed_events END, '<=', 0, 'runs', p.since,
            'Incremental runs that failed: table run has their errors; the nightly run reads the missed rows.'
        ),
        (
            'cutover', 'strategies_failing', CASE WHEN latest.finished_at IS NOT NULL
                THEN strategies.failing END, '<=', 0,
            'strategies', latest.finished_at,
            'Strategies in shadow, or with an error in the last nightly run: see run_step and strategy_setting.'
        ),
        (
            'cutover', 'legacy_writes', runs.mirrored, '<=', 0, 'runs', p.since,
            'The legacy system still writes: switch it off, then relationship-engine mirror SCHEMA --off.'
        ),
        (
            'optimization', 'reinforced_share', graph.reinforced / nullif(graph.edges, 0)::double precision, '>=', 0.2,
            'share', NULL,
            'relationship-engine forecast shows the effect of a slower decay; old weights fall below 1.'
        )
    ) AS a (phases, gate, value, comparison, bound, unit, holds_since, remedy)
    WHERE ARRAY[p.phase] <@ string_to_array(a.phases, ' ')
) m
CROSS JOIN LATERAL (
    VALUES (
        CASE
            WHEN m.value IS NULL THEN 'not enough data'
            WHEN CASE m.comparison WHEN '<' THEN m.value < m.bound WHEN '<=' THEN m.value <= m.bound
                ELSE m.value >= m.bound END
                THEN 'pass'
            ELSE 'fail'
        END
    )
) AS s (status)
LEFT JOIN relationship_engine.gate_state t ON m.graph_id = t.graph_id AND m.gate = t.gate;
COMMENT ON VIEW relationship_engine.rollout_gate IS
'Each exit criterion of the current phase of a roll-out. It passes while value compares with bound as comparison '
'says; rollout.bounds overrides bounds.';
COMMENT ON COLUMN relationship_engine.rollout_gate.value IS 'Measured since the phase began; null: not enough data.';
COMMENT ON COLUMN relationship_engine.rollout_gate.since IS
'Since when the gate has its status, as far as the run log or refresh_gates() can tell.';
COMMENT ON COLUMN relationship_engine.rollout_gate.remedy IS 'Where to look and what to do.';
