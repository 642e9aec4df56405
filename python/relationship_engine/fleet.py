"""A fleet: several PostgreSQL servers, each with whole graphs, and the move of a graph from one to another.

A graph is where its row of table graph is; there is no catalog of the fleet that could be wrong. A move copies the rows
of a graph by logical replication while the graph is written to, and fences it only to compare what was written last.
The commit of leave_node() at the source is the moment of the move: before it every failure leaves the source as it was,
after it every repetition completes the move.
"""

import logging
import os
import re
import signal
import subprocess
import time
import tomllib
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from types import FrameType

import psycopg
from psycopg.conninfo import conninfo_to_dict, make_conninfo
from psycopg.types.json import Jsonb

from relationship_engine import database
from relationship_engine.database import Connection, DatabaseError, Row

# The ids of new graphs of two nodes are this far apart, so that a graph keeps its id when it moves.
ID_RANGE = 2**40
POLL_SECONDS = 0.02
LOCK_ATTEMPTS = 30
FENCE_ATTEMPTS = 20
FENCE_SECONDS = 30.0
START_SECONDS = 60.0

log = logging.getLogger(__name__)


class FleetError(DatabaseError):
    """The fleet cannot do what was asked; the message names the remedy."""


@dataclass(frozen=True)
class Node:
    """A server of the fleet. dsn: how we reach it; replication_dsn: how the other nodes reach it."""

    name: str
    dsn: str
    replication_dsn: str


@dataclass(frozen=True)
class Place:
    """Where a graph is: the node, its id and name there, and the node to which it has moved, if rows are left."""

    node: Node
    graph_id: int
    name: str
    moved_to: str | None


@dataclass
class Move:
    """What a move did: seconds in all, seconds in which writers waited, rows of the graph."""

    graph_id: int
    source: str
    target: str
    rows: int = 0
    seconds: float = 0.0
    fence_seconds: float = 0.0
    grants: tuple[str, ...] = ()


def read(file: Path) -> list[Node]:
    """Return the nodes of a fleet file, in its order. ${NAME} is replaced by the variable of the environment.

    Errors: FleetError for a file that is missing or malformed, or a variable that is not set.
    """
    try:
        nodes = tomllib.loads(file.read_text(encoding="utf-8"))["nodes"]
        return [
            Node(name, _expanded(entry["dsn"]), _expanded(entry.get("replication_dsn", entry["dsn"])))
            for name, entry in nodes.items()
        ]
    except OSError as error:
        message = f"{file} cannot be read: {error.strerror}"
        raise FleetError(message) from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, KeyError, TypeError, AttributeError) as error:
        message = f'{file} is no fleet file: it has a table for each node, as in [nodes.a] dsn = "postgresql://…"'
        raise FleetError(message) from error


def _expanded(text: str) -> str:
    """Replace ${NAME} by the environment."""

    def value(found: re.Match[str]) -> str:
        if found[1] not in os.environ:
            message = f"the environment has no variable {found[1]}, which the fleet file names"
            raise FleetError(message)
        return os.environ[found[1]]

    return re.sub(r"\$\{(\w+)\}", value, text)


def named(nodes: list[Node], name: str) -> Node:
    """Return the node of a name. Errors: FleetError."""
    for node in nodes:
        if node.name == name:
            return node
    message = f"the fleet has no node {name!r}, only {', '.join(node.name for node in nodes)}"
    raise FleetError(message)


@contextmanager
def connected(node: Node) -> Iterator[Connection]:
    """Connect to a node that has relationship_engine. Errors: FleetError, which names the node."""
    try:
        with database.connect(node.dsn) as connection:
            database.require_installed(connection)
            yield connection
    except FleetError:
        raise
    except DatabaseError as error:
        message = f"node {node.name}: {error}"
        raise FleetError(message) from error


def locate(nodes: list[Node], graph: str) -> list[Place]:
    """Return where the graph of an id or a name is: one place, or two during the end of a move.

    Errors: FleetError if a node does not answer, because the graph may be there.
    """
    places = []
    for node in nodes:
        with connected(node) as connection:
            found = database.fetch_one(connection, "locate_graph", graph=graph)
        if found:
            places.append(Place(node, found["id"], found["name"], found["moved_to"]))
    return places


