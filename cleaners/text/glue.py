"""Taking lines apart that glue several things together.

Some sites print the byline, the credit and the comment heading right behind the last full stop, or the date, the
counter and the poster in one line with bars between. A line is only taken apart where every piece that comes off is
recognised as something; unrecognised glue stays, because words such as ``VnExpress`` or ``TP.HCM`` look like it.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable
from typing import Final

from cleaners.text.phrases import any_of

#: only lines at least this long are looked at for glue at their end (code points)
_PROSE: Final = 90
#: glue is looked for in the last so many code points
_REACH: Final = 150
#: and at no more than so many seams
_POINTS: Final = 5
#: date lines and the like are not longer than this (code points)
_SHORT: Final = 220

_UPPER: Final = "A-ZÀ-ÖØ-ÞĂĐĨŨƠƯẠẢẤẦẨẪẬẮẰẲẴẶẸẺẼẾỀỂỄỆỈỊỌỎỐỒỔỖỘỚỜỞỠỢỤỦỨỪỬỮỰỲỴỶỸА-ЯΑ-Ω"
# It begins with the letter behind the seam: capitals are rare, so the search skips over the rest.
_SEAM: Final = re.compile(
    rf"[{_UPPER}(](?:(?<=[^\W{_UPPER}_][{_UPPER}])(?<!\b\w[{_UPPER}])|(?<=[.?!…”\"’»)\]].)|(?<=\.[{_UPPER}][{_UPPER}])(?=\w))"
)
#: a credit may stand behind the last full stop and a blank
_LOOSE: Final = re.compile(rf"\s(?<=[.?!…”\"’»)]\s)\s*(?=[{_UPPER}(][^.?!]{{1,60}}$)")
_STOPS: Final = frozenset(".?!")
#: without one of these there is nothing for `_BAR`
_BARS: Final = ("|", "•", "(", "[", "：")
_BAR: Final = re.compile(
    r"\s*[|•](?!\s*\d{1,2}[:h]\d)\s*|(?<=\])\s*[-–]\s*(?=\[)"
    rf"|\s*(?=\((?i:{any_of('bracketed_counters')})\b)|(?<=[)\]])\s+(?=[\[(])"
    rf"|\s+(?={any_of('field_labels')}：)"
)
#: a time before a bar and a day behind it are one date
_TIME: Final = re.compile(r"\b\d{1,2}[:h]\d{2}(?::\d{2})?(?: ?[AP]M)?\s*[|•]\s*$", re.IGNORECASE)
#: ``TP.Hồ Chí Minh``, ``GS.Nguyễn``: no sentence ends here
_ABBREVIATED: Final = re.compile(rf"(?:^|[\s(])[{_UPPER}][^\W\d_]{{0,2}}\.$")
#: a photographer's name, up to the first word of the sentence that is glued to it
_CREDIT: Final = re.compile(
    rf"(?i:{any_of('photographer_labels')})\s?:\s?(?:[{_UPPER}][\w.]*\s?){{1,4}}?(?<=\S)(?=[{_UPPER}][^\W\d_{_UPPER}]+\s\S)"
)
#: such a caption is not longer (code points)
_CAPTION: Final = 300
#: between a sentence's end and a heading even an unusual name is taken for one
_CAPITALISED: Final = re.compile(rf"(?:[{_UPPER}][^\W\d_]+ ){{1,3}}[{_UPPER}][^\W\d_]+$")
_QUOTES: Final = re.compile(r">>\s*")

#: tells whether a piece is recognised as chrome or as a metadata line; with ``True``, only as a credit
Recogniser = Callable[[str, bool], bool]


def seams(raw: str, recognised: Recogniser) -> list[int]:
    """Where to cut ``raw`` (a line as sent, without blanks around it): offsets in ascending order, often none."""
    if len(raw) < _PROSE:
        return _bars(raw, recognised)
    cuts = _leading_links(raw) + _leading_caption(raw)
    cuts += _tail(raw, recognised)
    if not cuts and len(raw) <= _SHORT:
        return _bars(raw, recognised)
    return cuts


def _tail(raw: str, recognised: Recogniser) -> list[int]:
    low = max(len(raw) - _REACH, len(raw) // 3)
    seams_found = [match.start() for match in _SEAM.finditer(raw, low)]
    points = [at for at in seams_found if not _ABBREVIATED.search(raw[max(0, at - 6) : at])]
    for number, point in enumerate(points[-_POINTS:], max(len(points) - _POINTS, 0)):
        found = _all_recognised(raw, point, points[number + 1 :][:6], recognised)
        if found is not None:
            return [point, *found]
    if raw[-1] in _STOPS:
        return []
    for match in _LOOSE.finditer(raw, low):
        if recognised(raw[match.end() :].strip(), True):
            return [match.end()]
    return []


def _all_recognised(raw: str, start: int, points: list[int], recognised: Recogniser) -> list[int] | None:
    """Cuts behind ``start`` that leave recognised pieces only, or ``None`` when there are none such."""
    if recognised(raw[start:].strip(), False):
        return []
    for number, point in enumerate(points):
        piece = raw[start:point].strip()
        if recognised(piece, False) or (raw[start - 1] in _STOPS and _CAPITALISED.match(piece)):
            rest = _all_recognised(raw, point, points[number + 1 :], recognised)
            if rest is not None:
                return [point, *rest]
    return None


def _leading_links(raw: str) -> list[int]:
    """``>> A >> BProse …``: the links before the prose of a line that begins with them."""
    if not raw.startswith(">>"):
        return []
    marks = [match.start() for match in _QUOTES.finditer(raw, 0, 600)]
    end = _SEAM.search(raw, marks[-1] + 4, marks[-1] + 160)
    if end is None or len(marks) < 2:
        return []
    return [*marks[1:], end.start()]


def _leading_caption(raw: str) -> list[int]:
    """``picture.jpgCaption - Ảnh: A BProse …``: the caption with its photographer before the prose it is glued to."""
    if ":" not in raw[:_CAPTION]:
        return []
    found = _CREDIT.search(raw, 0, _CAPTION)
    return [found.end()] if found and len(raw) - found.end() > _PROSE else []


def _bars(raw: str, recognised: Recogniser) -> list[int]:
    """``date | counter | poster``: cut at bars when the pieces are recognised, as a whole or but for one."""
    if not any(bar in raw for bar in _BARS):
        return []
    points = [
        match.end()
        for match in _BAR.finditer(raw)
        if match.start() > 0
        and match.end() < len(raw)
        and not (raw[match.end()].isdigit() and _TIME.search(raw[: match.end()]))
    ]
    if not points or len(points) > 6:
        return []
    edges = [0, *points, len(raw)]
    pieces = [raw[a:b].strip(" \t|•-–") for a, b in itertools.pairwise(edges)]
    known = sum(recognised(piece, False) for piece in pieces if piece)
    return points if known >= 1 and known >= len([p for p in pieces if p]) - 1 else []
