"""What is wrong with an installation, and what to do about it."""

from collections.abc import Sequence
from importlib.metadata import version

import click

from relationship_engine import database, output
from relationship_engine.commands.common import connect_installed, dsn_option, every_graph_option, json_option
from relationship_engine.database import Row
from relationship_engine.text import one_line

SEVERITIES = ("error", "warning", "info", "ok")


@click.command()
@every_graph_option
@click.option("--quiet", is_flag=True, help="Hide checks without a finding.")
@dsn_option
@json_option
def doctor(*, graph: int | None, quiet: bool, as_json: bool) -> None:
    """Check the installation and its graphs, and show findings with remedies; exit code 1 if there is an error."""
    with connect_installed() as connection:
        rows = [_client(connection), *database.fetch(connection, "doctor", graph_id=graph)]
    rows.sort(key=lambda row: SEVERITIES.index(row["status"]))
    shown = [row for row in rows if not quiet or row["status"] != "ok"]
    output.show(shown, _render, as_json=as_json)
    if any(row["status"] == "error" for row in rows):
        click.get_current_context().exit(1)


def _client(connection: database.Connection) -> Row:
    """Return the check that this command and the functions of the database are of one version."""
    functions = database.fetch_one(connection, "versions")["functions"]
    command = version("relationship-engine")
    is_same = functions == command
    return {
        "check": "client",
        "status": "ok" if is_same else "warning",
        "value": f"command {command}, functions {functions}",
        "remedy": None if is_same else "relationship-engine install upgrades the functions; pip upgrades the command.",
        "graph_id": None,
    }


def _render(rows: Sequence[Row]) -> str:
    """Return the findings as text, each with its remedy below it."""
    if not rows:
        return "all is in order"
    return "\n".join(map(_line, rows))


def _line(row: Row) -> str:
    """Return a finding as text."""
    where = f" of graph {row['graph_id']}" if row["graph_id"] is not None else ""
    line = f"{row['status']:<8}{row['check']}{where}: {one_line(row['value'])}"
    return f"{line}\n        {one_line(row['remedy'])}" if row["remedy"] else line
