"""The roll-out: switches of modes that hold at once, phases with their gates, the way forward and the way back."""

import threading
import time
from collections.abc import Callable
from typing import Any
from uuid import UUID

import psycopg
import pytest

from conftest import connect

Row = dict[str, Any]

# what a graph is, as opposed to the log of what was done and proposed
GRAPH = ("graph", "edge_store", "evidence", "pruning", "decay_step")


def ask(db: psycopg.Connection, sql: str, *values: object) -> list[Row]:
    """Return the rows of a query."""
    return db.execute(sql, values).fetchall()


def one(db: psycopg.Connection, sql: str, *values: object) -> Row:
    """Return the one row of a query."""
    (row,) = ask(db, sql, *values)
    return row


def tables(db: psycopg.Connection) -> dict[str, list[Row]]:
    """Return whole tables."""
    return {name: ask(db, f"SELECT t.*, xmin::text FROM {name} t ORDER BY to_jsonb(t)::text") for name in GRAPH}


def add_event(db: psycopg.Connection, number: int, firm: str = "Acme", graph: int = 1) -> None:
    """Insert an event that brings a role at a firm, and the firm, where they are not there yet."""
    event = UUID(int=0xE000 + number)
    db.execute(
        "INSERT INTO raw_events (graph_id, id, payload) VALUES (%s, %s, jsonb_build_object('content', %s::text))",
        (graph, event, f"Somebody works at {firm}."),
    )
    for title, kind in ((firm, "organization"), (f"Engineer at {firm}", "role")):
        db.execute(
            "INSERT INTO entity (graph_id, title, type, source_event_id) SELECT %(graph)s, %(title)s, %(type)s, "
            "%(event)s WHERE NOT EXISTS (SELECT FROM entity WHERE graph_id = %(graph)s AND title = %(title)s)",
            {"graph": graph, "title": title, "type": kind, "event": event},
        )
        db.execute(
            "INSERT INTO mention (graph_id, event_id, entity_id) SELECT %s, %s, id FROM entity "
            "WHERE graph_id = %s AND title = %s ON CONFLICT DO NOTHING",
            (graph, event, graph, title),
        )


def nightly(db: psycopg.Connection, days: int, graph: int = 1) -> Row:
    """Run the nightly so many days from now, and return its log row."""
    db.execute("CALL run_nightly(%s, false, current_date + %s, true)", (graph, days))
    return ask(db, "SELECT * FROM run WHERE graph_id = %s AND mode = 'nightly' ORDER BY started_at DESC", graph)[0]


def weights(db: psycopg.Connection, graph: int = 1) -> list[float]:
    """Return the weights of the edges that live, the strongest first."""
    return [r["weight"] for r in ask(db, "SELECT weight FROM edge WHERE graph_id = %s ORDER BY 1 DESC", graph)]


# -- modes ----------------------------------------------------------------------------------------------------------


def test_shadow_changes_nothing_but_proposals(db: psycopg.Connection) -> None:
    """Events, nights, runs on demand and prunings later, every row of the graph is what it was, down to its version."""
    add_event(db, 1)
    add_event(db, 2)
    nightly(db, 30)
    db.execute("UPDATE graph SET prune_threshold = 1.9, prune_guard = 1 WHERE id = 1")
    db.execute("SELECT set_mode('shadow')")
    before = tables(db)
    assert before["edge_store"]
    add_event(db, 3)
    add_event(db, 4, firm="Globex")
    for night in (31, 32, 40):
        assert nightly(db, night)["status"] == "done"
    db.execute("SELECT run_on_demand()")
    db.execute("SELECT run_incremental(%s)", [UUID(int=0xE003)])
    assert one(db, "SELECT * FROM prune(1)")["status"] == "dry_run"
    assert tables(db) == before
    proposed = ask(db, "SELECT reason, strategy, event_id FROM proposal ORDER BY event_id")
    assert proposed == [
        {"reason": "shadow", "strategy": "pattern", "event_id": UUID(int=0xE003)},
        {"reason": "shadow", "strategy": "pattern", "event_id": UUID(int=0xE004)},
    ]


def test_a_strategy_in_shadow_only_proposes(db: psycopg.Connection) -> None:
    """The others go on; once it is active, the next night finds what it had only proposed."""
    add_event(db, 1)
    db.execute("SELECT set_mode('shadow', 1, 'pattern')")
    before = tables(db)
    add_event(db, 2, firm="Globex")
    assert tables(db) == before
    assert nightly(db, 0)["status"] == "done"
    db.execute("UPDATE entity SET created_at = '-infinity', updated_at = '-infinity'")
    db.execute("UPDATE mention SET created_at = '-infinity'")
    assert nightly(db, 0)["entities_analyzed"] == 0
    db.execute("SELECT set_mode('active', 1, 'pattern')")
    run = nightly(db, 0)
    assert (run["entities_analyzed"], run["edges_created"]) == (4, 1)
    assert nightly(db, 0)["entities_analyzed"] == 0


