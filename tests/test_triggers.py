"""The triggers never harm: what a user writes is committed, whatever befalls the engine, and nothing stays unfound."""

import json
import random
import threading
import time
from dataclasses import dataclass
from uuid import uuid4

import psycopg
import pytest

from acme import CEO, Edge, ask, counts, db, failures, insert, insert_ceo, listen, nightly, one, weights
from conftest import connect

__all__ = ["db"]

# -- the engine is broken -------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Harm:
    """What breaks the engine, what mends it, and the code of the error that follows."""

    name: str
    breaks: str
    mends: str
    code: str
    nightly_runs: bool = True


def missing(function: str, *, nightly_runs: bool = True) -> Harm:
    """Return the harm of a function that is not there."""
    return Harm(
        f"no {function}",
        f"ALTER FUNCTION relationship_engine.{function} RENAME TO lost",
        f"ALTER FUNCTION relationship_engine.lost RENAME TO {function}",
        "42883",
        nightly_runs,
    )


HARMS = [
    Harm(
        "a broken rule",
        "ALTER TABLE pattern_rule DISABLE TRIGGER USER; "
        "INSERT INTO pattern_rule (source_type, expression, kind) VALUES ('role', '{target} (', 'broken')",
        "DELETE FROM pattern_rule WHERE kind = 'broken'; ALTER TABLE pattern_rule ENABLE TRIGGER USER",
        "2201B",
    ),
    Harm(
        "a bad settings row",
        "INSERT INTO strategy_setting (graph_id, strategy, incremental, weight) VALUES (1, 'nowhere', true, 1)",
        "DELETE FROM strategy_setting WHERE strategy = 'nowhere'",
        "42883",
    ),
    Harm(
        "a trigger of the user that fails",
        "CREATE FUNCTION public.fail() RETURNS trigger LANGUAGE plpgsql AS "
        "'BEGIN RAISE EXCEPTION ''no evidence today'' USING ERRCODE = ''P0042''; END'; "
        "CREATE TRIGGER fail BEFORE INSERT ON evidence FOR EACH ROW EXECUTE FUNCTION public.fail()",
        "DROP TRIGGER fail ON evidence",
        "P0042",
    ),
    Harm(
        "a constraint of the user",
        "ALTER TABLE edge_store ADD CONSTRAINT nothing CHECK (kind = 'nothing') NOT VALID",
        "ALTER TABLE edge_store DROP CONSTRAINT nothing",
        "23514",
    ),
    Harm("a lost table", "ALTER TABLE entity_name RENAME TO lost", "ALTER TABLE lost RENAME TO entity_name", "42P01"),
    Harm(
        "a lost column",
        "ALTER TABLE mention RENAME origin TO lost",
        "ALTER TABLE mention RENAME lost TO origin",
        "42703",
    ),
    missing("detect_pattern"),
    missing("_pattern_in_title"),
    missing("read_names"),
    missing("learn"),
    missing("screen_candidates"),
    missing("index_names"),
    missing("_link_source_events"),
    missing("_token_arrays"),
    missing("_run_strategies", nightly_runs=False),
    missing("_is_on", nightly_runs=False),
]


@pytest.mark.parametrize("harm", HARMS, ids=lambda harm: harm.name)
def test_an_insert_survives(db: psycopg.Connection, harm: Harm) -> None:
    """The entities are there, the log says why their edge is not, and the nightly after the repair makes it good."""
    db.execute(harm.breaks)
    event, ids = uuid4(), (uuid4(), uuid4())
    with db.transaction():
        db.execute("INSERT INTO raw_events (id, payload) VALUES (%s, %s)", (event, json.dumps({"content": "News."})))
        for number, title, kind in ((ids[0], "CEO at Acme", "role"), (ids[1], "Acme", "organization")):
            db.execute(
                "INSERT INTO entity (id, title, type, source_event_id) VALUES (%s, %s, %s, %s)",
                (number, title, kind, event),
            )
    assert one(db, "SELECT count(*) AS n FROM entity") == {"n": 2}
    failed = failures(db)
    assert harm.code in {row["error_code"] for row in failed}
    assert all(row["error"] and row["finished_at"] for row in failed)
    if harm.nightly_runs and harm.name != "a bad settings row":
        nightly(db)
        if weights(db) == {}:  # else it went a way without what is broken
            assert one(db, "SELECT count(*) AS n FROM run WHERE mode = 'nightly' AND error_code = %s", harm.code)["n"]
    db.execute(harm.mends)
    assert nightly(db)["error"] is None
    assert weights(db) == {CEO: 1.0}
    insert(db, ("CTO at Acme", "role"))
    assert weights(db) == {CEO: 1.0, ("CTO at Acme", "role_at", "Acme"): 1.0}
    assert len(failures(db)) == len(failed)


