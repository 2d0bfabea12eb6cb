"""Ending what nobody waits for any more: the pages of a batch whose sender is gone."""

from __future__ import annotations

import threading
from concurrent.futures import Future
from typing import Any


class CalledOff(Exception):
    """Nobody waits for the page any more."""


class CallingOff:
    """Says of many pages at once that nobody waits for them any more. Safe to share between threads."""

    def __init__(self) -> None:
        self.called = False
        self._lock = threading.Lock()
        self._under_way: set[Future[Any]] = set()

    def ends(self, future: Future[Any]) -> None:
        """Cancel ``future`` when this is called, or now if it has been."""
        with self._lock:
            if not self.called:
                self._under_way.add(future)
        future.add_done_callback(self._forget)
        if self.called:
            future.cancel()

    def call(self) -> None:
        """End what is under way; the processes at work on it are replaced."""
        with self._lock:
            self.called = True
            under_way, self._under_way = self._under_way, set()
        for future in under_way:
            future.cancel()

    def _forget(self, future: Future[Any]) -> None:
        with self._lock:
            self._under_way.discard(future)
