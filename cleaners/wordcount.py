"""How many words a text has, also in scripts that do not part them by spaces."""

from __future__ import annotations

from typing import Final

import re2

#: Chinese characters and kana, with the marks that lengthen them: each counts as a word, as in word processors
_CHARACTER: Final = re2.compile(r"[\p{Han}\p{Hiragana}\p{Katakana}\x{30fc}\x{ff70}]")
#: letters and vowel signs of Thai, Lao, Burmese and Khmer; only a dictionary could tell their words apart
_RUN: Final = re2.compile(
    r"[\x{0e01}-\x{0e3a}\x{0e40}-\x{0e4e}\x{0e81}-\x{0ece}\x{0edc}-\x{0edf}"
    r"\x{1000}-\x{103f}\x{1050}-\x{109f}\x{1780}-\x{17d3}\x{17dc}\x{17dd}]+"
)
#: the usual length of a word in such a run, in code points
_RUN_WORD: Final = 5
#: letters and digits with the marks on them; joiners shape letters within a word
_WORD: Final = re2.compile(r"[\pL\pN_][\pL\pN\pM_\x{200c}\x{200d}]*")


def count_words(text: str) -> int:
    """The words of ``text``.

    Runs of letters and digits, each Chinese character and kana as one word, and a run of Thai, Lao, Burmese or Khmer
    as one word for every five characters.
    """
    rest, characters = _CHARACTER.subn(" ", text)
    runs = sum(max(1, round(len(run) / _RUN_WORD)) for run in _RUN.findall(rest))
    return characters + runs + len(_WORD.findall(_RUN.sub(" ", rest)))
