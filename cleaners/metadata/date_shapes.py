"""Calendar days as pages print them, in numbers or with the name of the month, in some forty languages.

Month names are data (``months.json``). A name that means different months in different languages counts only when
the language is known.
"""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from functools import cache
from typing import Final

from cleaners.metadata.words import load

_BUDDHIST: Final = 543
_REPUBLIC: Final = 1911
_ERAS: Final = {"令和": 2018, "平成": 1988, "昭和": 1925, "民國": _REPUBLIC, "民国": _REPUBLIC}

#: languages that write year, month, day even when the year has two digits
_YEAR_FIRST: Final = frozenset(["ja", "ko", "zh", "hu", "lt"])
_MONTH_FIRST_TAGS: Final = frozenset(["en-us", "en-ph", "fil", "tl"])
_DAY_FIRST_ENGLISH: Final = re.compile(r"en-(?:gb|au|nz|ie|in|sg|my|za|hk|ng|ke|pk|lk|150|001)$")

_NUMBERS: Final = re.compile(
    r"(?<!\d)(?<!\d:)(?<!\d[.,/\-])(?<!GP-)"
    r"(?:(?P<iy>(?:19|20|25)\d\d)\s?(?P<is>[-/.])\s?(?P<im>\d{1,2})\.?\s?(?P=is)\s?(?P<id>\d{1,2})(?:(?=T?\d\d:\d\d)|(?!\d))"
    r"|(?P<a>\d{1,2})\s?(?P<s>[-/.–])\s?(?P<b>\d{1,2})\s?(?P=s)\s?(?:(?P<y>\d{4})(?:(?=\d{1,2}:\d\d)|(?!\d|:\d\d(?!:)))|(?P<yy>\d{2})(?:(?=\d\d:\d\d(?!:))|(?!\d))))"
    r"(?![./\-]\d(?!\d?[:h]))(?!/[^\W\d_])(?!-[A-ZĐ]{2})(?![%‰])"
)
_VIETNAMESE: Final = re.compile(
    r"(?<![\d.,/])(?<!\d:)(?P<d>\d{1,2})[\s,]{0,3}(?:tháng|thg|th|thang)\.?\s?"
    r"(?P<m>\d{1,2}|mười một|mười hai|một|giêng|hai|ba|tư|bốn|năm|sáu|bảy|bẩy|tám|chín|mười|chạp)"
    r"[\s,./\-]{0,3}(?:năm\s{0,2})?(?P<y>\d{4})(?!\d)"
    r"|(?:tháng|thg|th)\.?\s?"
    r"(?P<m2>\d{1,2}|mười một|mười hai|một|hai|ba|tư|bốn|năm|sáu|bảy|tám|chín|mười)"
    r"\s(?P<d2>\d{1,2}),?\s(?P<y2>\d{4})(?!\d)",
    re.IGNORECASE,
)
_VIETNAMESE_MONTHS: Final = {
    "một": 1, "giêng": 1, "hai": 2, "ba": 3, "tư": 4, "bốn": 4, "năm": 5, "sáu": 6, "bảy": 7, "bẩy": 7,
    "tám": 8, "chín": 9, "mười": 10, "mười một": 11, "mười hai": 12, "chạp": 12,
}  # fmt: skip
_EAST_ASIAN: Final = re.compile(
    r"(?:(?P<era>令和|平成|昭和|民國|民国)\s?(?P<ey>\d{1,3}|元)|(?P<y>(?:19|20)\d\d))\s?[年년]\s?(?P<m>\d{1,2})\s?[月월]\s?(?P<d>\d{1,2})\s?[日일号號]"
)
_WORD: Final = r"[^\W\d_][^\s\d,/|()\[\]:;·•<>]{1,15}"
_DAY_NAME_YEAR: Final = re.compile(
    r"(?<![\d.,/\-])(?<!\d:)(?P<d>\d{1,2})(?:\s?(?:st|nd|rd|th|er|º|ª|°|ος|η)(?![^\W\d_]))?[\s.,\-–/]{0,3}(?:(?:de|del|of|d’|d'|ngày)\s)?"
    r"(?P<n>"
    + _WORD
    + r")[\s.,\-–/]{0,3}(?:(?:de|del|of|do|พ\.ศ\.|ค\.ศ\.|’|')\s?)?(?P<y>\d{4}|(?<=[\s\-’'])\d{2})(?![\d:])"
)
_NAME_DAY_YEAR: Final = re.compile(
    r"(?<![^\W_])(?P<n>" + _WORD + r")[\s.]{1,2}(?P<d>\d{1,2})(?:st|nd|rd|th)?(?:\s?,\s?|\s|\.\s)(?P<y>\d{4})(?![\d:])"
)
_YEAR_NAME_DAY: Final = re.compile(
    r"(?<![\d.,/])(?P<y>(?:19|20)\d\d)(?:\.|\s?m\.|\s?g\.|(?:e?ko|ko))?[\s,\-]{1,2}(?P<n>"
    + _WORD
    + r")[\s.\-]{1,2}(?P<d>\d{1,2})(?!\d|[:%])"
)
#: what every shape above has somewhere; a line without it is done with at once
_MAYBE: Final = re.compile(
    r"\d{4}|\d\s?[-/.–]\s?\d{1,2}\s?[-/.–]\s?\d\d|[年년]|\d[\s\-.]{1,2}[^\W\d_]\S{1,15}[\s\-’'.]{1,2}\d\d(?!\d)"
)
_ADDRESS: Final = re.compile(r"(?:https?://|www\.)\S+", re.IGNORECASE)


