"""The topology strategy: which edges a graph lacks.

Untyped: of an entity's strangers, those that it is joined to in the held-back part should share most of its
neighbourhood. Typed: of all entities, the one at the other end of a held-back edge of that kind should be what the
mined rules expect most; the other ends that are known do not count against it (filtered), both directions are asked,
and entities of which no rule speaks follow by how often the kind leads to them.
"""

import math
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager
from pathlib import Path
from uuid import NAMESPACE_OID, UUID, uuid5

import networkx as nx
import numpy as np
import psycopg

from quality.data import Missing, Row, copy, parts, read
from quality.scores import auc, mean_rank
from quality.table import Measure

Connect = Callable[[], AbstractContextManager[psycopg.Connection]]
Pair = tuple[UUID, UUID]
QUERIES = 1000
PAIRS = 2000
TIMED = 50
INDICES = {
    "resource allocation": nx.resource_allocation_index,
    "Adamic-Adar": nx.adamic_adar_index,
    "Jaccard": nx.jaccard_coefficient,
}
# what is to be beaten, by folder: measure, value, where it comes from
TYPED = {
    "umls": ("hits@10", 0.96, "a prototype's"),
    "kinships": ("hits@10", 0.93, "a prototype's"),
    "codex-s": ("MRR", 0.354, "TransE's, on its test file"),
    "codex-m": ("MRR", None, ""),
}
TRIPLES = 300
PATHS = 3_000_000


def measure(data: Path, connect: Connect) -> Iterator[Measure | Missing]:
    """Measure on the folders pages-* (untyped), umls, kinships and codex-* (typed)."""
    yield from parts(
        *(_untyped(data / "topology" / name, connect) for name in ("pages-s", "pages-m")),
        *(_typed(data / "topology" / name, connect) for name in TYPED),
    )


def _id(name: object) -> UUID:
    """Return the uuid of an entity of the data."""
    return uuid5(NAMESPACE_OID, str(name))


def _load(connection: psycopg.Connection, folder: Path, edges: Iterable[Row]) -> set[UUID]:
    """Put a graph into the tables, as an import does; returns its entities."""
    triples = sorted(
        {(_id(edge["from"]), _id(edge["to"]), edge["kind"]) for edge in edges if edge["from"] != edge["to"]}
    )
    known = {end for triple in triples for end in triple[:2]}
    try:
        described = {_id(row["id"]): (row["title"], row["type"]) for row in read(folder / "entities.jsonl")}
    except Missing:
        described = {}
    # as pg_restore --disable-triggers does: the file's own ends exist
    connection.execute("SET session_replication_role = replica")
    rows = ((key, *described.get(key, (str(key), "thing"))) for key in sorted(known))
    copy(connection, "entity", ("id", "title", "type"), rows)
    columns = ("from_id", "to_id", "kind", "log_weight", "confidence", "strategies")
    copy(connection, "edge_store", columns, ((*triple, 0, 1, ["import"]) for triple in triples))
    columns = ("graph_id", "from_id", "to_id", "kind", "strategy", "context", "run_id", "gain", "step_no", "confidence")
    run = _id("run")
    evidence = ((1, *triple, "import", "import", run, 1, 0, 1, "2000-01-01") for triple in triples)
    copy(connection, "evidence", (*columns, "observed_at"), evidence)
    connection.execute("RESET session_replication_role")
    connection.execute("ANALYZE")
    return known


def _untyped(folder: Path, connect: Connect) -> Iterator[Measure]:
    """Rank the strangers of an entity by the neighbourhood that they share with it."""
    train = read(folder / "train.jsonl")
    graph = nx.Graph((_id(row["from"]), _id(row["to"])) for row in train if row["from"] != row["to"])
    positive, negative = (
        _strangers(graph, read(folder / name), PAIRS) for name in ("valid.jsonl", "valid_negatives.jsonl")
    )
    queries = positive[:QUERIES]
    asked = list(dict.fromkeys(source for source, _ in queries))
    with connect() as connection:
        _load(connection, folder, train)
        started = time.monotonic()
        connection.execute("CREATE TEMPORARY TABLE score AS SELECT * FROM neighbourhood_score(1, %s)", [asked])
        seconds = time.monotonic() - started
        rest = {source for source, _ in (*positive, *negative)} - set(asked)
        connection.execute("INSERT INTO score SELECT * FROM neighbourhood_score(1, %s)", [list(rest)])
        connection.execute("CREATE INDEX ON score (entity_id, other_id)")
        connection.execute("ANALYZE score")
        mine = [_scores_of(connection, pairs) for pairs in (positive, negative)]
        ours = {"AUC": auc(*mine), "MRR": _reciprocal(_ranks_of(connection, graph, queries))}
    best = _best_index(graph, queries, positive, negative)
    for what, value in ours.items():
        yield Measure(
            *("topology", folder.name, f"untyped: {what}", value, *best[what]),
            *("at or above the best", round(value, 3) >= round(best[what][0], 3)),
        )
    some = [(x, y) for x in asked[:TIMED] for y in _two_steps_away(graph, x)]
    started = time.monotonic()
    for _ in nx.resource_allocation_index(graph, some):
        pass
    theirs = (time.monotonic() - started) * len(asked) / TIMED
    yield Measure(
        *("topology", folder.name, f"untyped: seconds for {len(asked)} entities", seconds, theirs),
        *(f"networkx, from {TIMED} of them", "faster", seconds < theirs, seconds, theirs),
    )


