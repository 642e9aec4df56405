"""All jobs at once beside sixteen writers: no statement of a user fails or waits, and the graph is whole afterwards.

RE_CHAOS_SECONDS: how long they run; each job comes to its end once at least.
"""

import contextlib
import json
import logging
import os
import random
import threading
import time
from collections import Counter
from collections.abc import Callable
from uuid import UUID, uuid4

import psycopg
import pytest

from acme import ask, one
from conftest import connect

SECONDS = float(os.environ.get("RE_CHAOS_SECONDS", "20"))
WRITERS = 16
TURNS = 20  # of a job that is always refused
WAIT = "10s"  # no statement of a user waits so long for any lock
NAMES = [f"Zentrum{chr(65 + i)} Works" for i in range(20)]
PEOPLE = [f"Mira{chr(65 + i)} Olsen" for i in range(20)]
IDS = {name: UUID(int=number) for number, name in enumerate(NAMES + PEOPLE, 1)}
# What a job may answer: the run cannot be undone now, the run or the edge is gone, other jobs are in the way.
REFUSALS = ("55000", "22023", "P0002", "55P03", "40P01")
LEGACY = """
CREATE SCHEMA old;
CREATE TABLE old.raw_events (id uuid PRIMARY KEY, payload jsonb);
CREATE TABLE old.entity (id uuid PRIMARY KEY, title text, type text);
CREATE TABLE old.edge (id uuid PRIMARY KEY, from_id uuid, to_id uuid, kind text);
INSERT INTO old.entity SELECT md5('old' || i)::uuid, 'Old Firm ' || i, 'organization' FROM generate_series(1, 50) i;
INSERT INTO old.edge SELECT md5('edge' || i)::uuid, md5('old' || i)::uuid, md5('old' || i + 1)::uuid, 'owns'
FROM generate_series(1, 49) i;
"""


def text(draw: random.Random) -> str:
    """Return the payload of an event about random people and firms."""
    person, firm, other = draw.choice(PEOPLE), draw.choice(NAMES), draw.choice(NAMES)
    return json.dumps({"content": f"{person} joined {firm}. {firm} acquired {other}."})


def insert_event(db: psycopg.Connection, draw: random.Random) -> None:
    """An event."""
    db.execute(
        "INSERT INTO raw_events (payload, occurred_at) VALUES (%s, date '2020-01-01' + %s)",
        [text(draw), draw.randrange(99)],
    )


def insert_role(db: psycopg.Connection, draw: random.Random) -> None:
    """A role."""
    db.execute("INSERT INTO entity (title, type) VALUES (%s, 'role')", [f"Engineer at {draw.choice(NAMES)}"])


def insert_both(db: psycopg.Connection, draw: random.Random) -> None:
    """An event with four roles, in one transaction."""
    with db.transaction():
        event = uuid4()
        db.execute("INSERT INTO raw_events (id, payload) VALUES (%s, %s)", [event, text(draw)])
        db.execute(
            "INSERT INTO entity (title, type, source_event_id) SELECT 'Director at ' || n, 'role', %s FROM unnest(%s::text[]) n",
            [event, draw.sample(NAMES, 4)],
        )


def insert_mention(db: psycopg.Connection, draw: random.Random) -> None:
    """A mention in the newest event."""
    db.execute(
        "INSERT INTO mention (event_id, entity_id) SELECT id, %s FROM raw_events ORDER BY id DESC LIMIT 1 ON CONFLICT DO NOTHING",
        [IDS[draw.choice(PEOPLE)]],
    )


def insert_edges(db: psycopg.Connection, draw: random.Random) -> None:
    """Five edges, some of which may be there."""
    db.execute(
        "INSERT INTO edge (from_id, to_id, kind) SELECT %s, i, 'likes' FROM unnest(%s::uuid[]) i ORDER BY i ON CONFLICT DO NOTHING",
        [IDS[draw.choice(PEOPLE)], sorted(IDS[name] for name in draw.sample(NAMES, 5))],
    )


def change_edge(db: psycopg.Connection, draw: random.Random) -> None:
    """The confidence of an edge."""
    db.execute(
        "UPDATE edge SET confidence = %s WHERE from_id = %s AND to_id = %s AND kind = 'likes'",
        [draw.random(), IDS[draw.choice(PEOPLE)], IDS[draw.choice(NAMES)]],
    )


def delete_edge(db: psycopg.Connection, draw: random.Random) -> None:
    """An edge less."""
    db.execute(
        "DELETE FROM edge WHERE from_id = %s AND to_id = %s AND kind = 'likes'",
        [IDS[draw.choice(PEOPLE)], IDS[draw.choice(NAMES)]],
    )


def change_entity(db: psycopg.Connection, draw: random.Random) -> None:
    """The summary of a firm."""
    db.execute("UPDATE entity SET summary = %s WHERE id = %s", [str(draw.random()), IDS[draw.choice(NAMES)]])


def delete_role(db: psycopg.Connection, _: random.Random) -> None:
    """A role less."""
    db.execute("DELETE FROM entity WHERE id = (SELECT id FROM entity WHERE type = 'role' ORDER BY random() LIMIT 1)")


