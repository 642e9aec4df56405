"""Two entities that are one thing become one, and can become two again.

That weights are right whatever happens before and after is shown in test_weight.py.
"""

import threading
from collections.abc import Iterator
from typing import Any
from uuid import UUID, uuid4

import psycopg
import pytest

import servers
from acme import ask, one, weights
from conftest import connect, janitor

TABLES = ("entity", "mention", "edge_store", "evidence", "proposal", "review", "rejection", "entity_name", "pruning")
WRITTEN = ["updated_at", "revision", "created_at", "retracted_at"]


@pytest.fixture(scope="module")
def shared(server: servers.Server, template: str) -> Iterator[psycopg.Connection]:
    """A database for the module."""
    name = f"re_{uuid4().hex[:12]}"
    with janitor(server, name, template), connect(server.uri(name)) as opened:
        opened.execute("SET search_path = relationship_engine, public")
        yield opened


@pytest.fixture
def graph(shared: psycopg.Connection) -> int:
    """A fresh graph whose strategies find nothing by themselves."""
    made = one(shared, "SELECT create_graph(%s) AS id", uuid4().hex)["id"]
    shared.execute("UPDATE strategy_setting SET mode = 'off' WHERE graph_id = %s AND strategy <> 'pattern'", [made])
    return made


def entity(db: psycopg.Connection, graph: int, title: str, kind: str = "thing", metadata: str = "{}") -> UUID:
    """Insert an entity."""
    return one(
        db,
        "INSERT INTO entity (graph_id, title, type, metadata) VALUES (%s, %s, %s, %s) RETURNING id",
        graph,
        title,
        kind,
        metadata,
    )["id"]


def learn(db: psycopg.Connection, graph: int, *edges: tuple[UUID, UUID, str, str]) -> UUID:
    """Learn (from, to, kind, context) by one run."""
    run = uuid4()
    db.execute("INSERT INTO run (graph_id, id, mode, status) VALUES (%s, %s, 'manual', 'done')", [graph, run])
    db.execute(
        "SELECT learn(%(g)s, ARRAY(SELECT candidate(f, t, k, 'alpha', c, 0.8) "
        "FROM unnest(%(f)s::uuid[], %(t)s::uuid[], %(k)s::text[], %(c)s::text[]) AS x (f, t, k, c)), %(r)s)",
        {
            "g": graph,
            "r": run,
            **{name: list(values) for name, values in zip("ftkc", zip(*edges, strict=True), strict=True)},
        },
    )
    return run


def merge(db: psycopg.Connection, keep: UUID, drop: UUID, graph: int | None = None) -> dict[str, Any]:
    """Merge."""
    return one(db, "SELECT * FROM merge_entities(%s, %s, p_graph_id => %s)", keep, drop, graph)


def snapshot(db: psycopg.Connection, graph: int) -> dict[str, list[str]]:
    """Return what the tables say, but for when it was written."""
    return {
        table: [
            row["content"]
            for row in ask(
                db,
                f"SELECT (to_jsonb(t) - %s::text[])::text AS content FROM {table} t WHERE graph_id = %s "
                + {"edge_store": "AND strategies <> '{}'", "evidence": "AND retracted_by IS NULL"}.get(table, "")
                + " ORDER BY 1",
                WRITTEN,
                graph,
            )
        ]
        for table in TABLES
    }


