"""Many rows in one statement: the time grows with the rows, in a session that knows the tables as small, without statistics."""

import json
import threading
from collections.abc import Callable
from functools import partial
from uuid import UUID, uuid4

import psycopg
import pytest

from acme import ask, db, failures, one
from conftest import connect

__all__ = ["db"]

READ = (
    "SELECT coalesce(sum(seq_tup_read + idx_tup_fetch), 0) + coalesce(sum(n_tup_ins), 0) AS n "
    "FROM pg_stat_xact_user_tables WHERE schemaname = 'relationship_engine' AND relname <> 'entity'"
)
# (the few entities are scanned by their foreign keys)
ENTRIES = (  # of indexes, also of rows that a statement does not see because it has just written them itself
    "SELECT sum(pg_stat_get_xact_tuples_returned(i.indexrelid)) AS n FROM pg_index i JOIN pg_class c ON c.oid = i.indrelid "
    "WHERE c.relnamespace = 'relationship_engine'::regnamespace AND c.relname IN ('evidence', 'edge_store')"
)
PAIRS = "FROM generate_series(1, 60) a, generate_series(1, 60) b WHERE a <> b"
EDGES = f"SELECT md5(a::text)::uuid AS from_id, md5(b::text)::uuid AS to_id, 'knows' AS kind {PAIRS}"
STRANGE_WEIGHTS = "SELECT * FROM recompute_weights(1)"


def people(connection: psycopg.Connection, count: int = 60) -> None:
    """Insert people whose ids are md5 of 1, 2, …, each in a statement of its own, and some edges as well."""
    for i in range(1, count + 1):
        connection.execute(
            "INSERT INTO entity (id, title, type) VALUES (md5(%s)::uuid, 'Person ' || %s, 'x')", [str(i), i]
        )
        if i > 1:
            connection.execute(
                "INSERT INTO edge (from_id, to_id, kind) VALUES (md5('1')::uuid, md5(%s)::uuid, 'first')", [str(i)]
            )


def rows_read(connection: psycopg.Connection, statement: Callable[[], object], count: str = READ) -> int:
    """Return how many rows of our tables a statement reads and writes."""
    with connection.transaction():
        before = one(connection, count)["n"]
        statement()
        return one(connection, count)["n"] - before


def through_the_view(connection: psycopg.Connection) -> None:
    """INSERT … SELECT into the view."""
    connection.execute(f"INSERT INTO edge (from_id, to_id, kind) {EDGES}".encode())


def by_copy(connection: psycopg.Connection) -> None:
    """COPY into the table."""
    rows = ask(connection, EDGES)
    with connection.cursor() as cursor, cursor.copy("COPY edge_store (from_id, to_id, kind) FROM STDIN") as copy:
        for row in rows:
            copy.write_row(list(row.values()))


@pytest.mark.parametrize("write", [through_the_view, by_copy])
@pytest.mark.parametrize("statistics", ["of none", "of few"])
def test_many_edges_in_one_statement(
    db: psycopg.Connection, write: Callable[[psycopg.Connection], None], statistics: str
) -> None:
    """Each costs the same few rows, whatever plans and statistics are from before; it has its weight and its evidence."""
    if statistics == "of none":
        db.execute("VACUUM ANALYZE")
    people(db)
    if statistics == "of few":
        db.execute("VACUUM ANALYZE")
    count = 60 * 59
    assert rows_read(db, lambda: write(db)) < 150 * count  # a few, or all that were there before
    assert one(db, "SELECT count(*) AS n FROM edge WHERE kind = 'knows' AND weight = 1") == {"n": count}
    told = "SELECT count(*) AS n FROM counting_evidence WHERE kind = 'knows' AND strategy = 'application'"
    assert one(db, told) == {"n": count}
    assert not ask(db, STRANGE_WEIGHTS)


