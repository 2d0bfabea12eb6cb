"""The article's own counter of readers: ``Lượt xem: 1.572``, ``7331 Lượt xem``, ``(Xem: 11897)``, ``1,2K views``.

Words are data (``view_words.json``). Visitor counters of the site (``lượt truy cập``, ``visitors``) have other words
and are never read; a figure inside a sentence or a list of the article is not read either.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import Final

from cleaners.metadata.words import any_of, composed, load

_FACTORS: Final = {
    "k": 1e3, "m": 1e6, "n": 1e3, "tr": 1e6, "nghìn": 1e3, "ngàn": 1e3, "triệu": 1e6, "тыс": 1e3, "млн": 1e6,
    "tsd": 1e3, "mil": 1e3, "rb": 1e3, "ribu": 1e3, "jt": 1e6, "juta": 1e6, "万": 1e4, "萬": 1e4, "만": 1e4, "천": 1e3,
}  # fmt: skip
_FIGURE: Final = (
    r"(?P<figure>\d{1,3}(?:[.,’'\s]\d{3})+(?![\d])|\d{1,9}(?:[.,]\d{1,2})?)(?![\d/:])"
    rf"(?:\s?(?P<factor>{any_of(list(_FACTORS))})(?![^\W\d_])\.?)?"
)
_DIGIT: Final = re.compile(r"\d")
_MOST: Final = 10**10
#: several readers ask for the same line's counter (lines)
_REMEMBERED: Final = 1024


@cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str]]:
    words = load("view_words")
    # the label opens the line or a field of it; without a colon nothing but a word for "times" may follow the figure
    label_first = (
        r"(?:^|[|•·\-–—(\[\]),;:\d»]\s{0,6}|\s{3}|(?<=[AaPp][Mm])\s)"
        rf"(?:{any_of(words['before'])})(?P<colon>\s?[:：])?\s{{0,3}}[(\[]?{_FIGURE}"
        rf"(?(colon)|(?=\s{{0,3}}(?:$|[|•·–—)\](,\d]|-\s|\s\s|(?:{any_of(words['times'])})(?!\w))))"
    )
    # the figure opens the line or a field, or follows a date or a time; the label closes the line or the field
    figure_first = (
        r"(?:^|[|•·–—(\[\])]\s{0,6}|\s-\s|\d\d:\d\d(?::\d\d)?\s{1,4}(?:[AaPp][Mm]\s)?|\d{4}\s{1,4})[•\s]{0,4}"
        rf"{_FIGURE}\s{{0,2}}(?:{any_of(words['after'])})(?=\s{{0,3}}(?:$|[|•·–—)\](,\d]|-\s|\s\s))"
    )
    return re.compile(label_first, re.IGNORECASE), re.compile(figure_first, re.IGNORECASE)


@lru_cache(maxsize=_REMEMBERED)
def read_view_count(text: str) -> int | None:
    """The number of readers an article's counter shows in ``text``, or ``None``. ``1,2K`` is 1200."""
    text = composed(text)
    if len(text) > 400 or _DIGIT.search(text) is None:
        return None
    for pattern in _patterns():
        match = pattern.search(text)
        if match is not None:
            return _number(match["figure"], match["factor"])
    return None


def counts_visits(text: str) -> bool:
    """Whether the label of a counter in ``text`` may as well count the visits to a whole site."""
    return _visits().search(composed(text)) is not None


@cache
def _visits() -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{any_of(load('view_words')['visits'])})(?!\w)", re.IGNORECASE)


def _number(figure: str, factor: str | None) -> int | None:
    if factor:
        value = round(float(figure.replace(",", ".")) * _FACTORS[factor.lower()]) if figure.count(".") < 2 else 0
    elif re.fullmatch(r"\d+[.,]\d{1,2}", figure):
        return None
    else:
        value = int("".join(filter(str.isdecimal, figure)))
    return value if value < _MOST else None
