"""Coming from a legacy system: import, mirror, comparison, on the history of computing."""

import json
import os
import signal
import subprocess
import sys
import time
from typing import Any
from uuid import UUID, uuid4

import psycopg
import pytest
from click.testing import CliRunner
from psycopg.conninfo import make_conninfo

import legacy
from conftest import connect
from relationship_engine.cli import main

Row = dict[str, Any]


def ask(db: psycopg.Connection, sql: str, *values: object) -> list[Row]:
    """Return the rows of a query."""
    return db.execute(sql, values or None).fetchall()


def one(db: psycopg.Connection, sql: str, *values: object) -> Row:
    """Return the one row of a query."""
    (row,) = ask(db, sql, *values)
    return row


@pytest.fixture
def db(connection: psycopg.Connection) -> psycopg.Connection:
    """A graph that is off, as before a roll-out, and a legacy system in schema old."""
    connection.execute("SELECT set_mode('off')")
    legacy.make(connection)
    return connection


def load(db: psycopg.Connection, schema: str = "old", *, force: bool = False) -> Row:
    """Import the legacy system, and return the row of the run."""
    db.execute("CALL import_legacy(%s, 1, %s)", [schema, force])
    return ask(db, "SELECT * FROM run WHERE mode = 'import' ORDER BY started_at DESC")[0]


def graph(db: psycopg.Connection) -> dict[str, list[Row]]:
    """Return what a graph holds, whole."""
    return {
        name: ask(db, f"SELECT * FROM {name} t ORDER BY to_jsonb(t)::text")
        for name in ("raw_events", "entity", "mention", "edge_store", "evidence", "graph")
    }


def test_an_import_copies_everything_and_only_reads_the_source(db: psycopg.Connection) -> None:
    """Ids, weights, confidence, dates, metadata; the old id of an edge; every row of the source as it was."""
    before = legacy.rows(db)
    run = load(db)
    assert legacy.rows(db) == before
    assert (run["status"], run["message"]) == ("done", "equal to the source")
    assert run["edges_created"] == len(before["edge"]) > 100
    tables = {row["relation"]: row for row in ask(db, "SELECT * FROM legacy_import")}
    for name, rows in before.items():
        assert (tables[name]["source_rows"], tables[name]["present_rows"], tables[name]["is_equal"]) == (
            len(rows),
            len(rows),
            True,
        )
    assert tables["edge"]["source_sum"] == pytest.approx(sum(row["weight"] for row in before["edge"]), rel=1e-12)
    assert tables["edge"]["graph_sum"] == pytest.approx(tables["edge"]["source_sum"], rel=1e-12)
    wrong = ask(
        db,
        "SELECT FROM old.edge o FULL JOIN edge e ON (e.metadata ->> 'legacy_id')::uuid = o.id WHERE "
        "(o.from_id, o.to_id, o.kind, o.confidence, o.importance, o.source_event_id, o.created_at, o.last_reinforced_at) "
        "IS DISTINCT FROM "
        "(e.from_id, e.to_id, e.kind, e.confidence, e.importance, e.source_event_id, e.created_at, e.last_reinforced_at) "
        "OR abs(o.weight - e.weight) > 1e-9 OR e.metadata ->> 'note' <> 'kept' OR e.strategies <> '{legacy}'",
    )
    assert wrong == []
    assert ask(
        db,
        "SELECT FROM old.entity o FULL JOIN entity e USING (id) WHERE (o.title, o.type, o.summary, o.metadata, "
        "o.source_event_id, o.created_at, o.updated_at) IS DISTINCT FROM "
        "(e.title, e.type, e.summary, e.metadata, e.source_event_id, e.created_at, e.updated_at)",
    ) == []  # fmt: skip
    assert ask(
        db,
        "SELECT FROM old.raw_events o FULL JOIN raw_events e USING (id) "
        "WHERE (o.payload, o.source, o.status, o.created_at) IS DISTINCT FROM (e.payload, e.source, e.status, e.created_at)",
    ) == []  # fmt: skip


