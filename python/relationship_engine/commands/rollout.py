"""The roll-out: the phase of a graph, its gates, the way forward and back."""

import click

from relationship_engine import database, output
from relationship_engine.commands.common import connect_installed, dsn_option, graph_option, json_option
from relationship_engine.database import Connection, Row

GATES = ("gate", "status", "value", "comparison", "bound", "unit", "since")
LOG = ("changed_at", "from_phase", "to_phase", "is_forced", "runs_undone", "reason", "changed_by")
METRICS = (
    *("edges_created", "edges_reinforced", "edges_pruned", "incremental_seconds", "nightly_seconds", "llm_dollars"),
    *("live_edges", "live_weight"),
)
LIVE = ("parallel", "active")
EFFECT = {
    "off": "Phase {next_phase} turns graph {graph_id} off (now {mode}): triggers and nights do nothing until it goes on.",
    "shadow": "Phase {next_phase} sets graph {graph_id} to shadow (now {mode}): it only records what it would write.",
}
reason_option = click.option("--reason", help="Reason, for the log.")


@click.group()
@dsn_option
def rollout() -> None:
    """Take a graph into production phase by phase: preparation, shadow, parallel, cutover, optimization."""


@rollout.command()
@graph_option
@dsn_option
@json_option
def status(*, graph: int, as_json: bool) -> None:
    """Show the phase of a graph, the gates to the next phase, and the changes so far."""
    with connect_installed() as connection:
        state = {
            "rollout": database.fetch_one(connection, "rollout", graph_id=graph) or None,
            "gates": _gates(connection, graph),
            "log": database.fetch(connection, "rollout_log", graph_id=graph),
        }
    output.show(state, _status, as_json=as_json)


def _gates(connection: Connection, graph: int) -> list[Row]:
    """Measure the gates, and record since when they pass."""
    database.fetch(connection, "refresh_gates")
    return database.fetch(connection, "rollout_gates", graph_id=graph)


def _status(state: Row) -> str:
    """Return a roll-out as text."""
    if state["rollout"] is None:
        return "no roll-out: relationship-engine rollout advance starts one"
    now = state["rollout"]
    title = (
        f"graph {now['graph_id']} is in phase {now['phase']} since {now['since']:%Y-%m-%d %H:%M}, mode {now['mode']}"
    )
    if now["mode"] != now["expected_mode"]:
        title += f" (not {now['expected_mode']}, as the phase would have it)"
    gates = [{**row, "since": f"{row['since']:%Y-%m-%d %H:%M}"} for row in state["gates"]]
    lines = [title, "", output.table(gates, GATES)]
    lines += [f"  {row['gate']}: {row['remedy']}" for row in gates if row["status"] != "pass"]
    log = [{**row, "changed_at": f"{row['changed_at']:%Y-%m-%d %H:%M}"} for row in state["log"]]
    return "\n".join([*lines, "", output.table(log, LOG)])


@rollout.command()
@click.option("--force", is_flag=True, help="Ignore gates that do not pass; this is logged.")
@click.option("--yes", is_flag=True, help="Do not ask before a graph that writes edges stops writing them.")
@reason_option
@graph_option
@dsn_option
@json_option
def advance(*, force: bool, yes: bool, reason: str | None, graph: int, as_json: bool) -> None:
    """Move to the next phase if every gate of the current one passes.

    Asks before a graph that writes edges (mode parallel or active) stops writing them.
    """
    with connect_installed() as connection:
        step = database.fetch_one(connection, "rollout_next", graph_id=graph)
        if step and not yes and step["mode"] in LIVE and step["next_mode"] not in LIVE:
            effect = EFFECT[step["next_mode"]].format(**step)
            click.confirm(f"{effect} Continue?", abort=True, err=True)
        row = database.fetch_one(connection, "rollout_advance", graph_id=graph, force=force, reason=reason)
    output.show({"graph_id": graph, **row}, lambda _: f"graph {graph} is in phase {row['phase']}", as_json=as_json)


@rollout.command()
@click.option("--undo", is_flag=True, help="Also undo what the engine wrote in this phase.")
@click.option("--dry-run", is_flag=True, help="Only report the effect.")
@click.option("--force", is_flag=True, help="Ignore graph.undo_guard.")
@reason_option
@graph_option
@dsn_option
@json_option
def rollback(*, undo: bool, dry_run: bool, force: bool, reason: str | None, graph: int, as_json: bool) -> None:  # noqa: PLR0913 - one parameter per option
    """Return to the previous phase."""
    with connect_installed() as connection:
        row = database.fetch_one(
            connection, "rollout_rollback", graph_id=graph, undo=undo, dry_run=dry_run, force=force, reason=reason
        )
    verb = "would go" if dry_run else "went"
    said = (
        f"graph {graph} {verb} back from {row['from_phase']} to {row['to_phase']}: {row['runs_undone']} runs undone, "
        f"{row['edges_removed']} edges removed, {row['edges_returned']} returned, {row['live_edges']} live"
    )
    output.show({"graph_id": graph, **row}, lambda _: said, as_json=as_json)


@rollout.command()
@graph_option
@dsn_option
@json_option
def report(*, graph: int, as_json: bool) -> None:
    """Print the weekly status message."""
    with connect_installed() as connection:
        row = database.fetch_one(connection, "report_rollout", graph_id=graph)
    if not row:
        message = f"graph {graph} is no roll-out: relationship-engine rollout advance starts one"
        raise click.ClickException(message)
    output.show(row, _report, as_json=as_json)


def _report(row: Row) -> str:
    """Return the weekly message as text."""
    lines = [f"Relationship engine, roll-out, week {row['week']}", "", f"Current phase: {row['phase']}", "", "Metrics:"]
    lines += [f"- {name.replace('_', ' ')}: {output.value(row[name])}" for name in METRICS]
    for title, name in (("Issues", "issues"), ("Next steps", "next_steps")):
        lines += ["", f"{title}:", *(f"- {text}" for text in row[name] or ["none"])]
    return "\n".join([*lines, "", f"Status: {row['status']}"])