def test_edges_mentions_and_names_move_and_come_back(shared: psycopg.Connection, graph: int) -> None:
    """The kept entity has all of both, an observation of both counts once, and an undo separates them exactly."""
    ann = entity(shared, graph, "Ann Lee", metadata='{"aliases": ["Annie"], "tags": ["a"]}')
    double = entity(shared, graph, "A. Lee", metadata='{"aliases": ["Lee, Ann"], "born": 1970, "tags": ["b"]}')
    acme, initech = entity(shared, graph, "Acme"), entity(shared, graph, "Initech")
    learn(
        shared,
        graph,
        (ann, acme, "works_for", "one"),
        (double, acme, "works_for", "one"),
        (double, acme, "works_for", "two"),
        (double, initech, "works_for", "three"),
        (initech, double, "pays", "four"),
        (ann, double, "met", "five"),
    )
    for person in (ann, double):
        shared.execute(
            "INSERT INTO mention (graph_id, event_id, entity_id) VALUES (%s, %s, %s)", [graph, UUID(int=7), person]
        )
    shared.execute(
        "INSERT INTO mention (graph_id, event_id, entity_id) VALUES (%s, %s, %s)", [graph, UUID(int=8), double]
    )
    before = snapshot(shared, graph)
    counts = ask(shared, "SELECT relation, count(*) FROM merged_row WHERE graph_id = %s GROUP BY 1", graph)
    assert counts == []

    report = merge(shared, ann, double)

    assert (report["mode"], report["status"], report["edges_updated"]) == ("merge", "done", 3)
    assert weights(shared, graph) == {
        ("Ann Lee", "works_for", "Acme"): pytest.approx(2),
        ("Ann Lee", "works_for", "Initech"): pytest.approx(1),
        ("Initech", "pays", "Ann Lee"): pytest.approx(1),
    }
    kept = one(shared, "SELECT * FROM entity WHERE graph_id = %s AND id = %s", graph, ann)
    assert kept["metadata"] == {"aliases": ["Annie", "A. Lee", "Lee, Ann"], "tags": ["a"], "born": 1970}
    assert ask(shared, "SELECT FROM entity WHERE graph_id = %s AND id = %s", graph, double) == []
    mentions = ask(shared, "SELECT event_id, entity_id, origin FROM mention WHERE graph_id = %s ORDER BY 1", graph)
    assert [tuple(row.values()) for row in mentions] == [
        (UUID(int=7), ann, "application"),
        (UUID(int=8), ann, "application"),
    ]
    assert one(shared, "SELECT ensure_entity('a lee', 'thing', p_graph_id => %s) AS id", graph)["id"] == ann

    merged = snapshot(shared, graph)
    assert one(shared, "SELECT status FROM undo_run(%s, p_dry_run => true)", report["run_id"])["status"] == "dry_run"
    ask(shared, "SELECT * FROM preview_undo(%s)", report["run_id"])
    assert snapshot(shared, graph) == merged
    shared.execute("SET default_transaction_read_only = on")
    with pytest.raises(psycopg.errors.ReadOnlySqlTransaction, match="cannot be told") as refused:
        ask(shared, "SELECT * FROM preview_undo(%s)", report["run_id"])
    shared.execute("RESET default_transaction_read_only")
    assert "a transaction that may write" in str(refused.value.diag.message_hint)
    undo = one(shared, "SELECT run_id FROM undo_run(%s)", report["run_id"])["run_id"]
    assert snapshot(shared, graph) == before
    assert ask(shared, "SELECT FROM merged_row WHERE graph_id = %s", graph) == []
    shared.execute("SELECT undo_run(%s)", [undo])
    assert weights(shared, graph)["Ann Lee", "works_for", "Acme"] == pytest.approx(2)


def test_what_triggers_derive_does_not_stand_in_the_way_of_an_undo(shared: psycopg.Connection, graph: int) -> None:
    """Roles with a source event: one observation of both counts once, and both are as they were after the undo."""
    event = one(
        shared,
        'INSERT INTO raw_events (graph_id, payload) VALUES (%s, \'{"content": "The CEO at Acme spoke."}\') RETURNING id',
        graph,
    )["id"]
    entity(shared, graph, "Acme", "organization")
    roles = [
        one(
            shared,
            "INSERT INTO entity (graph_id, title, type, source_event_id) VALUES (%s, %s, 'role', %s) RETURNING id",
            graph,
            title,
            event,
        )["id"]
        for title in ("CEO at Acme", "Chief Executive at Acme")
    ]
    before = snapshot(shared, graph)
    assert len(weights(shared, graph)) == 2
    run = merge(shared, *roles)["run_id"]
    assert weights(shared, graph) == {("CEO at Acme", "role_at", "Acme"): pytest.approx(1)}
    shared.execute("SELECT undo_run(%s)", [run])
    after = snapshot(shared, graph)
    assert after == before
    assert ask(shared, "SELECT FROM merged_row WHERE graph_id = %s", graph) == []


