"""What only reads works on a hot standby, in read-only transactions, and for roles that may only read."""

from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
from click.testing import CliRunner

import servers
from conftest import PROJECT, connect
from relationship_engine.cli import main

PHRASES = {"ADA": "Ada Byron", "ACME": "Acme"}
NOWHERE = "postgresql://nobody@127.0.0.1:1/none"
DRY_RUNS = (
    "SELECT status, edges_pruned FROM prune(1, true)",
    "SELECT status, edges_created FROM restore_pruned(1, '-infinity', true)",
    "SELECT change, kind FROM preview_run()",
    "SELECT status FROM (SELECT id FROM run WHERE mode = 'incremental' ORDER BY started_at DESC LIMIT 1) r, undo_run(id, true)",
    "SELECT p.change FROM (SELECT id FROM run WHERE mode = 'nightly' ORDER BY started_at DESC LIMIT 1) r, preview_undo(r.id) p",
    "SELECT to_phase, live_edges FROM rollout_rollback(p_undo => true, p_dry_run => true)",
)
READS = (
    "SELECT n.* FROM edge e, explain_edge(e.id) n",
    "SELECT n.reason FROM edge e, why_not(e.from_id, e.to_id, 'x') n",
    "SELECT reason FROM why_not('Ada Byron', 'Acme')",
    "SELECT * FROM forecast(1)",
    "SELECT * FROM edge_at(1)",
    "SELECT kind FROM backtest(1)",
    "SELECT * FROM recall('Where does Ada Byron work?')",
    "SELECT * FROM entity_search('Ada')",
    "SELECT * FROM strongest_edges(1)",
    "SELECT n.* FROM entity e, neighbors(e.id) n",
    "SELECT * FROM metric",
    "SELECT * FROM alert",
    "SELECT d.\"check\", d.status FROM doctor() d WHERE d.status = 'error'",
    "SELECT * FROM compare_graphs(1, 1)",
    "SELECT * FROM report_rollout()",
    "SELECT * FROM llm_cost_forecast",
)


@pytest.fixture(scope="module")
def primary() -> Iterator[servers.Server]:
    """A server with a graph that has been learned, aged, pruned and rolled out."""
    with servers.embedded(in_memory=True) as running:
        running.install_extension(PROJECT)
        with connect(running.uri()) as db:
            db.execute("CREATE EXTENSION relationship_engine CASCADE")
            db.execute("SELECT relationship_engine.install()")
            db.execute("SET search_path = relationship_engine, public")
            db.execute("CREATE ROLE reader LOGIN")
            db.execute("SELECT grant_usage('reader', 'reader')")
            db.execute("SELECT rollout_advance(1), rollout_advance(1, p_force => true)")
            db.execute("UPDATE graph SET mode = 'active', prune_guard = 1 WHERE id = 1")
            db.execute(
                "INSERT INTO entity (title, type) VALUES ('Engineer at Acme', 'role'), ('Analyst at Globex', 'role'), "
                "('Acme', 'organization'), ('Globex', 'organization'), ('Ada Byron', 'person')"
            )
            db.execute(
                'INSERT INTO raw_events (payload) VALUES (\'{"content": "Ada Byron joined Acme as an engineer."}\')'
            )
            db.execute("CALL run_nightly()")
            db.execute("UPDATE graph SET prune_threshold = 2 WHERE id = 1")
            db.execute("CALL run_nightly(p_night => current_date + 1)")
            db.execute("UPDATE graph SET prune_threshold = 0.1 WHERE id = 1")
            db.execute("UPDATE entity SET title = 'Chief Engineer at Globex' WHERE title = 'Engineer at Acme'")
            db.execute("INSERT INTO pattern_rule (field, source_type, target_type, expression, kind, confidence) "
                       "VALUES ('title', 'role', 'organization', '^analyst at {target}', 'analyzes', 0.9)")  # fmt: skip
        yield running


@pytest.fixture(scope="module")
def copy(primary: servers.Server) -> Iterator[servers.Server]:
    """A hot standby of it."""
    with servers.standby(primary) as running:
        servers.caught_up(primary, running)
        yield running


def rows(uri: str, query: str, *, role: str = "postgres", options: str = "") -> list[dict[str, object]]:
    """Return the rows of a query."""
    with connect(uri, user=role, options=f"-c search_path=relationship_engine,public {options}") as db:
        return db.execute(query).fetchall()  # type: ignore[arg-type]


@pytest.mark.parametrize("query", DRY_RUNS)
def test_dry_runs_only_read(primary: servers.Server, copy: servers.Server, query: str) -> None:
    """A role with read rights, in a read-only transaction or on a standby, gets what the owner gets."""
    expected = rows(primary.uri(), query)
    assert expected != []
    assert rows(primary.uri(), query, role="reader", options="-c default_transaction_read_only=on") == expected
    assert rows(copy.uri(), query, role="reader") == expected


