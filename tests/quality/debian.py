"""A graph of packages: the changelogs of Debian, lived through night by night, and how many of its edges are right.

The packages come from `apt-get download`, once, into build/debian; without apt-get the measurement is skipped. What an
application would extract is made from each entry of a changelog: its package, whoever signed it, the signer's role
("Maintainer of bash at Debian"), Debian, and the security numbers (CVE) that it names. All else (who is mentioned
where, and what that says) is the engine's. Every edge that is there in the end, embeddings included, is judged by
rules that were written down before the first edge was seen: see Truth.
"""

import gzip
import io
import re
import shutil
import statistics
import subprocess
import tarfile
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from email.utils import parsedate_to_datetime
from itertools import groupby
from pathlib import Path
from uuid import NAMESPACE_URL, UUID, uuid5

import psycopg
from psycopg.types.json import Jsonb

from conftest import PROJECT
from quality.data import Missing, copy
from quality.table import Measure
from relationship_engine.embeddings import Embedder, Local

FOLDER = PROJECT / "build" / "debian"
# of many sizes and ages, some with names that are everyday words; those that a release lacks are left out
PACKAGES = Path(__file__).with_name("packages.txt").read_text(encoding="utf-8").split()
# the entries of fourteen months: whatever a later point release adds to a changelog is not read
FIRST, LAST = date(2021, 11, 1), date(2022, 12, 31)
HEAD = re.compile(r"^(?P<package>\S+) \((?P<version>[^)]+)\) [^\n]*\n", re.MULTILINE)
SIGNATURE = re.compile(r"^ -- (?P<name>[^<\n]+?) <[^>\n]*>  (?P<at>[^\n]+)$", re.MULTILINE)
CVE = re.compile(r"CVE-\d{4}-\d{4,}")
# of two packages: the words of a changelog that speak of relations between packages
DEPENDENCY = re.compile(
    r"depend|recommend|suggest|breaks|replaces|conflicts|provides|built-using|package|against|rebuild|transition|"
    r"autopkgtest|test|link|use |using|with |from |for |via|support|move|switch|librar",
    re.IGNORECASE,
)

Connect = Callable[[], AbstractContextManager[psycopg.Connection]]


@dataclass(frozen=True)
class Entry:
    """An entry of a changelog: what an event brings."""

    package: str
    version: str
    signer: str
    at: datetime
    text: str

    @property
    def cves(self) -> list[str]:
        """The security numbers that the entry names."""
        return sorted(set(CVE.findall(self.text)))


@dataclass
class Truth:
    """What the changelogs themselves say; an edge is right if it joins two things that they join.

    - A person and a package: the person signed an entry of the package, or is named in one.
    - Two people: both belong to one package.
    - A person and a CVE: the person signed an entry that names it, or is named in one.
    - A package and a CVE, two CVEs: an entry of the package names it, or both.
    - Two packages: an entry of one names the other in a line that speaks of packages, as a word in its own spelling.
    - A role and its organization, its package, a person who signed that package, a CVE of that package: right. Two
      roles: of one package or of one person. All with Debian: right, except by a kind of which nothing is known.
    - By any other kind than those that say no more than that there is a relation, only role_at with Debian is right.
    """

    people: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    signers: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    cves: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    person_cves: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    named: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))

    @classmethod
    def of(cls, entries: list[Entry]) -> "Truth":
        """Read the truth from all entries."""
        truth = cls()
        packages = {entry.package for entry in entries}
        people = {entry.signer for entry in entries}
        for entry in entries:
            truth.signers[entry.signer].add(entry.package)
            truth.cves[entry.package].update(entry.cves)
            for person in {entry.signer} | {name for name in people if name in entry.text}:
                truth.people[person].add(entry.package)
                truth.person_cves[person].update(entry.cves)
            for line in entry.text.splitlines():
                if DEPENDENCY.search(line):
                    words = set(re.findall(r"[\w.+-]*\w\+*", line))
                    truth.named[entry.package] |= words & packages - {entry.package}
        return truth

    def is_right(self, kind: str, one: tuple[str, str], other: tuple[str, str]) -> bool:
        """Judge an edge between two entities (type, title)."""
        (types, (first, second)) = zip(*sorted((one, other)), strict=True)
        if kind not in UNSPECIFIC:
            return kind == "role_at" and types == ("organization", "role")
        if "organization" in types:
            return True
        rule: Callable[[str, str], bool] | None = getattr(self, f"_{types[0]}_{types[1]}", None)
        return bool(rule and rule(first, second))

    def _package_person(self, package: str, person: str) -> bool:
        return package in self.people[person]

    def _person_person(self, one: str, other: str) -> bool:
        return bool(self.people[one] & self.people[other])

    def _person_vulnerability(self, person: str, cve: str) -> bool:
        return cve in self.person_cves[person]

    def _package_vulnerability(self, package: str, cve: str) -> bool:
        return cve in self.cves[package]

    def _vulnerability_vulnerability(self, one: str, other: str) -> bool:
        return any({one, other} <= found for found in self.cves.values())

    def _package_package(self, one: str, other: str) -> bool:
        return other in self.named[one] or one in self.named[other]

    def _package_role(self, package: str, role: str) -> bool:
        return _package(role) == package

    def _person_role(self, person: str, role: str) -> bool:
        return _package(role) in self.signers[person]

    def _role_vulnerability(self, role: str, cve: str) -> bool:
        return cve in self.cves[_package(role)]

    def _role_role(self, one: str, other: str) -> bool:
        packages = {_package(one), _package(other)}
        return len(packages) == 1 or any(packages <= signed for signed in self.signers.values())


