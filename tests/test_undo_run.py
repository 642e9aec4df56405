"""Runs taken back, one of each mode, against the whole tables."""

from uuid import UUID

import psycopg
import pytest

from runs import (
    LOG,
    SECOND,
    Row,
    Tables,
    aged,
    db,
    edges,
    learn,
    live,
    mention_again,
    newest,
    nightly,
    observe,
    one,
    report,
    said,
    same,
    tables,
)

__all__ = ["aged", "db"]


def undone(db: psycopg.Connection, run: UUID, before: Tables) -> Row:
    """Undo a run, compare with before, and return the undo's report."""
    result = one(db, "SELECT * FROM undo_run(%s)", run)
    same(tables(db, but=LOG), before)
    assert one(db, "SELECT status FROM run WHERE id = %s", run)["status"] == "undone"
    log = one(db, "SELECT * FROM run WHERE id = %s", result["run_id"])
    assert (log["mode"], log["status"], log["undoes"]) == ("undo", "done", run)
    return result


def test_undo_of_an_incremental_run(aged: psycopg.Connection) -> None:
    """A new edge goes; an edge that was reinforced is what it was, its description and metadata too."""
    aged.execute("UPDATE strategy_setting SET mode = 'off'")
    mention_again(aged)
    aged.execute("INSERT INTO entity (id, title, type) VALUES (%s, 'Clerk at Acme', 'role')", (UUID(int=0xA4),))
    aged.execute("INSERT INTO mention (event_id, entity_id) VALUES (%s, %s)", (SECOND, UUID(int=0xA4)))
    aged.execute("UPDATE strategy_setting SET mode = 'active'")
    before = tables(aged, but=LOG)
    run = one(aged, "SELECT * FROM run_incremental(%s)", SECOND)
    assert report(run) == said(created=1, updated=1, entities=3)
    result = undone(aged, run["run_id"], before)
    assert result["message"] == "undid run incremental: 1 edges removed, 1 changed, 0 restored"
    assert report(one(aged, "SELECT * FROM run_on_demand()"))["edges_created"] == 1


def test_undo_of_a_nightly(aged: psycopg.Connection) -> None:
    """Its edges, its reinforcements, its prunings, its returns and its nights."""
    aged.execute("UPDATE strategy_setting SET mode = 'off'")
    mention_again(aged)
    aged.execute("INSERT INTO entity (title, type) VALUES ('Clerk at Acme', 'role')")
    learn(aged, [0.1])
    aged.execute("UPDATE strategy_setting SET mode = 'active'")
    before = tables(aged, but=LOG)
    run = nightly(aged, 7)
    assert (run["edges_created"], run["edges_updated"], run["nights"], run["edges_pruned"]) == (1, 1, 4, 1)
    undone(aged, run["id"], before)
    again = nightly(aged, 7)
    assert (again["edges_created"], again["edges_updated"], again["nights"], again["edges_pruned"]) == (1, 1, 4, 1)


def test_undo_of_an_on_demand_run(aged: psycopg.Connection) -> None:
    """The edges and evidence of the run are gone, and all other rows are as before it."""
    aged.execute("UPDATE strategy_setting SET mode = 'off'")
    mention_again(aged)
    aged.execute("UPDATE strategy_setting SET mode = 'active'")
    before = tables(aged, but=LOG)
    run = one(aged, "SELECT * FROM run_on_demand()")
    assert run["edges_updated"] == 1
    undone(aged, run["run_id"], before)


def test_undo_of_a_prune(aged: psycopg.Connection) -> None:
    """What it pruned lives again; what others pruned stays pruned."""
    learn(aged, [0.01, 0.02])
    before = tables(aged, but=LOG)
    run = one(aged, "SELECT * FROM prune(1)")
    assert run["edges_pruned"] == 2
    assert undone(aged, run["run_id"], before)["message"].endswith("0 edges removed, 0 changed, 2 restored")


def test_undo_of_a_manual_run(aged: psycopg.Connection) -> None:
    """Evidence given by hand that brought a pruned edge back: it is pruned again."""
    before = tables(aged, but=LOG)
    pruned = one(aged, "SELECT id FROM edge_store WHERE pruned_by_run IS NOT NULL")["id"]
    observe(aged, pruned, "y")
    assert pruned in live(aged)
    undone(aged, newest(aged, "manual")["id"], before)
    assert pruned not in live(aged)


def test_undo_of_set_weight(aged: psycopg.Connection) -> None:
    """The weight, and every gain behind it, is what it was."""
    before = tables(aged, but=LOG)
    edge = one(aged, "SELECT id FROM edge WHERE metadata ? 'note'")["id"]
    assert one(aged, "SELECT set_weight(%s, 7.5) AS weight", edge)["weight"] == pytest.approx(7.5)
    assert one(aged, "SELECT weight FROM edge WHERE id = %s", edge)["weight"] == pytest.approx(7.5)
    undone(aged, newest(aged, "manual")["id"], before)


def test_undo_backwards_is_the_way_back(aged: psycopg.Connection) -> None:
    """All runs since then, newest first."""
    learn(aged, [0.01, 0.3, 2.0])
    mention_again(aged)
    before = tables(aged, but=LOG)
    edge = one(aged, "SELECT id FROM edge WHERE kind = 'role_at'")["id"]
    runs = [nightly(aged, 20)["id"]]
    aged.execute("SELECT set_weight(%s, 3)", (edge,))
    runs.append(newest(aged, "manual")["id"])
    observe(aged, edge, "z", gain=0.5)
    runs.append(newest(aged, "manual")["id"])
    runs.extend((one(aged, "SELECT run_id FROM prune(1)")["run_id"], nightly(aged, 40)["id"]))
    for run in reversed(runs):
        aged.execute("SELECT undo_run(%s)", (run,))
    same(tables(aged, but=LOG), before)


def test_undo_keeps_later_observations(aged: psycopg.Connection) -> None:
    """A night is taken back below an observation that came after it."""
    edge = one(aged, "SELECT id, weight FROM edge WHERE kind = 'role_at'")
    night = nightly(aged, 30)
    observe(aged, edge["id"], "z", gain=2.0)
    aged.execute("SELECT undo_run(%s)", (night["id"],))
    assert edges(aged)["role_at"] == pytest.approx(edge["weight"] + 2.0)


def test_a_dry_run_can_be_undone_for_nothing(aged: psycopg.Connection) -> None:
    """A dry run changes no edge, so its undo changes none either."""
    learn(aged, [0.01])
    aged.execute("UPDATE graph SET mode = 'shadow' WHERE id = 1")
    before = tables(aged, but=LOG)
    undone(aged, one(aged, "SELECT run_id FROM prune(1)")["run_id"], before)
