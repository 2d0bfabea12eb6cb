"""Chaos: many clients with good and bad pages and bad manners, while processes are killed under them.

    python -m benchmarks.chaos [--data DIR] [--seconds S] [--clients N] [--seed N]

First every good page is sent once, in quiet; its answer then is what it must be, byte for byte, in the storm. Among the
good pages go pages that hang, crash their process or allocate 3 GB, zip bombs, slow senders, half-closed connections
and callers who hang up. Every other second a cleaning process is killed, at half-time a fork server and one of two HTTP
workers. Prints the figures; the exit status is 1 when a claim does not hold.
"""

from __future__ import annotations

import argparse
import os
import random
import signal
import statistics
import sys
import threading
import time
from collections import Counter
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from benchmarks.callers import GOOD, Caller, Good, Outcome, quiet_answers
from benchmarks.processes import children, cleaning, descendants, outliving, resident
from benchmarks.serving import Running, ServiceError, service
from benchmarks.sets import BadSetError
from benchmarks.tables import markdown_table
from benchmarks.workload import workloads

_KILL_EVERY: Final = 2.0
_LOOK_EVERY: Final = 1.0
#: seconds in which connections to a killed worker may break; a request that was on its way may take this long
_WAKE: Final = 30.0
_GOOD_PAGES: Final = 80
#: what helps a worker, such as its fork server, notices that it is gone and ends itself within this time (seconds)
_END: Final = 3.0
#: how much more the HTTP workers may hold in the last quarter than in the second
_GROWTH: Final = 1.15
_MIB: Final = 1 << 20


@dataclass(slots=True)
class Storm:
    """What was done to the service and how it fared."""

    seen: set[int] = field(default_factory=set)
    memory: list[tuple[float, int]] = field(default_factory=list)
    children_killed: int = 0
    worker_killed_at: float | None = None


def main(arguments: Sequence[str] | None = None) -> int:
    """Run with these command-line ``arguments``; returns the exit status."""
    options = _parser().parse_args(arguments)
    try:
        pages = [page for each in workloads(options.data).values() for page in each]
        random.Random(options.seed).shuffle(pages)
        settings = {
            "workers": 2, "processes": 2, "queue": options.clients + 50, "slot_wait": 120, "body_timeout": 3,
            "deadline_ms": 60_000, "memory_mb": 2048,
        }  # fmt: skip
        storm = Storm()
        with service("benchmarks.chaos_cleaner:app()", **settings) as running:
            good = quiet_answers(running.port, pages[:_GOOD_PAGES])
            outcomes = _blow(running, storm, good, options)
        orphans = outliving(storm.seen, _END)
    except (BadSetError, ServiceError) as error:
        print(error, file=sys.stderr)
        return 2
    faults = judge(outcomes, storm, orphans)
    print(outcome_table(outcomes), end="\n\n")
    print(f"{len(outcomes)} requests of {options.clients} clients in {options.seconds:.0f} s; ", end="")
    print(
        f"{storm.children_killed} cleaning processes and one HTTP worker killed; {len(storm.seen)} processes seen, ",
        end="",
    )
    print(f"{len(orphans)} left over.")
    print(f"Memory of the HTTP workers: {_told_memory(storm)}.")
    for fault in faults:
        print(f"FAULT: {fault}")
    return 1 if faults else 0


def judge(outcomes: Sequence[Outcome], storm: Storm, orphans: Mapping[int, str]) -> list[str]:
    """What did not hold, in words."""
    faults = [
        f"{each.kind}: {each.result} is not what it gets" for each in outcomes if not each.right and not each.lost
    ]
    faults = [f"{count} x {fault}" for fault, count in Counter(faults).items()]
    killed = storm.worker_killed_at
    strays = [
        e for e in outcomes if e.lost and (killed is None or not e.started - 1 <= killed + _WAKE or e.ended < killed)
    ]
    if strays:
        faults.append(f"{len(strays)} connections broke that no killed worker had")
    if orphans:
        faults.append(f"{len(orphans)} processes outlived the service: {', '.join(sorted(set(orphans.values())))}")
    before, after = _quarters(storm)
    if after > _GROWTH * before + 8 * _MIB:
        faults.append(f"the HTTP workers grew from {before / _MIB:.0f} to {after / _MIB:.0f} MiB")
    if not any(each.kind == GOOD and each.right for each in outcomes):
        faults.append("no good page was answered")
    return faults


