"""`make bench`: what decay, inserts and nights cost on large graphs; prints a table and writes docs/benchmarks.md.

(a) a night of decay and pruning by the graph's clock, against an UPDATE of every weight and a DELETE;
(b) inserts into a graph with and without the trigger, one by one and in bulk;
(c) the nightly over a window of new entities, on graphs of three sizes;
(d) the queue of the model with a worker, where an answer takes no time; and what an event costs;
(e) the nightly with all SQL strategies on a large network, and on one of a tenth of its size;
(f) many small graphs: creating, filling and asking one, and the nights of all;
(g) recall(), against words and vectors alone, by one client and by eight;
(h) moves of graphs between servers, and nights of many graphs side by side.

Each part compares side by side on one server, in turn, and reports medians.
"""

import subprocess
import sys
import time
from collections.abc import Collection
from pathlib import Path
from unittest import mock

import click

import servers
from bench.database import SERVER, connect, drop_database, install
from bench.decay import run_decay
from bench.fleet import run_fleet
from bench.graphs import Graph, load_graphs
from bench.insert import run_insert
from bench.machine import machine
from bench.measuring import STARTED
from bench.network import EDGES_PER_ENTITY, load_network, run_network
from bench.nightly import run_nightly
from bench.recall import run_recall
from bench.table import Result, document, show
from bench.tenants import run_tenants
from bench.worker import run_worker
from conftest import PROJECT

DOCUMENT = PROJECT / "docs" / "benchmarks.md"
PARTS = ("decay", "nightly", "insert", "worker", "network", "tenants", "recall", "fleet")
MOVED = (10_000, 100_000, 1_000_000)  # edges of the graphs that (h) moves
SHARES = (10, 30, 100)  # percent of --entities


@click.command()
@click.option("--edges", default=1_000_000, show_default=True, help="Edges of (a).")
@click.option(
    "--entities",
    default=1_000_000,
    show_default=True,
    help="Entities of (b) and of the largest graph of (c).",
)
@click.option(
    "--network",
    default=1_000_000,
    show_default=True,
    help="Edges of the larger network of (e), of a tenth as many entities; ten million take a quarter of an hour more.",
)
@click.option("--tenants", default=500, show_default=True, help="Graphs of (f).")
@click.option("--moved", default=100_000, show_default=True, help="Edges of the largest graph that (h) moves.")
@click.option("--data", type=click.Path(path_type=Path), help="Data folder of the server: new, and removed at the end.")
@click.option(
    "--prototype",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="SQL that makes prototype.recall(graph, question, vector) over the same rows; (g) measures it too.",
)
@click.option("--only", type=click.Choice(PARTS), multiple=True, help="Only this part; docs/benchmarks.md stays.")
@click.option("--write", type=click.Path(path_type=Path), help="Write the document here.")
def main(  # noqa: PLR0913 - the options
    *,
    edges: int,
    entities: int,
    network: int,
    tenants: int,
    moved: int,
    data: Path | None,
    prototype: Path | None,
    only: tuple[str, ...],
    write: Path | None,
) -> None:
    """Measure decay, nights and inserts on large graphs, and on many small ones."""
    build = ["make", "--silent", "-C", str(PROJECT), "build"]
    subprocess.run(build, check=True, stdout=sys.stderr)  # noqa: S603
    results: dict[str, Result] = {}
    with mock.patch.dict(servers.FAST, SERVER, clear=True), servers.embedded(data) as server:
        with connect(install(server, "about")) as connection:
            about = machine(connection)
        if not only or "decay" in only:
            results["decay"] = run_decay(server, edges)
        sizes = (
            [entities * share // 100 for share in SHARES]
            if not only or {"nightly", "insert", "recall"} & set(only)
            else []
        )
        network_sizes = (
            [network // (EDGES_PER_ENTITY * part) for part in (10, 1)] if not only or "network" in only else []
        )
        loaded = {graph.size: graph for graph in load_graphs(server, sorted({*sizes, *network_sizes}))}
        if network_sizes:
            networks = [load_network(server, loaded[size]) for size in network_sizes]
            results["network"] = run_network(networks)
            for each in networks:
                drop_database(server, each.name)
        if sizes:
            graphs = [loaded[size] for size in sizes]
            results |= _run_on(server, graphs, only or PARTS, prototype)
        if not only or "worker" in only:
            results["worker"] = run_worker(server)
        if not only or "tenants" in only:
            results["tenants"] = run_tenants(server, tenants)
        if not only or "fleet" in only:
            results["fleet"] = run_fleet(server, [size for size in MOVED if size <= moved])
    order = ("decay", "insert", "nightly", "worker", "network", "tenants", "recall", "fleet")
    ordered = [results[part] for part in order if part in results]
    show(ordered)
    target = write or (None if only else DOCUMENT)
    if target:
        target.parent.mkdir(parents=True, exist_ok=True)
        former = DOCUMENT.read_text(encoding="utf-8") if DOCUMENT.exists() else ""
        target.write_text(document(ordered, about, time.monotonic() - STARTED, former), encoding="utf-8")
        click.echo(f"\nWritten to {target}.")


def _run_on(
    server: servers.Server, graphs: list[Graph], parts: Collection[str], prototype: Path | None
) -> dict[str, Result]:
    """Measure the parts that need the graphs of entities; recall() changes the largest, so it comes last."""
    results: dict[str, Result] = {}
    if "nightly" in parts:
        results["nightly"] = run_nightly(graphs)
    if "insert" in parts:
        results["insert"] = run_insert(graphs[-1], install(server, "edges"))
    if "recall" in parts:
        results["recall"] = run_recall(graphs[-1], prototype)
    return results


if __name__ == "__main__":
    main()
