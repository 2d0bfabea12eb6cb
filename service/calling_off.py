"""Ending what nobody waits for any more: the pages of a batch whose sender is gone."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager


class CalledOff(Exception):
    """Nobody waits for the page any more."""


class CallingOff:
    """Says of many pages at once that nobody waits for them any more. Safe to share between threads."""

    def __init__(self) -> None:
        self.called = False
        self._lock = threading.Lock()
        self._under_way: list[Callable[[], None]] = []

    @contextmanager
    def ending(self, end: Callable[[], None]) -> Iterator[None]:
        """Call ``end`` if this is called off while the block runs, and never after it. Raises `CalledOff` if it was."""
        with self._lock:
            if self.called:
                raise CalledOff
            self._under_way.append(end)
        try:
            yield
        finally:
            with self._lock:
                self._under_way.remove(end)

    def call(self) -> None:
        """End what is under way; the processes at work on it are replaced."""
        with self._lock:
            self.called = True
            for end in self._under_way:
                end()
