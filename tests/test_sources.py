"""What the graph is told by name, corrected and taken back."""

import threading
from typing import Any
from uuid import UUID, uuid4

import psycopg
import pytest

import servers
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


def test_ensure_entity_refuses_invalid_names(db: psycopg.Connection) -> None:
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


def test_a_session_waits_for_who_creates_the_entity(db: psycopg.Connection, database: str) -> None:
    """Until that transaction ends; for one that exists, with nothing to add, nobody waits."""
    known = ensure(db, "Acme", "organization")
    with connect(database) as first, connect(database) as second:
        for session in (first, second):
            session.execute("SET search_path = relationship_engine, public")
        second.execute("SET lock_timeout = '200ms'")
        with first.transaction(force_rollback=True):
            ensure(first, "Acme", "organization", ["The Anvil Firm"])
            ensure(first, "Bolt", "organization")
            ensure(first, "Bolt", "organization")
            assert ensure(second, "ACME", "organization") == known
            ensure(second, "Volt", "organization")
            with pytest.raises(psycopg.errors.LockNotAvailable):
                ensure(second, "Bolt", "organization")
        ensure(second, "Bolt", "organization")
    assert names(db) == ["Acme", "Bolt", "Volt"]
    # nothing is left of what they waited for
    assert column(db, "SELECT DISTINCT key FROM entity_name WHERE entity_id NOT IN (SELECT id FROM entity)") == []


def test_a_stranger_does_not_hold_up_a_name(db: psycopg.Connection, database: str) -> None:
    """No lock that everybody may take is waited for, and without a right to write nobody makes others wait."""
    role = f"re_reader_{uuid4().hex[:8]}"
    db.execute(f"CREATE ROLE {role}")  # type: ignore[arg-type]
    db.execute("SELECT grant_usage(%s, 'reader')", [role])
    known = ensure(db, "Acme", "organization")
    with connect(database) as reader:
        reader.execute("SET search_path = relationship_engine, public")
        reader.execute(f"SET ROLE {role}")  # type: ignore[arg-type]
        assert ensure(reader, "acme", "organization") == known
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            ensure(reader, "Bolt", "organization")
        db.execute("BEGIN")
        ensure(db, "Bolt", "organization")
        locks = "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND pid = pg_backend_pid() AND mode = 'ExclusiveLock'"
        assert column(db, locks) == [0]
        db.execute("COMMIT")
    db.execute("SELECT revoke_usage(%s)", [role])
    db.execute(f"DROP ROLE {role}")  # type: ignore[arg-type]


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


SAID = """
    SELECT f.title || ' ' || e.kind || ' ' || t.title || ' ' || round(e.weight::numeric, 2)
    FROM edge e
    JOIN entity f ON (f.graph_id, f.id) = (e.graph_id, e.from_id)
    JOIN entity t ON (t.graph_id, t.id) = (e.graph_id, e.to_id)
    ORDER BY 1"""


@pytest.fixture
def told(db: psycopg.Connection) -> psycopg.Connection:
    """Return a session in whose graph one event says that Ann Lee founded Acme."""
    for title, kind in (("Ann Lee", "person"), ("Bob Ray", "person"), ("Acme", "organization")):
        ensure(db, title, kind)
    tell(db, "Ann Lee founded Acme.")
    assert column(db, SAID) == ["Acme founded_by Ann Lee 1.00"]
    return db


def tell(db: psycopg.Connection, text: str) -> None:
    """Insert an event."""
    db.execute("INSERT INTO raw_events (payload) VALUES (jsonb_build_object('content', %s::text))", (text,))


def retraction(db: psycopg.Connection) -> UUID:
    """Return the run that took back what an event said."""
    (run,) = column(db, "SELECT id FROM run WHERE mode = 'manual'")
    return run


def test_deleting_an_event_retracts_its_evidence(told: psycopg.Connection) -> None:
    """Its edge, mentions and words go; the rows of evidence stay, and no undo or redo lets them count again."""
    (learned,) = column(told, "SELECT run_id FROM evidence")
    told.execute("DELETE FROM raw_events")
    told.execute("CALL run_nightly(p_full_scan => true)")
    assert column(told, SAID) == []
    assert column(told, "SELECT count(*) FROM mention") == [0]
    kept = "SELECT num_nonnulls(description, detail) FROM evidence UNION ALL SELECT num_nonnulls(description) FROM edge_store"
    assert column(told, kept) == [0, 0]
    told.execute("SELECT undo_run(%s)", (retraction(told),))
    told.execute("SELECT undo_run(%s)", (learned,))
    told.execute("SELECT undo_run(id) FROM run WHERE undoes = %s", (learned,))
    assert column(told, SAID) == []


