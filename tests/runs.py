"""Runs and what they change: steps and comparisons that the tests of each mode of run share, and their graphs."""

import json
from collections.abc import Callable
from typing import Any
from uuid import UUID

import psycopg
import pytest

Row = dict[str, Any]
Tables = dict[str, list[Row]]

FIRST, SECOND = UUID(int=0xE1), UUID(int=0xE2)
ROLE, FIRM, PLACE = UUID(int=0xA1), UUID(int=0xA2), UUID(int=0xA3)
REPORT = (
    *("edges_created", "edges_updated", "edges_decayed", "edges_pruned", "entities_analyzed"),
    *("processing_time", "strategies_used", "status", "message"),
)
# the log of what was done and taken back, which undo_run() writes on
LOG = {"run", "run_step", "scaling", "decay_step", "text_stat", "lexeme", "name_key", "title_keys", "name_pair"}
# what makes a weight
WEIGHTS = {"graph", "edge_store", "evidence", "pruning", "decay_step"}
# what an undo leaves there, hidden, to be redone
WRITTEN = {"updated_at", "purged_at", "revision", "restored_by", "decay_step_no"}
COUNTING = {
    "edge_store": "WHERE t.pruned_by_run IS NULL OR t.strategies <> '{}'",
    "evidence": "WHERE t.retracted_by IS NULL",
    "pruning": "WHERE t.retracted_by IS NULL",
}
# the body of a strategy that fails
FAILING = "RAISE EXCEPTION 'no more tape' USING ERRCODE = 'disk_full';"


def ask(db: psycopg.Connection, sql: str, *values: object) -> list[Row]:
    """Return the rows of a query."""
    return db.execute(sql, values).fetchall()


def one(db: psycopg.Connection, sql: str, *values: object) -> Row:
    """Return the one row of a query."""
    (row,) = ask(db, sql, *values)
    return row


@pytest.fixture
def db(connection: psycopg.Connection) -> psycopg.Connection:
    """A fresh database in which the pattern strategy alone is on."""
    connection.execute("DELETE FROM strategy_setting WHERE strategy <> 'pattern'")
    return connection


def set_graph(db: psycopg.Connection, graph: int = 1, **columns: object) -> None:
    """Set columns of a graph."""
    for column, value in columns.items():
        db.execute(f"UPDATE graph SET {column} = %s WHERE id = %s", (value, graph))


def insert_acme(db: psycopg.Connection, graph: int = 1) -> None:
    """Insert an event that brings a role, its organization and a place."""
    db.execute(
        "INSERT INTO raw_events (graph_id, id, payload) VALUES (%s, %s, %s)",
        (graph, FIRST, json.dumps({"content": "Ada joined Acme in Rome."})),
    )
    db.execute(
        "INSERT INTO entity (graph_id, id, title, type, source_event_id) VALUES (%(graph)s, %(role)s, "
        "'Engineer at Acme', 'role', %(event)s), (%(graph)s, %(firm)s, 'Acme', 'organization', %(event)s), "
        "(%(graph)s, %(place)s, 'Rome', 'location', %(event)s)",
        {"graph": graph, "event": FIRST, "role": ROLE, "firm": FIRM, "place": PLACE},
    )


def mention_again(db: psycopg.Connection, graph: int = 1) -> None:
    """Insert a second event that speaks of the role and its organization."""
    db.execute(
        "INSERT INTO raw_events (graph_id, id, payload) VALUES (%s, %s, %s)",
        (graph, SECOND, json.dumps({"content": "At Acme, Ada built a bridge."})),
    )
    db.execute(
        "INSERT INTO mention (graph_id, event_id, entity_id) SELECT %s, %s, unnest(%s)",
        (graph, SECOND, [ROLE, FIRM]),
    )


def unseen(db: psycopg.Connection, insert: Callable[..., None], graph: int = 1) -> None:
    """Insert without any trigger's noticing, as a bulk import may."""
    tables = ("raw_events", "entity", "mention")
    for table in tables:
        db.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
    insert(db, graph)
    for table in tables:
        db.execute(f"ALTER TABLE {table} ENABLE TRIGGER USER")


def learn(db: psycopg.Connection, gains: list[float], strategy: str = "alpha", graph: int = 1) -> list[UUID]:
    """Learn one edge of each gain between things that nothing else relates; return the edges' ids in this order."""
    rows = ask(
        db,
        "INSERT INTO entity (graph_id, title, type) SELECT %s, 'Thing ' || gen_random_uuid(), 'thing' "
        "FROM generate_series(0, %s) RETURNING id",
        graph,
        len(gains),
    )
    hub, *others = (row["id"] for row in rows)
    db.execute(
        "SELECT learn(%s, ARRAY(SELECT candidate(%s, k.id, 'knows', %s, 'x', 0.9, p_importance => 0.5, p_gain => "
        "k.gain) FROM unnest(%s::uuid[], %s::float8[]) AS k (id, gain)))",
        (graph, hub, strategy, others, gains),
    )
    return [one(db, "SELECT edge_id(%s, %s, %s, 'knows') AS id", graph, hub, other)["id"] for other in others]


