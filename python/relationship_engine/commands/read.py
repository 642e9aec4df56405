"""Commands that read a graph: questions, entities, edges, paths, the history of an edge."""

import json
import shlex
import sys
from datetime import datetime, time
from decimal import Decimal
from uuid import UUID

import click

from relationship_engine import database, embeddings, output
from relationship_engine.commands.common import connect_installed, dsn_option, graph_option, json_option
from relationship_engine.database import Connection, Row

CHOICES = 10
EVENTS_SHOWN = 10
DATE = click.DateTime(["%Y-%m-%d", "%Y-%m-%dT%H:%M:%S", "%Y-%m-%d %H:%M:%S"])


class _End(click.DateTime):
    """A time that bounds others from above: a date without a time of day is the end of that day."""

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> datetime:
        """Read it."""
        read = super().convert(value, param, ctx)
        return read if ":" in str(value) else datetime.combine(read, time.max)


END = _End(DATE.formats)
HEADINGS = {"edge": "Facts", "entity": "Entities", "event": "Events"}
EDGE_MEASURES = ("strength", "weight", "confidence")
EDGE_COLUMNS = ("from", "kind", "to", "strength", "weight", "confidence", "since", "until")

# The similarity of a name to itself: a title or an alias, but for case and signs.
SAME = 0.95


def resolve(connection: Connection, name: str, graph_id: int) -> Row:
    """Return the entity that a person means: by id, title, alias, or the one name that is like it.

    Where several fit, a terminal asks which. Errors: ClickException where there is none, or nobody to ask.
    """
    rows = database.fetch(connection, "entity_search", pattern=name, graph_id=graph_id, count=CHOICES)
    if not rows or not name.strip():
        message = f"graph {graph_id} has no entity like {name!r}"
        raise click.ClickException(message)
    best = [row for row in rows if row["similarity"] == rows[0]["similarity"]]
    if rows[0]["similarity"] >= SAME and len(best) == 1:
        return rows[0]
    if len(rows) == 1:
        return rows[0]
    found = rows if rows[0]["similarity"] < SAME else best
    listed = [output.value(f"{row['title']} ({row['type']})") for row in found]
    if not (sys.stdin.isatty() and sys.stderr.isatty()):
        ids = "; ".join(f"{row['id']} {title}" for row, title in zip(found, listed, strict=True))
        message = f"{name!r} may be several entities: say more of the name, or an id: {ids}"
        raise click.ClickException(message)
    for place, title in enumerate(listed, 1):
        click.echo(f"  {place}  {title}", err=True)
    chosen = click.prompt(f"Which {name}", type=click.IntRange(1, len(found)), err=True)
    return found[chosen - 1]


@click.command()
@click.argument("question")
@click.option("--limit", type=click.IntRange(1, 1000), default=10, show_default=True, help="Rows of each kind.")
@click.option("--budget", type=click.IntRange(0), help="Most tokens of the answer.")
@click.option("--as-of", type=END, help="What was known and held then; a date is the end of that day.")
@click.option("--since", type=DATE, help="Only events since then.")
@click.option("--until", type=END, help="Only events until then; a date includes that day.")
@click.option("--kind", "kinds", multiple=True, help="Follow and show only edges of this kind; may be repeated.")
@click.option("--words-only", is_flag=True, help="Do not embed the question.")
@click.option("--prompt", is_flag=True, help="Print text to paste into a prompt, ending with the question.")
@graph_option
@dsn_option
@json_option
def ask(  # noqa: PLR0913 - one parameter per option
    *,
    question: str,
    limit: int,
    budget: int | None,
    as_of: datetime | None,
    since: datetime | None,
    until: datetime | None,
    kinds: tuple[str, ...],
    words_only: bool,
    prompt: bool,
    graph: int,
    as_json: bool,
) -> None:
    """Print what the graph knows about a QUESTION: facts, entities and events, the best of each first."""
    with connect_installed(only_reads=True, graph=graph) as connection:
        vector = None if words_only else _vector(connection, question, graph)
        rows = database.fetch(
            connection,
            "recall",
            question=question,
            graph_id=graph,
            embedding=vector,
            limit=limit,
            budget=budget,
            as_of=as_of,
            since=since,
            until=until,
            kinds=list(kinds) or None,
        )
    output.show(rows, lambda found: _prompt(question, found) if prompt else _answer(found), as_json=as_json)


def _vector(connection: Connection, question: str, graph: int) -> str | None:
    """Return the question's vector by the graph's model, where it has one and events are embedded."""
    state = database.fetch_one(connection, "recall_model", graph_id=graph)
    if not state.get("model") or not state["has_vectors"]:
        return None
    return json.dumps(embeddings.embed_text(question, state["model"]))


