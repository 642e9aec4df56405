"""The command relationship-engine, from a user's side: what it does, what it prints, how it fails."""

import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from uuid import uuid4

import click
import psycopg
import pytest
from click.testing import CliRunner, Result
from psycopg.conninfo import conninfo_to_dict, make_conninfo

import servers
from relationship_engine.cli import main

EVENT = "00000000-0000-0000-0000-00000000e001"
REPORT = {
    *("edges_created", "edges_updated", "edges_decayed", "edges_pruned", "entities_analyzed"),
    *("processing_time", "strategies_used", "status", "message"),
}


def invoke(*words: str, dsn: str | None = None) -> Result:
    """Run a command in this process."""
    return CliRunner().invoke(main, words, env={"DATABASE_URL": dsn})


def result_of(*words: str, dsn: str) -> Any:  # noqa: ANN401
    """Run a command that succeeds, and return what it prints as JSON."""
    done = invoke(*words, "--json", dsn=dsn)
    assert done.exit_code == 0, done.output
    return json.loads(done.stdout)


def error_of(*words: str, code: int, dsn: str | None = None) -> str:
    """Run a command that fails with an exit code, and return its one line of complaint."""
    done = invoke(*words, dsn=dsn)
    assert done.exit_code == code, done.output
    assert done.stdout == ""
    (line,) = done.stderr.splitlines()
    assert line.startswith("Error: ")
    return line


@pytest.fixture
def folder() -> Iterator[Path]:
    """An empty folder that the server's system user can reach, as pytest's tmp_path is not for root."""
    path = Path(tempfile.mkdtemp(prefix="re-cli-", dir="/tmp"))
    yield path
    shutil.rmtree(path, ignore_errors=True)


@pytest.fixture
def acme(database: str, connection: psycopg.Connection) -> str:
    """The URI of a database in which one event brought a role and its organization, joined by one edge."""
    connection.execute('INSERT INTO raw_events (id, payload) VALUES (%s, \'{"content": "Ann leads Acme."}\')', [EVENT])
    connection.execute(
        "INSERT INTO entity (title, type, source_event_id) VALUES ('Acme', 'organization', %(event)s), "
        "('CEO at Acme', 'role', %(event)s)",
        {"event": EVENT},
    )
    return database


