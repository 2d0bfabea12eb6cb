"""From the blocks that were kept to the article's blocks with their structure."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from itertools import chain, groupby
from operator import itemgetter
from typing import Final, NamedTuple

from cleaners.article import Cell, ContentBlock, Image, Link, Span, SpanKind
from cleaners.html.blocks import MARK_BIT, Block, Joint, Run
from cleaners.html.structure import Grid, Place
from cleaners.html.tree import link_address
from cleaners.inline import moved
from cleaners.normalise import visible

#: a table with a cell longer than this lays out the page, unless it has header cells
_LONGEST_CELL: Final = 600
#: stands between runs while their text is tidied; no page holds this character, and where one does its links and spans
#: are left out
_SEAM: Final = "\U000ffffc"


@dataclass(slots=True)
class Kept:
    """A piece of text that was kept: all of block ``number`` or a part of it; ``joint`` is how it hangs together
    with the piece before it."""

    number: int
    text: str
    joint: Joint


class _Said(NamedTuple):
    """A text with its links and spans."""

    text: str
    links: tuple[Link, ...] = ()
    spans: tuple[Span, ...] = ()


@dataclass(slots=True)
class _Growing:
    """A text put together from parts that follow one another."""

    texts: list[str] = field(default_factory=list)
    links: list[Link] = field(default_factory=list)
    spans: list[Span] = field(default_factory=list)
    size: int = 0

    def add(self, part: _Said, gap: str) -> None:
        """Append ``part``, after ``gap`` if anything stands before it."""
        if self.texts:
            self.texts.append(gap)
            self.size += len(gap)
        at = self.size
        self.texts.append(part.text)
        self.links += moved(part.links, at)
        self.spans += moved(part.spans, at)
        self.size = at + len(part.text)

    def whole(self) -> _Said:
        """All of it."""
        return _Said("".join(self.texts), tuple(self.links), tuple(self.spans))


def compose(
    kept: Sequence[Kept],
    blocks: Sequence[Block],
    places: Sequence[Place],
    images: Sequence[tuple[int, Image]],
    base: str | None,
) -> list[ContentBlock]:
    """The article's blocks: ``kept`` in order, joined where they are parts of one, and ``images`` between them.

    An image comes with the number of the block it stands before. Links are absolute if ``base`` is known.
    """
    tables = _tables(kept, places)
    made: list[ContentBlock] = []
    waiting = deque(images)
    for table, group in groupby(kept, key=lambda piece: tables.get(id(places[piece.number].grid))):
        for run in [list(group)] if table is not None else _parts(group, places):
            number = run[0].number
            made += _images_before(number, waiting)
            texts = [_said(piece, blocks[piece.number], base) for piece in run]
            if table is not None:
                made.append(_table(table, [places[piece.number].cell for piece in run], texts))
            else:
                made.append(_block(places[number], blocks[number], run, texts))
    return made + _images_before(len(blocks) + 1, waiting)


def _images_before(number: int, waiting: deque[tuple[int, Image]]) -> list[ContentBlock]:
    """The images among those ``waiting`` that stand before block ``number``."""
    made = []
    while waiting and waiting[0][0] <= number:
        made.append(ContentBlock("image", "", image=waiting.popleft()[1]))
    return made


def _parts(kept: Iterable[Kept], places: Sequence[Place]) -> Iterable[list[Kept]]:
    """Pieces in runs that make one block each: lines of one paragraph, parts of one item, quote or code."""
    run: list[Kept] = []
    for piece in kept:
        if run and not _goes_on(run[-1], piece, places):
            yield run
            run = []
        run.append(piece)
    yield run


def _goes_on(before: Kept, piece: Kept, places: Sequence[Place]) -> bool:
    place = places[piece.number]
    if place.holder != places[before.number].holder:
        return False
    return _is_next_line(before, piece) or place.type not in ("paragraph", "heading")


def _is_next_line(before: Kept, piece: Kept) -> bool:
    return piece.joint == "line" and before.number in (piece.number, piece.number - 1)


def _block(place: Place, block: Block, run: Sequence[Kept], texts: Sequence[_Said]) -> ContentBlock:
    growing = _Growing()
    for number, said in enumerate(texts):
        line = place.type == "code" or (number > 0 and _is_next_line(run[number - 1], run[number]))
        growing.add(said, "\n" if line else "\n\n")
    text, links, spans = growing.whole()
    made = ContentBlock(place.type, text, language=place.language, links=links, spans=spans)
    if place.type == "heading":
        return replace(made, level=block.level or 2)
    if place.type == "item":
        return replace(made, depth=max(place.depth, 1), number=place.number)
    return made


def _said(piece: Kept, block: Block, base: str | None) -> _Said:
    """The text of a piece (code with its line breaks) and how it is linked and marked."""
    whole = piece.text == block.text
    if whole and block.raw is not None:
        return _Said(block.raw)
    said = _marked(block.text, block.runs, base) if block.runs else _Said(piece.text)
    if whole or not (said.links or said.spans):
        return _Said(piece.text, said.links, said.spans)
    start = block.text.find(piece.text)
    if start < 0:
        return _Said(piece.text)
    end = start + len(piece.text)
    links = [link for link in said.links if start <= link.start and link.end <= end]
    spans = [
        replace(span, start=max(start, span.start), end=min(end, span.end))
        for span in said.spans
        if span.start < end and start < span.end
    ]
    return _Said(piece.text, moved(links, -start), moved(spans, -start))


def _marked(text: str, runs: Sequence[Run], base: str | None) -> _Said:
    """Where in ``text`` its links and spans are, found by tidying its ``runs`` once more with seams between them."""
    looks = [(look, "".join(run[0] for run in same)) for look, same in groupby(runs, key=itemgetter(1, 2))]
    pieces = visible(_SEAM.join(said for _, said in looks)).split(_SEAM)
    if len(pieces) != len(looks):
        return _Said(text)
    links: list[Link] = []
    spans: dict[SpanKind, list[Span]] = {kind: [] for kind in MARK_BIT}
    shown: list[str] = []
    size = going_on = 0
    blank = True  # blanks on both sides of a seam are one
    for piece, ((href, marks), _) in zip(pieces, looks, strict=True):
        if blank:
            piece = piece.lstrip(" ")
        if not piece:
            continue
        blank = piece.endswith(" ")
        start = size + piece.startswith(" ")
        shown.append(piece)
        size += len(piece)
        end = size - blank
        if start >= end:
            going_on &= marks
            continue
        if href and (url := link_address(href, base)) is not None:
            _add_link(links, Link(start, end, url))
        for kind, bit in MARK_BIT.items():
            if marks & bit:
                spans[kind].append(Span(kind, spans[kind].pop().start if going_on & bit else start, end))
        going_on = marks
    if "".join(shown).rstrip(" ") != text:
        return _Said(text)
    return _Said(text, tuple(links), tuple(sorted(chain(*spans.values()), key=lambda span: (span.start, -span.end))))


def _add_link(links: list[Link], link: Link) -> None:
    """Append a link; one whose text was in several elements is put together."""
    if links and links[-1].url == link.url and link.start - links[-1].end <= 1:
        link = replace(link, start=links.pop().start)
    links.append(link)


def _tables(kept: Sequence[Kept], places: Sequence[Place]) -> dict[int, Grid]:
    """The grids, by identity, that hold data rather than lay out the page."""
    sizes: dict[int, dict[int, int]] = {}
    grids: dict[int, Grid] = {}
    for piece in kept:
        place = places[piece.number]
        if place.grid is not None and not place.grid.nested and place.cell >= 0:
            cells = sizes.setdefault(id(place.grid), {})
            cells[place.cell] = cells.get(place.cell, 0) + len(piece.text)
            grids[id(place.grid)] = place.grid
    return {name: grid for name, grid in grids.items() if _holds_data(grid, sizes[name])}


def _holds_data(grid: Grid, sizes: dict[int, int]) -> bool:
    filled = [sum(1 for cell in row if cell[0] in sizes) for row in grid.rows]
    full_rows = sum(1 for count in filled if count >= 2)
    if grid.marked:
        return full_rows >= 1 or sum(1 for count in filled if count) >= 2
    return full_rows >= 2 and max(sizes.values()) <= _LONGEST_CELL


def _table(grid: Grid, cells: Sequence[int], texts: Sequence[_Said]) -> ContentBlock:
    """The table of ``grid``, whose ``cells`` hold the ``texts``."""
    filled: dict[int, _Growing] = {}
    for number, text in zip(cells, texts, strict=True):
        filled.setdefault(number, _Growing()).add(text, "\n")
    rows = tuple(
        tuple(
            Cell(said.text, header, colspan, rowspan, said.links, said.spans)
            for number, header, colspan, rowspan in row
            for said in [filled[number].whole() if number in filled else _Said("")]
        )
        for row in grid.rows
        if any(cell[0] in filled for cell in row)
    )
    lines = [" | ".join(" ".join(cell.text.split("\n")) for cell in row if cell.text) for row in rows]
    return ContentBlock("table", "\n".join(lines), rows=rows)
