"""No secret is printed, sent or raised; and what comes from a text is shown without being obeyed by the terminal."""
# ruff: noqa: S603, S607 - it runs programs

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from threading import Thread

import click
import psycopg
import pytest
from click.testing import CliRunner

from relationship_engine import database, embeddings, notify
from relationship_engine.cli import main
from relationship_engine.text import redact

COMMAND = Path(sys.executable).parent / "relationship-engine"
PIECES = ("Pa55word", "9secret8")
AT = "127.0.0.1:1"
TEMPLATES = (
    "postgresql://app:{}@127.0.0.1:1/prod",
    "postgresql//app:{}@127.0.0.1:1/prod",
    "postgresql:/app:{}@127.0.0.1:1/prod",
    "postgres//app:{}@127.0.0.1:1/prod",
    "postgresql://app:{}/prod",
    "postgresql://app@127.0.0.1:{}/prod",
    "postgresql://127.0.0.1:1/prod?password={}",
    "postgresql://127.0.0.1:1/prod?user=app&password={}&sslmode",
    "host=127.0.0.1 port=1 password={} dbname=prod",
    "host=127.0.0.1 port=1 pass={} dbname=prod",
    "host=127.0.0.1 port=1 password={}' dbname=prod",
    "host=127.0.0.1 port=1 password='{} dbname=prod",
    "host='127.0.0.1 password={}' port=1",
    "dbname='prod password={}' host=127.0.0.1 port=1",
    "host 127.0.0.1 password {}",
    "app:{}@127.0.0.1:1/prod",
    "{}",
)
BETWEEN = ("", "@", "/", "?", "#", ":", "%", "%zz", " ", "&", "=", "'", '"', "\\", "[", "]", ";", "+", "$", "\t")


