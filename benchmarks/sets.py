"""Sets of pages with gold answers: JSON lines, one page a line, plain or gzipped.

A page has ``id`` and exactly one of ``html`` and ``text``; optionally the hints of a request (``url``, ``language``,
``crawled_at``) and ``type``, the kind of page. The gold is ``expect`` (``article`` or ``no-article``), ``body``
(paragraphs that must come back), ``neutral`` (passages that may come back or not), ``with`` and ``without``
(snippets that must and must not come back) and ``meta`` (the fields to compare; others are not judged).
"""

from __future__ import annotations

import gzip
import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any, TextIO, cast

from cleaners import Page
from cleaners.page import PageKind

_SUFFIXES = (".jsonl", ".jsonl.gz")


class BadSetError(Exception):
    """A set file that cannot be read; the message names the file and the line."""


@dataclass(frozen=True, slots=True)
class GoldPage:
    """One page and what a perfect cleaner would answer. Picklable."""

    id: str
    page: Page
    expects_article: bool = True
    body: tuple[str, ...] = ()
    neutral: tuple[str, ...] = ()
    wanted: tuple[str, ...] = ()
    unwanted: tuple[str, ...] = ()
    meta: dict[str, Any] = field(default_factory=dict)
    kind: str | None = None


def set_name(path: Path) -> str:
    """``html-news.jsonl.gz`` is the set ``html-news``."""
    return path.name.removesuffix(".gz").removesuffix(".jsonl")


def find_sets(folder: Path, chosen: list[str] | None = None) -> dict[str, Path]:
    """The sets in ``folder`` by name, in order of name; ``chosen`` keeps only these and must all be there."""
    if not folder.is_dir():
        raise BadSetError(f"{folder} is not a folder")
    found = {set_name(path): path for path in sorted(folder.iterdir()) if path.name.endswith(_SUFFIXES)}
    if chosen is None:
        return found
    if missing := [name for name in chosen if name not in found]:
        raise BadSetError(f"{folder} holds no set named {', '.join(missing)}")
    return {name: path for name, path in found.items() if name in chosen}


def read_set(path: Path, limit: int | None = None) -> list[GoldPage]:
    """The pages of a set, in the file's order.

    ``limit`` draws that many pages by the hash of their id, so that the same pages are drawn each time, however the
    file is sorted. Raises `BadSetError` when a line is not a page.
    """
    pages = list(_pages(path))
    if limit is None or limit >= len(pages):
        return pages
    drawn = {page.id for page in sorted(pages, key=draw_order)[:limit]}
    return [page for page in pages if page.id in drawn]


def draw_order(page: GoldPage) -> str:
    """A fixed shuffle: pages sorted by this are in no order that means anything."""
    return hashlib.sha256(page.id.encode()).hexdigest()


def _open(path: Path) -> TextIO:
    if path.suffix == ".gz":
        return cast(TextIO, gzip.open(path, "rt", encoding="utf-8"))
    return path.open(encoding="utf-8")


def _pages(path: Path) -> Iterator[GoldPage]:
    with _open(path) as lines:
        for number, line in enumerate(lines, 1):
            if not line.strip():
                continue
            try:
                yield _page(json.loads(line))
            except (ValueError, KeyError, TypeError) as error:
                raise BadSetError(f"{path.name}, line {number}: {type(error).__name__}: {error}") from error


def _page(record: dict[str, Any]) -> GoldPage:
    if ("html" in record) == ("text" in record):
        raise ValueError("a page has either html or text")
    kind: PageKind = "html" if "html" in record else "text"
    crawled_at = record.get("crawled_at")
    return GoldPage(
        id=record["id"],
        page=Page(
            kind,
            record[kind],
            url=record.get("url"),
            language=record.get("language"),
            crawled_at=datetime.fromisoformat(crawled_at) if crawled_at else None,
        ),
        expects_article=record.get("expect", "article") == "article",
        body=tuple(record["body"]),
        neutral=tuple(record.get("neutral", ())),
        wanted=tuple(record.get("with", ())),
        unwanted=tuple(record.get("without", ())),
        meta=record.get("meta", {}),
        kind=record.get("type"),
    )
