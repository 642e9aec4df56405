"""doctor: each check by really breaking something; then its remedy, where that is a statement, mends it."""

import json
from collections.abc import Iterator
from typing import Any
from uuid import uuid4

import psycopg
import pytest
from click.testing import CliRunner, Result
from psycopg.conninfo import make_conninfo

import servers
from conftest import PLAIN_SCRIPT, connect, janitor
from relationship_engine.cli import main
from relationship_engine.commands import doctor

Row = dict[str, Any]


def examine(connection: psycopg.Connection, *checks: str) -> list[Row]:
    """Return what is not in order, of all checks or of some; whether nights come is another matter."""
    rows = connection.execute("SELECT * FROM relationship_engine.doctor()").fetchall()
    assert {row["status"] for row in rows} <= {"ok", "info", "warning", "error"}
    for row in rows:
        assert (row["remedy"] is None) == (row["status"] == "ok"), row
    wrong = [row for row in rows if row["status"] != "ok" and row["check"] != "schedule"]
    return [row for row in wrong if row["check"] in checks] if checks else wrong


def mend(connection: psycopg.Connection, row: Row) -> None:
    """Do what the remedy says, up to its last semicolon."""
    statements = row["remedy"].rpartition(";")[0]
    assert statements, row
    connection.execute(statements)


def add_edge(connection: psycopg.Connection) -> psycopg.Connection:
    """Make an edge."""
    connection.execute(
        "INSERT INTO entity (id, title, type) VALUES "
        "('00000000-0000-0000-0000-00000000000a', 'Acme', 'organization'), "
        "('00000000-0000-0000-0000-00000000000b', 'CEO at Acme', 'role')"
    )
    return connection


@pytest.fixture
def acme(connection: psycopg.Connection) -> psycopg.Connection:
    """A graph with an edge."""
    return add_edge(connection)


@pytest.fixture(scope="module")
def lasting(server: servers.Server, template: str) -> Iterator[psycopg.Connection]:
    """A graph with an edge, for all tests that take back what they do."""
    with janitor(server, "re_doctor", template), connect(server.uri("re_doctor")) as opened:
        opened.execute("SET search_path = relationship_engine, public")
        yield add_edge(opened)


@pytest.fixture
def taken_back(lasting: psycopg.Connection) -> Iterator[psycopg.Connection]:
    """A graph with an edge, in a transaction that is rolled back."""
    with lasting.transaction(force_rollback=True):
        yield lasting


@pytest.fixture
def plain(empty_database: str) -> Iterator[psycopg.Connection]:
    """A database with the plain install."""
    with connect(empty_database) as opened:
        opened.execute(PLAIN_SCRIPT.read_bytes())
        yield opened


def test_a_sound_database_is_in_order(acme: psycopg.Connection) -> None:
    """Every check is there and content, and examining changes nothing."""
    before = acme.execute("SELECT count(*) AS n FROM pg_class").fetchone()
    rows = acme.execute("SELECT * FROM doctor()").fetchall()
    assert [row for row in rows if row["status"] != "ok"] == [row for row in rows if row["check"] == "schedule"]
    assert {row["check"] for row in rows} == {
        *("postgres", "extensions", "version", "migrations", "triggers", "views", "schema"),
        *("invalid_indexes", "unused_indexes", "bloat", "row_security", "grants", "locks", "publications", "schedule"),
        *(
            "clock",
            "weights",
            "bare_edges",
            "names",
            "missing_events",
            "duplicates",
            "merges",
            "embeddings",
            "settings",
            "contradictions",
            "shared_names",
            "common_names",
            "types",
            "orphans",
        ),
    }
    assert {row["graph_id"] for row in rows} == {None, 1}
    assert acme.execute("SELECT count(*) AS n FROM pg_class").fetchone() == before


def test_additions_of_a_user_are_no_finding(acme: psycopg.Connection) -> None:
    """Columns, indexes, tables of one's own, and the length of vectors."""
    for statement in (
        "ALTER TABLE entity ADD COLUMN mine text DEFAULT 'x'",
        "CREATE INDEX mine ON entity (mine)",
        "CREATE TABLE relationship_engine.mine_too (id int PRIMARY KEY)",
        "ALTER TABLE entity ALTER COLUMN embedding TYPE vector(3)",
    ):
        acme.execute(statement)
    assert examine(acme) == []


