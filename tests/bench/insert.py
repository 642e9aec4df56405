"""(b) inserts into a graph with and without the trigger, one by one and in bulk."""

import statistics
import time

from bench.database import Connection, connect, vacuum, value
from bench.graphs import Graph
from bench.measuring import plans_of, progress
from bench.table import Line, Result
from bench.world import ENTITIES_PER_EVENT, KIND_SHARES, KINDS, Batch, Entity, World

BLOCKS = 6
BLOCK = 30
WARM_UP = 5
BULK = ((10_000, 5), (100_000, 1))
MORE_MILLISECONDS = 1.0
BULK_PER_SECOND = 10_000.0

INSERT_EVENT = (
    "INSERT INTO relationship_engine.raw_events (id, payload) VALUES (%s, jsonb_build_object('content', %s::text))"
)
INSERT = "INSERT INTO relationship_engine.entity (id, title, type, source_event_id) VALUES (%s, %s, %s, %s)"
INSERT_STAGED = (
    "INSERT INTO relationship_engine.entity (id, title, type, source_event_id) "
    "SELECT s.id, s.title, s.type, s.source_event_id FROM pg_temp.staged s"
)
EDGES = 100_000
# half of the edges lead from one of a hundred entities, the others from any
STAGE_EDGES = (
    "CREATE TEMPORARY TABLE staged_edge AS "
    "WITH ids AS (SELECT array_agg(e.id) AS all, count(*) AS n FROM (SELECT e.id FROM relationship_engine.entity e LIMIT 20000) e) "
    "SELECT DISTINCT ON (f.id, t.id) f.id AS from_id, t.id AS to_id, 'k' || %s::text || i %% 7 AS kind "
    "FROM ids CROSS JOIN generate_series(1, %s::bigint) i "
    "CROSS JOIN LATERAL (SELECT (ids.all)[1 + CASE WHEN i %% 2 = 0 THEN i / 2 %% 100 ELSE i * 7919 %% ids.n END] AS id) f "
    "CROSS JOIN LATERAL (SELECT (ids.all)[1 + (i * 104729 + i / ids.n) %% ids.n] AS id) t WHERE f.id <> t.id"
)
INSERT_EDGES = (
    "INSERT INTO relationship_engine.edge (from_id, to_id, kind) SELECT from_id, to_id, kind FROM pg_temp.staged_edge"
)
INSERT_EDGES_BARE = (
    "INSERT INTO relationship_engine.edge_store (from_id, to_id, kind, log_weight, confidence, strategies) "
    "SELECT from_id, to_id, kind, 0, 1, '{}' FROM pg_temp.staged_edge"
)
CHANGE_STAGED = (
    "UPDATE relationship_engine.entity e SET summary = 'Heard of ' || now() FROM pg_temp.staged s "
    "WHERE e.graph_id = 1 AND e.id = s.id"
)
UNKNOWN = "role of an unknown organization"
MIXTURE = "all kinds in their proportions"
CASES = ("person", "other", "role", UNKNOWN, "organization", MIXTURE)


