"""Which blocks of the page an extractor's text consists of: the page's own blocks are what is shown and counted."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from typing import Final

from cleaners.normalise import composed

_WORD: Final = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]|[^\W_\u3040-\u30ff\u3400-\u9fff]+")
#: letters that are a word each; without them, or underscores, a simpler pattern finds the same words faster
_SINGLE: Final = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]")
_PLAIN_WORD: Final = re.compile(r"\w+")
_PARTING: Final = {number: " " for number in range(128) if not chr(number).isalnum()}
#: share of a block's runs of three words that must come back
_ENOUGH: Final = 0.6
#: blocks of fewer words are told by where they stand
_SHORT: Final = 3
#: a short block this many blocks from the next kept one is no part of the text
_STRAY: Final = 6
#: how far (words) a very short block may stand from where the one before it ended
_REACH: Final = 3

_Run = tuple[str, str, str]


def words(text: str) -> list[str]:
    """The words of ``text`` (NFC) in lower case; ideographs and kana count one each."""
    if text.isascii():  # ten times quicker, and the same
        return text.lower().translate(_PARTING).split()
    text = text.lower()
    return _WORD.findall(text) if "_" in text or _SINGLE.search(text) else _PLAIN_WORD.findall(text)


class Projection:
    """An extractor's text, indexed for looking blocks up in it."""

    def __init__(self, text: str) -> None:
        self.words: Final = words(composed(text))
        tokens = self.words
        # most runs occur once: a list for each would cost more than all the rest
        first: dict[_Run, int] = {}
        more: dict[_Run, list[int]] = {}
        for number, run in enumerate(zip(tokens, tokens[1:], tokens[2:], strict=False)):
            before = first.setdefault(run, number)
            if before != number:
                if run in more:
                    more[run].append(number)
                else:
                    more[run] = [before, number]
        self._first: Final = first
        self._more: Final = more

    def covers(self, blocks: Sequence[list[str]]) -> list[bool]:
        """For each block (its words), whether it is part of the text.

        Blocks of three words and more are looked up by their runs of three words. Shorter ones must stand
        where the block before them ended, or be a line of the text next to a block that is part of it.
        """
        kept: list[bool] = []
        first, more = self._first, self._more
        position = 0
        for block in blocks:
            size = len(block)
            if size < _SHORT:
                found = self._near(block, position)
                kept.append(found >= 0)
                if found >= 0:
                    position = found + size
                continue
            runs = list(zip(block, block[1:], block[2:], strict=False))
            hits = [run for run in runs if run in first]
            good = len(hits) >= _ENOUGH * len(runs)
            kept.append(good)
            if good and hits:
                places = more.get(hits[-1]) or [first[hits[-1]]]
                position = places[min(bisect_left(places, position), len(places) - 1)] + 3
        self._drop_strays(blocks, kept)
        self._once(blocks, kept)
        return kept

    def _near(self, block: list[str], position: int) -> int:
        size = len(block)
        tokens = self.words
        if size:
            for start in range(position, min(position + _REACH + 1, len(tokens))):
                if tokens[start : start + size] == block:
                    return start
        return -1

    @staticmethod
    def _drop_strays(blocks: Sequence[list[str]], kept: list[bool]) -> None:
        """Very short blocks far from any longer kept one matched by chance."""
        last: int | None
        near = [False] * len(blocks)
        for order in (range(len(blocks)), range(len(blocks) - 1, -1, -1)):
            last = None
            for number in order:
                if kept[number]:
                    if len(blocks[number]) >= _SHORT:
                        last = number
                    elif last is not None and abs(number - last) <= _STRAY:
                        near[number] = True
                        if len(blocks[number]) > 0:
                            last = number
        for number, block in enumerate(blocks):
            if kept[number] and len(block) < _SHORT and not near[number]:
                kept[number] = False

    def _once(self, blocks: Sequence[list[str]], kept: list[bool]) -> None:
        """Of blocks that say the same, keep as many as the text holds: those among most other kept ones."""
        groups: dict[tuple[str, ...], list[int]] = {}
        for number, block in enumerate(blocks):
            if kept[number]:
                groups.setdefault(tuple(block), []).append(number)
        for said, numbers in groups.items():
            if len(numbers) < 2:
                continue
            allowed = self._count(said)
            if allowed >= len(numbers):
                continue

            def company(number: int) -> int:
                return sum(kept[max(0, number - 4) : number + 5])

            for number in sorted(numbers, key=company, reverse=True)[max(1, allowed) :]:
                kept[number] = False

    def _count(self, said: tuple[str, ...]) -> int:
        """How often the text says ``said``."""
        if len(said) >= _SHORT:
            runs = Counter(zip(said, said[1:], said[2:], strict=False))
            return min(self._occurrences(run) // count for run, count in runs.items())
        tokens = self.words
        return sum(tuple(tokens[at : at + len(said)]) == said for at, word in enumerate(tokens) if word == said[0])

    def _occurrences(self, run: _Run) -> int:
        return len(self._more[run]) if run in self._more else int(run in self._first)