def test_parallel_writes_as_active_does(db: psycopg.Connection) -> None:
    """It is another name for the same, so that the log and the comparison know that a legacy system writes too."""
    db.execute("SELECT set_mode('parallel')")
    add_event(db, 1)
    nightly(db, 1)
    assert weights(db) == [pytest.approx(0.99)]


def test_every_switch_is_logged(database: str, db: psycopg.Connection) -> None:
    """By function or by UPDATE, of graphs and of strategies: who, when, from what to what, and why."""
    begun = one(db, "SELECT clock_timestamp() AS now")["now"]
    with connect(database, application_name="night watch") as watch:
        before = watch.execute("SELECT relationship_engine.set_mode('off', p_reason => 'odd edges') AS mode").fetchone()
        assert before["mode"] == "active"
        watch.execute("SELECT relationship_engine.set_mode('off', p_reason => 'again')")
    db.execute("UPDATE graph SET mode = 'shadow', min_confidence = 0.4 WHERE id = 1")
    db.execute("UPDATE graph SET mode = 'shadow', min_confidence = 0.3 WHERE id = 1")
    db.execute("UPDATE strategy_setting SET mode = 'off' WHERE graph_id = 1")
    db.execute("INSERT INTO strategy_setting (graph_id, strategy) VALUES (1, 'new_one')")
    log = ask(db, "SELECT * FROM mode_change WHERE changed_at > %s ORDER BY id", begun)
    assert [(r["strategy"], r["from_mode"], r["to_mode"], r["reason"]) for r in log] == [
        (None, "active", "off", "odd edges"),
        (None, "off", "shadow", None),
        ("pattern", "active", "off", None),
        ("new_one", None, "active", None),
    ]
    assert {(r["graph_id"], r["changed_by"], r["changed_as"]) for r in log} == {(1, "postgres", "postgres")}
    assert log[0]["application"] == "night watch"
    assert [r["changed_at"] for r in log] == sorted(r["changed_at"] for r in log)


def test_a_switch_that_is_rolled_back_is_not_logged(db: psycopg.Connection) -> None:
    """The log is part of the switch."""
    before = ask(db, "SELECT * FROM mode_change")
    with db.transaction(force_rollback=True):
        db.execute("SELECT set_mode('off')")
    assert ask(db, "SELECT * FROM mode_change") == before


@pytest.mark.parametrize(
    ("arguments", "state", "hint"),
    [
        ("'on'", "22023", "off, shadow, parallel, active"),
        ("NULL", "22023", "off, shadow, parallel, active"),
        ("'parallel', 1, 'pattern'", "22023", "off, shadow, active"),
        ("'off', 77", "P0002", "lists them"),
        ("'off', 1, 'none'", "P0002", "lists them"),
    ],
)
def test_set_mode_lists_the_valid_values(db: psycopg.Connection, arguments: str, state: str, hint: str) -> None:
    """Unknown modes, graphs and strategies."""
    with pytest.raises(psycopg.Error) as raised:
        db.execute(f"SELECT set_mode({arguments})")
    assert raised.value.sqlstate == state
    assert hint in raised.value.diag.message_hint


# -- switches while a run is going on -------------------------------------------------------------------------------

GATE = 4711  # the advisory locks (4711, n) at which the strategy of a test waits before it reads the n-th entity


@pytest.fixture
def slow(db: psycopg.Connection) -> psycopg.Connection:
    """A database with four entities, chunks of one, and a strategy that waits at the gate for each."""
    db.execute("DELETE FROM strategy_setting WHERE graph_id = 1")
    db.execute("INSERT INTO entity (id, title, type) SELECT lpad(i::text, 32, '0')::uuid, 'Thing ' || i, 'thing' "
               "FROM generate_series(1, 4) i")  # fmt: skip
    db.execute(
        """
        CREATE FUNCTION relationship_engine.detect_slow(p_graph_id bigint, p_entity_ids uuid[])
        RETURNS SETOF relationship_engine.candidate LANGUAGE plpgsql VOLATILE AS $$
        BEGIN
            PERFORM pg_advisory_lock_shared(4711, right(p_entity_ids[1]::text, 4)::integer);
            RETURN QUERY
            SELECT (relationship_engine.candidate(e.id, o.id, 'after', 'slow', 'x', 0.9, p_importance => 0.5)).*
            FROM relationship_engine.entity e
            JOIN relationship_engine.entity o ON o.graph_id = 1 AND o.id = '00000000000000000000000000000001'
            WHERE e.graph_id = 1 AND e.id = ANY (p_entity_ids) AND e.id <> o.id;
        END $$
        """
    )
    db.execute("INSERT INTO strategy_setting (graph_id, strategy) VALUES (1, 'slow')")
    db.execute("UPDATE graph SET chunk_size = 1 WHERE id = 1")
    return db