def test_up_starts_no_server_that_nothing_can_be_installed_on(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Of a package that was installed from a checkout that was not built."""
    monkeypatch.setattr("relationship_engine.database.files", lambda _: tmp_path)
    done = CliRunner().invoke(main, ["up", "--data", str(tmp_path / "data")])
    assert done.exit_code == 1
    assert "make build" in done.stderr
    assert not (tmp_path / "data").exists()


def test_up_leaves_a_server_running_and_down_stops_it(folder: Path) -> None:
    """`up` prints the URI of a server with the extension and may be repeated; its data outlive `down`."""
    data = str(folder)
    try:
        uri = invoke("up", "--data", data).stdout.strip()
        with psycopg.connect(uri) as connection:
            connection.execute("INSERT INTO relationship_engine.entity (title, type) VALUES ('Acme', 'organization')")
        again = json.loads(invoke("up", "--data", data, "--json").stdout)
        assert (again["uri"], again["route"]) == (uri, "extension")
        assert json.loads(invoke("down", "--data", data, "--json").stdout) == {"stopped": True}
        assert "cannot connect" in error_of("status", code=1, dsn=uri)
        uri = invoke("up", "--data", data).stdout.strip()
        assert result_of("status", dsn=uri)["graphs"][0]["entities"] == 1
    finally:
        assert invoke("down", "--data", data).stdout == "stopped\n"
    assert invoke("down", "--data", data).stdout == "was not running\n"


def test_up_explains_why_it_refuses_a_folder(folder: Path) -> None:
    """A folder with other things in it is refused in one line."""
    (folder / "notes.txt").write_text("mine")
    assert "neither empty nor a PostgreSQL data folder" in error_of("up", "--data", str(folder), code=1)


def test_install_uses_the_extension_where_the_server_has_it(empty_database: str) -> None:
    """Installing twice is installing once, and the plain script does not go over an extension."""
    assert "run: relationship-engine install" in error_of("status", code=1, dsn=empty_database)
    for _ in range(2):
        assert result_of("install", dsn=empty_database)["route"] == "extension"
    assert "without --plain" in error_of("install", "--plain", code=1, dsn=empty_database)


def test_a_plain_installation_is_upgraded_by_the_plain_script(empty_database: str) -> None:
    """A database that began with the plain script is upgraded by it, although the server has the extension's files."""
    assert result_of("install", "--plain", dsn=empty_database)["route"] == "plain"
    assert result_of("install", dsn=empty_database)["route"] == "plain"
    with psycopg.connect(empty_database) as connection:
        assert connection.execute("SELECT FROM pg_extension WHERE extname = 'relationship_engine'").rowcount == 0


def test_install_adopts_tables_whose_extension_was_dropped(acme: str, connection: psycopg.Connection) -> None:
    """After DROP EXTENSION … CASCADE, install takes the rows over, and the triggers work again."""
    connection.execute("DROP EXTENSION relationship_engine CASCADE")
    assert "relationship-engine install" in error_of("status", code=1, dsn=acme)
    assert result_of("install", dsn=acme)["route"] == "extension"
    connection.execute("INSERT INTO entity (title, type) VALUES ('CTO at Acme', 'role')")
    assert result_of("status", dsn=acme)["graphs"][0]["live_edges"] == 2


@pytest.mark.parametrize("place", ["before", "after", "DATABASE_URL", "PG*"])
def test_connection_is_named_in_any_of_the_usual_ways(database: str, place: str) -> None:
    """--dsn before or after the command, DATABASE_URL, PG*: the nearer one wins."""
    named = {"before": ["--dsn", database, "status"], "after": ["status", "--dsn", database]}
    environment = {name: text for name, text in os.environ.items() if not name.startswith("PG")}
    environment["DATABASE_URL"] = {"DATABASE_URL": database, "PG*": ""}.get(place, "postgresql://localhost:1/none")
    if place == "PG*":
        known = conninfo_to_dict(database)
        environment |= {
            f"PG{key.upper()}": str(known[name])
            for key, name in (("host", "host"), ("port", "port"), ("user", "user"), ("database", "dbname"))
        }
    done = subprocess.run(  # noqa: S603 - the command under test
        [Path(sys.executable).parent / "relationship-engine", *named.get(place, ["status"]), "--json"],
        env=environment,
        check=True,
        capture_output=True,
        text=True,
    )
    assert json.loads(done.stdout)["database"] == conninfo_to_dict(database)["dbname"]


@pytest.mark.parametrize("dsn", ["postgresql://localhost:1/none", "host=/nowhere dbname=x", "nonsense", "a=b"])
def test_unreachable_servers_are_one_line(dsn: str) -> None:
    """No server, no such option, no connection string at all: one line, no trace."""
    error_of("status", code=1, dsn=dsn)


def test_missing_databases_and_rights_are_one_line(server: servers.Server, database: str) -> None:
    """A database that is not there, a user who may nothing."""
    assert "does not exist" in error_of("status", code=1, dsn=server.uri("not_there"))
    user = f"nobody_{uuid4().hex[:8]}"
    with psycopg.connect(database, autocommit=True) as connection:
        connection.execute(f"CREATE ROLE {user} LOGIN")
        try:
            assert "permission denied" in error_of("status", code=1, dsn=make_conninfo(database, user=user))
        finally:
            connection.execute(f"DROP ROLE {user}")


def test_run_incremental(acme: str, connection: psycopg.Connection) -> None:
    """It analyses the entities of an event anew: what is known already changes nothing."""
    connection.execute("DELETE FROM edge_store")
    found = result_of("run", "incremental", EVENT, dsn=acme)
    assert found.keys() >= REPORT
    assert (found["status"], found["edges_created"], found["entities_analyzed"]) == ("done", 1, 2)
    assert result_of("run", "incremental", EVENT, dsn=acme)["edges_created"] == 0
    error = error_of("run", "incremental", str(uuid4()), "--graph", "1", code=1, dsn=acme)
    assert "graph 1 has no event" in error
    assert "Insert it into" in error


def test_run_on_demand(acme: str, connection: psycopg.Connection) -> None:
    """It analyses the named entities, or all of a graph."""
    (role,) = connection.execute("DELETE FROM edge_store RETURNING from_id").fetchall()
    assert result_of("run", "on-demand", str(uuid4()), dsn=acme)["entities_analyzed"] == 0
    assert result_of("run", "on-demand", str(role["from_id"]), dsn=acme)["edges_created"] == 1
    done = invoke("run", "on-demand", dsn=acme)
    assert "entities analyzed  2" in done.stdout
    assert re.search(r"strategies used +.*pattern", done.stdout)


def test_run_nightly(acme: str, connection: psycopg.Connection) -> None:
    """It runs every graph, or one; the night may be simulated, and decays once."""
    connection.execute("SELECT create_graph('other')")
    both = result_of("run", "nightly", dsn=acme)
    assert [report["graph_id"] for report in both] == [1, 2]
    tomorrow = connection.execute("SELECT current_date + 1 AS night").fetchone()["night"]
    words = ("run", "nightly", "--graph", "1", "--full-scan", "--night", str(tomorrow))
    assert [result_of(*words, dsn=acme)[0]["edges_decayed"] for _ in range(2)] == [1, 0]
    assert connection.execute("SELECT weight FROM edge").fetchone()["weight"] == pytest.approx(0.99)
    assert connection.execute("SELECT bool_or(full_scan) AS yes FROM run").fetchone()["yes"]
    assert "there is no graph 7" in error_of("run", "nightly", "--graph", "7", code=1, dsn=acme)


def test_a_night_may_take_longer_than_statements(acme: str, connection: psycopg.Connection) -> None:
    """The statement_timeout of the role or the connection does not end it."""
    connection.execute(
        "CREATE FUNCTION detect_slowly(bigint, uuid[]) RETURNS SETOF candidate LANGUAGE sql AS "
        "$$ SELECT c.* FROM (SELECT pg_sleep(3)) s CROSS JOIN unnest('{}'::relationship_engine.candidate[]) c $$"
    )
    connection.execute("INSERT INTO strategy_setting (graph_id, strategy) VALUES (1, 'slowly')")
    (report,) = result_of("run", "nightly", dsn=make_conninfo(acme, options="-c statement_timeout=2s"))
    assert (report["status"], "slowly" in report["strategies_used"]) == ("done", True)
    assert report["processing_time"] > 3


def test_failed_runs_have_an_exit_code_and_show_in_status(acme: str, connection: psycopg.Connection) -> None:
    """A strategy without its function fails: the report says so, and so does status."""
    connection.execute("INSERT INTO strategy_setting (graph_id, strategy) VALUES (1, 'broken')")
    for words in (("run", "nightly"), ("run", "on-demand")):
        done = invoke(*words, dsn=acme)
        assert done.exit_code == 1
        assert "detect_broken" in done.stdout
    (graph,) = result_of("status", dsn=acme)["graphs"]
    assert (graph["failed_runs"], graph["last_nightly_status"]) == (2, "failed")
    assert "detect_broken" in graph["last_error"]
    assert "detect_broken" in invoke("status", dsn=acme).stdout


def test_status(acme: str, connection: psycopg.Connection) -> None:
    """It counts what each graph holds and says how far it has come."""
    connection.execute("SELECT create_graph('other')")
    state = result_of("status", dsn=acme)
    graph, other = state["graphs"]
    assert (graph["mode"], graph["entities"], graph["events"], graph["live_edges"]) == ("active", 2, 1, 1)
    assert (graph["pruned_edges"], graph["proposals"], graph["failed_runs"], graph["last_nightly"]) == (0, 0, 0, None)
    assert (other["name"], other["entities"], state["cron_job"]) == ("other", 0, None)
    assert state["functions"] == connection.execute("SELECT relationship_engine.version()").fetchone()["version"]
    invoke("run", "nightly", dsn=acme)
    printed = invoke("status", dsn=acme).stdout
    for line in ("live edges        1", "graph 2, other", ", done"):
        assert line in printed


def columns(connection: psycopg.Connection, table: str) -> set[str]:
    """Return the names of the columns of a table."""
    rows = connection.execute("SELECT attname FROM pg_attribute WHERE attrelid = %s::regclass AND attnum > 0", (table,))
    return {row["attname"] for row in rows}


def test_settings(database: str, connection: psycopg.Connection) -> None:
    """Settings of graphs and strategies are shown and set."""
    assert result_of("settings", "set", "decay_factor", "0.995", dsn=database)["value"] == 0.995
    result_of("settings", "set", "nightly_window", "2 days", dsn=database)
    result_of("settings", "set", "max_edges_per_entity", "5", "--strategy", "pattern", dsn=database)
    shown = result_of("settings", "show", dsn=database)
    assert (shown["graph"]["decay_factor"], shown["graph"]["nightly_window"]) == (0.995, "2 days")
    (pattern,) = [row for row in shown["strategies"] if row["strategy"] == "pattern"]
    assert pattern["max_edges_per_entity"] == 5
    kept = {
        "id",
        "name",
        "decay_clock",
        "decay_step_no",
        "decay_date",
        "paused_on",
        "moved_to",
        "purged_at",
        "embedding_model",
    }
    assert columns(connection, "graph") - kept - {"created_at", "updated_at"} == shown["graph"].keys()
    kept = {"graph_id", "is_queued", "is_inferred", "observed_kinds", "updated_at"}
    assert columns(connection, "strategy_setting") - kept == shown["strategies"][0].keys()
    result_of("settings", "set", "max_edges_per_entity", "none", "--strategy", "pattern", dsn=database)
    assert "max edges per entity  -" in invoke("settings", "show", dsn=database).stdout
    connection.execute("SELECT create_graph('other')")
    result_of("settings", "set", "mode", "shadow", "--graph", "2", dsn=database)
    modes = connection.execute("SELECT mode FROM graph WHERE id > 0 ORDER BY id").fetchall()
    assert [row["mode"] for row in modes] == ["active", "shadow"]


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (
            ("decay_factor", "1.5"),
            2,
            "decay_factor must be of type double precision, decay_factor > 0 AND decay_factor <= 1 (default: 0.99)",
        ),
        (("decay_factor", "nan"), 2, "decay_factor <= 1"),
        (("chunk_size", "many"), 2, "of type integer, chunk_size >= 1 AND chunk_size <= 100000"),
        (("chunk_size", "99999999999999"), 2, "chunk_size <= 100000"),
        (("retention", "soon"), 2, "of type interval"),
        (("retention", "soon"), 2, "(default: '90 days')"),
        (("mode", "none"), 2, "mode is one of 'off', 'shadow', 'parallel', 'active'"),
        (("name", "mine"), 2, "only mode, min_confidence, decay_factor"),
        (("decay_factor = 1; --", "1"), 2, "has no setting"),
        (("retention", "1 day", "--strategy", "pattern"), 2, "only mode, incremental"),
        (("weight", "2", "--strategy", "pattern"), 2, "weight >= 0 AND weight <= 1"),
        (("weight", "1", "--strategy", "none"), 1, "no graph 1 with a strategy 'none'"),
        (("mode", "off", "--graph", "9"), 1, "there is no graph 9"),
    ],
)
def test_settings_refuse(database: str, words: tuple[str, ...], code: int, said: str) -> None:
    """What cannot be set is refused in one line that says what can be."""
    assert said in error_of("settings", "set", *words, code=code, dsn=database)


