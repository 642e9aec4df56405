"""Arbitration: the confidence of an edge that several strategies found, and the guards that keep a graph from exploding."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID, uuid4

import psycopg
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import servers
from conftest import connect, janitor
from oracle import combined

STRATEGIES = "abcd"
WEIGHT = st.sampled_from([0.0, 0.6, 1.0]) | st.floats(0, 1)
CONFIDENCE = st.sampled_from([0.3, 0.8, 1.0]) | st.floats(0.3, 1)  # below the door there is no edge
FOUND = st.lists(st.tuples(CONFIDENCE, WEIGHT), min_size=1, max_size=4)
PROPERTY = settings(
    max_examples=40, derandomize=True, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
LEARN = """
    SELECT r.* FROM learn(1, ARRAY(
        SELECT candidate(%(one)s, %(other)s, 'knows', c.strategy, c.context, c.confidence)
        FROM unnest(%(strategy)s::text[], %(context)s::text[], %(confidence)s::float8[]) AS c (strategy, context, confidence)
    )) r"""

GUESS = """
    SELECT r.* FROM learn(1, ARRAY(
        SELECT candidate(c.one, c.other, 'knows', 'guess', c.context, c.confidence)
        FROM unnest(%s::uuid[], %s::uuid[], %s::text[], %s::float8[]) AS c (one, other, context, confidence))) r"""


@dataclass
class Pair:
    """Two entities that strategies find to know each other."""

    db: psycopg.Connection
    one: UUID = field(default_factory=uuid4)
    other: UUID = field(default_factory=uuid4)

    def __post_init__(self) -> None:
        """Insert them."""
        self.db.execute(
            "INSERT INTO entity (id, title, type) VALUES (%s, 'One', 'thing'), (%s, 'Other', 'thing')",
            (self.one, self.other),
        )

    def learn(self, *found: tuple[str, float], context: str = "x") -> float:
        """Learn (strategy, confidence) in one call; return the confidence of the edge."""
        strategies, confidences = zip(*found, strict=True)
        self.db.execute(
            LEARN,
            {
                "one": self.one,
                "other": self.other,
                "strategy": list(strategies),
                "context": [context] * len(found),
                "confidence": list(confidences),
            },
        )
        row = self.db.execute("SELECT confidence FROM edge WHERE from_id = %s", (self.one,)).fetchone()
        assert row is not None
        return row["confidence"]


@pytest.fixture(scope="module")
def db(server: servers.Server, template: str) -> Iterator[psycopg.Connection]:
    """A connection to one database for all examples."""
    name = f"re_{uuid4().hex[:12]}"
    with janitor(server, name, template), connect(server.uri(name)) as opened:
        opened.execute("SET search_path = relationship_engine, public")
        yield opened


def weigh(db: psycopg.Connection, found: list[tuple[float, float]]) -> list[tuple[str, float]]:
    """Give the strategies their weights; return (strategy, confidence)."""
    for strategy, (_, weight) in zip(STRATEGIES, found, strict=False):
        db.execute(
            "INSERT INTO strategy_setting (graph_id, strategy, weight) VALUES (1, %s, %s) "
            "ON CONFLICT (graph_id, strategy) DO UPDATE SET weight = excluded.weight",
            (strategy, weight),
        )
    return [(strategy, sure) for strategy, (sure, _) in zip(STRATEGIES, found, strict=False)]


def test_a_surer_find_never_makes_an_edge_less_sure(db: psycopg.Connection) -> None:
    """Also where it becomes the surest and its weight is higher than that of the one that was."""
    weigh(db, [(0, 0.6), (0, 1.0)])
    confidences = [Pair(db).learn(("a", 0.8), ("b", sure)) for sure in (0.70, 0.79, 0.80, 0.81, 0.95)]
    assert confidences == pytest.approx([0.94, 0.958, 0.96, 0.962, 0.99])


@PROPERTY
@given(found=FOUND, data=st.data())
def test_confidence(db: psycopg.Connection, found: list[tuple[float, float]], data: Any) -> None:  # noqa: ANN401
    """As the model has it, in any order of arrival, from the surest strategy's confidence up to 1."""
    strategies = weigh(db, found)
    at_once = Pair(db).learn(*strategies)
    one_by_one = Pair(db)
    for strategy in data.draw(st.permutations(strategies)):
        last = one_by_one.learn(strategy)
    assert at_once == pytest.approx(combined(found), abs=1e-12)
    assert last == pytest.approx(at_once, abs=1e-12)
    assert max(sure for sure, _ in found) <= at_once <= 1


