"""Which of the page's dates is the article's, and the article's counter of readers, which shares its line so often."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Final

from cleaners.metadata.counts import counts_visits, read_view_count
from cleaners.metadata.dates import Moment, find_dates
from cleaners.metadata.names import looks_like_name
from cleaners.metadata.words import load
from cleaners.text.facts import Facts

#: what may be left of a date line once dates, counters and labels are taken out (code points)
_REST: Final = 28
_NAME: Final = 0.55
#: the article's counter stands at most so many lines below the body; what comes later counts the site's visitors
_NEAR: Final = 10
#: counters of the site stand so close together (lines), and a total like this is theirs
_BESIDE: Final = 2
_MILLION: Final = 1_000_000
#: lines in which dates are looked for: at the top of the page, right above the body, and below it
_TOP, _ABOVE, _BELOW = 6, 300, 150
#: in the first lines a date beside other things is the page's clock
_CLOCKS: Final = 3
#: evidence a line needs to give the publication date
_ENOUGH: Final = 1.0

_NOT_LETTERS: Final = re.compile(r"[\W\d_]+")


@dataclass(slots=True)
class _Dated:
    """A line that may carry the publication date, and the evidence for it."""

    index: int
    moment: Moment
    label: str | None
    rule: str | None
    score: float
    #: whether it has the shape of a clock and stands above the title, where clocks stand
    clock: bool


def read_views(facts: Facts) -> None:
    """The article's own counter: the one nearest to the title, never one of the site."""
    draft = facts.draft
    for i in facts.around():
        if not facts.is_short(i) or not draft.open(i) or draft.keep[i]:
            continue
        if i > max(facts.signature_end, draft.last + _NEAR):
            break
        line = draft.lines[i]
        if not line.has_digit:
            continue
        count = read_view_count(line.text)
        if count is None:
            continue
        rule = next(draft.hits(i, "view_count"), None)
        dated = rule is None and (any(r.role == "date" for r in line.hits) or _is_trapping(line.text))
        if (rule is None and not dated) or _is_of_the_site(facts, i, count):
            continue
        if facts.meta.view_count is None:
            facts.meta.view_count = count
            facts.note("view_count", line.text, rule.id if rule else "text.date-line")
        if rule is not None and not any(r.role == "date" for r in line.hits):
            draft.give(i, "view_count", rule.id)


def _is_of_the_site(facts: Facts, index: int, count: int) -> bool:
    """Whether a counter below the body counts the site's visitors.

    It does in the footer and among counters of the site. Where its label may mean either, it stands by itself, beside
    the article's date at most, and is no total of millions.
    """
    draft = facts.draft
    if index <= draft.last:
        return False
    above = [i for i in range(draft.last + 1, index) if draft.lines[i].text]
    if any(_begins_footer(facts, i) for i in above) or any(_counts_site(facts, i) for i in above[-_BESIDE:]):
        return True
    line = draft.lines[index]
    if not counts_visits(line.text) or any(rule.role == "date" for rule in line.hits):
        return False
    below = [i for i in draft.tail() if i > index and draft.lines[i].text][:_BESIDE]
    return count >= _MILLION or any(_counts_site(facts, i) for i in below)


def _begins_footer(facts: Facts, index: int) -> bool:
    hits = facts.draft.lines[index].hits
    return any(r.weight == "sure" and (r.role in ("licence", "rights") or r.kind == "copyright") for r in hits)


def _counts_site(facts: Facts, index: int) -> bool:
    return any(rule.kind == "counter" for rule in facts.draft.lines[index].hits)


def read_dates(facts: Facts) -> None:
    """``published_at`` and ``modified_at``, or neither where no date has evidence enough."""
    draft = facts.draft
    found = list(_dated_lines(facts))
    for dated in found:
        dated.score += _evidence(facts, dated)
    published = _best([d for d in found if d.label != "modified"], _ENOUGH)
    modified = _best([d for d in found if d.label == "modified"], 0.0)
    # where only an update is told, it is all that is known of the publication
    if published is None and modified is not None:
        published, modified = modified, None
    if published is not None:
        _take(facts, "published_at", published)
        if modified is not None and modified.moment.isoformat() >= published.moment.isoformat()[:10]:
            _take(facts, "modified_at", modified)
    for dated in found:
        i = dated.index
        if draft.open(i) and not draft.keep[i]:
            if i < draft.first:
                draft.remove(i, "clock", dated.rule or "text.other-date")
            elif i < facts.signature_end:
                draft.give(i, "date", dated.rule or "text.date-line")


def _best(found: list[_Dated], enough: float) -> _Dated | None:
    best = max(found, key=lambda d: (d.score, -d.index), default=None)
    return best if best is not None and best.score >= enough else None


