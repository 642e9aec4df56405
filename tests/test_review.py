"""People judge edges: what waits, what a verdict does, what it says of strategies and rules."""

import datetime as dt
import math
from typing import Any
from uuid import UUID

import psycopg
import pytest

from test_explain import entity, reasons
from test_undo import crowd, edge_count, known
from test_weight import Graph


@pytest.fixture
def graph(connection: psycopg.Connection) -> Graph:
    """A fresh graph of five entities that no rule relates."""
    return Graph(connection)


def queue(graph: Graph) -> list[dict[str, Any]]:
    """Return what waits for a verdict."""
    return graph.db.execute(
        "SELECT * FROM review_queue WHERE graph_id = %s ORDER BY confidence", (graph.id,)
    ).fetchall()


def review(graph: Graph, edge: UUID, *verdict: str | None) -> dict[str, Any]:
    """Review an edge, and return the report."""
    return graph.one(f"SELECT * FROM review_edge(%s, {', '.join(['%s'] * len(verdict))})", edge, *verdict)


def precision(graph: Graph, strategy: str, **where: object) -> dict[str, Any]:
    """Return a row of strategy_precision."""
    return graph.one(
        "SELECT * FROM strategy_precision WHERE graph_id = %s AND strategy = %s AND kind IS NOT DISTINCT FROM %s "
        "AND rule_id IS NOT DISTINCT FROM %s",
        graph.id,
        strategy,
        where.get("kind"),
        where.get("rule"),
    )


def ids(graph: Graph) -> dict[tuple[int, int, str], UUID]:
    """Return the ids of the live edges by the numbers of their ends."""
    return {
        (graph.entities.index(f), graph.entities.index(t), kind): row["id"]
        for (f, t, kind), row in graph.edges().items()
    }


def learn(graph: Graph, *edges: tuple[int, int, str, float], context: str = "a", strategy: str = "alpha") -> None:
    """Let edges between the numbered entities be learned: from, to, kind, confidence."""
    graph.learn(
        [(graph.entities[f], graph.entities[t], kind, strategy, context, 1.0, sure) for f, t, kind, sure in edges]
    )


# -- the queue -------------------------------------------------------------------------------------------------------


def test_unsure_edges_wait_where_the_graph_asks_for_it(graph: Graph) -> None:
    """Below review_below they wait, the others do not; a verdict ends it, new evidence of a rejected edge begins anew."""
    learn(graph, (0, 1, "knows", 0.5), (0, 2, "knows", 0.69), (0, 3, "knows", 0.7))
    assert queue(graph) == []
    graph.set("review_below", 0.7)
    assert [(row["confidence"], row["reason"], row["to_title"]) for row in queue(graph)] == [
        (0.5, "low_confidence", graph.one("SELECT title FROM entity WHERE id = %s", graph.entities[1])["title"]),
        (0.69, "low_confidence", graph.one("SELECT title FROM entity WHERE id = %s", graph.entities[2])["title"]),
    ]
    first, second = (row["edge_id"] for row in queue(graph))
    accepted = review(graph, first, "accept", None, "seen it")
    assert (accepted["mode"], accepted["message"]) == ("review", "accept: knows; seen it")
    review(graph, second, "reject")
    assert queue(graph) == []
    learn(graph, (0, 1, "knows", 0.5), (0, 2, "knows", 0.6), context="b")
    assert [(row["edge_id"], row["confidence"]) for row in queue(graph)] == [(second, 0.6)]
    graph.undo(accepted["run_id"])
    assert {row["edge_id"] for row in queue(graph)} == {first, second}


