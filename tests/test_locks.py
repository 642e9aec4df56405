"""No statement of a user waits for an undo, a repair or new policies, and these get their turn beside writers."""

import contextlib
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
from llm_queue import add, claim, switch_on

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


def test_a_repair_locks_no_row_that_is_right(connection: psycopg.Connection, database: str) -> None:
    """It waits for nobody who has such a row, so nobody waits for it; a text that is wrong it mends."""
    connection.execute(
        'INSERT INTO raw_events (payload) SELECT \'{"content": "Bella grew."}\' FROM generate_series(1, 3)'
    )
    learned(connection, 3)
    connection.execute("SET lock_timeout = '1s'")
    with session(database) as other, other.transaction():
        for table in ("event_text", "entity_name", "edge_store", "evidence"):
            assert other.execute(f"SELECT FROM {table} FOR UPDATE".encode()).rowcount > 0
        connection.execute("SELECT repair(1)")
    connection.execute(
        "UPDATE event_text SET lexemes = '' WHERE event_id = (SELECT min(id::text)::uuid FROM raw_events)"
    )
    connection.execute("SELECT repair(1)")
    assert connection.execute("SELECT count(DISTINCT lexemes) AS n FROM event_text").fetchone() == {"n": 1}


def test_a_run_on_demand_locks_no_name_that_is_right(connection: psycopg.Connection, database: str) -> None:
    """A night that writes such names beside it would wait for it, and it for the night."""
    connection.execute(
        "INSERT INTO entity (title, type) VALUES ('Bella Corp', 'organization'), ('CEO at Bella', 'role')"
    )
    connection.execute("SET lock_timeout = '1s'")
    with session(database) as other, other.transaction():
        for table in ("entity_name", "title_suffix"):
            assert other.execute(f"SELECT FROM {table} FOR UPDATE".encode()).rowcount > 0
        assert connection.execute("SELECT FROM run_on_demand()").rowcount == 1


@pytest.mark.parametrize(
    "statement",
    [
        'UPDATE raw_events SET payload = \'{"content": "It rained."}\'',
        """SELECT learn(1, ARRAY[candidate(p_from_id => e.from_id, p_to_id => e.to_id, p_kind => e.kind,
        p_strategy => 'pattern', p_context => 'again', p_confidence => 0.9)]) FROM edge e""",
    ],
)
def test_who_has_an_edge_has_its_ends(connection: psycopg.Connection, database: str, statement: str) -> None:
    """Otherwise a deletion of an end waits for the edge, and who has the edge waits for the end."""
    connection.execute("INSERT INTO entity (title, type) VALUES ('Ann Lee', 'person'), ('Acme', 'organization')")
    connection.execute('INSERT INTO raw_events (payload) VALUES (\'{"content": "Ann Lee joined Acme."}\')')
    assert connection.execute("SELECT FROM edge WHERE kind = 'works_at'").rowcount == 1
    connection.execute("SET lock_timeout = '5s'")
    with contextlib.ExitStack() as deletion, connection.transaction():
        connection.execute(statement.encode())
        deletion.enter_context(at_once(database, "DELETE FROM entity WHERE title = 'Ann Lee'"))
        waits(connection, "wait_event_type = 'Lock'")
        connection.execute(
            "INSERT INTO edge (from_id, to_id, kind) SELECT f.id, t.id, 'likes' FROM entity f, entity t "
            "WHERE f.title = 'Ann Lee' AND t.title = 'Acme'"
        )
    assert connection.execute("SELECT FROM edge").rowcount == 0


def test_a_deleted_entity_waits_for_none_of_its_names(connection: psycopg.Connection, database: str) -> None:
    """Somebody else has them: they stay until a night."""
    connection.execute("INSERT INTO entity (title, type) VALUES ('Bella Corp', 'organization')")
    with session(database) as other, other.transaction():
        assert other.execute("SELECT FROM entity_name FOR UPDATE").rowcount > 0
        assert connection.execute("DELETE FROM entity WHERE title = 'Bella Corp'").rowcount == 1
    connection.execute("CALL run_nightly(1)")
    assert connection.execute("SELECT count(*) AS n FROM entity_name").fetchone() == {"n": 0}


GATE = 4712  # the advisory lock at which the strategy slow waits while it reads


