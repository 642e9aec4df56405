"""The temporal strategy: who served together, and which pairs are mentioned together in the next period.

For the second a history is replayed day by day, with a nightly after each day that has events. Before each period the
pairs seen so far are ranked by the weights of their edges, and the pairs that the period mentions together should
stand first. This measures the weights, so pairs at chance are admitted too: two frequent entities will meet again,
related or not. The door, which admits pairs above chance, is measured by how much more often than by chance the pairs that
it admits halfway through the history meet afterwards.
"""

import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import combinations, groupby
from pathlib import Path
from uuid import NAMESPACE_OID, UUID, uuid5

import numpy as np
import psycopg
from psycopg.types.json import Jsonb

from quality.data import Missing, Row, copy, parts, read
from quality.scores import average_precision, ndcg, retrieval
from quality.table import Measure

Pair = tuple[UUID, UUID]
Connect = Callable[[], AbstractContextManager[psycopg.Connection]]
# the folder, then days a period has, and days before the first
HISTORIES = {"wh": [(30, 180)], "icews14": [(30, 60), (7, 60)]}
HALF_LIVES = (7, 14, 30, 60, 90, 180)
HEBBIAN = ((0.1, 0.01), (0.1, 0.02), (0.2, 0.02), (0.3, 0.05))


def measure(data: Path, connect: Connect) -> Iterator[Measure | Missing]:
    """Measure on the folders bioguide, wh and icews14."""
    yield from parts(
        _overlaps(data / "temporal" / "bioguide", connect),
        *(_rankings(data / "temporal" / name, plans, connect) for name, plans in HISTORIES.items()),
    )


def _id(name: object) -> UUID:
    """Return the uuid of an entity or an event of the data."""
    return uuid5(NAMESPACE_OID, str(name))


def _overlaps(folder: Path, connect: Connect) -> Iterator[Measure]:
    """Measure the posts that overlap, as pairs of the people who held them."""
    entities, events = read(folder / "entities.jsonl"), read(folder / "events.jsonl")
    gold: dict[frozenset[str], set[tuple[date, date]]] = defaultdict(set)
    for edge in read(folder / "gold_edges.jsonl"):
        if edge["kind"] == "served_with":
            dates = (date.fromisoformat(edge["start_date"]), date.fromisoformat(edge["end_date"]))
            gold[frozenset((edge["from"], edge["to"]))].add(dates)
    people = {row["source_event_id"]: row["id"] for row in entities if row["type"] == "person"}
    posts = [row for row in entities if row["metadata"].get("start_date")]
    holder = {_id(row["id"]): people[row["source_event_id"]] for row in posts}

    with connect() as connection:
        copy(
            connection,
            "raw_events",
            ("id", "payload", "occurred_at"),
            ((_id(row["id"]), Jsonb({"content": row["text"]}), row["occurred_at"]) for row in events),
        )
        columns = ("id", "title", "type", "summary", "metadata", "source_event_id")
        copy(
            connection,
            "entity",
            columns,
            (
                (
                    *(_id(row["id"]), row["title"], row["type"], row["summary"], Jsonb(row["metadata"])),
                    _id(row["source_event_id"]),
                )
                for row in entities
            ),
        )
        copy(
            connection,
            "mention",
            ("event_id", "entity_id"),
            ((_id(event), _id(row["id"])) for row in entities for event in row["mention_event_ids"]),
        )
        started = time.monotonic()
        connection.execute("CALL run_nightly(1, p_full_scan => true)")
        seconds = time.monotonic() - started
        edges = connection.execute("SELECT * FROM edge WHERE kind = 'temporal_overlap'").fetchall()
    found: dict[frozenset[str], set[tuple[date, date | None]]] = defaultdict(set)
    for edge in edges:
        pair = frozenset((holder[edge["from_id"]], holder[edge["to_id"]]))
        if len(pair) > 1:
            found[pair].add((edge["start_date"], edge["end_date"]))

    ours = retrieval(found, gold)
    started = time.monotonic()
    bare = retrieval(_bare_overlaps(posts, holder), gold)
    yield Measure(
        *("temporal", "bioguide", "served_with: F1", ours.f1, bare.f1, "any two periods that overlap"),
        *("above 0.9", ours.f1 > 0.9, seconds, time.monotonic() - started),
    )
    yield Measure("temporal", "bioguide", "served_with: precision", ours.precision, bare.precision)
    yield Measure("temporal", "bioguide", "served_with: recall", ours.recall, bare.recall)
    right = [pair for pair in found if pair in gold]
    # what goes on has no end yet; the gold ends with the day of its snapshot
    dated = sum(
        {start for start, _ in found[pair]} == {start for start, _ in gold[pair]}
        and {end for _, end in found[pair]} - {None} <= {end for _, end in gold[pair]}
        for pair in right
    )
    yield Measure("temporal", "bioguide", "served_with: dates as in the gold", dated / max(1, len(right)))


