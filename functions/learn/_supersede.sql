CREATE OR REPLACE FUNCTION relationship_engine._supersede(
    p_graph_id bigint, p_run_id uuid, p_candidates relationship_engine.candidate [], p_edge_ids uuid []
)
RETURNS void
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
AS $function$
BEGIN
    PERFORM relationship_engine.require_superseding(p_graph_id, cardinality(p_edge_ids) + (
        SELECT count(DISTINCT (v.from_id, v.to_id, v.kind))
        FROM relationship_engine.evidence v
        WHERE v.graph_id = p_graph_id AND v.retracted_by = p_run_id AND v.run_id <> p_run_id));
    UPDATE relationship_engine.evidence v
    SET retracted_by = p_run_id, retracted_at = clock_timestamp()
    FROM relationship_engine.edge_store e
    WHERE e.graph_id = p_graph_id AND e.id = ANY (p_edge_ids)
        AND v.graph_id = p_graph_id AND v.from_id = e.from_id AND v.to_id = e.to_id AND v.kind = e.kind
        AND v.is_exclusive
        -- including newer finds, which would count if the older one were undone
        AND (v.retracted_by IS NULL OR v.retracted_by = v.run_id AND NOT EXISTS (
            SELECT FROM relationship_engine.run u
            WHERE u.graph_id = p_graph_id AND u.id = v.run_id AND u.status = 'undone'))
        AND EXISTS (
            SELECT FROM unnest(p_candidates) c
            WHERE c.is_exclusive AND c.from_id = v.from_id AND c.kind = v.kind AND c.strategy = v.strategy)
        AND NOT EXISTS (
            SELECT FROM unnest(p_candidates) c
            WHERE c.from_id = v.from_id AND c.to_id = v.to_id AND c.kind = v.kind AND c.strategy = v.strategy);
    PERFORM relationship_engine.refresh_edges(p_graph_id, p_edge_ids);
END
$function$;

COMMENT ON FUNCTION relationship_engine._supersede(bigint, uuid, relationship_engine.candidate [], uuid []) IS
'Retracts the exclusive evidence of the given edges whose place the candidates take, in the name of the run. Errors: '
'object_not_in_prerequisite_state where that is more than graph.prune_guard of the live edges.';
