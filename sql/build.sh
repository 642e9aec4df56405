#!/bin/sh
# Builds the two artifacts from the one source: the extension script and the plain install script.
# usage: sql/build.sh VERSION OUT_DIR      (run in the project's root)
set -eu
version=$1
out=$2
mkdir -p "$out"

functions() { find functions -name '*.sql' | LC_ALL=C sort; }
lines() { sed -E '/^(#|$)/d' "$1"; }
quoted() { LC_ALL=C sort -u | sed "s/.*/'&'/" | paste -s -d, -; }
function_names=$({ sed -nE 's/^CREATE OR REPLACE (FUNCTION|PROCEDURE) relationship_engine\.([a-z_0-9]+).*/\2/p' $(functions);
                   printf '%s\n' _embedded version; lines sql/retired.txt; } | quoted)
view_names=$(sed -nE 's/^CREATE OR REPLACE VIEW relationship_engine\.([a-z_0-9]+).*/\1/p' sql/views*.sql | quoted)
type_names=$({ sed -nE 's/^CREATE TYPE relationship_engine\.([a-z_0-9]+).*/\1/p' sql/types.sql; lines sql/retired.txt; } | quoted)

# What the plain script made becomes the extension's, if its owner is who runs this.
adopt() {
    cat <<EOF
DO \$adopt\$
DECLARE
    v_object record;
BEGIN
    FOR v_object IN
        SELECT format('%s %s', CASE p.prokind WHEN 'p' THEN 'PROCEDURE' ELSE 'FUNCTION' END, p.oid::regprocedure) AS name, p.proowner AS owner
        FROM pg_proc p
        WHERE p.pronamespace = to_regnamespace('relationship_engine') AND p.proname IN ($function_names)
            AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.classid = 'pg_proc'::regclass AND d.objid = p.oid AND d.deptype = 'e')
        UNION ALL
        SELECT format('TYPE %s', t.oid::regtype), t.typowner
        FROM pg_type t
        WHERE t.typnamespace = to_regnamespace('relationship_engine') AND t.typtype = 'c' AND t.typname IN ($type_names)
            AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.classid = 'pg_type'::regclass AND d.objid = t.oid AND d.deptype = 'e')
    LOOP
        IF v_object.owner <> to_regrole(quote_ident(current_user)) THEN
            RAISE EXCEPTION '% of the plain installation belongs to role %', v_object.name, v_object.owner::regrole
            USING ERRCODE = 'insufficient_privilege', HINT = format('SET ROLE %s, and create the extension again.', v_object.owner::regrole);
        END IF;
        EXECUTE 'ALTER EXTENSION relationship_engine ADD ' || v_object.name;
    END LOOP;
END
\$adopt\$;

EOF
}

# Everything is replaced in place. What could not be, since its result changed, goes first: all that nothing needs, and
# that nobody gave privileges of its own.
drop_replaced() {
    cat <<EOF
DO \$drop\$
DECLARE
    v_name text;
BEGIN
    FOR v_name IN
        SELECT format('%s %s', CASE p.prokind WHEN 'p' THEN 'PROCEDURE' ELSE 'FUNCTION' END, p.oid::regprocedure)
        FROM pg_proc p
        WHERE p.pronamespace = to_regnamespace('relationship_engine') AND p.proname IN ($function_names)
            AND p.prorettype <> 'trigger'::regtype AND p.proacl IS NULL
        UNION ALL
        SELECT format('TYPE %s', t.oid::regtype)
        FROM pg_type t
        WHERE t.typnamespace = to_regnamespace('relationship_engine') AND t.typtype = 'c' AND t.typname IN ($type_names)
    LOOP
        BEGIN
            EXECUTE 'DROP ' || v_name;
        EXCEPTION WHEN dependent_objects_still_exist THEN NULL;
        END;
    END LOOP;
END
\$drop\$;

EOF
}

