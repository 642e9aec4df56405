"""The life of an installation: installed, dumped, restored, dropped, adopted: rows stay, and what users added."""

import re
import subprocess
import sys
from contextlib import ExitStack
from pathlib import Path
from uuid import uuid4

import psycopg
import pytest
from click.testing import CliRunner

import servers
from installations import (
    EXTENSION,
    PLAIN,
    Databases,
    Place,
    both,
    changes,
    dump,
    every,
    goes_on,
    ordinary,
    rows_of,
    schema_of,
)
from relationship_engine.cli import main

pytest_plugins = ["installations"]


def test_the_owner_is_an_ordinary_one(databases: Databases) -> None:
    """Else what follows would prove little."""
    connection = databases.bare("extensions")
    row = connection.execute("SELECT rolsuper, rolbypassrls FROM pg_roles WHERE rolname = current_user").fetchone()
    assert row == {"rolsuper": False, "rolbypassrls": False}
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        connection.execute("ALTER EXTENSION vector UPDATE")


@every
def test_it_works_where_it_is_installed(databases: Databases, place: Place) -> None:
    """By either route, wherever vector and pg_trgm live."""
    goes_on(databases.installed(place))


def test_it_works_on_an_older_server(cron_server: servers.Server) -> None:
    """PostgreSQL 17 of Debian, by the plain script."""
    with ordinary(cron_server) as databases:
        goes_on(databases.installed(PLAIN))


def test_the_roles_of_a_hosted_database(databases: Databases) -> None:
    """The owner is no superuser, vector has a schema of its own, rows are guarded, an API changes into the role of a user.

    One writes and sees at once what follows, one reads and may no more, and one runs the nights.
    """
    connection = databases.installed(PLAIN)
    roles = {level: f"re_{level}_{uuid4().hex[:8]}" for level in ("reader", "writer", "admin")}
    with ExitStack() as stack:
        admin = stack.enter_context(databases.admin(connection.info.dbname))
        for level, role in roles.items():
            admin.execute(f"CREATE ROLE {role}; GRANT {role} TO {databases.owner}".encode())
            stack.callback(admin.execute, f"DROP OWNED BY {role}; DROP ROLE {role}".encode())
            connection.execute("SELECT grant_usage(%s, %s)", [role, level])
        connection.execute("SELECT enable_row_security()")
        connection.execute("SET search_path = ''")

        def act(level: str) -> None:
            connection.execute(f"RESET ROLE; SET ROLE {roles[level]}".encode())

        act("writer")
        insert = "INSERT INTO relationship_engine.entity (title, type) VALUES ('Acme', 'organization'), ('CEO at Acme', 'role')"
        connection.execute(insert)
        edges = "SELECT kind, weight FROM relationship_engine.edge"
        assert connection.execute(edges).fetchall() == [{"kind": "role_at", "weight": 1.0}]
        act("reader")
        assert len(connection.execute(edges).fetchall()) == 1
        found = connection.execute("SELECT * FROM relationship_engine.recall('Who is the CEO at Acme?')").fetchall()
        assert "CEO at Acme" in str(found)
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            connection.execute(insert)
        act("admin")
        connection.execute("CALL relationship_engine.run_nightly()")
        runs = connection.execute("SELECT status, error FROM relationship_engine.run WHERE mode = 'nightly'").fetchall()
        assert runs == [{"status": "done", "error": None}]
        connection.execute("RESET ROLE")
        assert connection.execute("SELECT * FROM relationship_engine.doctor() WHERE status = 'error'").fetchall() == []


@both
def test_every_table_has_rows(databases: Databases, place: Place) -> None:
    """Else comparing them would prove little."""
    assert [table for table, rows in rows_of(databases.filled(place)).items() if not rows] == []


@both
def test_installing_twice_is_installing_once(databases: Databases, place: Place) -> None:
    """Nothing of ours changes, nor anything of the user's."""
    connection = databases.filled(place)
    before = schema_of(databases, connection), rows_of(connection)
    place.install(connection)
    assert changes(before[0], schema_of(databases, connection)) == []
    assert rows_of(connection) == before[1]
    goes_on(connection)