def delete_event(db: psycopg.Connection, _: random.Random) -> None:
    """An event less."""
    db.execute("DELETE FROM raw_events WHERE id = (SELECT id FROM raw_events ORDER BY random() LIMIT 1)")


def change_event(db: psycopg.Connection, draw: random.Random) -> None:
    """Another text of an event."""
    db.execute(
        "UPDATE raw_events SET payload = %s WHERE id = (SELECT id FROM raw_events ORDER BY random() LIMIT 1)",
        [text(draw)],
    )


STATEMENTS = (
    *(insert_event, insert_event, insert_role, insert_both, insert_mention, insert_edges, insert_edges),
    *(change_edge, delete_edge, change_entity, delete_role, delete_event, change_event),
)

last_night = [0]


def run_night(db: psycopg.Connection, draw: random.Random) -> None:
    """The night after the last one, the same, or a later one."""
    last_night[0] += draw.choice([0, 1, 1, 2])
    db.execute("CALL run_nightly(1, %s, current_date + %s, true)", [draw.random() < 0.2, last_night[0]])


def undo(db: psycopg.Connection, _: random.Random) -> None:
    """The undo of any run, also of an undo."""
    db.execute(
        "SELECT undo_run(id, p_force => true) FROM (SELECT id FROM run WHERE graph_id = 1 AND status = 'done' "
        "AND mode <> 'report' ORDER BY random() LIMIT 1) r"
    )


def review(db: psycopg.Connection, draw: random.Random) -> None:
    """A verdict on any edge."""
    db.execute(
        "SELECT review_edge(id, %s) FROM (SELECT id FROM edge ORDER BY random() LIMIT 1) e",
        [draw.choice(["accept", "reject"])],
    )


def rights(db: psycopg.Connection, _: random.Random) -> None:
    """A grant that is taken back."""
    db.execute("SELECT grant_usage('chaos_reader', 'reader', '{1}')")
    db.execute("SELECT revoke_usage('chaos_reader')")


def row_security(db: psycopg.Connection, _: random.Random) -> None:
    """Policies that come and go."""
    db.execute("SELECT enable_row_security()")
    db.execute("SELECT disable_row_security()")


def calls(statement: str) -> Callable[[psycopg.Connection, random.Random], None]:
    """Return the job of one statement."""
    return lambda db, _: db.execute(statement.encode()) and None


JOBS: dict[str, tuple[Callable[[psycopg.Connection, random.Random], None], float]] = {
    "nightly": (run_night, 1.0),
    "second nightly": (run_night, 2.0),
    "undo": (undo, 0.4),
    "prune": (calls("SELECT prune(1)"), 1.0),
    "repair": (calls("SELECT repair(1)"), 2.0),
    "restore_pruned": (calls("SELECT restore_pruned(1, '-infinity')"), 2.0),
    "import": (calls("CALL import_legacy('old', 1)"), 2.0),
    "on demand": (calls("SELECT run_on_demand()"), 2.0),
    "review": (review, 0.5),
    "rights": (rights, 2.0),
    "row security": (row_security, 8.0),
    "install": (calls("SELECT install()"), 8.0),
}


# Who has waited for locks for more than two seconds, and all who are in the way, those who wait for nobody last.
LONG_WAITS = r"""
WITH RECURSIVE chain (pid, depth) AS (
    SELECT a.pid, 0 FROM pg_stat_activity a
    WHERE a.datname = current_database() AND a.wait_event_type = 'Lock' AND clock_timestamp() - a.query_start > '2 s'
    UNION
    SELECT b.pid, c.depth + 1 FROM chain c CROSS JOIN LATERAL unnest(pg_blocking_pids(c.pid)) b (pid) WHERE c.depth < 9
)
SELECT concat_ws(' ', a.pid, clock_timestamp() - a.query_start, a.state, a.wait_event_type, a.wait_event,
    'waits for', nullif(pg_blocking_pids(a.pid), '{}'),
    (SELECT string_agg(concat_ws(' ', l.mode, coalesce(l.relation::regclass::text, l.locktype), l.page, l.tuple), ', ')
     FROM pg_locks l WHERE l.pid = a.pid AND NOT l.granted),
    left(regexp_replace(a.query, '\s+', ' ', 'g'), 120)) AS session
FROM (SELECT c.pid, max(c.depth) AS depth FROM chain c GROUP BY c.pid) c JOIN pg_stat_activity a ON a.pid = c.pid
ORDER BY c.depth
"""


def watch(uri: str, stop: threading.Event, seen: list[str]) -> None:
    """Keep what held up the sessions that waited longest."""
    with connect(uri) as db:
        while not stop.wait(0.5):
            waits = [row["session"] for row in db.execute(LONG_WAITS.encode())]
            if waits:
                seen.append("\n".join([time.strftime("%X"), *waits]))


