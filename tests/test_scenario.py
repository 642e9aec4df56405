"""A whole roll-out on the history of computing: a legacy system is taken over, phase by phase, in simulated nights."""

import json
import re
import shlex
from datetime import date, timedelta
from typing import Any
from uuid import UUID, uuid4

import psycopg
import pytest
from click.testing import CliRunner

import legacy
from conftest import PROJECT
from relationship_engine.cli import main

Row = dict[str, Any]

# what a graph is, as opposed to what it was given, and to the log of what was done and proposed
GRAPH = ("edge_store", "evidence", "pruning", "decay_step")


def ask(db: psycopg.Connection, sql: str, *values: object) -> list[Row]:
    """Return the rows of a query."""
    return db.execute(sql, values or None).fetchall()


def one(db: psycopg.Connection, sql: str, *values: object) -> Row:
    """Return the one row of a query."""
    (row,) = ask(db, sql, *values)
    return row


def tables(db: psycopg.Connection) -> dict[str, list[Row]]:
    """Return whole tables with the versions of their rows, and the clock."""
    found = {name: ask(db, f"SELECT t.*, xmin::text FROM {name} t ORDER BY to_jsonb(t)::text") for name in GRAPH}
    return {**found, "graph": ask(db, "SELECT decay_clock, decay_date FROM graph WHERE id = 1")}


def edges(db: psycopg.Connection) -> list[Row]:
    """Return the edges that live, with their weight and all that users see of them but the time of their last change."""
    return ask(
        db,
        "SELECT id, from_id, to_id, kind, round(weight::numeric, 9) AS weight, confidence, importance, description, "
        "source_event_id, strategies, last_reinforced_at, created_at FROM edge ORDER BY id",
    )


def gates(db: psycopg.Connection) -> dict[str, str]:
    """Return the status of each gate of the phase."""
    return {row["gate"]: row["status"] for row in ask(db, "SELECT gate, status FROM rollout_gate WHERE graph_id = 1")}


class Systems:
    """The programs around the engine: the application that stores events, and the legacy system."""

    def __init__(self, db: psycopg.Connection) -> None:
        """Begin at today's night."""
        self.db = db
        self.night = 0

    def nightly(self) -> Row:
        """Run the next night, and return its log row."""
        self.night += 1
        self.db.execute("CALL run_nightly(1, false, current_date + %s, true)", [self.night])
        run = ask(self.db, "SELECT * FROM run WHERE mode = 'nightly' ORDER BY started_at DESC")[0]
        assert (run["status"], run["error"]) == ("done", None)
        return run

    def application(self, schema: str) -> None:
        """Store an event that speaks of a firm, and the role that it found in it."""
        event, firm = uuid4(), self.firm()
        self.db.execute(
            f"INSERT INTO {schema}.raw_events (id, payload) VALUES (%s, jsonb_build_object('content', %s::text))",
            (event, f"{firm['title']} has an Archivist No. {self.night}."),
        )
        self.db.execute(
            f"INSERT INTO {schema}.entity (title, type, source_event_id) VALUES (%s, 'role', %s)",
            (f"Archivist No. {self.night} at {firm['title']}", event),
        )

    def firm(self) -> Row:
        """Return another organization each night."""
        return one(
            self.db,
            "SELECT id, title FROM entity WHERE type = 'organization' ORDER BY id LIMIT 1 OFFSET %s",
            self.night,
        )

    def legacy(self) -> None:
        """Find an edge and see one again, as the legacy system does by day; let all fade, as it does by night."""
        self.application("old")
        self.db.execute(
            "INSERT INTO old.edge (from_id, to_id, kind, confidence, importance, source_event_id, last_reinforced_at) "
            "SELECT e.id, %s, 'role_at', 0.9, 0.5, e.source_event_id, clock_timestamp() FROM old.entity e "
            "WHERE e.title LIKE %s",
            (self.firm()["id"], f"Archivist No. {self.night} at %"),
        )
        self.db.execute(
            "UPDATE old.edge SET weight = weight + 1, last_reinforced_at = clock_timestamp(), updated_at = now() "
            "WHERE id = (SELECT id FROM old.edge WHERE kind = 'role_at' ORDER BY id LIMIT 1 OFFSET %s)",
            [self.night],
        )
        self.db.execute("UPDATE old.edge SET weight = weight * 0.99, updated_at = now()")

    def differ(self) -> list[Row]:
        """Return the edges of which the legacy system and its part of the graph do not say the same."""
        return ask(
            self.db,
            "SELECT o.id, o.weight, g.weight FROM old.edge o FULL JOIN (SELECT v.from_id, v.to_id, v.kind, "
            "sum(v.gain * exp(v.clock - g.decay_clock)) AS weight FROM counting_evidence v JOIN graph g ON g.id = 1 "
            "WHERE v.graph_id = 1 AND v.strategy = 'legacy' GROUP BY 1, 2, 3) g "
            "ON (g.from_id, g.to_id, g.kind) = (o.from_id, o.to_id, o.kind) "
            "WHERE coalesce(abs(o.weight - g.weight) > 1e-9, true)",
        )