def test_a_failing_strategy_does_not_stop_the_others(db: psycopg.Connection) -> None:
    """In the trigger, too."""
    db.execute(
        "CREATE FUNCTION relationship_engine.detect_bad(bigint, uuid[]) RETURNS SETOF candidate LANGUAGE plpgsql AS "
        "'BEGIN PERFORM 1 / 0; END'"
    )
    db.execute("INSERT INTO strategy_setting (graph_id, strategy, incremental, weight) VALUES (1, 'bad', true, 1)")
    insert_ceo(db)
    assert weights(db) == {CEO: 1.0}
    (failed,) = failures(db)
    assert (failed["error_code"], failed["strategies_used"]) == ("22012", ["pattern"])
    assert "division by zero" in failed["error"]


def test_one_graph_that_fails_does_not_stop_another(db: psycopg.Connection) -> None:
    """Though one statement wrote to both."""
    other = one(db, "SELECT create_graph('other') AS id")["id"]
    db.execute(HARMS[0].breaks)
    db.execute(
        "INSERT INTO entity (graph_id, title, type) SELECT g, t, CASE t WHEN 'Acme' THEN 'organization' ELSE 'role' END "
        "FROM unnest(ARRAY[1, %s]) g, unnest(ARRAY['CEO at Acme', 'Acme']) t",
        (other,),
    )
    assert weights(db) == {}
    assert weights(db, other) == {CEO: 1.0}
    assert [row["graph_id"] for row in failures(db)] == [1]


@pytest.mark.parametrize("lost", ["ALTER TABLE run RENAME TO lost", "ALTER FUNCTION _log_failure RENAME TO lost"])
def test_not_even_the_log_can_be_written(db: psycopg.Connection, lost: str) -> None:
    """The insert is committed all the same, with a warning."""
    notices = listen(db)
    harm = missing("index_names")
    db.execute(harm.breaks.replace("lost", "harmed"))
    db.execute(lost)
    insert_ceo(db)
    assert notices == [("WARNING", "The next nightly run reads the missed rows.")]
    db.execute("ALTER TABLE lost RENAME TO run" if "TABLE" in lost else "ALTER FUNCTION lost RENAME TO _log_failure")
    db.execute(harm.mends.replace("lost", "harmed"))
    nightly(db)
    assert weights(db) == {CEO: 1.0}


def test_updates_and_deletes_survive(db: psycopg.Connection) -> None:
    """They are committed, and the nightly after the repair knows the new title, though its entity is an old one."""
    (role, _, steel) = insert(db, ("CEO of Globex", "role"), ("Acme", "organization"), ("Acme Steel", "organization"))
    db.execute("UPDATE entity SET created_at = now() - interval '9 days', updated_at = now() - interval '9 days'")
    db.execute("UPDATE graph SET nightly_window = '1 microsecond' WHERE id = 1")
    nightly(db)
    harm = missing("index_names")
    db.execute(harm.breaks)
    db.execute("UPDATE entity SET title = 'CEO at Acme' WHERE id = %s", (role,))
    db.execute("DELETE FROM entity WHERE id = %s", (steel,))
    assert {row["title"] for row in ask(db, "SELECT title FROM entity")} == {"CEO at Acme", "Acme"}
    assert [row["error_code"] for row in failures(db)] == ["42883", "42883"]
    db.execute(harm.mends)
    assert nightly(db)["entities_analyzed"] == 1
    assert weights(db) == {CEO: 1.0}
    insert(db, ("CTO at Acme Steel", "role"))
    assert weights(db) == {CEO: 1.0}


