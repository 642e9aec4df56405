"""The view edge, for those who come from the roll-out plan: its queries as written, its columns, its legacy writers."""

import datetime as dt
import math
from typing import Any
from uuid import UUID

import psycopg
import pytest

from conftest import connect

Row = dict[str, Any]

# -- the plan's queries, word for word ------------------------------------------------------------------------------

OLD_SYSTEM = """\
SELECT COUNT(*) FROM edge WHERE source_event_id IN (
     SELECT id FROM raw_events WHERE created_at > '2025-11-08'
   ) AND weight = 1.0 AND created_at < '2025-11-08';"""
NEW_SYSTEM = """\
SELECT COUNT(*) FROM edge WHERE source_event_id IN (
     SELECT id FROM raw_events WHERE created_at > '2025-11-08'
   ) AND weight = 1.0 AND last_reinforced_at > '2025-11-08';"""
CREATION_RATE = """\
SELECT DATE(created_at), COUNT(*)
FROM edge
WHERE created_at > NOW() - INTERVAL '7 days'
GROUP BY DATE(created_at)
ORDER BY DATE(created_at);"""
REINFORCEMENT_RATE = """\
SELECT COUNT(*), AVG(weight)
FROM edge
WHERE weight > 1.0;"""
CONFIDENCES = """\
SELECT
  CASE
    WHEN confidence < 0.3 THEN '<0.3'
    WHEN confidence < 0.5 THEN '0.3-0.5'
    WHEN confidence < 0.7 THEN '0.5-0.7'
    WHEN confidence < 0.9 THEN '0.7-0.9'
    ELSE '>=0.9'
  END as confidence_range,
  COUNT(*)
FROM edge
GROUP BY confidence_range;"""
WEIGHTS = """\
SELECT
  CASE
    WHEN weight < 0.5 THEN '<0.5'
    WHEN weight < 1.0 THEN '0.5-1.0'
    WHEN weight < 2.0 THEN '1.0-2.0'
    WHEN weight < 5.0 THEN '2.0-5.0'
    ELSE '>=5.0'
  END as weight_range,
  COUNT(*)
FROM edge
GROUP BY weight_range;"""
KINDS = """\
SELECT kind, COUNT(*)
FROM edge
GROUP BY kind
ORDER BY COUNT(*) DESC;"""
DELETE_LOW_QUALITY = """\
DELETE FROM edge WHERE confidence < 0.4 AND created_at > '2025-11-08';"""

# the plan's columns, in its order, with their types; ours come after them
PLAN_COLUMNS = {
    "id": "uuid",
    "from_id": "uuid",
    "to_id": "uuid",
    "kind": "text",
    "start_date": "date",
    "end_date": "date",
    "confidence": "double precision",
    "importance": "double precision",
    "description": "text",
    "metadata": "jsonb",
    "source_event_id": "uuid",
    "weight": "double precision",
    "last_reinforced_at": "timestamp with time zone",
    "created_at": "timestamp with time zone",
    "updated_at": "timestamp with time zone",
}

FIRST, SECOND, BEFORE = UUID(int=0xE1), UUID(int=0xE2), UUID(int=0xE3)
ROLE, FIRM, ADA, ROME, BRIDGE = (UUID(int=0xA0 + i) for i in range(5))
UPSERT = (
    "INSERT INTO edge (from_id, to_id, kind, confidence, source_event_id) VALUES (%s, %s, %s, %s, %s) "
    "ON CONFLICT (graph_id, from_id, to_id, kind) DO UPDATE "
    "SET confidence = greatest(edge.confidence, EXCLUDED.confidence), updated_at = now() RETURNING id"
)


def ask(db: psycopg.Connection, sql: str, *values: object) -> list[Row]:
    """Return the rows of a query."""
    return db.execute(sql, values or None).fetchall()


def one(db: psycopg.Connection, sql: str, *values: object) -> Row:
    """Return the one row of a query."""
    (row,) = ask(db, sql, *values)
    return row


