"""Dumps and restores by the tools of PostgreSQL, as docs/operations/dumps.md tells; rows without their parents."""

import os
import re
import subprocess
from pathlib import Path
from uuid import uuid4

import psycopg
import pytest
from click.testing import CliRunner

import servers
from conftest import PLAIN_SCRIPT, PROJECT, connect, janitor
from relationship_engine.cli import main

PAGE = (PROJECT / "docs" / "operations" / "dumps.md").read_text()
BLOCKS = {
    heading.strip(): block
    for heading, text in re.findall(r"^## (.*?)\n(.*?)(?=^## |\Z)", PAGE, re.MULTILINE | re.DOTALL)
    for block in re.findall(r"^```sh\n(.*?)^```", text, re.MULTILINE | re.DOTALL)
}
SEED = """
INSERT INTO entity (title, type) VALUES ('Acme', 'organization'), ('Engineer at Acme', 'role'), ('Bora', 'organization'),
    ('CTO at Bora', 'role');
INSERT INTO raw_events (payload) VALUES ('{"content": "Acme hired the CTO at Bora."}');
SELECT create_graph('second');
"""
# a delete that fires no triggers, as those of replication do
ORPHAN = """
SET session_replication_role = replica;
DELETE FROM entity WHERE title = 'Acme';
RESET session_replication_role
"""


@pytest.fixture
def source(empty_database: str) -> str:
    """The URI of a database with the plain installation, two edges and a night."""
    with connect(empty_database) as db:
        db.execute(PLAIN_SCRIPT.read_bytes())
        db.execute("SET search_path = relationship_engine, public")
        db.execute(SEED)
        db.execute("CALL run_nightly()")
    return empty_database


def edges(uri: str) -> list[dict[str, object]]:
    """Return the edges, and check that the database works and that doctor has nothing against it."""
    with connect(uri) as db:
        db.execute("SET search_path = relationship_engine, public")
        found = db.execute("SELECT kind, from_id, to_id, weight FROM edge ORDER BY 1, 2, 3").fetchall()
        wrong = db.execute("SELECT * FROM doctor() WHERE status IN ('error', 'warning') AND \"check\" <> 'schedule'")
        assert wrong.fetchall() == []
        db.execute("INSERT INTO entity (title, type) VALUES ('Zeta', 'organization'), ('Analyst at Zeta', 'role')")
        assert db.execute("SELECT FROM edge").rowcount == len(found) + 1
        assert db.execute("SELECT create_graph('third') AS id").fetchone() is not None
        db.execute("CALL run_nightly(p_night => current_date + 1)")
        assert db.execute("SELECT FROM run WHERE status = 'failed'").rowcount == 0
    return found


@pytest.mark.parametrize("heading", BLOCKS)
def test_the_commands_of_the_page_do_what_it_says(
    server: servers.Server, source: str, tmp_path: Path, heading: str
) -> None:
    """Whole, schema alone, data alone, and a dump with orphans: in the end the graph is there, or an empty one."""
    kept = edges_of(source)
    if heading == "Rows without their parents":
        with connect(source) as db:
            db.execute("SET search_path = relationship_engine, public")
            db.execute(ORPHAN)  # type: ignore[arg-type]
            kept = [row for row in kept if row["to_id"] in {e["id"] for e in db.execute("SELECT id FROM entity")}]
    name = f"re_{uuid4().hex[:12]}"
    commands = os.environ["PATH"] + os.pathsep + str(Path(PROJECT / ".venv" / "bin"))
    environment = {
        **os.environ,
        "PATH": f"{server.bin}{os.pathsep}{commands}",
        "PGHOST": server.host,
        "PGPORT": str(server.port),
        "PGUSER": "postgres",
        "DATABASE_URL": server.uri(name),
        "OLD": str(psycopg.conninfo.conninfo_to_dict(source)["dbname"]),
        "NEW": name,
    }
    script = BLOCKS[heading].replace("relationship-engine install", "relationship-engine install --plain")
    try:
        done = subprocess.run(  # noqa: S603 - the commands of our own page
            ["/bin/bash", "-euo", "pipefail", "-c", script],
            check=False, cwd=tmp_path, env=environment, capture_output=True, text=True,
        )  # fmt: skip
        assert done.returncode == 0, done.stderr
        assert "error" not in done.stdout, done.stdout
        assert edges(server.uri(name)) == ([] if heading == "Only the schema" else kept)
    finally:
        with connect(server.uri()) as db:
            db.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")  # type: ignore[arg-type]


def edges_of(uri: str) -> list[dict[str, object]]:
    """Return the edges of a database."""
    with connect(uri) as db:
        return db.execute(
            "SELECT kind, from_id, to_id, weight FROM relationship_engine.edge ORDER BY 1, 2, 3"
        ).fetchall()


def test_a_schema_of_another_version_is_refused_with_a_remedy(source: str) -> None:
    """Tables without the log of their migrations, and unlike those of this version, are not guessed at."""
    with connect(source) as db:
        db.execute("SET search_path = relationship_engine, public")
        db.execute("TRUNCATE migration")
        db.execute("ALTER TABLE raw_events DROP COLUMN source")
        with pytest.raises(psycopg.errors.ObjectNotInPrerequisiteState, match=r"column raw_events\.source") as raised:
            db.execute("SELECT install()")
        assert "pg_dump" in (raised.value.diag.message_hint or "")
        assert db.execute("SELECT FROM migration").rowcount == 0