@pytest.mark.parametrize(
    ("words", "said"),
    [("status", "No space left on device"), ("--help", "No space left on device"), ("review", "/dev/tty")],
    ids=["full", "full of help", "no terminal"],
)
def test_a_terminal_that_fails(acme: str, connection: psycopg.Connection, words: str, said: str) -> None:
    """One line, no trace: a disk that is full, no keyboard."""
    connection.execute("UPDATE graph SET review_below = 1")
    with Path(os.devnull if words == "review" else "/dev/full").open("w") as out:
        done = subprocess.run(  # noqa: S603 - the program under test
            [Path(sys.executable).parent / "relationship-engine", "--dsn", acme, words],
            stdin=subprocess.DEVNULL, stdout=out, stderr=subprocess.PIPE, text=True, check=False, start_new_session=True,
        )  # fmt: skip
    assert (done.returncode, len(done.stderr.splitlines())) == (1, 1), done.stderr
    assert said in done.stderr


def test_explain(acme: str, connection: psycopg.Connection) -> None:
    """It names the ends and each piece of evidence with what it adds."""
    later = uuid4()
    connection.execute('INSERT INTO raw_events (id, payload) VALUES (%s, \'{"content": "Acme again."}\')', [later])
    connection.execute(
        "INSERT INTO mention (event_id, entity_id) SELECT %s, id FROM entity WHERE type = 'role'", [later]
    )
    edge = str(connection.execute("SELECT id FROM edge").fetchone()["id"])
    found = result_of("explain", edge, dsn=acme)
    assert (found["edge"]["from_title"], found["edge"]["kind"], found["edge"]["to_title"]) == (
        "CEO at Acme",
        "role_at",
        "Acme",
    )
    assert found["edge"]["weight"] == pytest.approx(2)
    assert [piece["event_text"] for piece in found["evidence"]] == ["Ann leads Acme.", "Acme again."]
    printed = invoke("explain", edge, dsn=acme).stdout
    assert "CEO at Acme -role_at-> Acme\n  weight 2, confidence 0.94" in printed
    assert "gain 1, weight now 1 (100.0% left), share 50.0%\n    Ann leads Acme." in printed
    assert "there is no edge" in error_of("explain", str(uuid4()), code=1, dsn=acme)
    assert invoke("explain", "nonsense", dsn=acme).exit_code == 2


