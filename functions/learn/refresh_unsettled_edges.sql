CREATE OR REPLACE FUNCTION relationship_engine.refresh_unsettled_edges(p_graph_id bigint)
RETURNS void
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
    v_ids uuid[] := ARRAY(
        SELECT e.id
        FROM relationship_engine.edge_store e
        WHERE e.graph_id = p_graph_id AND e.revision < 0
        ORDER BY e.from_id, e.to_id, e.kind
        FOR NO KEY UPDATE);
BEGIN
    IF cardinality(v_ids) > 0 THEN
        PERFORM relationship_engine.refresh_edges(p_graph_id, v_ids);
    END IF;
END
$function$;

COMMENT ON FUNCTION relationship_engine.refresh_unsettled_edges(bigint) IS
'Building block: derives the edges that applications inserted beside an undo, which may have moved the clock '
'meanwhile, from their evidence. The caller has the lock of the graph.';
