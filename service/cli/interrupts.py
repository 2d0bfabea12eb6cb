"""Ctrl-C where work is under way: noted at once, acted upon where it can do no harm.

A ``KeyboardInterrupt`` raised between any two steps could end the command within a write or while a lock is held, and
its exit code would depend on where it was.
"""

from __future__ import annotations

import signal
from collections.abc import Iterator
from concurrent.futures import Future, wait
from contextlib import contextmanager
from threading import Event
from typing import Final, TypeVar

_Result = TypeVar("_Result")

#: how often an interrupt is looked for while nothing is done (seconds)
_LOOK: Final = 0.1


@contextmanager
def interrupts_noted() -> Iterator[Event]:
    """Within, the first Ctrl-C only sets the event; a second one interrupts as ever. For the main thread."""
    noted = Event()
    before = signal.getsignal(signal.SIGINT)

    def note(*_: object) -> None:
        noted.set()
        signal.signal(signal.SIGINT, signal.default_int_handler)

    signal.signal(signal.SIGINT, note)
    try:
        yield noted
    finally:
        signal.signal(signal.SIGINT, before)


def result_unless(interrupted: Event, future: Future[_Result]) -> _Result:
    """What comes of ``future``. Raises `KeyboardInterrupt` once ``interrupted`` is set."""
    while not interrupted.is_set():
        if wait([future], _LOOK).done:
            return future.result()
    raise KeyboardInterrupt
