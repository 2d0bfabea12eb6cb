"""Which blocks are the body: candidates for the whole of it, the cheap one first, and a choice between them.

Trained trees give each block its odds from what it says, where it stands and what Resiliparse takes. On most pages they
are sure, and the choice of blocks that promises most is the body. Where they doubt, trafilatura is asked as well, and
what both sets of trees say together, with and without its verdict, makes the next candidate. Where neither finds
anything likely, trafilatura's word stands.

The models were trained on gold pages of several public sets (``benchmarks/train_body.py``).
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import Final, Literal

from cleaners.html.evidence import Evidence
from cleaners.html.groups import with_groups_whole
from cleaners.html.kinds import page_kind
from cleaners.trees import load_model

CandidateName = Literal["blocks", "weighed", "trafilatura"]

#: below this promise (`best_choice`) trafilatura is asked
SURE: Final = 0.9
#: how the log-odds are read, for an article and for any other page: (factor, added)
_READ_ARTICLE, _READ_OTHER = (1.3, 0.0), (0.8, 0.3)
#: a page of which fewer words than `_SOME` are likely is given the benefit of this doubt, if that makes as many
_DOUBT: Final = -4.0
_SOME: Final = 60
#: what a block without a row scores
HOPELESS: Final = -9.0
#: what the body says so often is a refrain
_REFRAIN: Final = 3
#: so many hidden blocks between paragraphs are none that a program unfolds
_FEW: Final = 3
_DATA: Final = Path(__file__).parent / "data"
ALONE: Final = _DATA / "block-scorer-alone.json"
ENGINE: Final = _DATA / "block-scorer.json"


@dataclass(slots=True, frozen=True)
class Body:
    """The blocks chosen and the log-odds of each block.

    ``candidate`` names whose choice it is: ``blocks`` (the trees without trafilatura), ``weighed`` (with its verdict)
    or ``trafilatura``; ``promise`` is the F1 expected of it, ``alone`` what was expected before trafilatura was asked,
    and ``kind`` what kind of page it is (`cleaners.html.kinds`).
    """

    keep: list[bool]
    scores: list[float]
    candidate: CandidateName
    promise: float
    alone: float
    kind: str


def choose_body(evidence: Evidence, sure: float = SURE) -> Body:
    """The blocks of the body, which may be none; a promise below ``sure`` is a doubt. Uses the tree up in doubt."""
    kind, article = page_kind(evidence)
    sizes = [len(words) for words in evidence.tokens]
    scores = _scores(evidence, None)
    keep, alone = best_choice(scores, sizes, article)
    candidate: CandidateName = "blocks"
    promise = alone
    if alone < sure:
        scores = [(a + b) / 2 for a, b in zip(scores, _scores(evidence, evidence.first), strict=True)]
        keep, promise = best_choice(scores, sizes, article)
        candidate = "weighed"
    if sum(size for size, taken in zip(sizes, keep, strict=True) if taken) < _SOME:
        doubtful = doubtful_text(evidence, scores)
        if any(doubtful):
            keep, candidate = doubtful, "trafilatura"
    keep = with_groups_whole(evidence, scores, keep)
    return Body(settled(evidence, keep), scores, candidate, promise, alone, kind)


def doubtful_text(evidence: Evidence, scores: Sequence[float]) -> list[bool]:
    """What trafilatura takes of a page on which little is likely, where the doubt is small and the text is some."""
    taken = [score > _DOUBT and first for score, first in zip(scores, evidence.first, strict=True)]
    words = sum(len(tokens) for tokens, one in zip(evidence.tokens, taken, strict=True) if one)
    return taken if words >= _SOME else [False] * len(taken)


def settled(evidence: Evidence, keep: list[bool]) -> list[bool]:
    """``keep`` without hidden text that slipped in, and with every line of a refrain."""
    return _with_refrains(evidence, _without_hidden(evidence, keep))


def best_choice(scores: Sequence[float], sizes: Sequence[int], article: float) -> tuple[list[bool], float]:
    """The blocks whose F1 is expected to be the best, and that F1.

    Of all choices "everything above a threshold", the one with the highest expected F1 in words, as if the odds were
    right (Lipton, Elkan and Naryanaswamy, "Optimal Thresholding of Classifiers to Maximize F1 Measure", 2014): a page
    on which little is certain is read more generously than one where every block is. ``sizes`` are the words of each
    block, ``article`` the chance that the page is an article.
    """
    factor, added = (
        article * one + (1 - article) * other for one, other in zip(_READ_ARTICLE, _READ_OTHER, strict=True)
    )
    weights = [max(1, size) for size in sizes]
    chances = [1 / (1 + math.exp(-max(-30.0, min(30.0, factor * score + added)))) for score in scores]
    expected = sum(weight * chance for weight, chance in zip(weights, chances, strict=True))
    order = sorted((number for number, score in enumerate(scores) if score > HOPELESS), key=lambda n: -scores[n])
    best = best_at = taken = hit = 0.0
    for rank, number in enumerate(order, 1):
        taken += weights[number]
        hit += weights[number] * chances[number]
        if (promise := 2 * hit / (taken + expected)) > best:
            best, best_at = promise, rank
    keep = [False] * len(scores)
    for number in order[: int(best_at)]:
        keep[number] = True
    return keep, best


def _scores(evidence: Evidence, first: Sequence[bool] | None) -> list[float]:
    """The log-odds of each block to belong to the body, with or without trafilatura's verdict ``first``."""
    score = load_model(ALONE if first is None else ENGINE).score
    return [score(row) if row is not None else HOPELESS for row in evidence.rows(first)]


def _with_refrains(evidence: Evidence, keep: list[bool]) -> list[bool]:
    """``keep`` with the lines that the body repeats wherever they end a stanza, the last one included."""
    blocks = evidence.blocks
    counts = Counter(block.text for block, taken in zip(blocks, keep, strict=True) if taken and not block.hidden)
    refrains: dict[str, list[int]] = {text: [] for text, taken in counts.items() if taken >= _REFRAIN}
    if not refrains:
        return keep
    for number, block in enumerate(blocks):
        if not block.hidden and block.text in refrains:
            refrains[block.text].append(number)
    kept = list(keep)
    for text, numbers in refrains.items():
        if counts[text] < len(numbers) <= 1.5 * counts[text]:
            for number in numbers:
                kept[number] = keep[number] or (number > 0 and keep[number - 1])
    return kept


def _without_hidden(evidence: Evidence, keep: list[bool]) -> list[bool]:
    """``keep`` without what is hidden and was chosen by its words alone.

    Hidden text may be what a program uncovers or unfolds; but not where it says again what is shown, or where a little
    of it slips in between visible paragraphs.
    """
    blocks = evidence.blocks
    if not any(block.hidden and taken for block, taken in zip(blocks, keep, strict=True)):
        return keep
    shown: dict[str, int] = {}
    for number, block in enumerate(blocks):
        if not block.hidden:
            shown.setdefault(block.text, number)
    kept = list(keep)
    start = 0
    for hidden, run in groupby(blocks, key=lambda block: block.hidden):
        end = start + sum(1 for _ in run)
        if hidden:
            around = [number for number in (start - 1, end) if 0 <= number < len(blocks)]
            slipped_in = end - start <= _FEW and all(
                blocks[number].level == 1 or (keep[number] and blocks[number].kind == "paragraph") for number in around
            )
            for number in range(start, end):
                if keep[number] and (twin := shown.get(blocks[number].text)) is not None:
                    kept[number], kept[twin] = False, True
                elif slipped_in:
                    kept[number] = False
        start = end
    return kept
