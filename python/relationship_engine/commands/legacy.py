"""Coming from a legacy system: import, mirror, comparison."""

from collections.abc import Sequence

import click

from relationship_engine import database, output
from relationship_engine.commands.common import connect_installed, dsn_option, graph_option, json_option
from relationship_engine.database import Row

INSPECTED = ("relation", "source_rows", "present_rows", "new_rows", "merged_rows", "refused_rows")
IMPORTED = ("relation", "source_rows", "present_rows", "imported_rows", "merged_rows", "refused_rows")
SUMS = ("source_sum", "graph_sum", "is_equal")
COMPARED = (
    *("kind", "agree", "only_new", "only_old", "other_kind"),
    *("weight_difference", "largest_weight_difference", "confidence_difference", "largest_confidence_difference"),
)


@click.command("import")
@click.argument("schema")
@click.option("--dry-run", is_flag=True, help="Only report what would be imported, and what cannot be.")
@click.option("--force", is_flag=True, help="Ignore the guard for tables of which more than a quarter is left out.")
@graph_option
@dsn_option
@json_option
def import_command(*, schema: str, dry_run: bool, force: bool, graph: int, as_json: bool) -> None:
    """Import the tables raw_events, entity and edge of a legacy system in another SCHEMA of the database.

    The source is only read. Killed, the next call goes on; repeated, it brings what is new there. Exit code 1 when
    source and graph are not equal at the end.
    """
    with connect_installed() as connection:
        if dry_run:
            rows = database.fetch(connection, "inspect_legacy", schema=schema, graph_id=graph)
            output.show(rows, lambda tables: _tables(tables, INSPECTED), as_json=as_json)
            return
        database.fetch(connection, "lift_statement_timeout")
        database.fetch(connection, "import_legacy", schema=schema, graph_id=graph, force=force)
        report = database.fetch_one(connection, "last_import", schema=schema, graph_id=graph)
        rows = database.fetch(connection, "import_tables", graph_id=graph, run_id=report["run_id"])
    result = {**report, "tables": rows}
    output.show(result, lambda _: f"{output.report(report)}\n\n{_tables(rows, IMPORTED)}", as_json=as_json)
    if not all(row["is_equal"] for row in rows):
        click.get_current_context().exit(1)


def _tables(rows: Sequence[Row], columns: Sequence[str]) -> str:
    """Return the result for each table of a source as text, with the reasons for refused rows."""
    lines = [output.table(rows, (*columns, *SUMS))]
    for row in rows:
        lines += [f"  {row['relation']}: {count} refused as {name}" for name, count in (row["refused"] or {}).items()]
    return "\n".join(lines)


@click.command()
@click.argument("schema")
@click.option("--off", is_flag=True, help="Drop the triggers; copied rows stay.")
@graph_option
@dsn_option
@json_option
def mirror(*, schema: str, off: bool, graph: int, as_json: bool) -> None:
    """Create triggers on the legacy tables of a SCHEMA that copy what is written there into the graph."""
    with connect_installed() as connection:
        database.fetch(connection, "unmirror_legacy" if off else "mirror_legacy", schema=schema, graph_id=graph)
    said = f"{schema} is {'no longer ' if off else ''}mirrored into graph {graph}"
    output.show({"schema": schema, "graph_id": graph, "is_mirrored": not off}, lambda _: said, as_json=as_json)


@click.command()
@click.option("--examples", type=click.IntRange(min=0), default=3, show_default=True, help="How many of each to show.")
@graph_option
@dsn_option
@json_option
def compare(*, examples: int, graph: int, as_json: bool) -> None:
    """Compare the edges of a legacy system with those that the engine finds, by kind."""
    with connect_installed() as connection:
        kinds = database.fetch(connection, "compare_legacy", graph_id=graph, examples=examples)
        counts = database.fetch_one(connection, "legacy_comparison", graph_id=graph)
    output.show({"kinds": kinds, "counts": counts}, _compared, as_json=as_json)


def _compared(result: Row) -> str:
    """Return a comparison as text: kinds, examples of edges that only one system has, and counts."""
    lines = [output.table(result["kinds"], COMPARED, indent="")]
    for row in result["kinds"]:
        for verdict in ("only_new", "only_old"):
            lines += [f"  {verdict.replace('_', ' ')}: {words}" for words in row["examples"].get(verdict, ())]
    if result["counts"]:
        lines += ["", output.pairs(result["counts"].items(), indent="")]
    return "\n".join(lines)


COMMANDS = (import_command, mirror, compare)
