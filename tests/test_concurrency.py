"""Many sessions at once: no deadlock, no duplicate, nothing lost, no user statement fails."""

import datetime as dt
import random
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from typing import Any
from uuid import NAMESPACE_URL, UUID, uuid5

import psycopg
import pytest

from conftest import connect

ORGANIZATIONS = 12
ROLES = 48
SESSIONS = 16
# What a trigger may meet beside other sessions: it gives up waiting for a lock, and the nightly makes up for it.
GIVEN_UP = {"55P03"}


def uid(name: str) -> UUID:
    """Return the id of a thing, the same in every graph."""
    return uuid5(NAMESPACE_URL, name)


class World:
    """What is to be inserted: roles at organizations, each named by some events."""

    def __init__(self) -> None:
        """Draw it, the same each time."""
        draw = random.Random(7)
        self.events = [uid(f"event {i}") for i in range(40)]
        self.entities = {
            uid(f"org {i}"): (f"Firm{i} Works", "organization", self.events[0]) for i in range(ORGANIZATIONS)
        }
        self.mentions: set[tuple[UUID, UUID]] = set()
        for i in range(ROLES):
            role = uid(f"role {i}")
            first, *more = draw.sample(self.events, draw.randint(1, 6))
            self.entities[role] = (f"Rank{i} Officer at Firm{i % ORGANIZATIONS} Works", "role", first)
            self.mentions |= {(event, role) for event in (first, *more)}

    def expected(self) -> dict[tuple[UUID, UUID, str], float]:
        """Return the edges and their weights at clock 0: one for each event that names the role."""
        named = Counter(role for _, role in self.mentions)
        return {
            (uid(f"role {i}"), uid(f"org {i % ORGANIZATIONS}"), "role_at"): float(named[uid(f"role {i}")])
            for i in range(ROLES)
        }


class Sessions:
    """Threads with a connection each; the first error of any is raised at the end."""

    def __init__(self, database: str) -> None:
        """Remember the database."""
        self.database = database
        self.threads: list[threading.Thread] = []
        self.errors: list[BaseException] = []

    def start(self, work: Callable[[psycopg.Connection], None]) -> None:
        """Begin work in a session of its own."""

        def run() -> None:
            try:
                with connect(self.database) as connection:
                    connection.execute("SET search_path = relationship_engine, public")
                    work(connection)
            except BaseException as error:  # noqa: BLE001 - raised in join
                self.errors.append(error)

        self.threads.append(threading.Thread(target=run, daemon=True))
        self.threads[-1].start()

    def join(self, seconds: float = 60) -> None:
        """Wait for all sessions."""
        deadline = time.monotonic() + seconds
        for thread in self.threads:
            thread.join(max(deadline - time.monotonic(), 0))
        if self.errors:
            raise self.errors[0]
        assert not any(thread.is_alive() for thread in self.threads), "sessions hang"


@pytest.fixture
def sessions(database: str) -> Iterator[Sessions]:
    """Sessions in a fresh database."""
    return Sessions(database)


def insert_entity(connection: psycopg.Connection, graph: int, entity: UUID, world: World) -> None:
    """Insert an entity unless it is there."""
    connection.execute(
        "INSERT INTO entity (graph_id, id, title, type, source_event_id) VALUES (%s, %s, %s, %s, %s) "
        "ON CONFLICT DO NOTHING",
        (graph, entity, *world.entities[entity]),
    )


def insert_event(connection: psycopg.Connection, graph: int, event: UUID) -> None:
    """Insert an event unless it is there."""
    connection.execute(
        """INSERT INTO raw_events (graph_id, id, payload) VALUES (%s, %s, '{"content": "Something happened."}')
        ON CONFLICT DO NOTHING""",
        (graph, event),
    )


