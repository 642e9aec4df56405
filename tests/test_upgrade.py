"""Upgrades: a former version, this one, the next one; by either route, with an application and a worker that go on."""

import re
import shutil
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

import psycopg
import pytest
from click.testing import CliRunner

from claude_peer import Peer
from conftest import PROJECT, connect
from installations import (
    EXTENSION,
    PLAIN,
    VERSION,
    Databases,
    Place,
    both,
    changes,
    dump,
    goes_on,
    rows_of,
    schema_of,
)
from llm_queue import add_entities, add_event, switch_on
from relationship_engine.cli import main

pytest_plugins = ["installations"]


@dataclass(frozen=True)
class Version:
    """A version of the project, built from a changed copy of it."""

    number: str
    folder: Path

    @property
    def script(self) -> Path:
        """The plain script."""
        return self.folder / "build" / "install.sql"

    def write(self, name: str, text: str) -> None:
        """Write a file of the copy."""
        (self.folder / name).write_text(text)

    def change(self, name: str, *texts: tuple[str, str]) -> None:
        """Replace what stands in a file of the copy."""
        file = self.folder / name
        text = file.read_text()
        for old, new in texts:
            assert old in text
            text = text.replace(old, new)
        file.write_text(text)

    def build(self, databases: Databases, stack: ExitStack) -> "Version":
        """Build the scripts, and let the server have those that upgrade to this version or from it, for a while."""
        argv = ["sh", "sql/build.sh", self.number, "build"]
        subprocess.run(argv, cwd=self.folder, check=True, capture_output=True)  # noqa: S603
        shared = databases.server.run("pg_config", "--sharedir").stdout.strip()
        for script in (self.folder / "build").glob("relationship_engine--*.sql"):
            file = Path(shared) / "extension" / script.name
            # one of another version may be left of a run that was killed
            if not file.exists() or (self.number != VERSION and self.number in script.name):
                shutil.copyfile(script, file)
                stack.callback(file.unlink)
        return self


@pytest.fixture
def version(tmp_path: Path) -> Callable[[str], Version]:
    """Make a version from a copy of the project."""

    def copy(number: str) -> Version:
        folder = tmp_path / number
        for name in ("functions", "migrations", "sql"):
            shutil.copytree(PROJECT / name, folder / name)
        return Version(number, folder)

    return copy


def former(version: Callable[[str], Version]) -> Version:
    """Return a version that had the first tables alone, and functions, types, triggers and views that are otherwise now."""
    old = version("0.0.1")
    for migration in sorted((old.folder / "migrations").glob("*.sql"))[8:]:
        migration.unlink()
    for file in (old.folder / "sql").glob("views_*.sql"):
        file.unlink()
    views, _, _ = (old.folder / "sql/views.sql").read_text().partition("CREATE OR REPLACE VIEW relationship_engine.dup")
    old.write(
        "sql/views.sql",
        f"{views}CREATE OR REPLACE VIEW relationship_engine.strategy_precision WITH (security_invoker = true) AS\n"
        "SELECT relationship_engine.wilson_bound(1, 2) AS bound, 1 AS former;\n",
    )
    old.change(
        "functions/review/wilson_bound.sql",
        (", p_side integer)", ")"),
        ("p_side", "1"),
        ("(bigint, bigint, integer)", "(bigint, bigint)"),
    )
    triggers = (old.folder / "sql/triggers.sql").read_text().split("\n\n")
    kept = [text for text in triggers if "llm_job" not in text and "embedding_hash" not in text]
    old.write(
        "sql/triggers.sql",
        "\n\n".join(kept)
        + "\nCREATE OR REPLACE TRIGGER relationship_engine_former\nBEFORE UPDATE ON relationship_engine.pattern_rule\n"
        "FOR EACH ROW EXECUTE FUNCTION relationship_engine._on_former();\n",
    )
    for name, result in (("_on_former", "trigger"), ("former", "relationship_engine.former_type")):
        old.write(
            f"functions/run/{name}.sql",
            f"CREATE OR REPLACE FUNCTION relationship_engine.{name}()\nRETURNS {result}\nLANGUAGE plpgsql\n"
            "SET search_path = pg_catalog, pg_temp\nAS $function$ BEGIN RETURN NEW; END $function$;\n",
        )
    old.change("sql/types.sql", ("    other_id uuid\n", "    other text\n"))
    types = (old.folder / "sql/types.sql").read_text()
    old.write("sql/types.sql", f"{types}\nCREATE TYPE relationship_engine.former_type AS (\n    id uuid\n);\n")
    install = (old.folder / "functions/install/install.sql").read_text()
    rights = install[
        install.index("    -- New tables get the rights") : install.index("    RETURN format('relationship_engine")
    ]
    old.change("functions/install/install.sql", (rights, ""))
    return old


