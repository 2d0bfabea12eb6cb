"""What schema.org says of the types an article is told in: property -> the types its values may have (release 29)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, datetime
from typing import Any, Final
from urllib.parse import urlsplit

_THING: Final = {"name": ("Text",), "description": ("Text",), "url": ("URL",)}
TYPES: Final[dict[str, dict[str, tuple[str, ...]]]] = {
    "NewsArticle": {
        **_THING,
        "headline": ("Text",),
        "author": ("Person", "Organization"),
        "datePublished": ("Date", "DateTime"),
        "dateModified": ("Date", "DateTime"),
        "articleSection": ("Text",),
        "articleBody": ("Text",),
        "wordCount": ("Integer",),
        "keywords": ("Text",),
        "inLanguage": ("Text",),
        "publisher": ("Person", "Organization"),
        "sourceOrganization": ("Organization",),
        "copyrightNotice": ("Text",),
        "image": ("ImageObject",),
        "interactionStatistic": ("InteractionCounter",),
    },
    "Person": _THING,
    "Organization": _THING,
    "ImageObject": {**_THING, "contentUrl": ("URL",), "caption": ("Text",)},
    "InteractionCounter": {**_THING, "interactionType": ("ReadAction",), "userInteractionCount": ("Integer",)},
    "ReadAction": _THING,
}


def faults(thing: dict[str, Any], where: str = "") -> Iterator[str]:
    """What of ``thing`` is not as schema.org has it."""
    properties = TYPES[thing["@type"]]
    for name, value in thing.items():
        if name == "@type" or (name == "@context" and not where and value == "https://schema.org"):
            continue
        if name not in properties:
            yield f"{where}/{name}: {thing['@type']} has no such property"
            continue
        for each in value if isinstance(value, list) else [value]:
            if isinstance(each, dict):
                if each.get("@type") not in properties[name]:
                    yield f"{where}/{name}: no {each.get('@type')} can be here"
                else:
                    yield from faults(each, f"{where}/{name}")
            elif not any(_is(each, kind) for kind in properties[name]):
                yield f"{where}/{name}: {each!r} is none of {properties[name]}"


def _is(value: Any, kind: str) -> bool:
    if kind == "Integer":
        return type(value) is int
    if not isinstance(value, str) or not value:
        return False
    if kind == "URL":
        return urlsplit(value).scheme in ("http", "https")
    if kind == "Date":
        return bool(re.fullmatch(r"\d{4}-\d\d-\d\d", value)) and bool(date.fromisoformat(value))
    if kind == "DateTime":
        return "T" in value and datetime.fromisoformat(value).tzinfo is not None
    return kind == "Text"
