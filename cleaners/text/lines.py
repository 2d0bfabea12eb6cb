"""The lines of a raw text page, with their places in the text as sent."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Final

from cleaners.normalise import bare, fold_letters, is_clean, visible
from cleaners.rules.pack import Rule
from cleaners.text.repair import Mend

#: where a line ends: every line break Unicode knows, and the paragraph marks some exporters leave
_LINE: Final = re.compile(r"[^\n\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]+")
_BULLET: Final = re.compile(r"[•·▪■□◦●○◆►▶▸✓✔➤➢❖*-]\s")
_NUMBERED: Final = re.compile(r"\(?\d{1,3}[.)]\s")
#: no rule is matched against longer lines: they are prose, or several lines glued together (code points)
LONGEST_MATCHED: Final = 300


@dataclass(slots=True)
class Line:
    """One non-blank line. ``sent[start:end]`` is it as sent, without blanks around it.

    ``text`` is what a reader sees (NFC, blanks collapsed); ``plain`` is the form rules match, empty for long lines.
    ``gap`` counts the blank lines right before it, ``indent`` its leading blanks; ``hits`` are the rules that match.
    """

    start: int
    end: int
    text: str
    plain: str
    gap: int
    indent: int
    bullet: bool
    numbered: bool
    hits: list[Rule] = field(default_factory=list)


def split_lines(sent: str, mend: Mend | None = None) -> list[Line]:
    """All non-blank lines of ``sent`` in order; lines of unseen characters only are kept, with empty ``text``.

    ``mend`` repairs what is broken in a line before it is read; offsets stay those of ``sent``.
    """
    lines: list[Line] = []
    clean = mend is None and is_clean(sent)
    last = 0
    for match in _LINE.finditer(sent):
        piece = match.group()
        raw = piece.strip()
        if not raw:
            continue
        begin = match.start()
        start = begin + len(piece) - len(piece.lstrip())
        gap = sent.count("\n", last, start) - 1 if lines else 0
        last = start + len(raw)
        text = " ".join(raw.split()) if clean else visible(mend(raw) if mend else raw)
        lines.append(_line(raw, text, start, last, max(gap, 0), start - begin))
    return lines


def make_line(sent: str, start: int, end: int, gap: int, indent: int, mend: Mend | None = None) -> Line:
    """The line ``sent[start:end]``, which has no blanks around it."""
    raw = sent[start:end]
    return _line(raw, visible(mend(raw) if mend else raw), start, end, gap, indent)


def _line(raw: str, text: str, start: int, end: int, gap: int, indent: int) -> Line:
    plain = bare(fold_letters(text)) if len(text) <= LONGEST_MATCHED else ""
    bullet, numbered = _BULLET.match(raw) is not None, _NUMBERED.match(raw) is not None
    return Line(start, end, text, plain, gap, indent, bullet, numbered)
