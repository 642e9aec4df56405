"""The strategy similarity: nearest neighbours by the index, all of them, of one model, none too many, no duplicates."""

from typing import Any
from uuid import UUID, uuid4

import numpy as np
import psycopg
import pytest

Vectors = np.ndarray[Any, Any]

DIMENSION = 16
RANDOM = 7


@pytest.fixture
def graph(connection: psycopg.Connection) -> psycopg.Connection:
    """A graph with a model, whose entities no other strategy looks at."""
    connection.execute("SELECT set_embedding_model(1, 'test', %s, 0.8)", [DIMENSION])
    connection.execute("UPDATE strategy_setting SET mode = 'off' WHERE strategy <> 'similarity' AND graph_id = 1")
    return connection


def vectors(count: int, centre: Vectors | None = None, spread: float = 1, seed: int = RANDOM) -> Vectors:
    """Return random vectors, around a centre."""
    random = np.random.default_rng(seed)
    return (0 if centre is None else centre) + spread * random.standard_normal((count, DIMENSION))


def in_letters(one: UUID) -> str:
    """Return a title without digits: names whose numbers differ are never duplicates."""
    return "".join(chr(ord("a") + int(digit, 16)) for digit in one.hex)


def embed(
    connection: psycopg.Connection,
    found: Vectors,
    model: str = "test",
    graph: int = 1,
    kind: str | None = None,
) -> list[UUID]:
    """Insert an entity for each vector, each of its own type unless a type is given, as if embedded."""
    ids = [uuid4() for _ in found]
    with connection.transaction():
        connection.execute("ALTER TABLE entity DISABLE TRIGGER USER")
        with connection.cursor() as cursor:
            cursor.executemany(
                "INSERT INTO entity (graph_id, id, title, type, embedding, embedding_model, embedding_hash) "
                "VALUES (%s, %s, %s, %s, %s::text::vector, %s, md5(%s))",
                [
                    (graph, one, in_letters(one), kind or f"type {one}", str(vector.tolist()), model, in_letters(one))
                    for one, vector in zip(ids, found, strict=True)
                ],
            )
        connection.execute("ALTER TABLE entity ENABLE TRIGGER USER")
    return ids


def detect(connection: psycopg.Connection, ids: list[UUID]) -> list[dict[str, Any]]:
    """Return what the detector proposes, the nearest first."""
    return connection.execute("SELECT * FROM detect_similarity(1, %s) ORDER BY confidence DESC", [ids]).fetchall()


def exact(found: Vectors, count: int) -> list[set[int]]:
    """Return the nearest neighbours of each vector by an exact search."""
    unit = found / np.linalg.norm(found, axis=1, keepdims=True)
    cosines = unit @ unit.T
    np.fill_diagonal(cosines, -1)
    return [set(row) for row in np.argsort(-cosines, axis=1)[:, :count]]


def by_index(connection: psycopg.Connection) -> None:
    """Let the planner search by the index, however small the graph."""
    connection.execute("SET enable_sort = off")
    connection.execute("SET enable_seqscan = off")


@pytest.mark.parametrize("is_half", [False, True])
def test_ten_of_ten_are_found_where_most_rows_are_of_others(graph: psycopg.Connection, *, is_half: bool) -> None:
    """Thousands of nearer vectors of another graph and of another model take no place of ours."""
    graph.execute("SELECT set_embedding_model(1, 'test', p_is_half => %s)", [is_half])
    graph.execute("SELECT create_graph('other')")
    graph.execute("SELECT set_embedding_model(2, 'test')")
    centre = vectors(1)[0]
    ours = vectors(11, centre, 0.2, seed=1)
    embed(graph, vectors(3000, ours[0], 0.01, seed=2), graph=2)
    embed(graph, vectors(1000, ours[0], 0.01, seed=3), model="former")
    ids = embed(graph, ours)
    embed(graph, vectors(300, -centre, seed=4))
    graph.execute("ANALYZE entity")
    by_index(graph)
    found = detect(graph, ids[:1])
    assert {row["to_id"] for row in found} == set(ids[1:])
    cosine = np.dot(ours[0], ours[1]) / np.linalg.norm(ours[0]) / np.linalg.norm(ours[1])
    assert next(row["confidence"] for row in found if row["to_id"] == ids[1]) == pytest.approx(cosine, abs=2e-3)
    form = "halfvec" if is_half else "vector"
    plan = graph.execute(
        f"EXPLAIN SELECT id FROM entity WHERE graph_id = 1 AND embedding_model = 'test' "  # type: ignore[arg-type]
        f"ORDER BY embedding::{form}({DIMENSION}) <=> '{ours[0].tolist()}' LIMIT 11"
    ).fetchall()
    assert "entity_embedding_1_" in str(plan), plan