def test_what_comes_later_with_the_dropped_id_goes_to_the_kept_entity(shared: psycopg.Connection, graph: int) -> None:
    """Mentions, edges and candidates do; an insert or upsert of the entity changes nothing. Chains lead to the end."""
    first, second, third = (entity(shared, graph, title) for title in ("First", "Second", "Third"))
    other = entity(shared, graph, "Other")
    merge(shared, second, first)
    merge(shared, third, second)
    row = one(shared, "SELECT into_id FROM merged_entity WHERE graph_id = %s AND id = %s", graph, first)
    assert row["into_id"] == third
    shared.execute(
        "INSERT INTO mention (graph_id, event_id, entity_id) VALUES (%s, %s, %s)", [graph, UUID(int=7), first]
    )
    shared.execute(
        "INSERT INTO mention (graph_id, event_id, entity_id) VALUES (%s, %s, %s) ON CONFLICT DO NOTHING",
        [graph, UUID(int=7), second],
    )
    assert [row["entity_id"] for row in ask(shared, "SELECT * FROM mention WHERE graph_id = %s", graph)] == [third]
    shared.execute(
        "INSERT INTO edge (graph_id, from_id, to_id, kind) VALUES (%s, %s, %s, 'likes')", [graph, first, third]
    )
    for kind, one_end in (("likes", first), ("sees", second)):
        shared.execute(
            "INSERT INTO edge (graph_id, from_id, to_id, kind) VALUES (%s, %s, %s, %s)", [graph, one_end, other, kind]
        )
    learn(shared, graph, (other, first, "owns", "a"), (first, third, "knows_well", "a"))
    assert set(weights(shared, graph)) == {
        ("Third", "likes", "Other"),
        ("Third", "sees", "Other"),
        ("Third", "owned_by", "Other"),  # kept the other way round than it was learned
    }
    before = snapshot(shared, graph)
    shared.execute("INSERT INTO entity (graph_id, id, title, type) VALUES (%s, %s, 'Fst', 'thing')", [graph, first])
    shared.execute(
        "INSERT INTO entity (graph_id, id, title, type) VALUES (%s, %s, 'Fst', 'thing') "
        "ON CONFLICT (graph_id, id) DO UPDATE SET title = EXCLUDED.title",
        [graph, first],
    )
    assert snapshot(shared, graph) == before


def test_an_insert_during_a_merge_follows_it(database: str) -> None:
    """A session that names the dropped entity while the merge is open waits for it, and does not fail."""
    with connect(database) as db, connect(database) as session:
        for opened in (db, session):
            opened.execute("SET search_path = relationship_engine, public")
        keep, drop, other = (entity(db, 1, title) for title in ("Keep", "Drop", "Other"))
        failures: list[Exception] = []

        def insert() -> None:
            try:
                session.execute("INSERT INTO mention (event_id, entity_id) VALUES (%s, %s)", [UUID(int=7), drop])
                session.execute("INSERT INTO edge (from_id, to_id, kind) VALUES (%s, %s, 'likes')", [drop, other])
            except psycopg.Error as error:
                failures.append(error)

        thread = threading.Thread(target=insert)
        with db.transaction():
            merge(db, keep, drop)
            thread.start()
            waiting = "SELECT count(*) AS n FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND pid = %s"
            while thread.is_alive() and not one(db, waiting, session.info.backend_pid)["n"]:
                pass
        thread.join()
        assert failures == []
        assert [row["entity_id"] for row in ask(db, "SELECT entity_id FROM mention")] == [keep]
        assert set(weights(db)) == {("Keep", "likes", "Other")}


def test_a_dry_run_only_reads(shared: psycopg.Connection, graph: int, database: str) -> None:
    """It says the same as the merge, in a transaction that is read-only."""
    del database
    keep, drop, other = (entity(shared, graph, title) for title in ("Keep", "Drop", "Other"))
    learn(shared, graph, (keep, other, "likes", "a"), (drop, other, "likes", "b"), (drop, keep, "likes", "c"))
    with shared.transaction():
        shared.execute("SET TRANSACTION READ ONLY")
        dry = one(shared, "SELECT * FROM merge_entities(%s, %s, true)", keep, drop)
    report = merge(shared, keep, drop)
    assert (dry["run_id"], dry["status"]) == (None, "dry_run")
    fields = ("edges_created", "edges_updated", "edges_pruned", "message")
    assert [dry[field] for field in fields] == [report[field] for field in fields]
    assert report["message"] == (
        '"Drop" into "Keep": 1 edges moved, 1 of which join an edge of the kept entity, and 1 between the two removed; '
        "0 mentions moved"
    )


