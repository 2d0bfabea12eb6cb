"""The pages that load, soak and chaos send: annotated sets where there is a folder of them, else the cases."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Final

from benchmarks.sets import draw_order, find_sets, read_set
from cleaners import Page
from cleaners.page import PageKind

_CASES: Final = Path(__file__).parents[1] / "tests" / "cases"
_TEXT_SETS: Final = ("text-seeds", "text-vi")


def workloads(folder: Path | None, html_pages: int = 120) -> dict[str, list[Page]]:
    """Pages of raw text and of HTML by the names ``text`` and ``html``. Raises `BadSetError`.

    Of a folder, text is the first of the small sets there, and HTML is ``html_pages`` drawn from all its sets.
    """
    if folder is None:
        return {"text": _cases("text"), "html": _cases("html")}
    sets = find_sets(folder)
    text = next((read_set(sets[name]) for name in _TEXT_SETS if name in sets), [])
    drawn = [gold for name, path in sets.items() if name.startswith("html") for gold in read_set(path, html_pages)]
    html = sorted(drawn, key=draw_order)[:html_pages]
    found = {"text": [gold.page for gold in text], "html": [gold.page for gold in html]}
    return {name: pages for name, pages in found.items() if pages}


def _cases(kind: PageKind) -> list[Page]:
    pages = []
    for file in sorted(_CASES.glob(f"*/page.{'txt' if kind == 'text' else 'html'}")):
        told = file.with_name("request.json")
        hints = json.loads(told.read_text("utf-8")) if told.exists() else {}
        pages.append(Page(kind, file.read_text("utf-8"), url=hints.get("url"), language=hints.get("language")))
    return pages
