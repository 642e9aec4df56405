"""Weight is a pure function of evidence and time: the database against the model in oracle.py."""

import datetime as dt
import math
import os
import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import count
from typing import Any
from uuid import UUID, uuid4

import psycopg
import pytest
from hypothesis import HealthCheck, event, given, settings
from hypothesis import strategies as st

from conftest import connect, janitor
from oracle import PAUSED, EdgeKey, Oracle

# RE_EXAMPLES=1000 goes hunting with random examples; without it a run tries the same ones each time.
HUNT = int(os.environ.get("RE_EXAMPLES", "0"))
STRATEGY_WEIGHTS = {"alpha": 0.4, "beta": 1.0, "pattern": 0.8}
NUMBERS = count()
TABLES = {
    "graph": "",
    "edge_store": "AND strategies <> '{}'",
    "evidence": "AND retracted_by IS NULL",
    "decay_step": "AND undone_by IS NULL",
    "pruning": "AND retracted_by IS NULL",
    "scaling": "",
}
WRITTEN = "{updated_at, purged_at, revision, restored_by, decay_step_no}"
LOWEST = 1e-250  # below it there is only: next to nothing
SQL_LEARN = """
    SELECT r.* FROM learn(%(graph)s, ARRAY(
        SELECT candidate(c.f, c.t, c.kind, c.strategy, c.context, c.confidence, p_gain => c.gain,
            p_is_symmetric => c.is_symmetric)
        FROM unnest(%(f)s::uuid[], %(t)s::uuid[], %(kind)s::text[], %(strategy)s::text[], %(context)s::text[],
            %(gain)s::float8[], %(confidence)s::float8[], %(is_symmetric)s::bool[])
            WITH ORDINALITY AS c (f, t, kind, strategy, context, gain, confidence, is_symmetric, nth)
        ORDER BY c.nth), %(run)s) r"""


def examples(number: int) -> Any:  # noqa: ANN401
    """Return settings for a property; one database serves all its examples."""
    return settings(
        max_examples=HUNT or number,
        derandomize=not HUNT,
        deadline=None,
        suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
    )


@pytest.fixture(scope="module")
def db(server: Any, template: str) -> Iterator[psycopg.Connection]:  # noqa: ANN401
    """A connection to one database for the whole module; strategies alpha and beta find nothing by themselves."""
    name = f"re_{uuid4().hex[:12]}"
    with janitor(server, name, template), connect(server.uri(name)) as opened:
        opened.execute("SET search_path = relationship_engine, public")
        for strategy in ("alpha", "beta"):
            opened.execute(
                f"CREATE FUNCTION relationship_engine.detect_{strategy}(bigint, uuid[]) RETURNS SETOF candidate "
                "LANGUAGE sql STABLE AS 'SELECT c.* FROM unnest(NULL::relationship_engine.candidate[]) c'"
            )
        yield opened


