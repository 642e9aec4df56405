"""The command relationship-engine: each command calls functions of the database and prints what they return."""

import io
import os
import re
import sys
from collections.abc import Collection
from datetime import datetime
from pathlib import Path
from typing import Any
from uuid import UUID

import click
import psycopg

from relationship_engine import claude, database, demo, embedded, embeddings, output
from relationship_engine import nightly as side_by_side
from relationship_engine.commands import (
    alerts,
    backup,
    doctor,
    edges,
    embed,
    entities,
    export,
    fleet,
    graphs,
    legacy,
    metrics,
    read,
    report,
    review,
    rollout,
    worker,
)
from relationship_engine.commands.common import (
    Refused,
    connect,
    connect_installed,
    data_option,
    dsn_option,
    every_graph_option,
    graph_option,
    json_option,
    named_dsn,
)
from relationship_engine.database import Connection, Row
from relationship_engine.text import one_line, printable, redact

NOTHING = ("none", "null")


# Every command stands under one heading of --help; what is listed nowhere is operated.
HEADINGS = {
    "Read": (
        *(command.name for command in read.COMMANDS),
        "duplicates",
        "explain",
        "why-not",
        "export",
        "report",
        "serve",
    ),
    "Run": (
        "run",
        "backfill",
        "embed",
        "worker",
        "demo",
        "schedule",
        "unschedule",
        "runs",
        "undo",
        "restore-pruned",
        "merge",
    ),
    "Tune": ("settings", "forecast", "backtest", "metrics", "review", "cost", "copy-graph", "compare"),
    "Roll out": ("rollout", "import", "compare-legacy", "mirror", "inspect"),
}


class _Commands(click.Group):
    """Commands that report errors in one line, without a trace."""

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """List the commands under headings; those of a group in the group's own order."""
        if ctx.command is not main:
            super().format_commands(ctx, formatter)
            return
        commands = {name: self.commands[name] for name in self.list_commands(ctx)}
        listed = {name for names in HEADINGS.values() for name in names}
        headings = {**HEADINGS, "Operate": tuple(name for name in commands if name not in listed)}
        limit = formatter.width - 6 - max(map(len, commands))
        for heading, names in headings.items():
            rows = [(name, commands[name].get_short_help_str(limit)) for name in names if name in commands]
            with formatter.section(heading):
                formatter.write_dl([(name.ljust(max(map(len, commands))), text) for name, text in rows])

    def main(self, *args: Any, **extra: Any) -> Any:  # noqa: ANN401 - as click has it
        """Run as a program; what --help and --version print, click writes before it invokes anything."""
        try:
            return super().main(*args, **extra)
        except OSError as error:
            # what could not be written is not to be tried again at the end
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            click.ClickException(one_line(redact(str(error)))).show()
            sys.exit(1)

    def invoke(self, ctx: click.Context) -> object:
        """Run a command."""
        if isinstance(sys.stdout, io.TextIOWrapper):
            sys.stdout.reconfigure(errors="replace")
        try:
            result = super().invoke(ctx)
            sys.stdout.flush()
        except click.ClickException as error:
            # a connection string in the place of another argument
            vars(error)["message"] = printable(redact(error.message))
            raise
        except psycopg.Error as error:
            raise click.ClickException(database.describe(error)) from error
        except (
            database.DatabaseError,
            embedded.EmbeddedServerError,
            embeddings.EmbeddingError,
            claude.ClaudeError,
        ) as error:
            raise click.ClickException(one_line(redact(str(error)))) from error
        return result


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="relationship-engine")
@dsn_option
def main() -> None:
    """Find, reinforce, decay and explain the relationships of a knowledge graph in PostgreSQL."""


