"""Alerts: each fires by what it says, and not before; refresh_alerts() remembers since when."""

import datetime as dt
import hashlib
import json
import os
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any, cast

import psycopg
import pytest
from click.testing import CliRunner, Result

from conftest import connect
from llm_queue import add, claim, fail, switch_on
from relationship_engine.cli import main

PLAN = {
    "run_failed": "critical",
    "run_hangs": "critical",
    "database_full": "critical",
    "nightly_failed": "critical",
    "incremental_slow": "warning",
    "nightly_slow": "warning",
    "llm_costly": "warning",
    "pruned_too_many": "warning",
    "nightly_started": "info",
    "nightly_completed": "info",
    "daily_summary": "info",
}
MORE = {
    "nightly_missed": "critical",
    "clock_ahead": "warning",
    "database_slow": "warning",
    "strategy_demoted": "warning",
    "llm_resting": "warning",
    "llm_worker_missing": "warning",
    "llm_queue_old": "warning",
    "llm_jobs_dead": "warning",
    "llm_price_old": "warning",
}


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
        ("clock_ahead", {"ago": "-59 minutes"}, {"ago": "-61 minutes"}, 2),
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
    connection.execute("CALL run_nightly(1, false, current_date + 1, true)")
    found = firing(connection)["pruned_too_many"]
    assert found["value"] == 1
    assert found["message"].startswith("pruning refused: 10 of 10 live edges")
    connection.execute("SELECT set_weight(id, 9) FROM edge LIMIT 6")
    connection.execute("CALL run_nightly(1, false, current_date + 1, true)")  # the same night again
    assert firing(connection)["pruned_too_many"]["value"] == pytest.approx(0.4)
    connection.execute("SELECT set_weight(id, 0.01) FROM edge")
    connection.execute("UPDATE graph SET prune_guard = 1 WHERE id = 1")
    connection.execute("CALL run_nightly(1, false, current_date + 2, true)")
    assert firing(connection)["pruned_too_many"]["value"] == 1
    assert connection.execute("SELECT FROM edge").rowcount == 0
    connection.execute("CALL run_nightly(1, false, current_date + 3, true)")
    assert firing(connection).keys() == {"clock_ahead"}


def test_alerts_of_the_model(connection: psycopg.Connection) -> None:
    """Cost, pause, a missing worker, an old queue, dead jobs, old prices: by the queue itself, and only while it is used."""
    add(connection, "event", ["Ann", "Bob"])
    connection.execute("UPDATE llm_price SET checked_on = current_date - 91")
    connection.execute("UPDATE llm_provider SET paused_until = now() + interval '1 hour', reason = 'no credit'")
    assert firing(connection) == {}
    switch_on(connection)
    assert firing(connection)["llm_price_old"]["value"] == 91
    assert "no credit, until 20" in firing(connection)["llm_resting"]["message"]
    connection.execute("UPDATE llm_price SET checked_on = current_date")
    connection.execute("UPDATE llm_provider SET paused_until = NULL")
    assert firing(connection) == {}

    add(connection, "second", ["Cid", "Dan"])
    assert firing(connection) == {}
    connection.execute("UPDATE llm_job SET run_after = now() - interval '14 minutes'")
    assert firing(connection) == {}
    connection.execute("UPDATE llm_job SET run_after = now() - interval '16 minutes'")
    found = firing(connection)
    assert found.keys() == {"llm_worker_missing"}
    assert found["llm_worker_missing"]["message"] == "1 jobs are due, and no worker has claimed one"
    (job,) = claim(connection)
    add(connection, "third", ["Eve", "Fay"])
    connection.execute("UPDATE llm_job SET run_after = now() - interval '16 minutes' WHERE state = 'ready'")
    assert firing(connection) == {}  # a worker was there just now

    assert fail(connection, job, is_retryable=False) == "dead"
    assert firing(connection)["llm_jobs_dead"]["value"] == 1
    connection.execute("SELECT retry_dead_llm_jobs()")
    assert firing(connection) == {}
    connection.execute("UPDATE llm_job SET created_at = now() - interval '49 hours'")
    assert firing(connection)["llm_queue_old"]["value"] == pytest.approx(49, abs=0.1)
    connection.execute("DELETE FROM llm_job")

    connection.execute("UPDATE graph SET llm_daily_budget = 50")
    for spent, expected in ((10, set()), (10.5, {"llm_costly"})):
        connection.execute(
            "INSERT INTO llm_day (graph_id, day, spent) VALUES (1, (now() AT TIME ZONE 'UTC')::date, %s) "
            "ON CONFLICT (graph_id, day) DO UPDATE SET spent = EXCLUDED.spent",
            [spent],
        )
        assert firing(connection).keys() == expected


