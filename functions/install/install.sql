CREATE OR REPLACE FUNCTION relationship_engine.install()
RETURNS text
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
    v_vector text := (SELECT x.extnamespace::regnamespace FROM pg_extension x WHERE x.extname = 'vector');
    v_newer text;
    v_changed text;
    v_part record;
    v_statement text;
    v_applied integer := 0;
BEGIN
    PERFORM relationship_engine.lock_installation(true);
    IF getdatabaseencoding() <> 'UTF8' THEN
        RAISE EXCEPTION 'the encoding of this database is %, and must be UTF8', getdatabaseencoding()
        USING ERRCODE = 'feature_not_supported',
            HINT = 'CREATE DATABASE … TEMPLATE template0 ENCODING ''UTF8''; any locale will do.';
    ELSIF NOT EXISTS (SELECT FROM pg_collation c WHERE c.collname IN ('pg_c_utf8', 'und-x-icu')) THEN
        RAISE EXCEPTION 'this PostgreSQL % has no rules for the case of letters beyond ASCII',
            current_setting('server_version')
        USING ERRCODE = 'feature_not_supported', HINT = 'Use PostgreSQL 17 or later, or a build with ICU.';
    END IF;
    IF to_regclass('relationship_engine.migration') IS NULL THEN
        CREATE TABLE relationship_engine.migration (
            name text CONSTRAINT migration_pkey PRIMARY KEY,
            sha256 text NOT NULL,
            applied_at timestamptz NOT NULL DEFAULT now()
        );
        COMMENT ON TABLE relationship_engine.migration IS 'Which migrations the tables have been through.';
    END IF;

    SELECT min(m.name) INTO v_newer
    FROM relationship_engine.migration m
    WHERE NOT EXISTS (
        SELECT FROM relationship_engine.embedded_scripts() e WHERE e.folder = 'migrations' AND e.name = m.name);
    IF v_newer IS NOT NULL THEN
        RAISE EXCEPTION 'the tables are newer than this code (version %): migration % is unknown',
            relationship_engine.version(), v_newer
        USING ERRCODE = 'object_not_in_prerequisite_state',
            HINT = 'Install the version of relationship_engine that created these tables, or a later one; nothing was '
                'changed.';
    END IF;
    SELECT min(m.name) INTO v_changed
    FROM relationship_engine.migration m
    JOIN relationship_engine.embedded_scripts() e ON e.folder = 'migrations' AND e.name = m.name
    WHERE e.sha256 <> m.sha256;
    IF v_changed IS NOT NULL THEN
        RAISE EXCEPTION 'migration % differs from the one that was applied here', v_changed
        USING ERRCODE = 'object_not_in_prerequisite_state',
            HINT = 'A released migration never changes. Install a released build of relationship_engine; nothing was '
                'changed.';
    END IF;

    IF to_regclass('relationship_engine.graph') IS NOT NULL
        AND NOT EXISTS (SELECT FROM relationship_engine.migration)
    THEN
        PERFORM relationship_engine._adopt_restored_tables();
    END IF;

    -- A session that writes and asks for one table after another would otherwise wait for us as we wait for it.
    PERFORM relationship_engine.execute_exclusively(ARRAY(
        SELECT c.oid::regclass FROM pg_class c
        WHERE c.relnamespace = 'relationship_engine'::regnamespace AND c.relkind IN ('r', 'v')), '{}');
    -- Triggers of the old version would call functions of the new one while migrations write rows.
    FOR v_statement IN
        SELECT format('DROP TRIGGER %I ON %s', t.tgname, t.tgrelid::regclass)
        FROM pg_trigger t
        JOIN pg_class c ON c.oid = t.tgrelid AND c.relnamespace = 'relationship_engine'::regnamespace
        WHERE t.tgname LIKE 'relationship\_engine\_%' AND EXISTS (
            SELECT e.name FROM relationship_engine.embedded_scripts() e WHERE e.folder = 'migrations'
            EXCEPT SELECT m.name FROM relationship_engine.migration m)
    LOOP
        EXECUTE v_statement;
    END LOOP;
    FOR v_part IN
        SELECT e.folder, e.name, e.sha256, e.body
        FROM relationship_engine.embedded_scripts() e
        WHERE e.folder = 'sql'
            OR NOT EXISTS (SELECT FROM relationship_engine.migration m WHERE m.name = e.name)
        ORDER BY e.folder, e.name
    LOOP
        EXECUTE replace(v_part.body, 'schema_of_vector', v_vector);
        IF v_part.folder = 'migrations' THEN
            INSERT INTO relationship_engine.migration (name, sha256) VALUES (v_part.name, v_part.sha256);
            v_applied := v_applied + 1;
        END IF;
    END LOOP;
    -- New tables get the rights of the existing ones.
    PERFORM relationship_engine.apply_grants(r.role)
    FROM (SELECT DISTINCT g.role FROM relationship_engine.graph_grant g) r
    WHERE to_regrole(quote_ident(r.role)) IS NOT NULL;
    IF relationship_engine.has_row_security() THEN
        PERFORM relationship_engine.enable_row_security();
    END IF;
    RETURN format('relationship_engine %s: %s migrations applied', relationship_engine.version(), v_applied);
END
$function$;

COMMENT ON FUNCTION relationship_engine.install() IS
'Creates or upgrades the tables, views and triggers: applies pending migrations in order and recreates views and '
'triggers. A repeated call changes nothing. It completes tables that were restored from a dump of the schema alone. '
'Sessions may write meanwhile: they wait while it has the tables. It needs the right to create objects in schema '
'relationship_engine, but no superuser. Returns a summary. Errors: object_not_in_prerequisite_state if the tables are '
'newer than the code or were created by other migrations; feature_not_supported in a database that is not in UTF8; '
'lock_not_available after lock_timeout.';