def run_insert(graph: Graph, empty: str) -> Result:
    """Measure part (b), and edges also in an empty database of this URI."""
    result = Result(f"(b) Inserting entities into a graph of {graph.size:,} entities")
    world = World(3)
    world.organizations = list(graph.organizations)
    with connect(graph.uri) as connection:
        vacuum(connection)
        progress("(b) one by one")
        for with_event in (False, True):
            _one_by_one(connection, world, result, with_event=with_event)
        for size, times in BULK:
            for with_event in (False, True):
                if with_event and size != BULK[0][0]:
                    continue
                progress(f"(b) {size:,} in one statement{', with events' if with_event else ''}")
                result.lines.append(_in_bulk(connection, world, size, times, with_event=with_event))
        result.lines.append(_changes_in_bulk(connection, world, *BULK[0]))
        progress(f"(b) {EDGES:,} edges in one statement")
        result.lines.append(_edges_in_bulk(connection, "into the graph"))
        progress("(b) plans")
        for case in ("person", "role", "organization"):
            e = world.entity(case)
            result.plans[f"insert of one entity: {case}"] = plans_of(
                connection,
                lambda e=e: connection.execute(INSERT, (e.id, e.title, e.type, None)),  # type: ignore[misc]
            )
        batch = world.batch(BULK[0][0])
        _stage(connection, batch, with_event=False)
        result.plans[f"insert of {BULK[0][0]:,} entities in one statement"] = plans_of(
            connection,
            lambda: connection.execute(INSERT_STAGED),
        )
    with connect(empty) as connection:
        connection.execute("ALTER TABLE relationship_engine.entity DISABLE TRIGGER USER")
        connection.execute(
            "INSERT INTO relationship_engine.entity (title, type) SELECT 'Entity ' || i, 'person' FROM generate_series(1, 20000) i",
        )
        result.lines.append(_edges_in_bulk(connection, "into an empty graph without statistics"))
    result.remarks = [
        (
            f"One by one: one session, a prepared INSERT that commits by itself; blocks of {BLOCK} with and without "
            f"the trigger in turn, {BLOCKS} of each per kind ({BLOCKS * BLOCK} inserts with and as many without), each "
            f"after {WARM_UP} inserts that do not count. Without: `ALTER TABLE … DISABLE TRIGGER "
            "relationship_engine_insert`. All kinds in their proportions: each kind drawn with the probability that it has in bulk. With an event: the event is there, the entity names it as its source, "
            f"{ENTITIES_PER_EVENT} entities an event; the trigger also writes the mention."
        ),
        (
            "In bulk: INSERT … SELECT of one statement, 60 % people, 20 % other things, 10 % roles, 10 % organizations. Ids "
            "here and in (c) to (e) are in order of time, as the tables make them."
        ),
        (
            "Edges in bulk: INSERT … SELECT into the view edge by one statement, in turn with one into edge_store with its "
            "triggers disabled, which writes no evidence."
        ),
    ]
    return result


def _switch(connection: Connection, *, on: bool) -> None:
    """Switch the triggers of inserts and updates."""
    for name in ("relationship_engine_insert", "relationship_engine_update"):
        word = "ENABLE" if on else "DISABLE"
        connection.execute(f"ALTER TABLE relationship_engine.entity {word} TRIGGER {name}".encode())


def _entity(world: World, case: str) -> Entity:
    """Make an entity of a case."""
    if case == UNKNOWN:
        return world.entity("role", [("", f"{world.entity('person').title} Unheard")])
    return world.entity(world.random.choices(KINDS, KIND_SHARES)[0] if case == MIXTURE else case)


def _one_by_one(connection: Connection, world: World, result: Result, *, with_event: bool) -> None:
    """Insert entities one by one, per kind, with and without the trigger in turn."""
    suffix = ", with an event" if with_event else ""
    for case in CASES:
        taken: dict[bool, list[float]] = {True: [], False: []}
        for block in range(2 * BLOCKS):
            on = block % 2 == 0
            _switch(connection, on=on)
            for i in range(WARM_UP + BLOCK):
                if with_event and i % ENTITIES_PER_EVENT == 0:
                    event_id, text = world.batch(ENTITIES_PER_EVENT).events[0]
                    connection.execute(INSERT_EVENT, (event_id, text))
                e = _entity(world, case)
                row = (e.id, e.title, e.type, event_id if with_event else None)
                started = time.perf_counter()
                connection.execute(INSERT, row)
                if i >= WARM_UP:
                    taken[on].append(1000 * (time.perf_counter() - started))
        middle = {on: statistics.median(times) for on, times in taken.items()}
        more = middle[True] - middle[False]
        p95 = {on: statistics.quantiles(times, n=20)[-1] for on, times in taken.items()}
        result.lines.append(
            Line(
                f"{case}{suffix}: median (p95)",
                f"{middle[True]:.2f} ms ({p95[True]:.2f})",
                f"{middle[False]:.2f} ms ({p95[False]:.2f})",
                f"+{more:.2f} ms",
                f"+{MORE_MILLISECONDS:.0f} ms",
                more <= MORE_MILLISECONDS,
            ),
        )
        progress(f"(b) {case}{suffix}: {middle[False]:.2f} ms without, {middle[True]:.2f} ms with")
    _switch(connection, on=True)


