"""The night of all graphs: those without news only decay, and end as a whole night leaves them."""

from datetime import date, timedelta

import psycopg
import pytest

from runs import Row, ask, insert_acme, one, set_graph

NIGHTS = [date.today() + timedelta(days=nth) for nth in range(1, 4)]  # noqa: DTZ011 - the server's current_date
ALONE = "CALL run_nightly(%s, false, %s, true)"
ALL = "CALL run_nightly(NULL, false, %s, true)"


@pytest.fixture
def graphs(connection: psycopg.Connection) -> tuple[int, int]:
    """Two graphs with the same edges, whose first night is over and whose rows no window reads any more."""
    (other,) = connection.execute("SELECT create_graph('other') AS id").fetchone().values()  # type: ignore[union-attr]
    for graph in (1, other):
        insert_acme(connection, graph)
        set_graph(connection, graph, nightly_window="1 microsecond")
        connection.execute(ALONE, (graph, NIGHTS[0]))
    return 1, other


def last(db: psycopg.Connection, graph: int) -> Row:
    """Return what the log says of the last night of a graph."""
    return one(
        db,
        "SELECT status, night, nights, edges_created, edges_decayed, edges_pruned, entities_analyzed, strategies_used, message, "
        "clock_before, clock_after, full_scan FROM run WHERE graph_id = %s AND mode = 'nightly' ORDER BY night DESC LIMIT 1",
        graph,
    )


def state(db: psycopg.Connection, graph: int) -> list[object]:
    """Return the clock and the weights of a graph."""
    return [
        one(db, "SELECT decay_clock, decay_step_no, decay_date FROM graph WHERE id = %s", graph),
        ask(db, "SELECT kind, weight FROM edge WHERE graph_id = %s ORDER BY kind, weight", graph),
        ask(db, "SELECT step_no, night, nats, clock FROM decay_step WHERE graph_id = %s ORDER BY step_no", graph),
    ]


def is_whole(db: psycopg.Connection, graph: int) -> bool:
    """Tell whether the last night of a graph was a whole one: only that purges."""
    (row,) = ask(
        db,
        "SELECT g.purged_at > r.started_at AS whole FROM graph g JOIN run r ON r.graph_id = g.id AND r.mode = 'nightly' "
        "WHERE g.id = %s ORDER BY r.night DESC LIMIT 1",
        graph,
    )
    return bool(row["whole"])


def test_a_graph_without_news_ends_as_after_a_whole_night(
    connection: psycopg.Connection, graphs: tuple[int, int]
) -> None:
    """Its log, its clock and its weights are the same, and an undo takes the night back."""
    quiet, whole = graphs
    connection.execute("UPDATE graph SET purged_at = NULL WHERE id = %s", (whole,))
    connection.execute(ALL, (NIGHTS[1],))
    assert (is_whole(connection, quiet), is_whole(connection, whole)) == (False, True)
    assert last(connection, quiet) == last(connection, whole)
    assert state(connection, quiet) == state(connection, whole)
    for graph in graphs:
        night = one(
            connection, "SELECT id FROM run WHERE graph_id = %s AND night = %s AND mode = 'nightly'", graph, NIGHTS[1]
        )
        connection.execute("SELECT undo_run(%s)", (night["id"],))
    assert state(connection, quiet) == state(connection, whole)
    connection.execute(ALL, (NIGHTS[2],))
    assert state(connection, quiet) == state(connection, whole)


@pytest.mark.parametrize(
    "news",
    [
        "INSERT INTO entity (title, type) VALUES ('Rome Ltd', 'organization')",
        "UPDATE entity SET summary = 'A person.' WHERE graph_id = 1",
        'INSERT INTO raw_events (payload) VALUES (\'{"content": "Nothing happened."}\')',
        "SELECT set_weight(e.id, 0.1001) FROM edge e WHERE e.graph_id = 1 LIMIT 1",
        "INSERT INTO run (graph_id, mode, status, missed_ids) VALUES (1, 'incremental', 'failed', '{}')",
        "UPDATE graph SET purged_at = now() - interval '8 days' WHERE id = 1",
        "UPDATE graph SET mode = 'shadow' WHERE id = 1",
        "UPDATE graph SET text_config = 'pg_catalog.simple' WHERE id = 1",
    ],
)
def test_a_graph_with_work_has_its_whole_night(
    connection: psycopg.Connection, graphs: tuple[int, int], news: str
) -> None:
    """Whatever a night would read, prune or catch up is done, and the other graphs stay quiet."""
    connection.execute(news)
    connection.execute(ALL, (NIGHTS[1],))
    whole, quiet = graphs
    night = one(connection, "SELECT processing_time FROM run WHERE graph_id = %s AND night = %s", whole, NIGHTS[1])
    assert night["processing_time"] > 0
    assert not is_whole(connection, quiet)


def test_a_graph_that_is_locked_is_not_waited_for(
    connection: psycopg.Connection, database: str, graphs: tuple[int, int]
) -> None:
    """The other graphs have had their night before anything waits."""
    locked, free = graphs
    with psycopg.connect(database) as blocker:
        blocker.execute("SELECT FROM relationship_engine.graph WHERE id = %s FOR UPDATE", (locked,))
        passed = one(
            connection, "SELECT pass_quiet_nights(ARRAY[%s, %s]::bigint[], %s) AS ids", locked, free, NIGHTS[1]
        )
        assert passed["ids"] == [free]