def _answer(rows: list[Row]) -> str:
    """Return an answer as text."""
    parts = []
    for kind, heading in HEADINGS.items():
        found = [row for row in rows if row["kind"] == kind]
        if found:
            parts.append(output.bold(heading))
            parts += [f"  {_line(row)}" for row in found] + [""]
    return "\n".join(parts).rstrip() or "nothing found"


def _line(row: Row) -> str:
    """Return one row of an answer: its date, its text, and in short why."""
    why = row["why"]
    if row["kind"] == "event":
        reasons = [", ".join(why.get("words", ())), why.get("via") and f"via {why['via']}", why.get("near") and "near"]
    else:
        reasons = [why.get("path"), why.get("named") and "named"]
    date = f"{why['occurred_at'][:10]}  " if why.get("occurred_at") else ""
    said = "; ".join(filter(None, reasons))
    return f"{date}{output.value(row['content'])}" + (output.faint(f"  [{output.value(said)}]") if said else "")


def _prompt(question: str, rows: list[Row]) -> str:
    """Return an answer as the context of a prompt."""
    parts = []
    for kind, heading in HEADINGS.items():
        lines = [
            f"- {row['why']['occurred_at'][:10] + ': ' if row['why'].get('occurred_at') else ''}{row['content']}"
            for row in rows
            if row["kind"] == kind
        ]
        if lines:
            parts.append("\n".join([f"{heading}:", *lines]))
    return "\n\n".join([*(parts or ["Nothing found."]), f"Question: {question}"])


@click.command()
@click.argument("pattern", default="")
@click.option("--count", type=click.IntRange(1, 10000), default=20, show_default=True, help="How many.")
@graph_option
@dsn_option
@json_option
def entities(*, pattern: str, count: int, graph: int, as_json: bool) -> None:
    """List the entities whose name is, begins with, holds or resembles PATTERN; without it those that changed last."""
    with connect_installed(only_reads=True, graph=graph) as connection:
        rows = database.fetch(connection, "entity_search", pattern=pattern, graph_id=graph, count=count)
    output.show(
        rows,
        lambda found: output.fitted(found, ("title", "type", "name", "id"), indent="") if found else "no such entity",
        as_json=as_json,
    )


@click.command()
@click.argument("name")
@graph_option
@dsn_option
@json_option
def show(*, name: str, graph: int, as_json: bool) -> None:
    """Show an entity: its facts now, its past, and the events that mention it."""
    with connect_installed(only_reads=True, graph=graph) as connection:
        entity = resolve(connection, name, graph)
        edges = database.fetch(connection, "neighbors", entity_id=entity["id"], graph_id=graph, kinds=None, count=200)
        events = database.fetch(connection, "events_of", entity_id=entity["id"], graph_id=graph, count=EVENTS_SHOWN)
    result = {
        "entity": entity,
        "facts": [row for row in edges if row["is_current"]],
        "later": [row for row in edges if row["begins_later"]],
        "past": [row for row in edges if not row["is_current"] and not row["begins_later"]],
        "events": events,
    }
    output.show(result, _entity, as_json=as_json)


def _entity(result: Row) -> str:
    """Return an entity as text."""
    entity = result["entity"]
    parts = [output.bold(output.value(entity["title"])) + f" ({output.value(entity['type'])})"]
    if entity["summary"]:
        parts.append(output.value(entity["summary"]))
    for heading, rows in (("Now", result["facts"]), ("Later", result["later"]), ("Past", result["past"])):
        if rows:
            parts += ["", output.bold(heading), _edges([_fact(entity, row) for row in rows])]
    if result["events"]:
        shown = [
            {"when": f"{row['occurred_at']:%Y-%m-%d}" if row["occurred_at"] else None, "text": row["content"]}
            for row in result["events"]
        ]
        parts += ["", output.bold("Events"), output.fitted(shown, ("when", "text"))]
    return "\n".join(parts)


def _fact(entity: Row, row: Row) -> Row:
    """Return an edge of an entity with the titles of both ends."""
    ends = (entity["title"], row["title"]) if row["is_outgoing"] else (row["title"], entity["title"])
    return {**row, "from": ends[0], "to": ends[1]}


def _edges(rows: list[Row]) -> str:
    """Return edges as a table."""
    shown = [
        {
            **row,
            **{name: None if row[name] is None else Decimal(f"{row[name]:.2f}") for name in EDGE_MEASURES},
            "since": row["start_date"],
            "until": row["end_date"],
        }
        for row in rows
    ]
    return output.fitted(shown, EDGE_COLUMNS)


