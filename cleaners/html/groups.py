"""Tables and lists are kept whole: half a table says nothing, and a list between two paragraphs is part of the text."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from cleaners.html.evidence import Evidence

_TABLES: Final = ("table ",)
_GROUPS: Final = (*_TABLES, "ul ", "ol ", "dl ")
#: share of a table's text that has to be kept for all of it to be
_ENOUGH: Final = 0.3
#: share of linked text from which on a group is a menu
_LINKED: Final = 0.3
#: a block that scores less than this is chrome whatever stands around it; one of these is enough against its group
_CHROME: Final = -2.5
#: the paragraphs before and after a group score at least this
_SURE: Final = 1.0
#: no cell of a table of data that only follows the text scores less; this share of its cells holds figures, if none of
#: them is a header
_DOUBTED, _FIGURES = -2.0, 0.25
_HEADER: Final = "th "
#: a table of data has so many rows of so many cells, none of which is longer (characters); share of it that is kept
_ROWS, _COLUMNS, _LONGEST_CELL, _HALF = 2, 2, 600, 0.5
#: longer groups are no part of a sentence's list
_MOST: Final = 400


def with_groups_whole(evidence: Evidence, scores: Sequence[float], keep: Sequence[bool]) -> list[bool]:
    """``keep`` with every table of which a good part is in it, and every list between two paragraphs that are.

    A table of data that goes on from the text is part of it, too, though nothing may follow; and of any other that
    holds but a cell or two of the body, none is kept. ``scores`` are the log-odds of the blocks. Linked, hidden and
    doubtful groups stay as they are. Linear in the page.
    """
    blocks, parents, shapes = evidence.blocks, evidence.layout.parents, evidence.layout.shapes
    groups = {shape for shape in set(shapes) if shape.startswith(_GROUPS)}
    if not groups:
        return list(keep)
    group_of = [0] * len(parents)
    for at in range(1, len(parents)):
        group_of[at] = at if shapes[at] in groups else group_of[parents[at]]
    members: dict[int, list[int]] = {}
    for number, block in enumerate(blocks):
        if group := group_of[block.container]:
            members.setdefault(group, []).append(number)
    whole, data = list(keep), data_tables(evidence)
    for group, numbers in members.items():
        if len(numbers) > _MOST or all(keep[number] for number in numbers):
            continue
        size = sum(len(blocks[number].text) for number in numbers)
        if sum(blocks[number].linked for number in numbers) > _LINKED * size:
            continue
        if any(scores[number] < _CHROME or blocks[number].hidden for number in numbers):
            continue
        kept = sum(len(blocks[number].text) for number in numbers if keep[number])
        belongs = (
            (kept >= _ENOUGH * size and shapes[group].startswith(_TABLES))
            or _in_prose(evidence, scores, keep, group, numbers)
            or (group in data and _goes_on(evidence, scores, keep, group, numbers))
        )
        if belongs or group in data:
            for number in numbers:
                whole[number] = belongs
    return whole


def _in_prose(
    evidence: Evidence, scores: Sequence[float], keep: Sequence[bool], group: int, numbers: Sequence[int]
) -> bool:
    """Whether the blocks before and after a group are sure paragraphs beside it."""
    blocks, parents = evidence.blocks, evidence.layout.parents
    before, after = numbers[0] - 1, numbers[-1] + 1
    if before < 0 or after >= len(blocks) or numbers[-1] - numbers[0] >= len(numbers):
        return False
    around = parents[group]
    return all(
        keep[number] and scores[number] >= _SURE and parents[blocks[number].container] == around
        for number in (before, after)
    )


def _goes_on(
    evidence: Evidence, scores: Sequence[float], keep: Sequence[bool], group: int, numbers: Sequence[int]
) -> bool:
    """Whether a sure paragraph stands right before a group, which may have an element of its own around it."""
    blocks, parents = evidence.blocks, evidence.layout.parents
    before = numbers[0] - 1
    if before < 0 or not keep[before] or scores[before] < _SURE or blocks[before].kind != "paragraph":
        return False
    if numbers[-1] - numbers[0] >= len(numbers) or any(scores[number] < _DOUBTED for number in numbers):
        return False
    shapes = evidence.layout.shapes
    if not any(shapes[blocks[number].container].startswith(_HEADER) for number in numbers):
        figures = sum(any(map(str.isdigit, blocks[number].text)) for number in numbers)
        if figures < _FIGURES * len(numbers):
            return False
    around, holder = parents[blocks[before].container], parents[group]
    after = blocks[numbers[-1] + 1].container if numbers[-1] + 1 < len(blocks) else 0
    while after > holder:  # document order numbers a parent before its children
        after = parents[after]
    return around == holder or (around == parents[holder] and after != holder)


def kept_tables(evidence: Evidence, keep: Sequence[bool]) -> frozenset[int]:
    """The numbers of the blocks in tables of data of which at least half is in ``keep``.

    There is nothing but data in such a table: a day, a counter or ``E-mail`` in a cell says nothing about the page.
    """
    blocks = evidence.blocks
    found: set[int] = set()
    for numbers in data_tables(evidence).values():
        size = sum(len(blocks[number].text) for number in numbers)
        if sum(len(blocks[number].text) for number in numbers if keep[number]) >= _HALF * size:
            found.update(numbers)
    return frozenset(found)


def data_tables(evidence: Evidence) -> dict[int, list[int]]:
    """The tables of data, by the number of their element, with the numbers of the blocks in their cells.

    Tables that lay out the page or list links are none. Linear in the page.
    """
    blocks, parents, shapes = evidence.blocks, evidence.layout.parents, evidence.layout.shapes
    if not any(shape.startswith(_TABLES) for shape in shapes):
        return {}
    count = len(parents)
    table, row, cell = [0] * count, [0] * count, [0] * count
    for at in range(1, count):
        above, tag = parents[at], shapes[at].partition(" ")[0]
        table[at] = at if tag == "table" else table[above]
        row[at] = 0 if tag == "table" else at if tag == "tr" else row[above]
        cell[at] = 0 if tag == "table" else at if tag in ("td", "th") else cell[above]
    members: dict[int, list[int]] = {}
    for number, block in enumerate(blocks):
        if cell[block.container] and not block.hidden:
            members.setdefault(table[block.container], []).append(number)
    found: dict[int, list[int]] = {}
    for group, numbers in members.items():
        sizes: dict[int, int] = {}
        columns: dict[int, set[int]] = {}
        for number in numbers:
            at = blocks[number].container
            sizes[cell[at]] = sizes.get(cell[at], 0) + len(blocks[number].text)
            columns.setdefault(row[at], set()).add(cell[at])
        if sum(len(cells) >= _COLUMNS for cells in columns.values()) < _ROWS or max(sizes.values()) > _LONGEST_CELL:
            continue
        if sum(blocks[number].linked for number in numbers) <= _LINKED * sum(sizes.values()):
            found[group] = numbers
    return found
