"""The server of the benchmarks: its settings, its databases, and how they are loaded."""

import contextlib
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any, LiteralString

import psycopg
from psycopg import sql

import servers
from conftest import PROJECT

FOLDER = Path(__file__).parent
SERVER = {
    "shared_buffers": "6GB",
    "effective_cache_size": "12GB",
    "maintenance_work_mem": "256MB",
    "max_wal_size": "4GB",
    "checkpoint_timeout": "15min",
    "random_page_cost": "1.1",
}
TODAY = date.today()  # noqa: DTZ011 - the server's current_date
NIGHTLY = "CALL relationship_engine.run_nightly(1, false, %s, true)"

Connection = psycopg.Connection[tuple[Any, ...]]


def connect(uri: str) -> Connection:
    """Open a connection that commits each statement."""
    return psycopg.connect(uri, autocommit=True)


def install(server: servers.Server, name: str) -> str:
    """Make a database with the engine, by the plain script as this checkout builds it, and return its URI."""
    with connect(server.uri()) as connection:
        connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
    with connect(server.uri(name)) as connection:
        connection.execute((PROJECT / "build" / "install.sql").read_bytes())
    return server.uri(name)


def copy_database(server: servers.Server, name: str, original: str) -> str:
    """Copy a database that nobody is in, and return the URI of the copy."""
    with connect(server.uri()) as connection:
        connection.execute(
            sql.SQL("CREATE DATABASE {} TEMPLATE {} STRATEGY file_copy").format(
                sql.Identifier(name),
                sql.Identifier(original),
            ),
        )
    return server.uri(name)


def drop_database(server: servers.Server, name: str) -> None:
    """Drop a database."""
    with connect(server.uri()) as connection:
        connection.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name)))


def value(connection: Connection, query: LiteralString, *parameters: object) -> Any:  # noqa: ANN401
    """Return the one value that a query gives."""
    row = connection.execute(query, parameters).fetchone()
    return row[0] if row else None


def vacuum(connection: Connection) -> None:
    """Leave the database as autovacuum would in the end."""
    connection.execute("VACUUM ANALYZE")
    connection.execute("CHECKPOINT")


def read_once(connection: Connection, mode: str) -> None:
    """Read a graph once (pg_prewarm), into shared_buffers (buffer) or the system's cache (read): no night begins on a cold disk."""
    connection.execute("CREATE EXTENSION pg_prewarm SCHEMA public")
    connection.execute(
        "SELECT sum(public.pg_prewarm(c.oid, %s)) FROM pg_class c "
        "WHERE c.relnamespace = 'relationship_engine'::regnamespace AND c.relkind IN ('r', 'i')",
        (mode,),
    )


@contextlib.contextmanager
def loading(connection: Connection, *tables: str) -> Iterator[None]:
    """Load without triggers, foreign keys and secondary indexes; the indexes are made anew at the end."""
    connection.execute("SET session_replication_role = replica")
    connection.execute("SET synchronous_commit = off")
    indexes = connection.execute(
        "SELECT i.indexrelid::regclass::text, pg_get_indexdef(i.indexrelid) FROM pg_index i "
        "WHERE i.indrelid = ANY (%s::regclass[]) "
        "AND NOT EXISTS (SELECT FROM pg_constraint c WHERE c.conindid = i.indexrelid)",
        (list(tables),),
    ).fetchall()
    for name, _ in indexes:
        connection.execute(f"DROP INDEX {name}".encode())
    yield
    for _, definition in indexes:
        connection.execute(definition.encode())
    connection.execute("RESET session_replication_role")
    connection.execute("RESET synchronous_commit")


def run_script(connection: Connection, name: str, **parameters: object) -> None:
    """Run a file of this folder, one statement at a time."""
    for statement in (FOLDER / name).read_text(encoding="utf-8").split(";\n"):
        if statement.strip():
            psycopg.ClientCursor(connection).execute(statement.encode(), parameters)