@pytest.fixture
def db(connection: psycopg.Connection) -> psycopg.Connection:
    """A role at a firm that two events speak of, with the edge between them that the engine found, and three others."""
    connection.execute("DELETE FROM strategy_setting WHERE strategy <> 'pattern'")
    connection.execute(
        "INSERT INTO raw_events (id, payload, created_at) VALUES "
        '(%s, \'{"content": "Ada saw Acme in Rome."}\', now()), (%s, \'{"content": "Ada built a bridge."}\', now()), '
        "(%s, '{}', '2025-11-01')",
        (FIRST, SECOND, BEFORE),
    )
    connection.execute(
        "INSERT INTO entity (id, title, type, source_event_id) VALUES (%s, 'Engineer at Acme', 'role', %s), "
        "(%s, 'Acme', 'organization', %s), (%s, 'Ada', 'person', NULL), (%s, 'Rome', 'location', NULL), "
        "(%s, 'Bridge', 'product', NULL)",
        (ROLE, FIRST, FIRM, FIRST, ADA, ROME, BRIDGE),
    )
    return connection


def insert(db: psycopg.Connection, from_id: UUID, to_id: UUID, kind: str, **columns: object) -> UUID:
    """Insert an edge through the view, as a legacy system does, and return its id."""
    values = {"from_id": from_id, "to_id": to_id, "kind": kind, **columns}
    names = ", ".join(values)
    places = ", ".join(f"%({name})s" for name in values)
    (row,) = db.execute(f"INSERT INTO edge ({names}) VALUES ({places}) RETURNING id", values).fetchall()
    return row["id"]


def nightly(db: psycopg.Connection, days: int = 1) -> Row:
    """Run the nightly so many days from now."""
    db.execute("CALL run_nightly(1, false, current_date + %s, true)", (days,))
    return ask(db, "SELECT * FROM run WHERE mode = 'nightly' ORDER BY started_at DESC")[0]


def weights(db: psycopg.Connection) -> dict[str, float]:
    """Return the weights by kind; no kind twice in these tests."""
    return {row["kind"]: row["weight"] for row in ask(db, "SELECT kind, weight FROM edge")}


def counted(db: psycopg.Connection, sql: str) -> dict[str, int]:
    """Return the counts by group."""
    return dict(tuple(row.values()) for row in ask(db, sql))


def test_edges_of_the_old_and_the_new_system(db: psycopg.Connection) -> None:
    """The plan tells them apart by their dates, in its second phase."""
    old = dt.datetime(2025, 11, 7, tzinfo=dt.UTC)
    for kind, event in (("built", FIRST), ("designed", SECOND), ("planned", BEFORE)):
        insert(db, ADA, BRIDGE, kind, source_event_id=event, created_at=old, last_reinforced_at=old)
    assert one(db, OLD_SYSTEM) == {"count": 2}
    assert one(db, NEW_SYSTEM) == {"count": 1}
    db.execute("INSERT INTO entity (title, type, source_event_id) VALUES ('Clerk at Acme', 'role', %s)", (SECOND,))
    assert one(db, NEW_SYSTEM) == {"count": 2}
    db.execute("INSERT INTO mention (event_id, entity_id) VALUES (%s, %s)", (SECOND, ROLE))
    assert one(db, NEW_SYSTEM) == {"count": 1}


def test_weight_of_one_fresh_observation_is_exactly_one(db: psycopg.Connection) -> None:
    """Also in a graph that is many nights old, for the plan asks for weight = 1.0."""
    nightly(db, 777)
    insert(db, ADA, BRIDGE, "built", source_event_id=FIRST)
    db.execute("INSERT INTO entity (title, type, source_event_id) VALUES ('Clerk at Acme', 'role', %s)", (SECOND,))
    assert one(db, NEW_SYSTEM) == {"count": 2}


def test_creation_rate(db: psycopg.Connection) -> None:
    """Edges a day, of the last seven days."""
    today = one(db, "SELECT current_date AS today, now() AS now")
    for kind, days in (("a", 3), ("b", 3), ("c", 1), ("d", 8)):
        insert(db, ADA, BRIDGE, kind, created_at=today["now"] - dt.timedelta(days))
    assert [tuple(row.values()) for row in ask(db, CREATION_RATE)] == [
        (today["today"] - dt.timedelta(3), 2),
        (today["today"] - dt.timedelta(1), 1),
        (today["today"], 1),
    ]


