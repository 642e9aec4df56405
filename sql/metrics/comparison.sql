-- Edges created by old system
SELECT COUNT(*) FROM edge WHERE source_event_id IN (
  SELECT id FROM raw_events WHERE created_at > '2025-11-08'
) AND weight = 1.0 AND created_at < '2025-11-08';

-- Edges created by new system
SELECT COUNT(*) FROM edge WHERE source_event_id IN (
  SELECT id FROM raw_events WHERE created_at > '2025-11-08'
) AND weight = 1.0 AND last_reinforced_at > '2025-11-08';
