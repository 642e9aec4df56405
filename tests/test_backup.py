"""A backup holds all, of one moment, and a new database made of it works; what is no whole backup changes nothing."""

import datetime as dt
import json
import stat
import threading
from pathlib import Path
from typing import Any

import psycopg
import pytest
from click.testing import CliRunner, Result
from psycopg import sql

from conftest import PLAIN_SCRIPT, connect, janitor
from relationship_engine.cli import main
from servers import Server
from test_tenants import confined, relations

pytest_plugins = ["tenants"]

ENTITIES = """
INSERT INTO raw_events (id, payload) VALUES ('00000000-0000-0000-0000-00000000e001', '{"content": "Ada runs Acme."}');
INSERT INTO entity (title, type, source_event_id) VALUES
('Acme', 'organization', '00000000-0000-0000-0000-00000000e001'), ('CEO at Acme', 'role', NULL), ('O''Neil; \\N', 'person', NULL);
UPDATE graph SET decay_factor = 0.5 WHERE id = 1;
"""


def invoke(*words: str | Path, dsn: str) -> Result:
    """Run a command in this process."""
    return CliRunner().invoke(main, [str(word) for word in words], env={"DATABASE_URL": dsn})


def result_of(*words: str | Path, dsn: str) -> Any:  # noqa: ANN401
    """Run a command that succeeds, and return what it prints as JSON."""
    done = invoke(*words, "--json", dsn=dsn)
    assert done.exit_code == 0, done.output
    return json.loads(done.stdout)


def contents(uri: str) -> dict[str, list[str]]:
    """Return all rows of all tables and of the view edge."""
    with connect(uri) as connection:
        connection.execute("SET search_path = relationship_engine, public")
        query = "SELECT coalesce(array_agg(t::text ORDER BY t::text), '{{}}') AS rows FROM {} t"
        return {
            name: connection.execute(sql.SQL(query).format(sql.Identifier(name))).fetchone()["rows"]  # type: ignore[index]
            for name in [*(name for name, _ in relations(connection, "r")), "edge"]
        }


def goes_on(uri: str) -> list[dict[str, Any]]:
    """Insert, run a night, take it back, in a database, and return the weights after each step."""
    steps = (
        "INSERT INTO entity (title, type) VALUES ('Bora', 'organization'), ('CTO at Bora', 'role')",
        f"CALL run_nightly(p_night => '{dt.datetime.now(tz=dt.UTC).date() + dt.timedelta(5)}', p_simulate => true)",
        "SELECT undo_run(id) FROM run WHERE mode = 'nightly' ORDER BY night DESC LIMIT 1",
    )
    found = []
    with connect(uri) as connection:
        connection.execute("SET search_path = relationship_engine, public")
        for step in steps:
            connection.execute(step)  # type: ignore[arg-type]
            found += connection.execute(
                "SELECT kind, round(weight::numeric, 9) AS w FROM edge ORDER BY 1, 2"
            ).fetchall()
        assert connection.execute("SELECT FROM doctor() WHERE status = 'error'").fetchall() == []
    return found


@pytest.mark.parametrize("route", ["extension", "plain"])
def test_a_restored_database_works(
    server: Server, empty_database: str, template: str, tmp_path: Path, route: str
) -> None:
    """On both routes: every row, what the user added, and then it goes on like the original."""
    file = tmp_path / "graphs.backup"
    with janitor(server, f"re_from_{route}", template if route == "extension" else None):
        source = server.uri(f"re_from_{route}")
        with connect(source) as connection:
            if route == "plain":
                connection.execute(PLAIN_SCRIPT.read_bytes())
            connection.execute("SET search_path = relationship_engine, public")
            connection.execute(ENTITIES)
            connection.execute("CALL run_nightly(p_night => current_date + 1, p_simulate => true)")
            connection.execute("ALTER TABLE entity ADD COLUMN mood text DEFAULT 'good'")
            connection.execute("CREATE INDEX mood_idx ON entity (mood)")
            connection.execute("CREATE POLICY mine ON entity USING (true)")
            connection.execute('CREATE TABLE relationship_engine."my Notes" AS SELECT generate_series(1, 7) AS note')
        saved = result_of("backup", file, dsn=source)
        assert stat.S_IMODE(file.stat().st_mode) == 0o600
        assert (saved["rows"]["entity"], saved["rows"]["my Notes"], saved["bytes"]) == (3, 7, file.stat().st_size)
        loaded = result_of("restore", file, dsn=empty_database)
        assert (loaded["rows"], loaded["route"]) == (saved["rows"], route)
        assert contents(empty_database) == contents(source)
        with connect(empty_database) as connection:
            added = "SELECT (SELECT count(*) FROM pg_indexes WHERE indexname = 'mood_idx') AS i, "
            added += "(SELECT count(*) FROM pg_policies WHERE policyname = 'mine') AS p"
            assert connection.execute(added).fetchone() == {"i": 1, "p": 1}
        assert goes_on(empty_database) == goes_on(source)


def test_rights_come_back(
    tenants: psycopg.Connection,
    database: str,
    empty_database: str,
    roles: dict[str, str],
    tmp_path: Path,
) -> None:
    """Of the roles that are there: with row security, each sees the graphs that it saw."""
    tenants.execute("INSERT INTO graph_grant (role, graph_id, level) VALUES ('gone_long_ago', 2, 'reader')")
    result_of("backup", tmp_path / "b", dsn=database)
    assert "rows in" in invoke("restore", tmp_path / "b", dsn=empty_database).stdout
    assert contents(empty_database) == contents(database)
    assert confined(empty_database, roles["reader"])


