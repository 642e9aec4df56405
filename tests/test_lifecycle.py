"""The life of an installation: installed, dumped, restored, upgraded, dropped, adopted: rows stay, and what users added.

The user is an ordinary owner of a database in which vector and pg_trgm are there already, in public or in a schema of
their own; relationship_engine is an extension, or comes by the plain script.
"""

import re
import shutil
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from difflib import unified_diff
from pathlib import Path
from typing import Any
from uuid import uuid4

import psycopg
import pytest
from click.testing import CliRunner
from psycopg import sql
from psycopg.conninfo import make_conninfo

import servers
from claude_peer import Peer
from conftest import PLAIN_SCRIPT, PROJECT, connect
from filled import fill
from llm_queue import add, add_entities, add_event, claim, switch_on
from relationship_engine.cli import main

VERSION = re.search(r"default_version = '(.*)'", (PROJECT / "relationship_engine.control").read_text())[1]  # type: ignore[index]
# What a dump says of the session, not of the schema.
NOISE = re.compile(r"^(--.*|\\(un)?restrict .*|SET .*|SELECT pg_catalog\.set_config.*|)$")


@dataclass(frozen=True)
class Place:
    """How relationship_engine is installed, and the schema of vector and pg_trgm."""

    route: str
    schema: str

    def __str__(self) -> str:
        """Return its name."""
        return f"{self.route}-{self.schema}"

    def install(self, connection: psycopg.Connection, script: Path = PLAIN_SCRIPT) -> None:
        """Install, or upgrade."""
        if self.route == "plain":
            connection.execute(script.read_bytes())
            return
        with connection.transaction():
            connection.execute("CREATE EXTENSION IF NOT EXISTS relationship_engine")
            connection.execute("ALTER EXTENSION relationship_engine UPDATE")
            connection.execute("SELECT relationship_engine.install()")


PLACES = [Place(route, schema) for schema in ("public", "extensions") for route in ("extension", "plain")]
EXTENSION, PLAIN = PLACES[0], PLACES[3]
both = pytest.mark.parametrize("place", [EXTENSION, PLAIN], ids=str)
every = pytest.mark.parametrize("place", PLACES, ids=str)


@dataclass
class Databases:
    """Databases of the ordinary owner, copied from templates that are made when they are first needed."""

    server: servers.Server
    owner: str
    reader: str
    stack: ExitStack
    templates: dict[str, str] = field(default_factory=dict)

    def admin(self, name: str = "postgres") -> psycopg.Connection:
        """Connect as superuser."""
        return connect(self.server.uri(name))

    def create(self, template: str = "template1") -> str:
        """Create a database, and return its name; it goes with the server, which is cheaper than dropping it."""
        name = f"re_life_{uuid4().hex[:10]}"
        with self.admin() as connection:
            connection.execute(f"CREATE DATABASE {name} TEMPLATE {template} OWNER {self.owner}")  # type: ignore[arg-type]
        return name

    def dsn(self, connection: psycopg.Connection) -> str:
        """Return how the owner connects to the database of a connection."""
        return make_conninfo(self.server.uri(connection.info.dbname), user=self.owner)

    def connect(self, name: str) -> psycopg.Connection:
        """Connect as the owner."""
        connection = self.stack.enter_context(connect(make_conninfo(self.server.uri(name), user=self.owner)))
        connection.execute("SET search_path = relationship_engine, public, extensions")
        return connection

    def template(self, name: str, source: str, prepare: Callable[[psycopg.Connection], None]) -> str:
        """Return a template, prepared at the first call."""
        if name not in self.templates:
            made = self.create(source)
            user = "postgres" if source == "template1" else self.owner
            with connect(make_conninfo(self.server.uri(made), user=user)) as connection:
                prepare(connection)
            self.templates[name] = made
        return self.templates[name]

    def bare(self, schema: str) -> psycopg.Connection:
        """Return a connection to a database with vector and pg_trgm alone."""
        return self.connect(self.create(self._bare(schema)))

    def _bare(self, schema: str) -> str:
        def prepare(connection: psycopg.Connection) -> None:
            connection.execute(f"CREATE SCHEMA IF NOT EXISTS {schema}")  # type: ignore[arg-type]
            connection.execute(f"GRANT USAGE ON SCHEMA {schema} TO PUBLIC")  # type: ignore[arg-type]
            for name in ("vector", "pg_trgm"):
                connection.execute(f"CREATE EXTENSION {name} SCHEMA {schema}")  # type: ignore[arg-type]

        return self.template(schema, "template1", prepare)

    def installed(self, place: Place) -> psycopg.Connection:
        """Return a connection to a database as the installation leaves it."""
        return self.connect(self.create(self.template(str(place), self._bare(place.schema), place.install)))

    def filled(self, place: Place) -> psycopg.Connection:
        """Return a connection to a database with rows in every table, and with what a user added."""

        def prepare(connection: psycopg.Connection) -> None:
            place.install(connection)
            connection.execute("SET search_path = relationship_engine, public, extensions")
            connection.execute("SELECT create_graph('other')")
            fill(connection, {1: "Acme", 2: "Globex"})
            connection.execute("SELECT grant_usage(%s, 'reader')", [self.reader])
            add_own_objects(connection)

        return self.connect(self.create(self.template(f"{place} filled", self._bare(place.schema), prepare)))


@contextmanager
def ordinary(server: servers.Server) -> Iterator[Databases]:
    """Make the roles, and close the connections at the end."""
    roles = [f"re_{word}_{uuid4().hex[:8]}" for word in ("owner", "reader")]
    with connect(server.uri()) as connection, ExitStack() as stack:
        for role in roles:
            connection.execute(f"CREATE ROLE {role} LOGIN")  # type: ignore[arg-type]
        yield Databases(server, *roles, stack)


