"""The phrases that readers of raw text look for, kept as data."""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path
from typing import Final

import yaml

_FILE: Final = Path(__file__).parent / "data" / "phrases.yaml"


@lru_cache(maxsize=1)
def _lists() -> dict[str, list[str]]:
    lists: dict[str, list[str]] = yaml.safe_load(_FILE.read_text(encoding="utf-8"))
    return lists


def any_of(name: str) -> str:
    """A group of a regular expression for any phrase of the list ``name``, the longest first."""
    return "(?:" + "|".join(map(re.escape, sorted(_lists()[name], key=len, reverse=True))) + ")"
