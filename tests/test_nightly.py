"""The nightly, from a user's side: what it reports, how far back it reads, and how the nights are counted."""

import datetime as dt
import math
from uuid import uuid4

import psycopg
import pytest

from conftest import connect
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


def test_nightly_reports_its_changes(db: psycopg.Connection) -> None:
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
    db.execute("CALL run_nightly(p_night => current_date + 1, p_simulate => true)")
    runs = {row["graph_id"]: row for row in ask(db, "SELECT * FROM run WHERE mode = 'nightly'")}
    steps = ask(db, "SELECT step FROM run_step WHERE graph_id = 1 AND error IS NOT NULL AND step <> ALL ('{temporal}')")
    assert [row["step"] for row in steps] == [step]
    # strategies read what the pruning leaves: without it the night stays open for them
    done = 0 if step == "prune" else 1
    assert (runs[1]["status"], runs[1]["nights"], runs[1]["edges_pruned"]) == ("failed", done, done)
    assert runs[other]["nights"] == done
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


def test_a_full_scan_reads_entities_outside_of_the_window(db: psycopg.Connection) -> None:
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
def test_a_night_reads_only_the_new_texts_of_a_hub(db: psycopg.Connection, change: str | None) -> None:
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


def test_the_first_night_after_a_pause_catches_up(db: psycopg.Connection) -> None:
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


def test_a_repeated_failed_night_gives_the_graph_of_one_run(db: psycopg.Connection) -> None:
    """Its repetition learns at the age at which it should have been learned, and only then the night is over."""
    for mention in (False, True):
        if mention:
            unseen(db, mention_again)
        else:
            insert_acme(db)
            nightly(db)
    add_strategy(db, "broken", FAILING)
    db.execute("ALTER FUNCTION _pattern_in_title RENAME TO lost")
    for _ in range(2):
        failed = nightly(db, 2)
        assert (failed["status"], failed["nights"], edges(db)) == ("failed", 0, {"role_at": pytest.approx(0.99)})
    db.execute("ALTER FUNCTION lost RENAME TO _pattern_in_title")
    db.execute("DELETE FROM strategy_setting WHERE strategy = 'broken'")
    assert nightly(db, 2)["nights"] == 1
    assert edges(db) == {"role_at": pytest.approx((0.99 + 1) * 0.99)}
    assert nightly(db, 2)["nights"] == 0
    assert edges(db) == {"role_at": pytest.approx((0.99 + 1) * 0.99)}


def test_a_strategy_that_always_fails_holds_up_ageing_by_one_night(db: psycopg.Connection) -> None:
    """The graph ages, though its newest night stays open."""
    insert_acme(db)
    nightly(db, 0)
    add_strategy(db, "broken", FAILING)
    assert [nightly(db, night)["nights"] for night in (1, 2, 3)] == [0, 1, 1]
    assert edges(db) == {"role_at": pytest.approx(0.99**2)}


def test_a_night_after_tomorrow_must_be_simulated(db: psycopg.Connection) -> None:
    """Else it is refused, with the way to do it, and nothing is written."""
    insert_acme(db)
    before = ask(db, "SELECT decay_date, decay_clock FROM graph")
    for call in ("CALL run_nightly(1, false, current_date + 2)", "SELECT advance_clock(1, current_date + 2)"):
        with pytest.raises(psycopg.errors.InvalidParameterValue) as refused:
            db.execute(call)
        assert "p_simulate" in str(refused.value.diag.message_hint)
    assert ask(db, "SELECT decay_date, decay_clock FROM graph") == before
    assert ask(db, "SELECT FROM run WHERE mode = 'nightly'") == []
    db.execute("CALL run_nightly(1, false, current_date + 2, p_simulate => true)")
    assert edges(db) == {"role_at": pytest.approx(0.99**2)}


@pytest.mark.parametrize("days", [-400, 400])
def test_a_clock_is_settled_without_ageing(db: psycopg.Connection, days: int) -> None:
    """Of a graph that was filled with history, or whose clock is ahead: today, and the next night ages by one."""
    insert_acme(db)
    db.execute("UPDATE graph SET decay_date = current_date + %s", (days,))
    told = one(db, "SELECT status, value, remedy FROM doctor() WHERE \"check\" = 'clock' AND graph_id = 1")
    assert told["status"] == "warning"
    assert "settle_clock" in told["remedy"]
    assert one(db, "SELECT settle_clock(1) AS moved")["moved"] == -days
    assert edges(db) == {"role_at": 1.0}
    assert nightly(db)["nights"] == 1
    assert edges(db) == {"role_at": pytest.approx(0.99)}


