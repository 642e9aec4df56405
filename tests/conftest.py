"""A server for the session, and a fresh database with the extension for each test."""

import os
from collections.abc import Iterator
from pathlib import Path
from uuid import uuid4

import psycopg
import pytest
from psycopg import sql
from psycopg.rows import dict_row
from pytest_postgresql.janitor import DatabaseJanitor

import servers
from claude_peer import Peer

# their comparisons show what differs, as those of a test file do
pytest.register_assert_rewrite("installations", "pattern_graph", "runs", "stories", "tenants")

PROJECT = Path(__file__).resolve().parent.parent
PLAIN_SCRIPT = PROJECT / "build" / "install.sql"
LONGEST = (
    "test_demo.py",
    "test_tenants.py",
    "test_doctor.py",
    "test_worker.py",
    "test_scenario.py",
    "test_faults.py",
    "test_lifecycle.py",
    "test_upgrade.py",
    "test_concurrency.py",
    "test_fleet.py",
    "test_locks.py",
    "test_repetition.py",
)


def pytest_xdist_auto_num_workers() -> int:
    """Half as many again as there are cores: a third of the time a test waits, for a lock, a worker or a night."""
    return (os.cpu_count() or 1) * 3 // 2


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with the files that take longest: of several processes none is left alone with one of them."""
    items.sort(key=lambda item: item.path.name not in LONGEST)


def connect(uri: str, **options: object) -> psycopg.Connection:
    """Open a connection that commits each statement and gives rows as dictionaries."""
    return psycopg.connect(uri, autocommit=True, row_factory=dict_row, **options)


class Database(DatabaseJanitor):
    """A database that is copied file by file, and dropped with its sessions: a third of the time, in each test."""

    def init(self) -> None:
        """Create it."""
        with self.cursor() as cursor:
            cursor.execute(
                sql.SQL("CREATE DATABASE {} TEMPLATE {} STRATEGY file_copy").format(
                    sql.Identifier(self.dbname), sql.Identifier(self.template_dbname or "template1")
                )
            )

    def drop(self) -> None:
        """Drop it."""
        with self.cursor() as cursor:
            cursor.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(self.dbname)))


def janitor(server: servers.Server, name: str, template: str | None = None) -> DatabaseJanitor:
    """Return what makes and drops a database."""
    return Database(
        user="postgres",
        host=server.host,
        port=server.port,
        dbname=name,
        template_dbname=template,
        connection_timeout=20,
    )


@pytest.fixture(scope="session")
def server() -> Iterator[servers.Server]:
    """An embedded PostgreSQL with the extension's files."""
    with servers.embedded(in_memory=True) as running:
        running.install_extension(PROJECT)
        yield running


@pytest.fixture(scope="session")
def template(server: servers.Server) -> Iterator[str]:
    """The name of a database in which the extension is installed, to copy from."""
    with janitor(server, "re_template"):
        with connect(server.uri("re_template")) as connection:
            connection.execute("CREATE EXTENSION relationship_engine CASCADE")
            connection.execute("SELECT relationship_engine.install()")
        yield "re_template"


@pytest.fixture
def empty_database(server: servers.Server) -> Iterator[str]:
    """The URI of a fresh database without the extension."""
    name = f"re_{uuid4().hex[:12]}"
    with janitor(server, name):
        yield server.uri(name)


@pytest.fixture
def database(server: servers.Server, request: pytest.FixtureRequest) -> Iterator[str]:
    """The URI of a fresh database with the extension; with all sorts of rows for a test that asks for tenants."""
    name = f"re_{uuid4().hex[:12]}"
    template = request.getfixturevalue("filled_template" if "tenants" in request.fixturenames else "template")
    with janitor(server, name, template):
        yield server.uri(name)


@pytest.fixture
def connection(database: str) -> Iterator[psycopg.Connection]:
    """A connection to a fresh database with the extension; rows are dictionaries, statements commit."""
    with connect(database) as opened:
        opened.execute("SET search_path = relationship_engine, public")
        yield opened


@pytest.fixture
def peer(monkeypatch: pytest.MonkeyPatch) -> Iterator[Peer]:
    """A server that speaks Claude's protocol, and an environment in which it is taken for Claude."""
    made = Peer()
    for name, value in made.environment.items():
        monkeypatch.setenv(name, value)
    with made.serve():
        yield made


@pytest.fixture(scope="session")
def cron_server() -> Iterator[servers.Server]:
    """A PostgreSQL of Debian with pg_cron, and the extension in its database postgres."""
    try:
        tree = servers.debian_tree()
    except servers.Unavailable as reason:
        pytest.skip(str(reason))
    with servers.debian(tree, "cron") as running:
        running.install_extension(PROJECT)
        with connect(running.uri()) as connection:
            connection.execute("CREATE EXTENSION pg_cron")
            connection.execute("CREATE EXTENSION relationship_engine CASCADE")
            connection.execute("SELECT relationship_engine.install()")
        yield running