def test_a_backup_is_of_one_moment(
    connection: psycopg.Connection, database: str, empty_database: str, tmp_path: Path
) -> None:
    """While writers go on: what it holds is what was counted, and no row of it misses another."""
    connection.execute(ENTITIES)
    stop = threading.Event()

    def write() -> None:
        with connect(database) as other:
            other.execute("SET search_path = relationship_engine, public")
            number = 0
            while not stop.is_set():
                number += 1
                other.execute(
                    "INSERT INTO entity (title, type) VALUES (%s, 'organization'), (%s, 'role')",
                    [f"Firm {number}", f"Boss at Firm {number}"],
                )

    writer = threading.Thread(target=write)
    writer.start()
    try:
        saved = result_of("backup", tmp_path / "b", dsn=database)
    finally:
        stop.set()
        writer.join()
    assert result_of("restore", tmp_path / "b", dsn=empty_database)["rows"] == saved["rows"]
    with connect(empty_database) as restored:
        counts = restored.execute(
            "SELECT count(*) FILTER (WHERE type = 'role') AS roles, (SELECT count(*) FROM relationship_engine.edge) AS edges "
            "FROM relationship_engine.entity"
        ).fetchone()
        assert counts["roles"] == counts["edges"]  # type: ignore[index]


def test_a_damaged_backup_restores_nothing(
    connection: psycopg.Connection, database: str, empty_database: str, tmp_path: Path, server: Server
) -> None:
    """A file cut short, damaged, or of something else: one line, and the database is as empty as before."""
    connection.execute("INSERT INTO entity (title, type) SELECT md5(i::text), 'thing' FROM generate_series(1, 2000) i")
    whole = tmp_path / "whole"
    result_of("backup", whole, dsn=database)
    data = whole.read_bytes()
    (tmp_path / "cut").write_bytes(data[: len(data) * 2 // 3])
    (tmp_path / "text").write_text("no backup")
    server.run("pg_dump", "-Fc", "-f", str(tmp_path / "other"), "-d", server.uri("postgres"))
    for name in ("cut", "text", "other"):
        done = invoke("restore", tmp_path / name, dsn=empty_database)
        assert done.exit_code == 1
        (line,) = done.stderr.splitlines()
        assert f"{tmp_path / name} is no" in line
        with connect(empty_database) as target:
            assert target.execute("SELECT to_regnamespace('relationship_engine') AS s").fetchone() == {"s": None}
    assert result_of("restore", whole, dsn=empty_database)["rows"]["entity"] == 2000


def test_a_database_in_use_is_left_alone(database: str, tmp_path: Path) -> None:
    """Restoring over graphs is refused, with what to do."""
    result_of("backup", tmp_path / "b", dsn=database)
    before = contents(database)
    done = invoke("restore", tmp_path / "b", dsn=database)
    assert done.exit_code == 1
    assert "restore into a new database" in done.stderr
    assert contents(database) == before


def program(folder: Path, name: str, script: str) -> None:
    """Put a program into a folder."""
    path = folder / name
    path.write_text(f"#!/bin/sh\n{script}\n")
    path.chmod(0o755)


def test_programs_that_are_missing_or_old(database: str, tmp_path: Path) -> None:
    """The message names the version that the server needs, and the package."""
    with connect(database) as connection:
        major = connection.info.server_version // 10_000
    done = invoke("backup", tmp_path / "b", "--bin", tmp_path, dsn=database)
    assert f"are not in {tmp_path}" in done.stderr
    assert f"postgresql-client-{major}" in done.stderr
    for name in ("pg_dump", "pg_restore"):
        program(tmp_path, name, f'echo "{name} (PostgreSQL) 14.2"')
    done = invoke("backup", tmp_path / "b", "--bin", tmp_path, dsn=database)
    assert done.exit_code == 1
    assert f"version 14, older than the server's {major}" in done.stderr
    assert not (tmp_path / "b").exists()


def test_a_failure_keeps_the_old_file_and_the_password(database: str, tmp_path: Path) -> None:
    """The file of yesterday stays when today's backup fails; no password shows in the list of processes."""
    with connect(database) as connection:
        major = connection.info.server_version // 10_000
    (tmp_path / "b").write_text("yesterday")
    program(tmp_path, "pg_restore", f'echo "pg_restore (PostgreSQL) {major}.0"')
    program(
        tmp_path,
        "pg_dump",
        f'[ "$1" = --version ] && echo "pg_dump (PostgreSQL) {major}.0" && exit\n'
        f'echo "$@" > {tmp_path}/argv; echo "$PGPASSWORD" > {tmp_path}/password; echo "no room" >&2; exit 1',
    )
    done = invoke("backup", tmp_path / "b", "--bin", tmp_path, dsn=f"{database}&password=hush")
    assert (done.exit_code, "pg_dump failed: no room" in done.stderr) == (1, True)
    assert (tmp_path / "b").read_text() == "yesterday"
    assert "hush" not in (tmp_path / "argv").read_text()
    assert (tmp_path / "password").read_text() == "hush\n"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["argv", "b", "password", "pg_dump", "pg_restore"]


def test_a_place_that_cannot_be_written(database: str, tmp_path: Path) -> None:
    """One line."""
    done = invoke("backup", tmp_path / "no" / "b", dsn=database)
    assert (done.exit_code, len(done.stderr.splitlines())) == (1, 1)
    assert "cannot write" in done.stderr