@pytest.mark.parametrize(("groups", "size", "spread"), [(60, 50, 0.5), (250, 12, 0.2)])
def test_the_index_agrees_with_an_exact_search(
    graph: psycopg.Connection, groups: int, size: int, spread: float
) -> None:
    """Of the neighbours that are among the ten nearest of each other, at least 99 of 100, and no others.

    In large groups most neighbours must be searched for in turn; of small ones that lie apart, one search finds all.
    """
    centres = vectors(groups, seed=5)
    found = np.concatenate([vectors(size, centre, spread, seed=number) for number, centre in enumerate(centres)])
    ids = embed(graph, found)
    graph.execute("UPDATE embedding_model SET similarity_threshold = 0, duplicate_threshold = 1")
    graph.execute("ANALYZE entity")
    by_index(graph)
    place = {one: number for number, one in enumerate(ids)}
    near = exact(found, 10)
    asked = ids[::10]
    mutual = {(place[one], other) for one in asked for other in near[place[one]] if place[one] in near[other]}
    rows = {(place[row["from_id"]], place[row["to_id"]]) for row in detect(graph, asked)}
    assert len(mutual) > 5 * len(asked)
    assert len(rows & mutual) / len(mutual) >= 0.99
    assert len(rows - mutual) / len(mutual) <= 0.01


def test_threshold_and_cap(graph: psycopg.Connection) -> None:
    """The model's threshold, or the strategy's where that is higher; at most so many of an entity, the nearest."""
    angles = np.radians(range(0, 90, 3))
    found = np.zeros((len(angles), DIMENSION))
    found[:, 0], found[:, 1] = np.cos(angles), np.sin(angles)
    ids = embed(graph, found)
    graph.execute("UPDATE embedding_model SET duplicate_threshold = 1")
    graph.execute("UPDATE strategy_setting SET max_edges_per_entity = 100 WHERE strategy = 'similarity'")
    near = detect(graph, ids[:1])
    assert [row["to_id"] for row in near] == ids[1:13], "up to 36 degrees the cosine is above 0.8"
    assert {row["kind"] for row in near} == {"semantically_related"}
    assert [row["confidence"] for row in near] == pytest.approx(np.cos(angles[1:13]), abs=1e-6)
    graph.execute("UPDATE strategy_setting SET min_confidence = 0.9 WHERE strategy = 'similarity'")
    assert [row["to_id"] for row in detect(graph, ids[:1])] == ids[1:9]
    graph.execute("UPDATE strategy_setting SET max_edges_per_entity = 3 WHERE strategy = 'similarity'")
    found = [row["to_id"] for row in detect(graph, ids[:1])]
    assert found[:1] == ids[1:2]
    assert len(found) <= 3
    graph.execute("SELECT run_on_demand()")
    led = graph.execute("SELECT count(*) AS n FROM edge GROUP BY from_id").fetchall()
    assert max(row["n"] for row in led) <= 3


def test_duplicates_are_reported_and_never_linked(graph: psycopg.Connection) -> None:
    """Two of one type that are nearly the same; the same two as of two types are linked."""
    pair = vectors(1, spread=1)[0] + vectors(2, spread=0.01, seed=8)
    same = embed(graph, pair, kind="person")
    other = embed(graph, -pair)
    for _ in range(2):
        graph.execute("CALL run_nightly(p_full_scan => true)")
    rows = graph.execute("SELECT * FROM duplicate_candidate").fetchall()
    assert [{row["entity_id"], row["other_id"]} for row in rows] == [set(same)]
    assert rows[0]["cosine"] > 0.99
    edges = graph.execute("SELECT from_id, to_id, weight, strategies FROM edge").fetchall()
    assert [{row["from_id"], row["to_id"]} for row in edges] == [set(other)]
    assert (edges[0]["strategies"], round(edges[0]["weight"], 6)) == (["similarity"], 1), "seen twice is seen once"


def test_a_neighbour_of_many_is_linked_to_its_own_nearest_alone(graph: psycopg.Connection) -> None:
    """A hub in the middle is the nearest of all, and they are not among its nearest."""
    graph.execute("UPDATE strategy_setting SET max_edges_per_entity = 3 WHERE strategy = 'similarity'")
    graph.execute("UPDATE embedding_model SET similarity_threshold = 0.5 WHERE model = 'test'")
    hub = np.ones(DIMENSION)
    around = hub + 4 * np.eye(DIMENSION)[: DIMENSION - 2]
    closer = hub + 0.5 * np.eye(DIMENSION)[DIMENSION - 2 :]
    ids = embed(graph, np.concatenate([[hub], closer, around]))
    found = detect(graph, ids)
    linked = {frozenset((row["from_id"], row["to_id"])) for row in found}
    with_hub = {pair for pair in linked if ids[0] in pair}
    assert {frozenset((ids[0], one)) for one in ids[1:3]} <= with_hub
    assert len(with_hub) == 3


