"""Blocks of HTML pages with gold answers, labelled for training: which of them are body, and how much each counts."""

from __future__ import annotations

import math
from array import array
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

from benchmarks.sets import GoldPage, find_sets, read_set
from cleaners.html.evidence import Evidence, gather
from cleaners.html.features import NAMES
from cleaners.html.kinds import kind_features
from cleaners.html.projection import Projection, words
from cleaners.page import Options, Page

#: pages known by a few snippets only count for less
SNIPPETS_WEIGHT = 0.3
_TITLE = NAMES.index("is_title")


Row: TypeAlias = "array[float]"


@dataclass
class BlockSample:
    """One page of the set ``group``: rows, a label and a weight for each block, and what it takes to measure a choice.

    ``alone`` are the rows without, ``engine`` those with trafilatura's verdict ``first``; blocks beyond hope have zeros
    there and are not ``scored``. ``page`` is the row of the whole page, ``kind`` what its gold calls it. The weights
    of a page add up to 1 (`SNIPPETS_WEIGHT` where only snippets are known), or are all 0.
    """

    group: str
    kind: str | None
    alone: list[Row]
    engine: list[Row]
    scored_alone: list[bool]
    scored_engine: list[bool]
    kind_row: list[float]
    page_row: tuple[float, ...]
    labels: list[bool]
    weights: list[float]
    sizes: list[int]
    texts: list[str]
    first: list[bool]
    second: list[bool]
    gold: tuple[str, ...]
    neutral: tuple[str, ...]


def read_samples(folder: Path) -> Iterator[BlockSample]:
    """Every HTML page of the sets in ``folder`` that should give an article."""
    for name, path in find_sets(folder).items():
        if not name.startswith("html-"):
            continue
        for gold in read_set(path):
            if gold.expects_article and (made := label_page(name.removeprefix("html-"), gold)) is not None:
                yield made


def label_page(group: str, gold: GoldPage) -> BlockSample | None:
    """The blocks of one page; ``None`` for a page without any."""
    evidence = gather(Page("html", gold.page.content, url=gold.page.url), Options())
    if not evidence.blocks:
        return None
    labels, weights = _by_body(evidence, gold) if gold.body else _by_snippets(evidence, gold)
    alone, engine = evidence.rows(None), evidence.rows(evidence.first)
    # headlines never enter the body, whatever a gold says
    weights = [w if row is not None and not row[_TITLE] else 0.0 for w, row in zip(weights, engine, strict=True)]
    total = sum(weights)
    share = (1.0 if gold.body else SNIPPETS_WEIGHT) / total if total else 0.0
    return BlockSample(
        group=group,
        kind=gold.kind,
        alone=_packed(alone),
        engine=_packed(engine),
        scored_alone=[row is not None for row in alone],
        scored_engine=[row is not None for row in engine],
        kind_row=kind_features(evidence),
        page_row=evidence.page_row,
        labels=labels,
        weights=[weight * share for weight in weights],
        sizes=[len(tokens) for tokens in evidence.tokens],
        texts=[block.text for block in evidence.blocks],
        first=evidence.first,
        second=evidence.second,
        gold=gold.body,
        neutral=gold.neutral,
    )


def _packed(rows: Sequence[Sequence[float] | None]) -> list[Row]:
    """The rows in little memory."""
    return [array("f", row or [0.0] * len(NAMES)) for row in rows]


def _by_body(evidence: Evidence, gold: GoldPage) -> tuple[list[bool], list[float]]:
    """Long blocks weigh more; what may come back or not weighs nothing."""
    labels = Projection("\n".join(gold.body)).covers(evidence.tokens)
    neutral = {" ".join(words(text)) for text in gold.neutral}
    weights = [
        0.0 if " ".join(block) in neutral and not label else math.sqrt(len(block) + 3)
        for block, label in zip(evidence.tokens, labels, strict=True)
    ]
    return labels, weights


def _by_snippets(evidence: Evidence, gold: GoldPage) -> tuple[list[bool], list[float]]:
    """Only blocks that hold a snippet weigh anything."""
    folded = [_fold(block.text) for block in evidence.blocks]
    wanted, unwanted = [_fold(text) for text in gold.wanted], [_fold(text) for text in gold.unwanted]
    labels = [_holds(text, wanted) for text in folded]
    return labels, [float(label or _holds(text, unwanted)) for text, label in zip(folded, labels, strict=True)]


def _holds(text: str, snippets: Sequence[str]) -> bool:
    return any(snippet in text for snippet in snippets)


def _fold(text: str) -> str:
    return " ".join(text.split()).casefold()
