"""The metrics of the roll-out plan: its queries word for word, and the views that say the same per graph."""

from pathlib import Path
from typing import Any

import psycopg
import pytest

from conftest import PROJECT

METRICS = sorted((PROJECT / "sql" / "metrics").glob("*.sql"))
# What a view calls the columns of its query.
COLUMNS = {
    "confidence": ("confidence_range", "edges"),
    "edge_creation": ("date", "edges"),
    "edge_reinforcement": ("reinforced_edges", "average_weight"),
    "kind": ("kind", "edges"),
    "latency": ("average",),
    "llm_cost": ("day", "spent", "reserved"),
    "nightly": ("night", "status", "edges_pruned", "processing_time"),
    "weight": ("weight_range", "edges"),
}


@pytest.fixture
def nights(connection: psycopg.Connection) -> psycopg.Connection:
    """A graph with edges of all sorts that went through two nights, the second of which pruned; and a second graph."""
    connection.execute("SELECT create_graph('other')")
    connection.execute("UPDATE graph SET decay_factor = 0.5, prune_threshold = 0.2, prune_guard = 0.5")
    connection.execute(
        "INSERT INTO entity (graph_id, title, type) "
        "SELECT g, 'Thing ' || i, 'thing' FROM generate_series(1, 2) g, generate_series(1, 12) i"
    )
    connection.execute(
        """
        SELECT learn(g.id, ARRAY(
            SELECT candidate(a.id, b.id, CASE WHEN n.nth % 3 = 0 THEN 'likes' ELSE 'knows' END, 'alpha',
                'c' || o.nth, 0.3 + n.nth % 7 / 10.0, p_gain => CASE WHEN n.nth = 1 THEN 0.5 ELSE 2.2 END)
            FROM (SELECT id, row_number() OVER (ORDER BY id) AS nth FROM entity WHERE graph_id = g.id) n
            JOIN LATERAL (SELECT n.id) a ON true
            JOIN LATERAL (SELECT id FROM entity WHERE graph_id = g.id AND id > n.id ORDER BY id LIMIT 1) b ON true
            CROSS JOIN LATERAL generate_series(1, n.nth) AS o (nth)))
        FROM graph g WHERE g.id > 0
        """
    )
    for night in (1, 2):
        connection.execute("CALL run_nightly(1, false, current_date + %s, true)", [night])
    connection.execute("SELECT run_on_demand(NULL, 1)")
    connection.execute(
        "INSERT INTO llm_day (graph_id, day, spent) VALUES (1, current_date, 1.5), (1, current_date - 1, 2)"
    )
    return connection


def rows(connection: psycopg.Connection, query: Any) -> list[tuple[Any, ...]]:  # noqa: ANN401
    """Return the rows of a query as tuples, in an order of their own."""
    return sorted((tuple(row.values()) for row in connection.execute(query)), key=repr)


def test_every_query_has_its_view() -> None:
    """No query without a view, none forgotten here."""
    assert [path.stem for path in METRICS] == sorted(COLUMNS)


@pytest.mark.parametrize("path", METRICS, ids=lambda path: path.stem)
def test_the_view_agrees_with_the_query_of_the_plan(nights: psycopg.Connection, path: Path) -> None:
    """The query, which knows of no graphs, and the view agree as long as there is one graph."""
    nights.execute("DELETE FROM edge WHERE graph_id = 2")
    nights.execute("DELETE FROM run WHERE graph_id = 2")
    asked = rows(nights, path.read_text())
    assert asked
    mode = "AND mode = 'incremental'" if path.stem == "latency" else ""
    columns = ", ".join(COLUMNS[path.stem])
    assert rows(nights, f"SELECT {columns} FROM metric_{path.stem} WHERE graph_id = 1 {mode}") == asked


