"""The roles of all lines that are neither body nor metadata: what kind of chrome, and which rule says so."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from typing import Final

from cleaners.normalise import key, plain_key
from cleaners.rules.pack import Rule
from cleaners.segments import Kind
from cleaners.text.body import in_place, is_prose
from cleaners.text.draft import Draft
from cleaners.text.lines import Line
from cleaners.text.phrases import any_of

REPEATED: Final = "text.repeated-line"

_CREDIT: Final = re.compile(rf"{any_of('picture_labels')}\s?[:：(]|{any_of('illustration_ends')}\)?$", re.IGNORECASE)
#: the number at the end of a picture's text, with the word for picture before it, as `plain_key` gives them
_NUMBERED: Final = re.compile(rf"{any_of('picture_keys')}?\d{{1,3}}$")
#: the number of a picture; the year of a date has more digits
_COUNTED: Final = re.compile(r"\D\d{1,3}$")
_LETTER: Final = re.compile(r"[^\W\d_]")
_ECHO_SHORTEST, _ECHO_LONGEST = 16, 240
#: an address has so many commas
_COMMAS: Final = 2
_STOPS: Final = frozenset('.!?…:;”"»)')
#: kinds that a line without letters is only beside a line of words that is the same, or under its heading
_FIGURES: Final = frozenset({"counter", "widget"})
#: a caption between two paragraphs has this many columns
_CAPTION: Final = range(12, 260)


def settle_rest(draft: Draft, heads: Callable[[int, int], bool] | None = None) -> None:
    """Give every open line that is not kept its role: caption, or removed with a kind.

    What stands below a heading of chrome belongs to it, as far as ``heads`` (heading, line) says so where it is known.
    """
    seen: dict[str, int] = {}
    _remove_echoes(draft)
    under: tuple[Kind, str] | None = None
    heading_at = 0
    title = draft.roles.index("title") if "title" in draft.roles else None
    for i, line in enumerate(draft.lines):
        if draft.keep[i]:
            under = None
            continue
        name = key(line.text) or line.text
        if under is not None and heads is not None and not heads(heading_at, i):
            under = None
        if draft.open(i):
            _settle(draft, i, name, seen, under, title)
        if line.hits and i > draft.first:
            heading = next(
                (r for r in line.hits if r.heads and r.kind == draft.kinds[i] and in_place(draft, i, r)), None
            )
            if heading is not None and heading.kind is not None:
                under, heading_at = (heading.kind, heading.id), i
            elif _begins_footer(draft, i) and under is not None and under[0] != "contact":
                under = None
        seen.setdefault(name, i)


def _begins_footer(draft: Draft, i: int) -> bool:
    """Whether line ``i`` is the site's own notice, below which no comments and no lists of articles go on."""
    return draft.kinds[i] == "copyright" or draft.roles[i] in ("licence", "rights")


def _remove_echoes(draft: Draft) -> None:
    """Picture texts that repeat the title, or one another, with a number: ``Title - Photo 3``, accents or not."""
    title = plain_key(
        " ".join(line.text for line, role in zip(draft.lines, draft.roles, strict=True) if role == "title")
    )
    stems: dict[int, str] = {}
    for i, line in enumerate(draft.lines):
        if not draft.open(i) or not line.text[-1:].isdigit():
            continue
        if not _ECHO_SHORTEST < len(line.text) <= _ECHO_LONGEST:
            continue
        numbered = _NUMBERED.search(plain_key(line.text))
        if numbered is not None and numbered.start() >= _ECHO_SHORTEST:
            stems[i] = numbered.string[: numbered.start()]
    shared = Counter(stems.values())
    for i, stem in stems.items():
        if stem in title or (title and title in stem) or (shared[stem] > 1 and _COUNTED.search(draft.lines[i].text)):
            draft.remove(i, "image_alt", "text.numbered-echo")
        elif shared[stem] > 1:
            draft.keep[i] = False  # printed again, though with the year of a date and not the number of a picture


