"""The page that shows a graph: one HTML file that needs no network."""

import json
import secrets
from collections.abc import Sequence
from datetime import datetime
from importlib.resources import files

import click
import jinja2
from markupsafe import Markup

from relationship_engine import database, output
from relationship_engine.database import Connection, Row

FOLDER = files(__package__).joinpath("page")
LIBRARIES = ("force-graph", "chart.umd")
# For a graph that is drawn by its communities.
COMMUNITIES = ("graphology.umd", "graphology-library")
SCRIPTS = ("communities.js", "graph.js", "details.js", "charts.js", "report.js")
# What a browser draws smoothly.
MOST_ENTITIES = 2000
MOST_EDGES = 4000
KINDS_SHOWN = 12
WEIGHTS = ("<0.5", "0.5-1.0", "1.0-2.0", "2.0-5.0", ">=5.0")
CONFIDENCES = ("<0.3", "0.3-0.5", "0.5-0.7", "0.7-0.9", ">=0.9")
REINFORCED = (0.2, 0.4)


def page(
    connection: Connection,
    graph_id: int = 1,
    entities: int = MOST_ENTITIES,
    edges: int = MOST_EDGES,
    *,
    is_live: bool = False,
) -> str:
    """Return the page of a graph: its best connected entities, and the strongest edges between them.

    is_live: the page asks its server whether the graph has changed.
    Errors: ClickException where there is no such graph.
    """
    with connection.transaction():
        database.fetch(connection, "begin_reading")
        counts = next((row for row in database.fetch(connection, "status") if row["graph_id"] == graph_id), None)
        if counts is None:
            message = f"there is no graph {graph_id}"
            raise click.ClickException(message)
        graph = database.fetch_one(connection, "report_graph", graph_id=graph_id, entities=entities, edges=edges)[
            "graph"
        ]
        nights = database.fetch(connection, "report_nights", graph_id=graph_id)
        by = database.fetch(connection, "report_edges_by", graph_id=graph_id)
        reinforcement = database.fetch_one(connection, "report_reinforcement", graph_id=graph_id)
        latency = database.fetch(connection, "report_latency", graph_id=graph_id)
        cost = database.fetch(connection, "report_cost", graph_id=graph_id)
        pruned = database.fetch(connection, "report_pruned", graph_id=graph_id)
        rollout = database.fetch_one(connection, "rollout", graph_id=graph_id)
        gates = database.fetch(connection, "rollout_gates", graph_id=graph_id) if rollout else []
        phases = database.fetch(connection, "rollout_phases") if rollout else []
        stamp = database.fetch_one(connection, "report_stamp", graph_id=graph_id)["stamp"]
    nonce = secrets.token_urlsafe(16)
    environment = jinja2.Environment(
        autoescape=True, trim_blocks=True, lstrip_blocks=True, undefined=jinja2.StrictUndefined
    )
    environment.filters["tojson"] = _json
    environment.filters["number"] = output.value
    return environment.from_string(_text("report.html.j2")).render(
        title=f"Graph {counts['name']}",
        as_of=f"{datetime.now().astimezone():%Y-%m-%d %H:%M %Z}",
        nonce=nonce,
        policy=policy(nonce, is_live=is_live),
        tiles=_tiles(counts, reinforcement, rollout),
        left_out=_left_out(counts, graph),
        data={**graph, "charts": _charts(nights, by, cost), "stamp": stamp if is_live else None},
        returned=[_pruned(row) for row in pruned if row["is_back"]],
        pruned=[_pruned(row) for row in pruned if not row["is_back"]],
        latency=[[row["mode"], row["runs"], *(round(row[name], 3) for name in list(row)[2:])] for row in latency],
        rollout=rollout,
        gates=gates,
        phases=phases,
        style=_text("report.css"),
        scripts=[_text(f"vendor/{name}.min.js") for name in LIBRARIES + (COMMUNITIES if graph["rest"] else ())]
        + [_text(name) for name in SCRIPTS],
    )


def stamp(connection: Connection, graph_id: int = 1) -> str:
    """Return a text that changes when a run has changed the graph; empty where there is no such graph."""
    return str(database.fetch_one(connection, "report_stamp", graph_id=graph_id).get("stamp", ""))


def policy(nonce: str, *, is_live: bool = False) -> str:
    """Return the content security policy of a page: scripts with its nonce only, and no network but its own server."""
    rules = {
        "default-src": "'none'",
        "script-src": f"'nonce-{nonce}'",
        "style-src": "'unsafe-inline'",  # force-graph adds a style element
        "img-src": "data: blob:",
        "connect-src": "'self'" if is_live else "'none'",
        "base-uri": "'none'",
        "form-action": "'none'",
    }
    return "; ".join(f"{name} {value}" for name, value in rules.items())


def _text(name: str) -> str:
    """Return a file of the page."""
    return FOLDER.joinpath(*name.split("/")).read_text(encoding="utf-8")


def _tiles(counts: Row, reinforcement: Row, rollout: Row) -> list[Row]:
    """Return the figures at the head of the page: name, value, note, state."""
    share = reinforcement.get("reinforced_share")
    low, high = REINFORCED
    night = counts["last_nightly"]
    failed = counts["failed_runs"]
    return [
        _tile("Entities", f"{counts['entities']:,}"),
        _tile("Events", f"{counts['events']:,}"),
        _tile("Live edges", f"{counts['live_edges']:,}", f"{counts['pruned_edges']:,} pruned"),
        _tile(
            "Reinforced",
            "-" if share is None else f"{share:.0%}",
            f"expected {low:.0%} to {high:.0%} after a week",
            "" if share is None else "good" if low <= share <= high else "",
        ),
        _tile(
            "Last night",
            counts["last_nightly_status"] or "none yet",
            f"{night:%Y-%m-%d %H:%M}" if night else "",
            {"done": "good", "failed": "bad"}.get(counts["last_nightly_status"], ""),
        ),
        _tile("Failed runs", failed, "in the last 7 days", "bad" if failed else "good"),
        _tile("Mode", counts["mode"], f"phase {rollout['phase']}" if rollout else ""),
    ]