def insert_mention(connection: psycopg.Connection, graph: int, event: UUID, entity: UUID) -> None:
    """Insert a mention unless it is there."""
    connection.execute(
        "INSERT INTO mention (graph_id, event_id, entity_id) VALUES (%s, %s, %s) ON CONFLICT DO NOTHING",
        (graph, event, entity),
    )


def insert_all(connection: psycopg.Connection, graph: int, world: World, seed: int | None = None) -> None:
    """Insert the whole world: serially, or as one session of many, in an order and in transactions of its own."""
    draw = random.Random(seed)
    groups = [[entity] for entity in world.entities]
    events = list(world.events)
    if seed is not None:
        draw.shuffle(groups)
        draw.shuffle(events)
        if (
            seed % 2
        ):  # transactions of five entities; their order within is the same everywhere, as an application's must be
            entities = [entity for (entity,) in groups]
            groups = [sorted(entities[i : i + 5]) for i in range(0, len(entities), 5)]
    for i, group in enumerate(groups):
        for event in events[i :: len(groups)]:
            insert_event(connection, graph, event)
        if len(group) == 1:
            insert_one(connection, graph, world, group)
        else:
            with connection.transaction():
                insert_one(connection, graph, world, group)


def insert_one(connection: psycopg.Connection, graph: int, world: World, group: list[UUID]) -> None:
    """Insert some entities and their mentions."""
    for entity in group:
        insert_entity(connection, graph, entity, world)
    for event, entity in sorted(mention for mention in world.mentions if mention[1] in group):
        insert_mention(connection, graph, event, entity)


def weights(connection: psycopg.Connection, graph: int = 1) -> dict[tuple[UUID, UUID, str], float]:
    """Return the weights of all edges that live."""
    rows = connection.execute("SELECT * FROM edge WHERE graph_id = %s", (graph,)).fetchall()
    found = {(row["from_id"], row["to_id"], row["kind"]): row["weight"] for row in rows}
    assert len(found) == len(rows), "a duplicate"
    return found


def today(connection: psycopg.Connection) -> dt.date:
    """Return the night that the clock has reached."""
    row = connection.execute("SELECT decay_date FROM graph WHERE id = 1").fetchone()
    assert row is not None
    return row["decay_date"]


def failures(connection: psycopg.Connection) -> Counter[str]:
    """Count the errors in the run log by their code."""
    rows = connection.execute(
        "SELECT coalesce(s.error_code, r.error_code) AS code FROM run r "
        "LEFT JOIN run_step s ON s.graph_id = r.graph_id AND s.run_id = r.id AND s.error IS NOT NULL "
        "WHERE r.status = 'failed' OR s.error IS NOT NULL"
    )
    return Counter(row["code"] for row in rows)


def deadlocks(connection: psycopg.Connection) -> int:
    """Count the deadlocks in this database since it was made."""
    connection.execute("SELECT pg_stat_clear_snapshot()")
    row = connection.execute("SELECT deadlocks FROM pg_stat_database WHERE datname = current_database()").fetchone()
    assert row is not None
    return row["deadlocks"]


def test_sixteen_sessions_make_the_same_edges_as_one(
    connection: psycopg.Connection, sessions: Sessions, record_property: Callable[[str, object], None]
) -> None:
    """Entities, mentions and events of all sessions overlap; after a nightly the edges are those of a serial run."""
    world = World()
    barrier = threading.Barrier(SESSIONS)

    def work(seed: int) -> Callable[[psycopg.Connection], None]:
        def insert(own: psycopg.Connection) -> None:
            barrier.wait()
            insert_all(own, 1, world, seed)

        return insert

    for seed in range(SESSIONS):
        sessions.start(work(seed))
    sessions.join()
    record_property("given up", dict(failures(connection)))
    assert set(failures(connection)) <= GIVEN_UP
    assert deadlocks(connection) == 0
    night = today(connection)
    connection.execute("CALL run_nightly(1, false, %s, true)", (night,))
    assert weights(connection) == pytest.approx(world.expected(), rel=1e-9)

    row = connection.execute("SELECT create_graph('serial') AS id").fetchone()
    assert row is not None
    insert_all(connection, row["id"], world)
    assert weights(connection, row["id"]) == pytest.approx(weights(connection), rel=1e-9)


