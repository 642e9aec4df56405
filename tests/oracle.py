"""A plain model of weight, confidence and life of the edges of one graph, to hold the database against.

What it says, without logarithms and without SQL:

- Evidence is known by (from, to, kind, strategy, context) and counts once; of several such
  candidates in one call the surest does, then the one of the greatest gain. Its weight now is its gain, times the
  factor of every set_weight that scaled it, times the factor of every clock step that came after it. Undone runs leave
  no trace in this: an undone set_weight scales nothing, an undone step ages nothing, evidence of an undone run is gone.
- Undoing an undo takes the mark of being undone off the run again; so evidence may have been found twice, and then the
  oldest find of a run that is not undone counts. A nightly whose nights have passed again is not done again.
- The weight of an edge is the plain sum over its evidence; an edge without evidence is not there.
- A nightly claims the nights after the last one claimed, up to its own, and steps by decay_factor for each of them, by
  the decay_factor of that moment. A night already claimed ages nothing. Undoing the nightly gives its nights back if no
  later night is still claimed; else they stay behind the graph: it aged less by that step. A paused graph (off, shadow)
  claims the nights and ages nothing; such a nightly did nothing that could be undone.
- An edge has a rate of decay: a clock step takes its factor to the power of the rate from the weight.
- A rejection takes from its edge each observation that counted, whichever run finds it, while the run of the rejection
  is not undone; learn() admits none of them meanwhile.
- A merge of one entity into another makes their edges one: finds of both are finds of it, an observation still counts
  once, and an edge between the two is not there. Where both have an edge and one of the two lives, no earlier pruning of
  either holds any more. Undoing the merge separates them again; what was learned since stays with the entity that was
  kept. A merge cannot be undone or redone while another merge has one of the two entities.
- restore_pruned() takes back the prunings since a time; it is a run and may be undone as any other.
- Pruning (at the end of a nightly, or prune()) takes the live edges whose weight is below the threshold, but for
  pinned ones and those with evidence of the strategy manual; none at all when they are more than guard * live edges.
- A pruning holds while its run is not undone and no evidence of the edge that counts is newer than it. An edge lives
  when it has evidence and no pruning holds. So the order in which runs are undone does not matter.
- Confidence: the maximum within a strategy; of several strategies one counts in full, and each other one takes
  weight * confidence off the doubt that is left. The largest counts of what any one of them in full gives. One of
  weight 0 takes nothing off the doubt of others, nor they off its own.
"""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, field
from math import prod
from uuid import UUID

EdgeKey = tuple[UUID, UUID, str]
PAUSED = ("off", "shadow")


def combined(found: list[tuple[float, float]]) -> float:
    """Return the confidence of an edge that strategies of (confidence, weight) found."""

    def in_full(one: int) -> float:
        sure, weight = found[one]
        shares = [1 - other * share for i, (other, share) in enumerate(found) if i != one and weight > 0]
        return 1 - (1 - sure) * prod(shares)

    return max(in_full(one) for one in range(len(found)))


@dataclass
class Run:
    """A run that may be undone."""

    undone: bool = False
    night: dt.date | None = None
    after: dt.date | None = None
    paused: bool = False
    restored: list[tuple[EdgeKey, UUID]] = field(default_factory=list)
    merge: tuple[UUID, UUID] | None = None


@dataclass
class Evidence:
    """One observation; since counts the clock steps before it, time orders it among the prunings."""

    run: UUID
    gain: float
    confidence: float
    since: int
    time: int
    scales: list[tuple[UUID, float]] = field(default_factory=list)


