"""The blocks of an HTML page as the lines the readers of printed metadata work on.

What a page prints about itself (date line, byline, credits, breadcrumb, footer) reads the same whether it came as HTML
or as raw text, so both use the same readers; for HTML the body is known beforehand.
"""

from __future__ import annotations

import itertools
from collections.abc import Collection
from dataclasses import replace

from cleaners.html.blocks import Block
from cleaners.html.evidence import Evidence
from cleaners.html.groups import kept_tables
from cleaners.html.markup import BIT
from cleaners.html.titles import StatedTitle
from cleaners.metadata.desks import is_organisation, is_outlet
from cleaners.metadata.names import looks_like_name, read_byline
from cleaners.metadata.titles import first_segment
from cleaners.normalise import bare, canonical, key
from cleaners.text.body import in_place, is_prose
from cleaners.text.credits import read_credits
from cleaners.text.dating import read_dates, read_views
from cleaners.text.draft import Draft
from cleaners.text.facts import Facts, find_title
from cleaners.text.footer import read_footer
from cleaners.text.glue import seams
from cleaners.text.headline import find_headline
from cleaners.text.lines import LONGEST_MATCHED, Line, make_line, seen_line
from cleaners.text.sections import read_sections, read_tags

#: each reader finds what those before it left; the same order as for raw text
_READERS = (read_views, read_dates, read_credits, read_sections, read_tags, read_footer)
#: a piece of a glued block counts as a name, or as another kind of byline, from these scores on
_NAME, _SURE = 0.6, 0.85
_BYLINE = 60
#: shorter blocks are not taken apart
_UNGLUED = 12
#: a line that is nothing but one of these is no body wherever it stands
_TOLD = frozenset({"date", "view_count"})
_DATE_LINE = 40
#: what is called a caption in the markup and is longer is none
_CAPTION = 300
#: prose that the trees are this sure of is kept against a rule (log-odds)
_OVERRULE = 2.0
#: the title is printed at most so many lines below the beginning of the body, in a line shorter than this
_HEAD, _LONGEST_TITLE = 4, 400
#: votes below which a printed headline of likely looks (`find_headline`) is better than the stated title
_FEW_VOTES, _LIKELY = 0.3, 1.5
#: what no heading says and few votes are for is not printed; the site's name has at most so many words
_UNPRINTED, _SITE_WORDS = 2.2, 5
#: a headline in capitals has at most so many lines, and more words than the name of a page of the menu
_MOST_LINES, _SHORT_NAME = 3, 3
_ENDS = ".;:!?"
#: a section has at most so many words; the headline below it certain looks and so many words more
_SECTION_WORDS, _CERTAIN, _LONGER = 4, 2.4, 5
#: share of linked text that makes a block a link
_LINKED = 0.8
_CREDITS = frozenset({"byline", "source"})