# Drops functions for which a condition holds, with the triggers, policies and views that install() lays anew; those that
# objects of the user need stay.
drop_functions() {
    cat <<EOF
DO \$drop\$
DECLARE
    v_function record;
    v_statement text;
BEGIN
    FOR v_function IN
        SELECT p.oid, format('DROP %s %s', CASE p.prokind WHEN 'p' THEN 'PROCEDURE' ELSE 'FUNCTION' END, p.oid::regprocedure) AS statement
        FROM pg_proc p
        WHERE p.pronamespace = to_regnamespace('relationship_engine') AND $1
    LOOP
        BEGIN
            FOR v_statement IN
                SELECT format('DROP TRIGGER %I ON %s', t.tgname, t.tgrelid::regclass)
                FROM pg_trigger t
                WHERE t.tgfoid = v_function.oid AND t.tgname LIKE 'relationship\_engine\_%'
                UNION ALL
                SELECT format('DROP POLICY %I ON %s', y.polname, y.polrelid::regclass)
                FROM pg_depend d
                JOIN pg_policy y ON y.oid = d.objid AND y.polname LIKE 'relationship\_engine\_%'
                WHERE d.refclassid = 'pg_proc'::regclass AND d.refobjid = v_function.oid AND d.classid = 'pg_policy'::regclass
                UNION ALL
                SELECT 'DROP VIEW ' || string_agg(v.oid::regclass::text, ', ')
                FROM (
                    WITH RECURSIVE needing AS (
                        SELECT w.ev_class AS oid
                        FROM pg_depend d
                        JOIN pg_rewrite w ON w.oid = d.objid
                        WHERE d.refclassid = 'pg_proc'::regclass AND d.refobjid = v_function.oid AND d.classid = 'pg_rewrite'::regclass
                        UNION
                        SELECT w.ev_class
                        FROM needing n
                        JOIN pg_depend d ON d.refclassid = 'pg_class'::regclass AND d.refobjid = n.oid AND d.classid = 'pg_rewrite'::regclass
                        JOIN pg_rewrite w ON w.oid = d.objid
                    )
                    SELECT n.oid
                    FROM needing n
                    JOIN pg_class c ON c.oid = n.oid
                    WHERE c.relnamespace = to_regnamespace('relationship_engine') AND c.relname IN ($view_names)
                ) v
                HAVING count(*) > 0
            LOOP
                EXECUTE v_statement;
            END LOOP;
            EXECUTE v_function.statement;
        EXCEPTION WHEN dependent_objects_still_exist THEN NULL;
        END;
    END LOOP;
END
\$drop\$;

EOF
}

# A type that objects of the user need is still there: it will do if it is the same.
types() {
    for name in $(sed -nE 's/^CREATE TYPE relationship_engine\.([a-z_0-9]+).*/\1/p' sql/types.sql); do
        definition=$(sed -n "/^CREATE TYPE relationship_engine\.$name /,/^);/p" sql/types.sql)
        cat <<EOF
DO \$type\$
BEGIN
$definition
EXCEPTION WHEN duplicate_object THEN
$(echo "$definition" | sed 's/relationship_engine\./pg_temp./')
    IF (SELECT count(DISTINCT t.attributes) > 1 FROM (
        SELECT string_agg(format('%I %s', a.attname, format_type(a.atttypid, a.atttypmod)), ', ' ORDER BY a.attnum) AS attributes
        FROM pg_attribute a
        WHERE a.attrelid IN ('relationship_engine.$name'::regclass, 'pg_temp.$name'::regclass) AND NOT a.attisdropped
        GROUP BY a.attrelid) t)
    THEN
        RAISE EXCEPTION 'type relationship_engine.$name has changed, and objects of yours need the former one: %', (
            SELECT string_agg(pg_describe_object(d.classid, d.objid, d.objsubid), ', ')
            FROM pg_depend d
            WHERE d.refclassid = 'pg_type'::regclass AND d.refobjid = 'relationship_engine.$name'::regtype AND d.deptype = 'n')
        USING ERRCODE = 'dependent_objects_still_exist', HINT = 'Drop them, upgrade, and make them anew.';
    END IF;
    DROP TYPE pg_temp.$name;
END
\$type\$;

EOF
    done
    sed '/^CREATE TYPE/,/^);/d' sql/types.sql
}