@pytest.mark.parametrize(
    ("break_it", "check", "said"),
    [
        ("DROP INDEX edge_store_in_idx", "schema", "index edge_store.edge_store_in_idx is missing"),
        (
            "DROP INDEX edge_store_in_idx; CREATE INDEX edge_store_in_idx ON edge_store (kind)",
            "schema",
            'is "CREATE INDEX edge_store_in_idx ON edge_store USING btree (kind)", not "CREATE',
        ),
        (
            "ALTER TABLE evidence DROP CONSTRAINT evidence_edge_fkey",
            "schema",
            "constraint evidence.evidence_edge_fkey is missing",
        ),
        (
            "ALTER TABLE graph DROP CONSTRAINT graph_mode_check, ADD CONSTRAINT graph_mode_check CHECK (mode <> '')",
            "schema",
            "constraint graph.graph_mode_check is",
        ),
        (
            "ALTER TABLE proposal DROP CONSTRAINT proposal_pkey",
            "schema",
            "constraint proposal.proposal_pkey is missing",
        ),
        ("ALTER TABLE run_step DROP COLUMN error", "schema", "column run_step.error is missing"),
        ("ALTER TABLE run DROP COLUMN nights", "schema", "column run.nights is missing"),
        (
            "ALTER TABLE entity ALTER COLUMN title DROP NOT NULL",
            "schema",
            'column entity.title is "text", not "text NOT NULL"',
        ),
        (
            "ALTER TABLE graph ALTER COLUMN chunk_size DROP DEFAULT",
            "schema",
            'column graph.chunk_size is "integer NOT NULL", not "integer DEFAULT 5000 NOT NULL"',
        ),
        (
            "INSERT INTO mention SELECT 1, gen_random_uuid(), id, 'application', now() - interval '2 days' FROM entity LIMIT 1",
            "missing_events",
            "1 mentions older than a day",
        ),
        ("DROP TRIGGER relationship_engine_insert ON mention", "triggers", "insert on mention is missing"),
        (
            "ALTER TABLE entity DISABLE TRIGGER relationship_engine_insert",
            "triggers",
            "relationship_engine_insert on entity is disabled",
        ),
        ("DROP VIEW edge_current", "views", "edge_current is missing"),
        (
            "DROP TABLE graph_grant; DELETE FROM migration WHERE name = '0016_rights'",
            "migrations",
            "0016_rights is not applied",
        ),
        ("UPDATE edge_store SET log_weight = log_weight + 0.001", "weights", "1 edges have a weight that differs"),
        ("UPDATE evidence SET gain = 2", "weights", "1 edges have a weight that differs"),
        ("DELETE FROM evidence", "bare_edges", "1 edges have no evidence"),
        ("DELETE FROM entity_name", "names", "0 indexed names have no entity, 2 entities have no indexed name"),
        (
            "INSERT INTO entity_name VALUES (1, 'gone', gen_random_uuid(), 'role', 'gone', 'title', 'free')",
            "names",
            "1 indexed names have no entity, 0 entities",
        ),
        (
            "SET session_replication_role = replica; DELETE FROM entity WHERE type = 'role'; RESET session_replication_role",
            "names",
            "1 indexed names have no entity, 0 entities",
        ),
    ],
)
def test_the_remedy_mends_it(taken_back: psycopg.Connection, break_it: str, check: str, said: str) -> None:
    """What is found names the fault, and the statement of the remedy makes it as it was."""
    taken_back.execute(break_it)  # type: ignore[call-overload]
    (row,) = examine(taken_back, check)
    assert said in row["value"]
    mend(taken_back, row)
    assert examine(taken_back) == []


