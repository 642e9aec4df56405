"""`run nightly --jobs`: the nights of several graphs side by side."""

import json
import threading
import time

import psycopg
import pytest
from click.testing import CliRunner, Result

from conftest import connect
from relationship_engine.cli import main


@pytest.fixture
def graphs(connection: psycopg.Connection) -> list[int]:
    """Six graphs, each with an edge to learn."""
    ids = [1]
    for nth in range(5):
        row = connection.execute("SELECT create_graph(%s) AS id", [f"graph {nth}"]).fetchone()
        assert row is not None
        ids.append(row["id"])
    for graph in ids:
        connection.execute(
            "INSERT INTO entity (graph_id, title, type) VALUES (%s, 'Acme', 'organization'), (%s, 'Engineer at Acme', 'role')",
            [graph, graph],
        )
    return ids


def nightly(database: str, *words: str) -> Result:
    """Run the night of all graphs."""
    return CliRunner().invoke(main, ["run", "nightly", "--dsn", database, "--json", *words])


def test_every_graph_has_its_night_and_its_report(
    database: str, connection: psycopg.Connection, graphs: list[int]
) -> None:
    """One report a graph in order of their ids, the same as of one job; the clocks of all move."""
    done = nightly(database, "--jobs", "3", "--full-scan")
    assert done.exit_code == 0, done.output
    reports = json.loads(done.output)
    assert [(row["graph_id"], row["status"]) for row in reports] == [(graph, "done") for graph in graphs]
    assert {row["entities_analyzed"] for row in reports} == {2}
    pids = connection.execute("SELECT DISTINCT backend_pid FROM run WHERE mode = 'nightly'").rowcount
    assert pids == len(graphs)


def test_a_slow_graph_holds_up_no_other(database: str, connection: psycopg.Connection, graphs: list[int]) -> None:
    """While the night of one waits for a lock, the others end."""
    with connect(database) as blocker:
        blocker.execute("BEGIN")
        blocker.execute("SELECT pg_advisory_xact_lock(relationship_engine._graph_lock_key(1))")
        found: list[Result] = []
        running = threading.Thread(target=lambda: found.append(nightly(database, "--jobs", "2", "--full-scan")))
        running.start()
        ended = "SELECT graph_id FROM run WHERE mode = 'nightly' AND status = 'done'"
        deadline = time.monotonic() + 30
        while connection.execute(ended).rowcount < len(graphs) - 1 and time.monotonic() < deadline:
            time.sleep(0.05)
        assert {row["graph_id"] for row in connection.execute(ended)} == set(graphs[1:])
        blocker.execute("ROLLBACK")
        running.join(30)
    assert found[0].exit_code == 0, found[0].output


def test_the_result_of_each_graph_is_told(database: str, connection: psycopg.Connection, graphs: list[int]) -> None:
    """A graph whose night fails, and one whose night cannot begin, have reports; the others are done; the exit code is 1."""
    failing, locked = graphs[2], graphs[4]
    connection.execute("CREATE FUNCTION relationship_engine.detect_broken(bigint, uuid[]) "
                       "RETURNS SETOF relationship_engine.candidate LANGUAGE plpgsql AS $$BEGIN RAISE 'broken'; END$$")  # fmt: skip
    connection.execute("INSERT INTO strategy_setting (graph_id, strategy) VALUES (%s, 'broken')", [failing])
    with connect(database) as blocker:
        blocker.execute("BEGIN")
        blocker.execute("SELECT FROM relationship_engine.graph WHERE id = %s FOR UPDATE", [locked])
        done = CliRunner().invoke(
            main,
            ["run", "nightly", "--json", "--jobs", "3", "--full-scan"],
            env={"DATABASE_URL": database, "PGOPTIONS": "-c lock_timeout=200ms"},
        )
        blocker.execute("ROLLBACK")
    assert done.exit_code == 1, done.output
    reports = {row["graph_id"]: row for row in json.loads(done.stdout)}
    assert {graph: row["status"] for graph, row in reports.items()} == {
        graph: {failing: "failed", locked: "skipped"}.get(graph, "done") for graph in graphs
    }
    assert "broken" in reports[failing]["message"]
    assert "locks its row" in reports[locked]["message"]
