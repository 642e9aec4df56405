"""Alerts: each fires by what it says, and not before; refresh_alerts() remembers since when."""

import datetime as dt
from typing import Any

import psycopg
import pytest

from conftest import connect

PLAN = {
    "run_failed": "critical",
    "run_hangs": "critical",
    "database_full": "critical",
    "nightly_failed": "critical",
    "incremental_slow": "warning",
    "nightly_slow": "warning",
    "pruned_too_many": "warning",
    "nightly_started": "info",
    "nightly_completed": "info",
    "daily_summary": "info",
}
MORE = {"nightly_missed": "critical", "database_slow": "warning"}


def firing(connection: psycopg.Connection, graph: int = 1) -> dict[str, dict[str, Any]]:
    """Return the alerts of a graph that fire, by name, infos apart."""
    rows = connection.execute(
        "SELECT * FROM alert WHERE graph_id = %s AND is_firing AND severity <> 'info'", [graph]
    ).fetchall()
    return {row["alert"]: row for row in rows}


def alert(connection: psycopg.Connection, name: str, graph: int = 1) -> dict[str, Any]:
    """Return one alert."""
    row = connection.execute("SELECT * FROM alert WHERE graph_id = %s AND alert = %s", [graph, name]).fetchone()
    assert row is not None
    return row


def log_run(connection: psycopg.Connection, **columns: object) -> None:
    """Write a row of the run log; ago is an interval."""
    ago = columns.pop("ago", "0 seconds")
    values = {"graph_id": 1, "mode": "nightly", "status": "done"} | columns
    names = ", ".join(values)
    places = ", ".join(f"%({name})s" for name in values)
    connection.execute(
        f"INSERT INTO run ({names}, started_at, finished_at) "  # type: ignore[arg-type]
        f"VALUES ({places}, now() - %(ago)s::interval, "
        "CASE WHEN %(status)s <> 'running' THEN now() - %(ago)s::interval END)",
        values | {"ago": ago},
    )


def refresh(connection: psycopg.Connection) -> dict[str, dict[str, Any]]:
    """Refresh, and return what is remembered of graph 1."""
    connection.execute("SELECT refresh_alerts()")
    rows = connection.execute("SELECT * FROM alert_state WHERE graph_id = 1").fetchall()
    return {row["alert"]: row for row in rows}


def test_every_alert_of_the_plan_is_a_row(connection: psycopg.Connection) -> None:
    """Each has its severity, a bound, and a word on what to do; a fresh database rings no bell."""
    connection.execute("SELECT create_graph('other')")
    rows = connection.execute("SELECT * FROM alert").fetchall()
    names = {row["alert"]: row["severity"] for row in rows}
    assert names == PLAN | MORE | {name: severity for name, severity in names.items() if name not in PLAN}
    assert {row["graph_id"] for row in rows} == {0, 1, 2}
    assert len(rows) == len({(row["graph_id"], row["alert"]) for row in rows})
    for row in rows:
        assert row["remedy"]
        assert row["bound"] is not None
        assert (row["is_firing"], row["since"]) == (False, None), row


@pytest.mark.parametrize(
    ("name", "quiet", "loud", "value"),
    [
        ("run_failed", {"mode": "incremental"}, {"mode": "incremental", "status": "failed", "error": "no way"}, 1),
        ("run_failed", {"mode": "on_demand"}, {"mode": "on_demand", "status": "failed", "error": "no way"}, 1),
        ("run_hangs", {"status": "running", "ago": "59 minutes"}, {"status": "running", "ago": "61 minutes"}, 3660),
        ("nightly_failed", {}, {"status": "failed", "error": "no way"}, 1),
        ("nightly_failed", {"status": "undone"}, {"status": "killed"}, 1),
        ("nightly_failed", {"status": "running"}, {"status": "running", "backend_pid": 999999999}, 1),
        ("nightly_missed", {"ago": "25 hours"}, {"ago": "27 hours"}, 27),
        ("nightly_slow", {"processing_time": 119}, {"processing_time": 121}, 121),
        (
            "incremental_slow",
            {"mode": "incremental", "processing_time": 10},
            {"mode": "incremental", "processing_time": 10.5},
            10.5,
        ),
        (
            "incremental_slow",
            {"mode": "incremental", "processing_time": 99, "ago": "61 minutes"},
            {"mode": "incremental", "processing_time": 99, "ago": "59 minutes"},
            99,
        ),
        (
            "pruned_too_many",
            {"edges_decayed": 100, "edges_pruned": 10},
            {"edges_decayed": 100, "edges_pruned": 11},
            0.11,
        ),
    ],
)
def test_each_fires_beyond_its_bound(
    connection: psycopg.Connection, name: str, quiet: dict[str, Any], loud: dict[str, Any], value: float
) -> None:
    """Not at the bound, and not in another graph."""
    connection.execute("SELECT create_graph('other')")
    connection.execute("INSERT INTO entity (graph_id, title, type) SELECT i, 'A', 'a' FROM generate_series(1, 2) i")
    connection.execute("DELETE FROM run")
    log_run(connection, **quiet)
    assert name not in firing(connection)
    connection.execute("DELETE FROM run")
    log_run(connection, **loud)
    assert name in firing(connection)
    found = firing(connection)[name]
    assert found["value"] == pytest.approx(value, rel=0.01)
    assert found["bound"] < found["value"]
    assert found["since"] <= dt.datetime.now(dt.UTC)
    assert firing(connection, 2) == {}
    if "error" in loud:
        assert found["message"] == "no way"


