"""Which language a text is in: letters that only one language uses first, letter statistics after."""

from __future__ import annotations

import re
from typing import Final

from resiliparse.parse.lang import detect_fast

#: how much of a text is looked at (code points)
_SAMPLE: Final = 1500
#: ranks above this are mostly wrong (Resiliparse's own scale, lower is closer)
_CUTOFF: Final = 900
#: a text with fewer letters says too little for letter statistics
_FEWEST_LETTERS: Final = 20

_LETTERS: Final = "ăđơưạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹ"
_VIETNAMESE: Final = re.compile(f"[{_LETTERS}{_LETTERS.upper()}]")
_LETTER: Final = re.compile(r"[^\W\d_]")
# A tenth is enough for most: Japanese and Korean pages mix in Han and Latin letters.
_SCRIPTS: Final = (
    ("ko", re.compile("[\uac00-\ud7a3]"), 0.08),
    ("ja", re.compile("[\u3041-\u30fa]"), 0.08),
    ("th", re.compile("[\u0e01-\u0e4e]"), 0.08),
    ("el", re.compile("[\u0386-\u03ce]"), 0.08),
    ("he", re.compile("[\u05d0-\u05ea]"), 0.08),
    ("km", re.compile("[\u1780-\u17d3]"), 0.08),
    ("zh", re.compile("[\u4e00-\u9fff]"), 0.25),
)


def detect(text: str, hint: str | None = None) -> str | None:
    """The language of ``text`` (NFC) as a BCP 47 tag, or ``None`` when it says too little.

    ``hint`` (the caller's or the page's word) wins when it is given: it may carry a region, and a caller knows.
    """
    if hint:
        return hint
    sample = text[:_SAMPLE]
    if not sample.isascii():
        size = len(sample)
        if len(_VIETNAMESE.findall(sample)) > 0.05 * size:
            return "vi"
        for language, script, share in _SCRIPTS:
            if len(script.findall(sample)) > share * size:
                return language
    if len(_LETTER.findall(sample[: 4 * _FEWEST_LETTERS])) < _FEWEST_LETTERS:
        return None
    found, rank = detect_fast(sample)
    return None if found == "unknown" or rank > _CUTOFF else str(found)
