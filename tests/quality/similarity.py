"""Similarity: whether the search finds what an exact one finds, and whether what it links is related.

Vectors are those of the local model, stored as `relationship-engine embed` stores them. Related is what the labelled
edges say, of whatever kind. The thresholds were chosen on the nominees (demo), over pairs of two types; the members of
Congress (bioguide) are other data. There, precision is told of the pairs of types that have labels at all. The baseline of
the search is the exact one by numpy, that of precision the share of related pairs among all.
"""

import itertools
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any
from uuid import NAMESPACE_URL, UUID, uuid5

import numpy as np
import psycopg

from quality.data import copy, read
from quality.table import Measure
from relationship_engine.embeddings import Embedder, Local

NEIGHBOURS = 5
THRESHOLDS = (0.65, 0.7, 0.75, 0.8, 0.85, 0.9)
ROLES = ("role", "education", "membership")
ABOUT = ("similarity", "demo")


def measure(data: Path, connect: Callable[[], AbstractContextManager[psycopg.Connection]]) -> Iterator[Measure]:
    """Measure on nominees, their roles and organizations."""
    entities = read(data / "demo" / "entities.jsonl")
    edges = read(data / "demo" / "gold_edges.jsonl")
    ids = {row["id"]: uuid5(NAMESPACE_URL, row["id"]) for row in entities}
    types = {ids[row["id"]]: str(row["type"]) for row in entities}
    with connect() as connection:
        connection.execute("ALTER TABLE entity DISABLE TRIGGER USER")
        rows = [(ids[row["id"]], row["title"], row["type"], row["summary"]) for row in entities]
        copy(connection, "entity", ("id", "title", "type", "summary"), rows)
        embedder = Embedder(connection.info.dsn, Local())
        embedder.prepare()
        embedder.drain()
        connection.execute("ANALYZE entity")
        found = connection.execute("SELECT id, embedding::real[] AS vector FROM entity ORDER BY id").fetchall()
        names = [row["id"] for row in found]
        vectors = np.array([row["vector"] for row in found])
        vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
        yield _recall(connection, names, vectors, [name for name in names if types[name] in ROLES], types)
        yield _organizations(names, vectors, types, {(ids[row["from"]], ids[row["to"]]) for row in edges})
        yield from _precision(connection, types, {frozenset((ids[row["from"]], ids[row["to"]])) for row in edges})
    yield from _written(data / "demo", ABOUT, connect)
    yield from _written(data / "temporal" / "bioguide", ("similarity", "bioguide"), connect)


def _written(
    folder: Path, about: tuple[str, str], connect: Callable[[], AbstractContextManager[psycopg.Connection]]
) -> Iterator[Measure]:
    """Tell how many of the links that the defaults write are related, and what pairs of one type would be."""
    entities, edges = read(folder / "entities.jsonl"), read(folder / "gold_edges.jsonl")
    ids = {row["id"]: uuid5(NAMESPACE_URL, row["id"]) for row in entities}
    types = {ids[row["id"]]: str(row["type"]) for row in entities}
    related = {frozenset((ids[row["from"]], ids[row["to"]])) for row in edges if row["from"] != row["to"]}
    labelled = {frozenset(types[name] for name in pair) for pair in related}
    with connect() as connection:
        connection.execute("ALTER TABLE entity DISABLE TRIGGER USER")
        rows = [(ids[row["id"]], row["title"], row["type"], row["summary"]) for row in entities]
        copy(connection, "entity", ("id", "title", "type", "summary"), rows)
        embedder = Embedder(connection.info.dsn, Local())
        embedder.prepare()
        embedder.drain()
        connection.execute("ANALYZE entity")
        for what, threshold in (("links as written", None), ("links of one type, if they were allowed", 0.75)):
            connection.execute("UPDATE embedding_model SET same_type_threshold = %s", [threshold])
            rows = connection.execute(
                "SELECT from_id, to_id FROM detect_similarity(1, %s) WHERE NOT detail ? 'hold'", [list(types)]
            ).fetchall()
            pairs = {frozenset((row["from_id"], row["to_id"])) for row in rows}
            pairs = {pair for pair in pairs if (len({types[name] for name in pair}) == 1) == (threshold is not None)}
            judged = {pair for pair in pairs if frozenset(types[name] for name in pair) in labelled or threshold}
            right = len(judged & related)
            told = f"{what}, related: {right} of {len(judged)}"
            yield Measure(*about, told, right / max(1, len(judged)), seconds=0)