def test_a_sample_is_drawn_once_a_week(graph: Graph) -> None:
    """At random, up to the number wanted, without what was reviewed; the nightly does it where the graph asks for it."""
    crowd(graph, 200)
    known(graph, 200)
    draw = "SELECT sample_for_review(%s, %s) AS n"
    assert [graph.one(draw, graph.id, count)["n"] for count in (20, 20, 30, None)] == [20, 0, 10, 20]
    assert {row["reason"] for row in queue(graph)} == {"sample"}
    drawn = {row["edge_id"] for row in queue(graph)}
    assert len(drawn) == 50
    for edge in sorted(drawn)[:10]:
        review(graph, edge, "reject" if edge < sorted(drawn)[5] else "accept")
    assert len(queue(graph)) == 40
    assert graph.one(draw, graph.id, 50)["n"] == 0
    graph.db.execute("UPDATE review_sample SET sampled_at = now() - interval '8 days' WHERE graph_id = %s", (graph.id,))
    graph.nightly(graph.today + dt.timedelta(1))
    assert len(queue(graph)) == 40
    graph.set("review_sample", 60)
    graph.nightly(graph.today + dt.timedelta(2))
    assert len(queue(graph)) == 100
    reviewed = set(sorted(drawn)[:10])
    assert drawn & {row["edge_id"] for row in queue(graph)} == drawn - reviewed
    with pytest.raises(psycopg.errors.InvalidParameterValue):
        graph.db.execute("SELECT sample_for_review(%s, -1)", (graph.id,))
    with pytest.raises(psycopg.errors.NoDataFound):
        graph.db.execute("SELECT sample_for_review(4711)")


def test_a_sample_is_not_the_strongest_or_the_first(graph: Graph) -> None:
    """Of edges in two halves, a sample has of both: no order of theirs decides."""
    crowd(graph, 400)
    known(graph, 400)
    graph.db.execute("SELECT sample_for_review(%s, 100)", (graph.id,))
    half = graph.one(
        "SELECT count(*) AS n FROM review_sample s WHERE graph_id = %s AND to_id IN (SELECT md5(i::text)::uuid "
        "FROM generate_series(1, 200) i)",
        graph.id,
    )["n"]
    assert 25 < half < 75  # 5 standard deviations


# -- verdicts --------------------------------------------------------------------------------------------------------


def test_a_rejected_edge_does_not_come_back_by_the_same_evidence(graph: Graph) -> None:
    """Not by the same call, not by a rule that reads it again; by other evidence it does, and undo gives all back."""
    acme = entity(graph, "Acme", "organization")
    role = entity(graph, "Cook at Acme", "role")
    before = graph.tables()
    (edge,) = graph.edges().values()
    run = review(graph, edge["id"], "reject", None, "he left")["run_id"]
    assert not graph.edges()
    graph.db.execute("SELECT run_on_demand(NULL, %s)", (graph.id,))
    graph.nightly(graph.today)
    assert not graph.edges()
    assert reasons(graph, role, acme) == ["rejected", "rejected", "rejected"]
    event = graph.one("INSERT INTO raw_events (graph_id) VALUES (%s) RETURNING id", graph.id)["id"]
    graph.db.execute("INSERT INTO mention (graph_id, event_id, entity_id) VALUES (%s, %s, %s)", (graph.id, event, role))
    assert [row["weight"] for row in graph.edges().values()] == [1.0]
    undo = graph.undo(run)
    assert [row["weight"] for row in graph.edges().values()] == [2.0]
    graph.undo(undo)
    assert [row["weight"] for row in graph.edges().values()] == [1.0]
    graph.db.execute("SELECT undo_run(run_id) FROM counting_evidence WHERE graph_id = %s", (graph.id,))
    assert not graph.edges()
    graph.undo(run)
    assert graph.tables()["edge_store"] == before["edge_store"]


def test_rejecting_and_undoing_are_exact(graph: Graph) -> None:
    """Whole tables, whatever is undone and done again around the verdict."""
    learn(graph, (0, 1, "knows", 0.5), (1, 2, "knows", 0.9))
    found = graph.newest_run("manual")["id"]
    learn(graph, (0, 1, "knows", 0.6), context="b")
    graph.db.execute("SELECT set_weight(%s, 5)", (ids(graph)[0, 1, "knows"],))
    states = [graph.tables()]
    verdict = review(graph, ids(graph)[0, 1, "knows"], "reject")["run_id"]
    states.append(graph.tables())
    undo = graph.undo(found)
    states.append(graph.tables())
    lifted = graph.undo(verdict)
    assert ids(graph).keys() == {(0, 1, "knows")}
    graph.undo(lifted)
    assert graph.tables() == states[2]
    graph.undo(undo)
    assert graph.tables() == states[1]
    graph.undo(verdict)
    assert graph.tables() == states[0]