def outcome_table(outcomes: Sequence[Outcome]) -> str:
    """A row for each kind of request and what came of it."""
    rows = []
    for (kind, result), count in sorted(Counter((each.kind, each.result) for each in outcomes).items()):
        times = sorted(e.ended - e.started for e in outcomes if (e.kind, e.result) == (kind, result))
        right = "yes" if all(e.right for e in outcomes if (e.kind, e.result) == (kind, result)) else "no"
        if result == "connection lost":
            right = "on the killed worker"
        rows.append((kind, result, right, str(count), f"{statistics.median(times):.2f}", f"{times[-1]:.2f}"))
    return markdown_table(("request", "answer", "right", "number", "median s", "longest s"), rows)


def _blow(running: Running, storm: Storm, good: Sequence[Good], options: argparse.Namespace) -> list[Outcome]:
    started = time.monotonic()
    until = started + options.seconds
    over = threading.Event()
    watchers = [
        threading.Thread(target=_watch, args=(running, storm, over)),
        threading.Thread(target=_kill, args=(running, storm, over, started + options.seconds / 2, options.seed)),
    ]
    for watcher in watchers:
        watcher.start()
    try:
        with ThreadPoolExecutor(options.clients) as threads:
            callers = [Caller(running.port, good, random.Random(options.seed + n)) for n in range(options.clients)]
            told = list(threads.map(lambda caller: caller.call_until(until), callers))
    finally:
        over.set()
        for watcher in watchers:
            watcher.join()
    storm.seen.update(descendants(running.process.pid))
    return [outcome for each in told for outcome in each]


def _watch(running: Running, storm: Storm, over: threading.Event) -> None:
    while not over.wait(_LOOK_EVERY):
        storm.seen.update(descendants(running.process.pid))
        held = sum(resident(worker) for worker in children(running.process.pid))
        storm.memory.append((time.monotonic(), held))


def _kill(running: Running, storm: Storm, over: threading.Event, half_time: float, seed: int) -> None:
    chance = random.Random(seed)
    while not over.wait(_KILL_EVERY):
        workers = children(running.process.pid)
        if storm.worker_killed_at is None and time.monotonic() > half_time and len(workers) > 1:
            storm.worker_killed_at = time.monotonic()
            for victim in (children(workers[0])[-1:] or []) + [workers[1]]:
                os.kill(victim, signal.SIGKILL)
        elif victims := [child for worker in workers for child in cleaning(worker)]:
            os.kill(chance.choice(victims), signal.SIGKILL)
            storm.children_killed += 1


def _quarters(storm: Storm) -> tuple[float, float]:
    """What the workers held in the second and in the last quarter (bytes, medians)."""
    held = [amount for _, amount in storm.memory]
    quarter = max(1, len(held) // 4)
    return statistics.median(held[quarter : 2 * quarter] or held or [0]), statistics.median(held[-quarter:] or [0])


def _told_memory(storm: Storm) -> str:
    before, after = _quarters(storm)
    most = max((amount for _, amount in storm.memory), default=0)
    return f"{before / _MIB:.0f} MiB in the second quarter, {after / _MIB:.0f} in the last, {most / _MIB:.0f} at most"


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.chaos", description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--data", type=Path, help="folder of *.jsonl[.gz] sets (default: the project's own cases)")
    parser.add_argument("--seconds", type=float, default=120.0, help="(default: %(default)s)")
    parser.add_argument("--clients", type=int, default=200, help="(default: %(default)s)")
    parser.add_argument("--seed", type=int, default=1, help="of all chance (default: %(default)s)")
    return parser


if __name__ == "__main__":
    sys.exit(main())
