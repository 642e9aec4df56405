CREATE OR REPLACE FUNCTION relationship_engine.delete_graph(p_graph_id bigint, p_name text)
RETURNS void
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
    v_statement text;
BEGIN
    PERFORM relationship_engine.lock_graph(p_graph_id, true);
    PERFORM FROM relationship_engine.graph g WHERE g.id = p_graph_id AND g.name = p_name FOR UPDATE;
    IF NOT FOUND THEN
        RAISE EXCEPTION 'there is no graph % with the name "%"', p_graph_id, coalesce(p_name, 'null')
        USING ERRCODE = 'no_data_found', HINT = 'Pass the id and the name of the graph: deletion is final.';
    ELSIF p_graph_id <= 1 THEN
        RAISE EXCEPTION 'graph % cannot be deleted', p_graph_id
        USING ERRCODE = 'object_not_in_prerequisite_state',
            HINT = 'Rows without a graph_id belong to graph 1, and graph 0 is the template.';
    END IF;
    IF EXISTS (SELECT FROM relationship_engine.legacy_mirror m WHERE m.graph_id = p_graph_id) THEN
        RAISE EXCEPTION 'graph % mirrors a legacy system', p_graph_id
        USING ERRCODE = 'object_not_in_prerequisite_state', HINT = (
            SELECT string_agg(format('SELECT unmirror_legacy(%L, %s)', m.source_schema, p_graph_id), '; ')
            FROM relationship_engine.legacy_mirror m WHERE m.graph_id = p_graph_id) || ' first.';
    END IF;
    FOR v_statement IN
        SELECT format('DELETE FROM relationship_engine.%I WHERE graph_id = %s', t.relname, p_graph_id)
        FROM pg_class t
        JOIN pg_attribute a ON a.attrelid = t.oid AND a.attname = 'graph_id' AND NOT a.attisdropped
        WHERE t.relnamespace = 'relationship_engine'::regnamespace AND t.relkind = 'r'
        ORDER BY t.relname
    LOOP
        EXECUTE v_statement;
    END LOOP;
    FOR v_statement IN
        SELECT format('DROP INDEX relationship_engine.%I', i.relname)
        FROM pg_index x
        JOIN pg_class i ON i.oid = x.indexrelid
        WHERE x.indrelid = ANY ('{relationship_engine.entity,relationship_engine.event_text}'::regclass[])
            AND i.relname ~ format('^(entity|event_text)_embedding_%s_', p_graph_id)
    LOOP
        EXECUTE v_statement;
    END LOOP;
    DELETE FROM relationship_engine.graph g WHERE g.id = p_graph_id;
END
$function$;

COMMENT ON FUNCTION relationship_engine.delete_graph(bigint, text) IS
'Deletes a graph and all of its rows permanently. The id and the name must match. Errors: no_data_found; '
'object_not_in_prerequisite_state for graphs 0 and 1, and for a graph that mirrors a legacy system.';