def test_a_roll_out_from_the_import_to_a_phase_rolled_back(  # noqa: PLR0915 - one story
    connection: psycopg.Connection,
) -> None:
    """Counts and sums are exact at each step, and nothing is lost."""
    db = connection
    legacy.make(db)
    source = legacy.rows(db)
    old_edges = len(source["edge"])
    old_weight = sum(row["weight"] for row in source["edge"])
    systems = Systems(db)

    # preparation: the graph is off, the import brings all of it
    assert one(db, "SELECT rollout_advance() AS phase")["phase"] == "preparation"
    assert gates(db) == {"entities": "fail", "tables_equal": "pass"}
    with pytest.raises(psycopg.errors.ObjectNotInPrerequisiteState, match=r"entities is 0.* entities, not >= 1"):
        db.execute("SELECT rollout_advance()")
    db.execute("CALL import_legacy('old')")
    assert legacy.rows(db) == source
    total = one(db, "SELECT count(*) AS edges, sum(weight) AS weight FROM edge")
    assert (total["edges"], total["weight"]) == (old_edges, pytest.approx(old_weight, rel=1e-12))
    assert gates(db) == {"entities": "pass", "tables_equal": "pass"}
    assert one(db, "SELECT rollout_advance() AS phase")["phase"] == "shadow"

    # shadow: seven nights, and events by day; not a row of the graph changes
    before = tables(db)
    for night in range(7):
        systems.application("relationship_engine")
        assert systems.nightly()["nights"] == 0
        assert gates(db)["nights_without_error"] == ("pass" if night == 6 else "fail")
        if night == 5:
            with pytest.raises(psycopg.errors.ObjectNotInPrerequisiteState, match="nights_without_error is 6"):
                db.execute("SELECT rollout_advance()")
    assert tables(db) == before
    assert set(gates(db).values()) == {"pass"}
    proposed = one(db, "SELECT count(*) AS n FROM proposal WHERE reason = 'shadow' AND kind = 'role_at'")["n"]
    assert proposed > 100
    assert one(db, "SELECT rollout_advance(p_reason => 'seven good nights') AS phase")["phase"] == "parallel"

    # parallel: both write; the mirror keeps what the legacy system says, night by night
    db.execute("CALL import_legacy('old')")
    db.execute("SELECT mirror_legacy('old')")
    for _ in range(7):
        systems.legacy()
        run = systems.nightly()
        assert (run["nights"], run["edges_pruned"]) == (1, 0)
        assert systems.differ() == []
    compared = {row["kind"]: row for row in ask(db, "SELECT * FROM compare_legacy()")}
    roles = one(db, "SELECT count(*) AS n FROM old.edge WHERE kind = 'role_at'")["n"]
    assert (compared["role_at"]["agree"], compared["role_at"]["only_old"]) == (roles, 0)
    assert compared["role_at"]["only_new"] > 0
    assert sum(row["agree"] + row["only_old"] for row in compared.values()) == old_edges + 7
    assert sum(row["agree"] + row["only_old"] + row["only_new"] for row in compared.values()) == len(edges(db))
    assert set(gates(db).values()) == {"pass"}
    assert one(db, "SELECT rollout_advance() AS phase")["phase"] == "cutover"

    # cutover: the engine alone
    db.execute("SELECT unmirror_legacy('old')")
    begun = edges(db)
    for _ in range(2):
        systems.application("relationship_engine")
        systems.nightly()
    good = edges(db)
    assert {row["id"] for row in good} > {row["id"] for row in begun}

    # a bad parameter: what the guard holds back, then what it would have held back
    db.execute("UPDATE graph SET prune_threshold = 1.2 WHERE id = 1")
    refused = systems.nightly()
    assert re.match(r"pruning refused: \d+ of \d+ live edges are weaker than 1.2", refused["message"])
    assert len(edges(db)) == len(good)
    db.execute("SELECT undo_run(%s)", [refused["id"]])
    assert edges(db) == good
    db.execute("UPDATE graph SET prune_guard = 1 WHERE id = 1")
    bad = systems.nightly()
    assert bad["edges_pruned"] == len(good) - len(edges(db)) > 100
    db.execute("SELECT refresh_alerts()")
    alert = one(db, "SELECT * FROM alert WHERE graph_id = 1 AND alert = 'pruned_too_many'")
    assert alert["is_firing"]
    assert "undo_run" in alert["remedy"]
    assert gates(db)["pruned_share"] == "fail"
    db.execute("SELECT undo_run(%s, p_force => true)", [bad["id"]])
    assert edges(db) == good
    db.execute("UPDATE graph SET prune_threshold = 0.1, prune_guard = 0.1 WHERE id = 1")
    assert systems.nightly()["edges_pruned"] == 0
    db.execute("SELECT refresh_alerts()")
    assert not one(db, "SELECT * FROM alert WHERE graph_id = 1 AND alert = 'pruned_too_many'")["is_firing"]
    assert gates(db)["pruned_share"] == "pass"

    # the phase is rolled back, with what it wrote
    events = one(db, "SELECT count(*) AS n FROM raw_events")["n"]
    last = tables(db)
    foreseen = one(db, "SELECT * FROM rollout_rollback(p_undo => true, p_dry_run => true)")
    assert tables(db) == last
    done = one(db, "SELECT * FROM rollout_rollback(p_undo => true, p_reason => 'try again')")
    assert done == foreseen
    assert (done["from_phase"], done["to_phase"], done["live_edges"]) == ("cutover", "parallel", len(begun))
    assert edges(db) == begun
    assert one(db, "SELECT mode FROM graph WHERE id = 1")["mode"] == "parallel"
    assert one(db, "SELECT count(*) AS n FROM raw_events")["n"] == events == len(source["raw_events"]) + 7 + 7 + 2
    assert ask(db, "SELECT * FROM recompute_weights(1)") == []
    log = ask(db, "SELECT from_phase, to_phase, is_forced, reason FROM rollout_change ORDER BY id")
    assert [(row["from_phase"], row["to_phase"]) for row in log] == [
        (None, "preparation"),
        ("preparation", "shadow"),
        ("shadow", "parallel"),
        ("parallel", "cutover"),
        ("cutover", "parallel"),
    ]
    assert log[-1]["reason"] == "try again"
    assert not any(row["is_forced"] for row in log)