@click.command()
@click.argument("name")
@click.option("--kind", "kinds", multiple=True, help="Only edges of this kind; may be repeated.")
@click.option("--count", type=click.IntRange(1, 10000), default=50, show_default=True, help="How many.")
@graph_option
@dsn_option
@json_option
def neighbors(*, name: str, kinds: tuple[str, ...], count: int, graph: int, as_json: bool) -> None:
    """List the entities that an entity has edges with, the strongest first."""
    with connect_installed(only_reads=True, graph=graph) as connection:
        entity = resolve(connection, name, graph)
        rows = database.fetch(
            connection, "neighbors", entity_id=entity["id"], graph_id=graph, kinds=list(kinds) or None, count=count
        )
    output.show(
        rows, lambda found: _edges([_fact(entity, row) for row in found]) if found else "no edges", as_json=as_json
    )


@click.command("edges")
@click.option("--kind", "kinds", multiple=True, help="Only edges of this kind; may be repeated.")
@click.option("--min-strength", type=click.FloatRange(0, 1), default=0, help="Only edges of this strength or more.")
@click.option("--current", is_flag=True, help="Only edges that hold today.")
@click.option(
    "--sort",
    type=click.Choice(["strength", "weight", "confidence", "newest"]),
    default="strength",
    show_default=True,
    help="What comes first.",
)
@click.option("--count", type=click.IntRange(1, 100_000), default=50, show_default=True, help="How many.")
@graph_option
@dsn_option
@json_option
def list_edges(  # noqa: PLR0913 - one parameter per option
    *, kinds: tuple[str, ...], min_strength: float, current: bool, sort: str, count: int, graph: int, as_json: bool
) -> None:
    """List the edges of the graph."""
    with connect_installed(only_reads=True, graph=graph) as connection:
        rows = database.fetch(
            connection,
            "edges",
            graph_id=graph,
            kinds=list(kinds) or None,
            min_strength=min_strength,
            current=current,
            sort=sort,
            count=count,
        )
    output.show(rows, lambda found: _edges(found) if found else "no edges", as_json=as_json)


@click.command()
@click.argument("source")
@click.argument("target")
@click.option("--hops", type=click.IntRange(1, 6), default=4, show_default=True, help="Most edges of the path.")
@click.option("--kind", "kinds", multiple=True, help="Only edges of this kind; may be repeated.")
@graph_option
@dsn_option
@json_option
def path(  # noqa: PLR0913 - one parameter per option
    *, source: str, target: str, hops: int, kinds: tuple[str, ...], graph: int, as_json: bool
) -> None:
    """Show the strongest path between two entities, whatever the direction of its edges."""
    with connect_installed(only_reads=True, graph=graph) as connection:
        ends = [resolve(connection, name, graph)["id"] for name in (source, target)]
        rows = database.fetch(
            connection,
            "path",
            from_id=ends[0],
            to_id=ends[1],
            graph_id=graph,
            hops=hops,
            kinds=list(kinds) or None,
        )
    output.show(
        rows,
        lambda found: (
            output.fitted(found, ("step", "from_title", "kind", "to_title", "strength"), indent="")
            if found
            else f"no path of {hops} edges or fewer"
        ),
        as_json=as_json,
    )


def edge_between(connection: Connection, source: str, kind: str, target: str, graph: int) -> UUID:
    """Return the id of the edge of a kind between two entities that a person names; ClickException where there is none."""
    ends = [resolve(connection, name, graph) for name in (source, target)]
    key = {"from_id": ends[0]["id"], "to_id": ends[1]["id"], "kind": kind}
    edge_id = UUID(str(database.fetch_one(connection, "edge_id", graph_id=graph, **key)["id"]))
    if not database.fetch(connection, "edge", edge_id=edge_id):
        titles = [end["title"] for end in ends]
        remedy = shlex.join(["relationship-engine", "why-not", *titles, kind])
        message = f"there is no edge {titles[0]} {kind} {titles[1]}; {remedy} tells why"
        raise click.ClickException(message)
    return edge_id


@click.command()
@click.argument("source")
@click.argument("kind")
@click.argument("target")
@click.option("--nights", type=click.IntRange(1, 3650), default=60, show_default=True, help="How many nights back.")
@graph_option
@dsn_option
@json_option
def history(  # noqa: PLR0913 - one parameter per option
    *, source: str, kind: str, target: str, nights: int, graph: int, as_json: bool
) -> None:
    """Chart the weight of an edge by night: what it gained, and what decay took."""
    with connect_installed(only_reads=True, graph=graph) as connection:
        edge_id = edge_between(connection, source, kind, target, graph)
        rows = database.fetch(connection, "edge_history", edge_id=edge_id, graph_id=graph, nights=nights)
    output.show(rows, _chart, as_json=as_json)


def _chart(rows: list[Row]) -> str:
    """Return weights by night as bars."""
    most = max((row["weight"] for row in rows), default=0)
    if not most:
        return "there is no such edge"
    return "\n".join(
        f"{row['night']}  {output.value(row['weight']):>8}  {'█' * max(1, round(40 * row['weight'] / most))}"
        for row in rows
        if row["weight"] > 0
    )


COMMANDS = (ask, entities, show, neighbors, list_edges, path, history)
