CREATE OR REPLACE FUNCTION relationship_engine.evidence_at(
    p_graph_id bigint, p_from_id uuid, p_to_id uuid, p_kind text, p_known_at timestamptz, p_clocks double precision []
)
RETURNS TABLE (
    from_id uuid, to_id uuid, kind text, strategy text, context text, run_id uuid, gain double precision,
    confidence double precision, importance double precision, event_id uuid, start_date date, end_date date,
    description text, detail jsonb, observed_at timestamptz, learned_at timestamptz, clock double precision
)
LANGUAGE sql STABLE
AS $function$
    SELECT v.from_id, v.to_id, v.kind, v.strategy, v.context, v.run_id,
        CASE WHEN p_known_at IS NULL THEN v.gain ELSE coalesce((
            SELECT min(s.gain) * coalesce(exp(sum(ln(s.factor)) FILTER (
                WHERE s.scaled_at <= p_known_at AND (u.status IS DISTINCT FROM 'undone' OR EXISTS (
                    SELECT FROM relationship_engine.run o
                    WHERE o.graph_id = p_graph_id AND o.undoes = s.scaled_by AND o.status <> 'undone'
                        AND o.started_at > p_known_at)))), 1)
            FROM relationship_engine.scaling s
            LEFT JOIN relationship_engine.run u ON u.graph_id = p_graph_id AND u.id = s.scaled_by
            WHERE s.graph_id = p_graph_id AND s.from_id = v.from_id AND s.to_id = v.to_id AND s.kind = v.kind
                AND s.strategy = v.strategy AND s.context = v.context AND s.run_id = v.run_id), v.gain) END,
        v.confidence, v.importance, v.event_id, v.start_date, v.end_date, v.description, v.detail, v.observed_at,
        v.learned_at,
        CASE WHEN p_known_at IS NULL THEN coalesce((
            SELECT d.clock FROM relationship_engine.decay_step d
            WHERE d.graph_id = p_graph_id AND d.step_no = v.step_no), 0)
        ELSE coalesce(p_clocks[v.step_no], 0) END
    FROM relationship_engine.evidence v
    WHERE v.graph_id = p_graph_id AND v.from_id = p_from_id AND v.to_id = p_to_id AND v.kind = p_kind
        AND v.effect IN ('states', 'recurs') AND CASE
            WHEN p_known_at IS NULL THEN v.retracted_by IS NULL
            ELSE v.learned_at <= p_known_at AND (v.retracted_at IS NULL OR v.retracted_at > p_known_at) END
$function$;

COMMENT ON FUNCTION relationship_engine.evidence_at(bigint, uuid, uuid, text, timestamptz, double precision []) IS
'Building block: the evidence of an edge that counted at p_known_at: learned by then, and not yet retracted, with the '
'gain and the decay clock of that time (p_clocks: by step_no, see clock_at). Null: what counts now. Without SET: it is '
'inlined.';
