CREATE OR REPLACE FUNCTION relationship_engine.learn_effect(
    p_graph_id bigint, p_candidates relationship_engine.candidate []
)
RETURNS TABLE (
    edge_id uuid,
    from_id uuid,
    to_id uuid,
    kind text,
    is_superseded boolean,
    was_live boolean,
    is_live boolean,
    weight_before double precision,
    weight_after double precision
)
LANGUAGE sql STABLE
SET search_path = pg_catalog, pg_temp
AS $function$
    WITH admitted AS MATERIALIZED (
        SELECT DISTINCT ON (c.from_id, c.to_id, c.kind, c.strategy, c.context) c.*
        FROM unnest(p_candidates) WITH ORDINALITY AS c (
            from_id, to_id, kind, strategy, context, confidence, importance, gain, is_symmetric, is_exclusive, event_id,
            start_date, end_date, description, detail, nth)
        ORDER BY c.from_id, c.to_id, c.kind, c.strategy, c.context, c.nth
    ), superseded AS MATERIALIZED (
        SELECT v.from_id, v.to_id, v.kind, v.strategy, v.context
        FROM (SELECT DISTINCT a.from_id, a.kind, a.strategy FROM admitted a WHERE a.is_exclusive) a
        JOIN relationship_engine.counting_evidence v
            ON v.graph_id = p_graph_id AND v.from_id = a.from_id AND v.kind = a.kind AND v.strategy = a.strategy
        WHERE v.is_exclusive AND NOT EXISTS (
            SELECT FROM admitted o
            WHERE o.from_id = v.from_id AND o.to_id = v.to_id AND o.kind = v.kind AND o.strategy = v.strategy)
    ), touched AS MATERIALIZED (
        SELECT k.from_id, k.to_id, k.kind, bool_or(k.is_superseded) AS is_superseded,
            bool_or(NOT k.is_superseded) AS is_learned
        FROM (
            SELECT a.from_id, a.to_id, a.kind, false AS is_superseded FROM admitted a
            UNION ALL
            SELECT s.from_id, s.to_id, s.kind, true FROM superseded s
        ) k
        GROUP BY k.from_id, k.to_id, k.kind
    ), edges AS MATERIALIZED (
        SELECT t.*, e.pruned_by_run, e.log_weight, e.id IS NOT NULL AS is_known, coalesce(e.rate, 1) AS rate
        FROM touched t
        LEFT JOIN relationship_engine.edge_store e
            ON e.graph_id = p_graph_id AND e.from_id = t.from_id AND e.to_id = t.to_id AND e.kind = t.kind
    ), counting AS (
        SELECT e.from_id, e.to_id, e.kind, a.gain, e.rate * CASE
            WHEN a.detail ? 'as_of' THEN coalesce((
                SELECT d.clock FROM relationship_engine.decay_step d
                WHERE d.graph_id = p_graph_id AND d.step_no = relationship_engine._step_before(
                    p_graph_id, a.detail ->> 'as_of', g.decay_step_no)), 0)
            ELSE g.decay_clock END AS clock
        FROM edges e
        JOIN admitted a ON a.from_id = e.from_id AND a.to_id = e.to_id AND a.kind = e.kind
        JOIN relationship_engine.graph g ON g.id = p_graph_id
        UNION ALL
        SELECT e.from_id, e.to_id, e.kind, v.gain, e.rate * v.clock
        FROM edges e
        JOIN relationship_engine.counting_evidence v
            ON v.graph_id = p_graph_id AND v.from_id = e.from_id AND v.to_id = e.to_id AND v.kind = e.kind
        WHERE NOT EXISTS (
            SELECT FROM superseded s
            WHERE s.from_id = v.from_id AND s.to_id = v.to_id AND s.kind = v.kind AND s.strategy = v.strategy
                AND s.context = v.context)
    ), derived AS (
        SELECT c.from_id, c.to_id, c.kind,
            max(c.top) + ln(sum(c.gain * exp(greatest(c.clock - c.top, -700)))) AS log_weight
        FROM (SELECT c.*, max(c.clock) OVER (PARTITION BY c.from_id, c.to_id, c.kind) AS top FROM counting c) c
        GROUP BY c.from_id, c.to_id, c.kind
    )
    SELECT relationship_engine.edge_id(p_graph_id, e.from_id, e.to_id, e.kind), e.from_id, e.to_id, e.kind,
        e.is_superseded, e.is_known AND e.pruned_by_run IS NULL,
        d.log_weight IS NOT NULL AND (e.is_learned OR e.pruned_by_run IS NULL),
        exp(greatest(e.log_weight - e.rate * g.decay_clock, -700)),
        exp(greatest(d.log_weight - e.rate * g.decay_clock, -700))
    FROM edges e
    JOIN relationship_engine.graph g ON g.id = p_graph_id
    LEFT JOIN derived d ON d.from_id = e.from_id AND d.to_id = e.to_id AND d.kind = e.kind
$function$;

COMMENT ON FUNCTION relationship_engine.learn_effect(bigint, relationship_engine.candidate []) IS
'Building block: returns what learn() would make of the edges of candidates that screen_candidates() admits, and of '
'the edges whose exclusive evidence they replace (is_superseded). Only reads. Derives weights as refresh_edges() does.';
