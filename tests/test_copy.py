"""A graph is copied whole, the two go their own ways, and are compared; a graph that is deleted is gone."""

import datetime as dt
import json
import threading
from typing import Any

import psycopg
import pytest
from click.testing import CliRunner
from psycopg import sql

from conftest import connect
from relationship_engine.cli import main
from test_tenants import relations
from test_weight import Graph

pytest_plugins = ["tenants"]

# What is of the one graph alone: rights, money, history of switches and alerts; and states that begin anew.
NOT_COPIED = {
    *("graph_grant", "llm_call", "llm_day", "llm_batch", "llm_drop", "llm_provider", "mode_change", "demotion"),
    *("legacy_import", "legacy_mirror", "rollout", "rollout_change", "gate_state", "graph_move"),
    *("alert_state", "alert_notice", "embedding_attempt", "event_embedding_attempt"),
}
RUNS = {"run_id", "retracted_by", "pruned_by_run", "undoes", "scaled_by"}


def contents(connection: psycopg.Connection, table: str, graph: int, copy: int | None = None) -> list[str]:
    """Return the rows of a graph without its id, runs by the ids that they have in the copy."""
    columns = connection.execute(
        "SELECT attname AS name FROM pg_attribute WHERE attrelid = %s::regclass AND attnum > 0 AND NOT attisdropped "
        "AND attgenerated = '' ORDER BY attnum",
        [f"relationship_engine.{table}"],
    ).fetchall()
    key = "id" if table == "graph" else "graph_id"
    items = []
    for name in [row["name"] for row in columns if row["name"] not in {key, "updated_at"}]:
        column = sql.Identifier(name)
        if copy and (name in RUNS or (table, name) == ("run", "id")):
            column = sql.SQL("md5('{}/' || {})::uuid").format(sql.Literal(copy), column)
        if (table, name) == ("event_text", "lexemes"):  # which hold the mark of their graph
            column = sql.SQL("ts_delete(lexemes, {})").format(sql.Literal(f"|g{graph}"))
        # The id of a rule is computed from its graph.
        if (table, name) not in {
            *(("graph", "name"), ("llm_job", "lease_token"), ("llm_job", "batch_id"), ("composition_rule", "id"))
        }:
            items.append(sql.SQL("{}").format(column))
    query = sql.SQL("SELECT row({})::text AS r FROM {} WHERE {} = {} ORDER BY 1")
    found = connection.execute(
        query.format(sql.SQL(", ").join(items), sql.Identifier(table), sql.Identifier(key), sql.Literal(graph))
    )
    return [row["r"] for row in found]


def copy_of(connection: psycopg.Connection, graph: int = 1, name: str = "copy") -> int:
    """Copy a graph, and return the copy."""
    row = connection.execute("SELECT copy_graph(%s, %s) AS id", [graph, name]).fetchone()
    assert row is not None
    return int(row["id"])


def compared(connection: psycopg.Connection, a: int, b: int) -> dict[tuple[str, str], tuple[Any, Any]]:
    """Return two graphs side by side."""
    rows = connection.execute("SELECT * FROM compare_graphs(%s, %s)", [a, b]).fetchall()
    return {(row["section"], row["item"]): (row["a"], row["b"]) for row in rows}


def differing(connection: psycopg.Connection, a: int, b: int) -> dict[tuple[str, str], tuple[Any, Any]]:
    """Return what differs between two graphs."""
    return {key: pair for key, pair in compared(connection, a, b).items() if pair[0] != pair[1]}


@pytest.fixture
def graph(connection: psycopg.Connection) -> Graph:
    """A graph of edges of several weights and kinds, of several nights."""
    made = Graph(connection)
    made.set("prune_guard", 1)
    made.set("prune_threshold", 0.05)
    for number, (a, b) in enumerate(zip(made.entities, made.entities[1:], strict=False)):
        made.learn([(a, b, f"kind_{number}", "alpha", f"c{times}", 1 + number, 0.9) for times in range(number + 1)])
    made.nightly(made.today + dt.timedelta(1))
    return made


