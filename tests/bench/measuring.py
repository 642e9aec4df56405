"""What an action costs, and the plans of what runs inside it."""

import re
import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass

import click
import psycopg

from bench.database import Connection, value

STARTED = time.monotonic()


@dataclass
class Cost:
    """What an action took: seconds, bytes of WAL, and bytes by which tables and indexes grew."""

    seconds: float
    wal: float
    growth: float


@dataclass
class Plan:
    """A statement that ran inside a function: its milliseconds, its text, and its plan."""

    milliseconds: float
    query: str
    plan: str


def measure(connection: Connection, relations: tuple[str, ...], action: Callable[[], object]) -> Cost:
    """Measure an action; each begins after a checkpoint, as a night begins after many."""
    connection.execute("CHECKPOINT")
    before = _size(connection, relations)
    lsn = value(connection, "SELECT pg_current_wal_insert_lsn()::text")
    started = time.perf_counter()
    action()
    seconds = time.perf_counter() - started
    wal = value(connection, "SELECT pg_wal_lsn_diff(pg_current_wal_insert_lsn(), %s::pg_lsn)", lsn)
    return Cost(seconds, float(wal), _size(connection, relations) - before)


def _size(connection: Connection, relations: tuple[str, ...]) -> float:
    """Return the bytes of tables with their indexes."""
    query = "SELECT sum(pg_total_relation_size(r::regclass)) FROM unnest(%s::text[]) AS r"
    return float(value(connection, query, list(relations)))


def median(costs: list[Cost]) -> Cost:
    """Return the median of each part of the costs."""
    return Cost(
        statistics.median(c.seconds for c in costs),
        statistics.median(c.wal for c in costs),
        statistics.median(c.growth for c in costs),
    )


def plans_of(connection: Connection, action: Callable[[], object], keep: int = 2) -> list[Plan]:
    """Run an action once more under auto_explain, and return its slowest statements, also those inside functions."""
    found: list[Plan] = []

    def collect(notice: psycopg.errors.Diagnostic) -> None:
        """Take the plan out of a notice."""
        said = re.match(
            r"duration: ([0-9.]+) ms  plan:\nQuery Text: (.*?)(?:\nQuery Parameters: [^\n]*)?\n(?=[^\n]*\(cost=)",
            notice.message_primary or "",
            re.DOTALL,
        )
        if said:
            text = (notice.message_primary or "")[said.end() :]
            found.append(Plan(float(said.group(1)), said.group(2).strip(), text.rstrip()))

    connection.execute("LOAD 'auto_explain'")
    for setting in ("log_analyze = on", "log_buffers = on", "log_nested_statements = on", "log_level = notice"):
        connection.execute(f"SET auto_explain.{setting}".encode())
    connection.add_notice_handler(collect)
    connection.execute("SET auto_explain.log_min_duration = 0")
    action()
    connection.execute("SET auto_explain.log_min_duration = -1")
    connection.remove_notice_handler(collect)
    # a statement that only calls functions says less than what these ran
    telling = [p for p in found if re.search(r"(?<!Function Scan)(?<!CTE Scan)(?<!Query Scan) on \w+ ", p.plan)]
    slowest: dict[str, Plan] = {}
    for plan in sorted(telling, key=lambda p: -p.milliseconds):
        slowest.setdefault(plan.query, plan)
    return list(slowest.values())[:keep]


def progress(text: str) -> None:
    """Say what goes on, and since when."""
    click.echo(f"[{time.monotonic() - STARTED:5.0f} s] {text}", err=True)