@pytest.fixture(scope="session")
def databases(server: servers.Server) -> Iterator[Databases]:
    """Databases of an ordinary role."""
    with ordinary(server) as made:
        yield made


def tables(connection: psycopg.Connection) -> list[str]:
    """Return the names of all tables."""
    rows = connection.execute(
        "SELECT relname FROM pg_class WHERE relnamespace = 'relationship_engine'::regnamespace AND relkind = 'r' ORDER BY 1"
    )
    return [row["relname"] for row in rows]


def rows_of(connection: psycopg.Connection) -> dict[str, list[str]]:
    """Return all rows of all tables, as text."""
    found = {}
    for table in tables(connection):
        query = sql.SQL("SELECT coalesce(array_agg(t::text ORDER BY t::text), '{{}}') AS rows FROM {} t")
        found[table] = connection.execute(query.format(sql.Identifier("relationship_engine", table))).fetchone()["rows"]  # type: ignore[index]
    return found


def schema_of(databases: Databases, connection: psycopg.Connection) -> list[str]:
    """Return all that is in the schema: as pg_dump writes it, and functions and types with their comments and grants."""
    dumped = databases.server.run("pg_dump", "-s", "-n", "relationship_engine", "-d", connection.info.dbname).stdout
    members = connection.execute(
        """
        SELECT concat_ws(' ', pg_get_functiondef(p.oid), p.proacl, obj_description(p.oid, 'pg_proc'), d.deptype) AS text
        FROM pg_proc p
        LEFT JOIN pg_depend d ON d.classid = 'pg_proc'::regclass AND d.objid = p.oid AND d.deptype = 'e'
        WHERE p.pronamespace = 'relationship_engine'::regnamespace
        UNION ALL
        SELECT concat_ws(' ', 'TYPE', c.relname, obj_description(t.oid, 'pg_type'), d.deptype,
            string_agg(format('%I %s', a.attname, format_type(a.atttypid, a.atttypmod)), ', ' ORDER BY a.attnum))
        FROM pg_class c
        JOIN pg_type t ON t.typrelid = c.oid
        JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
        LEFT JOIN pg_depend d ON d.classid = 'pg_type'::regclass AND d.objid = t.oid AND d.deptype = 'e'
        WHERE c.relnamespace = 'relationship_engine'::regnamespace AND c.relkind = 'c'
        GROUP BY c.relname, t.oid, d.deptype
        ORDER BY 1
        """
    ).fetchall()
    lines = [line for line in dumped.splitlines() if not NOISE.match(line)]
    # in whatever order they were granted
    grants = sorted(line for line in lines if line.startswith("GRANT"))
    return [line for line in lines if line not in grants] + grants + [row["text"] for row in members]


def changes(before: list[str], after: list[str], but: str = "^$") -> list[str]:
    """Return the lines that went and came, but those with certain words."""
    lines = [
        line for line in unified_diff(before, after, n=0, lineterm="") if not line.startswith(("---", "+++", "@@"))
    ]
    return [line for line in lines if not re.search(but, line)]


def add_own_objects(connection: psycopg.Connection) -> None:
    """Add what users add: a column, an index, a trigger and a policy on each table, a strategy, a view, grants."""
    connection.execute(
        "CREATE FUNCTION public.mark() RETURNS trigger LANGUAGE plpgsql AS "
        "'BEGIN NEW.mine := TG_TABLE_NAME; RETURN NEW; END'"
    )
    for table in tables(connection):
        connection.execute(
            f"ALTER TABLE {table} ADD COLUMN mine text NOT NULL DEFAULT 'before'; "  # type: ignore[arg-type]
            f"CREATE INDEX {table}_mine ON {table} (mine); "
            f"CREATE TRIGGER mine BEFORE INSERT ON {table} FOR EACH ROW EXECUTE FUNCTION public.mark(); "
            f"CREATE POLICY mine ON {table} FOR SELECT USING (mine <> 'secret')"
        )
    connection.execute("SELECT enable_row_security()")
    connection.execute(
        "CREATE FUNCTION detect_mine(bigint, uuid[]) RETURNS SETOF candidate LANGUAGE sql AS "
        "'SELECT NULL::relationship_engine.candidate WHERE false'"
    )
    connection.execute("INSERT INTO strategy_setting (graph_id, strategy) VALUES (1, 'mine')")
    connection.execute("CREATE VIEW public.strong AS SELECT * FROM edge WHERE weight > 1")
    connection.execute("GRANT SELECT ON edge, entity, strategy_precision TO PUBLIC")
    connection.execute("REVOKE EXECUTE ON FUNCTION restore_pruned FROM PUBLIC")


