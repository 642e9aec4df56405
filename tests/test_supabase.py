"""A database of the shape of Supabase's: its roles and schemas, and the rules by which its linter judges a schema.

The rules are those that can be told from the catalog (docs/supported.md names the others). They are written anew here,
and each is shown to find what it is to find.
"""

from collections.abc import Iterator
from uuid import uuid4

import psycopg
import pytest

import servers
from conftest import PLAIN_SCRIPT, connect, janitor
from lint import INLINED, WITHOUT_PATH

ROLES = {"anon": "NOLOGIN", "authenticated": "NOLOGIN", "service_role": "NOLOGIN BYPASSRLS"}
# Each gives a row for what is wrong in the schemas relationship_engine and public.
RULES = {
    "a foreign key without an index": """
        SELECT format('%s %s', k.conrelid::regclass, k.conname)
        FROM pg_constraint k
        JOIN ours o ON o.oid = k.connamespace
        WHERE k.contype = 'f' AND NOT EXISTS (
            SELECT FROM pg_index i
            WHERE i.indrelid = k.conrelid AND i.indisvalid AND i.indpred IS NULL
                AND (i.indkey::int2[])[0:cardinality(k.conkey) - 1] @> k.conkey)""",
    "a table without a primary key": """
        SELECT c.oid::regclass::text
        FROM pg_class c
        JOIN ours o ON o.oid = c.relnamespace
        WHERE c.relkind = 'r' AND NOT EXISTS (SELECT FROM pg_index i WHERE i.indrelid = c.oid AND i.indisprimary)""",
    "an index twice": """
        SELECT string_agg(i.indexrelid::regclass::text, ' ')
        FROM pg_index i
        JOIN pg_class c ON c.oid = i.indexrelid
        JOIN ours o ON o.oid = c.relnamespace
        GROUP BY i.indrelid, c.relam, i.indkey::text, i.indclass::text, i.indoption::text, i.indcollation::text,
            pg_get_expr(i.indexprs, i.indrelid), pg_get_expr(i.indpred, i.indrelid)
        HAVING count(*) > 1""",
    "an index that is not valid": """
        SELECT i.indexrelid::regclass::text
        FROM pg_index i
        JOIN pg_class c ON c.oid = i.indexrelid
        JOIN ours o ON o.oid = c.relnamespace
        WHERE NOT i.indisvalid""",
    "a table that others reach, without row-level security": """
        SELECT c.oid::regclass::text
        FROM pg_class c
        JOIN ours o ON o.oid = c.relnamespace
        WHERE c.relkind IN ('r', 'p') AND NOT c.relrowsecurity AND EXISTS (
            SELECT FROM pg_roles r
            WHERE r.rolname IN ('anon', 'authenticated') AND has_schema_privilege(r.oid, o.oid, 'USAGE')
                AND has_table_privilege(r.oid, c.oid, 'SELECT, INSERT, UPDATE, DELETE'))""",
    "policies without row-level security": """
        SELECT format('%s %s', c.oid::regclass, p.polname)
        FROM pg_policy p
        JOIN pg_class c ON c.oid = p.polrelid AND NOT c.relrowsecurity
        JOIN ours o ON o.oid = c.relnamespace""",
    "row-level security without a policy": """
        SELECT c.oid::regclass::text
        FROM pg_class c
        JOIN ours o ON o.oid = c.relnamespace
        WHERE c.relrowsecurity AND NOT EXISTS (SELECT FROM pg_policy p WHERE p.polrelid = c.oid)""",
    "several permissive policies for one command": """
        SELECT format('%s %s', c.oid::regclass, m.command)
        FROM pg_policy p
        JOIN pg_class c ON c.oid = p.polrelid
        JOIN ours o ON o.oid = c.relnamespace
        CROSS JOIN LATERAL unnest(
            CASE p.polcmd WHEN '*' THEN '{r,a,w,d}' ELSE ARRAY[p.polcmd] END::text[]) AS m (command)
        WHERE p.polpermissive
        GROUP BY c.oid, m.command, p.polroles
        HAVING count(*) > 1""",
    "a policy that lets everybody write": """
        SELECT format('%s %s', c.oid::regclass, p.polname)
        FROM pg_policy p
        JOIN pg_class c ON c.oid = p.polrelid
        JOIN ours o ON o.oid = c.relnamespace
        WHERE p.polpermissive AND p.polcmd <> 'r' AND 'true' IN (
            pg_get_expr(p.polqual, p.polrelid), pg_get_expr(p.polwithcheck, p.polrelid))""",
    "a policy that computes the same for each row": r"""
        SELECT format('%s %s', c.oid::regclass, p.polname)
        FROM pg_policy p
        JOIN pg_class c ON c.oid = p.polrelid
        JOIN ours o ON o.oid = c.relnamespace
        CROSS JOIN LATERAL concat_ws(
            ' ', pg_get_expr(p.polqual, p.polrelid), pg_get_expr(p.polwithcheck, p.polrelid)) AS e (text)
        WHERE e.text ~ '(current_setting|auth\.\w+|_granted_graphs|_visible_graphs)\('
            AND e.text !~* 'SELECT .*(current_setting|auth\.\w+|_granted_graphs|_visible_graphs)\('""",
    "a view with the rights of its owner": """
        SELECT c.oid::regclass::text
        FROM pg_class c
        JOIN ours o ON o.oid = c.relnamespace
        WHERE c.relkind = 'v' AND NOT 'security_invoker=true' = ANY (coalesce(c.reloptions, '{}'))""",
    "a materialized view or a foreign table": """
        SELECT c.oid::regclass::text
        FROM pg_class c
        JOIN ours o ON o.oid = c.relnamespace
        WHERE c.relkind IN ('m', 'f')""",
    "a function with the path of its caller": """
        SELECT p.proname::text
        FROM pg_proc p
        JOIN ours o ON o.oid = p.pronamespace
        WHERE NOT EXISTS (SELECT FROM unnest(p.proconfig) AS s (setting) WHERE s.setting LIKE 'search_path=%')""",
    "a function with the rights of its owner": """
        SELECT p.proname::text
        FROM pg_proc p
        JOIN ours o ON o.oid = p.pronamespace
        WHERE p.prosecdef""",
    "an extension in public": """
        SELECT x.extname::text
        FROM pg_extension x
        WHERE x.extnamespace = 'public'::regnamespace""",
    "a column of a type that an upgrade of PostgreSQL refuses": """
        SELECT format('%s %s', c.oid::regclass, a.attname)
        FROM pg_attribute a
        JOIN pg_class c ON c.oid = a.attrelid AND c.relkind = 'r'
        JOIN ours o ON o.oid = c.relnamespace
        WHERE a.attnum > 0 AND a.atttypid IN (
            'regcollation'::regtype, 'regconfig'::regtype, 'regdictionary'::regtype, 'regnamespace'::regtype,
            'regoper'::regtype, 'regoperator'::regtype, 'regproc'::regtype, 'regprocedure'::regtype)""",
    "a table without autovacuum": """
        SELECT c.oid::regclass::text
        FROM pg_class c
        JOIN ours o ON o.oid = c.relnamespace
        WHERE 'autovacuum_enabled=false' = ANY (c.reloptions)""",
}
# What is left as it is, and why.
EXCEPTIONS = {
    "a foreign key without an index": (
        {"edge_store edge_store_to_fkey", "graph graph_embedding_model_fkey", "graph_grant graph_grant_graph_id_fkey"},
        "edge_store_in_idx begins with to_id, which is an id and finds the few rows; the others have a row per graph or role",
    ),
    "a function with the path of its caller": (
        INLINED | WITHOUT_PATH.keys(),
        "inlined into callers that have a path, or procedures that commit; all names in them are qualified",
    ),
}
# One statement after which each rule has something to find.
FAULTS = {
    "a foreign key without an index": "CREATE TABLE f (id int PRIMARY KEY, other int REFERENCES f)",
    "a table without a primary key": "CREATE TABLE f (id int)",
    "an index twice": "CREATE TABLE f (id int PRIMARY KEY); CREATE UNIQUE INDEX again ON f (id)",
    "an index that is not valid": "",
    "a table that others reach, without row-level security": "CREATE TABLE f (id int PRIMARY KEY)",
    "policies without row-level security": "CREATE TABLE f (id int); CREATE POLICY p ON f USING (id = 1)",
    "row-level security without a policy": "CREATE TABLE f (id int); ALTER TABLE f ENABLE ROW LEVEL SECURITY",
    "several permissive policies for one command": "CREATE TABLE f (id int); CREATE POLICY p ON f USING (id = 1);"
    "CREATE POLICY q ON f FOR SELECT USING (id = 2)",
    "a policy that lets everybody write": "CREATE TABLE f (id int); CREATE POLICY p ON f USING (true)",
    "a policy that computes the same for each row": "CREATE TABLE f (id text);"
    "CREATE POLICY p ON f USING (id = current_setting('a.b'))",
    "a view with the rights of its owner": "CREATE VIEW f AS SELECT 1",
    "a materialized view or a foreign table": "CREATE MATERIALIZED VIEW f AS SELECT 1",
    "a function with the path of its caller": "CREATE FUNCTION f() RETURNS int LANGUAGE sql AS 'SELECT 1'",
    "a function with the rights of its owner": "CREATE FUNCTION f() RETURNS int LANGUAGE sql SECURITY DEFINER AS 'SELECT 1'",
    "an extension in public": "CREATE EXTENSION citext SCHEMA public",
    "a column of a type that an upgrade of PostgreSQL refuses": "CREATE TABLE f (id regproc)",
    "a table without autovacuum": "CREATE TABLE f (id int) WITH (autovacuum_enabled = false)",
}


