"""Which lines are the body: the scorer's choice, corrected by what the rules are sure of."""

from __future__ import annotations

from typing import Final

from cleaners.rules.pack import Rule
from cleaners.text.draft import Draft
from cleaners.text.features import width
from cleaners.text.lines import Line

#: a line this wide with a sentence's end is prose (columns)
_PROSE: Final = 80
#: prose that the scorer is this sure of is kept against a rule (log-odds)
_OVERRULE: Final = 3.0
#: a comment heading this far down the body's text ends it
_CLOSING: Final = 0.5
#: teasers above the breadcrumb are at most this share of what is kept
_TEASERS: Final = 0.25
#: lines the scorer thinks less of are not taken in, whatever stands around them (log-odds)
_DOUBT: Final = -3.0
#: a sentence taken in at the body's edge has so many words
_SENTENCE: Final = 4
_STOPS: Final = frozenset('.!?…:;。！？”"')
#: how far below the body a rule may say that there is more of it, and how many lines a heading of such holds
_NEAR: Final = 3
_HELD: Final = 14


def settle_body(draft: Draft) -> None:
    """Correct ``draft.keep`` and find the body's extent."""
    _extent(draft)
    _apply_rules(draft)
    _drop_teasers(draft)
    _close(draft)
    _extent(draft)
    _fill(draft)
    _grow(draft)
    _hold(draft)
    _extent(draft)


def is_prose(line: Line) -> bool:
    """Whether a line reads like a paragraph: wide, and with a sentence's end."""
    text = line.text
    return width(text) >= _PROSE and any(mark in text for mark in (". ", ".", "?", "!", "…", "。", "！", "？", ":"))


def _extent(draft: Draft) -> None:
    kept = [i for i, keep in enumerate(draft.keep) if keep]
    solid = [i for i in kept if is_prose(draft.lines[i])] or kept
    draft.first, draft.last = (solid[0], solid[-1]) if solid else (len(draft.lines), -1)


def in_place(draft: Draft, index: int, rule: Rule) -> bool:
    """Whether line ``index`` stands where ``rule`` may stand, and in a run of the length it asks for."""
    if rule.where == "top" and index >= draft.first:
        return False
    if rule.where == "tail" and index <= draft.last:
        return False
    return rule.run <= 1 or _run_of(draft, index, rule) >= rule.run


def _run_of(draft: Draft, index: int, rule: Rule) -> int:
    def alike(i: int) -> bool:
        return any(hit.kind == rule.kind and hit.role == rule.role for hit in draft.lines[i].hits)

    low = high = index
    while low > 0 and index - low < rule.run and alike(low - 1):
        low -= 1
    while high + 1 < len(draft.lines) and high - index < rule.run and alike(high + 1):
        high += 1
    return high - low + 1


def _apply_rules(draft: Draft) -> None:
    for i, line in enumerate(draft.lines):
        if not line.hits or not draft.keep[i]:
            continue
        if draft.scores[i] > _OVERRULE and is_prose(line) and draft.first < i < draft.last:
            continue
        if any(rule.weight == "sure" and in_place(draft, i, rule) for rule in line.hits):
            draft.keep[i] = False


def _drop_teasers(draft: Draft) -> None:
    """A little prose above the breadcrumb is a teaser, perhaps of this very article."""
    kept = [len(line.text) if keep else 0 for line, keep in zip(draft.lines, draft.keep, strict=True)]
    total = sum(kept)
    before = 0
    for i, line in enumerate(draft.lines):
        if before > _TEASERS * total:
            return
        if before and any(rule.role == "section" and rule.weight == "sure" for rule in line.hits):
            draft.keep[:i] = [False] * i
            return
        before += kept[i]


def _close(draft: Draft) -> None:
    """A comment heading well down the page ends the body: what follows it are readers' words, however well put."""
    total = sum(len(line.text) for line, keep in zip(draft.lines, draft.keep, strict=True) if keep)
    before = 0
    for i, line in enumerate(draft.lines):
        if draft.keep[i]:
            before += len(line.text)
        elif before > _CLOSING * total and any(
            rule.heads and rule.kind == "comment" and rule.weight == "sure" for rule in line.hits
        ):
            draft.keep[i:] = [False] * (len(draft.lines) - i)
            return


def _is_free(line: Line) -> bool:
    """Whether no rule speaks against a line being body text."""
    return bool(line.text) and not any(rule.weight == "sure" or rule.heads for rule in line.hits)


def _fill(draft: Draft) -> None:
    """Take in what the body encloses: prose, and lines of the same cut as the kept ones around them (verse, lists)."""
    for i in range(draft.first + 1, draft.last):
        if draft.keep[i] or not _is_free(draft.lines[i]):
            continue
        if is_prose(draft.lines[i]):
            draft.keep[i] = draft.scores[i] > _DOUBT
        elif draft.keep[i - 1] and draft.keep[i + 1] and not draft.lines[i].hits:
            before, here, after = (width(line.text) for line in draft.lines[i - 1 : i + 2])
            draft.keep[i] = max(before, after) < _PROSE and 0.4 < here / max(before, after, 1) < 2.5


def _grow(draft: Draft) -> None:
    """Take in sentences right above and right below the body."""
    count = len(draft.lines)
    for edge, step in ((draft.first, -1), (draft.last, 1)):
        i = edge + step
        while 0 <= i < count and (draft.keep[i] or _continues(draft, i)):
            draft.keep[i] = True
            i += step


def _continues(draft: Draft, i: int) -> bool:
    line = draft.lines[i]
    if line.hits or line.text[-1:] not in _STOPS or draft.scores[i] < _DOUBT:
        return False
    return len(line.text.split()) >= _SENTENCE or width(line.text) >= _PROSE


def _hold(draft: Draft) -> None:
    """Rules may also say that a line is content: a form of address, the recipients of a decree and its signatories."""
    held = 0
    for i, line in enumerate(draft.lines):
        rule = next((r for r in line.hits if r.role == "body" and in_place(draft, i, r)), None)
        if rule is not None and draft.first <= i <= draft.last + _NEAR:
            draft.keep[i] = True
            held = _HELD if rule.heads else 0
        elif held and not any(r.weight == "sure" and r.role != "body" for r in line.hits):
            draft.keep[i] = True
            held -= 1
        else:
            held = 0
        if draft.keep[i]:
            draft.last = max(draft.last, i)
