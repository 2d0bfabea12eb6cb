"""The cleaning processes of one HTTP worker: slots, deadlines, and what happens when a process dies.

A page can only hurt itself: it is cleaned in a process of its own that is killed at the deadline and capped in memory,
while as many requests as there are processes hold a *slot*, a bounded number waits for one, and the rest is sent away.
"""

from __future__ import annotations

import contextlib
import signal
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from cleaners import Options, Page
from cleaners.errors import CleaningError
from service.admission import Saturated
from service.calling_off import CalledOff, CallingOff
from service.child import Child, Cleaned, Died, Hung
from service.metrics import CLEANING, RESTARTS, SLOTS, WAITING, RestartCause, phase
from service.settings import Settings
from service.slots import Slots
from service.worker import OUT_OF_MEMORY, SAMPLE, Cleaner, CleanerFailed

#: seconds a process may take to start
_START: Final = 30.0
#: signals that a page cannot get its process by itself: somebody sent them, or the kernel did for want of memory.
#: 255 stands for a process that went down with the server it was forked from.
_FROM_OUTSIDE: Final = (-signal.SIGKILL, -signal.SIGTERM, -signal.SIGHUP, -signal.SIGQUIT, 255, None)
#: how often a page is begun anew when its process was killed from outside
_LIVES: Final = 3
#: the part of the deadline that is kept for the cheaper way, and the shortest deadline (seconds) where that pays:
#: a new process takes a tenth of a second or two to start
_RESERVE: Final = 0.25
_SHORTEST: Final = 1.0
#: seconds between starts of processes that die before they are ready: the first, doubled each time, up to the last
_FIRST_PAUSE: Final = 0.1
_LAST_PAUSE: Final = 30.0


class DeadlineExceeded(Exception):
    """The page took longer than its deadline; its process was killed."""


class ParserCrashed(Exception):
    """The page killed its process; ``exit_code`` is negative for a signal."""

    def __init__(self, exit_code: int | None) -> None:
        super().__init__(exit_code)
        self.exit_code = exit_code


class NotStarting(Exception):
    """Cleaning processes die before they are ready; the next try is in ``seconds``."""

    def __init__(self, seconds: float) -> None:
        super().__init__(seconds)
        self.seconds = seconds


@dataclass(slots=True, eq=False)
class _Slot:
    """Room for one cleaning process."""

    child: Child | None = None


class _Backoff:
    """Longer and longer pauses while no process gets as far as being ready."""

    def __init__(self) -> None:
        self._failures = 0
        self._until = 0.0
        self._lock = threading.Lock()

    @property
    def pause(self) -> float:
        """Seconds until the next try."""
        return max(0.0, self._until - time.monotonic())

    def failed(self) -> None:
        with self._lock:
            seconds = min(_LAST_PAUSE, _FIRST_PAUSE * 2**self._failures)
            self._failures = min(self._failures + 1, 30)
            self._until = time.monotonic() + seconds

    def worked(self) -> None:
        with self._lock:
            self._failures = 0
            self._until = 0.0


