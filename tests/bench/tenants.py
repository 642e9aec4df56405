"""(f) many small graphs on one server: creating, filling and asking one, and the nights of all."""

import statistics
import time
from collections.abc import Callable, Sequence
from datetime import timedelta

import servers
from bench.database import TODAY, Connection, connect, install, vacuum, value
from bench.measuring import progress
from bench.table import Line, Result, duration
from bench.world import World

ENTITIES = 100  # of each graph
SAMPLE = 50  # graphs that each action is measured on
FEW = 10  # the part of the graphs that is there when the first sample is taken
GROWTH = 1.3
TOUCHED = 100  # of so many graphs a night finds one touched
IDLE_MS = 3.0  # of a graph in a night without news: 30 seconds for 10,000
TOUCHED_MS = 60.0  # of a graph in a night in which one of a hundred is touched: 10 minutes for 10,000
ASK = "SELECT count(*) FROM relationship_engine.recall(p_question => %s, p_graph_id => %s)"
QUESTION = "Who works with whom, and what was agreed?"

EVENTS = (
    "INSERT INTO relationship_engine.raw_events (graph_id, id, payload) "
    "SELECT %s, e.id, jsonb_build_object('content', e.text) FROM unnest(%s::uuid[], %s::text[]) AS e (id, text)"
)
ROWS = (
    "INSERT INTO relationship_engine.entity (graph_id, id, title, type, source_event_id) SELECT %s, e.id, e.title, e.type, e.event_id "
    "FROM unnest(%s::uuid[], %s::text[], %s::text[], %s::uuid[]) AS e (id, title, type, event_id)"
)


def _spent(connection: Connection, action: Callable[[], object]) -> float:
    """Return the CPU time that an action takes in the session, in seconds."""
    clock = (~connection.info.backend_pid) << 3 | 2  # clock_getcpuclockid(3)
    started = time.clock_gettime(clock)
    action()
    return time.clock_gettime(clock) - started


def create(connection: Connection, nth: int) -> int:
    """Create the graph of a tenant."""
    graph: int = value(connection, "SELECT relationship_engine.create_graph(%s)", f"tenant {nth}")
    return graph


def fill(connection: Connection, graph: int, world: World, size: int = ENTITIES) -> None:
    """Insert entities with their events, each in a statement."""
    batch = world.batch(size)
    with connection.transaction():
        connection.execute(EVENTS, (graph, [e[0] for e in batch.events], [e[1] for e in batch.events]))
        rows = batch.entities
        connection.execute(
            ROWS,
            (graph, [e.id for e in rows], [e.title for e in rows], [e.type for e in rows], [e.event_id for e in rows]),
        )


def _sample(connection: Connection, first: int, world: World) -> dict[str, float]:
    """Add graphs, and return what each action took of a graph, as the median."""
    taken: dict[str, list[float]] = {"create_graph": [], "insert": [], "recall": []}
    for nth in range(first, first + SAMPLE):
        graphs: list[int] = []
        taken["create_graph"].append(_spent(connection, lambda nth=nth, to=graphs: to.append(create(connection, nth))))  # type: ignore[misc]
        taken["insert"].append(_spent(connection, lambda to=graphs: fill(connection, to[0], world)))  # type: ignore[misc]
        taken["recall"].append(_spent(connection, lambda to=graphs: connection.execute(ASK, (QUESTION, to[0]))))  # type: ignore[misc]
    return {what: statistics.median(times) for what, times in taken.items()}


def _night(connection: Connection, night: int) -> float:
    """Run the night of all graphs, and return its CPU time."""
    day = TODAY + timedelta(days=night)
    spent = _spent(
        connection,
        lambda: connection.execute("CALL relationship_engine.run_nightly(NULL, false, %s, true)", (day,)),
    )
    failed = value(
        connection, "SELECT count(*) FROM relationship_engine.run WHERE mode = 'nightly' AND status <> 'done'"
    )
    if failed:
        message = f"{failed} nights failed"
        raise RuntimeError(message)
    return spent


