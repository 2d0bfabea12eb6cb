"""Fit the weights with which the statements of an HTML page vote for its title.

usage: python -m benchmarks.fit_titles DATA_FOLDER [--check] [--out FILE]

DATA_FOLDER holds ``html-*.jsonl.gz`` sets whose gold names titles. The model is a conditional logit over the candidates
of a page (McFadden 1974), fitted by Newton's method with a ridge penalty; all candidates that read like a gold title
are right. ``--check`` leaves each set out in turn, then a fifth of the pages, and writes nothing. Needs numpy, of the
packages in ``requirements/train.in``.
"""

from __future__ import annotations

import argparse
import json
import zlib
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final
from urllib.parse import urlsplit

import numpy as np

from benchmarks.sets import GoldPage, find_sets, read_set
from cleaners.html.body import choose_body
from cleaners.html.evidence import gather
from cleaners.html.fields import site_name
from cleaners.html.printed import Printed
from cleaners.html.titles import WEIGHTS, title_candidates
from cleaners.normalise import key
from cleaners.page import Options

OUT: Final = Path(__file__).parents[1] / "cleaners" / "html" / "data" / "title-weights.json"
_RIDGE, _STEPS, _FOLDS = 1.0, 25, 5


@dataclass(frozen=True)
class Choice:
    """A page's candidates (a row of votes for each) and which of them are right."""

    set: str
    id: str
    rows: Any
    right: Any


def read_choices(folder: Path, names: Sequence[str]) -> Iterator[Choice]:
    """The candidates of every page whose gold names a title."""
    for name, path in find_sets(folder).items():
        if name.startswith("html-"):
            yield from (_choice(name, gold, names) for gold in read_set(path) if gold.meta.get("title"))


def _choice(group: str, gold: GoldPage, names: Sequence[str]) -> Choice:
    evidence = gather(gold.page, Options())
    printed: frozenset[str] = frozenset()
    if evidence.blocks:
        body = choose_body(evidence)
        lines = Printed(evidence, body.scores, body.keep)
        lines.settle_body()
        printed = lines.head_keys()
    site = site_name(evidence.markup)
    hostname = urlsplit(gold.page.url or "").hostname
    found = title_candidates(evidence.markup, site.value if site else None, hostname, printed)
    titles = gold.meta["title"]
    wanted = {key(title) for title in (titles["any"] if isinstance(titles, dict) else [titles])}
    rows = np.array([[one.votes.get(name, 0.0) for name in names] for one in found.values()])
    return Choice(group, gold.id, rows.reshape(-1, len(names)), np.array([folded in wanted for folded in found]))


def fit(choices: Sequence[Choice], size: int) -> Any:
    """The ``size`` weights that make the right candidates likeliest."""
    weights = np.zeros(size)
    used = [choice for choice in choices if choice.right.any() and not choice.right.all()]
    for _ in range(_STEPS):
        slope, curve = -_RIDGE * weights, _RIDGE * np.eye(size)
        for choice in used:
            chances = np.exp(choice.rows @ weights - (choice.rows @ weights).max())
            chances /= chances.sum()
            among_right = chances * choice.right
            slope += choice.rows.T @ (among_right / among_right.sum() - chances)
            centred = choice.rows - chances @ choice.rows
            curve += centred.T @ (centred * chances[:, None])
        weights = weights + np.linalg.solve(curve, slope)
    return weights


def hits(weights: Any, choices: Sequence[Choice]) -> Counter[str]:
    """How often the candidate with the most votes is right, by set."""
    return Counter(
        choice.set for choice in choices if len(choice.right) and choice.right[(choice.rows @ weights).argmax()]
    )


def check(choices: Sequence[Choice], size: int) -> None:
    """Print how well the weights carry over to sets, and to pages, that they were not fitted on."""

    def without(left_out: set[str]) -> Counter[str]:
        return hits(fit([c for c in choices if c.id not in left_out], size), [c for c in choices if c.id in left_out])

    totals = Counter(choice.set for choice in choices)
    folds: Counter[str] = Counter()
    for part in range(_FOLDS):
        folds += without({c.id for c in choices if zlib.crc32(c.id.encode()) % _FOLDS == part})
    for name in totals:
        left = without({c.id for c in choices if c.set == name})[name]
        print(f"{name}: {left} of {totals[name]} with the set left out, {folds[name]} with a fifth of the pages")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--check", action="store_true")
    parser.add_argument("--out", type=Path, default=OUT)
    options = parser.parse_args()
    names = list(WEIGHTS)
    choices = list(read_choices(options.folder, names))
    if options.check:
        check(choices, len(names))
        return
    weights = {name: round(float(weight), 2) for name, weight in zip(names, fit(choices, len(names)), strict=True)}
    options.out.write_text(json.dumps(weights, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
