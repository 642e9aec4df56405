"""Change data capture: all tables published while everything runs, and applied by a subscriber."""

import time
from collections.abc import Iterator
from datetime import timedelta
from uuid import uuid4

import psycopg
import pytest

import servers
from conftest import PROJECT, connect
from filled import fill


@pytest.fixture(scope="module")
def logical() -> Iterator[servers.Server]:
    """A server whose WAL can be decoded."""
    with servers.embedded(in_memory=True, settings={"wal_level": "logical"}) as running:
        running.install_extension(PROJECT)
        yield running


def tables(connection: psycopg.Connection) -> list[str]:
    """Return all tables of the schema."""
    return [
        row["relname"]
        for row in connection.execute(
            "SELECT relname FROM pg_class WHERE relnamespace = 'relationship_engine'::regnamespace AND relkind = 'r' ORDER BY 1"
        )
    ]


def eventually(connection: psycopg.Connection, query: str, expected: object) -> None:
    """Wait until a query gives what is expected."""
    deadline = time.monotonic() + 60
    while (found := connection.execute(query).fetchall()) != expected and time.monotonic() < deadline:  # type: ignore[arg-type]
        time.sleep(0.1)
    assert found == expected


def test_every_table_has_a_key_of_plain_columns(connection: psycopg.Connection) -> None:
    """So that its rows can be updated and deleted while it is published."""
    without = connection.execute(
        """
        SELECT c.relname
        FROM pg_class c
        LEFT JOIN pg_index i ON i.indrelid = c.oid AND i.indisprimary
        WHERE c.relnamespace = 'relationship_engine'::regnamespace AND c.relkind = 'r' AND (
            i.indexrelid IS NULL OR EXISTS (
                SELECT FROM pg_attribute a
                WHERE a.attrelid = c.oid AND a.attnum = ANY (i.indkey) AND a.attgenerated <> ''))
        """
    ).fetchall()
    assert without == []


def test_whole_old_rows_can_be_published(connection: psycopg.Connection) -> None:
    """As the page on dumps says, for tools that want them."""
    if connection.info.server_version < 180000:
        pytest.skip("before PostgreSQL 18 a publication has no such option")
    connection.execute("CREATE PUBLICATION everything FOR ALL TABLES WITH (publish_generated_columns = stored)")
    connection.execute("ALTER TABLE edge_store REPLICA IDENTITY FULL")
    connection.execute("INSERT INTO entity (title, type) VALUES ('Acme', 'organization')")
    connection.execute("INSERT INTO entity (title, type) VALUES ('Clerk at Acme', 'role')")
    assert connection.execute("UPDATE edge SET confidence = 0.3").rowcount == 1
    connection.execute("CALL run_nightly(1)")
    assert connection.execute("SELECT DISTINCT status FROM run").fetchall() == [{"status": "done"}]


def test_everything_works_while_all_tables_are_published(connection: psycopg.Connection) -> None:
    """Triggers, nights that mine rules, undo, grants, reviews and the queue: nothing fails for want of a key."""
    role = f"re_cdc_{uuid4().hex[:8]}"
    connection.execute("CREATE PUBLICATION everything FOR ALL TABLES")
    connection.execute("SELECT create_graph('other')")
    fill(connection, {1: "Acme", 2: "Globex"})
    connection.execute("DELETE FROM run WHERE status = 'failed'")
    connection.execute("INSERT INTO entity (title, type) SELECT 'Person' || i, 'person' FROM generate_series(1, 60) i")
    connection.execute(
        "INSERT INTO entity (title, type) SELECT 'Firm' || i || ' Corporation', 'organization' FROM generate_series(1, 20) i"
    )
    connection.execute(
        "INSERT INTO entity (title, type) SELECT 'Group' || i || ' Holding', 'organization' FROM generate_series(1, 5) i"
    )
    pairs = (
        "INSERT INTO edge (from_id, to_id, kind) SELECT a.id, b.id, %s "
        "FROM (SELECT id, row_number() OVER (ORDER BY id) AS n FROM entity WHERE title LIKE %s) a "
        "JOIN (SELECT id, row_number() OVER (ORDER BY id) AS n FROM entity WHERE title LIKE %s) b ON b.n = a.n %% %s + 1"
    )
    connection.execute(pairs, ["works_at", "Person%", "Firm%", 20])
    connection.execute(pairs, ["part_of", "Firm%", "Group%", 5])
    connection.execute(
        "INSERT INTO edge (from_id, to_id, kind) SELECT a.from_id, b.to_id, 'belongs_to' "
        "FROM edge a JOIN edge b ON b.from_id = a.to_id WHERE a.kind = 'works_at' AND b.kind = 'part_of'"
    )
    night = connection.execute("SELECT decay_date AS night FROM graph WHERE id = 1").fetchone()["night"]  # type: ignore[index]
    for days in (1, 2, 3):
        connection.execute(
            "DELETE FROM edge WHERE kind = 'belongs_to' AND from_id < 'a0000000-0000-0000-0000-000000000000'"
        )
        connection.execute("CALL run_nightly(1, true, %s, p_simulate => true)", [night + timedelta(days=days)])
    assert connection.execute("SELECT count(*) > 0 AS mined FROM composition_rule").fetchone() == {"mined": True}
    connection.execute("UPDATE composition_rule SET enabled = false")
    connection.execute("DELETE FROM composition_rule")
    last = connection.execute(
        "SELECT id FROM run WHERE mode = 'nightly' AND graph_id = 1 ORDER BY night DESC LIMIT 1"
    ).fetchone()
    connection.execute("SELECT undo_run(%s, p_force => true)", [last["id"]])  # type: ignore[index]
    connection.execute(f"CREATE ROLE {role}")  # type: ignore[arg-type]
    for level in ("reader", "writer"):
        connection.execute("SELECT grant_usage(%s, %s)", [role, level])
    connection.execute("SELECT revoke_usage(%s)", [role])
    connection.execute(f"DROP ROLE {role}")  # type: ignore[arg-type]
    connection.execute("DELETE FROM entity WHERE title LIKE 'Person1%%'")
    connection.execute("UPDATE edge SET pinned = true, confidence = 0.5 WHERE kind = 'works_at'")
    connection.execute("SELECT unmirror_legacy('Globex', 2)")
    connection.execute("SELECT delete_graph(2, 'other')")
    failed = connection.execute("SELECT mode, error FROM run WHERE status = 'failed'").fetchall()
    assert failed == []


