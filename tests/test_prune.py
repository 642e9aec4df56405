"""Pruning: what it takes, what stays, what returns, and what goes for good."""

import datetime as dt

import psycopg
import pytest

from runs import (
    LOG,
    ask,
    db,
    edges,
    insert_acme,
    learn,
    live,
    mention_again,
    newest,
    nightly,
    observe,
    one,
    report,
    said,
    set_graph,
    tables,
)

__all__ = ["db"]


def test_guard_refuses_a_pruning_that_is_too_much(db: psycopg.Connection) -> None:
    """More than the share prunes nothing and says so, also in the night; the share itself is allowed."""
    learn(db, [1.0] * 8 + [0.01] * 2)
    before = tables(db, but=LOG)
    refused = one(db, "SELECT * FROM prune(1)")
    message = "pruning refused: 2 of 10 live edges are weaker than 0.1, the guard allows 10.0%"
    assert (refused["status"], refused["edges_pruned"], refused["message"]) == ("refused", 0, message)
    assert tables(db, but=LOG) == before
    run = nightly(db, 0)
    assert (run["edges_pruned"], run["message"]) == (0, message)
    assert len(live(db)) == 10

    set_graph(db, prune_guard=0.2)
    assert report(one(db, "SELECT * FROM prune(1)")) == said(pruned=2, strategies_used=[])
    assert len(live(db)) == 8


def test_dry_run_counts_and_changes_nothing(db: psycopg.Connection) -> None:
    """It says what prune would do."""
    learn(db, [1.0] * 9 + [0.01])
    before = tables(db, but=LOG)
    assert report(one(db, "SELECT * FROM prune(1, true)")) == said(pruned=1, status="dry_run", strategies_used=[])
    assert tables(db, but=LOG) == before
    assert report(one(db, "SELECT * FROM prune(1)")) == said(pruned=1, strategies_used=[])
    assert report(one(db, "SELECT * FROM prune(1, true)")) == said(status="dry_run", strategies_used=[])


def test_a_night_names_the_important_edges_that_it_prunes(db: psycopg.Connection) -> None:
    """Up to five of them by name; what is less important is only counted."""
    set_graph(db, prune_guard=1)
    learn(db, [0.01] * 2)
    assert nightly(db, 0)["message"] is None
    for number in range(6):
        db.execute(
            "INSERT INTO entity (title, type) VALUES (%s, 'role'), (%s, 'organization')",
            (f"CEO {number}", f"Firm {number}"),
        )
        db.execute(
            "SELECT learn(1, ARRAY[candidate(r.id, o.id, 'role_at', 'test', 'a', 0.9, 0.8, 0.01 * %s)]) "
            "FROM entity r, entity o WHERE r.title = %s AND o.title = %s",
            (number + 1, f"CEO {number}", f"Firm {number}"),
        )
    message = nightly(db, 1)["message"]
    named = ", ".join(f"CEO {number} -role_at-> Firm {number}" for number in (5, 4, 3, 2, 1))
    assert message == f"6 of the pruned edges have an importance of 0.8 or more: {named}, …"


def test_pinned_and_hand_made_edges_stay(db: psycopg.Connection) -> None:
    """However weak they are, until they are unpinned."""
    set_graph(db, prune_guard=1)
    pinned, weak, strong = learn(db, [0.01, 0.01, 1.0])
    (made,) = learn(db, [0.01], strategy="manual")
    db.execute("UPDATE edge SET pinned = true WHERE id = %s", (pinned,))
    assert one(db, "SELECT edges_pruned FROM prune(1)")["edges_pruned"] == 1
    assert live(db) == {pinned, strong, made}
    db.execute("UPDATE edge SET pinned = false WHERE id = %s", (pinned,))
    assert nightly(db)["edges_pruned"] == 1
    assert live(db) == {strong, made}
    assert weak not in live(db)


def test_a_pruned_edge_returns_with_new_evidence_only(db: psycopg.Connection) -> None:
    """What was known does not bring it back; a new observation does, with all that it had."""
    set_graph(db, prune_guard=1, prune_threshold=0.5)
    (edge,) = learn(db, [0.25])
    db.execute("SELECT prune(1)")
    assert edges(db) == {}
    observe(db, edge, "x", gain=5.0)
    assert edges(db) == {}
    observe(db, edge, "y")
    assert edges(db) == {"knows": pytest.approx(1.25)}
    assert one(db, "SELECT edges_pruned FROM prune(1)")["edges_pruned"] == 0


def test_the_pattern_strategy_brings_a_pruned_edge_back(db: psycopg.Connection) -> None:
    """Running again over the same events does not, an event that speaks of it does."""
    set_graph(db, prune_guard=1, prune_threshold=1.5)
    insert_acme(db)
    assert nightly(db)["edges_pruned"] == 1
    assert report(one(db, "SELECT * FROM run_on_demand()")) == said(entities=3)
    assert edges(db) == {}
    mention_again(db)
    assert report(newest(db, "incremental")) == said(updated=1, entities=2)
    assert edges(db) == {"role_at": pytest.approx(1.99)}


def test_purge_after_the_retention(db: psycopg.Connection) -> None:
    """Pruned edges, proposals and logs older than the retention go for good at night; nothing else does."""
    set_graph(db, prune_guard=1, min_confidence=0.5)
    old, fresh, strong = learn(db, [0.01, 1.0, 1.0])
    observe(db, strong, "unsure", confidence=0.4)
    db.execute("SELECT prune(1)")
    for table, column in (
        ("edge_store", "pruned_at"),
        ("pruning", "pruned_at"),
        ("proposal", "created_at"),
        ("run", "started_at"),
    ):
        db.execute(f"UPDATE {table} SET {column} = now() - interval '91 days' WHERE {column} IS NOT NULL")
    db.execute("SELECT set_weight(%s, 0.01)", (fresh,))
    db.execute("SELECT prune(1)")
    observe(db, strong, "still unsure", confidence=0.4)

    def kept() -> dict[str, int]:
        return {name: len(rows) for name, rows in tables(db, {"edge_store", "evidence", "pruning", "proposal"}).items()}

    set_graph(db, retention=dt.timedelta(92))
    nightly(db)
    assert kept() == {"edge_store": 3, "evidence": 3, "pruning": 2, "proposal": 2}
    set_graph(db, retention=dt.timedelta(90))
    nightly(db)
    assert kept() == {"edge_store": 2, "evidence": 2, "pruning": 1, "proposal": 1}
    assert ask(db, "SELECT FROM edge_store WHERE id = %s", old) == []
    assert ask(db, "SELECT FROM run WHERE started_at < now() - interval '90 days'") == []
    assert live(db) == {strong}
    assert one(db, "SELECT count(*) AS runs FROM run")["runs"] > 0