def test_reinforcement_rate(db: psycopg.Connection) -> None:
    """Fresh edges are not above 1; reinforced ones are, and fade."""
    insert(db, ADA, BRIDGE, "built")
    strong = insert(db, ADA, ROME, "lives_in")
    assert one(db, REINFORCEMENT_RATE) == {"count": 0, "avg": None}
    db.execute("INSERT INTO mention (event_id, entity_id) VALUES (%s, %s)", (SECOND, ROLE))
    db.execute("SELECT set_weight(%s, 4)", (strong,))
    assert one(db, REINFORCEMENT_RATE) == {"count": 2, "avg": pytest.approx(3.0)}
    nightly(db)
    assert one(db, REINFORCEMENT_RATE) == {"count": 2, "avg": pytest.approx(2.97)}
    nightly(db, 80)
    assert one(db, REINFORCEMENT_RATE) == {"count": 1, "avg": pytest.approx(4 * 0.99**80)}


def test_confidence_distribution(db: psycopg.Connection) -> None:
    """In the plan's classes; an edge without a word about it is certain."""
    for nth, confidence in enumerate((0.1, 0.3, 0.45, 0.5, 0.7, 0.89, 0.9, None)):
        insert(db, ADA, BRIDGE, f"kind_{nth}", confidence=confidence)
    assert counted(db, CONFIDENCES) == {"<0.3": 1, "0.3-0.5": 2, "0.5-0.7": 1, "0.7-0.9": 2, ">=0.9": 3}


def test_weight_distribution(db: psycopg.Connection) -> None:
    """In the plan's classes, fresh and a night later; a pruned edge is in none."""
    for nth, weight in enumerate((0.3, 0.501, 1.5, 1.99, 2.01, 5.01, 80)):
        db.execute("SELECT set_weight(%s, %s)", (insert(db, ADA, BRIDGE, f"kind_{nth}"), weight))
    assert counted(db, WEIGHTS) == {"<0.5": 1, "0.5-1.0": 1, "1.0-2.0": 3, "2.0-5.0": 1, ">=5.0": 2}
    db.execute("UPDATE graph SET prune_threshold = 0.4, prune_guard = 0.5 WHERE id = 1")
    assert nightly(db)["edges_pruned"] == 1
    assert counted(db, WEIGHTS) == {"<0.5": 1, "0.5-1.0": 1, "1.0-2.0": 3, "2.0-5.0": 1, ">=5.0": 1}


def test_kind_distribution(db: psycopg.Connection) -> None:
    """The most frequent kind first."""
    for to in (FIRM, ROME, BRIDGE):
        insert(db, ADA, to, "likes")
    for to in (FIRM, ROME):
        insert(db, ADA, to, "founded")
    assert [tuple(row.values()) for row in ask(db, KINDS)] == [("likes", 3), ("founded", 2), ("role_at", 1)]


def test_low_quality_edges_can_be_deleted(db: psycopg.Connection) -> None:
    """By the plan's statement for its third scenario: the edge and its evidence go, the others stay as they are."""
    insert(db, ADA, BRIDGE, "built", confidence=0.39)
    insert(db, ADA, BRIDGE, "designed", confidence=0.4)
    insert(db, ADA, BRIDGE, "planned", confidence=0.1, created_at=dt.datetime(2025, 11, 7, tzinfo=dt.UTC))
    assert db.execute(DELETE_LOW_QUALITY).rowcount == 1
    assert weights(db) == {"role_at": 1.0, "designed": 1.0, "planned": 1.0}
    assert ask(db, "SELECT FROM evidence WHERE kind = 'built'") == []


# -- columns --------------------------------------------------------------------------------------------------------


def test_columns_of_the_plan_come_first(db: psycopg.Connection) -> None:
    """With the types that the legacy table gave them; edge_current has the same."""
    columns = (
        "SELECT column_name, data_type FROM information_schema.columns "
        "WHERE table_schema = 'relationship_engine' AND table_name = %s ORDER BY ordinal_position"
    )
    found = {row["column_name"]: row["data_type"] for row in ask(db, columns, "edge")}
    assert list(found.items())[: len(PLAN_COLUMNS)] == list(PLAN_COLUMNS.items())
    assert {row["column_name"]: row["data_type"] for row in ask(db, columns, "edge_current")} == found


