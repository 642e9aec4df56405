"""A night that is repeated, also after one that failed, leaves the graph that a single night leaves."""

import datetime as dt
import json
import random
from collections.abc import Callable
from uuid import UUID

import psycopg
import pytest

from runs import ask, one

STATE = (
    "SELECT from_id, to_id, kind, round((e.log_weight - g.decay_clock)::numeric, 9) AS weight, pruned_by_run IS NULL AS is_live, "
    "strategies, round(confidence::numeric, 9) AS confidence FROM edge_store e JOIN graph g ON g.id = e.graph_id "
    "WHERE graph_id = %s ORDER BY 1, 2, 3"
)


@pytest.fixture
def db(connection: psycopg.Connection) -> psycopg.Connection:
    """A fresh database with all strategies."""
    return connection


def night(db: psycopg.Connection, graph: int, number: int, *, full_scan: bool = False) -> None:
    """Run the night so many days from now."""
    db.execute("CALL run_nightly(%s, %s, current_date + %s, true)", [graph, full_scan, number])


def inferred(db: psycopg.Connection, graph: int = 1) -> int:
    """Return the number of inferred connections."""
    return one(db, "SELECT count(*) AS n FROM edge WHERE graph_id = %s AND kind = 'inferred_connection'", graph)["n"]


def test_a_crowd_of_likely_pairs(db: psycopg.Connection) -> None:
    """Each entity is connected to the best of them by the first night, and by no repetition to the next best."""
    db.execute(
        "INSERT INTO entity (id, title, type) SELECT md5(i::text)::uuid, 'Thing ' || i, 'x' FROM generate_series(1, 20) i"
    )
    db.execute(
        "INSERT INTO edge (from_id, to_id, kind) SELECT md5(a::text)::uuid, md5(b::text)::uuid, 'needs' "
        "FROM generate_series(1, 16) a, generate_series(17, 20) b"
    )
    night(db, 1, 1)
    found = inferred(db)
    assert 16 * 5 / 2 <= found < 16 * 15 / 2
    for _ in range(3):
        night(db, 1, 1, full_scan=True)
    assert inferred(db) == found


def write(db: psycopg.Connection, graphs: list[int], draw: random.Random, names: list[str], number: int) -> None:
    """Write events and roles about random names into each of the graphs."""
    for _ in range(number):
        a, b, c = draw.sample(names, 3)
        event, role = (UUID(int=draw.getrandbits(128)) for _ in range(2))
        text = json.dumps({"content": f"{a} acquired {b}. {b} was founded by {c}. {c} works at {a}."})
        occurred = dt.date(2020, 1, 1) + dt.timedelta(draw.randrange(400))
        for graph in graphs:
            db.execute(
                "INSERT INTO raw_events (graph_id, id, payload, occurred_at) VALUES (%s, %s, %s, %s)",
                [graph, event, text, occurred],
            )
            db.execute(
                "INSERT INTO entity (graph_id, id, title, type, source_event_id) VALUES (%s, %s, %s, 'role', %s)",
                [graph, role, f"Engineer at {a}", event],
            )


def once_more(db: psycopg.Connection, graph: int, number: int) -> None:
    """Repeat a night that is done."""
    for _ in range(2):
        night(db, graph, number)


def after_a_failure(db: psycopg.Connection, graph: int, number: int) -> None:
    """Run a night in which every tenth new edge of a chunk is refused, then repeat it without that."""
    db.execute(
        "CREATE OR REPLACE FUNCTION public.refuse() RETURNS trigger LANGUAGE plpgsql AS "
        "$$BEGIN IF new.graph_id = tg_argv[0]::bigint AND hashtext(new.id::text) % 10 = 0 "
        "THEN RAISE EXCEPTION 'disk full' USING ERRCODE = '53100'; END IF; RETURN NULL; END$$"
    )
    db.execute(
        f"CREATE TRIGGER refuse AFTER INSERT ON edge_store FOR EACH ROW EXECUTE FUNCTION public.refuse({graph})".encode()
    )
    night(db, graph, number)
    db.execute("DROP TRIGGER refuse ON edge_store")
    once_more(db, graph, number)