def test_a_live_graph_is_turned_off_only_after_a_question(connection: psycopg.Connection, database: str) -> None:
    """The first phase turns a graph off: a graph that writes stays on without a yes; one that is off is not asked."""

    def advance(*words: str, answer: str = "") -> Any:  # noqa: ANN401
        return CliRunner().invoke(main, ["rollout", "advance", *words], input=answer, env={"DATABASE_URL": database})

    def mode() -> str:
        return str(one(connection, "SELECT mode FROM graph WHERE id = 1")["mode"])

    connection.execute("SELECT set_mode('active', 1)")
    for answer in ("", "n\n"):
        done = advance(answer=answer)
        assert done.exit_code == 1
        assert "Phase preparation turns graph 1 off (now active)" in done.stderr
        assert mode() == "active"
    assert advance("--yes").exit_code == 0
    assert mode() == "off"
    connection.execute("DELETE FROM rollout; SELECT set_mode('active', 1)")
    assert advance(answer="y\n").exit_code == 0
    connection.execute("DELETE FROM rollout")
    assert advance().exit_code == 0


# -- the same from outside -------------------------------------------------------------------------------------------


def test_the_roll_out_page_works_command_by_command(  # noqa: PLR0915 - one story
    connection: psycopg.Connection, database: str
) -> None:
    """The operations story of docs/rollout.md, command by command; the legacy system and the application go on writing."""
    db = connection
    legacy.make(db)
    systems = Systems(db)
    db.execute("DELETE FROM strategy_setting WHERE graph_id = 1 AND strategy <> 'pattern'")
    page = (PROJECT / "docs/rollout.md").read_text()
    told = set(re.findall(r"^relationship-engine ([^\n#]*?) *(?:#.*)?$", page, re.MULTILINE))

    def run(command: str, code: int = 0, **values: object) -> Any:  # noqa: ANN401
        assert command in told, command
        words = [str(values.get(word, word)) for word in command.split()]
        done = CliRunner().invoke(main, [*words, "--json"], env={"DATABASE_URL": database})
        assert done.exit_code == code, done.output
        return json.loads(done.stdout) if code == 0 else done.stderr

    def night() -> Row:
        systems.night += 1
        (report,) = run("run nightly --night DATE --simulate", DATE=date.today() + timedelta(days=systems.night))  # noqa: DTZ011
        return report

    total = one(db, "SELECT count(*) AS edges FROM old.edge")["edges"]
    run("rollout advance --yes")
    assert {row["relation"]: row["new_rows"] for row in run("import old --dry-run")}["edge"] == total
    assert run("import old")["message"] == "equal to the source"
    assert run("rollout advance")["phase"] == "shadow"
    before = tables(db)
    for _ in range(7):
        systems.application("relationship_engine")
        night()
    assert tables(db) == before
    assert {row["status"] for row in run("rollout status")["gates"]} == {"pass"}
    assert sum(row["agree"] for row in run("compare")["kinds"]) > 100
    run("rollout advance")
    run("mirror old")
    run("import old")
    for _ in range(6):
        systems.legacy()
        night()
    assert "nights_without_error is 6" in run("rollout advance", code=1)
    systems.legacy()
    night()
    assert systems.differ() == []
    assert run("rollout report")["status"] != "blocked"
    assert run("rollout advance")["phase"] == "cutover"
    run("mirror old --off")
    begun = edges(db)
    systems.application("relationship_engine")
    night()
    good = edges(db)
    assert run("forecast --nights 30 --prune-threshold 2")[1]["edges_pruned"] > 100
    run("settings set prune_threshold 2")
    run("settings set prune_guard 1")
    bad = night()
    assert bad["edges_pruned"] > 100
    assert "pruned_too_many" in {row["alert"] for row in run("alerts")}
    assert run("undo RUN --dry-run", RUN=bad["run_id"])["edges_created"] == bad["edges_pruned"]
    run("undo RUN --force", RUN=bad["run_id"])
    assert edges(db) == good
    run("settings set prune_threshold 0.1")
    run("settings set prune_guard 0.1")
    assert night()["edges_pruned"] == 0
    assert run("rollout rollback --undo --dry-run")["live_edges"] == len(begun)
    assert run("rollout rollback --undo")["to_phase"] == "parallel"
    assert edges(db) == begun
    assert run("status")["graphs"][0]["mode"] == "parallel"