def goes_on(connection: psycopg.Connection) -> None:
    """The installation works: events become edges, age, are undone and pruned, and wait for the model."""
    assert connection.execute("SELECT * FROM doctor() WHERE status = 'error'").fetchall() == []
    graph = connection.execute("SELECT create_graph(%s) AS id", [uuid4().hex]).fetchone()["id"]  # type: ignore[index]
    night = connection.execute("SELECT decay_date + 1 AS night FROM graph WHERE id = %s", [graph]).fetchone()["night"]  # type: ignore[index]

    def weights() -> list[float]:
        found = connection.execute("SELECT weight FROM edge WHERE graph_id = %s ORDER BY 1", [graph])
        return [row["weight"] for row in found]

    def errors() -> list[dict[str, Any]]:
        return connection.execute("SELECT error FROM run WHERE graph_id = %s AND error IS NOT NULL", [graph]).fetchall()

    insert = "INSERT INTO entity (graph_id, title, type) VALUES (%s, %s, %s)"
    connection.execute(insert, [graph, "Acme", "organization"])
    connection.execute(insert, [graph, "CEO at Acme", "role"])
    event = add(connection, "a later event", ["Ann", "Ben"], graph)
    connection.execute(
        "INSERT INTO mention (graph_id, event_id, entity_id) SELECT %s, %s, id FROM entity WHERE graph_id = %s AND type = 'role'",
        [graph, event, graph],
    )
    assert weights() == [2.0]
    connection.execute("CALL run_nightly(%s, false, %s, true)", [graph, night])
    assert weights() == pytest.approx([2 * 0.99])
    last = "SELECT undo_run(run_id) FROM evidence WHERE graph_id = %s AND event_id = %s"
    connection.execute(last, [graph, event])
    assert weights() == pytest.approx([0.99])
    connection.execute("UPDATE graph SET prune_threshold = 1, prune_guard = 1 WHERE id = %s", [graph])
    assert connection.execute("SELECT edges_pruned FROM prune(%s)", [graph]).fetchone() == {"edges_pruned": 1}
    assert weights() == []
    assert errors() == []
    switch_on(connection, graph)
    add(connection, "a last event", ["Cid", "Dan"], graph)
    assert len(claim(connection, graph_id=graph)) == 1


def test_the_owner_is_an_ordinary_one(databases: Databases) -> None:
    """Else what follows would prove little."""
    connection = databases.bare("extensions")
    row = connection.execute("SELECT rolsuper, rolbypassrls FROM pg_roles WHERE rolname = current_user").fetchone()
    assert row == {"rolsuper": False, "rolbypassrls": False}
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        connection.execute("ALTER EXTENSION vector UPDATE")


@every
def test_it_works_where_it_is_installed(databases: Databases, place: Place) -> None:
    """By either route, wherever vector and pg_trgm live."""
    goes_on(databases.installed(place))


def test_it_works_on_an_older_server(cron_server: servers.Server) -> None:
    """PostgreSQL 17 of Debian, by the plain script."""
    with ordinary(cron_server) as databases:
        goes_on(databases.installed(PLAIN))


def test_the_roles_of_a_hosted_database(databases: Databases) -> None:
    """The owner is no superuser, vector has a schema of its own, rows are guarded, an API changes into the role of a user.

    One writes and sees at once what follows, one reads and may no more, and one runs the nights.
    """
    connection = databases.installed(PLAIN)
    roles = {level: f"re_{level}_{uuid4().hex[:8]}" for level in ("reader", "writer", "admin")}
    with ExitStack() as stack:
        admin = stack.enter_context(databases.admin(connection.info.dbname))
        for level, role in roles.items():
            admin.execute(f"CREATE ROLE {role}; GRANT {role} TO {databases.owner}".encode())
            stack.callback(admin.execute, f"DROP OWNED BY {role}; DROP ROLE {role}".encode())
            connection.execute("SELECT grant_usage(%s, %s)", [role, level])
        connection.execute("SELECT enable_row_security()")
        connection.execute("SET search_path = ''")

        def act(level: str) -> None:
            connection.execute(f"RESET ROLE; SET ROLE {roles[level]}".encode())

        act("writer")
        insert = "INSERT INTO relationship_engine.entity (title, type) VALUES ('Acme', 'organization'), ('CEO at Acme', 'role')"
        connection.execute(insert)
        edges = "SELECT kind, weight FROM relationship_engine.edge"
        assert connection.execute(edges).fetchall() == [{"kind": "role_at", "weight": 1.0}]
        act("reader")
        assert len(connection.execute(edges).fetchall()) == 1
        found = connection.execute("SELECT * FROM relationship_engine.recall('Who is the CEO at Acme?')").fetchall()
        assert "CEO at Acme" in str(found)
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            connection.execute(insert)
        act("admin")
        connection.execute("CALL relationship_engine.run_nightly()")
        runs = connection.execute("SELECT status, error FROM relationship_engine.run WHERE mode = 'nightly'").fetchall()
        assert runs == [{"status": "done", "error": None}]
        connection.execute("RESET ROLE")
        assert connection.execute("SELECT * FROM relationship_engine.doctor() WHERE status = 'error'").fetchall() == []


@both
def test_every_table_has_rows(databases: Databases, place: Place) -> None:
    """Else comparing them would prove little."""
    assert [table for table, rows in rows_of(databases.filled(place)).items() if not rows] == []


@both
def test_installing_twice_is_installing_once(databases: Databases, place: Place) -> None:
    """Nothing of ours changes, nor anything of the user's."""
    connection = databases.filled(place)
    before = schema_of(databases, connection), rows_of(connection)
    place.install(connection)
    assert changes(before[0], schema_of(databases, connection)) == []
    assert rows_of(connection) == before[1]
    goes_on(connection)


@both
def test_many_install_at_once(databases: Databases, place: Place) -> None:
    """As the instances of an application do when they start: one does it, the others find it done."""
    connection = databases.bare(place.schema)
    words = ["install", *(["--plain"] if place.route == "plain" else [])]
    started = [
        subprocess.Popen(  # noqa: S603 - the command under test
            [Path(sys.executable).parent / "relationship-engine", *words, "--dsn", databases.dsn(connection)],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            text=True,
        )
        for _ in range(3)
    ]
    assert [process.communicate()[1] for process in started] == ["", "", ""]
    assert [process.returncode for process in started] == [0, 0, 0]
    goes_on(connection)


# -- dump and restore -----------------------------------------------------------------------------------------------


def dump(databases: Databases, connection: psycopg.Connection, folder: Path) -> Path:
    """Dump a database as its owner does."""
    file = folder / "database.dump"
    databases.server.run("pg_dump", "-Fc", "-f", str(file), databases.dsn(connection))
    return file