@pytest.fixture(scope="module")
def shaped(server: servers.Server) -> Iterator[psycopg.Connection]:
    """A connection of an ordinary owner to such a database, with relationship_engine by the plain script."""
    name, owner = f"re_supabase_{uuid4().hex[:8]}", f"re_owner_{uuid4().hex[:8]}"
    with connect(server.uri()) as admin:
        for role, options in {**ROLES, owner: "LOGIN"}.items():
            admin.execute(f"CREATE ROLE {role} {options}")  # type: ignore[arg-type]
        with janitor(server, name):
            with connect(server.uri(name)) as db:
                db.execute(f"ALTER DATABASE {name} OWNER TO {owner}")  # type: ignore[arg-type]
                db.execute("CREATE SCHEMA extensions; GRANT USAGE ON SCHEMA extensions TO PUBLIC")
                db.execute("CREATE EXTENSION vector SCHEMA extensions; CREATE EXTENSION pg_trgm SCHEMA extensions")
                db.execute("GRANT USAGE ON SCHEMA public TO anon, authenticated, service_role")
                db.execute(
                    f"ALTER DEFAULT PRIVILEGES FOR ROLE {owner} IN SCHEMA public "  # type: ignore[arg-type]
                    "GRANT ALL ON TABLES TO anon, authenticated, service_role"
                )
            uri = server.uri(name).replace("postgres@", f"{owner}@")
            with connect(uri) as connection:
                connection.execute(PLAIN_SCRIPT.read_bytes())
                connection.execute("SET search_path = relationship_engine, extensions")
                connection.execute(
                    "SELECT grant_usage('authenticated', 'reader'), grant_usage('service_role', 'writer')"
                )
                connection.execute("SELECT enable_row_security()")
                yield connection
            with connect(server.uri(name)) as db:
                for role in ROLES:
                    db.execute(f"DROP OWNED BY {role}")  # type: ignore[arg-type]
        for role in (*ROLES, owner):
            admin.execute(f"DROP ROLE {role}")  # type: ignore[arg-type]