def test_it_needs_no_more_than_the_right_to_read(db: psycopg.Connection, database: str) -> None:
    """A role that may do nothing else with the source imports it."""
    role = f"re_{uuid4().hex[:12]}"
    db.execute(f"CREATE ROLE {role} LOGIN")
    try:
        db.execute(f"GRANT USAGE ON SCHEMA old TO {role}; GRANT SELECT ON ALL TABLES IN SCHEMA old TO {role}")
        db.execute("SELECT grant_usage(%s, 'admin')", [role])
        with connect(make_conninfo(database, user=role)) as other:
            other.execute("CALL relationship_engine.import_legacy('old')")
        assert one(db, "SELECT bool_and(is_equal) AS is_equal FROM legacy_import")["is_equal"]
    finally:
        db.execute(f"DROP OWNED BY {role}; DROP ROLE {role}")


def test_the_second_run_finds_nothing_new(db: psycopg.Connection) -> None:
    """Also after nights of decay, which the source does not know; no row of the graph changes."""
    load(db)
    before = graph(db)
    run = load(db)
    assert graph(db) == before
    assert (run["edges_created"], run["edges_updated"], run["entities_analyzed"]) == (0, 0, 0)
    assert run["message"] == "equal to the source"
    db.execute("SELECT set_mode('active')")
    db.execute("DELETE FROM strategy_setting WHERE graph_id = 1")
    db.execute("CALL run_nightly(1, false, current_date + 3, true)")
    before = graph(db)
    assert load(db)["message"] == "equal to the source"
    assert graph(db) == before


def test_without_weights_they_are_backfilled(connection: psycopg.Connection) -> None:
    """Weight 1, last reinforced when the edge was made; a kill switch that is on does not matter."""
    connection.execute("SELECT set_mode('shadow')")
    legacy.make(connection, weights=False)
    assert load(connection)["message"] == "equal to the source"
    rows = ask(connection, "SELECT DISTINCT weight, last_reinforced_at = created_at AS is_birth FROM edge")
    assert rows == [{"weight": pytest.approx(1), "is_birth": True}]
    assert one(connection, "SELECT count(*) FROM edge") == one(connection, "SELECT count(*) FROM old.edge")


def test_mentions_come_along(connection: psycopg.Connection) -> None:
    """referenced_by_event_ids become mentions, mention_count stays with the entity."""
    connection.execute("SELECT set_mode('off')")
    legacy.make(connection, mentions=True)
    assert load(connection)["message"] == "equal to the source"
    count = one(connection, "SELECT sum(jsonb_array_length(referenced_by_event_ids)) AS n FROM old.entity")["n"]
    assert one(connection, "SELECT count(*) AS n FROM mention WHERE origin = 'application'")["n"] == count > 1000
    assert ask(
        connection,
        "SELECT FROM old.entity o JOIN entity e USING (id) "
        "WHERE o.mention_count IS DISTINCT FROM (e.metadata ->> 'mention_count')::integer",
    ) == []  # fmt: skip


def test_undo_takes_its_edges_back_exactly(db: psycopg.Connection) -> None:
    """Edges of others stay as they were; the undo of the undo brings all of it again."""
    db.execute("INSERT INTO entity (id, title, type) VALUES (%s, 'A', 'thing'), (%s, 'B', 'thing')", [uuid4(), uuid4()])
    db.execute(
        "INSERT INTO edge (from_id, to_id, kind) SELECT a.id, b.id, 'likes' FROM entity a, entity b "
        "WHERE a.title = 'A' AND b.title = 'B'"
    )
    before = ask(db, "SELECT * FROM edge ORDER BY id")
    run = load(db)
    imported = ask(db, "SELECT id, weight, confidence, created_at, last_reinforced_at, metadata FROM edge ORDER BY id")
    with pytest.raises(psycopg.errors.ObjectNotInPrerequisiteState, match="the guard allows"):
        db.execute("SELECT undo_run(%s)", [run["id"]])
    undo = one(db, "SELECT * FROM undo_run(%s, p_force => true)", run["id"])
    assert ask(db, "SELECT * FROM edge ORDER BY id") == before
    db.execute("SELECT undo_run(%s)", [undo["run_id"]])
    again = ask(db, "SELECT id, weight, confidence, created_at, last_reinforced_at, metadata FROM edge ORDER BY id")
    assert again == imported


