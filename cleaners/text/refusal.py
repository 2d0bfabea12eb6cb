"""Whether a page holds an article at all: menus, listings, contact pages and error pages do not."""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path
from typing import Final

import yaml

from cleaners.metadata.dates import read_date
from cleaners.normalise import canonical
from cleaners.text.body import is_prose
from cleaners.text.draft import Draft
from cleaners.text.facts import Facts
from cleaners.text.lines import Line, width
from cleaners.text.phrases import any_of

#: evidence a page of little prose needs to count as an article
_ENOUGH: Final = 1.8
#: a page with this much finished prose is an article unless it is a listing beyond doubt (lines)
_PLENTY: Final = 3
#: words that are enough whatever they are, and the width a line has beyond which it may be many short ones (columns)
_LONG: Final = 250
_RUN_ON: Final = 10_000
#: a listing has at most so many words for each date
_TEASER: Final = 60
#: a page of error has fewer words than this
_ERROR: Final = 120
_PHRASES: Final = Path(__file__).parent / "data" / "error-pages.yaml"
_FINISHED: Final = frozenset('.!?…;:。！？”"»')
_STOPS: Final = frozenset(".!?…。！？")
#: a line that ends in a full stop is a sentence from this width on (columns)
_SENTENCE: Final = 24
#: a line of an error page consists of the phrase by this share
_ABOUT: Final = 0.1
_EMBEDDED: Final = re.compile(rf"\b{any_of('embedded')}\b", re.IGNORECASE)
_CUT_OFF: Final = re.compile(r"(?:\.\.\.|…)\s?$|[^\W\d_]$")
_LETTER: Final = re.compile(r"[^\W\d_]")
_ADDRESS: Final = re.compile(r"(?:https?://|www\.)\S+", re.IGNORECASE)
#: items of menus are shorter (code points)
_MENU: Final = 60
#: what a page holds instead of an article
_SENTENCES: Final = {
    "figures": "the page holds figures, but hardly any words",
    "contact": "the page holds addresses and telephone numbers, but no article",
    "links": "the page holds addresses of other pages, but no article",
    "notices": "the page holds notices and counters of its site, but no article",
    "listing": "the page holds teasers of articles, but none itself",
    "menus": "the page holds menus, lists or notices, but no running text",
    "little": "the page holds too little running text for an article",
}
_DIGITS: Final = re.compile(r"(?:\d[\s.()-]?){7}")


def why_no_article(facts: Facts) -> tuple[str, str] | None:
    """``(reason, sentence)`` when the page holds no article, else ``None``."""
    draft = facts.draft
    kept = [line for line, keep in zip(draft.lines, draft.keep, strict=True) if keep]
    words = _said(kept)
    finished = sum(is_prose(line) and line.text[-1] in _FINISHED and not line.text.endswith("...") for line in kept)
    brief = (words if kept else _size(draft.lines)) < (_ERROR if not finished else _ERROR / 2)
    if brief and finished <= 1 and _says_error(draft):
        return ("error-page", "the page is an error message or asks for a browser setting")
    if not kept:
        return _told(_held(draft.lines))
    dates = _dates_inside(draft)
    if dates >= _PLENTY and dates >= 0.5 * finished and words < _TEASER * dates:
        return ("listing", "the page lists articles, each with its date, and is none itself")
    if finished >= _PLENTY or words >= _LONG:
        return None
    score, reason = _weigh(facts, kept, words, finished, dates)
    if score >= _ENOUGH:
        return None
    return _told(reason or _held(kept))


def _told(held: str) -> tuple[str, str]:
    """The reason and the sentence for a page of which most lines are what `_held` calls ``held``."""
    reason = held if held in ("figures", "contact", "listing") else "menu"
    return (reason, _SENTENCES[held])


def _held(lines: list[Line]) -> str:
    """What at least half of the lines are, if there is a word for it."""
    count = sum(bool(line.text) for line in lines)
    figures = sum(bool(line.text) and _LETTER.search(line.text) is None for line in lines)
    if 2 * figures >= count:
        return "figures"
    for name, test in (("contact", _is_contact), ("links", _is_link), ("notices", _is_notice)):
        if 2 * sum(map(test, lines)) >= count:
            return name
    return "menus" if all(len(line.text) < _MENU for line in lines) else "little"


