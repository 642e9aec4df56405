CREATE OR REPLACE FUNCTION relationship_engine._log_step_error(
    p_graph_id bigint, p_run_id uuid, p_step text, p_error text, p_error_code text
)
RETURNS void
LANGUAGE sql
SET search_path = pg_catalog, pg_temp
AS $function$
    INSERT INTO relationship_engine.run_step (graph_id, run_id, step, error, error_code)
    VALUES (p_graph_id, p_run_id, p_step, p_error, p_error_code)
    ON CONFLICT (graph_id, run_id, step) DO UPDATE SET error = EXCLUDED.error, error_code = EXCLUDED.error_code
$function$;

COMMENT ON FUNCTION relationship_engine._log_step_error(bigint, uuid, text, text, text) IS
'Logs that a step of a run failed.';
