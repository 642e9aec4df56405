"""What the commands share: options, and connections as the user named them."""

import os
from pathlib import Path

import click

from relationship_engine import database
from relationship_engine.database import Connection

DSN = "relationship_engine.dsn"


class Refused(click.ClickException):
    """A usage error, in one line."""

    exit_code = 2


def _remember_dsn(ctx: click.Context, _: click.Parameter, value: str | None) -> None:
    """Keep the connection string, given before or after the command's name."""
    if value is not None:
        ctx.meta[DSN] = value


dsn_option = click.option(
    "--dsn", callback=_remember_dsn, expose_value=False, help="Connection URI; else DATABASE_URL or the PG* variables."
)
json_option = click.option("--json", "as_json", is_flag=True, help="Print JSON.")
graph_option = click.option("--graph", type=int, default=1, show_default=True, help="Id of the graph.")
every_graph_option = click.option("--graph", type=int, help="Id of the graph.  [default: every graph]")
data_option = click.option(
    "--data", type=click.Path(file_okay=False, path_type=Path), required=True, help="Data folder of the server."
)


def named_dsn() -> str:
    """Return the connection string of the user; empty if the PG* variables are used."""
    return click.get_current_context().meta.get(DSN) or os.environ.get("DATABASE_URL", "")


def named_dsn_to_read() -> str:
    """Return the connection string for commands that only read: of a standby, where DATABASE_URL_READ names one."""
    return click.get_current_context().meta.get(DSN) or os.environ.get("DATABASE_URL_READ") or named_dsn()


def connect() -> Connection:
    """Connect with the connection string of the user."""
    return database.connect(named_dsn())


def connect_installed(*, only_reads: bool = False, graph: int | None = None) -> Connection:
    """Connect to a database that has relationship_engine; only_reads: a standby will do.

    graph: refuse where there is no such graph, which may otherwise look like an empty one.
    """
    connection = database.connect(named_dsn_to_read()) if only_reads else connect()
    try:
        database.require_installed(connection)
        if graph is not None:
            database.fetch(connection, "require_graph", graph_id=graph)
    except BaseException:
        connection.close()
        raise
    return connection