# what needs more than a database, and is tested with it elsewhere
ELSEWHERE = re.compile(
    r"schedule|backup|restore FILE|alerts --notify|review$|import old$|mirror|copy-graph|compare-graphs|rollout advance$"
)


def test_each_row_of_the_page(connection: psycopg.Connection, database: str) -> None:
    """Every query and command in the tables of docs/rollout.md runs, on a graph that was imported and has seen a night."""
    db = connection
    legacy.make(db)
    db.execute("UPDATE strategy_setting SET mode = 'off' WHERE graph_id = 1 AND strategy <> 'pattern'")
    db.execute("SELECT rollout_advance()")
    db.execute("CALL import_legacy('old')")
    for _ in range(2):
        db.execute("SELECT rollout_advance(p_force => true)")
    db.execute("CALL run_nightly(1)")
    edge, run = (
        str(one(db, f"SELECT id FROM {table} LIMIT 1")["id"]) for table in ("edge", "run WHERE mode = 'nightly'")
    )
    page = (PROJECT / "docs/rollout.md").read_text().replace("EDGE", edge).replace("RUN", run)
    rows = "\n".join(line for line in page.splitlines() if line.startswith("|"))
    queries = re.findall(r"`((?:SELECT|INSERT|UPDATE|DELETE) [^`]+)`", rows)
    commands = re.findall(r"`relationship-engine ([^`]+)`", rows)
    assert (len(queries), len(commands)) > (40, 60)
    for query in queries:
        with db.transaction(force_rollback=True):
            db.execute(query)
    for command in dict.fromkeys(commands):
        if not ELSEWHERE.search(command):
            done = CliRunner().invoke(main, shlex.split(command), env={"DATABASE_URL": database})
            assert done.exit_code == 0, (command, done.output)


