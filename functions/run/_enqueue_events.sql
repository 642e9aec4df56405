CREATE OR REPLACE FUNCTION relationship_engine._enqueue_events(p_graph_id bigint, p_event_ids uuid [])
RETURNS void
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
    v_hint text;
BEGIN
    IF NOT EXISTS (
        SELECT FROM relationship_engine.strategy_setting s
        WHERE s.graph_id = p_graph_id AND s.strategy = 'semantic' AND s.mode <> 'off' AND s.incremental)
    THEN
        RETURN;
    END IF;
    BEGIN
        PERFORM relationship_engine.enqueue_llm_events(p_graph_id, p_event_ids);
    EXCEPTION WHEN OTHERS THEN
        GET STACKED DIAGNOSTICS v_hint = PG_EXCEPTION_HINT;
        PERFORM relationship_engine._log_failure(
            p_graph_id, concat_ws('. ', 'semantic: ' || SQLERRM, nullif(v_hint, '')), SQLSTATE, p_event_ids);
    END;
END
$function$;

COMMENT ON FUNCTION relationship_engine._enqueue_events(bigint, uuid []) IS
'What the triggers do for the strategy semantic, which runs by a queue: events that arrived, whose text changed, or of '
'which entities arrived, are to be read. Nothing while the strategy is off. A failure is logged, and undoes nothing of '
'what the other strategies found.';
