CREATE OR REPLACE FUNCTION relationship_engine._on_entity_delete()
RETURNS trigger
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
SET lock_timeout = '500ms'
AS $function$
DECLARE
    v_old record;
BEGIN
    FOR v_old IN SELECT d.graph_id, array_agg(d.id) AS ids FROM deleted d GROUP BY d.graph_id LOOP
        PERFORM relationship_engine.index_names(v_old.graph_id, v_old.ids);
        PERFORM relationship_engine.forget_merges(v_old.graph_id, v_old.ids);
        PERFORM relationship_engine.delete_name_keys(v_old.graph_id, v_old.ids);
    END LOOP;
    RETURN NULL;
EXCEPTION WHEN OTHERS OR query_canceled THEN
    -- as in _on_entity_insert()
    IF sqlstate = '57014' AND (clock_timestamp() - statement_timestamp()
        < nullif(current_setting('statement_timeout'), '0')::interval) IS NOT FALSE
    THEN
        RAISE;
    END IF;
    RAISE WARNING 'relationship_engine: %', SQLERRM USING HINT = 'The names of the deleted entities stay until the '
        'next nightly run, and match nothing.';
    BEGIN
        PERFORM relationship_engine._log_failure(d.graph_id, SQLERRM, SQLSTATE, array_agg(d.id))
        FROM deleted d
        JOIN relationship_engine.graph g ON g.id = d.graph_id
        GROUP BY d.graph_id;
    EXCEPTION WHEN OTHERS THEN
        RETURN NULL;  -- the warning has been given
    END;
    RETURN NULL;
END
$function$;

COMMENT ON FUNCTION relationship_engine._on_entity_delete() IS
'Trigger: forgets the names of deleted entities, and which entities were merged into them. What it cannot, because '
'somebody has a lock, it leaves to the next nightly. Never raises an error.';
