CREATE OR REPLACE FUNCTION relationship_engine.retract_legacy(p_graph_id bigint, p_rows jsonb [], p_run_id uuid)
RETURNS bigint
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
    v_ids uuid[];
BEGIN
    PERFORM FROM relationship_engine.graph g WHERE g.id = p_graph_id FOR KEY SHARE;
    v_ids := ARRAY(
        SELECT DISTINCT relationship_engine.edge_id(p_graph_id, c.from_id, c.to_id, c.kind)
        FROM relationship_engine.legacy_candidates(p_graph_id, p_rows) c);
    PERFORM FROM relationship_engine.edge_store e
    WHERE e.graph_id = p_graph_id AND e.id = ANY (v_ids)
    ORDER BY e.from_id, e.to_id, e.kind
    FOR NO KEY UPDATE;
    WITH taken AS (
        DELETE FROM relationship_engine.evidence v
        USING relationship_engine.legacy_candidates(p_graph_id, p_rows) c
        WHERE v.graph_id = p_graph_id AND v.from_id = c.from_id AND v.to_id = c.to_id AND v.kind = c.kind
            AND v.strategy = 'legacy' AND v.detail ->> 'edge_id' = c.detail ->> 'edge_id'
        RETURNING v.*
    ), kept AS (
        INSERT INTO relationship_engine.retraction
            (graph_id, from_id, to_id, kind, strategy, context, run_id, gain, clock, confidence, importance,
            event_id, start_date, end_date, description, detail, is_exclusive, observed_at, retracted_by)
        SELECT p_graph_id, t.from_id, t.to_id, t.kind, t.strategy, t.context, t.run_id, t.gain, t.clock, t.confidence,
            t.importance, t.event_id, t.start_date, t.end_date, t.description, t.detail, t.is_exclusive, t.observed_at,
            p_run_id
        FROM taken t
        ON CONFLICT (graph_id, from_id, to_id, kind, strategy, context, run_id) DO NOTHING
    )
    SELECT array_agg(DISTINCT relationship_engine.edge_id(p_graph_id, t.from_id, t.to_id, t.kind)) INTO v_ids
    FROM taken t;
    PERFORM relationship_engine.delete_edges_without_evidence(p_graph_id, v_ids);
    PERFORM relationship_engine.refresh_edges(p_graph_id, v_ids);
    RETURN coalesce(cardinality(v_ids), 0);
END
$function$;

COMMENT ON FUNCTION relationship_engine.retract_legacy(bigint, jsonb [], uuid) IS
'Takes back what was learned of rows that a legacy table edge no longer has, in the name of a run that the caller logs: '
'edges that nobody else found go, undo_run() of that run brings them back. Returns how many edges changed.';
