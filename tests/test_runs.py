"""Runs, from a user's side: what they report, what they change, what they leave alone, and how they are taken back."""

import datetime as dt
import json
import math
from collections.abc import Callable
from typing import Any
from uuid import UUID, uuid4

import psycopg
import pytest

Row = dict[str, Any]
Tables = dict[str, list[Row]]

FIRST, SECOND = UUID(int=0xE1), UUID(int=0xE2)
ROLE, FIRM, PLACE = UUID(int=0xA1), UUID(int=0xA2), UUID(int=0xA3)
REPORT = (
    *("edges_created", "edges_updated", "edges_decayed", "edges_pruned", "entities_analyzed"),
    *("processing_time", "strategies_used", "status", "message"),
)
# the log of what was done and taken back, which undo_run() writes on
LOG = {"run", "run_step", "retraction", "retracted_edge", "retracted_pruning", "scaling"}
# what makes a weight
WEIGHTS = {"graph", "edge_store", "evidence", "pruning", "retraction"}


def ask(db: psycopg.Connection, sql: str, *values: object) -> list[Row]:
    """Return the rows of a query."""
    return db.execute(sql, values).fetchall()


def one(db: psycopg.Connection, sql: str, *values: object) -> Row:
    """Return the one row of a query."""
    (row,) = ask(db, sql, *values)
    return row


@pytest.fixture
def db(connection: psycopg.Connection) -> psycopg.Connection:
    """A fresh database in which the pattern strategy alone is on."""
    connection.execute("DELETE FROM strategy_setting WHERE strategy <> 'pattern'")
    return connection


def set_graph(db: psycopg.Connection, graph: int = 1, **columns: object) -> None:
    """Set columns of a graph."""
    for column, value in columns.items():
        db.execute(f"UPDATE graph SET {column} = %s WHERE id = %s", (value, graph))


def insert_acme(db: psycopg.Connection, graph: int = 1) -> None:
    """Insert an event that brings a role, its organization and a place."""
    db.execute(
        "INSERT INTO raw_events (graph_id, id, payload) VALUES (%s, %s, %s)",
        (graph, FIRST, json.dumps({"content": "Ada joined Acme in Rome."})),
    )
    db.execute(
        "INSERT INTO entity (graph_id, id, title, type, source_event_id) VALUES (%(graph)s, %(role)s, "
        "'Engineer at Acme', 'role', %(event)s), (%(graph)s, %(firm)s, 'Acme', 'organization', %(event)s), "
        "(%(graph)s, %(place)s, 'Rome', 'location', %(event)s)",
        {"graph": graph, "event": FIRST, "role": ROLE, "firm": FIRM, "place": PLACE},
    )


def mention_again(db: psycopg.Connection, graph: int = 1) -> None:
    """Insert a second event that speaks of the role and its organization."""
    db.execute(
        "INSERT INTO raw_events (graph_id, id, payload) VALUES (%s, %s, %s)",
        (graph, SECOND, json.dumps({"content": "At Acme, Ada built a bridge."})),
    )
    db.execute(
        "INSERT INTO mention (graph_id, event_id, entity_id) SELECT %s, %s, unnest(%s)",
        (graph, SECOND, [ROLE, FIRM]),
    )


def unseen(db: psycopg.Connection, insert: Callable[..., None], graph: int = 1) -> None:
    """Insert without any trigger's noticing, as a bulk import may."""
    tables = ("raw_events", "entity", "mention")
    for table in tables:
        db.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
    insert(db, graph)
    for table in tables:
        db.execute(f"ALTER TABLE {table} ENABLE TRIGGER USER")


def learn(db: psycopg.Connection, gains: list[float], strategy: str = "alpha", graph: int = 1) -> list[UUID]:
    """Learn one edge of each gain between things that nothing else relates; return the edges' ids in this order."""
    rows = ask(
        db,
        "INSERT INTO entity (graph_id, title, type) SELECT %s, 'Thing ' || gen_random_uuid(), 'thing' "
        "FROM generate_series(0, %s) RETURNING id",
        graph,
        len(gains),
    )
    hub, *others = (row["id"] for row in rows)
    db.execute(
        "SELECT learn(%s, ARRAY(SELECT (%s, k.id, 'knows', %s, 'x', 0.9, 0.5, k.gain, false, false, NULL, NULL, NULL, "
        "NULL, NULL)::candidate FROM unnest(%s::uuid[], %s::float8[]) AS k (id, gain)))",
        (graph, hub, strategy, others, gains),
    )
    return [one(db, "SELECT edge_id(%s, %s, %s, 'knows') AS id", graph, hub, other)["id"] for other in others]


