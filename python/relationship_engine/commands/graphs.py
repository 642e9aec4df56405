"""Commands about whole graphs: a copy to try other settings on, two side by side, one that goes."""

import click

from relationship_engine import database, output
from relationship_engine.commands.common import connect_installed, dsn_option, graph_option, json_option

COMPARISON = ("section", "item", "a", "b")


@click.command("copy-graph")
@click.argument("name")
@graph_option
@dsn_option
@json_option
def copy_graph(*, name: str, graph: int, as_json: bool) -> None:
    """Copy a graph with all of its rows into a new graph called NAME, for example to try other settings."""
    with connect_installed() as connection:
        row = database.fetch_one(connection, "copy_graph", graph_id=graph, name=name)
    output.show(row, lambda result: f"graph {result['graph_id']}", as_json=as_json)


@click.command("compare-graphs")
@click.argument("a", type=int)
@click.argument("b", type=int)
@dsn_option
@json_option
def compare_graphs(*, a: int, b: int, as_json: bool) -> None:
    """Show graphs A and B, by id, side by side: settings that differ, counts, weights, kinds, common edges."""
    with connect_installed() as connection:
        rows = database.fetch(connection, "compare_graphs", a=a, b=b)
    output.show(rows, lambda result: output.table(result, COMPARISON, indent=""), as_json=as_json)


@click.command("delete-graph")
@click.argument("graph", type=int)
@click.argument("name")
@dsn_option
@json_option
def delete_graph(*, graph: int, name: str, as_json: bool) -> None:
    """Delete a GRAPH and all of its rows permanently; NAME must be its name."""
    with connect_installed() as connection:
        database.fetch(connection, "delete_graph", graph_id=graph, name=name)
    output.show({"deleted": graph}, lambda _: f"graph {graph} is deleted", as_json=as_json)


COMMANDS = (copy_graph, compare_graphs, delete_graph)
