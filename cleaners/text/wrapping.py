"""Paragraphs that a hard wrap broke into lines."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import Final

from cleaners.text.draft import Draft
from cleaners.text.lines import Line

_ENDS: Final = re.compile(r"[.!?…:;。！？\"”’»)]$")
#: a hard-wrapped line is about this long (code points)
_WRAPPED: Final = range(45, 110)
#: so many lines that go on in lower case tell of a hard wrap
_BREAKS: Final = 3


def goes_on(above: Line, line: Line, widest: int = 0) -> bool:
    """Whether ``line`` continues the paragraph of the line ``above`` it.

    It does when it begins in lower case, or when its first word did not fit into a page of ``widest`` code points.
    """
    if line.gap or not line.text or len(above.text) not in _WRAPPED or _ENDS.search(above.text):
        return False
    return line.text[0].islower() or len(above.text) + 1 + len(line.text.partition(" ")[0]) > widest > 0


def wrap_width(draft: Draft) -> int:
    """The width at which the body's lines are hard-wrapped (code points), 0 where they are not."""
    kept = [line for line, keep in zip(draft.lines, draft.keep, strict=True) if keep]
    broken = [len(above.text) for above, line in pairwise(kept) if goes_on(above, line)]
    return max(broken) if len(broken) >= _BREAKS else 0


def keep_whole(draft: Draft) -> None:
    """Keep all lines of a paragraph of which some are kept."""
    joints = [
        i
        for i in range(1, len(draft.lines))
        if goes_on(draft.lines[i - 1], draft.lines[i]) and not draft.lines[i].hits and not draft.lines[i - 1].hits
    ]
    for i in joints:
        draft.keep[i] = draft.keep[i] or draft.keep[i - 1]
    for i in reversed(joints):
        draft.keep[i - 1] = draft.keep[i - 1] or draft.keep[i]
