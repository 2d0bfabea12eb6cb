"""Whether a piece of a line is something by itself: chrome, a line of metadata, a name."""

from __future__ import annotations

from functools import lru_cache
from typing import Final

from cleaners.metadata.names import looks_like_name, read_byline
from cleaners.metadata.source import read_source
from cleaners.normalise import bare, canonical
from cleaners.rules.engine import RuleSet
from cleaners.text.glue import seams
from cleaners.text.lines import LONGEST_MATCHED

#: a piece of a glued line counts as a name from this score on
_NAME: Final = 0.6
#: … and as a byline of some other shape from this score on, up to this length (code points)
_SURE: Final = 0.85
_BYLINE: Final = 60
#: shorter lines hold no two things (code points)
_GLUED: Final = 16
_CREDITS: Final = frozenset({"byline", "source"})
#: sites repeat their lines from page to page: short ones are remembered (code points, lines)
_SHORT: Final = 90
_REMEMBERED: Final = 4096


class Recogniser:
    """Recognises pieces of lines by the rules and the names of one language, and cuts lines glued from such pieces."""

    def __init__(self, rules: RuleSet, language: str | None) -> None:
        self._rules = rules
        self._language = language
        self._remembered = lru_cache(maxsize=_REMEMBERED)(self._recognise)
        self._remembered_cuts = lru_cache(maxsize=_REMEMBERED)(self._cuts)

    def recognise(self, piece: str, credit_only: bool) -> bool:
        """Whether ``piece`` is something by itself; with ``credit_only``, whether it is a credit."""
        return (self._remembered if len(piece) <= _SHORT else self._recognise)(piece, credit_only)

    def cuts(self, raw: str) -> tuple[int, ...]:
        """Where to cut the line ``raw``: offsets in ascending order, nearly always none."""
        if len(raw) < _GLUED:
            return ()
        return self._remembered_cuts(raw) if len(raw) <= _SHORT else self._cuts(raw)

    def _cuts(self, raw: str) -> tuple[int, ...]:
        return tuple(seams(raw, self.recognise))

    def _recognise(self, piece: str, credit_only: bool) -> bool:
        plain = bare(canonical(piece))
        if not 2 <= len(plain) <= LONGEST_MATCHED:
            return False
        hits = self._rules.match(plain)
        if credit_only and any(rule.role == "caption" for rule in hits):
            return False  # a photographer's name closes a caption and is one piece with it
        if any(rule.role in _CREDITS if credit_only else rule.role or rule.weight == "sure" for rule in hits):
            return True
        if looks_like_name(plain, self._language) >= _NAME:
            return True
        if len(plain) > _BYLINE:
            return False
        byline = read_byline(plain, language=self._language)
        return (byline is not None and byline.score >= _SURE) or read_source(plain, self._language) is not None


@lru_cache(maxsize=32)
def recogniser(rules: RuleSet, language: str | None) -> Recogniser:
    """The recogniser for ``rules`` and ``language``; the same one each time, for what it remembers."""
    return Recogniser(rules, language)
