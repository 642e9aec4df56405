"""Graphs in which the pattern strategy alone is on, and what the tests of patterns put into them."""

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import count
from typing import Any
from uuid import UUID, uuid4

import psycopg
import pytest
from hypothesis import HealthCheck, settings

import servers
from conftest import connect, janitor

NUMBERS = count()
ORGANIZATION, ROLE = "organization", "role"

Edge = tuple[str, str, str]


@dataclass(frozen=True)
class Entity:
    """An entity to insert; equal in each graph."""

    title: str
    type: str
    metadata: str | None = "{}"
    summary: str | None = None
    event: UUID | None = None
    id: UUID = field(default_factory=uuid4)

    def row(self, graph: int) -> tuple[object, ...]:
        """Return it as a row."""
        return graph, self.id, self.title, self.type, self.metadata, self.summary, self.event


@dataclass(frozen=True)
class Graph:
    """A fresh graph."""

    db: psycopg.Connection
    id: int

    def one(self, sql: str, *values: object) -> dict[str, Any]:
        """Return the one row of a query."""
        row = self.db.execute(sql, values).fetchone()
        assert row is not None
        return row

    def insert(self, *entities: Entity) -> None:
        """Insert entities by one statement."""
        rows = ", ".join(["(%s, %s, %s, %s, %s, %s, %s)"] * len(entities))
        self.db.execute(
            f"INSERT INTO entity (graph_id, id, title, type, metadata, summary, source_event_id) VALUES {rows} "
            "ON CONFLICT DO NOTHING",
            [value for entity in entities for value in entity.row(self.id)],
        )

    def event(self, text: str, event: UUID | None = None, occurred_at: str | None = None) -> UUID:
        """Insert an event."""
        event = event or uuid4()
        self.db.execute(
            "INSERT INTO raw_events (graph_id, id, payload, occurred_at) VALUES (%s, %s, %s, %s) ON CONFLICT DO NOTHING",
            (self.id, event, json.dumps({"content": text}), occurred_at),
        )
        return event

    def mention(self, event: UUID, *entities: Entity) -> None:
        """Let an event speak of entities."""
        for entity in entities:
            self.db.execute(
                "INSERT INTO mention (graph_id, event_id, entity_id) VALUES (%s, %s, %s) ON CONFLICT DO NOTHING",
                (self.id, event, entity.id),
            )

    def rule(self, expression: str | None, kind: str, *, on: str = "title", **columns: object) -> int:
        """Insert a pattern rule; return its id."""
        columns |= {"graph_id": self.id, "field": on, "expression": expression, "kind": kind}
        values = ", ".join(["%s"] * len(columns))
        sql = f"INSERT INTO pattern_rule ({', '.join(columns)}) VALUES ({values}) RETURNING id"
        return self.one(sql, *columns.values())["id"]

    def on_demand(self) -> None:
        """Analyse the whole graph."""
        self.db.execute("SELECT run_on_demand(p_graph_id => %s)", (self.id,))

    def nightly(self, *, full: bool = False) -> None:
        """Run a nightly that ages nothing, since the graph was made today."""
        self.db.execute("CALL run_nightly(%s, %s)", (self.id, full))

    def edges(self) -> set[Edge]:
        """Return the edges by the titles of their ends."""
        return set(self.weights())

    def weights(self) -> dict[Edge, float]:
        """Return the weights of the edges by the titles of their ends; checks that no run failed."""
        found = self.rows("weight")
        failed = self.db.execute("SELECT error FROM run WHERE graph_id = %s AND error IS NOT NULL", (self.id,))
        assert failed.fetchall() == []
        return found

    def rows(self, column: str) -> dict[Edge, Any]:
        """Return a column of the edges by the titles of their ends."""
        rows = self.db.execute(
            f"SELECT f.title AS f, e.kind, t.title AS t, e.{column} AS x FROM edge e "
            "JOIN entity f ON f.graph_id = e.graph_id AND f.id = e.from_id "
            "JOIN entity t ON t.graph_id = e.graph_id AND t.id = e.to_id WHERE e.graph_id = %s",
            (self.id,),
        ).fetchall()
        found = {(row["f"], row["kind"], row["t"]): row["x"] for row in rows}
        assert len(found) == len(rows)
        return found


def examples(number: int) -> Any:  # noqa: ANN401
    """Return settings for a property; one database serves all its examples."""
    return settings(
        max_examples=number,
        derandomize=True,
        deadline=None,
        suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
    )


@pytest.fixture(scope="module")
def db(server: servers.Server, template: str) -> Iterator[psycopg.Connection]:
    """A connection to one database for the whole module; each test has graphs of its own."""
    name = f"re_{uuid4().hex[:12]}"
    with janitor(server, name, template), connect(server.uri(name)) as opened:
        opened.execute("SET search_path = relationship_engine, public")
        yield opened


def new_graph(db: psycopg.Connection) -> Graph:
    """Make a graph in which the pattern strategy alone is on."""
    row = db.execute("SELECT create_graph(%s) AS id", (f"graph {next(NUMBERS)}",)).fetchone()
    assert row is not None
    db.execute("DELETE FROM strategy_setting WHERE graph_id = %s AND strategy <> 'pattern'", (row["id"],))
    return Graph(db, row["id"])


@pytest.fixture
def graph(db: psycopg.Connection) -> Graph:
    """A fresh graph."""
    return new_graph(db)


def organization(title: str, *aliases: str, event: UUID | None = None) -> Entity:
    """Return an organization."""
    return Entity(title, ORGANIZATION, json.dumps({"aliases": aliases}), event=event)


def role(title: str, summary: str | None = None, event: UUID | None = None) -> Entity:
    """Return a role."""
    return Entity(title, ROLE, summary=summary, event=event)
