"""From the text as sent to its lines: split, taken apart where they are glued, and matched against the rules."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from cleaners.language import detect
from cleaners.rules.engine import RuleBook, RuleSet
from cleaners.text.glue import seams
from cleaners.text.lines import Line, is_merged, make_line, split_lines
from cleaners.text.recogniser import recogniser
from cleaners.text.repair import Mend, Repair, find_repair

#: how much of the page's longer lines the language is told from, and from what length a line is one (code points)
_SAMPLE: Final = 1500
_LONG: Final = 60


@dataclass(slots=True, frozen=True)
class Reading:
    """A page read: its lines with the rules that match each, their language, the rules in force, what was mended."""

    lines: list[Line]
    language: str | None
    rules: RuleSet
    repair: Repair
    warnings: tuple[str, ...]


def read_lines(sent: str, hint: str | None, book: RuleBook) -> Reading:
    """Read the page ``sent``; ``hint`` is the language its sender names, if any."""
    repair = find_repair(sent)
    mend = repair.mend
    lines = split_lines(sent, mend)
    language = language_of(lines, hint)
    rules = book.for_language(language)
    known = recogniser(rules, language)
    pieces: list[Line] = []
    for line in lines:
        raw = sent[line.start : line.end]
        cuts = known.cuts(raw) if mend is None else seams(raw, lambda p, credit: known.recognise(mend(p), credit))
        if cuts:
            pieces += _cut(sent, line, cuts, mend)
        else:
            pieces.append(line)
    match = rules.match
    for line in pieces:
        if line.plain:
            line.hits = match(line.plain)
    merged = any(is_merged(sent[line.start : line.end]) for line in pieces)
    warnings = (*repair.warnings, "fast-fallback") if merged else repair.warnings
    return Reading(pieces, language, rules, repair, warnings)


def language_of(lines: list[Line], hint: str | None) -> str | None:
    """The language of the page's prose; its menus may be in another."""
    taken: list[str] = []
    size = 0
    for line in lines:
        if len(line.text) >= _LONG:
            taken.append(line.text[:_SAMPLE])
            size += len(line.text)
            if size > _SAMPLE:
                break
    if size < 2 * _LONG:
        taken = [line.text for line in lines[:200]]
    return detect(" ".join(taken), hint)


def _cut(sent: str, line: Line, cuts: Sequence[int], mend: Mend | None) -> list[Line]:
    pieces: list[Line] = []
    for start, end in pairwise([line.start, *(line.start + cut for cut in cuts), line.end]):
        raw = sent[start:end]
        if raw.strip():
            begin = start + len(raw) - len(raw.lstrip())
            pieces.append(make_line(sent, begin, begin + len(raw.strip()), 0 if pieces else line.gap, 0, mend))
    pieces[0].indent = line.indent
    return pieces