@dataclass
class Graph:
    """A fresh graph in the database, and five entities that no rule relates."""

    db: psycopg.Connection
    id: int = 0
    entities: list[UUID] = field(default_factory=list)

    def __post_init__(self) -> None:
        """Make it."""
        self.id = self.one("SELECT create_graph(%s) AS id", f"graph {next(NUMBERS)}")["id"]
        for strategy, weight in STRATEGY_WEIGHTS.items():
            self.db.execute(
                "INSERT INTO strategy_setting (graph_id, strategy, weight) VALUES (%s, %s, %s) "
                "ON CONFLICT (graph_id, strategy) DO UPDATE SET weight = EXCLUDED.weight",
                (self.id, strategy, weight),
            )
        rows = self.db.execute(
            "INSERT INTO entity (graph_id, title, type) SELECT %s, 'Thing ' || i, 'thing' FROM generate_series(1, 5) i "
            "RETURNING id",
            (self.id,),
        )
        self.entities = sorted(row["id"] for row in rows)

    def one(self, sql: str, *values: object) -> dict[str, Any]:
        """Return the one row of a query."""
        row = self.db.execute(sql, values).fetchone()
        assert row is not None
        return row

    @property
    def today(self) -> dt.date:
        """The day at the server."""
        return self.one("SELECT current_date AS today")["today"]

    def set(self, column: str, value: object) -> None:
        """Set a column of the graph."""
        self.db.execute(f"UPDATE graph SET {column} = %s WHERE id = %s", (value, self.id))  # type: ignore[arg-type]

    def learn(self, candidates: list[tuple[Any, ...]], run: UUID | None = None) -> tuple[int, int, int]:
        """Learn (from, to, kind, strategy, context, gain, confidence[, symmetric]); return the report."""
        columns = zip(*((*c, False)[:8] for c in candidates), strict=True)
        names = ("f", "t", "kind", "strategy", "context", "gain", "confidence", "is_symmetric")
        values = {name: list(column) for name, column in zip(names, columns, strict=True)}
        row = self.db.execute(SQL_LEARN, {"graph": self.id, "run": run, **values}).fetchone()
        assert row is not None
        return row["edges_created"], row["edges_updated"], row["proposals"]

    def nightly(self, night: dt.date) -> dict[str, Any]:
        """Run a nightly and return its log row."""
        self.db.execute("CALL run_nightly(%s, false, %s, true)", (self.id, night))
        return self.newest_run("nightly")

    def newest_run(self, mode: str) -> dict[str, Any]:
        """Return the log row of the newest run of a mode."""
        return self.one(
            "SELECT * FROM run WHERE graph_id = %s AND mode = %s ORDER BY started_at DESC LIMIT 1", self.id, mode
        )

    def edges(self) -> dict[EdgeKey, dict[str, Any]]:
        """Return the edges that live."""
        rows = self.db.execute("SELECT * FROM edge WHERE graph_id = %s", (self.id,))
        return {(row["from_id"], row["to_id"], row["kind"]): row for row in rows}

    def undo(self, run: UUID) -> UUID:
        """Undo a run, or an undo, and return the run that did it; it does what its previews said."""
        dry = self.one("SELECT * FROM undo_run(%s, p_dry_run => true, p_force => true)", run)
        listed = self.db.execute("SELECT * FROM preview_undo(%s)", (run,)).fetchall()
        before = self.edges()
        done = self.one("SELECT * FROM undo_run(%s)", run)
        after = self.edges()
        ignored = dict.fromkeys(("run_id", "status", "processing_time"))
        assert {**dry, **ignored} == {**done, **ignored}
        foreseen = {(row["from_id"], row["to_id"], row["kind"]): row for row in listed}
        assert before.keys() - after.keys() == {k for k, row in foreseen.items() if row["change"] == "removed"}
        assert after.keys() - before.keys() == {k for k, row in foreseen.items() if row["change"] == "returned"}
        for key, row in foreseen.items():
            weights = [edges[key]["weight"] if key in edges else None for edges in (before, after)]
            assert [row["weight_before"], row["weight_after"]] == pytest.approx(weights)
        return done["run_id"]

    def tables(self) -> dict[str, list[str]]:
        """Return all that counts in all tables that an undo may touch, but for when it was written."""
        return {
            table: [
                row["content"]
                for row in self.db.execute(
                    f"SELECT (to_jsonb(t) - '{WRITTEN}'::text[])::text AS content FROM {table} t "
                    f"WHERE {'id' if table == 'graph' else 'graph_id'} = %s {condition} ORDER BY 1",
                    (self.id,),
                )
            ]
            for table, condition in TABLES.items()
        }

    def state(self) -> list[tuple[Any, ...]]:
        """Return what recomputation must not change: all edges, pruned ones too."""
        rows = self.db.execute(
            "SELECT from_id, to_id, kind, log_weight, confidence, strategies, pruned_by_run FROM edge_store "
            "WHERE graph_id = %s AND strategies <> '{}' ORDER BY 1, 2, 3",
            (self.id,),
        )
        return [tuple(row.values()) for row in rows]


# -- operations on the database and the model at once ---------------------------------------------------------------

ENTITY = st.integers(0, 4)
GAIN = st.sampled_from([1.0, 1.0, 1.0, 0.5, 0.01, 3.0, 1e-6, 1e6]) | st.floats(1e-6, 1e6)
CONFIDENCE = st.sampled_from([0.95, 0.8, 0.3, 1.0, 0.1]) | st.floats(0, 1)
STRATEGY = st.sampled_from([*STRATEGY_WEIGHTS, *STRATEGY_WEIGHTS, "unlisted", "manual"])
CANDIDATE = st.tuples(
    ENTITY,
    st.integers(1, 4),
    st.sampled_from(["knows", "likes"]),
    STRATEGY,
    st.sampled_from("abcdef"),
    GAIN,
    CONFIDENCE,
)
PICK = st.integers(0, 99)
OPERATION = st.one_of(
    st.tuples(st.just("learn"), st.lists(CANDIDATE, min_size=1, max_size=6)),
    st.tuples(st.just("learn"), st.lists(CANDIDATE, min_size=1, max_size=2)),
    st.tuples(st.just("relearn"), PICK),
    st.tuples(st.just("learn_within"), PICK, st.lists(CANDIDATE, min_size=1, max_size=2)),
    st.tuples(st.just("reject"), PICK),
    st.tuples(st.just("rate"), PICK, st.sampled_from([0.0, 0.2, 1.0, 3.7])),
    st.tuples(st.just("nightly"), st.sampled_from([1, 1, 1, 2, 3, 30])),
    st.tuples(st.just("nightly"), st.sampled_from([0, 0, -1, -5])),
    st.tuples(st.just("prune")),
    st.tuples(st.just("undo"), PICK),
    st.tuples(st.just("undo"), PICK),
    st.tuples(st.just("undo"), PICK),
    st.tuples(st.just("restore"), st.integers(1, 3)),
    st.tuples(st.just("set_weight"), PICK, st.sampled_from([0.01, 0.5, 1.0, 7.5, 1000.0])),
    st.tuples(st.just("pin"), PICK, st.booleans()),
    st.tuples(st.just("mode"), st.sampled_from(["active", "active", "parallel", "off", "shadow"])),
    st.tuples(st.just("decay_factor"), st.sampled_from([0.99, 0.9, 0.5, 0.999, 1.0])),
)


