"""Who may clean now, who waits, and who is sent away: seats handed on in the order of asking."""

from __future__ import annotations

import threading
from collections import Counter, deque
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Generic, Literal, TypeVar

Seat = TypeVar("Seat")
#: why somebody was sent away: the queue was full, the wait was over, or their key has enough under way
Cause = Literal["queue", "wait", "key"]


class Saturated(Exception):
    """There is no place; ``cause`` says why."""

    def __init__(self, cause: Cause = "wait") -> None:
        super().__init__(cause)
        self.cause: Cause = cause


class Admission(Generic[Seat]):
    """A fixed number of seats and a queue of bounded length for them, first come, first served.

    A semaphore would not do: whoever comes just as a seat becomes free takes it from those who wait, and under load
    somebody waits for ever.
    """

    def __init__(self, seats: Iterable[Seat], queue: int) -> None:
        self._free = deque(seats)
        self._queue = queue
        self._waiting: deque[_Waiter[Seat]] = deque()
        self._lock = threading.Lock()

    def take(self, wait: float) -> Seat:
        """A seat, after ``wait`` seconds at most. Raises `Saturated`."""
        with self._lock:
            if self._free:
                return self._free.pop()  # the one used last: its memory is warm
            if wait <= 0 or len(self._waiting) >= self._queue:
                raise Saturated("queue")
            waiter: _Waiter[Seat] = _Waiter()
            self._waiting.append(waiter)
        waiter.called.wait(wait)
        with self._lock:
            if waiter.seat is not None:
                return waiter.seat
            self._waiting.remove(waiter)
        raise Saturated("wait")

    def give_back(self, seat: Seat) -> None:
        """Hand a seat on to whoever has waited longest."""
        with self._lock:
            if self._waiting:
                waiter = self._waiting.popleft()
                waiter.seat = seat
                waiter.called.set()
            else:
                self._free.append(seat)


class _Waiter(Generic[Seat]):
    """Somebody in the queue."""

    def __init__(self) -> None:
        self.called = threading.Event()
        self.seat: Seat | None = None


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