def _package(role: str) -> str:
    """Return the package of a role's title."""
    return role.removeprefix("Maintainer of ").removesuffix(" at Debian")


UNSPECIFIC = ("co_occurs", "inferred_connection", "semantically_related", "temporal_overlap", "preceded_by")


def measure(data: Path, connect: Connect) -> Iterator[Measure | Missing]:  # noqa: ARG001 - it brings its own data
    """Live through the changelogs night by night, and judge what is there in the end."""
    entries = _entries()
    truth = Truth.of(entries)
    with connect() as connection:
        types = _live(connection, entries)
        yield from _weights(connection)
        embedder = Embedder(connection.info.dsn, Local())
        embedder.prepare()
        embedder.drain()
        connection.execute("CALL run_nightly(1, true, %s, true)", (LAST + timedelta(days=1),))
        yield from _judged(connection, truth, types)


def _entries() -> list[Entry]:
    """Return the entries of all changelogs in the order of their time; each source package counts once."""
    if not shutil.which("apt-get") or not shutil.which("dpkg-deb"):
        message = "there is no apt-get to download packages with"
        raise Missing(message)
    FOLDER.mkdir(parents=True, exist_ok=True)
    there = {path.name.split("_")[0] for path in FOLDER.glob("*.deb")}
    for package in PACKAGES:
        if package not in there:
            subprocess.run(["apt-get", "download", "-qq", package], cwd=FOLDER, check=False, capture_output=True)  # noqa: S603, S607
    entries = {}
    for path in sorted(FOLDER.glob("*.deb")):
        for entry in _changelog(path):
            entries[entry.package, entry.version] = entry
    if not entries:
        message = "apt-get downloaded no package"
        raise Missing(message)
    return sorted(entries.values(), key=lambda entry: (entry.at, entry.package))


def _changelog(path: Path) -> Iterator[Entry]:
    """Read the entries of a package's changelog that are of the time."""
    files = subprocess.run(["dpkg-deb", "--fsys-tarfile", str(path)], check=True, capture_output=True).stdout  # noqa: S603, S607
    with tarfile.open(fileobj=io.BytesIO(files)) as archive:
        for member in archive:
            if member.isfile() and re.search(r"/changelog(\.Debian)?\.gz$", member.name):
                packed = archive.extractfile(member)
                text = gzip.decompress(packed.read() if packed else b"").decode(errors="replace")
                for block in re.split(r"\n(?=\S+ \([^)\n]+\) )", text):
                    head, signature = HEAD.match(block), SIGNATURE.search(block)
                    if head and signature:
                        at = parsedate_to_datetime(signature["at"])
                        if FIRST <= at.date() <= LAST:
                            yield Entry(
                                head["package"], head["version"], signature["name"].strip('" '), at, block.strip()
                            )


def _id(*names: str) -> UUID:
    """Return the uuid of an entity or an event."""
    return uuid5(NAMESPACE_URL, "\t".join(names))


