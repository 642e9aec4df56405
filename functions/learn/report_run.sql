CREATE OR REPLACE FUNCTION relationship_engine.report_run(p_graph_id bigint, p_run_id uuid)
RETURNS relationship_engine.run_report
LANGUAGE sql STABLE
SET search_path = pg_catalog, pg_temp
AS $function$
    SELECT r.id, r.graph_id, r.mode, r.status, r.edges_created, r.edges_updated, r.edges_decayed, r.edges_pruned,
        r.entities_analyzed, r.processing_time, r.strategies_used, coalesce(r.error, r.message)
    FROM relationship_engine.run r
    WHERE r.graph_id = p_graph_id AND r.id = p_run_id
$function$;

COMMENT ON FUNCTION relationship_engine.report_run(bigint, uuid) IS
'Building block: returns a run in the form in which every run function returns it.';
