"""Taking back, doing again, restoring: whole tables are as they were, and nothing goes further than it should."""

import datetime as dt
import math
from itertools import permutations
from typing import Any
from uuid import UUID, uuid4

import psycopg
import pytest
from hypothesis import given
from hypothesis import strategies as st

from test_weight import Graph, db, examples, exclusive, seats, weight

__all__ = ["db"]


@pytest.fixture
def graph(db: psycopg.Connection) -> Graph:
    """A fresh graph of five entities that no rule relates."""
    return Graph(db)


def known(graph: Graph, number: int, context: str = "a", strategy: str = "alpha") -> UUID:
    """Let so many edges be learned by one run; return the run."""
    run = uuid4()
    graph.db.execute("INSERT INTO run (graph_id, id, mode, status) VALUES (%s, %s, 'manual', 'done')", (graph.id, run))
    graph.db.execute(
        "SELECT learn(%(graph)s, ARRAY(SELECT candidate(%(to)s::uuid, md5(i::text)::uuid, 'knows', %(strategy)s, "
        "%(context)s, 0.9) FROM generate_series(1, %(number)s) i), %(run)s)",
        {
            "graph": graph.id,
            "to": graph.entities[0],
            "strategy": strategy,
            "context": context,
            "number": number,
            "run": run,
        },
    )
    return run


def crowd(graph: Graph, number: int) -> None:
    """Insert so many more entities, which no rule relates."""
    graph.db.execute(
        "INSERT INTO entity (graph_id, id, title, type) SELECT %s, md5(i::text)::uuid, 'Crowd ' || i, 'thing' "
        "FROM generate_series(1, %s) i",
        (graph.id, number),
    )


def edge_count(graph: Graph) -> int:
    """Return how many edges live."""
    return int(graph.one("SELECT count(*) AS n FROM edge WHERE graph_id = %s", graph.id)["n"])


# -- readings that take each other's place --------------------------------------------------------------------------

READING = st.tuples(st.integers(1, 3), st.sampled_from("ab"))
FLIP = st.integers(0, 9)


class Seats:
    """A plain model: who sits where, after which runs."""

    def __init__(self) -> None:
        """Nobody sits anywhere."""
        self.finds: list[tuple[int, UUID, int, str]] = []
        self.undone: set[UUID] = set()

    def standing(self) -> list[tuple[int, UUID, int, str]]:
        """Return the finds that count: none later elsewhere, and the oldest of an observation."""
        live = [find for find in self.finds if find[1] not in self.undone]
        kept = [find for find in live if not any(o[0] > find[0] and o[2] != find[2] for o in live)]
        return [f for f in kept if not any(o[0] < f[0] and o[2:] == f[2:] for o in kept)]

    def seats(self) -> dict[int, float]:
        """Return the weights by target."""
        return {to: float(sum(1 for find in self.standing() if find[2] == to)) for _, _, to, _ in self.standing()}


@examples(40)
@given(operations=st.lists(READING | FLIP, min_size=4, max_size=14))
def test_readings_and_undos_in_any_order(db: psycopg.Connection, operations: list[Any]) -> None:
    """Exclusive readings, undone and done again: what sits there follows from which runs are undone."""
    graph, model = Graph(db), Seats()
    runs: list[UUID] = []
    undos: dict[UUID, UUID] = {}
    for time, operation in enumerate(operations):
        if isinstance(operation, tuple):
            to, context = operation
            run = uuid4()
            exclusive(graph, to, run, context)
            runs.append(run)
            if not any(find[2:] == (to, context) for find in model.standing()):
                model.finds.append((time, run, to, context))
        elif runs:
            run = runs[operation % len(runs)]
            before = graph.tables()
            once = graph.undo(undos[run] if run in model.undone else run)
            after = graph.tables()
            again = graph.undo(once)
            assert graph.tables() == before
            undos[run] = graph.undo(again)
            assert graph.tables() == after
            model.undone ^= {run}
        assert seats(graph) == model.seats()


