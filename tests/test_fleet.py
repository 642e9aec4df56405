"""Several servers, each with whole graphs: graphs move between them while they are written to."""
# ruff: noqa: S603 - it runs the command

import json
import os
import random
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Self

import psycopg
import pytest

import servers
from conftest import PROJECT, connect
from relationship_engine import fleet
from relationship_engine.fleet import Node

KILLS = int(os.environ.get("FLEET_KILLS", "3"))


@pytest.fixture(scope="module")
def nodes() -> Iterator[list[Node]]:
    """Two servers for logical replication, with relationship_engine and ranges of ids."""
    settings = {"wal_level": "logical"}
    with (
        servers.embedded(in_memory=True, settings=settings) as a,
        servers.embedded(in_memory=True, settings=settings) as b,
    ):
        made = []
        for name, server in (("a", a), ("b", b)):
            server.install_extension(PROJECT)
            with connect(server.uri()) as connection:
                connection.execute("CREATE EXTENSION relationship_engine CASCADE")
                connection.execute("SELECT relationship_engine.install()")
            made.append(Node(name, server.uri(), server.uri()))
        fleet.assign_ranges(made)
        yield made


@pytest.fixture
def file(nodes: list[Node], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a fleet file, whose second connection string comes from the environment."""
    monkeypatch.setenv("NODE_B", nodes[1].dsn)
    path = tmp_path / "fleet.toml"
    path.write_text(f'[nodes.a]\ndsn = "{nodes[0].dsn}"\n[nodes.b]\ndsn = "${{NODE_B}}"\n')
    return path


def command(file: Path, *argv: str) -> subprocess.CompletedProcess[str]:
    """Run a command of the fleet."""
    line = [sys.executable, "-m", "relationship_engine", "fleet", "--file", str(file), *argv]
    return subprocess.run(line, capture_output=True, text=True, check=False, timeout=120)


def filled(node: Node, name: str) -> int:
    """Create a graph with roles, organizations, events and edges; return its id."""
    with connect(node.dsn) as db:
        db.execute("SET search_path = relationship_engine, public")
        graph = db.execute("SELECT create_graph(%s) AS id", (name,)).fetchone()["id"]
        db.execute(
            "INSERT INTO entity (graph_id, type, title) SELECT %s, 'organization', 'Acme ' || chr(64 + i) || 'x' "
            "FROM generate_series(1, 20) i",
            (graph,),
        )
        db.execute(
            "INSERT INTO raw_events (graph_id, payload) SELECT %s, jsonb_build_object('content', 'Acme ' || chr(64 + i) "
            "|| 'x acquired Acme ' || chr(65 + i) || 'x.') FROM generate_series(1, 19) i",
            (graph,),
        )
        db.execute(
            "INSERT INTO entity (graph_id, type, title) SELECT %s, 'role', 'Engineer at Acme ' || chr(64 + i) || 'x' "
            "FROM generate_series(1, 20) i",
            (graph,),
        )
        db.execute("CALL run_nightly(%s)", (graph,))
        assert db.execute("SELECT FROM edge WHERE graph_id = %s", (graph,)).rowcount >= 20
    return graph


def content(node: Node, graph: int) -> dict[str, tuple[int, int]]:
    """Return the number of rows and a hash of each table of a graph."""
    with connect(node.dsn) as db:
        rows = db.execute("SELECT * FROM relationship_engine.graph_fingerprint(%s)", (graph,)).fetchall()
    return {row["name"]: (row["rows"], row["hash"]) for row in rows if row["rows"]}


def leftovers(node: Node) -> list[dict[str, object]]:
    """Return what a move needs at a node, and leaves there only while it goes on."""
    with connect(node.dsn) as db:
        return db.execute(
            """
            SELECT 'trigger' AS what, tgname::text AS name FROM pg_trigger WHERE tgname LIKE 'moved_%'
            UNION ALL SELECT 'publication', pubname FROM pg_publication
            UNION ALL SELECT 'slot', slot_name FROM pg_replication_slots
            UNION ALL SELECT 'subscription', subname FROM pg_subscription
            UNION ALL SELECT 'move', node FROM relationship_engine.graph_move
            """
        ).fetchall()


class Writer:
    """A client that writes to a graph wherever it is."""

    def __init__(self, nodes: list[Node], graph: int) -> None:
        """Start."""
        self.written: list[str] = []
        self.refusals: list[psycopg.Error] = []
        self._nodes = nodes
        self._graph = graph
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._run)

    def __enter__(self) -> Self:
        """Write in a thread."""
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        """Stop."""
        self._stopping.set()
        self._thread.join()

    def _run(self) -> None:
        """Write one person after another; after a refusal go on at the other node."""
        at = 0
        connections = [connect(node.dsn) for node in self._nodes]
        while not self._stopping.is_set():
            title = f"Person {len(self.written)}"
            try:
                with connections[at].transaction():
                    connections[at].execute(
                        "INSERT INTO relationship_engine.entity (graph_id, type, title) VALUES (%s, 'person', %s)",
                        (self._graph, title),
                    )
                    connections[at].execute(
                        "UPDATE relationship_engine.entity SET summary = 'seen' WHERE graph_id = %s AND title = %s",
                        (self._graph, f"Person {len(self.written) - 2}"),
                    )
                self.written.append(title)
            except psycopg.Error as error:
                self.refusals.append(error)
                at = 1 - at
                time.sleep(0.02)
        for connection in connections:
            connection.close()


def titles(node: Node, graph: int) -> set[str]:
    """Return the titles of the persons of a graph."""
    with connect(node.dsn) as db:
        rows = db.execute(
            "SELECT title FROM relationship_engine.entity WHERE graph_id = %s AND type = 'person'", (graph,)
        ).fetchall()
    return {row["title"] for row in rows}


def test_a_graph_moves_under_a_writer_and_loses_nothing(nodes: list[Node]) -> None:
    """The writer is refused at the former node with a hint, goes on at the other, and finds each of its rows."""
    graph = filled(nodes[0], "under a writer")
    with Writer(nodes, graph) as writer:
        time.sleep(0.3)
        done = fleet.move(nodes, "under a writer", "b")
        time.sleep(0.3)
    assert (done.source, done.target) == ("a", "b")
    assert titles(nodes[1], graph) == set(writer.written)
    assert content(nodes[0], graph) == {}
    assert leftovers(nodes[0]) + leftovers(nodes[1]) == []
    hints = {error.diag.message_hint for error in writer.refusals if error.diag.message_hint}
    assert any("fleet locate" in hint for hint in hints)
    with connect(nodes[1].dsn) as db:
        db.execute("CALL relationship_engine.run_nightly(%s)", (graph,))
        found = db.execute("SELECT * FROM relationship_engine.doctor(%s) WHERE status <> 'ok'", (graph,)).fetchall()
        assert found == []
        # new rows of the node do not collide with ids that came with the graph
        db.execute(
            "INSERT INTO relationship_engine.pattern_rule (graph_id, expression, kind) VALUES (%s, 'x {target}', 'at')",
            (graph,),
        )


def test_a_graph_is_the_same_after_moving_there_and_back(nodes: list[Node]) -> None:
    """Every row of every table, by hash."""
    graph = filled(nodes[0], "there and back")
    before = content(nodes[0], graph)
    assert fleet.move(nodes, str(graph), "b").rows == sum(rows for rows, _ in before.values())
    assert content(nodes[1], graph) == before
    fleet.move(nodes, str(graph), "a")
    assert content(nodes[0], graph) == before
    assert leftovers(nodes[0]) + leftovers(nodes[1]) == []


def test_a_move_that_is_killed_anywhere_is_completed_by_the_next(nodes: list[Node], file: Path) -> None:
    """Killed at a random moment, with a writer beside it, and repeated: nothing is lost and nothing is left."""
    graph = filled(nodes[0], "killed")
    line = [sys.executable, "-m", "relationship_engine", "fleet", "--file", str(file), "move", str(graph)]
    chance = random.Random(7)
    at = 0
    with Writer(nodes, graph) as writer:
        for _ in range(KILLS):
            process = subprocess.Popen([*line, nodes[1 - at].name], stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
            time.sleep(chance.uniform(0.5, 6))
            process.send_signal(signal.SIGKILL)
            process.communicate()
            done = command(file, "move", str(graph), nodes[1 - at].name)
            assert done.returncode == 0, done.stdout + done.stderr
            at = 1 - at
    assert titles(nodes[at], graph) == set(writer.written)
    assert content(nodes[1 - at], graph) == {}
    assert leftovers(nodes[0]) + leftovers(nodes[1]) == []


def test_a_move_that_fails_leaves_the_source_as_it_was(nodes: list[Node], monkeypatch: pytest.MonkeyPatch) -> None:
    """Here because a row of the copy was changed: the comparison names the table."""
    graph = filled(nodes[0], "failing")
    before = content(nodes[0], graph)
    catch_up = fleet._catch_up  # noqa: SLF001 - to change the copy before it is compared

    def tampered(place: fleet.Place, arriving: psycopg.Connection) -> None:
        catch_up(place, arriving)
        arriving.execute("UPDATE relationship_engine.entity SET summary = 'wrong' WHERE graph_id = %s", (graph,))

    monkeypatch.setattr(fleet, "_catch_up", tampered)
    with pytest.raises(fleet.FleetError, match="differs from the graph in entity"):
        fleet.move(nodes, str(graph), "b")
    assert content(nodes[0], graph) == before
    assert content(nodes[1], graph) == {}
    assert leftovers(nodes[0]) + leftovers(nodes[1]) == []
    monkeypatch.undo()
    fleet.move(nodes, str(graph), "b")
    assert content(nodes[1], graph) == before


def test_impossible_moves_are_refused(nodes: list[Node], file: Path) -> None:
    """Graph 1, an unknown graph or node, and a name that the other node has: each with the remedy."""
    filled(nodes[0], "twice")
    with connect(nodes[1].dsn) as db:
        db.execute("SELECT relationship_engine.create_graph('other')")
        db.execute("UPDATE relationship_engine.graph SET name = 'twice ' WHERE name = 'other'")
    for argv, said in (
        (("move", "no such graph", "b"), "no node has a graph 'no such graph'"),
        (("move", "twice", "c"), "no node 'c', only a, b"),
        (("move", "1", "b"), "several nodes have a graph '1'"),
        (("locate", "none"), "fleet status lists them"),
        (("move", "twice"), "name the node"),
    ):
        done = command(file, *argv)
        assert done.returncode != 0
        assert said in done.stderr, (argv, done.stderr)
    with connect(nodes[1].dsn) as db:
        db.execute("UPDATE relationship_engine.graph SET name = 'twice' WHERE name = 'twice '")
        db.execute("UPDATE relationship_engine.graph SET name = 'twice at a' WHERE name = 'twice'")
    with connect(nodes[0].dsn) as db, pytest.raises(psycopg.errors.ObjectNotInPrerequisiteState, match="cannot move"):
        db.execute("SELECT relationship_engine.begin_move(1, 'b')")


def test_the_fleet_is_shown_in_one_table(nodes: list[Node], file: Path) -> None:
    """Graphs of all nodes; a node that does not answer has a row that says so, and exit code 1."""
    graph = filled(nodes[1], "shown")
    done = command(file, "status", "--json")
    assert done.returncode == 0, done.stderr
    rows = {(row["node"], row["name"]): row for row in json.loads(done.stdout)}
    assert rows["b", "shown"]["graph_id"] == graph >= fleet.ID_RANGE
    assert rows["b", "shown"]["night_status"] == "done"
    assert ("a", "default") in rows
    assert command(file, "locate", "shown").stdout == "b\n"
    assert command(file, "doctor").returncode == 0

    file.write_text(file.read_text() + '[nodes.down]\ndsn = "host=127.0.0.1 port=1"\n')
    done = command(file, "status")
    assert done.returncode == 1
    assert "shown" in done.stdout
    assert "cannot connect" in done.stdout


def test_a_night_of_the_fleet_runs_at_every_node(file: Path) -> None:
    """A node that fails is its own trouble, and makes the exit code 1."""
    done = command(file, "nightly", "--json")
    assert done.returncode == 0, done.stderr
    assert [row["node"] for row in json.loads(done.stdout)] == ["a", "b"]
    assert all(run["status"] == "done" for row in json.loads(done.stdout) for run in row["output"])
    file.write_text(file.read_text() + '[nodes.down]\ndsn = "host=127.0.0.1 port=1"\n')
    done = command(file, "nightly", "--json")
    assert done.returncode == 1
    assert [row["exit_code"] for row in json.loads(done.stdout)] == [0, 0, 1]


def test_a_node_is_drained(nodes: list[Node], file: Path) -> None:
    """All of its graphs but graph 1 move to the other node."""
    graph = filled(nodes[1], "drained")
    plan = json.loads(command(file, "drain", "b", "--dry-run", "--json").stdout)
    assert graph in [row["graph_id"] for row in plan]
    done = command(file, "drain", "b", "--json")
    assert done.returncode == 0, done.stderr
    left = json.loads(command(file, "status", "--json").stdout)
    assert {row["graph_id"] for row in left if row["node"] == "b"} == {1}
    assert graph in [row["graph_id"] for row in left if row["node"] == "a"]


def test_balance_evens_out_the_load() -> None:
    """From the heaviest to the lightest node, and nothing where it would not help."""

    def graph(number: int, node: str, size: int, seconds: float = 0) -> dict[str, object]:
        row = {"graph_id": number, "node": node, "name": str(number), "bytes": size, "night_seconds": seconds}
        return {**row, "moved_to": None}

    rows = [graph(number, "a", 10) for number in range(2, 8)] + [graph(9, "b", 20)]
    moves = fleet.balanced(rows, ["a", "b"])
    assert [(move["source"], move["target"]) for move in moves] == [("a", "b")] * 2
    assert fleet.balanced([graph(2, "a", 100), graph(3, "b", 1)], ["a", "b"]) == []
    busy = [graph(2, "a", 10, 50), graph(3, "a", 10, 50), graph(4, "b", 10, 1)]
    assert len(fleet.balanced(busy, ["a", "b"])) == 1
    assert fleet.balanced([], ["a", "b"]) == []


def test_a_front_reads_and_writes_every_graph(nodes: list[Node], file: Path) -> None:
    """One database sees the graphs of all nodes; an INSERT goes to the node of its graph, whose triggers fire."""
    graphs = [filled(node, f"front {node.name}") for node in nodes]
    fleet.move(nodes, str(graphs[0]), "b")
    script = command(file, "front")
    assert script.returncode == 0, script.stderr
    with connect(nodes[0].dsn) as db:
        db.execute("CREATE DATABASE front")
    with connect(nodes[0].dsn.replace("/postgres?", "/front?")) as db:
        db.execute(script.stdout)
        db.execute("SET search_path = relationship_engine_front")
        for graph in graphs:
            assert db.execute("SELECT FROM entity WHERE graph_id = %s", (graph,)).rowcount == 40
            plan = json.dumps(db.execute("EXPLAIN SELECT title FROM entity WHERE graph_id = %s", (graph,)).fetchall())
            assert plan.count("Foreign Scan") == 1
            db.execute("INSERT INTO entity (graph_id, type, title) VALUES (%s, 'role', 'Chair of Acme Bx')", (graph,))
            found = db.execute("SELECT FROM edge WHERE graph_id = %s AND kind = 'role_at'", (graph,)).rowcount
            assert found == 21
    with connect(nodes[0].dsn) as db:
        db.execute("DROP DATABASE front WITH (FORCE)")
