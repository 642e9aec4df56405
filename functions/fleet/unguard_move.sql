CREATE OR REPLACE FUNCTION relationship_engine.unguard_move(p_graph_id bigint, p_table text)
RETURNS void
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
SET lock_timeout = '1s'
AS $function$
DECLARE
    v_trigger text;
BEGIN
    FOR v_trigger IN
        SELECT g.tgname FROM pg_trigger g
        WHERE g.tgrelid = format('relationship_engine.%I', p_table)::regclass
            AND g.tgname IN (format('moved_%s_insert', p_graph_id), format('moved_%s_change', p_graph_id))
    LOOP
        EXECUTE format('DROP TRIGGER IF EXISTS %I ON relationship_engine.%I', v_trigger, p_table);
    END LOOP;
END
$function$;

COMMENT ON FUNCTION relationship_engine.unguard_move(bigint, text) IS
'Building block of fleet move, at the source: removes the triggers of guard_move() from one table. Errors: '
'lock_not_available after a second.';