def after_a_failed_pruning(db: psycopg.Connection, graph: int, number: int) -> None:
    """Run a night that cannot prune, then repeat it."""
    db.execute(
        "CREATE OR REPLACE FUNCTION public.refuse() RETURNS trigger LANGUAGE plpgsql AS "
        "$$BEGIN RAISE EXCEPTION 'disk full' USING ERRCODE = '53100'; END$$"
    )
    db.execute(
        "CREATE TRIGGER refuse BEFORE UPDATE ON edge_store FOR EACH ROW "
        f"WHEN (new.graph_id = {graph} AND old.pruned_by_run IS NULL AND new.pruned_by_run IS NOT NULL) "
        "EXECUTE FUNCTION public.refuse()".encode()
    )
    night(db, graph, number)
    db.execute("DROP TRIGGER refuse ON edge_store")
    once_more(db, graph, number)


@pytest.mark.parametrize("repeat", [once_more, after_a_failure, after_a_failed_pruning])
def test_nights_in_small_chunks(db: psycopg.Connection, repeat: Callable[[psycopg.Connection, int, int], None]) -> None:
    """With prunings, rules and inference, a graph whose nights are repeated equals its copy, whose nights are not."""
    draw = random.Random(11)
    db.execute(
        "UPDATE graph SET decay_factor = 0.8, prune_threshold = 0.6, prune_guard = 1, chunk_size = 10, mode = 'off'"
    )
    names = [f"Zentrum{chr(65 + i)} Works" for i in range(24)]
    for name in names:
        start = 1980 + draw.randrange(30)
        dates = json.dumps({"start_date": str(start), "end_date": str(start + draw.randrange(1, 9))})
        kind = draw.choice(["organization", "person", "project"])
        db.execute("INSERT INTO entity (title, type, metadata) VALUES (%s, %s, %s)", [name, kind, dates])
    write(db, [1], draw, names, 40)
    db.execute("UPDATE graph SET mode = 'active'")
    copy = one(db, "SELECT copy_graph(1, 'copy') AS id")["id"]
    for number in range(1, 4):
        night(db, copy, number)
        repeat(db, 1, number)
        assert ask(db, STATE, 1) == ask(db, STATE, copy), number
        write(db, [1, copy], draw, names, 5)
    assert inferred(db)


@pytest.mark.parametrize("seed", range(4))
def test_a_night_repeated_changes_nothing(db: psycopg.Connection, seed: int) -> None:
    """Also where edges that fade make a neighbour small enough, and after nights that nobody ran."""
    draw = random.Random(seed)
    db.execute(
        "UPDATE graph SET decay_factor = 0.8, prune_threshold = 0.6, prune_guard = 1, chunk_size = 25, "
        "max_context_size = 20, mode = 'off'"
    )
    names = [f"Zentrum{chr(65 + i)} Works" for i in range(18)]
    for name in names:
        dates = json.dumps({"start_date": str(1980 + draw.randrange(30)), "end_date": str(2011 + draw.randrange(9))})
        kind = draw.choice(["organization", "person", "project"])
        db.execute("INSERT INTO entity (title, type, metadata) VALUES (%s, %s, %s)", [name, kind, dates])
    write(db, [1], draw, names, 30)
    db.execute("UPDATE graph SET mode = 'active'")
    number = 0
    for _ in range(4):
        number += draw.choice([1, 1, 1, 2, 4])
        night(db, 1, number, full_scan=draw.random() < 0.5)
        state = ask(db, STATE, 1)
        for _ in range(3):
            night(db, 1, number, full_scan=draw.random() < 0.5)
            assert ask(db, STATE, 1) == state, number
        write(db, [1], draw, names, 8)
