"""What a strategy declares in strategy_setting decides how it is treated, never its name."""

import itertools
from uuid import UUID

import psycopg
import pytest

from runs import Row, add_strategy, ask, nightly, one, set_graph

# a friend of a friend: one function, and one row of strategy_setting
FRIENDS = """
    CREATE FUNCTION relationship_engine.detect_friends(p_graph_id bigint, p_entity_ids uuid [])
    RETURNS SETOF relationship_engine.candidate LANGUAGE sql STABLE AS $$
    SELECT relationship_engine.candidate(
        p_from_id => a.id, p_to_id => n.other_id, p_kind => 'knows', p_strategy => 'friends',
        p_context => 'over:' || m.other_id, p_confidence => 0.8)
    FROM unnest(p_entity_ids) AS a (id)
    CROSS JOIN LATERAL relationship_engine.stated_neighbors(p_graph_id, a.id, 100) m
    CROSS JOIN LATERAL relationship_engine.stated_neighbors(p_graph_id, m.other_id, 100) n
    WHERE n.other_id <> a.id $$
"""


def people(db: psycopg.Connection, *names: str) -> list[UUID]:
    """Insert people; return their ids."""
    return [
        one(db, "INSERT INTO entity (title, type) VALUES (%s, 'person') RETURNING id", name)["id"] for name in names
    ]


def learn(db: psycopg.Connection, a: UUID, b: UUID, strategy: str, *, graph: int = 1, **named: object) -> Row:
    """Learn that two entities know each other; return the report."""
    values = {"kind": "knows", "context": "x", "confidence": 0.9, **named}
    is_import = bool(values.pop("is_import", False))
    arguments = ", ".join(f"p_{name} => %({name})s" for name in values)
    made = db.execute(
        f"SELECT * FROM learn(%(graph)s, ARRAY[candidate(p_from_id => %(a)s, p_to_id => %(b)s, p_strategy => %(strategy)s, "
        f"{arguments})], p_is_import => %(is_import)s)",
        {"graph": graph, "a": a, "b": b, "strategy": strategy, "is_import": is_import, **values},
    ).fetchone()
    assert made is not None
    return made


def meet(db: psycopg.Connection, days: int, *ids: UUID) -> None:
    """Insert an event on each of so many days that mentions all of them, unnoticed by triggers."""
    db.execute("ALTER TABLE mention DISABLE TRIGGER USER")
    for day in range(days):
        event = one(
            db,
            "INSERT INTO raw_events (payload, occurred_at) VALUES ('{}', now() - %s * interval '1 day') RETURNING id",
            day,
        )
        db.execute("INSERT INTO mention (event_id, entity_id) SELECT %s, unnest(%s::uuid[])", [event["id"], list(ids)])
    db.execute("ALTER TABLE mention ENABLE TRIGGER USER")


def only(db: psycopg.Connection, *strategies: str) -> None:
    """Switch all other strategies off."""
    db.execute(
        "UPDATE strategy_setting SET mode = 'off' WHERE graph_id = 1 AND strategy <> ALL (%s)", [list(strategies)]
    )


def gains(db: psycopg.Connection) -> float:
    """Return the sum of all gains of the edges of kind knows."""
    return one(db, "SELECT coalesce(sum(gain), 0) AS sum FROM evidence WHERE kind = 'knows'")["sum"]


def reasons(db: psycopg.Connection) -> set[str]:
    """Return the reasons of the proposals of kind knows."""
    return {row["reason"] for row in ask(db, "SELECT reason FROM proposal WHERE kind = 'knows'")}


def flags(db: psycopg.Connection) -> tuple[bool, bool]:
    """Return is_stated and is_inferred of the one edge."""
    row = one(db, "SELECT is_stated, is_inferred FROM edge_store")
    return row["is_stated"], row["is_inferred"]


