"""Time several contenders side by side, so that what else the machine does falls on all of them alike."""

from __future__ import annotations

import math
import statistics
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from cleaners import Page

Work = Callable[[Page], object]

#: a round goes over its pages until it has seen about this many, so that small sets are not lost in noise
_PAGES_A_ROUND: Final = 60
_WARM_UP_PAGES: Final = 20


@dataclass(slots=True)
class Timing:
    """Seconds that each round took, on the clock and on the processor, for ``pages`` pages a round.

    ``by_page`` are the processor seconds that each page took, every time it was worked on.
    """

    pages: int
    wall: list[float] = field(default_factory=list)
    cpu: list[float] = field(default_factory=list)
    failures: int = 0
    by_page: list[list[float]] = field(default_factory=list)

    @property
    def pages_per_second(self) -> float:
        """Median over the rounds, on the clock."""
        return self.pages / statistics.median(self.wall)

    @property
    def cpu_ms(self) -> float:
        """Processor milliseconds a page, median over the rounds; all threads count."""
        return 1000 * statistics.median(self.cpu) / self.pages

    @property
    def p99_ms(self) -> float:
        """Processor milliseconds that 99 of 100 pages stay within, each page by its median."""
        slowest = sorted(map(statistics.median, self.by_page))
        return 1000 * slowest[math.ceil(0.99 * len(slowest)) - 1] if slowest else 0.0


@dataclass(frozen=True, slots=True)
class Ratio:
    """One contender's processor time over another's: median, least and most over the rounds."""

    median: float
    low: float
    high: float

    def __str__(self) -> str:
        return f"{self.median:.2f} ({self.low:.2f}-{self.high:.2f})"


def side_by_side(contenders: Mapping[str, Work], pages: Sequence[Page], rounds: int) -> dict[str, Timing]:
    """Time every contender on every page, page by page in turn, ``rounds`` times over.

    Who goes first changes from page to page. An exception counts as a failure, and its time counts too.
    """
    passes = max(1, _PAGES_A_ROUND // len(pages))
    timings = {name: Timing(len(pages) * passes, by_page=[[] for _ in pages]) for name in contenders}
    names = list(contenders)
    for name in names:
        for page in pages[:_WARM_UP_PAGES]:
            _run(contenders[name], page)
    for _ in range(rounds):
        wall, cpu = dict.fromkeys(names, 0.0), dict.fromkeys(names, 0.0)
        for turn, page in enumerate(list(pages) * passes):
            first = turn % len(names)
            for name in names[first:] + names[:first]:
                wall_start, cpu_start = time.perf_counter(), time.process_time()
                fine = _run(contenders[name], page)
                took = time.process_time() - cpu_start
                cpu[name] += took
                timings[name].by_page[turn % len(pages)].append(took)
                wall[name] += time.perf_counter() - wall_start
                timings[name].failures += not fine
        for name in names:
            timings[name].wall.append(wall[name])
            timings[name].cpu.append(cpu[name])
    return timings


def ratio(base: Timing, other: Timing) -> Ratio:
    """``other``'s processor time over ``base``'s, round by round."""
    quotients = [theirs / ours for ours, theirs in zip(base.cpu, other.cpu, strict=True)]
    return Ratio(statistics.median(quotients), min(quotients), max(quotients))


def _run(work: Work, page: Page) -> bool:
    try:
        work(page)
    except Exception:
        return False
    return True
