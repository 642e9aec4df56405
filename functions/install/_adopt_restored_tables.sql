CREATE OR REPLACE FUNCTION relationship_engine._adopt_restored_tables()
RETURNS void
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
SET client_min_messages = warning
AS $function$
DECLARE
    c_schema CONSTANT text := 'relationship_engine_replayed';
    v_different text;
    v_table record;
    v_is_empty boolean;
BEGIN
    INSERT INTO relationship_engine.migration (name, sha256)
    SELECT e.name, e.sha256 FROM relationship_engine.embedded_scripts() e WHERE e.folder = 'migrations';
    SELECT string_agg(
        format('%s %s', x.kind, concat_ws('.', x.relation, nullif(x.name, x.relation))), ', ' ORDER BY x.kind)
    INTO v_different
    FROM relationship_engine.replay_migrations() x
    LEFT JOIN relationship_engine.schema_objects('relationship_engine') f
        ON f.kind = x.kind AND f.relation = x.relation AND f.name = x.name
    WHERE f.definition IS DISTINCT FROM x.definition;
    IF v_different IS NOT NULL THEN
        RAISE EXCEPTION 'the tables are not those of version %, and table migration does not say which they are: %',
            relationship_engine.version(), left(v_different, 200)
        USING ERRCODE = 'object_not_in_prerequisite_state',
            HINT = 'Restore the rows of table migration as well: pg_dump --data-only '
                '--table=relationship_engine.migration. Or install the version that made the tables.';
    END IF;
    PERFORM relationship_engine._run_migrations_in(c_schema);
    FOR v_table IN
        SELECT c.relname AS name, (
                SELECT string_agg(format('%I', a.attname), ', ' ORDER BY a.attnum) FROM pg_attribute a
                WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped AND a.attgenerated = '') AS columns, (
                SELECT string_agg(format('setval(pg_get_serial_sequence(''relationship_engine.%1$I'', %2$L), '
                    'greatest(max(%2$I), 1))', c.relname, a.attname), ', ')
                FROM pg_attribute a
                WHERE a.attrelid = c.oid AND NOT a.attisdropped AND a.attidentity <> '') AS sequences
        FROM pg_class c
        WHERE c.relnamespace = c_schema::regnamespace AND c.relkind = 'r'
        ORDER BY c.oid  -- parents were made first
    LOOP
        EXECUTE format('SELECT NOT EXISTS (SELECT FROM relationship_engine.%I)', v_table.name) INTO v_is_empty;
        CONTINUE WHEN NOT v_is_empty;
        EXECUTE format('INSERT INTO relationship_engine.%1$I (%3$s) OVERRIDING SYSTEM VALUE SELECT %3$s FROM %2$I.%1$I',
            v_table.name, c_schema, v_table.columns);
        IF v_table.sequences IS NOT NULL THEN
            EXECUTE format('SELECT %s FROM relationship_engine.%I', v_table.sequences, v_table.name);
        END IF;
    END LOOP;
    EXECUTE format('DROP SCHEMA %I CASCADE', c_schema);
END
$function$;

COMMENT ON FUNCTION relationship_engine._adopt_restored_tables() IS
'Completes tables that came without rows, as from a dump of the schema alone: logs the migrations of this version as '
'applied, if they make just these tables, and adds the rows that they add to each table that is empty (settings, '
'rules, graphs 0 and 1). Errors: object_not_in_prerequisite_state if the tables are those of another version; '
'insufficient_privilege without the right to create a schema.';
