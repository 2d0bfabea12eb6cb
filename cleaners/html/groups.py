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
#: longer groups are no part of a sentence's list
_MOST: Final = 400


def with_groups_whole(evidence: Evidence, scores: Sequence[float], keep: Sequence[bool]) -> list[bool]:
    """``keep`` with every table of which a good part is in it, and every list between two paragraphs that are.

    ``scores`` are the log-odds of the blocks. Linked, hidden and doubtful groups stay as they are. Linear in the page.
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
    whole = list(keep)
    for group, numbers in members.items():
        if len(numbers) > _MOST or all(keep[number] for number in numbers):
            continue
        size = sum(len(blocks[number].text) for number in numbers)
        if sum(blocks[number].linked for number in numbers) > _LINKED * size:
            continue
        if any(scores[number] < _CHROME or blocks[number].hidden for number in numbers):
            continue
        kept = sum(len(blocks[number].text) for number in numbers if keep[number])
        if (kept >= _ENOUGH * size and shapes[group].startswith(_TABLES)) or _in_prose(
            evidence, scores, keep, group, numbers
        ):
            for number in numbers:
                whole[number] = True
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