def test_a_killed_import_continues(db: psycopg.Connection, database: str) -> None:
    """By kill -9 in the middle of the edges: the next call takes up the same run, and the end is the same."""
    db.execute("UPDATE graph SET chunk_size = 20 WHERE id = 1")
    before = legacy.rows(db)
    # the import stops at an edge whose row we hold
    code = "import psycopg, sys; psycopg.connect(sys.argv[1], autocommit=True).execute(sys.argv[2])"
    db.execute(
        "CREATE FUNCTION public.gate(uuid) RETURNS uuid LANGUAGE plpgsql AS $$ BEGIN "
        "IF pg_try_advisory_lock_shared(4712, abs(hashtext($1::text)) %% 7) THEN "
        "PERFORM pg_advisory_unlock_shared(4712, abs(hashtext($1::text)) %% 7); "
        "ELSE PERFORM pg_advisory_lock_shared(4712, abs(hashtext($1::text)) %% 7); END IF; RETURN $1; END $$".replace(
            "%%", "%"
        )
    )
    db.execute("ALTER TABLE old.edge RENAME TO edge_table")
    db.execute(
        "CREATE VIEW old.edge AS SELECT public.gate(id) AS id, from_id, to_id, kind, start_date, end_date, confidence, "
        "importance, description, metadata, source_event_id, created_at, updated_at, weight, last_reinforced_at "
        "FROM old.edge_table"
    )
    db.execute("SELECT pg_advisory_lock(4712, 3)")
    # the guard reads the edges before anything is written: it must pass first
    db.execute("ALTER VIEW old.edge RENAME TO gated")
    db.execute("CREATE VIEW old.edge AS SELECT * FROM old.edge_table")
    db.execute("UPDATE graph SET chunk_size = 20 WHERE id = 1")
    with connect(database) as other:
        other.execute("BEGIN")
        other.execute("LOCK TABLE relationship_engine.mention IN SHARE ROW EXCLUSIVE MODE")
        process = subprocess.Popen(  # noqa: S603
            [sys.executable, "-c", code, database, "CALL relationship_engine.import_legacy('old')"]
        )
        _until(
            db, "SELECT count(*) > 0 AS ok FROM relationship_engine.legacy_import WHERE relation = 'entity' AND is_read"
        )
        db.execute("DROP VIEW old.edge; ALTER VIEW old.gated RENAME TO edge")
        other.execute("COMMIT")
    _until(db, "SELECT count(*) > 0 AS ok FROM pg_locks WHERE locktype = 'advisory' AND classid = 4712 AND NOT granted")
    os.kill(process.pid, signal.SIGKILL)
    process.wait()
    db.execute("SELECT pg_terminate_backend(backend_pid) FROM run WHERE mode = 'import'")
    _until(
        db,
        "SELECT count(*) = 0 AS ok FROM pg_stat_activity a JOIN run r ON r.backend_pid = a.pid AND r.mode = 'import'",
    )
    db.execute("SELECT pg_advisory_unlock_all()")
    db.execute("DROP VIEW old.edge; ALTER TABLE old.edge_table RENAME TO edge")
    killed = one(db, "SELECT * FROM run WHERE mode = 'import'")
    part = one(db, "SELECT count(*) AS n FROM edge")["n"]
    assert killed["status"] == "running"
    assert part < len(before["edge"])
    run = load(db)
    assert (run["id"], run["status"], run["message"]) == (killed["id"], "done", "equal to the source")
    assert run["edges_created"] == len(before["edge"])
    assert legacy.rows(db) == before


