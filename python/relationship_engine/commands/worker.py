"""The commands around Claude: the worker, its batches, and what all of it costs."""

import logging
import threading
from uuid import UUID

import click

from relationship_engine import batch as batches
from relationship_engine import database, output
from relationship_engine.commands.common import (
    connect_installed,
    dsn_option,
    every_graph_option,
    json_option,
    named_dsn,
)
from relationship_engine.database import Row
from relationship_engine.worker import POLL_SECONDS, Session, Worker

log = logging.getLogger("relationship_engine.worker")

threads_option = click.option(
    "--threads", type=click.IntRange(1, 64), default=2, show_default=True, help="Calls at the same time."
)


@click.group()
@dsn_option
def worker() -> None:
    """Read events with Claude: needs ANTHROPIC_API_KEY and the strategy semantic switched on."""


@worker.command()
@every_graph_option
@threads_option
@click.option(
    "--poll", type=click.FloatRange(0.1, 3600), default=POLL_SECONDS, show_default=True, help="Seconds between polls."
)
@dsn_option
def run(*, graph: int | None, threads: int, poll: float) -> None:
    """Serve the queue until SIGTERM: the calls in progress end first, and a second SIGTERM stops at once."""
    _begin(graph)
    served = Worker(named_dsn(), graph_id=graph, threads=threads, poll=poll)
    log.info("serving the queue with %d threads", threads)
    is_orderly = served.run()
    log.info("stopped: %s", output.value([f"{count} {name}" for name, count in sorted(served.outcomes.items())]))
    click.get_current_context().exit(0 if is_orderly else 1)


@worker.command()
@every_graph_option
@threads_option
@dsn_option
@json_option
def once(*, graph: int | None, threads: int, as_json: bool) -> None:
    """Serve the queue until no job is ready, for use from cron."""
    _begin(graph)
    served = Worker(named_dsn(), graph_id=graph, threads=threads)
    is_orderly = served.drain()
    output.show({"jobs": dict(served.outcomes)}, lambda row: _outcomes(row["jobs"]), as_json=as_json)
    click.get_current_context().exit(0 if is_orderly else 1)


@worker.command("status")
@every_graph_option
@dsn_option
@json_option
def show_status(*, graph: int | None, as_json: bool) -> None:
    """Show the queue, the day's budget, the reason of a pause, dead jobs, and relations that validation dropped."""
    with connect_installed() as connection:
        rows = database.fetch(connection, "llm_status", graph_id=graph)
    output.show({"graphs": rows}, lambda state: output.queues(state["graphs"]), as_json=as_json)


@worker.command("retry-dead")
@click.argument("job_id", type=click.UUID, nargs=-1)
@every_graph_option
@dsn_option
@json_option
def retry_dead(*, job_id: tuple[UUID, ...], graph: int | None, as_json: bool) -> None:
    """Make dead jobs ready again with all their attempts: the given jobs, or all."""
    with connect_installed() as connection:
        row = database.fetch_one(connection, "retry_dead_llm_jobs", job_ids=list(job_id) or None, graph_id=graph)
    output.show(row, lambda result: f"{result['retried']} jobs are ready again", as_json=as_json)


@worker.command("batch-submit")
@every_graph_option
@click.option(
    "--limit",
    type=click.IntRange(1, 10_000),
    default=1000,
    show_default=True,
    help="Maximum number of jobs of a batch.",
)
@dsn_option
@json_option
def batch_submit(*, graph: int | None, limit: int, as_json: bool) -> None:
    """Send jobs that can wait in batches at half the price; exit code 1 if a batch was not accepted."""
    _begin(graph)
    sent = batches.submit(_session(), limit=limit, graph_id=graph)
    output.show({"batches": sent}, lambda result: _batches(result["batches"]), as_json=as_json)
    click.get_current_context().exit(any(row["state"] != "submitted" for row in sent))


@worker.command("batch-collect")
@every_graph_option
@dsn_option
@json_option
def batch_collect(*, graph: int | None, as_json: bool) -> None:
    """Collect the results of ended batches."""
    _begin(graph)
    result = batches.collect(_session(), graph_id=graph)
    output.show(
        result,
        lambda row: f"batches: {_outcomes(row['batches'])}\njobs: {_outcomes(row['jobs'])}",
        as_json=as_json,
    )


@click.command()
@every_graph_option
@click.option("--days", type=click.IntRange(1), default=14, show_default=True, help="Days to show.")
@dsn_option
@json_option
def cost(*, graph: int | None, days: int, as_json: bool) -> None:
    """Show the cost of Claude in USD: forecast for today, by day, by model and strategy, per edge."""
    with connect_installed() as connection:
        state = {
            "forecast": database.fetch(connection, "llm_cost_forecast", graph_id=graph),
            "by_day": database.fetch(connection, "llm_cost_by_day", graph_id=graph, days=days),
            "by_model": database.fetch(connection, "llm_cost_by_model", graph_id=graph),
            "per_edge": database.fetch(connection, "llm_cost_per_edge", graph_id=graph),
        }
    output.show(state, output.costs, as_json=as_json)


def _begin(graph: int | None) -> None:
    """Log to standard error (libraries: warnings only), starting with the graphs that get no calls, and why.

    A database without relationship_engine is refused before anything is called.
    """
    logging.basicConfig(format="%(asctime)s %(levelname)s %(message)s", level=logging.WARNING)
    logging.getLogger("relationship_engine").setLevel(logging.INFO)
    with connect_installed() as connection:
        for row in database.fetch(connection, "llm_status", graph_id=graph):
            if row["paused_reason"]:
                log.info("graph %s: no calls, because %s", row["graph_id"], row["paused_reason"])


def _session() -> Session:
    """Return a session with the user's database."""
    return Session(named_dsn(), threading.Event())


def _outcomes(counts: Row) -> str:
    """Return counts as text."""
    return ", ".join(f"{count} {name}" for name, count in sorted(counts.items())) or "none"


def _batches(rows: list[Row]) -> str:
    """Return the results of batches as text."""
    lines = [f"graph {row['graph_id']}: batch {row['batch_id']}: {row['state']}, {row['jobs']} jobs" for row in rows]
    return "\n".join(lines) or "no job waits for a batch"