@main.command()
@data_option
@click.option(
    "--wal-level",
    type=click.Choice(["replica", "logical"]),
    help="logical: graphs can move from this server to another (see fleet); takes effect if this starts the server.",
)
@json_option
def up(*, data: Path, wal_level: str | None, as_json: bool) -> None:
    """Start an embedded PostgreSQL with relationship_engine, leave it running, and print its URI."""
    database.plain_script()  # a package without it would leave a server behind that has nothing installed
    with output.progress(2, "Starting PostgreSQL") as step:
        uri = embedded.start(data, {"wal_level": wal_level} if wal_level else None)
        step()
        database.install_files(embedded.pg_config())
        with database.connect(uri) as connection:
            state = database.install(connection)
        step()
    output.show({"uri": uri, **state}, lambda row: str(row["uri"]), as_json=as_json)


@main.command()
@data_option
@json_option
def down(*, data: Path, as_json: bool) -> None:
    """Stop the embedded PostgreSQL of a data folder; the data stays."""
    stopped = embedded.stop(data)
    output.show({"stopped": stopped}, lambda _: "stopped" if stopped else "was not running", as_json=as_json)


@main.command()
@click.option("--plain", is_flag=True, help="Run the plain script even if the server has the files of the extension.")
@dsn_option
@json_option
def install(*, plain: bool, as_json: bool) -> None:
    """Install relationship_engine into a database, or upgrade it."""
    with connect() as connection:
        state = database.install(connection, plain=plain)
    output.show(state, lambda row: output.pairs(row.items(), indent=""), as_json=as_json)


@main.command("demo")
@click.option(
    "--data",
    type=click.Path(file_okay=False, path_type=Path),
    help="Data folder of the server.  [default: a temporary one]",
)
@click.option("--keep", is_flag=True, help="Leave the server running at the end.")
@click.option(
    "--llm",
    type=click.Choice(demo.READERS),
    default="off",
    show_default=True,
    help="How events are read: not at all, by a rule-based fake, or by Claude (needs ANTHROPIC_API_KEY).",
)
def demo_command(*, data: Path | None, keep: bool, llm: str) -> None:
    """Show it at work: the history of computing on an embedded PostgreSQL, 60 simulated nights."""
    demo.run(data, keep=keep, llm=llm)


@main.group()
@dsn_option
def run() -> None:
    """Run the strategies; exit code 1 if a run failed."""


@run.command()
@click.argument("event_id", type=click.UUID)
@graph_option
@dsn_option
@json_option
def incremental(*, event_id: UUID, graph: int, as_json: bool) -> None:
    """Analyze the entities of one event."""
    with connect_installed() as connection:
        report = database.fetch_one(connection, "run_incremental", event_id=event_id, graph_id=graph)
    output.show(report, output.report, as_json=as_json)
    _exit([report])


@run.command()
@every_graph_option
@click.option(
    "--full-scan", is_flag=True, help="Analyze every entity, not only those touched since the last nightly run."
)
@click.option("--night", type=click.DateTime(["%Y-%m-%d"]), metavar="DATE", help="The night to run.  [default: today]")
@click.option(
    "--simulate", is_flag=True, help="Allow a night after tomorrow; the clock does not move again before that night."
)
@click.option(
    "--jobs", type=click.IntRange(1, 64), default=1, show_default=True, help="Graphs that run at the same time."
)
@dsn_option
@json_option
def nightly(  # noqa: PLR0913 - one parameter per option
    *, graph: int | None, full_scan: bool, night: datetime | None, simulate: bool, jobs: int, as_json: bool
) -> None:
    """Analyze new and changed rows, then decay, prune and purge, without a statement_timeout.

    With --jobs, graphs run side by side, each on a connection of its own, and each has a report: the exit code is 1 if the
    night of any of them failed or was skipped.
    """
    if jobs > 1 and graph is None:
        day = night.date() if night else None
        reports = side_by_side.run(named_dsn(), jobs, full_scan=full_scan, night=day, simulate=simulate)
        output.show(reports, output.reports, as_json=as_json)
        _exit(reports, {"failed", "skipped"})
        return
    with connect_installed() as connection:
        since = database.fetch_one(connection, "now")["now"]
        database.fetch(connection, "lift_statement_timeout")
        database.fetch(
            connection,
            "run_nightly",
            graph_id=graph,
            full_scan=full_scan,
            night=night.date() if night else None,
            simulate=simulate,
        )
        reports = _nightly_reports(connection, since, graph)
    output.show(reports, output.reports, as_json=as_json)
    _exit(reports)