def _stage(connection: Connection, batch: Batch, *, with_event: bool) -> None:
    """Put a batch in a temporary table, and its events where they belong."""
    connection.execute("DROP TABLE IF EXISTS pg_temp.staged")
    connection.execute("CREATE TEMPORARY TABLE staged (id uuid, title text, type text, source_event_id uuid)")
    with connection.cursor() as cursor:
        with cursor.copy("COPY pg_temp.staged FROM STDIN") as copy:
            for e in batch.entities:
                copy.write_row((e.id, e.title, e.type, e.event_id if with_event else None))
        if with_event:
            cursor.executemany(INSERT_EVENT, batch.events)
    connection.execute("ANALYZE pg_temp.staged")


def _in_bulk(connection: Connection, world: World, size: int, times: int, *, with_event: bool) -> Line:
    """Insert entities in one statement, with and without the trigger in turn."""
    taken: dict[bool, list[float]] = {True: [], False: []}
    for _ in range(times):
        for on in (True, False):
            _stage(connection, world.batch(size), with_event=with_event)
            _switch(connection, on=on)
            started = time.perf_counter()
            connection.execute(INSERT_STAGED)
            taken[on].append(time.perf_counter() - started)
    _switch(connection, on=True)
    rate = {on: size / statistics.median(seconds) for on, seconds in taken.items()}
    return Line(
        f"{size:,} in one statement{', with events' if with_event else ''}",
        f"{rate[True]:,.0f} a second",
        f"{rate[False]:,.0f} a second",
        f"1/{rate[False] / rate[True]:.1f}",
        f"{BULK_PER_SECOND:,.0f} a second",
        rate[True] >= BULK_PER_SECOND,
    )


def _changes_in_bulk(connection: Connection, world: World, size: int, times: int) -> Line:
    """Change entities in one statement, with and without the trigger in turn."""
    _stage(connection, world.batch(size), with_event=False)
    connection.execute(INSERT_STAGED)
    taken: dict[bool, list[float]] = {True: [], False: []}
    for _ in range(times):
        for on in (True, False):
            _switch(connection, on=on)
            started = time.perf_counter()
            connection.execute(CHANGE_STAGED)
            taken[on].append(time.perf_counter() - started)
    _switch(connection, on=True)
    rate = {on: size / statistics.median(seconds) for on, seconds in taken.items()}
    return Line(
        f"{size:,} given another summary in one statement",
        f"{rate[True]:,.0f} a second",
        f"{rate[False]:,.0f} a second",
        f"1/{rate[False] / rate[True]:.1f}",
    )


def _edges_in_bulk(connection: Connection, where: str) -> Line:
    """Insert edges in one statement, through the view and into the table without its triggers in turn."""
    taken: dict[bool, list[float]] = {True: [], False: []}
    for on in (True, False, True, False):
        connection.execute("DROP TABLE IF EXISTS pg_temp.staged_edge")
        connection.execute(STAGE_EDGES, (f"{on}{len(taken[on])}", EDGES))
        size = value(connection, "SELECT count(*) FROM pg_temp.staged_edge")
        word = "ENABLE" if on else "DISABLE"
        connection.execute(f"ALTER TABLE relationship_engine.edge_store {word} TRIGGER USER".encode())
        started = time.perf_counter()
        connection.execute(INSERT_EDGES if on else INSERT_EDGES_BARE)
        taken[on].append((time.perf_counter() - started) / size)
    connection.execute("ALTER TABLE relationship_engine.edge_store ENABLE TRIGGER USER")
    rate = {on: 1 / statistics.median(seconds) for on, seconds in taken.items()}
    return Line(
        f"{EDGES:,} edges in one statement {where}",
        f"{rate[True]:,.0f} a second",
        f"{rate[False]:,.0f} a second",
        f"1/{rate[False] / rate[True]:.1f}",
        f"{BULK_PER_SECOND:,.0f} a second",
        rate[True] >= BULK_PER_SECOND,
    )
