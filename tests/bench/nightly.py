"""(c) the nightly over a window of new entities, on graphs of three sizes."""

import statistics
import time
from datetime import timedelta

from bench.database import NIGHTLY, TODAY, Connection, connect, read_once
from bench.graphs import WINDOW, Graph, last_night, write
from bench.measuring import plans_of, progress
from bench.table import Line, Result, duration
from bench.world import ENTITIES_PER_EVENT, Batch, World

ROUNDS = 5
GROWTH = 1.3


def run_nightly(graphs: list[Graph]) -> Result:
    """Measure part (c)."""
    times: dict[bool, dict[int, list[float]]] = {
        triggers: {graph.size: [] for graph in graphs} for triggers in (False, True)
    }
    edges: dict[int, int] = {}
    night = TODAY
    world = World(2)
    for graph in graphs:
        with connect(graph.uri) as connection:
            read_once(connection, "buffer")
    for turn in range(ROUNDS):
        for triggers in (False, True):
            night += timedelta(days=1)
            # the same new entities for each graph, at organizations that all of them know
            batch = world.batch(WINDOW, graphs[0].organizations)
            for graph in graphs if turn % 2 == 0 else reversed(graphs):
                with connect(graph.uri) as connection:
                    _arrive(connection, batch, triggers=triggers)
                    started = time.perf_counter()
                    connection.execute(NIGHTLY, (night,))
                    times[triggers][graph.size].append(time.perf_counter() - started)
                    made, analyzed = last_night(connection)
                    if not triggers:
                        edges[graph.size] = made
                progress(
                    f"(c) {analyzed:,} entities of {graph.size:,}, triggers {'on' if triggers else 'off'}: "
                    f"{times[triggers][graph.size][-1]:.2f} s",
                )
    result = Result(f"(c) The nightly over a window of {WINDOW:,} new entities")
    result.remarks = [
        (
            f"Median of {ROUNDS} nights, the graphs in turn, up and down, each night a new session and new entities "
            f"(the same for each graph), {ENTITIES_PER_EVENT} to an event of two sentences, all mentioned. Each graph is read once "
            "before the first night (pg_prewarm, into shared_buffers). Triggers "
            "off: the nightly does all the work. Triggers on: it finds that the work is done. Edges that the last "
            f"night with triggers off made: {', '.join(f'{made:,} on {size:,} entities' for size, made in edges.items())}."
        ),
    ]
    for triggers in (False, True):
        medians = {size: statistics.median(taken) for size, taken in times[triggers].items()}
        smallest, largest = graphs[0].size, graphs[-1].size
        growth = medians[largest] / medians[smallest]
        what = f"CALL run_nightly, triggers {'on' if triggers else 'off'}"
        result.lines += [Line(f"{what}: graph of {size:,}", duration(medians[size]), "", "") for size in medians]
        result.lines.append(
            Line(
                f"{what}: from {smallest:,} to {largest:,}",
                duration(medians[largest]),
                duration(medians[smallest]),
                f"{growth:.2f} times",
                f"< {GROWTH} times",
                growth < GROWTH,
            ),
        )
    batch = world.batch(WINDOW, graphs[0].organizations)
    with connect(graphs[-1].uri) as connection:
        _arrive(connection, batch, triggers=False)
        night += timedelta(days=1)
        result.plans[f"the nightly on {graphs[-1].size:,} entities, triggers off"] = plans_of(
            connection,
            lambda: connection.execute(NIGHTLY, (night,)),
        )
    return result


def _arrive(connection: Connection, batch: Batch, *, triggers: bool) -> None:
    """Insert new events and entities, as an application would in bulk."""
    if not triggers:
        connection.execute("SET session_replication_role = replica")
    write(connection, batch)
    connection.execute("RESET session_replication_role")
    time.sleep(0.1)
