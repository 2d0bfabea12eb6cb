"""Which lines are the body: the scorer's choice, corrected by what the rules are sure of."""

from __future__ import annotations

import re
from typing import Final

from cleaners.metadata.dates import read_date
from cleaners.rules.pack import Rule
from cleaners.text.captions import is_credited_caption, is_doubled_caption
from cleaners.text.draft import Draft
from cleaners.text.lines import Line
from cleaners.text.wrapping import keep_whole

#: a line this wide with a sentence's end is prose (columns)
_PROSE: Final = 80
#: prose that the scorer is this sure of is kept against a rule (log-odds)
_OVERRULE: Final = 3.0
#: a comment heading this far down the body's text ends it
_CLOSING: Final = 0.5
#: … or one below so many paragraphs
_ENOUGH: Final = 4
#: a line with a date this short (code points), no further below the body's first line, is its date line
_DATE, _OPENING = 40, 3
#: a teaser's title has at least so many code points
_TITLE: Final = 25
#: teasers above the breadcrumb are at most this share of what is kept
_TEASERS: Final = 0.25
#: lines the scorer thinks less of are not taken in, whatever stands around them (log-odds)
_DOUBT: Final = -3.0
#: … and a paragraph without a sentence's end is taken in from this score and width on (columns)
_DISBELIEF, _GLUED = -1.5, 120
#: a speaker's label has at most so many code points
_LABEL: Final = 30
#: a sentence taken in at the body's edge has so many words
_SENTENCE: Final = 4
#: a run of short lines inside the body is kept whole when this share of it is
_PART: Final = 0.34
#: how many lines of pictures the body's edge may be grown over
_PICTURES: Final = 4
_LISTED: Final = re.compile(r"[-–+*•]\s|\(?\d{1,3}[.)]\s|[a-zđ]\)\s")
_STOPS: Final = frozenset('.!?…:;。！？”"')
#: how far above and below the body a rule may say that there is more of it, and how many lines a heading of such holds
_NEAR: Final = 3
_HELD: Final = 14


def settle_body(draft: Draft) -> None:
    """Correct ``draft.keep`` and find the body's extent."""
    find_extent(draft)
    _apply_rules(draft)
    _drop_teasers(draft)
    _close(draft)
    find_extent(draft)
    _fill(draft)
    _grow(draft)
    keep_whole(draft)
    _hold(draft)
    find_extent(draft)


def is_prose(line: Line) -> bool:
    """Whether a line reads like a paragraph: wide, and with a sentence's end."""
    return line.is_prose


def find_extent(draft: Draft) -> None:
    """Set the first and the last line of the body's prose from what is kept."""
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
        if i and _is_teaser(draft.lines[i - 1], line):
            draft.keep[i - 1] = draft.keep[i] = False
        if not line.text or is_doubled_caption(draft, i):
            draft.keep[i] = False
        if not line.hits or not draft.keep[i]:
            continue
        if is_credited_caption(draft, i):
            draft.keep[i] = False
            continue
        # a rule that only searches in the line says the least about a paragraph
        enough = _OVERRULE if any(rule.match != "search" for rule in line.hits) else _OVERRULE / 3
        if draft.scores[i] > enough and is_prose(line) and draft.first < i < draft.last:
            continue
        if any(rule.weight == "sure" and in_place(draft, i, rule) for rule in line.hits) or (
            i <= draft.first + _OPENING and len(line.text) <= _DATE and any(rule.role == "date" for rule in line.hits)
        ):
            draft.keep[i] = False


def _is_teaser(title: Line, line: Line) -> bool:
    """Lists of articles print a title, often as a picture's text, and then the title again with a lead behind it."""
    return len(title.text) >= _TITLE and len(line.text) > len(title.text) and line.text.startswith(title.text)