def test_many_candidates_in_an_empty_database(connection: psycopg.Connection) -> None:
    """Learning them reads a few rows for each, also those of the same statement, and so does learning as many again."""
    connection.execute("UPDATE graph SET max_edges_per_run = 1000000")
    connection.execute(
        "INSERT INTO entity (id, title, type) SELECT md5(i::text)::uuid, 'x', 'x' FROM generate_series(0, 999) i"
    )
    count = 5000
    learn = (
        "SELECT learn(1, ARRAY(SELECT candidate(md5((i %% 1000)::text)::uuid, md5((i * 7 %% 1000)::text)::uuid, "
        "'k' || i / 1000, 'alpha', 'a' || i %% 2, 0.9) FROM generate_series(%s::integer, %s::integer) i))"
    )
    for start in (1001, 1001 + count):
        read = rows_read(connection, partial(connection.execute, learn, [start, start + count - 1]), ENTRIES)
        assert read < 100 * count
    assert one(connection, "SELECT count(*) > 9000 AS most FROM edge") == {"most": True}


@pytest.mark.parametrize(
    ("table", "key"),
    [
        ("evidence", "graph_id, from_id, to_id, kind, strategy, context"),
        ("pruning", "graph_id, from_id, to_id, kind"),
        ("run", "graph_id, id"),
        ("entity", "graph_id, id"),
        ("mention", "graph_id, event_id, entity_id"),
        ("raw_events", "graph_id, id"),
    ],
)
def test_an_empty_table_is_read_by_its_key(connection: psycopg.Connection, table: str, key: str) -> None:
    """Not by another index, which would read all that others write while the statement runs."""
    connection.execute("SET enable_seqscan = off; SET enable_bitmapscan = off")
    for analyzed in (False, True):
        if analyzed:
            connection.execute("VACUUM ANALYZE")
        plan = connection.execute(
            f"EXPLAIN SELECT FROM {table} t WHERE ({key}) = (SELECT {key} FROM {table} LIMIT 1)".encode()
        ).fetchall()
        assert f"{key.rsplit(maxsplit=1)[-1]} = " in plan[1]["QUERY PLAN"], plan


def test_many_edges_that_were_pruned(db: psycopg.Connection) -> None:
    """They return in one statement, with their former metadata, and weigh what their evidence says."""
    people(db)
    db.execute("UPDATE graph SET decay_factor = 0.5, prune_threshold = 0.4, prune_guard = 1")
    db.execute(
        f'INSERT INTO edge (from_id, to_id, kind, metadata) SELECT s.*, \'{{"of": "old"}}\' FROM ({EDGES}) s'.encode()
    )
    db.execute("CALL run_nightly(p_night => current_date + 2, p_simulate => true)")
    assert one(db, "SELECT count(*) AS n FROM edge") == {"n": 0}
    count = 60 * 59
    read = rows_read(
        db,
        lambda: db.execute(
            f'INSERT INTO edge (from_id, to_id, kind, metadata) SELECT s.*, \'{{"by": "new"}}\' FROM ({EDGES}) s'.encode()
        ),
    )
    assert read < 60 * count
    assert one(
        db,
        'SELECT count(*) AS n FROM edge WHERE round(weight::numeric, 6) = 1.25 AND metadata @> \'{"of": "old", "by": "new"}\'',
    ) == {"n": count}
    assert not ask(db, STRANGE_WEIGHTS)
    db.execute("CALL run_nightly(p_night => current_date + 3, p_simulate => true)")
    assert not ask(db, STRANGE_WEIGHTS)


def test_an_edge_that_arrives_while_the_clock_moves(db: psycopg.Connection, database: str) -> None:
    """A night that ends between its row and the end of the statement leaves its weight true to its evidence."""
    people(db, 3)
    with connect(database) as other:
        other.execute("BEGIN")
        # a trigger of the user, by name after ours, lets a night pass
        db.execute(
            "CREATE FUNCTION public.wait() RETURNS trigger LANGUAGE plpgsql AS "
            "'BEGIN PERFORM pg_advisory_xact_lock(4711); RETURN new; END'"
        )
        db.execute("CREATE TRIGGER zz_wait BEFORE INSERT ON edge_store FOR EACH ROW EXECUTE FUNCTION public.wait()")
        other.execute("SELECT pg_advisory_xact_lock(4711)")
        waiting = threading.Thread(
            target=db.execute,
            args=["INSERT INTO edge (from_id, to_id, kind) VALUES (md5('1')::uuid, md5('2')::uuid, 'late')"],
        )
        waiting.start()
        with connect(database) as third:
            while not third.execute("SELECT 1 FROM pg_locks WHERE locktype = 'advisory' AND NOT granted").fetchone():
                pass
            third.execute("SELECT relationship_engine.advance_clock(1, current_date + 1, p_simulate => true)")
        other.commit()
        waiting.join()
    assert one(db, "SELECT round(weight::numeric, 9) = 1 AS is_new FROM edge WHERE kind = 'late'") == {"is_new": True}
    assert not ask(db, STRANGE_WEIGHTS)