def test_undo_restores_every_attribute_of_an_edge(graph: Graph) -> None:
    """Its pin, its birth and the application's metadata outlive being superseded, undone, and found anew."""
    runs = [uuid4() for _ in range(3)]
    exclusive(graph, 1, runs[0])
    graph.db.execute(
        "UPDATE edge SET pinned = true, metadata = metadata || '{\"seen\": true}' WHERE graph_id = %s", (graph.id,)
    )
    graph.db.execute("UPDATE edge_store SET created_at = '2020-01-01' WHERE graph_id = %s", (graph.id,))
    (first,) = graph.edges().values()
    exclusive(graph, 2, runs[1])
    assert list(seats(graph)) == [2]
    graph.undo(runs[1])
    (row,) = graph.edges().values()
    assert {**row, "updated_at": None} == {**first, "updated_at": None}
    graph.undo(runs[0])
    assert not graph.edges()
    exclusive(graph, 1, runs[2])
    (row,) = graph.edges().values()
    assert (row["pinned"], row["created_at"], row["metadata"]["seen"]) == (True, first["created_at"], True)


def test_undo_skips_edges_of_deleted_entities(graph: Graph) -> None:
    """Evidence of a deleted entity does not return, and does not stop the rest."""
    runs = [uuid4(), uuid4()]
    exclusive(graph, 1, runs[0])
    exclusive(graph, 2, runs[1])
    undo = graph.undo(runs[0])
    graph.db.execute("DELETE FROM entity WHERE id = %s", (graph.entities[1],))
    graph.undo(undo)
    graph.undo(runs[1])
    assert seats(graph) == {}


# -- what detection found --------------------------------------------------------------------------------------------


def test_undo_of_every_kind_of_run(graph: Graph) -> None:
    """Incremental, on demand, nightly, manual, prune, restore: taken back in any order, and done again in another."""
    graph.set("prune_guard", 1)
    graph.db.execute("ALTER TABLE entity DISABLE TRIGGER relationship_engine_insert")
    for title, kind in (("Acme", "organization"), ("Cook at Acme", "role"), ("Beta", "organization")):
        graph.db.execute("INSERT INTO entity (graph_id, title, type) VALUES (%s, %s, %s)", (graph.id, title, kind))
    graph.db.execute("ALTER TABLE entity ENABLE TRIGGER relationship_engine_insert")
    graph.db.execute("SELECT run_on_demand(NULL, %s)", (graph.id,))
    graph.db.execute("INSERT INTO entity (graph_id, title, type) VALUES (%s, 'Waiter at Beta', 'role')", (graph.id,))
    graph.db.execute("SELECT set_weight(id, 0.2) FROM edge WHERE graph_id = %s", (graph.id,))
    graph.nightly(graph.today + dt.timedelta(60))
    graph.nightly(graph.today + dt.timedelta(100))
    known_runs = graph.db.execute(
        "SELECT id, mode FROM run WHERE graph_id = %s ORDER BY started_at", (graph.id,)
    ).fetchall()
    graph.db.execute("SELECT restore_pruned(%s, '-infinity')", (graph.id,))
    graph.db.execute("SELECT set_weight(id, 0.01) FROM edge WHERE graph_id = %s LIMIT 1", (graph.id,))
    graph.db.execute("SELECT prune(%s)", (graph.id,))
    runs = graph.db.execute("SELECT id, mode FROM run WHERE graph_id = %s ORDER BY started_at", (graph.id,)).fetchall()
    assert len(runs) > len(known_runs)
    assert {run["mode"] for run in runs} >= {"incremental", "on_demand", "nightly", "manual", "prune", "restore"}
    for order in (runs, runs[::-1], runs[::2] + runs[1::2]):
        before = graph.tables()
        undos = [graph.undo(run["id"]) for run in order]
        assert not graph.edges()
        assert graph.one("SELECT decay_date = current_date AS is_back FROM graph WHERE id = %s", graph.id)["is_back"]
        for undo in undos[::-1]:
            graph.undo(undo)
        assert graph.tables() == before
        undos = [graph.undo(run["id"]) for run in order]
        nights = [undo for undo, run in zip(undos, order, strict=True) if run["mode"] == "nightly"]
        for undo in sorted(set(undos) - set(nights)) + nights:
            graph.undo(undo)
        assert graph.tables() == before