def test_entities_of_one_type_need_a_threshold_of_their_own(graph: psycopg.Connection) -> None:
    """Without one they get no edge; with one, the words that their titles share count against them."""
    graph.execute("UPDATE embedding_model SET duplicate_threshold = 1 WHERE model = 'test'")
    ids = embed(graph, vectors(3, vectors(1)[0], 0.1), kind="role")
    titles = ("Maintainer of bash at Debian", "Maintainer of isl at Debian", "Keeper of the seal")
    for one, title in zip(ids, titles, strict=True):
        graph.execute("UPDATE entity SET title = %s WHERE id = %s", (title, one))
        graph.execute("UPDATE entity SET embedding_hash = 'x' WHERE id = %s", (one,))
    assert detect(graph, ids) == []
    graph.execute("UPDATE embedding_model SET same_type_threshold = 0.9 WHERE model = 'test'")
    linked = {frozenset((row["from_id"], row["to_id"])) for row in detect(graph, ids)}
    assert linked == {frozenset((one, ids[2])) for one in ids[:2]}


def test_similarity_adds_at_most_its_share_of_the_edges(graph: psycopg.Connection) -> None:
    """By default a fifth; the nearest come first, the others wait as proposals, and a repetition adds none."""
    ids = embed(
        graph, np.concatenate([vectors(2, centre, 0.05, seed=n) for n, centre in enumerate(vectors(30, seed=9))])
    )
    graph.execute("UPDATE embedding_model SET duplicate_threshold = 1 WHERE model = 'test'")
    graph.execute(
        "INSERT INTO edge (from_id, to_id, kind) SELECT a, b, 'knows' FROM unnest(%s::uuid[], %s::uuid[]) x (a, b)",
        (ids[:40], ids[20:]),
    )
    count = "SELECT count(*) FILTER (WHERE strategies = '{similarity}') AS similar, count(*) AS n FROM edge"
    for _ in range(2):
        graph.execute("CALL run_nightly(p_full_scan => true)")
        assert graph.execute(count).fetchone() == {"similar": 10, "n": 50}
    least = graph.execute("SELECT min(confidence) AS c FROM edge WHERE kind = 'semantically_related'").fetchone()
    waiting = graph.execute(
        "SELECT max(confidence) AS c, count(*) AS n FROM proposal WHERE reason = 'share'"
    ).fetchone()
    assert waiting["n"] >= 20
    assert waiting["c"] <= least["c"]
    graph.execute("UPDATE strategy_setting SET max_share = NULL WHERE strategy = 'similarity'")
    graph.execute("CALL run_nightly(p_full_scan => true)")
    assert graph.execute(count).fetchone()["similar"] >= 30


def test_vectors_of_two_models_are_never_compared(graph: psycopg.Connection) -> None:
    """While half of a graph is embedded anew, the halves do not see each other."""
    centre = vectors(1)[0]
    ids = embed(graph, vectors(6, centre, 0.1))
    assert len(detect(graph, ids)) == 30
    graph.execute("SELECT set_embedding_model(1, 'new', %s, 0.8)", [DIMENSION])
    assert detect(graph, ids) == []
    graph.execute("UPDATE entity SET embedding_model = 'new', embedding_hash = 'x' WHERE id = ANY (%s)", [ids[:3]])
    found = detect(graph, ids)
    assert {row["from_id"] for row in found} == {row["to_id"] for row in found} == set(ids[:3])


def test_vectors_that_an_application_writes_need_no_model(graph: psycopg.Connection) -> None:
    """They are searched without an index, each among those of its dimension."""
    graph.execute("SELECT set_embedding_model(1, NULL)")
    for vector in ("[1, 0]", "[0.9, 0.1]", "[1, 0, 0]", "[0.95, 0.1, 0]", "[0, 0, 0]"):
        graph.execute("INSERT INTO entity (title, type, embedding) VALUES (%s, %s, %s)", [vector, vector, vector])
    found = graph.execute(
        "SELECT DISTINCT least(f.title, t.title) AS a, greatest(f.title, t.title) AS b "
        "FROM detect_similarity(1, ARRAY(SELECT id FROM entity)) c "
        "JOIN entity f ON f.id = c.from_id JOIN entity t ON t.id = c.to_id ORDER BY 1"
    ).fetchall()
    assert [(row["a"], row["b"]) for row in found] == [("[0.9, 0.1]", "[1, 0]"), ("[0.95, 0.1, 0]", "[1, 0, 0]")]


