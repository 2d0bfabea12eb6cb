"""What is known of each block when it is decided whether it belongs to the body: numbers for the trained trees."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Sequence
from itertools import chain
from typing import Final

from cleaners.html.blocks import Block, Layout
from cleaners.html.containers import CONTAINER_NAMES, Containers, distances
from cleaners.html.markup import BIT
from cleaners.normalise import key
from cleaners.rules.pack import Rule

_FINAL: Final = frozenset(".!?…。！？:;؟।")
_CLOSING: Final = "\"'”’»)]）」"
_COMMAS: Final = ",，、;；"
_DIGITS: Final = re.compile(r"\d")
#: the same and capitals in plain ASCII, where dropping bytes is the quickest way to count them
_PLAIN_DIGITS, _PLAIN_CAPITALS = b"0123456789", b"ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_CJK: Final = re.compile("[\u3040-\u30ff\u3400-\u9fff]")
_FURNITURE: Final = "©»›•→"
#: markup hints that are features by themselves: around the block, and close to it
_AROUND: Final = (
    "navigation", "footer", "sidebar", "header", "comment", "share", "related", "promotion", "widget", "content",
    "card", "faq", "forum", "tags", "toolbar", "search_login", "consent", "breadcrumb",
)  # fmt: skip
_CLOSE: Final = (
    "navigation", "comment", "related", "promotion", "content", "card", "byline", "date", "title", "lead", "caption",
    "share", "copyright", "tags",
)  # fmt: skip
_HOPELESS: Final = BIT["navigation"] | BIT["footer"] | BIT["share"] | BIT["consent"] | BIT["search_login"]
#: what a longer block is made of tells nothing (characters)
_SHORT: Final = 300
_KINDS: Final = ("heading", "item", "quote", "cell", "code", "caption", "term")
OWN_NAMES: Final = (
    "length", "words", "linked", "links", "bold", "final", "commas", "digits", "capitals", "lower_start", "furniture",
    "cjk", "level", "joint_line", "joint_cell", "depth", "hidden", "repeated", "title_share", "is_title",
    *(f"kind_{name}" for name in _KINDS), *(f"around_{name}" for name in _AROUND),
    *(f"close_{name}" for name in _CLOSE),
    "rule_kind", "rule_role", "rule_hint",
)  # fmt: skip
_PLACED: Final = (
    "first", "second", "stated", "place", "place_chars", "parent_first", "parent_second", "parent_length",
    "parent_linked", "parent_blocks", "between_first", "between_second", "to_first", "after_last_first",
    "since_heading", "heading_linked", "heading_rule", "h1_before",
)  # fmt: skip
_NEIGHBOUR: Final = ("length", "linked", "final", "first", "second", "heading", "close_content")
_OFFSETS: Final = (-3, -2, -1, 1, 2, 3)
PAGE_NAMES: Final = (
    "page_blocks", "page_length", "page_linked", "page_first", "page_second", "page_agreement", "page_forum",
    "page_cards", "page_long", "page_paragraphs", "page_article", "page_headings",
)  # fmt: skip
NAMES: Final = (
    *OWN_NAMES, *_PLACED, *(f"{name}{offset:+d}" for offset in _OFFSETS for name in _NEIGHBOUR), *PAGE_NAMES,
    *CONTAINER_NAMES,
)  # fmt: skip


def block_features(
    own: Sequence[Sequence[float]],
    layout: Layout,
    containers: Containers,
    *,
    first: Sequence[bool] | None,
    second: Sequence[bool],
    stated: Sequence[bool] | None,
    hits: Sequence[Sequence[Rule]],
    page: Sequence[float],
) -> list[list[float] | None]:
    """One row of `NAMES` for each block; ``None`` for menus, footers and share bars that no extractor takes.

    ``own`` are the rows of `own_features`, ``containers`` what holds them. ``first`` and ``second`` say
    whether trafilatura (``None``: not asked) and Resiliparse take each block, ``stated`` whether it is part of the text
    that the page's JSON-LD gives (``None`` when it gives none), ``hits`` are the rules it matches; ``page`` is what
    `page_features` gives.
    """
    blocks = layout.blocks
    count = len(blocks)
    if first is None:
        first = [False] * count
    lengths = [len(block.text) for block in blocks]
    total = sum(lengths) or 1
    kept_first = [number for number in range(count) if first[number] and lengths[number] >= 80]
    kept_second = [number for number in range(count) if second[number] and lengths[number] >= 80]
    span_first = (kept_first[0], kept_first[-1]) if kept_first else (count, -1)
    span_second = (kept_second[0], kept_second[-1]) if kept_second else (count, -1)
    to_first = distances(count, kept_first)
    parents = _parents(layout, lengths, first, second)
    neighbours = [
        (row[0], row[2], row[5], float(a), float(b), 1.0 if block.kind == "heading" else 0.0, row[_CLOSE_CONTENT])
        for row, block, a, b in zip(own, blocks, first, second, strict=True)
    ]
    outside = (-1.0,) * len(_NEIGHBOUR)
    padded = [outside] * 3 + neighbours + [outside] * 3
    rows: list[list[float] | None] = []
    before = 0
    heading_linked = heading_rule = seen_h1 = 0.0
    since = 0
    for number, facts in enumerate(own):
        block = blocks[number]
        if block.kind == "heading":
            since, heading_linked, heading_rule = 0, facts[2], facts[_RULE_KIND]
            if block.level == 1:
                seen_h1 = 1.0
        elif facts[_RULE_KIND] and any(rule.heads for rule in hits[number]):
            since, heading_rule = 0, 1.0
        else:
            since += 1
        if block.hints & _HOPELESS and not first[number] and not second[number] and not (stated and stated[number]):
            rows.append(None)
            before += lengths[number]
            continue
        around = padded[number : number + 7]
        rows.append([
            *facts, float(first[number]), float(second[number]), float(stated[number]) if stated is not None else -1.0,
            number / count, before / total, *parents[block.container],
            1.0 if span_first[0] <= number <= span_first[1] else 0.0,
            1.0 if span_second[0] <= number <= span_second[1] else 0.0,
            to_first[number], 1.0 if number > span_first[1] else 0.0, float(min(since, 30)), heading_linked,
            heading_rule, seen_h1, *around[0], *around[1], *around[2], *around[4], *around[5], *around[6],
            *page, *containers.row(number),
        ])  # fmt: skip
        before += lengths[number]
    return rows


def own_features(
    blocks: Sequence[Block], tokens: Sequence[Sequence[str]], hits: Sequence[Sequence[Rule]], title: str | None
) -> list[list[float]]:
    """What each block is by itself: ``tokens`` are its words, ``hits`` the rules it matches, ``title`` the page's."""
    title_words = set(tokens_of_title) if title and (tokens_of_title := title.lower().split()) else set()
    title_key = key(title) if title else ""
    said = Counter(block.text for block in blocks)
    # few combinations of markup stand around hundreds of blocks
    marked: dict[tuple[str, int, int], tuple[float, ...]] = {}
    rows: list[list[float]] = []
    for block, words, rules in zip(blocks, tokens, hits, strict=True):
        text = block.text
        size = len(text)
        closing = text.rstrip(_CLOSING)[-1:] or text[-1:]
        place = (block.kind, block.hints, block.near)
        if place not in marked:
            marked[place] = _marked(*place)
        rule_kind = rule_role = rule_hint = 0.0
        for rule in rules:
            if rule.weight != "sure":
                rule_hint = 1.0
            elif rule.role is not None:
                rule_role = 1.0
            else:
                rule_kind = 1.0
        short = size < _SHORT
        plain = text.isascii()
        digits, capitals = _digits_and_capitals(text, plain) if short else (0, 0)
        rows.append(
            [
                math.log(size + 1), float(len(words)), block.linked / size, float(block.links), block.bold / size,
                1.0 if closing in _FINAL else 0.0, _commas(text, plain) / size if size > 1 else 0.0,
                digits / size if short else 0.0, capitals / size if short else 0.02,
                1.0 if text[0].islower() else 0.0,
                1.0 if "|" in text or (not plain and any(sign in text for sign in _FURNITURE)) else 0.0,
                1.0 if not plain and _CJK.search(text) else 0.0, float(block.level),
                1.0 if block.joint == "line" else 0.0, 1.0 if block.joint == "cell" else 0.0, float(block.depth),
                float(block.hidden), float(said[text]),
                len(title_words.intersection(words)) / len(words) if words and short and title_words else 0.0,
                1.0 if short and title_key and key(text) == title_key else 0.0,
                *marked[place], rule_kind, rule_role, rule_hint,
            ]
        )  # fmt: skip
    return rows