def test_the_columns_of_an_edge_have_the_values_of_its_evidence(db: psycopg.Connection) -> None:
    """Of an edge that was found and found again; order by log_weight is order by weight."""
    db.execute("INSERT INTO mention (event_id, entity_id) VALUES (%s, %s)", (SECOND, ROLE))
    edge = one(db, "SELECT * FROM edge")
    assert (edge["from_id"], edge["to_id"], edge["kind"]) == (ROLE, FIRM, "role_at")
    assert (edge["weight"], edge["confidence"], edge["importance"]) == (2.0, 0.94, 0.85)
    assert (edge["source_event_id"], edge["strategies"]) == (FIRST, ["pattern"])
    assert edge["metadata"] == {
        "reinforcement_count": 1,
        "detected_in_events": [str(FIRST), str(SECOND)],
        "source_strategy": "pattern",
    }
    assert edge["created_at"] < edge["last_reinforced_at"]
    insert(db, ADA, BRIDGE, "built")
    nightly(db, 3)
    rows = ask(db, "SELECT weight, log_weight FROM edge ORDER BY log_weight DESC")
    assert [row["weight"] for row in rows] == pytest.approx([2 * 0.99**3, 0.99**3])
    assert rows[0]["log_weight"] == pytest.approx(math.log(2))


def test_edge_current_leaves_out_ended_edges(db: psycopg.Connection) -> None:
    """Before its end_date, or without one, an edge is current: the period is half-open."""
    today = one(db, "SELECT current_date AS today")["today"]
    for kind, days in (("past", -1), ("today", 0), ("future", 1)):
        insert(db, ADA, ROME, kind, end_date=today + dt.timedelta(days))
    assert {row["kind"] for row in ask(db, "SELECT kind FROM edge_current")} == {"role_at", "future"}
    db.execute("UPDATE edge SET end_date = current_date + 1 WHERE kind = 'today'")
    assert {row["kind"] for row in ask(db, "SELECT kind FROM edge_current")} == {"role_at", "today", "future"}
    db.execute("UPDATE edge SET start_date = current_date + 1 WHERE kind = 'today'")
    assert {row["kind"] for row in ask(db, "SELECT kind FROM edge_current")} == {"role_at", "future"}


# -- a legacy system writes through the view ------------------------------------------------------------------------


def test_an_inserted_edge_is_one_observation(db: psycopg.Connection) -> None:
    """With all that was said of it, weight 1, and evidence that explains it."""
    said = {
        "confidence": 0.8,
        "importance": 0.6,
        "description": "since the summer",
        "start_date": dt.date(2025, 6, 1),
        "end_date": dt.date(2031, 1, 1),
        "source_event_id": FIRST,
    }
    edge = insert(db, ADA, BRIDGE, "built", **said)
    row = one(db, "SELECT * FROM edge WHERE id = %s", edge)
    assert {name: row[name] for name in said} == said
    assert (row["weight"], row["pinned"], row["strategies"], row["graph_id"]) == (1.0, False, ["application"], 1)
    (evidence,) = ask(db, "SELECT * FROM explain_edge(%s)", edge)
    assert (evidence["strategy"], evidence["event_text"]) == ("application", "Ada saw Acme in Rome.")
    assert (evidence["weight"], evidence["share"], evidence["confidence"]) == (1.0, 1.0, 0.8)


def test_upsert_writes_one_edge(db: psycopg.Connection) -> None:
    """As often as it is done, as insert and as update, with the same id; DO NOTHING does nothing."""
    ids = [one(db, UPSERT, ADA, BRIDGE, "built", sure, FIRST)["id"] for sure in (0.6, 0.9, 0.7)]
    assert len(set(ids)) == 1
    done = db.execute(
        "INSERT INTO edge (from_id, to_id, kind) VALUES (%s, %s, 'built') ON CONFLICT DO NOTHING", (ADA, BRIDGE)
    )
    assert done.rowcount == 0
    edge = one(db, "SELECT confidence, weight FROM edge WHERE kind = 'built'")
    assert edge == {"confidence": 0.9, "weight": 1.0}
    assert ask(db, "SELECT id FROM edge WHERE kind = 'built'") == [{"id": ids[0]}]


