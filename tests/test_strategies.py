"""Strategies in the runs: failing, new, waiting and in shadow ones, and what of their finds is let in."""

import psycopg
import pytest

from runs import (
    FAILING,
    FIRM,
    ROLE,
    SECOND,
    WEIGHTS,
    Row,
    add_strategy,
    ask,
    db,
    edges,
    insert_acme,
    learn,
    live,
    mention_again,
    newest,
    nightly,
    one,
    report,
    said,
    set_graph,
    tables,
)

__all__ = ["db"]

SAME_TAG = """
    RETURN QUERY
    SELECT a.id, b.id, 'tagged_alike', 'tag', 'tag:' || (a.metadata ->> 'tag'), 0.7::float8, 0.2::float8, 2.0::float8,
        true, false, NULL::uuid, NULL::date, NULL::date, NULL::text, jsonb_build_object('tag', a.metadata -> 'tag')
    FROM relationship_engine.entity a
    JOIN relationship_engine.entity b
        ON b.graph_id = p_graph_id AND b.metadata ->> 'tag' = a.metadata ->> 'tag' AND b.id <> a.id
    WHERE a.graph_id = p_graph_id AND a.id = ANY (p_entity_ids);"""


# -- strategies -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["broken", "zealous"])
def test_a_failing_strategy_stops_neither_the_others_nor_the_insert(db: psycopg.Connection, name: str) -> None:
    """Whether it comes before or after the others: they go on, the log says what failed, and the night goes on too."""
    add_strategy(db, name, FAILING)
    insert_acme(db)
    assert edges(db) == {"role_at": 1.0}
    run = newest(db, "incremental")
    failed = {"status": "failed", "strategies_used": ["pattern"]}
    assert report(run) == said(created=1, entities=3, **failed)
    assert (run["error"], run["error_code"]) == (f"{name}: no more tape", "53100")
    steps = {row["step"]: row for row in ask(db, "SELECT * FROM run_step WHERE run_id = %s", run["id"])}
    assert (steps[name]["error"], steps[name]["error_code"]) == ("no more tape", "53100")
    assert (steps["pattern"]["error"], steps["pattern"]["edges_created"]) == (None, 1)

    on_demand = one(db, "SELECT * FROM run_on_demand()")
    assert report(on_demand) == said(entities=3, **failed, message=f"{name}: no more tape")
    *_, weak = learn(db, [1.0] * 10 + [0.1])
    run = nightly(db)
    assert report(run) == said(entities=15, pruned=1, **failed)
    assert run["error"] == f"{name}: no more tape"
    # the night stays open, so that its repetition learns what the strategy could not: its decay comes with the next
    # one, but what that will make too weak is gone before the strategies read
    assert weak not in live(db)


def test_the_hint_of_a_strategy_is_kept_with_its_error(db: psycopg.Connection) -> None:
    """A trigger swallows the error, so the log must say the remedy too, by day and by night."""
    add_strategy(db, "strict", "RAISE EXCEPTION 'email acme has no domain' USING HINT = 'Write it as name@domain.';")
    insert_acme(db)
    said_so = "email acme has no domain. Write it as name@domain."
    run = newest(db, "incremental")
    assert run["error"] == f"strict: {said_so}"
    step = one(db, "SELECT error FROM run_step WHERE run_id = %s AND step = 'strict'", run["id"])
    assert step["error"] == said_so
    assert nightly(db)["error"].endswith(said_so)


def test_a_strategy_without_its_function_is_a_logged_error(db: psycopg.Connection) -> None:
    """A row that names no function is like a strategy that fails."""
    db.execute("INSERT INTO strategy_setting (graph_id, strategy, incremental) VALUES (1, 'missing', true)")
    insert_acme(db)
    assert edges(db) == {"role_at": 1.0}
    run = newest(db, "incremental")
    assert (run["status"], run["error_code"], run["strategies_used"]) == ("failed", "42883", ["pattern"])
    assert "detect_missing" in run["error"]


