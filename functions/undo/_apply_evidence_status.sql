CREATE OR REPLACE FUNCTION relationship_engine._apply_evidence_status(
    p_graph_id bigint, p_edges relationship_engine.edge_key []
)
RETURNS void
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
    v_created uuid[];
BEGIN
    WITH taken AS (
        DELETE FROM relationship_engine.evidence v
        USING relationship_engine._evidence_status(p_graph_id, p_edges) s
        WHERE s.is_in AND NOT s.counts
            AND v.graph_id = p_graph_id AND v.from_id = s.from_id AND v.to_id = s.to_id AND v.kind = s.kind
            AND v.strategy = s.strategy AND v.context = s.context
        RETURNING v.*, s.retracted_by
    )
    INSERT INTO relationship_engine.retraction
        (graph_id, from_id, to_id, kind, strategy, context, run_id, gain, clock, confidence, importance,
        event_id, start_date, end_date, description, detail, is_exclusive, observed_at, retracted_by)
    SELECT p_graph_id, t.from_id, t.to_id, t.kind, t.strategy, t.context, t.run_id, t.gain, t.clock, t.confidence,
        t.importance, t.event_id, t.start_date, t.end_date, t.description, t.detail, t.is_exclusive, t.observed_at, t.retracted_by
    FROM taken t
    ON CONFLICT (graph_id, from_id, to_id, kind, strategy, context, run_id) DO NOTHING;

    WITH created AS (
        INSERT INTO relationship_engine.edge_store (graph_id, from_id, to_id, kind, log_weight, strategies)
        SELECT DISTINCT p_graph_id, s.from_id, s.to_id, s.kind, 0, '{}'::text[]
        FROM relationship_engine._evidence_status(p_graph_id, p_edges) s
        JOIN relationship_engine.entity f ON f.graph_id = p_graph_id AND f.id = s.from_id
        JOIN relationship_engine.entity t ON t.graph_id = p_graph_id AND t.id = s.to_id
        WHERE s.counts AND NOT s.is_in
        ORDER BY s.from_id, s.to_id, s.kind
        ON CONFLICT (graph_id, from_id, to_id, kind) DO UPDATE SET updated_at = EXCLUDED.updated_at WHERE false
        RETURNING id
    )
    SELECT array_agg(c.id) INTO v_created FROM created c;
    PERFORM relationship_engine.restore_edge_attributes(p_graph_id, v_created);

    WITH returned AS (
        DELETE FROM relationship_engine.retraction r
        USING relationship_engine._evidence_status(p_graph_id, p_edges) s, relationship_engine.edge_store e
        WHERE s.counts AND NOT s.is_in
            AND r.graph_id = p_graph_id AND r.from_id = s.from_id AND r.to_id = s.to_id AND r.kind = s.kind
            AND r.strategy = s.strategy AND r.context = s.context AND r.run_id = s.run_id
            AND e.graph_id = p_graph_id AND e.from_id = s.from_id AND e.to_id = s.to_id AND e.kind = s.kind
        RETURNING r.*
    )
    INSERT INTO relationship_engine.evidence
        (graph_id, from_id, to_id, kind, strategy, context, run_id, gain, clock, confidence, importance,
        event_id, start_date, end_date, description, detail, is_exclusive, observed_at)
    SELECT p_graph_id, r.from_id, r.to_id, r.kind, r.strategy, r.context, r.run_id, r.gain, r.clock, r.confidence,
        r.importance, r.event_id, r.start_date, r.end_date, r.description, r.detail, r.is_exclusive, r.observed_at
    FROM returned r;

    UPDATE relationship_engine.retraction r
    SET retracted_by = s.retracted_by
    FROM relationship_engine._evidence_status(p_graph_id, p_edges) s
    WHERE NOT s.is_in AND r.graph_id = p_graph_id AND r.from_id = s.from_id AND r.to_id = s.to_id AND r.kind = s.kind
        AND r.strategy = s.strategy AND r.context = s.context AND r.run_id = s.run_id
        AND r.retracted_by <> s.retracted_by;
END
$function$;

COMMENT ON FUNCTION relationship_engine._apply_evidence_status(bigint, relationship_engine.edge_key []) IS
'Moves evidence of the given edges aside, or back, as it counts now (see _evidence_status); makes edges that return. Afterwards '
'remove bare edges and refresh the others.';