def test_an_edited_edge_keeps_its_weight(graph: Graph) -> None:
    """The old kind is rejected, the right one takes its place with its weight, dates and event, and does not wait."""
    graph.set("review_below", 0.7)
    learn(graph, (0, 1, "knows", 0.5), (0, 1, "knows", 0.5))
    learn(graph, (0, 1, "knows", 0.5), context="b")
    graph.nightly(graph.today + dt.timedelta(10))
    before = graph.tables()
    (old,) = graph.edges().values()
    report = review(graph, old["id"], "edit", "Works With")
    assert (report["edges_created"], report["edges_pruned"]) == (1, 1)
    (new,) = graph.edges().values()
    assert (new["kind"], new["confidence"], new["strategies"]) == ("works_with", 1.0, ["review"])
    assert new["weight"] == pytest.approx(old["weight"], rel=1e-12)
    assert queue(graph) == []
    learn(graph, (0, 1, "knows", 0.5))
    assert len(graph.edges()) == 1
    after = graph.tables()
    undo = graph.undo(report["run_id"])
    assert graph.tables() == before
    graph.undo(undo)
    assert graph.tables() == after


@pytest.mark.parametrize(
    "verdict", [("maybe",), (None,), ("edit",), ("accept", "knows"), ("edit", "knows"), ("edit", " - ")]
)
def test_bad_verdicts_are_refused(graph: Graph, verdict: tuple[str | None, ...]) -> None:
    """Unknown words, an edit without a kind or to the same, and a kind of nothing."""
    learn(graph, (0, 1, "knows", 0.5))
    before = graph.tables()
    with pytest.raises(psycopg.errors.InvalidParameterValue) as error:
        review(graph, ids(graph)[0, 1, "knows"], *verdict)
    assert error.value.diag.message_hint
    assert graph.tables() == before
    with pytest.raises(psycopg.errors.NoDataFound):
        review(graph, graph.entities[0], "accept")


def test_a_pruned_edge_is_not_reviewed(graph: Graph) -> None:
    """Who wants to judge it brings it back first."""
    learn(graph, (0, 1, "knows", 0.5))
    edge = ids(graph)[0, 1, "knows"]
    graph.db.execute("UPDATE graph SET prune_guard = 1, prune_threshold = 2 WHERE id = %s", (graph.id,))
    graph.db.execute("SELECT prune(%s)", (graph.id,))
    with pytest.raises(psycopg.errors.ObjectNotInPrerequisiteState):
        review(graph, edge, "reject")


# -- what verdicts say -----------------------------------------------------------------------------------------------


def wilson(accepted: int, reviewed: int) -> tuple[float, float]:
    """Return the interval, by the textbook."""
    share, z = accepted / reviewed, 1.96
    middle = (share + z * z / (2 * reviewed)) / (1 + z * z / reviewed)
    half = z / (1 + z * z / reviewed) * math.sqrt(share * (1 - share) / reviewed + z * z / (4 * reviewed**2))
    return middle - half, middle + half


@pytest.mark.parametrize(("accepted", "reviewed"), [(0, 1), (1, 1), (0, 5), (45, 50), (50, 50), (3, 1000)])
def test_wilson_bounds(graph: Graph, accepted: int, reviewed: int) -> None:
    """As in the textbook, and within 0 and 1."""
    row = graph.one(
        "SELECT wilson_bound(%(a)s, %(n)s, -1) AS low, wilson_bound(%(a)s, %(n)s, 1) AS high".replace(
            "%(a)s", str(accepted)
        ).replace("%(n)s", str(reviewed))
    )
    assert (row["low"], row["high"]) == pytest.approx(wilson(accepted, reviewed), abs=1e-12)
    assert 0 <= row["low"] <= accepted / reviewed + 1e-12
    assert accepted / reviewed - 1e-12 <= row["high"] <= 1


