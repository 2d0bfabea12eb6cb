"""Speed beside peers, where the time of an HTML page goes, what the service adds to a request, growth with length.

    python -m benchmarks.speed --data DIR [--rounds N] [--html-pages N] [--skip PART ...] [--json FILE]

Prints Markdown. Times are processor time unless a column says otherwise.
"""

from __future__ import annotations

import argparse
import dataclasses
import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

from benchmarks.extractors import OWN, justext_text, trafilatura_full, unchrome
from benchmarks.growth import SIZES, Growth, growth
from benchmarks.overhead import Overhead, overhead
from benchmarks.peers import installed
from benchmarks.phases import Phase, phases
from benchmarks.serving import ServiceError, service
from benchmarks.sets import BadSetError, draw_order, find_sets, read_set
from benchmarks.tables import markdown_table
from benchmarks.timing import Timing, Work, ratio, side_by_side
from cleaners import Page

TEXT_SETS: Final = ("text-seeds", "text-vi")
PARTS: Final = ("text", "html", "phases", "serving", "growth")
_SERVED_HTML_PAGES: Final = 40

Timings = dict[str, dict[str, Timing]]


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure with these command-line ``arguments``; returns the exit status."""
    options = _parser().parse_args(arguments)
    parts = [part for part in PARTS if part not in options.skip]
    figures: dict[str, Any] = {}
    status = 0
    try:
        workloads = load(options.data, options.html_pages)
    except BadSetError as error:
        print(error, file=sys.stderr)
        return 2
    timings: Timings = {}
    for name, pages in workloads.items():
        if ("html" if name == "html" else "text") in parts:
            rounds = options.rounds if name != "html" else max(1, options.rounds // 2)
            timings[name] = side_by_side(contenders(name), pages, rounds)
    if timings:
        print(timing_table(timings), end="\n\n")
        figures["timings"] = {
            name: {who: dataclasses.asdict(timing) for who, timing in each.items()} for name, each in timings.items()
        }
    if "phases" in parts and "html" in workloads:
        spent = phases(unchrome, workloads["html"])
        print(phase_table(spent), end="\n\n")
        figures["phases"] = [dataclasses.asdict(each) for each in spent]
    if "serving" in parts:
        try:
            added = serving(workloads, options.rounds)
        except ServiceError as error:
            print(error, file=sys.stderr)
            status = 2
        else:
            print(serving_table(added), end="\n\n")
            figures["serving"] = {name: dataclasses.asdict(each) for name, each in added.items()}
    if "growth" in parts:
        grown = [each for shape, sizes in SIZES.items() for each in growth(shape, sizes)]
        print(growth_table(grown))
        figures["growth"] = [dataclasses.asdict(each) for each in grown]
    if options.json:
        options.json.write_text(json.dumps(figures, indent=1), "utf-8")
    return status


def load(folder: Path, html_pages: int) -> dict[str, list[Page]]:
    """The workloads: each set of `TEXT_SETS` that is there, and ``html_pages`` pages drawn from all sets of HTML."""
    workloads: dict[str, list[Page]] = {}
    drawn = []
    for name, path in find_sets(folder).items():
        if name in TEXT_SETS:
            workloads[name] = [gold.page for gold in read_set(path)]
        elif name.startswith("html"):
            drawn += read_set(path, html_pages)
    if drawn:
        workloads["html"] = [gold.page for gold in sorted(drawn, key=draw_order)[:html_pages]]
    if not workloads:
        raise BadSetError(f"{folder} holds neither a set of {', '.join(TEXT_SETS)} nor a set of HTML")
    return workloads


def contenders(workload: str) -> dict[str, Work]:
    """Who is timed: Unchrome first. jusText looks up stop words only, no language, since it is told Vietnamese."""
    found: dict[str, Work] = {OWN: unchrome, "trafilatura": trafilatura_full}
    if workload != "html" and installed("jusText"):
        found["jusText"] = _justext_vietnamese
    return found


def serving(workloads: dict[str, list[Page]], rounds: int) -> dict[str, Overhead]:
    """What the service adds, by workload; a part of the HTML pages is enough for a median."""
    with service() as running:
        return {
            name: overhead(running.port, pages if name != "html" else pages[:_SERVED_HTML_PAGES], rounds)
            for name, pages in workloads.items()
        }


def timing_table(timings: Timings) -> str:
    """A row for each workload and contender."""
    rows = [
        (
            workload,
            name,
            f"{timing.pages_per_second:.1f}",
            f"{timing.cpu_ms:.2f}",
            str(ratio(each[OWN], timing)) if name != OWN else "1",
            f"{timing.p99_ms:.1f}",
            f"{timing.p99_ms / each[OWN].p99_ms:.2f}" if name != OWN else "1",
            str(timing.failures),
        )
        for workload, each in timings.items()
        for name, timing in each.items()
    ]
    head = (
        "workload", "contender", "pages/s (wall)", "CPU ms/page", f"CPU to {OWN} (min-max)", "p99 CPU ms",
        f"p99 to {OWN}", "failures",
    )  # fmt: skip
    return markdown_table(head, rows)


def phase_table(spent: Sequence[Phase]) -> str:
    """A row for each phase of an HTML page, and their sum."""
    rows = [(each.name, f"{each.cpu_ms:.2f}", f"{each.share:.1%}", f"{each.pages:.0%}") for each in spent]
    total = sum(each.cpu_ms for each in spent)
    head = ("phase of an HTML page", "CPU ms/page", "share", "of pages")
    return markdown_table(head, [*rows, ("all", f"{total:.2f}", "100.0%", "100%")])


def serving_table(added: dict[str, Overhead]) -> str:
    """A row for each workload."""
    rows = [
        (
            name,
            str(each.pages),
            *(f"{milliseconds:.2f}" for milliseconds in (each.request_ms, each.in_process_ms, each.added_ms)),
            f"{each.share:.1%}",
        )
        for name, each in added.items()
    ]
    return markdown_table(("workload", "pages", "request ms", "in-process ms", "added ms", "share of request"), rows)


def growth_table(grown: Sequence[Growth]) -> str:
    """A row for each shape and size."""
    rows = [
        (
            each.shape,
            f"{each.characters:,}",
            each.problem or f"{each.seconds:.3f}",
            "-" if each.seconds_per_mb is None else f"{each.seconds_per_mb:.3f}",
            "-" if each.peak_mb is None else f"{each.peak_mb:.0f}",
        )
        for each in grown
    ]
    return markdown_table(("text", "characters", "CPU seconds", "seconds per MB", "peak MiB above the page"), rows)


def _justext_vietnamese(page: Page) -> str:
    return justext_text(dataclasses.replace(page, language="vi"))


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.speed", description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--data", type=Path, required=True, help="folder of *.jsonl[.gz] sets")
    parser.add_argument("--rounds", type=int, default=6, help="rounds, half of them for HTML (default: %(default)s)")
    parser.add_argument("--html-pages", type=int, default=200, help="HTML pages to time (default: %(default)s)")
    parser.add_argument("--skip", nargs="+", choices=PARTS, default=[], help="leave these parts out")
    parser.add_argument("--json", type=Path, help="write the figures here too")
    return parser


if __name__ == "__main__":
    sys.exit(main())
