"""What a line looks like, in numbers, for the line scorer.

The features are those of boilerplate detection from shallow text (Kohlschütter et al., WSDM 2010: lengths, densities
and the same of the neighbours), of jusText (Pomikálek 2011: function words) and of web page cleaning as sequence
labelling (Vogels et al., ECIR 2018: position, punctuation, duplicates), computed on bare lines, without any tag.

The code favours counting by whole-string methods over patterns, and gives a row at a time: this is the hot path of raw
text, and a page may have a million lines.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate
from math import log1p
from operator import itemgetter
from typing import Final, NamedTuple

from cleaners.text.lines import Line
from cleaners.text.wordlists import function_words

#: long lines are judged by their beginning and their end (code points)
_HEAD: Final = 160
_TAIL: Final = 60
#: log1p(width) of a line that is taken for prose if it also holds a sentence's end (about 80 columns)
_PROSE: Final = 4.4
#: words longer than this say what a line is about (code points)
_SHORT_WORD: Final = 3
#: counts above these say no more (lines)
_FAR: Final = 400
_LONG_AGO: Final = 30
_MOST: Final = 4
_MOST_INDENT: Final = 8
#: a line is compared with so many on each side, and with the mean of more (lines)
_REACH: Final = 2
_AROUND: Final = 5
#: sites repeat their menus from page to page: what short lines look like is remembered (code points, lines)
_REMEMBERED_LENGTH: Final = 90
_REMEMBERED: Final = 16384

_FIRST: Final = itemgetter(0)
_DIGITS: Final = b"0123456789"
_COMMAS: Final = b",;"
_BARS: Final = b"|>/"
_ENDS: Final[dict[str, float]] = {
    **dict.fromkeys(".。।", 1.0),
    **dict.fromkeys("!?…！？", 2.0),
    **dict.fromkeys(":：", 3.0),
    **dict.fromkeys(";,，；、", 4.0),
    **dict.fromkeys("\"'”’»)]", 5.0),
}
_SENTENCE: Final = (1.0, 2.0)
_QUOTED: Final = 5.0
#: logarithms and numbers made once, so that rows of counts cost no new objects
_LOGS: Final = tuple(log1p(number) for number in range(4096))
_NUMBERS: Final = tuple(float(number) for number in range(64))

#: what the line's text alone says (`_Shape`), what is said about it, and where it stands
_SHAPE: Final = ("width", "words", "digits", "uppers", "stops", "commas", "starts_lower", "bars", "function", "ends")
_SAID: Final = (
    "bullet", "numbered", "indent", "rule_sure", "rule_hint", "rule_role", "repeats", "gap", "gap_after",
)  # fmt: skip
_PLACE: Final = (
    "index", "index_left", "share_before", "prose_before", "prose_left", "run_length", "run_place", "since_head",
    "since_prose", "until_prose", "page_width", "page_lines", "page_prose_share", "mean_width", "mean_function",
    "mean_rule",
)  # fmt: skip
_NEIGHBOURS: Final = ("width", "ends", "uppers", "vocabulary")
NAMES: Final[tuple[str, ...]] = (
    *_SHAPE,
    *_SAID,
    *_PLACE,
    *(f"{name}{offset:+d}" for name in _NEIGHBOURS for offset in range(-_REACH, _REACH + 1)),
)

Row = tuple[float, ...]


class _Shape(NamedTuple):
    """What a line's text says; ``vocabulary`` are its longer words in lower case."""

    numbers: Row
    is_prose: bool
    vocabulary: tuple[str, ...]


@dataclass(slots=True)
class _Said:
    """What the rules and the rest of the page say of each line."""

    sure: list[float]
    hint: list[float]
    role: list[float]
    heads: list[bool]
    shares: list[float]
    repeats: list[float]


def features(lines: Sequence[Line], language: str | None) -> Iterator[Row]:
    """One row of numbers for each line, in the order of `NAMES`."""
    primary = language.split("-")[0].lower() if language else None
    shapes = [
        (_remembered if len(line.text) <= _REMEMBERED_LENGTH else _shape)(line.text, line.columns, primary)
        for line in lines
    ]
    return _rows(lines, shapes, _said(lines, shapes))


