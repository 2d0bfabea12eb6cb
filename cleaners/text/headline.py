"""Which line is the headline: evidence from its place, its shape, its echo on the page and its words."""

from __future__ import annotations

import re
from collections import Counter
from typing import Final

from cleaners.metadata.counts import read_view_count
from cleaners.metadata.dates import read_date
from cleaners.metadata.section import read_unit_and_section
from cleaners.normalise import key
from cleaners.text.body import is_prose
from cleaners.text.draft import Draft
from cleaners.text.features import width

#: the lines looked at above the body's first prose
_REACH: Final = 40
#: a headline needs this much evidence; with less there is none
_ENOUGH: Final = 0.55
#: headlines have this many columns
_SHORTEST, _LONGEST = 8, 240

_META_ROLES: Final = frozenset({"date", "view_count", "byline", "section"})
_PHOTO: Final = re.compile(r"(?:^|[(–.-]\s?)(?:ảnh|photo|foto|nguồn)\s?:", re.IGNORECASE)
_NUMBERING: Final = re.compile(r"^(?:\d+[.)]|[a-zđ]\))\s", re.IGNORECASE)


def find_headline(draft: Draft) -> int | None:
    """The index of the headline's line, or ``None`` when no line has evidence enough."""
    lines = draft.lines
    end = _end(draft)
    start = max(0, end - _REACH)
    keys = [key(line.text) for line in lines[: end + 5]]
    echoes = Counter(keys)
    page_words = _words_of_body(draft)
    best, best_score = None, _ENOUGH
    for i in range(start, end):
        score = _evidence(draft, i, end, keys, echoes, page_words)
        if score is not None and score > best_score:
            best, best_score = i, score
    return best


def _end(draft: Draft) -> int:
    """Headlines are looked for down to the first line of prose, or into the first lines of a body without prose."""
    count = len(draft.lines)
    if draft.first > draft.last:
        return count
    return min(draft.first + (1 if is_prose(draft.lines[draft.first]) else 4), count)


def _words_of_body(draft: Draft) -> Counter[str]:
    words: Counter[str] = Counter()
    for line, keep in zip(draft.lines, draft.keep, strict=True):
        if keep and width(line.text) >= 60:
            words.update(word for word in line.text.lower().split() if len(word) > 2)
    return words


def _is_text(draft: Draft, index: int) -> bool:
    """Whether a line says something that no rule explains."""
    line = draft.lines[index]
    return bool(line.text) and not any(rule.weight == "sure" for rule in line.hits)


def _is_meta(draft: Draft, index: int) -> bool:
    return any(rule.role in _META_ROLES for rule in draft.lines[index].hits)


def _evidence(
    draft: Draft, i: int, end: int, keys: list[str], echoes: Counter[str], page_words: Counter[str]
) -> float | None:
    line = draft.lines[i]
    columns = width(line.text)
    if not _SHORTEST <= columns <= _LONGEST or draft.roles[i] is not None:
        return None
    if columns > 150 and line.text[-1] in ".。":
        return None
    if any(rule.role in _META_ROLES or rule.kind == "image_alt" for rule in line.hits):
        return None
    words = line.text.split()
    score = 0.0
    # a rule of chrome may be wrong about a headline, but rarely
    if any(rule.weight == "sure" for rule in line.hits):
        score -= 2.0 if len(words) > 6 else 4.0
    if read_view_count(line.text) is not None or read_date(line.text, language=draft.language) is not None:
        score -= 2.0
    # the first thing a page of little chrome prints
    if not any(_is_text(draft, j) for j in range(i)):
        score += 0.8
    if read_unit_and_section(line.text) or line.bullet:
        score -= 1.2
    score += 1.0 if 4 <= len(words) <= 30 else -0.8 if len(words) < 3 and columns < 16 else 0.0
    # near the body, not counting lines of metadata between
    between = sum(not _is_meta(draft, j) for j in range(i + 1, end))
    score -= 0.22 * min(between, 15)
    if any(_is_meta(draft, j) for j in (i - 1, i + 1, i + 2) if 0 <= j < len(draft.lines)):
        score += 1.2
    if keys[i] in keys[max(i - 1, 0) : i] or keys[i] in keys[i + 1 : i + 2]:
        # printed twice in a row: a picture's text and its caption
        score -= 0.5
    elif echoes[keys[i]] > 1:
        score += 1.0
    elif any(keys[i] in other for j, other in enumerate(keys) if j != i and len(other) < 3 * len(keys[i])):
        score += 0.8
    known = [word for word in line.text.lower().split() if len(word) > 2]
    if known:
        score += 2.0 * sum(word in page_words for word in known) / len(known)
    last = line.text[-1:]
    if last in ".;," and not line.text.endswith("..."):
        score -= 2.5
    elif last == ":":
        score -= 1.0
    if columns > 100 and (". " in line.text or columns > 160):
        score -= 2.0
    if _NUMBERING.match(line.text):
        score -= 1.5
    if _PHOTO.search(line.text):
        score -= 2.5
    elif line.hits:
        score -= 1.0
    if line.text[:1].islower():
        score -= 1.0
    if i == 0 or line.gap:
        score += 0.3
    if draft.keep[i] and draft.scores[i] > 1 and i == end - 1 and columns > 120:
        score -= 1.0
    return score
