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

#: what `Containers` gives for each block
CONTAINER_NAMES: Final = (
    "prose_best", "prose_parent", "prose_levels", "prose_shared", "in_prose",
    "held_share", "held_linked", "held_final", "held_mean", "above_share", "above_linked", "above_final",
    "shape_share", "shape_count", "shape_mean", "shape_linked", "shape_final", "to_prose", "prose_before", "prose_near",
    "title_shared", "title_levels", "since_title", "article_number", "article_share",
)  # fmt: skip

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
_COMMAS: Final = ",，、;；"


class Containers:
    """What the elements around each block hold; ``title`` is the number of the block that is the headline.

    Linear in the page. Many blocks are beyond hope and never asked for, so each row is made on demand.
    """

    def __init__(self, layout: Layout, title: int | None) -> None:
        self._layout, self._title = layout, title
        blocks, parents, shapes = layout.blocks, layout.parents, layout.shapes
        count = len(parents)
        # what each element holds: characters, linked ones, blocks, blocks that end a sentence
        size, linked, held, final = [0] * count, [0] * count, [0] * count, [0] * count
        alike: dict[tuple[str, str], list[int]] = {}
        flags = [0] * len(blocks)
        for number, block in enumerate(blocks):
            length, links, at = len(block.text), block.linked, block.container
            ends = 1 if block.text[-1] in _FINAL else 0
            size[at] += length
            linked[at] += links
            held[at] += 1
            final[at] += ends
            shape = (shapes[at], shapes[parents[at]])
            like = alike.get(shape)
            if like is None:
                like = alike[shape] = [0, 0, 0, 0]
            like[0] += length
            like[1] += links
            like[2] += 1
            like[3] += ends
            if ends and length >= _PROSE and links < _LINKED * length and not block.hidden:
                flags[number] = 1
        for at in range(count - 1, 0, -1):  # document order numbers a parent before its children
            if held[at]:
                parent = parents[at]
                size[parent] += size[at]
                linked[parent] += linked[at]
                held[parent] += held[at]
                final[parent] += final[at]
        self._size, self._linked, self._held, self._final, self._alike = size, linked, held, final, alike
        self._whole = size[0] or 1
        self._points = points = _points(blocks, parents, size, linked)
        best = max(range(count), key=points.__getitem__)
        self._top = points[best] or 1.0
        self._highest = highest = [0.0] * count  # the most points of an element and those around it
        self._inside = inside = [0.0] * count
        for at, parent in enumerate(parents):
            highest[at] = max(points[at], highest[parent])
            inside[at] = 1.0 if at == best else inside[parent]
        self._levels, self._shared = _from(best, parents, size)
        self._to_title, self._with_title = _from(None if title is None else blocks[title].container, parents, size)
        self._articles = _articles(parents, shapes)
        prose = [number for number, flag in enumerate(flags) if flag]
        self._prose = len(prose) or 1
        self._nearest = distances(len(blocks), prose)
        self._seen = [0, *accumulate(flags)]

    def row(self, number: int) -> tuple[float, ...]:
        """`CONTAINER_NAMES` of block ``number``."""
        layout, title = self._layout, self._title
        parents, shapes, block = layout.parents, layout.shapes, layout.blocks[number]
        size, linked, held, final = self._size, self._linked, self._held, self._final
        whole, top, seen = self._whole, self._top, self._seen
        at = block.container
        parent = parents[at]
        above = parents[parent]
        around, higher, blocks_around, blocks_above = size[parent], size[above], held[parent], held[above]
        length, links, blocks_alike, ends = self._alike[(shapes[at], shapes[parent])]
        article, article_number = self._articles[at]
        return (
            self._highest[at] / top, self._points[parent] / top, float(min(self._levels[at], _FAR_LEVELS)),
            self._shared[at] / whole, self._inside[at],
            around / whole, linked[parent] / around, final[parent] / blocks_around,
            math.log(1 + around / blocks_around),
            higher / whole, linked[above] / higher, final[above] / blocks_above,
            length / whole, float(min(blocks_alike, _MOST_ALIKE)), math.log(1 + length / blocks_alike),
            links / length, ends / blocks_alike,
            self._nearest[number], seen[number] / self._prose,
            float(seen[min(number + _NEAR + 1, len(seen) - 1)] - seen[max(0, number - _NEAR)]),
            self._with_title[at] / whole, float(min(self._to_title[at], _FAR_LEVELS)),
            float(max(-_FAR_TITLE, min(_FAR_TITLE, number - title))) if title is not None else _NO_TITLE,
            float(min(article_number, _FAR_LEVELS)), size[article] / whole,
        )  # fmt: skip


def _points(
    blocks: Sequence[Block], parents: Sequence[int], sizes: Sequence[int], linked: Sequence[int]
) -> list[float]:
    """What the paragraphs in each element are worth, less the share of it that is linked."""
    points = [0.0] * len(parents)
    for block in blocks:
        size = len(block.text)
        if size < _PARAGRAPH or block.hidden:
            continue
        worth = _MOST_POINTS
        if size < _ENORMOUS:
            worth = 1.0 + min(size / 100, 3.0) + size - (size - sum(map(block.text.count, _COMMAS)))
        at = parents[block.container]
        for share in _POINTS:
            points[at] += share * worth
            if not at:
                break
            at = parents[at]
    return [mark * (1 - links / size) if mark else 0.0 for mark, size, links in zip(points, sizes, linked, strict=True)]


def _articles(parents: Sequence[int], shapes: Sequence[str]) -> list[tuple[int, int]]:
    """For each element the ``<article>`` around it and which of the page's it is; zeros where there is none."""
    articles = {shape for shape in set(shapes) if shape.startswith("article ")}
    if not articles:
        return [(0, 0)] * len(parents)
    found: list[tuple[int, int]] = [(0, 0)]
    count = 0
    for at in range(1, len(parents)):
        if shapes[at] in articles:
            count += 1
            found.append((at, count))
        else:
            found.append(found[parents[at]])
    return found


def _from(place: int | None, parents: Sequence[int], held: Sequence[int]) -> tuple[list[int], list[int]]:
    """For each element the levels up to the first one that holds ``place`` too, and the characters in that one."""
    levels, sizes = [0] * len(parents), [held[0]] * len(parents)
    if place is None:
        return levels, [-1] * len(parents)
    path = {0}
    while place:
        path.add(place)
        place = parents[place]
    for at, parent in enumerate(parents):
        if at in path:
            sizes[at] = held[at]
        else:
            levels[at], sizes[at] = levels[parent] + 1, sizes[parent]
    return levels, sizes


def distances(count: int, marks: Collection[int]) -> list[float]:
    """How far each of ``count`` places is from the nearest of ``marks``, at most 30."""
    nearest = [float(_FAR)] * count
    if not marks:
        return nearest
    marked = set(marks)
    for order in (range(count), range(count - 1, -1, -1)):
        last = _FAR
        for number in order:
            last = 0 if number in marked else min(_FAR, last + 1)
            nearest[number] = min(nearest[number], float(last))
    return nearest