def test_a_run_that_began_after_now_is_not_believed(db: psycopg.Connection) -> None:
    """The server's clock was wrong: what arrived unseen is read all the same, and doctor says so."""
    db.execute("INSERT INTO entity (title, type) VALUES ('Acme', 'organization')")
    nightly(db, 0)
    db.execute("UPDATE run SET started_at = now() + interval '1 year', finished_at = now() + interval '1 year'")
    unseen(db, lambda db, _: db.execute("INSERT INTO entity (title, type) VALUES ('Engineer at Acme', 'role')"))
    assert one(db, "SELECT value FROM doctor() WHERE \"check\" = 'clock' AND graph_id = 1")["value"].startswith(
        "a nightly"
    )
    nightly(db)
    assert edges(db).keys() == {"role_at"}


def test_a_locked_graph_costs_no_other_its_night(db: psycopg.Connection, database: str) -> None:
    """An idle transaction that holds the row of one graph: that graph is left out with a warning."""
    other = one(db, "SELECT create_graph('other') AS id")["id"]
    notices: list[str] = []
    db.add_notice_handler(lambda told: notices.append(str(told.message_primary)))
    db.execute("SET lock_timeout = '200ms'")
    with connect(database) as idle, idle.transaction():
        idle.execute("SELECT FROM relationship_engine.graph WHERE id = 1 FOR UPDATE")
        db.execute("CALL run_nightly()")
    assert [row["graph_id"] for row in ask(db, "SELECT graph_id FROM run WHERE status = 'done'")] == [other]
    assert [notice for notice in notices if "graph 1 was skipped" in notice]
    with connect(database) as idle, idle.transaction():
        idle.execute("SELECT FROM relationship_engine.graph WHERE id = 1 FOR NO KEY UPDATE")
        db.execute("CALL run_nightly()")
    runs = ask(db, "SELECT graph_id, status, error_code FROM run ORDER BY started_at DESC LIMIT 2")
    assert [(row["graph_id"], row["status"], row["error_code"]) for row in runs] == [
        (other, "done", None),
        (1, "failed", "55P03"),
    ]


@pytest.mark.parametrize(
    "setting",
    [
        "nightly_window = '10000 years'",
        "retention = '10000 years'",
        "llm_daily_budget = 1e999",
        "llm_daily_budget = 'NaN'",
        "llm_debounce = '1000 years'",
        "llm_batch_wait = '10000 years'",
    ],
)
def test_a_setting_that_no_arithmetic_bears_is_refused(db: psycopg.Connection, setting: str) -> None:
    """One tenant's setting can raise in a view or a night of all graphs."""
    with pytest.raises(psycopg.errors.CheckViolation):
        db.execute(f"UPDATE graph SET {setting} WHERE id = 1")


@pytest.mark.parametrize("edits", ["[1]", '{"confidence": 7}', '{"start_date": "garbage"}'])
def test_edits_that_no_evidence_could_be_weighed_with_are_refused(db: psycopg.Connection, edits: str) -> None:
    """Else each later observation of the edge would fail."""
    insert_acme(db)
    with pytest.raises((psycopg.DataError, psycopg.IntegrityError)):
        db.execute("UPDATE edge_store SET edits = %s", (edits,))


def test_an_event_without_a_finite_date_stops_no_night(db: psycopg.Connection) -> None:
    """It says of no day that two entities met."""
    db.execute("UPDATE strategy_setting SET mode = 'active'")
    db.execute("INSERT INTO strategy_setting (graph_id, strategy, mode) VALUES (1, 'temporal', 'active')")
    db.execute("INSERT INTO entity (title, type) VALUES ('Ada Byron', 'person'), ('Bella Corp', 'organization')")
    # other events, so that a meeting is more than chance
    db.execute("INSERT INTO raw_events SELECT FROM generate_series(1, 9)")
    say = 'INSERT INTO raw_events (payload, occurred_at, created_at) VALUES (\'{"content": "Ada Byron met Bella Corp."}\', %s, %s)'
    for occurred_at, created_at in (("2020-01-01", "now"), ("2020-01-05", "now"), (None, "-infinity")):
        db.execute(say, (occurred_at, created_at))
        assert nightly(db)["error"] is None
    assert "co_occurs" in edges(db)


def test_an_entity_that_is_deleted_while_a_run_indexes_it(db: psycopg.Connection, database: str) -> None:
    """The names that the run leaves behind are gone after the next night, and the doctor says so."""
    set_graph(db, mode="off")
    db.execute("INSERT INTO entity (title, type) VALUES ('Zed Corp', 'organization'), ('Yod Corp', 'organization')")
    set_graph(db, mode="active")
    with connect(database) as other, other.transaction():
        other.execute("SELECT relationship_engine.run_on_demand()")
        db.execute("DELETE FROM entity WHERE title = 'Zed Corp'")
    stray = "SELECT count(*) > 0 AS some FROM entity_name n WHERE NOT EXISTS (SELECT FROM entity e WHERE e.id = n.entity_id)"
    assert one(db, stray) == {"some": True}
    nightly(db)
    assert one(db, stray) == {"some": False}
    assert one(db, "SELECT status FROM doctor() WHERE \"check\" = 'names'") == {"status": "ok"}
