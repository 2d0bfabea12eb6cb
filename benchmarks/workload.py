"""The pages that load, soak and chaos send: annotated sets where there is a folder of them, else the cases."""

from __future__ import annotations

import json
from html import escape
from pathlib import Path
from typing import Final

from benchmarks.sets import draw_order, find_sets, read_set
from cleaners import Page
from cleaners.page import PageKind

_CASES: Final = Path(__file__).parents[1] / "tests" / "cases"
#: what is longer than this (characters) is no item of a menu
_MENU: Final = 60
_TEXT_SETS: Final = ("text-seeds", "text-vi")


def workloads(folder: Path | None, html_pages: int = 120) -> dict[str, list[Page]]:
    """Pages of raw text and of HTML by the names ``text`` and ``html``. Raises `BadSetError`.

    Of a folder, text is the first of the small sets there, and HTML is ``html_pages`` drawn from all its sets.
    """
    if folder is None:
        cases = _cases("text")
        return {"text": cases, "html": [*_cases("html"), *map(_marked_up, cases)]}
    sets = find_sets(folder)
    text = next((read_set(sets[name]) for name in _TEXT_SETS if name in sets), [])
    drawn = [gold for name, path in sets.items() if name.startswith("html") for gold in read_set(path, html_pages)]
    html = sorted(drawn, key=draw_order)[:html_pages]
    found = {"text": [gold.page for gold in text], "html": [gold.page for gold in html]}
    return {name: pages for name, pages in found.items() if pages}


def _marked_up(page: Page) -> Page:
    """The HTML page of which a raw text might be: long lines are paragraphs, runs of short ones menus."""
    lines: list[str] = []
    for line in filter(None, map(str.strip, page.content.splitlines())):
        words = escape(line)
        lines.append(
            f"<p>{words}</p>" if len(line) > _MENU else f'<div class="item"><a href="/{len(lines)}">{words}</a></div>'
        )
    title = next((line for line in page.content.splitlines() if 30 < len(line) < 100), "")
    head = f"<!DOCTYPE html><html><head><title>{escape(title)}</title></head>"
    return Page("html", f"{head}<body>{''.join(lines)}</body></html>", url=page.url, language=page.language)


def _cases(kind: PageKind) -> list[Page]:
    pages = []
    for file in sorted(_CASES.glob(f"*/page.{'txt' if kind == 'text' else 'html'}")):
        told = file.with_name("request.json")
        hints = json.loads(told.read_text("utf-8")) if told.exists() else {}
        pages.append(Page(kind, file.read_text("utf-8"), url=hints.get("url"), language=hints.get("language")))
    return pages