def test_a_night_that_the_guard_refused_fires(connection: psycopg.Connection) -> None:
    """By a real nightly: nothing was pruned, and the alert says how much would have been."""
    connection.execute("INSERT INTO entity (title, type) SELECT 'Thing ' || i, 'thing' FROM generate_series(1, 5) i")
    connection.execute(
        "INSERT INTO edge (graph_id, from_id, to_id, kind) "
        "SELECT 1, a.id, b.id, 'knows' FROM entity a JOIN entity b ON a.id < b.id"
    )
    connection.execute("UPDATE graph SET decay_factor = 0.05 WHERE id = 1")
    connection.execute("CALL run_nightly(1, false, current_date + 1)")
    found = firing(connection)["pruned_too_many"]
    assert found["value"] == 1
    assert found["message"].startswith("pruning refused: 10 of 10 live edges")
    connection.execute("UPDATE graph SET prune_guard = 1 WHERE id = 1")
    connection.execute("CALL run_nightly(1, false, current_date + 2)")
    assert firing(connection)["pruned_too_many"]["value"] == 1
    assert connection.execute("SELECT FROM edge").rowcount == 0
    connection.execute("CALL run_nightly(1, false, current_date + 3)")
    assert firing(connection) == {}


def test_database_alerts(connection: psycopg.Connection, database: str) -> None:
    """A statement that waits for another is seen under graph 0; so are connections."""
    connection.execute("INSERT INTO alert_setting (graph_id, alert, bound) VALUES (0, 'database_slow', 0.2)")
    assert alert(connection, "database_slow", 0)["is_firing"] is False
    with connect(database) as blocker, connect(database) as waiter:
        blocker.autocommit = False
        blocker.execute("LOCK TABLE relationship_engine.proposal")
        waiter.autocommit = True
        waiter.pgconn.send_query(b"SELECT count(*) FROM relationship_engine.proposal")
        connection.execute("SELECT pg_sleep(0.4)")
        assert alert(connection, "database_slow", 0)["is_firing"] is True
        blocker.rollback()
        waiter.pgconn.get_result()
        while waiter.pgconn.get_result():
            pass
    assert alert(connection, "database_slow", 0)["is_firing"] is False
    used = alert(connection, "database_full", 0)["value"]
    assert 0 < used < 0.9
    connection.execute("INSERT INTO alert_setting (graph_id, alert, bound) VALUES (0, 'database_full', %s)", [used / 2])
    assert alert(connection, "database_full", 0)["is_firing"] is True


def test_settings_of_a_graph(connection: psycopg.Connection) -> None:
    """A bound of one's own, and alerts that one does not want; a graph that is off has none."""
    connection.execute("SELECT create_graph('other')")
    for graph in (1, 2):
        log_run(connection, graph_id=graph, processing_time=100)
    connection.execute("INSERT INTO alert_setting (graph_id, alert, bound) VALUES (2, 'nightly_slow', 60)")
    assert (firing(connection).keys(), firing(connection, 2).keys()) == (set(), {"nightly_slow"})
    connection.execute("UPDATE alert_setting SET is_enabled = false")
    assert firing(connection, 2) == {}
    connection.execute("UPDATE graph SET mode = 'off' WHERE id = 2")
    assert connection.execute("SELECT FROM alert WHERE graph_id = 2").rowcount == 0


def test_refresh_remembers_since_when(connection: psycopg.Connection) -> None:
    """It stays while the alert fires, is resolved once, and begins anew when it fires again."""
    log_run(connection, processing_time=200, ago="3 hours")
    first = refresh(connection)["nightly_slow"]
    assert (first["value"], first["resolved_at"]) == (200, None)
    log_run(connection, processing_time=300, ago="2 hours")
    second = refresh(connection)["nightly_slow"]
    assert (second["value"], second["since"]) == (300, first["since"])
    assert alert(connection, "nightly_slow")["since"] == first["since"]
    log_run(connection, processing_time=10, ago="1 hour")
    resolved = refresh(connection)["nightly_slow"]
    assert (resolved["value"], resolved["since"]) == (300, first["since"])
    assert resolved["resolved_at"] is not None
    assert refresh(connection)["nightly_slow"] == resolved
    # what is measured now may have begun before: the new time is another one all the same
    connection.execute("DELETE FROM run WHERE processing_time IN (10, 300)")
    again = refresh(connection)["nightly_slow"]
    assert again["resolved_at"] is None
    assert again["since"] > resolved["resolved_at"]
    assert refresh(connection)["nightly_slow"]["since"] == again["since"]


def test_infos_are_events(connection: psycopg.Connection) -> None:
    """Each nightly is another one, with what it did; the summary is that of yesterday."""
    log_run(connection, mode="incremental", edges_created=3, edges_updated=2, ago="24 hours")
    connection.execute("CALL run_nightly(1)")
    first = refresh(connection)
    assert first["nightly_completed"]["message"].startswith("done: 0 edges created, 0 reinforced, 0 pruned in 0.")
    assert ": 3 edges created, 2 reinforced, 0 pruned; 1 runs, 0 failed" in first["daily_summary"]["message"]
    assert refresh(connection) == first
    connection.execute("CALL run_nightly(1)")
    second = refresh(connection)
    for name in ("nightly_started", "nightly_completed"):
        assert second[name]["since"] > first[name]["since"]
    assert second["daily_summary"]["since"] == first["daily_summary"]["since"]
    assert connection.execute("SELECT refresh_alerts() AS firing").fetchone() == {"firing": 0}
