CREATE OR REPLACE FUNCTION relationship_engine.delete_edges_without_evidence(p_graph_id bigint, p_edge_ids uuid [])
RETURNS bigint
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
    v_removed bigint;
BEGIN
    WITH removed AS (
        DELETE FROM relationship_engine.edge_store e
        WHERE e.graph_id = p_graph_id AND e.id = ANY (p_edge_ids)
            AND NOT EXISTS (
                SELECT FROM relationship_engine.evidence v
                WHERE v.graph_id = p_graph_id AND v.from_id = e.from_id AND v.to_id = e.to_id AND v.kind = e.kind)
        RETURNING e.*
    )
    INSERT INTO relationship_engine.retracted_edge (graph_id, from_id, to_id, kind, pinned, metadata, edits, created_at)
    SELECT p_graph_id, r.from_id, r.to_id, r.kind, r.pinned, r.metadata, r.edits, r.created_at
    FROM removed r
    ON CONFLICT (graph_id, from_id, to_id, kind) DO UPDATE
    SET pinned = EXCLUDED.pinned, metadata = EXCLUDED.metadata, edits = EXCLUDED.edits,
        created_at = EXCLUDED.created_at, retracted_at = EXCLUDED.retracted_at;
    GET DIAGNOSTICS v_removed = ROW_COUNT;
    RETURN v_removed;
END
$function$;

COMMENT ON FUNCTION relationship_engine.delete_edges_without_evidence(bigint, uuid []) IS
'Removes those of the given edges that have no evidence left (see retracted_edge), and says how many.';