def _until(db: psycopg.Connection, sql: str) -> None:
    """Wait until a query says ok."""
    deadline = time.monotonic() + 30
    while not one(db, sql)["ok"]:
        assert time.monotonic() < deadline, sql
        time.sleep(0.02)


def test_faulty_rows_are_refused_and_named(db: psycopg.Connection) -> None:
    """Edges that no graph can hold, and pairs that tell the same event twice; the rest comes over."""
    db.execute("ALTER TABLE old.edge DROP CONSTRAINT edge_to_id_fkey")
    count = one(db, "SELECT count(*) AS n FROM old.edge")["n"]
    db.execute(
        "INSERT INTO old.edge (from_id, to_id, kind, weight, source_event_id, confidence) "
        "SELECT e.from_id, CASE n WHEN 1 THEN gen_random_uuid() WHEN 2 THEN e.from_id ELSE e.to_id END, "
        "CASE n WHEN 3 THEN '--' WHEN 4 THEN 'Role  At!' ELSE e.kind END, CASE n WHEN 5 THEN 0 ELSE 1 END, "
        "e.source_event_id, e.confidence "
        "FROM (SELECT * FROM old.edge WHERE kind = 'role_at' ORDER BY id LIMIT 1) e, generate_series(1, 5) n"
    )
    run = load(db)
    row = one(db, "SELECT * FROM legacy_import WHERE relation = 'edge'")
    assert row["refused"] == {"unknown_entity": 1, "self_loop": 1, "bad_kind": 1, "bad_number": 1}
    assert (row["source_rows"], row["present_rows"], row["merged_rows"]) == (count + 5, count, 1)
    assert run["message"] == "equal to the source"
    assert one(db, "SELECT count(*) AS n FROM edge")["n"] == count


def test_weights_that_no_graph_can_hold_are_not_imported(db: psycopg.Connection) -> None:
    """They are refused, not taken for 1."""
    db.execute(
        "INSERT INTO old.edge (from_id, to_id, kind, weight) SELECT e.from_id, e.to_id, 'odd_' || n, w "
        "FROM (SELECT * FROM old.edge ORDER BY id LIMIT 1) e, "
        "unnest(ARRAY[0, -3, 'NaN', 'Infinity', 1e12]::float8[]) WITH ORDINALITY AS w (w, n)"
    )
    assert load(db, force=True)["message"] == "equal to the source"
    assert one(db, "SELECT refused FROM legacy_import WHERE relation = 'edge'")["refused"] == {"bad_number": 5}
    assert one(db, "SELECT count(*) AS n FROM edge_store WHERE kind LIKE 'odd%%'")["n"] == 0


def test_an_import_does_not_restore_rejected_edges(db: psycopg.Connection) -> None:
    """The next import names it and is equal; the legacy system that inserts it again by the view changes nothing."""
    load(db)
    edge = one(db, "SELECT id, from_id, to_id, kind FROM edge LIMIT 1")
    db.execute("SELECT review_edge(%s, 'reject')", [edge["id"]])
    event = one(db, "SELECT id FROM raw_events LIMIT 1")["id"]
    assert load(db)["message"] == "equal to the source"
    assert one(db, "SELECT refused FROM inspect_legacy('old') WHERE relation = 'edge'")["refused"] == {"rejected": 1}
    insert = "INSERT INTO edge (from_id, to_id, kind, source_event_id) VALUES (%s, %s, 'knows', %s) RETURNING id"
    (known,) = ask(db, insert, edge["from_id"], edge["to_id"], event)
    db.execute("SELECT review_edge(%s, 'reject')", [known["id"]])
    assert ask(db, insert, edge["from_id"], edge["to_id"], event) == []
    db.execute("SELECT undo_run(id) FROM run WHERE mode = 'review'")
    assert one(db, "SELECT count(*) AS n FROM edge WHERE id = ANY (%s)", [edge["id"], known["id"]])["n"] == 2