def chaos(uri: str, seconds: float) -> tuple[Counter[str], Counter[str], Counter[str]]:
    """Let all writers and jobs run; return what was done, what failed, and what the jobs refused."""
    stop = threading.Event()
    seen: list[str] = []
    done: Counter[str] = Counter()
    failed: Counter[str] = Counter()
    refused: Counter[str] = Counter()

    def work(name: str, seed: int) -> None:
        draw, turns = random.Random(seed), 0
        with connect(uri) as db:
            db.execute("SET search_path = relationship_engine, public")
            db.execute("SET client_min_messages = error")
            if name == "writer":
                db.execute(f"SET lock_timeout = '{WAIT}'".encode())
            # a job that was refused beside writers gets another turn
            while not stop.is_set() or not (name == "writer" or done[name] or turns > TURNS):
                turns += 1
                job, pause = (draw.choice(STATEMENTS), 0.05) if name == "writer" else JOBS[name]
                what = job.__name__ if name == "writer" else name
                try:
                    job(db, draw)
                    done[what] += 1
                except psycopg.Error as error:
                    if name != "writer" and error.sqlstate in REFUSALS:
                        refused[f"{what}: {error.sqlstate} {error.diag.message_primary}"] += 1
                    else:
                        failed[f"{what}: {error.sqlstate} {error.diag.message_primary} {error.diag.context}"] += 1
                    with contextlib.suppress(psycopg.Error):
                        db.rollback()
                stop.wait(pause * draw.random())

    threads = [
        threading.Thread(target=work, args=[name, seed]) for seed, name in enumerate([*["writer"] * WRITERS, *JOBS])
    ]
    threads.append(threading.Thread(target=watch, args=[uri, stop, seen]))
    for thread in threads:
        thread.start()
    time.sleep(seconds)
    stop.set()
    for thread in threads:
        thread.join(120)
        if thread.is_alive():
            failed["a session does not end"] += 1
    if failed:
        logging.getLogger(__name__).warning("waited for locks:\n%s", "\n\n".join(seen))
    return done, failed, refused


@pytest.fixture
def db(connection: psycopg.Connection) -> psycopg.Connection:
    """A graph whose edges fade within days, and a legacy system."""
    prepare(connection)
    return connection


def prepare(db: psycopg.Connection) -> None:
    """Make the graph and the legacy system."""
    db.execute("SET search_path = relationship_engine, public")
    db.execute(
        "UPDATE graph SET decay_factor = 0.9, prune_threshold = 0.5, prune_guard = 1, undo_guard = 1, chunk_size = 20 "
        "WHERE id = 1"
    )
    db.execute(
        "INSERT INTO entity (id, title, type) SELECT i, t, CASE WHEN t ~ 'Works' THEN 'organization' ELSE 'person' END "
        "FROM unnest(%s::uuid[], %s::text[]) AS n (i, t)",
        [list(IDS.values()), list(IDS)],
    )
    db.execute(LEGACY.encode())
    db.execute("DROP ROLE IF EXISTS chaos_reader")
    db.execute("CREATE ROLE chaos_reader")


def check(db: psycopg.Connection) -> None:
    """Check that weights are what their evidence says, that nothing is left to mend, and that the doctor finds nothing."""
    last_night[0] += 1
    db.execute("CALL run_nightly(1, true, current_date + %s, true)", [last_night[0]])
    newest = one(
        db, "SELECT status, error FROM run WHERE graph_id = 1 AND mode = 'nightly' ORDER BY started_at DESC LIMIT 1"
    )
    assert newest == {"status": "done", "error": None}
    assert ask(db, "SELECT * FROM recompute_weights(1)") == []
    wrong = (
        "SELECT e.id, e.weight, w.weight AS expected FROM edge e CROSS JOIN LATERAL ("
        "SELECT sum(v.gain * exp(e.rate * (v.clock - g.decay_clock))) AS weight FROM counting_evidence v "
        "JOIN graph g ON g.id = v.graph_id WHERE v.graph_id = e.graph_id AND v.from_id = e.from_id AND v.to_id = e.to_id "
        "AND v.kind = e.kind) w WHERE abs(e.weight / w.weight - 1) IS DISTINCT FROM least(abs(e.weight / w.weight - 1), 1e-9)"
    )
    assert ask(db, wrong) == []
    undone = "SELECT v.* FROM counting_evidence v JOIN run r ON r.graph_id = v.graph_id AND r.id = v.run_id WHERE r.status = 'undone'"
    assert ask(db, undone) == []
    assert one(db, "SELECT repair(1) AS n") == {"n": 0}
    # The nights are ahead of the calendar, edges fade within days, titles repeat, and years of nights pass in a minute,
    # between two rounds of autovacuum.
    expected = {"clock", "settings", "duplicates", "bloat"}
    ill = ask(db, "SELECT \"check\", status, value FROM doctor(1) WHERE status NOT IN ('ok', 'info')")
    assert [row for row in ill if row["check"] not in expected] == []


def test_chaos(db: psycopg.Connection, database: str) -> None:
    """Writers, nights, undo, prunings, repairs, imports, reviews, rights and installations, all at once."""
    done, failed, refused = chaos(database, SECONDS)
    assert not failed, (failed, refused, done)
    assert set(JOBS) <= set(done), (done, refused)
    check(db)
