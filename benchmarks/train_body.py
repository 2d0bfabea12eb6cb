"""Train what chooses the body of an HTML page: the trees that score blocks, and those that tell kinds of pages.

usage: python -m benchmarks.train_body DATA_FOLDER [--check] [--cache FILE]

DATA_FOLDER holds ``html-*.jsonl.gz`` sets in the format of the quality gate (``html``, ``body``, ``neutral``, ``type``,
or snippets ``with``/``without``). A block is a positive example when it is in the gold body. ``--check`` writes
nothing: it measures the whole choice on every page as models trained on the other four fifths see it, and then on each
set left out whole. Needs the packages of ``requirements/train.in``.
"""

from __future__ import annotations

import argparse
import json
import pickle
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import lightgbm
import numpy as np

from benchmarks.block_samples import BlockSample, read_samples
from benchmarks.measure import body_score, f1
from benchmarks.tree_data import trees_as_data
from cleaners.html import body, kinds
from cleaners.html.body import HOPELESS, SURE, best_choice
from cleaners.html.features import NAMES
from cleaners.html.kinds import KIND_NAMES, KINDS

FOLDS = 5
_COMMON = {"verbosity": -1, "num_threads": 2, "seed": 7, "deterministic": True, "bagging_freq": 1}
_BLOCKS = _COMMON | {
    "objective": "binary", "num_leaves": 14, "learning_rate": 0.1, "min_data_in_leaf": 40, "lambda_l2": 5.0,
    "bagging_fraction": 0.8, "feature_fraction": 0.6, "max_bin": 63,
}  # fmt: skip
_KIND = _COMMON | {
    "objective": "binary", "num_leaves": 6, "learning_rate": 0.1, "min_data_in_leaf": 8, "lambda_l2": 5.0,
    "bagging_fraction": 0.8, "feature_fraction": 0.4,
}  # fmt: skip
_TREES = {"blocks": 110, "kind": 40}
#: sets that say nothing of kinds hold articles; they would outnumber the one that does
_UNSAID = 0.3
#: kinds that gold pages name, by what they are here
_SAME_KIND = {"collection": "listing"}


@dataclass
class Models:
    """What was trained together."""

    alone: lightgbm.Booster
    engine: lightgbm.Booster
    kind: dict[str, lightgbm.Booster]


def train_blocks(samples: Sequence[BlockSample], engine: bool) -> lightgbm.Booster:
    rows, labels, weights = [], [], []
    for one in samples:
        weight = np.array(one.weights) * np.array(one.scored_engine if engine else one.scored_alone)
        used = weight > 0
        rows.append(matrix(one, engine)[used])
        labels.append(np.array(one.labels)[used])
        weights.append(weight[used])
    weight = np.concatenate(weights)
    data = lightgbm.Dataset(
        np.vstack(rows), np.concatenate(labels), weight=weight * len(weight) / weight.sum(), feature_name=list(NAMES)
    )
    return lightgbm.train(_BLOCKS, data, _TREES["blocks"])


def train_kinds(samples: Sequence[BlockSample]) -> dict[str, lightgbm.Booster]:
    """One model for each kind: it against all others."""
    rows = np.array([one.kind_row for one in samples], dtype=np.float32)
    named = [kind_of(one) for one in samples]
    weights = [1.0 if one.kind and one.kind != "article" else _UNSAID for one in samples]
    return {
        kind: lightgbm.train(
            _KIND,
            lightgbm.Dataset(rows, np.array([name == kind for name in named]), weight=weights),
            _TREES["kind"],
        )
        for kind in KINDS
    }


def kind_of(sample: BlockSample) -> str:
    return _SAME_KIND.get(sample.kind or "article", sample.kind or "article")


def train(samples: Iterable[BlockSample]) -> Models:
    samples = list(samples)
    return Models(train_blocks(samples, False), train_blocks(samples, True), train_kinds(samples))


def matrix(one: BlockSample, engine: bool) -> Any:
    return np.array(one.engine if engine else one.alone, dtype=np.float32).reshape(-1, len(NAMES))


