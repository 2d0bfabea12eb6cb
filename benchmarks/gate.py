"""The quality gate: run Unchrome over sets with gold answers and fail when a figure falls below its floor.

    python -m benchmarks.gate --data DIR [--sets NAME ...] [--raise] [--json FILE]

Exit status: 0 all floors hold, 1 something fell below, 2 the data or the floors cannot be read.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from benchmarks.extractors import OWN
from benchmarks.floors import SLACK, BadFloorsError, Floors, raised, read_floors, violations, write_floors
from benchmarks.run import PAGE_DEADLINE, Runner
from benchmarks.scores import PageScore, SetScore, score_set
from benchmarks.sets import BadSetError, find_sets, read_set
from benchmarks.tables import markdown_table

FLOORS = Path(__file__).with_name("floors.yaml")
_HEAD = (
    "set", "pages", "F1", "precision", "recall", "paragraphs", "chrome lines", "snippets", "refused", "from nothing",
    "wrongly refused", "failures",
)  # fmt: skip


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the gate with these command-line ``arguments``; returns the exit status."""
    parser = _parser()
    options = parser.parse_args(arguments)
    if options.raise_floors and options.limit is not None:
        parser.error("floors are those of whole sets: --raise and --limit do not go together")
    try:
        floors = read_floors(options.floors)
        paths = find_sets(options.data, options.sets)
        scores: dict[str, list[PageScore]] = {}
        with Runner(options.workers, options.deadline) as runner:
            for name, path in paths.items():
                scores[name] = runner.scores(OWN, read_set(path, options.limit))
                print(f"{name}: {len(scores[name])} pages done", file=sys.stderr)
    except (BadSetError, BadFloorsError) as error:
        print(error, file=sys.stderr)
        return 2
    measured = {name: score_set(pages) for name, pages in scores.items()}
    binding = floors if options.limit is None else whole_sets(floors, measured)
    fallen = judge(binding, measured, expect_all=options.sets is None and options.limit is None)
    print(report(binding, measured))
    if options.worst:
        print(worst_pages(scores, options.worst))
    if options.json:
        figures = {name: score.as_dict() for name, score in measured.items()}
        options.json.write_text(json.dumps({"sets": figures, "fallen": fallen}, indent=1, ensure_ascii=False), "utf-8")
    if options.raise_floors:
        tightened = {name: raised(floors.get(name), score, options.slack) for name, score in measured.items()}
        write_floors(options.floors, floors | tightened)
    for line in fallen:
        print(f"FELL: {line}")
    print("the gate is shut" if fallen else "all floors hold")
    return 1 if fallen else 0


def judge(floors: Floors, measured: dict[str, SetScore], expect_all: bool = True) -> list[str]:
    """Everything that broke its floor; with ``expect_all`` also the sets that have floors but were not there."""
    fallen = [f"{name}: has floors but was not in the data" for name in sorted(floors) if name not in measured]
    found = fallen if expect_all else []
    for name, score in measured.items():
        if name in floors:
            found += violations(name, floors[name], score)
    return found


def whole_sets(floors: Floors, measured: dict[str, SetScore]) -> Floors:
    """The floors of the sets that a draw of pages left whole: figures of a part do not compare with them."""
    return {name: entry for name, entry in floors.items() if name in measured and measured[name].pages == entry.pages}


def report(floors: Floors, measured: dict[str, SetScore]) -> str:
    """Two Markdown tables: the body, and each set's metadata. A star marks a set without floors."""
    rows = [
        (
            name if name in floors else f"{name} *",
            str(score.pages),
            *([f"{score.f1:.4f}", f"{score.precision:.4f}", f"{score.recall:.4f}"] if score.bodies else ["-"] * 3),
            str(score.paragraphs) if score.paragraphs.whole else "-",
            str(score.chrome_lines) if score.bodies else "-",
            f"{score.wanted} +, {score.unwanted_absent} -" if score.wanted.whole else "-",
            str(score.refused) if score.refused.whole else "-",
            str(score.articles_from_nothing),
            str(score.wrongly_refused),
            ", ".join(f"{count} {problem}" for problem, count in score.failures.items()) or "0",
        )
        for name, score in measured.items()
    ]
    parts = [markdown_table(_HEAD, rows)]
    with_meta = {name: score for name, score in measured.items() if score.meta}
    if with_meta:
        fields = sorted({field for score in with_meta.values() for field in score.meta})
        cells = [
            (name, *(str(score.meta[field]) if field in score.meta else "-" for field in fields))
            for name, score in with_meta.items()
        ]
        parts.append(markdown_table(("metadata", *fields), cells))
    if any(name not in floors for name in measured):
        parts.append("* no floors: reported, not judged")
    return "\n\n".join(parts) + "\n"


def worst_pages(scores: dict[str, list[PageScore]], count: int) -> str:
    """The pages with the lowest body scores and those that failed or were judged wrongly, by id; no text of theirs."""
    lines = []
    for name, pages in scores.items():
        for page in pages:
            expected = "article" if page.expects_article else "no-article"
            if page.outcome != expected:
                lines.append(f"{name}: {page.id}: {page.problem or page.outcome}, expected {expected}")
        bodies = sorted((page.body.precision * page.body.recall, page.id, page.body) for page in pages if page.body)
        for product, page_id, body in bodies[:count]:
            if product < 1:
                lines.append(f"{name}: {page_id}: precision {body.precision:.3f}, recall {body.recall:.3f}")
        lines += [
            f"{name}: {page.id}: {field} differs"
            for field in sorted({field for page in pages for field in page.meta})
            for page in [page for page in pages if not page.meta.get(field, True)][:count]
        ]
    return "\n".join(lines) + "\n"


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.gate", description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--data", type=Path, required=True, help="folder of *.jsonl[.gz] sets")
    parser.add_argument("--sets", nargs="+", metavar="NAME", help="only these sets (default: all in the folder)")
    parser.add_argument(
        "--limit",
        type=int,
        help="draw this many pages of each set, the same ones each time; sets that are cut are not judged",
    )
    parser.add_argument("--floors", type=Path, default=FLOORS, help="floors file (default: %(default)s)")
    parser.add_argument("--raise", dest="raise_floors", action="store_true", help="tighten the floors to this run")
    parser.add_argument("--slack", type=float, default=SLACK, help="how far below this run (default: %(default)s)")
    parser.add_argument("--worst", type=int, default=0, metavar="N", help="name the N worst pages of each set")
    parser.add_argument("--json", type=Path, help="write the figures here too")
    parser.add_argument("--workers", type=int, default=os.cpu_count() or 1, help="processes (default: all cores)")
    parser.add_argument("--deadline", type=float, default=PAGE_DEADLINE, help="seconds a page (default: %(default)s)")
    return parser


if __name__ == "__main__":
    sys.exit(main())