def test_a_repeated_night_is_not_redone(graph: Graph) -> None:
    """A night counts once: which of two nightlies made it, the user decides."""
    known(graph, 0)
    graph.learn([(*graph.entities[:2], "knows", "alpha", "a", 1.0, 0.9)])
    first = graph.nightly(graph.today + dt.timedelta(3))["id"]
    undo = graph.undo(first)
    second = graph.nightly(graph.today + dt.timedelta(2))["id"]
    with pytest.raises(psycopg.errors.ObjectNotInPrerequisiteState, match="were repeated by run") as error:
        graph.undo(undo)
    assert str(second) in (error.value.diag.message_hint or "")
    graph.undo(second)
    graph.undo(undo)
    assert weight(graph) == pytest.approx(0.99**3, rel=1e-9)
    assert graph.nightly(graph.today + dt.timedelta(3))["nights"] == 0


def test_an_undone_night_leaves_the_clock_as_it_was(graph: Graph) -> None:
    """To the last bit, where nothing was learned since; what is learned after the undo is younger than the night."""
    graph.learn([(*graph.entities[:2], "knows", "alpha", "a", 1.0, 0.9)])
    graph.nightly(graph.today + dt.timedelta(5))
    before = graph.tables()
    night = graph.nightly(graph.today + dt.timedelta(6))["id"]
    undo = graph.undo(night)
    assert graph.tables() == before
    graph.learn([(*graph.entities[1:3], "knows", "alpha", "a", 1.0, 0.9)])
    graph.undo(undo)
    weights = sorted(row["weight"] for row in graph.edges().values())
    assert weights == pytest.approx([0.99**6, 1.0], rel=1e-12)


def test_a_learner_at_work_during_the_night(graph: Graph) -> None:
    """Evidence that read the clock before the step and was written after later evidence: each keeps its side of it."""
    a, b, c = graph.entities[:3]
    graph.learn([(a, b, "knows", "alpha", "early", 1.0, 0.9)])
    night = graph.nightly(graph.today + dt.timedelta(10))["id"]
    graph.learn([(a, c, "knows", "alpha", "late", 1.0, 0.9)])
    graph.db.execute(
        "UPDATE evidence SET observed_at = clock_timestamp() WHERE graph_id = %s AND context = 'early'", (graph.id,)
    )
    graph.db.execute("SELECT refresh_edges(%s, ARRAY(SELECT id FROM edge WHERE graph_id = %s))", (graph.id,) * 2)
    before = graph.tables()
    undo = graph.undo(night)
    assert [row["weight"] for row in graph.edges().values()] == pytest.approx([1, 1], rel=1e-11)
    after = graph.tables()
    again = graph.undo(undo)
    assert graph.tables() == before
    graph.undo(again)
    assert graph.tables() == after


# -- previews, guards ------------------------------------------------------------------------------------------------


def test_previews_report_the_effect_and_change_nothing(graph: Graph) -> None:
    """A dry run reports what the undo then reports; the preview lists the edges with their weights."""
    a, b, c, d, _ = graph.entities
    graph.learn([(a, b, "knows", "alpha", "a", 1.0, 0.9), (a, c, "knows", "alpha", "a", 0.05, 0.9)])
    graph.set("prune_guard", 1)
    graph.learn([(a, d, "knows", "alpha", "a", 1.0, 0.9)])
    graph.db.execute("SELECT prune(%s)", (graph.id,))
    run = uuid4()
    graph.db.execute("INSERT INTO run (graph_id, id, mode, status) VALUES (%s, %s, 'manual', 'done')", (graph.id, run))
    graph.learn(
        [
            (a, b, "knows", "alpha", "b", 1.0, 0.9),
            (a, c, "knows", "alpha", "b", 1.0, 0.9),
            (b, d, "knows", "alpha", "b", 1.0, 0.9),
        ],
        run,
    )
    before, runs = graph.tables(), graph.one("SELECT count(*) FROM run WHERE graph_id = %s", graph.id)
    dry = graph.one("SELECT * FROM undo_run(%s, p_dry_run => true)", run)
    listed = graph.db.execute("SELECT * FROM preview_undo(%s)", (run,)).fetchall()
    assert graph.tables() == before
    assert graph.one("SELECT count(*) FROM run WHERE graph_id = %s", graph.id) == runs
    weights = {row["to_id"]: (row["change"], row["weight_before"], row["weight_after"]) for row in listed}
    assert weights == {
        b: ("changed", pytest.approx(2), pytest.approx(1)),
        c: ("removed", pytest.approx(1.05), None),
        d: ("removed", pytest.approx(1), None),
    }
    done = graph.one("SELECT * FROM undo_run(%s)", run)
    ignored = ("run_id", "status", "processing_time")
    assert {**dry, **dict.fromkeys(ignored)} == {**done, **dict.fromkeys(ignored)}
    assert (dry["status"], done["status"], done["edges_pruned"], done["edges_updated"]) == ("dry_run", "done", 2, 1)
    listed = graph.db.execute("SELECT change FROM preview_undo(%s)", (done["run_id"],)).fetchall()
    assert sorted(row["change"] for row in listed) == ["changed", "returned", "returned"]
    assert {row["graph_id"] for row in (dry, done)} == {graph.id}


