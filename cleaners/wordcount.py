"""How many words a text has, also in scripts that do not part them by spaces."""

from __future__ import annotations

import re
from typing import Final

#: Chinese characters and kana, with the marks that repeat or lengthen them
_CJK: Final = (
    r"\u3005-\u3007\u3021-\u3029\u3038-\u303b\u3041-\u3096\u309d-\u309f\u30a1-\u30fa\u30fc-\u30ff\u31f0-\u31ff"
    r"\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uff66-\uff9f\U00020000-\U0003fffd"
)
#: letters and vowel signs of Thai, Lao, Burmese and Khmer; only a dictionary could tell their words apart
_UNPARTED: Final = (
    r"\u0e01-\u0e3a\u0e40-\u0e4e\u0e81-\u0ece\u0edc-\u0edf\u1000-\u103f\u1050-\u109f\u1780-\u17d3\u17dc\u17dd"
)
#: signs on the letters of a word that are no letters themselves (accents, vowel signs, joiners), where they are common
_SIGNS: Final = (
    r"\u0300-\u036f\u0483-\u0487\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u0610-\u061a\u064b-\u065f\u0670"
    r"\u06d6-\u06dc\u06df-\u06e8\u06ea-\u06ed\u0900-\u0963\u0971-\u0dff\u0f71-\u0f84\u0f8d-\u0fbc\u200c\u200d"
)
_LETTER: Final = rf"[^\W{_CJK}{_UNPARTED}]"

#: what makes counting more than a matter of runs of letters and digits
_UNCOMMON: Final = re.compile(f"[{_CJK}{_UNPARTED}{_SIGNS}]")
_PLAIN_WORD: Final = re.compile(r"\w+")
_CHARACTER: Final = re.compile(f"[{_CJK}]")
_RUN: Final = re.compile(f"[{_UNPARTED}]+")
_WORD: Final = re.compile(rf"{_LETTER}+(?:[{_SIGNS}]+{_LETTER}*)*")
#: the usual length of a word in a run that is not parted, in code points
_USUAL: Final = 5


def count_words(text: str) -> int:
    """The words of ``text``.

    Runs of letters and digits, each Chinese character and kana as one word (as word processors count), and a run of
    Thai, Lao, Burmese or Khmer as one word for every five characters.
    """
    if text.isascii() or not _UNCOMMON.search(text):  # the same count in two passes instead of three
        return len(_PLAIN_WORD.findall(text))
    runs = sum(max(1, round(len(run) / _USUAL)) for run in _RUN.findall(text))
    return len(_CHARACTER.findall(text)) + runs + len(_WORD.findall(text))
