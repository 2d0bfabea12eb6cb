"""The lead: the first paragraph, where the page sets it apart from those that follow."""

from __future__ import annotations

from typing import Final

from cleaners.text.facts import Facts

#: a lead has this many code points
_LEAD: Final = range(40, 700)
#: lines between the first paragraph and the second that set it apart (empty lines say nothing in raw text)
_APART: Final = frozenset({"date", "byline", "caption", "view_count", "title"})
_APART_KINDS: Final = frozenset({"related", "image_alt", "toolbar", "share", "duplicate", "widget"})


def find_lead(facts: Facts) -> None:
    """``lead``: a first paragraph apart from the second, or printed twice; it stays part of the text."""
    draft = facts.draft
    kept = [i for i, keep in enumerate(draft.keep) if keep]
    if len(kept) < 3 or not facts.titles:
        return
    first, second = kept[0], kept[1]
    text = draft.lines[first].text
    if len(text) not in _LEAD or first < min(facts.titles):
        return
    between = range(first + 1, second)
    printed_twice = draft.lines[second].text == text
    if printed_twice or any(draft.roles[i] in _APART or draft.kinds[i] in _APART_KINDS for i in between):
        draft.roles[first] = "lead"
        draft.rules[first] = "text.set-apart"
        facts.meta.lead = text
        facts.note("lead", text, "text.set-apart")