class Pair:
    """The database and the model, side by side."""

    def __init__(self, db: psycopg.Connection, guard: float) -> None:
        """Begin with an empty graph."""
        self.graph = Graph(db)
        self.graph.set("prune_guard", guard)
        self.graph.set("prune_threshold", 0.137)
        first = self.graph.one("SELECT decay_date FROM graph WHERE id = %s", self.graph.id)["decay_date"]
        self.oracle = Oracle(first, STRATEGY_WEIGHTS, prune_guard=guard, prune_threshold=0.137)
        self.calls: list[list[tuple[Any, ...]]] = []
        self.undos: dict[UUID, UUID] = {}
        self.learners: list[UUID] = []

    def learn(self, drawn: list[tuple[Any, ...]]) -> None:
        """Learn candidates; no self loops."""
        candidates = [
            (self.graph.entities[f], self.graph.entities[(f + apart) % 5], *rest) for f, apart, *rest in drawn
        ]
        self.calls.append(candidates)
        self._learn(candidates)

    def learn_within(self, pick: int, drawn: list[tuple[Any, ...]]) -> None:
        """Learn candidates within a run that has learned before, and that may be undone."""
        if not self.learners:
            return
        candidates = [
            (self.graph.entities[f], self.graph.entities[(f + apart) % 5], *rest) for f, apart, *rest in drawn
        ]
        run = self.learners[pick % len(self.learners)]
        if self.oracle.runs[run].undone and self.oracle.mode != "off":
            with pytest.raises(psycopg.errors.ObjectNotInPrerequisiteState, match="is undone"):
                self.graph.learn(candidates, run)
        else:
            self._learn(candidates, run)

    def relearn(self, pick: int) -> None:
        """Learn again what was learned before."""
        if self.calls:
            self._learn(self.calls[pick % len(self.calls)])

    def _learn(self, candidates: list[tuple[Any, ...]], run: UUID | None = None) -> None:
        if run is None:
            run = uuid4()
            self.graph.db.execute(
                "INSERT INTO run (graph_id, id, mode, status) VALUES (%s, %s, 'manual', 'done')", (self.graph.id, run)
            )
            if self.oracle.mode != "off":
                self.learners.append(run)
        got = self.graph.learn(candidates, run)
        assert got == self.oracle.learn(
            run,
            [((f, t, kind), strategy, context, gain, sure) for f, t, kind, strategy, context, gain, sure in candidates],
        )

    def nightly(self, nights: int) -> None:
        """Run the nightly so many nights after the last one, or for an earlier night."""
        night = self.oracle.reached + dt.timedelta(nights)
        if nights < 0 and not self.oracle.has_aged:
            return  # a clock that never moved may begin in the past: see test_history_is_replayed
        if self.oracle.is_close_call():
            return
        run = self.graph.nightly(night)
        assert run["status"] == ("skipped" if self.oracle.mode == "off" else "done")
        assert (run["nights"], run["edges_pruned"]) == self.oracle.nightly(run["id"], night)
        if self.oracle.is_close_call():  # too late to step back: take the step back on both sides
            self._undo(run["id"])

    def prune(self) -> None:
        """Prune."""
        if not self.oracle.is_close_call():
            report = self.graph.one("SELECT * FROM prune(%s)", self.graph.id)
            assert report["edges_pruned"] == self.oracle.prune(report["run_id"])

    def restore(self, number: int) -> None:
        """Take back what the last runs pruned."""
        pruners = self.oracle.last_pruners(number)
        row = self.graph.one(
            "SELECT min(pruned_at) AS since FROM pruning WHERE graph_id = %s AND run_id = ANY (%s)",
            self.graph.id,
            pruners,
        )
        if row["since"]:
            report = self.graph.one("SELECT * FROM restore_pruned(%s, %s)", self.graph.id, row["since"])
            assert report["edges_created"] == len(self.oracle.restore(report["run_id"], pruners))

    def undo(self, pick: int) -> None:
        """Undo a run, or do it again; a paused nightly did nothing that could be taken back."""
        runs = [run for run, known in self.oracle.runs.items() if not known.paused]
        if runs:
            self._undo(runs[pick % len(runs)])

    def _undo(self, run: UUID) -> None:
        undo = self.undos.get(run, run) if self.oracle.runs[run].undone else run
        if self.oracle.is_refused(run):
            with pytest.raises(
                psycopg.errors.ObjectNotInPrerequisiteState, match=r"were repeated by run|is merged into"
            ):
                self.graph.undo(undo)
            return
        before = self.graph.tables()
        once = self.graph.undo(undo)
        after = self.graph.tables()
        again = self.graph.undo(once)
        assert self.graph.tables() == before
        self.undos[run] = self.graph.undo(again)
        assert self.graph.tables() == after
        self.oracle.flip(run)

    def merge(self, pick: int, apart: int) -> None:
        """Merge two entities that are there."""
        there = [entity for entity in self.graph.entities if self.oracle.kept(entity) == entity]
        if len(there) > 2:
            keep, drop = there[pick % len(there)], there[(pick + 1 + apart % (len(there) - 1)) % len(there)]
            before = self.graph.tables()
            dry = self.graph.one("SELECT * FROM merge_entities(%s, %s, true)", keep, drop)
            assert self.graph.tables() == before
            report = self.graph.one("SELECT * FROM merge_entities(%s, %s)", keep, drop)
            assert report["message"] == dry["message"]
            self.oracle.merge(report["run_id"], keep, drop)

    def set_weight(self, pick: int, weight: float) -> None:
        """Set the weight of an edge that lives."""
        edge = self._live(pick)
        if edge:
            row = self.graph.one(
                "SELECT set_weight(edge_id(%s, %s, %s, %s), %s) AS weight", self.graph.id, *edge, weight
            )
            assert row["weight"] == pytest.approx(weight, rel=1e-9)
            self.oracle.set_weight(self.graph.newest_run("manual")["id"], edge, weight)

    def reject(self, pick: int) -> None:
        """Reject an edge that lives."""
        edge = self._live(pick)
        if edge:
            report = self.graph.one(
                "SELECT * FROM review_edge(edge_id(%s, %s, %s, %s), 'reject')", self.graph.id, *edge
            )
            self.oracle.reject(report["run_id"], edge)

    def rate(self, pick: int, rate: float) -> None:
        """Set the rate at which an edge that lives fades; its weight is derived again."""
        edge = self._live(pick)
        if edge:
            self.graph.db.execute(
                "UPDATE edge_store SET rate = %s WHERE graph_id = %s AND from_id = %s AND to_id = %s AND kind = %s",
                (rate, self.graph.id, *edge),
            )
            self.graph.db.execute(
                "SELECT refresh_edges(%s, ARRAY[edge_id(%s, %s, %s, %s)])", (self.graph.id, self.graph.id, *edge)
            )
            self.oracle.rates[edge] = rate

    def pin(self, pick: int, pinned: bool) -> None:  # noqa: FBT001
        """Pin an edge that lives, or not any more."""
        edge = self._live(pick)
        if edge:
            self.graph.db.execute(
                "UPDATE edge SET pinned = %s WHERE graph_id = %s AND from_id = %s AND to_id = %s AND kind = %s",
                (pinned, self.graph.id, *edge),
            )
            (self.oracle.pinned.add if pinned else self.oracle.pinned.discard)(edge)

    def mode(self, mode: str) -> None:
        """Pause the graph, or let it go on."""
        self.graph.set("mode", mode)
        self.oracle.mode = mode

    def decay_factor(self, factor: float) -> None:
        """Change the factor for the nights to come."""
        self.graph.set("decay_factor", factor)
        self.oracle.decay_factor = factor

    def _live(self, pick: int) -> EdgeKey | None:
        live = sorted(self.oracle.live_edges())
        return live[pick % len(live)] if live else None

    def check(self) -> None:
        """Compare the edges that live, their weights and their confidences."""
        got = self.graph.edges()
        assert set(got) == self.oracle.live_edges()
        for edge, row in got.items():
            agree(row["weight"], self.oracle.weight(edge))
            assert row["confidence"] == pytest.approx(self.oracle.confidence(edge), rel=1e-9)

    def check_recomputation(self) -> None:
        """Compute all edges anew from their evidence: nothing changes."""
        before = self.graph.state()
        self.graph.db.execute(
            "SELECT refresh_edges(%s, ARRAY(SELECT id FROM edge_store WHERE graph_id = %s))", (self.graph.id,) * 2
        )
        assert self.graph.state() == before
        assert {state[:3] for state in before} == set(self.oracle.evidence)