def test_evidence_of_other_events_stays(told: psycopg.Connection) -> None:
    """With the weight of that event alone."""
    tell(told, "In 1990 Ann Lee founded Acme.")
    assert column(told, SAID) == ["Acme founded_by Ann Lee 2.00"]
    told.execute("DELETE FROM raw_events WHERE payload ->> 'content' LIKE 'Ann%'")
    assert column(told, SAID) == ["Acme founded_by Ann Lee 1.00"]


def test_an_event_inserted_again_counts_again(told: psycopg.Connection) -> None:
    """Under its id, with its words."""
    told.execute("CREATE TEMP TABLE kept AS SELECT * FROM raw_events")
    told.execute("DELETE FROM raw_events")
    told.execute("INSERT INTO raw_events SELECT * FROM kept")
    assert column(told, SAID) == ["Acme founded_by Ann Lee 1.00"]


def test_a_corrected_text_replaces_its_evidence(told: psycopg.Connection) -> None:
    """An undo brings back what the former text said, and a redo takes it back once more."""
    told.execute("""UPDATE raw_events SET payload = '{"content": "Bob Ray founded Acme."}'""")
    told.execute("CALL run_nightly(p_full_scan => true)")
    assert column(told, SAID) == ["Acme founded_by Bob Ray 1.00"]
    told.execute("SELECT undo_run(%s)", (retraction(told),))
    assert len(column(told, SAID)) == 2
    told.execute("SELECT undo_run(id) FROM run WHERE mode = 'undo'")
    assert column(told, SAID) == ["Acme founded_by Bob Ray 1.00"]


def test_a_text_edited_without_change_of_meaning_counts_once(told: psycopg.Connection) -> None:
    """However often it is edited."""
    for year in range(3):
        told.execute(
            "UPDATE raw_events SET payload = jsonb_build_object('content', %s::text)",
            (f"In 199{year} Ann Lee founded Acme.",),
        )
    assert column(told, SAID) == ["Acme founded_by Ann Lee 1.00"]


def test_a_delete_does_not_wait_for_another_session(told: psycopg.Connection, database: str) -> None:
    """It succeeds while the edge is locked, and the next nightly run makes up for it."""
    with connect(database) as other, other.transaction():
        other.execute("SELECT FROM relationship_engine.edge_store FOR UPDATE")
        told.execute("DELETE FROM raw_events")
    assert column(told, "SELECT count(*) FROM raw_events") == [0]
    assert len(column(told, SAID)) == 1
    told.execute("CALL run_nightly()")
    assert column(told, SAID) == []


def test_an_edge_of_the_application_outlives_its_event(told: psycopg.Connection) -> None:
    """The application stated it itself."""
    told.execute("""
        INSERT INTO edge (from_id, to_id, kind, source_event_id)
        SELECT a.id, b.id, 'knows', r.id FROM entity a, entity b, raw_events r
        WHERE a.title = 'Ann Lee' AND b.title = 'Bob Ray'""")
    told.execute("DELETE FROM raw_events")
    assert column(told, SAID) == ["Ann Lee knows Bob Ray 1.00"]


def dumped(server: servers.Server, database: str) -> str:
    """Return all rows of the database as pg_dump writes them."""
    return server.run("pg_dump", "--data-only", "-d", database).stdout


def test_a_forgotten_event_leaves_no_word_of_it(
    told: psycopg.Connection, server: servers.Server, database: str
) -> None:
    """Neither its id nor its words are found in a dump, and the edge that it alone supported is gone."""
    (event,) = column(told, "SELECT id FROM raw_events")
    told.execute("""
        INSERT INTO edge (from_id, to_id, kind, source_event_id, description)
        SELECT a.id, b.id, 'knows', r.id, 'they zigzagged' FROM entity a, entity b, raw_events r
        WHERE a.title = 'Ann Lee' AND b.title = 'Bob Ray'""")
    told.execute("""UPDATE raw_events SET payload = '{"content": "Ann Lee founded Acme. They zigzagged."}'""")
    assert "zigzag" in dumped(server, database)
    gone = {row["relation"]: row["entries"] for row in told.execute("SELECT * FROM forget_event(%s)", (event,))}
    assert gone["raw_events"] == 1
    assert gone["evidence"] == 3
    assert column(told, SAID) == []
    dump = dumped(server, database)
    assert "zigzag" not in dump
    assert "Ann Lee founded" not in dump
    with pytest.raises(psycopg.errors.NoDataFound):
        told.execute("SELECT forget_event(%s)", (event,))


