"""Each supported PostgreSQL makes the same graph of the same rows; one that this machine lacks is skipped by name."""

import contextlib
from collections.abc import Iterator

import psycopg
import pytest

import servers
from conftest import PLAIN_SCRIPT, connect

STORY = """
SET search_path = relationship_engine, public;
INSERT INTO raw_events (id, occurred_at, payload) VALUES
(md5('1')::uuid, '2026-01-01', '{"content": "Ann Lee founded Acme Corp. in Zürich."}'),
(md5('2')::uuid, '2026-02-01', '{"content": "ANN LEE met İpek Çelik at Acme Corp. and Globex"}');
INSERT INTO entity (id, type, title, source_event_id) VALUES
(md5('a')::uuid, 'person', 'Ann Lee', md5('1')::uuid), (md5('b')::uuid, 'organization', 'Acme Corp.', md5('1')::uuid),
(md5('c')::uuid, 'ORG', 'Globex', md5('2')::uuid), (md5('d')::uuid, 'role', 'Engineer at Globex', NULL),
(md5('e')::uuid, 'PERSON', 'İpek Çelik', md5('2')::uuid);
CALL run_nightly(1);
SELECT undo_run(id) FROM run WHERE mode = 'nightly';
SELECT undo_run(id) FROM run WHERE mode = 'undo';
"""


@contextlib.contextmanager
def server(major: int) -> Iterator[servers.Server]:
    """Run a server of a version, or skip the test."""
    with contextlib.ExitStack() as stack:
        try:
            if major == int(servers.MAJOR):
                running = stack.enter_context(servers.debian(servers.debian_tree(), "versions"))
            else:
                running = stack.enter_context(servers.installed(major))
        except servers.Unavailable as reason:
            pytest.skip(str(reason))
        yield running


def told(running: servers.Server) -> dict[str, object]:
    """Install by the plain script, and return the graph that the story makes."""
    with psycopg.connect(running.uri(), autocommit=True) as connection:
        connection.execute(PLAIN_SCRIPT.read_bytes())
    running.run("psql", "-X", "-q", "-v", "ON_ERROR_STOP=1", "-d", "postgres", input=STORY)
    with connect(running.uri()) as db:
        db.execute("SET search_path = relationship_engine, public")
        return {
            "edges": db.execute(
                "SELECT from_id, to_id, kind, round(weight::numeric, 9) AS weight, confidence, strategies FROM edge "
                "ORDER BY 1, 2, 3"
            ).fetchall(),
            "mentions": db.execute("SELECT event_id, entity_id FROM mention ORDER BY 1, 2").fetchall(),
            "recalled": db.execute("SELECT kind, content FROM recall('Who founded Acme?') ORDER BY 1, 2").fetchall(),
            "doctor": db.execute("SELECT * FROM doctor(1) WHERE status = 'error'").fetchall(),
        }


@pytest.mark.parametrize("major", [15, 16, 17])
def test_a_version_makes_the_same_graph_as_the_newest(server_of_newest: dict[str, object], major: int) -> None:
    """Installed from nothing, with events, a night, an undo and its undo, and a question."""
    with server(major) as running:
        assert told(running) == server_of_newest


@pytest.fixture(scope="module")
def server_of_newest() -> dict[str, object]:
    """The graph that PostgreSQL 18 makes."""
    with servers.embedded(in_memory=True) as running:
        found = told(running)
    assert found["edges"]
    assert found["recalled"]
    return found
