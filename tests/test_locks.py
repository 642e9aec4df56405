"""No statement of a user waits for an undo, a repair or new policies, and these get their turn beside writers."""

import datetime as dt
import os
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from uuid import UUID, uuid4

import psycopg
import pytest

from conftest import connect

# How many pieces of evidence a run has that is undone beside writers, and the seconds that the undo may take.
EVIDENCE = int(os.environ.get("RE_UNDO_EVIDENCE", "1000"))
SECONDS = 10 if EVIDENCE <= 1000 else 60
WRITERS = 8


def session(database: str) -> psycopg.Connection:
    """Open a session whose search_path has the schema of the extension."""
    opened = connect(database)
    opened.execute("SET search_path = relationship_engine, public")
    return opened


def learned(connection: psycopg.Connection, number: int) -> UUID:
    """Let one run learn so many edges between new entities; return the run."""
    run = uuid4()
    connection.execute("UPDATE graph SET max_edges_per_run = 1000000")
    connection.execute(
        "INSERT INTO entity (id, title, type) SELECT md5(i::text)::uuid, 'Crowd ' || i, 'thing' "
        "FROM generate_series(0, %s) i",
        [number],
    )
    connection.execute("INSERT INTO run (graph_id, id, mode, status) VALUES (1, %s, 'manual', 'done')", [run])
    connection.execute(
        "SELECT learn(1, ARRAY(SELECT candidate(md5('0')::uuid, md5(i::text)::uuid, 'knows', 'alpha', 'a', 0.9) "
        "FROM generate_series(1, %s) i), %s)",
        [number, run],
    )
    assert connection.execute("SELECT count(*) AS n FROM edge").fetchone() == {"n": number}
    return run


def undo(connection: psycopg.Connection, run: UUID) -> None:
    """Undo the run."""
    connection.execute("SELECT undo_run(%s, p_force => true)", [run])


def undo_night(connection: psycopg.Connection, _: UUID) -> None:
    """Undo the night that has passed."""
    connection.execute("SELECT undo_run(id) FROM run WHERE mode = 'nightly'")


def repair(connection: psycopg.Connection, _: UUID) -> None:
    """Repair the graph."""
    connection.execute("SELECT repair(1)")


def delete_an_edge(connection: psycopg.Connection, _: UUID) -> None:
    """Delete one of the edges."""
    connection.execute("DELETE FROM edge WHERE id = (SELECT id FROM edge ORDER BY id LIMIT 1)")


@contextmanager
def held(database: str, job: Callable[[psycopg.Connection, UUID], None], run: UUID) -> Iterator[None]:
    """Keep the transaction of a job open."""
    with session(database) as other, other.transaction():
        job(other, run)
        yield


STATEMENTS = {
    "event": 'INSERT INTO raw_events (payload) VALUES (\'{"content": "Crowd 1 met Crowd 2"}\')',
    "entity": "INSERT INTO entity (title, type) VALUES ('New Corp', 'organization')",
    "edge": "INSERT INTO edge (from_id, to_id, kind) VALUES (md5('5')::uuid, md5('6')::uuid, 'likes')",
    "delete": "DELETE FROM edge WHERE kind = 'mine'",
}


@pytest.mark.parametrize("timeout", ["statement_timeout", "lock_timeout"])
@pytest.mark.parametrize("job", [undo, undo_night, repair, delete_an_edge], ids=lambda job: job.__name__)
def test_statements_of_users_go_on(
    connection: psycopg.Connection, database: str, job: Callable[[psycopg.Connection, UUID], None], timeout: str
) -> None:
    """Each statement succeeds in 100 ms while the job has its locks; what detection missed the next night finds."""
    run = learned(connection, 20)
    connection.execute("INSERT INTO edge (from_id, to_id, kind) VALUES (md5('3')::uuid, md5('4')::uuid, 'mine')")
    today = connection.execute("SELECT current_date AS d").fetchone()["d"]
    connection.execute("CALL run_nightly(p_night => %s)", [today + dt.timedelta(1)])
    weight = "SELECT weight FROM edge WHERE kind = 'likes'"
    with session(database) as user:
        user.execute(f"SET {timeout} = '100ms'")  # type: ignore[arg-type]
        with held(database, job, run):
            for statement in STATEMENTS.values():
                assert user.execute(statement).rowcount == 1, statement  # type: ignore[arg-type]
        connection.execute("CALL run_nightly(p_night => %s)", [today + dt.timedelta(1)])
        # an undone night has passed again meanwhile
        aged = 0.99 if job is undo_night else 1
        assert connection.execute(weight).fetchone()["weight"] == pytest.approx(aged, rel=1e-9)  # type: ignore[arg-type]
    assert connection.execute("SELECT count(*) AS n FROM edge WHERE kind = 'mine'").fetchone() == {"n": 0}
    assert connection.execute(
        "SELECT count(*) AS n FROM mention m JOIN entity USING (graph_id) WHERE entity.id = "
        "m.entity_id AND title IN ('Crowd 1', 'Crowd 2')"
    ).fetchone() == {"n": 2}
    assert connection.execute("SELECT count(*) AS n FROM recompute_weights(1)").fetchone() == {"n": 0}