def test_everything_is_copied(tenants: psycopg.Connection) -> None:
    """Every table of a graph with all sorts of rows, columns and tables of the user too; the original is untouched."""
    tenants.execute("ALTER TABLE entity ADD COLUMN mood text")
    tenants.execute("UPDATE entity SET mood = 'good'")
    tenants.execute("CREATE TABLE relationship_engine.note (graph_id bigint, body text)")
    tenants.execute("INSERT INTO note VALUES (2, 'mine')")
    tenants.execute("UPDATE llm_job SET state = 'ready', lease_token = NULL, lease_until = NULL WHERE state = 'leased'")
    tables = [name for name, key in relations(tenants, "r") if key]
    before = {table: contents(tenants, table, 2) for table in tables}
    copy = copy_of(tenants, 2)
    assert {table: contents(tenants, table, 2) for table in tables} == before
    assert {table for table in tables if before[table] and not contents(tenants, table, copy)} <= NOT_COPIED
    # rows of merges hold keys of the copy within JSON: test_merge.py undoes the merges of a copy
    for table in set(tables) - NOT_COPIED - {"merged_entity", "merged_row"}:
        assert contents(tenants, table, copy) == contents(tenants, table, 2, copy), table
    assert len(before["edge_store"]) > 5
    assert differing(tenants, 2, copy) == {}


def test_ids_alone_find_one_row(tenants: psycopg.Connection) -> None:
    """Of edges, runs and jobs: what is found by its id alone is not found twice."""
    copy_of(tenants, 2)
    for table in ("edge_store", "run", "llm_job", "llm_batch", "llm_call"):
        query = sql.SQL("SELECT count(*) - count(DISTINCT id) AS twice FROM {}").format(sql.Identifier(table))
        assert tenants.execute(query).fetchone() == {"twice": 0}, table


def test_a_call_in_progress_is_not_copied(tenants: psycopg.Connection) -> None:
    """What a batch or a worker holds in the original waits in the copy; a run that goes on there has ended here."""
    tenants.execute("INSERT INTO run (graph_id, mode) VALUES (2, 'nightly')")
    copy = copy_of(tenants, 2)
    held = "SELECT count(*) FILTER (WHERE state = 'leased') AS n, count(*) FILTER (WHERE state = 'ready') AS m FROM llm_job"
    original = tenants.execute(f"{held} WHERE graph_id = 2").fetchone()
    assert original["n"] > 0
    assert tenants.execute(f"{held} WHERE graph_id = %s", [copy]).fetchone() == {
        "n": 0,
        "m": original["n"] + original["m"],
    }
    running = "SELECT count(*) AS n FROM run WHERE graph_id = %s AND status = 'running'"
    assert tenants.execute(running, [copy]).fetchone() == {"n": 0}


def test_both_go_the_same_way_under_the_same_settings(graph: Graph) -> None:
    """Nights, new evidence, and taking a run back: the copy's run by its own id, without touching the original."""
    db = graph.db
    copy = copy_of(db, graph.id)
    a, b = graph.entities[:2]
    for each in (graph.id, copy):
        db.execute("CALL run_nightly(%s, false, %s, true)", [each, graph.today + dt.timedelta(40)])
        db.execute(
            "SELECT learn(%s, ARRAY[candidate(%s, %s, 'kind_0', 'beta', 'new', 0.8, p_gain => 2)], gen_random_uuid())",
            [each, a, b],
        )
    assert differing(db, graph.id, copy) == {}
    night = "SELECT id FROM run WHERE graph_id = %s AND mode = 'nightly' ORDER BY night DESC LIMIT 1"
    before = contents(db, "edge_store", graph.id)
    db.execute("SELECT undo_run(%s)", [db.execute(night, [copy]).fetchone()["id"]])
    assert contents(db, "edge_store", graph.id) == before
    assert differing(db, graph.id, copy)
    db.execute("SELECT undo_run(%s)", [db.execute(night, [graph.id]).fetchone()["id"]])
    assert differing(db, graph.id, copy) == {}


