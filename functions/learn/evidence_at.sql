CREATE OR REPLACE FUNCTION relationship_engine.evidence_at(p_graph_id bigint, p_known_at timestamptz)
RETURNS TABLE (
    from_id uuid, to_id uuid, kind text, strategy text, context text, run_id uuid, gain double precision,
    confidence double precision, importance double precision, event_id uuid, start_date date, end_date date,
    description text, detail jsonb, observed_at timestamptz, learned_at timestamptz, clock double precision
)
LANGUAGE sql STABLE
AS $function$
    SELECT v.from_id, v.to_id, v.kind, v.strategy, v.context, v.run_id, v.gain, v.confidence, v.importance, v.event_id,
        v.start_date, v.end_date, v.description, v.detail, v.observed_at, v.learned_at, v.clock
    FROM relationship_engine.counting_evidence v
    WHERE p_known_at IS NULL AND v.graph_id = p_graph_id
    UNION ALL
    SELECT v.from_id, v.to_id, v.kind, v.strategy, v.context, v.run_id, coalesce(
            (
                SELECT min(s.gain) * coalesce(exp(sum(ln(s.factor)) FILTER (
                    WHERE s.scaled_at <= p_known_at AND (u.status IS DISTINCT FROM 'undone' OR EXISTS (
                        SELECT FROM relationship_engine.run o
                        WHERE o.graph_id = p_graph_id AND o.undoes = s.scaled_by AND o.status <> 'undone'
                            AND o.started_at > p_known_at)))), 1)
                FROM relationship_engine.scaling s
                LEFT JOIN relationship_engine.run u ON u.graph_id = p_graph_id AND u.id = s.scaled_by
                WHERE s.graph_id = p_graph_id AND s.from_id = v.from_id AND s.to_id = v.to_id AND s.kind = v.kind
                    AND s.strategy = v.strategy AND s.context = v.context AND s.run_id = v.run_id
            ), v.gain),
        v.confidence, v.importance, v.event_id, v.start_date, v.end_date, v.description, v.detail, v.observed_at,
        v.learned_at, coalesce(d.clock, 0)
    FROM relationship_engine.evidence v
    LEFT JOIN relationship_engine.clock_at(p_graph_id, p_known_at) d ON d.step_no = v.step_no
    WHERE p_known_at IS NOT NULL AND v.graph_id = p_graph_id AND v.effect IN ('states', 'recurs')
        AND v.learned_at <= p_known_at AND (v.retracted_at IS NULL OR v.retracted_at > p_known_at)
$function$;

COMMENT ON FUNCTION relationship_engine.evidence_at(bigint, timestamptz) IS
'Building block: the evidence that counted at p_known_at: learned by then, and not yet retracted, with the gain and the '
'decay clock of that time. Null: counting_evidence. Without SET: it is inlined.';
