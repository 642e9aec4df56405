"""Why an edge is there, why another one is not, and what the nights will leave."""

import datetime as dt
import json
import math
from typing import Any

import psycopg
import pytest

from test_weight import Graph, weight


@pytest.fixture
def graph(connection: psycopg.Connection) -> Graph:
    """A fresh graph of five entities that no rule relates."""
    return Graph(connection)


def rows(graph: Graph, sql: str, *values: object) -> list[dict[str, Any]]:
    """Return the rows of a query."""
    return graph.db.execute(sql, values).fetchall()  # type: ignore[arg-type]


def entity(graph: Graph, title: str, kind: str, **more: object) -> str:
    """Insert an entity; return its id."""
    metadata = json.dumps(more.get("metadata", {}))
    return str(
        graph.one(
            "INSERT INTO entity (graph_id, title, type, metadata, source_event_id) VALUES (%s, %s, %s, %s, %s) "
            "RETURNING id",
            graph.id,
            title,
            kind,
            metadata,
            more.get("event"),
        )["id"]
    )


def why_not(graph: Graph, *ends: str | None) -> list[dict[str, Any]]:
    """Return the reasons."""
    values = [*ends, None, None][:3]
    return rows(graph, "SELECT * FROM why_not(%s, %s, %s, %s)", *values, graph.id)


def reasons(graph: Graph, *ends: str | None) -> list[str]:
    """Return the reasons, without explanations; each of them has one, and a remedy where there is any."""
    found = why_not(graph, *ends)
    assert all(row["explanation"] for row in found)
    return [row["reason"] for row in found]


# -- explain_edge ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("gain", "factor", "threshold"),
    [(1.0, 0.99, 0.1), (1.0, 0.5, 0.1), (3.0, 0.9, 0.5), (0.05, 0.99, 0.1), (1.0, 0.5, 0.25), (2.0, 0.93, 1.0)],
)
def test_the_prune_date_comes_true(graph: Graph, gain: float, factor: float, threshold: float) -> None:
    """The night it names prunes the edge, and none before it, missed nights and reinforcement included."""
    graph.set("prune_guard", 1)
    graph.set("decay_factor", factor)
    graph.set("prune_threshold", threshold)
    a, b = graph.entities[:2]
    graph.learn([(a, b, "knows", "alpha", "a", gain, 0.9)])
    reached = graph.today + dt.timedelta(1)
    graph.nightly(reached)
    graph.learn([(a, b, "knows", "alpha", "b", gain, 0.9)])
    edge = graph.one("SELECT edge_id(%s, %s, %s, 'knows') AS id", graph.id, a, b)["id"]
    found = rows(graph, "SELECT * FROM explain_edge(%s)", edge)
    (date,) = {row["prune_date"] for row in found}
    assert sum(row["share"] for row in found) == pytest.approx(1)
    assert sum(row["weight"] for row in found) == pytest.approx(weight(graph))
    for row in found:
        assert row["weight"] == pytest.approx(row["gain"] * row["decay"])
    if (date - reached).days > 1:
        assert graph.nightly(date - dt.timedelta(1))["edges_pruned"] == 0
        (again,) = {row["prune_date"] for row in rows(graph, "SELECT prune_date FROM explain_edge(%s)", edge)}
        assert again == date
    assert graph.nightly(date)["edges_pruned"] == 1
    assert {row["prune_date"] for row in rows(graph, "SELECT prune_date FROM explain_edge(%s)", edge)} == {None}