def present(version: Callable[[str], Version]) -> Version:
    """Return this version, which knows the former one."""
    new = version(VERSION)
    new.write("sql/released.txt", "0.0.1\n")
    new.write("sql/retired.txt", "former\nformer_type\n_on_former\n")
    return new


def begin(databases: Databases, place: Place, old: Version) -> psycopg.Connection:
    """Return a connection to a database of a former version, with rows."""
    connection = databases.bare(place.schema)
    if place.route == "plain":
        place.install(connection, old.script)
    else:
        connection.execute("CREATE EXTENSION relationship_engine VERSION '0.0.1'")
        connection.execute("SELECT install()")
    connection.execute("INSERT INTO graph (name) VALUES ('other')")
    for table in ("entity", "edge_store"):  # their functions need tables of later migrations
        connection.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")  # type: ignore[arg-type]
    connection.execute(
        "INSERT INTO entity (id, title, type) VALUES (%(a)s, 'Acme', 'organization'), (%(b)s, 'CEO at Acme', 'role'), "
        "(%(c)s, 'CFO at Acme', 'role')",
        IDS,
    )
    run = connection.execute("INSERT INTO run (graph_id, mode) VALUES (1, 'manual') RETURNING id").fetchone()["id"]  # type: ignore[index]
    for source, gain in (("b", 2), ("c", 3)):
        values = {"run": run, "from": IDS[source], "to": IDS["a"], "gain": gain}
        connection.execute(
            "INSERT INTO edge_store (from_id, to_id, kind, log_weight, strategies) "
            "VALUES (%(from)s, %(to)s, 'role_at', ln(%(gain)s::float8), '{pattern}')",
            values,
        )
        connection.execute(
            "INSERT INTO evidence (graph_id, from_id, to_id, kind, strategy, context, run_id, gain, step_no, confidence, "
            "observed_at) VALUES (1, %(from)s, %(to)s, 'role_at', 'pattern', 'text', %(run)s, %(gain)s, 0, 0.9, now())",
            values,
        )
    connection.execute(
        "INSERT INTO evidence (graph_id, from_id, to_id, kind, strategy, context, run_id, gain, step_no, confidence, "
        "observed_at, retracted_by, retracted_at) SELECT graph_id, from_id, to_id, kind, strategy, context, "
        "gen_random_uuid(), gain, step_no, confidence, now(), run_id, now() FROM evidence WHERE from_id = %(b)s",
        IDS,
    )
    for table in ("entity", "edge_store"):
        connection.execute(f"ALTER TABLE {table} ENABLE TRIGGER USER")  # type: ignore[arg-type]
    return connection


IDS = {name: f"00000000-0000-0000-0000-00000000000{name}" for name in "abc"}


@both
def test_upgraded_fresh_and_restored_are_the_same(
    databases: Databases, place: Place, version: Callable[[str], Version], tmp_path: Path
) -> None:
    """Whatever the former version had otherwise; its rows are there."""
    with ExitStack() as stack:
        old, new = former(version).build(databases, stack), present(version).build(databases, stack)
        connection = begin(databases, place, old)
        before = rows_of(connection)
        fresh = schema_of(databases, databases.installed(place))
        assert changes(fresh, schema_of(databases, connection)) != []
        place.install(connection, new.script)
    assert changes(fresh, schema_of(databases, connection)) == []
    assert connection.execute("SELECT from_id::text, round(weight) AS weight FROM edge ORDER BY 1").fetchall() == [
        {"from_id": IDS["b"], "weight": 2},
        {"from_id": IDS["c"], "weight": 3},
    ]
    after = rows_of(connection)
    assert {table: len(after[table]) for table in ("entity", "edge_store", "evidence")} == {
        table: len(before[table]) for table in ("entity", "edge_store", "evidence")
    }
    goes_on(connection)
    name = databases.create()
    databases.server.run("pg_restore", "--exit-on-error", "-d", name, str(dump(databases, connection, tmp_path)))
    assert changes(fresh, schema_of(databases, databases.connect(name))) == []
    assert rows_of(databases.connect(name)) == rows_of(connection)


