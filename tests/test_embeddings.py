"""`relationship-engine embed` on a real database and a real HTTP server, whatever goes wrong."""
# ruff: noqa: S603 - it runs the program under test

import json
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from uuid import uuid4

import numpy as np
import psycopg
import pytest
from click.testing import CliRunner, Result
from psycopg.conninfo import make_conninfo

import embeddings_peer
from conftest import connect
from embeddings_peer import Peer
from relationship_engine import embeddings
from relationship_engine.cli import main
from relationship_engine.embeddings import Embedder, OpenAICompatible

PROGRAM = Path(sys.executable).parent / "relationship-engine"
PATIENCE = 60


@pytest.fixture
def peer(monkeypatch: pytest.MonkeyPatch) -> Iterator[Peer]:
    """A server of embeddings, and an environment that names it."""
    made = Peer()
    for name, value in made.environment.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setattr(embeddings, "RETRY_WAITS", (0.01, 0.02, 0.03))
    with made.serve():
        yield made


@pytest.fixture
def graph(connection: psycopg.Connection) -> psycopg.Connection:
    """Five entities."""
    add(connection, *(f"entity {number}" for number in range(5)))
    return connection


def add(connection: psycopg.Connection, *titles: str) -> None:
    """Insert entities."""
    connection.execute("INSERT INTO entity (title, type) SELECT t, 'thing' FROM unnest(%s::text[]) t", [list(titles)])


def one(connection: psycopg.Connection, query: str, *values: object) -> dict[str, Any]:
    """Return the one row of a query."""
    (row,) = connection.execute(query, values).fetchall()
    return row


def stored(connection: psycopg.Connection) -> dict[str, list[float]]:
    """Return the vectors of the graph's model by title; each belongs to the text as it is now."""
    rows = connection.execute(
        "SELECT title, embedding::real[] AS vector FROM entity e JOIN graph g ON g.id = e.graph_id "
        "WHERE e.embedding_hash IS NOT NULL AND e.embedding_model = g.embedding_model"
    )
    return {row["title"]: row["vector"] for row in rows}


def is_right(connection: psycopg.Connection, *titles: str, dimension: int = 8) -> bool:
    """Whether these entities, and no others, have the vectors of their titles."""
    found = stored(connection)
    return found.keys() == set(titles) and all(
        np.allclose(found[title], embeddings_peer.vector(title, dimension), atol=1e-6) for title in titles
    )


def attempts(connection: psycopg.Connection) -> list[dict[str, Any]]:
    """Return what is noted of entities that could not be embedded."""
    return connection.execute(
        "SELECT e.title, t.attempts, t.error, t.retry_at > now() AS waits FROM embedding_attempt t "
        "JOIN entity e ON e.id = t.entity_id ORDER BY e.title"
    ).fetchall()


def wait_over(connection: psycopg.Connection) -> None:
    """Let the time pass for which leases and failed entities wait."""
    connection.execute("UPDATE embedding_attempt SET retry_at = now()")


def invoke(dsn: str, *words: str, model: str | None = "words") -> Result:
    """Run the command in this process."""
    more = ("--model", model) if model else ()
    return CliRunner().invoke(main, ["embed", *more, *words], env={"DATABASE_URL": dsn})


def run(dsn: str, *words: str, model: str | None = "words") -> dict[str, Any]:
    """Run the command, and return what it prints as JSON."""
    done = invoke(dsn, "--json", *words, model=model)
    assert done.exit_code == 0, done.output
    return json.loads(done.stdout)


