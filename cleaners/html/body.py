"""Which blocks are the body: trained trees over the evidence, with trafilatura's verdict as the strongest of it.

The model was trained on gold pages of several public sets (``benchmarks/train_block_scorer.py``). Choosing block by
block lets it follow trafilatura where that is right, take what only the other extractor found, and cut heads, tails and
cards that neither recognised.
"""

from __future__ import annotations

from itertools import groupby
from pathlib import Path
from typing import Final

from cleaners.html.evidence import Evidence
from cleaners.trees import load_model

#: log-odds above which a block belongs to the body; below even odds, because a lost paragraph is worse than a line more
THRESHOLD: Final = -0.35
#: a page on which nothing reaches the threshold is given the benefit of this doubt
_DOUBT: Final = -1.6
#: … if that makes so many words
_SOME: Final = 60
#: what a block without a row scores
_HOPELESS: Final = -9.0
#: what the body says so often is a refrain
_REFRAIN: Final = 3
#: so many hidden blocks between paragraphs are none that a program unfolds
_FEW: Final = 3
_MODEL: Final = Path(__file__).parent / "data" / "block-scorer.json"


def body_scores(evidence: Evidence) -> list[float]:
    """The log-odds of each block to belong to the body."""
    score = load_model(_MODEL).score
    return [score(row) if row is not None else _HOPELESS for row in evidence.rows]


def choose(evidence: Evidence, scores: list[float]) -> list[bool]:
    """Which blocks are the body. Where nothing is likely to be, the doubtful blocks that trafilatura takes are."""
    keep = [score > THRESHOLD for score in scores]
    if not any(keep):
        doubtful = [score > _DOUBT and taken for score, taken in zip(scores, evidence.first, strict=True)]
        if sum(len(words) for words, taken in zip(evidence.tokens, doubtful, strict=True) if taken) >= _SOME:
            keep = doubtful
    return _with_refrains(evidence, _without_hidden(evidence, keep))


def _with_refrains(evidence: Evidence, keep: list[bool]) -> list[bool]:
    """``keep`` with the lines that the body repeats wherever they end a stanza, the last one included."""
    said: dict[str, list[int]] = {}
    for number, block in enumerate(evidence.blocks):
        if not block.hidden:
            said.setdefault(block.text, []).append(number)
    kept = list(keep)
    for numbers in said.values():
        taken = sum(keep[number] for number in numbers)
        if taken >= _REFRAIN and taken < len(numbers) <= 1.5 * taken:
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