def test_an_ab_test(graph: Graph) -> None:
    """Other settings in the copy: what forecast said of both comes true, side by side."""
    db = graph.db
    copy = copy_of(db, graph.id)
    db.execute("UPDATE graph SET decay_factor = 0.9 WHERE id = %s", [copy])
    forecast = "SELECT edges_after, weight_after FROM forecast(%s, 30)"
    said = [db.execute(forecast, [each]).fetchone() for each in (graph.id, copy)]
    for night in range(2, 32):
        for each in (graph.id, copy):
            db.execute("CALL run_nightly(%s, false, %s, true)", [each, graph.today + dt.timedelta(night)])
    shown = compared(db, graph.id, copy)
    assert shown["setting", "decay_factor"] == (0.99, 0.9)
    assert shown["count", "live edges"] == tuple(row["edges_after"] for row in said)
    assert shown["count", "sum of weights"] == pytest.approx(tuple(row["weight_after"] for row in said), abs=1e-5)
    assert shown["count", "live edges"][0] > shown["count", "live edges"][1] > 0
    assert shown["edges", "in both"][0] == shown["count", "live edges"][1]
    assert shown["edges", "only here"] == (shown["count", "live edges"][0] - shown["count", "live edges"][1], 0)
    assert shown["edges", "in both, stronger here"] == (shown["edges", "in both"][0], 0)
    assert sum(pair[1] for key, pair in shown.items() if key[0] == "edges of kind") == shown["count", "live edges"][1]


def test_a_copy_is_of_one_moment(graph: Graph, database: str) -> None:
    """Writers go on while it is made: each copy is whole, its weights are those of its evidence."""
    stop = threading.Event()
    written = 0

    def write() -> None:
        nonlocal written
        with connect(database) as other:
            while not stop.is_set():
                other.execute(
                    "SELECT relationship_engine.learn(%s, ARRAY(SELECT relationship_engine.candidate(a.id, b.id, "
                    "'meets', 'alpha', %s, 0.9) "
                    "FROM relationship_engine.entity a JOIN relationship_engine.entity b "
                    "ON b.graph_id = a.graph_id AND a.id < b.id WHERE a.graph_id = %s), gen_random_uuid())",
                    [graph.id, f"event:{written}", graph.id],
                )
                written += 1

    writer = threading.Thread(target=write)
    writer.start()
    copies: list[int] = []
    try:
        while writer.is_alive() and (len(copies) < 6 or written < 6):
            copies.append(copy_of(graph.db, graph.id, f"copy {len(copies)}"))
    finally:
        stop.set()
        writer.join()
    assert written >= 6
    for copy in copies:
        broken = graph.db.execute(
            """
            SELECT count(*) AS n FROM edge_store e
            LEFT JOIN (
                SELECT v.graph_id, v.from_id, v.to_id, v.kind, ln(sum(v.gain * exp(v.clock))) AS log_weight
                FROM counting_evidence v GROUP BY 1, 2, 3, 4
            ) v USING (graph_id, from_id, to_id, kind)
            WHERE e.graph_id = %s AND abs(e.log_weight - v.log_weight) < 1e-9 IS NOT TRUE
            """,
            [copy],
        ).fetchone()
        assert broken == {"n": 0}


def test_edges_of_the_application_keep_their_evidence(graph: Graph) -> None:
    """What was inserted through the view edge has as many pieces of evidence as before."""
    a, b = graph.entities[:2]
    graph.db.execute("INSERT INTO edge (graph_id, from_id, to_id, kind) VALUES (%s, %s, %s, 'likes')", [graph.id, a, b])
    copy = copy_of(graph.db, graph.id)
    assert compared(graph.db, graph.id, copy)["count", "evidence"] == (11, 11)
    assert differing(graph.db, graph.id, copy) == {}


def test_a_copy_in_shadow_stays_in_shadow(graph: Graph) -> None:
    """The mode is copied, without ageing for it; the switch is logged with its reason."""
    graph.db.execute("SELECT set_mode('shadow', %s)", [graph.id])
    copy = copy_of(graph.db, graph.id)
    row = graph.db.execute("SELECT mode, paused_on, decay_date FROM graph WHERE id = %s", [copy]).fetchone()
    assert row == graph.db.execute("SELECT mode, paused_on, decay_date FROM graph WHERE id = %s", [graph.id]).fetchone()
    log = "SELECT to_mode, reason FROM mode_change WHERE graph_id = %s AND strategy IS NULL"
    assert graph.db.execute(log, [copy]).fetchall() == [{"to_mode": "shadow", "reason": f"copy of graph {graph.id}"}]