def test_a_deleted_edge_and_an_undo_do_not_deadlock(connection: psycopg.Connection, database: str) -> None:
    """A user deletes an edge that an undo waits for, then inserts: both go on."""
    run = learned(connection, 20)
    failed: list[Exception] = []

    def undo_it() -> None:
        try:
            with session(database) as other:
                undo(other, run)
        except Exception as error:  # noqa: BLE001 - asserted below
            failed.append(error)

    worker = threading.Thread(target=undo_it)
    with session(database) as user, user.transaction():
        user.execute("DELETE FROM edge WHERE to_id = md5('7')::uuid")
        worker.start()
        time.sleep(1.5)
        user.execute(STATEMENTS["entity"])
        user.execute(STATEMENTS["edge"])
    worker.join(20)
    assert not failed
    assert connection.execute("SELECT kind FROM edge").fetchall() == [{"kind": "likes"}]


class Writers:
    """Sessions that keep writing events, a transaction of 50 ms each, and what became of them."""

    def __init__(self, database: str) -> None:
        """Remember the database."""
        self.database = database
        self.stop = threading.Event()
        self.errors: list[Exception] = []
        self.written = 0

    def _write(self, number: int) -> None:
        try:
            with session(self.database) as user:
                while not self.stop.is_set():
                    with user.transaction():
                        user.execute(
                            "INSERT INTO raw_events (payload) VALUES (jsonb_build_object('content', %s::text))",
                            [f"Crowd {number} met Crowd {number + 10}"],
                        )
                        user.execute("UPDATE entity SET summary = random()::text WHERE title = %s", [f"Crowd {number}"])
                        time.sleep(0.05)
                    self.written += 1
        except Exception as error:  # noqa: BLE001 - asserted by the tests
            self.errors.append(error)

    @contextmanager
    def at_work(self) -> Iterator[None]:
        """Let them write."""
        threads = [threading.Thread(target=self._write, args=(number,)) for number in range(1, WRITERS + 1)]
        for thread in threads:
            thread.start()
        try:
            time.sleep(1)
            yield
        finally:
            self.stop.set()
            for thread in threads:
                thread.join(30)


@pytest.mark.parametrize("job", [undo, repair], ids=lambda job: job.__name__)
@pytest.mark.parametrize("mode", ["active", "off"])
def test_an_undo_ends_in_time_during_writes(
    connection: psycopg.Connection, database: str, job: Callable[[psycopg.Connection, UUID], None], mode: str
) -> None:
    """It ends in time, and no writer fails."""
    run = learned(connection, EVIDENCE)
    connection.execute("SELECT set_mode(%s)", [mode])
    writers = Writers(database)
    with writers.at_work():
        connection.execute(f"SET statement_timeout = '{SECONDS}s'")  # type: ignore[arg-type]
        job(connection, run)
    assert not writers.errors
    assert writers.written > WRITERS


def test_row_security_can_be_switched_during_writes(connection: psycopg.Connection, database: str) -> None:
    """Nobody deadlocks."""
    learned(connection, 20)
    writers = Writers(database)
    with writers.at_work():
        for _ in range(3):
            connection.execute("SET statement_timeout = '20s'")
            connection.execute("SELECT enable_row_security()")
            connection.execute("SELECT disable_row_security()")
    assert not writers.errors
    assert writers.written > WRITERS