def test_names_and_types_of_any_length(db: psycopg.Connection) -> None:
    """What is too long for an index is not indexed there, and nothing fails."""
    letters = random.Random(0)  # what repeats would be compressed
    title, kind = ("".join(letters.choice("ακλμνπσωбджзфцшщ") for _ in range(number)) for number in (9000, 9000))
    insert(
        db, (title, kind), (f"CEO at {title}", "role"), (title, "organization"), ("Acme", kind), ("CEO at Acme", kind)
    )
    assert failures(db) == []
    assert nightly(db)["status"] == "done"
    assert one(db, "SELECT count(*) AS n FROM run_step WHERE error IS NOT NULL") == {"n": 0}


def test_a_mention_or_event_survives(db: psycopg.Connection) -> None:
    """What they would have said is found by the nightly."""
    role, _ = insert_ceo(db)
    event = uuid4()
    db.execute(HARMS[0].breaks)
    db.execute("INSERT INTO mention (event_id, entity_id) VALUES (%s, %s)", (event, role))
    db.execute("INSERT INTO raw_events (id) VALUES (%s)", (event,))
    assert len(failures(db)) == 2
    db.execute(HARMS[0].mends)
    nightly(db)
    assert weights(db) == {CEO: 2.0}


def test_a_lock_does_not_hold_an_insert_up(db: psycopg.Connection, database: str) -> None:
    """It waits half a second at most."""
    insert(db, ("Acme", "organization"))
    with connect(database) as other, other.transaction():
        other.execute("LOCK TABLE relationship_engine.edge_store")
        db.execute("SET statement_timeout = '3s'")
        insert(db, ("CEO at Acme", "role"))
        db.execute("RESET statement_timeout")
    assert [row["error_code"] for row in failures(db)] == ["55P03"]
    nightly(db)
    assert weights(db) == {CEO: 1.0}


SLOW = (
    "CREATE OR REPLACE FUNCTION relationship_engine._is_on(p_graph_id bigint) RETURNS boolean "
    "LANGUAGE sql AS $$ SELECT pg_sleep(60) IS NOT NULL $$"
)


def test_a_timeout_that_the_engine_uses_up(db: psycopg.Connection) -> None:
    """The statement is committed when statement_timeout is over, and the nightly finds what was missed."""
    mend = one(db, "SELECT pg_get_functiondef('_is_on'::regproc) AS body")["body"]
    db.execute(SLOW)
    db.execute("SET statement_timeout = '1s'")
    insert_ceo(db)
    db.execute("UPDATE entity SET summary = 'It began.'")  # two rows, and the timer rings once
    db.execute("RESET statement_timeout")
    assert [row["error_code"] for row in failures(db)] == ["57014", "57014"]
    db.execute(mend)
    with db.transaction():
        insert(db, ("CTO at Acme Steel", "role"), ("Acme Steel", "organization"))
    assert weights(db) == {("CTO at Acme Steel", "role_at", "Acme Steel"): 1.0}
    nightly(db)
    assert weights(db) == {CEO: 1.0, ("CTO at Acme Steel", "role_at", "Acme Steel"): 1.0}


def test_rows_that_bring_dates_of_their_own(db: psycopg.Connection) -> None:
    """What a trigger could not read is found by the next nightly, however long ago it was written elsewhere."""
    db.execute("ALTER FUNCTION _run_strategies RENAME TO lost")
    db.execute(
        "INSERT INTO entity (title, type, created_at, updated_at) VALUES ('CEO at Acme', 'role', '2020-01-01', '2020-01-01'), "
        "('Acme', 'organization', '2020-01-01', '2020-01-01'), ('Alpha', 'project', '2020-01-01', '2020-01-01')"
    )
    db.execute("ALTER FUNCTION link_mentions(bigint, uuid[], boolean) RENAME TO lost_too")
    db.execute(
        "INSERT INTO raw_events (payload, created_at) VALUES ('{\"content\": \"Acme is based on Alpha.\"}', '2020-01-01')"
    )
    db.execute("ALTER FUNCTION lost RENAME TO _run_strategies; ALTER FUNCTION lost_too RENAME TO link_mentions")
    assert len(failures(db)) == 2
    nightly(db)
    assert weights(db) == {CEO: 1.0, ("Acme", "based_on", "Alpha"): 1.0}
    nightly(db)
    assert weights(db) == {CEO: 1.0, ("Acme", "based_on", "Alpha"): 1.0}