def during(database: str, db: psycopg.Connection, statement: str, act: Callable[[], None]) -> None:
    """Run a statement in another session, act when it waits before the third entity, and let it go on."""
    db.execute("SELECT pg_advisory_lock(%s, 3)", [GATE])
    errors: list[BaseException] = []

    def work() -> None:
        try:
            with connect(database) as other:
                other.execute("SET search_path = relationship_engine, public")
                other.execute(statement)
        except BaseException as error:  # noqa: BLE001 - raised below
            errors.append(error)

    thread = threading.Thread(target=work, daemon=True)
    thread.start()
    for _ in range(1000):
        if ask(db, "SELECT FROM pg_locks WHERE locktype = 'advisory' AND classid = %s AND NOT granted", GATE):
            break
        time.sleep(0.01)
    else:
        pytest.fail("nobody came to the gate")
    act()
    db.execute("SELECT pg_advisory_unlock(%s, 3)", [GATE])
    thread.join(30)
    assert not thread.is_alive()
    assert errors == []


def switch(db: psycopg.Connection, mode: str, strategy: str | None = None) -> Callable[[], None]:
    """Return what switches a mode, and waits for nobody."""

    def act() -> None:
        db.execute("SET lock_timeout = '1s'")
        db.execute("SELECT set_mode(%s, 1, %s)", (mode, strategy))

    return act


def test_off_stops_a_nightly(database: str, slow: psycopg.Connection) -> None:
    """What one chunk wrote stays, the chunk that is being read writes nothing, the next ones are not begun."""
    during(database, slow, "CALL run_nightly(1, true, current_date + 5, true)", switch(slow, "off"))
    assert weights(slow) == [1.0]
    run = one(slow, "SELECT * FROM run WHERE mode = 'nightly'")
    assert (run["status"], run["entities_analyzed"], run["edges_created"], run["nights"]) == ("killed", 3, 1, 0)
    assert run["message"] == "the graph is in mode off: no decay, no pruning"
    assert one(slow, "SELECT decay_clock FROM graph WHERE id = 1")["decay_clock"] == 0
    slow.execute("SELECT set_mode('active')")
    assert nightly(slow, 0)["entities_analyzed"] == 4
    assert weights(slow) == [1.0, 1.0, 1.0]


def test_off_stops_a_run_on_demand(database: str, slow: psycopg.Connection) -> None:
    """It looks at the switch before each chunk, and learns when it has read all: nothing."""
    during(database, slow, "SELECT run_on_demand()", switch(slow, "off"))
    run = one(slow, "SELECT * FROM run WHERE mode = 'on_demand'")
    assert (run["status"], run["entities_analyzed"], run["edges_created"]) == ("killed", 3, 0)
    assert weights(slow) == []


@pytest.mark.parametrize("strategy", [None, "slow"])
def test_shadow_stops_the_writing_of_a_nightly(database: str, slow: psycopg.Connection, strategy: str | None) -> None:
    """Of the graph or of the strategy: from then on there are proposals; back again, the night after makes up for it."""
    during(database, slow, "CALL run_nightly(1, true, current_date + 5, true)", switch(slow, "shadow", strategy))
    run = one(slow, "SELECT * FROM run WHERE mode = 'nightly'")
    assert (run["status"], run["entities_analyzed"]) == ("done", 4)
    # the graph in shadow does not age
    assert weights(slow) == [1.0 if strategy is None else pytest.approx(0.99**5)]
    assert ask(slow, "SELECT reason FROM proposal") == [{"reason": "shadow"}] * 2
    switch(slow, "active", strategy)()
    assert nightly(slow, 5)["entities_analyzed"] == 4
    assert len(weights(slow)) == 3


def test_active_in_the_middle_of_a_shadow_night_is_made_up_for(database: str, slow: psycopg.Connection) -> None:
    """What the first half of the night only proposed becomes edges in the next, although nothing was touched."""
    slow.execute("SELECT set_mode('shadow')")
    during(database, slow, "CALL run_nightly(1, true)", switch(slow, "active"))
    assert len(weights(slow)) == 2
    slow.execute("UPDATE entity SET created_at = '-infinity', updated_at = '-infinity'")
    assert nightly(slow, 0)["entities_analyzed"] == 4
    assert weights(slow) == [1.0, 1.0, 1.0]
    assert nightly(slow, 0)["entities_analyzed"] == 0


@pytest.fixture
def db(connection: psycopg.Connection) -> psycopg.Connection:
    """A fresh database in which the pattern strategy alone is on."""
    connection.execute("DELETE FROM strategy_setting WHERE strategy <> 'pattern'")
    return connection