class CleaningPool:
    """Cleans pages in child processes. Safe to share between threads; starts on first use, hence after a fork.

    ``fallback`` is a cheaper cleaner, which has a try at HTML pages for which time gets short.
    """

    def __init__(self, cleaner: Cleaner, settings: Settings, fallback: Cleaner | None = None) -> None:
        self._cleaner = cleaner
        self._fallback = fallback
        self._settings = settings
        self._seats = [_Slot() for _ in range(settings.slots)]
        self._free = list(self._seats)
        self._turns = Slots(settings.slots, settings.batch_slots)
        self._admitted = threading.BoundedSemaphore(settings.slots + settings.queue)
        self._backoff = _Backoff()
        self._stopping = False

    def clean(self, page: Page, options: Options, deadline: float) -> Cleaned:
        """Clean ``page`` within ``deadline`` seconds, counted from when a process takes it on.

        Raises `Saturated`, `NotStarting`, `DeadlineExceeded`, `ParserCrashed`, `CleanerFailed`, or a `CleaningError`.
        """
        with self._admission(), self._slot(self._settings.slot_wait) as slot:
            return self._run(slot, page, options, deadline)

    def clean_for_batch(
        self, page: Page, options: Options, deadline: float, calling_off: CallingOff, with_lines: bool = False
    ) -> Cleaned:
        """Like `clean`, but waits for a slot until its batch is called off, and may tell the lines of the text.

        Requests go first; nothing is ever refused for want of a slot. Raises `CalledOff` besides what `clean` raises.
        """
        if not self._turns.acquire_for_batch(lambda: calling_off.called):
            raise CalledOff
        with self._taken(batch=True) as slot:
            return self._run(slot, page, options, deadline, calling_off, with_lines)

    def check(self) -> str:
        """Clean a built-in page: ``idle`` if that worked, ``busy`` if every process is at work. Raises like `clean`."""
        if pause := self._backoff.pause:
            raise NotStarting(pause)
        try:
            with self._slot(0) as slot:
                self._run(slot, SAMPLE, Options(rules=self._settings.rules), self._settings.deadline_ms / 1000)
        except Saturated:
            return "busy"
        return "idle"

    def start(self) -> None:
        """Start the processes now rather than with the first page."""
        SLOTS.set(len(self._seats))
        for slot in self._seats:
            self._fill(slot)

    def stop(self) -> None:
        """End all processes."""
        self._stopping = True
        for slot in self._seats:
            if child := slot.child:
                child.end()

    @contextlib.contextmanager
    def _admission(self) -> Iterator[None]:
        """A place among those that clean or wait."""
        if not self._admitted.acquire(blocking=False):
            raise Saturated("queue")
        try:
            yield
        finally:
            self._admitted.release()

    @contextlib.contextmanager
    def _slot(self, wait: float) -> Iterator[_Slot]:
        """A slot for oneself, after ``wait`` seconds at most."""
        with phase("wait"):
            if not self._turns.acquire_now():
                with WAITING.track_inprogress():
                    free = self._turns.acquire(wait)
                if not free:
                    raise Saturated("wait")
        with self._taken() as slot:
            yield slot

    @contextlib.contextmanager
    def _taken(self, *, batch: bool = False) -> Iterator[_Slot]:
        """The slot whose turn it is, the one used last: its memory is warm."""
        slot = self._free.pop()
        try:
            with CLEANING.track_inprogress():
                yield slot
        finally:
            if not self._stopping and not self._backoff.pause:
                with contextlib.suppress(OSError, EOFError):  # no process can be started now; the next request will see
                    self._fill(slot)
            self._free.append(slot)
            self._turns.release(batch=batch)

    def _run(
        self,
        slot: _Slot,
        page: Page,
        options: Options,
        deadline: float,
        calling_off: CallingOff | None = None,
        with_lines: bool = False,
    ) -> Cleaned:
        child = self._ready(slot)
        until = time.monotonic() + deadline
        reserve = 0.0
        if self._fallback and page.kind == "html" and deadline >= _SHORTEST:
            reserve = _RESERVE * deadline
        fast, lives = False, _LIVES
        while True:
            try:
                with phase("clean"), calling_off.ending(child.kill) if calling_off else contextlib.nullcontext():
                    left = until - time.monotonic() - (0.0 if fast else reserve)
                    cleaned = child.ask(page, options, fast, with_lines, max(0.0, left))
            except Hung:
                self._end(slot, "deadline")
                if fast or not reserve:
                    raise DeadlineExceeded from None
                fast = True
            except Died as death:
                if calling_off and calling_off.called:
                    self._end(slot, "called off")
                    raise CalledOff from death
                lives -= 1
                outside = death.exit_code in _FROM_OUTSIDE
                self._end(slot, _cause(death.exit_code))
                if self._stopping:
                    raise Saturated("wait") from death
                if not outside or not lives:
                    raise ParserCrashed(death.exit_code) from death
            except (CleaningError, CleanerFailed) as error:
                # the cheaper way may answer for the better one, but not refuse for it
                if fast:
                    raise DeadlineExceeded from error
                raise
            else:
                return cleaned
            child = self._ready(slot)

    def _ready(self, slot: _Slot) -> Child:
        """The slot's process, once it can take a page; waits for it as long as a request may wait for a slot."""
        until = time.monotonic() + self._settings.slot_wait
        while True:
            if slot.child is not None and not slot.child.alive:
                self._end(slot, "killed")
            if slot.child is None:
                pause = self._backoff.pause
                if self._stopping or time.monotonic() + pause > until:
                    raise NotStarting(pause)
                time.sleep(pause)
            try:
                child = self._fill(slot)
                child.wait_until_ready(_START)
            except (Hung, Died, OSError, EOFError):
                self._backoff.failed()
                self._end(slot, "start")
            else:
                self._backoff.worked()
                return child

    def _fill(self, slot: _Slot) -> Child:
        """A process for the slot: the one it has, or a new one where there is none or it has cleaned its share."""
        share = self._settings.pages_per_process
        if slot.child is not None and share and slot.child.pages >= share:
            self._end(slot, "recycled")
        if slot.child is None:
            settings = self._settings
            slot.child = Child(self._cleaner, self._fallback, settings.memory_mb, settings.rules)
        return slot.child

    def _end(self, slot: _Slot, cause: RestartCause) -> None:
        RESTARTS.labels(cause).inc()
        child, slot.child = slot.child, None
        if child is not None:
            child.end()


def _cause(exit_code: int | None) -> RestartCause:
    if exit_code == OUT_OF_MEMORY:
        return "memory"
    return "killed" if exit_code in _FROM_OUTSIDE else "crash"