# -- inference ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("is_inferred", "grown"), [(True, 8), (False, 20)])
def test_an_inferring_strategy_of_a_user_does_not_feed_itself(
    connection: psycopg.Connection, *, is_inferred: bool, grown: int
) -> None:
    """In a chain of five it finds the pairs two steps apart, and no more in later nights; a stating one closes the chain."""
    connection.execute(FRIENDS)
    connection.execute(
        "INSERT INTO strategy_setting (graph_id, strategy, is_inferred) VALUES (1, 'friends', %s)", [is_inferred]
    )
    only(connection, "friends", "temporal", "topology")
    chain = people(connection, "Ann", "Bob", "Cid", "Dan", "Eve")
    for a, b in itertools.pairwise(chain):
        learn(connection, a, b, "notes")
    counts, weights = [], []
    for night in (1, 2, 3):
        meet(connection, 1, chain[0], chain[2])  # what is inferred is not reinforced by others either
        nightly(connection, night, full_scan=True)
        counts.append(one(connection, "SELECT count(*) AS n FROM edge WHERE kind = 'knows'")["n"])
        weights.append(gains(connection))
    if is_inferred:
        # 4 are stated; of the 3 pairs two steps apart each is found from both ends
        assert counts == [4 + 6] * 3
        assert weights == [weights[0]] * 3
    else:
        assert counts[-1] >= grown
        assert weights[-1] > weights[0]


@pytest.mark.parametrize(
    ("strategies", "kind", "expected"),
    [
        (["notes"], "knows", (True, False)),
        (["similarity"], "knows", (False, True)),
        (["similarity", "topology"], "knows", (False, True)),
        (["similarity", "notes"], "knows", (True, True)),
        (["temporal"], "temporal_overlap", (False, True)),
        (["temporal"], "co_occurs", (True, True)),
    ],
)
def test_an_edge_knows_whether_it_is_stated(
    connection: psycopg.Connection, strategies: list[str], kind: str, expected: tuple[bool, bool]
) -> None:
    """By the strategies that found it: at once, by later evidence, and weighed anew."""
    a, b = people(connection, "Ann", "Bob")
    for strategy in strategies:
        learn(connection, a, b, strategy, kind=kind)
    assert flags(connection) == expected
    for strategy in strategies:
        learn(connection, a, b, strategy, kind=kind, context="y")
    assert flags(connection) == expected
    assert one(connection, "SELECT repair(1) AS wrong")["wrong"] == 0


def test_a_statement_that_is_undone_leaves_an_inference(connection: psycopg.Connection) -> None:
    """And is_stated with it; redone, it is stated again."""
    a, b = people(connection, "Ann", "Bob")
    learn(connection, a, b, "similarity")
    learn(connection, a, b, "notes")
    run = one(connection, "SELECT run_id FROM evidence WHERE strategy = 'notes'")["run_id"]
    undo = one(connection, "SELECT run_id FROM undo_run(%s)", run)["run_id"]
    assert flags(connection) == (False, True)
    connection.execute("SELECT undo_run(%s)", [undo])
    assert flags(connection) == (True, True)


def test_repair_applies_a_changed_declaration(connection: psycopg.Connection) -> None:
    """What a strategy has found before it was declared to infer."""
    a, b = people(connection, "Ann", "Bob")
    connection.execute("INSERT INTO strategy_setting (graph_id, strategy) VALUES (1, 'friends')")
    learn(connection, a, b, "friends")
    assert flags(connection) == (True, False)
    connection.execute("UPDATE strategy_setting SET is_inferred = true WHERE strategy = 'friends'")
    assert one(connection, "SELECT repair(1) AS wrong")["wrong"] == 1
    assert flags(connection) == (False, True)


def test_a_new_graph_inherits_the_properties_of_strategies(connection: psycopg.Connection) -> None:
    """As it inherits their other settings; a copy too."""
    query = "SELECT strategy, is_inferred, observed_kinds FROM strategy_setting WHERE graph_id = %s ORDER BY strategy"
    shipped = ask(connection, query, 1)
    assert {row["strategy"] for row in shipped if row["is_inferred"]} == {"similarity", "temporal", "topology"}
    new = one(connection, "SELECT create_graph('new') AS id")["id"]
    assert ask(connection, query, new) == shipped
    connection.execute(
        "UPDATE strategy_setting SET is_inferred = true WHERE strategy = 'semantic' AND graph_id = %s", [new]
    )
    copy = one(connection, "SELECT copy_graph(%s, 'copy') AS id", new)["id"]
    assert ask(connection, query, copy) == ask(connection, query, new)


