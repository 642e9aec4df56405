-- The results of the two queries of the roll-out plan that compare the systems.
CREATE OR REPLACE VIEW relationship_engine.legacy_comparison WITH (security_invoker = true) AS
SELECT
    e.graph_id,
    b.since,
    count(*) FILTER (WHERE v.created_at > b.since AND o.is_single AND e.created_at < b.since) AS old_system_by_plan,
    count(*) FILTER (WHERE v.created_at > b.since AND o.is_single AND e.last_reinforced_at > b.since)
        AS new_system_by_plan,
    count(*) FILTER (WHERE o.is_old AND NOT o.is_new) AS old_system,
    count(*) FILTER (WHERE o.is_new AND NOT o.is_old) AS new_system,
    count(*) FILTER (WHERE o.is_new AND o.is_old) AS both_systems
FROM relationship_engine.graph g
CROSS JOIN LATERAL (
    SELECT coalesce(max(m.changed_at), g.created_at) AS since
    FROM relationship_engine.mode_change m
    WHERE m.graph_id = g.id AND m.strategy IS NULL AND m.to_mode = 'parallel'
) b
INNER JOIN relationship_engine.edge e ON g.id = e.graph_id
CROSS JOIN LATERAL (
    VALUES (
        e.strategies && '{legacy,application}', NOT e.strategies <@ '{legacy,application}',
        coalesce((e.metadata ->> 'reinforcement_count')::bigint, 0) = 0
    )
) AS o (is_old, is_new, is_single)
LEFT JOIN relationship_engine.raw_events v ON e.graph_id = v.graph_id AND e.source_event_id = v.id
WHERE g.id > 0
GROUP BY e.graph_id, b.since;
COMMENT ON VIEW relationship_engine.legacy_comparison IS
'Counts of live edges per graph by the system that has them; compare_legacy() shows details.';
COMMENT ON COLUMN relationship_engine.legacy_comparison.since IS
'When the graph last switched to mode parallel; otherwise when it was created.';
COMMENT ON COLUMN relationship_engine.legacy_comparison.old_system_by_plan IS
'First query of the plan: edges of events since then, observed once, created before then. (The plan''s weight = 1.0 '
'would also exclude decayed edges.)';
COMMENT ON COLUMN relationship_engine.legacy_comparison.new_system_by_plan IS
'Second query of the plan: edges of events since then, observed once, last reinforced since then.';
COMMENT ON COLUMN relationship_engine.legacy_comparison.old_system IS 'Edges that only the legacy system has.';
COMMENT ON COLUMN relationship_engine.legacy_comparison.new_system IS 'Edges that only the engine has.';