def test_a_strategy_that_reviews_demoted(connection: psycopg.Connection) -> None:
    """It fires for strategies and rules, until they are active again."""
    demotion = "INSERT INTO demotion (graph_id, strategy, rule_id, reviewed, accepted, upper_bound, precision_floor) "
    connection.execute(demotion + "VALUES (1, 'pattern', NULL, 20, 2, 0.3, 0.5)")
    assert firing(connection) == {}
    connection.execute("UPDATE strategy_setting SET mode = 'shadow' WHERE graph_id = 1 AND strategy = 'pattern'")
    assert firing(connection)["strategy_demoted"]["message"] == "switched to shadow because of reviews: pattern"
    connection.execute("UPDATE strategy_setting SET mode = 'active' WHERE graph_id = 1 AND strategy = 'pattern'")
    rule = connection.execute(
        "UPDATE pattern_rule SET shadow = true WHERE id = (SELECT max(id) FROM pattern_rule WHERE graph_id = 1) RETURNING id"
    ).fetchone()["id"]
    assert firing(connection) == {}
    connection.execute(demotion + "VALUES (1, 'pattern', %s, 20, 2, 0.3, 0.5)", [rule])
    assert (
        firing(connection)["strategy_demoted"]["message"]
        == f"switched to shadow because of reviews: pattern rule {rule}"
    )


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


# -- telling people --------------------------------------------------------------------------------------------------


class Receiver(BaseHTTPRequestHandler):
    """What Apprise's json:// posts to; it keeps the messages, and can refuse them."""

    def do_POST(self) -> None:
        """Keep a message."""
        message = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        server = cast("Inbox", self.server)
        self.send_response(server.answers)
        self.end_headers()
        if server.answers == 200:
            server.messages.append(message)

    def log_message(self, *_: object) -> None:
        """Say nothing."""


class Inbox(ThreadingHTTPServer):
    """A receiver's messages."""

    def __init__(self) -> None:
        """Listen on a free port."""
        super().__init__(("127.0.0.1", 0), Receiver)
        self.messages: list[dict[str, Any]] = []
        self.answers = 200

    @property
    def url(self) -> str:
        """The address for Apprise."""
        return f"json://127.0.0.1:{self.server_port}/"

    def take(self) -> list[dict[str, Any]]:
        """Return the messages that came since."""
        taken, self.messages = self.messages, []
        return taken


@pytest.fixture
def inbox() -> Iterator[Inbox]:
    """A receiver that runs."""
    with Inbox() as server:
        thread = Thread(target=server.serve_forever)
        thread.start()
        yield server
        server.shutdown()
        thread.join()


