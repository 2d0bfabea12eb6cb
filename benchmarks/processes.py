"""Processes seen through /proc: a family, what it holds in memory, and whether it is gone."""

from __future__ import annotations

import time
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

_PAGE = 4096


def children(pid: int) -> list[int]:
    """The children of ``pid`` that live."""
    found: list[int] = []
    with suppress(OSError):
        for thread in Path(f"/proc/{pid}/task").iterdir():
            with suppress(OSError):
                found += [int(child) for child in (thread / "children").read_text().split()]
    return [child for child in found if alive(child)]


def descendants(pid: int) -> list[int]:
    """Children, their children, and so on."""
    return [each for child in children(pid) for each in (child, *descendants(child))]


def alive(pid: int) -> bool:
    """Whether ``pid`` runs; one that waits to be reaped does not."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] not in "ZX"
    except OSError:
        return False


def outliving(pids: Iterable[int], seconds: float) -> dict[int, str]:
    """Which of ``pids`` still run after ``seconds``, with their command lines; returns as soon as none does."""
    until = time.monotonic() + seconds
    left = [pid for pid in pids if alive(pid)]
    while left and time.monotonic() < until:
        time.sleep(0.05)
        left = [pid for pid in left if alive(pid)]
    return {pid: _command(pid) for pid in left}


def _command(pid: int) -> str:
    try:
        return Path(f"/proc/{pid}/cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace").strip()
    except OSError:
        return "?"


def resident(pid: int) -> int:
    """Bytes ``pid`` holds in memory, shared ones included; 0 when it is gone."""
    try:
        return int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * _PAGE
    except (OSError, IndexError):
        return 0


def cleaning(worker: int) -> list[int]:
    """The cleaning processes of an HTTP worker: what its fork server forked."""
    return [grandchild for child in children(worker) for grandchild in children(child)]