def _shape(text: str, columns: int, language: str | None) -> _Shape:
    size = len(text) or 1
    wide = columns != len(text)
    if size > _HEAD + _TAIL:
        text = text[:_HEAD] + text[-_TAIL:]
    seen = len(text) or 1
    words = text.split()
    lower = text.lower().split()
    number = len(words) or 1
    data = text.encode()
    bars = float(len(data) - len(data.translate(None, _BARS)))
    stop = text.count(". ") + text.count("? ") + text.count("! ")
    comma = len(data) - len(data.translate(None, _COMMAS))
    if len(data) != len(text):
        bars += text.count("»")
        stop += text.count("… ")
        if wide:
            stop += text.count("。") + text.count("！") + text.count("？")
            comma += text.count("，") + text.count("、") + text.count("；")
    end = _ENDS.get(text[-1:], 0.0)
    if end == _QUOTED and _ENDS.get(text[-2:-1], 0.0) in _SENTENCE:
        end = 1.0
    if end in _SENTENCE:
        stop += 1
    width = _log(columns)
    numbers = (
        width,
        _log(number * size // seen),
        (len(data) - len(data.translate(None, _DIGITS))) / seen,
        sum(map(str.isupper, map(_FIRST, words))) / number,
        float(stop),
        comma * 100 / seen,
        1.0 if text[:1].islower() else 0.0,
        bars,
        function_words(language).share(text, lower),
        end,
    )
    vocabulary = tuple([word for word in lower if len(word) > _SHORT_WORD])
    return _Shape(numbers, width > _PROSE and stop >= 1, vocabulary)


_remembered: Final = lru_cache(maxsize=_REMEMBERED)(_shape)


def _log(number: int) -> float:
    return _LOGS[number] if number < len(_LOGS) else log1p(number)


def _said(lines: Sequence[Line], shapes: Sequence[_Shape]) -> _Said:
    """What needs the whole page: rules, repeated lines, the share of a line's longer words that its prose uses too."""
    count = len(lines)
    said = _Said([0.0] * count, [0.0] * count, [0.0] * count, [False] * count, [], [])
    times = Counter([line.text for line in lines])
    vocabulary: set[str] = set()
    for shape in shapes:
        if shape.is_prose:
            vocabulary.update(shape.vocabulary)
    known = vocabulary.__contains__
    for i, (line, shape) in enumerate(zip(lines, shapes, strict=True)):
        for rule in line.hits:
            (said.role if rule.role is not None else said.sure if rule.weight == "sure" else said.hint)[i] = 1.0
            said.heads[i] = said.heads[i] or rule.heads
        words = shape.vocabulary
        said.shares.append(1.0 if shape.is_prose else sum(map(known, words)) / len(words) if words else -1.0)
        said.repeats.append(_NUMBERS[min(times[line.text] - 1, _MOST)])
    return said


def _rows(lines: Sequence[Line], shapes: Sequence[_Shape], said: _Said) -> Iterator[Row]:
    count = len(lines)
    sizes = [len(line.text) for line in lines]
    total = sum(sizes) or 1
    prose_total = sum([size for size, shape in zip(sizes, shapes, strict=True) if shape.is_prose]) or 1
    page = (log1p(total / max(count, 1)), _log(count), prose_total / total)
    until, run_end = _ahead(shapes)
    pad = [0.0] * _REACH
    widths = [*pad, *[shape.numbers[0] for shape in shapes], *pad]
    uppers = [*pad, *[shape.numbers[3] for shape in shapes], *pad]
    ends = [*pad, *[shape.numbers[9] for shape in shapes], *pad]
    shares = [*pad, *said.shares, *pad]
    sum_width = list(accumulate(widths[_REACH:], initial=0.0))
    sum_function = list(accumulate([shape.numbers[8] for shape in shapes], initial=0.0))
    sum_rule = list(accumulate(said.sure, initial=0.0))
    before = prose_before = run_start = 0
    since_head, since_prose = _LONG_AGO, _FAR
    last = count - 1
    # no number below is larger than the lines and `_FAR` together
    log = _LOGS.__getitem__ if count + _FAR < len(_LOGS) else _log
    for i, (line, shape) in enumerate(zip(lines, shapes, strict=True)):
        here = shape.is_prose
        since_head = 0 if said.heads[i] else min(since_head + 1, _LONG_AGO)
        mine = 0
        if here:
            if since_head > 3:
                since_head = _LONG_AGO
            run_start, mine = i + 1, sizes[i]
        low, high = max(0, i - _AROUND), min(count, i + _AROUND + 1)
        around, window = high - low, i + 2 * _REACH + 1
        yield (
            *shape.numbers,
            1.0 if line.bullet else 0.0,
            1.0 if line.numbered else 0.0,
            _NUMBERS[min(line.indent, _MOST_INDENT)],
            said.sure[i],
            said.hint[i],
            said.role[i],
            said.repeats[i],
            _NUMBERS[min(line.gap, _MOST)],
            _NUMBERS[min(lines[i + 1].gap, _MOST)] if i < last else 4.0,
            log(i),
            log(last - i),
            before / total,
            prose_before / prose_total,
            (prose_total - prose_before - mine) / prose_total,
            0.0 if here else log(run_end[i] - run_start),
            0.0 if here else log(i - run_start),
            _NUMBERS[since_head],
            0.0 if here else log(since_prose),
            log(until[i]),
            *page,
            (sum_width[high] - sum_width[low]) / around,
            (sum_function[high] - sum_function[low]) / around,
            (sum_rule[high] - sum_rule[low]) / around,
            *widths[i:window],
            *ends[i:window],
            *uppers[i:window],
            *shares[i:window],
        )
        before += sizes[i]
        prose_before += mine
        since_prose = 1 if here else since_prose + 1


def _ahead(shapes: Sequence[_Shape]) -> tuple[list[int], list[int]]:
    """For each line, how far it is to the next line of prose (`_FAR` where none follows), and where its run ends."""
    count = len(shapes)
    until, run_end = [0] * count, [0] * count
    ahead, end = _FAR, count
    for i in range(count - 1, -1, -1):
        if shapes[i].is_prose:
            ahead, end = 0, i
        until[i] = ahead
        run_end[i] = end
        ahead += 1
    return until, run_end