def _weigh(facts: Facts, kept: list[Line], words: float, finished: int, dates: int) -> tuple[float, str]:
    draft, meta = facts.draft, facts.meta
    sentences = sum(line.text[-1:] in _STOPS and line.columns >= _SENTENCE for line in kept)
    score = 1.2 * finished + 0.4 * min(sentences - finished, 3) + min(words / 60, 2.0)
    if meta.published_at is not None and facts.titles:
        score += 1.0
    if meta.authors or meta.source is not None:
        score += 1.0
    held = _held(kept)
    teasers = sum(
        len(line.text) > 60 and not draft.lines[i].hits and _CUT_OFF.search(line.text) is not None
        for i, line in enumerate(draft.lines)
        if draft.roles[i] in (None, "removed")
    )
    more = sum(any(rule.id.endswith((".more", ".read_more")) for rule in line.hits) for line in draft.lines)
    paging = any(rule.kind == "listing" for line in draft.lines for rule in line.hits)
    reason = ""
    if held not in ("menus", "little"):
        score -= 2.0
        reason = held
    if teasers >= 2 or dates >= 2 or more >= 2 or paging:
        score -= 1.0 * (teasers >= 2) + 1.0 * (dates >= 2) + 1.0 * (more >= 2) + 1.0 * paging
        reason = reason or "listing"
    return score, reason


def _size(lines: list[Line]) -> float:
    """About how many words lines hold, in any script: six columns are one."""
    return sum([line.columns for line in lines]) / 6


def _said(lines: list[Line]) -> float:
    """About how many words lines say: none twice, and none in lines of figures.

    A line is said once; so is each word of a long one that is no prose, as it may be many short lines read as one.
    """
    distinct = {line.text: line for line in lines if _LETTER.search(line.text) is not None}
    return sum([_width(line) for line in distinct.values()]) / 6


def _width(line: Line) -> int:
    if line.is_prose or line.columns <= _RUN_ON:
        return line.columns
    return width(" ".join(dict.fromkeys(line.text.split())))


def _is_contact(line: Line) -> bool:
    if _is_link(line):
        return False
    if _names_contact(line):
        return True
    return _DIGITS.search(line.text) is not None and not is_prose(line)


def _names_contact(line: Line) -> bool:
    """Whether a rule knows a line for a way to reach somebody; the word in a menu that leads to them is none."""
    kinds = {rule.kind for rule in line.hits}
    return "contact" in kinds and "navigation" not in kinds


def _is_link(line: Line) -> bool:
    return _ADDRESS.fullmatch(line.text) is not None


def _is_notice(line: Line) -> bool:
    return _names_contact(line) or any(
        rule.kind in ("copyright", "counter") or rule.role in ("licence", "rights") for rule in line.hits
    )


def _dates_inside(draft: Draft) -> int:
    """Lines that are nothing but a date or a counter of readers between the body's lines: one for each teaser."""
    inside = 0
    kept = [i for i, keep in enumerate(draft.keep) if keep]
    for i in range(kept[0], min(kept[-1] + 3, len(draft.lines))):
        line = draft.lines[i]
        if draft.keep[i] or len(line.text) > 80:
            continue
        if any(rule.role in ("date", "view_count") for rule in line.hits) or (
            len(line.text) <= 20 and read_date(line.text, language=draft.language) is not None
        ):
            inside += 1
    return inside


@lru_cache(maxsize=1)
def _errors() -> re.Pattern[str]:
    phrases: list[str] = yaml.safe_load(_PHRASES.read_text(encoding="utf-8"))
    return re.compile("|".join(re.escape(canonical(phrase)) for phrase in phrases), re.IGNORECASE)


def _says_error(draft: Draft) -> bool:
    says = _errors().search
    for line in draft.lines[:60]:
        found = says(line.plain) if line.plain else None
        # the phrase is what the line is about, and not a player or a comment box that asks for scripts
        if found and len(found[0]) >= _ABOUT * len(line.plain) and not _EMBEDDED.search(line.plain):
            return True
    return False