def _commas(text: str, plain: bool) -> int:
    return text.count(",") + text.count(";") if plain else sum(map(text.count, _COMMAS))


def _digits_and_capitals(text: str, plain: bool) -> tuple[int, int]:
    if not plain:
        return len(_DIGITS.findall(text)), sum(map(str.isupper, text))
    data = text.encode()
    return len(text) - len(data.translate(None, _PLAIN_DIGITS)), len(text) - len(data.translate(None, _PLAIN_CAPITALS))


def _marked(kind: str, hints: int, near: int) -> tuple[float, ...]:
    return (
        *(1.0 if kind == name else 0.0 for name in _KINDS),
        *(1.0 if hints & BIT[name] else 0.0 for name in _AROUND),
        *(1.0 if near & BIT[name] else 0.0 for name in _CLOSE),
    )


def headline_block(blocks: Sequence[Block], own: Sequence[Sequence[float]]) -> int | None:
    """The number of the block that says the title, a heading if one does; else of the first ``<h1>``; else ``None``."""
    saying = [number for number, row in enumerate(own) if row[_IS_TITLE] and not blocks[number].hidden]
    headings = (number for number in saying if blocks[number].kind == "heading")
    main = (number for number, block in enumerate(blocks) if block.level == 1)
    return next(chain(headings, saying, main), None)