def test_two_nightlies_at_once_are_one(connection: psycopg.Connection, sessions: Sessions) -> None:
    """Both find what the triggers were kept from; the graph ages one night."""
    world = World()
    connection.execute("UPDATE graph SET mode = 'off'")
    insert_all(connection, 1, world)
    connection.execute("INSERT INTO mention SELECT 1, source_event_id, id FROM entity ON CONFLICT DO NOTHING")
    connection.execute("UPDATE graph SET mode = 'active', chunk_size = 4 WHERE id = 1")
    assert weights(connection) == {}
    night = today(connection) + dt.timedelta(1)
    barrier = threading.Barrier(2)

    def work(own: psycopg.Connection) -> None:
        barrier.wait()
        own.execute("CALL run_nightly(1, false, %s, true)", (night,))

    for _ in range(2):
        sessions.start(work)
    sessions.join()
    aged = {edge: weight * 0.99 for edge, weight in world.expected().items()}
    assert weights(connection) == pytest.approx(aged, rel=1e-9)
    rows = connection.execute("SELECT status, nights FROM run WHERE mode = 'nightly' ORDER BY nights").fetchall()
    assert rows == [{"status": "done", "nights": 0}, {"status": "done", "nights": 1}]


def wait_for_a_lock(connection: psycopg.Connection) -> None:
    """Wait until a session of the database waits for another one."""
    waiting = "SELECT count(*) > 0 AS some FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND datname = current_database()"
    deadline = time.monotonic() + 10
    while connection.execute(waiting).fetchone() != {"some": True} and time.monotonic() < deadline:
        time.sleep(0.01)


@pytest.mark.parametrize("call", ["CALL run_nightly(1)", "SELECT run_on_demand()"])
def test_entities_that_are_being_deleted(
    connection: psycopg.Connection, sessions: Sessions, database: str, call: str
) -> None:
    """A run beside the deletion finds the edges of all others."""
    connection.execute("UPDATE graph SET mode = 'off'")
    connection.execute(
        "INSERT INTO entity (title, type, source_event_id) SELECT t.title, t.type, %s FROM generate_series(1, 5) i, "
        "LATERAL (VALUES ('Acme ' || i, 'organization'), ('CEO at Acme ' || i, 'role')) t (title, type)",
        (uid("event"),),
    )
    connection.execute(
        'INSERT INTO raw_events (id, payload) VALUES (%s, \'{"content": "Acme 4 and Acme 5 grew."}\')', (uid("event"),)
    )
    connection.execute("UPDATE graph SET mode = 'active' WHERE id = 1")
    with connect(database) as other:
        other.execute("SET search_path = relationship_engine, public")
        for title in ("CEO at Acme 3", "Acme 4"):
            connection.execute("DELETE FROM mention")
            with other.transaction():
                assert other.execute("DELETE FROM entity WHERE title = %s", (title,)).rowcount == 1
                sessions.start(lambda own: own.execute(call) and None)
                wait_for_a_lock(connection)
            sessions.join()
    rows = connection.execute("SELECT t.title FROM edge e JOIN entity t ON t.id = e.to_id WHERE e.kind = 'role_at'")
    assert {row["title"] for row in rows} == {"Acme 1", "Acme 2", "Acme 5"}
    assert connection.execute("SELECT error FROM run WHERE error IS NOT NULL").fetchall() == []