def _strangers(graph: nx.Graph, rows: Iterable[Row], count: int) -> list[Pair]:
    """Return so many of the pairs whose ends are known and not joined, by lot, from the end that the file names first."""
    place = {entity: number for number, entity in enumerate(graph)}
    ends = [sorted((_id(row["from"]), _id(row["to"])), key=lambda end: place.get(end, -1)) for row in rows]
    pairs = sorted({(x, y) for x, y in ends if x in graph and y in graph and x != y and not graph.has_edge(x, y)})
    return [pairs[place] for place in np.random.default_rng(0).permutation(len(pairs))[:count]]


def _two_steps_away(graph: nx.Graph, source: UUID) -> set[UUID]:
    """Return the strangers with whom an entity shares a neighbour."""
    return {other for middle in graph[source] for other in graph[middle]} - {source, *graph[source]}


def _reciprocal(ranks: Sequence[float]) -> float:
    """Return the mean reciprocal rank."""
    return float(np.mean([1 / rank for rank in ranks]))


def _scores_of(connection: psycopg.Connection, pairs: Sequence[Pair]) -> list[float]:
    """Return the scores of pairs; 0 where they share nothing."""
    sql = """
        SELECT coalesce(s.score, 0) AS score FROM unnest(%s::uuid[], %s::uuid[]) AS w (x, y)
        LEFT JOIN score s ON s.entity_id = w.x AND s.other_id = w.y
    """
    return [row["score"] for row in connection.execute(sql, [list(ends) for ends in zip(*pairs, strict=True)])]


def _ranks_of(connection: psycopg.Connection, graph: nx.Graph, queries: Sequence[Pair]) -> list[float]:
    """Return the rank of each pair among all strangers of its first end."""
    sql = """
        SELECT w.x, count(o.score) FILTER (WHERE o.score > coalesce(s.score, 0)) AS above,
            count(o.score) FILTER (WHERE o.score = s.score AND o.other_id <> w.y) AS ties, s.score IS NULL AS is_last
        FROM unnest(%s::uuid[], %s::uuid[]) WITH ORDINALITY AS w (x, y, n)
        LEFT JOIN score s ON s.entity_id = w.x AND s.other_id = w.y
        LEFT JOIN score o ON o.entity_id = w.x AND NOT EXISTS (
            SELECT FROM edge_store e WHERE e.graph_id = 1 AND (e.from_id, e.to_id) = (w.x, o.other_id))
            AND NOT EXISTS (
            SELECT FROM edge_store e WHERE e.graph_id = 1 AND (e.from_id, e.to_id) = (o.other_id, w.x))
        GROUP BY w.n, w.x, w.y, s.score
    """
    return [
        mean_rank(row["above"], _last(graph, row["x"], row["above"]) if row["is_last"] else row["ties"])
        for row in connection.execute(sql, [list(ends) for ends in zip(*queries, strict=True)])
    ]


def _last(graph: nx.Graph, source: UUID, above: int) -> int:
    """Return how many strangers beside one share nothing with an entity, if so many share something."""
    return len(graph) - 2 - len(graph[source]) - above


def _best_index(
    graph: nx.Graph, queries: Sequence[Pair], positive: Sequence[Pair], negative: Sequence[Pair]
) -> dict[str, tuple[float, str]]:
    """Return the best AUC and MRR of the indices of networkx, and which has it."""
    best = {"AUC": (0.0, ""), "MRR": (0.0, "")}
    ranks: dict[str, list[float]] = defaultdict(list)
    for x, y in queries:
        shared = Counter(other for middle in graph[x] for other in graph[middle])
        strangers = [other for other in shared if other != x and other not in graph[x]]
        weights: dict[str, Counter[UUID]] = {"resource allocation": Counter(), "Adamic-Adar": Counter()}
        for middle in graph[x]:
            degree = len(graph[middle])
            for other in graph[middle]:
                weights["resource allocation"][other] += 1 / degree
                weights["Adamic-Adar"][other] += 1 / math.log(degree) if degree > 1 else 0
        jaccard = {o: shared[o] / (len(graph[x]) + len(graph[o]) - shared[o]) for o in strangers}
        for name, scores in (*weights.items(), ("Jaccard", jaccard)):
            mine = scores.get(y, 0)
            above = sum(scores[other] > mine for other in strangers)
            ties = sum(scores[other] == mine for other in strangers) - 1 if mine else _last(graph, x, above)
            ranks[name].append(mean_rank(above, ties))
    for name, index in INDICES.items():
        sides = [[score for _, _, score in index(graph, pairs)] for pairs in (positive, negative)]
        for what, value in (("AUC", auc(*sides)), ("MRR", _reciprocal(ranks[name]))):
            best[what] = max(best[what], (value, name))
    return best


