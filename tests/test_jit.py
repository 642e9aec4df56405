"""No statement of the engine or its command is compiled: with LLVM, that took a tenth of a second an INSERT."""

from collections.abc import Iterator

import pytest

import servers
from conftest import PLAIN_SCRIPT, connect, janitor
from relationship_engine import database

WATCHED = """
SET search_path = relationship_engine, public;
SET jit_above_cost = 1;
SET jit_inline_above_cost = -1;
SET jit_optimize_above_cost = -1;
LOAD 'auto_explain';
SET auto_explain.log_min_duration = 0;
SET auto_explain.log_analyze = on;
SET auto_explain.log_timing = off;
SET auto_explain.log_nested_statements = on;
SET auto_explain.log_level = notice;
"""
STORY = (
    "INSERT INTO raw_events (id, payload) VALUES (md5('1')::uuid, '{\"content\": \"Ann Lee founded Acme.\"}')",
    """INSERT INTO entity (type, title, source_event_id) VALUES
    ('person', 'Ann Lee', md5('1')::uuid), ('organization', 'Acme', md5('1')::uuid), ('role', 'CEO at Acme', NULL)""",
    "UPDATE entity SET summary = 'Of Acme' WHERE title = 'Ann Lee'",
    'UPDATE raw_events SET payload = \'{"content": "Ann Lee left Acme."}\'',
    "SELECT run_on_demand(ARRAY(SELECT id FROM entity))",
    "CALL run_nightly(1)",
    "SELECT explain_edge(id) FROM edge LIMIT 1",
    "SELECT why_not(f.id, t.id, 'owns') FROM entity f, entity t WHERE f.title = 'Ann Lee' AND t.title = 'Acme'",
    "SELECT recall('Who founded Acme?')",
    "SELECT undo_run(id) FROM run WHERE mode = 'nightly'",
    "SELECT edge_at(1)",
    "SELECT doctor()",
    "DELETE FROM raw_events",
)


@pytest.fixture
def uri(cron_server: servers.Server) -> Iterator[str]:
    """Return the URI of a new database on a server with LLVM, with the engine in it."""
    with janitor(cron_server, "jit"):
        with connect(cron_server.uri("jit")) as db:
            db.execute(PLAIN_SCRIPT.read_bytes())
        yield cron_server.uri("jit")


def compiled(uri: str, statement: str) -> list[str]:
    """Run a statement where each plan is worth compiling, and return the compiled ones that it causes."""
    with connect(uri) as session:
        session.execute(WATCHED)
        plans: list[str] = []
        session.add_notice_handler(lambda said: plans.append(str(said.message_primary)))
        session.execute(statement)
    # neither the statement itself nor a foreign key's look-up, whose cost is never worth it, is ours
    return [plan for plan in plans if "\nJIT:" in plan and statement not in plan and "FROM ONLY" not in plan]


def test_a_statement_within_a_function_of_a_user_is_compiled(uri: str) -> None:
    """Else the test below could not fail."""
    assert compiled(uri, "DO $$BEGIN PERFORM count(*) FROM entity; END$$")


def test_no_statement_of_the_engine_is_compiled(uri: str) -> None:
    """Neither in triggers nor in what reads, nor in a night."""
    for statement in STORY:
        found = compiled(uri, statement)
        assert not found, f"{statement}: {found[0]}"


def test_a_night_gives_the_setting_back(uri: str) -> None:
    """It is off in each transaction of the night, and the session keeps its own."""
    with connect(uri) as db:
        db.execute("SET jit = on")
        db.execute("CALL relationship_engine.run_nightly()")
        assert db.execute("SHOW jit").fetchone() == {"jit": "on"}


def test_statements_of_the_command_are_not_compiled(uri: str) -> None:
    """The views of metrics read all edges, and compiled they took four times as long."""
    with database.connect(uri) as db:
        assert db.execute("SHOW jit").fetchone() == {"jit": "off"}


def test_a_pooler_hands_no_setting_on(server: servers.Server) -> None:
    """Its next client keeps the setting of the server."""
    with servers.pooled(server, "postgres", pool=1) as pooled:
        database.connect(pooled).close()
        with connect(pooled) as other:
            assert other.execute("SHOW jit").fetchone() == {"jit": "on"}