@pytest.fixture
def observed(connection: psycopg.Connection) -> psycopg.Connection:
    """Three people with two edges, and strategies: seen confirms both edges and finds a third, slow infers at the gate."""
    connection.execute("DELETE FROM strategy_setting WHERE graph_id = 1")
    connection.execute(
        "INSERT INTO entity (id, title, type) SELECT lpad(i::text, 32, '0')::uuid, 'Person ' || i, 'person' "
        "FROM generate_series(1, 4) i"
    )
    connection.execute(
        "INSERT INTO edge (from_id, to_id, kind) SELECT f.id, t.id, 'knows' FROM entity f, entity t "
        "WHERE (f.title, t.title) IN (('Person 1', 'Person 2'), ('Person 1', 'Person 3'))"
    )
    for name, body in (
        (
            "seen",
            """
            BEGIN
                RETURN QUERY
                SELECT (relationship_engine.candidate(f.id, t.id, 'knows', 'seen', 'today', 0.9)).*
                FROM relationship_engine.entity f, relationship_engine.entity t
                WHERE f.id = ANY (p_entity_ids) AND f.title = 'Person 1' AND t.title <> 'Person 1';
            END
            """,
        ),
        ("slow", f"BEGIN PERFORM pg_advisory_xact_lock_shared({GATE}); END"),
    ):
        connection.execute(
            f"CREATE FUNCTION detect_{name}(p_graph_id bigint, p_entity_ids uuid[]) RETURNS SETOF candidate "  # type: ignore[arg-type]
            f"LANGUAGE plpgsql AS $body$ {body} $body$"
        )
    connection.execute(
        "INSERT INTO strategy_setting (graph_id, strategy, weight, is_inferred) "
        "VALUES (1, 'seen', 1, false), (1, 'slow', 0.5, true)"
    )
    return connection


def observations(connection: psycopg.Connection) -> list[str]:
    """Return the persons of whom the strategy seen has learned."""
    return [
        row["title"]
        for row in connection.execute(
            "SELECT t.title FROM evidence v JOIN entity t ON t.id = v.to_id WHERE v.strategy = 'seen' ORDER BY t.title"
        )
    ]


@pytest.mark.parametrize("is_inferred", [False, True], ids=["observes", "infers"])
def test_edges_are_free_while_a_run_on_demand_reads(
    observed: psycopg.Connection, database: str, *, is_inferred: bool
) -> None:
    """Of two edges that it has found news of, a user changes one and deletes the other, while a strategy still reads."""
    observed.execute("UPDATE strategy_setting SET is_inferred = %s WHERE strategy = 'slow'", [is_inferred])
    with session(database) as user, user.transaction():
        user.execute("SELECT pg_advisory_xact_lock(%s)", [GATE])
        with at_once(database, "SELECT run_on_demand()"):
            waits(observed, "a.query = 'SELECT run_on_demand()' AND a.wait_event = 'advisory'")
            observed.execute("SET lock_timeout = '1s'")
            try:
                for title, change in (
                    ("Person 2", "UPDATE edge SET confidence = 0.3"),
                    ("Person 3", "DELETE FROM edge"),
                ):
                    statement = f"{change} WHERE to_id = (SELECT id FROM entity WHERE title = %s)"
                    assert observed.execute(statement, [title]).rowcount == 1  # type: ignore[arg-type]
            finally:
                user.execute("ROLLBACK")
    assert observations(observed) == ["Person 2", "Person 3", "Person 4"]
    edge = "SELECT confidence, weight FROM edge WHERE to_id = (SELECT id FROM entity WHERE title = 'Person 2')"
    assert observed.execute(edge).fetchone() == {"confidence": 0.3, "weight": 2}


@pytest.mark.parametrize(
    ("statement", "learned_beside"),
    [
        ("UPDATE edge SET confidence = 0.3 WHERE to_id = (SELECT id FROM entity WHERE title = 'Person 2')", ["3", "4"]),
        ("SELECT FROM entity WHERE title = 'Person 2' FOR UPDATE", ["3", "4"]),
        ("DELETE FROM entity WHERE title = 'Person 4'", ["2", "3"]),
    ],
)
def test_a_run_on_demand_waits_for_no_user(
    observed: psycopg.Connection, database: str, statement: str, learned_beside: list[str]
) -> None:
    """What the open transaction of a user has is left to the next night, and the run says so."""
    with session(database) as user, user.transaction():
        user.execute(statement)  # type: ignore[arg-type]
        observed.execute("SET statement_timeout = '20s'")
        run = observed.execute("SELECT * FROM run_on_demand()").fetchone()
        assert run is not None
        assert (run["status"], "the next nightly run" in run["message"]) == ("done", True)
        assert observations(observed) == [f"Person {number}" for number in learned_beside]
    observed.execute("CALL run_nightly(1)")
    left = observed.execute("SELECT title FROM entity WHERE title <> 'Person 1' ORDER BY title").fetchall()
    assert observations(observed) == [row["title"] for row in left]
    assert observed.execute("SELECT * FROM recompute_weights(1)").fetchall() == []


