"""The nightly, from a user's side: what it reports, how far back it reads, and how the nights are counted."""

import datetime as dt
import math
from uuid import uuid4

import psycopg
import pytest

from runs import (
    FAILING,
    add_strategy,
    ask,
    db,
    edges,
    insert_acme,
    learn,
    live,
    mention_again,
    nightly,
    one,
    report,
    said,
    set_graph,
    unseen,
)

__all__ = ["db"]


def test_nightly_reports_what_it_did(db: psycopg.Connection) -> None:
    """It finds, reinforces, decays all that lives, and prunes what has faded."""
    insert_acme(db)
    *strong, weak = learn(db, [1.0] * 10 + [0.1])
    unseen(db, mention_again)
    db.execute("INSERT INTO entity (id, title, type) VALUES (%s, 'Rome Ltd', 'organization')", (uuid4(),))
    unseen(db, lambda db, _: db.execute("INSERT INTO entity (title, type) VALUES ('Clerk at Rome Ltd', 'role')"))
    run = nightly(db)
    assert report(run) == said(created=1, updated=1, decayed=13, pruned=1, entities=17)
    assert run["nights"] == 1
    assert run["clock_after"] - run["clock_before"] == pytest.approx(-math.log(0.99))
    assert live(db) >= set(strong)
    assert weak not in live(db)
    weights = {row["id"]: row["weight"] for row in ask(db, "SELECT id, weight FROM edge")}
    assert [weights[edge] for edge in strong] == pytest.approx([0.99] * 10)


@pytest.mark.parametrize(
    ("step", "lost"),
    [
        ("prune", "prune(bigint, boolean, uuid)"),
        ("purge", "purge(bigint)"),
        ("review", "sample_for_review(bigint, integer)"),
        ("semantic", "count_llm_kinds(bigint)"),
        ("report", "latest_mentions(bigint, uuid)"),
    ],
)
def test_a_step_that_fails_stops_no_other(db: psycopg.Connection, step: str, lost: str) -> None:
    """It is logged under its own name; what the steps beside it did stays, and graphs after it have their night."""
    set_graph(db, prune_guard=1, review_sample=5)
    other = one(db, "SELECT create_graph('other') AS id")["id"]
    learn(db, [1.0] * 10 + [0.1])
    db.execute(f"ALTER FUNCTION {lost} RENAME TO lost")
    db.execute("CALL run_nightly(p_night => current_date + 1)")
    runs = {row["graph_id"]: row for row in ask(db, "SELECT * FROM run WHERE mode = 'nightly'")}
    steps = ask(db, "SELECT step FROM run_step WHERE graph_id = 1 AND error IS NOT NULL AND step <> ALL ('{temporal}')")
    assert [row["step"] for row in steps] == [step]
    assert (runs[1]["status"], runs[1]["nights"], runs[1]["edges_pruned"]) == ("failed", 1, 0 if step == "prune" else 1)
    assert runs[other]["nights"] == 1
    assert one(db, "SELECT count(*) AS n FROM review_sample")["n"] == (0 if step == "review" else 5)


def test_nightly_of_all_graphs_or_of_one(db: psycopg.Connection) -> None:
    """Null is all; the others of one night of one graph are not touched."""
    other = one(db, "SELECT create_graph('other') AS id")["id"]
    for graph in (1, other):
        unseen(db, insert_acme, graph)
    db.execute("CALL run_nightly()")
    assert {row["graph_id"] for row in ask(db, "SELECT graph_id FROM run WHERE mode = 'nightly'")} == {1, other}
    assert edges(db) == edges(db, other) == {"role_at": 1.0}

    nightly(db, graph=other)
    assert edges(db, other) == {"role_at": pytest.approx(0.99)}
    assert edges(db) == {"role_at": 1.0}
    assert [row["runs"] for row in ask(db, "SELECT count(*) AS runs FROM run GROUP BY graph_id ORDER BY graph_id")] == [
        1,
        2,
    ]


def test_full_scan_reads_what_the_window_leaves_out(db: psycopg.Connection) -> None:
    """A rule added later finds nothing among entities older than the window, until everything is read anew."""
    insert_acme(db)
    nightly(db)
    db.execute("UPDATE entity SET created_at = now() - interval '9 days', updated_at = now() - interval '9 days'")
    db.execute("UPDATE mention SET created_at = now() - interval '9 days'")
    db.execute(
        "INSERT INTO pattern_rule (field, source_type, target_type, expression, kind) "
        "VALUES ('title', 'role', 'organization', '{target}$', 'works_for')"
    )
    assert report(nightly(db, 2)) == said(decayed=1)
    assert report(nightly(db, 2, full_scan=True)) == said(created=1, entities=3)
    assert edges(db).keys() == {"role_at", "works_for"}


