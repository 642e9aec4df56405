"""The scores of retrieval and ranking."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

import numpy as np


@dataclass(frozen=True)
class Retrieval:
    """How much of what was to be found was found (recall), and how much of what was found is right (precision)."""

    precision: float
    recall: float

    @property
    def f1(self) -> float:
        """The harmonic mean of the two."""
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0


def retrieval(found: Collection[object], gold: Collection[object]) -> Retrieval:
    """Compare what was found with what was to be found."""
    right = len(set(found) & set(gold))
    return Retrieval(right / max(1, len(set(found))), right / max(1, len(set(gold))))


def ranked(scores: Sequence[float], relevant: Sequence[bool], seed: int = 0) -> np.ndarray:
    """Return 1 for what is relevant and 0 for the rest, highest score first; ties fall as a coin with this seed."""
    order = np.lexsort((np.random.default_rng(seed).random(len(scores)), -np.asarray(scores, float)))
    return np.asarray(relevant, float)[order]


def average_precision(scores: Sequence[float], relevant: Sequence[bool], seed: int = 0) -> float:
    """Average precision of a ranking by score."""
    hits = ranked(scores, relevant, seed)
    return float((np.cumsum(hits) / np.arange(1, len(hits) + 1) * hits).sum() / max(1.0, hits.sum()))


def ndcg(scores: Sequence[float], relevant: Sequence[bool], top: int, seed: int = 0) -> float:
    """Discounted cumulative gain of the first of a ranking by score, as a share of the best there can be."""
    hits = ranked(scores, relevant, seed)
    discount = 1 / np.log2(np.arange(2, min(top, len(hits)) + 2))
    return float((hits[:top] * discount).sum() / max(discount[: int(hits.sum())].sum(), 1e-12))


def auc(positive: Sequence[float], negative: Sequence[float]) -> float:
    """Return the share of pairs of a positive and a negative that the score orders rightly; ties count half."""
    below = np.sort(np.asarray(negative, float))
    left, right = (np.searchsorted(below, np.asarray(positive, float), side) for side in ("left", "right"))
    return float((left + right).mean() / 2 / len(below))


def mean_rank(above: int, ties: int) -> float:
    """Rank among candidates of which so many score higher and so many others the same (their middle)."""
    return 1 + above + ties / 2
