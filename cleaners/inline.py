"""The links and spans of a text as marks that nest, in whatever way they overlap, for a writer to write."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from heapq import heapify, heappop, heappush
from typing import Final, TypeVar, get_args

from cleaners.article import Link, Span, SpanKind

#: which of several marks around the same text is written outermost
_RANK: Final = {kind: rank for rank, kind in enumerate(get_args(SpanKind), 1)}

_AnyMark = TypeVar("_AnyMark", Link, Span)


@dataclass(slots=True)
class Mark:
    """A link or span, or a part of a span, around ``text[start:end]``; ``inside`` are the marks in it, in order."""

    what: Link | Span
    start: int
    end: int
    inside: list[Mark] = field(default_factory=list)


def moved(marks: Sequence[_AnyMark], shift: int) -> tuple[_AnyMark, ...]:
    """``marks`` of a text that now begins ``shift`` code points later (or earlier) in another."""
    return tuple(replace(mark, start=mark.start + shift, end=mark.end + shift) for mark in marks)


def nest(links: Sequence[Link], spans: Sequence[Span]) -> list[Mark]:
    """The outermost marks, in order, each with those in it.

    Links stay whole, and one that begins within the one before it is left out; a span that crosses the end of another
    mark is cut there. Time is that of sorting.
    """
    apart: list[Link] = []
    free = 0
    for link in links:
        if free <= link.start < link.end:
            apart.append(link)
            free = link.end
    waiting: list[tuple[int, int, int, int, Link | Span]] = [
        (link.start, -link.end, 0, number, link) for number, link in enumerate(apart)
    ]
    starts = [link.start for link in apart]
    for span in spans:
        for start, end in _cut(span, apart, starts):
            waiting.append((start, -end, _RANK[span.kind], len(waiting), span))
    heapify(waiting)
    outermost: list[Mark] = []
    around: list[Mark] = []
    while waiting:
        start, negative, rank, number, what = heappop(waiting)
        end = -negative
        while around and around[-1].end <= start:
            around.pop()
        if around and around[-1].end < end:
            heappush(waiting, (around[-1].end, -end, rank, number, what))
            end = around[-1].end
        mark = Mark(what, start, end)
        (around[-1].inside if around else outermost).append(mark)
        around.append(mark)
    return outermost


def _cut(span: Span, links: Sequence[Link], starts: Sequence[int]) -> Iterator[tuple[int, int]]:
    """``span`` in parts that no link begins or ends in without lying in it whole."""
    start, end = span.start, span.end
    first = bisect_right(starts, start) - 1
    if first >= 0 and links[first].start < start < links[first].end < end:
        yield start, links[first].end
        start = links[first].end
    last = bisect_left(starts, end) - 1
    if last >= 0 and start < links[last].start < end < links[last].end:
        yield start, links[last].start
        start = links[last].start
    if start < end:
        yield start, end


def write(
    start: int, end: int, marks: Sequence[Mark], plain: Callable[[int, int], str], marked: Callable[[Mark, str], str]
) -> str:
    """The text from ``start`` to ``end`` with its ``marks``.

    ``plain`` writes what stands between marks, given its start and end; ``marked`` a mark around what is in it.
    """
    parts: list[str] = []
    for mark in marks:
        parts.append(plain(start, mark.start))
        parts.append(marked(mark, write(mark.start, mark.end, mark.inside, plain, marked)))
        start = mark.end
    parts.append(plain(start, end))
    return "".join(parts)
