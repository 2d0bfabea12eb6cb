"""Trained trees as data."""

from __future__ import annotations

import json
from pathlib import Path

from benchmarks.tree_data import trees_as_data
from cleaners.trees import load_model

DUMP = {
    "tree_info": [
        {
            "tree_structure": {
                "split_feature": 1,
                "threshold": 0.123456789,
                "left_child": {"leaf_value": -1.23456789},
                "right_child": {
                    "split_feature": 0,
                    "threshold": 2.0,
                    "left_child": {"leaf_value": 0.5},
                    "right_child": {"leaf_value": 1.0},
                },
            }
        },
        {"tree_structure": {"leaf_value": 0.25}},
    ]
}


def test_trees_become_nested_lists_of_rounded_numbers() -> None:
    assert trees_as_data(DUMP, ["size", "links"]) == {
        "features": ["size", "links"],
        "bias": 0.0,
        "trees": [[1, 0.123457, -1.2346, [0, 2.0, 0.5, 1.0]], 0.25],
    }


def test_the_cleaner_scores_with_what_is_written(tmp_path: Path) -> None:
    path = tmp_path / "model.json"
    path.write_text(json.dumps(trees_as_data(DUMP, ["size", "links"])))
    assert [load_model(path).score(row) for row in ([0, 0], [1, 1], [3, 1])] == [-1.2346 + 0.25, 0.75, 1.25]
