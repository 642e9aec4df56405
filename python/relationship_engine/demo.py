"""The demo: the history of computing, 1936 to 2000, replayed on an embedded server in 60 simulated nights.

Night 0 knows the history until 1940; each night after it brings the next year, so that night 60 ends with 2000. On
demand a model reads the events as well: Claude, or a fake that knows a few rules and needs neither key nor network.
"""

import contextlib
import importlib.util
import json
import math
import os
import shutil
import sys
import tempfile
import textwrap
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from importlib.resources import files
from pathlib import Path
from urllib.parse import urlsplit
from uuid import NAMESPACE_DNS, UUID, uuid5

import click
from psycopg.types.json import Jsonb

from relationship_engine import claude, database, embedded, output
from relationship_engine.database import CHECKOUT, Connection, Row
from relationship_engine.embeddings import Embedder, Local
from relationship_engine.worker import Worker

DATABASE = "relationship_engine_demo"
NIGHTS = 60
YEAR_0 = 1940
DECAY_FACTOR = 0.87
PRUNE_THRESHOLD = 0.1
KINDS = 12
RETURNED = 3
ENDED = 2
HELD = 4
DAY = date(1976, 6, 1)
NEAR = 8
READ = 8
TEXTS = 30
READERS = ("off", "fake", "claude")
THREADS = 4
WIDTH = 100


@dataclass
class Batch:
    """What one night knows more than the night before it, as rows for queries/demo.sql."""

    events: list[Row] = field(default_factory=list)
    entities: list[Row] = field(default_factory=list)
    mentions: list[Row] = field(default_factory=list)


@dataclass
class Story:
    """What the nights did: the date of night 0, their reports, and after each night the weights of the live edges."""

    begin: date
    reports: list[Row] = field(default_factory=list)
    weights: list[dict[UUID, float]] = field(default_factory=list)


def run(data: Path | None, *, keep: bool, llm: str = "off") -> None:
    """Show the demo on the server of a data folder, or of a temporary one; it is left running only when keep.

    The demo has a database of its own there, made anew each time. llm: who reads the events, one of READERS.
    Errors: ClaudeError where that one cannot be asked.
    """
    started = time.monotonic()
    with _reader(llm), _server(data, keep=keep) as (folder, uri), database.connect(uri) as connection:
        with output.progress(1, "Installing relationship_engine") as step:
            state = database.install(connection, plain=not database.install_files(embedded.pg_config()))
            step()
        batches = load()
        _tell_beginning(connection, state, batches)
        embedder = Embedder(uri, Local()) if Local.is_installed() else None
        story = _replay(connection, batches, None if llm == "off" else Worker(uri, threads=THREADS), embedder)
        _tell_found(connection, batches)
        _tell_near(connection)
        if llm != "off":
            _tell_read(connection, llm)
            _tell_texts(connection, Worker(uri, threads=THREADS), batches)
        _tell_strongest(connection)
        _tell_pruned(connection, story)
        _tell_ended(connection)
        _tell_merged(connection)
        _tell_one(connection, story)
        click.echo(f"\n{time.monotonic() - started:.1f} seconds in all.")
        if keep:
            click.echo(f"The server goes on; look around:  relationship-engine status --dsn '{uri}'")
            click.echo(f"Stop it:  relationship-engine down --data {folder}")


@contextlib.contextmanager
def _reader(llm: str) -> Iterator[None]:
    """Have somebody there who answers the worker."""
    if llm == "claude" and not claude.is_configured():
        message = "--llm claude asks Claude itself: set ANTHROPIC_API_KEY, or try --llm fake"
        raise claude.ClaudeError(message)
    if llm != "fake":
        yield
        return
    spec = importlib.util.spec_from_file_location("claude_peer", CHECKOUT / "tests" / "claude_peer.py")
    if spec is None or spec.loader is None or not Path(str(spec.origin)).exists():
        message = "--llm fake needs a checkout of the source: the fake lies in its tests"
        raise claude.ClaudeError(message)
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    peer = module.Peer()
    before = {name: os.environ.get(name) for name in peer.environment}
    os.environ.update(peer.environment)
    try:
        with peer.serve():
            yield
    finally:
        for name, value in before.items():
            if value is None:
                os.environ.pop(name)
            else:
                os.environ[name] = value