def test_a_preview_tells_what_the_undo_then_does(primary: servers.Server) -> None:
    """The dry run of an undo, rolled back here, reports what the undo reports."""
    with connect(primary.uri()) as db:
        db.execute("SET search_path = relationship_engine, public")
        for (run,) in [
            tuple(row.values()) for row in db.execute("SELECT id FROM run WHERE status = 'done'").fetchall()
        ]:
            dry = db.execute("SELECT * FROM undo_run(%s, true)", [run]).fetchone()
            with db.transaction(force_rollback=True):
                done = db.execute("SELECT * FROM undo_run(%s, p_force => true)", [run]).fetchone()
            ignored = ("run_id", "status", "processing_time")
            assert {**dry, **dict.fromkeys(ignored)} == {**done, **dict.fromkeys(ignored)}


def test_a_preview_tells_what_a_run_then_does(primary: servers.Server) -> None:
    """The edges that the preview creates, changes and removes are those of the run, with their weights."""
    weights = "SELECT from_id, to_id, kind, weight FROM edge WHERE graph_id = 1"
    with connect(primary.uri()) as db, db.transaction(force_rollback=True):
        db.execute("SET LOCAL search_path = relationship_engine, public")
        db.execute("UPDATE strategy_setting SET mode = 'off' WHERE strategy IN ('topology', 'temporal')")
        before = {tuple(row.values())[:3]: row["weight"] for row in db.execute(weights).fetchall()}
        seen = db.execute("SELECT from_id, to_id, kind, weight_before, weight_after FROM preview_run()").fetchall()
        db.execute("SELECT run_on_demand()")
        after = {tuple(row.values())[:3]: row["weight"] for row in db.execute(weights).fetchall()}
    expected = {key: (before.get(key), after.get(key)) for key in before | after if before.get(key) != after.get(key)}
    assert {tuple(row.values())[:3]: tuple(row.values())[3:] for row in seen} == expected != {}


@pytest.mark.parametrize("query", READS)
def test_functions_that_read_work_on_a_standby(copy: servers.Server, query: str) -> None:
    """Nothing that reads writes on the way."""
    found = rows(copy.uri(), query)
    if "doctor" in query:
        assert found == []


@pytest.mark.parametrize(
    "words",
    [
        "ask ADA",
        "show ADA",
        "entities ADA",
        "edges",
        "path ADA ACME",
        "neighbors ADA",
        "history ADA works_at ACME",
        "explain EDGE",
        "export",
        "report PAGE",
        "metrics",
        "duplicates",
    ],
)
def test_commands_that_read_go_where_database_url_read_says(
    copy: servers.Server, words: str, tmp_path: Path, primary: servers.Server
) -> None:
    """They ask the standby; --dsn still names another database for one call."""
    edge = rows(primary.uri(), "SELECT id FROM edge LIMIT 1")[0]["id"]
    argv = [
        {**PHRASES, "EDGE": str(edge), "PAGE": str(tmp_path / "page.html")}.get(word, word) for word in words.split()
    ]
    environment = {"DATABASE_URL": NOWHERE, "DATABASE_URL_READ": copy.uri(), "PGCONNECT_TIMEOUT": "2"}
    done = CliRunner().invoke(main, argv, env=environment)
    assert done.exit_code == 0, done.output
    assert done.output.strip()
    named = CliRunner().invoke(main, [*argv, "--dsn", primary.uri()], env={**environment, "DATABASE_URL_READ": NOWHERE})
    assert named.exit_code == 0, named.output


@pytest.mark.parametrize("words", ["status", "forecast", "doctor", "runs", "why-not ADA ACME", "cost"])
def test_commands_that_tell_the_state_work_on_a_standby(copy: servers.Server, words: str) -> None:
    """They follow DATABASE_URL, since what they tell is asked of the primary, but only read."""
    argv = [PHRASES.get(word, word) for word in words.split()]
    done = CliRunner().invoke(main, argv, env={"DATABASE_URL": copy.uri()})
    assert done.exit_code == 0, done.output


def test_commands_that_write_never_go_to_the_standby(copy: servers.Server) -> None:
    """DATABASE_URL_READ does not move them."""
    done = CliRunner().invoke(
        main,
        ["run", "nightly"],
        env={"DATABASE_URL": NOWHERE, "DATABASE_URL_READ": copy.uri(), "PGCONNECT_TIMEOUT": "2"},
    )
    assert done.exit_code == 1
    assert "cannot connect" in done.output
    with pytest.raises(psycopg.errors.ReadOnlySqlTransaction):
        rows(copy.uri(), "SELECT run_on_demand()")
