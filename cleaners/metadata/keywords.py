"""Tags printed on the page: ``Từ khóa: a, b``, ``Tags: a; b``, ``#a #b``. Labels are data (``keyword_words.json``)."""

from __future__ import annotations

import re
from functools import cache
from typing import Final

from cleaners.metadata.words import any_of, load
from cleaners.normalise import key

_LONGEST_LINE: Final = 1000
_LONGEST_TAG: Final = 80
_MOST: Final = 60
_HASHTAGS: Final = re.compile(r"^\W*(?:[#＃](?=[^\W\d])[\w\-&.]+[\s,;|•·]*)+$")
_HASH: Final = re.compile(r"[#＃]")
_SIGNS: Final = re.compile(r"\s*[,;，、；|•·]\s*|\s+[/–»]\s+|\t+|[ \u00a0\u3000]{2,}")
#: without a sign between them, more words than this may be several tags, and nothing tells where one ends
_WORDS_OF_ONE_TAG: Final = 4


@cache
def _label() -> re.Pattern[str]:
    return re.compile(
        rf"^[\s•*#►»\-–]{{0,4}}(?:{any_of(load('keyword_words')['labels'])})(?:\s?[:：]\s*|\s+(?=#)|\s*$)",
        re.IGNORECASE,
    )


def is_keyword_label(text: str) -> bool:
    """Whether ``text`` is a label alone (``Từ khóa:``, ``TAGS``), its tags standing in the lines below."""
    match = _label().match(text)
    return match is not None and not text[match.end() :].strip()


def read_keywords(text: str) -> list[str]:
    """The tags in a labelled line or a line of hash tags, as printed and without repeats; empty when it is neither.

    Several words with no sign between them (``Tags: thơ mùa nước nổi quê nhà``) could be cut anywhere: such a line
    gives nothing.
    """
    if len(text) > _LONGEST_LINE:
        return []
    match = _label().match(text)
    if match is not None:
        rest = text[match.end() :]
    elif _HASHTAGS.match(text):
        rest = text
    else:
        return []
    return split_keywords(rest)


def split_keywords(text: str) -> list[str]:
    """The tags in ``text``, a list with commas, bars, wide gaps or hash signs between the items."""
    text = text.strip(" \u00a0\t.")
    if _HASH.match(text):
        parts = [part.strip(" \u00a0,;|•·") for part in _HASH.split(text)]
    else:
        parts = _SIGNS.split(text)
        if len(parts) == 1 and len(text.split()) > _WORDS_OF_ONE_TAG:
            return []
    found: dict[str, str] = {}
    for part in parts:
        tag = part.strip(" \u00a0\"'“”.,;|")
        if tag and len(tag) <= _LONGEST_TAG:
            found.setdefault(key(tag) or tag, tag)
    return list(found.values())[:_MOST]
