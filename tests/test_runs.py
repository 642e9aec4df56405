"""Runs of whatever mode: when they rest, what they refuse, how an edge is explained, and graphs kept apart."""

import datetime as dt
import math

import psycopg
import pytest

from runs import (
    FIRM,
    FIRST,
    LOG,
    ROLE,
    SECOND,
    Tables,
    aged,
    ask,
    db,
    edges,
    insert_acme,
    learn,
    mention_again,
    newest,
    nightly,
    observe,
    one,
    report,
    said,
    same,
    set_graph,
    tables,
)

__all__ = ["aged", "db"]


def test_a_graph_that_is_off_rests(db: psycopg.Connection) -> None:
    """Neither triggers nor runs do anything, and the runs say so: skipped, no entity, no strategy."""
    set_graph(db, mode="off")
    insert_acme(db)
    assert ask(db, "SELECT FROM run") == []
    before = tables(db, but=LOG)
    skipped = {"status": "skipped", "strategies_used": [], "message": "the graph is in mode off: nothing ran"}
    assert report(one(db, "SELECT * FROM run_incremental(%s)", FIRST)) == said(**skipped)
    assert report(one(db, "SELECT * FROM run_on_demand()")) == said(**skipped)
    assert report(nightly(db)) == said(**skipped)
    same(tables(db, but=LOG | {"graph"}), {name: rows for name, rows in before.items() if name != "graph"})
    assert one(db, "SELECT decay_clock FROM graph WHERE id = 1")["decay_clock"] == 0


# -- errors ---------------------------------------------------------------------------------------------------------

NOWHERE = "'00000000-0000-0000-0000-0000000000ff'"
NO_DATA, INVALID = "P0002", "22023"


@pytest.mark.parametrize(
    ("sql", "code"),
    [
        (f"SELECT run_incremental({NOWHERE})", NO_DATA),
        ("SELECT run_incremental(NULL)", NO_DATA),
        (f"SELECT run_incremental('{FIRST}', 99)", NO_DATA),
        ("SELECT run_on_demand(NULL, 99)", NO_DATA),
        ("SELECT run_on_demand(NULL, NULL)", NO_DATA),
        ("CALL run_nightly(99)", NO_DATA),
        ("CALL run_nightly(p_night => NULL)", INVALID),
        ("CALL run_nightly(p_night => 'infinity')", INVALID),
        ("CALL run_nightly(p_night => '-infinity')", INVALID),
        ("CALL run_nightly(p_night => current_date + 2)", INVALID),
        ("CALL run_nightly(1, false, '2099-01-01')", INVALID),
        ("SELECT advance_clock(1, current_date + 2)", INVALID),
        ("SELECT settle_clock(99)", NO_DATA),
        ("SELECT advance_clock(99, current_date)", NO_DATA),
        ("SELECT advance_clock(1, NULL)", INVALID),
        ("SELECT advance_clock(1, 'infinity')", INVALID),
        ("SELECT prune(99)", NO_DATA),
        ("SELECT prune(NULL)", NO_DATA),
        ("SELECT purge(99)", NO_DATA),
        ("SELECT learn(99, '{}')", NO_DATA),
        (f"SELECT undo_run({NOWHERE})", NO_DATA),
        ("SELECT undo_run(NULL)", NO_DATA),
        ("SELECT undo_run(id) FROM run WHERE status = 'undone'", "55000"),
        (f"SELECT * FROM explain_edge({NOWHERE})", NO_DATA),
        ("SELECT * FROM explain_edge(NULL)", NO_DATA),
        (f"SELECT set_weight({NOWHERE}, 1)", NO_DATA),
        ("SELECT set_weight(id, 'infinity') FROM edge", INVALID),
        ("SELECT set_weight(id, 'NaN') FROM edge", INVALID),
        ("SELECT set_weight(id, -1) FROM edge", INVALID),
        ("SELECT set_weight(id, NULL) FROM edge", INVALID),
        ("SELECT set_weight(id, 1) FROM edge_store WHERE pruned_by_run IS NOT NULL", "55000"),
        ("SELECT create_graph('default')", "23505"),
        ("SELECT create_graph(' ')", INVALID),
        ("SELECT create_graph(NULL)", INVALID),
        ("SELECT schedule()", "42704"),
    ],
)
def test_errors_name_the_remedy_and_change_nothing(aged: psycopg.Connection, sql: str, code: str) -> None:
    """A condition that a program can tell, a hint for a person, and everything as it was."""
    observe(aged, one(aged, "SELECT id FROM edge WHERE kind = 'role_at'")["id"], "z")
    aged.execute("SELECT undo_run(%s)", (newest(aged, "manual")["id"],))
    before = tables(aged)
    with pytest.raises(psycopg.Error) as error:
        aged.execute(sql)
    assert error.value.sqlstate == code
    assert error.value.diag.message_hint
    assert tables(aged) == before


