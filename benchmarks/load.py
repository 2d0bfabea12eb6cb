"""Requests a second and how long each takes, by number of clients, beside cleaning without a service on the same cores.

    python -m benchmarks.load [--data DIR] [--seconds S] [--clients N ...] [--json FILE]

Prints Markdown, and on standard error each load as it is done. Between two loads the pages are cleaned in bare
processes, one a core, but no more of them than the load has clients: one client, who waits for each answer, keeps one
core busy. A load is compared with the mean of the rates before and after it, so that what else the machine does falls
on both alike. The clients take processor time from the same cores, which the bare processes need not share; how much
is printed under the table.
"""

from __future__ import annotations

import argparse
import dataclasses
import json
import multiprocessing
import os
import statistics
import sys
import time
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any, Final

from benchmarks.clients import Load, drive, http_request
from benchmarks.overhead import Overhead, overhead
from benchmarks.serving import ServiceError, service
from benchmarks.sets import BadSetError
from benchmarks.tables import markdown_table
from benchmarks.workload import workloads
from cleaners import CleaningError, Page, clean

CLIENTS: Final = (1, 2, 4, 8, 64)
_SERVED_PAGES: Final = 40
_ROUNDS: Final = 3


@dataclasses.dataclass(frozen=True, slots=True)
class Row:
    """One load, and the pages a second without a service around it."""

    workload: str
    load: Load
    in_process: float

    @property
    def share(self) -> float:
        """The part of the bare rate that is left."""
        return self.load.rate / self.in_process


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure with these command-line ``arguments``; returns the exit status."""
    options = _parser().parse_args(arguments)
    try:
        pages = workloads(options.data)
        rows, added = measure(pages, options.clients, options.seconds)
    except (BadSetError, ServiceError) as error:
        print(error, file=sys.stderr)
        return 2
    print(load_table(rows), end="\n\n")
    print(clients_cost(rows), end="\n\n")
    print(added_table(added))
    if options.json:
        options.json.write_text(json.dumps(_figures(rows, added), indent=1), "utf-8")
    return 0


def measure(
    pages: dict[str, list[Page]], clients: Sequence[int], seconds: float
) -> tuple[list[Row], dict[str, Overhead]]:
    """All loads, and what the service adds to a single request."""
    rows, added = [], {}
    cores = len(os.sched_getaffinity(0))
    with service(queue=max(clients) + 1, slot_wait=60, deadline_ms=60_000) as running:
        for name, each in pages.items():
            requests = [http_request(page) for page in each]
            drive(running.port, requests, 2, min(seconds, 3.0))  # warms up
            rates: dict[int, float] = {}  # by the number of processes, the last of each
            for number in clients:
                busy = min(number, cores)
                before = rates.get(busy) or in_process_rate(each, seconds, busy)
                load = drive(running.port, requests, number, seconds)
                rates = {busy: in_process_rate(each, seconds, busy)}
                rows.append(Row(name, load, statistics.mean((before, rates[busy]))))
                _tell(rows[-1])
            added[name] = overhead(running.port, each[:_SERVED_PAGES], _ROUNDS)
    return rows, added


def _tell(row: Row) -> None:
    """Show how far it is: the tables come at the end, minutes later."""
    told = f"{row.workload}, clients: {row.load.clients}: {row.load.rate:.1f} requests/s, {row.share:.0%}"
    print(told, file=sys.stderr, flush=True)


def in_process_rate(pages: Sequence[Page], seconds: float, number: int) -> float:
    """Pages a second that so many bare processes clean."""
    context = multiprocessing.get_context("fork")
    counts: Any = context.Queue()
    processes = [context.Process(target=_clean_for, args=(pages, n, seconds, counts)) for n in range(number)]
    for process in processes:
        process.start()
    rate = sum(counts.get() for _ in processes)
    for process in processes:
        process.join()
    return float(rate)


def _clean_for(pages: Sequence[Page], offset: int, seconds: float, counts: Any) -> None:
    for page in pages[:5]:
        with suppress(CleaningError):
            clean(page)
    started, done = time.perf_counter(), 0
    while (elapsed := time.perf_counter() - started) < seconds:
        with suppress(CleaningError):
            clean(pages[(offset + 2 * done) % len(pages)])
        done += 1
    counts.put(done / elapsed)


def load_table(rows: Sequence[Row]) -> str:
    """A row for each workload and number of clients."""
    head = ("pages", "clients", "requests/s", "p50 ms", "p95 ms", "p99 ms", "in-process/s", "share")
    cells = [
        (
            row.workload,
            str(row.load.clients),
            f"{row.load.rate:.1f}",
            *(f"{row.load.percentile(share):.1f}" for share in (0.5, 0.95, 0.99)),
            f"{row.in_process:.1f}",
            f"{row.share:.0%}",
        )
        for row in rows
    ]
    return markdown_table(head, cells)


def clients_cost(rows: Sequence[Row]) -> str:
    """What the clients take of the cores."""
    names = dict.fromkeys(row.workload for row in rows)
    each = {name: statistics.median(row.load.cpu_ms for row in rows if row.workload == name) for name in names}
    told = ", ".join(f"{milliseconds:.2f} ms ({name})" for name, milliseconds in each.items())
    return f"Processor time that a request takes its client, on the same cores: {told}."


def added_table(added: dict[str, Overhead]) -> str:
    """What the service adds to one request at a time."""
    rows = [
        (name, f"{each.request_ms:.2f}", f"{each.in_process_ms:.2f}", f"{each.added_ms:.2f}")
        for name, each in added.items()
    ]
    return markdown_table(("pages", "request ms", "in-process ms", "added ms"), rows)


def _figures(rows: Sequence[Row], added: dict[str, Overhead]) -> dict[str, Any]:
    return {
        "loads": [
            {
                "workload": row.workload,
                "clients": row.load.clients,
                "requests_per_second": row.load.rate,
                "milliseconds": {str(share): row.load.percentile(share) for share in (0.5, 0.95, 0.99)},
                "in_process_per_second": row.in_process,
                "client_cpu_milliseconds": row.load.cpu_ms,
            }
            for row in rows
        ],
        "added": {name: dataclasses.asdict(each) for name, each in added.items()},
    }


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.load", description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--data", type=Path, help="folder of *.jsonl[.gz] sets (default: the project's own cases)")
    parser.add_argument("--seconds", type=float, default=10.0, help="of each load (default: %(default)s)")
    parser.add_argument("--clients", type=int, nargs="+", default=list(CLIENTS), help="(default: %(default)s)")
    parser.add_argument("--json", type=Path, help="write the figures here too")
    return parser


if __name__ == "__main__":
    sys.exit(main())