# -- gates -----------------------------------------------------------------------------------------------------------


def begin(db: psycopg.Connection, phase: str) -> None:
    """Put a graph without strategies into a phase."""
    db.execute("DELETE FROM strategy_setting WHERE graph_id = 1 AND strategy <> 'pattern'")
    for _ in range(1, one(db, "SELECT place + 1 AS n FROM rollout_phases() WHERE phase = %s", phase)["n"]):
        db.execute("SELECT rollout_advance(p_force => true)")


def test_an_error_restarts_the_count_of_nights(connection: psycopg.Connection) -> None:
    """Seven nights without error are seven after the last one; a bound of one's own holds instead."""
    db = connection
    begin(db, "shadow")
    systems = Systems(db)
    for _ in range(3):
        systems.nightly()
    assert one(db, "SELECT value FROM rollout_gate WHERE gate = 'nights_without_error'")["value"] == 3
    systems.nightly()
    systems.night -= 1
    systems.nightly()  # the same night again is no other night
    assert one(db, "SELECT value FROM rollout_gate WHERE gate = 'nights_without_error'")["value"] == 4
    db.execute(
        "INSERT INTO run (mode, graph_id, status, error, finished_at) VALUES ('incremental', 1, 'failed', 'x', now())"
    )
    assert one(db, "SELECT value FROM rollout_gate WHERE gate = 'nights_without_error'")["value"] == 0
    for _ in range(2):
        systems.nightly()
    db.execute("UPDATE rollout SET bounds = '{\"nights_without_error\": 2}'")
    row = one(db, "SELECT * FROM rollout_gate WHERE gate = 'nights_without_error'")
    second = ask(db, "SELECT finished_at FROM run WHERE mode = 'nightly' ORDER BY finished_at DESC")[0]["finished_at"]
    assert (row["value"], row["bound"], row["status"], row["since"]) == (2, 2, "pass", second)


