CREATE OR REPLACE FUNCTION relationship_engine._log_step(
    p_graph_id bigint, p_run_id uuid, p_step text, p_candidates bigint, p_learned relationship_engine.learn_report,
    p_started timestamptz, p_error text DEFAULT NULL, p_error_code text DEFAULT NULL
)
RETURNS void
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
AS $function$
BEGIN
    INSERT INTO relationship_engine.run_step
        (graph_id, run_id, step, candidates, edges_created, edges_updated, proposals, processing_time, error,
        error_code)
    VALUES (p_graph_id, p_run_id, p_step, p_candidates, p_learned.edges_created, p_learned.edges_updated,
        p_learned.proposals, extract(epoch FROM clock_timestamp() - p_started), p_error, p_error_code)
    ON CONFLICT (graph_id, run_id, step) DO UPDATE
    SET candidates = run_step.candidates + EXCLUDED.candidates,
        edges_created = run_step.edges_created + EXCLUDED.edges_created,
        edges_updated = run_step.edges_updated + EXCLUDED.edges_updated,
        proposals = run_step.proposals + EXCLUDED.proposals,
        processing_time = run_step.processing_time + EXCLUDED.processing_time,
        error = coalesce(run_step.error, EXCLUDED.error),
        error_code = coalesce(run_step.error_code, EXCLUDED.error_code);
END
$function$;

COMMENT ON FUNCTION relationship_engine._log_step(
    bigint, uuid, text, bigint, relationship_engine.learn_report, timestamptz, text, text) IS
'Adds what a step of a run has done since p_started to its row in run_step; the first error stays.';