# -- whatever a run proposes obeys the settings ------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("setting", "reason"),
    [
        ("UPDATE graph SET mode = 'shadow' WHERE id = 1", "shadow"),
        ("UPDATE graph SET mode = 'parallel' WHERE id = 1", None),
        ("UPDATE graph SET mode = 'active' WHERE id = 1", None),
        ("UPDATE strategy_setting SET mode = 'shadow' WHERE strategy = 'temporal'", "shadow"),
        ("UPDATE strategy_setting SET min_confidence = 0.95 WHERE strategy = 'temporal'", "low_confidence"),
        ("UPDATE graph SET min_confidence = 0.95 WHERE id = 1", "low_confidence"),
    ],
)
def test_reinforcement_of_an_imported_edge_obeys_the_settings(
    connection: psycopg.Connection, setting: str, reason: str | None
) -> None:
    """Events that mention both ends add weight only where the run and its strategy may write."""
    only(connection, "temporal")
    a, b = people(connection, "Ann", "Bob")
    learn(connection, a, b, "legacy", is_import=True)
    meet(connection, 3, a, b)
    connection.execute(setting)  # type: ignore[arg-type]
    nightly(connection, full_scan=True)
    if reason is None:
        assert gains(connection) > 1
        assert reasons(connection) == set()
    else:
        assert gains(connection) == 1
        assert reasons(connection) == {reason}


def test_an_imported_edge_gains_nothing_while_its_graph_is_off(connection: psycopg.Connection) -> None:
    """Neither by a night nor by a detector's findings that somebody learns."""
    a, b = people(connection, "Ann", "Bob")
    learn(connection, a, b, "legacy", is_import=True)
    meet(connection, 3, a, b)
    set_graph(connection, mode="off")
    nightly(connection, full_scan=True)
    connection.execute("SELECT learn(1, ARRAY(SELECT c FROM detect_temporal(1, %s) c))", [[a, b]])
    assert gains(connection) == 1


@pytest.mark.parametrize(
    ("setting", "reason"),
    [
        ("UPDATE strategy_setting SET mode = 'shadow' WHERE strategy = 'tag'", "shadow"),
        ("UPDATE strategy_setting SET min_confidence = 0.95 WHERE strategy = 'tag'", "low_confidence"),
        ("UPDATE strategy_setting SET max_edges_per_entity = 0 WHERE strategy = 'tag'", "capped"),
        ("UPDATE graph SET mode = 'shadow' WHERE id = 1", "shadow"),
        ("UPDATE graph SET max_edges_per_run = 0 WHERE id = 1", "run_full"),
        ("SELECT", None),
    ],
)
@pytest.mark.parametrize("named", ["legacy", "application", "pattern", "anything"])
def test_a_run_is_bound_by_its_own_strategy(
    connection: psycopg.Connection, setting: str, reason: str | None, named: str
) -> None:
    """Whatever name the strategy writes into its candidates."""
    only(connection, "pattern")
    a, b = people(connection, "Ann", "Bob")
    add_strategy(
        connection,
        "tag",
        f"RETURN QUERY SELECT (relationship_engine.candidate('{a}', '{b}', 'knows', '{named}', 'x', 0.9)).*;",
    )
    connection.execute(setting)  # type: ignore[arg-type]
    nightly(connection, full_scan=True)
    assert gains(connection) == (0 if reason else 1)
    assert reasons(connection) == ({reason} if reason else set())


@pytest.mark.parametrize(
    ("setting", "reason"),
    [
        ("UPDATE graph SET mode = 'shadow' WHERE id = 1", "shadow"),
        ("UPDATE graph SET mode = 'off' WHERE id = 1", None),
        ("UPDATE graph SET min_confidence = 0.95 WHERE id = 1", "low_confidence"),
        ("UPDATE graph SET max_edges_per_run = 0 WHERE id = 1", "run_full"),
        (
            "INSERT INTO strategy_setting (graph_id, strategy, max_edges_per_entity, mode) VALUES (1, 'legacy', 0, 'active')",
            "capped",
        ),
    ],
)
def test_no_name_opens_the_door(connection: psycopg.Connection, setting: str, reason: str | None) -> None:
    """Who calls learn() with candidates of strategy legacy is bound as with any other; an import says that it is one."""
    a, b = people(connection, "Ann", "Bob")
    connection.execute(setting)  # type: ignore[arg-type]
    assert learn(connection, a, b, "legacy")["edges_created"] == 0
    assert reasons(connection) == ({reason} if reason else set())
    assert learn(connection, a, b, "legacy", is_import=True)["edges_created"] == 1