def test_the_guard_stops_an_undo_that_would_take_most_of_the_graph(graph: Graph) -> None:
    """Beyond undo_guard and 100 edges it needs force; it may be done again just so."""
    crowd(graph, 300)
    known(graph, 130)
    run = known(graph, 300, "b")
    with pytest.raises(psycopg.errors.ObjectNotInPrerequisiteState, match="170 of 300 live edges would be removed"):
        graph.undo(run)
    assert edge_count(graph) == 300
    assert graph.one("SELECT * FROM undo_run(%s, true)", run)["edges_pruned"] == 170
    graph.set("undo_guard", 0.6)
    undo = graph.undo(run)
    assert edge_count(graph) == 130
    graph.undo(undo)
    graph.set("undo_guard", 0)
    graph.db.execute("SELECT undo_run(%s, p_force => true)", (run,))
    assert edge_count(graph) == 130
    few = Graph(graph.db)
    few.set("undo_guard", 0)
    few.learn([(*few.entities[:2], "knows", "alpha", "a", 1.0, 0.9)])
    few.undo(few.newest_run("manual")["id"])  # fewer than 100 edges may always go
    assert not few.edges()


# -- too many edges pruned -------------------------------------------------------------------------------------------


def test_restore_pruned_is_exact_without_a_backup(graph: Graph) -> None:
    """A bad parameter prunes half of the graph over several nights; one call brings it back, as if it had not been."""
    graph.set("prune_guard", 1)
    other = Graph(graph.db)
    other.set("prune_guard", 1)
    for one in (graph, other):
        crowd(one, 0)
        ends = one.entities
        for nth, gain in enumerate((0.12, 0.3, 0.5, 0.9, 3.0)):
            one.learn([(ends[nth], ends[(nth + 1) % 5], "knows", "alpha", "a", gain, 0.9)])
        one.nightly(one.today + dt.timedelta(30))  # prunes the weakest, rightly
    since = graph.one("SELECT clock_timestamp() AS now")["now"]
    graph.set("prune_threshold", 0.6)
    for day in (31, 32, 33):
        graph.nightly(graph.today + dt.timedelta(day))
    assert len(graph.edges()) == 2
    graph.learn([(graph.entities[2], graph.entities[3], "knows", "alpha", "b", 1.0, 0.9)])  # one returned by itself
    graph.set("prune_threshold", 0.1)
    dry = graph.one("SELECT * FROM restore_pruned(%s, %s, true)", graph.id, since)
    assert (dry["status"], dry["edges_created"], len(graph.edges())) == ("dry_run", 1, 3)
    done = graph.one("SELECT * FROM restore_pruned(%s, %s)", graph.id, since)
    assert (done["status"], done["edges_created"], done["message"]) == ("done", 1, "1 edges restored")
    for day in (31, 32, 33):
        other.nightly(other.today + dt.timedelta(day))
    other.learn([(other.entities[2], other.entities[3], "knows", "alpha", "b", 1.0, 0.9)])
    weights = [
        {(one.entities.index(f), one.entities.index(t)): row["weight"] for (f, t, _), row in one.edges().items()}
        for one in (graph, other)
    ]
    assert weights[0] == weights[1]
    assert graph.nightly(graph.today + dt.timedelta(34))["edges_pruned"] == 0
    graph.undo(done["run_id"])
    assert len(graph.edges()) == 3


