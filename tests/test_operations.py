"""What operators do to a database beside the engine: keys that change, TRUNCATE, two-phase commit, pids that come again."""

import threading
import time
from collections.abc import Iterator

import psycopg
import pytest

import servers
from conftest import PLAIN_SCRIPT, PROJECT, connect
from relationship_engine import database as product

ALIEN = "00000000-0000-0000-0000-0000000000b1"


def names(connection: psycopg.Connection) -> int:
    """Return how many names stand for entities that are not there."""
    row = connection.execute(
        "SELECT count(*) AS n FROM entity_name n WHERE NOT EXISTS ("
        "SELECT FROM entity e WHERE e.graph_id = n.graph_id AND e.id = n.entity_id)"
    ).fetchone()
    return int(row["n"])  # type: ignore[index]


def mentions(connection: psycopg.Connection, text: str) -> int:
    """Store an event, and return how many entities were found in it."""
    event = connection.execute(
        "INSERT INTO raw_events (payload) VALUES (jsonb_build_object('content', %s::text)) RETURNING id", [text]
    ).fetchone()["id"]  # type: ignore[index]
    return connection.execute("SELECT FROM mention WHERE event_id = %s", [event]).rowcount


@pytest.mark.parametrize(
    "change",
    [
        f"UPDATE entity SET id = '{ALIEN}' WHERE title = 'Lone Corporation'",
        "UPDATE entity SET graph_id = 2 WHERE title = 'Lone Corporation'",
        "TRUNCATE entity CASCADE",
        "DELETE FROM entity",
        "SET session_replication_role = replica; DELETE FROM entity; RESET session_replication_role",
    ],
)
def test_names_never_stop_a_statement_or_a_night(connection: psycopg.Connection, change: str) -> None:
    """Whatever happens to an entity, later events are read, nights are done, and its names find it or nothing."""
    connection.execute("SELECT create_graph('other')")
    connection.execute("INSERT INTO entity (title, type) VALUES ('Lone Corporation', 'organization')")
    connection.execute(change)  # type: ignore[arg-type]
    if "replica" not in change:
        assert names(connection) == 0
    remains = connection.execute("SELECT FROM entity WHERE graph_id = 1").rowcount
    assert mentions(connection, "Lone Corporation grew.") == remains
    connection.execute("CALL run_nightly()")
    assert connection.execute("SELECT mode, error FROM run WHERE status = 'failed'").fetchall() == []


@pytest.mark.parametrize(
    "job", ["CALL run_nightly()", "SELECT repair(1)", "SELECT undo_run(id, p_force => true) FROM run"]
)
def test_edges_whose_ends_went_without_triggers_stop_nothing(connection: psycopg.Connection, job: str) -> None:
    """Their event went too: whatever updates them, and more than once, takes them along, and leaves the others."""
    ada, acme, bolt, event = (
        row["id"]
        for statement in (
            "INSERT INTO entity (title, type) VALUES ('Ada', 'person'), ('Acme', 'x'), ('Bolt', 'x') RETURNING id",
            'INSERT INTO raw_events (payload) VALUES (\'{"content": "Nothing."}\') RETURNING id',
        )
        for row in connection.execute(statement).fetchall()
    )
    for other, context, origin in ((acme, "a", event), (bolt, "b", event), (acme, "c", None)):
        connection.execute(
            "SELECT learn(1, ARRAY[candidate(%s, %s, 'knows', 'asked', %s, 0.9, p_event_id => %s, "
            "p_description => 'as it was said')])",
            [ada, other, context, origin],
        )
    connection.execute(
        "SET session_replication_role = replica; DELETE FROM raw_events; DELETE FROM entity WHERE title = 'Bolt'; "
        "RESET session_replication_role"
    )
    connection.execute(job)  # type: ignore[arg-type]
    assert connection.execute("SELECT mode, error FROM run WHERE status = 'failed'").fetchall() == []
    connection.execute("CALL run_nightly()")
    assert connection.execute("SELECT mode, error FROM run WHERE status = 'failed'").fetchall() == []
    assert connection.execute("SELECT to_id FROM edge WHERE to_id = %s", [bolt]).fetchall() == []


def test_the_same_load_after_truncate_gives_the_same_graph(connection: psycopg.Connection) -> None:
    """TRUNCATE leaves nothing behind that would change what is found the next time."""
    found = []
    for _ in range(2):
        connection.execute("TRUNCATE entity, raw_events CASCADE")
        connection.execute(
            "INSERT INTO entity (title, type) VALUES ('Acme', 'organization'), ('Engineer at Acme', 'role')"
        )
        assert mentions(connection, "Acme grew.") == 1
        found.append(connection.execute("SELECT kind, confidence, weight FROM edge ORDER BY kind").fetchall())
    assert found[0] == found[1] != []