def findings(connection: psycopg.Connection, rule: str) -> set[str]:
    """Return what a rule finds, without the schema of the name."""
    query = (
        "WITH ours AS (SELECT n.oid FROM pg_namespace n WHERE n.nspname IN ('relationship_engine', 'public')) "
        f"SELECT f.text FROM ({RULES[rule]}) AS f (text)"
    )
    return {str(row["text"]) for row in connection.execute(query)}  # type: ignore[call-overload]


@pytest.mark.parametrize("rule", RULES)
def test_the_linter_of_supabase_has_nothing_to_say(shaped: psycopg.Connection, rule: str) -> None:
    """But for exceptions with a reason; none of them is out of date."""
    allowed, _ = EXCEPTIONS.get(rule, (set(), ""))
    assert findings(shaped, rule) == set(allowed)


@pytest.mark.parametrize("rule", [rule for rule, fault in FAULTS.items() if fault])
def test_each_rule_finds_its_fault(server: servers.Server, shaped: psycopg.Connection, rule: str) -> None:
    """In the schema public, whose tables are open to all."""
    with connect(server.uri(shaped.info.dbname)) as db, db.transaction(force_rollback=True):
        db.execute("SET LOCAL search_path = public, extensions")
        before = findings(db, rule)
        db.execute(FAULTS[rule])  # type: ignore[call-overload]
        db.execute("DO $$ BEGIN IF to_regclass('f') IS NOT NULL THEN GRANT SELECT ON f TO anon; END IF; END $$")
        assert findings(db, rule) - before != set()


def test_its_roles_see_what_they_are_granted(server: servers.Server, shaped: psycopg.Connection) -> None:
    """Nobody else's rows: anon has no right, authenticated is a reader, service_role is a writer."""
    insert = (
        "INSERT INTO relationship_engine.entity (title, type) VALUES ('Acme', 'organization'), ('CEO at Acme', 'role')"
    )
    read = "SELECT count(*) AS n FROM relationship_engine.edge"
    with connect(server.uri(shaped.info.dbname)) as db:
        db.execute("SET ROLE service_role")
        db.execute(insert)  # type: ignore[call-overload]
        db.execute("SET ROLE authenticated")
        assert db.execute(read).fetchone() == {"n": 1}  # type: ignore[call-overload]
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            db.execute(insert)  # type: ignore[call-overload]
        db.execute("SET ROLE anon")
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            db.execute(read)  # type: ignore[call-overload]
