"""Where the time of an HTML page goes: processor time by phase, each without the phases that run inside it.

The functions of each phase are wrapped with a clock for as long as it is measured; nothing in the cleaner knows of it.
"""

from __future__ import annotations

import functools
import importlib
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, Final

from cleaners import Page

#: phase -> the functions it consists of, as ``module:attribute``, where they are looked up when they are called
PHASES: Final[dict[str, tuple[str, ...]]] = {
    "parsing": ("cleaners.html.evidence:parse_whole",),
    "stated metadata": ("cleaners.html.evidence:read_markup", "cleaners.html.clean:state"),
    "reading blocks": ("cleaners.html.evidence:read_layout",),
    "rules": ("cleaners.rules.engine:RuleSet.match",),
    "words of blocks": ("cleaners.html.clean:gather",),
    "Resiliparse": ("cleaners.html.evidence:resiliparse_text",),
    "trafilatura, where asked": ("cleaners.html.evidence:trafilatura_text",),
    "matching extractors' texts": (
        "cleaners.html.evidence:Projection.__init__",
        "cleaners.html.evidence:Projection.covers",
    ),
    "features and trees": ("cleaners.html.clean:choose_body",),
    "printed metadata": (
        "cleaners.html.printed:Printed.__init__",
        "cleaners.html.printed:Printed.settle_body",
        "cleaners.html.printed:Printed.settle_title",
        "cleaners.html.printed:Printed.read",
        "cleaners.html.clean:marked_date",
        "cleaners.html.clean:signed_date",
        "cleaners.html.clean:find_lead",
    ),
    "rendering": (
        "cleaners.html.evidence:read_places",
        "cleaners.html.clean:compose",
        "cleaners.pipeline:render",
    ),
}
#: what no phase accounts for: segments, images, checks, freeing the page's memory
REST: Final = "all the rest"


@dataclass(frozen=True, slots=True)
class Phase:
    """Processor milliseconds a page on average, its share of all, and the share of pages that came to it at all."""

    name: str
    cpu_ms: float
    share: float
    pages: float


def phases(
    work: Callable[[Page], object], pages: Sequence[Page], parts: Mapping[str, Sequence[str]] = PHASES
) -> list[Phase]:
    """What each phase of ``work`` costs over ``pages``, in the order of ``parts``, and what is left (`REST`).

    All pages are worked on once before, so that nothing is measured that is done once a process. An exception ends
    its page and nothing else.
    """
    for page in pages:
        _run(work, page)
    clock = _Clock()
    with _wrapped(clock, parts):
        for page in pages:
            clock.page(functools.partial(_run, work, page))
    spent = {name: clock.spent.get(name, 0.0) for name in (*parts, REST)}
    total, count = sum(spent.values()) or 1.0, max(1, len(pages))
    return [
        Phase(name, 1000 * seconds / count, seconds / total, clock.pages.get(name, 0) / count)
        for name, seconds in spent.items()
    ]


class _Clock:
    """Seconds by phase; time inside an inner phase is the inner one's alone."""

    def __init__(self) -> None:
        self.spent: dict[str, float] = {}
        self.pages: dict[str, int] = {}
        self._seen: set[str] = set()
        self._inner = [0.0]

    def page(self, work: Callable[[], object]) -> None:
        self._seen = set()
        self.measure(REST, work)
        for name in self._seen:
            self.pages[name] = self.pages.get(name, 0) + 1

    def measure(self, name: str, work: Callable[[], Any]) -> Any:
        start = time.process_time()
        self._inner.append(0.0)
        try:
            return work()
        finally:
            took = time.process_time() - start
            self.spent[name] = self.spent.get(name, 0.0) + took - self._inner.pop()
            self._inner[-1] += took
            self._seen.add(name)


@contextmanager
def _wrapped(clock: _Clock, parts: Mapping[str, Sequence[str]]) -> Iterator[None]:
    """The functions of all ``parts`` with a clock around them, as long as the context lasts."""
    put_back: list[tuple[Any, str, Any]] = []
    try:
        for phase, places in parts.items():
            for place in places:
                owner, name = _place(place)
                plain = getattr(owner, name)
                put_back.append((owner, name, plain))
                setattr(owner, name, _timed(clock, phase, plain))
        yield
    finally:
        for owner, name, plain in reversed(put_back):
            setattr(owner, name, plain)


def _place(place: str) -> tuple[Any, str]:
    """The module or class that holds a function, and its name there. Raises `AttributeError` if there is none."""
    module, _, path = place.partition(":")
    *owners, name = path.split(".")
    return functools.reduce(getattr, owners, importlib.import_module(module)), name


def _timed(clock: _Clock, phase: str, plain: Callable[..., Any]) -> Callable[..., Any]:
    @functools.wraps(plain)
    def timed(*arguments: Any, **named: Any) -> Any:
        return clock.measure(phase, lambda: plain(*arguments, **named))

    return timed


def _run(work: Callable[[Page], object], page: Page) -> None:
    try:
        work(page)
    except Exception:
        return