@dataclass
class Oracle:
    """One graph."""

    reached_first: dt.date
    strategy_weights: dict[str, float]
    decay_factor: float = 0.99
    prune_threshold: float = 0.1
    prune_guard: float = 0.1
    min_confidence: float = 0.3
    mode: str = "active"
    finds: dict[EdgeKey, dict[tuple[str, str], list[Evidence]]] = field(default_factory=dict)
    steps: list[tuple[UUID, float]] = field(default_factory=list)
    prunings: dict[EdgeKey, list[tuple[UUID, int]]] = field(default_factory=dict)
    runs: dict[UUID, Run] = field(default_factory=dict)
    pinned: set[EdgeKey] = field(default_factory=set)
    rates: dict[EdgeKey, float] = field(default_factory=dict)
    rejections: list[tuple[UUID, EdgeKey, set[tuple[str, str]]]] = field(default_factory=list)
    time: int = 0

    def learn(self, run: UUID, candidates: Iterable[tuple[EdgeKey, str, str, float, float]]) -> tuple[int, int, int]:
        """Learn (edge, strategy, context, gain, confidence); return the edges created and reinforced, and proposals."""
        self.time += 1
        if self.mode == "off":
            return 0, 0, 0
        self.runs.setdefault(run, Run())
        fresh: dict[tuple[EdgeKey, str, str], tuple[float, float]] = {}
        counting = self.evidence
        candidates = [(self.place(edge), *rest) for edge, *rest in candidates]
        for edge, strategy, context, gain, confidence in candidates:
            key = (edge, strategy, context)
            if (strategy, context) in counting.get(edge, {}):
                continue
            if key not in fresh or (confidence, gain) > fresh[key][::-1]:
                fresh[key] = (gain, confidence)
        admitted = {
            (edge, strategy, context): found
            for (edge, strategy, context), found in fresh.items()
            if found[1] >= self.min_confidence
            and edge[0] != edge[1]
            and self.mode != "shadow"
            and not self._is_rejected(edge, (strategy, context))
        }
        edges = {edge for edge, _, _ in admitted}
        created = {edge for edge in edges if edge not in counting}
        for (edge, strategy, context), (gain, confidence) in admitted.items():
            found = Evidence(run, gain, confidence, len(self.steps), self.time)
            self.finds.setdefault(edge, {}).setdefault((strategy, context), []).append(found)
        return len(created), len(edges - created), len(fresh) - len(admitted)

    def nightly(self, run: UUID, night: dt.date) -> tuple[int, int]:
        """Run the night; return the nights that elapsed and the edges pruned."""
        self.time += 1
        self.runs[run] = Run()
        nights = max((night - self.reached).days, 0)
        if nights:
            self.runs[run].night, self.runs[run].after = night, self.reached
        if self.mode in PAUSED:
            self.runs[run].paused = True
            return 0, 0
        if nights:
            self.steps.append((run, prod([self.decay_factor] * nights)))
        return nights, self._prune(run)

    def prune(self, run: UUID) -> int:
        """Prune; return how many edges."""
        self.time += 1
        self.runs[run] = Run()
        weak = self.weak_edges()
        if self.mode in PAUSED:
            return 0 if self._is_refused(weak) else len(weak)
        return self._prune(run)

    def set_weight(self, run: UUID, edge: EdgeKey, weight: float) -> None:
        """Scale the evidence of an edge."""
        self.time += 1
        self.runs[run] = Run()
        factor = weight / self.weight(edge)
        for evidence in self.evidence[edge].values():
            evidence.scales.append((run, factor))

    def reject(self, run: UUID, edge: EdgeKey) -> None:
        """Reject what counts of an edge."""
        self.time += 1
        self.runs[run] = Run()
        self.rejections.append((run, edge, set(self.evidence[edge])))

    def _is_rejected(self, edge: EdgeKey, observation: tuple[str, str]) -> bool:
        return any(
            self.place(rejected) == edge and observation in observations and not self.runs[run].undone
            for run, rejected, observations in self.rejections
        )

    def flip(self, run: UUID) -> None:
        """Take back a run, or do it again."""
        self.time += 1
        self.runs[run].undone = not self.runs[run].undone
        if self.runs[run].merge and not self.runs[run].undone:
            self._join(run)

    def is_refused(self, run: UUID) -> bool:
        """Tell whether a run may not be done again, because its nights have passed again."""
        known = self.runs[run]
        if known.merge:
            return any(
                other.merge and other is not known and not other.undone and other.merge[1] in known.merge
                for other in self.runs.values()
            )
        return known.undone and any(
            other.after < known.night and known.after < other.night
            for other in self.runs.values()
            if other.night and other.after and known.night and known.after and not (other.undone or other.paused)
        )

    def last_pruners(self, number: int) -> list[UUID]:
        """Return the last runs that pruned anything, undone or not."""
        last = {pruner: time for known in self.prunings.values() for pruner, time in known}
        return sorted(last, key=lambda pruner: last[pruner])[-number:]

    def restore(self, run: UUID, pruners: list[UUID]) -> set[EdgeKey]:
        """Take back the prunings of the last runs that pruned; return the edges that live again."""
        self.time += 1
        self.runs[run] = Run()
        before = self.live_edges()
        self.runs[run].restored = [
            (edge, pruner)
            for edge, known in self.prunings.items()
            for pruner, _ in known
            if pruner in pruners and self._holds(edge, pruner)
        ]
        return self.live_edges() - before

    def _holds(self, edge: EdgeKey, pruner: UUID) -> bool:
        return not self.runs[pruner].undone and not any(
            (edge, pruner) in run.restored for run in self.runs.values() if not run.undone
        )

    @property
    def evidence(self) -> dict[EdgeKey, dict[tuple[str, str], Evidence]]:
        """The evidence that counts, by edge and observation."""
        counting: dict[EdgeKey, dict[tuple[str, str], Evidence]] = {}
        for origin, observations in self.finds.items():
            edge = self.place(origin)
            for observation, finds in observations.items():
                for find in finds:
                    known = counting.get(edge, {}).get(observation)
                    if (
                        edge[0] != edge[1]
                        and not self.runs[find.run].undone
                        and not self._is_rejected(edge, observation)
                        and (known is None or find.time < known.time)
                    ):
                        counting.setdefault(edge, {})[observation] = find
        return counting

    def place(self, edge: EdgeKey) -> EdgeKey:
        """Return the edge that an edge is part of, by the merges in force."""
        return self.kept(edge[0]), self.kept(edge[1]), edge[2]

    def kept(self, entity: UUID) -> UUID:
        """Return the entity that an entity was merged into, or itself."""
        for run in self.runs.values():
            if run.merge and not run.undone and run.merge[1] == entity:
                return self.kept(run.merge[0])
        return entity

    def merge(self, run: UUID, keep: UUID, drop: UUID) -> None:
        """Merge an entity into another one."""
        self.time += 1
        self.runs[run] = Run(merge=(keep, drop))
        self._join(run)

    def _join(self, run: UUID) -> None:
        """Take back the prunings of edges that a merge joins, if one of the two lives."""
        known = self.runs[run]
        known.undone = True
        live, edges = self.live_edges(), {self.place(edge) for edge in self.finds}
        before = {edge: self.place(edge) for edge in self.prunings}
        known.undone = False
        joined = {edge for edge in edges if self.place(edge) != edge and self.place(edge) in edges}
        living = {self.place(edge) for edge in joined if edge in live or self.place(edge) in live}
        known.restored += [
            (edge, pruner)
            for edge, pruners in self.prunings.items()
            for pruner, _ in pruners
            if self.place(before[edge]) in living and self._holds(edge, pruner) and (edge, pruner) not in known.restored
        ]

    @property
    def reached(self) -> dt.date:
        """The last night that is claimed."""
        nights = [run.night for run in self.runs.values() if run.night and not run.undone]
        return max([self.reached_first, *nights])

    @property
    def has_aged(self) -> bool:
        """Whether any step counts."""
        return any(factor < 1 and not self.runs[run].undone for run, factor in self.steps)

    def weight(self, edge: EdgeKey) -> float:
        """Return the weight of an edge now."""
        factors = [1.0 if self.runs[run].undone else factor for run, factor in self.steps]
        return sum(
            prod(
                [
                    evidence.gain,
                    *(factor for run, factor in evidence.scales if not self.runs[run].undone),
                    *(factor ** self.rates.get(edge, 1.0) for factor in factors[evidence.since :]),
                ]
            )
            for evidence in self.evidence[edge].values()
        )

    def confidence(self, edge: EdgeKey) -> float:
        """Return the confidence of an edge."""
        surest: dict[str, float] = {}
        for (strategy, _), evidence in self.evidence[edge].items():
            surest[strategy] = max(surest.get(strategy, 0), evidence.confidence)
        return combined([(sure, self.strategy_weights.get(strategy, 1)) for strategy, sure in surest.items()])

    def is_live(self, edge: EdgeKey) -> bool:
        """Tell whether an edge has evidence, and none of its prunings holds."""
        known = self.evidence
        if edge not in known:
            return False
        newest = max(evidence.time for evidence in known[edge].values())
        return all(
            not self._holds(origin, run) or newest > time
            for origin, prunings in self.prunings.items()
            if self.place(origin) == edge
            for run, time in prunings
        )

    def live_edges(self) -> set[EdgeKey]:
        """Return the edges that live."""
        return {edge for edge in self.evidence if self.is_live(edge)}

    def weak_edges(self) -> set[EdgeKey]:
        """Return the live edges that a pruning would take."""
        return {
            edge
            for edge in self.live_edges() - self.pinned
            if self.weight(edge) < self.prune_threshold
            and not any(strategy == "manual" for strategy, _ in self.evidence[edge])
        }

    def is_close_call(self) -> bool:
        """Tell whether rounding could decide what a pruning takes."""
        return any(abs(self.weight(edge) / self.prune_threshold - 1) < 1e-9 for edge in self.evidence)

    def _is_refused(self, weak: set[EdgeKey]) -> bool:
        return len(weak) > self.prune_guard * len(self.live_edges())

    def _prune(self, run: UUID) -> int:
        weak = self.weak_edges()
        if self._is_refused(weak):
            return 0
        for edge in weak:
            self.prunings.setdefault(edge, []).append((run, self.time))
        return len(weak)
