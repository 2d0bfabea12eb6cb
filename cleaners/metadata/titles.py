"""Titles as browsers show them carry the site's name around the headline: ``Headline - Section | Site``."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from typing import Final

from cleaners.metadata.words import any_of, load
from cleaners.normalise import key

_SEPARATOR: Final = re.compile(
    r"\s+(?:[|‖¦»«›·•⋅–—―~]|::|-{1,2}|//|/|:::|\\|<)\s+|\s*[｜丨]\s*(?=\S)|\s?_\s?(?=[^\W\d_])|\s*\|\s*"
)
#: a bar or a double colon is a separator on purpose; a dash may as well belong to the headline
_STRONG: Final = re.compile(r"[|‖¦»«›·•｜丨]|::")
_DOMAIN: Final = re.compile(
    r"^(?:www\.)?[\w-]+(?:\.[\w-]+)*\.(?:com|net|org|vn|de|fr|es|it|ru|cn|jp|uk|pl|info|tv|io|eu|gov|edu|[a-z]{2})$",
    re.IGNORECASE,
)
_LONGEST_NAME: Final = 45
_MOST_WORDS: Final = 6
_SENTENCE: Final = re.compile(r"[.!?…:;,“”\"]|\d{2}")


def cut_site_name(title: str, site_names: Sequence[str] = ()) -> tuple[str, str | None]:
    """``(headline, site name)`` of a ``<title>``; the name is ``None`` when nothing was cut.

    ``site_names`` are names the page itself states (``og:site_name``, the host, the owner in its footer): a first or
    last segment that is one of them is always cut, and none but such a segment may be cut from the front. A last
    segment that is unknown is cut when it is short, shaped like a name and much shorter than what is left.
    """
    title = " ".join(title.split())
    known = {key(name) for name in site_names if key(name)}
    cuts = list(_SEPARATOR.finditer(title))
    if not cuts:
        return title, None
    name: str | None = None
    head, end = 0, len(title)
    while cuts:
        last, first = title[cuts[-1].end() : end], title[head : cuts[0].start()]
        if _is_known(last, known) or (name is not None and _is_filler(last)):
            name, end = name or last, cuts[-1].start()
            cuts.pop()
        elif _is_known(first, known):
            name, head = name or first, cuts[0].end()
            cuts.pop(0)
        elif (
            name is None
            and not _names_seen(title, known)
            and _looks_like_name(last, title[head : cuts[-1].start()], cuts[-1][0])
        ):
            name, end = last, cuts[-1].start()
            cuts.pop()
        else:
            break
    headline = title[head:end].strip()
    return (headline, name.strip()) if name and headline else (title, None)


def _is_known(segment: str, known: set[str]) -> bool:
    folded = key(segment)
    return bool(folded) and (
        folded in known
        or any(
            len(k) >= 5
            and (folded.startswith(k) or k.startswith(folded))
            and abs(len(k) - len(folded)) <= 6
            and len(folded) >= 4
            for k in known
        )
    )


def _names_seen(title: str, known: set[str]) -> bool:
    folded = key(title)
    return any(folded.endswith(name) or folded.startswith(name) for name in known)


def _is_filler(segment: str) -> bool:
    return key(segment) in {key(word) for word in load("place_words")["home"]}


@cache
def _outlet() -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{any_of(load('place_words')['outlet'])})(?!\w)", re.IGNORECASE)


def _looks_like_name(segment: str, rest: str, separator: str) -> bool:
    if _DOMAIN.match(segment.strip()):
        return True
    words, strong = segment.split(), bool(_STRONG.search(separator))
    if not words or len(segment) > _LONGEST_NAME or len(words) > _MOST_WORDS or _SENTENCE.search(segment):
        return False
    if not segment[0].isupper() and segment[0].islower() and not strong:
        return False
    if _outlet().search(segment):
        return len(rest.split()) > 1 or len(rest) >= len(segment)
    # what is left must still be a headline
    if len(rest) < 2 * len(segment) and len(rest.split()) < 4 and not (strong and len(rest) >= len(segment)):
        return False
    capitals = sum(not word[0].islower() for word in words)
    if len(words) == 1 or strong:
        return capitals >= 1
    return capitals * 2 >= len(words)
