"""The lint of the whole project: `make lint`. Prints what it runs; exit code 1 on findings.

With arguments it runs the checks of these names only, as .pre-commit-config.yaml does.
"""
# ruff: noqa: S603, T201 - it runs programs and prints

import re
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import psycopg

import rooms
import servers

PROJECT = Path(__file__).resolve().parent.parent
BIN = Path(sys.executable).parent
SCRIPT = PROJECT / "build" / "install.sql"
FUNCTION = re.compile(r"^CREATE OR REPLACE (?:FUNCTION|PROCEDURE) relationship_engine\.(\w+)", re.MULTILINE)
BLOCK = re.compile(r"^DO \$(\w+)\$(.*?)\$\1\$;", re.MULTILINE | re.DOTALL)
# Functions without SET clause: inlined into their callers, which have one.
INLINED = {
    "candidate",
    "normalize_candidates",
    "derive_edges",
    "evidence_at",
    "_clean_text",
    "_resolve_name_in_context",
    "_mentions_to_read",
    "_legal_form_behind",
    "_name_bearers",
    "_name_context",
    "_names_of_entity",
    "_stands_alone",
    "_passages",
    "_pattern_in_passage",
    "_plain_words",
    "_blocking_key",
    "_entity_of_type",
    "_text_rules",
    "_title_names",
    "stated_neighbors",
    "_neighbour_ids",
    "_rule_in_words",
    "_stated_edges",
    "edge_id",
    "screen_candidates",
    "latest_mentions",
    "lock_graph",
    "try_lock_graph",
    "_graph_lock_key",
    "_without_accents",
    "fold_case",
    "token_key",
    "tokenize",
    "event_text",
    "new_uuid_v7",
    "normalize_name",
    "trigram_similarity",
}
# Functions without SET clause that are not inlined.
WITHOUT_PATH = {
    "_begin_transaction": "it sets the path of its caller, which a SET clause would restore",
    "import_legacy": "a procedure that commits cannot have one",
    "run_nightly": "a procedure that commits cannot have one",
    "set_decay": "a procedure that commits cannot have one",
    "backfill": "a procedure that commits cannot have one",
}
# What plpgsql_check cannot know: one trigger function for several tables; pg_cron, which need not be there; tables and
# columns named at run time.
UNCHECKED = {
    "_diagnose_schedule",
    "_on_legacy_write",
    "_recall_rank",
    "_run_strategies",
    "forget_entity",
    "schedule",
    "unschedule",
}


def run(*argv: str | Path) -> bool:
    """Run a program in the project's root; true if it had nothing to say."""
    print("$", " ".join(str(word).replace(f"{BIN}/", "") for word in argv), flush=True)
    return subprocess.run([str(word) for word in argv], cwd=PROJECT, check=False).returncode == 0


def python() -> bool:
    """Check style and types of Python."""
    return all(
        [
            run(BIN / "ruff", "check", "--quiet", "python", "tests", "examples"),
            run(BIN / "ruff", "format", "--quiet", "--check", "python", "tests", "examples"),
            run(BIN / "mypy", "--no-error-summary", "python/relationship_engine"),
        ]
    )


def sql() -> bool:
    """Check the layout of SQL outside of function bodies, which are strings to the linter."""
    return run(BIN / "sqlfluff", "lint", "--nocolor", "--disable-progress-bar", "functions", "sql", "migrations")


def safety() -> bool:
    """Check that no object is looked up by a path that others control."""
    with tempfile.TemporaryDirectory() as folder:
        script = Path(folder) / "relationship_engine.sql"
        text = next((PROJECT / "build").glob("relationship_engine--*[0-9].sql")).read_text()
        script.write_text(text)
        # PS002, PS012: the schema is the extension's own, fixed in the control file; PS005: names() knows who needs no path
        argv = [BIN / "pgspot", "--ignore", "PS002", "--ignore", "PS012", "--ignore", "PS005", script]
        done = subprocess.run([str(word) for word in argv], capture_output=True, text=True, check=False)
        print("$ pgspot", script.name)
        findings = [line for line in done.stdout.splitlines() if line.startswith("PS") and not _in_inlined(line, text)]
        print(*findings, sep="\n", end="\n" if findings else "")
        return not findings and "Unknown: 0" in done.stdout