@both
def test_an_upgrade_keeps_objects_of_the_user(
    databases: Databases, place: Place, version: Callable[[str], Version]
) -> None:
    """A view over one of ours, grants, a column: they stay, and a retired function that one of them needs stays too."""
    with ExitStack() as stack:
        old, new = former(version).build(databases, stack), present(version).build(databases, stack)
        connection = begin(databases, place, old)
        connection.execute("ALTER TABLE entity ADD COLUMN mine text DEFAULT 'mine'")
        connection.execute("CREATE VIEW public.strong AS SELECT * FROM edge WHERE weight > 2.5")
        connection.execute("CREATE VIEW public.uses AS SELECT former() AS former")
        connection.execute("GRANT SELECT ON edge TO PUBLIC")
        connection.execute("REVOKE EXECUTE ON FUNCTION undo_run FROM PUBLIC")
        place.install(connection, new.script)
    assert connection.execute("SELECT count(*) AS n FROM public.strong").fetchone() == {"n": 1}
    assert connection.execute("SELECT DISTINCT mine FROM entity").fetchall() == [{"mine": "mine"}]
    query = "SELECT proname FROM pg_proc WHERE proname IN ('former', '_on_former')"
    assert connection.execute(query).fetchall() == [{"proname": "former"}]
    query = "SELECT has_table_privilege(%(r)s, 'edge', 'SELECT') AS t, has_function_privilege(%(r)s, 'undo_run'::regproc, 'EXECUTE') AS f"
    assert connection.execute(query, {"r": databases.reader}).fetchone() == {"t": True, "f": False}
    goes_on(connection)


def test_a_strategy_of_the_user_stops_an_upgrade_that_changes_its_type(
    databases: Databases, version: Callable[[str], Version]
) -> None:
    """Named, with the way to go on; nothing has changed."""
    connection = databases.filled(EXTENSION)
    before = schema_of(databases, connection), rows_of(connection)
    new = version("9.0.0")
    new.change("sql/types.sql", ("    detail jsonb\n", "    detail jsonb,\n    more text\n"))
    new.write("sql/released.txt", f"{VERSION}\n")
    with ExitStack() as stack:
        new.build(databases, stack)
        with pytest.raises(psycopg.errors.DependentObjectsStillExist) as caught:
            upgrade(connection, EXTENSION, new)
    assert "detect_mine(bigint,uuid[])" in str(caught.value.diag.message_primary)
    assert caught.value.diag.message_hint == "Drop them, upgrade, and create them again."
    assert changes(before[0], schema_of(databases, connection)) == []
    assert rows_of(connection) == before[1]


def upgrade(connection: psycopg.Connection, place: Place, new: Version) -> None:
    """Upgrade, and end the transaction if that fails."""
    try:
        if place.route == "plain":
            connection.execute(new.script.read_bytes())
        else:
            with connection.transaction():
                connection.execute(f"ALTER EXTENSION relationship_engine UPDATE TO '{new.number}'")  # type: ignore[arg-type]
                connection.execute("SELECT install()")
    except psycopg.Error:
        connection.execute("ROLLBACK")
        raise


@pytest.mark.parametrize(
    ("place", "fault"),
    [(EXTENSION, "a migration"), (PLAIN, "a migration"), (PLAIN, "a function")],
    ids=lambda value: str(value).replace(" ", "-"),
)
def test_an_upgrade_that_fails_leaves_everything_as_it_was(
    databases: Databases, place: Place, version: Callable[[str], Version], fault: str
) -> None:
    """Functions, tables and rows; the installation goes on."""
    connection = databases.filled(place)
    before = schema_of(databases, connection), rows_of(connection)
    new = version("9.0.0")
    new.write("sql/released.txt", f"{VERSION}\n")
    if fault == "a migration":
        new.write("migrations/9000_broken.sql", "DELETE FROM relationship_engine.evidence;\nSELECT 1 / 0;\n")
    else:
        new.write(
            "functions/run/broken.sql", "CREATE OR REPLACE FUNCTION relationship_engine.broken() RETURNS nothing;\n"
        )
    with ExitStack() as stack:
        new.build(databases, stack)
        with pytest.raises(psycopg.Error) as caught:
            upgrade(connection, place, new)
    assert caught.value.sqlstate == ("22012" if fault == "a migration" else "42P13")
    assert changes(before[0], schema_of(databases, connection)) == []
    assert rows_of(connection) == before[1]
    goes_on(connection)