def _settle(
    draft: Draft, i: int, name: str, seen: dict[str, int], under: tuple[Kind, str] | None, title: int | None
) -> None:
    line = draft.lines[i]
    if not line.text:
        draft.remove(i, "other", "text.unseen")
        return
    placed = [r for r in line.hits if in_place(draft, i, r)]
    chrome = [r for r in placed if r.kind]
    if _LETTER.search(line.text) is None:
        chrome = [r for r in chrome if r.kind not in _FIGURES or _is_beside(draft, i, r)]
    best = next((r for r in chrome if r.weight == "sure"), chrome[0]) if chrome else None
    inside = draft.first <= i <= draft.last
    if best is not None and best.kind is not None and (under is None or _LETTER.search(line.text) is not None):
        draft.remove(i, best.kind, best.id)
    elif (
        role := next((r for r in placed if r.role not in (None, "body")), None)
    ) is not None and role.role is not None:
        draft.give(i, role.role, role.id)
    elif name in seen and len(name) > 3:
        # what was chrome before is the same chrome again
        draft.remove(i, draft.kinds[seen[name]] or "duplicate", REPEATED)
    elif inside and _is_caption(draft, i):
        draft.give(i, "caption", "text.caption")
    elif under is not None:
        draft.remove(i, under[0], under[1])
    elif i < draft.first and _is_caption_above(draft, i, title):
        draft.give(i, "caption", "text.caption")
    else:
        draft.remove(i, _kind_by_place(draft, i), "text.place")


def _is_beside(draft: Draft, i: int, rule: Rule) -> bool:
    """Whether the line above or below line ``i`` is in words what ``rule`` says of the figures in this one."""
    words = [j for j in (i - 1, i + 1) if 0 <= j < len(draft.lines) and _LETTER.search(draft.lines[j].text) is not None]
    return any(draft.kinds[j] == rule.kind or any(r.kind == rule.kind for r in draft.lines[j].hits) for j in words)


def _is_caption(draft: Draft, i: int) -> bool:
    """Inside the body: a short line beside a picture's file name, printed twice, or with a photo credit."""
    line = draft.lines[i]
    if line.columns not in _CAPTION:
        return False
    around = [j for j in (i - 1, i + 1) if 0 <= j < len(draft.lines)]
    if _is_pictured(draft, i):
        return True
    # one line alone between paragraphs; several are a list of links
    return all(draft.keep[j] and is_prose(draft.lines[j]) for j in around) and not line.bullet


def _is_pictured(draft: Draft, i: int) -> bool:
    line = draft.lines[i]
    if _CREDIT.search(line.text):
        return True
    around = [j for j in (i - 1, i + 1) if 0 <= j < len(draft.lines)]
    if len(line.text.split()) >= 3 and any(key(draft.lines[j].text) == key(line.text) for j in around):
        return True
    return any(r.kind == "image_alt" for j in around for r in draft.lines[j].hits)


def _is_caption_above(draft: Draft, i: int, title: int | None) -> bool:
    """Between the title and the body: a line beside a picture's file name, printed twice, or with a photo credit."""
    if title is None or i < title or draft.lines[i].columns not in _CAPTION:
        return False
    return _is_pictured(draft, i) or (i + 1 == draft.first and len(draft.lines[i].text.split()) >= 6)


def _kind_by_place(draft: Draft, i: int) -> Kind:
    line = draft.lines[i]
    if is_prose(line) or _LETTER.search(line.text) is None:
        return "other"
    if i < draft.first:
        return "navigation"
    if i <= draft.last:
        return "related"
    if _is_address(line):
        return "contact"
    return "navigation" if line.columns < 25 else "related" if line.columns > 30 else "other"


def _is_address(line: Line) -> bool:
    """Whether a line reads like a postal address: ``5 Mill Road, Exampleton, EX4 7QD``."""
    return line.has_digit and line.text.count(",") >= _COMMAS and line.text[-1] not in _STOPS
