CREATE OR REPLACE FUNCTION relationship_engine._run_incremental(
    p_graph_id bigint, p_entity_ids uuid [], p_event_id uuid DEFAULT NULL
)
RETURNS uuid
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
    v_run_id uuid := gen_random_uuid();
    v_started timestamptz := clock_timestamp();
BEGIN
    PERFORM relationship_engine._refresh_statistics(cardinality(p_entity_ids));
    PERFORM relationship_engine._run_strategies(p_graph_id, v_run_id, p_entity_ids, true);
    PERFORM relationship_engine._refresh_statistics(cardinality(p_entity_ids));
    PERFORM relationship_engine._log_run(
        p_graph_id, v_run_id, 'incremental', v_started, cardinality(p_entity_ids), p_event_id);
    RETURN v_run_id;
END
$function$;

COMMENT ON FUNCTION relationship_engine._run_incremental(bigint, uuid [], uuid) IS
'One incremental run over the given entities; returns its id.';
