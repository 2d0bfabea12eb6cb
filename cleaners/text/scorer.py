"""How likely each line belongs to the body, and which lines to take for it.

The scorer is an ensemble of boosted trees over the features of `cleaners.text.features`, trained by
``python -m benchmarks.train_scorer`` and shipped as data. Which lines are taken is chosen for the best expected F1 of
the page, counted in words (Ye, Chai, Lee and Chieu, "Optimizing F-measure", ICML 2012): where the scorer is sure of
little, more is taken, so that an odd page loses less of its text.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import exp
from pathlib import Path
from typing import Final

from cleaners.text.features import NAMES, features
from cleaners.text.lines import Line
from cleaners.trees import Model, load_model

_MODEL: Final = Path(__file__).parent / "data" / "line-scorer.json"
#: beyond this a line is as good as certain
_CERTAIN: Final = 30.0


def model() -> Model:
    """The shipped scorer. Raises ``ValueError`` when it was trained on other features than these."""
    loaded = load_model(_MODEL)
    if loaded.names != NAMES:
        raise ValueError(f"{_MODEL.name} was trained on other features; train it again")
    return loaded


def line_scores(lines: Sequence[Line], language: str | None) -> list[float]:
    """The log-odds of each line being body text."""
    score = model().score
    return [score(row) for row in features(lines, language)]


def likely_body(lines: Sequence[Line], scores: Sequence[float]) -> list[bool]:
    """The choice of lines with the best expected F1 in words."""
    odds = [1 / (1 + exp(-score)) if -_CERTAIN < score < _CERTAIN else float(score > 0) for score in scores]
    sizes = [line.words for line in lines]
    expected = sum([odd * size for odd, size in zip(odds, sizes, strict=True)])
    best = hit = taken = 0.0
    threshold = 0.5
    for odd, size in sorted(zip(odds, sizes, strict=True), reverse=True):
        hit += odd * size
        taken += size
        value = hit / (taken + expected)
        if value > best:
            best, threshold = value, min(odd, 0.5)
    return [odd >= threshold for odd in odds]
