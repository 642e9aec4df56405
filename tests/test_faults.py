"""Processes die in the middle: what was begun is gone or goes on, and nothing counts twice."""
# ruff: noqa: S603 - its chance guards no secret; it runs programs of the server; its SQL is its own

import contextlib
import datetime as dt
import os
import random
import signal
import subprocess
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from uuid import UUID

import psycopg
import pytest

import servers
from conftest import PROJECT, connect, janitor
from relationship_engine import embedded

ORGANIZATIONS = 60
ROLES = 480
CALL = "CALL run_nightly(%s, false, %s, true)"
State = tuple[dict[tuple[UUID, UUID, str], float], dict[str, Any]]


def insert(connection: psycopg.Connection, graph: int, roles: int = ROLES) -> None:
    """Insert organizations and roles, the same ids in every graph, each role named by its event and another one."""
    connection.execute(
        "INSERT INTO entity (graph_id, id, title, type, source_event_id) "
        "SELECT %(graph)s, md5('org ' || i)::uuid, 'Firm' || i || ' Works', 'organization', md5('event 0')::uuid "
        "FROM generate_series(1, %(organizations)s) i "
        "UNION ALL SELECT %(graph)s, md5('role ' || i)::uuid, 'Rank' || i || ' Officer at Firm' || "
        "1 + i %% %(organizations)s || ' Works', 'role', md5('event ' || i / 3)::uuid "
        "FROM generate_series(1, %(roles)s) i",
        {"graph": graph, "organizations": ORGANIZATIONS, "roles": roles},
    )


def large_graph(connection: psycopg.Connection, name: str, chunk: int = 40) -> int:
    """Make a graph whose nightly has everything to find, some old edges to prune, and many chunks."""
    row = connection.execute("SELECT create_graph(%s) AS id", (name,)).fetchone()
    assert row is not None
    graph = row["id"]
    for i in range(
        4
    ):  # edges that the night prunes: 4 of 40 live ones would be the guard, and the nightly finds 480 more
        connection.execute(
            "INSERT INTO entity (graph_id, id, title, type) "
            "VALUES (%s, md5('old ' || %s)::uuid, 'Old ' || %s, 'thing')",
            (graph, i, i),
        )
    connection.execute(
        "SELECT learn(%s, ARRAY(SELECT candidate(a.id, b.id, 'near', 'alpha', 'x', 0.9, p_gain => 0.05) FROM entity "
        "a, entity b "
        "WHERE a.graph_id = %s AND b.graph_id = %s AND a.id < b.id))",
        (graph, graph, graph),
    )
    connection.execute("UPDATE graph SET mode = 'off' WHERE id = %s", (graph,))
    insert(connection, graph)
    connection.execute("UPDATE graph SET mode = 'active', chunk_size = %s WHERE id = %s", (chunk, graph))
    return graph


def tomorrow(connection: psycopg.Connection) -> dt.date:
    """Return the first night that ages a fresh graph."""
    row = connection.execute("SELECT current_date + 1 AS night").fetchone()
    assert row is not None
    return row["night"]


def state(connection: psycopg.Connection, graph: int) -> State:
    """Return the edges that live with their weights, and the clock."""
    rows = connection.execute("SELECT * FROM edge WHERE graph_id = %s", (graph,))
    edges = {(row["from_id"], row["to_id"], row["kind"]): row["weight"] for row in rows}
    clock = connection.execute(
        "SELECT g.decay_clock, g.decay_date, (SELECT count(*) FROM edge_store e WHERE e.graph_id = g.id) AS edges, "
        "(SELECT count(*) FROM counting_evidence v WHERE v.graph_id = g.id) AS evidence, "
        "(SELECT count(*) FROM mention m WHERE m.graph_id = g.id) AS mentions FROM graph g WHERE g.id = %s",
        (graph,),
    ).fetchone()
    assert clock is not None
    return edges, clock


def same(got: State, expected: State) -> None:
    """Compare two states."""
    assert got[1]["decay_clock"] == pytest.approx(expected[1]["decay_clock"], rel=1e-12)
    assert {**got[1], "decay_clock": 0} == {**expected[1], "decay_clock": 0}
    assert got[0].keys() == expected[0].keys()
    assert got[0] == pytest.approx(expected[0], rel=1e-9)


def nightlies(connection: psycopg.Connection, graph: int) -> list[str]:
    """Return the statuses of the nightlies, oldest first."""
    rows = connection.execute(
        "SELECT status FROM run WHERE graph_id = %s AND mode = 'nightly' ORDER BY started_at", (graph,)
    )
    return [row["status"] for row in rows]


