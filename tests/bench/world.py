"""What the graphs are made of: people, roles, organizations and other things, and the events that speak of them."""

import json
import random
from dataclasses import dataclass, field
from typing import Any

from bench.database import FOLDER

WORDS: dict[str, Any] = json.loads((FOLDER / "words.json").read_text(encoding="utf-8"))
STATEMENT_SHARE = 0.04
UNKNOWN_EMPLOYER_SHARE = 0.03
KINDS = ("person", "other", "role", "organization")
KIND_SHARES = (0.6, 0.2, 0.1, 0.1)
ENTITIES_PER_EVENT = 5


@dataclass
class Entity:
    """An entity as an application would insert it; employer: of a role, the organization its title names."""

    id: str
    title: str
    type: str
    event_id: str | None = None
    employer: str | None = None


@dataclass
class Batch:
    """Entities, and the events (id, text) that speak of them, five of each."""

    entities: list[Entity] = field(default_factory=list)
    events: list[tuple[str, str]] = field(default_factory=list)


class World:
    """Makes people, roles, organizations and other things with plausible names; the same seed makes the same ones."""

    def __init__(self, seed: int) -> None:
        """Begin an empty world."""
        self.random = random.Random(seed)
        self.organizations: list[tuple[str, str]] = []
        self._taken: set[str] = set()
        self._time = 1_700_000_000_000 + seed * 100_000_000

    def batch(self, size: int, employers: list[tuple[str, str]] | None = None) -> Batch:
        """Make entities in the usual mixture with their events; their roles are at the employers, or at any so far."""
        made = Batch()
        group: list[Entity] = []
        kinds = self.random.choices(KINDS, KIND_SHARES, k=size)
        for kind in kinds:
            group.append(self.entity(kind, employers))
            if len(group) == ENTITIES_PER_EVENT:
                made.events.append(self._event(group))
                made.entities += group
                group = []
        if group:
            made.events.append(self._event(group))
        made.entities += group
        return made

    def entity(self, kind: str, employers: list[tuple[str, str]] | None = None) -> Entity:
        """Make an entity of a kind."""
        key = self._key()
        if kind == "person":
            return Entity(key, f"{self._pick('first_names')} {self._stem()}", kind)
        if kind == "organization":
            title = self._organization()
            self.organizations.append((key, title))
            return Entity(key, title, kind)
        if kind == "role":
            known = employers or self.organizations
            employer, name = None, ""
            if known and self.random.random() >= UNKNOWN_EMPLOYER_SHARE:
                employer, name = self.random.choice(known)
            else:
                name = self._organization()
            work = f"{self._pick('grades')}{self._pick('occupations')}"
            link = self.random.choices((" at ", ", ", " of "), (85, 10, 5))[0]
            return Entity(key, f"{work}{link}{name}", kind, employer=employer)
        name, form = self._pick("things")
        return Entity(key, form.format(self._stem(), self._stem()), name)

    def _key(self) -> str:
        """Make an id in order of time (UUID version 7)."""
        self._time += self.random.randrange(2)
        return f"{self._time:012x}7{self.random.getrandbits(12):03x}{8 + self.random.getrandbits(2):x}{self.random.getrandbits(60):015x}"

    def _pick(self, words: str) -> Any:  # noqa: ANN401
        """Choose one of a list of words.json."""
        return self.random.choice(WORDS[words])

    def _stem(self) -> str:
        """Make a name of two or three syllables."""
        middle = self._pick("stems") if self.random.random() < 0.7 else ""
        return f"{self._pick('stems')}{middle}{self._pick('endings')}".capitalize()

    def _organization(self) -> str:
        """Make the name of an organization that no other one bears."""
        while True:
            name = f"{self._stem()} {self._pick('businesses')}"
            if name not in self._taken:
                self._taken.add(name)
                return name + (self._pick("legal_forms") if self.random.random() < 0.1 else "")

    def _event(self, group: list[Entity]) -> tuple[str, str]:
        """Make the event of a group: two sentences that mention some of it, now and then a statement of a rule."""
        key = self._key()
        titles = [member.title for member in group]
        names = [*self.random.sample(titles, min(3, len(titles))), *titles, *titles][:3]
        first = self._pick("statements" if self.random.random() < STATEMENT_SHARE else "meetings").format(*names)
        for member in group:
            member.event_id = key
        return key, f"{first} {self._pick('remarks')}"
