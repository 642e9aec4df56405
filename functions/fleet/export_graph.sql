CREATE OR REPLACE FUNCTION relationship_engine.export_graph(p_graph_id bigint)
RETURNS TABLE (graph jsonb, sequences jsonb)
LANGUAGE sql STABLE
SET search_path = pg_catalog, pg_temp
AS $function$
    SELECT to_jsonb(g) - 'moved_to', (
        SELECT jsonb_object_agg(t.name, pg_sequence_last_value(d.objid::regclass))
        FROM relationship_engine.moved_tables() AS t (name)
        JOIN pg_depend d
            ON d.classid = 'pg_class'::regclass AND d.refclassid = 'pg_class'::regclass AND d.deptype = 'i'
            AND d.refobjid = format('relationship_engine.%I', t.name)::regclass
        JOIN pg_class s ON s.oid = d.objid AND s.relkind = 'S')
    FROM relationship_engine.graph g
    WHERE g.id = p_graph_id
$function$;

COMMENT ON FUNCTION relationship_engine.export_graph(bigint) IS
'Building block of fleet move, at the source: returns the row of a graph, and the last value of the identity columns '
'of its tables, for receive_graph() at the target.';
