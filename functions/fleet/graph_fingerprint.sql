CREATE OR REPLACE FUNCTION relationship_engine.graph_fingerprint(
    p_graph_id bigint, p_since pg_snapshot DEFAULT NULL
)
RETURNS TABLE (name text, rows bigint, hash numeric)
LANGUAGE plpgsql STABLE
SET search_path = pg_catalog, pg_temp
SET timezone = 'UTC'
SET datestyle = 'ISO'
SET intervalstyle = 'postgres'
SET bytea_output = 'hex'
SET extra_float_digits = 1
AS $function$
DECLARE
    v_table record;
    v_since bigint := pg_snapshot_xmax(p_since)::text::bigint;
BEGIN
    FOR v_table IN
        SELECT t.name, string_agg(format('t.%I', a.attname), ', ' ORDER BY a.attname) AS columns
        FROM relationship_engine.moved_tables() AS t (name)
        JOIN pg_attribute a
            ON a.attrelid = format('relationship_engine.%I', t.name)::regclass AND a.attnum > 0 AND NOT a.attisdropped
        GROUP BY t.name
        ORDER BY t.name
    LOOP
        RETURN QUERY EXECUTE format(
            'SELECT %1$L::text, count(*), coalesce(sum(hashtextextended(ROW(%2$s)::text, 0)) %3$s, 0) '
            'FROM relationship_engine.%4$I t WHERE t.graph_id = $1',
            v_table.name, v_table.columns,
            -- age() of most rows tells that they are older, without a look into the snapshot
            CASE WHEN p_since IS NOT NULL THEN
                'FILTER (WHERE CASE WHEN age(t.xmin) > $4 THEN false ELSE NOT pg_visible_in_snapshot('
                '($3 - (($3 - t.xmin::text::bigint) & 4294967295) + CASE '
                'WHEN (($3 - t.xmin::text::bigint) & 4294967295) > 2147483648 THEN 4294967296 ELSE 0 END'
                ')::text::xid8, $2) END)' ELSE '' END,
            v_table.name)
        USING p_graph_id, p_since, v_since,
            pg_snapshot_xmax(pg_current_snapshot())::text::bigint - pg_snapshot_xmin(p_since)::text::bigint + 1;
    END LOOP;
END
$function$;

COMMENT ON FUNCTION relationship_engine.graph_fingerprint(bigint, pg_snapshot) IS
'Building block of fleet move: returns the number of rows of a graph in each table, and the sum of their hashes, which '
'is the same at two nodes with the same rows. With p_since the hash is that of the rows which were written since that '
'snapshot of this node; the number is that of all.';
