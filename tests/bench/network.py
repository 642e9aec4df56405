"""(e) the nightly with all SQL strategies on a large network, and on one of a tenth of its size."""

import statistics
import time
from dataclasses import dataclass

import servers
from bench.database import NIGHTLY, Connection, connect, copy_database, loading, read_once, run_script, vacuum, value
from bench.graphs import LOADED, WINDOW, Graph, last_night, write
from bench.measuring import plans_of, progress
from bench.table import Line, Result, duration
from bench.world import Batch, World

EDGES_PER_ENTITY = 10
NETWORK_ROUNDS = 3
NETWORK_SECONDS = 60.0
SMALL_SHARE = 0.6

MODEL = "SELECT relationship_engine.set_embedding_model(1, 'bench-256', 256, 0.85, true)"
STEPS = """
SELECT s.step, s.processing_time, s.candidates, s.edges_created, s.edges_updated, s.proposals
FROM relationship_engine.run_step s
WHERE s.graph_id = 1 AND s.run_id = (
    SELECT r.id FROM relationship_engine.run r
    WHERE r.graph_id = 1 AND r.mode = 'nightly' ORDER BY r.started_at DESC LIMIT 1)
"""


@dataclass
class Night:
    """A nightly of (e): its seconds, those of its steps, and what each step found and made."""

    seconds: float
    steps: dict[str, float]
    counts: dict[str, tuple[int, ...]]
    analyzed: int


def load_network(server: servers.Server, graph: Graph) -> Graph:
    """Copy a graph, and give the copy edges, a text of which speaks of known entities, periods and vectors."""
    name = f"network_{graph.size}"
    uri = copy_database(server, name, graph.name)
    with connect(uri) as connection:
        connection.execute("SET maintenance_work_mem = '1GB'")
        with loading(connection, *LOADED):
            run_script(connection, "load_network.sql", entities=graph.size, edges=EDGES_PER_ENTITY * graph.size)
        connection.execute(MODEL)
        vacuum(connection)
    return Graph(graph.size, name, uri, graph.organizations)


def arrive(connection: Connection, batch: Batch, size: int, seed: float) -> None:
    """Let a day come to a network: entities, events, mentions, edges, periods and vectors; the nightly does the rest."""
    since = value(connection, "SELECT clock_timestamp()")
    connection.execute("SET session_replication_role = replica")
    write(connection, batch)
    run_script(connection, "arrive.sql", entities=size, seed=seed, since=since)
    connection.execute("RESET session_replication_role")


def network_night(connection: Connection) -> Night:
    """Run the next nightly, and return what its log says."""
    night = value(connection, "SELECT decay_date + 1 FROM relationship_engine.graph WHERE id = 1")
    started = time.perf_counter()
    connection.execute(NIGHTLY, (night,))
    seconds = time.perf_counter() - started
    _, analyzed = last_night(connection)
    rows = connection.execute(STEPS).fetchall()
    return Night(seconds, {row[0]: row[1] for row in rows}, {row[0]: row[2:] for row in rows}, analyzed)


def run_network(networks: list[Graph]) -> Result:
    """Measure part (e)."""
    world = World(5)
    nights: dict[int, list[Night]] = {network.size: [] for network in networks}
    progress("(e) reading the networks once")
    for network in networks:
        with connect(network.uri) as connection:
            read_once(connection, "read")  # more than shared_buffers holds
    for turn in range(NETWORK_ROUNDS + 1):
        batch = world.batch(WINDOW, networks[0].organizations)
        for network in networks:
            with connect(network.uri) as connection:
                arrive(connection, batch, network.size, turn / 10)
            with connect(network.uri) as connection:
                night = network_night(connection)
            if turn > 0:
                nights[network.size].append(night)
            parts = ", ".join(f"{step} {seconds:.1f} s" for step, seconds in night.steps.items())
            progress(f"(e) {night.analyzed:,} entities of {network.size:,}: {night.seconds:.1f} s ({parts})")
    small, large = networks[0].size, networks[-1].size
    middle = {size: statistics.median(n.seconds for n in taken) for size, taken in nights.items()}
    last = nights[large][-1]
    with connect(networks[-1].uri) as connection:
        edges, vectors = (
            value(connection, "SELECT count(*) FROM relationship_engine.edge_store"),
            value(connection, "SELECT count(*) FROM relationship_engine.entity WHERE embedding IS NOT NULL"),
        )
        arrive(connection, world.batch(WINDOW, networks[0].organizations), large, 0.9)
    with connect(networks[-1].uri) as connection:
        progress("(e) plans")
        plans = {f"the nightly on {edges:,} edges": plans_of(connection, lambda: network_night(connection), keep=4)}
    result = Result(f"(e) The nightly with all SQL strategies on {large:,} entities and {edges:,} edges", plans=plans)
    made = "; ".join(
        f"{step} {found:,} candidates, {created:,} edges made, {updated:,} reinforced, {held:,} held back"
        for step, (found, created, updated, held) in last.counts.items()
    )
    result.remarks = [
        (
            f"A graph of people, roles, organizations and other things as in (b), with {EDGES_PER_ENTITY} stated edges an "
            "entity: half within communities of 50, half to whom most are joined (a power law of exponent 2.5, the "
            "largest hub has a hundredth of the edges); one evidence an edge; a third of the entities with a period, "
            f"{vectors:,} with vectors of 256 dimensions (HNSW, halfvec); each event speaks of one well-known entity too. "
            f"The night finds {WINDOW:,} new entities of the same kind with their events, mentions, edges, periods and "
            f"vectors, and the known ones that these events mention: {last.analyzed:,} in all. Triggers off: the nightly "
            f"does all the work. Median of {NETWORK_ROUNDS} nights, the two networks in turn, each in a new session. "
            "Before them each network is read once (pg_prewarm), and has one night that does not count. Semantic off."
        ),
        f"Last night of the larger network: {made}.",
    ]
    share = middle[small] / middle[large]
    large_enough = large * EDGES_PER_ENTITY >= 10_000_000
    result.lines = [
        Line(
            "CALL run_nightly",
            duration(middle[large]),
            f"{duration(middle[small])} at a tenth",
            f"{share:.2f}",
            f">= {SMALL_SHARE}",
            share >= SMALL_SHARE,
        ),
        Line(
            "CALL run_nightly, in all",
            duration(middle[large]),
            "",
            "",
            f"< {NETWORK_SECONDS:.0f} s" if large_enough else "",
            middle[large] < NETWORK_SECONDS if large_enough else None,
        ),
    ]
    rest: dict[int, float] = dict(middle)
    for step in last.steps:
        taken = {size: statistics.median(n.steps.get(step, 0.0) for n in of) for size, of in nights.items()}
        for size in rest:
            rest[size] -= taken[size]
        result.lines.append(
            Line(f"of it {step}", duration(taken[large]), duration(taken[small]), f"{taken[small] / taken[large]:.2f}")
        )
    result.lines.append(
        Line(
            "of it mentions, names, rules, decay, pruning",
            duration(rest[large]),
            duration(rest[small]),
            f"{rest[small] / rest[large]:.2f}",
        )
    )
    return result