def test_restore_pruned_warns_that_the_night_would_prune_again(graph: Graph) -> None:
    """While the threshold is as it was, the edges that it brings back are weak still."""
    graph.set("prune_guard", 1)
    graph.learn([(*graph.entities[:2], "knows", "alpha", "a", 0.05, 0.9)])
    graph.db.execute("SELECT prune(%s)", (graph.id,))
    row = graph.one("SELECT * FROM restore_pruned(%s, '-infinity')", graph.id)
    assert "1 of them are weaker than 0.1: lower graph.prune_threshold" in row["message"]
    assert graph.one("SELECT * FROM restore_pruned(%s, '-infinity')", graph.id)["edges_created"] == 0
    with pytest.raises(psycopg.errors.InvalidParameterValue):
        graph.db.execute("SELECT restore_pruned(%s, NULL)", (graph.id,))
    with pytest.raises(psycopg.errors.NoDataFound):
        graph.db.execute("SELECT restore_pruned(4711, now())")


def test_restore_and_undo_of_the_pruning_in_any_order(graph: Graph) -> None:
    """The edge sleeps while its pruning is not undone, and the restore is."""
    graph.set("prune_guard", 1)
    graph.learn([(*graph.entities[:2], "knows", "alpha", "a", 0.05, 0.9)])
    pruning = graph.one("SELECT run_id FROM prune(%s)", graph.id)["run_id"]
    restore = graph.one("SELECT run_id FROM restore_pruned(%s, '-infinity')", graph.id)["run_id"]
    undone: dict[UUID, UUID] = {}
    for flip in (pruning, restore, pruning, restore, restore, pruning, pruning, restore, pruning, restore):
        undo = graph.undo(undone.pop(flip, flip))
        if flip not in undone and graph.one("SELECT status FROM run WHERE id = %s", flip)["status"] == "undone":
            undone[flip] = undo
        assert bool(graph.edges()) == (pruning in undone or restore not in undone)


# -- purging ---------------------------------------------------------------------------------------------------------


def age(graph: Graph, *runs: UUID) -> None:
    """Let runs be older than the retention."""
    graph.db.execute(
        "UPDATE run SET started_at = now() - interval '91 days' WHERE graph_id = %s AND id = ANY (%s)",
        (graph.id, list(runs)),
    )
    graph.db.execute(
        "UPDATE scaling SET scaled_at = now() - interval '91 days' WHERE graph_id = %s AND scaled_by = ANY (%s)",
        (graph.id, list(runs)),
    )


def test_purging_keeps_recent_undos(graph: Graph) -> None:
    """An old run that was undone today can be done again; one undone long ago is gone for good."""
    graph.learn([(*graph.entities[:2], "knows", "alpha", "a", 1.0, 0.9)])
    old = graph.newest_run("manual")["id"]
    before = graph.tables()
    undo = graph.undo(old)
    age(graph, old)
    graph.db.execute("SELECT purge(%s)", (graph.id,))
    again = graph.undo(undo)
    assert graph.tables() == before
    last = graph.undo(again)
    age(graph, undo, again, last)
    graph.db.execute("SELECT purge(%s)", (graph.id,))
    assert not graph.db.execute("SELECT FROM run WHERE mode <> 'incremental' AND graph_id = %s", (graph.id,)).rowcount
    assert graph.one("SELECT count(*) AS n FROM edge_store WHERE graph_id = %s", graph.id)["n"] == 0
    with pytest.raises(psycopg.errors.NoDataFound):
        graph.undo(last)