@both
def test_many_install_at_once(databases: Databases, place: Place) -> None:
    """As the instances of an application do when they start: one does it, the others find it done."""
    connection = databases.bare(place.schema)
    words = ["install", *(["--plain"] if place.route == "plain" else [])]
    started = [
        subprocess.Popen(  # noqa: S603 - the command under test
            [Path(sys.executable).parent / "relationship-engine", *words, "--dsn", databases.dsn(connection)],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            text=True,
        )
        for _ in range(3)
    ]
    assert [process.communicate()[1] for process in started] == ["", "", ""]
    assert [process.returncode for process in started] == [0, 0, 0]
    goes_on(connection)


# -- dump and restore -----------------------------------------------------------------------------------------------


@both
def test_a_restored_database_continues(databases: Databases, place: Place, tmp_path: Path) -> None:
    """A superuser restores it into an empty database: all rows and objects are there, and it ages as the old one does."""
    connection = databases.filled(place)
    before = schema_of(databases, connection), rows_of(connection)
    name = databases.create()
    file = dump(databases, connection, tmp_path)
    databases.server.run("pg_restore", "--exit-on-error", "-d", name, str(file))
    restored = databases.connect(name)
    # functions belong to who creates the extension, so this one is granted by another now
    assert changes(before[0], schema_of(databases, restored), "FUNCTION relationship_engine.restore_pruned") == []
    query = "SELECT has_function_privilege(%s, 'restore_pruned'::regproc, 'EXECUTE') AS may"
    assert restored.execute(query, [databases.reader]).fetchone() == {"may": False}
    assert rows_of(restored) == before[1]
    weights = []
    for each in (connection, restored):
        each.execute("CALL run_nightly(1, false, current_date + 9, true)")
        weights.append(
            each.execute("SELECT graph_id, from_id, to_id, kind, weight FROM edge ORDER BY 1, 2, 3, 4").fetchall()
        )
    assert weights[0] == weights[1]
    assert len(weights[0]) > 1
    goes_on(restored)


@both
def test_an_ordinary_owner_restores(databases: Databases, place: Place, tmp_path: Path) -> None:
    """What another installed, vector and pg_trgm with their comments and schema, is there already; all else is restored."""
    connection = databases.filled(place)
    before = rows_of(connection)
    target = databases.bare(place.schema)
    file = dump(databases, connection, tmp_path)
    done = databases.server.run("pg_restore", "--no-owner", "-d", databases.dsn(target), str(file), check=False)
    failed = re.findall(r"(?m)^Command was: (.*)", done.stderr)
    assert all(
        re.match(r"COMMENT ON EXTENSION (vector|pg_trgm)|CREATE SCHEMA extensions", words) for words in failed
    ), done.stderr
    assert rows_of(target) == before
    goes_on(target)


def test_a_dump_moves_to_where_no_extension_can_go(databases: Databases, tmp_path: Path) -> None:
    """Tables and rows are restored without the extension, then the plain script adopts them."""
    connection = databases.filled(EXTENSION)
    before = rows_of(connection)
    target = databases.bare(EXTENSION.schema)
    file = dump(databases, connection, tmp_path)
    listed = databases.server.run("pg_restore", "-l", str(file)).stdout
    contents = tmp_path / "contents"
    contents.write_text("".join(line for line in listed.splitlines(keepends=True) if "EXTENSION" not in line))
    databases.server.run(
        "pg_restore", "--no-owner", "-L", str(contents), "-d", databases.dsn(target), str(file), check=False
    )
    assert rows_of(target) == before
    PLAIN.install(target)
    assert rows_of(target) == before
    target.execute(
        "DELETE FROM strategy_setting WHERE strategy = 'mine'"
    )  # its function came after a type that was not there
    goes_on(target)


# -- drop and adopt -------------------------------------------------------------------------------------------------


def test_the_extension_is_not_dropped_while_tables_need_it(databases: Databases) -> None:
    """The refusal names what would go, and the way."""
    connection = databases.filled(EXTENSION)
    before = rows_of(connection)
    with pytest.raises(psycopg.errors.DependentObjectsStillExist) as caught:
        connection.execute("DROP EXTENSION relationship_engine")
    said = caught.value.diag
    assert said.message_primary == "cannot drop extension relationship_engine because other objects depend on it"
    assert re.search("trigger relationship_engine_.* on table .* depends on function", str(said.message_detail))
    assert "CASCADE" in str(said.message_hint)
    assert rows_of(connection) == before
    goes_on(connection)


