"""Commands about edges: why there is none, what the nights would leave, taking back what was done."""

from datetime import datetime
from uuid import UUID

import click

from relationship_engine import database, output
from relationship_engine.commands.common import connect_installed, dsn_option, graph_option, json_option
from relationship_engine.commands.read import SAME, resolve
from relationship_engine.database import Connection, Row

FORECAST = (
    *("graph_id", "nights", "decay_factor", "prune_threshold", "min_confidence", "edges_now", "weight_now"),
    *("edges_pruned", "edges_after", "weight_after", "most_pruned_in_a_night", "guard_refuses_on"),
    *("edges_below_confidence", "proposals_above_confidence"),
)

BACKTEST = (
    *("kind", "setting", "decay_factor", "half_life", "periods", "average_precision", "ndcg", "improvement"),
    *("lower_bound", "proposed"),
)
RUNS = ("id", "mode", "status", "started_at", "edges_created", "edges_updated", "edges_pruned", "message")
EDGES_SHOWN = 30


@click.command("why-not")
@click.argument("source")
@click.argument("target", required=False)
@click.argument("kind", required=False)
@graph_option
@dsn_option
@json_option
def why_not(*, source: str, target: str | None, kind: str | None, graph: int, as_json: bool) -> None:
    """Explain why there is no edge of a KIND from SOURCE to TARGET, each an id, a title, an alias or the beginning of one."""
    with connect_installed() as connection:
        ends = [name and _meant(connection, name, graph) for name in (source, target)]
        reasons = database.fetch(connection, "why_not", source=ends[0], target=ends[1], kind=kind, graph_id=graph)
    output.show(reasons, _reasons, as_json=as_json)


def _meant(connection: Connection, name: str, graph_id: int) -> str:
    """Return the id of the entity that a person means by its name or the beginning of it.

    What is only like a name stays as it is: that there is no such entity is a reason too.
    """
    rows = database.fetch(connection, "entity_search", pattern=name, graph_id=graph_id, count=1)
    if not name.strip() or not rows:
        return name
    begins = rows[0]["name"].casefold().startswith(name.strip().casefold())
    return str(resolve(connection, name, graph_id)["id"]) if begins or rows[0]["similarity"] >= SAME else name


def _reasons(rows: list[Row]) -> str:
    """Return reasons as text, each with its remedy."""
    lines = []
    for row in rows:
        found_by = " ".join(filter(None, (row["strategy"], row["kind"])))
        lines.append(f"{row['reason']}{f' ({found_by})' if found_by else ''}: {row['explanation']}")
        if row["hint"]:
            lines.append(f"    {row['hint']}")
    return "\n".join(lines) or "no strategy has anything to say about it"


@click.command()
@click.option("--nights", type=int, default=30, show_default=True, help="Number of nights to predict.")
@click.option("--decay-factor", type=float, help="Try this decay_factor.")
@click.option("--prune-threshold", type=float, help="Try this prune_threshold.")
@click.option("--min-confidence", type=float, help="Try this min_confidence.")
@click.option("--against", type=int, metavar="GRAPH", help="Compare with another graph, under its own settings.")
@graph_option
@dsn_option
@json_option
def forecast(  # noqa: PLR0913 - one parameter per option
    *,
    nights: int,
    decay_factor: float | None,
    prune_threshold: float | None,
    min_confidence: float | None,
    against: int | None,
    graph: int,
    as_json: bool,
) -> None:
    """Predict a graph after some nights without new evidence, under its settings and under those that you try."""
    tried = {"decay_factor": decay_factor, "prune_threshold": prune_threshold, "min_confidence": min_confidence}
    asked: list[Row] = [{"graph_id": graph, **dict.fromkeys(tried)}]
    if any(item is not None for item in tried.values()):
        asked.append({"graph_id": graph, **tried})
    if against is not None:
        asked.append({"graph_id": against, **dict.fromkeys(tried)})
    with connect_installed() as connection:
        rows = [database.fetch_one(connection, "forecast", nights=nights, **settings) for settings in asked]
    output.show(rows, _side_by_side, as_json=as_json)


def _side_by_side(rows: list[Row]) -> str:
    """Return forecasts as text, a column each."""
    lines = [(name.replace("_", " "), *(output.value(row[name]) for row in rows)) for name in FORECAST]
    lines += [
        (f"edges of weight {name}", *(str(row["weights_after"][name]) for row in rows))
        for name in rows[0]["weights_after"]
    ]
    widths = [max(map(len, cells)) for cells in zip(*lines, strict=True)]
    return "\n".join(
        f"{name:<{widths[0]}}" + "".join(f"  {cell:>{width}}" for cell, width in zip(cells, widths[1:], strict=True))
        for name, *cells in lines
    )


@click.command()
@click.option(
    "--days-per-night",
    type=click.IntRange(1),
    default=1,
    show_default=True,
    help="Days of the history that a night passes.",
)
@graph_option
@dsn_option
@json_option
def backfill(*, days_per_night: int, graph: int, as_json: bool) -> None:
    """Let the nights pass that belong to the dates of loaded events, and learn what the events say."""
    with connect_installed() as connection:
        database.fetch(connection, "backfill", graph_id=graph, days_per_night=days_per_night)
        row = database.fetch_one(connection, "backfilled", graph_id=graph)
    output.show(row, _backfilled, as_json=as_json)


def _backfilled(row: Row) -> str:
    """Return the result of a backfill as text."""
    return "\n".join(filter(None, [row["message"], f"{row['edges_live']} live edges, {row['edges_pruned']} pruned"]))


