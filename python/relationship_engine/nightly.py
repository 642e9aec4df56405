"""The nights of several graphs side by side, each on a connection of its own."""

import queue
import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import date

import psycopg

from relationship_engine import database
from relationship_engine.database import Connection, DatabaseError, Row

QUIET = 100  # graphs without news whose rows are locked at a time


def run(dsn: str, jobs: int, *, full_scan: bool, night: date | None, simulate: bool) -> list[Row]:
    """Run the night of every graph on several connections, and return a run_report for each graph, by id.

    The graph whose last night took longest begins, so that it does not hold up the others. A graph whose night could not
    begin (status skipped), or whose connection broke (status failed), has a report without run_id.
    """
    with database.connect(dsn) as connection:
        database.require_installed(connection)
        waiting: queue.SimpleQueue[int] = queue.SimpleQueue()
        graphs = [int(row["graph_id"]) for row in database.fetch(connection, "nightly_graphs")]
        reports = {} if full_scan else _pass_quiet(connection, graphs, night, simulate=simulate)
    graphs = [graph for graph in graphs if graph not in reports]
    for graph in graphs:
        waiting.put(graph)
    opened: list[Connection] = []
    stopped = threading.Event()

    def work() -> None:
        while not stopped.is_set():
            try:
                graph = waiting.get_nowait()
            except queue.Empty:
                return
            try:
                reports[graph] = _night(dsn, graph, opened, full_scan=full_scan, night=night, simulate=simulate)
            except psycopg.Error as error:
                reports[graph] = _unfinished(graph, "failed", database.describe(error))
            except DatabaseError as error:
                reports[graph] = _unfinished(graph, "failed", str(error))

    with ThreadPoolExecutor(max_workers=min(jobs, len(graphs)) or 1) as pool:
        workers = [pool.submit(work) for _ in range(min(jobs, len(graphs)))]
        try:
            for worker in workers:
                worker.result()
        except BaseException:
            stopped.set()
            for connection in opened:
                connection.cancel_safe()
            raise
    return [reports[graph] for graph in sorted(reports)]


def _pass_quiet(connection: Connection, graphs: list[int], night: date | None, *, simulate: bool) -> dict[int, Row]:
    """Pass the night of the graphs that have no news, some in a transaction, and return their reports."""
    since = database.fetch_one(connection, "now")["now"]
    passed: set[int] = set()
    for i in range(0, len(graphs), QUIET):
        some = graphs[i : i + QUIET]
        row = database.fetch_one(connection, "pass_quiet_nights", graph_ids=some, night=night, simulate=simulate)
        passed.update(row["passed"])
    is_pooled = database.is_pooled(connection)
    found = database.fetch(connection, "nightly_reports", since=since, graph_id=None, is_pooled=is_pooled)
    return {row["graph_id"]: row for row in found if row["graph_id"] in passed}


def _night(  # noqa: PLR0913 - those of the command
    dsn: str, graph: int, opened: list[Connection], *, full_scan: bool, night: date | None, simulate: bool
) -> Row:
    """Run the night of one graph, and return its report."""
    warnings: list[str] = []
    with database.connect(dsn) as connection:
        opened.append(connection)
        connection.add_notice_handler(lambda notice: warnings.append(notice.message_primary or ""))
        since = database.fetch_one(connection, "now")["now"]
        database.fetch(connection, "lift_statement_timeout")
        database.fetch(connection, "run_nightly", graph_id=graph, full_scan=full_scan, night=night, simulate=simulate)
        found = database.fetch(
            connection, "nightly_reports", since=since, graph_id=graph, is_pooled=database.is_pooled(connection)
        )
        opened.remove(connection)
    return found[0] if found else _unfinished(graph, "skipped", "; ".join(warnings) or "it did not begin")


def _unfinished(graph: int, status: str, message: str) -> Row:
    """Return a report of a night that has no row in the log."""
    counts = ("edges_created", "edges_updated", "edges_decayed", "edges_pruned", "entities_analyzed")
    return {
        "run_id": None,
        "graph_id": graph,
        "mode": "nightly",
        "status": status,
        **dict.fromkeys(counts, 0),
        "processing_time": None,
        "strategies_used": [],
        "message": message,
    }
