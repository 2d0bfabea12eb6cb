"""Unchrome beside its peers on the same pages with the same measure.

    python -m benchmarks.peers --data DIR [--sets NAME ...] [--limit N] [--only NAME ...] [--json FILE]

Sets of HTML are run with every peer that is installed (requirements/peers.txt), sets of raw text with the few that can
take it. Prints Markdown.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from benchmarks.bootstrap import paired_difference, set_f1
from benchmarks.extractors import BASELINE, HTML_PEERS, MODULES, OWN, TEXT_PEERS
from benchmarks.measure import BodyScore
from benchmarks.run import Runner
from benchmarks.scores import PageScore, score_set
from benchmarks.sets import BadSetError, find_sets, read_set
from benchmarks.tables import markdown_table

#: set -> extractor -> the scores of its pages, in the set's order
Results = dict[str, dict[str, list[PageScore]]]


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the comparison with these command-line ``arguments``; returns the exit status."""
    options = _parser().parse_args(arguments)
    results: Results = {}
    try:
        with Runner(options.workers) as runner:
            for name, path in find_sets(options.data, options.sets).items():
                pages = read_set(path, options.limit)
                contenders = contenders_for(pages[0].page.kind, options.only) if pages else []
                results[name] = {}
                for contender in contenders:
                    results[name][contender] = runner.scores(contender, pages)
                    print(f"{name}: {contender} done", file=sys.stderr)
    except BadSetError as error:
        print(error, file=sys.stderr)
        return 2
    print(report(results))
    if missing := sorted(name for name in MODULES if not installed(name)):
        print(f"not installed: {', '.join(missing)}")
    if options.json:
        options.json.write_text(json.dumps(figures(results), indent=1, ensure_ascii=False), "utf-8")
    return 0


def installed(peer: str) -> bool:
    """Whether the library behind ``peer`` can be imported."""
    return peer not in MODULES or importlib.util.find_spec(MODULES[peer]) is not None


def contenders_for(kind: str, only: Sequence[str] | None = None) -> list[str]:
    """Who runs on pages of this ``kind`` (``html`` or ``text``): Unchrome, the baseline, other installed peers."""
    peers = HTML_PEERS if kind == "html" else TEXT_PEERS
    return [name for name in (OWN, *peers) if installed(name) and (not only or name in only or name == BASELINE)]


def report(results: Results) -> str:
    """Markdown: a table for each set, then F1 by kind of page for the sets that name several."""
    return "\n\n".join(
        part
        for part in (
            *(_set_table(name, scores) for name, scores in results.items()),
            *(_kind_table(name, scores) for name, scores in results.items()),
        )
        if part
    )


def figures(results: Results) -> dict[str, Any]:
    """Everything measured as plain JSON types: set -> extractor -> figures."""
    return {
        name: {contender: score_set(pages).as_dict() for contender, pages in scores.items()}
        for name, scores in results.items()
    }


def _bodies(pages: Sequence[PageScore]) -> list[BodyScore]:
    return [page.body for page in pages if page.body]


def _set_table(name: str, scores: dict[str, list[PageScore]]) -> str:
    rows = []
    for contender, pages in scores.items():
        total, bodies = score_set(pages), _bodies(pages)
        compared = bodies and contender != BASELINE and BASELINE in scores
        rows.append(
            (
                contender,
                *([f"{total.f1:.4f}", f"{total.precision:.4f}", f"{total.recall:.4f}"] if bodies else ["-"] * 3),
                str(paired_difference(bodies, _bodies(scores[BASELINE]))) if compared else "-",
                str(total.paragraphs) if bodies else "-",
                str(total.chrome_lines) if bodies else "-",
                f"{total.wanted} +, {total.unwanted_absent} -" if total.wanted.whole else "-",
                str(total.refused) if total.refused.whole else "-",
                str(sum(total.failures.values())),
            )
        )
    head = (
        name, "F1", "precision", "recall", f"F1 to {BASELINE} [95 %]", "paragraphs", "chrome lines", "snippets",
        "refused", "failures",
    )  # fmt: skip
    return markdown_table(head, rows) if rows else ""


def _kind_table(name: str, scores: dict[str, list[PageScore]]) -> str:
    kinds = sorted({page.kind for pages in scores.values() for page in pages if page.kind and page.body})
    if len(kinds) < 2:
        return ""
    rows = [
        (contender, *(f"{set_f1(_bodies([page for page in pages if page.kind == kind])):.3f}" for kind in kinds))
        for contender, pages in scores.items()
    ]
    return markdown_table((f"{name}, F1 by kind", *kinds), rows)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.peers", description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--data", type=Path, required=True, help="folder of *.jsonl[.gz] sets")
    parser.add_argument("--sets", nargs="+", metavar="NAME", help="only these sets (default: all in the folder)")
    parser.add_argument("--limit", type=int, help="draw this many pages of each set, the same ones each time")
    parser.add_argument("--only", nargs="+", metavar="NAME", help=f"only these extractors, and {BASELINE}")
    parser.add_argument("--json", type=Path, help="write the figures here too")
    parser.add_argument("--workers", type=int, default=os.cpu_count() or 1, help="processes (default: all cores)")
    return parser


if __name__ == "__main__":
    sys.exit(main())
