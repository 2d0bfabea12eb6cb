"""Gradient-boosted trees as data, scored fast without a numerical library.

A model file is JSON: ``{"features": [names], "bias": number, "trees": [tree, …]}`` where a tree is either a number (a
leaf's value) or ``[feature, threshold, low, high]``: go to ``low`` when the feature is at most the threshold, else to
``high``. Training writes it; nothing else does.

Each tree becomes one nested conditional expression and all of them one function, compiled once per process: a
comparison then costs a few bytecodes instead of a step of an interpreter written in Python (about ten times faster).
Only numbers checked here and expressions made here reach the compiler.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any, Final, TypeVar

_Made = TypeVar("_Made")

#: trees summed in one chain; longer ones only slow the compiler down
_BATCH: Final = 25


class Model:
    """An ensemble of trees. ``names`` are the features it wants, in order."""

    def __init__(self, data: dict[str, Any]) -> None:
        self.names: Final[tuple[str, ...]] = tuple(str(name) for name in data["features"])
        trees = [_expression(tree, len(self.names)) for tree in data["trees"]]
        self._sum: Final = _compile(float(data["bias"]), trees, len(self.names))

    def score(self, features: Sequence[float]) -> float:
        """The raw score (log-odds, for a classifier) of one row of features."""
        return self._sum(*features)


@lru_cache(maxsize=8)
def load_model(path: Path) -> Model:
    """Read a model file; raises ``ValueError`` when it is not one."""
    return _read(path, Model)


@lru_cache(maxsize=2)
def load_models(path: Path) -> dict[str, Model]:
    """Read a file of several models by name, one for each class; raises ``ValueError`` when it is not one."""
    return _read(path, lambda data: {name: Model(each) for name, each in data.items()})


def _read(path: Path, make: Callable[[Any], _Made]) -> _Made:
    try:
        return make(json.loads(path.read_text(encoding="utf-8")))
    except (KeyError, TypeError, IndexError, AttributeError) as error:
        raise ValueError(f"{path}: not a tree model: {error!r}") from error


def _expression(tree: Any, width: int) -> str:
    if isinstance(tree, int | float):
        return repr(float(tree))
    feature, threshold, low, high = tree
    if not isinstance(feature, int) or not 0 <= feature < width:
        raise ValueError(f"a tree asks for feature {feature!r} of {width}")
    return f"({_expression(low, width)} if x{feature} <= {float(threshold)!r} else {_expression(high, width)})"


def _compile(bias: float, trees: Sequence[str], width: int) -> Callable[..., float]:
    total = repr(bias)
    for start in range(0, len(trees), _BATCH):
        total = f"({total} + ({' + '.join(trees[start : start + _BATCH])}))"
    # features as arguments: a local variable is read in half the time of a list's item
    arguments = ", ".join(f"x{feature}" for feature in range(width))
    function: Callable[..., float] = eval(f"lambda {arguments}: {total}")  # noqa: S307 - of numbers checked in `_expression`
    return function