ORPHANS = {
    "entity": ("DELETE FROM entity WHERE title = 'Acme'", {"edge_store", "mention"}),
    "graph": ("DELETE FROM graph WHERE id = 2", {"strategy_setting", "pattern_rule"}),
    "event": ("DELETE FROM raw_events", {"event_text"}),
    "edge": ("DELETE FROM edge_store", {"evidence"}),
    "run": ("DELETE FROM run", {"run_step"}),
    "model": ("UPDATE graph SET embedding_model = 'gone' WHERE id = 1", {"graph"}),
}


@pytest.mark.parametrize("parent", ORPHANS)
def test_doctor_finds_orphans_and_its_remedy_removes_them(connection: psycopg.Connection, parent: str) -> None:
    """Of each kind of parent: the finding names the tables, and after the remedy there is none."""
    connection.execute(SEED)
    connection.execute("CALL run_nightly()")
    delete, tables = ORPHANS[parent]
    connection.execute(f"SET session_replication_role = replica; {delete}; RESET session_replication_role")
    found = "SELECT value, remedy FROM doctor() WHERE \"check\" = 'orphans' AND status <> 'ok'"
    rows = connection.execute(found).fetchall()
    assert {table for table in tables if any(f" of {table} without" in row["value"] for row in rows)} == tables, rows
    for row in rows:
        connection.execute(row["remedy"])
    assert connection.execute(found).fetchall() == []
    wrong = "SELECT * FROM doctor() WHERE status IN ('error', 'warning') AND \"check\" <> 'schedule'"
    assert connection.execute(wrong).fetchall() == []


def test_repair_retracts_what_deleted_events_said(connection: psycopg.Connection) -> None:
    """An event that is deleted without triggers takes its edges along, when the graph is repaired."""
    connection.execute("INSERT INTO entity (title, type) VALUES ('Ada Byron', 'person'), ('Acme', 'organization')")
    connection.execute(
        'INSERT INTO raw_events (payload) VALUES (\'{"content": "Ada Byron joined Acme as an engineer."}\')'
    )
    assert connection.execute("SELECT FROM edge").rowcount == 1
    connection.execute("SET session_replication_role = replica; DELETE FROM raw_events; RESET session_replication_role")
    connection.execute("SELECT repair(1)")
    assert connection.execute("SELECT FROM edge").rowcount == 0
    assert connection.execute("SELECT FROM mention").rowcount == 0


def test_a_backup_with_orphans_warns_and_can_be_restored(
    server: servers.Server, source: str, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """The restore leaves them out and says which; the rest is whole."""
    with connect(source) as db:
        db.execute("SET search_path = relationship_engine, public")
        db.execute(ORPHAN)  # type: ignore[arg-type]
    saved = CliRunner().invoke(main, ["backup", str(tmp_path / "b"), "--dsn", source])
    assert saved.exit_code == 0, saved.output
    assert "1 rows of edge_store without their entity" in caplog.text
    assert "SELECT relationship_engine.repair(1);" in caplog.text
    caplog.clear()
    name = f"re_{uuid4().hex[:12]}"
    with janitor(server, name):
        loaded = CliRunner().invoke(main, ["restore", str(tmp_path / "b"), "--dsn", server.uri(name)])
        assert loaded.exit_code == 0, loaded.output
        assert "1 rows of edge_store without their entity" in caplog.text
        assert len(edges(server.uri(name))) == 1


def test_what_belongs_to_deleted_entities_and_events_is_purged(connection: psycopg.Connection) -> None:
    """Reviews, mentions and model jobs do not outlive them for longer than the retention."""
    connection.execute("SELECT set_mode('active', p_strategy => 'semantic')")
    connection.execute("INSERT INTO entity (title, type) VALUES ('Ada Byron', 'person'), ('Acme', 'organization')")
    connection.execute(
        'INSERT INTO raw_events (payload) VALUES (\'{"content": "Ada Byron joined Acme as an engineer."}\')'
    )
    connection.execute("SELECT review_edge(id, 'accept') FROM edge")
    connection.execute("UPDATE review SET reviewed_at = now() - interval '1 year'")
    connection.execute("UPDATE mention SET created_at = now() - interval '1 year'")
    tables = ("review", "llm_job", "mention")
    assert all(connection.execute(f"SELECT FROM {table}").rowcount > 0 for table in tables)  # type: ignore[arg-type]
    connection.execute("SELECT purge(1)")
    assert all(connection.execute(f"SELECT FROM {table}").rowcount > 0 for table in tables)  # type: ignore[arg-type]
    connection.execute("SET session_replication_role = replica; DELETE FROM raw_events; RESET session_replication_role")
    connection.execute("DELETE FROM entity WHERE title = 'Ada Byron'")
    connection.execute("SELECT purge(1)")
    assert [connection.execute(f"SELECT FROM {table}").rowcount for table in tables] == [0, 0, 0]  # type: ignore[arg-type]
