"""What kind of page it is: article, forum, listing, product, service, documentation, from cheap features.

The kind decides nothing by itself. Pages that are no articles scatter their text over cards, answers and posts, so the
choice of the body is told how likely that is; and who reads the log can see what kind of page went wrong.
"""

from __future__ import annotations

import json
import math
import re
from collections import Counter
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit

from cleaners.html.evidence import Evidence
from cleaners.html.features import PAGE_NAMES
from cleaners.html.markup import BIT
from cleaners.metadata import jsonld
from cleaners.trees import load_models

KINDS: Final = ("article", "forum", "listing", "product", "service", "documentation")
_DATA: Final = Path(__file__).parent / "data"
_WORDS: Final[dict[str, dict[str, list[str]]]] = json.loads((_DATA / "kind_words.json").read_text(encoding="utf-8"))
MODEL: Final = _DATA / "page-kind.json"

_ADDRESS_WORD: Final = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_DATED: Final = re.compile(r"/(?:19|20)\d\d[/-]?\d{0,2}")
_LONG_SLUG: Final = re.compile(r"(?:[^\W_]+[-_]){3,}")
_PRICE: Final = re.compile(r"[$€£¥₫₹]\s?\d|\d\s?(?:[€£₫₽]|USD|EUR|VND|VNĐ|kr|zł|Kč)(?!\w)")
_HINTED: Final = ("comment", "byline", "date", "faq", "forum", "card", "breadcrumb", "promotion")
_PROSE: Final = 80
#: a page no kind of which is this likely is of another
_LIKELY: Final = 0.3

#: what `kind_features` gives for a page
KIND_NAMES: Final = (
    *PAGE_NAMES, *(f"stated_{kind}" for kind in KINDS), *(f"address_{kind}" for kind in KINDS),
    *(f"host_{kind}" for kind in KINDS), "address_depth", "address_dated", "address_slug", "address_query",
    *(f"hinted_{name}" for name in _HINTED), "code", "cells", "items", "questions", "prices", "short", "pictures",
    "articles", "prose_share", "prose_mean", "alike_headings", "heading_length", "times", "dated",
)  # fmt: skip


def kind_features(evidence: Evidence) -> list[float]:
    """One row of `KIND_NAMES`; reads the page's blocks, statements and address."""
    blocks = evidence.blocks
    count = len(blocks) or 1
    total = sum(len(block.text) for block in blocks) or 1
    prose = [len(block.text) for block in blocks if len(block.text) >= _PROSE and block.linked * 2 < len(block.text)]
    around = Counter(block.hints for block in blocks)  # few combinations stand around hundreds of blocks
    hinted = [sum(number for hints, number in around.items() if hints & BIT[name]) / count for name in _HINTED]
    of_kind = Counter[str]()
    for block in blocks:
        of_kind[block.kind] += len(block.text)
    headings = [block for block in blocks if block.kind == "heading"]
    shapes = Counter(evidence.layout.shapes[block.container] for block in headings)
    return [
        *evidence.page_row,
        *_stated(evidence),
        *_address(evidence.page.url or evidence.markup.canonical or ""),
        *hinted,
        of_kind["code"] / total,
        of_kind["cell"] / total,
        of_kind["item"] / total,
        sum(1 for block in blocks if block.text.endswith(("?", "？"))) / count,
        float(min(60, sum(1 for block in blocks if len(block.text) < _PROSE and _PRICE.search(block.text)))),
        sum(1 for block in blocks if len(block.text) < 25) / count,
        float(min(60, len(evidence.layout.pictures))),
        float(min(60, sum(shape.startswith("article ") for shape in evidence.layout.shapes))),
        sum(prose) / total,
        math.log(1 + sum(prose) / (len(prose) or 1)),
        float(min(60, max(shapes.values(), default=0))),
        sum(len(block.text) for block in headings) / (len(headings) or 1),
        float(min(30, len(evidence.markup.times))),
        float(min(60, sum(1 for hits in evidence.hits if hits and any(rule.role == "date" for rule in hits)))),
    ]


def page_kind(evidence: Evidence) -> tuple[str, float]:
    """The kind of the page (one of `KINDS`, or ``other`` where none is likely) and the chance that it is an article."""
    row = kind_features(evidence)
    chances = {kind: 1 / (1 + math.exp(-model.score(row))) for kind, model in load_models(MODEL).items()}
    total = sum(chances.values())
    best = max(chances, key=lambda kind: chances[kind])
    return best if chances[best] >= _LIKELY else "other", chances["article"] / total


def _stated(evidence: Evidence) -> list[float]:
    """Which kinds the page's JSON-LD and ``og:type`` name."""
    said = {kind for node in evidence.markup.nodes for kind in jsonld.types_of(node)}
    said |= {value.lower().partition(".")[0] for value in evidence.markup.meta.get("og:type", ())[:1]}
    return [float(not said.isdisjoint(_WORDS["stated"][kind])) for kind in KINDS]


def _address(url: str) -> list[float]:
    try:
        parts = urlsplit(url)
        host = parts.hostname or ""
    except ValueError:
        return [0.0] * (2 * len(KINDS) + 4)
    words = {word.lower() for word in _ADDRESS_WORD.findall(parts.path[:300])}
    labels = set(host.split("."))
    return [
        *(float(not words.isdisjoint(_WORDS["address"][kind])) for kind in KINDS),
        *(float(not labels.isdisjoint(_WORDS["hosts"].get(kind, ()))) for kind in KINDS),
        float(min(8, parts.path.strip("/").count("/") + bool(parts.path.strip("/")))),
        float(_DATED.search(parts.path[:300]) is not None),
        float(_LONG_SLUG.search(parts.path[:300]) is not None),
        float(bool(parts.query)),
    ]