def test_an_end_that_is_deleted_while_an_edge_is_learned(
    connection: psycopg.Connection, sessions: Sessions, database: str
) -> None:
    """The other edges of the same call are made; who calls it sees no error."""
    rows = connection.execute(
        "INSERT INTO entity (title, type) SELECT 'T' || i, 't' FROM generate_series(1, 3) i RETURNING id"
    )
    a, b, c = sorted(row["id"] for row in rows)
    with connect(database) as other:
        other.execute("SET search_path = relationship_engine, public")
        with other.transaction():
            other.execute("DELETE FROM entity WHERE id = %s", (b,))
            learn = candidates((a, b, "x"), (a, c, "x"), (b, c, "x"))
            sessions.start(lambda own: own.execute("SELECT learn(1, %s::candidate[])", (learn,)) and None)
            wait_for_a_lock(connection)
    sessions.join()
    assert list(weights(connection)) == [(a, c, "near")]


@pytest.mark.parametrize("call", ["SELECT review_edge(%s, 'accept')", "SELECT set_weight(%s, 2)"])
def test_an_edge_that_is_deleted_while_somebody_waits_for_it(
    connection: psycopg.Connection, sessions: Sessions, database: str, call: str
) -> None:
    """There is no such edge any more, as the error says; and no run is logged."""
    rows = connection.execute("INSERT INTO entity (title, type) VALUES ('A', 't'), ('B', 't') RETURNING id").fetchall()
    connection.execute("SELECT learn(1, %s::candidate[])", (candidates((rows[0]["id"], rows[1]["id"], "x")),))
    edge = connection.execute("SELECT id FROM edge").fetchone()["id"]
    runs = connection.execute("SELECT count(*) AS n FROM run").fetchone()
    with connect(database) as other:
        other.execute("SET search_path = relationship_engine, public")
        with other.transaction():
            other.execute("DELETE FROM edge WHERE id = %s", (edge,))
            sessions.start(lambda own: own.execute(call.encode(), (edge,)) and None)
            wait_for_a_lock(connection)
    with pytest.raises(psycopg.errors.NoDataFound, match="there is no edge"):
        sessions.join()
    assert connection.execute("SELECT count(*) AS n FROM run").fetchone() == runs


def test_a_graph_can_be_deleted_during_a_night(
    connection: psycopg.Connection, sessions: Sessions, database: str
) -> None:
    """The graphs after it have their night all the same, and nothing of it is left."""
    graphs = [connection.execute("SELECT create_graph(%s) AS id", (name,)).fetchone()["id"] for name in "ab"]  # type: ignore[index]
    night = today(connection) + dt.timedelta(1)
    with connect(database) as other:
        other.execute("SET search_path = relationship_engine, public")
        with other.transaction():
            other.execute("SELECT delete_graph(%s, 'a')", (graphs[0],))
            sessions.start(lambda own: own.execute("CALL run_nightly(NULL, false, %s, true)", (night,)) and None)
            waiting = (
                "SELECT count(*) AS n FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND query LIKE 'CALL%%'"
            )
            deadline = time.monotonic() + 10
            while connection.execute(waiting).fetchone() != {"n": 1} and time.monotonic() < deadline:
                time.sleep(0.01)
    sessions.join()
    rows = connection.execute(
        "SELECT graph_id, status, nights FROM run WHERE mode = 'nightly' ORDER BY graph_id"
    ).fetchall()
    assert rows == [{"graph_id": graph, "status": "done", "nights": 1} for graph in (1, graphs[1])]
    assert connection.execute("SELECT FROM run_step WHERE graph_id = %s", (graphs[0],)).rowcount == 0


