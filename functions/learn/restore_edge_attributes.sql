CREATE OR REPLACE FUNCTION relationship_engine.restore_edge_attributes(p_graph_id bigint, p_edge_ids uuid [])
RETURNS void
LANGUAGE sql
SET search_path = pg_catalog, pg_temp
AS $function$
    WITH known AS (
        DELETE FROM relationship_engine.retracted_edge t
        USING relationship_engine.edge_store e
        WHERE e.graph_id = p_graph_id AND e.id = ANY (p_edge_ids)
            AND t.graph_id = p_graph_id AND t.from_id = e.from_id AND t.to_id = e.to_id AND t.kind = e.kind
        RETURNING t.*
    )
    UPDATE relationship_engine.edge_store e
    SET pinned = k.pinned, metadata = k.metadata, edits = k.edits, created_at = k.created_at
    FROM known k
    WHERE e.graph_id = p_graph_id AND e.from_id = k.from_id AND e.to_id = k.to_id AND e.kind = k.kind
$function$;

COMMENT ON FUNCTION relationship_engine.restore_edge_attributes(bigint, uuid []) IS
'Gives edges that are there again the pin, the metadata, the edits and the birth that they had before.';
