"""Who wrote it: bylines as pages print them, read into authors and, where credited, the outlet.

``Tin, ảnh: X`` · ``Viết bởi X`` · ``X (thực hiện)`` · ``X - Y`` · ``X (Theo Y)`` · ``Theo X (Y News)`` · ``X / y.vn`` ·
``By X and Y`` · ``Von X`` · ``作者：X`` · ``X 기자`` · ``15/01/2021 | X`` · bare names and initials. All words are data
(``byline_words.json``, ``names.json``). A photographer alone, an editor, ``admin`` and the like are no authors.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Final

from cleaners.metadata.counts import read_view_count
from cleaners.metadata.dates import find_dates
from cleaners.metadata.desks import is_desk, is_organisation, is_outlet
from cleaners.metadata.people import AFTER_BY, AFTER_LABEL, EDGES, LIKELY, MOST_AUTHORS, read_people
from cleaners.metadata.person import looks_like_name
from cleaners.metadata.words import any_of, composed, load

__all__ = ["Byline", "looks_like_name", "read_byline"]

#: several readers ask for the same line's byline (lines)
_REMEMBERED: Final = 1024
_LONGEST: Final = 200
_LONGEST_BEFORE_LABEL: Final = 60
_MOST_SMALL_WORDS: Final = 8

_BRACKET: Final = re.compile(r"^(?P<name>[^()（）\[\]]{2,80}?)\s*[(（\[](?P<inside>[^()（）\[\]]{1,80})[)）\]]?\s*\.?$")
_SLASH_SOURCE: Final = re.compile(r"^(?P<name>[^/]{2,60}?)\s*/\s*(?:[Tt]heo\s+)?(?P<outlet>[^/\s][^/]{1,60})$")
_DASH_SOURCE: Final = re.compile(r"^(?P<name>.{2,60}?)\s*[-–—,/]?\s*\(?\s*(?i:theo)\s+(?P<outlet>[^()]{2,60})\)?\s*$")
_THEO: Final = re.compile(r"^\(?\s*(?i:theo)\s+(?P<name>[^()]{2,60}?)\s*[(/\-–]\s*(?P<outlet>[^()]{2,60}?)\)?\s*$")
_CHINESE_REPORTER: Final = re.compile(
    r"(?:本报|本刊|中\S{1,8})?(?:记者|記者|通讯员)[\s:：]{0,3}"
    r"(?P<names>[\u3400-\u9fff]{2,4}(?:[\s、　]+[\u3400-\u9fff]{2,4}){0,4})(?=[摄攝]?(?![\u3400-\u9fff]))"
)
#: another field before the author's: ``来源：海港日报``
_CHINESE_FIELD: Final = re.compile(r"[\u3400-\u9fff]{2,4}[:：]\s?\S{2,20}")
#: the outlet or post before a reporter's name, the post before the next
_CHINESE_POST: Final = re.compile(r"^[\u3400-\u9fff]{0,8}(?:记者|記者|通讯员)\s+(?=[\u3400-\u9fff]{2,4}$)")
_POSTS: Final = frozenset({"记者", "記者", "通讯员", "通訊員", "实习生"})
_KOREAN_REPORTER: Final = re.compile(
    r"(?P<names>[\uac00-\ud7a3]{2,4}(?:[·,\s]+[\uac00-\ud7a3]{3})*)\s(?:선임|수습|인턴|전문)?기자(?![\uac00-\ud7a3])"
)
_FIELDS: Final = re.compile(r"[|•·]|\s{3,}|\t|\s[-–—]\s")
_BEFORE_DATE: Final = re.compile(r"\s(?:on|at|am|um|le|el|em|il|op|den|vào|lúc|ngày|vào lúc|,)\s*$", re.IGNORECASE)
_COLON: Final = re.compile(r"[:：＝=]|[/／|｜]\s?[\u3400-\u9fff]")
_PARTING: Final = "|([（;•·–—-/\u3000"


@dataclass(slots=True, frozen=True)
class Byline:
    """What a byline says. ``rule`` names the shape it was read by, ``score`` (0 to 1) how sure the shape is.

    ``authors`` are as printed, in order. A labelled byline can be trusted anywhere; a bare one (``byline.bare``,
    ``byline.initials``, ``byline.desk``) only where a byline stands. ``photographer_only``: the line credits pictures.
    """

    authors: tuple[str, ...]
    source_name: str | None = None
    source_url: str | None = None
    photographer_only: bool = False
    rule: str = "byline.bare"
    score: float = 1.0


@lru_cache(maxsize=_REMEMBERED)
def read_byline(text: str, *, language: str | None = None) -> Byline | None:
    """The byline in the short line ``text``, or ``None``. ``language`` is a BCP 47 tag."""
    line = composed(text).strip(EDGES)
    if not 2 <= len(line) <= _LONGEST:
        return None
    for reader in (_labelled, _opened, _closed, _reporters, _dated, _credited, _bare):
        byline = reader(line, language)
        if byline is not None:
            return byline
    return None


@cache
def _labels() -> tuple[re.Pattern[str], frozenset[str], frozenset[str]]:
    """The pattern of a label with its colon, the labels of pictures and the labels of editors."""
    words = load("byline_words")
    parts = any_of([*words["vi_parts"]["author"], *words["vi_parts"]["picture"]])
    combined = rf"(?:{parts})(?:\s?(?:,|&|\+|-|–|/|;|\svà\s|\.)\s?(?:{parts}))*"
    plain = any_of(
        {label for labels in words["labels"].values() for label in labels}
        | set(words["pictures"])
        | set(words["editors"])
    )
    pattern = re.compile(
        rf"(?:^|(?<=[\s|(\[;,.–—\-•·　]))(?P<label>{combined}|{plain})"
        r"(?:\s?[:：＝=]|\s?[|｜/／](?=\s?[\u3400-\u9fff]))\s*",
        re.IGNORECASE,
    )
    pictures = frozenset(words["pictures"]) | frozenset(words["vi_parts"]["picture"])
    return pattern, pictures, frozenset(words["editors"])


@cache
def _authors_parts() -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{any_of(load('byline_words')['vi_parts']['author'])})(?!\w)", re.IGNORECASE)


def _labelled(line: str, language: str | None) -> Byline | None:
    """``Tin: A - Ảnh: B``: the line cut at its labels, each part judged by its label."""
    if _COLON.search(line) is None:
        return None
    pattern, pictures, editors = _labels()
    marks = list(pattern.finditer(line))
    if not marks or marks[0].start() > _LONGEST_BEFORE_LABEL:
        return None
    before = line[: marks[0].start()].strip(" \u00a0")
    parted = not before or before[-1] in _PARTING or _CHINESE_FIELD.fullmatch(before) is not None
    if not parted and not find_dates(before, language=language):
        return None
    authors: list[str] = []
    photographed = False
    for index, mark in enumerate(marks):
        label = " ".join(mark["label"].lower().split())
        end = marks[index + 1].start() if index + 1 < len(marks) else len(line)
        names = read_people(_first_field(line[mark.end() : end], language), language, floor=AFTER_LABEL)
        if label in pictures or (_has_only(label, pictures) and not _authors_parts().search(label)):
            photographed = photographed or bool(names)
        elif label not in editors:
            names = [_CHINESE_POST.sub("", name) for name in names]
            authors += [name for name in names if name not in authors]
    if authors:
        return Byline(tuple(authors[:MOST_AUTHORS]), rule="byline.label", score=0.95)
    return Byline((), photographer_only=True, rule="byline.picture", score=0.9) if photographed else None


def _has_only(label: str, words: frozenset[str]) -> bool:
    return all(part.strip() in words for part in re.split(r"[,&+\-–/;.]|\svà\s", label) if part.strip())


@cache
def _openings() -> re.Pattern[str]:
    words = load("byline_words")["openings"]
    return re.compile(rf"^(?P<word>{any_of(words)})\s+(?=[^\W_])", re.IGNORECASE)


def _floor(word: str) -> float:
    """``Written by`` announces a name as a label does; ``By`` less; ``Thơ`` and ``Bài`` begin headings too."""
    if " " in word:
        return AFTER_LABEL
    return AFTER_BY if word.isascii() else LIKELY


def _opened(line: str, language: str | None) -> Byline | None:
    """``By X``, ``Von X und Y``, ``Viết bởi X``: a word for "by" and nothing but names."""
    match = _openings().match(line)
    if match is None or len(line) > 120:
        return None
    rest = _first_field(line[match.end() :], language)
    if rest[:1].islower() and " " in rest:
        return None  # prose; a user's handle is one word
    names = read_people(rest, language, floor=_floor(match["word"]))
    return Byline(tuple(names), rule="byline.opening", score=0.9) if names else None


@cache
def _closings() -> re.Pattern[str]:
    words = any_of(load("byline_words")["closings"])
    return re.compile(
        rf"\s*(?:[(\[（]\s*(?:{words})\s*[)\]）]?|\s(?:thực hiện|ghi|lược dịch|biên dịch|tổng hợp))\.?$",
        re.IGNORECASE,
    )


def _closed(line: str, language: str | None) -> Byline | None:
    """``X (thực hiện)``, ``X ghi``: names and what they did."""
    match = _closings().search(line, max(0, len(line) - 30))
    if match is None:
        return None
    names = read_people(line[: match.start()], language, floor=LIKELY)
    return Byline(tuple(names), rule="byline.closing", score=0.9) if names else None


def _reporters(line: str, _language: str | None) -> Byline | None:
    """``本报记者 王某``, ``김아무개 기자``."""
    if line.isascii() or len(line) > 80:
        return None
    match = _CHINESE_REPORTER.search(line) or _KOREAN_REPORTER.search(line)
    if match is None:
        return None
    if line[match.end() :].lstrip()[:1] in ("摄", "攝"):
        return Byline((), photographer_only=True, rule="byline.picture", score=0.9)
    names = [name for name in re.split(r"[\s、　·,]+", match["names"]) if name not in _POSTS]
    if line[match.end() :].lstrip()[:1] in (":", "："):
        names.pop()  # the label of the next field
    return Byline(tuple(names), rule="byline.reporter", score=0.85) if names else None


def _dated(line: str, language: str | None) -> Byline | None:
    """``15/01/2021 | Lượt xem: 143 | X``, ``X 30/04/2016 11:39``: the field of a date line that is a name."""
    moments = find_dates(line, language=language)
    if not moments:
        return None
    rest = line
    for moment in reversed(moments):
        rest = f"{rest[: moment.start]} | {rest[moment.end :]}"
    found: list[str] = []
    for field in _FIELDS.split(rest):
        part = field.strip(EDGES + "()[]/")
        if not part or read_view_count(part) is not None or any(char.isdigit() for char in part):
            continue
        names = [part] if is_desk(part) else read_people(part, language, floor=LIKELY)
        found += names
    if not found:
        return None
    return Byline(tuple(found[:MOST_AUTHORS]), rule="byline.date-line", score=0.75)


def _credited(line: str, language: str | None) -> Byline | None:
    """``X (Theo Y)``, ``Theo X (Y)``, ``X / y.vn``, ``X (Y News)``: a name and the outlet it wrote for."""
    theo = "theo" in line.lower()
    match = _THEO.match(line) if theo else None
    if match and is_outlet(match["outlet"]) and not is_outlet(match["name"]):
        names = read_people(match["name"], language, floor=LIKELY)
        return _with_source(names, match["outlet"], "byline.credited") if names else None
    match = _DASH_SOURCE.match(line) if theo else None
    if match:
        names = read_people(match["name"].strip("( "), language, floor=LIKELY)
        return _with_source(names, match["outlet"], "byline.credited") if names else None
    match = _BRACKET.match(line) if "(" in line or "（" in line or "[" in line else None
    if match:
        names = read_people(match["name"], language, floor=LIKELY)
        inside = match["inside"].strip()
        if not names or any(char.isdigit() for char in inside):
            return None
        if is_outlet(inside):
            return _with_source(names, inside, "byline.credited")
        if looks_like_name(inside, language) > 0 and inside[0].isupper():
            return Byline(tuple(names), rule="byline.bracket", score=0.6)
        return None
    match = _SLASH_SOURCE.match(line) if "/" in line else None
    if match and is_outlet(match["outlet"]):
        names = read_people(match["name"], language, floor=LIKELY)
        return _with_source(names, match["outlet"], "byline.credited") if names else None
    return None


def _bare(line: str, language: str | None) -> Byline | None:
    """A line that is names and nothing else, or an editorial desk."""
    small = sum(word[0].islower() for word in line.split())
    if len(line) > 100 or line[0].islower() or small > _MOST_SMALL_WORDS:
        return None
    line = line.rstrip(".") if not re.search(r"\b[A-ZĐ]\.$", line) else line
    if is_desk(line):
        return Byline((line,), rule="byline.desk", score=0.5)
    if small > 1 and small * 2 > line.count(" ") + 1:
        return None  # a sentence
    names = read_people(line, language, floor=LIKELY)
    if not names:
        return None
    score = min(looks_like_name(name, language) for name in names)
    if score < 0.9 and (is_outlet(line) or (is_organisation(line) and len(names[0].split()) > 2)):
        return None
    if names[0].lower().startswith(tuple(f"{word} " for word in load("names")["honorifics"])):
        return None  # a speaker or the person in a picture
    initials = all(len(name.replace(".", "").replace(" ", "")) <= 4 and name.isupper() for name in names)
    return Byline(tuple(names), rule="byline.initials" if initials else "byline.bare", score=score)


def _with_source(names: list[str], outlet: str, rule: str) -> Byline:
    outlet = re.sub(r"^(?i:theo|nguồn|source)\s*:?\s+", "", outlet.strip(EDGES + "()"))
    address = outlet if "://" in outlet else None
    return Byline(tuple(names), None if address else outlet, address, rule=rule, score=0.9)


def _first_field(text: str, language: str | None) -> str:
    """``text`` up to a date, a bar or a wide gap: what a label speaks of."""
    moments = find_dates(text, language=language)
    if moments:
        text = _BEFORE_DATE.sub("", text[: moments[0].start])
    return re.split(r"\s*[|•]\s*|\s{3,}|\t|　", text.strip(EDGES), maxsplit=1)[0].strip(EDGES)
