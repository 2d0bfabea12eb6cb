"""The lines of a raw text page, with their places in the text as sent."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final, NamedTuple

from cleaners.normalise import bare, fold_letters, heaps_marks, visible
from cleaners.rules.pack import Rule
from cleaners.text.repair import Mend

_BULLETS: Final = frozenset("•·▪■□◦●○◆►▶▸✓✔➤➢❖*-")
_DIGIT: Final = re.compile(r"\d")
_NUMBERED: Final = re.compile(r"\(?\d{1,3}[.)]\s")
#: no rule is matched against longer lines: they are prose, or several lines glued together (code points)
LONGEST_MATCHED: Final = 300
#: a word takes at most so many letters on average, whatever the script (code points)
_LETTERS: Final = 8
#: a line this wide with one of these marks is prose (columns)
_PROSE: Final = 80
_MARKS: Final = ".:?!…。！？"
#: pages of more lines have long runs of short ones read in part: at first so many lines at each end of a run, fewer and
#: fewer the more lines there are
_MANY: Final = 20_000
_ENDS: Final = 1000
_FEWEST_ENDS: Final = 2
#: unseen characters that Python takes for printable ones
_UNSEEN_MARKS: Final = ("\u034f", "\u0332")
#: UTF-8 begins the letters of scripts without spaces with these bytes
_WIDE: Final = bytes([*range(0xE3, 0xEE), 0xEF])
#: sites repeat their menus from page to page: what short lines look like is remembered (code points, lines)
_SHORT: Final = 90
_REMEMBERED: Final = 16384


@dataclass(slots=True)
class Line:
    """One non-blank line. ``sent[start:end]`` is it as sent, without blanks around it.

    ``text`` is what a reader sees (NFC, blanks collapsed), ``columns`` its `width`, ``words`` about how many it holds,
    ``is_prose`` whether it reads like a paragraph: wide, and with a sentence's end. ``plain`` is the form rules match,
    empty for long lines. ``bullet`` and ``numbered`` say what it begins with, ``has_digit`` what is in it. ``gap``
    counts the blank lines right before it, ``indent`` its leading blanks; ``hits`` are the rules that match.
    """

    start: int
    end: int
    text: str
    plain: str
    columns: int
    words: int
    is_prose: bool
    bullet: bool
    numbered: bool
    has_digit: bool
    gap: int
    indent: int
    hits: Sequence[Rule] = ()


class _Look(NamedTuple):
    """What a line's text alone tells; the fields are those of `Line`."""

    plain: str
    columns: int
    words: int
    is_prose: bool
    bullet: bool
    numbered: bool
    has_digit: bool


def split_lines(sent: str, mend: Mend | None = None) -> list[Line]:
    """All non-blank lines of ``sent`` in order; lines of unseen characters only are kept, with empty ``text``.

    Lines end where Unicode says so, and at the paragraph marks some exporters leave (as `str.splitlines` has it).
    ``mend`` repairs what is broken in a line before it is read; offsets stay those of ``sent``.
    """
    lines: list[Line] = []
    composed = mend is None and not heaps_marks(sent) and unicodedata.is_normalized("NFC", sent)
    composed = composed and not any(c in sent for c in _UNSEEN_MARKS)
    following = breaks = 0
    for piece in _pieces(sent):
        begin, following = following, following + len(piece)
        raw = piece.strip()
        if raw:
            indent = 0 if piece[0] == raw[0] else len(piece) - len(piece.lstrip())
            start = begin + indent
            gap = breaks - 1 if breaks > 1 and lines else 0
            text = _seen(raw) if composed else visible(mend(raw) if mend else raw)
            look = _remembered(text) if len(text) <= _SHORT else _look(text)
            if look.is_prose and is_merged(raw):
                look = look._replace(columns=_PROSE - 1, is_prose=False)
            lines.append(Line(start, start + len(raw), text, *look, gap, indent))
            breaks = 0
        breaks += piece[-1] == "\n"
    return lines


def is_merged(raw: str) -> bool:
    """Whether ``raw``, a line as sent, is a run of short lines taken as one, as enormous pages have it."""
    return "\n" in raw


def _pieces(sent: str) -> list[str]:
    """The lines of ``sent`` with their ends.

    On a page of very many lines, long runs of short lines are read at both ends only: what lies between is one piece.
    The more lines, the less of each run is read, so that a million lines cost little more than their characters.
    """
    pieces = sent.splitlines(keepends=True)
    if len(pieces) <= _MANY:
        return pieces
    ends = max(_FEWEST_ENDS, _ENDS * _MANY**2 // len(pieces) ** 2)
    found: list[str] = []
    start = 0
    for stop in [*(i for i, piece in enumerate(pieces) if len(piece) >= _PROSE), len(pieces)]:
        if stop - start > 3 * ends:
            found += pieces[start : start + ends]
            found.append("".join(pieces[start + ends : stop - ends]))
            start = stop - ends
        found += pieces[start : stop + 1]
        start = stop + 1
    return found


def make_line(sent: str, start: int, end: int, gap: int, indent: int, mend: Mend | None = None) -> Line:
    """The line ``sent[start:end]``, which has no blanks around it."""
    raw = sent[start:end]
    text = visible(mend(raw) if mend else raw)
    return Line(start, end, text, *_look(text), gap, indent)


def seen_line(text: str, start: int, gap: int) -> Line:
    """The line ``text``, which is as a reader sees it already and stands at ``start``."""
    return Line(start, start + len(text), text, *(_remembered(text) if len(text) <= _SHORT else _look(text)), gap, 0)


def width(text: str) -> int:
    """Columns of ``text``: letters of scripts without spaces count twice, as one of them says as much as two."""
    if text.isascii():
        return len(text)
    data = text.encode("utf-8", "surrogatepass")
    return len(text) + len(data) - len(data.translate(None, _WIDE))


def _seen(raw: str) -> str:
    """`visible` for text that is composed: nearly every line is as it should be, or is so with its blanks folded."""
    if raw.isprintable() and "  " not in raw:
        return raw
    folded = " ".join(raw.split())
    return folded if folded.isprintable() else visible(raw)


def _look(text: str) -> _Look:
    if not text:
        return _Look("", 0, 0, False, False, False, False)
    columns = width(text)
    first, blanks = text[0], text.count(" ")
    return _Look(
        bare(fold_letters(text)) if len(text) <= LONGEST_MATCHED else "",
        columns,
        # scripts without spaces: about three letters say as much as a word
        blanks + 1 if text.isascii() else max(blanks + 1, len(text) // _LETTERS),
        columns >= _PROSE and any(mark in text for mark in _MARKS),
        first in _BULLETS and text[1:2] == " ",
        (first == "(" or first.isdigit()) and _NUMBERED.match(text) is not None,
        _DIGIT.search(text) is not None,
    )


_remembered: Final = lru_cache(maxsize=_REMEMBERED)(_look)