def _in_inlined(finding: str, text: str) -> bool:
    """Whether a finding lies in a function that its callers inline under their own path."""
    found = re.search(r"at line (\d+)$", finding)
    if found is None:
        return False
    before = "\n".join(text.splitlines()[: int(found[1]) + 1])
    names = FUNCTION.findall(before)
    return bool(names) and names[-1] in INLINED | WITHOUT_PATH.keys()


def names() -> bool:
    """Check that each function stands in the file of its name, with a COMMENT and a search_path."""
    findings = []
    for file in sorted((PROJECT / "functions").rglob("*.sql")):
        text = file.read_text()
        defined = FUNCTION.findall(text)
        if set(defined) != {file.stem}:
            findings.append(f"{file}: defines {defined}, not the function of its name, or overloads of it")
        if not re.search(rf"^COMMENT ON (FUNCTION|PROCEDURE) relationship_engine\.{defined[0]}\(", text, re.MULTILINE):
            findings.append(f"{file}: no COMMENT")
        # any other path is that of a role that may create objects in one of its schemas
        paths = re.findall(r"^SET search_path\b.*", text, re.MULTILINE)
        if paths != (
            []
            if defined[0] in INLINED | WITHOUT_PATH.keys()
            else ["SET search_path = pg_catalog, pg_temp"] * len(defined)
        ):
            findings.append(f"{file}: {paths} is not pg_catalog, pg_temp, or the list of inlined functions is wrong")
    print("$ names, comments and paths of the functions")
    print(*findings, sep="\n", end="\n" if findings else "")
    return not findings


def sources() -> bool:
    """Check what the SQL sources say as text: walls of the rooms, width of lines, settings, strategies, COMMENTs."""
    files = rooms.sources()
    findings = [finding for check in rooms.CHECKS for finding in check(files)]
    findings += [
        f"{file}: is said to be inlined, and is not on the list"
        for file, text in files.items()
        for name in FUNCTION.findall(text)
        if re.search(r"\b(is|be) inlined", text) and name not in INLINED
    ]
    print("$ rooms, lines, settings, strategies and COMMENTs of the SQL sources")
    print(*findings, sep="\n", end="\n" if findings else "")
    return not findings


def bodies() -> bool:
    """Install plainly, then define every function again with its body checked, now that its tables are there."""
    print("$ plain install with body checks")
    with servers.embedded(in_memory=True) as server, psycopg.connect(server.uri(), autocommit=True) as connection:
        connection.execute(SCRIPT.read_bytes())
        findings = []
        connection.execute("SET search_path = public")
        for file in sorted((PROJECT / "functions").rglob("*.sql")):
            try:
                connection.execute(re.sub("schema_of_(vector|pg_trgm)", "public", file.read_text()).encode())
            except psycopg.Error as error:
                findings.append(f"{file}: {error}")
    print(*findings, sep="\n", end="\n" if findings else "")
    return not findings


def inlined() -> bool:
    """Check by EXPLAIN that each function on the list is inlined into a query that calls it."""
    print("$ EXPLAIN of the functions that are to be inlined")
    findings = []
    with servers.embedded(in_memory=True) as server, psycopg.connect(server.uri(), autocommit=True) as connection:
        connection.execute(SCRIPT.read_bytes())
        known = connection.execute(
            """
            SELECT p.proname, format('%%s relationship_engine.%%I(%%s)', CASE WHEN p.proretset THEN 'SELECT * FROM'
                ELSE 'SELECT' END, p.proname, (
                    SELECT string_agg(format('$%%s::%%s', a.nth, format_type(a.type, NULL)), ', ' ORDER BY a.nth)
                    FROM unnest(p.proargtypes) WITH ORDINALITY AS a (type, nth)))
            FROM pg_proc p
            WHERE p.pronamespace = 'relationship_engine'::regnamespace AND p.proname = ANY (%s)
            """,
            (list(INLINED),),
        ).fetchall()
        findings += [f"{name}: there is no such function" for name in INLINED - {name for name, _ in known}]
        for name, call in known:
            rows = psycopg.ClientCursor(connection).execute(f"EXPLAIN (VERBOSE, GENERIC_PLAN) {call}").fetchall()
            if any(re.search(rf"\b{name}\(|Function Scan on relationship_engine\.{name}\b", line) for (line,) in rows):
                findings.append(f"{name} is not inlined: {call}")
    print(*findings, sep="\n", end="\n" if findings else "")
    return not findings


