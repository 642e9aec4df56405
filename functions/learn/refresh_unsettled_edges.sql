CREATE OR REPLACE FUNCTION relationship_engine.refresh_unsettled_edges(p_graph_id bigint)
RETURNS void
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
    v_ids uuid[] := ARRAY(
        SELECT e.id
        FROM relationship_engine.edge_store e
        WHERE e.graph_id = p_graph_id AND e.id = ANY (ARRAY(
            SELECT x.id FROM relationship_engine.edge_store x
            WHERE x.graph_id = p_graph_id AND x.revision < 0
            UNION  -- and what they may have ended
            SELECT relationship_engine.edge_id(p_graph_id, s.from_id, s.to_id, s.kind)
            FROM relationship_engine.functional_siblings(p_graph_id, ARRAY(
                SELECT (x.from_id, x.to_id, x.kind)::relationship_engine.edge_key
                FROM relationship_engine.edge_store x
                WHERE x.graph_id = p_graph_id AND x.revision < 0)) s))
        ORDER BY e.from_id, e.to_id, e.kind
        FOR NO KEY UPDATE);
BEGIN
    IF cardinality(v_ids) > 0 THEN
        PERFORM relationship_engine.refresh_edges(p_graph_id, v_ids);
    END IF;
END
$function$;

COMMENT ON FUNCTION relationship_engine.refresh_unsettled_edges(bigint) IS
'Building block: derives the edges that applications inserted while an undo might move the clock, or while an edge '
'that they end was locked, from their evidence. The caller has the lock of the graph.';