# migrations/ and the views and triggers of sql/, as data for install()
embedded() {
    echo 'CREATE OR REPLACE FUNCTION relationship_engine._embedded()'
    echo 'RETURNS TABLE (folder text, name text, sha256 text, body text)'
    echo 'LANGUAGE sql IMMUTABLE'
    echo 'SET search_path = pg_catalog, pg_temp'
    echo 'AS $embedded$'
    echo 'SELECT e.folder, e.name, encode(sha256(convert_to(e.body, '"'UTF8'"')), '"'hex'"'), e.body FROM (VALUES'
    comma=
    for f in migrations/*.sql sql/views*.sql sql/triggers.sql; do
        printf "%s('%s', '%s', \$part\$" "$comma" "$(dirname "$f")" "$(basename "$f" .sql)"
        cat "$f"
        printf '$part$)\n'
        comma=,
    done
    echo ') AS e (folder, name, body)'
    echo '$embedded$;'
    echo "COMMENT ON FUNCTION relationship_engine._embedded() IS 'The migrations, views and triggers that install() applies.';"
    echo
    echo 'CREATE OR REPLACE FUNCTION relationship_engine.version()'
    echo 'RETURNS text'
    echo 'LANGUAGE sql IMMUTABLE'
    echo 'SET search_path = pg_catalog, pg_temp'
    echo "AS \$function\$ SELECT '$version'::text \$function\$;"
    echo "COMMENT ON FUNCTION relationship_engine.version() IS 'The version of the installed functions.';"
}

body() {
    # the bodies name tables that install() makes, and operators of vector and pg_trgm wherever these live
    echo 'SET LOCAL check_function_bodies = off;'
    echo 'SET LOCAL search_path = pg_catalog, pg_temp;'
    "$@"
    retired=$(lines sql/retired.txt | quoted)
    [ -z "$retired" ] || drop_functions "p.proname IN ($retired)"
    drop_replaced
    types
    cat <<'EOF'
DO $path$
BEGIN
    PERFORM pg_catalog.set_config('search_path', (
        SELECT pg_catalog.string_agg(DISTINCT pg_catalog.quote_ident(n.nspname), ', ')
        FROM pg_catalog.pg_extension x JOIN pg_catalog.pg_namespace n ON n.oid OPERATOR(pg_catalog.=) x.extnamespace
        WHERE x.extname OPERATOR(pg_catalog.=) ANY (ARRAY['vector', 'pg_trgm']::pg_catalog.name[])
    ) OPERATOR(pg_catalog.||) ', pg_temp', true);
END
$path$;

EOF
    for f in $(functions); do cat "$f"; echo; done
    embedded
    # what this transaction did not write is of a former release
    echo 'SET LOCAL search_path = pg_catalog, pg_temp;'
    drop_functions "p.proname IN ($function_names) AND age(p.xmin) > 0"
}

{
    printf '%s\n' '\echo Use "CREATE EXTENSION relationship_engine CASCADE" to load this file. \quit'
    body adopt
} > "$out/relationship_engine--$version.sql"

{
    cat <<EOF
-- relationship_engine $version for databases where no extension file can be put on the server: run this file as the
-- owner of the database, by any client, in one piece. Running it again, or a later version, upgrades.
BEGIN;
SET LOCAL client_min_messages = warning;
DO \$route\$
BEGIN
    PERFORM pg_catalog.pg_advisory_xact_lock(pg_catalog.hashtext('relationship_engine.install'));
    IF EXISTS (SELECT FROM pg_extension x WHERE x.extname = 'relationship_engine') THEN
        RAISE EXCEPTION 'this database has relationship_engine as an extension'
        USING ERRCODE = 'object_not_in_prerequisite_state',
            HINT = 'ALTER EXTENSION relationship_engine UPDATE upgrades it. To go on by this file: '
                'DROP EXTENSION relationship_engine CASCADE, which leaves all rows, then run it.';
    END IF;
END
\$route\$;
CREATE SCHEMA IF NOT EXISTS relationship_engine;
DO \$require\$
BEGIN
    CREATE EXTENSION IF NOT EXISTS vector;
    CREATE EXTENSION IF NOT EXISTS pg_trgm;
EXCEPTION WHEN OTHERS THEN
    RAISE EXCEPTION 'relationship_engine needs the extensions vector and pg_trgm: %', SQLERRM
    USING ERRCODE = SQLSTATE, HINT = 'Ask the administrator for: CREATE EXTENSION vector; CREATE EXTENSION pg_trgm;';
END
\$require\$;
EOF
    body
    echo 'SELECT relationship_engine.install();'
    echo 'COMMIT;'
} > "$out/install.sql"

# an upgrade is the same script: it replaces everything
for from in $(lines sql/released.txt); do
    [ "$from" = "$version" ] || cp "$out/relationship_engine--$version.sql" "$out/relationship_engine--$from--$version.sql"
done