def test_precision_by_strategy_kind_and_rule(graph: Graph) -> None:
    """Counts are of verdicts in force; an edge that two strategies found counts for both; a sample counts apart."""
    acme, role = entity(graph, "Acme", "organization"), entity(graph, "Cook at Acme", "role")
    rule = int(graph.one("SELECT detail ->> 'rule' AS rule FROM evidence WHERE graph_id = %s", graph.id)["rule"])
    learn(graph, (0, 1, "knows", 0.5), (0, 2, "knows", 0.5), (0, 3, "likes", 0.5))
    learn(graph, (0, 1, "knows", 0.5), strategy="beta")
    edges = {(f, t, kind): row["id"] for (f, t, kind), row in graph.edges().items()}
    people = graph.entities
    review(graph, edges[people[0], people[1], "knows"], "accept")
    review(graph, edges[people[0], people[2], "knows"], "reject")
    lifted = review(graph, edges[people[0], people[3], "likes"], "reject")["run_id"]
    graph.db.execute("SELECT sample_for_review(%s, 50)", (graph.id,))
    review(graph, edges[UUID(role), UUID(acme), "role_at"], "accept")
    assert precision(graph, "alpha")["reviewed"] == 3
    graph.undo(lifted)
    alpha = precision(graph, "alpha")
    assert (alpha["reviewed"], alpha["accepted"], alpha["precision"], alpha["sampled"]) == (2, 1, 0.5, 0)
    assert (alpha["lower_bound"], alpha["upper_bound"]) == pytest.approx(wilson(1, 2))
    assert (alpha["sampled_precision"], alpha["sampled_upper_bound"]) == (None, None)
    assert precision(graph, "alpha", kind="knows")["reviewed"] == 2
    assert precision(graph, "beta")["accepted"] == 1
    for where in ({}, {"kind": "role_at"}, {"rule": rule}):
        row = precision(graph, "pattern", **where)
        assert (row["reviewed"], row["accepted"], row["sampled"], row["sampled_precision"]) == (1, 1, 1, 1.0)
    assert graph.one("SELECT count(*) AS n FROM strategy_precision WHERE graph_id = %s", graph.id)["n"] == 7


def test_an_imprecise_strategy_goes_to_shadow_by_itself(graph: Graph) -> None:
    """By its sample alone; it is logged; made active again, it is judged by verdicts from then on."""
    crowd(graph, 60)
    known(graph, 60)
    mode = "SELECT mode FROM strategy_setting WHERE graph_id = %s AND strategy = 'alpha'"
    edges = sorted(row["id"] for row in graph.edges().values())
    for edge in edges[:10]:
        review(graph, edge, "reject")  # hand-picked: they speak for themselves only
    assert graph.one(mode, graph.id)["mode"] == "active"
    graph.db.execute("SELECT sample_for_review(%s)", (graph.id,))
    drawn = [row["edge_id"] for row in queue(graph)]
    review(graph, drawn[0], "accept")
    for edge in drawn[1:6]:
        review(graph, edge, "reject")
    assert graph.one(mode, graph.id)["mode"] == "active"
    reviewed = 6
    while graph.one(mode, graph.id)["mode"] == "active":
        review(graph, drawn[reviewed], "reject")
        reviewed += 1
    row = graph.one("SELECT * FROM demotion WHERE graph_id = %s", graph.id)
    assert (row["strategy"], row["rule_id"], row["reviewed"], row["accepted"]) == ("alpha", None, reviewed, 1)
    assert row["upper_bound"] == pytest.approx(wilson(1, reviewed)[1])
    assert wilson(1, reviewed)[1] < 0.5 <= wilson(1, reviewed - 1)[1]
    left = edge_count(graph)
    known(graph, 60, "b")
    assert edge_count(graph) == left
    assert (
        graph.one("SELECT count(*) AS n FROM proposal WHERE graph_id = %s AND reason = 'shadow'", graph.id)["n"] == 60
    )
    graph.db.execute("UPDATE strategy_setting SET mode = 'active' WHERE graph_id = %s", (graph.id,))
    review(graph, drawn[reviewed], "reject")
    assert graph.one(mode, graph.id)["mode"] == "active"
    graph.set("precision_floor", 0)
    for edge in drawn[reviewed + 1 : reviewed + 12]:
        review(graph, edge, "reject")
    assert graph.one(mode, graph.id)["mode"] == "active"


