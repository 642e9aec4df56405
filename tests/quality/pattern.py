"""Patterns, measured: roles that find their organizations, and statements in the texts of an encyclopaedia."""

import json
import re
import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path
from uuid import UUID, uuid5

import psycopg

from quality.calibration import Hit, half, reliability, role_hits, sentence_hits, text_hits
from quality.data import Missing, Row, parts, read
from quality.scores import Retrieval, retrieval
from quality.table import Measure

Connect = Callable[[], AbstractContextManager[psycopg.Connection]]
Pair = tuple[str, str]
NAMESPACE = UUID(int=0)
ROLE_TYPES = ("role", "education", "membership")
WORDS_BETWEEN = re.compile(r"\b(?:at|of|for|with|in|on|to|from)\b|,")


def measure(data: Path, connect: Connect) -> Iterator[Measure | Missing]:
    """Measure the pattern strategy: triggers on input as an application writes it, then one night."""
    hits: list[Hit] = []
    is_whole = True
    for part in parts(measure_roles(data / "demo", connect, hits), measure_statements(data / "quality", connect, hits)):
        is_whole = is_whole and not isinstance(part, Missing)
        yield part
    if not is_whole:
        return
    with connect() as connection:
        hits += sentence_hits(connection)
    yield from reliability(hits)


# -- an application -------------------------------------------------------------------------------------------------


def identity(name: str) -> UUID:
    """Return the id in the database of what the data calls by this name."""
    return uuid5(NAMESPACE, name)


def load(connection: psycopg.Connection, events: list[Row], entities: list[Row]) -> None:
    """Write event after event, each with the entities that come from it, then the mentions; then a night passes."""
    coming = defaultdict(list)
    for entity in entities:
        coming[entity["source_event_id"]].append(entity)
    for event in events:
        connection.execute(
            "INSERT INTO raw_events (id, payload, source, occurred_at) VALUES (%s, %s, %s, %s)",
            (identity(event["id"]), json.dumps({"content": event["text"]}), event["source"], event["occurred_at"]),
        )
        with connection.cursor() as cursor:
            cursor.executemany(
                "INSERT INTO entity (id, title, type, summary, metadata, source_event_id) VALUES (%s, %s, %s, %s, %s, %s)",
                [
                    (
                        identity(entity["id"]),
                        entity["title"],
                        entity["type"],
                        entity.get("summary"),
                        json.dumps({**entity.get("metadata", {}), "aliases": entity["aliases"]}),
                        identity(event["id"]),
                    )
                    for entity in coming[event["id"]]
                ],
            )
    with connection.cursor() as cursor:
        cursor.executemany(
            "INSERT INTO mention (event_id, entity_id) VALUES (%s, %s) ON CONFLICT DO NOTHING",
            [
                (identity(event_id), identity(entity["id"]))
                for entity in entities
                for event_id in entity.get("mention_event_ids", ())
                if event_id != entity["source_event_id"]
            ],
        )
    connection.execute("CALL run_nightly(1)")


def edges(connection: psycopg.Connection, entities: list[Row]) -> list[tuple[str, str, str]]:
    """Return the edges of the pattern strategy: from, to, kind."""
    names = {identity(entity["id"]): entity["id"] for entity in entities}
    rows = connection.execute(
        "SELECT from_id, to_id, kind FROM edge_store WHERE 'pattern' = ANY (strategies)"
    ).fetchall()
    return [(names[row["from_id"]], names[row["to_id"]], row["kind"]) for row in rows]


@dataclass(frozen=True)
class Baseline:
    """What a simple method reaches."""

    name: str
    score: Retrieval
    seconds: float


def best(methods: dict[str, Callable[[], Iterable[object]]], gold: set[object]) -> Baseline:
    """Return the best of the simple methods by F1."""
    reached = []
    for name, method in methods.items():
        started = time.monotonic()
        found = set(method())
        reached.append(Baseline(name, retrieval(found, gold), time.monotonic() - started))
    return max(reached, key=lambda baseline: baseline.score.f1)


# -- roles ----------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Loaded:
    """What a data set has and what was found in it: edges or pairs, and the finds of each rule."""

    entities: list[Row]
    gold: set[tuple[str, ...]]
    found: set[tuple[str, ...]]
    hits: list[Hit]
    seconds: float


