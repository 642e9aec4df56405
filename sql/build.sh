#!/bin/sh
# Builds the two artifacts from the one source: the extension script and the plain install script. Both are files of
# functions/, sql/ and sql/build/ one after the other; in the latter, @name@ stands for a value that is known here.
# usage: sql/build.sh VERSION OUT_DIR      (run in the project's root)
set -eu
version=$1
out=$2
mkdir -p "$out"

functions() { find functions -name '*.sql' | LC_ALL=C sort; }
lines() { sed -E '/^(#|$)/d' "$1"; }
list() { LC_ALL=C sort -u | paste -s -d, -; }
created() { kind=$1; shift; sed -nE "s/^CREATE (OR REPLACE )?($kind) relationship_engine\.([a-z_0-9]+).*/\3/p" "$@"; }

# fill TEMPLATE NAME=VALUE…: the template with its values in place
fill() {
    template=$1
    shift
    env "$@" LC_ALL=C awk '{
        line = ""
        while (match($0, /@[a-z_]+@/)) {
            line = line substr($0, 1, RSTART - 1) ENVIRON[substr($0, RSTART + 1, RLENGTH - 2)]
            $0 = substr($0, RSTART + RLENGTH)
        }
        print line $0
    }' "sql/build/$template.sql"
    echo
}

retired=$(lines sql/retired.txt | list)
present_functions=$(created 'FUNCTION|PROCEDURE' $(functions) \
                        sql/build/embedded.sql sql/build/version.sql sql/build/signatures.sql | list)
function_names=$({ echo "$present_functions" | tr , '\n'; lines sql/retired.txt; } | list)
view_names=$(created VIEW sql/views*.sql | list)
present_types=$(created TYPE sql/types.sql | list)
type_names=$({ echo "$present_types" | tr , '\n'; lines sql/retired.txt; } | list)

# of what the functions take and return, and of the types
signature=$({ cat sql/types.sql; sed -n '/^CREATE OR REPLACE/,/^LANGUAGE/p' $(functions); } | sha256sum | cut -c1-16)

# Each type by itself, since it may be there already; then their comments.
types() {
    for name in $(created TYPE sql/types.sql); do
        fill type name="$name" definition="$(sed -n "/^CREATE TYPE relationship_engine\.$name /,/^);/p" sql/types.sql)"
    done
    sed '/^CREATE TYPE/,/^);/d' sql/types.sql
}

# A function's file. What plans statements does so with JIT off: the estimates for arrays of unknown length make the
# planner compile, for a tenth of a second, what then runs for a millisecond
without_jit() {
    awk '
        { print }
        /^LANGUAGE/ { plans = !/IMMUTABLE/ }
        /^SET search_path/ && plans { print "SET jit = off" }' "$1"
}

# The text of a function's file
function_text() {
    if grep -q 'schema_of_[a-z_]*[.]' "$1"; then
        fill function_of_extension definition="$(without_jit "$1")"
    else
        without_jit "$1"
        echo
    fi
}

# migrations/ and the views and triggers of sql/, as data for install()
parts() {
    comma=
    for f in migrations/*.sql sql/views*.sql sql/triggers.sql; do
        printf "%s('%s', '%s', \$part\$" "$comma" "$(dirname "$f")" "$(basename "$f" .sql)"
        cat "$f"
        printf '$part$)\n'
        comma=,
    done
}

drop_functions() { fill drop_functions what="$1" names="$2" least_age="$3" view_names="$view_names"; }

# What both artifacts hold. "$@": what the extension does first
body() {
    fill begin
    "$@"
    fill drop_replaced function_names="$function_names" type_names="$type_names" signature="$signature"
    [ -z "$retired" ] || drop_functions "what is retired" "$retired" 0
    types
    for f in $(functions); do function_text "$f"; done
    parts > "$out/parts"
    sed -e "/^@parts@\$/{r $out/parts" -e 'd}' sql/build/embedded.sql
    rm "$out/parts"
    fill version version="$version"
    # age 0 is what this transaction wrote
    drop_functions "functions of a former version" "$function_names" 1
    fill signatures function_names="$present_functions" type_names="$present_types" signature="$signature"
}

{
    printf '%s\n' '\echo Use "CREATE EXTENSION relationship_engine CASCADE" to load this file. \quit'
    body fill adopt function_names="$function_names" type_names="$type_names"
} > "$out/relationship_engine--$version.sql"

{
    fill plain_begin version="$version"
    body
    fill plain_end
} > "$out/install.sql"

# an upgrade is the same script: it replaces everything
for from in $(lines sql/released.txt); do
    [ "$from" = "$version" ] || cp "$out/relationship_engine--$version.sql" \
        "$out/relationship_engine--$from--$version.sql"
done
