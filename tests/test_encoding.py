"""The install script is in UTF-8 and is stored as such, whatever encoding the client has set."""

import re
from pathlib import Path

import psycopg
import pytest

import servers
from conftest import PLAIN_SCRIPT, PROJECT, connect

CLIENT_ENCODINGS = ["LATIN1", "WIN1252"]
in_each_encoding = pytest.mark.parametrize("encoding", CLIENT_ENCODINGS)


def stored(connection: psycopg.Connection) -> list[tuple[str, str]]:
    """Return the bodies of the functions, and the migrations with their hashes, as the database holds them."""
    functions = connection.execute(
        """
        SELECT p.oid::regprocedure::text AS name, p.prosrc AS body
        FROM pg_proc p
        WHERE p.pronamespace = 'relationship_engine'::regnamespace
        UNION ALL
        SELECT m.name, m.sha256 FROM relationship_engine.migration m
        ORDER BY 1
        """
    ).fetchall()
    return [(row["name"], row["body"]) for row in functions]


@in_each_encoding
def test_psql_with_another_client_encoding_stores_the_script_unchanged(
    server: servers.Server, empty_database: str, database: str, encoding: str
) -> None:
    """The functions and the hashes of the migrations are those of a UTF-8 client, and an upgrade passes."""
    psql = ["-qX", "-v", "ON_ERROR_STOP=1", "-d", empty_database]
    server.run("psql", *psql, "-f", str(PLAIN_SCRIPT), env={"PGCLIENTENCODING": encoding})
    with connect(empty_database) as found, connect(database) as expected:
        assert stored(found) == stored(expected)
    server.run("psql", *psql, "-f", str(PLAIN_SCRIPT), env={"PGCLIENTENCODING": "UTF8"})


def test_a_client_that_sends_the_script_in_one_piece_as_latin1_is_refused(empty_database: str) -> None:
    """The server converted the message before it ran, so nothing is installed, and the hint says what to set."""
    with connect(empty_database, client_encoding="LATIN1") as connection:
        with pytest.raises(psycopg.errors.CharacterNotInRepertoire) as caught:
            connection.execute(PLAIN_SCRIPT.read_bytes())
        connection.rollback()
        assert "SET client_encoding = 'UTF8'" in str(caught.value.diag.message_hint)
        assert connection.execute("SELECT to_regnamespace('relationship_engine') AS found").fetchone() == {
            "found": None
        }


@in_each_encoding
def test_create_extension_stores_the_script_unchanged_in_any_client_encoding(
    empty_database: str, database: str, encoding: str
) -> None:
    """The server reads the file of the extension itself."""
    with connect(empty_database, client_encoding=encoding) as connection:
        connection.execute("CREATE EXTENSION relationship_engine CASCADE")
        connection.execute("SELECT relationship_engine.install()")
        assert connection.info.encoding != "utf-8"
    with connect(empty_database) as found, connect(database) as expected:
        assert stored(found) == stored(expected)


@pytest.mark.parametrize(
    "script",
    [PLAIN_SCRIPT, *sorted((PROJECT / "build").glob("relationship_engine--*.sql"))],
    ids=lambda script: script.name,
)
def test_no_template_mark_is_left_in_a_built_script(script: Path) -> None:
    """Every @name@ of the templates has its value."""
    assert re.findall(r"@[a-z_]+@", script.read_text()) == []
