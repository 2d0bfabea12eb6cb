"""Which part of the page a removed line belongs to, as the elements around it tell."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection
from functools import lru_cache
from typing import Final

from cleaners.html.blocks import Block
from cleaners.html.dates import read_moment
from cleaners.html.markup import BIT
from cleaners.html.printed import Printed
from cleaners.metadata.dates import find_dates, label_before
from cleaners.segments import Kind

#: markup hint -> the kind a removed block is given when no rule names one, the telling hints first
_KIND_OF_HINT: Final[tuple[tuple[str, Kind], ...]] = (
    ("consent", "consent"),
    ("comment", "comment"),
    ("share", "share"),
    ("related", "related"),
    ("counter", "counter"),
    ("clock", "clock"),
    ("poll", "poll"),
    ("search_login", "search_login"),
    ("promotion", "promotion"),
    ("copyright", "copyright"),
    ("navigation", "navigation"),
    ("breadcrumb", "navigation"),
    ("toolbar", "toolbar"),
    ("contact", "contact"),
    ("widget", "widget"),
    ("sidebar", "widget"),
    ("header", "navigation"),
)

#: the rules of what the markup or a link tells
_MARKUP, _LINK, _DATE = "html.markup", "html.link", "html.date"
#: a short block that is linked to more than this share is a link
_LINKED, _SHORT = 0.8, 60
#: a block this long (code points) that is no link is none of these, whatever the elements around it are called
_PROSE: Final = 80
_NO_PROSE: Final = frozenset({"navigation", "toolbar", "share", "search_login", "counter", "clock"})
#: kinds that have buttons and labels
_FORMS: Final = frozenset({"consent", "comment", "poll", "search_login", "promotion"})
#: hints that this share of the body has tell nothing
_SHARED: Final = 0.3
#: a line that is about a date is not longer (code points), and stands at most so many lines above the title, below the
#: beginning of the body, and below its end
_LONGEST, _ABOVE, _OPENING, _BELOW = 70, 5, 6, 8
#: where a date is never the article's
_ELSEWHERE: Final = sum(
    BIT[name] for name in ("related", "comment", "footer", "sidebar", "promotion", "clock", "navigation", "card")
)


def hints_of_body(printed: Printed) -> int:
    """The hints that a good part of the body's text has as well, so that they tell nothing of other lines."""
    blocks, sizes, total = printed.evidence.blocks, Counter[int](), 0
    for number, line, keep in zip(printed.owners, printed.draft.lines, printed.draft.keep, strict=True):
        if keep:
            sizes[blocks[number].hints] += len(line.text)
            total += len(line.text)
    shared = 0
    for bit in BIT.values():
        size = sum(length for hints, length in sizes.items() if hints & bit)
        shared |= bit if total and size >= _SHARED * total else 0
    return shared


def kind_told(block: Block, around: int) -> tuple[Kind, str] | None:
    """The kind that the markup of a removed block tells, and the rule; the body has the hints ``around`` as well."""
    prose = len(block.text) >= _PROSE and block.link_density < _LINKED
    if (kind := _kind_of_hints(block.near & ~around, block.hints & ~around, prose)) is not None:
        return kind, _MARKUP
    if block.hints & BIT["footer"] and ("©" in block.text or "copyright" in block.text.lower()):
        return "copyright", _MARKUP
    # one short link, or several in a row
    if block.link_density > _LINKED and len(block.text) < _SHORT * max(block.links, 1):
        return "navigation", _LINK
    return None


@lru_cache(maxsize=4_000)
def _kind_of_hints(near: int, hints: int, prose: bool) -> Kind | None:
    """The kind that hints near a block and around it tell: few combinations stand around many blocks."""
    if near & BIT["toolbar"]:  # a button beside a figure counts nothing
        near, hints = near & ~BIT["counter"], hints & ~BIT["counter"]
    # a button or a label is first of all part of the form it is in
    for own, kinds in ((near & ~BIT["toolbar"], None), (hints, _FORMS), (near, None), (hints, None)):
        for name, kind in _KIND_OF_HINT:
            if own & BIT[name] and (kinds is None or kind in kinds) and not (prose and kind in _NO_PROSE):
                return kind
    return None


