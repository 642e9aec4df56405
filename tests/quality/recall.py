"""Recall: whether the events that answer a question are among the first that recall() returns.

Conversations (a turn an event, one graph a conversation) and passages of an encyclopaedia whose questions need several
of them. The vectors are those of the local model; recall() is also measured without any. The baselines rank the same
events of the same graph: ts_rank_cd over any of the words, BM25 (bm25s) over the lexemes of the same configuration, the
cosine of the same vectors, and the two fused by reciprocal ranks (k = 60) and by a convex combination of scores.
Measured on every second question. The constants of recall() were chosen with all questions in view, so that none of
these figures is one of unseen questions.
"""

import json
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path
from uuid import NAMESPACE_URL, UUID, uuid5

import bm25s
import numpy as np
import psycopg

from quality.data import Missing, Row, copy, parts, read
from quality.table import Measure
from relationship_engine.embeddings import Local

# Questions to documents need several of them: there recall() is to find all evidence more often than words and vectors do.
MULTI_HOP_MARGIN = 0.08
CONVERSATIONS = ("locomo",)
SETS = (*CONVERSATIONS, "musique", "hotpot", "2wiki")
TOP = 10
POOL = 100
RRF_K = 60
# Share of the words in the convex combination of the baseline and of recall(): small vectors want more words.
WORD_SHARE = 0.6


@dataclass(frozen=True)
class Score:
    """What a method reaches, as means over the questions: recall and mean reciprocal rank of the evidence, and whether all of it is there."""

    recall: float
    reciprocal: float
    complete: float


@dataclass(frozen=True)
class Question:
    """A question to a graph, its vector, and the events that answer it."""

    graph: int
    text: str
    vector: np.ndarray
    gold: frozenset[UUID]


Ranking = Callable[[Question], list[UUID]]
Connect = Callable[[], AbstractContextManager[psycopg.Connection]]


def measure(data: Path, connect: Connect) -> Iterator[Measure | Missing]:
    """Measure each set of questions in a database of its own."""
    yield from parts(*(_measure(name, data / "recall" / name, connect) for name in SETS))


def _measure(name: str, data: Path, connect: Connect) -> Iterator[Measure]:
    """Measure one set."""
    with connect() as connection:
        yield from _measure_in(name, data, connection)


def _measure_in(name: str, data: Path, connection: psycopg.Connection) -> Iterator[Measure]:
    """Measure one set, with vectors and without."""
    graphs = load(connection, read(data / "events.jsonl"), read(data / "entities.jsonl"))
    questions = ask(read(data / "questions.jsonl"), graphs)
    others = {what: score(ranking, questions) for what, ranking in Baselines(connection, graphs).rankings().items()}
    for what, uses_vector in (("with vectors", True), ("without vectors", False)):
        started = time.monotonic()
        ours = score(lambda asked, uses=uses_vector: recalled(connection, asked, uses), questions)  # type: ignore[misc]
        seconds = time.monotonic() - started
        known = {key: other for key, other in others.items() if uses_vector or key in ("ts_rank_cd", "BM25")}
        for field, title in (("recall", "recall@10"), ("reciprocal", "MRR"), ("complete", "all evidence@10")):
            best = max(known, key=lambda key: getattr(known[key], field))
            reached, baseline = getattr(ours, field), getattr(known[best], field)
            margin = MULTI_HOP_MARGIN if field == "complete" and name not in CONVERSATIONS else 0
            target = f"{margin} above every baseline" if margin else "above every baseline"
            yield Measure(
                *("recall", name, f"{title}, {what}", reached, baseline, best),
                *(target, reached > baseline + margin, seconds if field == "recall" else None),
            )


def event_id(name: str) -> UUID:
    """Return the id in the database of what the data calls by this name."""
    return uuid5(NAMESPACE_URL, name)


def load(connection: psycopg.Connection, events: list[Row], entities: list[Row]) -> dict[str, int]:
    """Write events, entities and mentions as they stand, index them, and embed the events; return the graphs by name."""
    graphs = {}
    for name in sorted({event["graph"] for event in events}):
        graphs[name] = connection.execute("SELECT create_graph(%s) AS id", [name]).fetchone()["id"]
    # nothing runs meanwhile: what is measured is the reading
    connection.execute("UPDATE graph SET mode = 'off', recall_word_share = %s", [WORD_SHARE])
    copy(
        connection,
        "raw_events",
        ("graph_id", "id", "payload", "occurred_at"),
        (
            (
                graphs[event["graph"]],
                event_id(event["id"]),
                json.dumps({"content": event["text"]}),
                event.get("occurred_at"),
            )
            for event in events
        ),
    )
    named = [
        (graphs[entity["graph"]], event_id(f"{entity['graph']}/e/{place}"), entity)
        for place, entity in enumerate(entities)
    ]
    copy(
        connection,
        "entity",
        ("graph_id", "id", "title", "type"),
        ((graph, number, entity["title"], entity["type"]) for graph, number, entity in named),
    )
    copy(
        connection,
        "mention",
        ("graph_id", "event_id", "entity_id"),
        (
            (graph, event_id(event), number)
            for graph, number, entity in named
            for event in dict.fromkeys(entity["mention_event_ids"])
        ),
    )
    for graph in graphs.values():
        connection.execute("SELECT repair(%s)", [graph])
    vectors = Local().embed([event["text"] for event in events])
    with connection.cursor() as cursor:
        cursor.executemany(
            "UPDATE event_text SET embedding = %s::vector WHERE graph_id = %s AND event_id = %s",
            [
                (json.dumps(list(map(float, vector))), graphs[event["graph"]], event_id(event["id"]))
                for event, vector in zip(events, vectors, strict=True)
            ],
        )
    connection.execute("VACUUM (ANALYZE)")
    return graphs


