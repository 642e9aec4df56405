"""(h) several servers: moves of graphs by size, and the nights of many graphs on one and on two connections."""

import contextlib
import os
import statistics
import time
from collections.abc import Iterator

import servers
from bench.database import FOLDER, connect, install, value
from bench.measuring import progress
from bench.table import Line, Result, duration
from bench.tenants import create, fill, settle
from bench.world import World
from relationship_engine import fleet, nightly
from relationship_engine.fleet import Node

EDGES_PER_ENTITY = 10
FENCE_SECONDS = 2.0
GRAPHS = 64  # whose nights are run side by side
GRAPH_SIZE = 200  # entities of each
NEWS = 50  # new entities of each before a night
ROUNDS = 2


@contextlib.contextmanager
def _nodes() -> Iterator[list[Node]]:
    """Two servers for logical replication, with the engine and ranges of ids."""
    with (
        servers.embedded(None, settings={"wal_level": "logical"}) as a,
        servers.embedded(None, settings={"wal_level": "logical"}) as b,
    ):
        nodes = []
        for name, server in (("a", a), ("b", b)):
            uri = install(server, "node")
            nodes.append(Node(name, uri, uri))
        fleet.assign_ranges(nodes)
        yield nodes


def _load(node: Node, edges: int) -> int:
    """Create a graph of edges, with evidence for each, and return its id."""
    with connect(node.dsn) as connection:
        graph: int = value(connection, "SELECT relationship_engine.create_graph(%s)", f"{edges} edges")
        connection.execute("SET session_replication_role = replica")
        script = (FOLDER / "load_graph.sql").read_text(encoding="utf-8")
        for statement in script.split(";\n"):
            connection.execute(
                statement.encode(), {"graph": graph, "edges": edges, "entities": edges // EDGES_PER_ENTITY}
            )
        connection.execute("RESET session_replication_role")
        connection.execute("VACUUM ANALYZE")
    return graph


def _moves(sizes: list[int], result: Result) -> None:
    """Move a graph of each size."""
    with _nodes() as nodes:
        first: fleet.Move | None = None
        for edges in sizes:
            graph = _load(nodes[0], edges)
            done = fleet.move(nodes, str(graph), "b")
            progress(f"(h) {edges:,} edges, {done.rows:,} rows: {done.seconds:.1f} s, fence {done.fence_seconds:.2f} s")
            first = first or done
            result.lines.append(
                Line(
                    f"fleet move, {edges:,} edges, {done.rows:,} rows",
                    duration(done.seconds),
                    f"{duration(first.seconds)} with {sizes[0]:,} edges",
                    f"{done.seconds / first.seconds:.1f} times",
                )
            )
            result.lines.append(
                Line(
                    "of it writers waited",
                    duration(done.fence_seconds),
                    "",
                    "",
                    f"< {FENCE_SECONDS:g} s",
                    done.fence_seconds < FENCE_SECONDS,
                )
            )


def _nights(server: servers.Server, result: Result) -> None:
    """Run the nights of many graphs one after another, and two at a time."""
    uri = install(server, "jobs")
    world = World(13)
    taken: dict[int, list[float]] = {1: [], 2: []}
    with connect(uri) as connection:
        graphs = [create(connection, nth) for nth in range(GRAPHS)]
        for graph in graphs:
            fill(connection, graph, world, GRAPH_SIZE)
        connection.execute("CALL relationship_engine.run_nightly()")
        settle(connection)
        for turn in range(ROUNDS):
            for jobs in (1, 2) if turn % 2 == 0 else (2, 1):
                for graph in graphs:
                    fill(connection, graph, world, NEWS)
                night = value(connection, "SELECT max(decay_date) + 1 FROM relationship_engine.graph")
                started = time.perf_counter()
                reports = nightly.run(uri, jobs, full_scan=False, night=night, simulate=True)
                taken[jobs].append(time.perf_counter() - started)
                if {report["status"] for report in reports} != {"done"}:
                    message = f"nights failed: {reports}"
                    raise RuntimeError(message)
                progress(f"(h) nights of {GRAPHS} graphs, {jobs} at a time: {taken[jobs][-1]:.1f} s")
                settle(connection)
    one, two = statistics.median(taken[1]), statistics.median(taken[2])
    result.lines.append(
        Line(
            f"nights of {GRAPHS} graphs of {GRAPH_SIZE} entities, {NEWS} of them new: --jobs 2",
            duration(two),
            f"{duration(one)} with --jobs 1",
            f"{two / one:.2f}",
        )
    )


def run_fleet(server: servers.Server, sizes: list[int]) -> Result:
    """Measure part (h)."""
    result = Result("(h) Several servers, and several nights at a time")
    result.remarks = [
        (
            f"Moves between two servers on this machine of {os.cpu_count()} processors, which share its disk: by size of the "
            f"graph, {EDGES_PER_ENTITY} edges an entity, one piece of evidence each, nobody writes. Wall time; the load of "
            f"the machine was {os.getloadavg()[0]:.1f}. Nights: median of {ROUNDS}, in turn. Servers pinned to a processor "
            "each were not measured."
        )
    ]
    _moves(sizes, result)
    _nights(server, result)
    return result