def observe(db: psycopg.Connection, edge: UUID, context: str, gain: float = 1.0, confidence: float = 0.9) -> None:
    """Learn one more observation of an edge."""
    db.execute(
        "SELECT learn(e.graph_id, ARRAY[(e.from_id, e.to_id, e.kind, 'alpha', %s, %s, 0.5, %s, false, false, NULL, "
        "NULL, NULL, NULL, NULL)::candidate]) FROM edge_store e WHERE e.id = %s",
        (context, confidence, gain, edge),
    )


def add_strategy(db: psycopg.Connection, name: str, body: str, mode: str = "active") -> None:
    """Add a strategy, as the README says: a function and a row."""
    db.execute(
        f"CREATE FUNCTION relationship_engine.detect_{name}(p_graph_id bigint, p_entity_ids uuid[]) "
        f"RETURNS SETOF relationship_engine.candidate LANGUAGE plpgsql STABLE AS $body$ BEGIN {body} END $body$"
    )
    db.execute(
        "INSERT INTO strategy_setting (graph_id, strategy, incremental, mode) VALUES (1, %s, true, %s)", (name, mode)
    )


FAILING = "RAISE EXCEPTION 'no more tape' USING ERRCODE = 'disk_full';"
SAME_TAG = """
    RETURN QUERY
    SELECT a.id, b.id, 'tagged_alike', 'tag', 'tag:' || (a.metadata ->> 'tag'), 0.7::float8, 0.2::float8, 2.0::float8,
        true, false, NULL::uuid, NULL::date, NULL::date, NULL::text, jsonb_build_object('tag', a.metadata -> 'tag')
    FROM relationship_engine.entity a
    JOIN relationship_engine.entity b
        ON b.graph_id = p_graph_id AND b.metadata ->> 'tag' = a.metadata ->> 'tag' AND b.id <> a.id
    WHERE a.graph_id = p_graph_id AND a.id = ANY (p_entity_ids);"""


def edges(db: psycopg.Connection, graph: int = 1) -> dict[str, float]:
    """Return the kinds of the edges that live with their weights; no kind twice in these tests but knows."""
    return {row["kind"]: row["weight"] for row in ask(db, "SELECT kind, weight FROM edge WHERE graph_id = %s", graph)}


def live(db: psycopg.Connection, graph: int = 1) -> set[UUID]:
    """Return the ids of the edges that live."""
    return {row["id"] for row in ask(db, "SELECT id FROM edge WHERE graph_id = %s", graph)}


def nightly(db: psycopg.Connection, days: int = 1, *, graph: int = 1, full_scan: bool = False) -> Row:
    """Run the nightly of a graph so many days from now, and return its log row."""
    db.execute("CALL run_nightly(%s, %s, current_date + %s)", (graph, full_scan, days))
    return newest(db, "nightly", graph)


def newest(db: psycopg.Connection, mode: str, graph: int = 1) -> Row:
    """Return the log row of the newest run of a mode."""
    return ask(db, "SELECT * FROM run WHERE graph_id = %s AND mode = %s ORDER BY started_at DESC LIMIT 1", graph, mode)[
        0
    ]


def report(row: Row) -> Row:
    """Return what a report says but for its time, which is a number of seconds."""
    assert 0 <= row["processing_time"] < 30
    return {name: row[name] for name in REPORT if name in row and name != "processing_time"}


def said(
    created: int = 0, updated: int = 0, decayed: int = 0, pruned: int = 0, entities: int = 0, **other: object
) -> Row:
    """Return what a report should say: of a good run with the pattern strategy, unless otherwise said."""
    return {
        "edges_created": created,
        "edges_updated": updated,
        "edges_decayed": decayed,
        "edges_pruned": pruned,
        "entities_analyzed": entities,
        "strategies_used": ["pattern"],
        "status": "done",
        "message": None,
        **other,
    }


def tables(db: psycopg.Connection, names: set[str] | None = None, but: set[str] = frozenset()) -> Tables:
    """Return all rows of all tables of the schema (or of the named ones)."""
    found = ask(db, "SELECT tablename FROM pg_tables WHERE schemaname = 'relationship_engine' ORDER BY 1")
    wanted = {row["tablename"] for row in found} & (names or {row["tablename"] for row in found}) - but
    return {name: ask(db, f"SELECT * FROM {name} AS t ORDER BY to_jsonb(t)::text") for name in sorted(wanted)}


