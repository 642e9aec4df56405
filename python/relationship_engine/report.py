"""The page that shows a graph: one HTML file that needs no network."""

import json
import secrets
from datetime import datetime
from importlib.resources import files

import click
import jinja2
from markupsafe import Markup

from relationship_engine import database
from relationship_engine.database import Connection, Row

FOLDER = files(__package__).joinpath("page")
# What a browser draws smoothly.
MOST_NODES = 2000
MOST_EDGES = 4000


def page(connection: Connection, graph_id: int = 1, edges: int = MOST_EDGES) -> str:
    """Return the page of a graph: its strongest edges. Errors: ClickException where there is no such graph."""
    counts = next((row for row in database.fetch(connection, "status") if row["graph_id"] == graph_id), None)
    if counts is None:
        message = f"there is no graph {graph_id}"
        raise click.ClickException(message)
    shown = database.fetch(connection, "report_edges", graph_id=graph_id, count=edges)
    wanted: dict[object, None] = {}
    kept = []
    for edge in shown:
        ends = {edge["from_id"], edge["to_id"]}
        if len(wanted.keys() | ends) <= MOST_NODES:
            wanted.update(dict.fromkeys(ends))
            kept.append(edge)
    nodes = database.fetch(connection, "export_entities", graph_id=graph_id, ids=list(wanted))
    nights = database.fetch(connection, "report_nights", graph_id=graph_id)
    environment = jinja2.Environment(autoescape=True, trim_blocks=True, undefined=jinja2.StrictUndefined)
    environment.filters["tojson"] = _json
    template = environment.from_string(FOLDER.joinpath("report.html.j2").read_text(encoding="utf-8"))
    return template.render(
        title=f"Graph {counts['name']}",
        as_of=f"{datetime.now().astimezone():%Y-%m-%d %H:%M}",
        nonce=secrets.token_urlsafe(16),
        counts=counts,
        left_out=counts["live_edges"] - len(kept),
        data={"nodes": nodes, "edges": kept, "nights": nights},
        runs=database.fetch(connection, "report_runs", graph_id=graph_id),
        cytoscape=FOLDER.joinpath("cytoscape.min.js").read_text(encoding="utf-8"),
        script=FOLDER.joinpath("report.js").read_text(encoding="utf-8"),
    )


def _json(item: Row) -> Markup:
    """Return data as JSON that may stand within a script element: no text in it can end the element."""
    text = json.dumps(item, default=str, ensure_ascii=False)
    return Markup(text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026"))  # noqa: S704 - escaped