def _drop_teasers(draft: Draft) -> None:
    """A little prose above the breadcrumb, or above a title that is printed again with its date, is a teaser."""
    kept = [len(line.text) if keep else 0 for line, keep in zip(draft.lines, draft.keep, strict=True)]
    total = sum(kept)
    before = 0
    seen: set[str] = set()
    for i, line in enumerate(draft.lines):
        if before > _TEASERS * total:
            return
        if before and (
            any(rule.role == "section" and rule.weight == "sure" for rule in line.hits)
            or (line.text in seen and _is_dated(draft, i))
        ):
            draft.keep[:i] = [False] * i
            return
        if not before and len(line.text) >= _TITLE:
            seen.add(line.text)
        before += kept[i]


def _is_dated(draft: Draft, i: int) -> bool:
    """Whether a line with a date stands right below line ``i``."""
    return any(
        len(line.text) <= 2 * _DATE and read_date(line.text, language=draft.language) is not None
        for line in draft.lines[i + 1 : i + 3]
    )


def _close(draft: Draft) -> None:
    """A comment heading well down the page ends the body: what follows it are readers' words, however well put."""
    total = sum(len(line.text) for line, keep in zip(draft.lines, draft.keep, strict=True) if keep)
    before = paragraphs = 0
    for i, line in enumerate(draft.lines):
        if draft.keep[i]:
            before += len(line.text)
            paragraphs += is_prose(line)
        elif (before > _CLOSING * total or paragraphs >= _ENOUGH) and any(
            rule.heads and rule.kind == "comment" and rule.weight == "sure" for rule in line.hits
        ):
            draft.keep[i:] = [False] * (len(draft.lines) - i)
            return


def _is_free(line: Line) -> bool:
    """Whether no rule speaks against a line being body text."""
    return (len(line.text) > 1 or line.text.isdigit()) and not any(
        rule.weight == "sure" or rule.heads or rule.role not in (None, "body", "caption") for rule in line.hits
    )


def _fill(draft: Draft) -> None:
    """Take in what the body encloses: prose, and the rest of lists, tables and verse that are kept in part."""
    start = draft.first + 1
    for i in range(draft.first + 1, draft.last + 1):
        line = draft.lines[i]
        if not is_prose(line):
            continue
        if not draft.keep[i] and _is_free(line) and not is_credited_caption(draft, i):
            draft.keep[i] = draft.scores[i] > _DOUBT
        if draft.keep[i]:
            _fill_run(draft, range(start, i))
            start = i + 1
    _fill_run(draft, range(start, draft.last + 1))


def _heads_chrome(line: Line) -> bool:
    return any(rule.heads and rule.kind is not None and rule.weight == "sure" for rule in line.hits)


def _fill_run(draft: Draft, run: range) -> None:
    """A run of lines that are no prose, between two paragraphs: all of it or what is kept now."""
    # what stands under a heading of chrome belongs to it
    headed = next((i for i in run if _heads_chrome(draft.lines[i])), run.stop)
    for i in range(headed, run.stop):
        draft.keep[i] = False
    run = range(run.start, headed)
    free = [
        i
        for i in run
        if _is_free(draft.lines[i]) and not _is_picture(draft.lines[i]) and not is_doubled_caption(draft, i)
    ]
    if not free:
        return
    # a short line that announces what follows stays with it
    heads = (
        n for n, i in enumerate(free[:-1]) if draft.lines[i].text.endswith((":", "：")) and not draft.lines[i].hits
    )
    if (head := next(heads, None)) is not None:
        for i in free[head:]:
            draft.keep[i] = True
        free = free[:head]
    if not free:
        return
    kept = sum(draft.keep[i] for i in free)
    listed = sum(_LISTED.match(draft.lines[i].text) is not None for i in free)
    announced = draft.lines[run.start - 1].text.endswith((":", "："))
    if kept >= _PART * len(free) or (len(free) > 1 and (listed >= 0.6 * len(free) or announced)):
        for i in free:
            draft.keep[i] = True


def _is_picture(line: Line) -> bool:
    return any(rule.kind == "image_alt" or rule.role == "caption" for rule in line.hits)