def settle_dates(printed: Printed, foreign: Collection[int] = ()) -> None:
    """Take the open lines that markup calls a date, around the title and the body, for the article's date lines.

    Those that stand in another part of the page, and told nothing, belong to that part; those in ``foreign`` blocks, of
    readers or teasers, do so always.
    """
    draft, evidence = printed.draft, printed.evidence
    if draft.last < 0:
        return
    around = hints_of_body(printed)
    begin = max(min([*printed.facts.titles, draft.first]) - _ABOVE, 0)
    tagged = {tag.text for tag in evidence.markup.times if read_moment(tag.value, evidence.page, evidence.language)}

    def is_date(block: Block) -> bool:
        text = block.text
        return text in tagged or bool(find_dates(text, language=evidence.language, crawled_at=evidence.page.crawled_at))

    for index, number in enumerate(printed.owners):
        block = evidence.blocks[number]
        if number in foreign and draft.open(index) and len(block.text) <= _LONGEST and is_date(block):
            draft.remove(index, *(kind_told(block, around) or ("related", _MARKUP)))
    opening = range(begin, min(draft.first + _OPENING, len(draft.lines)))
    closing = range(draft.last + 1, min(draft.last + 1 + _BELOW, printed.facts.signature_end))
    for index in dict.fromkeys((*opening, *closing)):
        block = evidence.blocks[printed.owners[index]]
        if not draft.open(index) or draft.keep[index] or len(block.text) > _LONGEST:
            continue
        if block.near & BIT["date"] and not block.hints & _ELSEWHERE & ~around and is_date(block):
            draft.give(index, "date", _DATE)
    used = {told.raw for told in printed.facts.meta.provenance.values()}
    for index, role in enumerate(draft.roles):
        block = evidence.blocks[printed.owners[index]]
        if role == "date" and block.hints & _ELSEWHERE & ~around and not any(raw in block.text for raw in used):
            kind, rule = kind_told(block, around) or ("other", _MARKUP)
            draft.remove(index, kind, rule)
    for index in range(1, len(draft.lines)):
        label = index - 1
        if draft.roles[index] != "date" or not draft.open(label) or draft.keep[label]:
            continue
        if label_before(f"{draft.lines[label].text.rstrip(' :')}: ") is not None:
            draft.give(label, "date", _DATE)


def headed_by(printed: Printed) -> Callable[[int, int], bool]:
    """Tells of a heading and a line below it whether the heading is the line's.

    It is as far as the element reaches that the heading stands in with what follows it, without the body, or else the
    one around that; and the page's footer is no part of it.
    """
    evidence, owners, draft = printed.evidence, printed.owners, printed.draft
    blocks, parents = evidence.blocks, evidence.layout.parents
    holding = {0}
    for index, keep in enumerate(draft.keep):
        at = blocks[owners[index]].container
        while keep and at not in holding:
            holding.add(at)
            at = parents[at]

    def is_within(at: int, scope: int) -> bool:
        while at > scope:  # document order numbers a parent before its children
            at = parents[at]
        return at == scope

    scopes: dict[int, int] = {}

    def scope_of(heading: int) -> int:
        at = blocks[owners[heading]].container
        if at in holding:
            return at
        while parents[at] not in holding:
            at = parents[at]
        following = heading + 1 < len(owners) and is_within(blocks[owners[heading + 1]].container, at)
        return at if following else parents[at]

    def heads(heading: int, index: int) -> bool:
        block = blocks[owners[index]]
        if block.hints & ~blocks[owners[heading]].hints & BIT["footer"]:
            return False
        if heading not in scopes:
            scopes[heading] = scope_of(heading)
        return is_within(block.container, scopes[heading])

    return heads
