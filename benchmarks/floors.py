"""Floors under the figures of each set. They rise with the measurements and never fall.

The file maps the name of a set to ``pages`` (how many were measured; figures of another selection do not compare),
``at_least`` (figures that may not fall below) and ``at_most`` (figures that may not rise above).
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

import yaml

from benchmarks.scores import SetScore

#: how far below the measurement a raised floor of a share is put, so that a page more or less does not break the gate
SLACK: Final = 0.003
_DIGITS: Final = 4
_COUNTS: Final = frozenset({"failures", "wrongly_refused", "articles_from_nothing"})
_PREAMBLE: Final = """\
# Floors of `python -m benchmarks.gate`: what a set's figures may not fall below, or not rise above.
# Written by its --raise, which only ever tightens them.
"""


class BadFloorsError(Exception):
    """A floors file that does not have the shape this module writes."""


@dataclass(frozen=True, slots=True)
class SetFloors:
    """The floors (``at_least``) and ceilings (``at_most``) of one set."""

    pages: int
    at_least: Mapping[str, float] = field(default_factory=dict)
    at_most: Mapping[str, float] = field(default_factory=dict)


Floors = dict[str, SetFloors]


def read_floors(path: Path) -> Floors:
    """The floors by set; none when there is no file. Raises `BadFloorsError`."""
    if not path.exists():
        return {}
    try:
        return {name: _set_floors(entry) for name, entry in (yaml.safe_load(path.read_text("utf-8")) or {}).items()}
    except (yaml.YAMLError, AttributeError, KeyError, TypeError, ValueError) as error:
        raise BadFloorsError(f"{path}: {type(error).__name__}: {error}") from error


def write_floors(path: Path, floors: Floors) -> None:
    """Write ``floors`` so that `read_floors` gives them back."""
    entries = {
        name: {"pages": entry.pages, "at_least": dict(entry.at_least), "at_most": dict(entry.at_most)}
        for name, entry in sorted(floors.items())
    }
    path.write_text(_PREAMBLE + yaml.safe_dump(entries, sort_keys=False, allow_unicode=True), "utf-8")


def violations(name: str, floors: SetFloors, measured: SetScore) -> list[str]:
    """What fell below its floor or rose above its ceiling, in words; a figure that is no longer measured counts."""
    if measured.pages != floors.pages:
        return [f"{name}: {measured.pages} pages were measured, but the floors are those of {floors.pages}"]
    low, high = measured.at_least(), measured.at_most()
    found = []
    for figure, floor in floors.at_least.items():
        if figure not in low:
            found.append(f"{name}: {figure} has a floor but was not measured")
        elif round(low[figure], _DIGITS) < floor:
            found.append(f"{name}: {figure} is {low[figure]:.4f}, below its floor {floor:.4f}")
    for figure, ceiling in floors.at_most.items():
        if figure not in high:
            found.append(f"{name}: {figure} has a ceiling but was not measured")
        elif round(high[figure], _DIGITS) > ceiling:
            found.append(f"{name}: {figure} is {high[figure]:.4g}, above its ceiling {ceiling:.4g}")
    return found


def raised(floors: SetFloors | None, measured: SetScore, slack: float = SLACK) -> SetFloors:
    """``floors`` tightened to what was ``measured`` less ``slack``; counts get none. Nothing is ever loosened.

    Floors of another number of pages stay as they are: the figures do not compare.
    """
    if floors is not None and floors.pages != measured.pages:
        return floors
    old = floors or SetFloors(measured.pages)
    at_least, at_most = dict(old.at_least), dict(old.at_most)
    for figure, value in measured.at_least().items():
        at_least[figure] = max(_down(value - slack), at_least.get(figure, 0.0))
    for figure, value in measured.at_most().items():
        ceiling = value if figure in _COUNTS else _up(value + slack)
        at_most[figure] = min(ceiling, at_most.get(figure, math.inf))
    return SetFloors(measured.pages, at_least, at_most)


def _down(value: float) -> float:
    return max(0.0, math.floor(value * 10**_DIGITS) / 10**_DIGITS)


def _up(value: float) -> float:
    return math.ceil(value * 10**_DIGITS) / 10**_DIGITS


def _set_floors(entry: Mapping[str, Any]) -> SetFloors:
    at_least, at_most = entry["at_least"], entry["at_most"]
    return SetFloors(
        int(entry["pages"]),
        {str(figure): float(value) for figure, value in at_least.items()},
        {str(figure): float(value) for figure, value in at_most.items()},
    )