def _live(connection: psycopg.Connection, entries: list[Entry]) -> dict[UUID, tuple[str, str]]:
    """Let each day's entries arrive, and then its night; return type and title of each entity."""
    connection.execute("CALL run_nightly(1, p_night => %s, p_simulate => true)", (FIRST - timedelta(days=1),))
    # nights follow each other at once
    connection.execute("UPDATE graph SET nightly_window = '1 microsecond' WHERE id = 1")
    known: dict[UUID, tuple[str, str]] = {}
    days = {day: list(rows) for day, rows in groupby(entries, key=lambda entry: entry.at.date())}
    for offset in range((LAST - FIRST).days + 1):
        day = FIRST + timedelta(days=offset)
        rows = days.get(day, [])
        if rows:
            events = [(_id(e.package, e.version), Jsonb({"content": e.text}), e.at) for e in rows]
            copy(connection, "raw_events", ("id", "payload", "occurred_at"), events)
            arrived = {}
            for entry in rows:
                for kind, title in (
                    ("package", entry.package),
                    ("person", entry.signer),
                    ("role", f"Maintainer of {entry.package} at Debian"),
                    ("organization", "Debian"),
                    *(("vulnerability", cve) for cve in entry.cves),
                ):
                    key = _id(kind, title)
                    if key not in known:
                        known[key] = (kind, title)
                        arrived[key] = (key, title, kind, _id(entry.package, entry.version))
            copy(connection, "entity", ("id", "title", "type", "source_event_id"), arrived.values())
        connection.execute("CALL run_nightly(1, p_night => %s, p_simulate => true)", (day,))
        if rows:  # to the nights that follow it was there on its day
            connection.execute("SET session_replication_role = replica")
            ids = [_id(e.package, e.version) for e in rows]
            connection.execute("UPDATE raw_events SET created_at = occurred_at WHERE id = ANY (%s)", (ids,))
            connection.execute("RESET session_replication_role")
    return known


def _weights(connection: psycopg.Connection) -> Iterator[Measure]:
    """Tell the scale of what the last night left, before its decay, and what was pruned on the way."""
    rows = connection.execute(
        "SELECT e.kind, e.weight / 0.99 AS weight, e.strength, e.confidence, "
        "coalesce(v.span >= interval '7 days', false) AS is_lasting FROM edge e "
        "CROSS JOIN LATERAL (SELECT max(o.occurred_at) - min(o.occurred_at) AS span FROM counting_evidence v "
        "JOIN raw_events o ON o.graph_id = v.graph_id AND o.id = v.event_id "
        "WHERE v.graph_id = e.graph_id AND (v.from_id, v.to_id, v.kind) = (e.from_id, e.to_id, e.kind)) v"
    ).fetchall()
    share = len(rows) or 1
    for what, low, high in (("1 to 2", 0.995, 2), ("2 to 5", 2, 5), ("above 5", 5, 1e9)):
        yield Measure(
            "debian", "changelogs", f"weights {what}", sum(low <= row["weight"] < high for row in rows) / share
        )
    middle = sum(0.7 <= row["confidence"] <= 0.9 for row in rows) / share
    yield Measure("debian", "changelogs", "confidences 0.7 to 0.9", middle, target="most", is_met=middle > 0.5)
    yield Measure("debian", "changelogs", "reinforced after a week", sum(row["is_lasting"] for row in rows) / share)
    strengths = {
        kind: statistics.median(row["strength"] for row in rows if row["kind"] == kind)
        for kind in {row["kind"] for row in rows}
    }
    role, chance = (strengths.get(kind, 0.0) for kind in ("role_at", "co_occurs"))
    yield Measure(
        *("debian", "changelogs", "median strength of role_at", role, chance, "co_occurs", "above", role > chance)
    )
    pruned = connection.execute(
        "SELECT kind, count(*) FROM edge_store WHERE pruned_at IS NOT NULL GROUP BY kind"
    ).fetchall()
    lost = {row["kind"]: row["count"] for row in pruned}
    yield Measure("debian", "changelogs", f"role_at pruned: {lost.get('role_at', 0)}", lost.get("role_at", 0))


def _judged(connection: psycopg.Connection, truth: Truth, types: dict[UUID, tuple[str, str]]) -> Iterator[Measure]:
    """Tell the share of right edges, in all and by kind."""
    edges = connection.execute("SELECT kind, from_id, to_id, confidence FROM edge_current").fetchall()
    right: Counter[str] = Counter()
    total: Counter[str] = Counter()
    for edge in edges:
        is_right = truth.is_right(edge["kind"], types[edge["from_id"]], types[edge["to_id"]])
        level = (
            "0.7 or more" if edge["confidence"] >= 0.7 else "0.5 to 0.7" if edge["confidence"] >= 0.5 else "below 0.5"
        )
        for group in (edge["kind"], f"at confidence {level}"):
            total[group] += 1
            right[group] += is_right
        right["in all"] += is_right
    share = right["in all"] / max(1, len(edges))
    what = f"right edges: {right['in all']} of {len(edges)}"
    yield Measure("debian", "changelogs", what, share, target="0.85", is_met=share >= 0.85)
    for group in sorted(total):
        what = f"right edges {group}: {right[group]} of {total[group]}"
        yield Measure("debian", "changelogs", what, right[group] / total[group])