def test_entities_embedded_by_day_are_linked_at_night(graph: psycopg.Connection) -> None:
    """An old entity that gets its vector today is in the window of the next nightly."""
    graph.execute("INSERT INTO entity (title, type) VALUES ('a', 'x'), ('b', 'y')")
    graph.execute("ALTER TABLE entity DISABLE TRIGGER USER")
    graph.execute("UPDATE entity SET created_at = now() - interval '9 days', updated_at = now() - interval '9 days'")
    graph.execute("ALTER TABLE entity ENABLE TRIGGER USER")
    graph.execute("CALL run_nightly()")
    claims = graph.execute("SELECT * FROM claim_embeddings(1)").fetchall()
    vector = str([1.0] * DIMENSION)
    stored = graph.execute(
        "SELECT store_embeddings(1, 'test', %s, %s, %s) AS n",
        [[row["entity_id"] for row in claims], [row["content_hash"] for row in claims], [vector] * 2],
    ).fetchone()
    assert stored == {"n": 2}
    graph.execute("CALL run_nightly()")
    assert graph.execute("SELECT count(*) AS n FROM edge WHERE kind = 'semantically_related'").fetchone() == {"n": 1}


def test_an_entity_that_is_only_mentioned_is_not_searched_again(graph: psycopg.Connection) -> None:
    """A mention brings no new vector; one that changes is looked at, and in a full scan all are."""
    ids = embed(graph, vectors(3, vectors(1)[0], 0.5))
    graph.execute("UPDATE embedding_model SET similarity_threshold = 0.95 WHERE model = 'test'")
    graph.execute("CALL run_nightly()")
    graph.execute("UPDATE entity SET created_at = now() - interval '9 days', updated_at = now() - interval '9 days'")
    graph.execute("UPDATE embedding_model SET similarity_threshold = 0.5 WHERE model = 'test'")
    told = graph.execute("INSERT INTO raw_events (payload) VALUES ('{}') RETURNING id").fetchone()
    assert told is not None
    graph.execute("INSERT INTO mention (event_id, entity_id) VALUES (%s, %s)", [told["id"], ids[0]])
    step = "SELECT candidates FROM run_step JOIN run ON run.id = run_id WHERE step = 'similarity' ORDER BY started_at"

    graph.execute("CALL run_nightly()")
    last = "SELECT entities_analyzed FROM run WHERE mode = 'nightly' ORDER BY started_at DESC"
    assert graph.execute(last).fetchone() == {"entities_analyzed": 1}
    graph.execute("UPDATE entity SET summary = 'new' WHERE id = %s", [ids[1]])
    graph.execute("CALL run_nightly()")
    graph.execute("CALL run_nightly(p_full_scan => true)")
    assert [row["candidates"] for row in graph.execute(step)] == [0, 0, 2, 6]


def test_small_graphs_beyond_a_hundred_do_without_an_index(graph: psycopg.Connection) -> None:
    """They are searched in full, find the same, and get their index in a night in which they have 1,000 vectors."""

    def has_index(one: int) -> bool:
        return bool(graph.execute("SELECT FROM pg_class WHERE relname ~ %s", [f"^entity_embedding_{one}_"]).rowcount)

    ids = [
        row["id"]
        for row in graph.execute("SELECT create_graph('graph ' || i) AS id FROM generate_series(1, 100) i").fetchall()
    ]
    graph.execute("SELECT set_embedding_model(id, 'test') FROM graph WHERE id > 1")
    small = ids[-1]
    assert has_index(ids[0])
    assert not has_index(small)
    near, other = vectors(2)
    pair = embed(graph, np.vstack([vectors(20, near, 0.01), vectors(20, other, 0.01, 8)]), graph=small)
    found = graph.execute("SELECT * FROM detect_similarity(%s, %s)", [small, pair]).fetchall()
    assert {row["confidence"] > 0.9 for row in found} == {True}
    assert {row["from_id"] for row in found} == set(pair)
    graph.execute("UPDATE strategy_setting SET mode = 'off' WHERE graph_id = %s", [small])
    graph.execute("CALL run_nightly(%s)", [small])
    assert not has_index(small)
    embed(graph, vectors(960), graph=small)
    graph.execute("CALL run_nightly(%s)", [small])
    assert has_index(small)