def test_many_rows_at_once(db: psycopg.Connection) -> None:
    """INSERT … SELECT makes each its weight and its evidence, in a graph of any age."""
    nightly(db, 100)
    db.execute(
        "INSERT INTO edge (from_id, to_id, kind) SELECT %s, %s, 'kind_' || i FROM generate_series(1, 50) i", (ADA, ROME)
    )
    row = one(
        db,
        "SELECT count(*) AS edges, min(weight) AS lowest, max(weight) AS highest, "
        "(SELECT count(*) FROM evidence WHERE strategy = 'application') AS evidence FROM edge WHERE kind <> 'role_at'",
    )
    assert row == {"edges": 50, "lowest": 1.0, "highest": 1.0, "evidence": 50}


def test_inserted_edges_decay_and_are_pruned(db: psycopg.Connection) -> None:
    """Like any other edge; pinned ones stay; undone, all is as it was."""
    db.execute("UPDATE graph SET prune_guard = 1 WHERE id = 1")
    insert(db, ADA, BRIDGE, "built")
    insert(db, ADA, ROME, "lives_in", pinned=True)
    assert nightly(db)["edges_decayed"] == 3
    assert weights(db) == pytest.approx({"role_at": 0.99, "built": 0.99, "lives_in": 0.99})
    run = nightly(db, 300)
    assert run["edges_pruned"] == 2
    assert weights(db) == pytest.approx({"lives_in": 0.99**300})
    db.execute("SELECT undo_run(%s)", (run["id"],))
    assert weights(db) == pytest.approx({"role_at": 0.99, "built": 0.99, "lives_in": 0.99})


def test_an_inserted_edge_is_reinforced_by_the_engine(db: psycopg.Connection) -> None:
    """An edge that an application wrote and the engine finds has both as evidence; what the application gave stays."""
    db.execute("DELETE FROM edge")
    edge = insert(
        db, ROLE, FIRM, "role_at", confidence=0.5, metadata=psycopg.types.json.Jsonb({"note": "mine"}), pinned=True
    )
    assert one(db, "SELECT edges_created, edges_updated FROM run_incremental(%s)", FIRST) == {
        "edges_created": 0,
        "edges_updated": 1,
    }
    row = one(db, "SELECT * FROM edge")
    assert (row["id"], row["weight"], row["strategies"]) == (edge, 2.0, ["application", "pattern"])
    assert row["confidence"] == pytest.approx(0.5)
    assert (row["metadata"]["note"], row["pinned"]) == ("mine", True)
    assert (row["metadata"]["reinforcement_count"], row["metadata"]["source_strategy"]) == (1, "application")
    assert {row["strategy"]: row["share"] for row in ask(db, "SELECT * FROM explain_edge(%s)", edge)} == {
        "application": pytest.approx(0.5),
        "pattern": pytest.approx(0.5),
    }


def test_the_engine_first_then_the_legacy_system(db: psycopg.Connection) -> None:
    """Its upsert meets an edge that the engine found: no second edge, and no weight for saying it again."""
    one(db, UPSERT, ROLE, FIRM, "role_at", 0.99, FIRST)
    row = one(db, "SELECT confidence, weight, strategies FROM edge")
    assert row == {"confidence": 0.99, "weight": 1.0, "strategies": ["pattern"]}


def test_update_through_the_view(db: psycopg.Connection) -> None:
    """Changes what it names; the weight stays."""
    edge = insert(db, ADA, BRIDGE, "built", confidence=0.5)
    changed = db.execute(
        "UPDATE edge SET confidence = 0.7, importance = 0.9, description = 'by hand', end_date = '2030-01-01', "
        "metadata = metadata || '{\"seen\": true}', pinned = true WHERE id = %s",
        (edge,),
    )
    assert changed.rowcount == 1
    row = one(db, "SELECT * FROM edge WHERE id = %s", edge)
    assert (row["confidence"], row["importance"], row["description"]) == (0.7, 0.9, "by hand")
    assert (row["end_date"], row["metadata"], row["pinned"]) == (dt.date(2030, 1, 1), {"seen": True}, True)
    assert row["weight"] == 1.0