def ask(rows: list[Row], graphs: dict[str, int]) -> list[Question]:
    """Return every second of the questions that have an answer, embedded."""
    kept = [row for row in rows if row["gold_event_ids"]][1::2]
    vectors = Local().embed([row["question"] for row in kept])
    return [
        Question(
            graphs[row["graph"]],
            row["question"],
            np.asarray(vector, float),
            frozenset(map(event_id, row["gold_event_ids"])),
        )
        for row, vector in zip(kept, vectors, strict=True)
    ]


def score(ranking: Ranking, questions: list[Question]) -> Score:
    """Return the means of a method over the questions."""
    found = []
    for question in questions:
        hits = [event in question.gold for event in ranking(question)[:TOP]]
        first = hits.index(True) + 1 if any(hits) else np.inf
        found.append((sum(hits) / len(question.gold), 1 / first, sum(hits) == len(question.gold)))
    return Score(*np.asarray(found, float).mean(axis=0))


def recalled(connection: psycopg.Connection, question: Question, uses_vector: bool) -> list[UUID]:  # noqa: FBT001
    """Return what recall() answers."""
    vector = json.dumps(question.vector.tolist()) if uses_vector else None
    rows = connection.execute(
        "SELECT id FROM recall(%s, %s, %s::vector, %s) WHERE kind = 'event'",
        [question.text, question.graph, vector, TOP],
    )
    return [row["id"] for row in rows]


class Baselines:
    """The standard methods over the events of each graph."""

    def __init__(self, connection: psycopg.Connection, graphs: dict[str, int]) -> None:
        """Index the events."""
        self._connection = connection
        self._ids: dict[int, list[UUID]] = defaultdict(list)
        words: dict[int, list[list[str]]] = defaultdict(list)
        vectors: dict[int, list[list[float]]] = defaultdict(list)
        for row in connection.execute(
            "SELECT t.graph_id, t.event_id, t.embedding::real[] AS vector, ARRAY(SELECT l.lexeme "
            "FROM unnest(to_tsvector('english', v.payload ->> 'content')) l, generate_series(1, cardinality(l.positions)))"
            " AS words FROM event_text t JOIN raw_events v ON v.graph_id = t.graph_id AND v.id = t.event_id"
        ):
            self._ids[row["graph_id"]].append(row["event_id"])
            words[row["graph_id"]].append(row["words"])
            vectors[row["graph_id"]].append(row["vector"])
        self._vectors = {graph: unit(np.asarray(vectors[graph])) for graph in graphs.values()}
        self._bm25 = {}
        for graph in graphs.values():
            self._bm25[graph] = bm25s.BM25()
            self._bm25[graph].index(words[graph], show_progress=False)

    def rankings(self) -> dict[str, Ranking]:
        """Return the methods by name."""
        return {
            "ts_rank_cd": self._ts_rank_cd,
            "BM25": lambda asked: self._best(asked.graph, self._words(asked)),
            "dense": lambda asked: self._best(asked.graph, self._cosines(asked)),
            "RRF": lambda asked: self._best(asked.graph, self._rrf(asked)),
            "convex": lambda asked: self._best(asked.graph, self._convex(asked)),
        }

    def _best(self, graph: int, scores: np.ndarray) -> list[UUID]:
        return [self._ids[graph][place] for place in np.argsort(-scores, kind="stable")[:TOP]]

    def _ts_rank_cd(self, question: Question) -> list[UUID]:
        rows = self._connection.execute(
            "SELECT t.event_id AS id FROM event_text t, (SELECT string_agg(quote_literal(l), ' | ')::tsquery AS query "
            "FROM unnest(tsvector_to_array(to_tsvector('english', %s))) l) q WHERE t.graph_id = %s AND t.lexemes @@ q.query "
            "ORDER BY ts_rank_cd(t.lexemes, q.query) DESC, t.event_id LIMIT %s",
            [question.text, question.graph, TOP],
        )
        return [row["id"] for row in rows]

    def _words(self, question: Question) -> np.ndarray:
        row = self._connection.execute(
            "SELECT tsvector_to_array(to_tsvector('english', %s)) AS words", [question.text]
        ).fetchone()
        known = self._bm25[question.graph].vocab_dict
        return (
            self._bm25[question.graph].get_scores([word for word in row["words"] if word in known])
            if any(word in known for word in row["words"])
            else np.zeros(len(self._ids[question.graph]))
        )

    def _cosines(self, question: Question) -> np.ndarray:
        return self._vectors[question.graph] @ unit(question.vector)

    def _rrf(self, question: Question) -> np.ndarray:
        total = np.zeros(len(self._ids[question.graph]))
        for scores in (self._words(question), self._cosines(question)):
            order = np.argsort(-scores, kind="stable")[:POOL]
            total[order] += 1 / (RRF_K + np.arange(1, len(order) + 1))
        return total

    def _convex(self, question: Question) -> np.ndarray:
        words, cosines = self._words(question), self._cosines(question)
        pool = np.union1d(np.argsort(-words)[:POOL], np.argsort(-cosines)[:POOL])
        low, high = cosines[pool].min(), cosines[pool].max()
        total = np.zeros(len(words))
        total[pool] = WORD_SHARE * words[pool] / max(words[pool].max(), 1e-9) + (1 - WORD_SHARE) * (
            cosines[pool] - low
        ) / max(high - low, 1e-9)
        return total


def unit(vectors: np.ndarray) -> np.ndarray:
    """Return vectors of length 1."""
    return vectors / np.maximum(np.linalg.norm(vectors, axis=-1, keepdims=True), 1e-12)