def _take(facts: Facts, name: str, dated: _Dated) -> None:
    setattr(facts.meta, name, dated.moment.isoformat())
    rule = dated.rule or "text.date-line"
    facts.note(name, dated.moment.raw, rule)
    line = facts.draft.lines[dated.index]
    if facts.meta.view_count is None and (count := read_view_count(line.text)) is not None:
        facts.meta.view_count = count
        facts.note("view_count", line.text, rule)
    if facts.draft.open(dated.index):
        facts.draft.give(dated.index, "date", rule)


def _dated_lines(facts: Facts) -> Iterator[_Dated]:
    draft, page = facts.draft, facts.page
    head, tail = draft.head(), draft.tail()
    # on pages of enormous menus only what stands near the article, and the first lines, where clocks are
    for i in [*head[:_TOP], *head[_TOP:][-_ABOVE:], *tail[:_BELOW]]:
        line = draft.lines[i]
        if not facts.is_short(i) or not draft.open(i) or i in facts.foreign:
            continue
        rule = next(draft.hits(i, "date"), None)
        if rule is None and not line.has_digit:
            continue
        moments = find_dates(line.text, language=draft.language, timezone=page.timezone, crawled_at=page.crawled_at)
        if not moments or (draft.keep[i] and rule is None and len(line.text) > _REST * 3):
            continue
        clock = next((r for r in line.hits if r.kind == "clock"), None)
        if clock is not None and clock.weight == "sure" and rule is None and i < 6:
            draft.remove(i, "clock", clock.id)
            continue
        rest = _rest(line.text, moments)
        signed = any(hit.role == "byline" and hit.weight == "sure" for hit in line.hits)
        loose = rule is None and not signed and not _is_plain(rest, draft.language)
        if loose and not (
            moments[0].hour is not None and len(rest) <= _REST and facts.from_title(i) <= 2 and i >= _CLOCKS
        ):
            continue
        for number, moment in enumerate(moments[:3]):
            if moment.label == "other":
                continue
            label: str | None = moment.label
            if rule is not None and label is None and number == 0:
                label = "modified" if ".modified." in rule.id else "published" if ".published." in rule.id else None
            score = (-0.5 if clock is not None else 0.0) - (0.5 if loose else 0.0) - 0.1 * number
            above = clock is not None and (not facts.titles or i < min(facts.titles))
            yield _Dated(i, moment, label, rule.id if rule else None, score, above)


def _rest(text: str, moments: list[Moment]) -> str:
    """What a line says besides its dates, its counters and the words that go with them."""
    for moment in moments:
        text = text.replace(moment.raw, " ")
    kept = [word for word in _NOT_LETTERS.split(text) if word and word.lower() not in _trappings()]
    return " ".join(kept)


def _is_trapping(text: str) -> bool:
    return len(_rest(text, [])) <= 3


def _is_plain(rest: str, language: str | None) -> bool:
    return len(rest) <= 3 or (len(rest) <= 2 * _REST and looks_like_name(rest, language) >= _NAME)


@cache
def _trappings() -> frozenset[str]:
    """The words that stand beside a date without adding to it: labels, weekdays, counters of readers, time zones."""
    dates, views = load("date_words"), load("view_words")
    phrases = [*dates["weekdays"], *dates["between_date_and_time"]]
    for kind in ("published", "modified"):
        phrases += dates["labels"][kind]
    for part in ("before", "after", "times"):
        phrases += views[part]
    words = {word.lower() for phrase in phrases for word in _NOT_LETTERS.split(phrase) if word}
    return frozenset(words | {"gmt", "utc", "ict", "am", "pm", "sa", "ch", "h", "tháng", "năm", "ngày"})


def _evidence(facts: Facts, dated: _Dated) -> float:
    draft = facts.draft
    i = dated.index
    score = {"published": 2.5, "modified": 1.5}.get(dated.label or "", 0.0)
    if dated.rule is not None:
        score += 0.5
    if facts.meta.view_count is not None and read_view_count(draft.lines[i].text) == facts.meta.view_count:
        score += 2.0
    if dated.moment.hour is not None:
        score += 0.3
    if i < draft.first:
        distance = facts.from_title(i)
        score += 2.0 if distance <= 1 else 1.2 if distance <= 2 else 0.6 if distance <= 3 else -0.5
        if i < 4 and dated.label is None and (distance > 2 or dated.clock):
            score -= 1.5
        # a clock never stands between the title and the body
        if facts.titles and min(facts.titles) < i:
            score += 0.8
    elif i < facts.signature_end:
        distance = i - draft.last
        score += 1.4 if distance <= 3 else 0.8 if distance <= 6 else -0.5
    else:
        score -= 2.5
    return score
