"""Processes seen through /proc: a family, what it holds in memory, and whether it is gone."""

from __future__ import annotations

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


def resident(pid: int) -> int:
    """Bytes ``pid`` holds in memory, shared ones included; 0 when it is gone."""
    try:
        return int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * _PAGE
    except (OSError, IndexError):
        return 0


def cleaning(worker: int) -> list[int]:
    """The cleaning processes of an HTTP worker: what its fork server forked."""
    return [grandchild for child in children(worker) for grandchild in children(child)]
