"""Bootstrap interval of the difference between two extractors on the same pages (Efron & Tibshirani 1993, ch. 13).

Pages are drawn with replacement, the same pages for both, so that hard pages do not blur the comparison.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from benchmarks.measure import BodyScore, f1

RESAMPLES: Final = 1000
_SEED: Final = 20
_TAIL: Final = 0.025


@dataclass(frozen=True, slots=True)
class Difference:
    """The difference of two set F1s with its 95 % percentile interval."""

    value: float
    low: float
    high: float

    def __str__(self) -> str:
        return f"{self.value:+.3f} [{self.low:+.3f}, {self.high:+.3f}]"


def set_f1(bodies: Sequence[BodyScore]) -> float:
    """F1 of the mean precision and the mean recall; 0 for no pages."""
    if not bodies:
        return 0.0
    return f1(sum(body.precision for body in bodies) / len(bodies), sum(body.recall for body in bodies) / len(bodies))


def paired_difference(ours: Sequence[BodyScore], theirs: Sequence[BodyScore], resamples: int = RESAMPLES) -> Difference:
    """How far the F1 of ``ours`` is above that of ``theirs``, page for page. Same input, same interval."""
    if len(ours) != len(theirs) or not ours:
        raise ValueError("a paired difference needs the same pages on both sides, and at least one")
    draw = random.Random(_SEED)
    numbers = range(len(ours))
    values = []
    for _ in range(resamples):
        drawn = draw.choices(numbers, k=len(numbers))
        values.append(set_f1([ours[number] for number in drawn]) - set_f1([theirs[number] for number in drawn]))
    values.sort()
    edge = int(resamples * _TAIL)
    return Difference(set_f1(ours) - set_f1(theirs), values[edge], values[-edge - 1])
