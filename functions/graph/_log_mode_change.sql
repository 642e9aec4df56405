CREATE OR REPLACE FUNCTION relationship_engine._log_mode_change()
RETURNS trigger
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
    v_row jsonb := to_jsonb(new);
BEGIN
    INSERT INTO relationship_engine.mode_change (graph_id, strategy, from_mode, to_mode, reason)
    VALUES (
        CASE tg_table_name WHEN 'graph' THEN v_row ->> 'id' ELSE v_row ->> 'graph_id' END::bigint,
        v_row ->> 'strategy', to_jsonb(old) ->> 'mode', v_row ->> 'mode',
        nullif(current_setting('relationship_engine.reason', true), ''));
    RETURN NULL;
END
$function$;

COMMENT ON FUNCTION relationship_engine._log_mode_change() IS
'Trigger on graph and strategy_setting: logs a change of mode, and a new strategy that is not off.';
