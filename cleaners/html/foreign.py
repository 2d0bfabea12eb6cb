"""Which blocks tell of other articles and of readers, so that no date in them is the article's."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from cleaners.html.blocks import Block
from cleaners.html.evidence import Evidence
from cleaners.html.markup import BIT
from cleaners.html.parts import hints_of_body
from cleaners.html.printed import Printed
from cleaners.metadata.dates import find_dates, label_before
from cleaners.metadata.markup import TimeTag
from cleaners.metadata.names import looks_like_name

#: hints of elements that hold other articles and what readers say
_OTHERS: Final = BIT["related"] | BIT["comment"]
#: a link that is somebody's name or a tag is no headline
_OWN: Final = BIT["byline"] | BIT["tags"] | BIT["source"] | BIT["title"]
#: a block linked to more than this share is a link; one as wide as this (columns) is the headline of a teaser, unless
#: it scores as much as a name
_LINKED, _HEADLINE, _NAME = 0.8, 16, 0.6
#: a date and the headline of its teaser stand within so many elements of each other
_LEVELS: Final = 3


def foreign_blocks(printed: Printed) -> frozenset[int]:
    """The numbers of the blocks around the body that belong to readers' comments or to teasers.

    Elements tell that their class calls so, unless they hold the body, too, or stand between the headline and the body;
    and a block beside the linked headline of another article, in an element with it and without the body. Linear in
    the page.
    """
    draft, owners, blocks = printed.draft, printed.owners, printed.evidence.blocks
    body = {number for number, keep in zip(owners, draft.keep, strict=True) if keep}
    if not body:
        return frozenset()
    first = owners[draft.first] if draft.first < len(owners) else min(body)
    title = max((number for number in range(first + 1) if blocks[number].level == 1), default=first)
    others = _OTHERS & ~hints_of_body(printed)
    holding = _holding(printed.evidence, body)
    links = {
        number
        for number, line in zip(owners, draft.lines, strict=True)
        if number not in body
        and line.columns >= _HEADLINE
        and _is_headline(blocks[number], number > first)
        # a name, or one with a word such as "By" before it
        and all(looks_like_name(part, draft.language) < _NAME for part in (line.text, line.text.partition(" ")[2]))
        and not find_dates(line.text, language=draft.language)
    }
    headlines = [block.text.casefold() for block in blocks[: first + 1] if block.kind == "heading"]
    own = {number for number in links if number > first and _is_one_of(blocks[number].text.casefold(), headlines)}
    found: set[int] = set()
    for number, block in enumerate(blocks):
        # a list of the newest articles may begin with this one: the date below its headline is its own
        if number in body or title < number < first or number - 1 in own:
            continue
        if block.hints & others or any(
            near in links
            and not _around(printed.evidence, near).isdisjoint(_around(printed.evidence, number) - holding)
            for near in (number - 1, number + 1)
        ):
            found.add(number)
    return frozenset(found)


def own_times(evidence: Evidence, foreign: frozenset[int]) -> list[TimeTag]:
    """The page's ``<time>`` elements without those in ``foreign`` blocks.

    Beside articles of its kind the page's own may be labelled as published; a reader's comment is, too.
    """

    def is_own(tag: TimeTag, number: int | None) -> bool:
        if number is None or number not in foreign:
            return True
        told = label_before(f"{tag.before} ") == "published"
        return told and not evidence.blocks[number].hints & BIT["comment"]

    return [tag for tag, number in zip(evidence.markup.times, evidence.timed, strict=True) if is_own(tag, number)]


def _is_one_of(text: str, headlines: Sequence[str]) -> bool:
    """Whether a linked headline is one of the page's own, which either may cut."""
    return any(headline.startswith(text.rstrip(". …")) or text.startswith(headline) for headline in headlines)


def _is_headline(block: Block, below: bool) -> bool:
    """Whether a wide block may be the linked headline of a teaser; a heading above the body is the article's own."""
    return block.link_density > _LINKED and not block.near & _OWN and (below or block.kind != "heading")


def _holding(evidence: Evidence, body: set[int]) -> set[int]:
    """The numbers of the elements that hold a block of the ``body``."""
    parents, holding = evidence.layout.parents, {0}
    for number in body:
        at = evidence.blocks[number].container
        while at not in holding:
            holding.add(at)
            at = parents[at]
    return holding


def _around(evidence: Evidence, number: int) -> set[int]:
    """The numbers of the elements right around a block."""
    at, found = evidence.blocks[number].container, set[int]()
    for _ in range(_LEVELS):
        found.add(at)
        at = evidence.layout.parents[at]
    return found
