"""Dates counted back from now: ``3 giờ trước``, ``2 tháng 2 tuần trước``, ``hôm qua``, ``vor 3 Stunden``, ``3小时前``.

The words are data (``relative.json``): for each language the units of time, the words before or after the amount,
the words for one, and the days that have a name.
"""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from typing import Any, Final

from cleaners.metadata.words import any_of, load

_UNSPACED: Final = ("zh", "ja", "ko", "th")
_TOKEN: Final = re.compile(r"[^\W\d_]+")
_SECONDS: Final = {"second": 1, "minute": 60, "hour": 3600, "day": 86400, "week": 604800}
#: a line longer than this is prose, where such words tell a story and date nothing
_LONGEST_LINE: Final = 160
_LONGEST_LABEL: Final = 40


@dataclass(slots=True, frozen=True)
class Ago:
    """How far back: ``seconds`` and calendar ``months``; ``has_time`` when hours or less were printed."""

    seconds: int
    months: int
    has_time: bool
    start: int
    end: int

    def before(self, now: datetime) -> datetime:
        """The moment this far before ``now``, to the second; a day the month lacks becomes its last day."""
        then = (now - timedelta(seconds=self.seconds)).replace(microsecond=0)
        if self.months:
            year, month = divmod(then.year * 12 + then.month - 1 - self.months, 12)
            then = then.replace(year=year, month=month + 1, day=min(then.day, monthrange(year, month + 1)[1]))
        return then


@dataclass(slots=True, frozen=True)
class _Grammar:
    pattern: re.Pattern[str]
    piece: re.Pattern[str]
    units: dict[str, str]


def _grammar(rules: dict[str, Any], spaced: bool) -> _Grammar:
    one = any_of(rules.get("one", []))
    number = rf"(?:\d{{1,3}}|{one})" if one else r"\d{1,3}"
    edge = r"(?![^\W\d_])" if spaced else ""
    # the unit may be glued to a figure ("6h") but not to a word ("a day")
    piece = rf"(?P<n>{number})\s?\+?\s?(?P<u>{any_of(list(rules['units']))}){edge}\.?"
    plain = re.sub(r"\?P<\w>", "", piece)
    run = rf"{plain}(?:(?:\s|,\s?|\sand\s|\set\s|\sund\s|\sy\s)?{plain}){{0,2}}"
    shapes = []
    if "after" in rules:
        shapes.append(rf"(?<![\w.,]){run}\s?(?:{any_of(rules['after'])}){edge}")
    if "before" in rules:
        shapes.append(rf"(?<!\w)(?:{any_of(rules['before'])})\s?{run}{edge}")
    return _Grammar(
        re.compile("|".join(shapes), re.IGNORECASE if spaced else 0), re.compile(piece, re.IGNORECASE), rules["units"]
    )


@cache
def _grammars() -> tuple[dict[str, list[_Grammar]], list[tuple[str, _Grammar]]]:
    """The grammars by the first word of what they put before or after the amount, and those of unspaced scripts."""
    spaced: dict[str, list[_Grammar]] = {}
    unspaced: list[tuple[str, _Grammar]] = []
    for language, rules in load("relative").items():
        signs = rules.get("after", []) + rules.get("before", [])
        if language in _UNSPACED:
            grammar = _grammar(rules, False)
            unspaced += [(sign, grammar) for sign in signs]
        else:
            grammar = _grammar(rules, True)
            for sign in signs:
                spaced.setdefault(sign.split()[0], []).append(grammar)
    return spaced, unspaced


def _grammars_for(text: str) -> list[_Grammar]:
    """The grammars one of whose own words stands in ``text``: mostly none, and cheap to tell."""
    spaced, unspaced = _grammars()
    found: list[_Grammar] = []
    for word in spaced.keys() & _TOKEN.findall(text.lower()):
        found += spaced[word]
    if not text.isascii():
        found += [grammar for sign, grammar in unspaced if sign in text]
    return found


@cache
def _named_days() -> tuple[re.Pattern[str], dict[str, int | None]]:
    days: dict[str, int | None] = {}
    for rules in load("relative").values():
        for word, back in rules.get("days", {}).items():
            days.setdefault(word, back)
        for word in rules.get("now", []):
            days.setdefault(word, None)
    # such a word dates something only where it stands alone, after a label, or before a time of day
    return re.compile(
        r"(?:^|[|•·:\-–(\[])\s{0,3}(?P<word>"
        + any_of(list(days))
        + r")\s{0,3}(?=$|[|•·)\]\-–]|,?\s?(?:lúc|at|um|à|a las|às|в|о|alle|kl\.?)?\s?\d{1,2}[:h.]\d\d)",
        re.IGNORECASE,
    ), days


def find_relative(text: str) -> list[Ago]:
    """Every date counted back from now in a short ``text``; a longer one is prose and has none."""
    if len(text) > _LONGEST_LINE:
        return []
    found: list[Ago] = []
    for grammar in _grammars_for(text):
        for match in grammar.pattern.finditer(text):
            clash = any(match.start() < f.end and f.start < match.end() for f in found)
            if not clash and not _in_prose(text, match.start(), match.end()):
                found.append(_measure(match, grammar))
    pattern, days = _named_days()
    for match in pattern.finditer(text):
        back = days[match["word"].lower()]
        found.append(Ago((back or 0) * 86400, 0, back is None, match.start("word"), match.end("word")))
    found.sort(key=lambda ago: ago.start)
    return found


def _in_prose(text: str, start: int, end: int) -> bool:
    """Prose goes on in lower case (``3 giờ trước khi …``) or came a long way; a date line does neither."""
    following = text[end : end + 2].lstrip()
    before = text[:start].rstrip()
    return following[:1].islower() or (len(before) > _LONGEST_LABEL and before[-1].isalnum())


def _measure(match: re.Match[str], grammar: _Grammar) -> Ago:
    seconds = months = 0
    fine = True
    for piece in grammar.piece.finditer(match[0]):
        amount = int(piece["n"]) if piece["n"].isdecimal() else 1
        unit = grammar.units[piece["u"].lower()]
        if unit in ("month", "year"):
            months += amount * (12 if unit == "year" else 1)
            fine = False
        else:
            seconds += amount * _SECONDS[unit]
            fine = fine and unit not in ("day", "week")
    return Ago(seconds, months, fine, match.start(), match.end())