def test_doctor_tells_how_to_publish_whole_old_rows(logical: servers.Server) -> None:
    """With REPLICA IDENTITY FULL, PostgreSQL 18 refuses updates unless generated columns are published too."""
    name = f"re_full_{uuid4().hex[:8]}"
    with connect(logical.uri()) as admin:
        admin.execute(f"CREATE DATABASE {name}")  # type: ignore[arg-type]
    with connect(logical.uri(name)) as connection:
        connection.execute("CREATE EXTENSION relationship_engine CASCADE")
        connection.execute("SELECT relationship_engine.install()")
        connection.execute("SET search_path = relationship_engine, public")
        connection.execute("CREATE PUBLICATION everything FOR ALL TABLES")
        for table in tables(connection):
            connection.execute(f"ALTER TABLE {table} REPLICA IDENTITY FULL")  # type: ignore[arg-type]
        findings = "SELECT status, value, remedy FROM doctor() WHERE \"check\" = 'publications'"
        found = connection.execute(findings).fetchone()
        assert found
        assert found["status"] == "error"
        assert "edge_store" in found["value"]
        connection.execute(found["remedy"])
        assert connection.execute(findings).fetchone()["status"] == "ok"  # type: ignore[index]
        connection.execute("INSERT INTO entity (title, type) VALUES ('Acme', 'organization'), ('CEO at Acme', 'role')")
        connection.execute("CALL run_nightly(1, true, current_date + 1)")
        connection.execute("SELECT undo_run(id, p_force => true) FROM run WHERE mode = 'nightly'")
        connection.execute("UPDATE edge SET confidence = 0.3")
        connection.execute("DELETE FROM entity WHERE type = 'role'")
        assert connection.execute("SELECT mode, error FROM run WHERE status = 'failed'").fetchall() == []


def test_a_subscriber_has_the_same_rows(logical: servers.Server) -> None:
    """What a night, an undo and deletions write arrives at a subscriber, whose own triggers stay quiet."""
    names = [f"re_{side}_{uuid4().hex[:8]}" for side in ("from", "to")]
    with connect(logical.uri()) as admin:
        for name in names:
            admin.execute(f"CREATE DATABASE {name}")  # type: ignore[arg-type]
    with connect(logical.uri(names[0])) as source, connect(logical.uri(names[1])) as target:
        for side in (source, target):
            side.execute("CREATE EXTENSION relationship_engine CASCADE")
            side.execute("SELECT relationship_engine.install()")
            side.execute("SET search_path = relationship_engine, public")
        for table in tables(target):
            target.execute("SET session_replication_role = replica")
            target.execute(f"DELETE FROM {table}")  # type: ignore[arg-type]
        source.execute("CREATE PUBLICATION everything FOR TABLES IN SCHEMA relationship_engine")
        source.execute("SELECT pg_create_logical_replication_slot(%s, 'pgoutput')", [names[1]])
        target.execute(
            f"CREATE SUBSCRIPTION {names[1]} CONNECTION 'host={logical.host} port={logical.port} user=postgres "  # type: ignore[arg-type]
            f"dbname={names[0]}' PUBLICATION everything WITH (create_slot = false, slot_name = '{names[1]}')"
        )
        source.execute(
            "INSERT INTO raw_events (payload) SELECT jsonb_build_object('content', 'Acme bought Firm' || i) FROM generate_series(1, 5) i"
        )
        source.execute("INSERT INTO entity (title, type) VALUES ('Acme', 'organization'), ('Engineer at Acme', 'role')")
        source.execute("CALL run_nightly(1, true, current_date + 1)")
        source.execute("SELECT undo_run(id, p_force => true) FROM run WHERE mode = 'nightly' AND graph_id = 1")
        source.execute("DELETE FROM entity WHERE type = 'role'")
        for table in tables(source):  # each arrives by itself at first
            rows = f"SELECT coalesce(array_agg(t::text ORDER BY t::text), '{{}}') AS rows FROM {table} t"
            eventually(target, rows, source.execute(rows).fetchall())  # type: ignore[arg-type]
        target.execute(f"DROP SUBSCRIPTION {names[1]}")  # type: ignore[arg-type]