@contextlib.contextmanager
def _server(data: Path | None, *, keep: bool) -> Iterator[tuple[Path, str]]:
    """Run a server with an empty database for the demo; gives the data folder and the URI of the database."""
    folder = data or Path(tempfile.mkdtemp(prefix="relationship-engine-demo-"))
    is_theirs = embedded.is_running(folder)
    try:
        with output.progress(2, "Starting PostgreSQL") as step:
            uri = embedded.start(folder)
            step()
            with database.connect(uri) as connection:
                database.fetch(connection, "drop_demo_database")
                database.fetch(connection, "create_demo_database")
            step()
        yield folder, urlsplit(uri)._replace(path=f"/{DATABASE}").geturl()
    finally:
        if not (keep or is_theirs):
            embedded.stop(folder)
            if data is None:
                shutil.rmtree(folder, ignore_errors=True)


def load() -> list[Batch]:
    """Read the data set as one batch a night; an entity comes with the first event that mentions it."""
    batches = [Batch() for _ in range(NIGHTS + 1)]
    night_of = {}
    for event in _lines("events.jsonl"):
        night_of[event["id"]] = max(int(event["date"][:4]) - YEAR_0, 0)
        row = {"id": _id(event["id"]), "content": event["text"], "occurred_at": event["date"]}
        batches[night_of[event["id"]]].events.append(row)
    for entity in _lines("entities.jsonl"):
        first, *later = entity["mentions"]
        metadata = {name: entity[name] for name in ("aliases", "start_date", "end_date") if entity[name]}
        row = {name: entity[name] for name in ("title", "type", "summary")}
        row |= {"id": _id(entity["id"]), "metadata": metadata, "source_event_id": _id(first)}
        batches[night_of[first]].entities.append(row)
        for slug in later:
            batches[night_of[slug]].mentions.append({"event_id": _id(slug), "entity_id": row["id"]})
    return batches


def _lines(name: str) -> list[Row]:
    """Return the objects of a file of JSON lines."""
    text = files(__package__).joinpath("demo", name).read_text(encoding="utf-8")
    return [json.loads(line) for line in text.splitlines()]


def _id(slug: str) -> str:
    """Return the uuid of a slug of the data set."""
    return str(uuid5(NAMESPACE_DNS, f"{slug}.{DATABASE}"))


def _replay(connection: Connection, batches: list[Batch], worker: Worker | None, embedder: Embedder | None) -> Story:
    """Let the history arrive year by year, have it read and embedded by who is there, with a nightly run after each."""
    database.fetch(connection, "demo_tune", decay_factor=DECAY_FACTOR, prune_threshold=PRUNE_THRESHOLD)
    if worker is not None:
        database.fetch(connection, "demo_read")
    if embedder is not None:
        embedder.prepare()
    story = Story(begin=database.fetch_one(connection, "demo_begins", nights=NIGHTS)["night"])
    since = database.fetch_one(connection, "now")["now"]
    with output.progress(len(batches), f"{NIGHTS} nights") as step:
        for number, batch in enumerate(batches):
            with connection.transaction():
                database.fetch(connection, "demo_add_events", rows=Jsonb(batch.events))
                database.fetch(connection, "demo_add_entities", rows=Jsonb(batch.entities))
                database.fetch(connection, "demo_add_mentions", rows=Jsonb(batch.mentions))
            if worker is not None:
                worker.drain()
            if embedder is not None:
                embedder.drain()
            night = story.begin + timedelta(days=number)
            database.fetch(connection, "run_nightly", graph_id=1, full_scan=False, night=night, simulate=True)
            story.weights.append({row["id"]: row["weight"] for row in database.fetch(connection, "demo_weights")})
            step()
    story.reports = database.fetch(connection, "nightly_reports", since=since, graph_id=None, is_pooled=False)
    for report in story.reports:
        if report["status"] != "done":
            message = f"the nightly {report['run_id']} is {report['status']}: {report['message']}"
            raise database.DatabaseError(message)
    return story


def _tell_beginning(connection: Connection, state: Row, batches: list[Batch]) -> None:
    """Say what runs here, on which data, with which settings."""
    server = database.fetch_one(connection, "server_version")["version"]
    product = f"relationship_engine {state['functions']}"
    route = "installed as an extension" if state["route"] == "extension" else "installed by the plain script"
    types = Counter(str(row["type"]) for batch in batches for row in batch.entities)
    events = sum(len(batch.events) for batch in batches)
    mentions = sum(len(batch.mentions) for batch in batches)
    _head(f"The history of computing on PostgreSQL {server}, {product} {route}")
    _say(
        f"{events} events of 1936 to 2000 mention {types.total()} entities ("
        f"{', '.join(f'{name} {count}' for name, count in types.most_common())}"
        f"), and mention them again {mentions} times."
    )
    lifetime = math.ceil(math.log(PRUNE_THRESHOLD, DECAY_FACTOR))
    _say(
        f"Night 0 knows the events until {YEAR_0}; each of the {NIGHTS} simulated nights after it brings the next "
        f"year. So that decades show, a night here multiplies weights by {DECAY_FACTOR} (the default "
        f"is 0.99) and prunes edges below {PRUNE_THRESHOLD}: an edge that is seen once goes in its {lifetime}th night."
    )