@both
def test_a_restored_database_continues(databases: Databases, place: Place, tmp_path: Path) -> None:
    """A superuser restores it into an empty database: all rows and objects are there, and it ages as the old one does."""
    connection = databases.filled(place)
    before = schema_of(databases, connection), rows_of(connection)
    name = databases.create()
    file = dump(databases, connection, tmp_path)
    databases.server.run("pg_restore", "--exit-on-error", "-d", name, str(file))
    restored = databases.connect(name)
    # functions belong to who creates the extension, so this one is granted by another now
    assert changes(before[0], schema_of(databases, restored), "FUNCTION relationship_engine.restore_pruned") == []
    query = "SELECT has_function_privilege(%s, 'restore_pruned'::regproc, 'EXECUTE') AS may"
    assert restored.execute(query, [databases.reader]).fetchone() == {"may": False}
    assert rows_of(restored) == before[1]
    weights = []
    for each in (connection, restored):
        each.execute("CALL run_nightly(1, false, current_date + 9, true)")
        weights.append(
            each.execute("SELECT graph_id, from_id, to_id, kind, weight FROM edge ORDER BY 1, 2, 3, 4").fetchall()
        )
    assert weights[0] == weights[1]
    assert len(weights[0]) > 1
    goes_on(restored)


@both
def test_an_ordinary_owner_restores(databases: Databases, place: Place, tmp_path: Path) -> None:
    """What another installed, vector and pg_trgm with their comments and schema, is there already; all else is restored."""
    connection = databases.filled(place)
    before = rows_of(connection)
    target = databases.bare(place.schema)
    file = dump(databases, connection, tmp_path)
    done = databases.server.run("pg_restore", "--no-owner", "-d", databases.dsn(target), str(file), check=False)
    failed = re.findall(r"(?m)^Command was: (.*)", done.stderr)
    assert all(
        re.match(r"COMMENT ON EXTENSION (vector|pg_trgm)|CREATE SCHEMA extensions", words) for words in failed
    ), done.stderr
    assert rows_of(target) == before
    goes_on(target)


def test_a_dump_moves_to_where_no_extension_can_go(databases: Databases, tmp_path: Path) -> None:
    """Tables and rows are restored without the extension, then the plain script adopts them."""
    connection = databases.filled(EXTENSION)
    before = rows_of(connection)
    target = databases.bare(EXTENSION.schema)
    file = dump(databases, connection, tmp_path)
    listed = databases.server.run("pg_restore", "-l", str(file)).stdout
    contents = tmp_path / "contents"
    contents.write_text("".join(line for line in listed.splitlines(keepends=True) if "EXTENSION" not in line))
    databases.server.run(
        "pg_restore", "--no-owner", "-L", str(contents), "-d", databases.dsn(target), str(file), check=False
    )
    assert rows_of(target) == before
    PLAIN.install(target)
    assert rows_of(target) == before
    target.execute(
        "DELETE FROM strategy_setting WHERE strategy = 'mine'"
    )  # its function came after a type that was not there
    goes_on(target)


# -- drop and adopt -------------------------------------------------------------------------------------------------


def test_the_extension_is_not_dropped_while_tables_need_it(databases: Databases) -> None:
    """The refusal names what would go, and the way."""
    connection = databases.filled(EXTENSION)
    before = rows_of(connection)
    with pytest.raises(psycopg.errors.DependentObjectsStillExist) as caught:
        connection.execute("DROP EXTENSION relationship_engine")
    said = caught.value.diag
    assert said.message_primary == "cannot drop extension relationship_engine because other objects depend on it"
    assert re.search("trigger relationship_engine_.* on table .* depends on function", str(said.message_detail))
    assert "CASCADE" in str(said.message_hint)
    assert rows_of(connection) == before
    goes_on(connection)


def is_extension(connection: psycopg.Connection) -> bool:
    """Tell whether the database has the extension."""
    return connection.execute("SELECT FROM pg_extension WHERE extname = 'relationship_engine'").rowcount == 1


@pytest.mark.parametrize("again", [EXTENSION, PLAIN], ids=lambda place: place.route)
def test_tables_outlive_the_extension(databases: Databases, again: Place) -> None:
    """All rows stay, and what the user added to tables and to the view edge; either route adopts them."""
    connection = databases.filled(EXTENSION)
    before = schema_of(databases, connection), rows_of(connection)
    connection.execute("DROP EXTENSION relationship_engine CASCADE")
    assert rows_of(connection) == before[1]
    assert connection.execute("SELECT count(*) > 1 AS many FROM public.strong").fetchone() == {"many": True}
    again.install(connection)
    assert is_extension(connection) == (again is EXTENSION)
    assert rows_of(connection) == before[1]
    if again is EXTENSION:  # what hung on functions went with them
        own = r"detect_mine|FUNCTION relationship_engine.restore_pruned|strategy_precision|LANGUAGE sql|relationship_engine.candidate WHERE"
        assert changes(before[0], schema_of(databases, connection), own) == []
    connection.execute("DELETE FROM strategy_setting WHERE strategy = 'mine'")
    goes_on(connection)


def test_a_plain_installation_becomes_an_extension(databases: Databases) -> None:
    """In place: nothing is dropped, neither a strategy of the user nor a grant; and the other way again."""
    connection = databases.filled(PLAIN)
    place = Place("extension", PLAIN.schema)
    before, fresh = rows_of(connection), schema_of(databases, databases.filled(place))
    place.install(connection)
    assert is_extension(connection)
    assert changes(fresh, schema_of(databases, connection)) == []
    assert rows_of(connection) == before
    connection.execute("DROP EXTENSION relationship_engine CASCADE")
    PLAIN.install(connection)
    assert not is_extension(connection)
    assert rows_of(connection) == before
    connection.execute("DELETE FROM strategy_setting WHERE strategy = 'mine'")
    goes_on(connection)