def test_an_import_does_not_restore_a_rejected_edge(connection: psycopg.Connection) -> None:
    """The same evidence is refused, under its name and as an import."""
    a, b = people(connection, "Ann", "Bob")
    learn(connection, a, b, "legacy", is_import=True)
    connection.execute("SELECT review_edge(id, 'reject') FROM edge")
    for is_import in (False, True):
        assert learn(connection, a, b, "legacy", is_import=is_import)["edges_created"] == 0
    assert ask(connection, "SELECT FROM edge") == []


# -- one bad candidate costs no other ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "detail", ['{"last_reinforced_at": "garbage"}', '{"last_reinforced_at": "2026-13-45"}', '["x"]']
)
def test_a_bad_time_fails_no_batch(connection: psycopg.Connection, detail: str) -> None:
    """What another system wrote as a time is no time: the edge is learned, reinforced and refreshed all the same."""
    a, b, c = people(connection, "Ann", "Bob", "Cid")
    for context in ("one", "two"):
        report = connection.execute(
            """
            SELECT * FROM learn(1, ARRAY[candidate(%(a)s, %(b)s, 'knows', 'legacy', %(context)s, 0.9, p_detail => %(detail)s),
                candidate(%(a)s, %(c)s, 'knows', 'legacy', %(context)s, 0.9)])
            """,
            {"a": a, "b": b, "c": c, "context": context, "detail": detail},
        ).fetchone()
        assert report
        assert report["edges_created" if context == "one" else "edges_updated"] == 2
    assert gains(connection) == 4


def test_an_extreme_gain_fails_no_batch(connection: psycopg.Connection) -> None:
    """A gain that would underflow when it is scaled counts as a tiny one; one too large is refused."""
    a, b, c = people(connection, "Ann", "Bob", "Cid")
    set_graph(connection, decay_factor=1e-300)
    for nth, gain in enumerate((5e-324, 1e-310, 1e300)):
        connection.execute(
            """
            SELECT learn(1, ARRAY[candidate(%(a)s, %(b)s, 'knows', 'crm', %(n)s, 0.9, p_gain => %(gain)s),
                candidate(%(a)s, %(c)s, 'likes', 'crm', %(n)s, 0.9)])
            """,
            {"a": a, "b": b, "c": c, "n": str(nth), "gain": gain},
        )
        connection.execute("SELECT advance_clock(1, current_date + %s, p_simulate => true)", [nth + 1])
    assert one(connection, "SELECT count(*) FROM evidence WHERE kind = 'likes'")["count"] == 3
    assert reasons(connection) == {"bad_number"}


@pytest.mark.parametrize("column", [None, "never_pruned", "is_authoritative"])
def test_an_external_strategy_declares_how_its_evidence_is_kept(connection: psycopg.Connection, column: str) -> None:
    """Its evidence outlives the event; by its row its edges are never pruned, or its description holds."""
    connection.execute("UPDATE strategy_setting SET mode = 'off' WHERE graph_id = 1")
    connection.execute("UPDATE graph SET prune_guard = 1 WHERE id = 1")
    connection.execute("INSERT INTO external_strategy (strategy) VALUES ('crm')")
    if column:
        connection.execute(f"UPDATE external_strategy SET {column} = true WHERE strategy = 'crm'")
    connection.execute("INSERT INTO raw_events (id, payload) VALUES (gen_random_uuid(), '{}')")
    connection.execute("INSERT INTO entity (type, title) VALUES ('person', 'Ann'), ('person', 'Bob')")
    connection.execute(
        """
        SELECT learn(1, array_agg(candidate(
            p_from_id => a.id, p_to_id => b.id, p_kind => 'knows', p_strategy => s.name, p_context => s.name,
            p_confidence => s.confidence, p_gain => 0.005, p_event_id => e.id, p_description => s.name)))
        FROM entity a, entity b, raw_events e, (VALUES ('crm', 0.5), ('found', 0.9)) AS s (name, confidence)
        WHERE a.title = 'Ann' AND b.title = 'Bob'
        """
    )
    description = connection.execute("SELECT description FROM edge").fetchone()
    assert description == {"description": "crm" if column == "is_authoritative" else "found"}
    connection.execute("DELETE FROM raw_events")
    assert connection.execute("SELECT strategies FROM edge").fetchall() == [{"strategies": ["crm"]}]
    connection.execute("SELECT prune(1)")
    assert connection.execute("SELECT FROM edge").rowcount == (column == "never_pruned")