def _recall(
    connection: psycopg.Connection,
    names: list[UUID],
    vectors: np.ndarray[Any, Any],
    roles: list[UUID],
    types: dict[UUID, str],
) -> Measure:
    """Tell how many of the mutual neighbours of two types by numpy the detector finds by the index, whatever their cosine."""
    place = {name: number for number, name in enumerate(names)}
    with connection.transaction(force_rollback=True):
        connection.execute("SET LOCAL enable_sort = off")  # on so small a graph the planner would search exactly
        connection.execute("UPDATE embedding_model SET similarity_threshold = 0, duplicate_threshold = 1")
        connection.execute(
            "UPDATE strategy_setting SET max_edges_per_entity = %s WHERE strategy = 'similarity'", [NEIGHBOURS]
        )
        started = time.monotonic()
        rows = connection.execute("SELECT from_id, to_id FROM detect_similarity(1, %s)", [roles]).fetchall()
        seconds = time.monotonic() - started
    started = time.monotonic()
    cosines = vectors @ vectors.T
    cosines[range(len(names)), range(len(names))] = -1
    nearest = np.argsort(-cosines, axis=1)[:, :NEIGHBOURS]
    exact = time.monotonic() - started
    near = {name: {names[other] for other in row} for name, row in zip(names, nearest, strict=True)}
    # of negative cosines the detector keeps none
    mutual = {
        (role, other)
        for role in roles
        for other in near[role]
        if role in near[other] and types[role] != types[other] and cosines[place[role], place[other]] >= 0
    }
    recall = len(mutual & {(row["from_id"], row["to_id"]) for row in rows}) / len(mutual)
    what = f"recall at {NEIGHBOURS} of the search by index"
    return Measure(*ABOUT, what, recall, 1, "exact search (numpy)", "0.99", recall >= 0.99, seconds, exact)


def _organizations(
    names: list[UUID], vectors: np.ndarray[Any, Any], types: dict[UUID, str], edges: set[tuple[UUID, UUID]]
) -> Measure:
    """Tell how many of the roles have their organization among the nearest organizations."""
    place = {name: number for number, name in enumerate(names)}
    organizations = [name for name in names if types[name] == "organization"]
    others = vectors[[place[name] for name in organizations]].T
    right: dict[UUID, set[UUID]] = {}
    for source, target in edges:
        if types[source] in ROLES and types[target] == "organization":
            right.setdefault(source, set()).add(target)
    hits = 0
    for role, targets in right.items():
        order = np.argsort(-(vectors[place[role]] @ others))[:NEIGHBOURS]
        hits += not targets.isdisjoint(organizations[number] for number in order)
    chance = NEIGHBOURS / len(organizations)
    return Measure(*ABOUT, f"organization among {NEIGHBOURS} nearest", hits / len(right), chance, "chance")


def _precision(
    connection: psycopg.Connection, types: dict[UUID, str], related: set[frozenset[UUID]]
) -> Iterator[Measure]:
    """Tell how many of the linked pairs of two types are related, by threshold."""
    model = connection.execute("SELECT * FROM embedding_model WHERE model = %s", [Local.model]).fetchone()
    assert model is not None
    mixed = sum(types[one] != types[other] for one, other in itertools.combinations(types, 2))
    chance = sum(len({types[name] for name in pair}) > 1 for pair in related) / mixed
    for threshold in sorted({*THRESHOLDS, model["similarity_threshold"]}):
        connection.execute("UPDATE embedding_model SET similarity_threshold = %s", [threshold])
        started = time.monotonic()
        rows = connection.execute(
            "SELECT from_id, to_id FROM detect_similarity(1, %s) WHERE NOT detail ? 'hold'", [list(types)]
        ).fetchall()
        seconds = time.monotonic() - started
        pairs = {frozenset((row["from_id"], row["to_id"])) for row in rows}
        linked = {pair for pair in pairs if len({types[name] for name in pair}) > 1}
        right = linked & related
        is_default = ", the default" if threshold == model["similarity_threshold"] else ""
        what = f"precision from {threshold:g}{is_default}: {len(right)} of {len(linked)}"
        yield Measure(*ABOUT, what, len(right) / len(linked), chance, "all pairs", seconds=seconds)
