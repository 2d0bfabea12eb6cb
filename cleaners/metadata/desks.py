"""What stands in a byline and is no person: editorial desks, organisations, outlets, and accounts that are nobody."""

from __future__ import annotations

import re
from functools import cache
from typing import Final

from cleaners.metadata.words import CAPITALS, any_of, load
from cleaners.normalise import key

_LONGEST_DESK: Final = 4
_EDGES: Final = ' \u00a0\t•·*|,;:–—-"“”'
_DOMAIN: Final = re.compile(r"^(?:https?://|www\.)?(?:[\w-]+\.)+[a-z]{2,10}(?:/\S*)?$")


def is_nobody(name: str) -> bool:
    """Whether ``name`` is an account or a filler (``admin``, ``Quản trị``, ``Sưu tầm``) and stands for no author."""
    folded = key(name)
    return not folded or folded in _nobody()


@cache
def _nobody() -> frozenset[str]:
    return frozenset(key(word) for word in load("names")["nobody"])


@cache
def _desks() -> tuple[frozenset[str], re.Pattern[str]]:
    names = load("names")
    # "Ban Thời sự", "Phòng Chính sách lao động": a unit named with a capital after its kind
    unit = re.compile(rf"^(?i:{any_of(names['vi_desk_openings'])})\s(?=[{CAPITALS}])")
    return frozenset(key(desk) for desk in names["desks"]), unit


def is_desk(text: str) -> bool:
    """Whether ``text`` names a desk that signs articles (``Ban Thời sự``, ``Gabinete de Prensa``, ``PV``)."""
    desks, unit = _desks()
    if len(text) > 50:
        return False
    words = text.split()
    if len(words) <= _LONGEST_DESK and key(text) in desks:
        return True
    return (
        bool(unit.match(text))
        and 2 <= len(words) <= 7
        and text[0].isupper()
        and not text.isupper()
        and not re.search(r"[.:;,!?]", text)
    )


@cache
def _organisation() -> re.Pattern[str]:
    return re.compile(rf"^(?:{any_of(load('names')['organisations'])})(?!\w)", re.IGNORECASE)


def is_organisation(text: str) -> bool:
    """Whether ``text`` begins with a word for a body or a post (``Hội …``, ``Phó Giám đốc``, ``Staff …``)."""
    return _organisation().match(text.strip(_EDGES)) is not None


@cache
def _outlet() -> re.Pattern[str]:
    words = any_of(load("place_words")["outlet"])
    return re.compile(
        rf"(?<!\w)(?:theo|nguồn|{words}|infonet|vnexpress|ttxvn)(?!\w)|\+$|^[A-ZĐ]{{3,7}}$|(?:press|net|news|mail|post)$",
        re.IGNORECASE,
    )


def is_outlet(text: str) -> bool:
    """Whether ``text`` reads like the name or the address of an outlet (``Vietnam+``, ``VTC News``, ``y.vn``)."""
    text = text.strip(_EDGES)
    if _DOMAIN.match(text):
        return True
    match = _outlet().search(text)
    return (
        match is not None and not (match[0].islower() and text.islower() and len(text) <= 3) and len(text.split()) <= 8
    )
