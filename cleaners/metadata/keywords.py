"""Tags printed on the page: ``Từ khóa: a, b``, ``Tags: a; b``, ``#a #b``. Labels are data (``keyword_words.json``)."""

from __future__ import annotations

import re
from functools import cache
from typing import Final

from cleaners.metadata.words import any_of, composed, load
from cleaners.normalise import key

_LONGEST_LINE: Final = 1000
_LONGEST_TAG: Final = 80
_MOST: Final = 60
_HASHTAGS: Final = re.compile(
    r"^\W*(?:(?:[#＃](?=[^\W\d])[\w\-&.]+[\s,;|•·]*)+|[#＃](?=[^\W\d])[^#＃.:!?]{2,40}(?:[#＃](?=[^\W\d])[^#＃.:!?]{2,40})+)$"
)
#: forums leave the colon out; the article must tell then whether these are tags
_LABEL_WITHOUT_COLON: Final = re.compile(r"^[\s•*]{0,4}(?:Tags|TAGS|Tagged|Từ khóa|Từ khoá)\s+(?=[^\W\d])")
_HASH: Final = re.compile(r"[#＃]")
#: ``Topics: 1,204 Posts: 5,311``: what is counted is no tag
_COUNTS: Final = re.compile(r"\d[\d.,]*(?:\s*$|\W*\s[^\W\d_]+(?:\s[^\W\d_]+)?\s?:\s*\d)")
_SIGNS: Final = re.compile(r"\s*[,;，、；|•·]\s*|\s+[/–»]\s+|\t+|[ \u00a0\u3000]{2,}")
#: without a sign between them, more words than this may be several tags, and nothing tells where one ends
_WORDS_OF_ONE_TAG: Final = 4
_WORDS_OF_ONE_PHRASE: Final = 7
_MOST_WORDS: Final = 24
_TOKEN: Final = re.compile(r"\w+")


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


def read_keywords(text: str, article: str | None = None) -> list[str]:
    """The tags in a labelled line or a line of hash tags, as printed and without repeats; empty when it is neither.

    Several words with no sign between them (``Tags: thơ mùa nước nổi quê nhà``) could be cut anywhere: such a line
    gives nothing, unless ``article``, the text that is tagged, uses them in phrases that tell where to cut.
    """
    if len(text) > _LONGEST_LINE:
        return []
    text = composed(text)
    match = _label().match(text)
    if match is not None:
        return [] if _COUNTS.match(text, match.end()) else split_keywords(text[match.end() :], article)
    if _HASHTAGS.match(text):
        return split_keywords(text)
    match = _LABEL_WITHOUT_COLON.match(text)
    if match is not None and article is not None:
        return split_by_use(text[match.end() :], article)
    return []


def split_keywords(text: str, article: str | None = None) -> list[str]:
    """The tags in ``text``, a list with commas, bars, wide gaps or hash signs between the items; else as above."""
    text = composed(text).strip(" \u00a0\t.")
    if _HASH.match(text):
        parts = [part.strip(" \u00a0,;|•·") for part in _HASH.split(text)]
    else:
        parts = _SIGNS.split(text)
        if len(parts) == 1 and article is not None:
            parts = split_by_use(text, article)
        if len(parts) <= 1 and len(text.split()) > _WORDS_OF_ONE_TAG:
            return parts if article is not None else []
        parts = parts or [text]
    found: dict[str, str] = {}
    for part in parts:
        tag = part.strip(" \u00a0\"'“”.,;|")
        if len(tag) <= _LONGEST_TAG and any(map(str.isalpha, tag)):
            found.setdefault(key(tag) or tag, tag)
    return list(found.values())[:_MOST]


def split_by_use(text: str, article: str) -> list[str]:
    """``text`` cut into the fewest phrases that ``article`` uses word for word; empty when that cannot be done.

    Dynamic programming over the words of ``text``, at most 24 of them.
    """
    words = text.split()
    if len(words) > _MOST_WORDS:
        return []
    used = f" {' '.join(_TOKEN.findall(composed(article).casefold()))} "
    folded = [" ".join(_TOKEN.findall(word.casefold())) for word in words]
    best: list[list[str] | None] = [[]]
    for end in range(1, len(words) + 1):
        ways = [
            [*before, " ".join(words[start:end])]
            for start in range(max(0, end - _WORDS_OF_ONE_PHRASE), end)
            if (before := best[start]) is not None and f" {' '.join(folded[start:end])} " in used
        ]
        best.append(min(ways, key=len, default=None))
    return best[-1] or []