def agree(got: float, expected: float) -> None:
    """Compare two weights."""
    if expected < LOWEST:
        assert 0 <= got < LOWEST * 10
    else:
        assert got == pytest.approx(expected, rel=1e-9)


@examples(120)
@given(guard=st.sampled_from([1.0, 1.0, 0.1]), operations=st.lists(OPERATION, min_size=6, max_size=16))
def test_database_agrees_with_the_model(
    db: psycopg.Connection, guard: float, operations: list[tuple[Any, ...]]
) -> None:
    """Evidence, nights, pauses, prunings, returns, settings and undos in any order leave what the model says."""
    pair = Pair(db, guard)
    for name, *values in operations:
        event(name)
        getattr(pair, name)(*values)
        pair.check()
    pair.check_recomputation()


# Kinds with a direction. What a pin or a rate of one of two edges means for the joined one: see test_merge.py.
DIRECTED = CANDIDATE.map(
    lambda candidate: (*candidate[:2], {"knows": "leads"}.get(candidate[2], "likes"), *candidate[3:])
)
MERGING = st.one_of(
    st.tuples(st.just("learn"), st.lists(DIRECTED, min_size=1, max_size=6)),
    st.tuples(st.just("merge"), PICK, PICK),
    st.tuples(st.just("undo"), PICK),
    st.tuples(st.just("relearn"), PICK),
    st.tuples(st.just("nightly"), st.sampled_from([1, 1, 30])),
    st.tuples(st.just("prune")),
    st.tuples(st.just("reject"), PICK),
    st.tuples(st.just("restore"), st.integers(1, 3)),
    st.tuples(st.just("set_weight"), PICK, st.sampled_from([0.01, 0.5, 7.5])),
)


@examples(40)
@given(learned=st.lists(DIRECTED, min_size=4, max_size=10), operations=st.lists(MERGING, min_size=4, max_size=12))
def test_database_agrees_with_the_model_about_merges(
    db: psycopg.Connection, learned: list[tuple[Any, ...]], operations: list[tuple[Any, ...]]
) -> None:
    """Merges, and whatever happens before and after, undone and redone in any order, leave what the model says."""
    pair = Pair(db, 1.0)
    for name, *values in [("learn", learned), *operations]:
        event(name)
        getattr(pair, name)(*values)
        pair.check()


# -- undo, case by case ---------------------------------------------------------------------------------------------


