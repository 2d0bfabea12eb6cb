"""Soak: very many pages through one service, and what its processes hold in memory along the way.

    python -m benchmarks.soak [--data DIR] [--pages N] [--clients N] [--json FILE]

Prints a row for each tenth of the way. The exit status is 1 when memory is not flat after the first tenth: when the
mean of the last three tenths is above that of the three after the first by more than a tenth, for the HTTP workers or
for all processes together. Cleaning processes are replaced on the way, so single samples of theirs go up and down.
"""

from __future__ import annotations

import argparse
import json
import statistics
import sys
import threading
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Final

from benchmarks.clients import drive_pages, http_request
from benchmarks.processes import children, descendants, resident
from benchmarks.serving import Running, ServiceError, service
from benchmarks.sets import BadSetError
from benchmarks.tables import markdown_table
from benchmarks.workload import workloads

_LOOK_EVERY: Final = 0.25
_TENTHS: Final = 10
#: how much more is still flat: a share, and bytes for what a few large pages leave behind
_GROWTH: Final = 1.10
_SLACK: Final = 8 << 20
_MIB: Final = 1 << 20


@dataclass(frozen=True, slots=True)
class Tenth:
    """Mean bytes in memory while a tenth of the pages went through."""

    pages: int
    seconds: float
    workers: float
    all: float


def main(arguments: Sequence[str] | None = None) -> int:
    """Run with these command-line ``arguments``; returns the exit status."""
    options = _parser().parse_args(arguments)
    try:
        requests = [http_request(page) for each in workloads(options.data).values() for page in each]
        with service(queue=options.clients + 1, slot_wait=60, deadline_ms=60_000) as running:
            tenths = [_tenth(running, requests, number, options) for number in range(_TENTHS)]
    except (BadSetError, ServiceError) as error:
        print(error, file=sys.stderr)
        return 2
    print(soak_table(tenths))
    if options.json:
        options.json.write_text(json.dumps([asdict(each) for each in tenths], indent=1), "utf-8")
    grown = grew(tenths)
    for fault in grown:
        print(f"FAULT: {fault}")
    return 1 if grown else 0


def grew(tenths: Sequence[Tenth]) -> list[str]:
    """What holds more at the end than after the first tenth, in words."""
    faults = []
    for name, held in (("the HTTP workers", [t.workers for t in tenths]), ("all processes", [t.all for t in tenths])):
        early, late = statistics.mean(held[1:4]), statistics.mean(held[-3:])
        if late > _GROWTH * early + _SLACK:
            faults.append(f"{name} grew from {early / _MIB:.0f} to {late / _MIB:.0f} MiB")
    return faults


def soak_table(tenths: Sequence[Tenth]) -> str:
    """A row for each tenth."""
    rows, done = [], 0
    for each in tenths:
        done += each.pages
        rows.append(
            (f"{done:,}", f"{each.pages / each.seconds:.1f}", f"{each.workers / _MIB:.0f}", f"{each.all / _MIB:.0f}")
        )
    return markdown_table(("pages", "pages/s", "HTTP worker MiB", "all processes MiB"), rows)


def _tenth(running: Running, requests: Sequence[bytes], number: int, options: argparse.Namespace) -> Tenth:
    pages = options.pages // _TENTHS
    workers: list[int] = []
    everything: list[int] = []
    over = threading.Event()

    def look() -> None:
        while not over.wait(_LOOK_EVERY):
            pids = children(running.process.pid)
            workers.append(sum(map(resident, pids)))
            everything.append(sum(map(resident, descendants(running.process.pid))))

    started = time.monotonic()
    with ThreadPoolExecutor(1) as threads:
        looking = threads.submit(look)
        try:
            drive_pages(running.port, requests, options.clients, pages, first=number * pages)
        finally:
            over.set()
        looking.result()
    seconds = time.monotonic() - started
    return Tenth(pages, seconds, statistics.mean(workers or [0]), statistics.mean(everything or [0]))


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.soak", description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--data", type=Path, help="folder of *.jsonl[.gz] sets (default: the project's own cases)")
    parser.add_argument("--pages", type=int, default=20_000, help="(default: %(default)s)")
    parser.add_argument("--clients", type=int, default=4, help="(default: %(default)s)")
    parser.add_argument("--json", type=Path, help="write the figures here too")
    return parser


if __name__ == "__main__":
    sys.exit(main())
