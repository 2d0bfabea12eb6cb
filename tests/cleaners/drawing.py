"""Blocks drawn at random: texts that look like markup, with links and spans that lie across one another."""

from __future__ import annotations

import re
from typing import Any, get_args

from hypothesis import strategies as st

from cleaners.article import Cell, ContentBlock, Image, Link, Span, SpanKind
from cleaners.normalise import visible

_TOKENS = (
    "mill", "a", "wheel ", " ", "1. ", "2) ", "12.", "# ", "##", " #", "- ", "+ ", "* ", "*", "**", "_", "__", "~",
    "~~", "`", "```", "[", "]", "](", "(", ")", "![", "!", "<b>", "</b>", "<", ">", "<!--", "&amp;", "&#65;", "&lt",
    "&", "|", " | ", "\\", "\\|", ": ", "===", "---", "- - -", "https://vale.example", "“", "”", "。", "$", "€", "é",
    "水车", "^", "=", "—", "'", '"', "\U0001f600",
)  # fmt: skip
_ADDRESSES = (
    "https://vale.example/mill", "https://vale.example/a_(b)", "https://vale.example/?a=1&copy;=2", "/mill*_`|~",
    "mailto:mill@vale.example", "https://vale.example/[x]\\y!",
)  # fmt: skip
_BULLET = re.compile(r"[-–+*•]\s")


def lines() -> st.SearchStrategy[str]:
    """One line as the cleaner leaves it: visible, composed, not blank."""
    return st.lists(st.sampled_from(_TOKENS), min_size=1, max_size=8).map("".join).map(visible).filter(bool)


def texts() -> st.SearchStrategy[str]:
    """A few lines; two line breaks part paragraphs."""
    return st.lists(lines(), min_size=1, max_size=3).map("\n".join)


@st.composite
def ranges(draw: Any, text: str) -> list[tuple[int, int]]:
    """Ranges of ``text`` in order, apart, within one line each, without blanks at their ends."""
    places = sorted(draw(st.lists(st.integers(0, len(text)), max_size=6, unique=True)))
    found = []
    for start, end in zip(places[::2], places[1::2], strict=False):
        piece = text[start:end].partition("\n")[0]
        start += len(piece) - len(piece.lstrip())
        if piece.strip():
            found.append((start, start + len(piece.strip())))
    return found


@st.composite
def marks(draw: Any, text: str) -> tuple[tuple[Link, ...], tuple[Span, ...]]:
    """Links and spans of ``text``."""
    links = [Link(start, end, draw(st.sampled_from(_ADDRESSES))) for start, end in draw(ranges(text))]
    spans = []
    for kind in get_args(SpanKind):
        if draw(st.booleans()):
            spans += [Span(kind, start, end) for start, end in draw(ranges(text))]
    return tuple(links), tuple(sorted(spans, key=lambda span: (span.start, -span.end)))


@st.composite
def cells(draw: Any) -> Cell:
    """A cell, which may be empty."""
    text = draw(st.one_of(st.just(""), texts()))
    return Cell(text, draw(st.booleans()), 1, 1, *draw(marks(text)))


@st.composite
def blocks(draw: Any) -> ContentBlock:
    """A block of any type but those of definition lists, which plain Markdown does not have."""
    kind = draw(st.sampled_from(["paragraph", "heading", "item", "quote", "code", "table", "image"]))
    if kind == "image":
        return ContentBlock("image", "", image=Image("https://vale.example/a.jpg", draw(lines()), draw(lines())))
    if kind == "table":
        width = draw(st.integers(1, 3))
        rows = draw(st.lists(st.lists(cells(), min_size=width, max_size=width).map(tuple), min_size=1, max_size=3))
        return ContentBlock("table", "", rows=tuple(rows))
    text = draw(texts())
    if kind == "code":
        return ContentBlock("code", text, language=draw(st.sampled_from([None, "c++"])))
    links, spans = draw(marks(text))
    made = ContentBlock(kind, text, links=links, spans=spans)
    if kind == "heading":
        return ContentBlock(kind, text, level=draw(st.integers(1, 6)), links=links, spans=spans)
    if kind == "item" and not _BULLET.match(text):
        number = draw(st.one_of(st.none(), st.integers(0, 9_999)))
        return ContentBlock(kind, text, depth=draw(st.integers(1, 3)), number=number, links=links, spans=spans)
    return made if kind != "item" else ContentBlock("paragraph", text, links=links, spans=spans)
