#!/bin/sh
# Builds the two artifacts from the one source: the extension script and the plain install script.
# usage: sql/build.sh VERSION OUT_DIR      (run in the project's root)
set -eu
version=$1
out=$2
mkdir -p "$out"

functions() { find functions -name '*.sql' | LC_ALL=C sort; }

# Everything is replaced in place; functions whose result changed must go first, those that a user's objects need stay.
drop_old() {
    names=$({ sed -nE 's/^CREATE OR REPLACE (FUNCTION|PROCEDURE) relationship_engine\.([a-z_0-9]+).*/\2/p' $(functions);
              sed -E '/^(#|$)/d' sql/retired.txt; } | LC_ALL=C sort -u | sed "s/.*/'&'/" | paste -s -d, -)
    cat <<EOF
DO \$drop\$
DECLARE
    v_name text;
BEGIN
    FOR v_name IN
        SELECT format('%s %s', CASE p.prokind WHEN 'p' THEN 'PROCEDURE' ELSE 'FUNCTION' END, p.oid::regprocedure)
        FROM pg_proc p
        WHERE p.pronamespace = to_regnamespace('relationship_engine')
            AND p.prorettype <> 'trigger'::regtype
            AND p.proname IN ($names)
    LOOP
        BEGIN
            EXECUTE 'DROP ' || v_name;
        EXCEPTION WHEN dependent_objects_still_exist THEN NULL;
        END;
    END LOOP;
    FOR v_name IN
        SELECT t.oid::regtype
        FROM pg_type t
        JOIN pg_class c ON c.oid = t.typrelid AND c.relkind = 'c'
        WHERE t.typnamespace = to_regnamespace('relationship_engine')
    LOOP
        BEGIN
            EXECUTE 'DROP TYPE ' || v_name;
        EXCEPTION WHEN dependent_objects_still_exist THEN NULL;
        END;
    END LOOP;
END
\$drop\$;

EOF
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
    drop_old
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
    cat sql/types.sql
    echo
    for f in $(functions); do cat "$f"; echo; done
    embedded
}

{
    printf '%s\n' '\echo Use "CREATE EXTENSION relationship_engine CASCADE" to load this file. \quit'
    body
} > "$out/relationship_engine--$version.sql"

{
    cat <<EOF
-- relationship_engine $version for databases where no extension file can be put on the server: run this file as the
-- owner of the database, by any client, in one piece. Running it again, or a later version, upgrades.
BEGIN;
SET LOCAL client_min_messages = warning;
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

# an upgrade is the same script: it replaces everything (see drop_old)
for from in $(sed -E '/^(#|$)/d' sql/released.txt); do
    [ "$from" = "$version" ] || cp "$out/relationship_engine--$version.sql" "$out/relationship_engine--$from--$version.sql"
done
