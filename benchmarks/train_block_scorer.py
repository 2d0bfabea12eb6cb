"""Train the trees that tell body blocks of HTML pages from the rest.

usage: python -m benchmarks.train_block_scorer DATA_FOLDER [--check] [--out FILE]

DATA_FOLDER holds ``html-*.jsonl.gz`` sets in the format of the quality gate (``html``, ``body``, ``neutral``, or
snippets ``with``/``without``). A block is a positive example when it is in the gold body. ``--check`` trains on two
thirds of every set and measures on the rest, then leaving each set out whole, and writes nothing. Needs the packages of
``requirements/train.in``.
"""

from __future__ import annotations

import argparse
import gzip
import json
import pickle
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import lightgbm
import numpy as np

from benchmarks.measure import body_score, f1
from cleaners.html.body import THRESHOLD
from cleaners.html.evidence import gather
from cleaners.html.features import NAMES
from cleaners.html.projection import Projection, words
from cleaners.page import Options, Page

OUT = Path(__file__).parents[1] / "cleaners" / "html" / "data" / "block-scorer.json"
TREES, LEAVES, RATE = 110, 14, 0.1
#: pages known by a few snippets only count for less
SNIPPETS_WEIGHT = 0.3


@dataclass
class Sample:
    """One page: a row, a label and a weight for each block, and its text for measuring."""

    group: str
    rows: Any
    labels: Any
    weights: Any
    scored: Any
    texts: list[str]
    gold: list[str]


def fold(text: str) -> str:
    return " ".join(text.split()).casefold()


def sample(group: str, page: dict[str, Any]) -> Sample | None:
    evidence = gather(Page("html", page["html"], url=page.get("url")), Options())
    blocks = evidence.blocks
    if not blocks:
        return None
    texts = [block.text for block in blocks]
    title = NAMES.index("is_title")
    if page["body"]:
        labels = np.array(Projection("\n".join(page["body"])).covers(evidence.tokens))
        neutral = {" ".join(words(text)) for text in page.get("neutral", [])}
        free = np.array([" ".join(block) in neutral for block in evidence.tokens]) & ~labels
        weights = np.sqrt(np.array([len(block) for block in evidence.tokens]) + 3.0) * ~free
    else:
        wanted, unwanted = (list(map(fold, page.get(name, []))) for name in ("with", "without"))
        labels = np.array([any(snippet in fold(text) for snippet in wanted) for text in texts])
        weights = np.array([any(snippet in fold(text) for snippet in wanted + unwanted) for text in texts]) * 1.0
    scored = np.array([row is not None for row in evidence.rows])
    rows = np.array([row or [0.0] * len(NAMES) for row in evidence.rows], dtype=np.float32)
    weights = weights * scored
    weights = weights * (rows[:, title] == 0)  # headlines never enter the body, whatever a gold says
    total = weights.sum()
    if total:
        weights = weights / total * (1.0 if page["body"] else SNIPPETS_WEIGHT)
    return Sample(group, rows, labels, weights, scored, texts, page["body"])


def read(folder: Path) -> list[Sample]:
    samples = []
    for path in sorted(folder.glob("html-*.jsonl.gz")):
        group = path.name.removeprefix("html-").split(".")[0]
        with gzip.open(path, "rt", encoding="utf-8") as lines:
            for line in lines:
                page = json.loads(line)
                if page.get("expect", "article") == "article" and (made := sample(group, page)):
                    samples.append(made)
        print(group, len(samples), flush=True)
    return samples


def train(samples: list[Sample]) -> lightgbm.Booster:
    weights = np.concatenate([s.weights for s in samples])
    used = weights > 0
    weights = weights[used] * used.sum() / weights.sum()
    data = lightgbm.Dataset(
        np.vstack([s.rows for s in samples])[used],
        np.concatenate([s.labels for s in samples])[used],
        weight=weights,
        feature_name=list(NAMES),
    )
    settings = {
        "objective": "binary", "num_leaves": LEAVES, "learning_rate": RATE, "min_data_in_leaf": 40, "lambda_l2": 5.0,
        "bagging_fraction": 0.8, "bagging_freq": 1, "feature_fraction": 0.6, "verbosity": -1, "num_threads": 2,
        "seed": 7, "deterministic": True, "max_bin": 63,
    }  # fmt: skip
    return lightgbm.train(settings, data, TREES)


def as_data(booster: lightgbm.Booster) -> dict[str, Any]:
    """The trees in the format of `cleaners.trees`."""

    def tree(node: dict[str, Any]) -> Any:
        if "leaf_value" in node:
            return float(f"{node['leaf_value']:.5g}")
        return [
            node["split_feature"], float(f"{node['threshold']:.6g}"), tree(node["left_child"]),
            tree(node["right_child"]),
        ]  # fmt: skip

    dumped = booster.dump_model()
    return {"features": list(NAMES), "bias": 0.0, "trees": [tree(one["tree_structure"]) for one in dumped["tree_info"]]}


def measure(booster: lightgbm.Booster, samples: list[Sample]) -> dict[str, float]:
    """Mean F1 of runs of four words per set, for the sets that have whole gold bodies."""
    found: dict[str, list[tuple[float, float]]] = {}
    for one in samples:
        if not one.gold:
            continue
        kept = (booster.predict(one.rows, raw_score=True) > THRESHOLD) & one.scored
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
        samples = read(options.folder)
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
    options.out.write_text(json.dumps(as_data(train(samples)), separators=(",", ":")), encoding="utf-8")


if __name__ == "__main__":
    main()