@pytest.fixture(autouse=True)
def state_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where the command remembers what the database cannot."""
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path))
    return tmp_path


def run(database: str, *words: str) -> Result:
    """Run a command."""
    return CliRunner().invoke(main, words, env={"DATABASE_URL": database})


def test_new_and_resolved_alerts_are_sent_once(connection: psycopg.Connection, database: str, inbox: Inbox) -> None:
    """One message for what is new, one for what is resolved, nothing in between and nothing after."""
    assert run(database, "alerts", "--notify", inbox.url).stdout == "no alert fires\n"
    assert inbox.take() == []
    log_run(connection, processing_time=200, edges_pruned=30, edges_decayed=100, ago="2 hours")
    done = run(database, "alerts", "--notify", inbox.url, "--severity", "warning")
    assert done.exit_code == 0, done.output
    assert "json: sent nightly_slow, pruned_too_many" in done.stdout
    (message,) = inbox.take()
    assert message["title"] == "relationship-engine: 2 warning"
    assert message["type"] == "warning"
    for text in (
        "WARNING nightly_slow in graph 1, 200 seconds, the bound is 120, since 20",
        "WARNING pruned_too_many in graph 1, 0.3 share, the bound is 0.1",
        "undo_run(run) restores them",
    ):
        assert text in message["message"]
    for _ in range(2):
        run(database, "alerts", "--notify", inbox.url, "--severity", "warning")
    assert inbox.take() == []

    log_run(connection, processing_time=10, edges_pruned=30, edges_decayed=100)
    for _ in range(2):
        run(database, "alerts", "--notify", inbox.url, "--severity", "warning")
    (message,) = inbox.take()
    assert (message["title"], message["type"]) == ("relationship-engine: 1 resolved", "success")
    assert "RESOLVED nightly_slow in graph 1" in message["message"]

    connection.execute("DELETE FROM run WHERE processing_time = 10")
    run(database, "alerts", "--notify", inbox.url, "--severity", "warning")
    (message,) = inbox.take()
    assert message["title"] == "relationship-engine: 1 warning"


def test_infos_are_sent_once_each(connection: psycopg.Connection, database: str, inbox: Inbox) -> None:
    """A nightly that began and ended, and the day before: told once, never resolved."""
    log_run(connection, mode="incremental", edges_created=3, ago="24 hours")
    connection.execute("CALL run_nightly(1)")
    run(database, "alerts", "--notify", inbox.url)
    (message,) = inbox.take()
    assert (message["title"], message["type"]) == ("relationship-engine: 3 info", "info")
    assert "3 edges created" in message["message"]
    connection.execute(
        "UPDATE run SET started_at = started_at - interval '2 days', finished_at = finished_at - interval '2 days'"
    )
    run(database, "alerts", "--notify", inbox.url)
    assert inbox.take() == []
    connection.execute("CALL run_nightly(1)")
    run(database, "alerts", "--notify", inbox.url)
    (message,) = inbox.take()
    assert message["title"] == "relationship-engine: 2 info"


def test_each_channel_gets_every_alert_once(connection: psycopg.Connection, database: str, inbox: Inbox) -> None:
    """A channel that fails is told by the next call, and the other one is not told twice."""
    log_run(connection, processing_time=200)
    with Inbox() as other:
        thread = Thread(target=other.serve_forever)
        thread.start()
        words = ("alerts", "--severity", "warning", "--notify", inbox.url, "--notify", other.url)
        other.answers = 500
        done = run(database, *words)
        assert done.exit_code == 1
        assert "could not send to json; the next call tries again" in done.stderr
        assert (len(inbox.take()), len(other.take())) == (1, 0)
        other.answers = 200
        assert run(database, *words).exit_code == 0
        assert (len(inbox.take()), len(other.take())) == (0, 1)
        other.shutdown()
        thread.join()
    stored = connection.execute("SELECT string_agg(n::text, ' ') AS text FROM alert_notice n").fetchone()
    assert "127.0.0.1" not in stored["text"]


def test_no_end_is_sent_to_a_channel_that_got_no_alert(
    connection: psycopg.Connection, database: str, inbox: Inbox
) -> None:
    """What fired and ended between two calls is no news."""
    log_run(connection, processing_time=200, ago="1 hour")
    refresh(connection)
    log_run(connection, processing_time=10)
    run(database, "alerts", "--severity", "warning", "--notify", inbox.url)
    assert inbox.take() == []


def test_senders_at_once_do_not_send_twice(connection: psycopg.Connection, database: str) -> None:
    """What one sender has claimed no other gets, until it settles or its lease is over."""
    log_run(connection, processing_time=200)
    refresh(connection)

    def claim(opened: psycopg.Connection, lease: str = "5 minutes") -> list[str]:
        rows = opened.execute(
            "SELECT alert FROM relationship_engine.claim_alerts('a', 'warning', %s::interval)", [lease]
        )
        return [row["alert"] for row in rows]

    with connect(database) as other:
        with ThreadPoolExecutor(8) as pool:
            got = list(pool.map(lambda _: _claim_alone(database), range(8)))
        assert sorted(map(len, got)) == [0] * 7 + [1]
        connection.execute("SELECT settle_alerts('a', false)")
        assert claim(connection) == ["nightly_slow"]
        assert claim(other) == []
        connection.execute("SELECT settle_alerts('a', true)")
        assert claim(other) == []
        connection.execute("UPDATE alert_notice SET since = NULL")
        assert claim(connection, "0 seconds") == ["nightly_slow"]
        assert claim(other) == ["nightly_slow"]
    with pytest.raises(psycopg.errors.InvalidParameterValue):
        connection.execute("SELECT claim_alerts('a', 'none')")


def _claim_alone(database: str) -> list[Any]:
    """Claim on a connection of one's own."""
    with connect(database) as opened:
        return opened.execute("SELECT alert FROM relationship_engine.claim_alerts('a', 'warning')").fetchall()