def steps(db: psycopg.Connection, *operations: tuple[Any, ...], guard: float = 1.0) -> None:
    """Run operations on both sides and compare after each; ("undo", k) takes back the k-th run."""
    pair = Pair(db, guard)
    for name, *values in operations:
        if name == "undo":
            pair._undo(list(pair.oracle.runs)[values[0]])  # noqa: SLF001
        else:
            getattr(pair, name)(*values)
        pair.check()
    pair.check_recomputation()


def evidence(context: str, gain: float = 1.0, strategy: str = "pattern") -> tuple[str, list[tuple[Any, ...]]]:
    """Return the operation that learns one observation of one edge."""
    return "learn", [(0, 1, "knows", strategy, context, gain, 0.9)]


@pytest.mark.parametrize("merge", [("merge", 0, 0), ("merge", 1, 3)])
@pytest.mark.parametrize("undone", [[5], [5, 5], [4, 5], [5, 4], [4, 5, 4], [5, 4, 5, 4]])
def test_a_joined_edge_lives_if_one_of_both_did(
    db: psycopg.Connection, merge: tuple[Any, ...], undone: list[int]
) -> None:
    """What pruned the other one alone does not prune it; the order in which merge and pruning are undone is no matter."""
    both = [(0, 2, "leads", "alpha", "a", 1.0, 0.9), (1, 1, "leads", "alpha", "b", 1.0, 0.9)]
    steps(
        db,
        ("learn", both),
        ("learn", [(3, 1, "leads", "alpha", "c", 1.0, 0.9)]),
        ("learn", [(0, 2, "leads", "beta", "d", 1e-6, 0.9)]),
        ("set_weight", 0, 0.01),
        ("prune",),
        merge,
        *(("undo", run) for run in undone),
        ("nightly", 30),
    )


def test_undo_of_two_returns_in_either_order(db: psycopg.Connection) -> None:
    """A pruned edge that two runs brought back sleeps again when both are undone, whichever first."""
    begin = (evidence("a", 0.01), ("prune",), evidence("b"), evidence("c"))
    steps(db, *begin, ("undo", 3), ("undo", 2))
    steps(db, *begin, ("undo", 2), ("undo", 3))


def test_undo_of_a_pruning_after_a_return(db: psycopg.Connection) -> None:
    """An edge pruned, brought back and pruned again: the first pruning holds when only it is left."""
    begin = (evidence("a", 0.01), ("prune",), evidence("b", 0.01), ("prune",))
    steps(db, *begin, ("undo", 3), ("undo", 2))
    steps(db, *begin, ("undo", 2), ("undo", 3))
    steps(db, *begin, ("undo", 1), ("undo", 2))
    steps(db, *begin, ("undo", 1), ("undo", 3))


def test_undo_of_nights_in_either_order(db: psycopg.Connection) -> None:
    """Nights given back may pass again, whichever nightly was undone first."""
    begin = (evidence("a", 1000.0), ("nightly", 1), ("nightly", 2))
    steps(db, *begin, ("undo", 1), ("undo", 2), ("nightly", 1))
    steps(db, *begin, ("undo", 2), ("undo", 1), ("nightly", 1))


def test_nights_redone_in_the_order_of_their_undoing(db: psycopg.Connection) -> None:
    """What was learned after two nights weighs the same when both are undone and redone, the older one first."""
    begin = (("decay_factor", 0.5), ("nightly", 1), ("nightly", 1), evidence("a", 1000.0))
    steps(db, *begin, ("undo", 0), ("undo", 1), ("undo", 0), ("undo", 1))
    steps(db, *begin, ("undo", 1), ("undo", 0), ("undo", 0), evidence("b"), ("undo", 1))


def test_undo_of_a_night_without_decay(db: psycopg.Connection) -> None:
    """A night at decay_factor 1 is given back too."""
    steps(
        db,
        evidence("a", 1000.0),
        ("nightly", 1),
        ("decay_factor", 1.0),
        ("nightly", 4),
        ("undo", 2),
        ("decay_factor", 0.9),
        ("nightly", 4),
    )


def test_undo_of_set_weight_keeps_evidence_found_again(db: psycopg.Connection) -> None:
    """Evidence undone and found again after set_weight keeps its gain when set_weight is undone."""
    steps(
        db,
        evidence("a"),
        evidence("b"),
        ("set_weight", 0, 7.5),
        ("undo", 0),
        evidence("a"),
        ("undo", 2),
    )


def test_undo_of_a_later_run_keeps_an_earlier_return(db: psycopg.Connection) -> None:
    """Undoing evidence that came after the return leaves the edge alive."""
    steps(db, evidence("a", 0.01), ("prune",), evidence("b"), ("nightly", 1), evidence("c"), ("undo", 4), ("undo", 1))


def exclusive(graph: Graph, to: int, run: UUID, context: str = "a") -> None:
    """Learn that entity 0 sits at another one, and nowhere else."""
    graph.db.execute("INSERT INTO run (graph_id, id, mode, status) VALUES (%s, %s, 'manual', 'done')", (graph.id, run))
    graph.db.execute(
        "SELECT learn(%s, ARRAY[candidate(%s, %s, 'sits_at', 'pattern', %s, 0.9, p_is_exclusive => true)], %s)",
        (graph.id, graph.entities[0], graph.entities[to], context, run),
    )