def _bare_overlaps(posts: Sequence[Row], holder: dict[UUID, str]) -> set[frozenset[str]]:
    """Return the pairs of people of whom any two posts overlap, without a shared context."""
    spans = sorted((row["metadata"]["start_date"], row["metadata"]["end_date"] or "9999", row["id"]) for row in posts)
    found = set()
    for (_, end, one), (begin, _, other) in combinations(spans, 2):
        if begin < end:
            found.add(frozenset((holder[_id(one)], holder[_id(other)])))
    return {pair for pair in found if len(pair) > 1}


@dataclass
class Rules:
    """What is known of each pair by the rules to compare with; day by day."""

    number: dict[Pair, int] = field(default_factory=dict)
    occurrences: list[tuple[int, int]] = field(default_factory=list)
    hebbian: dict[tuple[float, float], dict[int, tuple[float, int]]] = field(default_factory=lambda: defaultdict(dict))

    def see(self, day: int, pairs: Sequence[Pair]) -> None:
        """Take in the pairs that the events of a day mention together, as often as they do."""
        for pair in pairs:
            number = self.number.setdefault(pair, len(self.number))
            self.occurrences.append((number, day))
            for rate, forgotten in HEBBIAN:
                weight, last = self.hebbian[rate, forgotten].get(number, (0.0, day))
                weight *= (1 - forgotten) ** (day - last)
                self.hebbian[rate, forgotten][number] = (weight + rate * (1 - weight), day)

    def scores(self, day: int) -> Iterator[tuple[str, np.ndarray]]:
        """Yield the name of each rule, and its score of each pair on this day."""
        number, seen = np.array(self.occurrences).T
        pairs, once = len(self.number), np.unique(np.array(self.occurrences), axis=0).T
        yield "count", np.bincount(number, minlength=pairs)
        yield "distinct days", np.bincount(once[0], minlength=pairs)
        last = np.zeros(pairs)
        np.maximum.at(last, number, seen)
        yield "recency", last
        for half_life in HALF_LIVES:
            yield f"half-life {half_life} days", np.bincount(number, 0.5 ** ((day - seen) / half_life), pairs)
        yield "distinct days, 0.99 a night", np.bincount(once[0], 0.99 ** (day - once[1]), pairs)
        for (rate, forgotten), weights in self.hebbian.items():
            score = np.zeros(pairs)
            for one, (weight, then) in weights.items():
                score[one] = weight * (1 - forgotten) ** (day - then)
            yield f"Hebb {rate}, {1 - forgotten} a night", score


def _rankings(folder: Path, plans: Sequence[tuple[int, int]], connect: Connect) -> Iterator[Measure]:
    """Replay the history of a folder and measure how the weights rank the pairs of each next period."""
    days = {
        date.fromisoformat(day): [_mentioned(row) for row in rows]
        for day, rows in groupby(
            sorted(read(folder / "events.jsonl"), key=lambda row: str(row["occurred_at"])[:10]),
            key=lambda row: str(row["occurred_at"])[:10],
        )
    }
    first, last = min(days), max(days)
    pairs = {day: [pair for row in rows for pair in combinations(row, 2)] for day, rows in days.items()}
    boundaries = defaultdict(list)
    for length, warmup in plans:
        begin = first + timedelta(days=warmup)
        while begin + timedelta(days=length) <= last + timedelta(days=1):
            boundaries[begin].append(length)
            begin += timedelta(days=length)

    rules, seconds, baseline_seconds = Rules(), 0.0, 0.0
    found: dict[int, dict[str, list[tuple[float, float]]]] = defaultdict(lambda: defaultdict(list))
    with connect() as connection:
        _begin(connection, {one for rows in days.values() for row in rows for one in row}, first)
        for offset in range((last - first).days + 1):
            day = first + timedelta(days=offset)
            if offset == (last - first).days // 2:
                after = [row for one, rows in days.items() if one >= day for row in rows]
                yield from _door(connection, folder.name, after)
            if day in boundaries:
                started = time.monotonic()
                scores = {"ours": _weights(connection, rules), **dict(rules.scores(offset))}
                for length in boundaries[day]:
                    scores["tuned"] = _tuned_weights(connection, rules, day, length)
                    period = (day + timedelta(days=number) for number in range(length))
                    ahead = {pair for one in period for pair in pairs.get(one, ())}
                    relevant = [pair in ahead for pair in rules.number]
                    for name, score in scores.items():
                        found[length][name].append((average_precision(score, relevant), ndcg(score, relevant, 100)))
                baseline_seconds += time.monotonic() - started
            if day in days:
                started = time.monotonic()
                _live(connection, day, days[day])
                seconds += time.monotonic() - started
                started = time.monotonic()
                rules.see(offset, pairs[day])
                baseline_seconds += time.monotonic() - started
    yield from _compared(folder.name, found, seconds, baseline_seconds)


