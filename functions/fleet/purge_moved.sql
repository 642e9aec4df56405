CREATE OR REPLACE FUNCTION relationship_engine.purge_moved(p_graph_id bigint, p_limit integer DEFAULT 20000)
RETURNS bigint
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
    v_table text;
    v_count bigint;
    v_deleted bigint := 0;
BEGIN
    -- off: triggers do not analyze a deletion
    UPDATE relationship_engine.graph g SET mode = 'off'
    WHERE g.id = p_graph_id AND g.moved_to IS NOT NULL AND g.mode <> 'off';
    IF NOT EXISTS (SELECT FROM relationship_engine.graph g WHERE g.id = p_graph_id AND g.moved_to IS NOT NULL) THEN
        RETURN 0;
    END IF;
    FOR v_table IN
        SELECT t.name FROM relationship_engine.moved_tables() AS t (name)
        UNION ALL
        SELECT 'graph_grant'
    LOOP
        EXECUTE format(
            'DELETE FROM relationship_engine.%1$I WHERE ctid = ANY (ARRAY('
            'SELECT t.ctid FROM relationship_engine.%1$I t WHERE t.graph_id = $1 LIMIT $2))', v_table)
        USING p_graph_id, p_limit - v_deleted;
        GET DIAGNOSTICS v_count = ROW_COUNT;
        v_deleted := v_deleted + v_count;
        EXIT WHEN v_deleted >= p_limit;
    END LOOP;
    IF v_deleted = 0 THEN
        FOR v_table IN
            SELECT i.relname
            FROM pg_index x
            JOIN pg_class i ON i.oid = x.indexrelid
            WHERE x.indrelid = ANY ('{relationship_engine.entity,relationship_engine.event_text}'::regclass[])
                AND i.relname ~ format('^(entity|event_text)_embedding_%s_', p_graph_id)
        LOOP
            EXECUTE format('DROP INDEX relationship_engine.%I', v_table);
        END LOOP;
        DELETE FROM relationship_engine.graph g WHERE g.id = p_graph_id;
    END IF;
    RETURN v_deleted;
END
$function$;

COMMENT ON FUNCTION relationship_engine.purge_moved(bigint, integer) IS
'Building block of fleet move, at the source: deletes up to p_limit rows of a graph that has moved, and returns how '
'many. If no row is left it deletes the graph and returns 0.';