def test_a_timeout_leaves_all_that_the_statement_brought_to_the_nightly(db: psycopg.Connection) -> None:
    """In each graph and table, though their own dates are old."""
    other = one(db, "SELECT create_graph('other') AS id")["id"]
    db.execute("DELETE FROM strategy_setting WHERE graph_id = %s AND strategy <> 'pattern'", (other,))
    db.execute("CALL run_nightly()")
    mend = one(db, "SELECT pg_get_functiondef('_is_on'::regproc) AS body")["body"]
    db.execute(SLOW)
    db.execute("SET statement_timeout = '1s'")
    db.execute(
        "INSERT INTO entity (graph_id, title, type, created_at, updated_at) "
        "SELECT g.id, t.title, t.type, '2020-01-01', '2020-01-01' FROM graph g, "
        "(VALUES ('CEO at Acme', 'role'), ('Acme', 'organization')) t (title, type) WHERE g.id > 0"
    )
    db.execute("RESET statement_timeout")
    assert [row["error_code"] for row in failures(db)] == ["57014", "57014"]
    db.execute(mend)
    db.execute("CALL run_nightly()")
    assert weights(db) == weights(db, other) == {CEO: 1.0}


def test_a_timeout_during_a_deletion(db: psycopg.Connection) -> None:
    """What was to go is gone; only its names stay behind, with a warning."""
    insert(db, ("Acme", "organization"))
    db.execute(
        "ALTER FUNCTION index_names RENAME TO lost; "
        "CREATE FUNCTION index_names(bigint, uuid[], boolean DEFAULT false) RETURNS void "
        "LANGUAGE sql AS $$ SELECT pg_catalog.pg_sleep(60) $$"
    )
    notices = listen(db)
    db.execute("SET statement_timeout = '1s'")
    db.execute("DELETE FROM entity")
    db.execute("RESET statement_timeout")
    assert one(db, "SELECT count(*) AS n FROM entity") == {"n": 0}
    assert [severity for severity, _ in notices] == ["WARNING"]


def cancel(database: str, pid: int) -> None:
    """Cancel what a session does, as soon as the engine sleeps in it."""
    with connect(database) as other:
        asleep = "SELECT count(*) AS n FROM pg_stat_activity WHERE pid = %s AND wait_event = 'PgSleep'"
        while one(other, asleep, pid)["n"] == 0:
            time.sleep(0.01)
        other.execute("SELECT pg_cancel_backend(%s)", (pid,))


@pytest.mark.parametrize("timeout", ["0", "1min"])
def test_a_cancelled_statement_is_cancelled(db: psycopg.Connection, database: str, timeout: str) -> None:
    """Also while the engine works, with a statement_timeout that is not over, or none."""
    db.execute(SLOW)
    db.execute(f"SET statement_timeout = '{timeout}'")
    person = threading.Thread(target=cancel, args=(database, db.info.backend_pid))
    person.start()
    with pytest.raises(psycopg.errors.QueryCanceled):
        insert(db, ("Acme", "organization"))
    person.join()
    assert one(db, "SELECT count(*) AS n FROM entity") == {"n": 0}


# -- roles of limited rights ----------------------------------------------------------------------------------------

RIGHTS = {
    "insert only": (),
    "and the log": ("GRANT INSERT ON run TO app",),
    "and reading": ("GRANT SELECT ON ALL TABLES IN SCHEMA relationship_engine TO app",),
    "and reading and the log": (
        "GRANT SELECT ON ALL TABLES IN SCHEMA relationship_engine TO app",
        "GRANT INSERT ON run, entity_name, title_suffix, mention TO app",
    ),
}