def same(got: Tables, expected: Tables) -> None:
    """Compare tables but for the dates of their last change, and numbers but for rounding."""

    def rows(table: list[Row]) -> list[Row]:
        plain = [{name: value for name, value in row.items() if name != "updated_at"} for row in table]
        return sorted(plain, key=lambda row: str([value for value in row.values() if not isinstance(value, float)]))

    def about(value: object) -> object:
        return pytest.approx(value, rel=1e-12, abs=1e-15) if isinstance(value, float) else value

    assert got.keys() == expected.keys()
    for name, table in expected.items():
        assert rows(got[name]) == [{column: about(value) for column, value in row.items()} for row in rows(table)], name


# -- what runs report -----------------------------------------------------------------------------------------------


def test_incremental_reports_what_it_did(db: psycopg.Connection) -> None:
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


def test_on_demand_analyses_the_named_entities_or_all(db: psycopg.Connection) -> None:
    """Unknown ids are no entities; nobody named is nobody."""
    unseen(db, insert_acme)
    assert report(one(db, "SELECT * FROM run_on_demand(%s)", [PLACE, uuid4()])) == said(entities=1)
    assert report(one(db, "SELECT * FROM run_on_demand('{}')")) == said()
    assert edges(db) == {}
    assert report(one(db, "SELECT * FROM run_on_demand(%s)", [ROLE, FIRM])) == said(created=1, entities=2)
    unseen(db, mention_again)
    assert report(one(db, "SELECT * FROM run_on_demand()")) == said(updated=1, entities=3)
    assert newest(db, "on_demand")["mode"] == "on_demand"


def test_on_demand_in_chunks_is_one_run(db: psycopg.Connection) -> None:
    """The chunks of a run add up."""
    unseen(db, insert_acme)
    set_graph(db, chunk_size=1)
    assert report(one(db, "SELECT * FROM run_on_demand()")) == said(created=1, entities=3)
    assert one(db, "SELECT count(*) AS runs FROM run")["runs"] == 1


def test_on_demand_neither_decays_nor_prunes(db: psycopg.Connection) -> None:
    """Not even what is due."""
    insert_acme(db)
    learn(db, [0.01])
    set_graph(db, prune_guard=1, decay_date=dt.date(2020, 1, 1))
    before = tables(db, WEIGHTS)
    assert report(one(db, "SELECT * FROM run_on_demand()")) == said(entities=5)
    assert tables(db, WEIGHTS) == before


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
    assert report(run) == said(decayed=12, pruned=1, entities=15, **failed)
    assert run["error"] == f"{name}: no more tape"
    assert weak not in live(db)


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
    assert proposal["confidence"] == 0.95
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
            "SELECT r.* FROM learn(1, ARRAY(SELECT (md5('thing 0')::uuid, md5('thing ' || i)::uuid, 'knows', %s, %s, "
            "0.5 + i / 10.0, NULL, 1, false, false, NULL, NULL, NULL, NULL, NULL)::candidate "
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


# -- pruning --------------------------------------------------------------------------------------------------------


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


# -- undo, against the whole tables ---------------------------------------------------------------------------------


@pytest.fixture
def aged(db: psycopg.Connection) -> psycopg.Connection:
    """A graph with a history: some nights old, with a pruned edge and a reinforced one; its triggers may go on."""
    set_graph(db, prune_guard=0.5)
    insert_acme(db)
    *_, strong, _ = learn(db, [1.0] * 5 + [0.01])
    assert nightly(db, 3)["edges_pruned"] == 1
    observe(db, strong, "y")
    db.execute('UPDATE edge SET metadata = metadata || \'{"note": "mine"}\' WHERE id = %s', (strong,))
    return db


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
    assert result["message"] == "took back run incremental: 1 edges removed, 1 changed, 0 brought back"
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
    """Like any other."""
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
    assert undone(aged, run["run_id"], before)["message"].endswith("0 edges removed, 0 changed, 2 brought back")


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


def test_undo_leaves_what_others_did_since(aged: psycopg.Connection) -> None:
    """A night is taken back below an observation that came after it."""
    edge = one(aged, "SELECT id, weight FROM edge WHERE kind = 'role_at'")
    night = nightly(aged, 30)
    observe(aged, edge["id"], "z", gain=2.0)
    aged.execute("SELECT undo_run(%s)", (night["id"],))
    assert edges(aged)["role_at"] == pytest.approx(edge["weight"] + 2.0)


def test_a_dry_run_can_be_undone_for_nothing(aged: psycopg.Connection) -> None:
    """It did nothing, so nothing changes."""
    learn(aged, [0.01])
    before = tables(aged, but=LOG)
    undone(aged, one(aged, "SELECT run_id FROM prune(1, true)")["run_id"], before)


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


def test_schedule_without_pg_cron_says_what_to_do(db: psycopg.Connection) -> None:
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
    assert [(row["strategy"], row["gain"], row["confidence"]) for row in rows] == [("pattern", 1.0, 0.95)] * 2
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
