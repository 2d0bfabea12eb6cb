"""Several people in one short text: ``A - B``, ``A, B và C``, ``A and B``, ``A, Staff Writer``, ``A - Sở Y tế``."""

from __future__ import annotations

import re
from functools import cache
from typing import Final

from cleaners.metadata.desks import is_desk, is_nobody, is_organisation, is_outlet
from cleaners.metadata.person import looks_like_name, without_title
from cleaners.metadata.words import CAPITALS, any_of, load

#: how much a part must look like a name: where nothing announces it, after "by", and after a label
LIKELY: Final = 0.45
AFTER_BY: Final = 0.2
AFTER_LABEL: Final = 0.0
MOST_AUTHORS: Final = 12
#: what stands around a name and is no part of it
EDGES: Final = ' \u00a0\t\u3000•·*|,;:–—-"“”'

_LONGEST_NAME: Final = 60
_AND: Final = re.compile(
    r"\s*(?:[,;、+•·]|(?<=\s)&(?=\s)|\s(?:và|and|und|et|y|e|en|og|och|i|и|та|oraz|ve|dan|with|mit)\s)\s*"
)
_DASH: Final = re.compile(rf"\s+[-–—/]\s+|(?<=\w\s)[-–—](?=\w)|(?<=[^\W\d_])(?:[-–—]|/)(?=[{CAPITALS}][^\s]*\s)")
_HANDLE: Final = re.compile(r"\s*(?:@\w+|<[^>]*>|\S+@\S+\.\w+|\bfor\s(?=[A-Z]).*$|\|.*$)")
_QUERY: Final = re.compile(r"[?!…“”\"]|\.\s+\S+\s+\S+\s+\S+")


@cache
def _jobs() -> re.Pattern[str]:
    return re.compile(rf"[\s,–\-]+(?:{any_of(load('byline_words')['jobs'])})(?!\w).*$", re.IGNORECASE)


def read_people(text: str, language: str | None, *, floor: float) -> list[str]:
    """The people in ``text``, or none at all when any part of it is something else."""
    text = _HANDLE.sub("", text)
    person = _jobs().sub("", text)
    if person != text:
        floor = min(floor, AFTER_BY)  # a job is named: what stands before it is a person
    text = person.strip(EDGES + "()[]")
    if not text or len(text) > 160 or _QUERY.search(without_title(text)):
        return []
    protected = re.sub(r"(?i)\b(gs|pgs)\s?,\s?(ts)\b", r"\1.\2", text)
    found: list[str] = []
    for part in _AND.split(protected):
        pieces = _DASH.split(part)
        for index, piece in enumerate(pieces):
            name = piece.strip(EDGES)
            if not name or ((index or found) and (is_organisation(name) or is_outlet(name))):
                continue
            if not _acceptable(name, language, floor):
                return []
            name = " ".join(name.split())
            found.append(name.rstrip(".") if len(name) > 4 and not re.search(r"\.\w\.$", name) else name)
    return found[:MOST_AUTHORS] if not any(map(is_nobody, found)) else []


def _acceptable(name: str, language: str | None, floor: float) -> bool:
    if len(name) > _LONGEST_NAME:
        return False
    if floor:
        return looks_like_name(name, language) >= floor
    if is_nobody(name):
        return False
    # after a label nearly everything short is a name: a pen name, a desk, a user's handle
    if len(name.split()) > 8 or re.search(r"[:/!?]|\d{3,}|[^\W\d_]{3}\.\s", without_title(name)):
        return False
    return (
        looks_like_name(name, language) > 0.1
        or is_desk(name)
        or name[0].isupper()
        or not name.isascii()
        or " " not in name
    )
