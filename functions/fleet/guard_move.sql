CREATE OR REPLACE FUNCTION relationship_engine.guard_move(p_graph_id bigint, p_table text)
RETURNS void
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
SET lock_timeout = '1s'
AS $function$
DECLARE
    v_trigger text := format('moved_%s', p_graph_id);
BEGIN
    -- no lock on the table for what is there already
    IF NOT EXISTS (
        SELECT FROM pg_trigger g
        WHERE g.tgrelid = format('relationship_engine.%I', p_table)::regclass AND g.tgname = v_trigger || '_insert')
    THEN
        EXECUTE format(
            'CREATE TRIGGER %I BEFORE INSERT ON relationship_engine.%I FOR EACH ROW WHEN (new.graph_id = %s) '
            'EXECUTE FUNCTION relationship_engine._refuse_moved()', v_trigger || '_insert', p_table, p_graph_id);
        EXECUTE format(
            'CREATE TRIGGER %I BEFORE UPDATE OR DELETE ON relationship_engine.%I FOR EACH ROW '
            'WHEN (old.graph_id = %s) EXECUTE FUNCTION relationship_engine._refuse_moved()',
            v_trigger || '_change', p_table, p_graph_id);
    END IF;
END
$function$;

COMMENT ON FUNCTION relationship_engine.guard_move(bigint, text) IS
'Building block of fleet move, at the source: from now on a statement that writes rows of the graph in this table '
'waits while the graph is fenced, and is refused once it has moved. Only a graph that moves pays for it. Call it for '
'one table in a transaction, since it locks the table against writers for a moment; can be repeated. Errors: '
'lock_not_available after a second.';