def test_the_views_keep_graphs_apart(nights: psycopg.Connection) -> None:
    """Each graph has its own numbers: graph 2 has had no night."""
    edges = dict(rows(nights, "SELECT graph_id, count(*) FROM edge GROUP BY graph_id"))
    assert (edges[1], edges[2]) == (10, 11)
    for view in ("edge_creation", "confidence", "weight", "kind"):
        assert dict(rows(nights, f"SELECT graph_id, sum(edges) FROM metric_{view} GROUP BY 1")) == edges
    assert dict(rows(nights, "SELECT graph_id, edges FROM metric_edge_reinforcement")) == edges
    assert rows(nights, "SELECT graph_id, edges_pruned, pruned_share FROM metric_nightly") == [
        (1, 0, 0),
        (1, 1, pytest.approx(1 / 11)),
    ]


def test_weights_fall_into_their_range(nights: psycopg.Connection) -> None:
    """The ranges hold what their names say; after two nights at 0.5 the n-th edge weighs 0.55 n."""
    assert dict(rows(nights, "SELECT weight_range, edges FROM metric_weight WHERE graph_id = 1")) == {
        "1.0-2.0": 2,
        "2.0-5.0": 6,
        ">=5.0": 2,
    }
    assert rows(
        nights, "SELECT reinforced_edges, reinforced_share FROM metric_edge_reinforcement WHERE graph_id = 1"
    ) == [(10, 1)]


def test_latency_is_in_percentiles(connection: psycopg.Connection) -> None:
    """Of 100 runs that took 0.01 to 1 seconds; failed and old ones do not count."""
    connection.execute(
        "INSERT INTO run (graph_id, mode, status, processing_time, started_at) "
        "SELECT 1, 'incremental', 'done', i / 100.0, now() FROM generate_series(1, 100) i "
        "UNION ALL SELECT 1, 'incremental', 'failed', 99, now() "
        "UNION ALL SELECT 1, 'incremental', 'done', 99, now() - interval '8 days'"
    )
    row = connection.execute("SELECT * FROM metric_latency").fetchone()
    assert row == {
        "graph_id": 1,
        "mode": "incremental",
        "runs": 100,
        "average": pytest.approx(0.505),
        "p50": pytest.approx(0.505),
        "p95": pytest.approx(0.9505),
        "p99": pytest.approx(0.9901),
        "longest": 1,
    }


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE edge_store SET log_weight = 1e6 WHERE graph_id = 2",
        "UPDATE graph SET prune_guard = 1e-308 WHERE id = 2",
        "UPDATE graph SET decay_clock = 1e12 WHERE id = 2",
        "UPDATE graph SET decay_date = '9999-12-31' WHERE id = 2",
        "UPDATE graph SET decay_date = '0001-01-01', decay_factor = 1 WHERE id = 2",
    ],
)
def test_the_values_of_one_graph_stop_no_other(connection: psycopg.Connection, change: str) -> None:
    """What its admin may write spoils neither what spans all graphs nor the nights."""
    connection.execute("SELECT create_graph('other')")
    connection.execute("UPDATE graph SET prune_threshold = 1e-9")
    for graph in (1, 2):
        connection.execute(
            "INSERT INTO entity (graph_id, title, type) VALUES (%s, 'Acme', 'organization'), (%s, 'Clerk at Acme', 'role')",
            [graph, graph],
        )
    connection.execute("UPDATE graph SET prune_threshold = 10 WHERE id = 2")
    assert connection.execute(change).rowcount == 1  # type: ignore[arg-type]
    for query in ("metric", "alert", "doctor()", "edge_current", "review_queue", "forecast(1)", "forecast(2)"):
        connection.execute(f"SELECT * FROM {query}")  # type: ignore[arg-type]
    connection.execute("CALL run_nightly()")
    assert connection.execute("SELECT DISTINCT status, error FROM run WHERE mode = 'nightly'").fetchall() == [
        {"status": "done", "error": None}
    ]


@pytest.mark.parametrize(
    "value", ["decay_clock = 'NaN'", "decay_clock = -1", "decay_date = 'infinity'", "paused_on = '-infinity'"]
)
def test_a_clock_that_no_arithmetic_bears_is_refused(connection: psycopg.Connection, value: str) -> None:
    """It would stop the doctor, the alerts and the metrics of all graphs."""
    with pytest.raises(psycopg.errors.CheckViolation):
        connection.execute(f"UPDATE graph SET {value}")  # type: ignore[arg-type]