def test_a_new_strategy_is_one_function_and_one_row(db: psycopg.Connection) -> None:
    """Every mode runs it by its name, and its edges are like others."""
    add_strategy(db, "tag", SAME_TAG)
    db.execute(
        "INSERT INTO entity (title, type, metadata) VALUES ('Ada', 'person', '{\"tag\": \"maths\"}'), "
        "('Emmy', 'person', '{\"tag\": \"maths\"}'), ('Ann', 'person', '{\"tag\": \"law\"}')"
    )
    both = {"strategies_used": ["pattern", "tag"]}
    assert report(newest(db, "incremental")) == said(created=1, entities=3, **both)
    edge = one(db, "SELECT * FROM edge")
    assert (edge["kind"], edge["weight"], edge["confidence"], edge["importance"]) == ("tagged_alike", 2.0, 0.7, 0.2)
    assert edge["from_id"] < edge["to_id"]
    evidence = one(db, "SELECT * FROM explain_edge(%s)", edge["id"])
    assert (evidence["strategy"], evidence["context"], evidence["detail"]) == ("tag", "tag:maths", {"tag": "maths"})
    assert report(one(db, "SELECT * FROM run_on_demand()")) == said(entities=3, **both)
    assert report(nightly(db)) == said(decayed=1, entities=3, **both)

    db.execute("UPDATE entity SET metadata = '{\"tag\": \"law\"}' WHERE title = 'Ada'")
    assert report(newest(db, "incremental")) == said(created=1, entities=1, **both)


def test_a_strategy_that_is_not_incremental_waits_for_the_night(db: psycopg.Connection) -> None:
    """Its row says so."""
    add_strategy(db, "tag", SAME_TAG)
    db.execute("UPDATE strategy_setting SET incremental = false WHERE strategy = 'tag'")
    db.execute(
        "INSERT INTO entity (title, type, metadata) SELECT t, 'person', '{\"tag\": \"maths\"}' FROM unnest('{Ada,Emmy}'::text[]) t"
    )
    assert report(newest(db, "incremental")) == said(entities=2)
    assert report(nightly(db)) == said(created=1, decayed=1, entities=2, strategies_used=["pattern", "tag"])


def test_a_strategy_that_is_off_does_not_run(db: psycopg.Connection) -> None:
    """Not even if it would fail."""
    add_strategy(db, "broken", FAILING, mode="off")
    insert_acme(db)
    assert report(newest(db, "incremental")) == said(created=1, entities=3)
    assert report(nightly(db)) == said(decayed=1, entities=3)


# -- shadow mode ----------------------------------------------------------------------------------------------------


def test_shadow_writes_proposals_and_nothing_else(db: psycopg.Connection) -> None:
    """Triggers and all runs leave every edge, weight, pruning and the clock as they are, and say what they would do."""
    insert_acme(db)
    learn(db, [0.01])
    set_graph(db, mode="shadow", prune_guard=1)
    before = tables(db, WEIGHTS)
    mention_again(db)
    one(db, "SELECT * FROM run_incremental(%s)", SECOND)
    one(db, "SELECT * FROM run_on_demand()")
    nights = [nightly(db, days) for days in (0, 1, 30)]
    pruned = one(db, "SELECT * FROM prune(1)")
    assert tables(db, WEIGHTS) == before

    (proposal,) = ask(db, "SELECT * FROM proposal")
    assert (proposal["from_id"], proposal["to_id"], proposal["kind"]) == (ROLE, FIRM, "role_at")
    assert (proposal["strategy"], proposal["context"], proposal["reason"]) == ("pattern", f"event:{SECOND}", "shadow")
    assert proposal["confidence"] == 0.94
    assert (pruned["status"], pruned["edges_pruned"]) == ("dry_run", 1)
    for run in nights:
        assert (run["status"], run["nights"], run["edges_decayed"], run["edges_pruned"]) == ("done", 0, 0, 0)
        assert run["message"] == "the graph is in mode shadow: no decay, no pruning"

    set_graph(db, mode="active")
    assert report(nightly(db, 30)) == said(updated=1, entities=5, pruned=1)
    assert edges(db) == {"role_at": 2.0}