def seats(graph: Graph) -> dict[int, float]:
    """Return where entity 0 sits, with weights."""
    return {graph.entities.index(to): row["weight"] for (_, to, _), row in graph.edges().items()}


@pytest.mark.parametrize(
    ("undone", "left"),
    [
        ([1], {1: 1.0}),
        ([0], {2: 1.0}),
        ([0, 1], {}),
        ([1, 0], {}),
        ([2, 1], {1: 1.0}),
        ([1, 2], {1: 1.0}),
        ([2], {2: 1.0}),
    ],
)
def test_undo_of_exclusive_readings(db: psycopg.Connection, undone: list[int], left: dict[int, float]) -> None:
    """A reading takes the place of an earlier one, and gives it back when it is undone, in any order."""
    graph = Graph(db)
    runs = [uuid4() for _ in range(3)]
    exclusive(graph, 1, runs[0])
    exclusive(graph, 2, runs[1])
    assert seats(graph) == {2: 1.0}
    if 2 in undone:
        exclusive(graph, 3, runs[2])
        assert seats(graph) == {3: 1.0}
    for nth in undone:
        graph.db.execute("SELECT undo_run(%s)", (runs[nth],))
    assert seats(graph) == left


def test_undo_of_set_weight_reaches_superseded_evidence(db: psycopg.Connection) -> None:
    """Evidence superseded after set_weight comes back with its own gain when both are undone."""
    graph = Graph(db)
    runs = [uuid4(), uuid4()]
    exclusive(graph, 1, runs[0])
    graph.db.execute("SELECT set_weight(id, 8) FROM edge WHERE graph_id = %s", (graph.id,))
    scaled = graph.newest_run("manual")["id"]
    exclusive(graph, 2, runs[1])
    graph.db.execute("SELECT undo_run(%s)", (scaled,))
    graph.db.execute("SELECT undo_run(%s)", (runs[1],))
    assert seats(graph) == {1: pytest.approx(1.0, rel=1e-9)}


def test_an_impossible_undo_is_explained(db: psycopg.Connection) -> None:
    """Twice is once; of the undos of a run the last is in force; an unknown run is named."""
    graph = Graph(db)
    graph.learn([(*graph.entities[:2], "knows", "alpha", "a", 1.0, 0.9)])
    run = graph.newest_run("manual")["id"]
    undo = graph.undo(run)
    with pytest.raises(psycopg.errors.ObjectNotInPrerequisiteState, match="already undone") as error:
        graph.undo(run)
    assert str(undo) in (error.value.diag.message_hint or "")
    again = graph.undo(undo)
    for gone in (undo,):
        with pytest.raises(psycopg.errors.ObjectNotInPrerequisiteState, match="already undone"):
            graph.undo(gone)
    graph.undo(run)  # the same as undoing the second undo
    with pytest.raises(psycopg.errors.ObjectNotInPrerequisiteState, match="already undone"):
        graph.undo(again)
    with pytest.raises(psycopg.errors.NoDataFound):
        graph.undo(uuid4())


# -- the clock ------------------------------------------------------------------------------------------------------


def one_edge(graph: Graph, gain: float = 1.0) -> None:
    """Learn one edge."""
    graph.learn([(*graph.entities[:2], "knows", "alpha", "a", gain, 0.9)])


def weight(graph: Graph) -> float:
    """Return the weight of the only edge."""
    (row,) = graph.edges().values()
    return row["weight"]


def test_history_is_replayed(db: psycopg.Connection) -> None:
    """A clock that never moved begins with the first night, also in the past; from then on it goes by nights."""
    graph = Graph(db)
    one_edge(graph)
    night = dt.date(1946, 2, 14)
    assert [graph.nightly(night + dt.timedelta(days))["nights"] for days in (0, 1, 1, 4, 2)] == [0, 1, 0, 3, 0]
    assert weight(graph) == pytest.approx(0.99**4, rel=1e-9)


def test_an_earlier_night_does_not_bring_later_ones_again(db: psycopg.Connection) -> None:
    """Though none of the nights before it aged anything."""
    graph = Graph(db)
    one_edge(graph)
    assert [graph.nightly(graph.today + dt.timedelta(days))["nights"] for days in (0, -3, 0, 1)] == [0, 0, 0, 1]
    assert weight(graph) == pytest.approx(0.99, rel=1e-9)


@pytest.mark.parametrize("mode", PAUSED)
def test_history_is_replayed_after_nights_in_which_nothing_ran(db: psycopg.Connection, mode: str) -> None:
    """A night that was skipped, or only watched, has reached nothing."""
    graph = Graph(db)
    graph.set("mode", mode)
    graph.nightly(graph.today)
    graph.set("mode", "active")
    one_edge(graph)
    night = dt.date(1946, 2, 14)
    assert [graph.nightly(night + dt.timedelta(days))["nights"] for days in (0, 1, 4)] == [0, 1, 3]
    assert weight(graph) == pytest.approx(0.99**4, rel=1e-9)


def test_nights_without_decay_pass_too(db: psycopg.Connection) -> None:
    """At decay_factor 1 the nights pass: repeating an earlier one does not bring the later ones again."""
    graph = Graph(db)
    one_edge(graph)
    graph.set("decay_factor", 1.0)
    today = graph.today
    graph.nightly(today + dt.timedelta(10))
    graph.nightly(today + dt.timedelta(5))
    graph.set("decay_factor", 0.9)
    graph.nightly(today + dt.timedelta(10))
    assert weight(graph) == pytest.approx(1.0, rel=1e-9)


