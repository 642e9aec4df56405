CREATE OR REPLACE FUNCTION relationship_engine.explain_edge(p_edge_id uuid)
RETURNS TABLE (
    strategy text,
    context text,
    run_id uuid,
    event_id uuid,
    event_text text,
    gain double precision,
    decay double precision,
    weight double precision,
    share double precision,
    confidence double precision,
    description text,
    detail jsonb,
    observed_at timestamptz,
    prune_date date
)
LANGUAGE plpgsql STABLE
SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
    v_edge relationship_engine.edge_store;
BEGIN
    SELECT * INTO v_edge FROM relationship_engine.edge_store e
    WHERE e.id = p_edge_id AND (e.pruned_by_run IS NULL OR e.strategies <> '{}');
    IF NOT FOUND THEN
        RAISE EXCEPTION 'there is no edge %', p_edge_id
        USING ERRCODE = 'no_data_found', HINT = 'SELECT id FROM relationship_engine.edge lists the edges.';
    END IF;
    RETURN QUERY
    SELECT v.strategy, v.context, v.run_id, v.event_id, left(relationship_engine.event_text(r.payload), 1000), v.gain,
        exp(greatest(v_edge.rate * (v.clock - g.decay_clock), -700)),
        v.gain * exp(greatest(v_edge.rate * (v.clock - g.decay_clock), -700)),
        v.gain * exp(greatest(v_edge.rate * v.clock - v_edge.log_weight, -700)),
        v.confidence, v.description, v.detail, v.observed_at,
        relationship_engine._prune_date(v_edge.graph_id, p_edge_id)
    FROM relationship_engine.counting_evidence v
    JOIN relationship_engine.graph g ON g.id = v_edge.graph_id
    LEFT JOIN relationship_engine.raw_events r ON r.graph_id = v_edge.graph_id AND r.id = v.event_id
    WHERE v.graph_id = v_edge.graph_id AND v.from_id = v_edge.from_id AND v.to_id = v_edge.to_id
        AND v.kind = v_edge.kind
    UNION ALL
    SELECT v.strategy, v.context, v.run_id, v.event_id, left(relationship_engine.event_text(r.payload), 1000),
        0, 0, 0, 0, v.confidence, v.description,
        coalesce(v.detail, '{}') || jsonb_strip_nulls(jsonb_build_object('effect', v.effect, 'end_date', v.end_date)),
        v.observed_at, relationship_engine._prune_date(v_edge.graph_id, p_edge_id)
    FROM relationship_engine.evidence v
    LEFT JOIN relationship_engine.raw_events r ON r.graph_id = v_edge.graph_id AND r.id = v.event_id
    WHERE v.graph_id = v_edge.graph_id AND v.from_id = v_edge.from_id AND v.to_id = v_edge.to_id
        AND v.kind = v_edge.kind AND v.effect IN ('ends', 'denies') AND v.retracted_by IS NULL
    UNION ALL
    SELECT NULL, 'edge:' || p.ended_by, NULL, p.event_id, left(relationship_engine.event_text(r.payload), 1000), 0, 0,
        0, 0,
        s.confidence, format('superseded by %s %s %s on %s', f.title, s.kind, t.title, p.end_date),
        jsonb_build_object('effect', 'ends', 'ended_by', p.ended_by, 'end_date', p.end_date),
        s.last_reinforced_at, relationship_engine._prune_date(v_edge.graph_id, p_edge_id)
    FROM relationship_engine.edge_periods(v_edge.graph_id, ARRAY[p_edge_id]) p
    JOIN relationship_engine.edge_store s ON s.graph_id = v_edge.graph_id AND s.id = p.ended_by
    JOIN relationship_engine.entity f ON f.graph_id = v_edge.graph_id AND f.id = s.from_id
    JOIN relationship_engine.entity t ON t.graph_id = v_edge.graph_id AND t.id = s.to_id
    LEFT JOIN relationship_engine.raw_events r ON r.graph_id = v_edge.graph_id AND r.id = p.event_id
    ORDER BY 13, 1, 2;
END
$function$;

COMMENT ON FUNCTION relationship_engine.explain_edge(uuid) IS
'Returns the evidence of an edge, oldest first: strategy, context, run, event, the gain when it was learned, the '
'share of the gain that decay has left (0..1), its current weight (in units of one new observation), and its share of '
'the weight of the edge (0..1, sums to 1). What ends or denies the edge is listed with a gain of 0 and detail.effect; '
'where a later edge of a functional kind ended it, detail.ended_by is that edge. prune_date, the same in each row: '
'the night in which the edge will be pruned without new evidence; null: none (pinned, of a strategy that is never '
'pruned, no decay, clock stopped, already pruned). '
'Errors: no_data_found.';