def test_purging_keeps_the_gain_that_scalings_begin_with(graph: Graph) -> None:
    """Of two settings of a weight the older is purged: undoing the younger leaves what the older had set."""
    graph.learn([(*graph.entities[:2], "knows", "alpha", "a", 1.0, 0.9)])
    runs = []
    for value in (4.0, 7.0):
        graph.db.execute("SELECT set_weight(id, %s) FROM edge WHERE graph_id = %s", (value, graph.id))
        runs.append(graph.newest_run("manual")["id"])
    age(graph, runs[0])
    graph.db.execute("SELECT purge(%s)", (graph.id,))
    undo = graph.undo(runs[1])
    assert weight(graph) == pytest.approx(4.0)
    graph.undo(undo)
    assert weight(graph) == pytest.approx(7.0)
    age(graph, *runs)
    graph.db.execute("UPDATE run SET started_at = now() - interval '91 days' WHERE graph_id = %s", (graph.id,))
    graph.db.execute("SELECT purge(%s)", (graph.id,))
    assert graph.one("SELECT count(*) AS n FROM scaling WHERE graph_id = %s", graph.id)["n"] == 0
    assert weight(graph) == pytest.approx(7.0)


# -- nights in any order ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("sequence", ["NNL", "NLN", "NLNL", "LNLNL", "NNNL"])
def test_nights_undone_and_redone_in_any_order(graph: Graph, sequence: str) -> None:
    """Whatever was learned before, between and after them weighs what it did, to the last bit."""
    graph.set("decay_factor", 0.5)
    graph.set("prune_threshold", 1e-9)
    nights: list[UUID] = []
    for nth, step in enumerate(sequence):
        if step == "N":
            nights.append(graph.nightly(graph.today + dt.timedelta(len(nights) + 1))["id"])
        else:
            graph.learn([(*graph.entities[:2], f"knows_{nth}", "alpha", "a", 1.0, 0.9)])
    before = graph.tables()
    for order in permutations(nights):
        for back in permutations(nights):
            undos = {night: graph.undo(night) for night in order}
            assert {row["weight"] for row in graph.edges().values()} == {1.0}
            for night in back:
                graph.undo(undos[night])
            assert graph.tables() == before


def test_a_find_of_a_redone_run_counts_instead_of_a_later_one(graph: Graph) -> None:
    """One find of an observation counts, the oldest whose run is not undone, and all of them stay."""
    first, second = known(graph, 0), known(graph, 0, "b")
    candidate = (*graph.entities[:2], "knows", "alpha", "a")
    graph.learn([(*candidate, 2.0, 0.9)], first)
    undo = graph.undo(first)
    assert not graph.edges()
    with pytest.raises(psycopg.errors.ObjectNotInPrerequisiteState, match="is undone"):
        graph.learn([(*candidate, 4.0, 0.9)], first)
    assert graph.learn([(*candidate, 3.0, 0.9)], second) == (1, 0, 0)
    assert weight(graph) == pytest.approx(3.0)
    graph.undo(undo)
    assert weight(graph) == pytest.approx(2.0)
    assert graph.one("SELECT count(*) AS n FROM evidence WHERE graph_id = %s", graph.id)["n"] == 2
    graph.undo(first)
    assert weight(graph) == pytest.approx(3.0)


def test_pruning_and_strength_go_by_the_rate_of_each_edge(graph: Graph) -> None:
    """An edge of rate 0 does not fade, one of rate 2 fades twice as fast; the strongest are found in each rate."""
    graph.set("prune_guard", 1)
    a, *others = graph.entities
    graph.learn([(a, b, "knows", "alpha", "a", 1.0, 0.9) for b in others[:3]])
    for rate, b in zip((0, 1, 2), others, strict=False):
        graph.db.execute("UPDATE edge_store SET rate = %s WHERE graph_id = %s AND to_id = %s", (rate, graph.id, b))
    run = graph.nightly(graph.today + dt.timedelta(150))
    weights = {to: row["weight"] for (_, to, _), row in graph.edges().items()}
    assert run["edges_pruned"] == 1
    assert weights == {others[0]: 1.0, others[1]: pytest.approx(0.99**150)}
    rows = graph.db.execute("SELECT * FROM strongest_edges(%s, p_limit => 1)", (graph.id,)).fetchall()
    assert [(row["to_id"], row["strength"]) for row in rows] == [(others[0], pytest.approx(1 - math.exp(-0.9)))]
    rows = graph.db.execute("SELECT to_id FROM strongest_edges(%s, %s)", (graph.id, a)).fetchall()
    assert [row["to_id"] for row in rows] == others[:2]
    graph.undo(run["id"])
    assert {row["weight"] for row in graph.edges().values()} == {1.0}
