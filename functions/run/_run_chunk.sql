CREATE OR REPLACE FUNCTION relationship_engine._run_chunk(p_graph_id bigint, p_run_id uuid, p_entity_ids uuid [])
RETURNS void
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
    v_since timestamptz;
    v_missed uuid[];
    v_changed uuid[];
    v_error text;
    v_error_code text;
BEGIN
    BEGIN
        PERFORM relationship_engine._refresh_statistics(0);
    EXCEPTION WHEN OTHERS THEN
        GET STACKED DIAGNOSTICS v_error = MESSAGE_TEXT, v_error_code = RETURNED_SQLSTATE;
        PERFORM relationship_engine._log_step_error(p_graph_id, p_run_id, 'prepare', v_error, v_error_code);
    END;
    -- null: all are analysed, whatever has changed (see _nightly_window)
    SELECT CASE WHEN NOT r.full_scan THEN relationship_engine._window_start(p_graph_id) END INTO v_since
    FROM relationship_engine.run r
    WHERE r.graph_id = p_graph_id AND r.id = p_run_id;
    -- until the commit, for _read_since()
    PERFORM set_config('relationship_engine.window_start', coalesce(extract(epoch FROM v_since)::text, ''), true);
    v_missed := relationship_engine._backlog_ids(p_graph_id, v_since);
    v_changed := ARRAY(
        SELECT e.id FROM relationship_engine.entity e
        WHERE e.graph_id = p_graph_id AND e.id = ANY (p_entity_ids)
            AND (
                greatest(e.created_at, e.updated_at) >= coalesce(v_since, '-infinity')
                OR (e.id IN (SELECT unnest(v_missed))) IS TRUE));  -- looked up in a hash
    PERFORM relationship_engine._run_strategies(p_graph_id, p_run_id, p_entity_ids, v_changed, false);
END
$function$;

COMMENT ON FUNCTION relationship_engine._run_chunk(bigint, uuid, uuid []) IS
'One chunk of a nightly: runs all strategies; errors go to the steps of the run.';