def _grow(draft: Draft) -> None:
    """Take in sentences and lists right above and right below the body; pictures may stand between."""
    if draft.first > draft.last:
        return
    count = len(draft.lines)
    if not any(keep and is_prose(line) for line, keep in zip(draft.lines, draft.keep, strict=True)):
        _grow_verse(draft)
        return
    for edge, step in ((draft.first, -1), (draft.last, 1)):
        last = edge
        i = edge + step
        while 0 <= i < count and abs(i - last) <= _PICTURES:
            line = draft.lines[i]
            headed = step > 0 and i == last + 1
            if draft.keep[i] or _continues(draft, i, last) or (headed and _heads_on(draft, i)):
                draft.keep[i] = True
                last = i
            elif not (_is_picture(line) or (0 < i < count - 1 and _is_doubled(draft, i))):
                break
            i += step


def _heads_on(draft: Draft, i: int) -> bool:
    """Whether line ``i`` is a sub-heading below the body with more of it beneath: a sentence the scorer believes in."""
    if i + 1 >= len(draft.lines):
        return False
    heading, line = draft.lines[i], draft.lines[i + 1]
    if (
        not heading.text
        or heading.hits
        or heading.bullet
        or heading.columns >= _PROSE
        or heading.text[-1:] in _STOPS
        or line.hits
    ):
        return False
    if line.text[-1:] not in _STOPS or line.words < 2 * _SENTENCE:
        return False
    # teasers come in rows; one sentence before something that a rule knows is the article's last
    closed = i + 2 == len(draft.lines) or any(rule.weight == "sure" for rule in draft.lines[i + 2].hits)
    return draft.scores[i + 1] > (_DOUBT if closed else _DISBELIEF)


def _grow_verse(draft: Draft) -> None:
    """A body of short lines only goes on until something that a rule knows, a gap, or a doubtful line."""
    for i in range(draft.last + 1, len(draft.lines)):
        line = draft.lines[i]
        if line.hits or line.gap or not line.text or draft.scores[i] < _DOUBT:
            return
        draft.keep[i] = True


def _is_doubled(draft: Draft, i: int) -> bool:
    """A picture's text and its caption say the same, one after the other."""
    return draft.lines[i].text in (draft.lines[i - 1].text, draft.lines[i + 1].text)


def _continues(draft: Draft, i: int, last: int) -> bool:
    line = draft.lines[i]
    if any(rule.weight == "sure" or rule.heads for rule in line.hits) or not line.text:
        return False
    if draft.scores[i] < _DOUBT:
        return i == last + 1 and _is_spoken(draft, i)
    before = draft.lines[last].text
    if i > last and (
        (before.endswith((":", "：")) and not line.gap)
        or (_LISTED.match(line.text) and line.text[0] == before[:1] and not line.bullet)
    ):
        return True
    if line.hits:
        return False
    if line.text[-1] not in _STOPS:
        # a paragraph that something is glued to
        return i == last + 1 and line.columns >= _GLUED and is_prose(line) and draft.scores[i] > _DISBELIEF
    # further away, only what reads like prose
    enough = _SENTENCE if abs(i - last) == 1 else 2 * _SENTENCE
    # of scripts without spaces, four columns say as much as a word
    words = max(len(line.text.split()), (line.columns - len(line.text)) // 2)
    return words >= enough or line.columns >= _PROSE


def _is_spoken(draft: Draft, i: int) -> bool:
    """The last words of an interview: a sentence under a speaker's label that the body has more of."""
    text = draft.lines[i].text
    label, colon, said = text.partition(":")
    if not colon or not said or len(label) > _LABEL or text[-1] not in _STOPS:
        return False
    alike = (draft.lines[j].text.startswith(label + colon) for j in range(draft.first, i) if draft.keep[j])
    return sum(alike) >= 2


def _hold(draft: Draft) -> None:
    """Rules may also say that a line is content: a form of address, the recipients of a decree and its signatories."""
    held = 0
    for i, line in enumerate(draft.lines):
        rule = next((r for r in line.hits if r.role == "body" and in_place(draft, i, r)), None)
        if rule is not None and draft.first - _NEAR <= i <= draft.last + _NEAR:
            draft.keep[i] = True
            held = _HELD if rule.heads else 0
        elif held and not any(r.weight == "sure" and r.role != "body" for r in line.hits):
            draft.keep[i] = True
            held -= 1
        else:
            held = 0
        if draft.keep[i]:
            draft.last = max(draft.last, i)
