"""Train the line scorer of raw text from sets with gold answers.

usage: python -m benchmarks.train_scorer --data DIR [--check] [--out FILE]

``--check`` trains nothing for keeps: it measures F1 with each source of pages left out in turn (does it carry over to
sites it never saw?) and with a fifth of the pages left out (does it carry over to pages of sites it saw?), against
keeping the lines over 80 characters. Needs the packages of ``requirements/train.in``.
"""

from __future__ import annotations

import argparse
import json
import math
import re
import zlib
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import lightgbm
import numpy

from benchmarks.measure import body_score, f1, fold
from benchmarks.sets import GoldPage, find_sets, read_set
from benchmarks.tree_data import trees_as_data
from cleaners.rules.engine import rule_book
from cleaners.text import scorer
from cleaners.text.features import NAMES, Row, features
from cleaners.text.lines import Line
from cleaners.text.reader import read_lines

TREES: Final = 170
PARAMETERS: Final[dict[str, Any]] = {
    "objective": "binary",
    "num_leaves": 16,
    "learning_rate": 0.08,
    "min_data_in_leaf": 60,
    "feature_fraction": 0.6,
    "bagging_fraction": 0.8,
    "bagging_freq": 1,
    "lambda_l2": 3.0,
    "verbose": -1,
    "num_threads": 2,
    "seed": 1,
    "deterministic": True,
    "force_row_wise": True,
}
_UNSPACED: Final = re.compile("[\u3040-\u30ff\u4e00-\u9fff\uac00-\ud7a3\u0e00-\u0e7f]")
_VARIANT: Final = re.compile(r"-(?:main|wet|full)$")


@dataclass
class Sample:
    """A page's lines with features, and for each line whether it is body (1), chrome (0), and its weight."""

    gold: GoldPage
    set: str
    lines: list[Line]
    rows: list[Row]
    labels: list[int]
    weights: list[float]

    @property
    def source(self) -> str:
        """Who collected the page: part of the id where a set mixes several collections."""
        return self.gold.id.split(":")[0] if ":" in self.gold.id else self.set.split("-")[1]


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command; returns its exit status."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True, help="folder of sets (text-*.jsonl.gz)")
    parser.add_argument("--out", type=Path, default=scorer._MODEL)
    parser.add_argument("--check", action="store_true")
    options = parser.parse_args(arguments)
    samples = list(read_samples(options.data))
    if options.check:
        check(samples)
        return 0
    booster = fit(samples)
    options.out.write_text(
        json.dumps(trees_as_data(booster.dump_model(), NAMES), separators=(",", ":")) + "\n", encoding="utf-8"
    )
    print(f"{len(samples)} pages, {sum(len(s.lines) for s in samples)} lines -> {options.out}")
    return 0


def read_samples(folder: Path) -> Iterable[Sample]:
    """Every raw text page of the folder, labelled line by line."""
    book = rule_book()
    for name, path in find_sets(folder).items():
        if not name.startswith("text-"):
            continue
        for gold in read_set(path):
            reading = read_lines(gold.page.content, gold.page.language, book)
            lines, language = reading.lines, reading.language
            if lines:
                labels, weights = label(gold, lines)
                yield Sample(gold, name, lines, list(features(lines, language)), labels, weights)


def tokens(text: str) -> list[str]:
    """Words; letters where the script has no spaces."""
    found: list[str] = []
    for word in re.findall(r"\w+", fold(text)):
        found += list(word) if _UNSPACED.search(word) else [word]
    return found


def label(gold: GoldPage, lines: Sequence[Line]) -> tuple[list[int], list[float]]:
    """Body or not for each line, and what it weighs: lines that may come back or not weigh nothing."""
    body = [tokens(part) for part in gold.body]
    neutral = [tokens(part) for part in gold.neutral]
    runs = {run for part in body for run in _runs(part)}
    spare = {run for part in neutral for run in _runs(part)}
    whole, spare_whole = {tuple(part) for part in body}, {tuple(part) for part in neutral}
    flat = " " + " ".join(word for part in body for word in part) + " "
    labels: list[int] = []
    weights: list[float] = []
    scale = 3 / math.sqrt(len(lines))
    for line in lines:
        words = tuple(tokens(line.text))
        mine = _runs(words)
        sure = 1.0
        if not words:
            is_body, sure = False, 0.2
        elif words in whole:
            is_body = True
        elif words in spare_whole:
            is_body, sure = False, 0.0
        elif mine:
            is_body = 2 * sum(run in runs for run in mine) >= len(mine)
            if not is_body and 2 * sum(run in spare for run in mine) >= len(mine):
                sure = 0.0
        else:
            is_body = f" {' '.join(words)} " in flat
            sure = 0.3 if is_body else 0.6
        labels.append(int(is_body))
        weights.append(sure * scale * (0.5 + min(math.log1p(len(line.text)), 6.0)))
    return labels, weights


def _runs(words: Sequence[str]) -> list[tuple[str, ...]]:
    return [tuple(words[i : i + 3]) for i in range(len(words) - 2)]


def fit(samples: Sequence[Sample], seed: int = 1) -> lightgbm.Booster:
    """Train on all lines of ``samples`` that weigh something."""
    rows = numpy.array([row for s in samples for row in s.rows], dtype=numpy.float32)
    labels = numpy.array([value for s in samples for value in s.labels])
    weights = numpy.array([value for s in samples for value in s.weights])
    used = weights > 0
    data = lightgbm.Dataset(rows[used], labels[used], weight=weights[used])
    return lightgbm.train({**PARAMETERS, "seed": seed}, data, TREES)


def check(samples: Sequence[Sample]) -> None:
    """Print F1 of each set under both ways of leaving pages out, and of the long-lines baseline."""
    pages = [s for s in samples if s.gold.expects_article and s.gold.body]

    def fold_of(sample: Sample) -> str:
        return str(zlib.crc32(_VARIANT.sub("", sample.gold.id).encode()) % 5)

    for title, group in (("source left out", lambda s: s.source), ("fifth left out", fold_of)):
        _report(title, pages, _held_out(samples, pages, group))
    _report("lines over 80", pages, [[len(line.text) > 80 for line in s.lines] for s in pages])


def _held_out(samples: Sequence[Sample], pages: Sequence[Sample], group: Callable[[Sample], str]) -> list[list[bool]]:
    kept: dict[int, list[bool]] = {}
    for held in sorted({group(sample) for sample in samples}):
        booster = fit([sample for sample in samples if group(sample) != held])
        for sample in pages:
            if group(sample) == held:
                scores = booster.predict(numpy.array(sample.rows, dtype=numpy.float32), raw_score=True)
                kept[id(sample)] = scorer.likely_body(sample.lines, [float(score) for score in scores])
    return [kept[id(sample)] for sample in pages]


def _report(title: str, pages: Sequence[Sample], kept: Sequence[Sequence[bool]]) -> None:
    scores = defaultdict(list)
    for sample, keep in zip(pages, kept, strict=True):
        text = "\n\n".join(line.text for line, is_kept in zip(sample.lines, keep, strict=True) if is_kept)
        scores[sample.set].append(body_score(sample.gold.body, sample.gold.neutral, text))
    print(title)
    for name, found in sorted(scores.items()):
        precision = sum(score.precision for score in found) / len(found)
        recall = sum(score.recall for score in found) / len(found)
        print(f"  {name:20} {len(found):4} pages  P {precision:.4f}  R {recall:.4f}  F1 {f1(precision, recall):.4f}")


if __name__ == "__main__":
    raise SystemExit(main())