@run.command("on-demand")
@click.argument("entity_id", type=click.UUID, nargs=-1)
@click.option("--dry-run", is_flag=True, help="Only list the edges that the run would create, change or remove.")
@graph_option
@dsn_option
@json_option
def on_demand(*, entity_id: tuple[UUID, ...], dry_run: bool, graph: int, as_json: bool) -> None:
    """Analyze the given entities, or all, without decay and pruning."""
    with connect_installed() as connection:
        if dry_run:
            found = database.fetch(connection, "preview_run", graph_id=graph, entity_ids=list(entity_id) or None)
            output.show(found, lambda rows: "\n".join(edges.changes(rows)) or "nothing would change", as_json=as_json)
            return
        report = database.fetch_one(connection, "run_on_demand", entity_ids=list(entity_id) or None, graph_id=graph)
    output.show(report, output.report, as_json=as_json)
    _exit([report])


def _nightly_reports(connection: Connection, since: datetime, graph: int | None) -> list[Row]:
    """Return the reports of the nights that a connection has run since a time."""
    is_pooled = database.is_pooled(connection)
    return database.fetch(connection, "nightly_reports", since=since, graph_id=graph, is_pooled=is_pooled)


def _exit(reports: list[Row], wrong: Collection[str] = ("failed",)) -> None:
    """Exit with code 1 if one of the runs failed."""
    if any(report["status"] in wrong for report in reports):
        click.get_current_context().exit(1)


@main.command()
@dsn_option
@json_option
def status(*, as_json: bool) -> None:
    """Show counts of the graphs, their last nightly runs, and failures."""
    with connect_installed() as connection:
        has_cron = database.fetch_one(connection, "has_cron")["has_cron"]
        state = {
            **database.fetch_one(connection, "versions"),
            "cron_job": (database.fetch_one(connection, "cron_job") or None) if has_cron else None,
            "graphs": database.fetch(connection, "status"),
        }
    output.show(state, output.status, as_json=as_json)


@main.group()
@dsn_option
def settings() -> None:
    """Show or change the settings of a graph and of its strategies."""


def _settings(connection: Connection, table: str) -> dict[str, str]:
    """Return the settings of a table, and what each may be: its type, its CHECK, and the default as an example."""
    return {
        row["name"]: f"of type {row['type']}"
        + (f", {_plain(row['condition'])}" if row["condition"] else "")
        + (f" (default: {_plain(row['default'])})" if row["default"] else "")
        for row in database.fetch(connection, "settings", table=table)
    }


def _plain(expression: str) -> str:
    """Return an expression of the catalog for people, without casts and parentheses."""
    plain = re.sub(r"::[a-z][a-z ]*(\[\])?", "", expression).replace("relationship_engine.", "")
    plain = re.sub(r" = ANY \(ARRAY\[(.*?)\]\)", r" is one of \1", plain)
    while re.search(r"(?<!\w)\([^()]*\)", plain):
        plain = re.sub(r"(?<!\w)\(([^()]*)\)", r"\1", plain)
    return plain


@settings.command("show")
@graph_option
@dsn_option
@json_option
def show_settings(*, graph: int, as_json: bool) -> None:
    """Show the settings of a graph and of its strategies."""
    with connect_installed() as connection:
        found = database.fetch_one(connection, "graph_settings", graph_id=graph)
        strategies = database.fetch(connection, "strategy_settings", graph_id=graph)
        names = {table: list(_settings(connection, table)) for table in ("graph", "strategy_setting")}
    if not found:
        message = f"there is no graph {graph}"
        raise click.ClickException(message)
    state = {
        "graph_id": graph,
        "graph": {name: found["columns"][name] for name in names["graph"]},
        "strategies": [
            {name: row["columns"][name] for name in ("strategy", *names["strategy_setting"])} for row in strategies
        ],
    }
    output.show(state, output.settings, as_json=as_json)