def test_schedule_without_pg_cron_names_the_remedy(database: str) -> None:
    """The hint of the database is part of the line."""
    error = error_of("schedule", code=1, dsn=database)
    assert "pg_cron is not in database" in error
    assert "relationship-engine run nightly" in error
    assert result_of("unschedule", dsn=database) == {"was_scheduled": False}


def test_wrong_usage_has_exit_code_2() -> None:
    """Unknown commands and options, missing arguments."""
    for words in (("nope",), ("status", "--nope"), ("explain",), ("up",), ("run", "nightly", "--night", "soon")):
        assert invoke(*words).exit_code == 2


def test_every_command_has_help() -> None:
    """--help of each command has a sentence on it."""
    for name, command in main.commands.items():
        below = command.commands.items() if isinstance(command, click.Group) else ()
        for words, one in [((name,), command), *(((name, word), one) for word, one in below)]:
            assert one.help, words
            assert invoke(*words, "--help").exit_code == 0


def test_why_not_answers_by_name(acme: str, connection: psycopg.Connection) -> None:
    """The reason and what to do about it, as text and as JSON."""
    assert [row["reason"] for row in result_of("why-not", "CEO at Acme", "Acme", dsn=acme)] == ["exists"]
    connection.execute("INSERT INTO entity (title, type) VALUES ('Cook at Beta', 'role')")
    printed = invoke("why-not", "cook at beta", dsn=acme).stdout
    assert printed.startswith('no_such_name (pattern): the title names "beta"')
    assert 'add "beta" to metadata.aliases' in printed
    assert result_of("why-not", "Nobody", dsn=acme)[0]["reason"] == "unknown_entity"
    assert [row["reason"] for row in result_of("why-not", "CEO", "Acm", dsn=acme)] == ["exists"]  # as show and path do