@dataclass(slots=True, frozen=True)
class Day:
    """A day of the calendar and where it stands."""

    year: int
    month: int
    day: int
    start: int
    end: int


def find_days(text: str, language: str, tag: str | None = None) -> list[Day]:
    """Every day in ``text``; ``language`` is the primary subtag or empty, ``tag`` the whole BCP 47 tag."""
    if _MAYBE.search(text) is None:
        return []
    if "://" in text or "www." in text:
        text = _ADDRESS.sub(lambda m: "\x00" * len(m[0]), text)
    found = [*_numeric(text, language, (tag or "").lower()), *_vietnamese(text), *_east_asian(text)]
    found += _named(text, language, found)
    found.sort(key=lambda day: day.start)
    return found


def _exists(year: int, month: int, day: int) -> bool:
    return 1900 <= year <= 2100 and 1 <= month <= 12 and 1 <= day <= monthrange(year, month)[1]


def _full_year(digits: str, language: str) -> int:
    year = int(digits)
    if len(digits) == 2:
        if language == "th":
            return 2500 + year - _BUDDHIST
        return year + (2000 if year < 70 else 1900)
    return year - _BUDDHIST if 2400 <= year <= 2700 else year


def _numeric(text: str, language: str, tag: str) -> list[Day]:
    found = []
    for match in _NUMBERS.finditer(text):
        if match["iy"]:
            year, month, day = _full_year(match["iy"], language), int(match["im"]), int(match["id"])
        else:
            triple = _order(match, language, tag)
            if triple is None:
                continue
            year, month, day = triple
        if _exists(year, month, day):
            found.append(Day(year, month, day, match.start(), match.end()))
    return found


def _order(match: re.Match[str], language: str, tag: str) -> tuple[int, int, int] | None:
    """Year, month and day of ``a/b/year``: day first but for English, where only the numbers or the region can tell."""
    first, second, separator = int(match["a"]), int(match["b"]), match["s"]
    if match["yy"]:
        if language in _YEAR_FIRST and int(match["a"]) < 70:
            return _full_year(match["a"], language), second, int(match["yy"])
        # a version or a sum has the same shape; a date is written with leading zeros then
        if separator == "." and (len(match["a"]) < 2 or len(match["b"]) < 2):
            return None
    year = _full_year(match["y"] or match["yy"], language)
    if second > 12:
        return (year, first, second) if separator != "." else None
    if first <= 12 and first != second and separator != ".":
        if tag in _MONTH_FIRST_TAGS:
            return year, first, second
        if language == "en" and not _DAY_FIRST_ENGLISH.match(tag):
            return None
    return year, second, first


def _vietnamese(text: str) -> list[Day]:
    found = []
    for match in _VIETNAMESE.finditer(text):
        name = (match["m"] or match["m2"]).lower()
        month = int(name) if name.isdecimal() else _VIETNAMESE_MONTHS[name]
        year, day = int(match["y"] or match["y2"]), int(match["d"] or match["d2"])
        if _exists(year, month, day):
            found.append(Day(year, month, day, match.start(), match.end()))
    return found


def _east_asian(text: str) -> list[Day]:
    found = []
    for match in _EAST_ASIAN.finditer(text):
        if match["era"]:
            year = _ERAS[match["era"]] + (1 if match["ey"] == "元" else int(match["ey"]))
        else:
            year = int(match["y"])
        if _exists(year, int(match["m"]), int(match["d"])):
            found.append(Day(year, int(match["m"]), int(match["d"]), match.start(), match.end()))
    return found


@cache
def _months(language: str) -> dict[str, int]:
    """Name -> month: those of ``language`` first, then the names all other languages agree on."""
    table: dict[str, list[str]] = load("months")
    common: dict[str, int] = {}
    doubtful: set[str] = set()
    for months in table.values():
        for number, names in enumerate(months, 1):
            for name in names.split("|"):
                if common.setdefault(name, number) != number:
                    doubtful.add(name)
    for name in doubtful:
        del common[name]
    own = {
        name: n
        for n, names in enumerate(table.get("no" if language in ("nb", "nn") else language, []), 1)
        for name in names.split("|")
    }
    return common | own


def _named(text: str, language: str, taken: list[Day]) -> list[Day]:
    months = _months(language)
    found: list[Day] = []
    for pattern in (_DAY_NAME_YEAR, _NAME_DAY_YEAR, _YEAR_NAME_DAY):
        for match in pattern.finditer(text):
            month = months.get(match["n"].lower().rstrip(".-–’'"))
            if month is None:
                continue
            year, day = _full_year(match["y"], language), int(match["d"])
            if len(match["y"]) == 2 and language != "th":
                year = _full_year(match["y"], "")
            clash = any(match.start() < d.end and d.start < match.end() for d in [*taken, *found])
            if _exists(year, month, day) and not clash:
                found.append(Day(year, month, day, match.start(), match.end()))
    return found