@settings.command("set")
@click.argument("name")
@click.argument("value")
@graph_option
@click.option("--strategy", help="Set it for this strategy instead of the graph.")
@dsn_option
@json_option
def set_setting(*, name: str, value: str, graph: int, strategy: str | None, as_json: bool) -> None:
    """Change one setting of a graph, or of one of its strategies."""
    query = "set_strategy_setting" if strategy else "set_graph_setting"
    given = None if value.lower() in NOTHING else value
    with connect_installed() as connection:
        known = _settings(connection, "strategy_setting" if strategy else "graph")
        if name not in known:
            message = f"{'a strategy' if strategy else 'a graph'} has no setting {name!r}, only {', '.join(known)}"
            raise Refused(message)
        try:
            row = database.fetch_about(connection, query, name, value=given, graph_id=graph, strategy=strategy)
        except (psycopg.DataError, psycopg.IntegrityError) as error:
            message = f"{name} must be {known[name]}, not {value!r}"
            raise Refused(message) from error
    if not row:
        message = f"there is no graph {graph}" + (f" with a strategy {strategy!r}" if strategy else "")
        raise click.ClickException(message)
    result = {"graph_id": graph, "strategy": strategy, "name": name, **row}
    output.show(result, lambda _: f"{name} = {output.value(row['value'])}", as_json=as_json)


@main.command()
@click.argument("edge", nargs=-1, required=True, metavar="EDGE | SOURCE KIND TARGET")
@graph_option
@dsn_option
@json_option
def explain(*, edge: tuple[str, ...], graph: int, as_json: bool) -> None:
    """Explain an edge: its evidence, and the contribution of each observation to its weight.

    The edge is named by its id, or by the names of its ends with the kind between them.
    """
    with connect_installed(only_reads=True) as connection:
        if len(edge) == 1:
            edge_id = click.UUID.convert(edge[0], None, click.get_current_context())
        elif len(edge) == 3:  # noqa: PLR2004
            edge_id = read.edge_between(connection, edge[0], edge[1], edge[2], graph)
        else:
            message = "name one edge: its id, or SOURCE KIND TARGET"
            raise Refused(message)
        evidence = database.fetch(connection, "explain_edge", edge_id=edge_id)
        found = database.fetch_one(connection, "edge", edge_id=edge_id)
    output.show({"edge": found, "evidence": evidence}, output.explanation, as_json=as_json)


@main.command()
@click.argument("cron", default="0 3 * * *")
@dsn_option
@json_option
def schedule(*, cron: str, as_json: bool) -> None:
    """Create the pg_cron jobs: nightly run of all graphs, alert check and purge.

    CRON is when the nightly runs, in the time zone cron.timezone (GMT by default); without it 0 3 * * *, at 3 in the night.
    """
    with connect_installed() as connection:
        job_id = database.fetch_one(connection, "schedule", schedule=cron)["job_id"]
    output.show({"job_id": job_id, "schedule": cron}, lambda row: f"job {row['job_id']}: {cron}", as_json=as_json)


@main.command()
@dsn_option
@json_option
def unschedule(*, as_json: bool) -> None:
    """Remove the jobs of schedule."""
    with connect_installed() as connection:
        row = database.fetch_one(connection, "unschedule")
    said = "unscheduled" if row["was_scheduled"] else "no such job of this user"
    output.show(row, lambda _: said, as_json=as_json)


main.add_command(alerts.alerts)
main.add_command(alerts.summary)
main.add_command(doctor.doctor)
main.add_command(embed.embed)
main.add_command(export.export_command)
main.add_command(report.report_command)
main.add_command(report.serve_command)
main.add_command(metrics.metrics)
main.add_command(review.review)
main.add_command(rollout.rollout)
main.add_command(worker.worker)
main.add_command(worker.cost)
main.add_command(fleet.group)
for group in (read, entities, backup, edges, graphs, legacy):
    for command in group.COMMANDS:
        main.add_command(command)