def test_the_plain_script_does_not_go_over_the_extension(databases: Databases) -> None:
    """It says how to upgrade, and how to go on without; nothing has changed."""
    connection = databases.installed(EXTENSION)
    before = schema_of(databases, connection)
    with pytest.raises(psycopg.errors.ObjectNotInPrerequisiteState) as caught:
        PLAIN.install(connection)
    connection.execute("ROLLBACK")
    assert "ALTER EXTENSION relationship_engine UPDATE" in str(caught.value.diag.message_hint)
    assert changes(before, schema_of(databases, connection)) == []


def test_only_its_owner_makes_a_plain_installation_an_extension(databases: Databases) -> None:
    """Functions that run as a superuser must not belong to another role."""
    connection = databases.installed(PLAIN)
    before = schema_of(databases, connection)
    with (
        databases.admin(connection.info.dbname) as admin,
        pytest.raises(psycopg.errors.InsufficientPrivilege) as caught,
    ):
        admin.execute("CREATE EXTENSION relationship_engine")
    assert f"SET ROLE {databases.owner}" in str(caught.value.diag.message_hint)
    assert changes(before, schema_of(databases, connection)) == []


# -- other versions -------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Version:
    """A version of the project, built from a changed copy of it."""

    number: str
    folder: Path

    @property
    def script(self) -> Path:
        """The plain script."""
        return self.folder / "build" / "install.sql"

    def write(self, name: str, text: str) -> None:
        """Write a file of the copy."""
        (self.folder / name).write_text(text)

    def change(self, name: str, *texts: tuple[str, str]) -> None:
        """Replace what stands in a file of the copy."""
        file = self.folder / name
        text = file.read_text()
        for old, new in texts:
            assert old in text
            text = text.replace(old, new)
        file.write_text(text)

    def build(self, databases: Databases, stack: ExitStack) -> "Version":
        """Build the scripts, and let the server have those that upgrade to this version or from it, for a while."""
        argv = ["sh", "sql/build.sh", self.number, "build"]
        subprocess.run(argv, cwd=self.folder, check=True, capture_output=True)  # noqa: S603
        shared = databases.server.run("pg_config", "--sharedir").stdout.strip()
        for script in (self.folder / "build").glob("relationship_engine--*.sql"):
            file = Path(shared) / "extension" / script.name
            # one of another version may be left of a run that was killed
            if not file.exists() or (self.number != VERSION and self.number in script.name):
                shutil.copyfile(script, file)
                stack.callback(file.unlink)
        return self


@pytest.fixture
def version(tmp_path: Path) -> Callable[[str], Version]:
    """Make a version from a copy of the project."""

    def copy(number: str) -> Version:
        folder = tmp_path / number
        for name in ("functions", "migrations", "sql"):
            shutil.copytree(PROJECT / name, folder / name)
        return Version(number, folder)

    return copy


def former(version: Callable[[str], Version]) -> Version:
    """Return a version that had the first tables alone, and functions, types, triggers and views that are otherwise now."""
    old = version("0.0.1")
    for migration in sorted((old.folder / "migrations").glob("*.sql"))[8:]:
        migration.unlink()
    for file in (old.folder / "sql").glob("views_*.sql"):
        file.unlink()
    views, _, _ = (old.folder / "sql/views.sql").read_text().partition("CREATE OR REPLACE VIEW relationship_engine.dup")
    old.write(
        "sql/views.sql",
        f"{views}CREATE OR REPLACE VIEW relationship_engine.strategy_precision WITH (security_invoker = true) AS\n"
        "SELECT relationship_engine.wilson_bound(1, 2) AS bound, 1 AS former;\n",
    )
    old.change(
        "functions/review/wilson_bound.sql",
        (", p_side integer)", ")"),
        ("p_side", "1"),
        ("(bigint, bigint, integer)", "(bigint, bigint)"),
    )
    triggers = (old.folder / "sql/triggers.sql").read_text().split("\n\n")
    kept = [text for text in triggers if "llm_job" not in text and "embedding_hash" not in text]
    old.write(
        "sql/triggers.sql",
        "\n\n".join(kept)
        + "\nCREATE OR REPLACE TRIGGER relationship_engine_former\nBEFORE UPDATE ON relationship_engine.pattern_rule\n"
        "FOR EACH ROW EXECUTE FUNCTION relationship_engine._on_former();\n",
    )
    for name, result in (("_on_former", "trigger"), ("former", "relationship_engine.former_type")):
        old.write(
            f"functions/run/{name}.sql",
            f"CREATE OR REPLACE FUNCTION relationship_engine.{name}()\nRETURNS {result}\nLANGUAGE plpgsql\n"
            "SET search_path = pg_catalog, pg_temp\nAS $function$ BEGIN RETURN NEW; END $function$;\n",
        )
    old.change("sql/types.sql", ("    other_id uuid\n", "    other text\n"))
    types = (old.folder / "sql/types.sql").read_text()
    old.write("sql/types.sql", f"{types}\nCREATE TYPE relationship_engine.former_type AS (\n    id uuid\n);\n")
    install = (old.folder / "functions/install/install.sql").read_text()
    rights = install[
        install.index("    -- New tables get the rights") : install.index("    RETURN format('relationship_engine")
    ]
    old.change("functions/install/install.sql", (rights, ""))
    return old


def present(version: Callable[[str], Version]) -> Version:
    """Return this version, which knows the former one."""
    new = version(VERSION)
    new.write("sql/released.txt", "0.0.1\n")
    new.write("sql/retired.txt", "former\nformer_type\n_on_former\n")
    return new