def slow_to_infer(connection: psycopg.Connection, body: str) -> None:
    """Let the strategy slow do that for each chunk of entities, of which each is one."""
    connection.execute(
        "CREATE OR REPLACE FUNCTION detect_slow(p_graph_id bigint, p_entity_ids uuid[]) RETURNS SETOF candidate "
        f"LANGUAGE plpgsql AS $body$ BEGIN {body}; END $body$"  # type: ignore[arg-type]
    )
    connection.execute("UPDATE graph SET chunk_size = 1")


def test_a_run_on_demand_reads_no_further_when_a_user_waits_for_it(observed: psycopg.Connection, database: str) -> None:
    """It has learned of twelve people, and infers about them, half a second each, when one of them is deleted."""
    observed.execute(
        "INSERT INTO entity (id, title, type) SELECT lpad(i::text, 32, '0')::uuid, 'Person ' || i, 'person' "
        "FROM generate_series(5, 12) i"
    )
    slow_to_infer(
        observed, "PERFORM pg_sleep(0.5) FROM relationship_engine.evidence v WHERE v.strategy = 'seen' LIMIT 1"
    )
    with at_once(database, "SELECT run_on_demand()"):
        waits(observed, "a.query = 'SELECT run_on_demand()' AND a.wait_event = 'PgSleep'")
        observed.execute("SET lock_timeout = '3s'")
        assert observed.execute("DELETE FROM entity WHERE title = 'Person 7'").rowcount == 1
    run = observed.execute("SELECT status, message, missed_ids FROM run WHERE mode = 'on_demand'").fetchone()
    assert run is not None
    assert (run["status"], "the next nightly run" in run["message"]) == ("done", True)
    assert run["missed_ids"]
    assert "Person 12" in observations(observed)


def test_a_run_on_demand_links_last(observed: psycopg.Connection, database: str) -> None:
    """An entity without its link to its event can be deleted while the run infers about others."""
    event = observed.execute("INSERT INTO raw_events (payload) VALUES ('{}') RETURNING id").fetchone()
    assert event is not None
    observed.execute("SET session_replication_role = replica")
    observed.execute("INSERT INTO entity (title, type, source_event_id) VALUES ('Late Corp', 'x', %s)", [event["id"]])
    observed.execute("SET session_replication_role = origin")
    slow_to_infer(observed, f"PERFORM pg_advisory_xact_lock_shared({GATE})")
    with session(database) as user, user.transaction():
        user.execute("SELECT pg_advisory_xact_lock(%s)", [GATE])
        with at_once(database, "SELECT run_on_demand()"):
            waits(observed, "a.query = 'SELECT run_on_demand()' AND a.wait_event = 'advisory'")
            observed.execute("SET lock_timeout = '1s'")
            try:
                assert observed.execute("DELETE FROM entity WHERE title = 'Late Corp'").rowcount == 1
            finally:
                user.execute("ROLLBACK")


@pytest.mark.parametrize(
    "job",
    [
        *("undo_run(%(run)s)", "prune(1)", "restore_pruned(1, '-infinity')", "repair(1)", "run_on_demand()"),
        "merge_entities(md5('1')::uuid, md5('2')::uuid)",
    ],
)
def test_a_job_makes_room_for_an_installation(connection: psycopg.Connection, database: str, job: str) -> None:
    """It does not take a lock before the installation that waits for the tables is over."""
    run = learned(connection, 20)
    statement = f"SELECT {job}" % {"run": f"'{run}'"}
    with session(database) as owner:
        owner.execute("BEGIN")
        owner.execute("SELECT lock_installation(true)")
        with at_once(database, statement) as other:
            waits(connection, f"a.pid = {other.info.backend_pid} AND a.wait_event = 'PgSleep'")
            locks = (
                "SELECT l.relation::regclass::text AS relation FROM pg_locks l LEFT JOIN pg_class c ON c.oid = l.relation "
                "WHERE l.pid = %s AND (l.locktype = 'advisory' OR c.relnamespace = 'relationship_engine'::regnamespace)"
            )
            assert connection.execute(locks, [other.info.backend_pid]).fetchall() == []
            owner.execute("COMMIT")


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
                        user.execute("SELECT FROM entity LIMIT 1")  # and writes to it later
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


