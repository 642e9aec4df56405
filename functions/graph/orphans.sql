CREATE OR REPLACE FUNCTION relationship_engine.orphans(p_graph_id bigint DEFAULT NULL)
RETURNS TABLE (graph_id bigint, relation text, parent text, entries bigint, is_leftover boolean)
LANGUAGE plpgsql STABLE
SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
    v_reference record;
BEGIN
    FOR v_reference IN SELECT * FROM relationship_engine._references() LOOP
        RETURN QUERY EXECUTE format(
            'SELECT c.%1$I, %2$L, %3$L, count(*), %4$L::boolean FROM relationship_engine.%2$I c '
            'WHERE (c.%1$I = $1 OR $1 IS NULL) AND %5$s GROUP BY c.%1$I',
            v_reference.key, v_reference.relation, v_reference.parent, v_reference.is_leftover, v_reference.orphaned)
        USING p_graph_id;
    END LOOP;
END
$function$;

COMMENT ON FUNCTION relationship_engine.orphans(bigint) IS
'Building block: counts the rows of a graph, or of all graphs (null), that refer to rows that are missing: by a '
'foreign key, which prevents the restore of a dump, or else (is_leftover) as what deleted entities, events and runs '
'left behind. Rows become orphans when their parents are deleted under session_replication_role = replica, as tools '
'for replication do. Reads all tables.';
