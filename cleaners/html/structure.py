"""How the blocks of a page hang together: lists, quotes, tables, definition lists. Read only when it is to be shown."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Final

from cleaners.article import CODE_LANGUAGE, BlockType
from cleaners.html.blocks import Block

_LISTS: Final = frozenset({"ul", "ol", "menu", "dir"})
_HOLDERS: Final[dict[str, BlockType]] = {
    "li": "item",
    "blockquote": "quote",
    "pre": "code",
    "dt": "term",
    "dd": "definition",
    **{f"h{level}": "heading" for level in range(1, 7)},
}
#: how a highlighter names the language of code in the class of its element or of those around it
_LANGUAGE: Final = re.compile(r"(?:^|\s)(?:language-|lang-|highlight-source-|brush:\s*)([^\s;]+)")
#: names that highlighters give to what is no programming language
_NO_LANGUAGE: Final = frozenset({"none", "plain", "plaintext", "text", "txt"})
#: a cell never spans more than this, whatever it says
_WIDEST: Final = 100


@dataclass(slots=True)
class Grid:
    """The cells of a table, row by row, as ``(number, is header, colspan, rowspan)``.

    ``nested`` says that a table stands in it, so that it lays out the page; ``marked`` that it has header cells.
    """

    rows: list[list[tuple[int, bool, int, int]]] = field(default_factory=list)
    nested: bool = False
    marked: bool = False


@dataclass(slots=True, frozen=True)
class Place:
    """Where a block stands.

    ``holder`` is the number of the innermost element that gives it its ``type``: blocks with the same one are parts of
    one. ``depth`` is the nesting of its list, ``number`` its number in it, ``language`` that of code; ``cell`` is its
    number in ``grid``.
    """

    type: BlockType = "paragraph"
    holder: int = -1
    depth: int = 0
    number: int | None = None
    language: str | None = None
    grid: Grid | None = None
    cell: int = -1


class _Reader:
    """Places of elements, each made from its parent's."""

    def __init__(self) -> None:
        self.places: dict[Any, Place] = {}
        self.grids: dict[Any, Grid] = {}
        self.cells: dict[Any, int] = {}
        self.numbers: dict[Any, int] = {}

    def place(self, node: Any) -> Place:
        """Where the text directly in ``node`` stands."""
        path = []
        while node is not None and node not in self.places:
            path.append(node)
            node = node.getparent()
        place = self.places[node] if node is not None else Place()
        for step in reversed(path):
            place = self.places[step] = self._within(place, step)
        return place

    def _within(self, place: Place, node: Any) -> Place:
        tag = node.tag
        if tag in _LISTS:
            return replace(place, depth=place.depth + 1)
        if tag in ("td", "th"):
            table = next(node.iterancestors("table"), None)
            if table is None:
                return place
            grid = self._grid(table)
            return Place(grid=grid, cell=self.cells.get(node, -1))
        kind = _HOLDERS.get(tag)
        if kind is None or (place.type == "code" and tag != "li"):
            return place
        number = self._number(node) if kind == "item" else None
        language = _language(node) if kind == "code" else None
        return replace(place, type=kind, holder=len(self.places), number=number, language=language)

    def _number(self, item: Any) -> int | None:
        """The number of an item in its ordered list."""
        around = item.getparent()
        if around is None or around.tag != "ol":
            return None
        if item not in self.numbers:
            number = _whole(around.get("start"), 1)
            for sibling in around:
                if sibling.tag == "li":
                    number = _whole(sibling.get("value"), number)
                    self.numbers[sibling] = number
                    number += 1
        return self.numbers[item]

    def _grid(self, table: Any) -> Grid:
        if table in self.grids:
            return self.grids[table]
        grid = self.grids[table] = Grid()
        if next(table.iterdescendants("table"), None) is not None or table.get("role") in ("presentation", "none"):
            grid.nested = True
            return grid
        for tr in table.iterdescendants("tr"):
            row = []
            for node in tr:
                if node.tag not in ("td", "th"):
                    continue
                number = self.cells[node] = len(self.cells)
                header = node.tag == "th"
                grid.marked = grid.marked or header
                row.append((number, header, _span(node.get("colspan")), _span(node.get("rowspan"))))
            if row:
                grid.rows.append(row)
        return grid


def _language(pre: Any) -> str | None:
    """The programming language of a ``<pre>``, said by the ``<code>`` in it, by itself or by the elements around it."""
    inner = next(iter(pre.iterchildren("code")), None)
    around = pre.getparent()
    outer = around.getparent() if around is not None else None
    for node in (inner, pre, around, outer):
        if node is not None:
            said = _LANGUAGE.search((node.get("class") or "").lower())
            if name := said[1] if said else (node.get("data-lang") or node.get("data-language") or "").strip().lower():
                return name if name not in _NO_LANGUAGE and re.fullmatch(CODE_LANGUAGE, name) else None
    return None


def _span(value: str | None) -> int:
    return min(max(_whole(value, 1), 1), _WIDEST)


def _whole(value: str | None, otherwise: int) -> int:
    value = (value or "").strip()
    return int(value) if value.lstrip("-").isdecimal() and value.isascii() and len(value) < 9 else otherwise


def read_places(blocks: Sequence[Block]) -> list[Place]:
    """Where each block stands; to be called before an extractor changes the tree."""
    reader = _Reader()
    return [reader.place(block.node) for block in blocks]
