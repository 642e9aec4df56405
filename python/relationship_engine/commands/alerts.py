"""What people are told: alerts, and the summary of a day."""

import hashlib
import os
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

import click
import psycopg

from relationship_engine import database, notify, output
from relationship_engine.commands.common import Refused, connect_installed, dsn_option, json_option, named_dsn
from relationship_engine.database import Row
from relationship_engine.text import one_line, redact

SEVERITIES = ("critical", "warning", "info")
notify_option = click.option(
    "--notify",
    "urls",
    multiple=True,
    metavar="URL",
    envvar="RELATIONSHIP_ENGINE_NOTIFY",
    show_envvar=True,
    help="Send to this address: slack://…, mailto://…, json://… or any other of Apprise. May be repeated.",
)


@click.command()
@click.option("--all", "show_all", is_flag=True, help="Show all alerts with their values, not only those that fire.")
@notify_option
@click.option(
    "--severity",
    type=click.Choice(SEVERITIES),
    default="info",
    show_default=True,
    help="Lowest severity to send.",
)
@dsn_option
@json_option
def alerts(*, show_all: bool, urls: tuple[str, ...], severity: str, as_json: bool) -> None:
    """Show the firing alerts; with --notify, send each new and each resolved alert once.

    Made to be run every few minutes. Exit code 1 when a message could not be sent, or the database not be asked.
    """
    channels = _channels(urls)
    try:
        with connect_installed() as connection:
            sent = [_tell(connection, channel, severity) for channel in channels]
            rows = database.fetch(connection, "alerts", firing_only=not show_all)
    except (psycopg.Error, database.DatabaseError) as error:
        reason = database.describe(error) if isinstance(error, psycopg.Error) else one_line(redact(str(error)))
        _tell_unreachable(channels, reason)
        raise
    failed = _tell_reachable(channels)
    output.show({"alerts": rows, "sent": sent} if channels else rows, _render, as_json=as_json)
    failed += [row["channel"] for row in sent if row["is_sent"] is False]
    if failed:
        message = f"could not send to {', '.join(dict.fromkeys(failed))}; the next call tries again"
        raise click.ClickException(message)


@click.command()
@click.option("--day", type=click.DateTime(["%Y-%m-%d"]), metavar="DATE", help="The day (UTC).  [default: yesterday]")
@notify_option
@dsn_option
@json_option
def summary(*, day: datetime | None, urls: tuple[str, ...], as_json: bool) -> None:
    """Show a summary of a day for each graph; with --notify, send it."""
    channels = _channels(urls)
    with connect_installed() as connection:
        rows = database.fetch(connection, "summary", day=day.date() if day else None)
    output.show(rows, _summary, as_json=as_json)
    title = f"relationship-engine: {rows[0]['day']}" if rows else "relationship-engine: no graph"
    severity = "warning" if any(row["failed_runs"] for row in rows) else "info"
    failed = [channel.scheme for channel in channels if not channel.send(title, _summary(rows), severity)]
    if failed:
        message = f"could not send to {', '.join(failed)}"
        raise click.ClickException(message)


def _channels(urls: Sequence[str]) -> list[notify.Channel]:
    """Return the channels of the addresses; an invalid address is a usage error."""
    try:
        return notify.channels(urls)
    except notify.NotifyError as error:
        raise Refused(str(error)) from error


def _tell(connection: database.Connection, channel: notify.Channel, severity: str) -> Row:
    """Send a channel its new and resolved alerts in one message."""
    database.fetch(connection, "refresh_alerts")
    rows = database.fetch(connection, "claim_alerts", channel=channel.name, severity=severity)
    is_sent = None
    if rows:
        try:
            is_sent = channel.send(_title(rows), "\n\n".join(map(_line, rows)), _worst(rows))
        finally:
            database.fetch(connection, "settle_alerts", channel=channel.name, is_sent=bool(is_sent))
    return {"channel": channel.scheme, "alerts": [row["alert"] for row in rows], "is_sent": is_sent}


