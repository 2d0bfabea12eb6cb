"""How a line is read before anything is matched against it. Display text is made elsewhere."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from io import StringIO
from typing import Final

#: look-alikes of the Vietnamese letter đ that some keyboards and fonts produce
_LOOKALIKES: Final = str.maketrans({"Ð": "Đ", "Ɖ": "Đ", "ð": "đ"})
_LOOKALIKE: Final = re.compile("[ÐƉð]")

#: characters a reader does not see: zero-width, soft hyphen, directional marks, private use (icon fonts), controls
UNSEEN: Final = re.compile(
    "[\u00ad\u034f\u0332\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff\ufff9-\ufffb\ue000-\uf8ff"
    "\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\ud800-\udfff]+"
)
#: composing takes time with the square of the marks on one letter; nobody writes more (UAX #15, Stream-Safe Format)
_MOST_MARKS: Final = 30
#: every 64th character of a long text is looked at: where 16 in a row may be marks, a thousand may stand on one letter
_STEP: Final = 64
_MAYBE_MARKS: Final = re.compile(r"[^\w\s\x00-\x7f]{16}")
_NOT_ALNUM: Final = re.compile(r"[\W_]+")
_BLANKS: Final = re.compile(r"\s+")

# Old and new style put the tone of an open oa, oe, uy on different letters; the old style is taken.
# The pattern begins with a set of letters, so that the search skips over the others.
_TONED_PAIR: Final = re.compile(r"[oOuU](?<![qQ].)(?:(?<=[oO])[àáảãạèéẻẽẹÀÁẢÃẠÈÉẺẼẸ]|(?<=[uU])[ỳýỷỹỵỲÝỶỸỴ])(?!\w)")
#: longer texts are not remembered (code points)
_SHORT: Final = 120
_LEADERS: Final = " \t•·▪■□◦●○◆►▶▸*»›|–—-+✓✔➤➢❖"
_WRAPPERS: Final = " |[]•·"
_TRAILERS: Final = " |[]•·-–—"


def _tone_first(match: re.Match[str]) -> str:
    first, second = match[0][0], unicodedata.normalize("NFD", match[0][1])
    return unicodedata.normalize("NFC", first + second[1:]) + second[0]


def fold_tones(text: str) -> str:
    """Put the tone mark of open ``oa``, ``oe``, ``uy`` on the first vowel: ``hoá`` becomes ``hóa``."""
    return _TONED_PAIR.sub(_tone_first, text)


def heaps_marks(text: str) -> bool:
    """Whether ``text`` may have so many marks on one letter that composing it takes forever."""
    return len(text) > 16 * _STEP and _MAYBE_MARKS.search(text[::_STEP]) is not None


def composed(text: str) -> str:
    """``text`` in NFC. Of a thousand marks on one letter all but some are dropped, so that time grows with length."""
    if heaps_marks(text):
        kept = StringIO()
        marks = 0
        for sign in text:
            marks = marks + 1 if unicodedata.combining(sign) else 0
            if marks <= _MOST_MARKS:
                kept.write(sign)
        text = kept.getvalue()
    return unicodedata.normalize("NFC", text)


def visible(text: str) -> str:
    """``text`` in NFC with unseen characters dropped and blanks collapsed to single spaces."""
    if text.isascii() and (plain := " ".join(text.split())).isprintable():
        return plain
    # unseen characters go first: one between a letter and its mark would keep the two from being composed
    text = composed(UNSEEN.sub("", _BLANKS.sub(" ", text)))
    return " ".join(text.split())


def canonical(text: str) -> str:
    """The form rules are matched on: visible text, look-alike letters and tone placement folded."""
    return fold_letters(visible(text))


def fold_letters(text: str) -> str:
    """Visible ``text`` with look-alike letters and tone placement folded."""
    if text.isascii():
        return text
    if _LOOKALIKE.search(text):
        text = text.translate(_LOOKALIKES)
    return fold_tones(text)


def bare(line: str) -> str:
    """A canonical ``line`` without list bullets before it, brackets or bars around it, a dash after it.

    A line of nothing but such signs stays as it is.
    """
    return line.lstrip(_LEADERS).strip(_WRAPPERS).rstrip(_TRAILERS) or line


def key(text: str) -> str:
    """What two lines have in common when they say the same: letters and digits only, case folded."""
    return _remembered(text) if len(text) <= _SHORT else _key(text)


def _key(text: str) -> str:
    # most lines are words and blanks, which is told faster than it is searched
    folded = "".join(text.casefold().split())
    return folded if folded.isalnum() else _NOT_ALNUM.sub("", folded)


#: a page is asked for the same keys by several readers, and sites repeat their menus from page to page
_remembered: Final = lru_cache(maxsize=4096)(_key)


def plain_key(text: str) -> str:
    """`key` with accents folded too, as the texts of pictures often come without them."""
    folded = key(text.translate(_LOOKALIKES))
    if not folded.isascii():
        folded = "".join([c for c in unicodedata.normalize("NFD", folded) if not "\u0300" <= c <= "\u036f"])
    return folded.replace("đ", "d")