@pytest.mark.parametrize(
    ("column", "value"),
    [
        *(("decay_factor", value) for value in (0, -0.5, 1.01, math.nan, math.inf)),
        *(("prune_threshold", value) for value in (0, math.inf)),
        *(("min_confidence", value) for value in (-0.1, 1.1)),
        *(("prune_guard", value) for value in (-0.1, 1.1)),
        ("nightly_window", dt.timedelta(0)),
        ("retention", dt.timedelta(-1)),
        *(("chunk_size", value) for value in (0, 100001)),
        ("mode", "on"),
    ],
)
def test_settings_that_make_no_sense_are_refused(db: psycopg.Connection, column: str, value: object) -> None:
    """By the name of a constraint that names the column."""
    with pytest.raises(psycopg.errors.CheckViolation) as error:
        set_graph(db, **{column: value})
    assert error.value.diag.constraint_name == f"graph_{column}_check"


def test_schedule_without_pg_cron_shows_statements_to_copy(db: psycopg.Connection) -> None:
    """The hint is to be copied: the call from the database that has pg_cron, the settings, or the command."""
    name = db.info.dbname
    with pytest.raises(psycopg.errors.UndefinedObject) as error:
        db.execute("SELECT schedule('30 4 * * *')")
    assert error.value.diag.message_primary == f'pg_cron is not in database "{name}"'
    assert error.value.diag.message_hint == (
        "If it is in another database, run there: SELECT cron.schedule_in_database("
        f"'relationship_engine_nightly_{name}', '30 4 * * *', 'CALL relationship_engine.run_nightly()', '{name}'); "
        f"SELECT cron.schedule_in_database('relationship_engine_alerts_{name}', '*/5 * * * *', "
        f"'SELECT relationship_engine.refresh_alerts()', '{name}'); "
        f"SELECT cron.schedule_in_database('relationship_engine_purge_{name}', '30 4 * * *', "
        f"'SELECT relationship_engine.purge(g.id) FROM relationship_engine.graph g', '{name}'). "
        f"Else add pg_cron to shared_preload_libraries, set cron.database_name = '{name}', restart, and "
        "CREATE EXTENSION pg_cron. Or let any scheduler run: relationship-engine run nightly."
    )
    assert one(db, "SELECT unschedule() AS done") == {"done": False}


# -- explain, set, keep apart ---------------------------------------------------------------------------------------


def test_explain_edge(db: psycopg.Connection) -> None:
    """Its evidence, oldest first, adds up to its weight, and each row leads to its run and its event."""
    insert_acme(db)
    nightly(db, 10)
    mention_again(db)
    edge = one(db, "SELECT * FROM edge")
    first, second = rows = ask(db, "SELECT * FROM explain_edge(%s)", edge["id"])
    assert [row["event_text"] for row in rows] == ["Ada joined Acme in Rome.", "At Acme, Ada built a bridge."]
    assert [row["context"] for row in rows] == [f"event:{FIRST}", f"event:{SECOND}"]
    assert [(row["strategy"], row["gain"], row["confidence"]) for row in rows] == [("pattern", 1.0, 0.94)] * 2
    assert [row["weight"] for row in rows] == pytest.approx([0.99**10, 1.0])
    assert edge["weight"] == pytest.approx(0.99**10 + 1.0)
    assert [row["share"] for row in rows] == pytest.approx([row["weight"] / edge["weight"] for row in rows])
    modes = ask(db, "SELECT mode FROM run WHERE id = ANY (%s)", [first["run_id"], second["run_id"]])
    assert modes == [{"mode": "incremental"}] * 2
    assert first["observed_at"] < second["observed_at"] == edge["last_reinforced_at"]
    assert edge["metadata"] == {
        "reinforcement_count": 1,
        "source_strategy": "pattern",
        "detected_in_events": [str(FIRST), str(SECOND)],
    }


def test_a_pruned_edge_can_still_be_explained(db: psycopg.Connection) -> None:
    """Why it was there."""
    set_graph(db, prune_guard=1)
    (edge,) = learn(db, [0.01])
    db.execute("SELECT prune(1)")
    assert [row["context"] for row in ask(db, "SELECT * FROM explain_edge(%s)", edge)] == ["x"]