@PROPERTY
@given(found=FOUND, data=st.data())
def test_confidence_is_monotone(db: psycopg.Connection, found: list[tuple[float, float]], data: Any) -> None:  # noqa: ANN401
    """It does not fall when a strategy is surer, and not when one more finds the edge."""
    strategies = weigh(db, found)
    nth = data.draw(st.integers(0, len(found) - 1))
    name, sure = strategies[nth]
    surer = [*strategies[:nth], (name, data.draw(st.floats(sure, 1))), *strategies[nth + 1 :]]
    before = Pair(db).learn(*strategies)
    assert Pair(db).learn(*surer) >= before - 1e-12
    if len(strategies) > 1:
        assert Pair(db).learn(*strategies[1:]) <= before + 1e-12


@PROPERTY
@given(found=FOUND.filter(lambda found: len(found) > 1))
def test_a_strategy_of_weight_0_adds_nothing(db: psycopg.Connection, found: list[tuple[float, float]]) -> None:
    """The edge is as sure as without it, or as it is by itself."""
    strategies = weigh(db, [(found[0][0], 0.0), *found[1:]])
    without = Pair(db).learn(*strategies[1:])
    assert Pair(db).learn(*strategies) == pytest.approx(max(without, found[0][0]), abs=1e-12)


@PROPERTY
@given(found=FOUND)
def test_a_strategy_counts_once(db: psycopg.Connection, found: list[tuple[float, float]]) -> None:
    """However many contexts it finds the edge in: that adds weight, not certainty."""
    strategies = weigh(db, found)
    pair = Pair(db)
    once = pair.learn(*strategies)
    assert pair.learn(*strategies, context="y") == once
    assert pair.learn(*((name, 0.3) for name, _ in strategies), context="z") == once


# -- growth ---------------------------------------------------------------------------------------------------------

THINGS, CAP = 12, 3
EVERYONE = """
    CREATE FUNCTION relationship_engine.detect_everyone(p_graph_id bigint, p_entity_ids uuid [])
    RETURNS SETOF relationship_engine.candidate LANGUAGE sql STABLE AS $$
    SELECT relationship_engine.candidate(a.id, b.id, 'knows', 'everyone', 'x', 0.5 + b.title::integer / 100.0)
    FROM relationship_engine.entity a
    JOIN relationship_engine.entity b ON b.graph_id = a.graph_id AND b.id <> a.id
    WHERE a.graph_id = p_graph_id AND a.id = ANY (p_entity_ids) $$"""


