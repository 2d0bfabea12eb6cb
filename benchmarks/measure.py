"""How near an answer comes to the gold of its page.

Body: precision and recall over shingles of four words (bags, so a passage printed twice counts twice), after neutral
passages are taken out of the answer - the measure of Scrapinghub's article extraction benchmark. Paragraphs and
lines: what a reader would notice, a paragraph lost or a line of chrome left. Metadata: equal or not, after folding
of what is typography only.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

SHINGLE_WORDS: Final = 4
#: a neutral passage shorter than this is taken out only where it is a line of its own: its words may be body elsewhere
_FREE_NEUTRAL_WORDS: Final = 3
_RUN_WORDS: Final = 3
_WORD: Final = re.compile(r"\w+")
_MOMENTS: Final = frozenset({"published_at", "modified_at"})
_DAY: Final = len("2021-01-15")

Words = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class BodyScore:
    """Shares of the answer's shingles that are gold (``precision``) and of the gold's that came back (``recall``)."""

    precision: float
    recall: float


@dataclass(frozen=True, slots=True)
class LineScore:
    """Gold paragraphs that came back unbroken, and lines of the answer that are chrome, each with its total."""

    paragraphs_found: int
    paragraphs: int
    chrome_lines: int
    lines: int


def fold(text: str) -> str:
    """``text`` in NFC, blanks collapsed, case folded."""
    return " ".join(unicodedata.normalize("NFC", text).split()).casefold()


def words(text: str) -> Words:
    """The words of ``text`` as they are compared."""
    return tuple(_WORD.findall(fold(text)))


def f1(precision: float, recall: float) -> float:
    """The harmonic mean of ``precision`` and ``recall``; 0 when both are."""
    return 2 * precision * recall / (precision + recall) if precision + recall else 0.0


def shingles(tokens: Sequence[str], size: int = SHINGLE_WORDS) -> Counter[Words]:
    """The bag of runs of ``size`` words; of single words when there are fewer than ``size``."""
    if len(tokens) < size:
        size = 1
    return Counter(zip(*(tokens[start:] for start in range(size)), strict=False))


def body_score(gold: Sequence[str], neutral: Sequence[str], answer: str) -> BodyScore:
    """Precision and recall of ``answer`` against the ``gold`` paragraphs; ``neutral`` passages count neither way."""
    wanted = shingles([word for part in gold for word in words(part)])
    given = shingles(_judged_words(gold, neutral, answer))
    shared = (wanted & given).total()
    return BodyScore(
        precision=shared / given.total() if given else float(not wanted),
        recall=shared / wanted.total() if wanted else float(not given),
    )


def line_score(gold: Sequence[str], neutral: Sequence[str], answer: str) -> LineScore:
    """Paragraphs found and chrome lines left.

    A line is chrome when it neither holds nor lies in a gold or neutral passage and fewer than half of its runs of
    three words are found in one.
    """
    whole_answer = _padded(words(answer))
    passages = [words(part) for part in (*gold, *neutral)]
    padded = [_padded(passage) for passage in passages]
    known = {run for passage in passages for run in _runs(passage)}
    chrome = lines = 0
    for line in answer.split("\n"):
        tokens = words(line)
        if not tokens:
            continue
        lines += 1
        printed = _padded(tokens)
        if any(printed in passage or passage in printed for passage in padded):
            continue
        runs = _runs(tokens)
        if not runs or 2 * sum(run in known for run in runs) < len(runs):
            chrome += 1
    found = sum(passage in whole_answer for passage in padded[: len(gold)])
    return LineScore(found, len(gold), chrome, lines)


def snippet_found(snippet: str, answer: str) -> bool:
    """Whether ``snippet`` is in ``answer``, blanks and case aside."""
    return fold(snippet) in fold(answer)


def same_value(field: str, gold: Any, given: Any) -> bool:
    """Whether ``given`` is the ``gold`` value of a metadata ``field``; ``{"any": [...]}`` accepts each of its values.

    ``published_at`` and ``modified_at`` are compared as moments, as days where the gold has only a day, and as local
    clock times where only one of the two names a zone.
    """
    if isinstance(gold, dict) and gold.keys() == {"any"}:
        return any(same_value(field, choice, given) for choice in gold["any"])
    if field in _MOMENTS:
        return gold is given if gold is None or given is None else _same_moment(gold, given)
    if isinstance(gold, Mapping):
        return isinstance(given, Mapping) and all(same_value("", gold[key], given.get(key)) for key in gold)
    if isinstance(gold, list):
        return isinstance(given, list) and list(map(fold, gold)) == list(map(fold, given))
    if isinstance(gold, str) and isinstance(given, str):
        return fold(gold) == fold(given)
    return bool(gold == given)


def _same_moment(gold: str, given: str) -> bool:
    if len(gold) <= _DAY:
        return given[:_DAY] == gold
    try:
        left, right = datetime.fromisoformat(gold), datetime.fromisoformat(given)
    except ValueError:
        return False
    if (left.tzinfo is None) != (right.tzinfo is None):
        left, right = left.replace(tzinfo=None), right.replace(tzinfo=None)
    return left == right


def _padded(tokens: Iterable[str]) -> str:
    """Words with a blank on each side, so that a substring is always made of whole words."""
    return f" {' '.join(tokens)} "


def _runs(tokens: Words) -> list[Words]:
    return list(zip(*(tokens[start:] for start in range(_RUN_WORDS)), strict=False))


def _judged_words(gold: Sequence[str], neutral: Sequence[str], answer: str) -> list[str]:
    """The words of ``answer`` without its neutral passages, so that the body around them meets again.

    Lines that are a neutral passage go first. Longer neutral passages are then cut wherever they stand, longest first,
    but never so often that a passage the body says too would be missing.
    """
    body_parts = [words(part) for part in gold]
    dropped = {words(part) for part in neutral}.difference(body_parts)
    lines = (words(line) for line in answer.split("\n"))
    rest = _padded(word for line in lines if line not in dropped for word in line)
    body = _padded(word for part in body_parts for word in part)
    for part in sorted(neutral, key=len, reverse=True):
        passage = words(part)
        if len(passage) < _FREE_NEUTRAL_WORDS:
            continue
        needle = _padded(passage)
        surplus = rest.count(needle) - body.count(needle)
        if surplus > 0:
            rest = rest.replace(needle, " ", surplus)
    return rest.split()
