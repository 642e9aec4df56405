CREATE OR REPLACE FUNCTION relationship_engine.misdated_edges(p_graph_id bigint)
RETURNS uuid []
LANGUAGE sql STABLE
SET search_path = pg_catalog, pg_temp
AS $function$
    SELECT coalesce(array_agg(DISTINCT relationship_engine.edge_id(p_graph_id, d.from_id, d.to_id, d.kind)), '{}')
    FROM relationship_engine.evidence_dates(p_graph_id, NULL) d
$function$;

COMMENT ON FUNCTION relationship_engine.misdated_edges(bigint) IS
'Building block: the edges of a graph with evidence that date_edges() would change.';