def _compared(
    name: str, found: dict[int, dict[str, list[tuple[float, float]]]], seconds: float, baseline_seconds: float
) -> Iterator[Measure]:
    """Compare the scores of our ranking with those of the other rules, by length of period."""
    for length, by_rule in found.items():
        means = {rule: np.mean(values, axis=0) for rule, values in by_rule.items()}
        ours, tuned = means.pop("ours"), means.pop("tuned")
        for place, score in enumerate(("AP", "NDCG@100")):
            best = max(means, key=lambda rule: means[rule][place])
            yield Measure(
                *("temporal", name, f"next {length} days, {score}", ours[place], means[best][place], best),
                *("at or above", bool(ours[place] >= means[best][place]), seconds, baseline_seconds),
            )
            yield Measure(
                *("temporal", name, f"next {length} days, {score}, decay by backtest before each period"),
                *(tuned[place], means[best][place], best, "at or above", bool(tuned[place] >= means[best][place])),
            )
            yield Measure(
                *("reinforcement", name, f"next {length} days, {score}"),
                *(ours[place], means["count"][place], "count", "above", bool(ours[place] > means["count"][place])),
            )


def _mentioned(row: Row) -> list[UUID]:
    """Return the entities of an event, in order."""
    names = row["mentions"] if "mentions" in row else (row["from"], row["to"])
    return sorted({_id(name) for name in names})


def _begin(connection: psycopg.Connection, entities: set[UUID], first: date) -> None:
    """Make the graph that the history happens to: only the temporal strategy is on, nights follow each other at once."""
    connection.execute("UPDATE graph SET nightly_window = '1 microsecond', min_confidence = 0 WHERE id = 1")
    connection.execute(
        "UPDATE strategy_setting SET min_confidence = 0.001 WHERE graph_id = 1 AND strategy = 'temporal'"
    )
    connection.execute("UPDATE strategy_setting SET mode = 'off' WHERE graph_id = 1 AND strategy <> 'temporal'")
    copy(connection, "entity", ("id", "title", "type"), ((one, str(one), "thing") for one in entities))
    connection.execute("CALL run_nightly(1, p_night => %s, p_simulate => true)", (first - timedelta(days=1),))


def _live(connection: psycopg.Connection, day: date, events: Sequence[Sequence[UUID]]) -> None:
    """Let the events of a day arrive, and then its night."""
    ids = [uuid5(NAMESPACE_OID, f"{day} {number}") for number in range(len(events))]
    noon = f"{day} 12:00Z"  # when it is written, too: evidence decays from the day on which its event was there
    copy(connection, "raw_events", ("id", "occurred_at", "created_at"), ((one, noon, noon) for one in ids))
    copy(
        connection,
        "mention",
        ("event_id", "entity_id"),
        ((one, entity) for one, entities in zip(ids, events, strict=True) for entity in entities),
    )
    connection.execute("CALL run_nightly(1, p_night => %s, p_simulate => true)", (day,))


def _door(connection: psycopg.Connection, name: str, after: Sequence[Sequence[UUID]]) -> Iterator[Measure]:
    """Measure how much more often than by chance the pairs meet afterwards that the door now admits, or holds back."""
    with connection.transaction(force_rollback=True):
        connection.execute(
            "UPDATE strategy_setting SET min_confidence = 0 WHERE graph_id = 1 AND strategy = 'temporal'"
        )
        connection.execute("DELETE FROM edge_store")
        rows = connection.execute(
            "SELECT DISTINCT from_id, to_id, detail ? 'hold' AS is_held "
            "FROM detect_temporal(1, ARRAY(SELECT id FROM entity)) WHERE kind = 'co_occurs'"
        ).fetchall()
    single, both = (
        Counter(one for row in after for one in row),
        Counter(pair for row in after for pair in combinations(row, 2)),
    )
    lifts = {}
    for is_held in (False, True):
        pairs = [(row["from_id"], row["to_id"]) for row in rows if row["is_held"] == is_held]
        expected = sum(single[one] * single[other] for one, other in pairs) / len(after)
        lifts[is_held] = sum(both[pair] for pair in pairs) / max(expected, 1e-9)
    share = sum(not row["is_held"] for row in rows) / len(rows)
    what = f"meetings over chance, of the {share:.0%} of pairs that are admitted"
    yield Measure(
        "co_occurs", name, what, lifts[False], lifts[True], "pairs held back", "above", lifts[False] > lifts[True]
    )


def _tuned_weights(connection: psycopg.Connection, rules: Rules, day: date, length: int) -> np.ndarray:
    """Return the weights with the decay that backtest() proposes from the days before this one."""
    found = connection.execute(
        "SELECT decay_factor FROM backtest(1, %s, p_kinds => '{co_occurs}', p_until => %s) "
        "WHERE kind = 'co_occurs' AND setting = 'decay' AND is_proposed",
        (length, day),
    ).fetchone()
    if not found:
        return _weights(connection, rules)
    connection.execute("CALL set_decay(%s, 'co_occurs')", (found["decay_factor"],))
    weights = _weights(connection, rules)
    connection.execute("CALL set_decay(0.99, 'co_occurs')")
    return weights


def _weights(connection: psycopg.Connection, rules: Rules) -> np.ndarray:
    """Return the weight of the edge of each pair that was seen, 0 where there is none."""
    weights = np.zeros(len(rules.number))
    for row in connection.execute("SELECT from_id, to_id, weight FROM edge WHERE kind = 'co_occurs'"):
        weights[rules.number[row["from_id"], row["to_id"]]] = row["weight"]
    return weights