def test_a_graph_that_mirrors_is_not_deleted(db: psycopg.Connection) -> None:
    """The legacy system would write into nothing; the error says what to call first."""
    graph = one(db, "SELECT create_graph('copy') AS id")["id"]
    db.execute("SELECT mirror_legacy('old', %s)", [graph])
    with pytest.raises(psycopg.errors.ObjectNotInPrerequisiteState) as raised:
        db.execute("SELECT delete_graph(%s, 'copy')", [graph])
    assert f"unmirror_legacy('old', {graph})" in str(raised.value.diag.message_hint)
    db.execute("SELECT unmirror_legacy('old', %s)", [graph])
    db.execute("SELECT delete_graph(%s, 'copy')", [graph])


def test_the_guard_refuses_before_anything_is_written(db: psycopg.Connection) -> None:
    """A source of which much cannot come over, or that would change much of what the engine found."""
    db.execute("ALTER TABLE old.edge DROP CONSTRAINT edge_to_id_fkey")
    db.execute("UPDATE old.edge SET to_id = gen_random_uuid() WHERE kind = 'worked_at'")
    before = graph(db)
    with pytest.raises(psycopg.errors.ObjectNotInPrerequisiteState, match="cannot be imported") as raised:
        load(db)
    assert "inspect_legacy('old', 1)" in raised.value.diag.message_hint
    assert graph(db) == before
    assert load(db, force=True)["status"] == "done"


def test_the_guard_protects_edges_that_the_engine_found(connection: psycopg.Connection) -> None:
    """An import that would add to most edges of a graph at work needs to be forced."""
    legacy.make(connection)
    db = connection
    db.execute("INSERT INTO raw_events (id, payload) SELECT id, payload FROM old.raw_events")
    db.execute(
        "INSERT INTO entity (id, title, type, source_event_id) SELECT id, title, type, source_event_id FROM old.entity"
    )
    found = one(db, "SELECT count(*) AS n FROM edge WHERE kind = 'role_at'")["n"]
    db.execute("DELETE FROM edge WHERE kind <> 'role_at'")
    with pytest.raises(psycopg.errors.ObjectNotInPrerequisiteState, match=f"of {found} edges that the engine found"):
        load(db)
    before = one(db, "SELECT sum(weight) AS w FROM edge")["w"]
    added = one(db, "SELECT sum(weight) AS w FROM old.edge")["w"]
    load(db, force=True)
    assert one(db, "SELECT sum(weight) AS w FROM edge")["w"] == pytest.approx(before + added)


@pytest.mark.parametrize(
    ("call", "state", "hint"),
    [
        ("CALL import_legacy('nowhere')", "42P01", "legacy system"),
        ("CALL import_legacy('relationship_engine')", "22023", "legacy tables"),
        ("CALL import_legacy('old', 77)", "P0002", "create_graph"),
        ("SELECT mirror_legacy('old', 77)", "P0002", "create_graph"),
        ("SELECT mirror_legacy('nowhere')", "42P01", "legacy system"),
        ("SELECT mirror_legacy(NULL)", "42P01", "legacy system"),
        ("CALL import_legacy(NULL)", "42P01", "legacy system"),
        ("SELECT * FROM inspect_legacy(NULL)", "42P01", "legacy system"),
        ("SELECT * FROM compare_legacy(77)", "P0002", "lists them"),
    ],
)
def test_errors_name_the_remedy(connection: psycopg.Connection, call: str, state: str, hint: str) -> None:
    """Unknown schemas, graphs."""
    connection.execute(legacy.TABLES.format(schema="old"))
    with pytest.raises(psycopg.Error) as raised:
        connection.execute(call)
    assert raised.value.sqlstate == state
    assert hint in raised.value.diag.message_hint


# -- the legacy system goes on writing -------------------------------------------------------------------------------


@pytest.fixture
def mirrored(db: psycopg.Connection) -> psycopg.Connection:
    """The same, imported, in mode parallel with no strategy, and mirrored."""
    db.execute("DELETE FROM strategy_setting WHERE graph_id = 1")
    load(db)
    db.execute("SELECT set_mode('parallel')")
    db.execute("SELECT mirror_legacy('old')")
    return db


