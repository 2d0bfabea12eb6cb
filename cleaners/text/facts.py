"""The metadata of a raw text page: who reads what, in which order, off which lines."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

from cleaners.article import Metadata, Provenance
from cleaners.normalise import key
from cleaners.page import Page
from cleaners.rules.engine import RuleSet
from cleaners.segments import Role
from cleaners.text.body import is_prose
from cleaners.text.draft import Draft
from cleaners.text.headline import find_headline
from cleaners.text.phrases import any_of
from cleaners.text.repair import Mend

#: metadata lines are short (code points)
LONGEST: Final = 220
#: how many lines below the last prose a byline or credit may stand
_SIGNATURE: Final = 8
#: a headline with more body lines above it is none
_ABOVE: Final = 3

#: so many pictures with the same text tell the title
_PICTURES: Final = 3
_PICTURE: Final = re.compile(rf"(?P<title>.{{15,}}?)\s*[-–—:]\s*{any_of('picture_words')}\s+\d{{1,3}}$", re.IGNORECASE)

_TRAPPINGS: Final = frozenset({"toolbar", "share", "image_alt", "clock"})
_META_ROLES: Final[frozenset[Role]] = frozenset({"date", "view_count", "byline"})


@dataclass(slots=True)
class Facts:
    """What is known so far of a page's article, and where on the page its parts stand.

    ``titles`` are the lines that print the title (the first is the one taken for it); ``signature_end`` is the first
    line below the body where other things begin (a related list, comments); ``foreign`` are the lines that markup
    tells to be readers' comments or teasers, whose dates are never the article's; ``menus`` those it calls menus, which
    hold no tags.
    """

    draft: Draft
    page: Page
    rules: RuleSet
    mend: Mend | None = None
    meta: Metadata = field(default_factory=Metadata)
    titles: list[int] = field(default_factory=list)
    signature_end: int = 0
    foreign: frozenset[int] = frozenset()
    menus: frozenset[int] = frozenset()

    def note(self, name: str, raw: str, rule: str | None) -> None:
        """Record where the value of ``name`` was read."""
        self.meta.provenance[name] = Provenance("text", rule, raw)

    def sent(self, index: int) -> str:
        """Line ``index`` as sent, with the gaps between its parts, which tell them apart."""
        line = self.draft.lines[index]
        sent = self.page.content[line.start : line.end]
        return self.mend(sent) if self.mend else sent

    def article(self) -> str:
        """The title, the section and the body, for telling how the article uses words."""
        draft = self.draft
        kept = [line.text for line, keep in zip(draft.lines, draft.keep, strict=True) if keep]
        return "\n".join([self.meta.title or "", *self.meta.section, *kept])

    def is_short(self, index: int) -> bool:
        """Whether line ``index`` is short enough for a line of metadata."""
        return 0 < len(self.draft.lines[index].text) <= LONGEST

    def near_tail(self) -> range:
        """The lines below the body where its byline and credits stand."""
        last = self.draft.last
        kept = max((i for i, keep in enumerate(self.draft.keep) if keep), default=last)
        return range(last + 1, min(self.signature_end, max(kept, last) + 1 + _SIGNATURE))

    def around(self) -> Iterator[int]:
        """The lines above the body, nearest to the title first, then those below it."""
        head = self.draft.head()
        at = self.titles[0] if self.titles else len(head)
        yield from sorted(head, key=lambda i: abs(i - at))
        yield from self.draft.tail()

    def from_title(self, index: int) -> int:
        """Lines of content between line ``index`` and the title (the body, if there is no title), plus 1."""
        marks = self.titles or [self.draft.first]
        distances: list[int] = []
        for mark in marks:
            low, high = sorted((index, mark))
            distances.append(sum(self._is_content(j) for j in range(low + 1, high)) + 1)
        return min(distances)

    def _is_content(self, index: int) -> bool:
        line = self.draft.lines[index]
        if not line.text or self.draft.roles[index] in _META_ROLES:
            return False
        return not any(rule.role in _META_ROLES or rule.kind in _TRAPPINGS for rule in line.hits)


def find_title(facts: Facts) -> None:
    """Choose the title, and take its repetitions for what they are."""
    draft = facts.draft
    facts.signature_end = _signature_end(draft)
    at = find_headline(draft)
    if at is None or sum(draft.keep[:at]) > _ABOVE:
        _title_of_pictures(facts)
        return
    facts.titles = _with_lines_above(draft, at)
    title = " ".join(draft.lines[i].text for i in facts.titles)
    facts.meta.title = title
    facts.note("title", title, "text.headline")
    wanted = key(title)
    for i in facts.titles:
        draft.give(i, "title", "text.headline")
    for i in range(min(draft.first + 3, len(draft.lines))):
        if draft.open(i) and key(draft.lines[i].text) == wanted:
            draft.remove(i, "duplicate", "text.repeated-title")
            facts.titles.append(i)
    # above the title there is no body, unless it reads like one
    for i in range(at):
        if draft.keep[i] and not is_prose(draft.lines[i]):
            draft.keep[i] = False
    if draft.first <= at:
        rest = [i for i, keep in enumerate(draft.keep) if keep]
        solid = [i for i in rest if is_prose(draft.lines[i])]
        draft.first = rest[0] if rest else len(draft.lines)
        draft.last = (solid or rest)[-1] if rest else -1


def _title_of_pictures(facts: Facts) -> None:
    """Some sites give every picture the article's title and a number for its text; that tells a title not printed."""
    stems = Counter(
        match["title"]
        for line in facts.draft.lines
        if len(line.text) <= LONGEST and line.text[-1:].isdigit() and (match := _PICTURE.match(line.text)) is not None
    )
    for stem, count in stems.most_common(1):
        if count >= _PICTURES:
            facts.meta.title = stem
            facts.note("title", stem, "text.picture-titles")


def _with_lines_above(draft: Draft, at: int) -> list[int]:
    """A headline in capitals may be broken over two lines."""
    above = at - 1
    if at and draft.lines[at].text.isupper() and draft.lines[at].gap <= 1:
        line = draft.lines[above]
        # more than two such lines are a menu
        alone = above == 0 or not draft.lines[above - 1].text.isupper()
        if line.text.isupper() and alone and len(line.text) >= 8 and draft.open(above) and not line.bullet:
            return [above, at]
    return [at]


def _signature_end(draft: Draft) -> int:
    for i in draft.tail():
        if any(rule.heads and rule.weight == "sure" and rule.kind is not None for rule in draft.lines[i].hits):
            return i
    return len(draft.lines)