def test_a_copy_is_searched_by_its_own_index(graph: Graph) -> None:
    """Embeddings come along, and their index."""
    graph.db.execute("SELECT set_embedding_model(%s, 'wordllama-256')", [graph.id])
    copy = copy_of(graph.db, graph.id)
    found = "SELECT count(*) AS n FROM pg_indexes WHERE indexname LIKE %s"
    name = f"entity\\_embedding\\_{copy}\\_%"
    assert graph.db.execute(found, [name]).fetchone() == {"n": 1}
    graph.db.execute("SELECT delete_graph(%s, 'copy')", [copy])
    assert graph.db.execute(found, [name]).fetchone() == {"n": 0}


def test_deleting_leaves_nothing_and_the_others_alone(tenants: psycopg.Connection) -> None:
    """No row of it stays in any table; those of the others are as they were."""
    copy = copy_of(tenants, 2)
    tables = [name for name, key in relations(tenants, "r") if key]
    before = {table: [contents(tenants, table, each) for each in (0, 1, 2)] for table in tables}
    tenants.execute("SELECT delete_graph(%s, 'copy')", [copy])
    assert {table: [contents(tenants, table, each) for each in (0, 1, 2)] for table in tables} == before
    for table in tables:
        assert contents(tenants, table, copy) == []


@pytest.mark.parametrize(
    ("statement", "error"),
    [
        ("SELECT copy_graph(99, 'copy')", psycopg.errors.NoDataFound),
        ("SELECT copy_graph(0, 'copy')", psycopg.errors.NoDataFound),
        ("SELECT copy_graph(1, ' ')", psycopg.errors.InvalidParameterValue),
        ("SELECT copy_graph(1, NULL)", psycopg.errors.InvalidParameterValue),
        ("SELECT copy_graph(1, name) FROM graph WHERE id = 1", psycopg.errors.UniqueViolation),
        ("SELECT * FROM compare_graphs(1, 99)", psycopg.errors.NoDataFound),
        ("SELECT * FROM compare_graphs(NULL, 1)", psycopg.errors.NoDataFound),
        ("SELECT delete_graph(99, 'copy')", psycopg.errors.NoDataFound),
        ("SELECT delete_graph(1, 'another')", psycopg.errors.NoDataFound),
        ("SELECT delete_graph(1, name) FROM graph WHERE id = 1", psycopg.errors.ObjectNotInPrerequisiteState),
    ],
)
def test_errors(connection: psycopg.Connection, statement: str, error: type[psycopg.Error]) -> None:
    """Each has its code and a hint, and leaves no graph behind."""
    with pytest.raises(error) as raised:
        connection.execute(statement)  # type: ignore[arg-type]
    assert raised.value.diag.message_hint
    assert connection.execute("SELECT count(*) AS n FROM graph").fetchone() == {"n": 2}


def test_the_commands(graph: Graph, database: str) -> None:
    """The same from the command line."""

    def run(*words: str, code: int = 0) -> str:
        done = CliRunner().invoke(main, words, env={"DATABASE_URL": database})
        assert done.exit_code == code, done.output
        return done.output

    assert run("copy-graph", "trial", "--graph", str(graph.id)) == "graph 3\n"
    assert run("settings", "set", "decay_factor", "0.9", "--graph", "3")
    shown = run("compare-graphs", str(graph.id), "3")
    assert "decay_factor" in shown
    assert json.loads(run("compare-graphs", str(graph.id), "3", "--json"))[0]["section"] == "setting"
    assert "there is no graph 9" in run("compare-graphs", "1", "9", code=1)
    assert "name" in run("delete-graph", "3", "default", code=1)
    assert run("delete-graph", "3", "trial") == "graph 3 is deleted\n"