@click.command()
@click.option("--days", type=click.IntRange(1), default=30, show_default=True, help="Length of a period.")
@click.option(
    "--periods", type=click.IntRange(1), default=24, show_default=True, help="Number of periods, the last ones."
)
@click.option("--kind", "kinds", multiple=True, help="Only this kind of edge; may be repeated.")
@click.option("--apply", "is_applied", is_flag=True, help="Set the decay that is proposed; `undo` takes it back.")
@graph_option
@dsn_option
@json_option
def backtest(  # noqa: PLR0913 - one parameter per option
    *, days: int, periods: int, kinds: tuple[str, ...], is_applied: bool, graph: int, as_json: bool
) -> None:
    """Tell which decay would have ranked the past evidence of a graph best, period by period."""
    with connect_installed() as connection:
        asked = {"graph_id": graph, "days": days, "periods": periods, "kinds": list(kinds) or None}
        rows = database.fetch(connection, "backtest", **asked)
        proposed = [row for row in rows if row["is_proposed"] and row["setting"] == "decay"]
        # the decay of the graph, where no kind asks for one of its own
        chosen = [row for row in proposed if row["kind"]] or proposed
        for row in chosen if is_applied else ():
            database.fetch(connection, "set_decay", graph_id=graph, kind=row["kind"], decay_factor=row["decay_factor"])
    output.show(
        {"settings": rows, "applied": chosen if is_applied else []},
        lambda _: _backtested(rows, chosen, is_applied=is_applied),
        as_json=as_json,
    )


def _backtested(rows: list[Row], chosen: list[Row], *, is_applied: bool) -> str:
    """Return a backtest as text: a table, and what follows from it."""
    if not rows:
        return "too little history: a backtest needs evidence of two periods or more"
    names = [row["kind"] or "all kinds" for row in rows]
    shown = [
        {**row, "kind": name, "proposed": "yes" if row["is_proposed"] else ""}
        for row, name in zip(rows, names, strict=True)
    ]
    lines = [output.table(shown, BACKTEST, indent="")]
    verb = "set" if is_applied else "proposed"
    lines += [f"{verb}: {row['kind'] or 'the graph'} {row['decay_factor']:.6g} a night" for row in chosen]
    if not chosen:
        lines.append("no other decay is better with certainty")
    elif not is_applied:
        lines.append("--apply sets it")
    return "\n".join(lines)


@click.command()
@click.option("--mode", help="Only runs of this mode: nightly, incremental, on_demand, prune, undo, review, …")
@click.option("--count", type=click.IntRange(1), default=20, show_default=True, help="How many, the latest first.")
@graph_option
@dsn_option
@json_option
def runs(*, mode: str | None, count: int, graph: int, as_json: bool) -> None:
    """List the last runs with their ids, as used by undo and explain."""
    with connect_installed() as connection:
        rows = database.fetch(connection, "runs", graph_id=graph, mode=mode, count=count)
    output.show(rows, _runs, as_json=as_json)


def _runs(rows: list[Row]) -> str:
    """Return runs as text."""
    shown = [{**row, "started_at": f"{row['started_at']:%Y-%m-%d %H:%M:%S}"} for row in rows]
    return output.table(shown, RUNS, indent="") if rows else "no run yet"


@click.command()
@click.argument("run_id", metavar="RUN", type=click.UUID)
@click.option("--dry-run", is_flag=True, help="Only report the effect, and list the edges.")
@click.option("--force", is_flag=True, help="Ignore graph.undo_guard.")
@dsn_option
@json_option
def undo(*, run_id: UUID, dry_run: bool, force: bool, as_json: bool) -> None:
    """Undo a RUN; if the run is an undo, redo what it had undone."""
    with connect_installed() as connection:
        report = database.fetch_one(connection, "undo_run", run_id=run_id, dry_run=dry_run, force=force)
        edges = database.fetch(connection, "preview_undo", run_id=run_id) if dry_run else None
    result = report if edges is None else {**report, "edges": edges}
    output.show(result, lambda _: _undone(report, edges or []), as_json=as_json)


def _undone(report: Row, edges: list[Row]) -> str:
    """Return the effect of an undo as text."""
    return "\n".join([report["message"], *changes(edges)])


def changes(edges: list[Row]) -> list[str]:
    """Return the first changes of edges as lines of text."""
    lines = []
    for row in edges[:EDGES_SHOWN]:
        before, after = (output.value(row[name]) for name in ("weight_before", "weight_after"))
        lines.append(f"  {row['change']:<8}  {output.edge(row)}  {before} → {after}")
    if len(edges) > EDGES_SHOWN:
        lines.append(f"  … and {len(edges) - EDGES_SHOWN} more; --json lists all")
    return lines


@click.command("restore-pruned")
@click.argument("since", type=click.DateTime(["%Y-%m-%d", "%Y-%m-%dT%H:%M:%S", "%Y-%m-%d %H:%M:%S"]))
@click.option("--dry-run", is_flag=True, help="Only report the effect.")
@graph_option
@dsn_option
@json_option
def restore_pruned(*, since: datetime, dry_run: bool, graph: int, as_json: bool) -> None:
    """Restore every edge that was pruned SINCE a time (in the time zone of the server), with its weight."""
    with connect_installed() as connection:
        report = database.fetch_one(
            connection, "restore_pruned", graph_id=graph, since=since.isoformat(), dry_run=dry_run
        )
    output.show(report, lambda row: str(row["message"]), as_json=as_json)


COMMANDS = (why_not, forecast, backfill, backtest, runs, undo, restore_pruned)
