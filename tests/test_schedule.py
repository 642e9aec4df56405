"""pg_cron runs the nightly, the alert check and the purge, on a PostgreSQL of Debian."""

import time
from collections.abc import Callable, Iterator

import psycopg
import pytest

import servers
from conftest import connect


@pytest.fixture
def scheduled(cron_server: servers.Server) -> Iterator[psycopg.Connection]:
    """A connection to a database whose jobs pg_cron knows; they run every second."""
    with connect(cron_server.uri()) as connection:
        connection.execute("SET search_path = relationship_engine, public")
        connection.execute("DELETE FROM cron.job_run_details")
        connection.execute("SELECT schedule()")
        connection.execute("SELECT cron.alter_job(jobid, schedule => '1 second') FROM cron.job")
        yield connection
        connection.execute("SELECT unschedule()")


def soon(connection: psycopg.Connection, sql: str, wanted: Callable[[object], bool] = bool) -> object:
    """Wait until the one value of a query is as wanted, and return it."""
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        row = connection.execute(sql).fetchone()
        value = next(iter(row.values())) if row else None
        if wanted(value):
            return value
        time.sleep(0.2)
    log = connection.execute("SELECT command, status, return_message FROM cron.job_run_details LIMIT 20").fetchall()
    pytest.fail(f"never: {sql}: {log}")


def test_jobs_run_by_themselves(scheduled: psycopg.Connection) -> None:
    """A night is logged, an alert remembered, and what is too old purged, in shadow mode too."""
    scheduled.execute("SELECT create_graph('shadow')")
    scheduled.execute("UPDATE graph SET mode = 'shadow', retention = '1 day' WHERE id = 2")
    scheduled.execute(
        "INSERT INTO proposal (graph_id, from_id, to_id, kind, strategy, context, reason, run_id, created_at) "
        "SELECT 2, gen_random_uuid(), gen_random_uuid(), 'knows', 'alpha', 'c', 'shadow', gen_random_uuid(), "
        "now() - i * interval '16 hours' FROM generate_series(1, 2) i"
    )
    scheduled.execute("INSERT INTO run (graph_id, mode, status, error) VALUES (1, 'incremental', 'failed', 'no way')")
    assert soon(scheduled, "SELECT count(*) FROM run WHERE mode = 'nightly' AND status = 'done'")
    assert soon(scheduled, "SELECT message FROM alert_state WHERE alert = 'run_failed' AND graph_id = 1") == "no way"
    assert soon(scheduled, "SELECT count(*) FROM proposal", lambda left: left == 1) == 1
    failed = scheduled.execute(
        "SELECT command, return_message FROM cron.job_run_details WHERE status = 'failed'"
    ).fetchall()
    assert failed == []


def test_a_statement_timeout_is_warned_of(scheduled: psycopg.Connection) -> None:
    """It would cancel a night that takes longer, each time."""
    notices: list[tuple[str, str]] = []
    scheduled.add_notice_handler(lambda said: notices.append((str(said.message_primary), str(said.message_hint))))
    scheduled.execute("SET statement_timeout = '2min'; SELECT schedule(); SET statement_timeout = 0; SELECT schedule()")
    ((warning, hint),) = notices
    assert "the statement_timeout of 2min" in warning
    assert "ALTER ROLE postgres SET statement_timeout = 0" in hint


def test_an_owner_without_superuser_schedules_for_the_own_database(cron_server: servers.Server) -> None:
    """Whoever may use pg_cron needs no more rights: only another database takes those of a superuser."""
    with connect(cron_server.uri()) as connection:
        connection.execute("CREATE ROLE cron_owner LOGIN")
        connection.execute("GRANT USAGE ON SCHEMA cron, relationship_engine TO cron_owner")
        connection.execute("SET ROLE cron_owner")
        assert connection.execute("SELECT relationship_engine.schedule() > 0 AS is_scheduled").fetchone() == {
            "is_scheduled": True
        }
        assert connection.execute("SELECT relationship_engine.unschedule() AS done").fetchone() == {"done": True}
        connection.execute("RESET ROLE")
        connection.execute("DROP OWNED BY cron_owner")
        connection.execute("DROP ROLE cron_owner")


def test_unschedule_takes_all_back(cron_server: servers.Server) -> None:
    """Scheduling twice is scheduling once; the jobs of others stay."""
    with connect(cron_server.uri()) as connection:
        connection.execute("SELECT cron.schedule('mine', '0 0 1 1 *', 'SELECT 1')")
        ids = [connection.execute("SELECT relationship_engine.schedule('0 4 * * *')").fetchone() for _ in range(2)]
        assert ids[0] == ids[1]
        rows = connection.execute("SELECT jobname, schedule FROM cron.job ORDER BY jobname").fetchall()
        assert [tuple(row.values()) for row in rows] == [
            ("mine", "0 0 1 1 *"),
            ("relationship_engine_alerts_postgres", "*/5 * * * *"),
            ("relationship_engine_nightly_postgres", "0 4 * * *"),
            ("relationship_engine_purge_postgres", "30 4 * * *"),
        ]
        for expected in (True, False):
            assert connection.execute("SELECT relationship_engine.unschedule() AS done").fetchone()["done"] is expected
        assert connection.execute("SELECT jobname FROM cron.job").fetchall() == [{"jobname": "mine"}]
        connection.execute("SELECT cron.unschedule('mine')")
