CREATE OR REPLACE FUNCTION relationship_engine._log_failure(
    p_graph_id bigint, p_error text, p_error_code text, p_missed_ids uuid [] DEFAULT NULL
)
RETURNS void
LANGUAGE sql
SET search_path = pg_catalog, pg_temp
AS $function$
    INSERT INTO relationship_engine.run (graph_id, mode, status, missed_ids, error, error_code, finished_at)
    VALUES (p_graph_id, 'incremental', 'failed', p_missed_ids, p_error, p_error_code, clock_timestamp())
$function$;

COMMENT ON FUNCTION relationship_engine._log_failure(bigint, text, text, uuid []) IS
'Logs an incremental run that failed as a whole, and what it was to read.';