@dataclass
class Judged:
    """One page as the models see it.

    ``choices`` are what the trees take without and with trafilatura's verdict, ``promise`` is what the first is worth.
    """

    sample: BlockSample
    choices: dict[str, list[bool]]
    promise: float
    kind: str

    @property
    def asks(self) -> bool:
        """Whether trafilatura would be asked."""
        return self.promise < SURE

    def score(self, keep: Sequence[bool]) -> tuple[float, float]:
        """Precision and recall of a choice."""
        text = "\n".join(text for text, kept in zip(self.sample.texts, keep, strict=True) if kept)
        found = body_score(self.sample.gold, self.sample.neutral, text)
        return found.precision, found.recall


def judge(one: BlockSample, models: Models) -> Judged:
    """What `cleaners.html.body` does with a page, step by step."""
    chances = {
        kind: float(booster.predict(np.array([one.kind_row], dtype=np.float32))[0])
        for kind, booster in models.kind.items()
    }
    article = chances["article"] / sum(chances.values())
    alone = np.where(one.scored_alone, models.alone.predict(matrix(one, False), raw_score=True), HOPELESS)
    engine = np.where(one.scored_engine, models.engine.predict(matrix(one, True), raw_score=True), HOPELESS)
    keep, promise = best_choice(list(alone), one.sizes, article)
    weighed = best_choice(list((alone + engine) / 2), one.sizes, article)[0]
    choices = {"blocks": keep, "weighed": weighed, "trafilatura": one.first, "Resiliparse": one.second}
    return Judged(one, choices, promise, max(chances, key=lambda kind: chances[kind]))


def cross_judged(samples: Sequence[BlockSample], folds: int = FOLDS) -> list[Judged]:
    """Every page as models trained on the other folds see it."""
    judged: list[Judged] = []
    for fold in range(folds):
        models = train(one for number, one in enumerate(samples) if number % folds != fold)
        judged += [judge(one, models) for number, one in enumerate(samples) if number % folds == fold]
    return judged


def figures(judged: Sequence[Judged]) -> str:
    """Mean F1 by set, and by kind where a set names kinds: what would be answered, and each candidate."""
    found: dict[str, list[list[tuple[float, float]]]] = {}
    for one in judged:
        if not one.sample.gold:
            continue
        scores = [one.score(keep) for keep in one.choices.values()]
        scores.insert(0, scores[1 if one.asks else 0])
        found.setdefault(one.sample.group, []).append(scores)
        if one.sample.kind:
            found.setdefault(f"{one.sample.group}: {kind_of(one.sample)}", []).append(scores)
    lines = [f"{'':24} pages   chosen   blocks  weighed   trafil.  Resilip."]
    for name, pages in sorted(found.items()):
        means = [f1(*map(float, np.mean(scores, axis=0))) for scores in zip(*pages, strict=True)]
        lines.append(f"{name:24} {len(pages):5} " + " ".join(f"{mean:8.4f}" for mean in means))
    named = [one for one in judged if one.sample.kind]
    lines.append(f"trafilatura is asked on {sum(one.asks for one in judged)} of {len(judged)} pages")
    lines.append(f"the kind is right on {sum(kind_of(one.sample) == one.kind for one in named)} of {len(named)}")
    return "\n".join(lines)


def check(samples: list[BlockSample]) -> None:
    print("models trained on the other four fifths", figures(cross_judged(samples)), sep="\n", flush=True)
    for group in sorted({one.group for one in samples if one.gold}):
        models = train(one for one in samples if one.group != group)
        print(figures([judge(one, models) for one in samples if one.group == group]), flush=True)


def write(path: Path, data: Any) -> None:
    path.write_text(json.dumps(data, separators=(",", ":")), encoding="utf-8")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--check", action="store_true")
    parser.add_argument("--cache", type=Path, help="keep the features here between runs")
    options = parser.parse_args()
    if options.cache and options.cache.exists():
        samples = pickle.loads(options.cache.read_bytes())
    else:
        samples = list(read_samples(options.folder))
        if options.cache:
            options.cache.write_bytes(pickle.dumps(samples))
    if options.check:
        check(samples)
        return
    models = train(samples)
    write(body.ALONE, trees_as_data(models.alone.dump_model(), NAMES))
    write(body.ENGINE, trees_as_data(models.engine.dump_model(), NAMES))
    write(kinds.MODEL, {kind: trees_as_data(each.dump_model(), KIND_NAMES) for kind, each in models.kind.items()})


if __name__ == "__main__":
    main()