@pytest.mark.parametrize(("most", "chunk"), [(1000, 1000), (20, 1000), (20, 5), (0, 5)])
def test_a_strategy_that_finds_everything(connection: psycopg.Connection, most: int, chunk: int) -> None:
    """The caps hold, across chunks; what was cut is proposed, each once, and the night says how much it was."""
    connection.execute(EVERYONE)
    connection.execute("UPDATE graph SET max_edges_per_run = %s, chunk_size = %s", (most, chunk))
    connection.execute("DELETE FROM strategy_setting")  # else topology has its share in what follows
    connection.execute(
        "INSERT INTO strategy_setting (graph_id, strategy, max_edges_per_entity) VALUES (1, 'everyone', %s)", (CAP,)
    )
    connection.execute("INSERT INTO entity (title, type) SELECT i, 'thing' FROM generate_series(1, %s) i", (THINGS,))
    connection.execute("CALL run_nightly()")

    proposed = {
        row["reason"]: row["n"]
        for row in connection.execute("SELECT reason, count(*) AS n FROM proposal GROUP BY reason")
    }
    made = connection.execute(
        "SELECT f.title, array_agg(t.title::integer ORDER BY t.title::integer) AS known "
        "FROM edge e JOIN entity f ON f.id = e.from_id JOIN entity t ON t.id = e.to_id GROUP BY f.id, f.title"
    ).fetchall()
    edges = sum(len(row["known"]) for row in made)
    assert edges == min(most, THINGS * CAP)
    assert edges + sum(proposed.values()) == THINGS * (THINGS - 1)
    assert proposed.get("run_full", 0) == THINGS * CAP - edges
    assert proposed["capped"] == THINGS * (THINGS - 1 - CAP)
    surest = {str(i): [t for t in range(THINGS, 0, -1) if t != i][:CAP] for i in range(1, THINGS + 1)}
    assert all(set(row["known"]) <= set(surest[row["title"]]) for row in made)

    run = connection.execute("SELECT message, edges_created FROM run WHERE mode = 'nightly'").fetchone()
    cut = [f"{proposed['capped']} candidates were over a strategy's cap"]
    if edges < THINGS * CAP:
        cut.append(f"{proposed['run_full']} candidates were over max_edges_per_run")
    assert run == {"message": "; ".join(cut), "edges_created": edges}


def test_a_run_at_its_cap_still_reinforces_edges(connection: psycopg.Connection) -> None:
    """A run that may make no more edges still reinforces those there are; what a cap holds off takes no room in it."""
    connection.execute("UPDATE graph SET max_edges_per_run = 1")
    connection.execute("INSERT INTO strategy_setting (graph_id, strategy, max_edges_per_entity) VALUES (1, 'guess', 1)")
    hub, known, *others = (
        row["id"]
        for row in connection.execute(
            "INSERT INTO entity (title, type) SELECT i, 'thing' FROM generate_series(1, 5) i RETURNING id"
        )
    )
    connection.execute(GUESS, ([hub], [known], ["first"], [0.9]))
    learned = connection.execute(
        GUESS,
        (
            [hub, others[0], others[1], hub],
            [others[0], known, known, known],
            ["x", "x", "x", "second"],
            [0.99, 0.9, 0.8, 0.7],
        ),
    ).fetchone()
    assert learned == {"edges_created": 1, "edges_updated": 1, "proposals": 2}
    reasons = connection.execute("SELECT from_id, reason FROM proposal ORDER BY confidence DESC").fetchall()
    assert reasons == [{"from_id": hub, "reason": "capped"}, {"from_id": others[1], "reason": "run_full"}]


@pytest.mark.parametrize(("guard", "reason"), [("entity", "capped"), ("run", "run_full")])
def test_guards_count_edges_not_observations(connection: psycopg.Connection, guard: str, reason: str) -> None:
    """An edge that is observed often takes one place, which its surest observation gives it."""
    connection.execute("INSERT INTO strategy_setting (graph_id, strategy) VALUES (1, 'guess')")
    table = "graph" if guard == "run" else "strategy_setting"
    connection.execute(f"UPDATE {table} SET max_edges_per_{guard} = 2")
    hub, *others = (
        row["id"]
        for row in connection.execute(
            "INSERT INTO entity (title, type) SELECT i, 'thing' FROM generate_series(1, 4) i RETURNING id"
        )
    )
    days = [str(day) for day in range(5)]
    learned = connection.execute(
        GUESS,
        (
            [hub] * 11,
            [*others[:1] * 5, *others[1:2] * 5, others[2]],
            [*days, *days, "0"],
            [*[0.5, 0.9, 0.4, 0.5, 0.6], *[0.4, 0.4, 0.8, 0.4, 0.4], 0.7],
        ),
    ).fetchone()
    assert learned == {"edges_created": 2, "edges_updated": 0, "proposals": 1}
    observed = connection.execute("SELECT to_id, count(*) AS n FROM evidence GROUP BY to_id").fetchall()
    assert {row["to_id"]: row["n"] for row in observed} == {others[0]: 5, others[1]: 5}
    assert connection.execute("SELECT to_id, reason FROM proposal").fetchall() == [
        {"to_id": others[2], "reason": reason}
    ]