def test_one_strategy_in_shadow(db: psycopg.Connection) -> None:
    """Its candidates become proposals while the other strategies go on."""
    add_strategy(db, "tag", SAME_TAG, mode="shadow")
    db.execute(
        "INSERT INTO entity (title, type, metadata) VALUES ('Acme', 'organization', '{\"tag\": \"a\"}'), "
        "('Clerk at Acme', 'role', '{\"tag\": \"a\"}')"
    )
    assert edges(db) == {"role_at": 1.0}
    assert one(db, "SELECT kind, reason FROM proposal") == {"kind": "tagged_alike", "reason": "shadow"}
    run = newest(db, "incremental")
    assert one(db, "SELECT proposals FROM run_step WHERE run_id = %s AND step = 'tag'", run["id"])["proposals"] == 1
    assert run["edges_created"] == 1


# -- the door -------------------------------------------------------------------------------------------------------


def test_cap_of_edges_per_entity(db: psycopg.Connection) -> None:
    """The surest of a strategy's edges from one entity are made, the others proposed; evidence still adds up."""
    db.execute("INSERT INTO strategy_setting (graph_id, strategy, max_edges_per_entity) VALUES (1, 'alpha', 2)")
    db.execute(
        "INSERT INTO entity (id, title, type) SELECT md5('thing ' || i)::uuid, 'Thing ' || i, 'thing' FROM generate_series(0, 5) i"
    )

    def find(strategy: str, context: str, things: list[int]) -> Row:
        return one(
            db,
            "SELECT r.* FROM learn(1, ARRAY(SELECT candidate(md5('thing 0')::uuid, md5('thing ' || i)::uuid, "
            "'knows', %s, %s, 0.5 + i / 10.0) "
            "FROM unnest(%s::int[]) i)) r",
            strategy,
            context,
            things,
        )

    def known() -> set[int]:
        rows = ask(db, "SELECT right(t.title, 1)::int AS i FROM edge e JOIN entity t ON t.id = e.to_id")
        return {row["i"] for row in rows}

    assert find("alpha", "a", [1, 2, 3]) == {"edges_created": 2, "edges_updated": 0, "proposals": 1}
    assert known() == {2, 3}
    assert one(db, "SELECT reason, to_id = md5('thing 1')::uuid AS weakest FROM proposal") == {
        "reason": "capped",
        "weakest": True,
    }
    assert find("alpha", "b", [2, 3, 4]) == {"edges_created": 0, "edges_updated": 2, "proposals": 1}
    assert find("beta", "c", [5]) == {"edges_created": 1, "edges_updated": 0, "proposals": 0}
    assert known() == {2, 3, 5}
    db.execute("UPDATE strategy_setting SET max_edges_per_entity = NULL WHERE strategy = 'alpha'")
    assert find("alpha", "d", [1, 4]) == {"edges_created": 2, "edges_updated": 0, "proposals": 0}


@pytest.mark.parametrize(
    ("graph", "strategy", "confidence", "admitted"),
    [
        (0.3, 0, 0.3, True),
        (0.3, 0, 0.29, False),
        (0.3, 0.6, 0.5, False),
        (0.7, 0.6, 0.65, False),
        (0.7, 0.6, 0.7, True),
    ],
)
def test_min_confidence(
    db: psycopg.Connection,
    graph: float,
    strategy: float,
    confidence: float,
    admitted: bool,  # noqa: FBT001
) -> None:
    """The higher bar of graph and strategy counts; what is below becomes a proposal."""
    set_graph(db, min_confidence=graph)
    db.execute("UPDATE strategy_setting SET min_confidence = %s WHERE graph_id = 1", (strategy,))
    db.execute("UPDATE pattern_rule SET confidence = %s WHERE graph_id = 1 AND confidence > 0", (confidence,))
    insert_acme(db)
    assert edges(db) == ({"role_at": 1.0} if admitted else {})
    assert [row["reason"] for row in ask(db, "SELECT reason FROM proposal")] == ([] if admitted else ["low_confidence"])
