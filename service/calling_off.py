"""Ending what nobody waits for any more: the pages of a batch whose sender is gone."""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Callable
from concurrent.futures import Future, InvalidStateError
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
        _forgive(future)
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


def _forgive(future: Future[Any]) -> None:
    """Let a result that comes for ``future`` after it was cancelled be lost in silence.

    pebble first looks whether a future was cancelled and then sets its result; the thread that serves all its processes
    would die of one that was cancelled in between.
    """

    def forgiving(set_outcome: Callable[[Any], None]) -> Callable[[Any], None]:
        def set_if_wanted(outcome: Any) -> None:
            with contextlib.suppress(InvalidStateError):
                set_outcome(outcome)

        return set_if_wanted

    vars(future).update(set_result=forgiving(future.set_result), set_exception=forgiving(future.set_exception))
