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
        v.confidence, v.description, v.detail, v.observed_at, relationship_engine._prune_date(v_edge.graph_id, p_edge_id)
    FROM relationship_engine.counting_evidence v
    JOIN relationship_engine.graph g ON g.id = v_edge.graph_id
    LEFT JOIN relationship_engine.raw_events r ON r.graph_id = v_edge.graph_id AND r.id = v.event_id
    WHERE v.graph_id = v_edge.graph_id AND v.from_id = v_edge.from_id AND v.to_id = v_edge.to_id
        AND v.kind = v_edge.kind
    ORDER BY v.observed_at, v.strategy, v.context;
END
$function$;

COMMENT ON FUNCTION relationship_engine.explain_edge(uuid) IS
'Returns the evidence of an edge, oldest first: strategy, context, run, event, the gain when it was learned, the '
'share of the gain that decay has left (0..1), its current weight (in units of one new observation), and its share of '
'the weight of the edge (0..1, sums to 1). prune_date, the same in each row: the night in which the edge will be '
'pruned without new evidence; null: none (pinned, of a strategy that is never pruned, no decay, clock stopped, already pruned). '
'Errors: no_data_found.';