def test_an_event_of_two_graphs_is_forgotten_in_the_one_that_is_named(told: psycopg.Connection) -> None:
    """Without a graph that is an error whose hint names one."""
    (event,) = column(told, "SELECT id FROM raw_events")
    (graph,) = column(told, "SELECT create_graph('other')")
    told.execute("INSERT INTO raw_events (graph_id, id) VALUES (%s, %s)", (graph, event))
    with pytest.raises(psycopg.errors.AmbiguousParameter) as caught:
        told.execute("SELECT forget_event(%s)", (event,))
    assert "p_graph_id => 1" in caught.value.diag.message_hint
    told.execute("SELECT forget_event(%s, %s)", (event, graph))
    assert column(told, "SELECT graph_id FROM raw_events") == [1]


def test_a_forgotten_entity_leaves_no_name(told: psycopg.Connection, server: servers.Server, database: str) -> None:
    """With p_redact, none of its names is in any text of a dump, and what the texts say of others stays."""
    quirrel = ensure(told, "Quinn Quirrel", "person", ['Q. "Squid" Quirrel'])
    ensure(told, "Friend of Quinn Quirrel", "role")
    tell(told, 'Quinn  quirrel founded Acme. Q. "Squid" Quirrel met Bob Ray.')
    tell(told, "Quinn Quirrel's dog Quinny likes Acme.")
    told.execute(
        "UPDATE entity SET summary = 'knows QUINN QUIRREL', metadata = '{\"n\": [1, \"Quinn Quirrel\"]}' "
        "WHERE title = 'Bob Ray'"
    )
    rows = told.execute("SELECT * FROM forget_entity(%s, true)", (quirrel,)).fetchall()
    assert {"raw_events", "entity"} <= {row["relation"] for row in rows if row["effect"].startswith("redacted")}
    assert "quirrel" not in dumped(server, database).lower()
    assert "[forgotten] founded Acme. [forgotten] met Bob Ray." in column(
        told, "SELECT payload ->> 'content' FROM raw_events"
    )
    assert column(told, SAID) == ["Acme founded_by Ann Lee 1.00"]


def test_an_entity_is_forgotten_without_a_change_of_texts(told: psycopg.Connection) -> None:
    """Its edges and mentions go; the texts that still name it are listed."""
    (ann,) = column(told, "SELECT id FROM entity WHERE title = 'Ann Lee'")
    (event,) = column(told, "SELECT id FROM raw_events")
    rows = told.execute("SELECT * FROM forget_entity(%s)", (ann,)).fetchall()
    assert column(told, SAID) == []
    assert column(told, "SELECT count(*) FROM mention WHERE entity_id = %s", ann) == [0]
    assert [row["ids"] for row in rows if row["effect"] == "still names it in payload"] == [[event]]
    with pytest.raises(psycopg.errors.NoDataFound):
        told.execute("SELECT forget_entity(%s)", (ann,))


def test_an_event_that_gets_another_id(db: psycopg.Connection) -> None:
    """What it said is said by the event of the new id alone; moved to another graph, it says nothing in the former one."""
    one, two = UUID(int=0xE1), UUID(int=0xE2)
    db.execute("INSERT INTO entity (title, type) VALUES ('Acme Corp', 'organization'), ('Bella Corp', 'organization')")
    db.execute(
        'INSERT INTO raw_events (id, payload) VALUES (%s, \'{"content": "Acme Corp acquired Bella Corp."}\')', [one]
    )
    said = "SELECT DISTINCT event_id FROM mention WHERE graph_id = 1"
    known = "SELECT source_event_id FROM edge WHERE graph_id = 1"
    assert column(db, said) == column(db, known) == [one]
    db.execute("UPDATE raw_events SET id = %s", [two])
    assert column(db, said) == column(db, known) == [two]
    assert column(db, "SELECT weight FROM edge") == [1]
    other = column(db, "SELECT create_graph('other')")[0]
    db.execute("UPDATE raw_events SET graph_id = %s", [other])
    assert column(db, said) == column(db, known) == []