def test_an_unreachable_database_is_reported_once(database: str, inbox: Inbox) -> None:
    """The critical alert that no view can show: once when it begins, once when it is over."""
    gone = "postgresql://postgres@127.0.0.1:1/none"
    for _ in range(2):
        assert run(gone, "alerts", "--notify", inbox.url).exit_code == 1
    (message,) = inbox.take()
    assert message["type"] == "failure"
    assert "CRITICAL database_unreachable" in message["message"]
    assert run(database, "alerts", "--notify", inbox.url).exit_code == 0
    assert inbox.take() == []  # that was another database
    marker = next(path for path in (Path(os.environ["XDG_STATE_HOME"]) / "relationship-engine").iterdir())
    _, _, channel = marker.name.split("-")
    marker.rename(marker.with_name(f"unreachable-{hashlib.sha256(database.encode()).hexdigest()[:16]}-{channel}"))
    for _ in range(2):
        assert run(database, "alerts", "--notify", inbox.url).exit_code == 0
    (message,) = inbox.take()
    assert (message["type"], message["message"]) == ("success", "RESOLVED database_unreachable")


def test_addresses_are_checked_first(database: str) -> None:
    """A wrong address is wrong usage, and its password is not repeated."""
    done = run(database, "alerts", "--notify", "nosuch://user:secret@host")
    assert done.exit_code == 2
    assert "no address that Apprise knows: nosuch:…" in done.stderr
    assert "secret" not in done.output


def test_without_apprise_only_sending_fails(database: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """The extra is needed for sending alone, and the line says which."""
    monkeypatch.setitem(sys.modules, "apprise", None)
    assert run(database, "alerts").exit_code == 0
    done = run(database, "alerts", "--notify", "json://localhost")
    assert done.exit_code == 2
    assert "pip install 'relationship-engine[alerts]'" in done.stderr


def test_alerts_are_shown(connection: psycopg.Connection, database: str) -> None:
    """Those that fire with what to do; --all shows every one with its value; nothing is written."""
    log_run(connection, processing_time=200)
    printed = run(database, "alerts").stdout
    assert "WARNING nightly_slow in graph 1, 200 seconds, the bound is 120, since" in printed
    assert "\n  relationship_engine.run_step shows which strategy takes the time" in printed
    printed = run(database, "alerts", "--all").stdout
    assert "ok nightly_failed in graph 1, 0 nightlies, the bound is 0" in printed
    rows = json.loads(run(database, "alerts", "--json").stdout)
    assert rows[0]["alert"] == "nightly_slow"
    assert connection.execute("SELECT FROM alert_state").rowcount == 0


def test_summary_of_a_day(connection: psycopg.Connection, database: str, inbox: Inbox) -> None:
    """By the run log of the day, in UTC; what was undone does not count."""
    connection.execute("SELECT create_graph('other')")
    connection.execute("INSERT INTO raw_events (created_at) VALUES (now() - interval '24 hours'), (now())")
    connection.execute("DELETE FROM run")
    connection.execute("INSERT INTO llm_day (graph_id, day, spent) SELECT 1, (now() AT TIME ZONE 'UTC')::date - 1, 2.5")
    log_run(connection, mode="incremental", edges_created=3, edges_updated=1, processing_time=0.2, ago="24 hours")
    log_run(connection, mode="incremental", edges_created=5, status="undone", ago="24 hours")
    log_run(connection, mode="incremental", edges_created=7)
    log_run(connection, edges_pruned=2, processing_time=4, status="failed", ago="24 hours")
    rows = json.loads(run(database, "summary", "--json").stdout)
    assert rows[0] == {
        "graph_id": 1,
        "name": "default",
        "mode": "active",
        "day": str(dt.datetime.now(dt.UTC).date() - dt.timedelta(days=1)),
        "events": 1,
        "edges_created": 3,
        "edges_reinforced": 1,
        "edges_pruned": 2,
        "runs": 2,
        "failed_runs": 1,
        "incremental_p95": 0.2,
        "nightly_seconds": 4,
        "nightly_status": "failed",
        "llm_cost": 2.5,
    }
    assert (rows[1]["graph_id"], rows[1]["runs"]) == (2, 0)
    today = json.loads(run(database, "summary", "--day", str(dt.datetime.now(dt.UTC).date()), "--json").stdout)
    assert today[0]["edges_created"] == 7
    printed = run(database, "summary", "--notify", inbox.url).stdout
    (message,) = inbox.take()
    assert message["title"] == f"relationship-engine: {rows[0]['day']}"
    assert message["message"].strip() == printed.strip()
    assert "edges created     3" in printed
    inbox.answers = 500
    assert "could not send to json" in run(database, "summary", "--notify", inbox.url).stderr