def same(db: psycopg.Connection) -> bool:
    """Tell whether the graph has what the legacy system has, by its weights."""
    return not ask(
        db,
        "SELECT FROM old.edge o FULL JOIN edge e ON (e.from_id, e.to_id, e.kind) = (o.from_id, o.to_id, o.kind) "
        "WHERE (o.weight, e.weight) IS NULL OR coalesce(abs(o.weight - e.weight) > 1e-9, true)",
    )


def test_the_mirror_follows(mirrored: psycopg.Connection) -> None:
    """New events, entities and edges, changed ones, reinforced ones, deleted ones."""
    db = mirrored
    assert same(db)
    event, person, firm = (
        uuid4(),
        uuid4(),
        UUID(one(db, "SELECT id::text FROM old.entity WHERE type = 'organization' LIMIT 1")["id"]),
    )
    db.execute('INSERT INTO old.raw_events (id, payload) VALUES (%s, \'{"content": "Zoe came."}\')', [event])
    db.execute(
        "INSERT INTO old.entity (id, title, type, source_event_id) VALUES (%s, 'Zoe', 'person', %s)", [person, event]
    )
    db.execute(
        "INSERT INTO old.edge (from_id, to_id, kind, source_event_id) VALUES (%s, %s, 'joined', %s)",
        [person, firm, event],
    )
    assert one(db, "SELECT title, source_event_id FROM entity WHERE id = %s", person) == {
        "title": "Zoe",
        "source_event_id": event,
    }
    assert same(db)
    db.execute("UPDATE old.entity SET title = 'Zoe Z', updated_at = now() WHERE id = %s", [person])
    assert one(db, "SELECT title FROM entity WHERE id = %s", person)["title"] == "Zoe Z"
    db.execute("UPDATE old.edge SET weight = weight + 1, last_reinforced_at = clock_timestamp() WHERE kind = 'role_at'")
    assert same(db)
    db.execute("UPDATE old.edge SET kind = 'left' WHERE from_id = %s", [person])
    assert same(db)
    db.execute("DELETE FROM old.edge WHERE kind = 'worked_at'")
    assert same(db)
    assert ask(db, "SELECT DISTINCT mode, status, error FROM run WHERE mode = 'mirror'") == [
        {"mode": "mirror", "status": "done", "error": None}
    ]
    assert one(db, "SELECT count(*) AS n FROM recompute_weights(1)")["n"] == 0


def test_decay_on_both_sides_is_decay_once(mirrored: psycopg.Connection) -> None:
    """The legacy nightly rewrites all weights: no news for the graph, which ages by itself."""
    db = mirrored
    runs = one(db, "SELECT count(*) AS n FROM run")["n"]
    db.execute("UPDATE old.edge SET weight = weight * 0.99 * 0.99, updated_at = now()")
    assert one(db, "SELECT count(*) AS n FROM run")["n"] == runs
    db.execute("CALL run_nightly(1, false, current_date + 2, true)")
    assert same(db)
    db.execute("UPDATE old.edge SET weight = weight + 1, last_reinforced_at = clock_timestamp() WHERE kind = 'role_at'")
    assert same(db)


