CREATE OR REPLACE FUNCTION relationship_engine._settle_evidence(
    p_graph_id bigint, p_edges relationship_engine.edge_key []
)
RETURNS void
LANGUAGE sql
SET search_path = pg_catalog, pg_temp
AS $function$
    UPDATE relationship_engine.evidence v
    SET retracted_by = s.retracted_by,
        retracted_at = CASE WHEN s.retracted_by IS NOT NULL THEN coalesce(v.retracted_at, statement_timestamp()) END
    FROM relationship_engine._settled_evidence(p_graph_id, p_edges, '{}', '{}') s
    WHERE v.graph_id = p_graph_id AND v.from_id = s.from_id AND v.to_id = s.to_id AND v.kind = s.kind
        AND v.strategy = s.strategy AND v.context = s.context AND v.run_id = s.run_id
        AND v.retracted_by IS DISTINCT FROM s.retracted_by
$function$;

COMMENT ON FUNCTION relationship_engine._settle_evidence(bigint, relationship_engine.edge_key []) IS
'Decides of each find of the given edges whether it counts: its run is not undone, its event was not withdrawn, no '
'later exclusive reading has its place, nobody rejected it, and it is the oldest such find of its observation. Else '
'retracted_by says why not. The result follows from which runs are undone, not from the order in which they were. '
'Afterwards refresh the edges.';
