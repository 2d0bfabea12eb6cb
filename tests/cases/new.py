"""Make a case from a page and the answer of today, to be read and corrected by a person:

    python -m tests.cases.new NAME PAGE [--url URL] [--language TAG] [--crawled-at MOMENT] [--timezone NAME]

PAGE is a file; one that ends in .html, .htm or .xhtml is HTML. What the answer gets wrong is corrected in
``article.json``, and what does not matter to the case is deleted there.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from schemas.article import METADATA_KEYS
from tests.cases.harness import FOLDER, Answer, answer_to, read_page

_HINTS = ("url", "language", "crawled_at", "timezone")


def expectation(answer: Answer) -> dict[str, Any]:
    """An ``article.json`` that expects ``answer``."""
    if "problem" in answer:
        return dict(answer)
    return {
        **{key: answer[key] for key in METADATA_KEYS},
        "text": answer["text"].split("\n\n"),
        "removed": [
            {"text": segment["text"], "kind": segment["kind"]}
            for segment in answer["segments"]
            if segment["role"] == "removed"
        ],
    }


def make(name: str, source: Path, hints: dict[str, str], folder: Path = FOLDER) -> Path:
    """Make the case ``name`` from the page in ``source``. Raises `FileExistsError` for a name that is taken."""
    case = folder / name
    case.mkdir()
    html = source.suffix.lower() in (".html", ".htm", ".xhtml")
    (case / ("page.html" if html else "page.txt")).write_bytes(source.read_bytes())
    if hints:
        _write(case / "request.json", hints)
    _write(case / "article.json", expectation(answer_to(read_page(case))))
    return case


def _write(path: Path, data: dict[str, Any]) -> None:
    path.write_text(json.dumps(data, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")


def main(arguments: Sequence[str] | None = None) -> None:
    """The command."""
    parser = argparse.ArgumentParser(prog="python -m tests.cases.new", description="Make a case from a page.")
    parser.add_argument("name", help="what is special about the page, in words joined by _")
    parser.add_argument("page", type=Path)
    for hint in _HINTS:
        parser.add_argument(f"--{hint.replace('_', '-')}")
    given = parser.parse_args(arguments)
    try:
        case = make(given.name, given.page, {hint: vars(given)[hint] for hint in _HINTS if vars(given)[hint]})
    except (FileExistsError, FileNotFoundError) as error:
        parser.error(str(error))
    print(f"{case}: read article.json now; it says what the answer is, not what it should be")


if __name__ == "__main__":
    main()