def home(nodes: list[Node], graph: str) -> Place:
    """Return the one place of a graph to which it belongs. Errors: FleetError if there is none, or several."""
    places = [place for place in locate(nodes, graph) if place.moved_to is None]
    if len(places) == 1:
        return places[0]
    if places:
        where = ", ".join(f"{place.graph_id} at {place.node.name}" for place in places)
        message = f"several nodes have a graph {graph!r} ({where}): name it by its id, or rename one of them"
    else:
        message = f"no node has a graph {graph!r}: relationship-engine fleet status lists them"
    raise FleetError(message)


def assign_ranges(nodes: list[Node]) -> dict[str, int]:
    """Give each node its own range of ids for new graphs, and return where each begins."""
    ranges: dict[str, int] = {}
    for node in nodes:
        with connected(node) as connection:
            begin = int(database.fetch_one(connection, "graph_id_range", begin=None)["id_begin"])
            if begin in ranges.values():
                begin = max(ranges.values()) // ID_RANGE * ID_RANGE + ID_RANGE
                database.fetch(connection, "graph_id_range", begin=begin)
        ranges[node.name] = begin
    return ranges


def move(nodes: list[Node], graph: str, to: str, say: Callable[[str], None] = log.info) -> Move:
    """Move a graph to a node while it is written to; returns when it is whole there and gone at the source.

    A move that was interrupted continues when it is repeated. Errors: FleetError, psycopg.Error; if the graph had not
    left the source, everything is as it was before.
    """
    began = time.monotonic()
    target = named(nodes, to)
    places = locate(nodes, graph)
    leaving = [place for place in places if place.moved_to is not None]
    if leaving:
        place = leaving[0]
        target = named(nodes, str(place.moved_to))
        done = Move(place.graph_id, place.node.name, target.name)
    else:
        place = home(nodes, graph)
        done = Move(place.graph_id, place.node.name, target.name)
        if place.node.name == target.name:
            _sweep(nodes, place)
            return done
    with connected(place.node) as source, connected(target) as arriving:
        if not leaving:
            say(f"copying graph {place.graph_id} from {place.node.name} to {target.name}")
            _copy(place, target, source, arriving, done)
        say(f"graph {place.graph_id} is at {target.name}; deleting it at {place.node.name}")
        _finish(place, source, arriving, done)
    done.seconds = time.monotonic() - began
    return done


def abort(nodes: list[Node], graph: str) -> None:
    """Give up a move before the graph has left its node. Errors: FleetError if it has left, or does not move."""
    place = home(nodes, graph)
    with connected(place.node) as source:
        moving = [row for row in database.fetch(source, "node_status") if row["graph_id"] == place.graph_id]
        if not moving[0]["moving_to"]:
            message = f"graph {graph} does not move"
            raise FleetError(message)
        with connected(named(nodes, moving[0]["moving_to"])) as target:
            _give_up(place, source, target)


def _sweep(nodes: list[Node], place: Place) -> None:
    """Remove what a move that was killed at its very end left at another node."""
    for node in nodes:
        if node.name != place.node.name:
            with connected(node) as connection:
                if database.fetch(connection, "unfinished_move", graph_id=place.graph_id):
                    _tidy(place, connection)


def _copy(place: Place, target: Node, source: Connection, arriving: Connection, done: Move) -> None:
    """Copy a graph, and let it leave its node. If that fails, both nodes are as they were."""
    publication = database.fetch_one(source, "begin_move", graph_id=place.graph_id, node=target.name)["publication"]
    try:
        for row in database.fetch(source, "shared_rows"):
            database.fetch(arriving, "add_shared_rows", name=row["name"], rows=Jsonb(row["rows"]))
        _subscribe(place, publication, source, arriving)
        _guard(source, "guard_move", place.graph_id)
        _wait(lambda: _state(arriving, place)["tables_left"] == 0, None)
        _leave(place, target, publication, (source, arriving), done)
    except BaseException:
        with suppress(psycopg.Error, DatabaseError):
            _give_up(place, source, arriving)
        raise


