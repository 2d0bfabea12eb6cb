"""Dates printed on a page, read precisely or not at all.

A reader is offered a short piece of text and says which dates it holds. It never decides which of them is the
publication date, never reads the clock of the machine, and answers ``None`` rather than guess: a document number, a
score, a day and month without a year or an ambiguous ``05/06/2021`` on an English page are no dates.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import cache, lru_cache
from typing import Final, Literal

from cleaners.metadata.clock import Clock, ZoneOrigin, find_times, in_zone, offset_of, zone_name
from cleaners.metadata.date_shapes import Day, find_days
from cleaners.metadata.relative import Ago, find_relative
from cleaners.metadata.words import load, primary

Label = Literal["published", "modified", "other"]

_GAP: Final = re.compile(r"[\s,|•·@()\[\]\-–—.:;/_]+")
_NOT_WORDS: Final = re.compile(r"[\W\d_]+")
_BREAK: Final = re.compile(r"[|\[\](){}•·;\d]+")
_NEAR: Final = 34
#: several readers ask for the same line's dates (lines)
_REMEMBERED: Final = 1024
_LABEL_REACH: Final = 48


@dataclass(slots=True, frozen=True)
class Moment:
    """A date as printed, with the time of day and the zone where these are known.

    ``offset`` is in minutes east of UTC and ``zone_from`` says how it is known. ``start`` and ``end`` are offsets into
    the text that was read, and ``raw`` is what stands there. ``label`` is what the words before it say the date is:
    ``published``, ``modified``, ``other`` (validity, birth, licence …) or ``None``. ``relative`` marks a date that was
    counted back from the time of the crawl.
    """

    year: int
    month: int
    day: int
    hour: int | None
    minute: int | None
    second: int | None
    offset: int | None
    zone_from: ZoneOrigin | None
    start: int
    end: int
    raw: str
    relative: bool = False
    label: Label | None = None

    def isoformat(self) -> str:
        """``2021-01-15T08:41:57+07:00`` when time and zone are known, else the day ``2021-01-15``."""
        day = f"{self.year:04d}-{self.month:02d}-{self.day:02d}"
        if self.hour is None or self.offset is None:
            return day
        sign = "-" if self.offset < 0 else "+"
        hours, minutes = divmod(abs(self.offset), 60)
        return f"{day}T{self.hour:02d}:{self.minute or 0:02d}:{self.second or 0:02d}{sign}{hours:02d}:{minutes:02d}"


def read_date(
    text: str, *, language: str | None = None, timezone: str | None = None, crawled_at: datetime | None = None
) -> Moment | None:
    """The first date in ``text``, or ``None``.

    ``language`` (BCP 47) settles day and month order and names the zone where it has only one; ``timezone`` (IANA)
    goes before it. Relative dates (``3 giờ trước``) are resolved against an aware ``crawled_at`` and skipped without.
    Raises ``KeyError`` for an unknown ``timezone``.
    """
    found = find_dates(text, language=language, timezone=timezone, crawled_at=crawled_at)
    return found[0] if found else None


def find_dates(
    text: str, *, language: str | None = None, timezone: str | None = None, crawled_at: datetime | None = None
) -> list[Moment]:
    """Every date in ``text``, in reading order; arguments as for `read_date`."""
    moments = list(_printed(text, language, timezone))
    if crawled_at is not None:
        for ago in find_relative(text):
            if not any(ago.start < m.end and m.start < ago.end for m in moments):
                moments.append(_counted_back(text, ago, language, timezone, crawled_at))
        moments.sort(key=lambda moment: moment.start)
    return moments


@lru_cache(maxsize=_REMEMBERED)
def _printed(text: str, language: str | None, timezone: str | None) -> tuple[Moment, ...]:
    days = find_days(text, primary(language), language)
    return tuple([_absolute(text, days, index, language, timezone) for index in range(len(days))])


def _absolute(text: str, days: list[Day], index: int, language: str | None, timezone: str | None) -> Moment:
    day = days[index]
    before = days[index - 1].end if index else 0
    after = days[index + 1].start if index + 1 < len(days) else len(text)
    clock = _clock_beside(text, day, before, after)
    start, end = day.start, day.end
    moment = Moment(
        day.year,
        day.month,
        day.day,
        None,
        None,
        None,
        None,
        None,
        start,
        end,
        text[start:end],
        label=_label(text, before, day.start),
    )
    if clock is None:
        return moment
    start, end = min(start, clock.start), max(end, clock.end)
    zone: int | str | None = clock.offset
    origin: ZoneOrigin = "text"
    if zone is None:
        trailing = _zone_after(text, day.end, after) if clock.end <= day.start else None
        if trailing is not None:
            zone, end = trailing
        elif timezone is not None:
            zone, origin = timezone, "timezone"
        else:
            zone, origin = zone_name(language), "language"
    if isinstance(zone, str):
        zone = offset_of(zone, datetime(day.year, day.month, day.day, clock.hour, clock.minute))
    return replace(
        moment,
        hour=clock.hour,
        minute=clock.minute,
        second=clock.second,
        offset=zone,
        zone_from=origin if zone is not None else None,
        start=start,
        end=end,
        raw=text[start:end],
        label=_label(text, before, start),
    )


def _clock_beside(text: str, day: Day, before: int, after: int) -> Clock | None:
    """The time of day printed next to ``day`` with nothing but separators and weekdays between; after it first."""
    for clock in find_times(text, day.end, min(after, day.end + _NEAR * 2)):
        if clock.start - day.end <= _NEAR and _is_gap(text[day.end : clock.start]):
            return clock
        break
    for clock in reversed(list(find_times(text, max(before, day.start - _NEAR * 2), day.start))):
        if clock.end <= day.start and _is_gap(text[clock.end : day.start]):
            return clock
        break
    return None


_ZONE_AFTER: Final = re.compile(r"[\s,|\-]{0,3}[\[(]?\s?(?:GMT|UTC)\s?([+\-−])\s?(\d{1,2})(?::?(\d\d))?\s?[\])]?")


def _zone_after(text: str, start: int, end: int) -> tuple[int, int] | None:
    """A zone printed after the date when the time stands before it: ``09:09, 09/11/2018 (GMT+7)``."""
    match = _ZONE_AFTER.match(text, start, end)
    if match is None:
        return None
    minutes = int(match[2]) * 60 + int(match[3] or 0)
    return (minutes if match[1] == "+" else -minutes), match.end()


@cache
def _between() -> frozenset[str]:
    words = load("date_words")
    return frozenset(words["between_date_and_time"]) | frozenset(words["weekdays"])


def _is_gap(gap: str) -> bool:
    if len(gap) > _NEAR:
        return False
    return all(not word or word.lower() in _between() or word in "234567" for word in _GAP.split(gap))


@cache
def _labels() -> tuple[dict[str, Label], frozenset[str]]:
    words = load("date_words")
    kinds: tuple[Label, ...] = ("published", "modified", "other")
    labels = {" ".join(_words(label)): kind for kind in kinds for label in words["labels"][kind]}
    return labels, frozenset(words["weekdays"])


def label_before(text: str) -> Label | None:
    """What the last words of ``text`` call a date that comes after them: ``Last updated:`` is ``modified``."""
    return _label(text, 0, len(text))


def _words(text: str) -> list[str]:
    return [word for word in _NOT_WORDS.split(text) if word]


def _label(text: str, before: int, start: int) -> Label | None:
    """What the words in front of a date call it; weekdays and connecting words are looked through.

    A label of one word must stand alone, begin with a capital or be followed by a colon: ``Ngày: 14/01/2021`` names
    the date, ``Sáng ngày 14/01/2021`` tells a story.
    """
    labels, weekdays = _labels()
    reach = text[max(before, start - _LABEL_REACH) : start].rstrip(" ([{-–|,\t\xa0")
    words = _words(_BREAK.split(reach)[-1])
    folded = [word.lower() for word in words]
    while folded and folded[-1] in weekdays and " ".join(folded[-3:]) not in labels:
        folded.pop()
    for dropped in range(2):
        count = len(folded) - dropped
        for size in range(min(7, count), 0, -1):
            label = labels.get(" ".join(folded[count - size : count]))
            if label and (size > 1 or size == count or words[count - 1][0].isupper() or reach.endswith((":", "："))):
                return label
        if not folded or folded[-1] not in _between():
            break
    return None


def _counted_back(text: str, ago: Ago, language: str | None, zone: str | None, crawled_at: datetime) -> Moment:
    name = zone or zone_name(language)
    local = crawled_at
    if name is not None:
        local = in_zone(name, crawled_at)
    then = ago.before(local)
    delta = then.utcoffset() or timedelta()
    fine = ago.has_time
    clock = (
        _clock_beside(text, Day(then.year, then.month, then.day, ago.start, ago.end), 0, len(text))
        if not fine
        else None
    )
    offset, end = int(delta.total_seconds() // 60), ago.end
    hour, minute, second = (then.hour, then.minute, then.second) if fine else (None, None, None)
    if clock is not None:
        hour, minute, second = clock.hour, clock.minute, clock.second
        end = max(end, clock.end)
    known = hour is not None
    return Moment(
        then.year,
        then.month,
        then.day,
        hour,
        minute,
        second,
        offset if known else None,
        ("timezone" if zone or name is None else "language") if known else None,
        ago.start,
        end,
        text[ago.start : end],
        relative=True,
        label=_label(text, 0, ago.start),
    )