def _title(rows: Sequence[Row]) -> str:
    """Return the subject of a message."""
    resolved = [row for row in rows if row["is_resolved"]]
    counts = {
        severity: sum(row["severity"] == severity for row in rows if not row["is_resolved"]) for severity in SEVERITIES
    }
    parts = [f"{count} {severity}" for severity, count in counts.items() if count]
    return f"relationship-engine: {', '.join([*parts, *([f'{len(resolved)} resolved'] if resolved else [])])}"


def _worst(rows: Sequence[Row]) -> str:
    """Return the severity of a message: the highest of its alerts."""
    severities = {"resolved" if row["is_resolved"] else row["severity"] for row in rows}
    return next(severity for severity in (*SEVERITIES, "resolved") if severity in severities)


def _line(row: Row) -> str:
    """Return an alert as text: message, start and remedy."""
    where = f"graph {row['graph_id']}" if row["graph_id"] else "the database"
    state = "RESOLVED" if row.get("is_resolved") else row["severity"].upper()
    parts = [f"{state} {row['alert']} in {where}"]
    if row["severity"] != "info":
        parts.append(f"{output.value(row['value'])} {row['unit']}, the bound is {output.value(row['bound'])}")
    if row["since"]:
        parts.append(f"since {row['since']:%Y-%m-%d %H:%M:%S%z}")
    lines = [", ".join(parts)]
    if row["message"]:
        lines.append(one_line(row["message"]))
    if row["severity"] != "info" and not row.get("is_resolved"):
        lines.append(one_line(row["remedy"]))
    return "\n  ".join(lines)


def _render(result: list[Row] | Row) -> str:
    """Return the alerts, and what was sent, as text."""
    rows, sent = (result["alerts"], result["sent"]) if isinstance(result, dict) else (result, [])
    parts = ["\n".join(_shown(row) for row in rows) or "no alert fires"]
    told = [f"{row['channel']}: sent {', '.join(row['alerts'])}" for row in sent if row["is_sent"]]
    return "\n".join([*parts, *told])


def _shown(row: Row) -> str:
    """Return a firing alert in full, any other in one line."""
    if row["is_firing"]:
        return _line(row)
    where = f"graph {row['graph_id']}" if row["graph_id"] else "the database"
    return f"ok {row['alert']} in {where}, {output.value(row['value'])} {row['unit']}, the bound is {output.value(row['bound'])}"


def _summary(rows: Sequence[Row]) -> str:
    """Return the summary of a day as text."""
    return "\n\n".join(
        f"graph {row['graph_id']}, {row['name']}, on {row['day']}\n"
        + output.pairs((name, item) for name, item in row.items() if name not in ("graph_id", "name", "day"))
        for row in rows
    )


# -- the database cannot say that it cannot be reached --------------------------------------------------------------


def _marker(channel: notify.Channel) -> Path:
    """Return the file that records that this channel knows of an unreachable database."""
    root = Path(os.environ.get("XDG_STATE_HOME", ""))
    folder = (root if root.is_absolute() else Path.home() / ".local/state") / "relationship-engine"
    database_name = hashlib.sha256(named_dsn().encode()).hexdigest()[:16]
    return folder / f"unreachable-{database_name}-{channel.name}"


def _tell_unreachable(channels: Sequence[notify.Channel], reason: str) -> None:
    """Send once that the database cannot be reached."""
    body = (
        f"CRITICAL database_unreachable\n  {reason}\n"
        "  Look after the server and the network; events wait in the application until it is back."
    )
    for channel in channels:
        marker = _marker(channel)
        if not marker.exists() and channel.send("relationship-engine: the database cannot be asked", body, "critical"):
            marker.parent.mkdir(parents=True, exist_ok=True)
            marker.touch()


def _tell_reachable(channels: Sequence[notify.Channel]) -> list[str]:
    """Send once that the database can be reached again, and return the channels that were not told."""
    failed = []
    for channel in channels:
        marker = _marker(channel)
        if not marker.exists():
            continue
        if channel.send("relationship-engine: the database answers again", "RESOLVED database_unreachable", "resolved"):
            marker.unlink(missing_ok=True)
        else:
            failed.append(channel.scheme)
    return failed