def next_version(version: Callable[[str], Version]) -> Version:
    """Return a later version: a changed function, one more column of a result, a new column and what rows have in it."""
    new = version("0.2.0-dev")
    new.write("sql/released.txt", f"{VERSION}\n")
    new.write(
        "migrations/9000_language.sql",
        "ALTER TABLE relationship_engine.entity ADD COLUMN language text NOT NULL DEFAULT 'en';\n"
        "COMMENT ON COLUMN relationship_engine.entity.language IS 'The language of the title.';\n"
        "UPDATE relationship_engine.entity SET language = 'de' WHERE title LIKE '% GmbH';\n"
        "UPDATE relationship_engine.graph SET review_sample = 7;\n",
    )
    new.change(
        "functions/graph/ensure_entity.sql",
        ("(graph_id, title, type, metadata)", "(graph_id, title, type, metadata, language)"),
        ("VALUES (p_graph_id, p_title, p_type, v_metadata)", "VALUES (p_graph_id, p_title, p_type, v_metadata, 'fr')"),
    )
    new.change("sql/types.sql", ("    payload jsonb\n);", "    payload jsonb,\n    claimed_at timestamptz\n);"))
    new.change(
        "functions/llm/_claim_llm_jobs.sql",
        ("b.payload)::", "b.payload, v_now)::"),
        ("custom_id, payload, nth)", "custom_id, payload, claimed_at, nth)"),
    )
    return new


def insert_roles(dsn: str, prefix: str, is_over: threading.Event, written: list[str], failed: list[Exception]) -> None:
    """Write events with a role at a firm and what a model is to read, each in a transaction, until it is over."""
    with connect(dsn) as connection:
        connection.execute("SET search_path = relationship_engine, public, extensions")
        while not is_over.is_set():
            firm = f"{prefix}{len(written)} GmbH"
            try:
                with connection.transaction():
                    event = add_event(connection, firm, f"Ada Lovelace advised {firm}.")
                    connection.execute("SELECT ensure_entity('Ada Lovelace', 'person')")
                    add_entities(connection, event, [firm], kind="organization")
                    add_entities(connection, event, [f"Engineer at {firm}"], kind="role")
            except psycopg.Error as error:
                failed.append(error)
                return
            written.append(firm)


def wait_for(connection: psycopg.Connection, condition: str, *values: object) -> None:
    """Wait until a query gives true."""
    deadline = time.monotonic() + 60
    while connection.execute(condition, values).fetchone() != {"is_so": True}:  # type: ignore[call-overload]
        assert time.monotonic() < deadline, f"{condition} {values} does not come true"
        time.sleep(0.05)


