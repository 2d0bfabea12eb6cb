"""Spans of a text in Markdown, where signs mean something in some places only.

The rules are those of emphasis and code in CommonMark (https://spec.commonmark.org/0.31.2/#inlines): a sign opens or
closes by what stands on both sides of it, and nothing is marked within code.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Final

from cleaners.article import Link, Span, SpanKind
from cleaners.inline import Mark

#: the signs around a span, if its kind has any, and the element that says the same
_SIGNS: Final[dict[SpanKind, tuple[str, str]]] = {
    "strong": ("**", "strong"),
    "emphasis": ("_", "em"),
    "deleted": ("~~", "del"),
    "subscript": ("", "sub"),
    "superscript": ("", "sup"),
}
_TICKS: Final = re.compile("`+")


def settle_spans(text: str, links: Sequence[Link], spans: Sequence[Span]) -> list[Span]:
    """``spans`` of ``text`` so that code holds no marks.

    Code is cut where a link begins or ends; other spans are drawn back from it.
    """
    code = _code(text, links, [span for span in spans if span.kind == "code"])
    if not code:
        return list(spans)
    starts, ends = [span.start for span in code], [span.end for span in code]
    settled: list[Span] = list(code)
    for span in spans:
        if span.kind == "code":
            continue
        start, end = span.start, span.end
        # the code that each end of the span lies in, if it does; code is apart, so starts and ends are both in order
        first, last = bisect_right(starts, start) - 1, bisect_left(starts, end) - 1
        if first >= 0 and end < ends[first] and starts[first] <= start:
            continue
        if first >= 0 and starts[first] < start < ends[first]:
            start = ends[first]
        if last >= 0 and starts[last] < end < ends[last]:
            end = starts[last]
        if start < end:
            settled.append(replace(span, start=start, end=end))
    return settled


def _code(text: str, links: Sequence[Link], spans: Sequence[Span]) -> list[Span]:
    """Spans of code, those that touch as one, cut where links begin and end."""
    whole: list[Span] = []
    for span in spans:
        if whole and span.start <= whole[-1].end:
            span = replace(span, start=whole.pop().start)
        whole.append(span)
    edges = sorted({edge for link in links for edge in (link.start, link.end)})
    cut: list[Span] = []
    for span in whole:
        inner = edges[bisect_right(edges, span.start) : bisect_left(edges, span.end)]
        for start, end in pairwise([span.start, *inner, span.end]):
            piece = text[start:end]
            if said := piece.strip():
                start += piece.index(said[0])
                cut.append(Span("code", start, start + len(said)))
    return cut


def marked(kind: SpanKind, mark: Mark, text: str, inside: str, in_table: bool = False) -> str:
    """``inside``, the Markdown of ``text[mark.start:mark.end]``, marked as ``kind``; ``in_table`` bars part cells."""
    if kind == "code":
        made = _code_span(text[mark.start : mark.end])
        return made.replace("|", r"\|") if in_table else made
    sign, element = _SIGNS[kind]
    if sign and _opens_and_closes(sign, mark, text):
        return f"{sign}{inside}{sign}"
    return f"<{element}>{inside}</{element}>"


def _code_span(text: str) -> str:
    """``text`` as code: between more ticks than it holds in a row."""
    fence = "`" * (max(map(len, _TICKS.findall(text)), default=0) + 1)
    pad = " " if text.startswith(("`", " ")) or text.endswith(("`", " ")) else ""
    return f"{fence}{pad}{text}{pad}{fence}"


def _opens_and_closes(sign: str, mark: Mark, text: str) -> bool:
    """Whether ``sign`` is read as opening before the span and as closing after it.

    It is where blanks or punctuation stand around the span. Between letters only signs that may stand within a word
    are, and none where another mark begins or ends with the span.
    """
    inside = text[mark.start : mark.end]
    if inside[0].isspace() or inside[-1].isspace():
        return False
    before, after = text[mark.start - 1 : mark.start], text[mark.end : mark.end + 1]
    within = sign != "_"
    opens = _parts(before) or (
        within and inside[0].isalnum() and not (mark.inside and mark.inside[0].start == mark.start)
    )
    closes = _parts(after) or (
        within and inside[-1].isalnum() and not (mark.inside and mark.inside[-1].end == mark.end)
    )
    return opens and closes


def _parts(sign: str) -> bool:
    """Whether ``sign`` (empty at the end of a text) parts words in every version of the rules: a blank, punctuation."""
    return not sign or sign.isspace() or unicodedata.category(sign).startswith("P") or sign in "$+<=>^`|~"
