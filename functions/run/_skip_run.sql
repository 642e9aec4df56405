CREATE OR REPLACE FUNCTION relationship_engine._skip_run(p_graph_id bigint, p_mode text, p_event_id uuid DEFAULT NULL)
RETURNS uuid
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
    v_run_id uuid := relationship_engine.new_uuid_v7();
BEGIN
    INSERT INTO relationship_engine.run (graph_id, id, mode, status, event_id, processing_time, message, finished_at)
    VALUES (p_graph_id, v_run_id, p_mode, 'skipped', p_event_id, 0, 'the graph is in mode off: nothing ran',
        clock_timestamp());
    RETURN v_run_id;
END
$function$;

COMMENT ON FUNCTION relationship_engine._skip_run(bigint, text, uuid) IS
'Logs that a run was asked for while the graph is off, and returns its id.';
