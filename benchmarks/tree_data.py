"""Trained trees in the format that the cleaner reads (`cleaners.trees`)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any


def trees_as_data(dump: dict[str, Any], names: Sequence[str]) -> dict[str, Any]:
    """A LightGBM ``dump`` (``Booster.dump_model()``) of a model over the features ``names``, rounded to be small."""
    trees = [_tree(info["tree_structure"]) for info in dump["tree_info"]]
    return {"features": list(names), "bias": 0.0, "trees": trees}


def _tree(node: dict[str, Any]) -> Any:
    if "leaf_value" in node:
        return float(f"{node['leaf_value']:.5g}")
    threshold = float(f"{node['threshold']:.6g}")
    return [node["split_feature"], threshold, _tree(node["left_child"]), _tree(node["right_child"])]
