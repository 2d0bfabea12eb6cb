"""Publishing licences printed in a footer: number, day of issue and issuer.

``Giấy phép xuất bản số: 7/GP-TTĐT cấp ngày 2 tháng 3 năm 2020 của Sở …``, ``… do Cục Báo chí cấp ngày 14-01-2005``,
``沪ICP备…号``, ``Свидетельство … Эл № ФС 77-… от …``. A sentence that talks about licences carries no number next to
the word, or does not begin with it, and is not read.
"""

from __future__ import annotations

import re
from typing import Final

from cleaners.article import Licence
from cleaners.metadata.date_shapes import Day, find_days
from cleaners.metadata.words import composed

_LONGEST: Final = 600
_HINT: Final = re.compile(r"(?i)giấy\s+(?:phép|xác nhận)|GP-|ICP|许可证|свидетельств|свідоцтв|licen[cs]e|tribunale")

# what may stand before the word in a footer: an owner's name, a bar, a copyright sign - but no sentence
_OPENING: Final = r"(?:^|[|©®•·.\-–]\s{0,3}|\s{2}|\)\s)"
_VIETNAMESE: Final = re.compile(
    _OPENING
    + r"(?P<text>(?:Giấy\s+(?:phép|xác\s+nhận)|GP|GPXB|GPTTĐT|Licen[cs]e)(?P<kind>[^.;|\d“\"]{0,90}?)[\s:]{0,3}"
    r"(?:(?:số|No\.?|number)\s{0,2}[:.]?|:)?\s{0,3}"
    r"(?P<number>\d{1,5}(?:/\d{4})?\s?/\s?(?:GP|GXN|GPXB|GPHĐ|QĐ|STTTT|TTĐT|BC|CBC|PTTH)[\wĐđÐ&]*(?:\s?-\s?[\wĐđÐ&]+){0,3})"
    r"(?P<rest>.*))",
    re.IGNORECASE,
)
_ISSUED_BY: Final = re.compile(
    r"(?i)(?:\bdo|\bbởi|issued by)\s+(?P<by>(?-i:[A-ZĐÂĂÊÔƠƯ]).{3,110}?)"
    r"(?=\s*,?\s*(?:cấp|ký)(?!\w)|[.;|(]|\s{3}|\s-\s(?!B)|,?\s(?:ngày|dated|on)\s|$)"
)
_ISSUED_OF: Final = re.compile(
    r"(?i)(?:\bcủa|\bbởi|\bdo|cơ quan cấp\s?:|nơi cấp\s?:|issued by)\s+"
    r"(?P<by>(?-i:[A-ZĐÂĂÊÔƠƯ]).{3,110}?)"
    r"(?=[.;|(]|\s{3}|,?\s(?:chịu trách nhiệm|người chịu|tổng biên tập|trưởng ban|cấp(?!\w)|ngày|dated)|$)"
)
_ISSUED_PLAIN: Final = re.compile(r"^\s*[,.-]?\s*(?P<by>(?:Sở|Cục|Bộ|Ban|UBND|Tổng cục)\s.{3,110}?)\s+cấp(?!\w)")
_CHINESE: Final = re.compile(
    r"(?P<text>(?P<number>[京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼]\s?(?:ICP|[A-Z]\d?)\s?[备備证證-]\s?[\d-]{5,14}\s?号?(?:-\d+)?)"
    r"|(?:互联网新闻信息服务许可证|网络视听许可证|信息网络传播视听节目许可证)(?:编号)?[:：]?\s?(?P<permit>[\d-]{7,16}))"
)
_RUSSIAN: Final = re.compile(
    r"(?P<text>(?:Свидетельств\w+|Реестровая запись|Свідоцтв\w+|Регистрационный номер)\b.{0,120}?"
    r"(?P<number>(?:Эл|ЭЛ|ПИ|ЕЛ)\s?(?:№|N)?\s?\W?ФС\s?-?\d{2}\s?[-–]\s?\d{4,6})(?P<rest>.*))",
    re.IGNORECASE,
)
_RUSSIAN_ISSUER: Final = re.compile(
    r"(?i)выдан\w*\s+(?P<by>(?!\d|от\b)\w.{4,140}?)(?=\s+\d{1,2}[.\s]|\s+от\s|[.;|(]\s|[.;|(]?$)"
)
_ITALIAN: Final = re.compile(
    r"(?P<text>(?:Registrazione|Reg\.|Testata registrata|Autorizzazione)\b[^.]{0,60}?"
    r"(?P<by>Tribunale di [A-Z][\w'’]+(?:\s[A-Z]\w+)?)[\s,:]{1,3}"
    r"(?:n|nr|num|numero)?[.°\s]{0,3}(?P<number>\d{1,5}(?:/\d{2,4})?)(?P<rest>.{0,60}))"
)
_TRAILING: Final = " ,;:.-–|)("


def read_licence(text: str, language: str | None = None) -> Licence | None:
    """The licence printed in the line ``text``, or ``None``.

    ``issued_on`` is an ISO day; ``text`` of the result is the part of the line that states the licence.
    """
    text = composed(text)
    if len(text) > _LONGEST or _HINT.search(text) is None:
        return None
    match = _VIETNAMESE.search(text)
    if match is not None:
        return _vietnamese(match)
    match = _CHINESE.search(text)
    if match is not None:
        number = match["number"] or match["permit"]
        return Licence("".join(number.split()), None, None, match["text"].strip())
    for pattern, issuer in ((_RUSSIAN, _RUSSIAN_ISSUER), (_ITALIAN, None)):
        match = pattern.search(text)
        if match is not None:
            by = issuer.search(match["text"]) if issuer else match
            days = find_days(match["rest"], language or ("ru" if issuer else "it"))
            name = by["by"].strip(_TRAILING) if by else None
            return Licence(" ".join(match["number"].split()), _iso(days), name, match["text"].strip())
    return None


def _iso(days: list[Day]) -> str | None:
    return f"{days[0].year:04d}-{days[0].month:02d}-{days[0].day:02d}" if days else None


def _issuer_before(text: str) -> re.Match[str] | None:
    return _ISSUED_BY.search(text) or _ISSUED_PLAIN.search(text)


def _vietnamese(match: re.Match[str]) -> Licence:
    rest = match["rest"]
    days = [day for day in find_days(rest, "vi") if day.year >= 1950]
    if days:
        # the office may be named before the day ("do … cấp ngày …") or after it ("cấp ngày … của …")
        by = _issuer_before(rest[: days[0].start]) or _ISSUED_OF.search(rest[days[0].end :])
    else:
        by = _issuer_before(rest) or _ISSUED_OF.search(rest)
    text = match["text"]
    ends = [len(text) - len(rest)]
    if days:
        ends.append(ends[0] + days[0].end)
    if by is not None:
        ends.append(text.find(by["by"]) + len(by["by"]))
    number = re.sub(r"\s*([/-])\s*", r"\1", match["number"])
    return Licence(number, _iso(days), by["by"].strip(_TRAILING) if by else None, text[: max(ends)].strip())