def _subscribe(place: Place, publication: str, source: Connection, arriving: Connection) -> None:
    """Start the replication, or continue one whose slot is still there."""
    has_slot = bool(database.fetch(source, "move_slot", publication=publication))
    if _state(arriving, place)["is_subscribed"] and not has_slot:
        _drop_subscription(arriving, publication)
    if has_slot and not _state(arriving, place)["is_subscribed"]:
        database.fetch(source, "drop_move_slots", publication=publication, subscription_id="none")
        has_slot = False
    if not has_slot:
        database.fetch(source, "create_move_slot", publication=publication)
    is_new = database.fetch_one(
        arriving,
        "subscribe_graph",
        graph_id=place.graph_id,
        name=place.name,
        publication=publication,
        source=_reachable(place.node),
    )["is_new"]
    if not is_new:
        database.fetch_about(arriving, "enable_subscription", publication)


def _reachable(node: Node) -> str:
    """Return the connection string by which another server reaches a node."""
    return make_conninfo(node.replication_dsn, connect_timeout=10)


def _state(connection: Connection, place: Place) -> Row:
    """Return how far the copy is."""
    return database.fetch_one(connection, "move_state", graph_id=place.graph_id)


def _guard(source: Connection, statement: str, graph_id: int) -> None:
    """Create or remove the triggers, one table at a time; each lock is tried for a second, so that writers go on."""
    for row in database.fetch(source, "moved_tables"):
        for attempt in range(LOCK_ATTEMPTS):
            try:
                database.fetch(source, statement, graph_id=graph_id, table=row["name"])
                break
            except (psycopg.errors.LockNotAvailable, psycopg.errors.DeadlockDetected):
                if attempt + 1 == LOCK_ATTEMPTS:
                    raise
                time.sleep(0.1 * (attempt + 1))


def _wait(is_done: Callable[[], bool], seconds: float | None) -> None:
    """Poll until something is done. Errors: FleetError after so many seconds."""
    end = None if seconds is None else time.monotonic() + seconds
    while not is_done():
        if end is not None and time.monotonic() > end:
            message = f"the other node did not catch up within {seconds:g} s: move the graph at a quieter time"
            raise FleetError(message)
        time.sleep(POLL_SECONDS)


@contextmanager
def _fenced(source: Connection, graph_id: int) -> Iterator[float]:
    """Hold the writers of a graph during a transaction; yields when it began."""
    for attempt in range(FENCE_ATTEMPTS):
        try:
            with source.transaction():
                began = time.monotonic()
                database.fetch(source, "fence_graph", graph_id=graph_id)
                yield began
                return
        except (psycopg.errors.LockNotAvailable, psycopg.errors.DeadlockDetected):
            if attempt + 1 == FENCE_ATTEMPTS:
                raise
        time.sleep(0.2 * (attempt + 1))


def _catch_up(place: Place, arriving: Connection) -> None:
    """Wait until the target has everything that was committed for the graph; the graph is fenced."""
    with database.connect(place.node.dsn) as marking:
        mark = database.fetch_one(marking, "mark_move", graph_id=place.graph_id)["mark"]
    _wait(lambda: _state(arriving, place)["mark"] == mark, FENCE_SECONDS)


def _opened(dsn: str) -> tuple[Connection, str]:
    """Return a connection whose transaction sees a node as it is now, and its snapshot."""
    connection = database.connect(dsn)
    connection.autocommit = False
    connection.isolation_level = psycopg.IsolationLevel.REPEATABLE_READ
    return connection, database.fetch_one(connection, "snapshot")["snapshot"]


def _fingerprint(connection: Connection, place: Place, since: str | None) -> dict[str, tuple[int, int]]:
    """Return rows and hash of each table of a graph; with since only the rows written later are hashed."""
    rows = database.fetch(connection, "graph_fingerprint", graph_id=place.graph_id, since=since)
    return {row["name"]: (row["rows"], int(row["hash"])) for row in rows}


def _compared(
    place: Place, connections: tuple[Connection, Connection], since: tuple[str | None, str | None]
) -> dict[str, tuple[int, int]]:
    """Return the fingerprint of a graph at two nodes, which read side by side. Errors: FleetError, names the tables."""
    with ThreadPoolExecutor(len(connections)) as pool:
        source, target = pool.map(lambda connection, then: _fingerprint(connection, place, then), connections, since)
    differing = [name for name in source if source[name] != target.get(name)]
    if differing:
        message = f"the copy differs from the graph in {', '.join(differing)}: nothing was moved; move it again"
        raise FleetError(message)
    return source