def _tell_found(connection: Connection, batches: list[Batch]) -> None:
    """Show the edges by kind, and who found them."""
    kinds = [row for row in database.fetch(connection, "demo_kinds") if row["strategy"] != "semantic"]
    by_mode = {row["mode"]: row["edges"] for row in database.fetch(connection, "demo_found")}
    roles = sum(row["type"] == "role" for batch in batches for row in batch.entities)
    placed = sum(row["found"] for row in kinds if row["kind"] == "role_at")
    _head("Edges found")
    click.echo(output.table(kinds, ("strategy", "kind", "found", "live", "pruned")))
    _say(
        f"{placed} of {roles} roles found their organization. The triggers found {by_mode['incremental']} edges "
        f"while the rows were inserted, the nightlies {by_mode['nightly']} more."
    )


def _tell_near(connection: Connection) -> None:
    """Show whose texts are near each other, and what is likely the same thing twice."""
    pairs = database.fetch(connection, "demo_near", count=NEAR)
    if not pairs:
        return
    (state,) = database.fetch(connection, "embedding_state", graph_id=1, model=None)
    twins = database.fetch_one(connection, "demo_twins")["twins"]
    _head(f"Near in meaning, by {state['model']}")
    for row in pairs:
        click.echo(
            f"  {row['confidence']:.2f}  {row['from_title']} ({row['from_type']}) ~ {row['to_title']} ({row['to_type']})"
        )
    _say(f"{twins} pairs of one type are nearer than that: perhaps duplicates, so reported, and not linked.")


def _tell_read(connection: Connection, llm: str) -> None:
    """Show what the model found in the events, and what it cost."""
    (queue,) = database.fetch(connection, "llm_status", graph_id=1)
    kinds = [row for row in database.fetch(connection, "demo_kinds") if row["strategy"] == "semantic"]
    found = sum(row["found"] for row in kinds)
    fake = "A FAKE of Claude, which knows a few rules and understands nothing,"
    _head(f"Read by {'a fake of Claude' if llm == 'fake' else queue['model']}")
    _say(
        f"{fake if llm == 'fake' else 'Claude'} read {queue['done']} events and found {found} relations of "
        f"{len(kinds)} kinds; no rule knows these. "
        + (
            f"At the prices of {queue['model']} it would have cost {output.dollars(queue['spent_today'])}."
            if llm == "fake"
            else f"It cost {output.dollars(queue['spent_today'])}."
        )
    )
    if queue["paused_reason"]:
        _say(f"It rests now: {queue['paused_reason']}")
    for row in database.fetch(connection, "demo_read_edges", count=READ):
        click.echo(f"  {output.edge(row)}")
        _quote(row["evidence"])


def _tell_texts(connection: Connection, worker: Worker, batches: list[Batch]) -> None:
    """Have plain texts read in a graph of their own, and show which of the entities of the data set were found."""
    events = [event for batch in batches for event in batch.events][:TEXTS]
    ids = {event["id"] for event in events}
    graph = database.fetch_one(connection, "demo_texts_graph")["graph_id"]
    with connection.transaction():
        database.fetch(connection, "demo_texts_begin", graph_id=graph)
        database.fetch(connection, "demo_add_texts", graph_id=graph, rows=Jsonb(events))
    worker.drain()
    known = {row["title"] for batch in batches for row in batch.entities if row["source_event_id"] in ids}
    found = database.fetch(connection, "demo_texts_found", graph_id=graph, count=READ)
    titles = {row["title"] for row in database.fetch(connection, "demo_texts_titles", graph_id=graph)}
    _head("Text alone")
    _say(
        f"The texts of {len(events)} events, without any entity, in a graph of its own with llm_extracts: they were read "
        f"again, and {len(titles)} entities found, {len(titles & known)} of them by a title of the data set. "
        "Some of the edges between them:"
    )
    for row in found:
        click.echo(f"  {output.edge(row)}")