def is_extension(connection: psycopg.Connection) -> bool:
    """Tell whether the database has the extension."""
    return connection.execute("SELECT FROM pg_extension WHERE extname = 'relationship_engine'").rowcount == 1


@pytest.mark.parametrize("again", [EXTENSION, PLAIN], ids=lambda place: place.route)
def test_tables_outlive_the_extension(databases: Databases, again: Place) -> None:
    """All rows stay, and what the user added to tables and to the view edge; either route adopts them."""
    connection = databases.filled(EXTENSION)
    before = schema_of(databases, connection), rows_of(connection)
    connection.execute("DROP EXTENSION relationship_engine CASCADE")
    assert rows_of(connection) == before[1]
    assert connection.execute("SELECT count(*) > 1 AS many FROM public.strong").fetchone() == {"many": True}
    again.install(connection)
    assert is_extension(connection) == (again is EXTENSION)
    assert rows_of(connection) == before[1]
    if again is EXTENSION:  # what hung on functions went with them
        own = r"detect_mine|FUNCTION relationship_engine.restore_pruned|strategy_precision|LANGUAGE sql|relationship_engine.candidate WHERE"
        assert changes(before[0], schema_of(databases, connection), own) == []
    connection.execute("DELETE FROM strategy_setting WHERE strategy = 'mine'")
    goes_on(connection)


def test_a_plain_installation_becomes_an_extension(databases: Databases) -> None:
    """In place: nothing is dropped, neither a strategy of the user nor a grant; and the other way again."""
    connection = databases.filled(PLAIN)
    place = Place("extension", PLAIN.schema)
    before, fresh = rows_of(connection), schema_of(databases, databases.filled(place))
    place.install(connection)
    assert is_extension(connection)
    assert changes(fresh, schema_of(databases, connection)) == []
    assert rows_of(connection) == before
    connection.execute("DROP EXTENSION relationship_engine CASCADE")
    PLAIN.install(connection)
    assert not is_extension(connection)
    assert rows_of(connection) == before
    connection.execute("DELETE FROM strategy_setting WHERE strategy = 'mine'")
    goes_on(connection)


def test_the_plain_script_does_not_go_over_the_extension(databases: Databases) -> None:
    """It says how to upgrade, and how to go on without; nothing has changed."""
    connection = databases.installed(EXTENSION)
    before = schema_of(databases, connection)
    with pytest.raises(psycopg.errors.ObjectNotInPrerequisiteState) as caught:
        PLAIN.install(connection)
    connection.execute("ROLLBACK")
    assert "ALTER EXTENSION relationship_engine UPDATE" in str(caught.value.diag.message_hint)
    assert changes(before, schema_of(databases, connection)) == []


def test_only_its_owner_makes_a_plain_installation_an_extension(databases: Databases) -> None:
    """Functions that run as a superuser must not belong to another role."""
    connection = databases.installed(PLAIN)
    before = schema_of(databases, connection)
    with (
        databases.admin(connection.info.dbname) as admin,
        pytest.raises(psycopg.errors.InsufficientPrivilege) as caught,
    ):
        admin.execute("CREATE EXTENSION relationship_engine")
    assert f"SET ROLE {databases.owner}" in str(caught.value.diag.message_hint)
    assert changes(before, schema_of(databases, connection)) == []


def test_an_installation_that_fails_leaves_an_empty_database(databases: Databases) -> None:
    """An ordinary owner cannot make vector: the script says who can, and leaves nothing behind."""
    connection = databases.connect(databases.create())
    with pytest.raises(psycopg.errors.InsufficientPrivilege) as caught:
        PLAIN.install(connection)
    connection.execute("ROLLBACK")
    assert "CREATE EXTENSION vector" in str(caught.value.diag.message_hint)
    assert connection.execute("SELECT FROM pg_namespace WHERE nspname = 'relationship_engine'").rowcount == 0
    done = CliRunner().invoke(main, ["install", "--plain", "--dsn", databases.dsn(connection)])
    assert done.exit_code == 1
    assert len(done.stderr.splitlines()) == 1
    assert "Ask the administrator for: CREATE EXTENSION vector" in done.stderr
