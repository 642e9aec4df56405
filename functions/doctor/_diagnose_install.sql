CREATE OR REPLACE FUNCTION relationship_engine._diagnose_install()
RETURNS SETOF relationship_engine.diagnosis
LANGUAGE sql STABLE
SET search_path = pg_catalog, pg_temp
AS $function$
    SELECT 'postgres', CASE WHEN current_setting('server_version_num')::integer < 150000 THEN 'error' ELSE 'ok' END,
        current_setting('server_version'), 'PostgreSQL 15 is the oldest that will do: upgrade the server.', NULL::bigint
    UNION ALL
    SELECT 'extensions', CASE WHEN x.oid IS NULL THEN 'error'
        ELSE 'ok' END, e.name || ' ' || coalesce(x.extversion, 'is missing'),
        format('CREATE EXTENSION %s;', e.name), NULL
    FROM unnest(ARRAY['vector', 'pg_trgm']) AS e (name)
    LEFT JOIN pg_extension x ON x.extname = e.name
    UNION ALL
    SELECT 'version', CASE WHEN x.extversion <> relationship_engine.version() THEN 'error' ELSE 'ok' END,
        format('functions %s%s', relationship_engine.version(), ', extension ' || x.extversion),
        'ALTER EXTENSION relationship_engine UPDATE; SELECT relationship_engine.install();', NULL
    FROM (SELECT 1) one
    LEFT JOIN pg_extension x ON x.extname = 'relationship_engine'
    UNION ALL
    SELECT 'migrations', CASE WHEN l.differ IS NULL THEN 'ok' ELSE 'error' END,
        coalesce(l.differ, format('%s applied', l.applied)),
        CASE WHEN l.is_behind THEN 'SELECT relationship_engine.install();'
            ELSE 'Install the version of relationship_engine that made these tables, or a later one.' END, NULL
    FROM (
        SELECT count(m.name) AS applied,
            bool_and(m.name IS NULL) FILTER (WHERE m.sha256 IS DISTINCT FROM e.sha256) AS is_behind,
            string_agg(
                coalesce(e.name, m.name)
                || CASE WHEN m.name IS NULL THEN ' is not applied' WHEN e.name IS NULL THEN ' is unknown'
                    ELSE ' is another one' END,
                ', ' ORDER BY coalesce(e.name, m.name)) FILTER (WHERE m.sha256 IS DISTINCT FROM e.sha256) AS differ
        FROM (SELECT p.name, p.sha256 FROM relationship_engine.embedded_scripts() p WHERE p.folder = 'migrations') e
        FULL JOIN relationship_engine.migration m ON m.name = e.name
    ) l
    UNION ALL
    SELECT p.kind, CASE WHEN p.fault IS NULL THEN 'ok' ELSE 'error' END,
        CASE WHEN p.fault IS NULL THEN count(*) || ' are there'
            ELSE string_agg(p.name || p.fault, ', ' ORDER BY p.name) END,
        string_agg(DISTINCT p.remedy, ' '), NULL
    FROM (
        SELECT 'triggers' AS kind, format('%s on %s', n.names[1], n.names[2]) AS name,
            CASE WHEN t.oid IS NULL THEN ' is missing' WHEN t.tgenabled NOT IN ('O', 'A')
                THEN ' is disabled' END AS fault,
            CASE
                WHEN t.oid IS NULL THEN 'SELECT relationship_engine.install();'
                WHEN t.tgenabled NOT IN ('O', 'A')
                    THEN format('ALTER TABLE relationship_engine.%I ENABLE TRIGGER %I;', n.names[2], n.names[1]) END
                        AS remedy
        FROM relationship_engine.embedded_scripts() e
        CROSS JOIN LATERAL regexp_matches(
            e.body, 'CREATE OR REPLACE TRIGGER (\w+)\s[^;]*\mON relationship_engine\.(\w+)', 'g') AS n (names)
        LEFT JOIN pg_trigger t ON t.tgname = n.names[1]
            AND t.tgrelid = to_regclass('relationship_engine.' || n.names[2])
        WHERE e.folder = 'sql'
        UNION ALL
        SELECT 'views', n.names[1], CASE WHEN c.oid IS NULL THEN ' is missing' END,
            CASE WHEN c.oid IS NULL THEN 'SELECT relationship_engine.install();' END
        FROM relationship_engine.embedded_scripts() e
        CROSS JOIN LATERAL regexp_matches(e.body, 'CREATE OR REPLACE VIEW relationship_engine\.(\w+)', 'g') AS n (names)
        LEFT JOIN pg_class c ON c.oid = to_regclass('relationship_engine.' || n.names[1]) AND c.relkind = 'v'
        WHERE e.folder = 'sql'
    ) p
    GROUP BY p.kind, p.fault
$function$;

COMMENT ON FUNCTION relationship_engine._diagnose_install() IS
'Checks that all parts exist and belong to one version: server, extensions, functions, migrations, triggers, views.';
