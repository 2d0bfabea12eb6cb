"""Captions that read like the body around them."""

from __future__ import annotations

from typing import Final

from cleaners.text.draft import Draft

#: captions are at most so wide (columns)
_WIDEST: Final = 260


def is_credited_caption(draft: Draft, i: int) -> bool:
    """However well a caption reads: it stands beside a picture's text and ends with the photographer."""
    line = draft.lines[i]
    if not draft.first < i < draft.last or line.columns > _WIDEST or all(r.role != "caption" for r in line.hits):
        return False
    return any(rule.kind == "image_alt" for j in (i - 1, i + 1) for rule in draft.lines[j].hits)


def is_doubled_caption(draft: Draft, i: int) -> bool:
    """A short line that stands twice in a row between two paragraphs: a picture's text and its caption."""
    first = i - 1 if i and draft.lines[i - 1].text == draft.lines[i].text else i
    if draft.lines[i].is_prose or not draft.first < first or first + 2 > draft.last:
        return False
    pair, above, below = draft.lines[first : first + 2], draft.lines[first - 1], draft.lines[first + 2]
    return pair[0].text == pair[1].text and above.is_prose and below.is_prose and draft.keep[first - 1]