def _leave(
    place: Place, target: Node, publication: str, connections: tuple[Connection, Connection], done: Move
) -> None:
    """Compare all rows while the graph is written to, then those written since in a fence, at whose end it leaves.

    For the first comparison both nodes need one state: a short fence, in which the target stops applying changes.
    """
    source, arriving = connections
    with _fenced(source, place.graph_id) as began:
        _catch_up(place, arriving)
        database.fetch_about(arriving, "disable_subscription", publication)
        _wait(lambda: not _state(arriving, place)["is_running"], FENCE_SECONDS)
        (left, before), (arrived, after) = _opened(place.node.dsn), _opened(target.dsn)
        first = time.monotonic() - began
    database.fetch_about(arriving, "enable_subscription", publication)
    with left, arrived:
        whole = _compared(place, (left, arrived), (None, None))
    done.rows = sum(rows for rows, _ in whole.values())
    _wait(lambda: bool(_state(arriving, place)["is_running"]), FENCE_SECONDS)
    with _fenced(source, place.graph_id) as began:
        _catch_up(place, arriving)
        _compared(place, (source, arriving), (before, after))
        database.fetch(source, "leave_node", graph_id=place.graph_id)
    # writers are answered from here on: the graph is at the other node
    done.fence_seconds = max(first, time.monotonic() - began)


def _finish(place: Place, source: Connection, arriving: Connection, done: Move) -> None:
    """Put the graph in place at the target, then delete it at the source, which it has left."""
    began = time.monotonic()
    row = database.fetch_one(source, "export_graph", graph_id=place.graph_id)
    database.fetch(arriving, "receive_graph", graph=Jsonb(row["graph"]), sequences=Jsonb(row["sequences"]))
    done.fence_seconds += time.monotonic() - began
    # before the deletion at the source, which the target must not repeat
    _drop_subscription(arriving, _publication(place))
    grants = database.fetch(source, "grants_of_graph", graph_id=place.graph_id)
    done.grants = tuple(f"{grant['role']} ({grant['level']})" for grant in grants)
    while database.fetch_one(source, "purge_moved", graph_id=place.graph_id)["deleted"]:
        pass
    _tidy(place, source)


def _tidy(place: Place, source: Connection) -> None:
    """Remove what a move needed at the source."""
    _guard(source, "unguard_move", place.graph_id)
    database.fetch(source, "drop_move_slots", publication=_publication(place), subscription_id="none")
    database.fetch(source, "end_move", graph_id=place.graph_id)


def _give_up(place: Place, source: Connection, arriving: Connection) -> None:
    """Leave source and target as they were, unless the graph has left the source."""
    if database.fetch_one(source, "locate_graph", graph=str(place.graph_id))["moved_to"] is not None:
        return
    publication = _publication(place)
    subscription = database.fetch_one(arriving, "subscription_id", publication=publication).get("id", "none")
    _drop_subscription(arriving, publication)
    database.fetch(arriving, "discard_graph", graph_id=place.graph_id)
    database.fetch(source, "drop_move_slots", publication=publication, subscription_id=subscription)
    _tidy(place, source)


def _publication(place: Place) -> str:
    """Return the name of the publication, the slot and the subscription of a move, as begin_move() gives it."""
    return f"relationship_engine_move_{place.graph_id}"


def _drop_subscription(arriving: Connection, publication: str) -> None:
    """Drop a subscription with its slot, or without it if the source cannot be reached or has no such slot."""
    if not database.fetch(arriving, "subscription_id", publication=publication):
        return
    database.fetch_about(arriving, "disable_subscription", publication)
    try:
        database.fetch_about(arriving, "drop_subscription", publication)
    except psycopg.OperationalError:
        raise
    except psycopg.Error:
        database.fetch_about(arriving, "detach_subscription", publication)
        database.fetch_about(arriving, "drop_subscription", publication)


def _loads(graphs: list[Row]) -> dict[int, float]:
    """Return the load of each graph: the mean of its shares in the bytes and in the night seconds of the fleet."""
    measures = [[float(row[name] or 0) for row in graphs] for name in ("bytes", "night_seconds")]
    totals = [sum(values) or 1.0 for values in measures]
    return {
        row["graph_id"]: sum(values[at] / total for values, total in zip(measures, totals, strict=True)) / len(totals)
        for at, row in enumerate(graphs)
        if row["graph_id"] > 1
    }