def _tell_strongest(connection: Connection) -> None:
    """Show the strongest edge of each kind, with who found it and the last event that speaks of it."""
    _head("The strongest edge of each kind, and what speaks for it")
    for row in database.fetch(connection, "demo_strongest", count=KINDS):
        found = f"{', '.join(row['strategies'])}: {row['observations']}"
        click.echo(f"  {row['weight']:5.2f}  {output.edge(row)}  ({found})")
        if row["said"]:
            _quote(row["said"])


def _tell_pruned(connection: Connection, story: Story) -> None:
    """Say how many edges were pruned, and show those that came back."""
    pruned = [report["edges_pruned"] for report in story.reports]
    returned = database.fetch(connection, "demo_returned")
    _head("Pruned, and back")
    _say(
        f"{sum(pruned)} prunings in {sum(count > 0 for count in pruned)} of the nights, at most {max(pruned)} edges "
        f"in one. {len(returned)} edges of the pattern strategy came back by new evidence, such as:"
    )
    for row in returned[:RETURNED]:
        gone, back = (row["night"] - story.begin).days, row["year"] - YEAR_0
        click.echo(f"  {output.edge(row)}\n        pruned in {_night(gone)}, back in {_night(back)}:")
        _quote(row["event_text"])


def _tell_ended(connection: Connection) -> None:
    """Show facts that ended, by what a text says or by a later fact, and what was so on a day of the past."""
    _head("Facts that ended, and what was so before")
    for row in database.fetch(connection, "demo_ended", count=ENDED):
        reason = f"superseded by {row['other_title']}" if row["is_superseded"] else "the text ends it"
        click.echo(f"  {output.edge(row)}\n        until {row['end_date']}, {reason}:")
        _quote(row["event_text"])
    _say(f"Roles held on {DAY}, by edge_at(1, p_valid_at => '{DAY}'), the strongest first:")
    for row in database.fetch(connection, "demo_held", day=DAY, count=HELD):
        click.echo(f"  {output.edge(row)}  ({row['start_date']} to {row['end_date'] or 'now'})")


def _tell_merged(connection: Connection) -> None:
    """Merge two entities that are likely one thing, and undo that."""
    pairs = database.fetch(connection, "demo_duplicate")
    if not pairs:
        return
    (pair,) = pairs
    _head("One thing with two names")
    _say(
        f"{pair['title']} and {pair['other_title']} are one thing with probability {pair['probability']:.2f} "
        f"({pair['reason']}). merge_entities() joins them:"
    )
    merge = {"keep_id": pair["entity_id"], "drop_id": pair["other_id"], "dry_run": False, "graph_id": 1}
    merged = database.fetch_one(connection, "merge_entities", **merge)
    _say(merged["message"])
    undone = database.fetch_one(connection, "undo_run", run_id=merged["run_id"], dry_run=False, force=False)
    _say(f"undo_run() takes that back: {undone['message']}.")


def _tell_one(connection: Connection, story: Story) -> None:
    """Show how the weight of one edge moved, and explain it: the most observed of those that came back."""
    chosen = (*database.fetch(connection, "demo_returned"), *database.fetch(connection, "demo_strongest", count=1))[0]
    weights = [night.get(chosen["id"]) for night in story.weights]
    _head(f"One edge over {NIGHTS} nights: {output.edge(chosen)}")
    for line in output.chart(weights):
        click.echo(f"  {line}")
    click.echo("         " + "".join(f"{YEAR_0 + night:<10}" for night in range(0, NIGHTS + 1, 10)).rstrip())
    _say("^ an event speaks of it   · pruned   A column is a night, and the year that it brought.")

    _head(f"relationship-engine explain {chosen['id']}")
    click.echo(output.edge_line(database.fetch_one(connection, "edge", edge_id=chosen["id"])))
    for row in database.fetch(connection, "explain_edge", edge_id=chosen["id"]):
        click.echo(output.gains(row))
        click.echo(f"    {textwrap.shorten(row['event_text'], WIDTH - 4, placeholder=' …')}")


def _night(number: int) -> str:
    """Name a night."""
    return f"night {number} ({YEAR_0 + number})"


def _head(text: str) -> None:
    """Print the head of a section."""
    click.echo("\n" + click.style(text, bold=True))


def _say(text: str) -> None:
    """Print a paragraph."""
    click.echo(textwrap.fill(text, WIDTH, initial_indent="  ", subsequent_indent="  "))


def _quote(text: str) -> None:
    """Print a text of an event."""
    click.echo(textwrap.fill(f"“{text}”", WIDTH, initial_indent=" " * 8, subsequent_indent=" " * 9))
