"""What the markup says about a piece of the page: its element, its role, the words of its class and id."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path
from typing import Any, Final

_WORDS: Final[dict[str, list[str]]] = json.loads(
    (Path(__file__).parent / "data" / "markup_words.json").read_text(encoding="utf-8")
)
#: hint name -> its bit; a block's hints are the sum of those of the elements around it
BIT: Final[dict[str, int]] = {name: 1 << number for number, name in enumerate(_WORDS)}
_OF_WORD: Final[dict[str, int]] = {}
for _name, _list in _WORDS.items():
    for _word in _list:
        _squeezed = _word.replace("-", "")
        _OF_WORD[_squeezed] = _OF_WORD.get(_squeezed, 0) | BIT[_name]

#: so much of a class and an id is looked at (code points)
_MOST_WORDS: Final = 400
_PARTS: Final = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])")
_TAGS: Final = {
    "nav": BIT["navigation"],
    "header": BIT["header"],
    "footer": BIT["footer"],
    "aside": BIT["sidebar"],
    "figcaption": BIT["caption"],
    "article": BIT["content"],
    "main": BIT["content"],
    "address": BIT["contact"],
    "menu": BIT["navigation"],
    "dialog": BIT["widget"],
    "button": BIT["toolbar"],
    "label": BIT["toolbar"],
    "marquee": BIT["widget"],
    "time": BIT["date"],
    "search": BIT["search_login"],
}
_ROLES: Final = {
    "navigation": BIT["navigation"],
    "menu": BIT["navigation"],
    "menubar": BIT["navigation"],
    "banner": BIT["header"],
    "contentinfo": BIT["footer"],
    "complementary": BIT["sidebar"],
    "search": BIT["search_login"],
    "dialog": BIT["widget"],
    "alertdialog": BIT["widget"],
    "main": BIT["content"],
    "article": BIT["content"],
    "button": BIT["toolbar"],
    "toolbar": BIT["toolbar"],
}
_PROPERTIES: Final = {
    "author": BIT["byline"],
    "creator": BIT["byline"],
    "datepublished": BIT["date"],
    "datemodified": BIT["date"],
    "headline": BIT["title"],
    "articlebody": BIT["content"],
    "comment": BIT["comment"],
    "caption": BIT["caption"],
    "keywords": BIT["tags"],
    "breadcrumb": BIT["breadcrumb"],
    "description": BIT["description"],
    "alternativeheadline": BIT["description"],
}
_HIDDEN_STYLE: Final = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)


@lru_cache(maxsize=4_000)
def _of_compound(word: str) -> int:
    """The hints of a word written together with another: ``relatednews``, ``newsdate``."""
    for size in range(min(len(word) - 1, 14), 4, -1):
        if word[:size] in _OF_WORD:
            return _OF_WORD[word[:size]]
        if word[-size:] in _OF_WORD:
            return _OF_WORD[word[-size:]]
    return 0


@lru_cache(maxsize=20_000)
def hints_of_words(words: str) -> int:
    """The hints that the class and id ``words`` of one element give (camel case and hyphens parted)."""
    bits = 0
    for name in words[:_MOST_WORDS].split():
        bits |= _of_name(name)
    return bits


@lru_cache(maxsize=20_000)
def _of_name(name: str) -> int:
    """The hints of one class or id: sites combine few of them in many ways."""
    bits, before = 0, ""
    of_word = _OF_WORD
    for part in _PARTS.findall(name):
        part = part.lower()
        bits |= of_word[part] if part in of_word else _of_compound(part)
        if before:
            bits |= of_word.get(before + part, 0)
        before = part
    return bits


def hints_of(tag: str, attributes: Any) -> int:
    """The hints one element gives by itself: its tag, ARIA role, microdata property, class and id."""
    bits = _TAGS.get(tag, 0)
    if attributes:
        get = attributes.get
        words, name = get("class"), get("id")
        if words and name and len(words) + len(name) >= _MOST_WORDS:
            bits |= hints_of_words(f"{words} {name}")
        else:  # each by itself: an id is the element's own, and its class is many others' too
            if words:
                bits |= hints_of_words(words)
            if name:
                bits |= hints_of_words(name)
        role = get("role")
        if role:
            bits |= _ROLES.get(role.lower(), 0)
        prop = get("itemprop")
        if prop:
            bits |= _PROPERTIES.get(prop.lower(), 0)
    return bits


#: attributes that may say that an element is not shown
HIDING: Final = frozenset({"hidden", "aria-hidden", "style"})


def is_hidden(attributes: Any) -> bool:
    """Whether the element is marked as not shown (attribute or inline style)."""
    if "hidden" in attributes and attributes["hidden"] != "until-found":
        return True
    if attributes.get("aria-hidden", "").lower() == "true":
        return True
    style = attributes.get("style")
    return bool(style) and _HIDDEN_STYLE.search(style) is not None


def names(bits: int) -> Iterable[str]:
    """The names of the hints in ``bits``."""
    return (name for name, bit in BIT.items() if bits & bit)