def test_a_merge_that_cannot_be_is_refused_with_the_remedy(shared: psycopg.Connection, graph: int) -> None:
    """One id twice, an unknown one, entities of different graphs, ids of two graphs, and an entity merged already."""
    keep, drop = entity(shared, graph, "Keep"), entity(shared, graph, "Drop")
    elsewhere = one(shared, "SELECT create_graph(%s) AS id", uuid4().hex)["id"]
    foreign = entity(shared, elsewhere, "Foreign")
    for error, hint, arguments in (
        (psycopg.errors.InvalidParameterValue, "Pass two ids", (keep, keep)),
        (psycopg.errors.NoDataFound, "lists the entities", (keep, uuid4())),
        (psycopg.errors.NoDataFound, "may be in another graph", (keep, foreign, graph)),
        (psycopg.errors.InvalidParameterValue, "one graph", (keep, foreign)),
    ):
        with pytest.raises(error) as raised:
            merge(shared, *arguments)
        assert hint in (raised.value.diag.message_hint or "")
    for both in (keep, drop):
        shared.execute(
            "INSERT INTO entity (graph_id, id, title, type) VALUES (%s, %s, 'Copy', 'thing')", [elsewhere, both]
        )
    with pytest.raises(psycopg.errors.AmbiguousParameter) as raised:
        merge(shared, keep, drop)
    assert f"p_graph_id => {graph}" in (raised.value.diag.message_hint or "")
    merge(shared, keep, drop, graph)
    with pytest.raises(psycopg.errors.NoDataFound) as raised:
        merge(shared, drop, keep, graph)
    assert f"merged into {keep}" in (raised.value.diag.message_hint or "")


def test_merges_of_a_chain_are_undone_from_the_end(shared: psycopg.Connection, graph: int) -> None:
    """The earlier one names the run to undo first; merges into the same entity are undone in any order."""
    first, second, third, other = (entity(shared, graph, title) for title in ("First", "Second", "Third", "Other"))
    learn(shared, graph, (first, other, "likes", "a"), (second, other, "likes", "a"), (third, other, "likes", "a"))
    before = snapshot(shared, graph)
    earlier, later = merge(shared, second, first), merge(shared, third, second)
    with pytest.raises(psycopg.errors.ObjectNotInPrerequisiteState) as raised:
        shared.execute("SELECT undo_run(%s)", [earlier["run_id"]])
    assert str(later["run_id"]) in (raised.value.diag.message_hint or "")
    for run in (later, earlier):
        shared.execute("SELECT undo_run(%s)", [run["run_id"]])
    assert snapshot(shared, graph) == before
    runs = [merge(shared, third, drop)["run_id"] for drop in (first, second)]
    assert weights(shared, graph) == {("Third", "likes", "Other"): pytest.approx(1)}
    for run in runs:
        shared.execute("SELECT undo_run(%s)", [run])
    assert snapshot(shared, graph) == before


def test_edits_pins_reviews_and_proposals_move(shared: psycopg.Connection, graph: int) -> None:
    """What people said about an edge holds for the joined one, and returns to where it was said."""
    keep, drop, other = (entity(shared, graph, title) for title in ("Keep", "Drop", "Other"))
    learn(shared, graph, (keep, other, "likes", "a"), (drop, other, "likes", "b"), (drop, other, "hates", "b"))
    shared.execute(
        "UPDATE edge SET description = 'by hand', pinned = true WHERE graph_id = %s AND from_id = %s AND kind = 'likes'",
        [graph, drop],
    )
    shared.execute(
        "SELECT review_edge(id, 'reject') FROM edge WHERE graph_id = %s AND from_id = %s AND kind = 'hates'",
        [graph, drop],
    )
    learn(shared, graph, (drop, other, "likes", "c"))
    shared.execute("UPDATE graph SET min_confidence = 0.9 WHERE id = %s", [graph])
    learn(shared, graph, (drop, other, "wants", "d"))
    shared.execute("UPDATE graph SET min_confidence = 0.3 WHERE id = %s", [graph])
    before = snapshot(shared, graph)
    run = merge(shared, keep, drop)["run_id"]
    likes = one(shared, "SELECT * FROM edge WHERE graph_id = %s AND from_id = %s AND kind = 'likes'", graph, keep)
    assert (likes["description"], likes["pinned"], likes["weight"]) == ("by hand", True, pytest.approx(3))
    moved = "SELECT from_id FROM proposal WHERE graph_id = %s AND kind = 'wants'"
    assert one(shared, moved, graph)["from_id"] == keep
    assert one(shared, "SELECT from_id FROM review WHERE graph_id = %s", graph)["from_id"] == keep
    learn(shared, graph, (keep, other, "hates", "b"))
    assert ("Keep", "hates", "Other") not in weights(shared, graph)
    shared.execute("DELETE FROM proposal WHERE graph_id = %s AND kind = 'hates'", [graph])
    shared.execute("SELECT undo_run(%s)", [run])
    assert snapshot(shared, graph) == before


