CREATE OR REPLACE FUNCTION relationship_engine.apply_gains(p_graph_id bigint, p_run_id uuid)
RETURNS void
LANGUAGE sql
SET search_path = pg_catalog, pg_temp
AS $function$
    UPDATE relationship_engine.evidence v
    SET gain = a.gain
    FROM relationship_engine.effective_gains(p_graph_id, ARRAY[p_run_id]) a
    WHERE v.graph_id = p_graph_id AND v.from_id = a.from_id AND v.to_id = a.to_id AND v.kind = a.kind
        AND v.strategy = a.strategy AND v.context = a.context AND v.run_id = a.run_id
$function$;

COMMENT ON FUNCTION relationship_engine.apply_gains(bigint, uuid) IS
'Building block: sets the gain of evidence that a run has scaled to its current value, whether or not the evidence '
'counts. Then call refresh_edges().';
