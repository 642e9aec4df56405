"""Databases of an ordinary owner, in which relationship_engine is installed by either route; what tests of that share.

vector and pg_trgm are there already, in public or in a schema of their own.
"""

import re
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from difflib import unified_diff
from pathlib import Path
from typing import Any
from uuid import uuid4

import psycopg
import pytest
from psycopg import sql
from psycopg.conninfo import make_conninfo

import servers
from conftest import PLAIN_SCRIPT, PROJECT, connect
from filled import fill
from llm_queue import add, claim, switch_on

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
            statement = f"CREATE DATABASE {name} TEMPLATE {template} OWNER {self.owner} STRATEGY file_copy"
            connection.execute(statement)  # type: ignore[arg-type]
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


def dump(databases: Databases, connection: psycopg.Connection, folder: Path) -> Path:
    """Dump a database as its owner does."""
    file = folder / "database.dump"
    databases.server.run("pg_dump", "-Fc", "-f", str(file), databases.dsn(connection))
    return file