def test_no_prune_date(graph: Graph) -> None:
    """Pinned, hand-made, without decay, paused: nothing will prune it."""
    a, b, c = graph.entities[:3]
    graph.learn([(a, b, "knows", "manual", "a", 1.0, 0.9), (a, c, "knows", "alpha", "a", 1.0, 0.9)])
    date = "SELECT prune_date FROM explain_edge(edge_id(%s, %s, %s, 'knows'))"
    assert graph.one(date, graph.id, a, b)["prune_date"] is None
    assert graph.one(date, graph.id, a, c)["prune_date"] > graph.today
    for change in (("decay_factor", 1.0), ("decay_factor", 1 - 1e-9), ("mode", "off"), ("mode", "shadow")):
        graph.set("decay_factor", 0.99)
        graph.set("mode", "active")
        graph.set(*change)
        assert graph.one(date, graph.id, a, c)["prune_date"] is None, change
    graph.set("decay_factor", 0.99)
    graph.set("mode", "active")
    graph.db.execute("UPDATE edge SET pinned = true WHERE graph_id = %s", (graph.id,))
    assert graph.one(date, graph.id, a, c)["prune_date"] is None


def test_missed_nights_are_caught_up_today(graph: Graph) -> None:
    """An edge that should be gone is pruned by the next nightly, not in the past."""
    a, b = graph.entities[:2]
    graph.learn([(a, b, "knows", "alpha", "a", 0.01, 0.9)])
    graph.set("decay_date", graph.today - dt.timedelta(30))
    row = graph.one("SELECT prune_date FROM explain_edge(edge_id(%s, %s, %s, 'knows'))", graph.id, a, b)
    assert row["prune_date"] == graph.today


# -- why_not --------------------------------------------------------------------------------------------------------


def test_why_not_names_missing_entities(graph: Graph) -> None:
    """An unknown name, a name that several bear, an organization that nobody inserted."""
    role = entity(graph, "Chief Engineer at Acme Rockets", "role")
    (row,) = why_not(graph, role)
    assert (row["reason"], row["strategy"]) == ("no_such_name", "pattern")
    assert '"acme rockets"' in row["explanation"]
    assert reasons(graph, role, "Acme Rockets") == ["unknown_entity"]
    acme = entity(graph, "Acme Holding", "organization")
    (row,) = why_not(graph, "chief engineer at acme rockets", "Acme Holding", "role_at")
    assert row["reason"] == "no_such_name"
    assert "acme holding" in row["explanation"]
    assert "aliases" in row["hint"]
    graph.db.execute("UPDATE entity SET metadata = %s WHERE id = %s", ('{"aliases": ["Acme Rockets"]}', acme))
    assert reasons(graph, role, acme) == ["exists"]
    entity(graph, "Acme Holding", "organization")
    assert reasons(graph, role, "Acme Holding") == ["ambiguous_name"]
    assert reasons(graph, "") == ["unknown_entity"]


def test_why_not_distinguishes_the_failures_of_rules(graph: Graph) -> None:
    """No rule for the type or the kind, a target of the wrong type, words that no rule matches."""
    thing, other = (str(item) for item in graph.entities[:2])
    role = entity(graph, "Head Gardener", "role")
    person = entity(graph, "Ann Bee", "person")
    acme = entity(graph, "Acme", "organization")
    assert reasons(graph, thing, other, "flies_to") == ["no_rule"]
    assert reasons(graph, role, person, "role_at") == ["wrong_type"]
    assert reasons(graph, role, acme, "role_at") == ["no_match"]
    graph.db.execute("UPDATE pattern_rule SET enabled = false WHERE graph_id = %s AND kind = 'role_at'", (graph.id,))
    assert reasons(graph, role, acme, "role_at") == ["no_rule"]