def plpgsql() -> bool:
    """Let plpgsql_check read every function, in a PostgreSQL of Debian that has it."""
    try:
        tree = servers.debian_tree()
    except servers.Unavailable as reason:
        print(f"plpgsql_check skipped: {reason}")
        return True
    print("$ plpgsql_check")
    with servers.debian(tree, "lint") as server, psycopg.connect(server.uri(), autocommit=True) as connection:
        connection.execute("CREATE EXTENSION plpgsql_check")
        connection.execute(SCRIPT.read_bytes())
        # the blocks of sql/build/, as functions; those of a type make the table that they ask about
        connection.execute("CREATE SCHEMA block")
        for script in (PROJECT / "build").glob("*.sql"):
            blocks = [(tag, body) for tag, body in BLOCK.findall(script.read_text()) if tag != "type"]
            for number, (tag, body) in enumerate(blocks):
                name = f'block."{tag} {number} of {script.stem}"'
                connection.execute(f"CREATE FUNCTION {name}() RETURNS void LANGUAGE plpgsql AS ${tag}${body}${tag}$")
        findings = connection.execute(
            """
            SELECT p.oid::regprocedure::text, f.lineno, f.level, concat_ws('; ', f.message, f.detail)
            FROM pg_proc p
            JOIN pg_language l ON l.oid = p.prolang AND l.lanname = 'plpgsql'
            LEFT JOIN LATERAL (
                -- guard_move() makes the triggers of _refuse_moved() when a graph moves
                SELECT coalesce(min(t.tgrelid), CASE p.proname
                        WHEN '_refuse_moved' THEN 'relationship_engine.entity'::regclass END) AS relation,
                    min(t.tgoldtable::text) AS old_table, min(t.tgnewtable::text) AS new_table
                FROM pg_trigger t WHERE t.tgfoid = p.oid
            ) t ON true
            CROSS JOIN LATERAL plpgsql_check_function_tb(
                p.oid, coalesce(t.relation, 0), oldtable => t.old_table, newtable => t.new_table,
                extra_warnings => true, performance_warnings => false) f
            WHERE p.pronamespace IN ('relationship_engine'::regnamespace, 'block'::regnamespace)
                AND p.proname <> ALL (%s)
                -- RETURN QUERY EXECUTE sets them
                AND (f.message LIKE 'OUT variable %% is maybe unmodified'
                    AND f.detail = 'cannot to determine result of dynamic SQL') IS NOT TRUE
            """,
            (list(UNCHECKED),),
        ).fetchall()
    for name, line, level, message in findings:
        print(f"{name}:{line}: {level}: {message}")
    return not findings


def workflows() -> bool:
    """Check the files of the CI by their schema, which comes with the checker."""
    files = sorted((PROJECT / ".github" / "workflows").glob("*.yml"))
    return run(BIN / "check-jsonschema", "--quiet", "--builtin-schema", "vendor.github-workflows", *files)


def site() -> bool:
    """Build the documentation; a broken link is a finding."""
    return run(BIN / "zensical", "build", "--strict")


def checks() -> Iterator[Callable[[], bool]]:
    """All checks, the quick ones first."""
    yield from (names, sources, workflows, site, python, sql, safety, bodies, inlined, plpgsql)


if __name__ == "__main__":
    known = {check.__name__: check for check in checks()}
    if unknown := set(sys.argv[1:]) - known.keys():
        sys.exit(f"There is no check {', '.join(sorted(unknown))}: there are {', '.join(known)}")
    wanted = [name for name in known if name in (sys.argv[1:] or known)]
    failed = [name for name in wanted if not known[name]()]
    print(f"{len(wanted) - len(failed)} of {len(wanted)} checks passed")
    if failed:
        sys.exit(f"again: make lint T='{' '.join(failed)}'")