def load_roles(data: Path, connection: psycopg.Connection) -> Loaded:
    """Put announcements into a graph, and return its edges role_at beside the gold."""
    events, entities = read(data / "events.jsonl"), read(data / "entities.jsonl")
    gold = {(edge["from"], edge["to"]) for edge in read(data / "gold_edges.jsonl") if edge["kind"] == "role_at"}
    started = time.monotonic()
    load(connection, events, entities)
    seconds = time.monotonic() - started
    found = {(source, target) for source, target, kind in edges(connection, entities) if kind == "role_at"}
    right = {(identity(source), identity(target)) for source, target in gold}
    halves = {identity(entity["id"]): half(entity["source_event_id"] or entity["id"]) for entity in entities}
    return Loaded(entities, set(gold), set(found), role_hits(connection, right, halves), seconds)


def measure_roles(data: Path, connect: Connect, hits: list[Hit]) -> Iterator[Measure]:
    """Titles such as "Director at X" in announcements, against the gold edges role_at."""
    read(data / "entities.jsonl")  # no database where there is no data
    with connect() as connection:
        loaded = load_roles(data, connection)
    hits += loaded.hits
    baseline = best(role_baselines(loaded.entities), set(loaded.gold))
    ours = retrieval(loaded.found, loaded.gold)
    yield Measure(
        *("pattern", "demo", "role_at F1", ours.f1, baseline.score.f1, baseline.name),
        *("> 0.95", ours.f1 > 0.95, loaded.seconds, baseline.seconds),
    )
    for what in ("precision", "recall"):
        yield Measure(
            "pattern", "demo", f"role_at {what}", getattr(ours, what), getattr(baseline.score, what), baseline.name
        )
    of = {entity["id"]: half(entity["source_event_id"] or entity["id"]) for entity in loaded.entities}
    for number, name in enumerate(("the half that was looked at", "the other half")):
        part = retrieval(
            {edge for edge in loaded.found if of[edge[0]] == number},
            {edge for edge in loaded.gold if of[edge[0]] == number},
        )
        yield Measure("pattern", "demo", f"role_at F1, {name}", part.f1)


def role_baselines(entities: list[Row]) -> dict[str, Callable[[], Iterable[object]]]:  # noqa: C901 - four small methods
    """Return the simple methods that match the names of organizations in titles and summaries."""
    roles = [entity for entity in entities if entity["type"] in ROLE_TYPES]
    named: dict[str, str] = {}
    for entity in entities:
        if entity["type"] == "organization":
            for name in (entity["title"], *entity["aliases"]):
                named.setdefault(bare(name), entity["id"])
    words = {name: re.compile(rf"(?<!\w){re.escape(name)}(?!\w)") for name in named if len(name) >= 4}

    def after_at() -> Iterator[Pair]:
        for role in roles:
            _, at, name = role["title"].partition(" at ")
            if at and bare(name) in named:
                yield role["id"], named[bare(name)]

    def after_any_word() -> Iterator[Pair]:
        for role in roles:
            for match in WORDS_BETWEEN.finditer(role["title"]):
                if (name := bare(role["title"][match.end() :])) in named:
                    yield role["id"], named[name]
                    break

    def longest(*fields: str) -> Iterator[Pair]:
        for role in roles:
            for field in fields:
                text = (role[field] or "").lower()
                if found := [name for name, word in words.items() if word.search(text)]:
                    yield role["id"], named[max(found, key=len)]
                    break

    return {
        '"X at Y", Y a title or alias': after_at,
        "any preposition or comma, then Y": after_any_word,
        "longest name in the title": lambda: longest("title"),
        "longest name in title or summary": lambda: longest("title", "summary"),
    }


def bare(name: str) -> str:
    """Return a name in lower case without its article."""
    return re.sub(r"^(the|a|an)\s+", "", name.strip().lower())


# -- statements -----------------------------------------------------------------------------------------------------

