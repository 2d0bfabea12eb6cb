"""Titles as browsers show them carry the site's name around the headline: ``Headline - Section | Site``."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from typing import Final

from cleaners.metadata.section import is_home
from cleaners.metadata.words import any_of, load
from cleaners.normalise import key

_SEPARATOR: Final = re.compile(
    r"\s+(?:[|‖¦»«›·•⋅–—―~]|::|-{1,2}|//|/|:::|\\|<|>)\s+|\s*[｜丨]\s*(?=\S)|\s?_\s?(?=[^\W\d_])|\s*\|\s*"
    # Chinese and Japanese put no blanks around it
    r"|[-—](?=[\u3400-\u9fff]{2,10}$)"
)
#: a bar or a double colon is a separator on purpose; a dash may as well belong to the headline
_STRONG: Final = re.compile(r"[|‖¦»«›·•｜丨]|::")
_DOMAIN: Final = re.compile(
    r"^(?:www\.)?[\w-]+(?:\.[\w-]+)*\.(?:com|net|org|vn|de|fr|es|it|ru|cn|jp|uk|pl|info|tv|io|eu|gov|edu|[a-z]{2})$",
    re.IGNORECASE,
)
_LONGEST_NAME: Final = 45
_MOST_WORDS: Final = 6
_MOST_SECTION_WORDS: Final = 4
_LONGEST_SECTION: Final = 30
_LONGEST_OUTLET: Final = 100
_SENTENCE: Final = re.compile(r"[.!?…:;,“”\"]|\d{2}")


def cut_site_name(title: str, site_names: Sequence[str] = ()) -> tuple[str, str | None]:
    """``(headline, site name)`` of a ``<title>``; the name is ``None`` when nothing was cut.

    ``site_names`` are names the page itself states (``og:site_name``, the host, the owner in its footer): a first or
    last segment that is one of them is always cut, and none but such a segment may be cut from the front. A last
    segment that is unknown is cut when it is short, shaped like a name and much shorter than what is left.
    """
    title = " ".join(title.split())
    known = {key(part) for name in site_names for part in (name, _domain_label(name)) if key(part)}
    cuts = list(_SEPARATOR.finditer(title))
    if not cuts:
        return title, None
    name: str | None = None
    head, end = 0, len(title)
    while cuts:
        last, first = title[cuts[-1].end() : end], title[head : cuts[0].start()]
        rest = title[head : cuts[-1].start()]
        if _is_known(last, known) or (name is not None and _is_section(last, rest)):
            name, end = name or last, cuts[-1].start()
            cuts.pop()
        elif _is_known(first, known):
            name, head = name or first, cuts[0].end()
            cuts.pop(0)
        elif name is None and _looks_like_name(last, rest, cuts[-1][0]):
            name, end = last, cuts[-1].start()
            cuts.pop()
        else:
            break
    headline = title[head:end].strip()
    return (headline, name.strip()) if name and headline else (title, None)


def first_segment(title: str) -> str:
    """What stands before the first separator of a ``<title>``."""
    return _SEPARATOR.split(title, maxsplit=1)[0].strip()


def last_segment(title: str) -> str | None:
    """What stands after the last separator of a ``<title>``; ``None`` without a separator."""
    pieces = _SEPARATOR.split(title)
    return pieces[-1].strip() if len(pieces) > 1 else None


def _domain_label(name: str) -> str:
    """What a host is called: ``benmai`` of ``www.benmai.example``; nothing for other names."""
    if " " in name or "." not in name:
        return ""
    labels = name.removeprefix("www.").split(".")[:-1]
    return max(labels, key=len)


def _is_known(segment: str, known: set[str]) -> bool:
    """Whether ``segment`` is one of the names, or one holds the other: ``The Harbour`` and ``harbour.example``."""
    folded = key(segment)
    for name in known:
        if folded == name:
            return True
        shorter, longer = sorted((folded, name), key=len)
        if len(shorter) >= 4 and shorter in longer and len(shorter) * 2 >= len(longer):
            return True
    return False


def _is_section(segment: str, rest: str) -> bool:
    """Whether ``segment``, beside the site's name, is the section, home or the day rather than part of the headline."""
    words = segment.split()
    if is_home(segment) or (words and not any(char.isalpha() for char in segment)):
        return True
    short = len(words) <= _MOST_SECTION_WORDS and len(segment) <= _LONGEST_SECTION
    return short and len(rest.split()) >= 3 and len(rest) >= 2 * len(segment) and not segment.endswith(("?", "!", "…"))


@cache
def _owner() -> re.Pattern[str]:
    return re.compile(rf"(?:{any_of(load('place_words')['owner'])})(?!\w)", re.IGNORECASE)


@cache
def _outlet() -> re.Pattern[str]:
    return re.compile(
        rf"(?<!\w)(?:{any_of(load('place_words')['outlet'])})(?!\w)|[\u3400-\u9fff](?:网|網|报|報|新闻|新聞|在线)$",
        re.IGNORECASE,
    )


def _looks_like_name(segment: str, rest: str, separator: str) -> bool:
    if _DOMAIN.match(segment.strip()):
        return True
    words, strong = segment.split(), bool(_STRONG.search(separator))
    if not words or (segment[0].islower() and not strong):
        return False
    named = _outlet().search(segment) is not None and not segment[0].islower()
    if named and len(segment) <= _LONGEST_OUTLET and (strong or _owner().match(segment)):
        return len(rest.split()) > 2 or len(rest) >= len(segment)
    if len(segment) > _LONGEST_NAME or len(words) > _MOST_WORDS:
        return False
    if strong and len(rest.split()) >= 4 and segment[0].isupper():
        return not segment.endswith(("?", "!", "…", "."))
    if _SENTENCE.search(segment):
        return False
    if named:
        return len(rest.split()) > 1 or len(rest) >= len(segment)
    # what is left must still be a headline
    if len(rest) < 2 * len(segment) and len(rest.split()) < 4 and not (strong and len(rest) >= len(segment)):
        return False
    capitals = sum(not word[0].islower() for word in words)
    if len(words) == 1 or strong:
        return capitals >= 1
    return capitals * 2 >= len(words)