def test_an_imprecise_rule_goes_to_shadow_alone(graph: Graph) -> None:
    """Its candidates become proposals, those of other rules edges; why_not names the rule."""
    rule = graph.one(
        "INSERT INTO pattern_rule (graph_id, field, source_type, target_type, expression, kind, confidence) VALUES "
        "(%s, 'title', 'memo', 'organization', 'about {target}$', 'about', 0.5) RETURNING id",
        graph.id,
    )["id"]
    entity(graph, "Acme", "organization")
    memos = [entity(graph, f"Memo {nth} about Acme", "memo") for nth in range(6)]
    cook = entity(graph, "Cook at Acme", "role")
    edges = {str(f): row["id"] for (f, _, _), row in graph.edges().items()}
    assert len(edges) == 7
    for memo in memos[:4]:
        review(graph, edges[memo], "reject")
    row = graph.one("SELECT * FROM demotion WHERE graph_id = %s", graph.id)
    assert (row["strategy"], row["rule_id"], row["reviewed"], row["accepted"]) == ("pattern", rule, 4, 0)
    assert graph.one("SELECT shadow FROM pattern_rule WHERE id = %s", rule)["shadow"]
    late = entity(graph, "Memo 7 about Acme", "memo")
    entity(graph, "Waiter at Acme", "role")
    assert {row["kind"] for row in graph.edges().values()} == {"about", "role_at"}
    assert len(graph.edges()) == 4
    assert cook in {str(key[0]) for key in graph.edges()}
    assert reasons(graph, late, "Acme") == ["shadow", "shadow"]
    graph.db.execute("UPDATE pattern_rule SET shadow = false WHERE id = %s", (rule,))
    graph.db.execute("SELECT run_on_demand(NULL, %s)", (graph.id,))
    assert len(graph.edges()) == 5


def test_candidates_with_any_detail_pass_the_door(graph: Graph) -> None:
    """A detail that is no object, or a rule that is no number, raises nothing."""
    a, b = graph.entities[:2]
    for nth, detail in enumerate(('"rule"', '{"rule": "x"}', "[1]", '{"rule": {"a": 1}}', "null")):
        graph.db.execute(
            "SELECT learn(%s, ARRAY[candidate(%s, %s, %s, 'pattern', 'a', 0.9, p_detail => %s::jsonb)])",
            (graph.id, a, b, f"kind{nth}", detail),
        )
    assert len(graph.edges()) == 5
    for row in graph.edges().values():
        review(graph, row["id"], "accept")
    assert precision(graph, "pattern")["reviewed"] == 5


def test_purging_forgets_undone_verdicts_only(graph: Graph) -> None:
    """A rejection outlives its run; one that was undone does not come into force when its run is purged."""
    learn(graph, (0, 1, "knows", 0.5), (0, 2, "knows", 0.5))
    edges = ids(graph)
    runs = [review(graph, edges[0, to, "knows"], "reject")["run_id"] for to in (1, 2)]
    graph.undo(runs[1])
    graph.db.execute("UPDATE run SET started_at = now() - interval '91 days' WHERE graph_id = %s", (graph.id,))
    graph.db.execute("SELECT purge(%s)", (graph.id,))
    learn(graph, (0, 1, "knows", 0.5), (0, 2, "knows", 0.5))
    assert ids(graph).keys() == {(0, 2, "knows")}
    assert graph.one("SELECT count(*) AS n FROM review WHERE graph_id = %s", graph.id)["n"] == 1