@pytest.mark.parametrize("mode", PAUSED)
@pytest.mark.parametrize("missed", [0, 2])
@pytest.mark.parametrize("nightlies", [False, True])
def test_days_of_a_pause_are_no_nights(
    db: psycopg.Connection,
    mode: str,
    missed: int,
    nightlies: bool,  # noqa: FBT001
) -> None:
    """Ten days off, with or without nightlies called meanwhile, age nothing; nights missed before it still count."""
    graph = Graph(db)
    one_edge(graph)
    # it is today; the pause began ten days ago, and the clock had moved before, but for the nights missed
    db.execute(
        "INSERT INTO decay_step (graph_id, step_no, night, nats, clock) VALUES (%s, 1, current_date - 20, 1, 1)",
        (graph.id,),
    )
    db.execute(
        "UPDATE graph SET decay_date = current_date - 10 - %s, decay_clock = 1, decay_step_no = 1 WHERE id = %s",
        (missed, graph.id),
    )
    db.execute("UPDATE evidence SET step_no = 1 WHERE graph_id = %s", (graph.id,))
    db.execute("UPDATE edge_store SET log_weight = 1 WHERE graph_id = %s", (graph.id,))
    graph.set("mode", mode)
    db.execute("UPDATE graph SET paused_on = current_date - 10 WHERE id = %s", (graph.id,))
    for ago in (9, 5, 1) if nightlies else ():
        assert graph.nightly(graph.today - dt.timedelta(ago))["nights"] == 0
    graph.set("mode", "active")
    graph.nightly(graph.today)
    assert weight(graph) == pytest.approx(0.99**missed, rel=1e-9)


@pytest.mark.parametrize("factor", [0.5, 0.01, 0.999])
def test_two_thousand_nights(db: psycopg.Connection, factor: float) -> None:
    """Weights neither overflow nor become NaN nor raise errors; an old edge can be read, reinforced, set and undone."""
    graph = Graph(db)
    graph.set("decay_factor", factor)
    one_edge(graph, 1e6)
    today = graph.today
    nights = [graph.nightly(today + dt.timedelta(days)) for days in (1000, 2000)]
    db.execute("UPDATE edge SET pinned = true WHERE graph_id = %s", (graph.id,))
    db.execute("UPDATE edge_store SET pruned_by_run = NULL, pruned_at = NULL WHERE graph_id = %s", (graph.id,))
    agree(weight(graph), 1e6 * factor**2000)
    edge = graph.one("SELECT id FROM edge_store WHERE graph_id = %s", graph.id)["id"]
    assert db.execute("SELECT weight, share FROM explain_edge(%s)", (edge,)).fetchall()
    graph.learn([(*graph.entities[:2], "knows", "alpha", "b", 2.0, 0.9)])
    assert weight(graph) == pytest.approx(2.0 + 1e6 * factor**2000, rel=1e-9)
    assert sum(row["share"] for row in db.execute("SELECT share FROM explain_edge(%s)", (edge,))) == pytest.approx(1)
    for night in nights:
        db.execute("SELECT undo_run(%s)", (night["id"],))
    assert weight(graph) == pytest.approx(1e6 + 2.0, rel=1e-9)


def test_an_old_weight_can_be_set(db: psycopg.Connection) -> None:
    """set_weight lifts an edge that has decayed to next to nothing."""
    graph = Graph(db)
    graph.set("decay_factor", 0.5)
    one_edge(graph)
    graph.nightly(graph.today + dt.timedelta(900))
    db.execute("UPDATE edge_store SET pruned_by_run = NULL, pruned_at = NULL WHERE graph_id = %s", (graph.id,))
    db.execute("SELECT set_weight(id, 1.0) FROM edge WHERE graph_id = %s", (graph.id,))
    assert weight(graph) == pytest.approx(1.0, rel=1e-9)


@pytest.mark.parametrize("value", [None, 0, -1, math.nan, math.inf, -math.inf, 1e10])
def test_bad_weights_are_refused(db: psycopg.Connection, value: float | None) -> None:
    """set_weight takes numbers above 0 only."""
    graph = Graph(db)
    one_edge(graph)
    with pytest.raises(psycopg.errors.InvalidParameterValue):
        db.execute("SELECT set_weight(id, %s) FROM edge WHERE graph_id = %s", (value, graph.id))
    assert weight(graph) == 1.0


# -- the door -------------------------------------------------------------------------------------------------------


@examples(30)
@given(drawn=st.lists(CANDIDATE, min_size=1, max_size=12), seed=st.integers(0, 2**32))
def test_order_and_repetition_do_not_matter(db: psycopg.Connection, drawn: list[tuple[Any, ...]], seed: int) -> None:
    """All at once, one by one in any order, or twice: the same edges with the same weights."""
    unique = list({tuple(c[:5]): c for c in drawn}.values())
    shuffled = random.Random(seed).sample(unique, len(unique))
    results = []
    for batches in ([unique], [[c] for c in shuffled], [shuffled, unique, shuffled[::-1]]):
        graph = Graph(db)
        for batch in batches:
            graph.learn([(graph.entities[f], graph.entities[(f + apart) % 5], *rest) for f, apart, *rest in batch])
        results.append(
            {
                (graph.entities.index(f), graph.entities.index(t), kind): (row["weight"], row["confidence"])
                for (f, t, kind), row in graph.edges().items()
            }
        )
    assert results[0].keys() == results[1].keys() == results[2].keys()
    for result in results[1:]:
        for key, values in result.items():
            assert values == pytest.approx(results[0][key], rel=1e-9)