def test_the_mirror_never_fails_the_legacy_writer(mirrored: psycopg.Connection, database: str) -> None:
    """Not when the graph's tables are locked, nor when the writer has no right to them; an import makes up for it."""
    db = mirrored
    role = f"re_{uuid4().hex[:12]}"
    db.execute(f"CREATE ROLE {role} LOGIN")
    try:
        db.execute(f"GRANT USAGE ON SCHEMA old TO {role}; GRANT ALL ON ALL TABLES IN SCHEMA old TO {role}")
        with connect(make_conninfo(database, user=role)) as other:
            notices: list[str] = []
            other.add_notice_handler(lambda notice: notices.append(str(notice.message_primary)))
            other.execute("INSERT INTO old.raw_events (payload) VALUES ('{}')")
        assert notices == ["relationship_engine: permission denied for schema relationship_engine"]
    finally:
        db.execute(f"DROP OWNED BY {role}; DROP ROLE {role}")
    with connect(database) as other, other.transaction():
        other.execute("LOCK TABLE relationship_engine.evidence IN EXCLUSIVE MODE")
        db.execute(
            "UPDATE old.edge SET weight = weight + 1, last_reinforced_at = clock_timestamp() WHERE kind = 'role_at'"
        )
    assert not same(db)
    failed = one(db, "SELECT * FROM run WHERE mode = 'mirror' AND status = 'failed'")
    assert "lock timeout" in failed["error"]
    assert one(db, "SELECT is_firing FROM alert WHERE graph_id = 1 AND alert = 'run_failed'")["is_firing"]
    load(db)
    assert same(db)
    assert one(db, "SELECT count(*) FROM raw_events") == one(db, "SELECT count(*) FROM old.raw_events")


def test_the_mirror_ends_with_the_statement_timeout(mirrored: psycopg.Connection) -> None:
    """What the legacy system writes goes through; an import makes up for what the mirror missed."""
    db = mirrored
    db.execute(
        "ALTER FUNCTION _write_legacy_rows RENAME TO lost; "
        "CREATE FUNCTION _write_legacy_rows(bigint, uuid, text, jsonb[]) RETURNS bigint "
        "LANGUAGE sql AS $$ SELECT 1 FROM (SELECT pg_catalog.pg_sleep(60)) s $$"
    )
    db.execute("SET statement_timeout = '1s'")
    db.execute("INSERT INTO old.raw_events (payload) VALUES ('{}')")
    db.execute("RESET statement_timeout")
    assert one(db, "SELECT error_code FROM run WHERE mode = 'mirror' AND status = 'failed'") == {"error_code": "57014"}
    db.execute("DROP FUNCTION _write_legacy_rows; ALTER FUNCTION lost RENAME TO _write_legacy_rows")
    load(db)
    assert one(db, "SELECT count(*) FROM raw_events") == one(db, "SELECT count(*) FROM old.raw_events")


def test_a_deletion_is_undone_like_any_run(mirrored: psycopg.Connection) -> None:
    """The legacy system deletes too much: its edges return here, exact."""
    db = mirrored
    before = ask(db, "SELECT id, weight, confidence, created_at FROM edge ORDER BY id")
    db.execute("DELETE FROM old.edge WHERE kind = 'role_at'")
    assert one(db, "SELECT count(*) AS n FROM edge WHERE kind = 'role_at'")["n"] == 0
    db.execute("SELECT undo_run(id) FROM run WHERE mode = 'mirror'")
    assert ask(db, "SELECT id, weight, confidence, created_at FROM edge ORDER BY id") == before


def test_columns_of_the_user_do_not_disturb_the_mirror(mirrored: psycopg.Connection) -> None:
    """Whatever was added to the tables, what the legacy system deletes goes, and comes back."""
    db = mirrored
    for table in ("evidence", "edge_store", "run"):
        db.execute(f"ALTER TABLE {table} ADD COLUMN note text DEFAULT 'mine'")
    db.execute("DELETE FROM old.edge WHERE kind = 'role_at'")
    assert same(db)
    assert ask(db, "SELECT DISTINCT status, error FROM run WHERE mode = 'mirror'") == [
        {"status": "done", "error": None}
    ]
    db.execute("SELECT undo_run(id) FROM run WHERE mode = 'mirror'")
    assert one(db, "SELECT count(*) AS n FROM edge WHERE kind = 'role_at'")["n"] > 0