def test_forecasts_stand_side_by_side(acme: str, connection: psycopg.Connection) -> None:
    """As it is set, as it would be set, and another graph."""
    (row,) = result_of("forecast", dsn=acme)
    assert (row["nights"], row["edges_now"], row["edges_after"]) == (30, 1, 1)
    connection.execute("SELECT create_graph('other')")
    rows = result_of("forecast", "--nights", "60", "--decay-factor", "0.95", "--against", "2", dsn=acme)
    assert [(row["graph_id"], row["decay_factor"], row["edges_after"]) for row in rows] == [
        (1, 0.99, 1),
        (1, 0.95, 0),
        (2, 0.99, 0),
    ]
    printed = invoke("forecast", "--nights", "60", "--decay-factor", "0.95", dsn=acme).stdout
    assert ["edges", "after", "1", "0"] in [line.split() for line in printed.splitlines()]
    assert "settings out of range" in error_of("forecast", "--decay-factor", "7", code=1, dsn=acme)


def test_undo_previews_takes_back_and_does_again(acme: str, connection: psycopg.Connection) -> None:
    """--dry-run lists the edges and changes nothing; the run of an undo is what undoes it."""
    row = connection.execute("SELECT run_id FROM evidence").fetchone()
    assert row is not None
    run = str(row["run_id"])
    listed = result_of("undo", run, "--dry-run", dsn=acme)
    assert (listed["status"], [edge["change"] for edge in listed["edges"]]) == ("dry_run", ["removed"])
    printed = invoke("undo", run, "--dry-run", dsn=acme).stdout.splitlines()
    assert printed[0] == "undid run incremental: 1 edges removed, 0 changed, 0 restored"
    assert printed[1].split() == ["removed", *["CEO", "at", "Acme", "-role_at->", "Acme"], "1", "→", "-"]
    undo = result_of("undo", run, dsn=acme)
    assert result_of("status", dsn=acme)["graphs"][0]["live_edges"] == 0
    assert "already undone" in error_of("undo", run, code=1, dsn=acme)
    assert result_of("runs", "--count", "1", dsn=acme)[0]["mode"] == "undo"
    (last,) = result_of("runs", "--mode", "incremental", "--count", "1", dsn=acme)
    assert (last["id"], last["status"]) == (run, "undone")
    assert run in invoke("runs", dsn=acme).stdout
    assert invoke("runs", "--graph", "9", dsn=acme).stdout == "no run yet\n"
    assert "redid run incremental" in result_of("undo", undo["run_id"], dsn=acme)["message"]
    assert result_of("status", dsn=acme)["graphs"][0]["live_edges"] == 1


def test_restore_pruned_brings_back(acme: str, connection: psycopg.Connection) -> None:
    """Too many edges pruned: one command."""
    connection.execute("UPDATE graph SET prune_guard = 1, prune_threshold = 2")
    assert result_of("run", "nightly", dsn=acme)[0]["edges_pruned"] == 1
    assert result_of("restore-pruned", "2020-01-01", "--dry-run", dsn=acme)["status"] == "dry_run"
    assert result_of("status", dsn=acme)["graphs"][0]["live_edges"] == 0
    printed = invoke("restore-pruned", "2020-01-01T00:00:00", dsn=acme).stdout
    assert printed.startswith("1 edges restored; 1 of them are weaker than 2: lower graph.prune_threshold")
    assert result_of("status", dsn=acme)["graphs"][0]["live_edges"] == 1