@both
def test_an_upgrade_while_an_application_writes_and_a_worker_reads(
    databases: Databases, place: Place, version: Callable[[str], Version], peer: Peer
) -> None:
    """No statement of the application fails, the old worker goes on, and the schema is that of a new installation."""
    connection, fresh = databases.installed(place), databases.bare(place.schema)
    switch_on(connection)
    connection.execute("SELECT ensure_entity('Alte Werke GmbH', 'organization')")
    dsn, is_over, failed = databases.dsn(connection), threading.Event(), []
    written: list[list[str]] = [[], []]
    read = "SELECT count(*) >= %s AS is_so FROM llm_job WHERE state = 'done'"
    inserted = "SELECT count(*) >= %s AS is_so FROM raw_events"
    with ThreadPoolExecutor(2) as writers, ExitStack() as stack:
        stack.callback(is_over.set)
        new = next_version(version).build(databases, stack)
        worker = subprocess.Popen(  # noqa: S603 - the command under test
            [Path(sys.executable).parent / "relationship-engine", "worker", "run", "--poll", "0.1", "--dsn", dsn],
            stderr=subprocess.PIPE,
            text=True,
        )
        stack.callback(worker.kill)
        for nth, names in enumerate(written):
            writers.submit(insert_roles, dsn, f"Firma{nth}x", is_over, names, failed)
        wait_for(connection, read, 5)
        upgrade(connection, place, new)
        for query in (inserted, read):
            row = connection.execute(query.replace(">= %s AS is_so", "AS n")).fetchone()
            wait_for(connection, query, row["n"] + 5)  # type: ignore[index]
        is_over.set()
        worker.terminate()
        said = worker.communicate(timeout=60)[1]
        if place.route == "extension":
            fresh.execute(f"CREATE EXTENSION relationship_engine VERSION '{new.number}'")  # type: ignore[arg-type]
        upgrade(fresh, place, new)
        assert (failed, worker.returncode) == ([], 0), said
        assert peer.requests
        assert "Traceback" not in said, said
        assert changes(schema_of(databases, fresh), schema_of(databases, connection)) == []
        done = CliRunner().invoke(main, ["install", "--dsn", dsn])
        assert done.exit_code == 1
        assert re.search(
            "(?i)install (those of its version|the version of relationship_engine that created)", done.stderr
        )
    connection.execute("CALL run_nightly(1)")
    assert connection.execute("SELECT * FROM doctor() WHERE status = 'error'").fetchall() == []
    edges = connection.execute("SELECT count(*) AS n FROM edge WHERE kind = 'role_at'").fetchone()
    assert edges == {"n": len(written[0]) + len(written[1])}
    assert connection.execute("SELECT language FROM entity WHERE title = 'Alte Werke GmbH'").fetchone() == {
        "language": "de"
    }
    connection.execute("SELECT ensure_entity('Nouvelle Maison', 'organization')")
    assert connection.execute("SELECT count(*) AS n FROM entity WHERE language = 'fr'").fetchone() == {"n": 1}


@both
def test_older_code_refuses_newer_tables(databases: Databases, place: Place, version: Callable[[str], Version]) -> None:
    """It says what to install, and leaves the newer code and its tables alone."""
    connection = databases.installed(place)
    new = version("9.0.0")
    new.write("sql/released.txt", f"{VERSION}\n")
    new.write(
        "migrations/9000_newer.sql",
        "CREATE TABLE relationship_engine.newer (graph_id bigint);\nUPDATE relationship_engine.graph SET review_sample = 7;\n",
    )
    with ExitStack() as stack:
        new.build(databases, stack)
        upgrade(connection, place, new)
        assert connection.execute("SELECT DISTINCT review_sample FROM graph").fetchall() == [{"review_sample": 7}]
        before = schema_of(databases, connection), rows_of(connection)
        with pytest.raises(psycopg.errors.ObjectNotInPrerequisiteState) as caught:
            go_back(connection, place)
        assert "migration 9000_newer is unknown" in str(caught.value)
        assert "Install the version of relationship_engine that created these" in str(caught.value.diag.message_hint)
        assert changes(before[0], schema_of(databases, connection)) == []
        assert rows_of(connection) == before[1]


def go_back(connection: psycopg.Connection, place: Place) -> None:
    """Try to put this version in the place of a later one."""
    if place.route == "extension":
        with connection.transaction():
            connection.execute("DROP EXTENSION relationship_engine CASCADE")
            connection.execute("CREATE EXTENSION relationship_engine")
            connection.execute("SELECT install()")
    try:
        place.install(connection)
    except psycopg.Error:
        connection.execute("ROLLBACK")
        raise


def test_a_migration_that_is_another_one_is_refused(databases: Databases) -> None:
    """Tables that went through something else than the released migration are not upgraded on trust."""
    connection = databases.installed(EXTENSION)
    connection.execute("UPDATE migration SET sha256 = md5('') WHERE name LIKE '0003%'")
    before = schema_of(databases, connection), rows_of(connection)
    with pytest.raises(psycopg.errors.ObjectNotInPrerequisiteState) as caught:
        connection.execute("SELECT install()")
    assert "migration 0003_edge differs from the one that was applied here" in str(caught.value)
    assert "nothing was changed" in str(caught.value.diag.message_hint)
    assert changes(before[0], schema_of(databases, connection)) == []
    assert rows_of(connection) == before[1]