def test_undo_during_inserts(
    connection: psycopg.Connection, sessions: Sessions, record_property: Callable[[str, object], None]
) -> None:
    """A hand-made run and a night are undone while sessions go on inserting: exactly they are gone, and soon."""
    world = World()
    half = dict(list(world.entities.items())[: ORGANIZATIONS + ROLES // 2])
    for entity in half:
        insert_one(connection, 1, world, [entity])
    connection.execute(
        "SELECT learn(1, ARRAY(SELECT candidate(a.id, b.id, 'near', 'alpha', 'x', 0.9) FROM entity a, entity b WHERE "
        "a.type = 'organization' AND b.type = 'role'))"
    )
    nights = [today(connection) + dt.timedelta(days) for days in (1, 2)]
    for night in nights:
        connection.execute("CALL run_nightly(1, false, %s, true)", (night,))
    runs = connection.execute("SELECT id FROM run WHERE mode IN ('manual', 'nightly') ORDER BY started_at").fetchall()
    ended = threading.Event()
    seconds: list[float] = []
    barrier = threading.Barrier(SESSIONS + 1)

    def insert(seed: int) -> Callable[[psycopg.Connection], None]:
        def work(own: psycopg.Connection) -> None:
            barrier.wait()
            insert_all(own, 1, world, seed)
            deadline = time.monotonic() + 60
            while not ended.is_set() and time.monotonic() < deadline:  # no pause in which undo could slip in
                insert_one(own, 1, world, [random.choice(list(world.entities))])
                with own.transaction():
                    insert_event(own, 1, UUID(int=random.getrandbits(128)))

        return work

    def undo(own: psycopg.Connection) -> None:
        barrier.wait()
        for run in runs:
            began = time.monotonic()
            own.execute("SELECT undo_run(%s, p_force => true)", (run["id"],))
            seconds.append(time.monotonic() - began)
        ended.set()

    for seed in range(SESSIONS):
        sessions.start(insert(seed))
    sessions.start(undo)
    try:
        sessions.join()
    finally:
        ended.set()
    record_property("given up", dict(failures(connection)))
    record_property("undo took", seconds)
    assert max(seconds) < 30, "inserts starve undo"
    assert set(failures(connection)) <= GIVEN_UP
    assert deadlocks(connection) == 0
    connection.execute("CALL run_nightly(1, true, %s, true)", (today(connection),))
    assert weights(connection) == pytest.approx(world.expected(), rel=1e-9)


def reinforced(connection: psycopg.Connection, number: int) -> list[UUID]:
    """Make one edge, role to organization, and events that do not name the role yet."""
    connection.execute("INSERT INTO raw_events (id) SELECT md5(i::text)::uuid FROM generate_series(0, %s) i", (number,))
    connection.execute(
        "INSERT INTO entity (id, title, type, source_event_id) VALUES (%s, 'Acme', 'organization', md5('0')::uuid), "
        "(%s, 'CEO at Acme', 'role', md5('0')::uuid)",
        (uid("acme"), uid("ceo")),
    )
    rows = connection.execute("SELECT md5(i::text)::uuid AS id FROM generate_series(1, %s) i", (number,))
    return [row["id"] for row in rows]


def test_a_thousand_reinforcements_by_two_sessions(connection: psycopg.Connection, sessions: Sessions) -> None:
    """One edge, 2 x 500 events: each counts once."""
    events = reinforced(connection, 1000)
    barrier = threading.Barrier(2)

    def work(own_events: list[UUID]) -> Callable[[psycopg.Connection], None]:
        def insert(own: psycopg.Connection) -> None:
            barrier.wait()
            for event in own_events:
                insert_mention(own, 1, event, uid("ceo"))

        return insert

    sessions.start(work(events[::2]))
    sessions.start(work(events[1::2]))
    sessions.join()
    assert set(failures(connection)) <= GIVEN_UP
    if failures(connection):
        connection.execute("CALL run_nightly(1, false, %s, true)", (today(connection),))
    assert list(weights(connection).values()) == pytest.approx([1001], rel=1e-9)


def test_decay_during_reinforcement(connection: psycopg.Connection, sessions: Sessions) -> None:
    """Forty nights pass while two sessions reinforce: each observation counts once, decayed since its own clock."""
    events = reinforced(connection, 400)
    night = today(connection)

    def work(own_events: list[UUID]) -> Callable[[psycopg.Connection], None]:
        def insert(own: psycopg.Connection) -> None:
            for event in own_events:
                insert_mention(own, 1, event, uid("ceo"))

        return insert

    def nights(own: psycopg.Connection) -> None:
        for days in range(1, 41):
            own.execute("CALL run_nightly(1, false, %s, true)", (night + dt.timedelta(days),))

    sessions.start(work(events[::2]))
    sessions.start(work(events[1::2]))
    sessions.start(nights)
    sessions.join()
    connection.execute("CALL run_nightly(1, false, %s, true)", (night + dt.timedelta(40),))
    row = connection.execute(
        "SELECT count(*) AS observations, sum(power(0.99, 40 - round(clock / -ln(0.99)))) AS weight, "
        "max(abs(clock / -ln(0.99) - round(clock / -ln(0.99)))) AS off, count(DISTINCT clock) AS clocks FROM counting_evidence"
    ).fetchone()
    assert row is not None
    assert row["observations"] == 401
    assert row["clocks"] > 1
    assert row["off"] < 1e-9
    assert list(weights(connection).values()) == pytest.approx([float(row["weight"])], rel=1e-9)


def test_one_event_processed_twice_at_once(connection: psycopg.Connection, sessions: Sessions) -> None:
    """Each edge is made once, with weight 1."""
    world = World()
    connection.execute("UPDATE graph SET mode = 'off'")
    for number, entity in enumerate(world.entities):
        connection.execute(
            "INSERT INTO entity (id, title, type, source_event_id) VALUES (%s, %s, %s, %s)",
            (entity, *world.entities[entity][:2], world.events[number % 4]),
        )
    connection.execute("UPDATE graph SET mode = 'active' WHERE id = 1")
    barrier = threading.Barrier(4)

    def work(own: psycopg.Connection) -> None:
        for event in world.events[:4]:
            barrier.wait()
            own.execute("SELECT run_incremental(%s)", (event,))

    for _ in range(4):
        sessions.start(work)
    sessions.join()
    assert failures(connection) == Counter()
    assert weights(connection) == dict.fromkeys(world.expected(), 1.0)


def test_a_second_processing_waits_for_the_first(connection: psycopg.Connection, sessions: Sessions) -> None:
    """It begins while the first is not committed, and adds nothing when it is."""
    reinforced(connection, 1)
    connection.execute("SELECT undo_run(id) FROM run WHERE edges_created > 0")
    assert weights(connection) == {}
    event = connection.execute("SELECT md5('0')::uuid AS id").fetchone()
    assert event is not None
    with connection.transaction():
        connection.execute("SELECT run_incremental(%s)", (event["id"],))
        sessions.start(lambda own: own.execute("SELECT run_incremental(%s)", (event["id"],)) and None)
        time.sleep(0.3)
    sessions.join()
    assert failures(connection) == Counter()
    assert list(weights(connection).values()) == [1.0]


def test_snapshots_of_their_own(connection: psycopg.Connection, sessions: Sessions) -> None:
    """Sessions in repeatable read and serializable do not see one another: their statements go through all the same."""
    events = reinforced(connection, 60)
    barrier = threading.Barrier(3)

    def work(level: str, own_events: list[UUID]) -> Callable[[psycopg.Connection], None]:
        def insert(own: psycopg.Connection) -> None:
            own.execute(f"SET default_transaction_isolation = '{level}'")  # type: ignore[arg-type]
            barrier.wait()
            for event in own_events:
                with own.transaction():
                    own.execute("SELECT 1")
                    insert_mention(own, 1, event, uid("ceo"))

        return insert

    sessions.start(work("repeatable read", events[::3]))
    sessions.start(work("repeatable read", events[1::3]))
    sessions.start(work("read committed", events[2::3]))
    sessions.join()
    assert set(failures(connection)) <= GIVEN_UP | {"40001"}
    connection.execute("CALL run_nightly(1, false, %s, true)", (today(connection),))
    assert list(weights(connection).values()) == pytest.approx([61], rel=1e-9)


def test_role_and_organization_in_two_open_transactions(connection: psycopg.Connection, database: str) -> None:
    """Neither sees the other; the nightly finds the edge."""
    with connect(database) as other:
        other.execute("SET search_path = relationship_engine, public")
        with connection.transaction(), other.transaction():
            connection.execute("INSERT INTO entity (title, type) VALUES ('CEO at Acme', 'role')")
            other.execute("INSERT INTO entity (title, type) VALUES ('Acme', 'organization')")
    connection.execute("CALL run_nightly(1, false, %s, true)", (today(connection),))
    assert list(weights(connection).values()) == [1.0]


def test_transactions_that_lock_edges_crosswise(connection: psycopg.Connection, database: str) -> None:
    """Two transactions reinforce two edges in opposite order: a trigger gives up, no statement fails."""
    connection.execute(
        "INSERT INTO entity (id, title, type, source_event_id) VALUES "
        "(%s, 'Acme', 'organization', NULL), (%s, 'CEO at Acme', 'role', %s), (%s, 'CFO at Acme', 'role', %s)",
        (uid("acme"), uid("ceo"), uid("e0"), uid("cfo"), uid("e0")),
    )
    sessions = Sessions(database)
    barrier = threading.Barrier(2)

    def work(event: UUID, roles: list[UUID]) -> Callable[[psycopg.Connection], None]:
        def insert(own: psycopg.Connection) -> None:
            with own.transaction():
                insert_mention(own, 1, event, roles[0])
                barrier.wait()
                insert_mention(own, 1, event, roles[1])

        return insert

    sessions.start(work(uid("e1"), [uid("ceo"), uid("cfo")]))
    sessions.start(work(uid("e2"), [uid("cfo"), uid("ceo")]))
    sessions.join()
    assert set(failures(connection)) == GIVEN_UP
    assert deadlocks(connection) == 0
    connection.execute("CALL run_nightly(1, false, %s, true)", (today(connection),))
    assert list(weights(connection).values()) == pytest.approx([3, 3], rel=1e-9)


def candidates(*edges: tuple[UUID, UUID, str]) -> list[Any]:
    """Return candidates of strategy alpha: from, to, context."""
    return [f"({f},{t},near,alpha,{context},0.9,,1,f,f,,,,,)" for f, t, context in edges]


def test_evidence_that_waited_for_a_pruning_counts(connection: psycopg.Connection, database: str) -> None:
    """An edge pruned while new evidence waited for a lock is brought back by this evidence."""
    rows = connection.execute(
        "INSERT INTO entity (title, type) SELECT 'T' || i, 't' FROM generate_series(1, 3) i RETURNING id"
    )
    a, b, c = sorted(row["id"] for row in rows)
    learn = "SELECT learn(1, %s::candidate[])"
    connection.execute("UPDATE graph SET prune_guard = 1 WHERE id = 1")
    connection.execute(learn, (candidates((a, b, "x"), (a, c, "x")),))
    connection.execute("SELECT set_weight(id, 0.01) FROM edge WHERE to_id = %s", (c,))
    sessions = Sessions(database)
    with connect(database) as holder, connection.cursor() as cursor:
        holder.execute("SET search_path = relationship_engine, public")
        with holder.transaction():
            holder.execute("SELECT FROM edge_store WHERE to_id = %s FOR NO KEY UPDATE", (b,))
            sessions.start(lambda own: own.execute(learn, (candidates((a, b, "y"), (a, c, "y")),)) and None)
            wait_for_a_lock(connection)
            pruned = cursor.execute("SELECT edges_pruned FROM prune(1)").fetchone()
            assert pruned == {"edges_pruned": 1}
    sessions.join()
    assert weights(connection) == pytest.approx({(a, b, "near"): 2.0, (a, c, "near"): 1.01}, rel=1e-9)
