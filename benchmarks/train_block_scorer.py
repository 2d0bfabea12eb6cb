"""Train the trees that tell body blocks of HTML pages from the rest.

usage: python -m benchmarks.train_block_scorer DATA_FOLDER [--check] [--out FILE]

DATA_FOLDER holds ``html-*.jsonl.gz`` sets in the format of the quality gate (``html``, ``body``, ``neutral``, or
snippets ``with``/``without``). A block is a positive example when it is in the gold body. ``--check`` trains on two
thirds of every set and measures on the rest, then leaving each set out whole, and writes nothing. Needs the packages of
``requirements/train.in``.
"""

from __future__ import annotations

import argparse
import json
import pickle
from pathlib import Path
from typing import Any

import lightgbm
import numpy as np

from benchmarks.block_samples import BlockSample, read_samples
from benchmarks.measure import body_score, f1
from benchmarks.tree_data import trees_as_data
from cleaners.html.body import THRESHOLD
from cleaners.html.features import NAMES

OUT = Path(__file__).parents[1] / "cleaners" / "html" / "data" / "block-scorer.json"
TREES, LEAVES, RATE = 110, 14, 0.1


def train(samples: list[BlockSample]) -> lightgbm.Booster:
    weights = np.concatenate([np.array(s.weights) for s in samples])
    used = weights > 0
    weights = weights[used] * used.sum() / weights.sum()
    data = lightgbm.Dataset(
        np.vstack([matrix(s) for s in samples])[used],
        np.concatenate([np.array(s.labels) for s in samples])[used],
        weight=weights,
        feature_name=list(NAMES),
    )
    settings = {
        "objective": "binary", "num_leaves": LEAVES, "learning_rate": RATE, "min_data_in_leaf": 40, "lambda_l2": 5.0,
        "bagging_fraction": 0.8, "bagging_freq": 1, "feature_fraction": 0.6, "verbosity": -1, "num_threads": 2,
        "seed": 7, "deterministic": True, "max_bin": 63,
    }  # fmt: skip
    return lightgbm.train(settings, data, TREES)


def matrix(one: BlockSample) -> Any:
    """The rows of a page, half as large."""
    return np.array(one.rows, dtype=np.float32)


def measure(booster: lightgbm.Booster, samples: list[BlockSample]) -> dict[str, float]:
    """Mean F1 of runs of four words per set, for the sets that have whole gold bodies."""
    found: dict[str, list[tuple[float, float]]] = {}
    for one in samples:
        if not one.gold:
            continue
        scores: Any = booster.predict(matrix(one), raw_score=True)
        kept = (scores > THRESHOLD) & np.array(one.scored)
        text = "\n".join(text for text, keep in zip(one.texts, kept, strict=True) if keep)
        score = body_score(one.gold, [], text)
        found.setdefault(one.group, []).append((score.precision, score.recall))
    means = {}
    for group, pairs in found.items():
        precision, recall = (sum(values) / len(values) for values in zip(*pairs, strict=True))
        means[group] = round(f1(precision, recall), 4)
    return means


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--check", action="store_true")
    parser.add_argument("--cache", type=Path, help="keep the features here between runs")
    parser.add_argument("--out", type=Path, default=OUT)
    options = parser.parse_args()
    if options.cache and options.cache.exists():
        samples = pickle.loads(options.cache.read_bytes())
    else:
        samples = list(read_samples(options.folder))
        if options.cache:
            options.cache.write_bytes(pickle.dumps(samples))
    if options.check:
        for part in range(3):
            model = train([one for number, one in enumerate(samples) if number % 3 != part])
            print(
                "held-out third",
                part,
                measure(model, [one for number, one in enumerate(samples) if number % 3 == part]),
            )
        for group in sorted({one.group for one in samples if one.gold}):
            model = train([one for one in samples if one.group != group])
            print("left out", measure(model, [one for one in samples if one.group == group]), flush=True)
        return
    options.out.write_text(
        json.dumps(trees_as_data(train(samples).dump_model(), NAMES), separators=(",", ":")), encoding="utf-8"
    )


if __name__ == "__main__":
    main()
