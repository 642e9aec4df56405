CREATE OR REPLACE FUNCTION relationship_engine.retry_dead_llm_jobs(
    p_job_ids uuid [] DEFAULT NULL, p_graph_id bigint DEFAULT NULL
)
RETURNS integer
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
    v_jobs integer;
BEGIN
    UPDATE relationship_engine.llm_job j
    SET state = 'ready', attempts = 0, failing_since = NULL, run_after = clock_timestamp(), finished_at = NULL
    WHERE j.state = 'dead' AND (p_job_ids IS NULL OR j.id = ANY (p_job_ids))
        AND (p_graph_id IS NULL OR j.graph_id = p_graph_id);
    GET DIAGNOSTICS v_jobs = ROW_COUNT;
    RETURN v_jobs;
END
$function$;

COMMENT ON FUNCTION relationship_engine.retry_dead_llm_jobs(uuid [], bigint) IS
'Makes dead jobs ready again with all their attempts: the given jobs, or all dead jobs (null) of a graph or of all '
'graphs (null). Returns their number.';