def test_an_edit_holds(db: psycopg.Connection) -> None:
    """Whatever comes later: evidence, another weight, an undo; what was not edited goes on as the evidence says."""
    edited = "SELECT confidence, importance, start_date, end_date, description FROM edge WHERE kind = 'role_at'"
    db.execute("UPDATE edge SET confidence = 0.5, end_date = '2020-12-31', description = NULL WHERE kind = 'role_at'")
    before = one(db, edited)
    assert before == {
        "confidence": 0.5,
        "importance": 0.85,
        "start_date": None,
        "end_date": dt.date(2020, 12, 31),
        "description": None,
    }
    assert one(db, "SELECT count(*) AS n FROM edge_current WHERE kind = 'role_at'")["n"] == 0
    db.execute("INSERT INTO mention (event_id, entity_id) VALUES (%s, %s)", (SECOND, ROLE))
    assert weights(db) == {"role_at": 2.0}
    db.execute("SELECT set_weight(id, 5) FROM edge")
    assert one(db, edited) == before
    run = one(db, "SELECT run_id FROM evidence ORDER BY observed_at LIMIT 1")["run_id"]
    db.execute("DELETE FROM mention WHERE event_id = %s", (SECOND,))
    db.execute("SELECT undo_run(run_id, p_force => true) FROM (SELECT DISTINCT run_id FROM evidence) e")
    assert weights(db) == {}
    db.execute("SELECT undo_run(id) FROM run WHERE undoes = %s", (run,))
    assert one(db, edited) == before
    one(db, UPSERT, ROLE, FIRM, "role_at", 0.7, FIRST)
    nightly(db)
    assert one(db, edited) == {**before, "confidence": 0.7}


def test_an_edit_of_nothing_keeps_the_others(db: psycopg.Connection) -> None:
    """A value that differs in no digit that can be written."""
    db.execute("UPDATE edge SET description = 'mine', confidence = 0.30000000000000004")
    db.execute("SET extra_float_digits = 0; UPDATE edge SET confidence = 0.3; RESET extra_float_digits")
    db.execute("SELECT set_weight(id, 2) FROM edge")
    assert one(db, "SELECT description, round(confidence::numeric, 9) AS c FROM edge")["description"] == "mine"


@pytest.mark.parametrize("change", ["kind = 'left'", "to_id = from_id"])
def test_the_key_of_an_edge_cannot_be_updated(db: psycopg.Connection, change: str) -> None:
    """The error says what to call instead."""
    with pytest.raises(psycopg.errors.FeatureNotSupported) as caught:
        db.execute(f"UPDATE edge SET {change}")
    assert "review_edge" in str(caught.value.diag.message_hint)
    assert weights(db) == {"role_at": 1.0}


def test_delete_through_the_view(db: psycopg.Connection) -> None:
    """The edge goes with its evidence; inserted again it begins anew."""
    edge = insert(db, ADA, BRIDGE, "built", source_event_id=FIRST)
    db.execute("SELECT set_weight(%s, 9)", (edge,))
    assert db.execute("DELETE FROM edge WHERE id = %s", (edge,)).rowcount == 1
    assert weights(db) == {"role_at": 1.0}
    assert ask(db, "SELECT FROM edge_store WHERE id = %s", edge) == []
    assert ask(db, "SELECT FROM evidence WHERE kind = 'built'") == []
    assert insert(db, ADA, BRIDGE, "built", source_event_id=FIRST) == edge
    assert weights(db) == {"role_at": 1.0, "built": 1.0}