def _tile(name: str, shown: object, note: str = "", state: str = "") -> Row:
    """Return a figure at the head of the page."""
    return {"name": name, "value": shown, "note": note, "state": state}


def _left_out(counts: Row, graph: Row) -> str:
    """Return what the drawing does not show; empty where it shows all."""
    live = sum(not edge["pruned"] for edge in graph["edges"])
    edges = counts["live_edges"] - live
    rest = graph["connected"] - len(graph["nodes"])
    said = []
    if edges > 0:
        said.append(f"Left out are {edges:,} weaker edges.")
    if rest > 0:
        said.append(f"{rest:,} entities with weaker edges are drawn in their communities, without their evidence.")
    if graph["examined"] < counts["live_edges"]:
        said.append(f"Chosen from the {graph['examined']:,} strongest edges.")
    alone = counts["entities"] - graph["connected"]
    if alone > 0 and graph["examined"] == counts["live_edges"]:
        said.append(f"{alone:,} entities have no edge.")
    return " ".join(said)


def _pruned(row: Row) -> list[object]:
    """Return a pruned edge as a row of a table."""
    weight = None if row["weight"] is None else round(row["weight"], 2)
    return [f"{row['from_title']} {row['kind']} {row['to_title']}", row["night"], weight]


def _charts(nights: list[Row], by: list[Row], cost: list[Row]) -> list[Row]:
    """Return the charts: title, note, axis, labels, series (name, values, colour), rows of the table below."""

    def spread(name: str, order: Sequence[str] = ()) -> list[tuple[str, int]]:
        """Return the counts by one criterion: in an order, or the greatest first."""
        counted = {row["label"]: row["edges"] for row in by if row["by"] == name}
        if order:
            return [(label, counted.get(label, 0)) for label in order] if counted else []
        return sorted(counted.items(), key=lambda item: (-item[1], item[0]))

    kinds = spread("kind")
    if len(kinds) > KINDS_SHOWN:
        kinds = [*kinds[:KINDS_SHOWN], ("others", sum(count for _, count in kinds[KINDS_SHOWN:]))]
    charts = [
        _chart(
            "Edges by night",
            "Found, and pruned when their weight fell below the threshold.",
            "Night",
            [(row["night"], row["edges_created"], -row["edges_pruned"]) for row in nights],
            [("created", "good"), ("pruned", "bad")],
            stacked=True,
        ),
        _chart(
            "Weights",
            "Of live edges. Expected: most between 1 and 2, some between 2 and 5.",
            "Weight",
            spread("weight", WEIGHTS),
            [("edges", "accent")],
        ),
        _chart(
            "Confidence",
            "Of live edges. Expected: most between 0.7 and 0.9.",
            "Confidence",
            spread("confidence", CONFIDENCES),
            [("edges", "accent")],
        ),
        _chart(
            "Kinds",
            "Of live edges. Expected: role_at among the most frequent.",
            "Kind",
            kinds,
            [("edges", "accent")],
            horizontal=True,
        ),
        _chart(
            "New edges by day",
            "Created in the last 7 days and alive. Expected: 10 to 50 a day.",
            "Day",
            sorted(spread("day")),
            [("edges", "accent")],
        ),
        _chart(
            "Duration of nightly runs",
            "Seconds. Target: below 60.",
            "Night",
            [(row["night"], round(row["processing_time"] or 0, 3)) for row in nights],
            [("seconds", "accent")],
            kind="line",
        ),
        _chart(
            "Share pruned by night",
            "Of the live edges, pruned or refused by the guard. Expected: at most 5 %.",
            "Night",
            [(row["night"], round(100 * (row["pruned_share"] or 0), 2)) for row in nights],
            [("%", "accent")],
            kind="line",
        ),
        _chart(
            "Cost of the model",
            "USD by day (UTC). Target: below 5.",
            "Day",
            [(row["day"], float(row["spent"])) for row in cost],
            [("USD", "accent")],
        ),
    ]
    return [chart for chart in charts if chart["rows"]]


def _chart(  # noqa: PLR0913 - the parts of a chart
    title: str,
    note: str,
    axis: str,
    rows: Sequence[Sequence[object]],
    series: Sequence[tuple[str, str]],
    *,
    kind: str = "bar",
    stacked: bool = False,
    horizontal: bool = False,
) -> Row:
    """Return a chart; a row has its label, and a value for each of the series (name, colour)."""
    return {
        "title": title,
        "note": note,
        "axis": axis,
        "kind": kind,
        "stacked": stacked,
        "horizontal": horizontal,
        "labels": [str(row[0]) for row in rows],
        "series": [
            {"name": name, "colour": colour, "values": [row[place] for row in rows]}
            for place, (name, colour) in enumerate(series, 1)
        ],
        "rows": [[str(row[0]), *row[1:]] for row in rows],
    }


def _json(item: Row) -> Markup:
    """Return data as JSON that may stand within a script element: no text in it can end the element."""
    text = json.dumps(item, default=str, ensure_ascii=False, separators=(",", ":"))
    return Markup(text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026"))  # noqa: S704 - escaped
