"""Function words: the small words that prose of a language cannot do without and menus hardly use."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from typing import Final

import yaml

_FILE: Final = Path(__file__).parent / "data" / "function-words.yaml"
#: languages written without spaces between words
_UNSPACED: Final = frozenset({"zh", "ja", "th", "km"})


@lru_cache(maxsize=1)
def _lists() -> dict[str, frozenset[str]]:
    data: dict[str, str] = yaml.safe_load(_FILE.read_text(encoding="utf-8"))
    return {language: frozenset(words.split()) for language, words in data.items()}


@lru_cache(maxsize=8)
def _pattern(language: str) -> re.Pattern[str]:
    words = _lists()[language]
    return re.compile("|".join(sorted(words, key=lambda word: (-len(word), word))))


class FunctionWords:
    """The function words of one language, or of none that is known."""

    def __init__(self, language: str | None) -> None:
        primary = language.split("-")[0].lower() if language else ""
        self._words = _lists().get(primary, frozenset())
        self._pattern = _pattern(primary) if self._words and primary in _UNSPACED else None

    def share(self, text: str, words: Sequence[str]) -> float:
        """The share of function words in ``text``, 0 to 1; -1 where the language has no list.

        ``words`` are the text's words in lower case; scripts without spaces are searched as a whole.
        """
        if not self._words or not words:
            return -1.0
        if self._pattern is not None:
            return min(len(self._pattern.findall(text)) * 5 / len(text), 1.0)
        return sum(map(self._words.__contains__, words)) / len(words)


@lru_cache(maxsize=64)
def function_words(language: str | None) -> FunctionWords:
    """The function words of ``language`` (BCP 47); the same object each time."""
    return FunctionWords(language)
