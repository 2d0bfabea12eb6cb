"""What comparing the pages of a site gains: the same pages cleaned each by itself, and as one batch of their sites.

    python -m benchmarks.repetition [--data DIR [--sets NAME ...] [--site REGEX]] [--pages N]

Pages of one invented site are always measured; of the sets in DIR, the pages with gold text of sites with at least
three of them. A site is the host of a page's address, or the group of REGEX in its id where it has no address.
"""

from __future__ import annotations

import argparse
import re
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.measure import body_score, f1, line_score, snippet_found
from benchmarks.one_site import pages_of_one_site
from benchmarks.sets import GoldPage, find_sets, read_set
from benchmarks.tables import markdown_table
from cleaners import Article, CleaningError, Options, clean
from cleaners.repetition import Sites, kept_lines
from service.batch import LOOK_AHEAD

_FEWEST = 3
_HEAD = (
    "pages",
    "sites",
    "count",
    "F1",
    "precision",
    "recall",
    "chrome lines",
    "site's lines gone",
    "authors' lines kept",
)


@dataclass(frozen=True, slots=True)
class Case:
    """A page, its site and its articles: cleaned by itself, and with the other pages of the site."""

    gold: GoldPage
    site: str
    alone: str
    together: str


def compare(pages: Sequence[tuple[str, GoldPage]]) -> Iterator[Case]:
    """Clean the pages, given with their sites, each by itself and then as a batch would, in their order."""
    found = [_clean(gold, frozenset()) for _, gold in pages]
    lines = [kept_lines(article.segments) if article else {} for article in found]
    sites, counted = Sites(), 0
    for number, (site, gold) in enumerate(pages):
        while counted < min(len(pages), number + LOOK_AHEAD + 1):
            if lines[counted]:
                sites.add(pages[counted][0], lines[counted])
            counted += 1
        article = again = found[number]
        if article is not None and (repeated := sites.recurring(site, lines[number])):
            again = _clean(gold, repeated)
        yield Case(gold, site, article.text if article else "", again.text if again else "")


def site_of(gold: GoldPage, pattern: re.Pattern[str] | None) -> str | None:
    """The site of a page, by its address or, failing that, its id."""
    if gold.page.url:
        return re.sub(r"^[a-z]+://(www\.)?([^/:]+).*", r"\2", gold.page.url, flags=re.DOTALL)
    match = pattern.search(gold.id) if pattern else None
    return match[1] if match else None


def grouped(pages: Sequence[GoldPage], pattern: re.Pattern[str] | None) -> list[tuple[str, GoldPage]]:
    """Pages with their sites, those of sites with too few pages left out."""
    named = [(site, gold) for gold in pages if gold.body and (site := site_of(gold, pattern)) is not None]
    sizes = Counter(site for site, _ in named)
    return [(site, gold) for site, gold in named if sizes[site] >= _FEWEST]


def _clean(gold: GoldPage, repeated: frozenset[int]) -> Article | None:
    try:
        return clean(gold.page, Options(repeated=repeated))
    except CleaningError:
        return None


def _rows(name: str, cases: Sequence[Case]) -> Iterator[tuple[str, ...]]:
    sites = len({case.site for case in cases})
    for how in ("alone", "together"):
        texts = [str(getattr(case, how)) for case in cases]
        scored = [body_score(c.gold.body, c.gold.neutral, text) for c, text in zip(cases, texts, strict=True)]
        lines = [line_score(c.gold.body, c.gold.neutral, text) for c, text in zip(cases, texts, strict=True)]
        precision, recall = (sum(getattr(s, part) for s in scored) / len(scored) for part in ("precision", "recall"))
        yield (
            f"{name}, {how}",
            str(sites),
            str(len(cases)),
            f"{sum(f1(s.precision, s.recall) for s in scored) / len(scored):.4f}",
            f"{precision:.4f}",
            f"{recall:.4f}",
            f"{sum(s.chrome_lines for s in lines)} of {sum(s.lines for s in lines)}",
            _share([not snippet_found(s, t) for c, t in zip(cases, texts, strict=True) for s in c.gold.unwanted]),
            _share([snippet_found(s, t) for c, t in zip(cases, texts, strict=True) for s in c.gold.wanted]),
        )


def _share(found: list[bool]) -> str:
    return f"{sum(found)} of {len(found)}" if found else "-"


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the table; returns the exit status."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.repetition", description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--data", type=Path, help="folder of *.jsonl[.gz] sets")
    parser.add_argument("--sets", nargs="+", metavar="NAME", help="only these sets (default: all in the folder)")
    parser.add_argument("--site", type=re.compile, metavar="REGEX", help="finds the site in the id of a page")
    parser.add_argument("--pages", type=int, default=60, help="pages of the invented site (default: %(default)s)")
    options = parser.parse_args(arguments)
    rows: list[tuple[str, ...]] = []
    for kind in ("text", "html"):
        invented = [("site", gold) for gold in pages_of_one_site("text" if kind == "text" else "html", options.pages)]
        rows += _rows(f"an invented site, {kind}", list(compare(invented)))
    for name, path in (find_sets(options.data, options.sets) if options.data else {}).items():
        if pages := grouped(read_set(path), options.site):
            rows += _rows(name, list(compare(pages)))
    print(markdown_table(_HEAD, rows))
    return 0


if __name__ == "__main__":
    sys.exit(main())
