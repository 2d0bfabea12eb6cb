"""Breadcrumbs: the way from the home page to the article, ``Trang chủ » Tin tức » Hoạt động cơ sở``.

Words for home, for "you are here" and for an article page are data (``place_words.json``).
"""

from __future__ import annotations

import re
from functools import cache
from typing import Final

from cleaners.metadata.words import any_of, composed, load
from cleaners.normalise import key

_SEPARATORS: Final = (
    re.compile(r"\s*(?:»|›|→|▸|▶|►|⟩|»|＞|>{1,2}|❯|\s::\s)\s*"),
    re.compile(r"\s+/\s+|\s+\|\s+|\s*\\\s*"),
    re.compile(r"[ \u00a0\u3000]{2,}|\t+|\s\u00a0|\u00a0\s"),
    re.compile(r"\s+[-–·•]\s+"),
    re.compile(r"(?<=\w)\s?/\s?(?=\w)"),
)
_POINTER: Final = re.compile(r"[»›→▸▶►⟩＞>❯/|\\:：\-–·•]|\s\s|\t|\u00a0")
_UNIT: Final = re.compile(r"^(?P<unit>[^:]{4,60}):\s+(?P<section>[^:]{3,60})$")
#: an item of a way that begins with no home word must not be a remark, a quotation or a figure
_PROSE: Final = re.compile(r"[.!?:;,”\"]$|^[“\"\-–«‹]|^[\W\d_]+$")
_LONGEST_ITEM: Final = 80
_MOST_ITEMS: Final = 9
_NUMBERED: Final = re.compile(r"^\s*(?:\d{1,2}\.\s+|[•*]\s*)?(?:[»›>/|→]\s*)?")


@cache
def _here() -> re.Pattern[str]:
    return re.compile(rf"^\W*(?:{any_of(load('place_words')['here'])})(?:\s?[:：]\s*|\s{{1,3}}(?=\S))", re.IGNORECASE)


@cache
def _home() -> tuple[frozenset[str], re.Pattern[str]]:
    words = load("place_words")["home"]
    return frozenset(key(word) for word in words), re.compile(
        rf"^\s*(?:{any_of(words)})(?=[\s»›>/|→\\]|[A-ZĐÀ-ÞẠ-Ỹ])", re.IGNORECASE
    )


@cache
def _icons() -> re.Pattern[str]:
    return re.compile(any_of(load("place_words")["icons"]))


@cache
def _not_sections() -> frozenset[str]:
    return _home()[0] | {key(word) for word in load("place_words")["last"]} | {""}


def is_home(text: str) -> bool:
    """Whether ``text`` is nothing but a word for the home page."""
    return key(text) in _home()[0]


def read_breadcrumb(text: str, title: str | None = None) -> list[str]:
    """The sections in the breadcrumb ``text``, outermost first, without home and without ``title``; else empty.

    A line counts when a word for home or "you are here" opens it, or when a sign that points on (``»``, ``›``, ``>``)
    parts short items. ``Owner: section`` (a portal's unit and its section) counts when ``title`` is none of it.
    """
    line = _icons().sub(" » ", composed(text).replace("\u200b", "")).strip()
    if not line or len(line) > 400 or "://" in line:
        return []
    if _POINTER.search(line) is None and not line[0].isupper():
        return []
    located = _here().match(line)
    rest = line[located.end() :] if located else line
    rest = rest.lstrip("»›>/|→ \u00a0\t")
    home = _home()[1].match(rest)
    glued = bool(home and home.end() < len(rest) and not re.match(r"[\s»›>/|→\\]", rest[home.end()]))
    if glued and home:
        if not located:
            return []
        rest = f"{rest[: home.end()]} » {rest[home.end() :]}"
    items = _split(rest, anchored=bool(located or home))
    if title:
        items = _without_title(items, title)
    return [item for item in items if key(item) not in _not_sections()]


def read_breadcrumb_items(lines: list[str], title: str | None = None) -> list[str]:
    """The sections in a breadcrumb printed as a list, one item a line (``1. Trang chủ``, ``2. » Tin tức``)."""
    items = [_NUMBERED.sub("", line, count=1).strip() for line in lines]
    if title:
        items = _without_title(items, title)
    return [item for item in items if key(item) not in _not_sections()]


def read_unit_and_section(text: str) -> list[str]:
    """``[unit, section]`` of a line such as ``Ban Dân vận Tỉnh ủy: Tin tức - sự kiện``, else empty.

    Nothing in the line itself tells it from a title with a colon: ask only where a breadcrumb stands.
    """
    match = _UNIT.match(text.strip())
    return [match["unit"].strip(), match["section"].strip()] if match else []


def _split(text: str, anchored: bool) -> list[str]:
    for rank, separator in enumerate(_SEPARATORS):
        if rank and not anchored:
            break
        items = [item.strip(" \u00a0\t|/»›>") for item in separator.split(text)]
        items = [item for item in items if item]
        if len(items) < 2:
            continue
        if not anchored and any(_PROSE.search(item) for item in items):
            return []
        # only the last item may be long: it is the title then
        if len(items) > _MOST_ITEMS or any(len(item) > _LONGEST_ITEM for item in items[:-1]):
            return []
        if len(items[-1]) > _LONGEST_ITEM or items[-1].endswith((".", "…")):
            items.pop()
        return items
    return []


def _without_title(items: list[str], title: str) -> list[str]:
    """``items`` without the title: as last item, cut short there, or spread over several by a separator in it."""
    wanted = key(title)
    for start in range(len(items)):
        joined = key("".join(items[start:]))
        cut = len(joined) >= 12 and wanted.startswith(joined.rstrip("…"))
        if joined and (joined == wanted or cut):
            return items[:start]
    # the title may be glued to the last section
    at = items[-1].casefold().find(title.strip().casefold()) if items else -1
    if at > 0:
        items[-1] = items[-1][:at].rstrip()
    return [item for item in items if key(item) != wanted]