def test_a_gate_remembers_since_when(connection: psycopg.Connection) -> None:
    """refresh_alerts, which runs every few minutes, notes when a status changed."""
    db = connection
    begin(db, "shadow")
    db.execute("SELECT refresh_alerts()")
    first = one(db, "SELECT * FROM rollout_gate WHERE gate = 'expected_kinds'")
    assert (first["status"], first["value"]) == ("fail", 0)
    db.execute("SELECT refresh_alerts()")
    assert one(db, "SELECT since FROM rollout_gate WHERE gate = 'expected_kinds'")["since"] == first["since"]
    db.execute("INSERT INTO entity (title, type) VALUES ('Acme', 'organization'), ('Cook at Acme', 'role')")
    db.execute("SELECT refresh_alerts()")
    now = one(db, "SELECT * FROM rollout_gate WHERE gate = 'expected_kinds'")
    assert (now["status"], now["value"]) == ("pass", 1)
    assert now["since"] > first["since"]


@pytest.mark.parametrize(
    ("phase", "gate", "act", "value"),
    [
        ("shadow", "incremental_seconds", "INSERT INTO run (graph_id, mode, status, processing_time) VALUES (1, 'incremental', 'done', 6)", 6),
        ("shadow", "nightly_seconds", "INSERT INTO run (graph_id, mode, status, night, processing_time) VALUES (1, 'nightly', 'done', current_date, 61)", 61),
        ("shadow", "llm_dollars_a_day", "INSERT INTO llm_day (graph_id, day, spent) VALUES (1, (now() AT TIME ZONE 'UTC')::date, 5.5)", 5.5),
        ("shadow", "edges_written", "INSERT INTO run (graph_id, mode, status, edges_created) VALUES (1, 'nightly', 'done', 3)", 3),
        ("parallel", "pruned_share", "INSERT INTO run (graph_id, mode, status, edges_decayed, edges_pruned) VALUES (1, 'nightly', 'done', 100, 6)", 0.06),
        ("cutover", "failed_events", "INSERT INTO run (graph_id, mode, status) VALUES (1, 'incremental', 'failed')", 1),
        ("cutover", "legacy_writes", "INSERT INTO run (graph_id, mode, status) VALUES (1, 'mirror', 'done')", 1),
        ("cutover", "strategies_failing", "INSERT INTO run (graph_id, mode, status, finished_at) VALUES (1, 'nightly', 'failed', now())", 1),
    ],
)  # fmt: skip
def test_gates_fail(connection: psycopg.Connection, phase: str, gate: str, act: str, value: float) -> None:
    """What each measures in its phase, beyond its bound: advance names it, and is logged when it is forced."""
    db = connection
    begin(db, phase)
    assert gates(db)[gate] in {"pass", "not enough data"}
    db.execute(act)
    row = one(db, "SELECT * FROM rollout_gate WHERE graph_id = 1 AND gate = %s", gate)
    assert (row["status"], row["value"]) == ("fail", pytest.approx(value))
    with pytest.raises(psycopg.errors.ObjectNotInPrerequisiteState, match=gate):
        db.execute("SELECT rollout_advance()")
    db.execute("SELECT rollout_advance(p_force => true, p_reason => 'we know')")
    log = ask(db, "SELECT * FROM rollout_change ORDER BY id DESC")[0]
    assert (log["is_forced"], log["reason"]) == (True, "we know")
    assert gate in log["gates_failing"]


def test_unexpected_kinds(connection: psycopg.Connection) -> None:
    """Kinds that only a model uses count as unexpected; those of rules and of the legacy system do not."""
    db = connection
    begin(db, "parallel")
    db.execute(
        "INSERT INTO entity (id, title, type) SELECT lpad(i::text, 32, '0')::uuid, 'T' || i, 'x' FROM generate_series(1, 5) i"
    )

    def learn(other: int, kind: str, strategy: str) -> None:
        db.execute(
            "SELECT learn(1, ARRAY[candidate(%s, %s, %s, %s, 'c', 0.9)])",
            (UUID(int=0x1), UUID(int=other), kind, strategy),
        )

    learn(2, "mentored", "semantic")
    learn(3, "part_of", "semantic")
    learn(4, "likes", "semantic")
    learn(5, "role_at", "pattern")
    db.execute("INSERT INTO edge (from_id, to_id, kind) VALUES (%s, %s, 'likes')", (UUID(int=0x2), UUID(int=0x3)))
    row = one(db, "SELECT * FROM rollout_gate WHERE gate = 'unexpected_share'")
    assert (row["status"], row["value"]) == ("fail", 0.25)