def test_a_backend_that_got_the_pid_of_a_killed_run_holds_nothing(
    database: str, connection: psycopg.Connection
) -> None:
    """After a crash another session may get the pid of a run that never ended: undo does not wait for that session."""
    connection.execute("INSERT INTO entity (title, type) VALUES ('Acme', 'organization'), ('Engineer at Acme', 'role')")
    connection.execute("CALL run_nightly()")
    with connect(database) as other:
        pid = other.info.backend_pid
        run = connection.execute(
            "UPDATE run SET status = 'running', finished_at = NULL, backend_pid = %s, started_at = now() - interval '1 day' "
            "WHERE mode = 'nightly' RETURNING id",
            [pid],
        ).fetchone()["id"]  # type: ignore[index]
        connection.execute("SELECT undo_run(%s, p_force => true)", [run])


@pytest.fixture(scope="module")
def two_phase() -> Iterator[servers.Server]:
    """A server that takes PREPARE TRANSACTION."""
    with servers.embedded(in_memory=True, settings={"max_prepared_transactions": "5"}) as running:
        running.install_extension(PROJECT)
        yield running


def test_transactions_that_queue_jobs_can_be_prepared(two_phase: servers.Server) -> None:
    """The wake-up of workers does not forbid two-phase commit; they find the jobs when they poll."""
    with connect(two_phase.uri()) as connection:
        connection.execute("CREATE EXTENSION relationship_engine CASCADE")
        connection.execute("SELECT relationship_engine.install()")
        connection.execute("SET search_path = relationship_engine, public")
        connection.execute("SELECT set_mode('active', p_strategy => 'semantic')")
        connection.execute("BEGIN")
        event = connection.execute(
            'INSERT INTO raw_events (payload) VALUES (\'{"content": "Ada Byron met Bob Kent."}\') RETURNING id'
        ).fetchone()["id"]  # type: ignore[index]
        connection.execute(
            "INSERT INTO entity (title, type, source_event_id) VALUES ('Ada Byron', 'person', %s), ('Bob Kent', 'person', %s)",
            [event, event],
        )
        connection.execute("PREPARE TRANSACTION 'two_phase'")
        connection.execute("COMMIT PREPARED 'two_phase'")
        assert connection.execute("SELECT FROM llm_job").rowcount == 1


def test_installing_the_same_version_again_leaves_types_and_functions_in_place(empty_database: str) -> None:
    """So a night that runs meanwhile goes on; a function that somebody has replaced by another kind comes back."""
    objects = (
        "SELECT oid::bigint AS id, typname AS name FROM pg_type WHERE typnamespace = 'relationship_engine'::regnamespace "
        "UNION ALL SELECT oid::bigint, oid::regprocedure::text FROM pg_proc "
        "WHERE pronamespace = 'relationship_engine'::regnamespace AND proname <> '_signatures' ORDER BY 1"
    )
    with connect(empty_database) as db:
        db.execute(PLAIN_SCRIPT.read_bytes())
        before = db.execute(objects).fetchall()
        assert len(before) > 200
        db.execute(PLAIN_SCRIPT.read_bytes())
        assert db.execute(objects).fetchall() == before
        db.execute("DROP FUNCTION relationship_engine.version()")
        db.execute("CREATE FUNCTION relationship_engine.version() RETURNS name LANGUAGE sql AS $$SELECT 'x'::name$$")
        db.execute(PLAIN_SCRIPT.read_bytes())
        row = db.execute("SELECT pg_typeof(relationship_engine.version())::text AS type").fetchone()
        assert row == {"type": "text"}


def test_an_installation_that_loses_a_deadlock_tries_again(database: str) -> None:
    """A writer holds what the installation needs, and wants what it has: the writer goes on, the installation after it."""
    with connect(database) as writer, product.connect(database) as installing:
        writer.execute("SET deadlock_timeout = '10s'")
        installing.execute("SET deadlock_timeout = '100ms'")
        writer.execute("BEGIN")
        writer.execute("LOCK TABLE relationship_engine.raw_events IN ROW EXCLUSIVE MODE")
        thread = threading.Thread(target=lambda: product.install(installing))
        thread.start()
        waiting = "SELECT FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND pid = %s"
        pid = installing.info.backend_pid
        with connect(database) as other:
            for _ in range(200):
                if other.execute(waiting, [pid]).rowcount:
                    break
                time.sleep(0.05)
        writer.execute("INSERT INTO relationship_engine.entity (title, type) VALUES ('Acme', 'organization')")
        writer.execute("COMMIT")
        thread.join(30)
        assert not thread.is_alive()
        assert writer.execute("SELECT FROM relationship_engine.entity").rowcount == 1