TYPES = {"PER": "person", "ORG": "organization", "LOC": "place", "MISC": "thing"}
# The relations that a text states between two names, grouped; ours -> the group of the data.
GROUPS = {
    "works_at": "works_at",
    "leads": "leads",
    "founded_by": "founded_by",
    "educated_at": "educated_at",
    "member_of": "member_of",
    "owned_by": "owned_by",
    "married_to": "family",
    "child_of": "family",
    "sibling_of": "family",
    "related_to": "family",
    "holds": "position",
}
# Calibration alone can use these; the gold has them for other pairs than of people and organizations too.
FURTHER_GROUPS = {"born_in": "born_in", "part_of": "part_of"}


def load_statements(data: Path, connection: psycopg.Connection) -> Loaded:
    """Put an encyclopaedia into a graph, and return its edges between people and organizations beside the gold."""
    entities = [
        {**entity, "type": TYPES[entity["type"]]} for entity in read(data / "entities.jsonl") if entity["type"] in TYPES
    ]
    known = {entity["id"]: entity for entity in entities}
    stated = [
        (*sorted((edge["from"], edge["to"])), edge["coarse"])
        for edge in read(data / "gold_edges.jsonl")
        if edge["same_sentence"] and known.keys() >= {edge["from"], edge["to"]}
    ]
    gold = {edge for edge in stated if edge[2] in GROUPS.values()}
    started = time.monotonic()
    load(connection, read(data / "events.jsonl"), entities)
    seconds = time.monotonic() - started
    # the gold speaks of one document at a time
    found = {
        (*sorted((source, target)), GROUPS[kind])
        for source, target, kind in edges(connection, entities)
        if kind in GROUPS and known[source]["source_event_id"] == known[target]["source_event_id"]
    }
    names = {identity(entity["id"]): entity for entity in entities}
    right = {(*sorted((identity(one), identity(other))), group) for one, other, group in stated}

    def is_right(source: UUID, target: UUID, kind: str) -> bool | None:
        group = (GROUPS | FURTHER_GROUPS).get(kind)
        if group is None or names[source]["source_event_id"] != names[target]["source_event_id"]:
            return None
        return (*sorted((source, target)), group) in right

    halves = {key: half(entity["source_event_id"]) for key, entity in names.items()}
    return Loaded(entities, set(gold), set(found), text_hits(connection, is_right, halves), seconds)


def measure_statements(data: Path, connect: Connect, hits: list[Hit]) -> Iterator[Measure]:
    """Sentences of an encyclopaedia, against the gold relations of people and organizations within one sentence."""
    read(data / "entities.jsonl")
    with connect() as connection:
        loaded = load_statements(data, connection)
    hits += loaded.hits
    pairs = {edge[:2] for edge in loaded.gold}
    baseline = best(sentence_baselines(loaded.entities), set(pairs))
    ours = retrieval({edge[:2] for edge in loaded.found}, pairs)
    trivial = baseline.score.f1
    yield Measure(
        *("pattern", "quality", "related pairs F1", ours.f1, trivial, baseline.name),
        *("twice the baseline", ours.f1 >= 2 * trivial, loaded.seconds, baseline.seconds),
    )
    for what in ("precision", "recall"):
        yield Measure(
            *("pattern", "quality", f"related pairs {what}", getattr(ours, what)),
            *(getattr(baseline.score, what), baseline.name),
        )
    yield Measure("pattern", "quality", "related pairs with the right kind F1", retrieval(loaded.found, loaded.gold).f1)
    of = {entity["id"]: half(entity["source_event_id"]) for entity in loaded.entities}
    for number, name in enumerate(("the half that was looked at", "the other half")):
        part = retrieval(
            {edge[:2] for edge in loaded.found if of[edge[0]] == number},
            {edge for edge in pairs if of[edge[0]] == number},
        )
        yield Measure("pattern", "quality", f"related pairs F1, {name}", part.f1)
        yield Measure("pattern", "quality", f"related pairs precision, {name}", part.precision)


def sentence_baselines(entities: list[Row]) -> dict[str, Callable[[], Iterable[object]]]:
    """Return the simple method: whoever shares a sentence is related."""
    sentences = defaultdict(set)
    for entity in entities:
        for mention in entity["mentions"]:
            sentences[entity["source_event_id"], mention["sent"]].add(entity["id"])

    def together() -> Iterator[Pair]:
        for names in sentences.values():
            yield from combinations(sorted(names), 2)

    return {"every pair that shares a sentence": together}
