"""What the graph is told by name, corrected and taken back."""

import threading
from typing import Any
from uuid import UUID

import psycopg
import pytest

from conftest import connect


@pytest.fixture
def db(connection: psycopg.Connection) -> psycopg.Connection:
    """Return a session in which graph 1 learns from texts alone."""
    connection.execute("UPDATE strategy_setting SET mode = 'off' WHERE strategy <> 'pattern'")
    return connection


def column(db: psycopg.Connection, sql: str, *values: object) -> list[Any]:
    """Return the rows of a query of one column."""
    return [value for row in db.execute(sql, values or None) for value in row.values()]


def names(db: psycopg.Connection) -> list[str]:
    """Return the titles of all entities."""
    return column(db, "SELECT title FROM entity ORDER BY 1")


def ensure(db: psycopg.Connection, *arguments: object) -> UUID:
    """Call ensure_entity."""
    marks = ", ".join(["%s"] * len(arguments))
    (found,) = column(db, f"SELECT ensure_entity({marks})", *arguments)
    return found


def test_an_entity_is_found_by_any_spelling_of_its_names(db: psycopg.Connection) -> None:
    """Case, punctuation, aliases and synonyms of the type lead to one entity; another type is another thing."""
    acme = ensure(db, "Acme Corp.", "organization", ["ACM"], '{"tags": ["a"]}')
    assert ensure(db, "ACME CORP", "company") == acme
    assert ensure(db, "acm", "organization", ["The Anvil Firm"], '{"tags": ["b"], "size": 3}') == acme
    assert ensure(db, "Acme Corp.", "person") != acme
    expected = {"tags": ["a"], "size": 3, "aliases": ["ACM", "The Anvil Firm"]}
    assert column(db, "SELECT metadata FROM entity WHERE id = %s", acme) == [expected]


def test_an_entity_is_found_again_in_a_graph_that_is_off(db: psycopg.Connection) -> None:
    """Triggers do nothing then, and a second call still creates nothing."""
    db.execute("SELECT set_mode('off')")
    assert ensure(db, "Ann Lee", "person") == ensure(db, "ann lee", "person")


def test_what_cannot_be_looked_up_is_refused(db: psycopg.Connection) -> None:
    """No title, no type, no such graph."""
    for arguments in (("...", "person"), ("Ann", ""), (None, "person"), ("Ann", "person", [], "[]")):
        with pytest.raises(psycopg.errors.InvalidParameterValue):
            ensure(db, *arguments)
    with pytest.raises(psycopg.errors.NoDataFound):
        ensure(db, "Ann", "person", [], "{}", 99)


def test_sessions_that_ensure_one_name_get_one_entity(db: psycopg.Connection, database: str) -> None:
    """Eight sessions begin together with the same names, and each name exists once."""
    gate = threading.Barrier(8)
    found: list[list[UUID]] = []

    def work() -> None:
        with connect(database) as session:
            session.execute("SET search_path = relationship_engine, public")
            gate.wait()
            found.append([ensure(session, f"Person {i:02}", "person") for i in range(20)])

    threads = [threading.Thread(target=work) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(found) == 8
    assert all(ids == found[0] for ids in found)
    assert len(names(db)) == 20


def test_a_renamed_entity_is_still_found_by_its_former_title(db: psycopg.Connection) -> None:
    """By ensure_entity, and in the texts of events; a change of case alone adds no alias."""
    old = ensure(db, "Globex", "organization")
    db.execute("UPDATE entity SET title = 'Initech' WHERE id = %s", (old,))
    db.execute("UPDATE entity SET title = 'INITECH' WHERE id = %s", (old,))
    assert ensure(db, "globex", "organization") == old
    assert column(db, "SELECT metadata -> 'aliases' FROM entity") == [["Globex"]]
    db.execute("""INSERT INTO raw_events (payload) VALUES ('{"content": "Everybody likes Globex."}')""")
    assert column(db, "SELECT entity_id FROM mention") == [old]


@pytest.mark.parametrize("metadata", ["[1]", '"x"', '{"aliases": 7}', "null", None])
def test_a_rename_never_fails(db: psycopg.Connection, metadata: str | None) -> None:
    """Whatever an application keeps in metadata."""
    db.execute("INSERT INTO entity (title, type, metadata) VALUES ('A B', 'person', %s)", (metadata,))
    db.execute("UPDATE entity SET title = 'C D'")
    assert names(db) == ["C D"]
