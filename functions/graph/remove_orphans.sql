CREATE OR REPLACE FUNCTION relationship_engine.remove_orphans(
    p_graph_id bigint DEFAULT NULL, p_only_keys boolean DEFAULT false
)
RETURNS TABLE (relation text, parent text, entries bigint)
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
    v_reference record;
    v_count bigint;
    v_total bigint;
BEGIN
    LOOP
        v_total := 0;
        FOR v_reference IN
            SELECT * FROM relationship_engine._references() r WHERE NOT (p_only_keys AND r.is_leftover)
        LOOP
            EXECUTE format(
                CASE WHEN v_reference.detached_column IS NULL THEN 'DELETE FROM relationship_engine.%1$I c'
                    ELSE 'UPDATE relationship_engine.%1$I c SET %4$I = NULL' END
                || ' WHERE (c.%2$I = $1 OR $1 IS NULL) AND %3$s',
                v_reference.relation, v_reference.key, v_reference.orphaned, v_reference.detached_column)
            USING p_graph_id;
            GET DIAGNOSTICS v_count = ROW_COUNT;
            v_total := v_total + v_count;
            IF v_count > 0 THEN
                RETURN QUERY SELECT v_reference.relation, v_reference.parent, v_count;
            END IF;
        END LOOP;
        EXIT WHEN v_total = 0;  -- a removed row may have been the parent of others
    END LOOP;
END
$function$;

COMMENT ON FUNCTION relationship_engine.remove_orphans(bigint, boolean) IS
'Deletes the rows of a graph, or of all graphs (null), that refer to rows that are missing, also those of a graph that '
'is not there any more. p_only_keys: only those that a foreign key forbids, which fail a transaction that updates them '
'twice. Returns the number of rows by table and missing parent. repair() calls it for its graph, and derives again '
'what depends on them. Errors: none.';
