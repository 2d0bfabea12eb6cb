"""Trees as data: what a model file says is what comes out."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from cleaners.trees import Model, load_model

TREES: dict[str, Any] = {
    "features": ["width", "words"],
    "bias": 0.5,
    "trees": [[0, 10.0, -1.0, [1, 2.5, 2.0, 4.0]], 0.25],
}


@pytest.mark.parametrize(
    ("row", "score"),
    [([10.0, 9.0], -0.25), ([10.1, 2.5], 2.75), ([99.0, 3.0], 4.75)],
)
def test_a_row_falls_through_every_tree_and_the_leaves_are_added(row: list[float], score: float) -> None:
    assert Model(TREES).score(row) == pytest.approx(score)


def test_more_trees_than_one_expression_holds_still_add_up() -> None:
    model = Model({"features": ["width"], "bias": 0, "trees": [[0, n, 1, 0] for n in range(60)]})
    assert model.score([29.5]) == pytest.approx(30)


def test_a_model_of_no_trees_is_its_bias() -> None:
    assert Model({"features": ["width"], "bias": 1.5, "trees": []}).score([3.0]) == 1.5


def test_a_model_tells_its_features_in_order() -> None:
    assert Model(TREES).names == ("width", "words")


def test_a_file_is_read(tmp_path: Path) -> None:
    path = tmp_path / "model.json"
    path.write_text(json.dumps(TREES), encoding="utf-8")
    assert load_model(path).score([10.0, 0.0]) == pytest.approx(-0.25)


@pytest.mark.parametrize(
    "data",
    [
        {"bias": 0, "trees": []},
        {"features": ["a"], "trees": []},
        {"features": ["a"], "bias": 0},
        {"features": ["a"], "bias": None, "trees": []},
        {"features": ["a"], "bias": 0, "trees": [[1, 0.5, 1, 2]]},
        {"features": ["a"], "bias": 0, "trees": [[-1, 0.5, 1, 2]]},
        {"features": ["a"], "bias": 0, "trees": [[0, 0.5, 1]]},
        {"features": ["a"], "bias": 0, "trees": [["0", 0.5, 1, 2]]},
        {"features": ["a"], "bias": 0, "trees": [[0, "__import__('os')", 1, 2]]},
        {"features": ["a"], "bias": 0, "trees": ["__import__('os')"]},
        {"features": ["a"], "bias": 0, "trees": [None]},
        [],
    ],
)
def test_a_file_that_is_no_model_is_refused(tmp_path: Path, data: Any) -> None:
    path = tmp_path / "model.json"
    path.write_text(json.dumps(data), encoding="utf-8")
    with pytest.raises(ValueError):
        load_model(path)


def test_a_file_that_is_no_json_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "model.json"
    path.write_text("{", encoding="utf-8")
    with pytest.raises(ValueError):
        load_model(path)