def test_why_not_names_the_setting_that_holds_an_edge_back(graph: Graph) -> None:
    """Modes, thresholds and caps: each is named, and doing what the hint says brings the edge."""
    graph.set("mode", "off")
    acme = entity(graph, "Acme", "organization")
    role = entity(graph, "Cook at Acme", "role")
    graph.db.execute("SELECT index_names(%s, %s::uuid[])", (graph.id, [acme, role]))
    assert reasons(graph, role, acme)[0] == "off"
    graph.set("mode", "shadow")
    graph.db.execute("SELECT run_on_demand(NULL, %s)", (graph.id,))
    assert reasons(graph, role, acme) == ["shadow", "shadow"]
    graph.set("mode", "active")
    assert reasons(graph, role, acme)[0] == "not_analyzed"
    graph.set("min_confidence", 0.99)
    assert reasons(graph, role, acme)[0] == "low_confidence"
    graph.set("min_confidence", 0.3)
    setting = "UPDATE strategy_setting SET {} WHERE graph_id = %s AND strategy = 'pattern'"
    for change, back, reason in (
        ("mode = 'off'", "mode = 'active'", "strategy_off"),
        ("mode = 'shadow'", "mode = 'active'", "shadow"),
        ("min_confidence = 0.98", "min_confidence = 0", "low_confidence"),
        ("max_edges_per_entity = 0", "max_edges_per_entity = NULL", "capped"),
    ):
        graph.db.execute(setting.format(change), (graph.id,))
        assert reasons(graph, role, acme)[0] == reason
        graph.db.execute(setting.format(back), (graph.id,))
    (row, _) = why_not(graph, role, acme)
    graph.db.execute(row["hint"].split("; so does ")[1].rstrip(".").join(("SELECT ", "")))
    assert reasons(graph, role, acme) == ["exists"]


def test_why_not_reports_pruned_undone_and_superseded_edges(graph: Graph) -> None:
    """Pruned, undone, superseded, the other way round, another kind, another target."""
    graph.set("prune_guard", 1)
    acme = entity(graph, "Acme", "organization")
    role = entity(graph, "Cook at Acme", "role")
    assert reasons(graph, role, acme, "knows")[0] == "other_kind"
    assert reasons(graph, acme, role)[0] == "other_direction"
    other = entity(graph, "Beta Corp", "organization")
    assert reasons(graph, role, other, "role_at") == ["other_target"]
    graph.db.execute("UPDATE entity SET title = 'Cook at Beta Corp' WHERE id = %s", (role,))
    assert reasons(graph, role, acme, "role_at")[0] == "superseded"
    graph.db.execute("SELECT undo_run(run_id) FROM evidence WHERE graph_id = %s AND to_id = %s", (graph.id, other))
    assert reasons(graph, role, other, "role_at")[:1] == ["undone"]
    graph.nightly(graph.today + dt.timedelta(3000))
    graph.nightly(graph.today + dt.timedelta(6000))
    (row,) = why_not(graph, role, other, "role_at")
    assert row["reason"] == "pruned"
    assert row["happened_at"] is not None


def test_why_not_survives_a_failing_strategy(graph: Graph) -> None:
    """A detector that fails is a reason, not an error."""
    graph.db.execute(
        "CREATE FUNCTION relationship_engine.detect_broken(bigint, uuid[]) RETURNS SETOF candidate "
        "LANGUAGE plpgsql STABLE AS 'BEGIN RAISE EXCEPTION ''out of order''; END'"
    )
    graph.db.execute("INSERT INTO strategy_setting (graph_id, strategy) VALUES (%s, 'broken')", (graph.id,))
    found = why_not(graph, *(str(item) for item in graph.entities[:2]))
    assert ("strategy_fails", "broken") in [(row["reason"], row["strategy"]) for row in found]
    with pytest.raises(psycopg.errors.NoDataFound):
        graph.db.execute("SELECT * FROM why_not('a', 'b', 'c', 4711)")


# -- forecast -------------------------------------------------------------------------------------------------------


