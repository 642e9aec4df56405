"""Tuning: kinds with a decay of their own, and backtests that tell which decay ranks best."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import Any
from uuid import UUID, uuid4

import psycopg
import pytest
from click.testing import CliRunner

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


@pytest.fixture
def graph(db: psycopg.Connection) -> int:
    """A graph without nights."""
    return db.execute("SELECT create_graph(%s) AS id", (f"tuned {uuid4()}",)).fetchone()["id"]


def entities(db: psycopg.Connection, graph: int, count: int) -> list[UUID]:
    """Insert entities."""
    rows = db.execute(
        "INSERT INTO entity (graph_id, title, type) SELECT %s, 'thing ' || i, 'thing' FROM generate_series(1, %s) i RETURNING id",
        (graph, count),
    )
    return [row["id"] for row in rows.fetchall()]


def observe(db: psycopg.Connection, graph: int, kind: str, pairs: Sequence[tuple[UUID, UUID, date]]) -> None:
    """Learn an observation of an edge of each pair, by an event of the day."""
    db.execute(
        "WITH said AS (SELECT * FROM unnest(%(a)s::uuid[], %(b)s::uuid[], %(day)s::date[], %(event)s::uuid[]) "
        "AS s (a, b, day, event)), events AS (INSERT INTO raw_events (graph_id, id, occurred_at) "
        "SELECT %(graph)s, s.event, s.day FROM said s RETURNING id) "
        "SELECT learn(%(graph)s, array_agg(candidate(s.a, s.b, %(kind)s, 'pattern', 'event:' || s.event, 0.9, "
        "p_event_id => s.event))) FROM said s JOIN events e ON e.id = s.event",
        {
            "graph": graph,
            "kind": kind,
            "a": [pair[0] for pair in pairs],
            "b": [pair[1] for pair in pairs],
            "day": [pair[2] for pair in pairs],
            "event": [uuid4() for _ in pairs],
        },
    )


def nights(db: psycopg.Connection, graph: int, count: int) -> None:
    """Let so many nights pass."""
    db.execute("SELECT advance_clock(%s, decay_date + %s, true) FROM graph WHERE id = %s", (graph, count, graph))


def weights(db: psycopg.Connection, graph: int) -> dict[str, float]:
    """Return the weight of the edge of each kind."""
    return {
        row["kind"]: row["weight"] for row in db.execute("SELECT kind, weight FROM edge WHERE graph_id = %s", (graph,))
    }


def test_timeless_kinds_do_not_decay(db: psycopg.Connection, graph: int) -> None:
    """Who founded what stays so; where somebody works does not. Also for edges that an application inserts."""
    one, other = entities(db, graph, 2)
    nights(db, graph, 10)
    for kind in ("founded_by", "works_at"):
        observe(db, graph, kind, [(one, other, TODAY)])
    insert = "INSERT INTO edge (graph_id, from_id, to_id, kind) VALUES (%s, %s, %s, 'born_in')"
    db.execute(insert, (graph, one, other))
    nights(db, graph, 400)
    expected = {"founded_by": 1, "born_in": 1, "works_at": 0.99**400}
    assert weights(db, graph) == pytest.approx(expected)
    db.execute("UPDATE graph SET prune_guard = 1 WHERE id = %s", (graph,))
    db.execute("SELECT prune(%s)", (graph,))
    assert weights(db, graph).keys() == {"founded_by", "born_in"}


def test_a_change_of_decay_counts_for_the_past_and_can_be_undone(db: psycopg.Connection, graph: int) -> None:
    """Weights are as if the kind had always had it; undo and redo are exact in any order."""
    one, other, third = entities(db, graph, 3)
    db.execute("UPDATE graph SET chunk_size = 1 WHERE id = %s", (graph,))
    observe(db, graph, "likes", [(one, other, TODAY), (one, third, TODAY)])
    observe(db, graph, "knows", [(one, other, TODAY)])
    nights(db, graph, 100)
    query = "SELECT to_id, kind, weight FROM edge WHERE graph_id = %s ORDER BY kind, to_id"

    def state() -> list[float]:
        return [row["weight"] for row in db.execute(query, (graph,))]

    before = state()
    assert before == pytest.approx([0.99**100] * 3)
    runs = []
    for factor in (0.995, 1):
        db.execute("CALL set_decay(%s, 'likes', %s)", (factor, graph))
        assert state() == pytest.approx([0.99**100, *[factor**100] * 2])
        latest = "SELECT run_id FROM decay_change WHERE graph_id = %s ORDER BY changed_at DESC LIMIT 1"
        runs.append(db.execute(latest, (graph,)).fetchone()["run_id"])
    # a new edge has the new rate
    observe(db, graph, "likes", [(other, third, TODAY)])
    nights(db, graph, 1)
    assert sorted(state())[-3:] == pytest.approx([1, 1, 1])

    listed = db.execute("SELECT change, weight_before, weight_after FROM preview_undo(%s)", (runs[1],)).fetchall()
    assert {row["change"] for row in listed} == {"changed"}
    assert [row["weight_before"] for row in listed] == pytest.approx([1] * 3)
    assert sorted(row["weight_after"] for row in listed) == pytest.approx([0.995**101, 0.995**101, 0.995])
    undone = [db.execute("SELECT run_id FROM undo_run(%s)", (run,)).fetchone()["run_id"] for run in runs]
    assert sorted(state()) == pytest.approx(sorted([0.99**101, 0.99**101, 0.99**101, 0.99]))
    assert (
        db.execute("SELECT rate FROM kind_setting WHERE graph_id = %s AND kind = 'likes'", (graph,)).fetchone()["rate"]
        == 1
    )
    db.execute("SELECT undo_run(%s)", (undone[0],))
    assert sorted(state()) == pytest.approx(sorted([0.99**101, 0.995**101, 0.995**101, 0.995]))


def test_the_decay_of_the_graph_counts_from_now_on(db: psycopg.Connection, graph: int) -> None:
    """Nights that passed stay as they were; undo restores the factor."""
    one, other = entities(db, graph, 2)
    observe(db, graph, "likes", [(one, other, TODAY)])
    nights(db, graph, 10)
    db.execute("CALL set_decay(0.9, NULL, %s)", (graph,))
    nights(db, graph, 2)
    assert weights(db, graph)["likes"] == pytest.approx(0.99**10 * 0.9**2)
    run = db.execute("SELECT run_id FROM decay_change WHERE graph_id = %s", (graph,)).fetchone()["run_id"]
    db.execute("SELECT undo_run(%s)", (run,))
    assert db.execute("SELECT decay_factor FROM graph WHERE id = %s", (graph,)).fetchone()["decay_factor"] == 0.99


@pytest.mark.parametrize("factor", [0, -1, 1.5, None, 1e-300])
def test_an_impossible_decay_is_refused(db: psycopg.Connection, graph: int, factor: float | None) -> None:
    """With the valid range, and nothing changes."""
    with pytest.raises(psycopg.errors.InvalidParameterValue):
        db.execute("CALL set_decay(%s, 'likes', %s)", (factor, graph))
    assert db.execute("SELECT count(*) AS n FROM decay_change WHERE graph_id = %s", (graph,)).fetchone()["n"] == 0


def history(db: psycopg.Connection, graph: int, kind: str) -> None:
    """Let some edges be observed every 50 days for two years, and as many others for three days in a row and never again."""
    ids = iter(entities(db, graph, 400))
    pairs = []
    for number in range(40):
        one, other = next(ids), next(ids)
        pairs += [(one, other, TODAY - timedelta(days=age + number)) for age in range(0, 700, 50)]
    for number in range(160):
        one, other = next(ids), next(ids)
        pairs += [(one, other, TODAY - timedelta(days=number * 4 + age)) for age in range(3)]
    observe(db, graph, kind, pairs)


def test_a_backtest_proposes_the_decay_that_ranks_better(db: psycopg.Connection, dsn: str, graph: int) -> None:
    """Where old friends return and bursts do not, slow decay wins; --apply sets it, and undo takes it back."""
    history(db, graph, "meets")
    rows = db.execute("SELECT * FROM backtest(%s)", (graph,)).fetchall()
    assert {row["kind"] for row in rows} == {"meets"}
    current, *others = rows
    assert (current["setting"], current["decay_factor"], current["improvement"]) == ("current", 0.99, 0)
    (best,) = (row for row in others if row["is_proposed"] and row["setting"] == "decay")
    assert best["decay_factor"] > 0.99
    assert best["lower_bound"] > 0
    assert best["average_precision"] == pytest.approx(current["average_precision"] + best["improvement"])

    arguments = ["backtest", "--graph", str(graph), "--dsn", dsn]
    shown = CliRunner().invoke(main, arguments)
    assert shown.exit_code == 0, shown.output
    assert f"proposed: meets {best['decay_factor']:.6g} a night" in shown.stdout
    applied = CliRunner().invoke(main, [*arguments, "--apply"])
    assert applied.exit_code == 0, applied.output
    (setting,) = db.execute("SELECT * FROM kind_setting WHERE graph_id = %s AND kind = 'meets'", (graph,)).fetchall()
    assert setting["rate"] == pytest.approx(best["rate"])
    again = db.execute("SELECT * FROM backtest(%s)", (graph,)).fetchall()
    assert again[0]["decay_factor"] == pytest.approx(best["decay_factor"])


def test_a_backtest_proposes_nothing_without_certainty(db: psycopg.Connection, graph: int) -> None:
    """Not from less than six periods, nor where all settings rank alike; a graph without evidence has no rows."""
    assert db.execute("SELECT * FROM backtest(%s)", (graph,)).fetchall() == []
    ids = entities(db, graph, 20)
    days = [TODAY - timedelta(days=age) for age in range(0, 600, 7)]
    observe(db, graph, "meets", [(*pair, day) for pair in zip(ids[::2], ids[1::2], strict=True) for day in days])
    rows = db.execute("SELECT * FROM backtest(%s)", (graph,)).fetchall()
    assert rows
    assert not any(row["is_proposed"] for row in rows)
    history(db, graph, "meets")
    assert any(row["is_proposed"] for row in db.execute("SELECT * FROM backtest(%s)", (graph,)))
    few = db.execute("SELECT * FROM backtest(%s, p_periods => 5)", (graph,)).fetchall()
    assert not any(row["is_proposed"] for row in few)


def test_a_backtest_knows_only_days_before_the_day_it_is_asked_for(db: psycopg.Connection, graph: int) -> None:
    """So that a setting can be chosen as it could have been then."""
    ids = entities(db, graph, 6)
    past = TODAY - timedelta(days=300)
    observe(db, graph, "meets", [(ids[0], ids[1], past - timedelta(days=age)) for age in range(0, 300, 10)])
    query = "SELECT * FROM backtest(%s, p_until => %s)"
    then = db.execute(query, (graph, past)).fetchall()
    observe(db, graph, "meets", [(ids[2], ids[3], TODAY - timedelta(days=age)) for age in range(0, 200, 5)])
    assert db.execute(query, (graph, past)).fetchall() == then


@pytest.mark.parametrize("arguments", ["p_days => 0", "p_periods => 0", "p_factors => '{1.5}'", "p_factors => '{}'"])
def test_a_backtest_refuses_impossible_arguments(db: psycopg.Connection, graph: int, arguments: str) -> None:
    """With the valid range."""
    with pytest.raises(psycopg.errors.InvalidParameterValue):
        db.execute(f"SELECT * FROM backtest(%s, {arguments})".encode(), (graph,))