@pytest.mark.parametrize("grants", RIGHTS.values(), ids=RIGHTS)
def test_a_role_of_limited_rights_inserts(db: psycopg.Connection, grants: tuple[str, ...]) -> None:
    """A role that may do nothing but INSERT entities can; the nightly of the owner finds the edges."""
    db.execute("CREATE ROLE app")
    db.execute("GRANT USAGE ON SCHEMA relationship_engine TO app")
    db.execute("GRANT INSERT ON raw_events, entity, mention TO app")
    for grant in grants:
        db.execute(grant)
    notices = listen(db)
    event, role, organization = uuid4(), uuid4(), uuid4()
    try:
        db.execute("SET ROLE app")
        db.execute("INSERT INTO raw_events (id) VALUES (%s)", (event,))
        for number, title, kind in ((role, "CEO at Acme", "role"), (organization, "Acme", "organization")):
            db.execute("INSERT INTO entity (id, title, type) VALUES (%s, %s, %s)", (number, title, kind))
        db.execute("INSERT INTO mention (event_id, entity_id) VALUES (%s, %s)", (event, role))
        db.execute("RESET ROLE")
        assert weights(db) == {}
        logged = failures(db)
        assert {row["error_code"] for row in logged} <= {"42501"}
        assert logged or notices
        assert set(notices) <= {("WARNING", "The next nightly run reads the missed rows.")}
        assert nightly(db)["error"] is None
        assert weights(db) == {CEO: 2.0}
    finally:
        db.execute("RESET ROLE; DROP OWNED BY app; DROP ROLE app")


# -- modes ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("mode", "found"), [("off", {}), ("shadow", {}), ("parallel", {CEO: 1.0}), ("active", {CEO: 1.0})]
)
def test_modes(db: psycopg.Connection, mode: str, found: dict[Edge, float]) -> None:
    """Off, nothing is written beside the entities; in shadow, no edge; back in active, the nightly finds all."""
    db.execute("UPDATE graph SET mode = %s WHERE id = 1", (mode,))
    before = counts(db)
    role, _ = insert_ceo(db)
    db.execute("UPDATE entity SET metadata = NULL WHERE id = %s", (role,))
    if mode == "off":
        assert counts(db) == {**before, "entity": 2}
    assert weights(db) == found
    nightly(db)
    assert weights(db) == found
    db.execute("UPDATE graph SET mode = 'active' WHERE id = 1")
    nightly(db)
    assert weights(db) == {CEO: 1.0}


def test_a_trigger_that_the_user_disabled(db: psycopg.Connection) -> None:
    """The nightly does its work."""
    db.execute("ALTER TABLE entity DISABLE TRIGGER USER")
    insert_ceo(db)
    assert weights(db) == {}
    db.execute("ALTER TABLE entity ENABLE TRIGGER USER")
    nightly(db)
    assert weights(db) == {CEO: 1.0}


# -- transactions ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("level", ["READ COMMITTED", "REPEATABLE READ", "SERIALIZABLE"])
def test_isolation(db: psycopg.Connection, database: str, level: str) -> None:
    """Edges are there before the commit; a night that passes beside an open transaction does not fail it."""
    insert(db, ("Acme", "organization"))
    with connect(database) as other, db.transaction():
        db.execute(f"SET TRANSACTION ISOLATION LEVEL {level}")
        insert(db, ("CEO at Acme", "role"))
        assert weights(db) == {CEO: 1.0}
        other.execute("CALL relationship_engine.run_nightly(1, false, current_date + 1, true)")
        insert(db, ("CTO at Acme", "role"), ("Globex", "organization"))
        db.execute("UPDATE entity SET title = 'Initech' WHERE title = 'Globex'")
    assert one(db, "SELECT count(*) AS n FROM entity") == {"n": 4}
    db.execute("CALL run_nightly(1, false, current_date + 1, true)")
    assert weights(db).keys() == {CEO, ("CTO at Acme", "role_at", "Acme")}
    assert {row["error_code"] for row in failures(db)} <= {"40001"}