def begin(databases: Databases, place: Place, old: Version) -> psycopg.Connection:
    """Return a connection to a database of a former version, with rows."""
    connection = databases.bare(place.schema)
    if place.route == "plain":
        place.install(connection, old.script)
    else:
        connection.execute("CREATE EXTENSION relationship_engine VERSION '0.0.1'")
        connection.execute("SELECT install()")
    connection.execute("INSERT INTO graph (name) VALUES ('other')")
    for table in ("entity", "edge_store"):  # their functions need tables of later migrations
        connection.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")  # type: ignore[arg-type]
    connection.execute(
        "INSERT INTO entity (id, title, type) VALUES (%(a)s, 'Acme', 'organization'), (%(b)s, 'CEO at Acme', 'role'), "
        "(%(c)s, 'CFO at Acme', 'role')",
        IDS,
    )
    run = connection.execute("INSERT INTO run (graph_id, mode) VALUES (1, 'manual') RETURNING id").fetchone()["id"]  # type: ignore[index]
    for source, gain in (("b", 2), ("c", 3)):
        values = {"run": run, "from": IDS[source], "to": IDS["a"], "gain": gain}
        connection.execute(
            "INSERT INTO edge_store (from_id, to_id, kind, log_weight, strategies) "
            "VALUES (%(from)s, %(to)s, 'role_at', ln(%(gain)s::float8), '{pattern}')",
            values,
        )
        connection.execute(
            "INSERT INTO evidence (graph_id, from_id, to_id, kind, strategy, context, run_id, gain, step_no, confidence, "
            "observed_at) VALUES (1, %(from)s, %(to)s, 'role_at', 'pattern', 'text', %(run)s, %(gain)s, 0, 0.9, now())",
            values,
        )
    connection.execute(
        "INSERT INTO evidence (graph_id, from_id, to_id, kind, strategy, context, run_id, gain, step_no, confidence, "
        "observed_at, retracted_by, retracted_at) SELECT graph_id, from_id, to_id, kind, strategy, context, "
        "gen_random_uuid(), gain, step_no, confidence, now(), run_id, now() FROM evidence WHERE from_id = %(b)s",
        IDS,
    )
    for table in ("entity", "edge_store"):
        connection.execute(f"ALTER TABLE {table} ENABLE TRIGGER USER")  # type: ignore[arg-type]
    return connection


IDS = {name: f"00000000-0000-0000-0000-00000000000{name}" for name in "abc"}


@both
def test_upgraded_fresh_and_restored_are_the_same(
    databases: Databases, place: Place, version: Callable[[str], Version], tmp_path: Path
) -> None:
    """Whatever the former version had otherwise; its rows are there."""
    with ExitStack() as stack:
        old, new = former(version).build(databases, stack), present(version).build(databases, stack)
        connection = begin(databases, place, old)
        before = rows_of(connection)
        fresh = schema_of(databases, databases.installed(place))
        assert changes(fresh, schema_of(databases, connection)) != []
        place.install(connection, new.script)
    assert changes(fresh, schema_of(databases, connection)) == []
    assert connection.execute("SELECT from_id::text, round(weight) AS weight FROM edge ORDER BY 1").fetchall() == [
        {"from_id": IDS["b"], "weight": 2},
        {"from_id": IDS["c"], "weight": 3},
    ]
    after = rows_of(connection)
    assert {table: len(after[table]) for table in ("entity", "edge_store", "evidence")} == {
        table: len(before[table]) for table in ("entity", "edge_store", "evidence")
    }
    goes_on(connection)
    name = databases.create()
    databases.server.run("pg_restore", "--exit-on-error", "-d", name, str(dump(databases, connection, tmp_path)))
    assert changes(fresh, schema_of(databases, databases.connect(name))) == []
    assert rows_of(databases.connect(name)) == rows_of(connection)


@both
def test_an_upgrade_keeps_objects_of_the_user(
    databases: Databases, place: Place, version: Callable[[str], Version]
) -> None:
    """A view over one of ours, grants, a column: they stay, and a retired function that one of them needs stays too."""
    with ExitStack() as stack:
        old, new = former(version).build(databases, stack), present(version).build(databases, stack)
        connection = begin(databases, place, old)
        connection.execute("ALTER TABLE entity ADD COLUMN mine text DEFAULT 'mine'")
        connection.execute("CREATE VIEW public.strong AS SELECT * FROM edge WHERE weight > 2.5")
        connection.execute("CREATE VIEW public.uses AS SELECT former() AS former")
        connection.execute("GRANT SELECT ON edge TO PUBLIC")
        connection.execute("REVOKE EXECUTE ON FUNCTION undo_run FROM PUBLIC")
        place.install(connection, new.script)
    assert connection.execute("SELECT count(*) AS n FROM public.strong").fetchone() == {"n": 1}
    assert connection.execute("SELECT DISTINCT mine FROM entity").fetchall() == [{"mine": "mine"}]
    query = "SELECT proname FROM pg_proc WHERE proname IN ('former', '_on_former')"
    assert connection.execute(query).fetchall() == [{"proname": "former"}]
    query = "SELECT has_table_privilege(%(r)s, 'edge', 'SELECT') AS t, has_function_privilege(%(r)s, 'undo_run'::regproc, 'EXECUTE') AS f"
    assert connection.execute(query, {"r": databases.reader}).fetchone() == {"t": True, "f": False}
    goes_on(connection)


