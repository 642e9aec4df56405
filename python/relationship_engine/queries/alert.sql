-- name: alerts
-- The alerts of all graphs as they are now, the most severe first; firing_only leaves out the others.
SELECT a.*
FROM relationship_engine.alert a
WHERE a.is_firing OR NOT %(firing_only)s::boolean
ORDER BY a.is_firing DESC, array_position(ARRAY['critical', 'warning', 'info'], a.severity), a.graph_id, a.alert;

-- name: refresh_alerts
-- One row: firing, how many alerts fire.
SELECT relationship_engine.refresh_alerts() AS firing;

-- name: claim_alerts
-- What a channel has not been told yet.
SELECT * FROM relationship_engine.claim_alerts(p_channel => %(channel)s::text, p_severity => %(severity)s::text);

-- name: settle_alerts
-- One row: settled, how many of the claimed alerts are told, or not.
SELECT relationship_engine.settle_alerts(p_channel => %(channel)s::text, p_is_sent => %(is_sent)s::boolean) AS settled;

-- name: summary
-- One row per graph: what happened in it on a day (null: yesterday).
SELECT * FROM relationship_engine.summarize_day(p_day => %(day)s::date);

-- name: metrics
-- Every metric of every graph: graph_id (null: of the database), metric, labels, value.
SELECT m.graph_id, m.metric, m.labels, m.value
FROM relationship_engine.metric m
WHERE m.value IS NOT NULL
ORDER BY m.metric, m.graph_id, m.labels;
