"""Metadata from the lines around the body: which line is the date line, the byline, the credit, the licence."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from cleaners.article import Metadata, Origin, Provenance, Source
from cleaners.metadata.counts import read_view_count
from cleaners.metadata.dates import Moment, find_dates
from cleaners.metadata.keywords import is_keyword_label, read_keywords, split_keywords
from cleaners.metadata.licence import read_licence
from cleaners.metadata.names import Byline, looks_like_name, read_byline
from cleaners.metadata.section import read_breadcrumb, read_unit_and_section
from cleaners.metadata.source import read_source
from cleaners.normalise import key
from cleaners.page import Page
from cleaners.rules.pack import Rule
from cleaners.text.draft import Draft
from cleaners.text.headline import find_headline

#: metadata lines are short (code points)
_LONGEST: Final = 220
#: how many lines below the last prose a byline or credit may stand
_SIGNATURE: Final = 8
#: what may be left of a date line once dates, counters and labels are taken out (code points)
_REST: Final = 42
_NAME: Final = 0.55

_NOT_LETTERS: Final = re.compile(r"[\W\d_]+")


@dataclass(slots=True)
class _Dated:
    """A line that may carry the publication date."""

    index: int
    moment: Moment
    label: str | None
    score: float
    rule: str | None


class Facts:
    """Reads the metadata of one page off its draft, and gives the lines it used their roles."""

    def __init__(self, draft: Draft, page: Page) -> None:
        self.draft = draft
        self.page = page
        self.meta = Metadata()
        self.title_at: int | None = None

    def read(self) -> Metadata:
        """Everything the page says about its article."""
        self._end_of_signature = self._find_end_of_signature()
        self._title()
        self._views()
        self._dates()
        self._authors()
        self._sections()
        self._keywords()
        self._footer()
        return self.meta

    # -- places ---------------------------------------------------------------------------------------------------

    def _find_end_of_signature(self) -> int:
        """The first line below the body where other things begin: a related list, comments."""
        draft = self.draft
        for i in draft.tail():
            if any(rule.heads and rule.weight == "sure" and rule.kind is not None for rule in draft.lines[i].hits):
                return i
        return len(draft.lines)

    def _near_tail(self) -> range:
        draft = self.draft
        return range(draft.last + 1, min(self._end_of_signature, draft.last + 1 + _SIGNATURE))

    def _around(self) -> Iterator[int]:
        """Lines above the body, nearest to the title first, then the lines below it."""
        head = list(self.draft.head())
        at = self.title_at if self.title_at is not None else len(head)
        yield from sorted(head, key=lambda i: abs(i - at))
        yield from self.draft.tail()

    def _note(self, field: str, raw: str, rule: str | None, origin: Origin = "text") -> None:
        self.meta.provenance[field] = Provenance(origin, rule, raw)

    # -- title ----------------------------------------------------------------------------------------------------

    def _title(self) -> None:
        draft = self.draft
        at = find_headline(draft)
        if at is None:
            return
        self.title_at = at
        title = draft.lines[at].text
        self.meta.title = title
        self._note("title", title, "text.headline")
        draft.give(at, "title", "text.headline")
        wanted = key(title)
        for i in range(min(draft.first + 3, len(draft.lines))):
            if i != at and draft.open(i) and key(draft.lines[i].text) == wanted:
                draft.remove(i, "duplicate", "text.repeated-title")
        if draft.first == at:
            rest = [i for i, keep in enumerate(draft.keep) if keep]
            draft.first = rest[0] if rest else len(draft.lines)
            draft.last = max(draft.last, rest[-1]) if rest else -1

    # -- view counter ---------------------------------------------------------------------------------------------

    def _views(self) -> None:
        draft = self.draft
        for i in self._around():
            line = draft.lines[i]
            if len(line.text) > _LONGEST or not draft.open(i):
                continue
            rule = next((r for r in line.hits if r.role == "view_count"), None)
            dated = rule is None and any(r.role == "date" for r in line.hits)
            if rule is None and not dated:
                continue
            count = read_view_count(line.text)
            if count is None:
                continue
            if i > self._end_of_signature + 3 and self.meta.view_count is not None:
                continue
            if self.meta.view_count is None:
                self.meta.view_count = count
                self._note("view_count", line.text, rule.id if rule else "text.date-line")
            if rule is not None and not any(r.role == "date" for r in line.hits):
                draft.give(i, "view_count", rule.id)

    # -- dates ----------------------------------------------------------------------------------------------------

    def _dates(self) -> None:
        found = list(self._dated_lines())
        if not found:
            return
        for dated in found:
            dated.score += self._date_score(dated)
        published = max((d for d in found if d.label != "modified"), key=lambda d: (d.score, -d.index), default=None)
        modified = max((d for d in found if d.label == "modified"), key=lambda d: d.score, default=None)
        if published is not None and published.score < 1.0:
            published = None
        if modified is not None and modified.score < 0.0:
            modified = None
        # where only an update is given, it is all that is known of the publication
        if (
            published is None
            and modified is not None
            and (modified.rule is None or ".updated." in modified.rule or modified.index <= self.draft.first)
        ):
            published, modified = modified, None
        if published is not None:
            self.meta.published_at = published.moment.isoformat()
            self._note("published_at", published.moment.raw, published.rule)
            self._use_date_line(published)
        if modified is not None and published is not None:
            self.meta.modified_at = modified.moment.isoformat()
            self._note("modified_at", modified.moment.raw, modified.rule)
            self._use_date_line(modified)
        for dated in found:
            if self.draft.open(dated.index) and dated.index < self.draft.first and not self.draft.keep[dated.index]:
                self.draft.remove(dated.index, "clock", dated.rule or "text.other-date")

    def _use_date_line(self, dated: _Dated) -> None:
        if self.draft.open(dated.index):
            self.draft.give(dated.index, "date", dated.rule or "text.date-line")

    def _dated_lines(self) -> Iterator[_Dated]:
        draft, page = self.draft, self.page
        for i in [*draft.head(), *draft.tail()]:
            line = draft.lines[i]
            if len(line.text) > _LONGEST or not draft.open(i):
                continue
            rule = next(draft.hits(i, "date"), None)
            if rule is None and not any(c.isdigit() for c in line.text):
                continue
            moments = find_dates(line.text, language=draft.language, timezone=page.timezone, crawled_at=page.crawled_at)
            if not moments or (rule is None and not self._is_only_date(line.text, moments)):
                continue
            clock = next((r for r in line.hits if r.kind == "clock"), None)
            if clock is not None and clock.weight == "sure" and rule is None and i < 4:
                draft.remove(i, "clock", clock.id)
                continue
            for moment in moments[:2]:
                if moment.label == "other":
                    continue
                label = moment.label
                if rule is not None and label is None:
                    label = "modified" if ".modified." in rule.id else "published" if ".published." in rule.id else None
                yield _Dated(i, moment, label, -0.5 if clock is not None else 0.0, rule.id if rule else None)

    def _is_only_date(self, text: str, moments: list[Moment]) -> bool:
        rest = text
        for moment in moments:
            rest = rest.replace(moment.raw, " ")
        rest = _NOT_LETTERS.sub(" ", rest).strip()
        if len(rest) <= 3 or (moments[0].label is not None and len(rest) <= _REST):
            return True
        return len(rest) <= _REST and looks_like_name(rest, self.draft.language) >= _NAME

    def _date_score(self, dated: _Dated) -> float:
        draft = self.draft
        line = draft.lines[dated.index]
        score = {"published": 2.5, "modified": 1.5}.get(dated.label or "", 0.0)
        if dated.rule is not None:
            score += 0.5
        if self.meta.view_count is not None and read_view_count(line.text) == self.meta.view_count:
            score += 2.0
        if dated.moment.hour is not None:
            score += 0.3
        if dated.index < draft.first:
            if self.title_at is None:
                distance = draft.first - dated.index
            else:
                low, high = sorted((dated.index, self.title_at))
                distance = sum(self._is_content(j) for j in range(low + 1, high)) + 1
            score += 2.0 if distance <= 1 else 1.2 if distance <= 2 else 0.6 if distance <= 3 else -0.5
            if dated.index < 3 and distance > 2 and dated.label is None:
                score -= 1.5
            # between the title and the body there is no clock
            if self.title_at is not None and self.title_at < dated.index:
                score += 0.8
        elif dated.index < self._end_of_signature:
            distance = dated.index - draft.last
            score += 1.4 if distance <= 3 else 0.8 if distance <= 6 else -0.5
        else:
            score -= 2.5
        return score

    def _is_content(self, index: int) -> bool:
        """Whether a line is more than metadata, for counting what stands between two lines."""
        line = self.draft.lines[index]
        role = self.draft.roles[index]
        return (
            bool(line.text)
            and role not in ("date", "view_count", "byline", "removed")
            and not any(
                rule.role in ("date", "view_count", "byline") or rule.kind in ("toolbar", "share", "image_alt")
                for rule in line.hits
            )
        )

    # -- authors and credits --------------------------------------------------------------------------------------

    def _authors(self) -> None:
        draft = self.draft
        found: list[tuple[float, int, Byline, Rule | None]] = []
        for i in [*draft.head(), *self._near_tail()]:
            line = draft.lines[i]
            if len(line.text) > _LONGEST or draft.roles[i] not in (None, "date"):
                continue
            byline, rule = self._byline_of(i)
            if byline is None:
                continue
            score = 1.0 if rule is not None or byline.rule.startswith("label") else 0.0
            score += 1.0 if any(" " in name.strip() for name in byline.authors) else 0.0
            score += 0.4 if i > draft.last else 0.0
            found.append((score, i, byline, rule))
        for _, i, byline, rule in found:
            if draft.open(i):
                draft.give(i, "byline", rule.id if rule else f"text.byline.{byline.rule}")
        credited = [entry for entry in found if entry[2].authors and not entry[2].photographer_only]
        if credited:
            _, i, byline, rule = max(credited, key=lambda entry: (entry[0], entry[1]))
            self.meta.authors = list(byline.authors)
            self._note("authors", draft.lines[i].text, rule.id if rule else f"text.byline.{byline.rule}")
        for _, i, byline, rule in found:
            if byline.source_name or byline.source_url:
                self.meta.source = Source(byline.source_name, byline.source_url)
                self._note("source", draft.lines[i].text, rule.id if rule else f"text.byline.{byline.rule}")
        self._source()

    def _byline_of(self, i: int) -> tuple[Byline | None, Rule | None]:
        draft = self.draft
        line = draft.lines[i]
        rule = next(draft.hits(i, "byline"), None)
        if draft.roles[i] == "date":
            rest = line.text
            for moment in find_dates(rest, language=draft.language):
                rest = rest.replace(moment.raw, " ")
            rest = " ".join(rest.split()).strip(" -–|•,:")
            if looks_like_name(rest, draft.language) < _NAME:
                return None, None
            return read_byline(rest, language=draft.language), None
        if rule is None:
            if any(r.weight == "sure" for r in line.hits):
                return None, None
            if i < draft.first and not self._beside_metadata(i):
                return None, None
            if i > draft.last and draft.keep[i] and draft.scores[i] > 2 and line.text[-1:] in ".;:":
                return None, None
        return read_byline(line.text, language=draft.language), rule

    def _beside_metadata(self, i: int) -> bool:
        roles = [self.draft.roles[j] for j in (i - 1, i + 1) if 0 <= j < len(self.draft.lines)]
        return "title" in roles or "date" in roles

    def _source(self) -> None:
        draft = self.draft
        for i in [*self._near_tail(), *draft.head()]:
            line = draft.lines[i]
            if len(line.text) > 2 * _LONGEST or not draft.open(i):
                continue
            rule = next(draft.hits(i, "source"), None)
            if rule is None and i < draft.first:
                continue
            source = read_source(line.text, language=draft.language)
            if source is None:
                continue
            draft.give(i, "source", rule.id if rule else "text.source")
            if self.meta.source is None or (self.meta.source.url is None and source.url):
                self.meta.source = source
                self._note("source", line.text, rule.id if rule else "text.source")

    # -- section and keywords -------------------------------------------------------------------------------------

    def _sections(self) -> None:
        draft, title = self.draft, self.meta.title
        for i in self._around():
            if i >= draft.first or not draft.open(i):
                continue
            line = draft.lines[i]
            rule = next(draft.hits(i, "section"), None)
            items: list[str] = []
            if rule is not None:
                items = read_breadcrumb(line.text, title)
            elif self.title_at is not None and i == self.title_at - 1:
                items = read_unit_and_section(line.text)
            if items:
                draft.give(i, "section", rule.id if rule else "text.unit-and-section")
                if not self.meta.section:
                    self.meta.section = items
                    self._note("section", line.text, rule.id if rule else "text.unit-and-section")

    def _keywords(self) -> None:
        draft = self.draft
        for i in [*draft.tail(), *draft.head()]:
            line = draft.lines[i]
            rule = next(draft.hits(i, "keywords"), None)
            if rule is None or not draft.open(i):
                continue
            words = read_keywords(line.text)
            if not words and is_keyword_label(line.text) and i + 1 < len(draft.lines):
                words = split_keywords(draft.lines[i + 1].text)
                if draft.open(i + 1):
                    draft.give(i + 1, "keywords", rule.id)
            draft.give(i, "keywords", rule.id)
            if words and not self.meta.keywords:
                self.meta.keywords = words
                self._note("keywords", line.text, rule.id)

    # -- footer ---------------------------------------------------------------------------------------------------

    def _footer(self) -> None:
        draft = self.draft
        owners: list[int] = []
        for i in draft.tail():
            line = draft.lines[i]
            if not draft.open(i):
                continue
            licence_rule = next(draft.hits(i, "licence"), None)
            if licence_rule is not None:
                draft.give(i, "licence", licence_rule.id)
                owners.append(i)
                if self.meta.licence is None:
                    self.meta.licence = read_licence(line.text, draft.language)
                    if self.meta.licence is not None:
                        self._note("licence", line.text, licence_rule.id)
                continue
            rights_rule = next(draft.hits(i, "rights"), None)
            if rights_rule is not None:
                draft.give(i, "rights", rights_rule.id)
                owners.append(i)
                if self.meta.rights is None:
                    self.meta.rights = line.text
                    self._note("rights", line.text, rights_rule.id)
            elif any(r.kind in ("contact", "copyright") for r in line.hits):
                owners.append(i)
        self._publisher(owners)

    def _publisher(self, owners: list[int]) -> None:
        """The owner's name stands in capitals right above the licence, the address or the rights."""
        draft = self.draft
        for i in owners:
            for j in range(i - 1, max(i - 4, draft.last), -1):
                line = draft.lines[j]
                if line.plain.isupper() and len(line.plain) >= 8 and draft.open(j) and " " in line.plain:
                    self.meta.publisher = line.plain
                    self._note("publisher", line.text, "text.owner-line")
                    draft.remove(j, "copyright", "text.owner-line")
                    return