def balanced(graphs: list[Row], nodes: list[str]) -> list[Row]:
    """Return moves that even out the load of the nodes: each takes a graph from the heaviest to the lightest one.

    graphs: rows of node_status() with the node. The largest graph that leaves the lightest node lighter than the
    heaviest one moves; a fleet whose nodes differ by less than a tenth of their mean load stays as it is.
    """
    left = [row for row in graphs if row["graph_id"] > 1 and not row["moved_to"]]
    loads = _loads(left)
    where = {row["graph_id"]: row["node"] for row in left}
    rows = {row["graph_id"]: row for row in left}
    moves: list[Row] = []
    moved: set[int] = set()
    while True:
        totals = {node: sum(load for graph, load in loads.items() if where[graph] == node) for node in nodes}
        heavy, light = max(nodes, key=totals.__getitem__), min(nodes, key=totals.__getitem__)
        gap = totals[heavy] - totals[light]
        fitting = [
            graph for graph, load in loads.items() if where[graph] == heavy and 0 < load < gap and graph not in moved
        ]
        if not fitting or gap * len(nodes) < sum(totals.values()) / 10:
            return moves
        graph = max(fitting, key=lambda graph: min(loads[graph], gap - loads[graph]))
        where[graph] = light
        moved.add(graph)
        moves.append(_move_of(rows[graph], light))


def drained(graphs: list[Row], node: str, others: list[str]) -> list[Row]:
    """Return moves that take all graphs of a node to the others, the largest first, each to the lightest node."""
    left = [row for row in graphs if row["graph_id"] > 1 and not row["moved_to"]]
    loads = _loads(left)
    totals = {other: sum(loads[row["graph_id"]] for row in left if row["node"] == other) for other in others}
    moves = []
    for row in sorted((row for row in left if row["node"] == node), key=lambda row: -loads[row["graph_id"]]):
        lightest = min(others, key=totals.__getitem__)
        totals[lightest] += loads[row["graph_id"]]
        moves.append(_move_of(row, lightest))
    return moves


def _move_of(row: Row, target: str) -> Row:
    """Return a proposed move of a graph."""
    return {
        **{name: row[name] for name in ("graph_id", "name", "bytes", "night_seconds")},
        "source": row["node"],
        "target": target,
    }


def served(servers: list[subprocess.Popen[bytes]]) -> list[int]:
    """Wait for processes, and pass SIGTERM and SIGINT on to them; returns their exit codes."""

    def stop(number: int, _: FrameType | None) -> None:
        for server in servers:
            with suppress(ProcessLookupError):
                server.send_signal(number)

    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, stop)
    return [server.wait() for server in servers]


def front(nodes: list[Node], graphs: list[Row]) -> str:
    """Return the SQL of a front: see front_script()."""
    listed = []
    for node in nodes:
        given = conninfo_to_dict(node.replication_dsn)
        options = {name: str(value) for name, value in given.items() if name in {"host", "port", "dbname"}}
        listed.append({"name": node.name, "options": options, "user": given.get("user", "postgres")})
    ranges = [{"begin": begin, "end": end, "node": node.name} for begin, end, node in _ranges(nodes, graphs)]
    with connected(nodes[0]) as connection:
        row = database.fetch_one(connection, "front_script", nodes=Jsonb(listed), ranges=Jsonb(ranges))
    return str(row["script"])


def _ranges(nodes: list[Node], graphs: list[Row]) -> list[tuple[str, str, Node]]:
    """Return ranges of graph ids with their nodes; the ids that are not given yet belong to the node that gives them."""
    by_name = {node.name: node for node in nodes}
    begins = []
    for node in nodes:
        with connected(node) as connection:
            begins.append((int(database.fetch_one(connection, "graph_id_range", begin=None)["id_begin"]), node))
    begins = sorted((max(begin, 2), node) for begin, node in begins)
    points: dict[int, Node] = dict(begins)
    for graph in sorted(
        (row for row in graphs if row["graph_id"] > 1 and not row["moved_to"]), key=lambda r: r["graph_id"]
    ):
        home_node = [node for begin, node in begins if begin <= graph["graph_id"]][-1]
        if graph["node"] != home_node.name:
            points[graph["graph_id"]] = by_name[graph["node"]]
            points.setdefault(graph["graph_id"] + 1, home_node)
    bounds = sorted(points)
    ends = [*map(str, bounds[1:]), "MAXVALUE"]
    return [(str(begin), end, points[begin]) for begin, end in zip(bounds, ends, strict=True)]
