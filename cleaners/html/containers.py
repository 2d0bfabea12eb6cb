"""What the elements around a block hold: where the page's prose lies together, and what blocks of one shape are like.

Prose gathers in few elements. Each paragraph gives points to the elements around it, fewer with every level, and links
take them away again, the rule of thumb of Arc90's Readability (2009); here the points are evidence and decide nothing.
Blocks of one shape (tag and class, the parent's too) are made by the same template, so what most of them are, all are.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Sequence
from itertools import accumulate
from typing import Final

from cleaners.html.blocks import Block, Layout

#: what `container_features` gives for each block
CONTAINER_NAMES: Final = (
    "prose_best", "prose_parent", "prose_levels", "prose_shared", "in_prose",
    "held_share", "held_linked", "held_final", "held_mean", "above_share", "above_linked", "above_final",
    "shape_share", "shape_count", "shape_mean", "shape_linked", "shape_final", "to_prose", "prose_before", "prose_near",
    "title_shared", "title_levels", "since_title", "article_number", "article_share",
)  # fmt: skip

#: where a row says that a block lies in the element with most of the prose
IN_PROSE: Final = CONTAINER_NAMES.index("in_prose")
#: characters of a block that gives points
_PARAGRAPH: Final = 25
#: what a paragraph gives to the elements around it, the nearest first
_POINTS: Final = (1.0, 0.5, 0.33, 0.2)
#: points of an enormous block, and from how many characters on it is one
_MOST_POINTS: Final = 20.0
_ENORMOUS: Final = 5_000
#: a block of prose: characters, and the share of links that is too much
_PROSE: Final = 80
_LINKED: Final = 0.3
#: whatever is further away than this is just far: blocks, levels, blocks from the title
_FAR, _FAR_LEVELS, _FAR_TITLE, _NO_TITLE = 30, 12, 60, -99.0
#: blocks around that are looked at for prose
_NEAR: Final = 4
_MOST_ALIKE: Final = 60
_FINAL: Final = frozenset(".!?…。！？:;؟।\"'”’»)」")
_COMMAS: Final = str.maketrans("", "", ",，、;；")


class _Sums:
    """Characters, linked characters, blocks, and blocks that end a sentence."""

    __slots__ = ("blocks", "final", "linked", "size")

    def __init__(self) -> None:
        self.size = self.linked = self.blocks = self.final = 0

    def add(self, size: int, linked: int, blocks: int, final: int) -> None:
        self.size += size
        self.linked += linked
        self.blocks += blocks
        self.final += final


def container_features(layout: Layout, title: int | None) -> list[tuple[float, ...]]:
    """One row of `CONTAINER_NAMES` for each block; ``title`` is the number of the block that is the headline.

    Linear in the page.
    """
    blocks, parents, shapes = layout.blocks, layout.parents, layout.shapes
    sums = [_Sums() for _ in parents]
    alike: dict[tuple[str, str], _Sums] = {}
    flags = [0] * len(blocks)
    for number, block in enumerate(blocks):
        size = len(block.text)
        final = int(block.text[-1] in _FINAL)
        sums[block.container].add(size, block.linked, 1, final)
        shape = (shapes[block.container], shapes[parents[block.container]])
        if shape not in alike:
            alike[shape] = _Sums()
        alike[shape].add(size, block.linked, 1, final)
        flags[number] = int(size >= _PROSE and bool(final) and block.linked < _LINKED * size and not block.hidden)
    for at in range(len(parents) - 1, 0, -1):  # document order numbers a parent before its children
        sums[parents[at]].add(sums[at].size, sums[at].linked, sums[at].blocks, sums[at].final)
    whole = sums[0].size or 1
    points = _points(blocks, parents, sums)
    best = max(range(len(parents)), key=points.__getitem__)
    top = points[best] or 1.0
    highest = [0.0] * len(parents)  # the most points of an element and those around it
    inside = [False] * len(parents)
    for at, parent in enumerate(parents):
        highest[at] = max(points[at], highest[parent])
        inside[at] = at == best or inside[parent]
    levels, shared = _from(best, parents, sums)
    to_title, with_title = _from(None if title is None else blocks[title].container, parents, sums)
    articles = _articles(parents, shapes)
    prose = [number for number, flag in enumerate(flags) if flag]
    nearest = distances(len(blocks), prose)
    seen = [0, *accumulate(flags)]
    rows: list[tuple[float, ...]] = []
    for number, block in enumerate(blocks):
        at = block.container
        parent = parents[at]
        around, above = sums[parent], sums[parents[parent]]
        like = alike[(shapes[at], shapes[parent])]
        article, article_number = articles[at]
        rows.append(
            (
                highest[at] / top, points[parent] / top, float(min(levels[at], _FAR_LEVELS)), shared[at] / whole,
                float(inside[at]),
                around.size / whole, around.linked / around.size, around.final / around.blocks,
                math.log(1 + around.size / around.blocks),
                above.size / whole, above.linked / above.size, above.final / above.blocks,
                like.size / whole, float(min(like.blocks, _MOST_ALIKE)), math.log(1 + like.size / like.blocks),
                like.linked / like.size, like.final / like.blocks,
                nearest[number], seen[number] / (len(prose) or 1),
                float(seen[min(number + _NEAR + 1, len(blocks))] - seen[max(0, number - _NEAR)]),
                with_title[at] / whole, float(min(to_title[at], _FAR_LEVELS)),
                float(max(-_FAR_TITLE, min(_FAR_TITLE, number - title))) if title is not None else _NO_TITLE,
                float(min(article_number, _FAR_LEVELS)), sums[article].size / whole,
            )
        )  # fmt: skip
    return rows


def _points(blocks: Sequence[Block], parents: Sequence[int], sums: Sequence[_Sums]) -> list[float]:
    """What the paragraphs in each element are worth, less the share of it that is linked."""
    points = [0.0] * len(parents)
    for block in blocks:
        size = len(block.text)
        if size < _PARAGRAPH or block.hidden:
            continue
        worth = _MOST_POINTS
        if size < _ENORMOUS:
            worth = 1.0 + min(size / 100, 3.0) + size - len(block.text.translate(_COMMAS))
        at = parents[block.container]
        for share in _POINTS:
            points[at] += share * worth
            if not at:
                break
            at = parents[at]
    return [
        mark * (1 - each.linked / each.size) if each.size else 0.0 for mark, each in zip(points, sums, strict=True)
    ]


def _articles(parents: Sequence[int], shapes: Sequence[str]) -> list[tuple[int, int]]:
    """For each element the ``<article>`` around it and which of the page's it is; zeros where there is none."""
    found: list[tuple[int, int]] = [(0, 0)]
    count = 0
    for at in range(1, len(parents)):
        if shapes[at].startswith("article "):
            count += 1
            found.append((at, count))
        else:
            found.append(found[parents[at]])
    return found


def _from(place: int | None, parents: Sequence[int], sums: Sequence[_Sums]) -> tuple[list[int], list[int]]:
    """For each element the levels up to the first one that holds ``place`` too, and the characters in that one."""
    levels, sizes = [0] * len(parents), [sums[0].size] * len(parents)
    if place is None:
        return levels, [-1] * len(parents)
    path = {0}
    while place:
        path.add(place)
        place = parents[place]
    for at, parent in enumerate(parents):
        if at in path:
            sizes[at] = sums[at].size
        else:
            levels[at], sizes[at] = levels[parent] + 1, sizes[parent]
    return levels, sizes


def distances(count: int, marks: Collection[int]) -> list[float]:
    """How far each of ``count`` places is from the nearest of ``marks``, at most 30."""
    nearest = [float(_FAR)] * count
    marked = set(marks)
    for order in (range(count), range(count - 1, -1, -1)):
        last = _FAR
        for number in order:
            last = 0 if number in marked else min(_FAR, last + 1)
            nearest[number] = min(nearest[number], float(last))
    return nearest
