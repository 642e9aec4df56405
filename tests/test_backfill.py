"""Backfill: a loaded history gets the nights of its dates, and the graph is then as if it had lived through it."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import Any
from uuid import uuid4

import psycopg
import pytest
from click.testing import CliRunner
from psycopg.types.json import Jsonb

from conftest import connect, janitor
from relationship_engine.cli import main

TODAY = date.today()  # noqa: DTZ011


@pytest.fixture(scope="module")
def dsn(server: Any, template: str) -> Iterator[str]:  # noqa: ANN401
    """The URI of one database for the whole module."""
    name = f"re_{uuid4().hex[:12]}"
    with janitor(server, name, template):
        yield server.uri(name)


@pytest.fixture(scope="module")
def db(dsn: str) -> Iterator[psycopg.Connection]:
    """A connection to that database."""
    with connect(dsn) as opened:
        opened.execute("SET search_path = relationship_engine, public")
        yield opened


def create(db: psycopg.Connection) -> int:
    """Create a graph of four people and four firms."""
    graph = db.execute("SELECT create_graph(%s) AS id", (f"history {uuid4()}",)).fetchone()["id"]
    db.execute(
        "INSERT INTO entity (graph_id, title, type) SELECT %s, t || ' ' || n, lower(t) "
        "FROM unnest(ARRAY['Person', 'Company']) t, unnest(ARRAY['Alpha', 'Bravo', 'Delta', 'Gamma']) n",
        (graph,),
    )
    return graph


@pytest.fixture
def graph(db: psycopg.Connection) -> int:
    """A graph of four people and four firms, without nights."""
    return create(db)


def say(db: psycopg.Connection, graph: int, facts: Sequence[tuple[str, date]]) -> None:
    """Load an event of its day for each fact: somebody works at the firm of the same name."""
    for name, day in facts:
        text = f"Person {name} works at Company {name}."
        db.execute(
            "INSERT INTO raw_events (graph_id, payload, occurred_at) VALUES (%s, %s, %s::timestamp AT TIME ZONE 'UTC')",
            (graph, Jsonb({"content": text}), day),
        )


def weights(db: psycopg.Connection, graph: int) -> dict[tuple[str, str], float]:
    """Return the weight of each edge by title of its source and kind."""
    rows = db.execute(
        "SELECT f.title, e.kind, e.weight FROM edge e JOIN entity f ON f.graph_id = e.graph_id AND f.id = e.from_id "
        "WHERE e.graph_id = %s",
        (graph,),
    )
    return {(row["title"].split()[1], row["kind"]): row["weight"] for row in rows}


def night(db: psycopg.Connection, graph: int, day: date) -> dict[str, Any]:
    """Run a nightly, and return its row of the log."""
    db.execute("CALL run_nightly(%s, p_night => %s, p_simulate => true)", (graph, day))
    query = "SELECT * FROM run WHERE graph_id = %s AND mode = 'nightly' ORDER BY started_at DESC LIMIT 1"
    return db.execute(query, (graph,)).fetchone()


def test_a_history_that_is_loaded_weighs_as_one_that_was_lived_through(db: psycopg.Connection, graph: int) -> None:
    """Day by day with a nightly each, or loaded at once and in any order, then filled in."""
    first = date(2020, 1, 1)
    facts = [("Alpha", 0), ("Bravo", 0), ("Alpha", 3), ("Gamma", 7), ("Delta", 20), ("Gamma", 21), ("Alpha", 40)]
    dated = [(name, first + timedelta(days=offset)) for name, offset in facts]
    lived = create(db)
    for offset in range(41):
        day = first + timedelta(days=offset)
        say(db, lived, [fact for fact in dated if fact[1] == day])
        night(db, lived, day)
    say(db, graph, sorted(dated, reverse=True))
    db.execute("CALL backfill(%s)", (graph,))
    stated = [
        {key: weight for key, weight in weights(db, one).items() if key[1] == "works_at"} for one in (lived, graph)
    ]
    assert stated[1] == pytest.approx(stated[0])
    assert stated[1]["Bravo", "works_at"] == pytest.approx(0.99**40)


def test_after_a_backfill_the_next_night_ages_one_night(db: psycopg.Connection, graph: int) -> None:
    """Load 1936 to 2000, and what is left then is left tonight and tomorrow: the years since then do not count."""
    say(db, graph, [("Alpha", date(1936, 5, 1)), ("Bravo", date(2000, 6, 1)), ("Gamma", date(2000, 12, 1))])
    db.execute("CALL backfill(%s)", (graph,))
    before = weights(db, graph)
    assert {key[0] for key in before} == {"Bravo", "Gamma"}
    assert before["Gamma", "works_at"] == pytest.approx(0.99)
    assert before["Bravo", "works_at"] == pytest.approx(0.99**184)
    row = db.execute("SELECT decay_date, prune_guard FROM graph WHERE id = %s", (graph,)).fetchone()
    assert (row["decay_date"], row["prune_guard"]) == (TODAY, 0.1)
    assert night(db, graph, TODAY)["edges_pruned"] == 0
    run = night(db, graph, TODAY + timedelta(days=1))
    assert (run["nights"], run["edges_pruned"]) == (1, 0)
    assert weights(db, graph) == pytest.approx({key: 0.99 * weight for key, weight in before.items()})


def test_times_are_those_of_the_events_and_the_load_is_kept(db: psycopg.Connection, graph: int) -> None:
    """observed_at and last_reinforced_at are when it happened, learned_at is when it was loaded."""
    say(db, graph, [("Alpha", date(2020, 1, 1)), ("Alpha", date(2020, 3, 1))])
    db.execute("CALL backfill(%s)", (graph,))
    rows = db.execute(
        "SELECT observed_at::date AS observed, learned_at::date AS learned FROM evidence "
        "WHERE graph_id = %s AND kind = 'works_at' ORDER BY 1",
        (graph,),
    ).fetchall()
    assert [(row["observed"], row["learned"]) for row in rows] == [(date(2020, 1, 1), TODAY), (date(2020, 3, 1), TODAY)]
    edge = db.execute(
        "SELECT last_reinforced_at::date AS day FROM edge WHERE graph_id = %s AND kind = 'works_at'", (graph,)
    )
    assert edge.fetchone()["day"] == date(2020, 3, 1)


def test_a_repeated_backfill_changes_nothing(db: psycopg.Connection, graph: int) -> None:
    """Also of a graph with nights of its own, where the clock stays."""
    say(db, graph, [("Alpha", date(2020, 1, 1)), ("Bravo", date(2020, 2, 1))])
    db.execute("CALL backfill(%s)", (graph,))
    before = weights(db, graph)
    db.execute("CALL backfill(%s)", (graph,))
    assert weights(db, graph) == before
    night(db, graph, TODAY + timedelta(days=1))
    aged = weights(db, graph)
    clock = "SELECT decay_clock, decay_date FROM graph WHERE id = %s"
    now = db.execute(clock, (graph,)).fetchone()
    db.execute("CALL backfill(%s)", (graph,))
    assert weights(db, graph) == pytest.approx(aged)
    assert db.execute(clock, (graph,)).fetchone() == now


def test_what_has_no_date_counts_as_of_the_end(db: psycopg.Connection, graph: int) -> None:
    """An edge that an application inserted before has not faded in the nights of the history."""
    db.execute(
        "INSERT INTO edge (graph_id, from_id, to_id, kind) SELECT %s, f.id, t.id, 'likes' FROM entity f, entity t "
        "WHERE f.graph_id = %s AND t.graph_id = %s AND f.title = 'Person Alpha' AND t.title = 'Person Bravo'",
        (graph, graph, graph),
    )
    say(db, graph, [("Delta", date(2019, 1, 1)), ("Delta", date(2020, 1, 1))])
    db.execute("CALL backfill(%s)", (graph,))
    assert weights(db, graph)["Alpha", "likes"] == pytest.approx(1)


def test_a_long_history_can_be_passed_in_fewer_nights(db: psycopg.Connection, graph: int) -> None:
    """With p_days_per_night, a night is so many days; undo of the run takes the nights back."""
    say(db, graph, [("Alpha", date(2000, 1, 1)), ("Bravo", date(2009, 12, 30))])
    db.execute("CALL backfill(%s, 365)", (graph,))
    assert weights(db, graph)["Alpha", "works_at"] == pytest.approx(0.99**10)
    run = db.execute("SELECT * FROM run WHERE graph_id = %s AND mode = 'backfill'", (graph,)).fetchone()
    assert (run["status"], run["nights"], run["message"]) == ("done", 10, "10 nights from 2000-12-31 to 2009-12-29")
    db.execute("SELECT undo_run(%s)", (run["id"],))
    assert weights(db, graph)["Alpha", "works_at"] == pytest.approx(1)


def test_an_undo_says_that_the_nights_change_the_weights(db: psycopg.Connection, graph: int) -> None:
    """Of a backfill, which touches no edge when its nights are taken back; the dry run says the same."""
    say(db, graph, [("Alpha", date(2020, 1, 1)), ("Bravo", date(2020, 1, 10))])
    db.execute("CALL backfill(%s)", [graph])
    run = db.execute("SELECT id, nights FROM run WHERE graph_id = %s AND mode = 'backfill'", [graph]).fetchone()
    before = db.execute("SELECT sum(weight) AS weight FROM edge WHERE graph_id = %s", [graph]).fetchone()
    said = [
        db.execute("SELECT message FROM undo_run(%s, p_dry_run => %s)", [run["id"], dry]).fetchone()["message"]
        for dry in (True, False)
    ]
    assert all(f"all others changed by {run['nights']} nights" in message for message in said)
    after = db.execute("SELECT sum(weight) AS weight FROM edge WHERE graph_id = %s", [graph]).fetchone()
    assert after["weight"] > before["weight"]


def test_the_command_fills_in_and_tells(db: psycopg.Connection, dsn: str, graph: int) -> None:
    """How many nights passed, and what the graph is now."""
    say(db, graph, [("Alpha", date(2020, 1, 1)), ("Bravo", date(2020, 1, 10))])
    shown = CliRunner().invoke(main, ["backfill", "--graph", str(graph), "--dsn", dsn])
    assert shown.exit_code == 0, shown.output
    assert "9 nights from 2020-01-02 to 2020-01-10" in shown.stdout


def test_a_graph_whose_clock_stands_still_is_refused(db: psycopg.Connection, graph: int) -> None:
    """With the remedy; so is an impossible number of days."""
    with pytest.raises(psycopg.errors.InvalidParameterValue):
        db.execute("CALL backfill(%s, 0)", (graph,))
    db.execute("SELECT set_mode('shadow', %s)", (graph,))
    with pytest.raises(psycopg.errors.ObjectNotInPrerequisiteState) as caught:
        db.execute("CALL backfill(%s)", (graph,))
    assert "set_mode" in caught.value.diag.message_hint