def leaves(group: click.Group, path: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    """Return the words of every command, with arguments that it takes."""
    for name, command in group.commands.items():
        if isinstance(command, click.Group):
            yield from leaves(command, (*path, name))
        else:
            required = [item for item in command.params if isinstance(item, click.Argument) and item.required]
            words = ["00000000-0000-0000-0000-000000000001" if item.type is click.UUID else "1" for item in required]
            yield (*path, name, *words)


def said_by(words: tuple[str, ...], **environment: str) -> str:
    """Run a command that cannot connect, and return all that it says, its exception with all causes included."""
    done = CliRunner().invoke(main, words, env={"DATABASE_URL": None, "PGCONNECT_TIMEOUT": "2", **environment})
    parts, error = [done.output], done.exception
    while error is not None:
        parts.append(repr(error))
        error = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    return "\n".join(parts)


@pytest.mark.parametrize("between", BETWEEN)
@pytest.mark.parametrize("template", TEMPLATES)
def test_no_part_of_a_password_in_a_malformed_connection_string_is_printed(template: str, between: str) -> None:
    """Whatever character of a password breaks the string, and wherever libpq stumbles."""
    if template == "postgresql://app:{}/prod" and between == "@":
        pytest.skip("a well-formed string, whose host has the name 9secret8")
    dsn = template.format(between.join(PIECES))
    said = said_by(("--dsn", dsn, "status"))
    assert "Error: " in said
    assert not [piece for piece in PIECES if piece in said], said


@pytest.mark.parametrize(
    "words", [words for words in leaves(main) if words[0] not in ("up", "down", "demo")], ids="-".join
)
def test_no_command_prints_a_password(words: tuple[str, ...], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every command fails without it, named by --dsn or by the environment."""
    monkeypatch.chdir(tmp_path)
    for dsn in (
        "postgresql://app:Pa55word%zz9secret8@db.internal/prod",
        f"postgresql://app:Pa55word/9secret8@{AT}/prod",
    ):
        for said in (said_by((*words, "--dsn", dsn)), said_by(words, DATABASE_URL=dsn), said_by((*words, dsn))):
            assert not [piece for piece in PIECES if piece in said], said


def test_an_understandable_failure_keeps_its_reason() -> None:
    """A well-formed string says whom it could not reach and why."""
    said = said_by(("--dsn", f"postgresql://app:Pa55word@{AT}/prod", "status"))
    assert "127.0.0.1" in said
    assert "refused" in said


def test_alerts_send_no_password(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """The message that the database cannot be reached says so without the connection string."""
    caught = []

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            caught.append(self.rfile.read(int(self.headers["Content-Length"])).decode())
            self.send_response(200)
            self.end_headers()

        def log_message(self, *_: object) -> None:
            """Keep no log."""

    server = HTTPServer(("127.0.0.1", 0), Handler)
    Thread(target=server.serve_forever, daemon=True).start()
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path))
    said_by(
        (
            "--dsn",
            "postgresql://app:Pa55word%zz9secret8@db/prod",
            "alerts",
            "--notify",
            f"json://{AT[:-2]}:{server.server_port}",
        )
    )
    server.shutdown()
    assert len(caught) == 1
    assert "database_unreachable" in caught[0]
    assert not [piece for piece in PIECES if piece in caught[0]]


@pytest.mark.parametrize("url", ["slack//T1/Pa55word/9secret8", "mailtos//me:Pa55word@example.org", "Pa55word"])
def test_addresses_of_channels_stay_secret(url: str) -> None:
    """An address that is none is refused without being repeated."""
    with pytest.raises(notify.NotifyError) as refused:
        notify.channels([url])
    assert "Pa55word" not in str(refused.value)


def test_a_key_that_no_header_can_hold_is_not_repeated(monkeypatch: pytest.MonkeyPatch) -> None:
    """A key with a line feed makes the client fail with a message that quotes it."""
    monkeypatch.setenv("EMBEDDINGS_BASE_URL", f"http://{AT}")
    monkeypatch.setenv("EMBEDDINGS_API_KEY", "Pa55word-key\n")
    with pytest.raises((embeddings.BusyError, embeddings.EmbeddingError, ValueError)) as failed:
        embeddings.OpenAICompatible("m").embed(["x"])
    assert "Pa55word" not in str(failed.value)


def test_messages_are_masked_and_stay_readable() -> None:
    """What is no secret stays."""
    assert redact("password authentication failed for user app") == "password authentication failed for user app"
    assert redact("GET https://u:p@host/x failed") == "GET https://***@host/x failed"
    assert redact("Authorization: Bearer abc with 12 tokens") == "Authorization: Bearer *** with 12 tokens"
    assert redact("Incorrect API key provided: sk-ant-api03-abcdef") == "Incorrect API key provided: ***"


def test_titles_cannot_drive_the_terminal(database: str, connection: psycopg.Connection) -> None:
    """Escape sequences and other control characters of a title are printed as a visible sign."""
    connection.execute(
        "INSERT INTO entity (title, type) VALUES (E'Evil \\x1b]0;owned\\x07\\x1b[31m\\u202e Corp', 'organization'), "
        "(E'Engineer at Evil \\x1b]0;owned\\x07\\x1b[31m\\u202e Corp', 'role')"
    )
    edge = connection.execute("SELECT id FROM edge").fetchone()["id"]  # type: ignore[index]
    for words in (("explain", str(edge)), ("run", "on-demand", "--dry-run"), ("why-not", str(edge), "x")):
        done = CliRunner().invoke(main, words, env={"DATABASE_URL": database})
        assert not [sign for sign in "\x1b\x07\u202e" if sign in done.output], done.output
    assert "Evil" in CliRunner().invoke(main, ("explain", str(edge)), env={"DATABASE_URL": database}).output


@pytest.mark.parametrize("redirection", [">&-", ">&- 2>&-", "<&- >&- 2>&-", "| true"])
def test_a_closed_standard_output_leaves_no_trace(database: str, redirection: str) -> None:
    """Neither a closed standard output nor a reader that has gone ends in a trace of Python."""
    done = subprocess.run(
        ["bash", "-c", f"{COMMAND} status {redirection}"],
        env={**os.environ, "DATABASE_URL": database},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.stderr == ""


def test_an_interruption_at_any_moment_leaves_no_trace(database: str) -> None:
    """Ctrl-C while Python still imports ends the command as quietly as later on."""
    for delay in (0.05, 0.1, 0.15, 0.2, 0.3, 0.45, 0.6):
        running = subprocess.Popen(
            [COMMAND, "metrics", "--listen", "127.0.0.1:0"],
            env={**os.environ, "DATABASE_URL": database},
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            # a shell lets what it starts in the background ignore Ctrl-C, and so would the command
            preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),  # noqa: PLW1509 - no threads here
        )
        time.sleep(delay)
        running.send_signal(signal.SIGINT)
        _, said = running.communicate(timeout=20)
        # Python's own start, before any of our code runs, is not ours to shorten
        assert "relationship_engine/" not in said, said


def test_connecting_raises_no_password() -> None:
    """The exception that a program catches has no part of the string, in none of its causes."""
    with pytest.raises(database.DatabaseError) as failed:
        database.connect("postgresql://app:Pa55word%zz@db/prod")
    assert failed.value.__cause__ is None
    assert failed.value.__suppress_context__
    assert "Pa55word" not in str(failed.value)
