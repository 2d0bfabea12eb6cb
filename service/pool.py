"""The pool of cleaning processes of one HTTP worker: slots, deadlines, and what happens when a process dies.

A page can only hurt itself: it is cleaned in a process of its own that is killed at the deadline and capped in memory,
while as many requests as there are processes hold a *slot*, a bounded number waits for one, and the rest is sent away.
"""

from __future__ import annotations

import contextlib
import multiprocessing
import os
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import CancelledError
from concurrent.futures import TimeoutError as FutureTimeout
from concurrent.futures.process import BrokenProcessPool
from typing import Any, Final, cast

from pebble import ProcessExpired, ProcessPool

from cleaners import Options, Page
from service.calling_off import CalledOff, CallingOff
from service.metrics import CLEANING, WAITING
from service.settings import Settings
from service.slots import Slots
from service.worker import SAMPLE, Cleaner, run, set_up

#: what a cleaning process does with a page
Task = Callable[[Cleaner, Page, Options], Any]

#: seconds a process may take to start before a task counts as lost
_START: Final = 30.0
#: the processes are forked from a server that has imported this, which takes a second or so
_PRELOAD: Final = ["service.warm"]


class Saturated(Exception):
    """No slot became free in time, or too many requests are waiting already."""


class DeadlineExceeded(Exception):
    """The page took longer than its deadline; its process was killed."""


class ParserCrashed(Exception):
    """The page killed its process; ``exit_code`` is negative for a signal."""

    def __init__(self, exit_code: int | None) -> None:
        super().__init__(exit_code)
        self.exit_code = exit_code


class CleaningPool:
    """Cleans pages in child processes. Safe to share between threads; starts on first use, hence after a fork."""

    def __init__(self, cleaner: Cleaner, settings: Settings) -> None:
        self._cleaner = cleaner
        self._settings = settings
        self._slots = Slots(settings.slots, settings.batch_slots)
        self._admitted = threading.BoundedSemaphore(settings.slots + settings.queue)
        self._lock = threading.Lock()
        self._pool: ProcessPool | None = None
        self._owner = 0

    def clean(self, page: Page, options: Options, deadline: float) -> dict[str, Any]:
        """Clean ``page`` within ``deadline`` seconds, counted from when a process takes it on.

        Raises `Saturated`, `DeadlineExceeded`, `ParserCrashed`, `CleanerFailed`, or a `CleaningError`.
        """
        with self._admission(), self._slot(self._settings.slot_wait):
            return cast(dict[str, Any], self._run(page, options, deadline))

    def clean_for_batch(
        self, page: Page, options: Options, deadline: float, calling_off: CallingOff, task: Task = run
    ) -> Any:
        """What ``task`` gives for ``page``. Like `clean`, but waits for a slot until its batch is called off.

        Requests go first; nothing is ever refused for want of a slot. Raises `CalledOff` besides what `clean` raises.
        """
        if not self._slots.acquire_for_batch(lambda: calling_off.called):
            raise CalledOff
        try:
            with CLEANING.track_inprogress():
                return self._run(page, options, deadline, task, calling_off)
        finally:
            self._slots.release(batch=True)

    def check(self) -> str:
        """Clean a built-in page: ``idle`` if that worked, ``busy`` if every process is at work. Raises like `clean`."""
        try:
            with self._slot(0):
                self._run(SAMPLE, Options(rules=self._settings.rules), self._settings.deadline_ms / 1000)
        except Saturated:
            return "busy"
        return "idle"

    def start(self) -> None:
        """Start the processes now rather than with the first page."""
        self._live_pool().active  # noqa: B018 - the pool starts when it is first asked

    def stop(self) -> None:
        """End all processes."""
        with self._lock:
            pool, self._pool = self._pool, None
            if pool is not None and self._owner == os.getpid():
                pool.stop()
                pool.join()

    @contextlib.contextmanager
    def _admission(self) -> Iterator[None]:
        """A place among those that clean or wait."""
        if not self._admitted.acquire(blocking=False):
            raise Saturated
        try:
            yield
        finally:
            self._admitted.release()

    @contextlib.contextmanager
    def _slot(self, wait: float) -> Iterator[None]:
        """A cleaning process for oneself, after ``wait`` seconds at most."""
        with WAITING.track_inprogress():
            free = self._slots.acquire(wait)
        if not free:
            raise Saturated
        try:
            with CLEANING.track_inprogress():
                yield
        finally:
            self._slots.release()

    def _run(
        self,
        page: Page,
        options: Options,
        deadline: float,
        task: Task = run,
        calling_off: CallingOff | None = None,
    ) -> Any:
        for attempt in (1, 2):
            pool = self._live_pool()
            try:
                future = pool.schedule(task, (self._cleaner, page, options), timeout=deadline)
                if calling_off is not None:
                    calling_off.ends(future)
                try:
                    answer = future.result(timeout=deadline + _START)
                finally:
                    future.cancel()
            except ProcessExpired as error:
                raise ParserCrashed(error.exitcode) from error
            except FutureTimeout as error:
                raise DeadlineExceeded from error
            except CancelledError as error:  # the service is stopping, or nobody waits for the page any more
                raise (CalledOff if calling_off is not None and calling_off.called else Saturated) from error
            except (BrokenProcessPool, RuntimeError):
                # all processes were killed from outside (say, by the kernel for memory): once more with a new pool
                self._discard(pool)
                if attempt == 2:
                    raise
            else:
                return answer
        raise AssertionError("unreachable")

    def _live_pool(self) -> ProcessPool:
        with self._lock:
            if self._pool is None or self._owner != os.getpid() or not self._pool.active:
                context = multiprocessing.get_context("forkserver")
                context.set_forkserver_preload(_PRELOAD)
                self._pool = ProcessPool(
                    max_workers=self._settings.slots,
                    max_tasks=self._settings.pages_per_process,
                    initializer=set_up,
                    initargs=(self._cleaner, self._settings.memory_mb, self._settings.rules),
                    context=context,
                )
                self._owner = os.getpid()
            return self._pool

    def _discard(self, pool: ProcessPool) -> None:
        with self._lock:
            if self._pool is pool:
                self._pool = None
        pool.stop()
