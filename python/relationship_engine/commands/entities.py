"""The commands duplicates and merge: entities that are one thing are found and become one."""

import click

from relationship_engine import database, output
from relationship_engine.commands.common import connect_installed, dsn_option, graph_option, json_option
from relationship_engine.commands.read import resolve

PAIR = ("probability", "title", "other_title", "type", "reason", "entity_id", "other_id")


@click.command()
@click.option("--min-probability", type=click.FloatRange(0, 1), default=0.5, show_default=True, help="Lower bound.")
@click.option("--count", type=click.IntRange(1, 100_000), default=50, show_default=True, help="How many.")
@click.option("--refresh", is_flag=True, help="First compare all names again, which the nightly run does by itself.")
@graph_option
@dsn_option
@json_option
def duplicates(*, min_probability: float, count: int, refresh: bool, graph: int, as_json: bool) -> None:
    """List pairs of entities that are probably one thing, the most probable first."""
    with connect_installed(only_reads=not refresh, graph=graph) as connection:
        if refresh:
            database.fetch(connection, "refresh_duplicates", graph_id=graph)
        rows = database.fetch(connection, "duplicates", graph_id=graph, min_probability=min_probability, count=count)
    output.show(rows, lambda found: output.fitted(found, PAIR, indent="") if found else "no pairs", as_json=as_json)


@click.command()
@click.argument("keep")
@click.argument("drop")
@click.option("--dry-run", is_flag=True, help="Only say what would happen.")
@graph_option
@dsn_option
@json_option
def merge(*, keep: str, drop: str, dry_run: bool, graph: int, as_json: bool) -> None:
    """Merge entity DROP into entity KEEP, because both are one thing. `undo` of the run separates them again."""
    with connect_installed() as connection:
        ids = [resolve(connection, name, graph)["id"] for name in (keep, drop)]
        report = database.fetch_one(
            connection, "merge_entities", keep_id=ids[0], drop_id=ids[1], dry_run=dry_run, graph_id=graph
        )
    output.show(report, output.report, as_json=as_json)


COMMANDS = (duplicates, merge)
