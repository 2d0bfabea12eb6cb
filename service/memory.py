"""Giving memory back: glibc keeps what was freed, and a thread's arena it keeps for good."""

from __future__ import annotations

import ctypes
from functools import lru_cache
from typing import Any, Final

_M_ARENA_MAX: Final = -8
#: arenas of a process whose threads mostly wait; more would each keep the largest page they ever held
_ARENAS: Final = 2


def few_arenas() -> None:
    """Let all threads of this process share a few arenas. To be called before the threads are there."""
    if libc := _libc():
        libc.mallopt(_M_ARENA_MAX, _ARENAS)


def trim() -> None:
    """Hand what is free back to the system. Costs about a millisecond for each hundred MiB in use."""
    if libc := _libc():
        libc.malloc_trim(0)


@lru_cache(maxsize=1)
def _libc() -> Any:
    """The C library, where it is glibc."""
    try:
        libc = ctypes.CDLL(None)
        return libc if libc.malloc_trim and libc.mallopt else None
    except (OSError, AttributeError):
        return None