def test_a_forecast_comes_true(graph: Graph) -> None:
    """What it says of a few settings is what the nights then leave."""
    graph.set("prune_guard", 1)
    a, b, c, d, e = graph.entities
    gains = {b: 0.11, c: 0.2, d: 1.0, e: 4.0}
    graph.learn([(a, to, "knows", "alpha", "x", gain, 0.5 if gain < 1 else 0.9) for to, gain in gains.items()])
    graph.learn([(b, c, "knows", "alpha", "x", 0.01, 0.9), (b, d, "knows", "manual", "x", 0.01, 0.9)])
    graph.learn([(c, d, "knows", "alpha", "x", 1.0, 0.2), (c, e, "knows", "alpha", "x", 1.0, 0.1)])
    before = graph.state()
    found = rows(
        graph,
        "SELECT * FROM forecast(%(g)s, 30) UNION ALL SELECT * FROM forecast(%(g)s, 30, 0.9, 0.05, 0.6) "
        "UNION ALL SELECT * FROM forecast(%(g)s, 30, 1.0, 0.5, 0.15)".replace("%(g)s", str(graph.id)),
    )
    assert graph.state() == before
    assert [row["edges_now"] for row in found] == [6, 6, 6]
    assert [row["edges_below_confidence"] for row in found] == [0, 2, 0]
    assert [row["proposals_above_confidence"] for row in found] == [0, 0, 1]
    for row in found:
        graph.set("decay_factor", row["decay_factor"])
        graph.set("prune_threshold", row["prune_threshold"])
        report = graph.nightly(graph.today + dt.timedelta(30))
        edges = graph.edges()
        assert row["weight_now"] == pytest.approx(sum(gains.values()) + 0.02)
        assert (report["edges_pruned"], len(edges)) == (row["edges_pruned"], row["edges_after"])
        weights = [edge["weight"] for edge in edges.values()]
        assert row["weight_after"] == pytest.approx(sum(weights))
        bounds = {"<0.5": (0, 0.5), "0.5-1.0": (0.5, 1), "1.0-2.0": (1, 2), "2.0-5.0": (2, 5), ">=5.0": (5, math.inf)}
        if row["decay_factor"] < 1:
            assert row["weights_after"] == {
                name: sum(low <= weight < high for weight in weights) for name, (low, high) in bounds.items()
            }
        graph.db.execute("SELECT undo_run(%s)", (report["id"],))
        assert len(graph.edges()) == 6


def test_a_forecast_knows_the_guard(graph: Graph) -> None:
    """It names the first night whose pruning the guard refuses, and that night refuses."""
    a, b, c, d, e = graph.entities
    graph.set("prune_guard", 0.3)
    graph.set("decay_factor", 0.9)
    weights = ((a, b, 0.105), (a, c, 0.2), (a, d, 0.2), (a, e, 9.0))
    graph.learn([(f, t, "knows", "alpha", "x", gain, 0.9) for f, t, gain in weights])
    row = graph.one("SELECT * FROM forecast(%s, 20)", graph.id)
    assert (row["edges_pruned"], row["most_pruned_in_a_night"]) == (3, 2)
    assert row["guard_refuses_on"] == graph.today + dt.timedelta(7)
    refused = [
        "refused" in (graph.nightly(graph.today + dt.timedelta(night))["message"] or "") for night in range(1, 8)
    ]
    assert refused == [False] * 6 + [True]
    assert graph.one("SELECT * FROM forecast(%s, 1, 1.0, 0.001)", graph.id)["guard_refuses_on"] is None


@pytest.mark.parametrize(
    "arguments", ["0", "40000", "10, 0", "10, 1.1", "10, NULL, 0", "10, NULL, NULL, 2", "10, 'NaN'"]
)
def test_a_forecast_refuses_invalid_settings(graph: Graph, arguments: str) -> None:
    """Numbers out of range are named; so is an unknown graph."""
    with pytest.raises(psycopg.errors.InvalidParameterValue):
        graph.db.execute(f"SELECT * FROM forecast({graph.id}, {arguments})")
    with pytest.raises(psycopg.errors.NoDataFound):
        graph.db.execute("SELECT * FROM forecast(4711)")


def test_a_forecast_of_nothing(graph: Graph) -> None:
    """An empty graph stays empty."""
    row = graph.one("SELECT * FROM forecast(%s)", graph.id)
    assert (row["edges_now"], row["edges_after"], row["weight_after"], row["guard_refuses_on"]) == (0, 0, 0, None)