@pytest.mark.parametrize("gains", [[0.5, 1.0, 0.25], [0.25, 0.5, 1.0], [1.0, 0.25, 0.5]])
def test_one_observation_thrice_in_one_call(db: psycopg.Connection, gains: list[float]) -> None:
    """Of equally sure candidates the one of the greatest gain counts, in whatever order they come."""
    graph = Graph(db)
    graph.learn([(*graph.entities[:2], "knows", "alpha", "a", gain, 0.9) for gain in gains])
    assert weight(graph) == 1.0


BAD_NUMBERS = [math.nan, math.inf, -math.inf, -1.0, 0.0, -1e-300]


@pytest.mark.parametrize("confidence", [*BAD_NUMBERS, 0.29])
def test_bad_confidences_are_refused(db: psycopg.Connection, confidence: float) -> None:
    """Such a candidate becomes a proposal with its reason, and does not stop the others of its call."""
    graph = Graph(db)
    a, b, c = graph.entities[:3]
    got = graph.learn([(a, b, "knows", "alpha", "a", 1.0, confidence), (a, c, "knows", "alpha", "a", 1.0, 0.9)])
    assert got == (1, 0, 1)
    assert list(graph.edges()) == [(a, c, "knows")]
    row = graph.one("SELECT to_id, reason FROM proposal WHERE graph_id = %s", graph.id)
    reasons = ["low_confidence"] if math.isfinite(confidence) else ["bad_number", "low_confidence"]
    assert row["to_id"] == b
    assert row["reason"] in reasons


@pytest.mark.parametrize("gain", [*BAD_NUMBERS, 1e300])
def test_bad_gains_are_refused(db: psycopg.Connection, gain: float) -> None:
    """A gain is above 0 and at most a million."""
    graph = Graph(db)
    a, b, c = graph.entities[:3]
    got = graph.learn([(a, b, "knows", "alpha", "a", gain, 0.9), (a, c, "knows", "alpha", "a", 1.0, 0.9)])
    assert got == (1, 0, 1)
    assert list(graph.edges()) == [(a, c, "knows")]
    assert graph.one("SELECT reason FROM proposal WHERE graph_id = %s", graph.id)["reason"] == "bad_number"


def test_confidence_above_one_is_one(db: psycopg.Connection) -> None:
    """Numbers are clamped."""
    graph = Graph(db)
    graph.learn([(*graph.entities[:2], "knows", "alpha", "a", 1.0, 1.5)])
    assert [row["confidence"] for row in graph.edges().values()] == [1.0]


def test_several_sure_strategies(db: psycopg.Connection) -> None:
    """Certainty beside certainty, and beside doubt, is certainty."""
    graph = Graph(db)
    a, b = graph.entities[:2]
    for strategy, confidence in (("beta", 1.0), ("unlisted", 1.0), ("other", 1.0), ("alpha", 0.5)):
        graph.learn([(a, b, "knows", strategy, "a", 1.0, confidence)])
        assert [row["confidence"] for row in graph.edges().values()] == [1.0]


def test_a_missing_gain_is_one(db: psycopg.Connection) -> None:
    """The plan's rule."""
    graph = Graph(db)
    graph.learn([(*graph.entities[:2], "knows", "alpha", "a", None, 0.9)])
    assert weight(graph) == 1.0


@examples(25)
@given(gains=st.lists(st.floats(1e-6, 1e6), min_size=1, max_size=30), nights=st.lists(st.integers(0, 40), max_size=30))
def test_sums_of_gains(db: psycopg.Connection, gains: list[float], nights: list[int]) -> None:
    """Gains from a millionth to a million, at any distance in time, add up as plain sums do."""
    graph = Graph(db)
    graph.set("prune_threshold", 1e-300)
    expected = 0.0
    reached = graph.today
    for nth, gain in enumerate(gains):
        graph.learn([(*graph.entities[:2], "knows", "alpha", str(nth), gain, 0.9)])
        expected += gain
        elapsed = nights[nth] if nth < len(nights) else 0
        reached += dt.timedelta(elapsed)
        graph.one("SELECT advance_clock(%s, %s, true)", graph.id, reached)
        expected *= 0.99**elapsed
    assert weight(graph) == pytest.approx(expected, rel=1e-9)


def test_both_directions_of_a_symmetric_kind_are_one_edge(db: psycopg.Connection) -> None:
    """And the same observation from both sides counts once."""
    graph = Graph(db)
    a, b = graph.entities[:2]
    got = graph.learn([(a, b, "near", "alpha", "x", 1.0, 0.9, True), (b, a, "near", "alpha", "x", 1.0, 0.8, True)])
    assert got == (1, 0, 0)
    assert [(key, row["weight"], row["confidence"]) for key, row in graph.edges().items()] == [
        ((a, b, "near"), 1.0, 0.9)
    ]