@pytest.fixture(scope="module")
def undisturbed(server: servers.Server, template: str) -> tuple[State, float]:
    """The state after a nightly that nothing disturbed, and how long it took."""
    with janitor(server, "re_undisturbed", template), connect(server.uri("re_undisturbed")) as connection:
        connection.execute("SET search_path = relationship_engine, public")
        graph = large_graph(connection, "undisturbed")
        began = time.monotonic()
        connection.execute(CALL, (graph, tomorrow(connection)))
        seconds = time.monotonic() - began
        result = state(connection, graph)
    assert len(result[0]) == ROLES
    assert result[1]["edges"] == ROLES + 6
    return result, seconds


@contextlib.contextmanager
def working(database: str, sql: str, *values: object) -> Iterator[tuple[int, list[BaseException]]]:
    """Run a statement in a session of its own; gives the process id of its backend, and errors as they come."""
    errors: list[BaseException] = []
    other = connect(database)
    other.execute("SET search_path = relationship_engine, public")

    def run() -> None:
        try:
            other.execute(sql, values)
        except psycopg.Error as error:
            errors.append(error)

    thread = threading.Thread(target=run, daemon=True)
    thread.start()
    try:
        yield other.info.backend_pid, errors
    finally:
        thread.join(60)
        other.close()
        assert not thread.is_alive()


def gone(connection: psycopg.Connection, pid: int) -> None:
    """Wait until a backend has ended."""
    wait(lambda: connection.execute("SELECT 1 FROM pg_stat_activity WHERE pid = %s", (pid,)).fetchone() is None)


def wait(condition: Callable[[], bool], seconds: float = 30) -> None:
    """Wait for a condition."""
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, "it does not come true"
        time.sleep(0.005)


def terminate(connection: psycopg.Connection, pid: int) -> None:
    """Kill a backend, and wait for its end."""
    connection.execute("SELECT pg_terminate_backend(%s)", (pid,))
    gone(connection, pid)


def test_a_nightly_killed_again_and_again(
    connection: psycopg.Connection, database: str, undisturbed: tuple[State, float]
) -> None:
    """At random moments; what is done stays done, the last run ends it, and the graph aged one night."""
    expected, seconds = undisturbed
    graph = large_graph(connection, "killed")
    night = tomorrow(connection)
    killed = 0
    for share in (0.05, 0.3, 0.6, 0.85, 0.97):
        with working(database, CALL, graph, night) as (pid, errors):
            time.sleep(seconds * share * random.uniform(0.8, 1.2))
            terminate(connection, pid)
        killed += len(errors)
    assert killed >= 1
    connection.execute(CALL, (graph, night))
    same(state(connection, graph), expected)
    statuses = nightlies(connection, graph)
    assert statuses[-1] == "done"
    assert statuses.count("killed") == killed
    assert statuses.count("running") == 0
    connection.execute(CALL, (graph, night))
    same(state(connection, graph), expected)


def test_a_nightly_killed_before_its_clock_step(
    connection: psycopg.Connection, database: str, undisturbed: tuple[State, float]
) -> None:
    """All chunks are done, and the graph has not aged; the next run lets it age."""
    graph = large_graph(connection, "before", chunk=2000)
    night = tomorrow(connection)
    with connect(database) as holder, holder.transaction():
        holder.execute("SELECT FROM relationship_engine.graph WHERE id = %s FOR NO KEY UPDATE", (graph,))
        with working(database, CALL, graph, night) as (pid, errors):
            waits = "SELECT 1 FROM pg_stat_activity WHERE pid = %s AND wait_event_type = 'Lock'"
            wait(lambda: connection.execute(waits, (pid,)).fetchone() is not None)
            terminate(connection, pid)
    assert errors
    halfway = state(connection, graph)
    assert halfway[1]["decay_clock"] == 0
    assert len(halfway[0]) == ROLES, "what the night makes too weak goes first"
    connection.execute(CALL, (graph, night))
    same(state(connection, graph), undisturbed[0])
    assert nightlies(connection, graph) == ["killed", "done"]