@pytest.mark.parametrize(
    ("break_it", "check", "said", "remedy"),
    [
        ("DROP TABLE alert_notice", "schema", "table alert_notice is missing", "backup"),
        (
            "INSERT INTO migration (name, sha256) VALUES ('9999_future', '')",
            "migrations",
            "9999_future is unknown",
            "the version of relationship_engine that made these tables",
        ),
        (
            "UPDATE migration SET sha256 = 'x' WHERE name = '0001_graph'",
            "migrations",
            "0001_graph is another one",
            "the version of relationship_engine that made these tables",
        ),
        (
            "INSERT INTO entity (title, type) VALUES ('ACME', 'organization'), ('Acme', 'role')",
            "duplicates",
            "1 names belong to several entities of one type: acme (2)",
            "relationship-engine merge",
        ),
    ],
)
def test_findings_that_need_a_person_name_the_place(
    acme: psycopg.Connection, break_it: str, check: str, said: str, remedy: str
) -> None:
    """Where no statement can know what is right, the remedy says where to look."""
    acme.execute(break_it)  # type: ignore[call-overload]
    (row,) = examine(acme, check)
    assert said in row["value"]
    assert remedy in row["remedy"]


def test_repair_keeps_the_weights_of_edges(acme: psycopg.Connection) -> None:
    """A falsified weight goes back to its evidence; a lost evidence leaves the weight, which decays from there."""
    acme.execute("CALL run_nightly(1, false, current_date + 10, true)")
    weight = acme.execute("SELECT weight FROM edge").fetchone()["weight"]
    acme.execute("UPDATE edge_store SET log_weight = 5")
    assert acme.execute("SELECT repair(1) AS mended").fetchone() == {"mended": 1}
    assert acme.execute("SELECT weight FROM edge").fetchone()["weight"] == pytest.approx(weight)
    acme.execute("DELETE FROM evidence")
    assert acme.execute("SELECT repair(1) AS mended").fetchone() == {"mended": 1}
    row = acme.execute("SELECT weight, strategies FROM edge").fetchone()
    assert row == {"weight": pytest.approx(weight), "strategies": ["application"]}
    assert acme.execute("SELECT repair(1) AS mended").fetchone() == {"mended": 0}
    acme.execute("UPDATE strategy_setting SET mode = 'off'")
    acme.execute("CALL run_nightly(1, false, current_date + 11, true)")
    assert acme.execute("SELECT weight FROM edge").fetchone()["weight"] == pytest.approx(weight * 0.99)
    with pytest.raises(psycopg.errors.NoDataFound):
        acme.execute("SELECT repair(9)")


def test_functions_of_another_version(acme: psycopg.Connection) -> None:
    """New functions over an old extension, and the other way about."""
    acme.execute("CREATE OR REPLACE FUNCTION version() RETURNS text LANGUAGE sql AS $$ SELECT '9.9.9'::text $$")
    (row,) = examine(acme)
    assert (row["check"], row["status"]) == ("version", "error")
    assert row["value"] == "functions 9.9.9, extension 0.1.0"


def test_missing_extensions(plain: psycopg.Connection) -> None:
    """pg_trgm cannot be dropped by accident. With vector its column goes; it is missing until the last remedy."""
    with pytest.raises(psycopg.errors.DependentObjectsStillExist):
        plain.execute("DROP EXTENSION pg_trgm")
    plain.execute("DROP EXTENSION vector CASCADE")
    *missing, schema = examine(plain)
    assert [(row["check"], row["value"]) for row in missing] == [("extensions", "vector is missing")]
    assert "the migrations do not run any more" in schema["value"]
    for row in missing:
        mend(plain, row)
    gone = examine(plain)
    assert {row["value"] for row in gone} == {
        "column entity.embedding is missing",
        "column event_text.embedding is missing",
    }
    for row in gone:
        mend(plain, row)
    assert examine(plain) == []


def test_invalid_indexes(acme: psycopg.Connection) -> None:
    """What CREATE INDEX CONCURRENTLY leaves behind when it fails."""
    acme.execute("INSERT INTO entity (title, type) VALUES ('Same', 'person'), ('Same', 'role')")
    with pytest.raises(psycopg.errors.UniqueViolation):
        acme.execute("CREATE UNIQUE INDEX CONCURRENTLY mine ON entity (title)")
    (row,) = examine(acme, "invalid_indexes")
    assert (row["check"], row["status"]) == ("invalid_indexes", "error")
    assert "mine" in row["value"]
    acme.execute("DELETE FROM entity WHERE title = 'Same' AND type = 'role'")
    mend(acme, row)
    assert examine(acme) == []


