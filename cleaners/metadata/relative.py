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

_SECONDS: Final = {"second": 1, "minute": 60, "hour": 3600, "day": 86400, "week": 604800}
#: a line longer than this is prose, where such words tell a story and date nothing
_LONGEST_LINE: Final = 160


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
def _grammars() -> tuple[tuple[re.Pattern[str], _Grammar], ...]:
    """Each grammar behind a cheap test: one of its own words stands in the text at all."""
    table = load("relative")
    return tuple(
        (
            re.compile(any_of(rules.get("after", []) + rules.get("before", [])), re.IGNORECASE),
            _grammar(rules, language not in ("zh", "ja", "ko", "th")),
        )
        for language, rules in table.items()
    )


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
    for hint, grammar in _grammars():
        if hint.search(text):
            for match in grammar.pattern.finditer(text):
                if not _goes_on(text, match.end()) and not any(
                    match.start() < f.end and f.start < match.end() for f in found
                ):
                    found.append(_measure(match, grammar))
    pattern, days = _named_days()
    for match in pattern.finditer(text):
        back = days[match["word"].lower()]
        found.append(Ago((back or 0) * 86400, 0, back is None, match.start("word"), match.end("word")))
    found.sort(key=lambda ago: ago.start)
    return found


def _goes_on(text: str, end: int) -> bool:
    """Prose goes on in lower case (``3 giờ trước khi …``); a date line ends there, or something else begins."""
    following = text[end : end + 2].lstrip()
    return following[:1].islower()


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