def test_a_strategy_of_the_user_stops_an_upgrade_that_changes_its_type(
    databases: Databases, version: Callable[[str], Version]
) -> None:
    """Named, with the way to go on; nothing has changed."""
    connection = databases.filled(EXTENSION)
    before = schema_of(databases, connection), rows_of(connection)
    new = version("9.0.0")
    new.change("sql/types.sql", ("    detail jsonb\n", "    detail jsonb,\n    more text\n"))
    new.write("sql/released.txt", f"{VERSION}\n")
    with ExitStack() as stack:
        new.build(databases, stack)
        with pytest.raises(psycopg.errors.DependentObjectsStillExist) as caught:
            upgrade(connection, EXTENSION, new)
    assert "detect_mine(bigint,uuid[])" in str(caught.value.diag.message_primary)
    assert caught.value.diag.message_hint == "Drop them, upgrade, and create them again."
    assert changes(before[0], schema_of(databases, connection)) == []
    assert rows_of(connection) == before[1]


def upgrade(connection: psycopg.Connection, place: Place, new: Version) -> None:
    """Upgrade, and end the transaction if that fails."""
    try:
        if place.route == "plain":
            connection.execute(new.script.read_bytes())
        else:
            with connection.transaction():
                connection.execute(f"ALTER EXTENSION relationship_engine UPDATE TO '{new.number}'")  # type: ignore[arg-type]
                connection.execute("SELECT install()")
    except psycopg.Error:
        connection.execute("ROLLBACK")
        raise


@pytest.mark.parametrize(
    ("place", "fault"),
    [(EXTENSION, "a migration"), (PLAIN, "a migration"), (PLAIN, "a function")],
    ids=lambda value: str(value).replace(" ", "-"),
)
def test_an_upgrade_that_fails_leaves_everything_as_it_was(
    databases: Databases, place: Place, version: Callable[[str], Version], fault: str
) -> None:
    """Functions, tables and rows; the installation goes on."""
    connection = databases.filled(place)
    before = schema_of(databases, connection), rows_of(connection)
    new = version("9.0.0")
    new.write("sql/released.txt", f"{VERSION}\n")
    if fault == "a migration":
        new.write("migrations/9000_broken.sql", "DELETE FROM relationship_engine.evidence;\nSELECT 1 / 0;\n")
    else:
        new.write(
            "functions/run/broken.sql", "CREATE OR REPLACE FUNCTION relationship_engine.broken() RETURNS nothing;\n"
        )
    with ExitStack() as stack:
        new.build(databases, stack)
        with pytest.raises(psycopg.Error) as caught:
            upgrade(connection, place, new)
    assert caught.value.sqlstate == ("22012" if fault == "a migration" else "42P13")
    assert changes(before[0], schema_of(databases, connection)) == []
    assert rows_of(connection) == before[1]
    goes_on(connection)


def next_version(version: Callable[[str], Version]) -> Version:
    """Return a later version: a changed function, one more column of a result, a new column and what rows have in it."""
    new = version("0.2.0-dev")
    new.write("sql/released.txt", f"{VERSION}\n")
    new.write(
        "migrations/9000_language.sql",
        "ALTER TABLE relationship_engine.entity ADD COLUMN language text NOT NULL DEFAULT 'en';\n"
        "COMMENT ON COLUMN relationship_engine.entity.language IS 'The language of the title.';\n"
        "UPDATE relationship_engine.entity SET language = 'de' WHERE title LIKE '% GmbH';\n"
        "UPDATE relationship_engine.graph SET review_sample = 7;\n",
    )
    new.change(
        "functions/graph/ensure_entity.sql",
        ("(graph_id, title, type, metadata)", "(graph_id, title, type, metadata, language)"),
        ("VALUES (p_graph_id, p_title, p_type, v_metadata)", "VALUES (p_graph_id, p_title, p_type, v_metadata, 'fr')"),
    )
    new.change("sql/types.sql", ("    payload jsonb\n);", "    payload jsonb,\n    claimed_at timestamptz\n);"))
    new.change(
        "functions/llm/_claim_llm_jobs.sql",
        ("b.payload)::", "b.payload, v_now)::"),
        ("custom_id, payload, nth)", "custom_id, payload, claimed_at, nth)"),
    )
    return new


def insert_roles(dsn: str, prefix: str, is_over: threading.Event, written: list[str], failed: list[Exception]) -> None:
    """Write events with a role at a firm and what a model is to read, each in a transaction, until it is over."""
    with connect(dsn) as connection:
        connection.execute("SET search_path = relationship_engine, public, extensions")
        while not is_over.is_set():
            firm = f"{prefix}{len(written)} GmbH"
            try:
                with connection.transaction():
                    event = add_event(connection, firm, f"Ada Lovelace advised {firm}.")
                    connection.execute("SELECT ensure_entity('Ada Lovelace', 'person')")
                    add_entities(connection, event, [firm], kind="organization")
                    add_entities(connection, event, [f"Engineer at {firm}"], kind="role")
            except psycopg.Error as error:
                failed.append(error)
                return
            written.append(firm)


def wait_for(connection: psycopg.Connection, condition: str, *values: object) -> None:
    """Wait until a query gives true."""
    deadline = time.monotonic() + 60
    while connection.execute(condition, values).fetchone() != {"is_so": True}:  # type: ignore[call-overload]
        assert time.monotonic() < deadline, f"{condition} {values} does not come true"
        time.sleep(0.05)