def test_unused_indexes(acme: psycopg.Connection) -> None:
    """A large index that nobody read while others of its table were read a thousand times."""
    acme.execute("ALTER TABLE raw_events DISABLE TRIGGER USER")
    acme.execute(
        "INSERT INTO raw_events (payload) SELECT jsonb_build_object('content', repeat('x', 100) || i) FROM generate_series(1, 20000) i"
    )
    acme.execute("ALTER TABLE raw_events ENABLE TRIGGER USER")
    acme.execute("CREATE INDEX mine ON raw_events ((payload ->> 'content'))")
    acme.execute(
        "DO $$ DECLARE v uuid; BEGIN FOR v IN SELECT id FROM relationship_engine.raw_events LIMIT 1100 LOOP "
        "PERFORM FROM relationship_engine.raw_events r WHERE r.graph_id = 1 AND r.id = v; END LOOP; END $$"
    )
    acme.execute("SELECT pg_stat_force_next_flush()")
    acme.execute("SELECT 1")
    (row,) = examine(acme, "unused_indexes")
    assert row["status"] == "info"
    assert "relationship_engine.mine (" in row["value"]
    assert row["remedy"].startswith("DROP INDEX relationship_engine.mine;")
    mend(acme, row)
    assert examine(acme, "unused_indexes") == []


def test_bloat(acme: psycopg.Connection) -> None:
    """Dead rows that nobody cleans up."""
    acme.execute("ALTER TABLE raw_events DISABLE TRIGGER USER, SET (autovacuum_enabled = false)")
    acme.execute("INSERT INTO raw_events (payload) SELECT '{}' FROM generate_series(1, 25000)")
    acme.execute("DELETE FROM raw_events")
    acme.execute("ALTER TABLE raw_events ENABLE TRIGGER USER")
    acme.execute("SELECT pg_stat_force_next_flush()")
    acme.execute("SELECT 1")
    (row,) = examine(acme)
    assert (row["check"], row["status"]) == ("bloat", "warning")
    assert "raw_events (25000 of 25000)" in row["value"]
    mend(acme, row)
    acme.execute("SELECT pg_stat_force_next_flush()")
    assert examine(acme) == []


def test_gaps_in_row_security(acme: psycopg.Connection) -> None:
    """A table that nobody confined, a view that asks as its owner, grants that confine nobody."""
    acme.execute("SELECT enable_row_security()")
    assert examine(acme) == []
    for break_it in (
        "CREATE TABLE later (graph_id bigint)",
        "ALTER TABLE evidence DISABLE ROW LEVEL SECURITY",
        "DROP POLICY relationship_engine_select ON run",
        "ALTER VIEW edge SET (security_invoker = false)",
    ):
        acme.execute(break_it)
        (row,) = examine(acme)
        assert (row["check"], row["status"]) == ("row_security", "error")
        mend(acme, row)
        assert examine(acme) == []
    acme.execute("SELECT disable_row_security()")
    assert examine(acme) == []
    acme.execute("INSERT INTO graph_grant (role, graph_id, level) VALUES ('postgres', 1, 'reader')")
    (row,) = examine(acme)
    assert (row["check"], row["status"]) == ("row_security", "warning")
    mend(acme, row)
    assert examine(acme, "row_security") == []


def test_titles_without_a_word_are_no_fault(acme: psycopg.Connection) -> None:
    """They have no name to index, which no repair could change."""
    acme.execute("INSERT INTO entity (title, type) VALUES ('!!!', 'person'), ('', 'person'), ('…', 'person')")
    assert examine(acme) == []


def test_the_remedy_for_nights_is_a_night(acme: psycopg.Connection) -> None:
    """Without pg_cron the remedy runs the night that is missing, and keeps its text for people behind it."""
    (row,) = acme.execute("SELECT * FROM doctor() WHERE \"check\" = 'schedule'").fetchall()
    mend(acme, row)
    assert acme.execute("SELECT status FROM doctor() WHERE \"check\" = 'schedule'").fetchall() == [{"status": "ok"}]


