CREATE OR REPLACE FUNCTION relationship_engine._refuse_moved()
RETURNS trigger
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
    v_graph_id bigint := CASE WHEN TG_OP = 'INSERT' THEN new.graph_id ELSE old.graph_id END;
    v_moved_to text;
    v_mode text;
BEGIN
    -- waits for the fence, and lets the fence wait for this transaction
    SELECT g.moved_to, g.mode INTO v_moved_to, v_mode
    FROM relationship_engine.graph g WHERE g.id = v_graph_id
    FOR KEY SHARE;
    -- a graph that has moved is switched off to delete its rows
    IF v_moved_to IS NOT NULL AND NOT (TG_OP = 'DELETE' AND v_mode = 'off') THEN
        RAISE EXCEPTION 'graph % has moved to node "%"', v_graph_id, v_moved_to
        USING ERRCODE = 'object_not_in_prerequisite_state',
            HINT = 'Connect to that node: relationship-engine fleet locate.';
    END IF;
    RETURN CASE WHEN TG_OP = 'DELETE' THEN old ELSE new END;
END
$function$;

COMMENT ON FUNCTION relationship_engine._refuse_moved() IS
'Trigger of guard_move(). Errors: object_not_in_prerequisite_state for a graph that has moved.';
