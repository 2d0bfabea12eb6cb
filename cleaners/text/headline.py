"""Which line is the headline: evidence from its place, its shape, its echo on the page and its words."""

from __future__ import annotations

import re
from collections import Counter
from typing import Final

from cleaners.metadata.counts import read_view_count
from cleaners.metadata.dates import read_date
from cleaners.metadata.desks import is_organisation, is_outlet
from cleaners.metadata.section import read_unit_and_section
from cleaners.normalise import key
from cleaners.text.body import is_prose
from cleaners.text.draft import Draft
from cleaners.text.lines import Line
from cleaners.text.phrases import any_of

#: the lines looked at above the body's first prose
_REACH: Final = 30
#: a headline needs this much evidence; with less there is none
_ENOUGH: Final = 0.55
#: headlines have this many columns
_SHORTEST, _LONGEST = 8, 240

#: hard-wrapped lines have at least this many columns
_WRAPPED: Final = 45
#: the page's first lines may name its owner
_BANNER: Final = 2

_META_ROLES: Final = frozenset({"date", "view_count", "byline", "section"})
_PHOTO: Final = re.compile(rf"(?:^|[(–.-]\s?){any_of('picture_only_labels')}\s?:", re.IGNORECASE)
_NUMBERING: Final = re.compile(r"^(?:\d+[.)]|[a-zđ]\))\s", re.IGNORECASE)


def find_headline(draft: Draft, enough: float = _ENOUGH) -> int | None:
    """The index of the headline's line, or ``None`` when no line has evidence ``enough``."""
    end = _end(draft)
    start = max(0, end - _REACH)
    context = _Context(draft, start, end)
    best, best_score = None, enough
    for i in range(start, end):
        score = _evidence(draft, i, context)
        if score is not None and score > best_score:
            best, best_score = i, score
    return best


class _Context:
    """What the candidates are measured against: their echoes, the body's words, the metadata around them."""

    def __init__(self, draft: Draft, start: int, end: int) -> None:
        lines = draft.lines
        self.keys: Final = {
            i: key(lines[i].text) for i in range(min(end + 5, len(lines))) if len(lines[i].text) <= _LONGEST
        }
        self.echoes: Final = Counter(self.keys.values())
        self.words: Final = frozenset(
            " ".join([line.text for line, keep in zip(lines, draft.keep, strict=True) if keep and len(line.text) >= 60])
            .lower()
            .split()
        )
        self.meta: Final = [_is_meta(line) for line in lines[: end + 2]]
        # how many lines of content lie between a candidate and the body
        self.between: Final = [0] * end
        count = 0
        for i in range(end - 1, start - 1, -1):
            self.between[i] = count
            count += i < draft.first and not self.meta[i] and not any(rule.weight == "sure" for rule in lines[i].hits)
        self.opening: Final = next((i for i in range(end) if _is_text(lines[i])), end)


def _end(draft: Draft) -> int:
    """Headlines are looked for down to the first line of prose, or into the first lines of a body without prose."""
    count = len(draft.lines)
    if draft.first > draft.last:
        return count
    return min(draft.first + (1 if is_prose(draft.lines[draft.first]) else 4), count)


def _is_mostly_date(text: str, language: str | None) -> bool:
    moment = read_date(text, language=language)
    return moment is not None and (moment.hour is not None or 3 * len(moment.raw) >= len(text))


def _is_text(line: Line) -> bool:
    """Whether a line says something that no rule explains."""
    return bool(line.text) and not any(rule.weight == "sure" for rule in line.hits)


def _goes_on(line: Line) -> bool:
    """Whether a line continues the one before it: in lower case, without a blank line between."""
    return line.text[:1].islower() and not line.gap and not line.hits


def _is_meta(line: Line) -> bool:
    return any(rule.role in _META_ROLES for rule in line.hits)


def _evidence(draft: Draft, i: int, context: _Context) -> float | None:
    line = draft.lines[i]
    columns = line.columns
    if i not in context.keys or not _SHORTEST <= columns <= _LONGEST or draft.roles[i] is not None:
        return None
    if columns >= 80 and line.text[-1] in ".。" and not line.text.endswith("..."):
        return None
    if any(rule.role in _META_ROLES or rule.kind == "image_alt" for rule in line.hits):
        return None
    words = line.text.split()
    score = 0.0
    # a rule of chrome may be wrong about a headline, but rarely
    if any(rule.weight == "sure" for rule in line.hits):
        score -= 1.2 if len(words) > 6 else 4.0
    if line.has_digit and (read_view_count(line.text) is not None or _is_mostly_date(line.text, draft.language)):
        score -= 2.0
    # the first thing a page of little chrome prints
    if i <= context.opening:
        score += -1.0 if i < _BANNER and (is_organisation(line.text) or is_outlet(line.text)) else 0.8
    if read_unit_and_section(line.text) or line.bullet:
        score -= 1.2
    score += 1.0 if 4 <= len(words) <= 30 else -0.8 if len(words) < 3 and columns < 16 else 0.0
    # near the body, not counting lines of metadata between
    if len(words) < 3:
        score -= 0.8
    score -= 0.22 * min(context.between[i], 15)
    if any(context.meta[j] for j in (i - 1, i + 1, i + 2) if 0 <= j < len(context.meta)):
        score += 1.2
    name = context.keys[i]
    if name in (context.keys.get(i - 1), context.keys.get(i + 1)):
        # printed twice in a row: a picture's text and its caption
        score -= 0.5
    elif context.echoes[name] > 1:
        score += 1.0
    elif any(name in other for other in context.keys.values() if len(name) < len(other) < 3 * len(name)):
        score += 0.8
    known = [word for word in line.text.lower().split() if len(word) > 2]
    if known:
        # a few words are in any text
        score += 2.0 * sum([word in context.words for word in known]) / max(len(known), 5)
    last = line.text[-1:]
    if last in ".;," and not line.text.endswith("..."):
        score -= 2.5
    elif last == ":":
        score -= 1.0
    if columns > 100 and (". " in line.text or columns > 160):
        score -= 2.0
    if _NUMBERING.match(line.text):
        score -= 1.5
    if ":" in line.text and _PHOTO.search(line.text):
        score -= 2.5
    elif line.hits:
        score -= 1.0
    if line.text[:1].islower():
        score -= 1.0
    # a paragraph broken by a hard wrap
    if i + 1 < len(draft.lines) and columns >= _WRAPPED and _goes_on(draft.lines[i + 1]):
        score -= 4.0 if ". " in line.text else 2.0
    if i == 0 or line.gap:
        score += 0.3
    if draft.keep[i] and draft.scores[i] > 1 and context.between[i] == 0 and columns > 120:
        score -= 1.0
    return score