def test_a_role_that_was_created_again(acme: psycopg.Connection) -> None:
    """A new role of a former name gets none of its levels back, not even by an upgrade; doctor says whose they were."""
    role = f"re_again_{uuid4().hex[:8]}"
    create = f"CREATE ROLE {role}"
    acme.execute(create)  # type: ignore[arg-type]
    acme.execute("SELECT grant_usage(%s, 'admin'), enable_row_security()", [role])
    acme.execute(f"DROP OWNED BY {role}; DROP ROLE {role}; {create}")  # type: ignore[arg-type]
    acme.execute("SELECT install()")
    may = "SELECT has_table_privilege(%s, 'entity', 'SELECT') AS may, has_schema_privilege(%s, 'relationship_engine', 'USAGE') AS use"
    assert acme.execute(may, [role, role]).fetchone() == {"may": False, "use": False}
    (row,) = examine(acme)
    assert (row["check"], row["status"]) == ("grants", "warning")
    assert role in row["value"]
    acme.execute(row["remedy"])
    assert examine(acme) == []
    acme.execute("SELECT grant_usage(%s, 'reader')", [role])
    acme.execute("SELECT install()")
    assert acme.execute(may, [role, role]).fetchone() == {"may": True, "use": True}
    acme.execute("SELECT revoke_usage(%s)", [role])
    acme.execute(f"DROP ROLE {role}")  # type: ignore[arg-type]


def test_a_stranger_who_holds_a_lock(acme: psycopg.Connection, database: str) -> None:
    """Whoever may log in can hold the lock of a graph: doctor names the session, and its remedy ends it."""
    stranger, friend = (f"re_{word}_{uuid4().hex[:8]}" for word in ("stranger", "friend"))
    acme.execute(f"CREATE ROLE {stranger} LOGIN; CREATE ROLE {friend} LOGIN NOINHERIT")  # type: ignore[arg-type]
    acme.execute("SELECT grant_usage(%s, 'writer')", [stranger])
    acme.execute(f"GRANT {stranger} TO {friend}")  # type: ignore[arg-type]
    lock = "SELECT pg_advisory_lock(relationship_engine._graph_lock_key(1))"
    with connect(make_conninfo(database, user=friend)) as holder:
        holder.execute(f"SET ROLE {stranger}")  # type: ignore[arg-type]
        holder.execute(lock)  # type: ignore[arg-type]
        assert examine(acme) == []
    key = acme.execute("SELECT _graph_lock_key(1) AS key").fetchone()["key"]  # type: ignore[index]
    acme.execute("SELECT revoke_usage(%s)", [stranger])
    with connect(make_conninfo(database, user=stranger)) as holder:
        holder.execute("SELECT pg_advisory_lock(%s)", [key])
        (row,) = examine(acme)
        assert (row["check"], row["status"]) == ("locks", "error")
        assert f"graph 1 by role {stranger}" in row["value"]
        acme.execute(row["remedy"])
        with pytest.raises(psycopg.OperationalError):
            holder.execute("SELECT 1")
        assert examine(acme) == []
    acme.execute(f"DROP ROLE {friend}; DROP ROLE {stranger}")  # type: ignore[arg-type]


def test_a_clock_that_is_behind(acme: psycopg.Connection) -> None:
    """Nights that were missed; a graph in shadow mode has none to miss."""
    acme.execute("SELECT create_graph('other')")
    acme.execute("UPDATE graph SET decay_date = current_date - 2 WHERE id = 2")
    (row,) = examine(acme)
    assert (row["check"], row["status"], row["graph_id"]) == ("clock", "warning", 2)
    mend(acme, row)
    assert examine(acme) == []
    acme.execute("UPDATE graph SET mode = 'shadow', decay_date = current_date - 2 WHERE id = 2")
    assert examine(acme) == []
    assert acme.execute("SELECT DISTINCT graph_id FROM doctor(1) WHERE graph_id IS NOT NULL").fetchall() == [
        {"graph_id": 1}
    ]