def test_row_security_can_be_switched_during_long_statements(connection: psycopg.Connection, database: str) -> None:
    """Several sessions write without a pause, and each of their statements takes longer than a second."""
    stop = threading.Event()
    failed: list[Exception] = []

    def write(number: int) -> None:
        try:
            with session(database) as user:
                stop.wait(number * 0.3)
                while not stop.is_set():
                    user.execute('INSERT INTO raw_events (payload) SELECT \'{"content": "long"}\' FROM pg_sleep(1.2)')
        except Exception as error:  # noqa: BLE001 - asserted below
            failed.append(error)

    threads = [threading.Thread(target=write, args=(number,)) for number in range(4)]
    for thread in threads:
        thread.start()
    try:
        time.sleep(1)
        connection.execute("SET lock_timeout = '30s'")
        connection.execute("SELECT enable_row_security()")
        connection.execute("SELECT disable_row_security()")
    finally:
        stop.set()
        for thread in threads:
            thread.join(30)
    assert not failed


def waits(connection: psycopg.Connection, condition: str) -> None:
    """Wait until another session of this database waits in such a way."""
    query = (
        "SELECT FROM pg_stat_activity a WHERE a.datname = current_database() AND a.pid <> pg_backend_pid() AND "
        + condition
    )
    deadline = time.monotonic() + 60
    while not connection.execute(query).rowcount:  # type: ignore[arg-type]
        assert time.monotonic() < deadline, condition
        time.sleep(0.02)


@contextmanager
def at_once(database: str, statement: str) -> Iterator[psycopg.Connection]:
    """Run a statement in a session of its own, during the block and beyond it; it succeeds."""
    failed: list[Exception] = []

    def run() -> None:
        try:
            other.execute(statement)  # type: ignore[arg-type]
        except Exception as error:  # noqa: BLE001 - asserted below
            failed.append(error)

    with session(database) as other:
        thread = threading.Thread(target=run)
        thread.start()
        try:
            yield other
        finally:
            thread.join(120)
        assert not thread.is_alive()
        assert not failed, failed


def test_a_stranger_stops_neither_installations_nor_workers(connection: psycopg.Connection, database: str) -> None:
    """Who may only log in holds the lock of the first installation: all goes on. The lock of later ones is the owner's."""
    stranger, reader = (f"re_{word}_{uuid4().hex[:8]}" for word in ("stranger", "reader"))
    connection.execute(f"CREATE ROLE {stranger}; CREATE ROLE {reader}")  # type: ignore[arg-type]
    connection.execute("SELECT grant_usage(%s, 'admin')", [reader])
    switch_on(connection)
    add(connection, "an event", ["Ann", "Ben"])
    with session(database) as other:
        other.execute(f"SET ROLE {stranger}")  # type: ignore[arg-type]
        other.execute("SELECT pg_advisory_lock(hashtext('relationship_engine/install'))")
        connection.execute("SET lock_timeout = '5s'")
        connection.execute("SELECT install()")
        connection.execute("SELECT enable_row_security(), disable_row_security()")
        connection.execute("SELECT revoke_usage(%s), grant_usage(%s, 'admin')", [reader, reader])
        assert len(claim(connection)) == 1
        for role in (stranger, reader):
            other.execute(f"SET ROLE {role}")  # type: ignore[arg-type]
            for mode in ("EXCLUSIVE", "SHARE ROW EXCLUSIVE", "ROW EXCLUSIVE"):
                with pytest.raises(psycopg.errors.InsufficientPrivilege), other.transaction():
                    other.execute(f"LOCK TABLE relationship_engine.migration IN {mode} MODE")  # type: ignore[arg-type]
        other.execute("RESET ROLE")
    connection.execute(f"SELECT revoke_usage('{reader}')")  # type: ignore[arg-type]
    connection.execute(f"DROP ROLE {stranger}; DROP ROLE {reader}")  # type: ignore[arg-type]


def test_an_installation_waits_for_a_table_and_others_do_not_wait_for_it(
    connection: psycopg.Connection, database: str
) -> None:
    """A table that somebody holds is waited for up to lock_timeout; statements of users go on meanwhile."""
    with session(database) as holder, session(database) as user:
        with holder.transaction():
            holder.execute("SELECT FROM entity")
            connection.execute("SET lock_timeout = '300ms'")
            with pytest.raises(psycopg.errors.LockNotAvailable):
                connection.execute("SELECT install()")
            connection.execute("RESET lock_timeout")
            with at_once(database, "SELECT install()"):
                waits(connection, "a.query = 'SELECT install()' AND a.wait_event = 'PgSleep'")
                user.execute("SET statement_timeout = '20s'")
                for statement in STATEMENTS.values():
                    if "edge" not in statement:
                        user.execute(statement)  # type: ignore[arg-type]
                # the end of the holder's transaction is what lets it through
                assert connection.execute(
                    "SELECT count(*) AS n FROM pg_stat_activity WHERE query = 'SELECT install()' AND state = 'active'"
                ).fetchone() == {"n": 1}
                holder.execute("ROLLBACK")
        assert user.execute("SELECT count(*) AS n FROM entity WHERE title = 'New Corp'").fetchone() == {"n": 1}


