"""How often each shipped pattern rule is right on labelled data, apart by half: one half fits, the other reports."""

import math
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from hashlib import md5, sha256
from pathlib import Path
from uuid import UUID, uuid5

import psycopg

from quality.table import Measure

SENTENCES = Path(__file__).with_name("sentences.txt")
NAMESPACE = UUID(int=0)
FIT, REPORT = 0, 1
# one-sided: in eight samples of ten the true precision is above the bound
Z = 0.8416
ENOUGH, ASSUMED = 20, 0.7
BINS = 20

Key = tuple[str, str, str]  # field, kind, expression of a rule


@dataclass(frozen=True)
class Hit:
    """One find of one rule; half: that of the document it was found in."""

    rule: Key
    half: int
    is_right: bool
    confidence: float


@dataclass(frozen=True)
class Fit:
    """What a rule reached on the half that fits."""

    hits: int
    right: int

    @property
    def is_measured(self) -> bool:
        """Whether there are hits enough to speak of a precision."""
        return self.hits >= ENOUGH

    @property
    def confidence(self) -> float:
        """The lower bound of the precision; with few hits the assumed one, drawn towards what was seen."""
        if self.is_measured:
            return round(wilson(self.right, self.hits), 2)
        weight = 10
        return round(min(ASSUMED, (self.right + ASSUMED * weight) / (self.hits + weight)), 2)


def half(name: str) -> int:
    """Return the half of a document: always the same."""
    return md5(name.encode(), usedforsecurity=False).digest()[-1] % 2


def wilson(right: int, hits: int) -> float:
    """Return the lower bound of a proportion (Wilson 1927)."""
    share, square = right / hits, Z * Z / hits
    spread = math.sqrt(share * (1 - share) * square + square * square / 4)
    return (share + square / 2 - spread) / (1 + square)


def fits(hits: Iterable[Hit]) -> dict[Key, Fit]:
    """Return what each rule reached on the half that fits."""
    found: dict[Key, list[bool]] = {}
    for hit in hits:
        if hit.half == FIT:
            found.setdefault(hit.rule, []).append(hit.is_right)
    return {rule: Fit(len(rights), sum(rights)) for rule, rights in found.items()}


def role_hits(connection: psycopg.Connection, right: set[tuple[UUID, UUID]], halves: dict[UUID, int]) -> list[Hit]:
    """Return the finds of title and summary rules in a graph that has learned: right edges, and halves of sources."""
    rows = connection.execute(
        "SELECT DISTINCT ON (r.id, v.from_id, v.to_id) r.field, r.kind, r.expression, v.from_id, v.to_id, v.confidence "
        "FROM evidence v JOIN pattern_rule r ON r.graph_id = v.graph_id AND r.id::text = v.detail ->> 'rule' "
        "WHERE v.graph_id = 1 AND v.strategy = 'pattern' AND r.field <> 'text' "
        "ORDER BY r.id, v.from_id, v.to_id, v.confidence DESC"
    ).fetchall()
    return [
        Hit(
            (row["field"], row["kind"], row["expression"]),
            halves[row["from_id"]],
            (row["from_id"], row["to_id"]) in right,
            row["confidence"],
        )
        for row in rows
    ]


def text_hits(
    connection: psycopg.Connection, is_right: Callable[[UUID, UUID, str], bool | None], halves: dict[UUID, int]
) -> list[Hit]:
    """Return the finds of text rules in all events, also of rules that another one outdoes; None: not to be counted."""
    rows = connection.execute(
        "SELECT DISTINCT ON (r.id, f.source_id, f.target_id) "
        "r.field, r.kind, r.expression, r.confidence, f.source_id, f.target_id "
        "FROM (SELECT array_agg(e.id) AS ids FROM entity e WHERE e.graph_id = 1) e "
        "CROSS JOIN (SELECT array_agg(v.id) AS ids, array_agg(p.part) AS texts FROM raw_events v "
        "CROSS JOIN LATERAL text_parts(event_text(v.payload)) AS p (part) WHERE v.graph_id = 1) v "
        "CROSS JOIN LATERAL (SELECT array_agg(q) AS pairs FROM _text_pairs(1, e.ids, v.ids, v.texts, NULL) q) q "
        "CROSS JOIN LATERAL _pattern_in_sentence(1, q.pairs) f "
        "JOIN pattern_rule r ON r.graph_id = 1 AND r.id = f.rule_id "
        "ORDER BY r.id, f.source_id, f.target_id"
    ).fetchall()
    return [
        Hit((row["field"], row["kind"], row["expression"]), halves[row["source_id"]], right, row["confidence"])
        for row in rows
        if (right := is_right(row["source_id"], row["target_id"], row["kind"])) is not None
    ]