def test_set_weight_decays_and_grows_from_there(db: psycopg.Connection) -> None:
    """It is no more than a new beginning."""
    edge, other = learn(db, [1.0, 1.0])
    nightly(db, 10)
    assert one(db, "SELECT set_weight(%s, 4) AS weight", edge)["weight"] == pytest.approx(4)
    run = newest(db, "manual")
    assert (run["edges_updated"], run["status"]) == (1, "done")
    nightly(db, 11)
    observe(db, edge, "y")
    weights = {row["id"]: row["weight"] for row in ask(db, "SELECT id, weight FROM edge")}
    assert weights == pytest.approx({edge: 4 * 0.99 + 1, other: 0.99**11})


def test_an_edge_that_an_application_named_otherwise_is_reinforced_under_its_name(
    connection: psycopg.Connection,
) -> None:
    """Kinds in snake_case are ours; WORKS AT of an application stays one edge."""
    connection.execute("INSERT INTO entity (title, type) VALUES ('Ann', 'person'), ('Acme', 'organization')")
    connection.execute(
        "INSERT INTO edge (from_id, to_id, kind) SELECT a.id, b.id, 'WORKS AT' FROM entity a, entity b "
        "WHERE a.title = 'Ann' AND b.title = 'Acme'"
    )
    connection.execute("""INSERT INTO raw_events (payload) VALUES ('{"content": "Ann brought Acme an idea."}')""")
    connection.execute("CALL run_nightly()")
    assert [(row["kind"], row["weight"]) for row in connection.execute("SELECT kind, weight FROM edge")] == [
        ("WORKS AT", 2)
    ]


def test_two_graphs_are_two_worlds(db: psycopg.Connection) -> None:
    """The same ids and names in two graphs: nothing that is done in one is seen in the other."""
    other = one(db, "SELECT create_graph('other') AS id")["id"]
    insert_acme(db, other)
    db.execute("INSERT INTO entity (id, title, type) VALUES (%s, 'Engineer at Acme', 'role')", (ROLE,))
    assert edges(db) == {}
    assert edges(db, other) == {"role_at": 1.0}
    insert_acme_id = one(db, "SELECT id FROM edge")["id"]

    db.execute("INSERT INTO entity (id, title, type) VALUES (%s, 'Acme', 'organization')", (FIRM,))
    assert edges(db) == {"role_at": 1.0}
    assert len({row["id"] for row in ask(db, "SELECT id FROM edge")} | {insert_acme_id}) == 2

    def world(graph: int) -> Tables:
        found = tables(db, but={"graph"})
        return {name: [row for row in rows if row.get("graph_id") == graph] for name, rows in found.items()} | {
            "graph": ask(db, "SELECT * FROM graph WHERE id = %s", graph)
        }

    before = world(1)
    set_graph(db, other, prune_guard=1, decay_factor=0.5, mode="parallel")
    db.execute("UPDATE pattern_rule SET confidence = 0.5 WHERE graph_id = %s", (other,))
    mention_again(db, other)
    weak = learn(db, [0.01], graph=other)
    one(db, "SELECT * FROM run_on_demand(NULL, %s)", other)
    nights = [nightly(db, days, graph=other) for days in (1, 9)]
    db.execute("SELECT set_weight(id, 9) FROM edge WHERE graph_id = %s", (other,))
    db.execute("SELECT undo_run(%s)", (nights[0]["id"],))
    db.execute("SELECT purge(%s)", (other,))
    db.execute("DELETE FROM entity WHERE graph_id = %s AND id = %s", (other, FIRM))
    assert weak
    assert world(1) == before
    assert edges(db) == {"role_at": 1.0}


def test_a_new_graph_has_the_shipped_settings(db: psycopg.Connection) -> None:
    """Not those that another graph has made its own."""
    db.execute("DELETE FROM pattern_rule WHERE graph_id = 1")
    db.execute("UPDATE strategy_setting SET mode = 'off' WHERE graph_id = 1")
    set_graph(db, decay_factor=0.5)
    other = one(db, "SELECT create_graph('other') AS id")["id"]
    insert_acme(db, other)
    assert edges(db, other) == {"role_at": 1.0}
    assert one(db, "SELECT decay_factor, mode FROM graph WHERE id = %s", other) == {
        "decay_factor": 0.99,
        "mode": "active",
    }
    rules = "SELECT field, source_type, target_type, expression, kind, confidence FROM pattern_rule WHERE graph_id = %s ORDER BY id"
    assert ask(db, rules, other) == ask(db, rules, 0) != []