def test_a_kind_without_direction_keeps_its_order(shared: psycopg.Connection, graph: int) -> None:
    """The edge that the strategy would find next is the one that the merge made."""
    low, middle, high = sorted(entity(shared, graph, title) for title in ("Low", "Middle", "High"))
    learn(shared, graph, (low, middle, "co_occurs", "a"))
    merge(shared, high, low)
    learn(shared, graph, (middle, high, "co_occurs", "a"))
    rows = ask(shared, "SELECT from_id, to_id, weight FROM edge WHERE graph_id = %s", graph)
    assert [tuple(row.values()) for row in rows] == [(middle, high, pytest.approx(1))]


def test_a_forgotten_entity_leaves_nothing_of_its_merges(shared: psycopg.Connection, graph: int) -> None:
    """Neither the row of the dropped entity nor rows that were aside; the id of the dropped one forgets it too."""
    keep, drop, other = (entity(shared, graph, title) for title in ("Ann Lee", "A. Lee", "Other"))
    learn(shared, graph, (keep, other, "likes", "a"), (drop, other, "likes", "a"), (drop, keep, "is", "b"))
    merge(shared, keep, drop)
    assert ask(shared, "SELECT FROM merged_row WHERE graph_id = %s", graph) != []
    shared.execute("SELECT forget_entity(%s, true, %s)", [drop, graph])
    for table in ("merged_row", "merged_entity", "edge_store"):
        assert ask(shared, f"SELECT FROM {table} WHERE graph_id = %s", graph) == []
    assert [row["title"] for row in ask(shared, "SELECT title FROM entity WHERE graph_id = %s", graph)] == ["Other"]


def test_a_forgotten_event_leaves_nothing_in_rows_that_a_merge_put_aside(
    shared: psycopg.Connection, graph: int
) -> None:
    """An undo does not bring back what an event said that was forgotten meanwhile."""
    event = one(
        shared, 'INSERT INTO raw_events (graph_id, payload) VALUES (%s, \'{"content": "x"}\') RETURNING id', graph
    )["id"]
    keep, drop, other = (entity(shared, graph, title) for title in ("Keep", "Drop", "Other"))
    shared.execute(
        "SELECT learn(%(g)s, ARRAY(SELECT candidate(f, %(o)s, 'likes', 'alpha', 'event:' || %(e)s::uuid, "
        "p_event_id => %(e)s, p_description => 'secret') FROM unnest(%(f)s::uuid[]) f))",
        {"g": graph, "o": other, "e": event, "f": [keep, drop]},
    )
    run = merge(shared, keep, drop)["run_id"]
    shared.execute("SELECT forget_event(%s, %s)", [event, graph])
    rest = ask(shared, "SELECT to_jsonb(m)::text AS content FROM merged_row m WHERE graph_id = %s", graph)
    assert not [row for row in rest if "secret" in row["content"]]
    shared.execute("SELECT undo_run(%s)", [run])
    assert weights(shared, graph) == {}


def test_a_copy_of_a_graph_can_undo_its_merges(shared: psycopg.Connection, graph: int) -> None:
    """The copy redirects as the original does, and separates the entities by its own run."""
    keep, drop, other = (entity(shared, graph, title) for title in ("Keep", "Drop", "Other"))
    learn(shared, graph, (keep, other, "likes", "a"), (drop, other, "likes", "a"), (drop, other, "sees", "b"))
    merge(shared, keep, drop)
    copy = one(shared, "SELECT copy_graph(%s, %s) AS id", graph, uuid4().hex)["id"]
    same = "SELECT count(*) AS n FROM compare_graphs(%s, %s) WHERE a IS DISTINCT FROM b AND section = 'count'"
    assert one(shared, same, graph, copy)["n"] == 0
    run = one(shared, "SELECT id FROM run WHERE graph_id = %s AND mode = 'merge'", copy)["id"]
    shared.execute("SELECT undo_run(%s)", [run])
    assert set(weights(shared, copy)) == {
        ("Keep", "likes", "Other"),
        ("Drop", "likes", "Other"),
        ("Drop", "sees", "Other"),
    }
    assert set(weights(shared, graph)) == {("Keep", "likes", "Other"), ("Keep", "sees", "Other")}
    assert one(shared, same, graph, copy)["n"] > 0
