"""What a line looks like, in numbers, for the line scorer.

The features are those of boilerplate detection from shallow text (Kohlschütter et al., WSDM 2010: lengths, densities
and the same of the neighbours), of jusText (Pomikálek 2011: function words) and of web page cleaning as sequence
labelling (Vogels et al., ECIR 2018: position, punctuation, duplicates), computed on bare lines, without any tag.

The code favours counting by whole-string methods over patterns: this is the hot path of raw text.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from math import log1p
from typing import Final

from cleaners.text.lines import Line
from cleaners.text.wordlists import FunctionWords

#: long lines are judged by their beginning and their end (code points)
_HEAD: Final = 240
_TAIL: Final = 60
#: log1p(width) of a line that is taken for prose if it also holds a sentence's end (about 80 columns)
_PROSE: Final = 4.4

_DIGIT: Final = re.compile(r"\d")
_WIDE: Final = re.compile("[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe4f\uff01-\uff60]")
_ENDS: Final[dict[str, float]] = {
    **dict.fromkeys(".。।", 1.0),
    **dict.fromkeys("!?…！？", 2.0),
    **dict.fromkeys(":：", 3.0),
    **dict.fromkeys(";,，；、", 4.0),
    **dict.fromkeys("\"'”’»)]", 5.0),
}

OWN: Final = (
    "width", "words", "digits", "uppers", "stops", "commas", "starts_lower", "bullet", "numbered",
    "indent", "bars", "function", "rule_hint", "rule_role", "repeats", "gap", "gap_after", "vocabulary",
)  # fmt: skip
PLACE: Final = (
    "index", "index_left", "share_before", "prose_before", "prose_left", "run_length", "run_place", "since_head",
    "since_prose", "until_prose", "page_width", "page_lines", "page_prose_share",
)  # fmt: skip
_REACH: Final = 3
_WINDOW: Final = ("width", "ends", "function", "rule_sure", "uppers", "stops", "vocabulary")
NAMES: Final[tuple[str, ...]] = (
    *OWN,
    *PLACE,
    "mean_width_5",
    "mean_function_5",
    "mean_rule_5",
    *(f"{name}{offset:+d}" for name in _WINDOW for offset in range(-_REACH, _REACH + 1)),
)


def features(lines: Sequence[Line], language: str | None) -> list[list[float]]:
    """One row of numbers for each line, in the order of `NAMES`."""
    count = len(lines)
    listed = FunctionWords(language)
    rows: list[list[float]] = []
    pad = [0.0] * _REACH
    widths, ends, functions, sures, uppers, stops, shares = ([*pad] for _ in range(7))
    heads: list[bool] = []
    tokens: list[list[str]] = []
    for line in lines:
        text = line.text
        size = len(text) or 1
        if size > _HEAD + _TAIL:
            text = text[:_HEAD] + text[-_TAIL:]
        seen = len(text) or 1
        ascii_only = text.isascii()
        words = text.split()
        lower = text.lower().split()
        number = len(words) or 1
        columns = size if ascii_only else size * (seen + len(_WIDE.findall(text))) / seen
        stop = text.count(". ") + text.count("? ") + text.count("! ")
        comma = text.count(",") + text.count(";")
        if not ascii_only:
            stop += text.count("。") + text.count("… ") + text.count("！") + text.count("？")
            comma += text.count("，") + text.count("、") + text.count("；")
        end = _ENDS.get(text[-1:], 0.0)
        if end == 5.0 and _ENDS.get(text[-2:-1], 0.0) in (1.0, 2.0):
            end = 1.0
        if end in (1.0, 2.0):
            stop += 1
        sure = hint = role = 0.0
        head = False
        for rule in line.hits:
            if rule.role is not None:
                role = 1.0
            elif rule.weight == "sure":
                sure = 1.0
            else:
                hint = 1.0
            head = head or rule.heads
        heads.append(head)
        tokens.append(lower)
        upper = sum([word[0].isupper() for word in words]) / number
        function = listed.share(text, lower)
        wide = log1p(columns)
        widths.append(wide)
        ends.append(end)
        functions.append(function)
        sures.append(sure)
        uppers.append(upper)
        stops.append(float(stop))
        rows.append(
            [
                wide,
                log1p(number * size / seen),
                len(_DIGIT.findall(text)) / seen,
                upper,
                float(stop),
                comma * 100 / seen,
                float(text[:1].islower()),
                float(line.bullet),
                float(line.numbered),
                float(min(line.indent, 8)),
                float(text.count("|") + text.count("»") + text.count(">") + text.count("/")),
                function,
                hint,
                role,
                0.0,
                float(min(line.gap, 4)),
                4.0,
                0.0,
            ]
        )
    _relate(lines, rows, tokens, shares)
    places = _places(lines, rows, heads)
    for series in (widths, ends, functions, sures, uppers, stops, shares):
        series += pad
    span = 2 * _REACH + 1
    for i, row in enumerate(rows):
        low, high = max(0, i - 5) + _REACH, min(count, i + 6) + _REACH
        size = high - low
        row += places[i]
        row += (sum(widths[low:high]) / size, sum(functions[low:high]) / size, sum(sures[low:high]) / size)
        for series in (widths, ends, functions, sures, uppers, stops, shares):
            row += series[i : i + span]
    return rows


def _is_prose(row: Sequence[float]) -> bool:
    return row[0] > _PROSE and row[4] >= 1


def _relate(
    lines: Sequence[Line],
    rows: list[list[float]],
    tokens: list[list[str]],
    shares: list[float],
) -> None:
    """Fill in what needs the whole page: repeated lines, and the share of a line's words that its prose uses too."""
    repeats = Counter(line.text for line in lines)
    vocabulary: set[str] = set()
    for row, words in zip(rows, tokens, strict=True):
        if _is_prose(row):
            vocabulary.update(words)
    for i, (line, row, words) in enumerate(zip(lines, rows, tokens, strict=True)):
        row[14] = float(min(repeats[line.text] - 1, 4))
        if i:
            rows[i - 1][16] = row[15]
        if _is_prose(row):
            share = 1.0
        else:
            long = [word for word in words if len(word) > 3]
            share = sum([word in vocabulary for word in long]) / len(long) if long else -1.0
        row[17] = share
        shares.append(share)