@pytest.mark.parametrize(
    ("change", "status", "said"),
    [
        ("UPDATE graph SET decay_factor = 0.5, prune_threshold = 0.001", "warning", "half its weight in 1.0 nights"),
        ("UPDATE graph SET decay_factor = 1", "info", "weights never decay"),
        ("UPDATE graph SET prune_threshold = 0.9", "warning", "observed once is pruned after 11 nights"),
        ("UPDATE graph SET prune_threshold = 1", "error", "new edges are pruned"),
        ("UPDATE graph SET prune_guard = 1", "warning", "most of the graph"),
        ("UPDATE graph SET prune_guard = 0", "info", "no edge is ever pruned"),
        ("UPDATE graph SET min_confidence = 0.95", "warning", "almost no candidate"),
        ("UPDATE graph SET min_confidence = 0", "info", "every candidate"),
        ("UPDATE graph SET nightly_window = '31 days'", "warning", "more than a month"),
        ("UPDATE graph SET retention = '1 day'", "warning", "cannot be undone"),
        ("UPDATE graph SET chunk_size = 1", "warning", "commit too often"),
        ("UPDATE graph SET llm_daily_budget = 1000", "warning", "1000 USD"),
        ("UPDATE strategy_setting SET mode = 'off'", "warning", "no strategy is on"),
        (
            "INSERT INTO strategy_setting (graph_id, strategy) VALUES (1, 'missing')",
            "error",
            "strategy missing has no function relationship_engine.detect_missing",
        ),
        ("UPDATE pattern_rule SET enabled = false", "warning", "no rule of the strategy pattern"),
        ("INSERT INTO alert_setting (graph_id, alert) VALUES (1, 'nonsense')", "warning", "an unknown alert nonsense"),
    ],
)
def test_settings_that_are_hardly_meant(taken_back: psycopg.Connection, change: str, status: str, said: str) -> None:
    """Allowed by the tables, and still a mistake."""
    taken_back.execute(change)  # type: ignore[call-overload]
    (row,) = examine(taken_back, "settings")
    assert (row["check"], row["status"], row["graph_id"]) == ("settings", status, 1)
    assert said in row["value"]
    mend(taken_back, row)
    assert examine(taken_back) == []


def test_tables_that_are_missing_do_not_stop_it(acme: psycopg.Connection) -> None:
    """It says what is missing, and that the rows could not be examined."""
    acme.execute("DROP TABLE entity_name")
    rows = examine(acme)
    assert [(row["check"], row["status"]) for row in rows] == [("schema", "error"), ("rows", "error")]


def test_others_than_the_owner_may_ask(acme: psycopg.Connection, database: str, server: servers.Server) -> None:
    """Who may not make a schema is told so; all else is examined."""
    del server
    acme.execute("CREATE ROLE re_doctor LOGIN")
    try:
        acme.execute("SELECT grant_usage('re_doctor', 'reader')")
        acme.execute("SET ROLE re_doctor")
        (row,) = examine(acme)
        assert (row["check"], row["status"]) == ("schema", "info")
        assert "permission denied for database" in row["value"]
        acme.execute("RESET ROLE")
        with connect(database) as reader:
            reader.execute("SET default_transaction_read_only = on")
            (row,) = examine(reader)
            assert (row["check"], row["status"]) == ("schema", "info")
    finally:
        acme.execute("RESET ROLE")
        acme.execute("SELECT revoke_usage('re_doctor')")
        acme.execute("DROP ROLE re_doctor")


# -- pg_cron ---------------------------------------------------------------------------------------------------------


def schedule(connection: psycopg.Connection) -> list[tuple[str, str]]:
    """Return what it says of the schedule."""
    rows = connection.execute("SELECT * FROM relationship_engine.doctor() WHERE \"check\" = 'schedule'").fetchall()
    return [(row["status"], row["value"]) for row in rows]


def test_nights_without_pg_cron(acme: psycopg.Connection) -> None:
    """Another scheduler will do, as long as nights come."""
    assert schedule(acme) == [
        ("warning", "pg_cron is not installed in this database; the last nightly run never began")
    ]
    acme.execute("CALL run_nightly()")
    assert [status for status, _ in schedule(acme)] == ["ok"]
    acme.execute("UPDATE run SET started_at = now() - interval '27 hours' WHERE mode = 'nightly'")
    assert [status for status, _ in schedule(acme)] == ["warning"]


