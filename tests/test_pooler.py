"""Through a PgBouncer in transaction mode, whose clients get another session for each transaction."""

import subprocess
import sys
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from urllib.parse import urlsplit
from uuid import uuid4

import psycopg
import pytest
from click.testing import CliRunner

import servers
from claude_peer import Peer
from conftest import connect
from relationship_engine import database as product
from relationship_engine.cli import main


@pytest.fixture
def pool(server: servers.Server, database: str) -> Iterator[str]:
    """The URI of the fresh database through a pool of two sessions."""
    name = urlsplit(database).path.removeprefix("/")
    try:
        with servers.pooled(server, name) as uri:
            yield uri
    except servers.Unavailable as reason:
        pytest.skip(str(reason))


def test_clients_of_a_pool_write_and_learn(pool: str, connection: psycopg.Connection) -> None:
    """More writers than sessions: each statement is analyzed, nothing is lost, and no statement is prepared."""

    def write(nth: int) -> None:
        with psycopg.connect(pool, autocommit=True, prepare_threshold=None) as client:
            for _ in range(5):
                name = f"Firm{nth} {uuid4().hex[:6]}"
                client.execute(
                    "INSERT INTO relationship_engine.entity (title, type) VALUES (%s, 'organization'), (%s, 'role')",
                    [name, f"Engineer at {name}"],
                )

    with ThreadPoolExecutor(6) as writers:
        list(writers.map(write, range(6)))
    assert connection.execute("SELECT FROM edge WHERE kind = 'role_at'").rowcount == 30
    assert connection.execute("SELECT FROM run WHERE status = 'failed'").rowcount == 0


@pytest.mark.parametrize("words", [["--jobs", "2"], []])
def test_nights_report_through_a_pool(pool: str, words: list[str]) -> None:
    """The reports are found although the session is another one."""
    for command in (["run", "nightly", *words], ["doctor"], ["status"], ["metrics"]):
        done = CliRunner().invoke(main, command, env={"DATABASE_URL": pool})
        assert done.exit_code == 0, done.output
        assert "nightly run" in done.output or command[0] != "run"


def test_embeddings_through_a_pool(pool: str, connection: psycopg.Connection) -> None:
    """With other clients about, each entity gets its vector, and none fails for a statement of another session."""
    pytest.importorskip("wordllama")
    connection.execute(
        "INSERT INTO entity (title, type) SELECT 'Thing ' || md5(i::text), 'x' FROM generate_series(1, 150) i"
    )
    ended = threading.Event()

    def noise() -> None:
        with psycopg.connect(pool, prepare_threshold=None) as client:
            while not ended.is_set():
                client.execute("SELECT pg_sleep(0.005)")
                client.commit()

    others = [threading.Thread(target=noise) for _ in range(2)]
    for other in others:
        other.start()
    try:
        done = CliRunner().invoke(main, ["embed", "--batch", "16"], env={"DATABASE_URL": pool})
    finally:
        ended.set()
        for other in others:
            other.join()
    assert done.exit_code == 0, done.output
    assert connection.execute("SELECT FROM entity WHERE embedding IS NULL").rowcount == 0
    assert connection.execute("SELECT FROM embedding_attempt").rowcount == 0


def test_the_worker_serves_its_queue_and_says_what_it_needs(
    pool: str, connection: psycopg.Connection, peer: Peer
) -> None:
    """Jobs are read and learned; it warns that it is not woken."""
    assert peer.requests == []
    connection.execute("SELECT set_mode('active', p_strategy => 'semantic')")
    connection.execute("UPDATE graph SET llm_debounce = '0', llm_daily_budget = 5")
    connection.execute("INSERT INTO entity (title, type) VALUES ('Ada Byron', 'person'), ('Acme', 'organization')")
    connection.execute('INSERT INTO raw_events (payload) VALUES (\'{"content": "Ada Byron mentored Acme."}\')')
    done = CliRunner().invoke(main, ["worker", "once"], env={"DATABASE_URL": pool})
    assert done.exit_code == 0, done.output
    assert connection.execute("SELECT FROM llm_job WHERE state = 'done'").rowcount == 1
    argv = [str(Path(sys.executable).parent / "relationship-engine"), "worker", "run", "--dsn", pool]
    with subprocess.Popen(argv, stderr=subprocess.PIPE, text=True) as serving:  # noqa: S603
        said = ""
        for line in serving.stderr or ():
            said += line
            if "a pooler is before the server" in line:
                break
        serving.terminate()
        serving.wait(30)
    assert "--poll" in said


def test_a_server_is_told_from_a_pool(pool: str, database: str) -> None:
    """By the process ids, which a pooler makes up."""
    with product.connect(pool) as client:
        assert product.is_pooled(client)
    with connect(database) as client:
        assert not product.is_pooled(client)