def test_serializable_sessions_that_retry(db: psycopg.Connection, database: str) -> None:
    """Four of them insert at once, as their applications must: nothing is lost, nothing is double."""
    insert(db, *((f"Firm{i}", "organization") for i in range(5)))
    errors: list[BaseException] = []

    def work(number: int) -> None:
        try:
            with connect(database) as own:
                own.execute("SET search_path = relationship_engine, public")
                for i in range(5):
                    for _ in range(100):
                        try:
                            with own.transaction():
                                own.execute("SET TRANSACTION ISOLATION LEVEL SERIALIZABLE")
                                insert(own, (f"Rank{number} at Firm{i}", "role"))
                            break
                        except psycopg.errors.SerializationFailure:
                            pass
        except BaseException as error:  # noqa: BLE001 - raised below
            errors.append(error)

    threads = [threading.Thread(target=work, args=(number,), daemon=True) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    if errors:
        raise errors[0]
    nightly(db)
    assert weights(db) == {(f"Rank{n} at Firm{i}", "role_at", f"Firm{i}"): 1.0 for n in range(4) for i in range(5)}


def test_a_rollback_leaves_nothing(db: psycopg.Connection) -> None:
    """Nor does a savepoint that is rolled back, nor a statement that fails."""
    insert(db, ("Acme", "organization"))
    before = counts(db)
    with db.transaction(force_rollback=True):
        event = uuid4()
        db.execute(
            """INSERT INTO raw_events (id, payload) VALUES (%s, '{"content": "Beta is part of Acme"}')""", (event,)
        )
        insert(db, ("CEO at Acme", "role"), ("Beta", "project"))
        db.execute("INSERT INTO mention (event_id, entity_id) SELECT %s, id FROM entity", (event,))
        assert len(weights(db)) == 2
    assert counts(db) == before
    with pytest.raises(psycopg.errors.NotNullViolation):
        db.execute("INSERT INTO entity (title, type) VALUES ('CEO at Acme', 'role'), (NULL, 'role')")
    with pytest.raises(psycopg.errors.ForeignKeyViolation):
        insert(db, ("CEO at Acme", "role"), graph=77)
    assert counts(db) == before
    with db.transaction():
        with db.transaction(force_rollback=True):
            insert(db, ("CEO at Acme", "role"))
        insert(db, ("CTO at Acme", "role"))
    assert weights(db) == {("CTO at Acme", "role_at", "Acme"): 1.0}
    assert {row["tail"] for row in ask(db, "SELECT tail FROM title_suffix")} == {"cto at acme", "at acme", "acme"}
    assert failures(db) == []


def test_settings_of_the_session_stay(db: psycopg.Connection) -> None:
    """Also after an error, and within the transaction."""
    settings = ("search_path", "lock_timeout", "pg_trgm.similarity_threshold", "plan_cache_mode", "jit", "role")
    db.execute("SELECT public.similarity('a', 'b'); SET pg_trgm.similarity_threshold = 0.45; SET lock_timeout = '7s'")

    def show() -> list[str]:
        return [next(iter(one(db, f"SHOW {name}").values())) for name in settings]

    before = show()
    with db.transaction():
        insert_ceo(db)
        insert(db, ("Teacher at Caliber Schools", "role"), ("Calibre Schools", "organization"))
        assert show() == before
    db.execute(HARMS[0].breaks)
    with db.transaction():
        insert(db, ("CTO at Acme", "role"))
        assert show() == before
    assert show() == before


def test_a_hostile_search_path(db: psycopg.Connection) -> None:
    """Functions of the same names, which a user may make, are not the engine's."""
    db.execute("CREATE SCHEMA mine; SET search_path = mine, relationship_engine, public, pg_catalog")
    db.execute(
        "CREATE FUNCTION mine.array_to_string(text[], text) RETURNS text LANGUAGE sql AS $$ SELECT 'mine' $$; "
        "CREATE FUNCTION mine.left(text, integer) RETURNS text LANGUAGE sql AS $$ SELECT 'mine' $$; "
        "CREATE FUNCTION mine.lower(text) RETURNS text LANGUAGE sql AS $$ SELECT 'mine' $$; "
        "CREATE TABLE mine.graph (id bigint); CREATE TABLE mine.evidence (id bigint)"
    )
    insert_ceo(db)
    assert weights(db) == {CEO: 1.0}
    assert failures(db) == []