def _typed(folder: Path, connect: Connect) -> Iterator[Measure]:
    """Rank all entities as the other end of held-back edges, by what the mined rules expect."""
    train, valid = read(folder / "train.jsonl"), read(folder / "valid.jsonl")
    is_sampled = len(valid) > 2 * TRIPLES
    with connect() as connection:
        entities = sorted(_load(connection, folder, train))
        place = {entity: number for number, entity in enumerate(entities)}
        known, frequency = _other_ends(train, valid, place)
        chosen = valid
        if is_sampled:
            chosen = [valid[number] for number in np.random.default_rng(0).permutation(len(valid))[:TRIPLES]]
        started = time.monotonic()
        connection.execute("SELECT mine_rules(1, %s, 3, 0.2, %s)", [len(entities), PATHS])
        connection.execute("ANALYZE composition_rule, attribute_rule")
        mined = time.monotonic() - started
        ranks = []
        for kind in sorted({row["kind"] for row in chosen}):
            triples = [(_id(row["from"]), _id(row["to"])) for row in chosen if row["kind"] == kind]
            expected = _expected(connection, kind, triples, place)
            for is_forward, pairs in ((True, triples), (False, [(y, x) for x, y in triples])):
                prior = frequency[kind, is_forward]
                for x, y in pairs:
                    scores = expected[x, is_forward] + 1e-9 * prior
                    mine = scores[place[y]] if y in place else 0
                    scores[known[x, kind, is_forward]] = -1
                    if x in place:
                        scores[place[x]] = -1
                    ranks.append(mean_rank(int((scores > mine).sum()), int((scores == mine).sum())))
        seconds = time.monotonic() - started
    figures = {"MRR": _reciprocal(ranks), "hits@10": float(np.mean([rank <= 10 for rank in ranks]))}
    which, bar, whose = TYPED[folder.name]
    sample = f", {len(chosen)} of {len(valid)} edges" if is_sampled else ""
    for what, value in figures.items():
        target = (f"above {bar}, {whose}", value > bar) if what == which and bar else ("", None)
        yield Measure("topology", folder.name, f"typed: {what}{sample}", value, None, "", *target, seconds)
    yield Measure("topology", folder.name, "typed: seconds to mine the rules", mined)


def _other_ends(
    train: Sequence[Row], valid: Sequence[Row], place: dict[UUID, int]
) -> tuple[dict[tuple[UUID, str, bool], list[int]], dict[tuple[str, bool], np.ndarray]]:
    """Return what is known at the other end of an entity's kind, and how often a kind leads to each entity."""
    known: dict[tuple[UUID, str, bool], list[int]] = defaultdict(list)
    frequency: dict[tuple[str, bool], np.ndarray] = defaultdict(lambda: np.zeros(len(place)))
    for rows in (train, valid):
        for row in rows:
            ends = (_id(row["from"]), _id(row["to"]))
            for is_forward, (x, y) in ((True, ends), (False, ends[::-1])):
                if y in place:
                    known[x, row["kind"], is_forward].append(place[y])
                    frequency[row["kind"], is_forward][place[y]] += rows is train
    return known, frequency


def _expected(
    connection: psycopg.Connection, kind: str, triples: Iterable[Pair], place: dict[UUID, int]
) -> dict[tuple[UUID, bool], np.ndarray]:
    """Return, for each end of the triples that is asked, how much each entity is expected at the other end."""
    asked = {*((x, True) for x, _ in triples), *((y, False) for _, y in triples)}
    scores = {query: np.zeros(len(place)) for query in asked}
    for is_forward in (True, False):
        side = [x for x, forward in asked if forward is is_forward]
        one, other = ("from_id", "to_id") if is_forward else ("to_id", "from_id")
        sql = f"""
            SELECT p.{one} AS x, p.{other} AS y, p.score FROM predict_edges(1, %s, %s) p
            WHERE p.{one} = ANY (%s)
        """
        for row in connection.execute(sql, [side, kind, side]):
            scores[row["x"], is_forward][place[row["y"]]] = row["score"]
    return scores