def observe(db: psycopg.Connection, edge: UUID, context: str, gain: float = 1.0, confidence: float = 0.9) -> None:
    """Learn one more observation of an edge."""
    db.execute(
        "SELECT learn(e.graph_id, ARRAY[candidate(e.from_id, e.to_id, e.kind, 'alpha', %s, %s, p_importance => 0.5, "
        "p_gain => %s)]) FROM edge_store e WHERE e.id = %s",
        (context, confidence, gain, edge),
    )


def add_strategy(db: psycopg.Connection, name: str, body: str, mode: str = "active") -> None:
    """Add a strategy, as the README says: a function and a row."""
    db.execute(
        f"CREATE FUNCTION relationship_engine.detect_{name}(p_graph_id bigint, p_entity_ids uuid[]) "
        f"RETURNS SETOF relationship_engine.candidate LANGUAGE plpgsql STABLE AS $body$ BEGIN {body} END $body$"
    )
    db.execute(
        "INSERT INTO strategy_setting (graph_id, strategy, incremental, mode) VALUES (1, %s, true, %s)", (name, mode)
    )


def edges(db: psycopg.Connection, graph: int = 1) -> dict[str, float]:
    """Return the kinds of the edges that live with their weights; no kind twice in these tests but knows."""
    return {row["kind"]: row["weight"] for row in ask(db, "SELECT kind, weight FROM edge WHERE graph_id = %s", graph)}


def live(db: psycopg.Connection, graph: int = 1) -> set[UUID]:
    """Return the ids of the edges that live."""
    return {row["id"] for row in ask(db, "SELECT id FROM edge WHERE graph_id = %s", graph)}


def nightly(db: psycopg.Connection, days: int = 1, *, graph: int = 1, full_scan: bool = False) -> Row:
    """Run the nightly of a graph so many days from now, and return its log row."""
    db.execute("CALL run_nightly(%s, %s, current_date + %s, true)", (graph, full_scan, days))
    return newest(db, "nightly", graph)


def newest(db: psycopg.Connection, mode: str, graph: int = 1) -> Row:
    """Return the log row of the newest run of a mode."""
    return ask(db, "SELECT * FROM run WHERE graph_id = %s AND mode = %s ORDER BY started_at DESC LIMIT 1", graph, mode)[
        0
    ]


def report(row: Row) -> Row:
    """Return what a report says but for its time, which is a number of seconds."""
    assert 0 <= row["processing_time"] < 30
    return {name: row[name] for name in REPORT if name in row and name != "processing_time"}


def said(
    created: int = 0, updated: int = 0, decayed: int = 0, pruned: int = 0, entities: int = 0, **other: object
) -> Row:
    """Return what a report should say: of a good run with the pattern strategy, unless otherwise said."""
    return {
        "edges_created": created,
        "edges_updated": updated,
        "edges_decayed": decayed,
        "edges_pruned": pruned,
        "entities_analyzed": entities,
        "strategies_used": ["pattern"],
        "status": "done",
        "message": None,
        **other,
    }


def tables(db: psycopg.Connection, names: set[str] | None = None, but: set[str] = frozenset()) -> Tables:
    """Return all rows of all tables of the schema (or of the named ones), but for those that are retracted."""
    found = ask(db, "SELECT tablename FROM pg_tables WHERE schemaname = 'relationship_engine' ORDER BY 1")
    wanted = {row["tablename"] for row in found} & (names or {row["tablename"] for row in found}) - but
    return {
        name: ask(db, f"SELECT * FROM {name} AS t {COUNTING.get(name, '')} ORDER BY to_jsonb(t)::text")
        for name in sorted(wanted)
    }


def same(got: Tables, expected: Tables) -> None:
    """Compare tables but for the dates of their last change, and numbers but for rounding."""

    def rows(table: list[Row]) -> list[Row]:
        plain = [{name: value for name, value in row.items() if name not in WRITTEN} for row in table]
        return sorted(plain, key=lambda row: str([value for value in row.values() if not isinstance(value, float)]))

    def about(value: object) -> object:
        return pytest.approx(value, rel=1e-12, abs=1e-15) if isinstance(value, float) else value

    assert got.keys() == expected.keys()
    for name, table in expected.items():
        assert rows(got[name]) == [{column: about(value) for column, value in row.items()} for row in rows(table)], name


@pytest.fixture
def aged(db: psycopg.Connection) -> psycopg.Connection:
    """A graph with a history: some nights old, with a pruned edge and a reinforced one; its triggers may go on."""
    set_graph(db, prune_guard=0.5)
    insert_acme(db)
    *_, strong, _ = learn(db, [1.0] * 5 + [0.01])
    assert nightly(db, 3)["edges_pruned"] == 1
    observe(db, strong, "y")
    db.execute('UPDATE edge SET metadata = metadata || \'{"note": "mine"}\' WHERE id = %s', (strong,))
    return db
