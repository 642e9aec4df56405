"""The run after an insert: what it reports, and that the trigger's own is logged alike."""

import psycopg

from runs import FIRST, SECOND, db, edges, insert_acme, mention_again, newest, one, report, said, unseen

__all__ = ["db"]


def test_incremental_reports_its_changes(db: psycopg.Connection) -> None:
    """A new edge, then nothing, then a reinforcement; what it returns is what the log keeps."""
    unseen(db, insert_acme)
    first = one(db, "SELECT * FROM run_incremental(%s)", FIRST)
    assert report(first) == said(created=1, entities=3)
    assert report(one(db, "SELECT * FROM run_incremental(%s)", FIRST)) == said(entities=3)
    assert edges(db) == {"role_at": 1.0}
    unseen(db, mention_again)
    assert report(one(db, "SELECT * FROM run_incremental(%s)", SECOND)) == said(updated=1, entities=2)
    assert edges(db) == {"role_at": 2.0}

    log = one(db, "SELECT *, coalesce(error, message) AS message FROM run WHERE id = %s", first["run_id"])
    assert report(log) == said(created=1, entities=3)
    assert (log["graph_id"], log["mode"], log["event_id"]) == (first["graph_id"], first["mode"], FIRST)
    assert (first["graph_id"], first["mode"]) == (1, "incremental")
    assert log["started_at"] <= log["finished_at"]
    step = one(db, "SELECT * FROM run_step WHERE run_id = %s", first["run_id"])
    assert (step["step"], step["candidates"], step["edges_created"], step["error"]) == ("pattern", 1, 1, None)


def test_inserts_are_logged_as_incremental_runs(db: psycopg.Connection) -> None:
    """What the trigger does by itself is in table run like any other run."""
    insert_acme(db)
    assert report(newest(db, "incremental")) == said(created=1, entities=3)
    mention_again(db)
    assert report(newest(db, "incremental")) == said(updated=1, entities=2)


def test_an_event_without_entities_is_a_run_that_finds_nothing(db: psycopg.Connection) -> None:
    """Known event, no entities yet."""
    db.execute("INSERT INTO raw_events (id) VALUES (%s)", (FIRST,))
    assert report(one(db, "SELECT * FROM run_incremental(%s)", FIRST)) == said()
