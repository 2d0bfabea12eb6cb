"""Times of day and time zones as pages print them: ``8:41:57 AM``, ``19:39 PM``, ``20h55``, ``12:00 SA``, ``(GMT+7)``.

A *zone* is what turns a printed time into an instant. It is taken, in this order, from the text, from the caller's
``timezone``, and from the language where all its speakers in practice share one zone (``zones.json``).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Final, Literal
from zoneinfo import ZoneInfo

from cleaners.metadata.words import any_of, load, primary

ZoneOrigin = Literal["text", "timezone", "language"]

_AFTER_NOON: Final = frozenset(["pm", "ch", "chiều", "tối", "下午", "晚上", "午後", "오후", "μμ"])
_BEFORE_NOON: Final = frozenset(["am", "sa", "sáng", "上午", "早上", "凌晨", "午前", "오전", "πμ"])

_ABBREVIATIONS: Final[dict[str, int | str]] = load("zones")["abbreviations"]
_ZONE: Final = (
    r"(?:\s{0,2}[\[(]?\s?(?:(?:GMT|UTC)\s?(?P<gmt>[+\-−]\s?\d{1,2}(?::?\d\d)?)|(?P<off>[+\-−](?:\d\d:?\d\d|\d\d(?!\d|[./\-])))"
    r"|(?P<abbr>(?i:" + any_of(_ABBREVIATIONS) + r"))(?![\w+\-]))\s?[\])]?)?"
)
_HALF: Final = (
    r"(?:\s{0,2}(?P<half>[AaPp]\.?\s?[Mm](?![^\W\d_])\.?|SA(?![^\W\d_])|CH(?![^\W\d_])|[μπ]\.?\s?μ\.?|sáng|chiều|tối))?"
)
_TIME: Final = re.compile(
    r"(?P<lead>上午|下午|晚上|早上|凌晨|午前|午後|오전|오후|klo?\.?\s|kl\s|pukul\s|jam\s|ore\s|alle\s|godz\.?\s|kell\s|um\s)?\s?"
    r"(?<![\d.,/:])(?P<h>\d{1,2})"
    r"(?:\s?(?::|：|h|H|g|點|点|時|时|시|\sgiờ\s?|giờ|Uhr)\s?(?P<m>\d{2})(?!\d)(?:(?:\s?[:：]|分|분|'|m|phút)\s?(?P<s>\d{2})(?!\d)(?:[.,]\d{1,9})?)?(?:秒|초|s(?!\w))?"
    r"|(?P<dot>\.(?P<dm>\d{2})(?![\d.]))"
    r"|(?P<bare>(?=\s?[AaPp]\.?[Mm]\b|\s?(?:Uhr|giờ|h|時|时|시)(?![^\W\d_]|\s?\d))))"
    r"(?P<unit>\s?(?:Uhr|uur|分|분|phút|giờ|h(?!\w)|時|时|시|น\.))?" + _HALF + _ZONE
)


@dataclass(slots=True, frozen=True)
class Clock:
    """A time of day; ``offset`` is in minutes east of UTC when the text itself names the zone."""

    hour: int
    minute: int
    second: int | None
    offset: int | str | None
    start: int
    end: int


def _offset(match: re.Match[str]) -> int | str | None:
    digits = match["gmt"] or match["off"]
    if digits:
        sign = 1 if digits[0] == "+" else -1
        hours, _, minutes = digits[1:].strip().partition(":")
        if not minutes and len(hours) > 2:
            hours, minutes = hours[:-2], hours[-2:]
        total = int(hours) * 60 + int(minutes or 0)
        return sign * total if total <= 14 * 60 else None
    return _ABBREVIATIONS[match["abbr"].lower()] if match["abbr"] else None


def find_times(text: str, start: int = 0, end: int | None = None) -> Iterator[Clock]:
    """Every time of day between ``start`` and ``end``. A dotted ``10.30`` counts only beside a word that says so."""
    # a slice, so that a time glued to what stands before it ("201012:00") is seen
    for match in _TIME.finditer(text[start:end]):
        clock = _read(match, start)
        if clock is not None:
            yield clock


def _read(match: re.Match[str], shift: int) -> Clock | None:
    if match["dot"] and not (match["lead"] or match["unit"] or match["half"] or match["abbr"]):
        return None
    hour, minute = int(match["h"]), int(match["m"] or match["dm"] or 0)
    second = int(match["s"]) if match["s"] else None
    half = re.sub(r"[.\s]", "", (match["half"] or match["lead"] or "").lower())
    if half in _AFTER_NOON and hour < 12:
        hour += 12
    elif half in _BEFORE_NOON and hour == 12:
        hour = 0
    if hour > 23 or minute > 59 or (second or 0) > 59:
        return None
    return Clock(
        hour, minute, second, _offset(match), shift + match.start("lead" if match["lead"] else "h"), shift + match.end()
    )


@lru_cache(maxsize=256)
def _zone(name: str) -> ZoneInfo:
    return ZoneInfo(name)


def zone_name(language: str | None) -> str | None:
    """The IANA zone that goes with ``language``, or ``None`` where its speakers live in several."""
    name: str | None = load("zones")["languages"].get(primary(language))
    return name


def offset_of(name: str, local: datetime) -> int:
    """Minutes east of UTC in the IANA zone ``name`` at the wall-clock time ``local``. Raises `KeyError`."""
    delta = local.replace(tzinfo=_zone(name)).utcoffset()
    return int(delta.total_seconds() // 60) if delta is not None else 0


def in_zone(name: str, moment: datetime) -> datetime:
    """The aware ``moment`` on the clocks of the IANA zone ``name``. An unknown name is a `KeyError`."""
    return moment.astimezone(_zone(name))