@pytest.mark.parametrize(
    "job", ["SELECT purge(1)", "SELECT prune(1)", "SELECT refresh_duplicates(1)", "SELECT repair(1)"]
)
def test_a_job_beside_an_installation(connection: psycopg.Connection, database: str, job: str) -> None:
    """Whatever of the tables the job has already taken, and takes afterwards: both come to their end."""
    learned(connection, 20)
    connection.execute("UPDATE graph SET retention = '1 day'")
    connection.execute("UPDATE run SET started_at = now() - interval '1 year', finished_at = now() - interval '1 year'")
    with session(database) as worker:
        worker.execute("BEGIN")
        worker.execute("SELECT FROM raw_events LIMIT 1")
        with at_once(database, "SELECT install()"):
            waits(connection, "a.query = 'SELECT install()'")
            worker.execute(job)  # type: ignore[arg-type]
            worker.execute("DELETE FROM entity WHERE title = 'Crowd 1'")
            worker.execute("COMMIT")
    assert connection.execute("SELECT count(*) AS n FROM entity WHERE title = 'Crowd 1'").fetchone() == {"n": 0}
    assert connection.execute("SELECT * FROM doctor() WHERE status = 'error'").fetchall() == []


def test_a_night_makes_room_for_an_installation(connection: psycopg.Connection, database: str) -> None:
    """It begins no step while one waits for the tables, and goes on when that is over."""
    learned(connection, 20)
    with session(database) as owner:
        owner.execute("BEGIN")
        owner.execute("SELECT lock_installation(true)")
        assert connection.execute("SELECT is_installing()").fetchone() == {"is_installing": True}
        with at_once(database, "CALL run_nightly(1)"):
            waits(connection, "a.query = 'CALL run_nightly(1)' AND a.wait_event = 'PgSleep'")
            assert connection.execute("SELECT count(*) AS n FROM run WHERE mode = 'nightly'").fetchone() == {"n": 0}
            connection.execute("SET statement_timeout = '5s'")
            with pytest.raises(psycopg.errors.QueryCanceled):
                connection.execute("SELECT make_room()")
            # who holds one of the tables does not wait for whom it would be in the way of
            connection.execute("SELECT make_room() FROM graph")
            connection.execute("RESET statement_timeout")
            owner.execute("COMMIT")
    assert connection.execute("SELECT status, error FROM run WHERE mode = 'nightly'").fetchall() == [
        {"status": "done", "error": None}
    ]
    # grants take turns with installations, and need no room
    with session(database) as owner, owner.transaction():
        owner.execute("SELECT lock_installation()")
        assert connection.execute("SELECT is_installing()").fetchone() == {"is_installing": False}


def test_row_security_can_be_switched_beside_nights_without_end(connection: psycopg.Connection, database: str) -> None:
    """Each of their steps takes longer than the tables can be waited for at a time."""
    learned(connection, 20)
    connection.execute(
        "CREATE FUNCTION detect_slow(bigint, uuid[]) RETURNS SETOF candidate LANGUAGE plpgsql AS "
        "'BEGIN PERFORM pg_sleep(1.5) FROM (SELECT FROM relationship_engine.entity LIMIT 1) x; END'"
    )
    connection.execute("UPDATE strategy_setting SET mode = 'off'")
    connection.execute("INSERT INTO strategy_setting (graph_id, strategy) VALUES (1, 'slow')")
    connection.execute("UPDATE graph SET chunk_size = 1")
    with at_once(database, "CALL run_nightly(1, true)"):
        waits(connection, "a.query LIKE 'CALL run_nightly%' AND a.wait_event = 'PgSleep'")
        connection.execute("SELECT enable_row_security()")
        connection.execute("SELECT disable_row_security()")
        is_running = "SELECT status FROM run WHERE mode = 'nightly'"
        assert connection.execute(is_running).fetchone() == {"status": "running"}
        connection.execute("SELECT set_mode('off')")
    assert connection.execute("SELECT count(*) AS n FROM run_step WHERE error IS NOT NULL").fetchone() == {"n": 0}
