CREATE OR REPLACE FUNCTION relationship_engine.retract_legacy(p_graph_id bigint, p_rows jsonb [], p_run_id uuid)
RETURNS bigint
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
    v_ids uuid[];
BEGIN
    PERFORM relationship_engine.lock_graph(p_graph_id);
    v_ids := ARRAY(
        SELECT DISTINCT relationship_engine.edge_id(p_graph_id, c.from_id, c.to_id, c.kind)
        FROM relationship_engine.legacy_candidates(p_graph_id, p_rows) c);
    PERFORM FROM relationship_engine.edge_store e
    WHERE e.graph_id = p_graph_id AND e.id = ANY (v_ids)
    ORDER BY e.from_id, e.to_id, e.kind
    FOR NO KEY UPDATE;
    WITH retracted AS (
        UPDATE relationship_engine.evidence v
        SET retracted_by = p_run_id, retracted_at = clock_timestamp()
        FROM relationship_engine.legacy_candidates(p_graph_id, p_rows) c
        WHERE v.graph_id = p_graph_id AND v.from_id = c.from_id AND v.to_id = c.to_id AND v.kind = c.kind
            AND v.strategy = 'legacy' AND v.detail ->> 'edge_id' = c.detail ->> 'edge_id' AND v.retracted_by IS NULL
        RETURNING v.from_id, v.to_id, v.kind
    )
    SELECT array_agg(DISTINCT relationship_engine.edge_id(p_graph_id, r.from_id, r.to_id, r.kind)) INTO v_ids
    FROM retracted r;
    PERFORM relationship_engine.refresh_edges(p_graph_id, v_ids);
    RETURN coalesce(cardinality(v_ids), 0);
END
$function$;

COMMENT ON FUNCTION relationship_engine.retract_legacy(bigint, jsonb [], uuid) IS
'Building block: retracts evidence from rows that a legacy table edge no longer has, for a run that the caller logs. '
'Edges without other evidence are removed; undo_run() of that run restores them. Returns the number of changed edges.';
