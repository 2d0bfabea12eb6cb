"""Taking out of the body what is known to recur over pages of the site."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import takewhile
from typing import Final

from cleaners.repetition import fingerprint
from cleaners.text.body import find_extent
from cleaners.text.draft import Draft

SITE_REPETITION: Final = "text.site-repetition"
#: inside the body, narrower lines are headings that a series of articles shares (columns)
_WIDE: Final = 40
#: a page of which more than this share would go is printed again, or one of a series written by a pattern
_MOST: Final = 0.5


def drop_repeated(draft: Draft, repeated: frozenset[int]) -> None:
    """Remove the lines of the body whose fingerprints (`cleaners.repetition`) are in ``repeated``.

    At the beginning and the end of the body every such line goes, between its paragraphs only wide ones. Nothing goes
    where that were more than half of the text. What is no body is decided as ever: a byline recurs by right.
    """
    if not repeated:
        return
    kept = [i for i, keep in enumerate(draft.keep) if keep]
    known = {i for i in kept if fingerprint(draft.lines[i].text) in repeated}

    def size(lines: Iterable[int]) -> int:
        return sum(len(draft.lines[i].text) for i in lines)

    if not known or size(known) > _MOST * size(kept):
        return
    head = set(takewhile(known.__contains__, kept))
    tail = set(takewhile(known.__contains__, reversed(kept)))
    for i in known:
        if i in head or i in tail or draft.lines[i].columns >= _WIDE:
            draft.remove(i, "duplicate", SITE_REPETITION)
    find_extent(draft)