class Printed:
    """The lines of a page; ``owners`` gives the number of the block each line is (a part of)."""

    def __init__(self, evidence: Evidence, scores: list[float], keep: list[bool]) -> None:
        self.evidence = evidence
        self._keep = keep
        self.owners: list[int] = []
        lines: list[Line] = []
        kept: list[bool] = []
        sent = "\n".join(block.text for block in evidence.blocks)
        start = 0
        for number, block in enumerate(evidence.blocks):
            end = start + len(block.text)
            if not block.hidden or keep[number]:
                pieces = self._pieces(sent, start, end, number, keep[number])
                for piece in pieces:
                    self.owners.append(number)
                    lines.append(piece)
                    # what a byline or credit glued to a paragraph says is no body, whatever the paragraph is
                    kept.append(keep[number] and (len(pieces) == 1 or piece is pieces[0]))
            start = end + 1
        self.draft = Draft(lines, evidence.language, [scores[number] for number in self.owners], kept)
        self.facts = Facts(self.draft, replace(evidence.page, kind="text", content=sent), evidence.rules)

    def _pieces(self, sent: str, start: int, end: int, number: int, keep: bool) -> list[Line]:
        rules, block = self.evidence.rules, self.evidence.blocks[number]
        gap = 1 if block.joint == "paragraph" else 0
        glued = block.link_density < 0.5 and len(block.text) > _UNGLUED and (keep or block.hints & BIT["content"])
        if not glued:
            return [self._whole(start, number, gap)]

        def recognised(piece: str, credit_only: bool) -> bool:
            plain = bare(canonical(piece))
            if len(plain) < 2 or len(plain) > LONGEST_MATCHED:
                return False
            hits = rules.match(plain)
            if any(rule.role in _CREDITS if credit_only else rule.role or rule.weight == "sure" for rule in hits):
                return True
            if looks_like_name(plain, self.evidence.language) >= _NAME:
                return True
            byline = read_byline(plain, language=self.evidence.language) if len(plain) <= _BYLINE else None
            return byline is not None and byline.score >= _SURE

        cuts = seams(block.text, recognised)
        if not cuts:
            return [self._whole(start, number, gap)]
        lines: list[Line] = []
        edges = [start, *(start + cut for cut in cuts), end]
        for begin, stop in itertools.pairwise(edges):
            raw = sent[begin:stop]
            if raw.strip():
                at = begin + len(raw) - len(raw.lstrip())
                line = make_line(sent, at, at + len(raw.strip()), 0 if lines else gap, 0)
                line.hits = rules.match(line.plain) if line.plain else []
                lines.append(line)
        return lines

    def _whole(self, start: int, number: int, gap: int) -> Line:
        block = self.evidence.blocks[number]
        line = seen_line(block.text, start, gap)
        line.bullet = block.kind == "item"
        line.hits = self.evidence.hits[number]
        return line

    def head_keys(self) -> frozenset[str]:
        """The keys of the short lines down to the first lines of the body, among which the headline is printed."""
        lines = self.draft.lines[: max(self.draft.first, 0) + _HEAD]
        return frozenset(key(line.text) for line in lines if len(line.text) < _LONGEST_TITLE)

    def settle_title(self, title: StatedTitle | None) -> None:
        """Mark where the title is printed; where little speaks for the stated one, look for the headline itself."""
        draft, facts = self.draft, self.facts
        if self._has_better(title):
            find_title(facts)
            if facts.titles:
                return
        stated = title.reading.value if title else None
        wanted = key(stated) if stated else ""
        printed = [
            index
            for index, line in enumerate(draft.lines[: max(draft.first, 0) + _HEAD])
            if wanted and len(line.text) < _LONGEST_TITLE and key(line.text) == wanted
        ]
        fuller = self._fuller_below(title, printed) if title else []
        facts.titles = [*fuller, *printed[::-1]]
        for index in facts.titles:
            draft.give(index, "title", "html.title")
        if fuller:
            facts.meta.title = " ".join(draft.lines[index].text for index in fuller)
            facts.note("title", facts.meta.title, "text.headline")
        elif stated:
            facts.meta.title = stated
        facts.signature_end = next(
            (
                index
                for index in draft.tail()
                if any(
                    rule.heads and rule.weight == "sure" and rule.kind is not None for rule in draft.lines[index].hits
                )
            ),
            len(draft.lines),
        )

    def _has_better(self, title: StatedTitle | None) -> bool:
        """Whether the page prints a headline that is better than the title it states.

        That is so where hardly anything backs the statement, or where it names a section (a link of the menu or the
        breadcrumb) or the site, and a line that is longer has a headline's looks.
        """
        if title is None:
            return True
        if title.votes < _FEW_VOTES:
            return find_headline(self.draft, _LIKELY) is not None
        stated = title.reading.value
        words, longer = len(stated.split()), _LONGER
        if title.echoed:
            return False
        if title.reading.rule.startswith("html.h"):
            if words > _SECTION_WORDS or not title.crumb:
                return False
        elif is_outlet(stated) or is_organisation(stated) or first_segment(stated) != stated:
            if title.votes > _UNPRINTED:
                return False
            longer = 1
        elif not (title.votes < _UNPRINTED and words <= _SITE_WORDS) and (
            words > _SECTION_WORDS or not (title.crumb or self._is_linked(key(stated)))
        ):
            return False
        at = find_headline(self.draft, _CERTAIN)
        return at is not None and len(self.draft.lines[at].text.split()) >= words + longer

    def _fuller_below(self, title: StatedTitle, printed: list[int]) -> list[int]:
        """The lines below the name of a page of the menu that say in full what the page is about.

        Offices print them in capitals, over one to three lines (``FUNCTIONS AND DUTIES`` / ``OF THE HARBOUR BOARD``),
        or repeat the name within a longer one.
        """
        draft, stated = self.draft, title.reading.value
        if not printed or title.reading.origin != "markup" or self.evidence.markup.article or stated.isupper():
            return []
        below = max(printed) + 1
        for end in range(min(draft.first, len(draft.lines)), printed[0], -1):
            begin = end
            while begin > printed[0] and end - begin < _MOST_LINES and self._is_capitals(begin - 1):
                begin -= 1
            run = list(range(begin, end))
            words = sum(len(draft.lines[index].text.split()) for index in run)
            if words > max(len(stated.split()), _SHORT_NAME) and any(draft.keep[index] for index in run):
                return run
        if below < len(draft.lines) and self._is_linked(key(stated)):
            line = draft.lines[below]
            own, name = key(line.text), key(stated)
            plain = not line.bullet and line.text[-1] not in _ENDS and first_segment(line.text) == line.text
            if plain and ":" not in line.text and name in own and len(name) < len(own) <= 3 * len(name):
                return [below]
        return []

    def _is_capitals(self, index: int) -> bool:
        line = self.draft.lines[index]
        return line.text.isupper() and not line.bullet and line.text[-1] not in _ENDS

    def _is_linked(self, wanted: str) -> bool:
        return any(
            block.link_density > _LINKED and len(block.text) <= _BYLINE and key(block.text) == wanted
            for block in self.evidence.blocks
        )

    def read(self, foreign: Collection[int] = ()) -> None:
        """Let every reader take its lines; no date in the ``foreign`` blocks is the article's."""
        others = frozenset(index for index, number in enumerate(self.owners) if number in foreign)
        self.facts.foreign = self._called(BIT["comment"]) | others
        self.facts.menus = self._called(BIT["navigation"])
        for reader in _READERS:
            reader(self.facts)
        self._trim_rights()

    def _trim_rights(self) -> None:
        """Take the links beside the reuse notice (``Contact``) off its end, as far as the rest is a notice still."""
        meta, draft = self.facts.meta, self.draft
        lines = (i for i, role in enumerate(draft.roles) if role == "rights")
        at = next((i for i in lines if meta.rights and draft.lines[i].text.startswith(meta.rights)), None)
        for said in self.evidence.beside_rights.get(self.owners[at], ()) if at is not None else ():
            rest = (meta.rights or "").removesuffix(said).rstrip(" |/·•–—-")
            if rest == meta.rights or not any(rule.role == "rights" for rule in self.evidence.rules.match(bare(rest))):
                break
            meta.rights = rest

    def _called(self, hint: int) -> frozenset[int]:
        """The lines of elements that have ``hint``; none where the body begins in one, as in a thread of comments."""
        blocks, first = self.evidence.blocks, self.draft.first
        called = [bool(blocks[number].hints & hint) for number in self.owners]
        if first >= len(called) or called[first]:
            return frozenset()
        return frozenset(index for index, one in enumerate(called) if one)

    def settle_body(self) -> None:
        """Take out of the body what the markup calls a caption and what a rule is sure of; find the body's extent.

        The trees have seen the whole page, so that nothing is filled in or held back around their choice.
        """
        draft = self.draft
        tables = kept_tables(self.evidence, self._keep)
        for index, number in enumerate(self.owners):
            block = self.evidence.blocks[number]
            if number in tables:
                draft.hold(index)
            elif block.kind == "caption" or (block.near & BIT["caption"] and self._may_be_caption(block)):
                draft.give(index, "caption", "html.caption")
            elif len(block.text) <= _DATE_LINE and any(r.role in _TOLD for r in self.evidence.hits[number]):
                draft.keep[index] = False
        self._extent()
        for index, line in enumerate(draft.lines):
            if not line.hits or draft.roles[index] == "body":
                continue
            if any(rule.role == "body" for rule in line.hits):
                draft.keep[index] = draft.keep[index] or draft.first < index < draft.last
            elif draft.keep[index] and not (draft.scores[index] > _OVERRULE and is_prose(line)):
                draft.keep[index] = not any(
                    rule.weight == "sure" and in_place(draft, index, rule) for rule in line.hits
                )
        self._extent()

    @staticmethod
    def _may_be_caption(block: Block) -> bool:
        """Whether a block that its class calls a caption may be one: a link of a menu is none."""
        return len(block.text) < _CAPTION and not (block.hints & BIT["navigation"] and block.link_density > _LINKED)

    def _extent(self) -> None:
        draft = self.draft
        kept = [index for index, keep in enumerate(draft.keep) if keep]
        solid = [index for index in kept if is_prose(draft.lines[index])] or kept
        draft.first, draft.last = (solid[0], solid[-1]) if solid else (len(draft.lines), -1)
