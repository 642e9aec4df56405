"""What an application set on an edge is never changed by a strategy, which may only add evidence."""

import psycopg
import pytest

A, B = "00000000-0000-0000-0000-0000000000a1", "00000000-0000-0000-0000-0000000000a2"
EVENT, OTHER = "00000000-0000-0000-0000-0000000000e1", "00000000-0000-0000-0000-0000000000e2"
SET = {
    "confidence": 0.6,
    "importance": 0.5,
    "start_date": "2001-02-03",
    "end_date": None,
    "description": "written by a person",
    "source_event_id": EVENT,
}


def learn(connection: psycopg.Connection, strategy: str) -> None:
    """Let a strategy state other values for every column, surer of them than the person."""
    connection.execute(
        "SELECT learn(1, ARRAY[jsonb_populate_record(NULL::candidate, jsonb_build_object('from_id', %s::text, 'to_id', %s::text, "
        "'kind', 'works_at', 'strategy', %s::text, 'context', 'event:' || %s, 'event_id', %s::text, 'confidence', 1, "
        "'importance', 1, 'start_date', '1990-01-01', 'end_date', '1991-01-01', 'description', 'of a model'))])",
        [A, B, strategy, OTHER, OTHER],
    )


@pytest.fixture
def edge(connection: psycopg.Connection) -> psycopg.Connection:
    """Two entities, and an edge between them whose columns an application has set."""
    connection.execute("INSERT INTO entity (id, title, type) VALUES (%s, 'Ann', 'x'), (%s, 'Ben', 'x')", [A, B])
    connection.execute("UPDATE strategy_setting SET mode = 'active'")
    connection.execute("INSERT INTO raw_events (id) VALUES (%s), (%s)", [EVENT, OTHER])
    return connection


@pytest.mark.parametrize("strategy", ["semantic", "pattern", "temporal", "mine"])
@pytest.mark.parametrize("column", SET)
@pytest.mark.parametrize("way", ["insert", "update"])
def test_a_strategy_never_changes_values_that_a_person_set(
    edge: psycopg.Connection, way: str, column: str, strategy: str
) -> None:
    """However sure a strategy is, each column keeps the value, and the evidence still adds to the weight."""
    values = [A, B, *SET.values()]
    insert = (
        "INSERT INTO edge (from_id, to_id, kind, confidence, importance, start_date, end_date, description, source_event_id) "
        "VALUES (%s, %s, 'works_at', %s, %s, %s, %s, %s, %s)"
    )
    if way == "insert":
        edge.execute(insert, values)
    else:
        edge.execute("INSERT INTO edge (from_id, to_id, kind) VALUES (%s, %s, 'works_at')", [A, B])
        edge.execute(f"UPDATE edge SET {', '.join(f'{name} = %s' for name in SET)}", list(SET.values()))  # type: ignore[arg-type]
    before = edge.execute(f"SELECT {column} AS value, weight FROM edge").fetchone()  # type: ignore[arg-type]
    learn(edge, strategy)
    after = edge.execute(f"SELECT {column} AS value, weight FROM edge").fetchone()  # type: ignore[arg-type]
    assert before
    assert after
    assert after["value"] == before["value"]
    assert after["weight"] == pytest.approx(before["weight"] + 1)
    assert edge.execute("SELECT count(*) AS n FROM edge_current").fetchone() == {"n": 1}


def test_values_that_nobody_set_are_filled(edge: psycopg.Connection) -> None:
    """An edge without importance and description takes those of the first strategy that knows them."""
    edge.execute("INSERT INTO edge (from_id, to_id, kind) VALUES (%s, %s, 'works_at')", [A, B])
    learn(edge, "semantic")
    assert edge.execute("SELECT importance, description, end_date FROM edge").fetchone() == {
        "importance": 1,
        "description": "of a model",
        "end_date": None,
    }