def test_unmirror_ends_it(mirrored: psycopg.Connection) -> None:
    """No trigger of ours is left on the tables; again, it says that there was none."""
    db = mirrored
    assert one(db, "SELECT unmirror_legacy('old') AS was")["was"] is True
    assert one(db, "SELECT count(*) AS n FROM pg_trigger WHERE tgname LIKE 'relationship_engine%%' "
               "AND tgrelid IN ('old.edge'::regclass, 'old.entity'::regclass, 'old.raw_events'::regclass)")["n"] == 0  # fmt: skip
    db.execute("INSERT INTO old.raw_events (payload) VALUES ('{}')")
    assert one(db, "SELECT count(*) FROM raw_events") != one(db, "SELECT count(*) FROM old.raw_events")
    assert one(db, "SELECT unmirror_legacy('old') AS was")["was"] is False


# -- comparison ------------------------------------------------------------------------------------------------------


def test_comparison(db: psycopg.Connection) -> None:
    """By kind: what both have, only one has, and how weights and confidence differ; in shadow by proposals."""
    db.execute("DELETE FROM strategy_setting WHERE graph_id = 1 AND strategy <> 'pattern'")
    load(db)
    db.execute("SELECT set_mode('shadow')")
    db.execute("CALL run_nightly(1, true)")
    counts = {row["kind"]: row for row in ask(db, "SELECT * FROM compare_legacy(1)")}
    assert counts["role_at"]["agree"] > 100
    assert counts["role_at"]["only_old"] == 0
    assert counts["role_at"]["only_new"] > 0
    assert counts["worked_at"]["agree"] == 0
    assert counts["based_on"]["only_old"] == 0
    assert counts["based_on"]["only_new"] > 0
    assert counts["role_at"]["confidence_difference"] == pytest.approx(0.05, abs=0.02)
    assert all(" -role_at-> " in words for words in counts["role_at"]["examples"]["only_new"])
    roles = one(db, "SELECT count(*) AS n FROM old.edge WHERE kind = 'role_at'")["n"]
    assert counts["role_at"]["agree"] == roles
    db.execute("SELECT set_mode('parallel')")
    db.execute("CALL run_nightly(1, true)")
    written = {row["kind"]: row for row in ask(db, "SELECT * FROM compare_legacy(1)")}
    for kind, row in counts.items():
        assert [written[kind][name] for name in ("agree", "only_new", "only_old")] == [
            row[name] for name in ("agree", "only_new", "only_old")
        ]
    view = one(db, "SELECT * FROM legacy_comparison WHERE graph_id = 1")
    assert view["both_systems"] == sum(row["agree"] for row in written.values())
    assert view["new_system"] == sum(row["only_new"] for row in written.values())
    assert view["old_system"] == sum(row["only_old"] for row in written.values())
    assert (view["old_system_by_plan"], view["new_system_by_plan"]) == (0, 0)  # no event came since


# -- the command line ------------------------------------------------------------------------------------------------


def test_commands(db: psycopg.Connection, database: str) -> None:
    """Dry run, import, compare, mirror; exit code 1 where the source is not wholly there."""

    def run(*words: str, code: int = 0) -> Any:  # noqa: ANN401
        done = CliRunner().invoke(main, [*words, "--json"], env={"DATABASE_URL": database})
        assert done.exit_code == code, done.output
        return json.loads(done.stdout)

    count = one(db, "SELECT count(*) AS n FROM old.edge")["n"]
    before = graph(db)
    (edges,) = [row for row in run("import", "old", "--dry-run") if row["relation"] == "edge"]
    assert (edges["new_rows"], edges["present_rows"]) == (count, 0)
    assert graph(db) == before
    done = run("import", "old")
    assert (done["status"], done["edges_created"]) == ("done", count)
    assert [row["is_equal"] for row in done["tables"]] == [True] * 4
    assert run("compare")["counts"]["old_system"] == count
    assert run("mirror", "old")["is_mirrored"] is True
    assert run("mirror", "old", "--off")["is_mirrored"] is False
    db.execute("UPDATE entity SET title = 'changed here' WHERE title = 'Alan Turing'")
    assert run("import", "old", code=1)["message"] == "not equal to the source: entity"
    text = CliRunner().invoke(main, ["compare"], env={"DATABASE_URL": database}).stdout
    assert text.splitlines()[0].startswith("kind")
