"""Which blocks are the body: trained trees over the evidence, with trafilatura's verdict as the strongest of it.

The model was trained on gold pages of several public sets (``benchmarks/train_block_scorer.py``). Choosing block by
block lets it follow trafilatura where that is right, take what only the other extractor found, and cut heads, tails and
cards that neither recognised.
"""

from __future__ import annotations

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
    return keep
