CREATE OR REPLACE FUNCTION relationship_engine._prepare_chunk(p_graph_id bigint, p_run_id uuid, p_entity_ids uuid [])
RETURNS void
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
    v_error text;
    v_error_code text;
BEGIN
    PERFORM relationship_engine._refresh_statistics(0);
    PERFORM relationship_engine._prepare_entities(p_graph_id, p_entity_ids);
EXCEPTION WHEN OTHERS THEN
    GET STACKED DIAGNOSTICS v_error = MESSAGE_TEXT, v_error_code = RETURNED_SQLSTATE;
    PERFORM relationship_engine._log_step_error(p_graph_id, p_run_id, 'prepare', v_error, v_error_code);
END
$function$;

COMMENT ON FUNCTION relationship_engine._prepare_chunk(bigint, uuid, uuid []) IS
'Prepares one chunk of what a nightly will analyse; an error goes to a step of the run.';
