CREATE OR REPLACE FUNCTION relationship_engine._return_evidence(p_graph_id bigint, p_run_id uuid)
RETURNS uuid []
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
    v_ids uuid[] := ARRAY(
        SELECT DISTINCT relationship_engine.edge_id(p_graph_id, r.from_id, r.to_id, r.kind)
        FROM relationship_engine.retraction r
        WHERE r.graph_id = p_graph_id AND r.retracted_by = p_run_id);
BEGIN
    INSERT INTO relationship_engine.edge_store (graph_id, from_id, to_id, kind, log_weight, strategies)
    SELECT DISTINCT p_graph_id, r.from_id, r.to_id, r.kind, 0, '{}'::text[]
    FROM relationship_engine.retraction r
    JOIN relationship_engine.entity f ON f.graph_id = p_graph_id AND f.id = r.from_id
    JOIN relationship_engine.entity t ON t.graph_id = p_graph_id AND t.id = r.to_id
    WHERE r.graph_id = p_graph_id AND r.retracted_by = p_run_id
    ORDER BY r.from_id, r.to_id, r.kind
    ON CONFLICT (graph_id, from_id, to_id, kind) DO UPDATE SET updated_at = EXCLUDED.updated_at WHERE false;

    WITH returned AS (
        DELETE FROM relationship_engine.retraction r
        WHERE r.graph_id = p_graph_id AND r.retracted_by = p_run_id
        RETURNING r.*
    )
    INSERT INTO relationship_engine.evidence
        (graph_id, from_id, to_id, kind, strategy, context, run_id, gain, clock, confidence, importance,
        event_id, start_date, end_date, description, detail, is_exclusive, observed_at)
    SELECT p_graph_id, r.from_id, r.to_id, r.kind, r.strategy, r.context, r.run_id, r.gain, r.clock, r.confidence,
        r.importance, r.event_id, r.start_date, r.end_date, r.description, r.detail, r.is_exclusive, r.observed_at
    FROM returned r
    JOIN relationship_engine.edge_store e
        ON e.graph_id = p_graph_id AND e.from_id = r.from_id AND e.to_id = r.to_id AND e.kind = r.kind
    ON CONFLICT (graph_id, from_id, to_id, kind, strategy, context) DO NOTHING;
    RETURN v_ids;
END
$function$;

COMMENT ON FUNCTION relationship_engine._return_evidence(bigint, uuid) IS
'Makes evidence that a run took back count again, with its edges, and returns their ids (to be refreshed).';