@pytest.fixture(scope="module")
def other(logical: servers.Server) -> Iterator[servers.Server]:
    """A second server, which subscribes to the first."""
    with servers.embedded(in_memory=True) as running:
        running.install_extension(PROJECT)
        assert running.pid != logical.pid
        yield running


EDGES = (
    "SELECT f.title AS source, e.kind, t.title AS target, round(e.weight::numeric, 9) AS weight FROM edge e "
    "JOIN entity f ON f.id = e.from_id JOIN entity t ON t.id = e.to_id ORDER BY 1, 2, 3"
)
# without mentions: nights on both sides write them, and a row that is there already would stop the subscription
INPUT = "TABLE relationship_engine.raw_events, relationship_engine.entity"


@pytest.mark.parametrize("published", ["TABLES IN SCHEMA relationship_engine", INPUT], ids=["all", "input"])
def test_a_second_server_has_the_graph(logical: servers.Server, other: servers.Server, published: str) -> None:
    """All tables: its edges arrive. Input alone: its own nights make them, and the doctor tells how to follow deletions."""
    name = f"re_sub_{uuid4().hex[:8]}"
    for server in (logical, other):
        with connect(server.uri()) as admin:
            admin.execute(f"CREATE DATABASE {name}")  # type: ignore[arg-type]
    with connect(logical.uri(name)) as source, connect(other.uri(name)) as target:
        for side in (source, target):
            side.execute("CREATE EXTENSION relationship_engine CASCADE")
            side.execute("SELECT relationship_engine.install()")
            side.execute("SET search_path = relationship_engine, public")
        source.execute('INSERT INTO raw_events (payload) VALUES (\'{"content": "Acme acquired Bolt."}\')')
        source.execute("INSERT INTO entity (title, type) VALUES ('Acme', 'organization'), ('Bolt', 'organization')")
        if published != INPUT:
            target.execute("SET session_replication_role = replica")
            for table in tables(target):
                target.execute(f"DELETE FROM {table}")  # type: ignore[arg-type]
            target.execute("RESET session_replication_role")
        source.execute(f"CREATE PUBLICATION graph FOR {published}")  # type: ignore[arg-type]
        target.execute(
            f"CREATE SUBSCRIPTION {name} CONNECTION 'host={logical.host} port={logical.port} user=postgres "  # type: ignore[arg-type]
            f"dbname={name}' PUBLICATION graph"
        )
        try:
            source.execute("INSERT INTO entity (title, type) VALUES ('CEO at Acme', 'role'), ('CTO at Bolt', 'role')")
            source.execute("CALL run_nightly()")
            count = "SELECT (SELECT count(*) FROM entity) AS entities, (SELECT count(*) FROM raw_events) AS events"
            eventually(target, count, source.execute(count).fetchall())  # type: ignore[arg-type]
            if published == INPUT:
                target.execute("CALL run_nightly()")
            edges = source.execute(EDGES).fetchall()  # type: ignore[arg-type]
            assert {(row["source"], row["kind"]) for row in edges} >= {
                ("CEO at Acme", "role_at"),
                ("CTO at Bolt", "role_at"),
            }
            eventually(target, EDGES, edges)
            source.execute("UPDATE entity SET title = 'CFO at Acme' WHERE title = 'CEO at Acme'")
            source.execute("DELETE FROM entity WHERE title = 'CTO at Bolt'")
            titles = "SELECT title FROM entity ORDER BY title"
            eventually(target, titles, source.execute(titles).fetchall())  # type: ignore[arg-type]
            if published == INPUT:
                target.execute("CALL run_nightly(p_night => current_date + 1)")
                remedies = (
                    "SELECT remedy FROM doctor() WHERE status IN ('error', 'warning') AND \"check\" <> 'schedule'"
                )
                for row in target.execute(remedies).fetchall():  # type: ignore[arg-type]
                    target.execute(row["remedy"])
                assert target.execute(remedies).fetchall() == []  # type: ignore[arg-type]
                source.execute("CALL run_nightly(p_night => current_date + 1)")
            eventually(target, EDGES, source.execute(EDGES).fetchall())  # type: ignore[arg-type]
            assert target.execute("SELECT mode, error FROM run WHERE status = 'failed'").fetchall() == []
        finally:
            target.execute(f"DROP SUBSCRIPTION {name}")  # type: ignore[arg-type]