def test_many_entities_with_their_events(db: psycopg.Connection) -> None:
    """The first import in a session that knows empty tables reads a few rows for each entity, and links and matches all."""
    db.execute('INSERT INTO raw_events (payload) VALUES (\'{"content": "Nobody was there."}\')')
    db.execute("INSERT INTO entity (title, type) VALUES ('Acme', 'organization')")
    events = [uuid4() for _ in range(400)]
    with db.cursor() as cursor:
        cursor.executemany(
            "INSERT INTO raw_events (id, payload) VALUES (%s, %s)",
            [
                (event, json.dumps({"content": f"Person{i} Lee was appointed as Clerk{i} at Firm{i}."}))
                for i, event in enumerate(events)
            ],
        )
    rows: list[tuple[str, str, UUID]] = []
    for i, event in enumerate(events):
        rows += [
            (f"Clerk{i} at Firm{i}", "role", event),
            (f"Firm{i}", "organization", event),
            (f"Person{i} Lee", "person", event),
        ]
    titles, types, sources = (list(column) for column in zip(*rows, strict=True))
    read = rows_read(
        db,
        lambda: db.execute(
            "INSERT INTO entity (title, type, source_event_id) SELECT * FROM unnest(%s::text[], %s::text[], %s::uuid[])",
            [titles, types, sources],
        ),
    )
    assert one(db, "SELECT count(*) AS n FROM edge WHERE kind = 'role_at'") == {"n": len(events)}
    assert read < 300 * len(rows)
    assert not failures(db)


LINKED = ENTRIES.replace("('evidence', 'edge_store')", "('entity', 'mention')")


def test_many_events_about_many_entities(connection: psycopg.Connection) -> None:
    """Without statistics, each sentence reads its own entities, not all of the graph, and each mention of one its own."""
    count = 800
    numbers = f"FROM generate_series(1, {count}) AS i"
    for title, kind in (("'Korn' || i || ' Works'", "organization"), ("'Vera Holm' || i", "person")):
        connection.execute(f"INSERT INTO entity (title, type) SELECT {title}, '{kind}' {numbers}".encode())
    events = f"SELECT jsonb_build_object('content', format('Vera Holm%s joined Korn%s Works.', i, i)) {numbers}"
    mentions = "SELECT v.id, ensure_entity('Korn1 Works', 'organization') FROM raw_events v"
    for statement in (
        f"INSERT INTO raw_events (payload) {events}",
        f"INSERT INTO mention (event_id, entity_id) {mentions} ON CONFLICT DO NOTHING",
    ):
        assert rows_read(connection, partial(connection.execute, statement.encode()), LINKED) < 300 * count
    assert one(connection, "SELECT count(*) AS n FROM edge WHERE kind = 'works_at'") == {"n": count}
    assert not failures(connection)


def test_two_imports_at_once(db: psycopg.Connection, database: str) -> None:
    """Neither gets a warning, and neither holds a lock on our tables that keeps VACUUM out until it commits."""
    heard: list[str | None] = []
    insert = "INSERT INTO entity (title, type) SELECT format('%s %s Kent', %s::text, i), 'person' FROM generate_series(1, 1500) i"
    with connect(database) as one_import, connect(database) as other:
        for session, name in ((one_import, "Ann"), (other, "Ben")):
            session.add_notice_handler(lambda notice: heard.append(notice.message_primary))
            session.execute("SET search_path = relationship_engine, public")
            session.execute(insert.replace("'%s %s Kent', %s::text", f"'{name} %s Kent'").encode())
        locks = ask(
            db,
            "SELECT relation::regclass::text AS relation, mode FROM pg_locks WHERE locktype = 'relation' "
            "AND mode NOT IN ('AccessShareLock', 'RowShareLock', 'RowExclusiveLock') AND pid = ANY (%s)",
            [one_import.info.backend_pid, other.info.backend_pid],
        )
    assert (locks, heard) == ([], [])
    assert one(db, "SELECT count(*) AS n FROM entity_name") == {"n": 3000}