@pytest.mark.parametrize("change", [None, "UPDATE entity SET summary = 'A shop.' WHERE title = 'Acme'", "full scan"])
def test_of_a_hub_that_is_only_mentioned_a_night_reads_what_is_new(db: psycopg.Connection, change: str | None) -> None:
    """A rule added later finds the texts of the window and the latest 20; all of one that has changed, or in a full scan."""
    people = [f"Person {number} Lee" for number in range(60)]
    for title, kind in [("Acme", "organization"), *((person, "person") for person in people)]:
        db.execute("INSERT INTO entity (title, type) VALUES (%s, %s)", (title, kind))
    say = "INSERT INTO raw_events (payload) SELECT jsonb_build_object('content', p || ' founded Acme.') FROM unnest(%s::text[]) p"
    db.execute(say, (people[:30],))
    db.execute(say, (people[30:],))
    nightly(db)
    db.execute("UPDATE entity SET created_at = now() - interval '9 days', updated_at = now() - interval '9 days'")
    db.execute(
        "UPDATE mention SET created_at = now() - interval '9 days' - (60 - substring(e.title FROM '[0-9]+')::integer) * interval '1 s' "
        "FROM entity e JOIN mention o ON o.entity_id = e.id WHERE e.type = 'person' AND mention.event_id = o.event_id"
    )
    db.execute(
        "INSERT INTO pattern_rule (field, source_type, target_type, cue, expression, kind) "
        "VALUES ('text', 'person', 'organization', 'founded', '{source} founded {target}', 'set_up')"
    )
    unseen(db, lambda db, _: db.execute(say, (people[:1],)))
    if change and change != "full scan":
        db.execute(change.encode())
    nightly(db, 2, full_scan=change == "full scan")
    found = ask(db, "SELECT e.title FROM edge x JOIN entity e ON e.id = x.from_id WHERE x.kind = 'set_up'")
    latest = people if change else [people[0], *people[41:]]
    assert {row["title"] for row in found} == set(latest)


@pytest.mark.parametrize("days", [1, 10])
def test_the_window_is_that_of_the_graph(db: psycopg.Connection, days: int) -> None:
    """graph.nightly_window says how far before the last nightly a nightly looks."""
    insert_acme(db)
    nightly(db)
    db.execute("UPDATE entity SET created_at = now() - interval '9 days', updated_at = now() - interval '9 days'")
    db.execute("UPDATE mention SET created_at = now() - interval '9 days'")
    set_graph(db, nightly_window=dt.timedelta(days))
    assert nightly(db)["entities_analyzed"] == (3 if days > 9 else 0)


def test_twice_in_a_night_decays_once(db: psycopg.Connection) -> None:
    """And the second time reports that nothing decayed."""
    insert_acme(db)
    assert report(nightly(db)) == said(decayed=1, entities=3)
    again = nightly(db)
    assert report(again) == said(entities=3)
    assert again["nights"] == 0
    assert edges(db) == {"role_at": pytest.approx(0.99)}


def test_missed_nights_are_caught_up(db: psycopg.Connection) -> None:
    """Four nights in one."""
    insert_acme(db)
    nightly(db)
    run = nightly(db, 5)
    assert (run["nights"], run["edges_decayed"]) == (4, 1)
    assert edges(db) == {"role_at": pytest.approx(0.99**5)}


def test_switched_on_again_it_finds_what_was_missed(db: psycopg.Connection) -> None:
    """The first nightly after a pause reads what came meanwhile."""
    insert_acme(db)
    nightly(db, 0)
    set_graph(db, mode="off")
    mention_again(db)
    nightly(db, 0)
    set_graph(db, mode="active")
    assert report(nightly(db, 0)) == said(updated=1, entities=3)
    assert edges(db) == {"role_at": 2.0}


def test_a_night_that_failed_is_made_good_by_the_next(db: psycopg.Connection) -> None:
    """The window begins with the last good night, not with the last one."""
    nightly(db)
    add_strategy(db, "broken", FAILING)
    insert_acme(db)
    db.execute("DELETE FROM edge")
    db.execute("UPDATE entity SET created_at = now() - interval '9 days', updated_at = now() - interval '9 days'")
    db.execute("UPDATE mention SET created_at = now() - interval '9 days'")
    db.execute("UPDATE run SET started_at = now() - interval '10 days' WHERE mode = 'nightly'")
    assert nightly(db, 2)["status"] == "failed"
    db.execute("DELETE FROM strategy_setting WHERE strategy = 'broken'")
    assert nightly(db, 2)["entities_analyzed"] == 3
    assert nightly(db, 2)["entities_analyzed"] == 0


def test_tables_are_analysed_once_and_not_for_nothing(db: psycopg.Connection) -> None:
    """The first night finds tables without statistics; the next one, with nothing new, leaves them be."""
    analysed = "SELECT last_analyze FROM pg_stat_user_tables WHERE schemaname = 'relationship_engine' AND relname = 'edge_store'"
    assert one(db, analysed)["last_analyze"] is None
    nightly(db)
    first = one(db, analysed)["last_analyze"]
    assert first is not None
    nightly(db)
    assert one(db, analysed)["last_analyze"] == first
