CREATE OR REPLACE FUNCTION relationship_engine.set_mode(
    p_mode text, p_graph_id bigint DEFAULT 1, p_strategy text DEFAULT NULL, p_reason text DEFAULT NULL
)
RETURNS text
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
    v_modes text[] := CASE
        WHEN p_strategy IS NULL THEN ARRAY['off', 'shadow', 'parallel', 'active']
            ELSE ARRAY['off', 'shadow', 'active'] END;
    v_before text;
BEGIN
    IF p_mode IS NULL OR NOT p_mode = ANY (v_modes) THEN
        RAISE EXCEPTION 'a % cannot have mode %',
            CASE WHEN p_strategy IS NULL THEN 'graph' ELSE 'strategy' END, coalesce(quote_literal(p_mode), 'null')
        USING ERRCODE = 'invalid_parameter_value', HINT = 'The modes are ' || array_to_string(v_modes, ', ') || '.';
    END IF;
    IF p_strategy IS NULL THEN
        SELECT g.mode INTO v_before FROM relationship_engine.graph g WHERE g.id = p_graph_id FOR NO KEY UPDATE;
    ELSE
        SELECT s.mode INTO v_before
        FROM relationship_engine.strategy_setting s
        WHERE s.graph_id = p_graph_id AND s.strategy = p_strategy
        FOR NO KEY UPDATE;
    END IF;
    PERFORM relationship_engine.require_graph(p_graph_id);
    IF v_before IS NULL THEN
        RAISE EXCEPTION 'graph % has no strategy "%"', p_graph_id, p_strategy
        USING ERRCODE = 'no_data_found',
            HINT = 'SELECT graph_id, strategy, mode FROM relationship_engine.strategy_setting lists them.';
    END IF;
    INSERT INTO relationship_engine.mode_change (graph_id, strategy, from_mode, to_mode, reason)
    SELECT p_graph_id, p_strategy, v_before, p_mode, nullif(p_reason, '') WHERE v_before <> p_mode;
    IF p_strategy IS NULL THEN
        UPDATE relationship_engine.graph g SET mode = p_mode WHERE g.id = p_graph_id AND g.mode <> p_mode;
    ELSE
        UPDATE relationship_engine.strategy_setting s
        SET mode = p_mode, updated_at = now()
        WHERE s.graph_id = p_graph_id AND s.strategy = p_strategy AND s.mode <> p_mode;
    END IF;
    RETURN v_before;
END
$function$;

COMMENT ON FUNCTION relationship_engine.set_mode(text, bigint, text, text) IS
'Sets the mode of a graph (off, shadow, parallel, active) or of one of its strategies (off, shadow, active), and '
'returns the previous mode. Equivalent to an UPDATE of column mode, with p_reason logged in mode_change. Current runs '
'follow at their next step: a statement in progress is finished, and no further one begins. Errors: '
'invalid_parameter_value, no_data_found.';