@pytest.mark.parametrize("undone", [False, True])
def test_a_nightly_killed_after_its_clock_step(
    connection: psycopg.Connection,
    database: str,
    undisturbed: tuple[State, float],
    undone: bool,  # noqa: FBT001
) -> None:
    """All is done but the log: the next run does nothing again; the killed run can be undone, and done again."""
    graph = large_graph(connection, "after", chunk=2000)
    night = tomorrow(connection)
    connection.execute(
        "CREATE FUNCTION public.linger() RETURNS trigger LANGUAGE plpgsql AS "
        "'BEGIN PERFORM pg_sleep(60); RETURN new; END'"
    )
    connection.execute(
        "CREATE TRIGGER linger BEFORE UPDATE ON run FOR EACH ROW WHEN (new.status = 'done' AND new.mode = 'nightly') "
        "EXECUTE FUNCTION public.linger()"
    )
    with working(database, CALL, graph, night) as (pid, errors):
        sleeps = "SELECT 1 FROM pg_stat_activity WHERE pid = %s AND wait_event = 'PgSleep'"
        wait(lambda: connection.execute(sleeps, (pid,)).fetchone() is not None)
        terminate(connection, pid)
    assert errors
    connection.execute("DROP TRIGGER linger ON run")
    same(state(connection, graph), undisturbed[0])
    if undone:
        connection.execute(
            "SELECT undo_run(id, p_force => true) FROM run WHERE graph_id = %s AND mode = 'nightly'", (graph,)
        )
        left = state(connection, graph)
        assert (len(left[0]), left[1]["decay_clock"]) == (6, 0)
    connection.execute(CALL, (graph, night))
    same(state(connection, graph), undisturbed[0])
    assert nightlies(connection, graph) == ["undone" if undone else "killed", "done"]


def test_pruned_by_a_killed_nightly_edges_return(connection: psycopg.Connection, database: str) -> None:
    """What a nightly pruned before it was killed returns with new evidence, sleeps on undo, and returns again."""
    graph = large_graph(connection, "returns", chunk=2000)
    connection.execute(
        "CREATE FUNCTION public.linger() RETURNS trigger LANGUAGE plpgsql AS "
        "'BEGIN PERFORM pg_sleep(60); RETURN new; END'"
    )
    connection.execute(
        "CREATE TRIGGER linger BEFORE UPDATE ON run FOR EACH ROW WHEN (new.status = 'done' AND new.mode = 'nightly') "
        "EXECUTE FUNCTION public.linger()"
    )
    with working(database, CALL, graph, tomorrow(connection)) as (pid, _):
        sleeps = "SELECT 1 FROM pg_stat_activity WHERE pid = %s AND wait_event = 'PgSleep'"
        wait(lambda: connection.execute(sleeps, (pid,)).fetchone() is not None)
        terminate(connection, pid)
    edge = connection.execute(
        "SELECT from_id, to_id, id FROM edge_store WHERE graph_id = %s AND pruned_by_run IS NOT NULL LIMIT 1", (graph,)
    ).fetchone()
    assert edge is not None
    lives = "SELECT count(*) AS n FROM edge WHERE id = %s"
    for context in ("y", "z"):
        candidate = f"({edge['from_id']},{edge['to_id']},near,alpha,{context},0.9,,1,f,f,,,,,)"
        connection.execute("SELECT learn(%s, ARRAY[%s::candidate])", (graph, candidate))
        assert connection.execute(lives, (edge["id"],)).fetchone() == {"n": 1}, context
        connection.execute(
            "SELECT undo_run(id) FROM run WHERE graph_id = %s AND mode = 'manual' ORDER BY started_at DESC LIMIT 1",
            (graph,),
        )
        assert connection.execute(lives, (edge["id"],)).fetchone() == {"n": 0}, context