@both
def test_an_upgrade_while_an_application_writes_and_a_worker_reads(
    databases: Databases, place: Place, version: Callable[[str], Version], peer: Peer
) -> None:
    """No statement of the application fails, the old worker goes on, and the schema is that of a new installation."""
    connection, fresh = databases.installed(place), databases.bare(place.schema)
    switch_on(connection)
    connection.execute("SELECT ensure_entity('Alte Werke GmbH', 'organization')")
    dsn, is_over, failed = databases.dsn(connection), threading.Event(), []
    written: list[list[str]] = [[], []]
    read = "SELECT count(*) >= %s AS is_so FROM llm_job WHERE state = 'done'"
    inserted = "SELECT count(*) >= %s AS is_so FROM raw_events"
    with ThreadPoolExecutor(2) as writers, ExitStack() as stack:
        stack.callback(is_over.set)
        new = next_version(version).build(databases, stack)
        worker = subprocess.Popen(  # noqa: S603 - the command under test
            [Path(sys.executable).parent / "relationship-engine", "worker", "run", "--poll", "0.1", "--dsn", dsn],
            stderr=subprocess.PIPE,
            text=True,
        )
        stack.callback(worker.kill)
        for nth, names in enumerate(written):
            writers.submit(insert_roles, dsn, f"Firma{nth}x", is_over, names, failed)
        wait_for(connection, read, 5)
        upgrade(connection, place, new)
        for query in (inserted, read):
            row = connection.execute(query.replace(">= %s AS is_so", "AS n")).fetchone()
            wait_for(connection, query, row["n"] + 5)  # type: ignore[index]
        is_over.set()
        worker.terminate()
        said = worker.communicate(timeout=60)[1]
        if place.route == "extension":
            fresh.execute(f"CREATE EXTENSION relationship_engine VERSION '{new.number}'")  # type: ignore[arg-type]
        upgrade(fresh, place, new)
        assert (failed, worker.returncode) == ([], 0), said
        assert peer.requests
        assert "Traceback" not in said
        assert changes(schema_of(databases, fresh), schema_of(databases, connection)) == []
        done = CliRunner().invoke(main, ["install", "--dsn", dsn])
        assert done.exit_code == 1
        assert re.search(
            "(?i)install (those of its version|the version of relationship_engine that created)", done.stderr
        )
    connection.execute("CALL run_nightly(1)")
    assert connection.execute("SELECT * FROM doctor() WHERE status = 'error'").fetchall() == []
    edges = connection.execute("SELECT count(*) AS n FROM edge WHERE kind = 'role_at'").fetchone()
    assert edges == {"n": len(written[0]) + len(written[1])}
    assert connection.execute("SELECT language FROM entity WHERE title = 'Alte Werke GmbH'").fetchone() == {
        "language": "de"
    }
    connection.execute("SELECT ensure_entity('Nouvelle Maison', 'organization')")
    assert connection.execute("SELECT count(*) AS n FROM entity WHERE language = 'fr'").fetchone() == {"n": 1}


@both
def test_older_code_refuses_newer_tables(databases: Databases, place: Place, version: Callable[[str], Version]) -> None:
    """It says what to install, and leaves the newer code and its tables alone."""
    connection = databases.installed(place)
    new = version("9.0.0")
    new.write("sql/released.txt", f"{VERSION}\n")
    new.write(
        "migrations/9000_newer.sql",
        "CREATE TABLE relationship_engine.newer (graph_id bigint);\nUPDATE relationship_engine.graph SET review_sample = 7;\n",
    )
    with ExitStack() as stack:
        new.build(databases, stack)
        upgrade(connection, place, new)
        assert connection.execute("SELECT DISTINCT review_sample FROM graph").fetchall() == [{"review_sample": 7}]
        before = schema_of(databases, connection), rows_of(connection)
        with pytest.raises(psycopg.errors.ObjectNotInPrerequisiteState) as caught:
            go_back(connection, place)
        assert "migration 9000_newer is unknown" in str(caught.value)
        assert "Install the version of relationship_engine that created these" in str(caught.value.diag.message_hint)
        assert changes(before[0], schema_of(databases, connection)) == []
        assert rows_of(connection) == before[1]


def go_back(connection: psycopg.Connection, place: Place) -> None:
    """Try to put this version in the place of a later one."""
    if place.route == "extension":
        with connection.transaction():
            connection.execute("DROP EXTENSION relationship_engine CASCADE")
            connection.execute("CREATE EXTENSION relationship_engine")
            connection.execute("SELECT install()")
    try:
        place.install(connection)
    except psycopg.Error:
        connection.execute("ROLLBACK")
        raise


def test_a_migration_that_is_another_one_is_refused(databases: Databases) -> None:
    """Tables that went through something else than the released migration are not upgraded on trust."""
    connection = databases.installed(EXTENSION)
    connection.execute("UPDATE migration SET sha256 = md5('') WHERE name LIKE '0003%'")
    before = schema_of(databases, connection), rows_of(connection)
    with pytest.raises(psycopg.errors.ObjectNotInPrerequisiteState) as caught:
        connection.execute("SELECT install()")
    assert "migration 0003_edge differs from the one that was applied here" in str(caught.value)
    assert "nothing was changed" in str(caught.value.diag.message_hint)
    assert changes(before[0], schema_of(databases, connection)) == []
    assert rows_of(connection) == before[1]


def test_an_installation_that_fails_leaves_an_empty_database(databases: Databases) -> None:
    """An ordinary owner cannot make vector: the script says who can, and leaves nothing behind."""
    connection = databases.connect(databases.create())
    with pytest.raises(psycopg.errors.InsufficientPrivilege) as caught:
        PLAIN.install(connection)
    connection.execute("ROLLBACK")
    assert "CREATE EXTENSION vector" in str(caught.value.diag.message_hint)
    assert connection.execute("SELECT FROM pg_namespace WHERE nspname = 'relationship_engine'").rowcount == 0
    done = CliRunner().invoke(main, ["install", "--plain", "--dsn", databases.dsn(connection)])
    assert done.exit_code == 1
    assert len(done.stderr.splitlines()) == 1
    assert "Ask the administrator for: CREATE EXTENSION vector" in done.stderr
