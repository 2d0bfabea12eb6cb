"""Word lists of the metadata readers, kept as data next to the code."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Any, Final

#: every capital letter up to the end of the Latin, Greek and Cyrillic blocks, for use inside a character class;
#: a range would not do, because there capitals and small letters alternate
CAPITALS: Final = "A-Z" + "".join(char for char in map(chr, range(0xC0, 0x1F00)) if char.isupper())

_DATA: Final = Path(__file__).with_name("data")


@cache
def load(name: str) -> Any:
    """The list or table in ``data/<name>.json``; read once a process."""
    return json.loads((_DATA / f"{name}.json").read_text(encoding="utf-8"))


def composed(text: str) -> str:
    """``text`` in NFC, the form all words are listed in; mostly a check and no copy."""
    return text if unicodedata.is_normalized("NFC", text) else unicodedata.normalize("NFC", text)


def primary(language: str | None) -> str:
    """The primary subtag of a BCP 47 tag in lower case, or an empty string."""
    return language.replace("_", "-").partition("-")[0].lower() if language else ""


def any_of(words: Iterable[str]) -> str:
    """A regular expression for any of ``words``, the longest first; a space stands for any one blank."""
    return "|".join(re.escape(word).replace(r"\ ", r"\s") for word in sorted(words, key=len, reverse=True))