@pytest.mark.parametrize(
    "ending",
    [
        "",
        "ON CONFLICT DO NOTHING",
        "ON CONFLICT (graph_id, from_id, to_id, kind) DO UPDATE SET description = EXCLUDED.description",
    ],
)
@pytest.mark.parametrize("event", [None, SECOND])
def test_a_pruned_edge_that_is_inserted_again_returns(db: psycopg.Connection, ending: str, event: UUID | None) -> None:
    """The application cannot see it, so it must not meet it: the insert is new evidence, in each form of it."""
    db.execute("UPDATE graph SET prune_guard = 1 WHERE id = 1")
    edge = insert(db, ADA, BRIDGE, "built", confidence=0.5, source_event_id=event and FIRST)
    nightly(db, 300)
    assert weights(db) == {}
    db.execute(
        "INSERT INTO edge (from_id, to_id, kind, confidence, description, metadata, source_event_id) "
        f"VALUES (%s, %s, 'built', 0.8, 'again', '{{\"new\": 1}}', %s) {ending}",
        (ADA, BRIDGE, event),
    )
    row = one(db, "SELECT * FROM edge")
    assert (row["id"], row["confidence"], row["description"], row["metadata"]["new"]) == (edge, 0.8, "again", 1)
    assert row["weight"] == pytest.approx(1 + 0.99**300)
    assert len(ask(db, "SELECT * FROM explain_edge(%s)", edge)) == 2
    assert one(db, "SELECT edges_pruned FROM prune(1)")["edges_pruned"] == 0


def test_an_event_that_is_known_does_not_bring_an_edge_back(db: psycopg.Connection) -> None:
    """A legacy system that processes its events again changes nothing."""
    db.execute("UPDATE graph SET prune_guard = 1 WHERE id = 1")
    insert(db, ADA, BRIDGE, "built", source_event_id=FIRST)
    nightly(db, 300)
    for statement in (UPSERT, UPSERT.replace(UPSERT[UPSERT.index("ON CONFLICT") : UPSERT.index("RETURNING")], "")):
        assert ask(db, statement, ADA, BRIDGE, "built", 0.9, FIRST) == []
    assert weights(db) == {}


@pytest.mark.parametrize(
    ("columns", "error"),
    [
        ({"to_id": ADA}, psycopg.errors.CheckViolation),
        ({"to_id": UUID(int=0xFF)}, psycopg.errors.ForeignKeyViolation),
        ({"kind": ""}, psycopg.errors.CheckViolation),
        ({"kind": None}, psycopg.errors.NotNullViolation),
        ({"confidence": 1.5}, psycopg.errors.CheckViolation),
        ({"graph_id": 99}, psycopg.errors.NoDataFound),
        ({"from_id": ROLE, "to_id": FIRM, "kind": "role_at"}, psycopg.errors.UniqueViolation),
    ],
)
def test_invalid_edges_are_refused(db: psycopg.Connection, columns: Row, error: type[psycopg.Error]) -> None:
    """And leaves nothing behind."""
    tables = ("edge_store", "evidence")
    before = [ask(db, f"SELECT * FROM {table}") for table in tables]
    with pytest.raises(error):
        insert(db, **{"from_id": ADA, "to_id": BRIDGE, "kind": "built", **columns})
    assert [ask(db, f"SELECT * FROM {table}") for table in tables] == before


@pytest.mark.parametrize("mode", ["off", "shadow", "parallel"])
def test_the_mode_of_the_graph_is_the_engines(db: psycopg.Connection, mode: str) -> None:
    """What a legacy system writes counts in every mode; the engine's own findings do not."""
    db.execute("UPDATE graph SET mode = %s WHERE id = 1", (mode,))
    insert(db, ADA, BRIDGE, "built")
    db.execute("INSERT INTO mention (event_id, entity_id) VALUES (%s, %s)", (SECOND, ROLE))
    assert weights(db) == {"role_at": 2.0 if mode == "parallel" else 1.0, "built": 1.0}


def test_undo_waits_for_an_insert_that_is_open(db: psycopg.Connection, database: str) -> None:
    """An edge inserted while a night is taken back is not heavier for it."""
    night = nightly(db, 50)
    with connect(database, options="-c search_path=relationship_engine,public") as other:
        with other.transaction():
            insert(other, ADA, BRIDGE, "built")
            db.execute("SET lock_timeout = '200ms'")
            with pytest.raises(psycopg.errors.LockNotAvailable):
                db.execute("SELECT undo_run(%s)", (night["id"],))
        db.execute("SELECT undo_run(%s)", (night["id"],))
    assert weights(db) == {"role_at": pytest.approx(1.0), "built": pytest.approx(1.0)}
