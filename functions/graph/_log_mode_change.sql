CREATE OR REPLACE FUNCTION relationship_engine._log_mode_change()
RETURNS trigger
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
    v_row jsonb := to_jsonb(new);
BEGIN
    INSERT INTO relationship_engine.mode_change (graph_id, strategy, from_mode, to_mode)
    SELECT m.graph_id, m.strategy, m.from_mode, m.to_mode
    FROM (
        SELECT CASE tg_table_name WHEN 'graph' THEN v_row ->> 'id' ELSE v_row ->> 'graph_id' END::bigint AS graph_id,
            v_row ->> 'strategy' AS strategy, to_jsonb(old) ->> 'mode' AS from_mode, v_row ->> 'mode' AS to_mode
    ) m
    -- A function that has a reason logs the change before it makes it. The newest row of this transaction cannot be an
    -- earlier change between the same two modes, because the change back would be newer.
    WHERE NOT EXISTS (
        SELECT
        FROM (
            SELECT c.from_mode, c.to_mode FROM relationship_engine.mode_change c
            WHERE c.graph_id = m.graph_id AND c.strategy IS NOT DISTINCT FROM m.strategy AND c.changed_at >= now()
            ORDER BY c.id DESC LIMIT 1
        ) c
        WHERE c.from_mode = m.from_mode AND c.to_mode = m.to_mode);
    RETURN NULL;
END
$function$;

COMMENT ON FUNCTION relationship_engine._log_mode_change() IS
'Trigger on graph and strategy_setting: logs a change of mode, and a new strategy that is not '
'off, unless the function that makes the change has just logged it with a reason.';
