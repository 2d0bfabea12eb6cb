"""The cleaning processes as slots to hold: requests go before the pages of batches, and nobody starves."""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Callable
from typing import Final

#: while pages of batches wait, one of them goes after so many requests
_IN_A_ROW: Final = 16
#: how often whoever waits for a batch looks whether it is still wanted (seconds)
_LOOK: Final = 0.5


class Slots:
    """``count`` slots, of which pages of batches hold at most ``for_batches``. First come, first served on each side.

    A slot that comes free is handed to whoever waits longest, so that one who gives a slot back and wants another
    cannot overtake.
    """

    def __init__(self, count: int, for_batches: int) -> None:
        self._lock = threading.Lock()
        self._free = count
        self._free_for_batches = for_batches
        self._requests: deque[threading.Event] = deque()
        self._batches: deque[threading.Event] = deque()
        self._in_a_row = 0

    def acquire_now(self) -> bool:
        """A slot for a request, if one is free: then no request waits, nor a page of a batch that might have it."""
        with self._lock:
            if not self._free:
                return False
            self._free -= 1
            self._in_a_row = 0
            return True

    def acquire(self, wait: float) -> bool:
        """A slot for a request, within ``wait`` seconds."""
        turn = self._queue(self._requests)
        return turn.wait(wait) or not self._leave(self._requests, turn)

    def acquire_for_batch(self, unwanted: Callable[[], bool]) -> bool:
        """A slot for a page of a batch, however long it takes; none once it is ``unwanted``."""
        turn = self._queue(self._batches)
        while not turn.wait(_LOOK):
            if unwanted():
                return not self._leave(self._batches, turn)
        return True

    def release(self, *, batch: bool = False) -> None:
        """Give a slot back."""
        with self._lock:
            self._free += 1
            self._free_for_batches += batch
            self._hand_out()

    def _queue(self, queue: deque[threading.Event]) -> threading.Event:
        turn = threading.Event()
        with self._lock:
            queue.append(turn)
            self._hand_out()
        return turn

    def _leave(self, queue: deque[threading.Event], turn: threading.Event) -> bool:
        """Stop waiting; false if the turn came at the last moment."""
        with self._lock:
            if turn.is_set():
                return False
            queue.remove(turn)
            return True

    def _hand_out(self) -> None:
        while self._free:
            batch = bool(self._batches) and self._free_for_batches > 0
            if self._requests and not (batch and self._in_a_row >= _IN_A_ROW):
                turn = self._requests.popleft()
                self._in_a_row = self._in_a_row + 1 if batch else 0
            elif batch:
                turn = self._batches.popleft()
                self._free_for_batches -= 1
                self._in_a_row = 0
            else:
                return
            self._free -= 1
            turn.set()