def _places(lines: Sequence[Line], rows: Sequence[Sequence[float]], heads: Sequence[bool]) -> list[list[float]]:
    """Where each line stands: in the page, in its prose, in its run of lines that are no prose."""
    count = len(lines)
    prose = [_is_prose(row) for row in rows]
    sizes = [len(line.text) for line in lines]
    total = sum(sizes) or 1
    prose_total = sum([size for size, is_prose in zip(sizes, prose, strict=True) if is_prose]) or 1
    page = [log1p(total / max(count, 1)), log1p(count), prose_total / total]
    until = [0] * count
    run_end = [0] * count
    ahead, end = 400, count
    for i in range(count - 1, -1, -1):
        if prose[i]:
            ahead, end = 0, i
        until[i] = ahead
        run_end[i] = end
        ahead += 1
    places: list[list[float]] = []
    before = prose_before = run_start = 0
    since_head = 30
    since_prose = 400
    for i in range(count):
        here = prose[i]
        since_head = 0 if heads[i] else min(since_head + 1, 30)
        if here:
            if since_head > 3:
                since_head = 30
            run_start = i + 1
            run_length = run_place = since = 0
        else:
            since = since_prose
            run_length, run_place = run_end[i] - run_start, i - run_start
        mine = sizes[i] if here else 0
        places.append(
            [
                log1p(i),
                log1p(count - i - 1),
                before / total,
                prose_before / prose_total,
                (prose_total - prose_before - mine) / prose_total,
                log1p(run_length),
                log1p(run_place),
                float(since_head),
                log1p(since),
                log1p(until[i]),
                *page,
            ]
        )
        before += sizes[i]
        prose_before += mine
        since_prose = 1 if here else since_prose + 1
    return places
