"""The command that exports a graph."""

import contextlib
import sys
from datetime import datetime
from pathlib import Path
from typing import TextIO

import click

from relationship_engine import database, export
from relationship_engine.commands.common import connect_installed, dsn_option, graph_option
from relationship_engine.commands.read import DATE, resolve


@click.command("export")
@click.option(
    "--format", "form", type=click.Choice(list(export.FORMATS)), default="graphml", show_default=True, help="The form."
)
@click.option(
    "--output", "-o", "file", type=click.Path(dir_okay=False, path_type=Path), help="File.  [default: stdout]"
)
@click.option("--around", metavar="NAME", help="Only what is around this entity.")
@click.option("--hops", type=click.IntRange(0, 10), default=2, show_default=True, help="How far around it.")
@click.option("--current", is_flag=True, help="Only edges that hold today.")
@click.option("--as-of", type=DATE, help="Only edges that held on this date.")
@graph_option
@dsn_option
def export_command(  # noqa: PLR0913 - one parameter per option
    *, form: str, file: Path | None, around: str | None, hops: int, current: bool, as_of: datetime | None, graph: int
) -> None:
    """Write the entities and live edges of a graph, streamed: a graph of any size needs little memory."""
    on = (as_of or datetime.now().astimezone()).date()
    dates = {"current": current or as_of is not None, "on": on}
    with connect_installed(only_reads=True, graph=graph) as connection, contextlib.ExitStack() as stack:
        ids = None
        if around is not None:
            entity = resolve(connection, around, graph)
            found = database.fetch(connection, "export_ids", graph_id=graph, entity_id=entity["id"], hops=hops, **dates)
            ids = [row["id"] for row in found]
        out: TextIO = sys.stdout
        if file:
            out = stack.enter_context(file.open("w", encoding="utf-8", newline=""))
        export.write(connection, form, out, graph_id=graph, ids=ids, **dates)