def test_jobs_of_pg_cron(cron_server: servers.Server) -> None:
    """Not scheduled, not run yet, failed, switched off, in order."""

    def of(job: str) -> tuple[str, str]:
        (found,) = [row for row in schedule(connection) if f"relationship_engine_{job}_" in row[1]]
        return found

    with connect(cron_server.uri()) as connection:
        connection.execute("DELETE FROM cron.job_run_details")
        assert of("nightly") == ("warning", "relationship_engine_nightly_postgres is not scheduled")
        connection.execute("SELECT relationship_engine.schedule()")
        try:
            assert of("nightly") == ("warning", "relationship_engine_nightly_postgres has not run yet")
            ids = {
                row["jobname"].split("_")[2]: row["jobid"]
                for row in connection.execute("SELECT jobid, jobname FROM cron.job")
            }
            connection.execute("SELECT cron.alter_job(%s, schedule => '1 second')", [ids["nightly"]])
            connection.execute(
                "SELECT cron.alter_job(%s, schedule => '1 second', command => 'SELECT 1 / 0')", [ids["alerts"]]
            )
            connection.execute("SELECT cron.alter_job(%s, active => false)", [ids["purge"]])
            for _ in range(100):
                if of("nightly")[0] == "ok" and of("alerts")[0] == "error":
                    break
                connection.execute("SELECT pg_sleep(0.2)")
            assert "1 second, last succeeded at" in of("nightly")[1]
            assert "failed: ERROR: division by zero" in of("alerts")[1]
            assert of("purge") == ("error", "relationship_engine_purge_postgres is switched off")
            connection.execute("SELECT cron.alter_job(%s, active => false)", [ids["nightly"]])
            going_on = "SELECT FROM cron.job_run_details WHERE jobid = %s AND status NOT IN ('succeeded', 'failed')"
            for _ in range(100):
                connection.execute("SELECT pg_sleep(1.1)")  # a run that was due may still begin
                if connection.execute(going_on, [ids["nightly"]]).rowcount == 0:
                    break
            # pg_cron may have cancelled the one that was going on; none failed by itself
            broken = (
                "SELECT return_message FROM cron.job_run_details WHERE jobid = %s AND return_message LIKE '%%ERROR%%'"
            )
            assert connection.execute(broken, [ids["nightly"]]).fetchall() == []
            connection.execute("SELECT cron.alter_job(%s, active => true, schedule => '0 0 1 1 *')", [ids["nightly"]])
            connection.execute(
                "UPDATE cron.job_run_details SET end_time = now() - interval '27 hours', status = 'succeeded' WHERE jobid = %s",
                [ids["nightly"]],
            )
            assert of("nightly")[0] == "warning"
        finally:
            connection.execute("SELECT relationship_engine.unschedule()")


# -- the command -----------------------------------------------------------------------------------------------------


def run(database: str, *words: str) -> Result:
    """Run the command."""
    return CliRunner().invoke(main, ["doctor", *words], env={"DATABASE_URL": database})


def test_the_command_lists_errors_first(acme: psycopg.Connection, database: str) -> None:
    """Errors make its exit code 1; --quiet leaves out what is in order, --json is for programs."""
    acme.execute("CALL run_nightly()")
    done = run(database)
    assert done.exit_code == 0
    assert "ok      weights of graph 1: 0 edges" in done.stdout
    assert run(database, "--quiet").stdout == "all is in order\n"
    acme.execute("DROP INDEX edge_store_in_idx")
    acme.execute("UPDATE graph SET prune_guard = 0")
    done = run(database, "--quiet")
    assert done.exit_code == 1
    error, remedy, info, _ = done.stdout.splitlines()
    assert error == "error   schema: index edge_store.edge_store_in_idx is missing"
    assert remedy.startswith("        CREATE INDEX edge_store_in_idx ON relationship_engine.edge_store")
    assert info == "info    settings of graph 1: prune_guard 0: no edge is ever pruned"
    rows = json.loads(run(database, "--json").stdout)
    assert (rows[0]["check"], rows[0]["status"]) == ("schema", "error")


def test_the_command_is_of_another_version(
    acme: psycopg.Connection, database: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The database and the command may be upgraded one after the other."""
    acme.execute("CALL run_nightly()")
    monkeypatch.setattr(doctor, "version", lambda _: "9.9.9")
    done = run(database, "--quiet")
    assert done.exit_code == 0
    assert "warning client: command 9.9.9, functions 0.1.0" in done.stdout