def start(dsn: str, *words: str) -> subprocess.Popen[str]:
    """Start the command as a program of its own."""
    return subprocess.Popen(
        [PROGRAM, "embed", "--model", "words", *words],
        env={**os.environ, "DATABASE_URL": dsn},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def wait(condition: Callable[[], object]) -> None:
    """Wait until something holds."""
    deadline = time.monotonic() + PATIENCE
    while not condition():
        assert time.monotonic() < deadline
        time.sleep(0.02)


FIVE = tuple(f"entity {number}" for number in range(5))

# --- the whole chain


def test_vectors_are_assigned_by_index(database: str, graph: psycopg.Connection, peer: Peer) -> None:
    """Title and summary are sent, with the key; a vector goes where its index says; then nothing is due."""
    graph.execute("UPDATE entity SET summary = 'with a summary' WHERE title = 'entity 0'")
    result = run(database, "--batch", "2")
    assert result == {
        "graph_id": 1,
        "model": "words",
        "dimension": 8,
        "embedded": 5,
        "changed": 0,
        "failed": 0,
        "due": 0,
    }
    (probe, *calls) = peer.requests
    assert probe["input"] == [embeddings.PROBE]
    assert [len(call["input"]) for call in calls] == [2, 2, 1]
    assert {call["path"] for call in calls} == {"/v1/embeddings"}
    found = stored(graph)
    assert np.allclose(found.pop("entity 0"), embeddings_peer.vector("entity 0\nwith a summary"), atol=1e-6)
    assert all(np.allclose(found[title], embeddings_peer.vector(title), atol=1e-6) for title in found)
    assert attempts(graph) == []
    asked = len(peer.requests)
    assert run(database, model=None)["embedded"] == 0, "the graph has its model now"
    assert len(peer.requests) == asked


def test_the_request_can_name_another_model_and_dimension(
    database: str, graph: psycopg.Connection, peer: Peer, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The name of a model here may be another one than there, as where one model has several dimensions."""
    monkeypatch.setenv("EMBEDDINGS_EXTRA", '{"model": "words-large", "dimensions": 8}')
    run(database)
    assert {(call["model"], call["dimensions"]) for call in peer.requests} == {("words-large", 8)}
    assert one(graph, "SELECT embedding_model FROM graph WHERE id = 1")["embedding_model"] == "words"


def test_only_new_and_changed_texts_are_embedded(database: str, graph: psycopg.Connection, peer: Peer) -> None:
    """A title that changes is embedded anew; metadata that change are not."""
    run(database)
    before = len(peer.texts)
    graph.execute("""UPDATE entity SET metadata = '{"a": 1}'""")
    graph.execute("UPDATE entity SET title = 'renamed' WHERE title = 'entity 3'")
    add(graph, "new")
    assert run(database)["embedded"] == 2
    assert sorted(peer.texts[before:]) == ["new", "renamed"]
    assert is_right(graph, *(set(FIVE) - {"entity 3"}), "new", "renamed")


def test_the_local_model_needs_neither_network_nor_key(database: str, graph: psycopg.Connection) -> None:
    """A fresh graph is embedded by it where nothing is set; every way out is closed."""
    add(graph, "", "Ada Lovelace")
    closed = dict.fromkeys(("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY"), "http://127.0.0.1:9")
    kept = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
    done = subprocess.run(
        [PROGRAM, "embed", "--json"],
        env={**kept, **closed, "DATABASE_URL": database},
        capture_output=True,
        text=True,
        timeout=PATIENCE,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    result = json.loads(done.stdout)
    assert (result["model"], result["dimension"]) == ("wordllama-256", 256)
    assert (result["embedded"], result["failed"], result["due"]) == (6, 1, 1)
    lengths = {title: np.linalg.norm(vector) for title, vector in stored(graph).items()}
    assert all(length == pytest.approx(1, abs=1e-4) for length in lengths.values())
    assert [(row["title"], row["attempts"]) for row in attempts(graph)] == [("", 1)]
    assert "direction" in attempts(graph)[0]["error"]


# --- what a provider does wrong


@pytest.mark.parametrize("fault", ["busy", "down", "cut", "html"])
def test_a_provider_that_is_away_is_called_again(
    database: str, graph: psycopg.Connection, peer: Peer, fault: str
) -> None:
    """Twice away, then back: no entity has failed."""
    run(database)
    graph.execute("UPDATE entity SET title = title || ' more'")
    before = len(peer.requests)
    peer.misbehave(fault, fault)
    assert run(database)["embedded"] == 5
    assert len(peer.requests) == before + 3
    assert is_right(graph, *(f"{title} more" for title in FIVE))


def test_retry_after_is_obeyed(database: str, graph: psycopg.Connection, peer: Peer) -> None:
    """Retry-After is obeyed; where it asks for longer than a worker waits, the entities wait in the database."""
    run(database)
    graph.execute("UPDATE entity SET title = title || ' more'")
    peer.misbehave("busy", retry_after="1")
    assert run(database)["embedded"] == 5
    assert peer.times[-1] - peer.times[-2] >= 1
    graph.execute("UPDATE entity SET title = title || ' and more'")
    peer.misbehave("busy", retry_after="600")
    done = invoke(database)
    assert done.exit_code == 1
    assert done.stderr.splitlines()[-1] == 'Error: 429: {"error": {"message": "this is busy"}}'
    left = one(graph, "SELECT min(retry_at - now()) AS least, max(attempts) AS attempts FROM embedding_attempt")
    assert left["least"].total_seconds() > 500
    assert left["attempts"] == 0, "it is not their fault"
    assert run(database)["due"] == 5
    wait_over(graph)
    assert run(database)["embedded"] == 5


@pytest.mark.parametrize(
    ("fault", "says"),
    [("down", "500"), ("unauthorized", "EMBEDDINGS_API_KEY"), ("unknown", "EMBEDDINGS_BASE_URL and the model")],
)
def test_a_provider_that_will_not_do_ends_the_run(
    database: str, graph: psycopg.Connection, peer: Peer, fault: str, says: str
) -> None:
    """One line says why; no entity is to blame, and all are due at once."""
    run(database)
    graph.execute("UPDATE entity SET title = title || ' more'")
    peer.misbehave(*[fault] * 4)
    done = invoke(database)
    assert done.exit_code == 1
    assert done.stderr.splitlines()[-1].startswith("Error: ")
    assert says in done.stderr.splitlines()[-1]
    assert embeddings_peer.KEY not in done.stderr
    assert {(row["attempts"], row["waits"]) for row in attempts(graph)} == {(0, False)}
    peer.faults.clear()
    assert run(database)["embedded"] == 5


def test_one_bad_text_fails_alone(database: str, graph: psycopg.Connection, peer: Peer) -> None:
    """Its batch is split down to it; the others are embedded. It is tried again later, ever later."""
    peer.poison = "poison"
    add(graph, *(f"more {number}" for number in range(20)), "a poison")
    result = run(database)
    assert (result["embedded"], result["failed"], result["due"]) == (25, 1, 1)
    (failed,) = attempts(graph)
    assert (failed["title"], failed["attempts"], failed["waits"]) == ("a poison", 1, True)
    assert failed["error"].startswith("400: ")
    asked = len(peer.requests)
    assert run(database)["due"] == 1
    assert len(peer.requests) == asked, "it waits"
    waits = []
    for number in (2, 3):
        wait_over(graph)
        assert run(database)["failed"] == 1
        row = one(graph, "SELECT attempts, extract(epoch FROM retry_at - now()) AS seconds FROM embedding_attempt")
        assert row["attempts"] == number
        waits.append(row["seconds"])
    assert 14 < waits[0] < 46
    assert 28 < waits[1] < 91
    peer.poison = None
    wait_over(graph)
    assert run(database)["embedded"] == 1
    assert attempts(graph) == []


def test_a_batch_that_is_too_large_for_the_provider_is_split(
    database: str, graph: psycopg.Connection, peer: Peer
) -> None:
    """A server may take fewer texts than we send."""
    peer.most = 2
    result = run(database)
    assert (result["embedded"], result["failed"]) == (5, 0)
    assert is_right(graph, *FIVE)


@pytest.mark.parametrize("fault", ["one_long_vector", "no_number", "one_missing"])
def test_one_bad_vector_costs_no_other_its_own(
    database: str, graph: psycopg.Connection, peer: Peer, fault: str
) -> None:
    """Whatever one answer lacks: the right vectors are stored, and no wrong one."""
    run(database)
    graph.execute("UPDATE entity SET title = title || ' more'")
    peer.misbehave(fault)
    result = run(database)
    assert result["embedded"] >= 4
    assert result["embedded"] + result["failed"] == 5
    wait_over(graph)
    run(database)
    assert is_right(graph, *(f"{title} more" for title in FIVE))


def test_a_provider_that_rejects_everything_is_not_asked_for_each_text(
    database: str, graph: psycopg.Connection, peer: Peer
) -> None:
    """The texts are not at fault when it takes not even a common word."""
    run(database)
    graph.execute("UPDATE entity SET title = title || ' more'")
    asked = len(peer.requests)
    peer.misbehave(*["rejected"] * 9)
    done = invoke(database)
    assert done.exit_code == 1
    assert len(peer.requests) == asked + 2
    assert {row["attempts"] for row in attempts(graph)} == {0}


def test_vectors_of_another_dimension_are_refused(database: str, graph: psycopg.Connection, peer: Peer) -> None:
    """A model whose vectors have grown is another model."""
    run(database)
    graph.execute("UPDATE entity SET title = title || ' more'")
    peer.dimension = 9
    done = invoke(database)
    assert done.exit_code == 1
    assert "the provider gives 9 numbers a vector, and model words has 8" in done.stderr
    assert stored(graph) == {}
    assert run(database, model="more words")["dimension"] == 9
    assert is_right(graph, *(f"{title} more" for title in FIVE), dimension=9)


# --- several workers, and workers that die


def test_two_workers_embed_each_text_once(database: str, graph: psycopg.Connection, peer: Peer) -> None:
    """They share the work by claims."""
    titles = [*FIVE, *(f"more {number}" for number in range(400))]
    add(graph, *titles[5:])
    workers = [Embedder(database, OpenAICompatible("words"), batch=10) for _ in range(2)]
    workers[0].prepare()
    workers[1].prepare()
    with peer.held():
        threads = [threading.Thread(target=worker.drain) for worker in workers]
        for thread in threads:
            thread.start()
        wait(lambda: len(peer.requests) == 3)  # with the question for the dimension
    for thread in threads:
        thread.join(PATIENCE)
    assert [worker.outcomes["embedded"] > 0 for worker in workers] == [True, True]
    assert sorted(peer.texts) == sorted([*titles, embeddings.PROBE])
    assert is_right(graph, *titles)


def test_claims_at_the_same_moment_do_not_overlap(database: str, graph: psycopg.Connection) -> None:
    """Even where one begins before the other one has committed; and neither gives up while more waits than the other holds."""
    graph.execute("SELECT set_embedding_model(1, 'words', 8)")
    add(graph, *(f"more {number}" for number in range(1000)))
    claimed: list[list[object]] = [[], []]
    left: list[int] = []
    gate = threading.Barrier(2)

    def claim(number: int) -> None:
        with connect(database) as own:
            gate.wait()
            while rows := own.execute("SELECT entity_id FROM relationship_engine.claim_embeddings(1, 7)").fetchall():
                claimed[number] += [row["entity_id"] for row in rows]
            waiting = own.execute("SELECT 1005 - count(*) AS n FROM relationship_engine.embedding_attempt").fetchone()
            left.append(waiting["n"])

    threads = [threading.Thread(target=claim, args=(number,)) for number in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(PATIENCE)
    assert len(claimed[0]) + len(claimed[1]) == 1005 == len({*claimed[0], *claimed[1]})
    assert max(left) <= 7


def test_a_worker_that_is_killed_leaves_a_lease_that_runs_out(
    database: str, graph: psycopg.Connection, peer: Peer
) -> None:
    """What it had stored stays; the rest is due when the lease is over, and not before."""
    graph.execute("SELECT set_embedding_model(1, 'words', 8)")
    with peer.held():
        killed = start(database, "--batch", "3")
        wait(lambda: peer.requests)
        killed.send_signal(signal.SIGKILL)
        killed.wait(PATIENCE)
        assert stored(graph) == {}
        assert one(graph, "SELECT count(*) FROM embedding_attempt WHERE retry_at > now()")["count"] == 3
    killed.communicate()
    assert run(database)["due"] == 3
    wait_over(graph)
    assert run(database)["embedded"] == 3
    assert is_right(graph, *FIVE)


def test_sigterm_lets_the_call_in_progress_end(database: str, graph: psycopg.Connection, peer: Peer) -> None:
    """Its batch is stored, the next one is not begun, nothing waits for a lease."""
    graph.execute("SELECT set_embedding_model(1, 'words', 8)")
    with peer.held():
        worker = start(database, "--watch", "--batch", "2")
        wait(lambda: peer.requests)
        worker.send_signal(signal.SIGTERM)
        assert worker.stderr
        assert any("stopping after" in line for line in worker.stderr)
    _, said = worker.communicate(timeout=PATIENCE)
    assert worker.returncode == 0, said
    assert "stopped: 2 embedded" in said
    assert len(stored(graph)) == 2
    assert attempts(graph) == []


def test_a_watcher_embeds_new_entities_and_survives_provider_errors(
    database: str, graph: psycopg.Connection, peer: Peer
) -> None:
    """New entities, a refusal of the key, new entities again."""
    worker = start(database, "--watch", "--poll", "0.1")
    try:
        wait(lambda: len(stored(graph)) == 5)
        peer.misbehave("unauthorized")
        add(graph, "new")
        wait(lambda: is_right(graph, *FIVE, "new"))
        assert not peer.faults
    finally:
        worker.send_signal(signal.SIGTERM)
        _, said = worker.communicate(timeout=PATIENCE)
    assert worker.returncode == 0
    assert "look at EMBEDDINGS_API_KEY" in said


def test_a_text_that_changes_during_the_call_is_embedded_again(
    database: str, graph: psycopg.Connection, peer: Peer
) -> None:
    """The vector of the old text is not written."""
    graph.execute("SELECT set_embedding_model(1, 'words', 8)")
    embedder = Embedder(database, OpenAICompatible("words"))
    embedder.prepare()
    with peer.held():
        thread = threading.Thread(target=embedder.drain)
        thread.start()
        wait(lambda: peer.requests)
        graph.execute("UPDATE entity SET title = 'another title' WHERE title = 'entity 1'")
        graph.execute("DELETE FROM entity WHERE title = 'entity 2'")
    thread.join(PATIENCE)
    assert embedder.outcomes == {"embedded": 4, "changed": 2, "failed": 0}
    assert is_right(graph, "entity 0", "another title", "entity 3", "entity 4")


# --- models


def test_another_model_embeds_everything_again_with_its_own_index(
    database: str, graph: psycopg.Connection, peer: Peer
) -> None:
    """The old index goes; a worker of the old model is refused, and what it had taken is due at once."""
    indexes = "SELECT array_agg(indexdef) AS defs FROM pg_indexes WHERE indexname LIKE 'entity_embedding_1_%%'"
    run(database)
    assert ["::vector(8)" in text for text in one(graph, indexes)["defs"]] == [True]
    old = Embedder(database, OpenAICompatible("words"))
    old.prepare()
    peer.dimension = 5
    graph.execute("UPDATE entity SET title = title || ' more'")
    with peer.held():
        failed: list[Exception] = []

        def drain() -> None:
            try:
                old.drain()
            except embeddings.EmbeddingError as error:
                failed.append(error)

        thread = threading.Thread(target=drain)
        asked = len(peer.requests)
        thread.start()
        wait(lambda: len(peer.requests) > asked)
        graph.execute("SELECT set_embedding_model(1, 'other words', 5)")
    thread.join(PATIENCE)
    assert "5 numbers a vector" in str(failed[0]) or "other words" in str(failed[0])
    assert stored(graph) == {}
    result = run(database, model="other words")
    assert (result["embedded"], result["dimension"]) == (5, 5)
    assert is_right(graph, *(f"{title} more" for title in FIVE), dimension=5)
    assert ["::vector(5)" in text for text in one(graph, indexes)["defs"]] == [True]


@pytest.mark.usefixtures("peer")
def test_halfvec_is_a_setting_of_the_model(database: str, graph: psycopg.Connection) -> None:
    """All graphs of the model get the smaller index; the vectors stay as they are."""
    graph.execute("SELECT create_graph('second')")
    graph.execute("INSERT INTO entity (graph_id, title, type) VALUES (2, 'second', 'thing')")
    run(database)
    run(database, "--graph", "2")
    graph.execute("SELECT set_embedding_model(1, 'words', p_is_half => true)")
    rows = graph.execute("SELECT indexdef FROM pg_indexes WHERE indexname LIKE 'entity_embedding_%'").fetchall()
    assert ["::halfvec(8)" in row["indexdef"] for row in rows] == [True, True]
    assert one(graph, "SELECT count(*) FROM entity WHERE embedding_hash IS NULL")["count"] == 0
    graph.execute("SELECT set_embedding_model(2, NULL)")
    rows = graph.execute("SELECT indexname FROM pg_indexes WHERE indexname LIKE 'entity_embedding_%'").fetchall()
    assert len(rows) == 1


# --- what people see


def test_status_and_doctor_report_entities_without_vectors(
    database: str, graph: psycopg.Connection, peer: Peer
) -> None:
    """Status counts the due; the doctor names failures."""

    def doctor() -> dict[str, Any]:
        rows = json.loads(CliRunner().invoke(main, ["doctor", "--json"], env={"DATABASE_URL": database}).stdout)
        (row,) = [row for row in rows if row["check"] == "embeddings"]
        return row

    def due() -> int:
        done = CliRunner().invoke(main, ["status", "--json"], env={"DATABASE_URL": database})
        return int(json.loads(done.stdout)["graphs"][0]["to_embed"])

    assert due() == 0, "the graph has no model"
    assert doctor()["status"] == "ok"
    peer.poison = "entity 3"
    run(database)
    assert due() == 1
    graph.execute("""INSERT INTO raw_events (payload) VALUES ('{"content": "An event is embedded too."}')""")
    assert due() == 2
    run(database)
    assert due() == 1
    found = doctor()
    assert found["status"] == "warning"
    assert found["value"].startswith("1 entities could not be embedded, for example: 400: ")
    graph.execute("UPDATE entity SET updated_at = now() - interval '2 days'")
    graph.execute("DELETE FROM embedding_attempt")
    assert doctor()["value"] == "1 entities have waited for an embedding for more than a day"


@pytest.mark.parametrize(
    ("words", "settings", "says"),
    [
        (("--provider", "openai-compatible"), {}, "no model: name one by --model or EMBEDDINGS_MODEL"),
        (("--model", "words"), {"EMBEDDINGS_BASE_URL": ""}, "no address: set EMBEDDINGS_BASE_URL"),
        (("--model", "words"), {"EMBEDDINGS_BASE_URL": "nowhere"}, "EMBEDDINGS_BASE_URL: "),
        (("--model", "words"), {"EMBEDDINGS_EXTRA": "[]"}, "EMBEDDINGS_EXTRA must be a JSON object"),
        (("--graph", "77"), {}, "there is no graph 77"),
    ],
)
def test_usage_errors_are_reported_in_one_line(
    database: str, peer: Peer, words: tuple[str, ...], settings: dict[str, str], says: str
) -> None:
    """No trace, and what to do."""
    assert not peer.requests
    done = CliRunner().invoke(main, ["embed", *words], env={"DATABASE_URL": database, **settings})
    assert done.exit_code == 1
    assert done.stderr.startswith("Error: ")
    assert says in done.stderr
    assert len(done.stderr.splitlines()) == 1


def test_the_level_writer_may_embed(database: str, graph: psycopg.Connection, peer: Peer) -> None:
    """Whoever may write entities may embed them; the model is chosen by the owner."""
    role = f"re_embedder_{uuid4().hex[:8]}"
    graph.execute(f"CREATE ROLE {role} LOGIN")  # type: ignore[arg-type]
    try:
        graph.execute("SELECT enable_row_security()")
        graph.execute("SELECT grant_usage(%s, 'writer', '{1}')", [role])
        graph.execute("SELECT set_embedding_model(1, 'words', 8)")
        peer.poison = "entity 4"
        result = run(make_conninfo(database, user=role))
        assert (result["embedded"], result["failed"]) == (4, 1)
        assert is_right(graph, *FIVE[:4])
    finally:
        graph.execute(f"DROP OWNED BY {role}; DROP ROLE {role}")  # type: ignore[arg-type]