def test_a_client_killed_in_a_nightly(
    server: servers.Server, connection: psycopg.Connection, database: str, undisturbed: tuple[State, float]
) -> None:
    """SIGKILL to the client: its backend may go on or not; a further nightly leaves what one leaves."""
    expected, seconds = undisturbed
    graph = large_graph(connection, "client")
    night = tomorrow(connection)
    call = f"CALL relationship_engine.run_nightly({graph}, false, '{night}', true)"
    for share in (0.2, 0.5):
        client = subprocess.Popen(
            [str(server.bin / "psql"), "-X", "-c", call, database], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        time.sleep(0.05 + seconds * share)
        client.send_signal(signal.SIGKILL)
        client.wait()
        # the next begins while the backend of the one before may go on
    connection.execute(CALL, (graph, night))
    wait(
        lambda: (
            connection.execute(
                "SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND backend_type = 'client backend' "
                "AND pid <> pg_backend_pid()"
            ).fetchone()
            is None
        )
    )
    same(state(connection, graph), expected)


def test_undo_killed_is_all_or_nothing(
    connection: psycopg.Connection, database: str, undisturbed: tuple[State, float]
) -> None:
    """At random moments: the nightly is undone as a whole, or not at all."""
    expected, _ = undisturbed
    graph = large_graph(connection, "undo", chunk=2000)
    connection.execute(CALL, (graph, tomorrow(connection)))
    run = connection.execute("SELECT id FROM run WHERE graph_id = %s AND mode = 'nightly'", (graph,)).fetchone()
    assert run is not None
    outcomes = []
    for delay in (0, 0.005, 0.02, 0.05, 0.1, 0.2):
        with working(database, "SELECT undo_run(%s, p_force => true)", run["id"]) as (pid, errors):
            time.sleep(delay * random.uniform(0.5, 1.5))
            terminate(connection, pid)
        if not errors:
            break
        outcomes.append(len(state(connection, graph)[0]))
        if outcomes[-1] != ROLES:
            break
        same(state(connection, graph), expected)
    if nightlies(connection, graph) == ["done"]:
        connection.execute("SELECT undo_run(%s, p_force => true)", (run["id"],))
    assert outcomes
    edges, clock = state(connection, graph)
    assert nightlies(connection, graph) == ["undone"]
    assert len(edges) == 6
    assert clock["decay_clock"] == 0
    connection.execute(CALL, (graph, tomorrow(connection)))
    same(state(connection, graph), expected)


def test_bulk_insert_killed_is_all_or_nothing(connection: psycopg.Connection, database: str) -> None:
    """At random moments: entities with their edges, or none of either."""
    sql = (
        "INSERT INTO entity (id, title, type, source_event_id) SELECT md5('org ' || i)::uuid, 'Firm' || i || ' Works', "
        f"'organization', md5('event 0')::uuid FROM generate_series(1, {ORGANIZATIONS}) i UNION ALL "
        f"SELECT md5('role ' || i)::uuid, 'Rank' || i || ' Officer at Firm' || 1 + i % {ORGANIZATIONS} || ' Works', "
        f"'role', md5('event ' || i / 3)::uuid FROM generate_series(1, {ROLES}) i"
    )
    counts = (
        "SELECT (SELECT count(*) FROM entity) AS entities, (SELECT count(*) FROM mention) AS mentions, "
        "(SELECT count(*) FROM edge) AS edges, (SELECT count(*) FROM run) AS runs"
    )
    killed = 0
    for delay in (0.02, 0.1, 0.2, 0.4):
        with working(database, sql) as (pid, errors):
            time.sleep(delay * random.uniform(0.8, 1.2))
            terminate(connection, pid)
        if not errors:
            break
        killed += 1
        assert connection.execute(counts).fetchone() == {"entities": 0, "mentions": 0, "edges": 0, "runs": 0}
    assert killed
    if killed == 4:
        connection.execute(sql)  # type: ignore[arg-type]
    row = connection.execute(counts).fetchone()
    assert row is not None
    assert (row["entities"], row["mentions"], row["edges"]) == (ROLES + ORGANIZATIONS, ROLES + ORGANIZATIONS, ROLES)
    assert connection.execute("SELECT DISTINCT status FROM run").fetchall() == [{"status": "done"}]


def test_the_server_crashes_in_a_nightly() -> None:
    """Immediate stop, recovery, and a further nightly: what was committed is there, and the rest is made up for."""
    data = Path(tempfile.mkdtemp(prefix="re-tests-", dir=servers.TEMPORARY))
    with servers.embedded(data) as own:
        own.install_extension(PROJECT)
        durable = own.uri() + "&options=-csynchronous_commit%3Don"
        with connect(durable) as connection:
            connection.execute("CREATE EXTENSION relationship_engine CASCADE")
            connection.execute("SELECT relationship_engine.install()")
            connection.execute("SET search_path = relationship_engine, public")
            undisturbed = large_graph(connection, "undisturbed")
            night = tomorrow(connection)
            connection.execute(CALL, (undisturbed, night))
            expected = state(connection, undisturbed)
            graph = large_graph(connection, "crashed")
            with working(durable, CALL, graph, night) as (_, errors):
                wait(lambda: nightlies(connection, graph) == ["running"])
                found = connection.execute("SELECT count(*) AS n FROM edge WHERE graph_id = %s", (graph,)).fetchone()
                assert found is not None
                own_pid = int((data / "postmaster.pid").read_text().splitlines()[0])
                assert own_pid == own.pid
                os.kill(own_pid, signal.SIGQUIT)  # what pg_ctl stop -m immediate sends
            assert errors
        wait(lambda: not embedded.is_running(data))
        again = embedded.start(data, servers.FAST)
        with connect(again) as connection:
            connection.execute("SET search_path = relationship_engine, public")
            edges, clock = state(connection, graph)
            assert found["n"] <= len(edges) < ROLES + 6
            assert clock["decay_clock"] == 0
            connection.execute(CALL, (graph, night))
            same(state(connection, graph), expected)
            same(state(connection, undisturbed), expected)
            assert nightlies(connection, graph) == ["killed", "done"]
