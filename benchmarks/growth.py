"""How time and memory grow with the length of a text; each size in a fresh process, killed when it takes too long."""

from __future__ import annotations

import itertools
import multiprocessing
import random
import time
from collections.abc import Iterator
from concurrent.futures import TimeoutError as DeadlineError
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, Literal

from pebble import ProcessExpired, ProcessPool

from cleaners import CleaningError, Page, clean

Shape = Literal["prose", "short lines", "one line"]

#: seconds before a size counts as hung
DEADLINE: Final = 180.0
SIZES: Final[dict[Shape, tuple[int, ...]]] = {
    "prose": (10_000, 100_000, 1_000_000, 10_000_000),
    "short lines": (10_000, 100_000, 1_000_000, 10_000_000),
    "one line": (10_000, 100_000, 1_000_000, 10_000_000),
}
#: a short line is a word of four letters, a blank, four digits and a line break: 10 MB are 1,000,000 lines
_SHORT_WORDS: Final = ("town", "road", "work", "said", "paid", "over")
_SHORT: Final = 10
_SENTENCES_A_LINE: Final = 5
_VOCABULARY: Final = (
    "the", "a", "of", "and", "to", "in", "river", "bridge", "town", "council", "market", "winter", "road", "school",
    "early", "morning", "people", "work", "new", "old", "built", "opened", "said", "paid", "between", "after", "over",
)  # fmt: skip
_MIB: Final = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Growth:
    """One measurement; ``peak_mb`` is what cleaning took on top of the process that already held the page."""

    shape: Shape
    characters: int
    seconds: float | None
    peak_mb: float | None
    problem: str | None = None

    @property
    def seconds_per_mb(self) -> float | None:
        return None if self.seconds is None else self.seconds / (self.characters / 1_000_000)


def growth(shape: Shape, sizes: tuple[int, ...], deadline: float = DEADLINE) -> Iterator[Growth]:
    """Measure the sizes in order; after one that hangs or dies the larger ones are not tried."""
    for size in sizes:
        context = multiprocessing.get_context("spawn")
        pool: Any = ProcessPool(max_workers=1, max_tasks=1, context=context)
        try:
            seconds, peak = pool.schedule(_measure, args=(shape, size), timeout=deadline).result()
            yield Growth(shape, size, seconds, peak)
        except DeadlineError:
            yield Growth(shape, size, None, None, f"more than {deadline:.0f} s")
            return
        except ProcessExpired as error:
            yield Growth(shape, size, None, None, f"process died ({error.exitcode})")
            return
        finally:
            pool.stop()
            pool.join()


def sample_text(shape: Shape, characters: int) -> str:
    """About so many ``characters`` of made-up text, the same ones each time."""
    draw = random.Random(characters)
    if shape == "short lines":
        count = characters // _SHORT
        return "".join(f"{draw.choice(_SHORT_WORDS)} {number % 10_000:04d}\n" for number in range(count))
    blank = " " if shape == "one line" else "\n"
    sentences: list[str] = []
    length = 0
    for count in itertools.count(1):
        words = [draw.choice(_VOCABULARY) for _ in range(draw.randint(6, 24))]
        sentences.append(" ".join(words).capitalize() + "." + (blank if count % _SENTENCES_A_LINE == 0 else " "))
        length += len(sentences[-1])
        if length >= characters:
            break
    return "".join(sentences)[:characters]


def _measure(shape: Shape, characters: int) -> tuple[float, float]:
    _clean(Page("text", sample_text(shape, 5_000)))  # what is loaded on first use is not the page's cost
    page = Page("text", sample_text(shape, characters))
    _forget_peak()
    before = _memory("VmRSS")
    started = time.process_time()
    _clean(page)
    return time.process_time() - started, _memory("VmHWM") - before


def _clean(page: Page) -> None:
    try:
        clean(page)
    except CleaningError:
        return


def _forget_peak() -> None:
    Path("/proc/self/clear_refs").write_text("5", "ascii")


def _memory(entry: str) -> float:
    """``VmRSS`` (now) or ``VmHWM`` (peak) of this process, in MiB."""
    for line in Path("/proc/self/status").read_text("ascii", "replace").splitlines():
        if line.startswith(f"{entry}:"):
            return int(line.split()[1]) * 1024 / _MIB
    raise OSError(f"/proc/self/status does not name {entry}")