def settle(connection: Connection) -> None:
    """Let all rows be older than the window of a night."""
    connection.execute("SET session_replication_role = replica")
    age = "interval '30 days'"
    for statement in (
        f"UPDATE relationship_engine.entity SET created_at = created_at - {age}, updated_at = updated_at - {age}",
        f"UPDATE relationship_engine.raw_events SET created_at = created_at - {age}, updated_at = updated_at - {age}",
        f"UPDATE relationship_engine.mention SET created_at = created_at - {age}",
    ):
        connection.execute(statement.encode())
    connection.execute("RESET session_replication_role")
    vacuum(connection)


def run_tenants(server: servers.Server, count: int) -> Result:
    """Measure part (f)."""
    uri = install(server, "tenants")
    world = World(11)
    with connect(uri) as connection:
        connection.execute("SET synchronous_commit = off")
        few: dict[str, float] = {}
        for nth in range(count):
            if nth == count // FEW:
                few = _sample(connection, count, world)
                progress(f"(f) of {nth:,} graphs: {few}")
            fill(connection, create(connection, nth), world)
        vacuum(connection)
        many = _sample(connection, count + SAMPLE, world)
        progress(f"(f) of {count:,} graphs: {many}")
        relations = value(
            connection, "SELECT count(*) FROM pg_class WHERE relnamespace = 'relationship_engine'::regnamespace"
        )
    nights: dict[str, float] = {}
    with connect(uri) as connection:
        nights["first"] = _night(connection, 1)
        progress(f"(f) first night: {nights['first']:.1f} s")
        settle(connection)
    with connect(uri) as connection:
        nights["idle"] = _night(connection, 2)
        progress(f"(f) night without news: {nights['idle']:.1f} s")
        graphs = [r[0] for r in connection.execute("SELECT id FROM relationship_engine.graph WHERE id > 1 ORDER BY id")]
        for graph in graphs[::TOUCHED]:
            fill(connection, graph, world, 10)
    with connect(uri) as connection:
        nights["touched"] = _night(connection, 3)
        progress(f"(f) night with one of {TOUCHED} touched: {nights['touched']:.1f} s")
    return _result(count, few, many, nights, relations)


def _result(
    count: int, few: dict[str, float], many: dict[str, float], nights: dict[str, float], relations: int
) -> Result:
    """Make the table."""
    result = Result(f"(f) {count:,} graphs of {ENTITIES} entities on one server")
    result.remarks = [
        (
            f"CPU time of the backend, one session, triggers on. Of one graph: medians of {SAMPLE}, when {count // FEW:,} "
            f"and when {count:,} graphs are there. Nights of all graphs one after another; touched: 10 new entities "
            f"with their events. The schema has {relations:,} tables and indexes."
        )
    ]
    names: Sequence[tuple[str, str]] = (
        ("create_graph", "create_graph()"),
        ("insert", f"insert of {ENTITIES} entities with their events"),
        ("recall", "recall()"),
    )
    for key, what in names:
        ratio = many[key] / few[key]
        result.lines.append(
            Line(
                what,
                duration(many[key]),
                f"{duration(few[key])} at a tenth",
                f"{ratio:.2f} times",
                f"< {GROWTH} times",
                ratio < GROWTH,
            )
        )
    for key, what, target in (
        ("first", "first night, a graph", 0.0),
        ("idle", "night without news, a graph", IDLE_MS),
        ("touched", f"night with one of {TOUCHED} graphs touched, a graph", TOUCHED_MS),
    ):
        each = nights[key] / (count + 2 * SAMPLE)
        result.lines.append(
            Line(
                what,
                duration(each),
                f"{duration(nights[key])} in all",
                "",
                f"<= {target:g} ms" if target else "",
                1000 * each <= target if target else None,
            )
        )
    return result
