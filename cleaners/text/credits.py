"""Who wrote the article, and which outlet it is credited to."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from cleaners.article import Source
from cleaners.metadata.dates import find_dates
from cleaners.metadata.desks import is_desk
from cleaners.metadata.names import Byline, looks_like_name, read_byline
from cleaners.metadata.source import read_source
from cleaners.rules.pack import Rule
from cleaners.segments import Role
from cleaners.text.body import is_prose
from cleaners.text.facts import LONGEST, Facts

_NAME: Final = 0.55
#: what a name needs where a line of the body may stand as well
_SURE_NAME: Final = 0.8


@dataclass(slots=True)
class _Signed:
    """A line that may name the author, and the evidence for it."""

    index: int
    byline: Byline
    rule: str
    score: float


def read_credits(facts: Facts) -> None:
    """``authors`` and ``source``."""
    draft = facts.draft
    places = [*draft.head(), *_inside(facts), *facts.near_tail()]
    found = [signed for i in places if (signed := _signed(facts, i)) is not None]
    for signed in found:
        if draft.open(signed.index):
            draft.give(signed.index, "byline", signed.rule)
    credited = [
        s
        for s in found
        if s.byline.authors
        and not s.byline.photographer_only
        and all(any(map(str.isalpha, name)) for name in s.byline.authors)
    ]
    if credited:
        best = max(credited, key=lambda s: (s.score, s.index))
        facts.meta.authors = list(best.byline.authors)
        facts.note("authors", draft.lines[best.index].text, best.rule)
    for signed in found:
        if signed.byline.source_name or signed.byline.source_url:
            facts.meta.source = Source(signed.byline.source_name, signed.byline.source_url)
            facts.note("source", draft.lines[signed.index].text, signed.rule)
    _read_source(facts)


def _inside(facts: Facts) -> list[int]:
    """Bylines within the body's extent: below the lead, or the last line of a body that is no prose (verse)."""
    draft = facts.draft
    found: list[int] = []
    for i in dict.fromkeys((draft.first + 1, draft.last)):
        if draft.first < i <= draft.last and not is_prose(draft.lines[i]) and not signs_document(facts, i):
            line = draft.lines[i]
            if looks_like_name(line.text, draft.language) >= _SURE_NAME and len(line.text.split()) <= 5:
                found.append(i)
    return found


def signs_document(facts: Facts, i: int) -> bool:
    """Whether a name stands below ``TM. ỦY BAN NHÂN DÂN`` or the like: it signed the document, not the article."""
    return any(rule.role == "body" for line in facts.draft.lines[max(i - 4, 0) : i] for rule in line.hits)


def _signed(facts: Facts, i: int) -> _Signed | None:
    draft = facts.draft
    if not facts.is_short(i) or draft.roles[i] not in (None, "date"):
        return None
    line = draft.lines[i]
    rule: Rule | None = None
    on_date_line = draft.roles[i] == "date"
    if on_date_line:
        text = _beside_date(facts, i)
        if text is None:
            return None
    else:
        rule = next(draft.hits(i, "byline"), None)
        if rule is None and not _may_be_bare(facts, i):
            return None
        text = line.text
    byline = read_byline(text, language=draft.language)
    if byline is None:
        return None
    labelled = rule is not None or not byline.rule.startswith(("byline.bare", "byline.initials", "byline.desk"))
    score = 1.0 if labelled else 0.0
    score += 1.0 if any(" " in name for name in byline.authors) else 0.0
    score += 0.3 if i > draft.last else 0.0
    score += 0.5 if on_date_line or _beside(facts, i, "date") else 0.0
    return _Signed(i, byline, rule.id if rule else f"text.{byline.rule}", score)


def _beside_date(facts: Facts, i: int) -> str | None:
    """The name or desk behind the dates of a date line, or what is left of it once they are taken out."""
    text = rest = facts.draft.lines[i].text
    moments = find_dates(text, language=facts.draft.language)
    if moments and is_desk(behind := text[moments[-1].end :].strip(" -–|•,:·")):
        return behind
    for moment in moments:
        rest = rest.replace(moment.raw, " ")
    rest = " ".join(rest.split()).strip(" -–|•,:·")
    return rest if looks_like_name(rest, facts.draft.language) >= _NAME else None


def _may_be_bare(facts: Facts, i: int) -> bool:
    """Whether a bare name may stand here: beside the title or the date, or right below the body."""
    draft = facts.draft
    line = draft.lines[i]
    if any(r.weight == "sure" and r.role != "source" for r in line.hits):
        return False
    if draft.first < i <= draft.last:
        return True
    if i > draft.last and signs_document(facts, i):
        return False
    if i < draft.first:
        return _beside(facts, i, "title", "date", "view_count")
    return not (draft.keep[i] and draft.scores[i] > 2 and line.text[-1:] in ".;:")


def _beside(facts: Facts, i: int, *wanted: Role) -> bool:
    roles = facts.draft.roles
    return (i > 0 and roles[i - 1] in wanted) or (i + 1 < len(roles) and roles[i + 1] in wanted)


def _read_source(facts: Facts) -> None:
    draft = facts.draft
    closing = [draft.last] if draft.last > draft.first and not is_prose(draft.lines[draft.last]) else []
    for i in [*closing, *facts.near_tail(), *draft.head()]:
        line = draft.lines[i]
        if not line.text or len(line.text) > 2 * LONGEST or not draft.open(i):
            continue
        rule = next(draft.hits(i, "source"), None)
        if rule is None and i < draft.first:
            continue
        source = read_source(line.text, language=draft.language)
        if source is None:
            continue
        draft.give(i, "source", rule.id if rule else "text.source")
        if facts.meta.source is None or (facts.meta.source.url is None and source.url):
            facts.meta.source = source
            facts.note("source", line.text, rule.id if rule else "text.source")
