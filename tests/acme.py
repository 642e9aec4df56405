"""What tests of the triggers share: a database with the pattern strategy alone, and a role at Acme."""

from typing import Any
from uuid import UUID, uuid4

import psycopg
import pytest

Row = dict[str, Any]
Edge = tuple[str, str, str]

CEO = ("CEO at Acme", "role_at", "Acme")
# what an INSERT of entities may fill besides entity
TABLES = (
    "raw_events",
    "mention",
    "edge_store",
    "evidence",
    "proposal",
    "run",
    "run_step",
    "entity_name",
    "title_suffix",
)


def ask(db: psycopg.Connection, sql: str, *values: object) -> list[Row]:
    """Return the rows of a query."""
    return db.execute(sql, values or None).fetchall()


def one(db: psycopg.Connection, sql: str, *values: object) -> Row:
    """Return the one row of a query."""
    (row,) = ask(db, sql, *values)
    return row


def weights(db: psycopg.Connection, graph: int = 1) -> dict[Edge, float]:
    """Return the weights of the edges by the titles of their ends."""
    rows = ask(
        db,
        "SELECT f.title AS f, e.kind, t.title AS t, e.weight FROM edge e "
        "JOIN entity f ON f.graph_id = e.graph_id AND f.id = e.from_id "
        "JOIN entity t ON t.graph_id = e.graph_id AND t.id = e.to_id WHERE e.graph_id = %s",
        graph,
    )
    found = {(row["f"], row["kind"], row["t"]): row["weight"] for row in rows}
    assert len(found) == len(rows)
    return found


def insert(db: psycopg.Connection, *entities: tuple[str, str], graph: int = 1) -> list[UUID]:
    """Insert entities by one statement; return their ids."""
    ids = [uuid4() for _ in entities]
    rows = ", ".join(["(%s, %s, %s, %s)"] * len(entities))
    db.execute(
        f"INSERT INTO entity (graph_id, id, title, type) VALUES {rows}",
        [value for number, entity in zip(ids, entities, strict=True) for value in (graph, number, *entity)],
    )
    return ids


def insert_ceo(db: psycopg.Connection, graph: int = 1) -> tuple[UUID, UUID]:
    """Insert a role and its organization; return their ids."""
    role, organization = insert(db, ("CEO at Acme", "role"), ("Acme", "organization"), graph=graph)
    return role, organization


def nightly(db: psycopg.Connection) -> Row:
    """Run a nightly that ages nothing; return its log row."""
    db.execute("CALL run_nightly(1)")
    return one(db, "SELECT * FROM run WHERE graph_id = 1 AND mode = 'nightly' ORDER BY started_at DESC LIMIT 1")


def failures(db: psycopg.Connection) -> list[Row]:
    """Return the incremental runs that failed."""
    return ask(db, "SELECT * FROM run WHERE mode = 'incremental' AND status = 'failed' ORDER BY started_at")


def listen(db: psycopg.Connection) -> list[tuple[str | None, str | None]]:
    """Return the list in which notices will stand: severity and hint."""
    notices: list[tuple[str | None, str | None]] = []
    db.add_notice_handler(lambda notice: notices.append((notice.severity, notice.message_hint)))
    return notices


def counts(db: psycopg.Connection) -> dict[str, int]:
    """Return the number of rows of each table."""
    return {table: one(db, f"SELECT count(*) AS n FROM {table}")["n"] for table in ("entity", *TABLES)}


@pytest.fixture
def db(connection: psycopg.Connection) -> psycopg.Connection:
    """A fresh database in which the pattern strategy alone is on, and a good nightly lies behind."""
    connection.execute("DELETE FROM strategy_setting WHERE strategy <> 'pattern'")
    assert nightly(connection)["status"] == "done"
    return connection
