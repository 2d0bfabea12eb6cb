"""Who is sent away and why, and how much of one API key may be under way."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Literal

#: why somebody was sent away: the queue was full, the wait was over, or their key has enough under way
Cause = Literal["queue", "wait", "key"]


class Saturated(Exception):
    """There is no place; ``cause`` says why."""

    def __init__(self, cause: Cause = "wait") -> None:
        super().__init__(cause)
        self.cause: Cause = cause


class Quota:
    """How many requests one API key may have under way at a time; 0 for as many as it likes."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._held: Counter[int] = Counter()
        self._lock = threading.Lock()

    @contextmanager
    def hold(self, key: int | None) -> Iterator[None]:
        """Count a request of ``key`` while the block runs; ``None`` is nobody's. Raises `Saturated`."""
        if key is None or not self._most:
            yield
            return
        with self._lock:
            if self._held[key] >= self._most:
                raise Saturated("key")
            self._held[key] += 1
        try:
            yield
        finally:
            with self._lock:
                self._held[key] -= 1