_IS_TITLE: Final = OWN_NAMES.index("is_title")
_CLOSE_CONTENT: Final = OWN_NAMES.index("close_content")
_RULE_KIND: Final = OWN_NAMES.index("rule_kind")


def _parents(
    layout: Layout, lengths: Sequence[int], first: Sequence[bool], second: Sequence[bool]
) -> dict[int, tuple[float, float, float, float, float]]:
    """For each block's container what the element around it holds: the shares both extractors take, its size."""
    sums: dict[int, list[float]] = {}
    parents = layout.parents
    for number, block in enumerate(layout.blocks):
        entry = sums.setdefault(parents[block.container], [0.0, 0.0, 0.0, 0.0, 0.0])
        size = lengths[number]
        entry[0] += size if first[number] else 0
        entry[1] += size if second[number] else 0
        entry[2] += size
        entry[3] += block.linked
        entry[4] += 1
    made = {
        parent: (
            entry[0] / entry[2], entry[1] / entry[2], math.log(entry[2] + 1), entry[3] / entry[2], min(entry[4], 60.0)
        )
        for parent, entry in sums.items()
    }  # fmt: skip
    return {block.container: made[parents[block.container]] for block in layout.blocks}


def page_features(
    blocks: Sequence[Block], first: Sequence[bool] | None, second: Sequence[bool], states_article: bool
) -> tuple[float, ...]:
    """`PAGE_NAMES` of the page: its size, what is linked in it, and how far the extractors agree on it."""
    lengths = [len(block.text) for block in blocks]
    taken = first if first is not None else [False] * len(blocks)
    by_first = sum(size for size, one in zip(lengths, taken, strict=True) if one)
    by_second = sum(size for size, one in zip(lengths, second, strict=True) if one)
    both = sum(size for size, a, b in zip(lengths, taken, second, strict=True) if a and b)
    total = sum(lengths) or 1
    count = len(blocks) or 1
    return (
        math.log(count + 1),
        math.log(total + 1),
        sum(block.linked for block in blocks) / total,
        by_first / total,
        by_second / total,
        both / max(1, by_first + by_second - both),
        sum(1 for block in blocks if block.hints & BIT["forum"]) / count,
        sum(1 for block in blocks if block.hints & BIT["card"]) / count,
        float(min(sum(1 for size in lengths if size >= 150), 60)),
        sum(1 for block in blocks if block.kind == "paragraph") / count,
        float(states_article),
        sum(1 for block in blocks if block.kind == "heading") / count,
    )