def test_a_rollback_has_a_guard(connection: psycopg.Connection) -> None:
    """It does not take most of the graph away unless it is forced; without undo it only switches."""
    db = connection
    begin(db, "parallel")
    db.execute("INSERT INTO entity (title, type) SELECT 'Firm' || i, 'organization' FROM generate_series(1, 120) i")
    db.execute("INSERT INTO entity (title, type) SELECT 'Cook at Firm' || i, 'role' FROM generate_series(1, 120) i")
    before = edges(db)
    assert len(before) == 120
    with pytest.raises(psycopg.errors.ObjectNotInPrerequisiteState, match="120 of 120 live edges would be removed"):
        db.execute("SELECT rollout_rollback(p_undo => true)")
    assert (edges(db), one(db, "SELECT mode FROM graph WHERE id = 1")["mode"]) == (before, "parallel")
    assert one(db, "SELECT * FROM rollout_rollback()")["to_phase"] == "shadow"
    assert edges(db) == before
    db.execute("SELECT rollout_advance(p_force => true)")
    db.execute("INSERT INTO entity (title, type) VALUES ('Baker at Firm7', 'role')")
    assert one(db, "SELECT * FROM rollout_rollback(p_undo => true)")["edges_removed"] == 1
    assert edges(db) == before


@pytest.mark.parametrize(
    ("call", "state"),
    [
        ("SELECT rollout_advance(77)", "P0002"),
        ("SELECT rollout_rollback(77)", "P0002"),
        ("SELECT rollout_rollback()", "P0002"),
        ("SELECT rollout_advance(); SELECT rollout_rollback()", "55000"),
    ],
)
def test_errors_name_the_remedy(connection: psycopg.Connection, call: str, state: str) -> None:
    """Unknown graphs, graphs in no roll-out, the first phase."""
    with pytest.raises(psycopg.Error) as raised:
        connection.execute(call)
    assert raised.value.sqlstate == state
    assert raised.value.diag.message_hint


# -- blast radius ----------------------------------------------------------------------------------------------------


def test_a_rule_change_that_would_remove_most_edges(connection: psycopg.Connection) -> None:
    """It is refused by the guard, which the preview says beforehand; where it is wanted, the preview lists the edges."""
    db = connection
    begin(db, "cutover")
    db.execute("INSERT INTO entity (title, type) SELECT 'Firm' || i || n, t FROM generate_series(1, 110) i, "
               "(VALUES ('', 'organization'), (' Labs', 'organization')) v (n, t)")  # fmt: skip
    db.execute("INSERT INTO entity (title, type) SELECT format('Cook at Firm%s, Firm%s Labs', i, i), 'role' "
               "FROM generate_series(1, 110) i")  # fmt: skip
    before = edges(db)
    assert {row["kind"] for row in before} == {"role_at"}
    with db.transaction(force_rollback=True):
        db.execute(
            "INSERT INTO pattern_rule (field, source_type, target_type, expression, kind, confidence) "
            "VALUES ('title', 'role', 'organization', ' , {target}$', 'role_at', 1)"
        )
        with pytest.raises(psycopg.errors.ObjectNotInPrerequisiteState, match="would be replaced"), db.transaction():
            db.execute("SELECT * FROM preview_run()")
        run = one(db, "SELECT * FROM run_on_demand()")
        assert (run["status"], edges(db)) == ("failed", before)
        db.execute("UPDATE graph SET prune_guard = 1 WHERE id = 1")
        listed = ask(db, "SELECT change, count(*) AS n FROM preview_run() GROUP BY 1 ORDER BY 1")
        assert listed == [{"change": "created", "n": 110}, {"change": "removed", "n": 110}]
        assert edges(db) == before
        db.execute("SELECT run_on_demand()")
        assert len({row["id"] for row in edges(db)} - {row["id"] for row in before}) == 110