# -- sentences ------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Sentence:
    """A sentence about A and B (and C), whether it states the kind from A to B, and to which half it belongs."""

    kind: str
    types: tuple[str, str]
    text: str
    is_right: bool
    half: int

    def name(self, letter: str) -> str:
        """Return what A, B or C is called here and nowhere else."""
        digest = sha256(f"{self.kind} {self.text} {letter}".encode()).digest()
        syllables = [f"{'bdfgklmnprstvz'[byte % 14]}{'aeiou'[byte // 14 % 5]}" for byte in digest[:5]]
        return "".join(syllables).capitalize()

    def id(self, letter: str) -> UUID:
        """Return the id of A, B or C."""
        return uuid5(NAMESPACE, self.name(letter))

    @property
    def content(self) -> str:
        """Return the text with names."""
        return re.sub(r"\b[ABC]\b", lambda letter: self.name(letter[0]), self.text)


def sentences() -> Iterator[Sentence]:
    """Read the sentences."""
    number = 0
    for line in SENTENCES.read_text(encoding="utf-8").splitlines():
        sign, _, rest = line.partition(" ")
        if sign == "=":
            kind, *types = rest.split()
        elif sign in ("+", "-"):
            number += 1
            yield Sentence(kind, (types[0], types[1]), rest, sign == "+", number % 2)


def sentence_hits(connection: psycopg.Connection) -> list[Hit]:
    """Return the finds of text rules in the sentences, each among names of its own; the graph must be empty."""
    connection.execute("UPDATE strategy_setting SET mode = 'off' WHERE graph_id = 1")
    known = list(sentences())
    rows, events, right, halves, kinds = [], [], {}, {}, {}
    for sentence in known:
        for letter in "ABC":
            if re.search(rf"\b{letter}\b", sentence.text):
                rows.append((sentence.id(letter), sentence.name(letter), sentence.types[letter != "A"]))
                halves[sentence.id(letter)] = sentence.half
                kinds[sentence.id(letter)] = sentence.kind
        events.append((sentence.content,))
        right[sentence.id("A"), sentence.id("B")] = sentence.is_right
    with connection.cursor() as cursor:
        cursor.executemany("INSERT INTO entity (id, title, type) VALUES (%s, %s, %s)", rows)
        cursor.executemany("INSERT INTO raw_events (payload) VALUES (jsonb_build_object('content', %s::text))", events)
    return text_hits(
        connection,
        lambda source, target, kind: right.get((source, target), False) if kind == kinds[source] else None,
        halves,
    )


# -- the report -----------------------------------------------------------------------------------------------------


def reliability(hits: list[Hit]) -> Iterator[Measure]:
    """Of each band of confidence, how much is right on the half that did not fit, and the expected calibration error.

    The error counts rules with 30 hits or more on the half that fits (Guo et al. 2017).
    """
    bins: dict[int, list[Hit]] = {}
    for hit in hits:
        if hit.half == REPORT:
            bins.setdefault(min(int(hit.confidence * BINS + 1e-9), BINS - 1), []).append(hit)
    for number, found in sorted(bins.items()):
        confidence = sum(hit.confidence for hit in found) / len(found)
        yield Measure(
            *(
                "pattern",
                "reported half",
                f"right at confidence {number / BINS:.2f} to {(number + 1) / BINS:.2f}, n = {len(found)}",
            ),
            *(sum(hit.is_right for hit in found) / len(found), confidence, "mean confidence"),
        )
    known = {rule for rule, fit in fits(hits).items() if fit.hits >= 30}
    gap, count = 0.0, 0
    for found in bins.values():
        counted = [hit for hit in found if hit.rule in known]
        gap += abs(sum(hit.is_right - hit.confidence for hit in counted))
        count += len(counted)
    error = gap / count if count else 0.0
    yield Measure(
        *("pattern", "reported half", f"expected calibration error, {len(known)} rules, n = {count}", error),
        *(None, "", "at most 0.05", error <= 0.05),
    )
