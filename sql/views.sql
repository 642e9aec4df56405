-- The edges that live, with the columns that users of the legacy table know. On one node an application may also write
-- through it; weight is computed (set_weight sets it).
CREATE OR REPLACE VIEW relationship_engine.edge WITH (security_invoker = true) AS
SELECT
    e.id,
    e.from_id,
    e.to_id,
    e.kind,
    e.start_date,
    e.end_date,
    e.confidence,
    e.importance,
    e.description,
    e.metadata,
    e.source_event_id,
    -- exp() raises an error where the result is too small for a number
    exp(
        greatest(e.log_weight - (SELECT g.decay_clock FROM relationship_engine.graph g WHERE g.id = e.graph_id), -700)
    ) AS weight,
    e.last_reinforced_at,
    e.created_at,
    e.updated_at,
    e.graph_id,
    e.pinned,
    e.strategies,
    e.log_weight
FROM relationship_engine.edge_store e
WHERE e.pruned_by_run IS NULL;
COMMENT ON VIEW relationship_engine.edge IS 'Edges that live, with their weight now: the sum of gain * decay since then over their evidence.';
COMMENT ON COLUMN relationship_engine.edge.log_weight IS 'Orders edges of a graph as weight does, by an index.';
COMMENT ON COLUMN relationship_engine.edge.weight IS 'exp(log_weight - decay_clock): 1 for one fresh observation; 0.99 of itself after each night by default.';

CREATE OR REPLACE VIEW relationship_engine.edge_current WITH (security_invoker = true) AS
SELECT e.*
FROM relationship_engine.edge e
WHERE e.end_date IS NULL OR e.end_date >= current_date;
COMMENT ON VIEW relationship_engine.edge_current IS 'Edges whose end_date is null or not past.';
