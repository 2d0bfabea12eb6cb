"""From the blocks that were kept to the article's blocks with their structure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Final

from cleaners.article import Cell, ContentBlock, Image, Link
from cleaners.html.blocks import Block, Joint
from cleaners.html.structure import Grid, Place
from cleaners.html.tree import link_address
from cleaners.normalise import visible

#: a table with a cell longer than this lays out the page, unless it has header cells
_LONGEST_CELL: Final = 600
#: stand before and after a link while its text is tidied; no page holds these characters, and where one does its
#: links are left out
_OPEN, _CLOSE = "\U000ffffc", "\U000ffffd"


@dataclass(slots=True)
class Kept:
    """A piece of text that was kept: all of block ``number`` or a part of it; ``joint`` is how it hangs together
    with the piece before it."""

    number: int
    text: str
    joint: Joint


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
    pieces = [(piece, _text_of(piece, blocks[piece.number], base)) for piece in kept]
    tables = _tables(kept, places)
    made: list[ContentBlock] = []
    waiting = list(images)
    before: Place | None = None
    last = -1
    for table, group in groupby(pieces, key=lambda pair: tables.get(id(places[pair[0].number].grid), None)):
        if table is not None:
            run = list(group)
            waiting = _place_images(made, waiting, run[0][0].number)
            made.append(_table(table, [(places[piece.number].cell, text) for piece, text in run]))
            before = None
            continue
        for piece, (text, links) in group:
            place, block = places[piece.number], blocks[piece.number]
            same = before is not None and place.holder == before.holder
            part_of_line = piece.joint == "line" and last in (piece.number, piece.number - 1)
            if made and same and (part_of_line or place.type not in ("paragraph", "heading")):
                gap = "\n" if part_of_line or place.type == "code" else "\n\n"
                made[-1] = _joined(made[-1], gap, text, links)
            else:
                waiting = _place_images(made, waiting, piece.number)
                made.append(_block(place, block, text, links))
            before, last = place, piece.number
    _place_images(made, waiting, len(blocks) + 1)
    return made


def _place_images(made: list[ContentBlock], waiting: list[tuple[int, Image]], number: int) -> list[tuple[int, Image]]:
    """Append the images that stand before block ``number``; returns those that wait."""
    while waiting and waiting[0][0] <= number:
        made.append(ContentBlock("image", "", image=waiting.pop(0)[1]))
    return waiting


def _block(place: Place, block: Block, text: str, links: tuple[Link, ...]) -> ContentBlock:
    if place.type == "heading":
        return ContentBlock("heading", text, level=block.level or 2, links=links)
    if place.type == "item":
        return ContentBlock("item", text, depth=max(place.depth, 1), number=place.number, links=links)
    return ContentBlock(place.type, text, links=links)


def _joined(block: ContentBlock, gap: str, text: str, links: Sequence[Link]) -> ContentBlock:
    shift = len(block.text) + len(gap)
    return replace(block, text=block.text + gap + text, links=(*block.links, *_moved(links, shift)))


def _moved(links: Sequence[Link], shift: int) -> tuple[Link, ...]:
    return tuple(Link(link.start + shift, link.end + shift, link.url) for link in links)


def _text_of(piece: Kept, block: Block, base: str | None) -> tuple[str, tuple[Link, ...]]:
    """The text of a piece (code with its line breaks) and the links in it."""
    whole = piece.text == block.text
    if whole and block.raw is not None:
        return block.raw, ()
    links = _links(block, base) if block.runs else ()
    if not links or whole:
        return piece.text, links
    start = block.text.find(piece.text)
    end = start + len(piece.text)
    return piece.text, _moved(
        [link for link in links if start >= 0 and start <= link.start and link.end <= end], -start
    )


def _links(block: Block, base: str | None) -> tuple[Link, ...]:
    """Where in the block's text its links are, found by tidying the text once more with the links marked in it."""
    runs = block.runs or []
    marked = "".join(_OPEN + text + _CLOSE if href else text for text, href in runs)
    addresses = [link_address(href, base) for _, href in runs if href]
    links: list[Link] = []
    text = ""
    # every second part stands between two marks
    for number, part in enumerate(visible(marked).replace(_CLOSE, _OPEN).split(_OPEN)):
        piece = part.lstrip(" ") if not text or text.endswith(" ") else part
        if number % 2 and (shown := piece.rstrip(" ")):
            address = addresses[number // 2] if number // 2 < len(addresses) else None
            if address is not None:
                links.append(Link(len(text) + len(piece) - len(piece.lstrip(" ")), len(text) + len(shown), address))
        text += piece
    if text.rstrip(" ") != block.text:
        return ()
    return tuple(_whole_links(links))


def _whole_links(links: Sequence[Link]) -> list[Link]:
    """Links whose text was in several elements, put together."""
    whole: list[Link] = []
    for link in links:
        if whole and whole[-1].url == link.url and link.start - whole[-1].end <= 1:
            whole[-1] = replace(whole[-1], end=link.end)
        else:
            whole.append(link)
    return whole


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


def _table(grid: Grid, parts: Sequence[tuple[int, tuple[str, tuple[Link, ...]]]]) -> ContentBlock:
    texts: dict[int, tuple[str, tuple[Link, ...]]] = {}
    for number, (text, links) in parts:
        if number in texts:
            before, known = texts[number]
            texts[number] = (f"{before}\n{text}", (*known, *_moved(links, len(before) + 1)))
        else:
            texts[number] = (text, links)
    rows = tuple(
        tuple(
            Cell(texts[number][0] if number in texts else "", header, colspan, rowspan, texts.get(number, ("", ()))[1])
            for number, header, colspan, rowspan in row
        )
        for row in grid.rows
        if any(cell[0] in texts for cell in row)
    )
    lines = [" | ".join(" ".join(cell.text.split("\n")) for cell in row if cell.text) for row in rows]
    return ContentBlock("table", "\n".join(lines), rows=rows)
