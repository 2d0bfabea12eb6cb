"""The outlet an article is credited to: ``Nguồn Bắc Giang: http…``, ``Theo Dân trí``, ``来源：…``, ``Quelle: dpa``.

The label words are data (``source_words.json``). ``Theo`` (and ``According to``) also begins ordinary sentences: it
names a source only where a short name is all that follows.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Final

from cleaners.article import Source
from cleaners.metadata.words import CAPITALS, any_of, composed, load, primary
from cleaners.normalise import key

_ADDRESS: Final = re.compile(r"(?:https?://|www\.)[^\s<>\"“”]+", re.IGNORECASE)
_TAIL: Final = '.,;)]}>”"'
_DOMAIN: Final = re.compile(r"^(?:[\w-]+\.)+[a-z]{2,10}(?:/\S*)?$", re.IGNORECASE)
_LONGEST_LINE: Final = 400
_LONGEST_NAME: Final = 80
_CREDIT_LENGTH: Final = 60
_CREDIT_WORDS: Final = 7
_CJK: Final = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]")
_SENTENCE: Final = re.compile(r"[,;:?!…]|\.\s|\d{3}")
_FIELD_END: Final = re.compile(r"\s{2,}|\t|\s?[|•·]\s?|\s(?:作者|编辑|責任編輯|责任编辑|发布|时间|记者)|　")


@cache
def _labelled() -> re.Pattern[str]:
    words = load("source_words")
    return re.compile(
        rf"(?:^|[|•·\-–—(\[（【　/]\s*|(?<=[\d\u3400-\u9fff])\s+)(?P<label>{any_of(words['labels'])})"
        r"(?P<name>\s[^:：|]{2,50}?)?\s?[:：]\s*(?P<rest>.+)$",
        re.IGNORECASE,
    )


@cache
def _credit(language: str) -> re.Pattern[str]:
    table = load("source_words")["credits"]
    words = any_of(table["any"] + table.get(language, []))
    return re.compile(rf"^[\s(\[*\-–—•]*(?P<word>{words})[\s:：]+(?P<name>[^\s].*?)[\s)\].*]*$", re.IGNORECASE)


@cache
def _via() -> re.Pattern[str]:
    return re.compile(
        rf"^(?P<name>[{CAPITALS}][\w.&'’\- ]{{1,40}})\s(?:via|qua)\s(?P<via>[{CAPITALS}][\w.&'’\- ]{{1,40}})$"
    )


def read_source(text: str, language: str | None = None) -> Source | None:
    """The outlet named in the credit line ``text``, or ``None``.

    Give the credit alone (``Theo Dân trí``), not the paragraph it is glued to. ``language`` (BCP 47) adds words that
    credit an outlet in that language and mean too many other things elsewhere (``nach``, ``secondo``, ``from``).
    """
    line = composed(text).strip(" \u00a0\t•*")
    if not line or len(line) > _LONGEST_LINE:
        return None
    match = _labelled().search(line)
    if match is not None and match.start() <= _LONGEST_NAME:
        return _from_label(match)
    if len(line) > _CREDIT_LENGTH:
        return None
    match = _credit(primary(language)).match(line)
    if match is not None:
        return _from_credit(match["name"])
    match = _via().match(line)
    if match is None or match["name"].split()[0].lower() in _nobody() or not _names_outlet(match["via"]):
        return None
    return Source(match["via"].strip(), None)


def _from_label(match: re.Match[str]) -> Source | None:
    rest = match["rest"].strip()
    # "Nguồn Bắc Giang: http…" names the outlet between label and colon
    name = (match["name"] or "").strip() or None
    address = _ADDRESS.search(rest)
    if address is not None:
        url = _close(address[0])
        before = rest[: address.start()].strip(" -–—|:(,\u00a0")
        return Source(
            name or (before if 1 < len(before) <= _LONGEST_NAME else None), url if "://" in url else f"http://{url}"
        )
    if name is not None:
        return None
    rest = _FIELD_END.split(rest, maxsplit=1)[0].strip(" .,;)]}）】\"“”'*\u00a0")
    if _CJK.search(rest):
        # a reporter or a place follows after a blank
        rest = re.split(r"[\s()（）]", rest, maxsplit=1)[0]
    if not _names_outlet(rest):
        return None
    return Source(rest, None)


def _close(url: str) -> str:
    url = url.rstrip(_TAIL)
    return url + ")" if url.count("(") > url.count(")") else url


def _from_credit(name: str) -> Source | None:
    # "Theo MỘC LAN (VTC News)": the outlet is the one in brackets
    bracket = re.match(r"^(?P<who>[^()]+)\((?P<outlet>[^()]+)\)?$", name)
    name = (bracket["outlet"] if bracket else name).strip(" .\u00a0")
    if _SENTENCE.search(name) or not _names_outlet(name) or len(name.split()) > _CREDIT_WORDS:
        return None
    words = name.split()
    if _DOMAIN.match(name):
        return Source(name, None)
    person = words[0].lower() in _people()
    lower = sum(word[0].islower() for word in words[1:])
    if person or (words[0][0].islower() and not (len(words) == 1 and name.isascii())) or lower > 3:
        return None
    return Source(name, None)


@cache
def _people() -> frozenset[str]:
    return frozenset(load("source_words")["people"])


@cache
def _nobody() -> frozenset[str]:
    return frozenset(key(word) for word in load("source_words")["nobody"])


def _names_outlet(name: str) -> bool:
    if not 2 <= len(name) <= _LONGEST_NAME or key(name) in _nobody():
        return False
    if not any(char.isalpha() for char in name):
        return False
    return (
        len(name.split()) <= 12
        and not re.search(r"[.!?]\s+\w", name)
        and (len(name) <= 40 if _CJK.search(name) else True)
    )
