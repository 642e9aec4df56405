"""The commands that show a graph as a page: a file, or served live."""

from pathlib import Path

import click

from relationship_engine import report, serve
from relationship_engine.commands.common import connect_installed, dsn_option, graph_option, named_dsn_to_read

entities_option = click.option(
    "--entities",
    type=click.IntRange(1, 10_000),
    default=report.MOST_ENTITIES,
    show_default=True,
    help="Most entities drawn, those with the strongest edges.",
)
edges_option = click.option(
    "--edges",
    type=click.IntRange(1, 20_000),
    default=report.MOST_EDGES,
    show_default=True,
    help="Most edges drawn, strongest first.",
)


@click.command("report")
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@entities_option
@edges_option
@graph_option
@dsn_option
def report_command(*, file: Path, entities: int, edges: int, graph: int) -> None:
    """Write a page that shows the graph to FILE: one HTML file that opens from disk and needs no network."""
    with connect_installed(only_reads=True) as connection:
        file.write_text(report.page(connection, graph, entities=entities, edges=edges), encoding="utf-8")
    click.echo(f"wrote {file}")


@click.command("serve")
@click.option("--port", type=click.IntRange(0, 65535), default=8765, show_default=True, help="0: any free port.")
@entities_option
@edges_option
@graph_option
@dsn_option
def serve_command(*, port: int, entities: int, edges: int, graph: int) -> None:
    """Show the page of the graph live, to browsers on this machine only, until Ctrl-C; nothing can be changed by it."""
    connect_installed(only_reads=True).close()
    with serve.Server(port, named_dsn_to_read(), graph, entities=entities, edges=edges) as server:
        click.echo(server.url)
        try:
            server.serve_forever()
        except KeyboardInterrupt:
            click.echo("stopped", err=True)
