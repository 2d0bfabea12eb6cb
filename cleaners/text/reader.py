"""From the text as sent to its lines: split, taken apart where they are glued, and matched against the rules."""

from __future__ import annotations

import itertools
from dataclasses import dataclass
from typing import Final

from cleaners.language import detect
from cleaners.metadata.names import looks_like_name, read_byline
from cleaners.metadata.source import read_source
from cleaners.normalise import bare, canonical
from cleaners.rules.engine import RuleBook, RuleSet
from cleaners.text.glue import seams
from cleaners.text.lines import LONGEST_MATCHED, Line, make_line, split_lines
from cleaners.text.repair import Mend, Repair, find_repair

#: a piece of a glued line counts as a name from this score on
_NAME: Final = 0.6
#: … and as a byline of some other shape from this score on, up to this length (code points)
_SURE: Final = 0.85
_BYLINE: Final = 60
#: shorter lines hold no two things (code points)
_GLUED: Final = 16
_CREDITS: Final = frozenset({"byline", "source"})
#: how much of the page's longer lines the language is told from, and from what length a line is one (code points)
_SAMPLE: Final = 1500
_LONG: Final = 60


@dataclass(slots=True, frozen=True)
class Reading:
    """A page read: its lines with the rules that match each, the language they are in, and what had to be mended."""

    lines: list[Line]
    language: str | None
    rules: RuleSet
    repair: Repair


def read_lines(sent: str, hint: str | None, book: RuleBook) -> Reading:
    """Read the page ``sent``; ``hint`` is the language its sender names, if any."""
    repair = find_repair(sent)
    lines = split_lines(sent, repair.mend)
    language = language_of(lines, hint)
    rules = book.for_language(language)
    pieces: list[Line] = []

    def recognised(piece: str, credit_only: bool) -> bool:
        plain = bare(canonical(repair.mend(piece) if repair.mend else piece))
        if len(plain) < 2 or len(plain) > LONGEST_MATCHED:
            return False
        hits = rules.match(plain)
        if credit_only and any(rule.role == "caption" for rule in hits):
            return False  # a photographer's name closes a caption and is one piece with it
        if any(rule.role in _CREDITS if credit_only else rule.role or rule.weight == "sure" for rule in hits):
            return True
        if looks_like_name(plain, language) >= _NAME:
            return True
        if len(plain) > _BYLINE:
            return False
        byline = read_byline(plain, language=language)
        return (byline is not None and byline.score >= _SURE) or read_source(plain, language) is not None

    for line in lines:
        if len(line.text) < _GLUED:
            pieces.append(line)
            continue
        cuts = seams(sent[line.start : line.end], recognised)
        pieces += _cut(sent, line, cuts, repair.mend) if cuts else (line,)
    for line in pieces:
        if line.plain:
            line.hits = rules.match(line.plain)
    return Reading(pieces, language, rules, repair)


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


def _cut(sent: str, line: Line, cuts: list[int], mend: Mend | None) -> list[Line]:
    pieces: list[Line] = []
    edges = [line.start, *(line.start + cut for cut in cuts), line.end]
    for start, end in itertools.pairwise(edges):
        raw = sent[start:end]
        if raw.strip():
            begin = start + len(raw) - len(raw.lstrip())
            pieces.append(make_line(sent, begin, begin + len(raw.strip()), 0 if pieces else line.gap, 0, mend))
    pieces[0].indent = line.indent
    return pieces
