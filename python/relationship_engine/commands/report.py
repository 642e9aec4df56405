"""The command that writes the page of a graph."""

from pathlib import Path

import click

from relationship_engine import report
from relationship_engine.commands.common import connect_installed, dsn_option, graph_option


@click.command("report")
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@click.option(
    "--edges",
    type=click.IntRange(1, 20_000),
    default=report.MOST_EDGES,
    show_default=True,
    help="Most edges, strongest first.",
)
@graph_option
@dsn_option
def report_command(*, file: Path, edges: int, graph: int) -> None:
    """Write a page that shows the graph to FILE: one HTML file that opens from disk and needs no network."""
    with connect_installed(only_reads=True) as connection:
        file.write_text(report.page(connection, graph, edges), encoding="utf-8")
    click.echo(f"wrote {file}")
