"""One cleaning process, seen from outside: its start, its pipe and its end.

Each process has a pipe of its own, so that one that is killed while it writes spoils nothing but its own answer; pools
whose processes share a queue wait for a lock that the dead one still holds. What comes back is JSON and never a pickle:
a process in which a page took over cannot make this one run anything.
"""

from __future__ import annotations

import json
import multiprocessing
import os
import socket
import struct
import threading
import time
from collections.abc import Mapping
from multiprocessing.connection import Connection
from typing import Any, Final

from cleaners import CleaningError, NoArticle, NotAPage, Options, Page, UnreadablePage
from cleaners.repetition import KeptLines
from service.worker import READY, Cleaner, CleanerFailed, serve

#: the processes are forked from a server that has imported this, which takes a second or so
_PRELOAD: Final = ["service.warm"]
#: the largest answer (bytes)
_MAX_ANSWER: Final = 1 << 29
#: seconds after which a process that was killed is no longer waited for
_REAPED: Final = 10.0

#: an article as plain JSON types, and what its text is made of if that was asked for
Cleaned = tuple[dict[str, Any], KeptLines]

_starting: Final = threading.Lock()


class Hung(Exception):
    """The process did not answer in time; it still runs."""


class Died(Exception):
    """The process is gone; ``exit_code`` is negative for a signal, ``None`` if nobody knows."""

    def __init__(self, exit_code: int | None) -> None:
        super().__init__(exit_code)
        self.exit_code = exit_code


class Child:
    """A cleaning process. Used by one thread at a time."""

    def __init__(self, cleaner: Cleaner, fallback: Cleaner | None, memory_mb: int, rules: str | None) -> None:
        self.pages = 0
        self._ready = False
        ours, theirs = socket.socketpair()
        self._socket = ours  # for its options; reading and writing is the connection's
        self._connection = Connection(os.dup(ours.fileno()))
        context = multiprocessing.get_context("forkserver")
        context.set_forkserver_preload(_PRELOAD)
        with Connection(theirs.detach()) as end:
            self._process = context.Process(
                target=serve, args=(end, cleaner, fallback, memory_mb, rules), daemon=True, name="unchrome-cleaning"
            )
            with _starting:
                self._process.start()

    @property
    def alive(self) -> bool:
        """Whether it still runs."""
        return self._process.is_alive()

    @property
    def pid(self) -> int | None:
        """Its process id."""
        return self._process.pid

    def wait_until_ready(self, seconds: float) -> None:
        """Return once it can take a page. Raises `Hung` and `Died`."""
        if not self._ready:
            self._ready = self._receive(time.monotonic() + seconds) == READY

    def ask(self, page: Page, options: Options, fast: bool, with_lines: bool, seconds: float) -> Cleaned:
        """The article of ``page`` as plain JSON types, within ``seconds``; ``fast`` takes the cheaper way.

        Besides it, ``with_lines``, what its text is made of, to be compared with other pages of the site.

        Raises `Hung` and `Died`, after either of which it must be ended, `CleanerFailed`, or a `CleaningError`.
        """
        until = time.monotonic() + seconds
        self.pages += 1
        try:
            self._limit(socket.SO_SNDTIMEO, until)
            self._connection.send((page, options, fast, with_lines))
        except BlockingIOError as error:
            raise Hung from error
        except OSError as error:
            raise self._death() from error
        message = self._receive(until)
        try:
            return _unpacked(message)
        except ValueError as error:
            raise Died(0) from error  # it runs, but it is not itself any more

    def kill(self) -> None:
        """Kill it from another thread; whoever waits for its answer is told that it died."""
        self._process.kill()

    def end(self) -> None:
        """Kill it, whatever it does, and let go of it."""
        if self._process.is_alive():
            self._process.kill()
        self._process.join(_REAPED)
        self._socket.close()
        self._connection.close()

    def _receive(self, until: float) -> bytes:
        try:
            if not self._connection.poll(max(0.0, until - time.monotonic())):
                raise Hung
            self._limit(socket.SO_RCVTIMEO, until)
            return self._connection.recv_bytes(_MAX_ANSWER)
        except BlockingIOError as error:
            raise Hung from error
        except (EOFError, OSError) as error:
            raise self._death() from error

    def _limit(self, direction: int, until: float) -> None:
        """No single read or write may block beyond ``until``: a process may stop half-way through a message."""
        seconds, rest = divmod(max(until - time.monotonic(), 0.001), 1)
        self._socket.setsockopt(socket.SOL_SOCKET, direction, struct.pack("ll", int(seconds), int(rest * 1e6)))

    def _death(self) -> Died:
        self._process.join(_REAPED)
        return Died(self._process.exitcode)


def _unpacked(message: bytes) -> Cleaned:
    """What is in an answer of `service.worker.serve`. Raises what the cleaner raised, or `ValueError`."""
    try:
        told: Mapping[str, Any] = json.loads(message.decode("utf-8", "surrogatepass"))
        if "article" in told:
            return told["article"], dict(told["lines"])
        kind, arguments = told["error"], told["arguments"]
    except (ValueError, LookupError, TypeError) as error:
        raise ValueError("this is no answer of a cleaning process: an answer is an article or an error") from error
    if kind == "NoArticle":
        raise NoArticle(*arguments)
    if kind == "NotAPage":
        raise NotAPage(*arguments)
    if kind == "UnreadablePage":
        raise UnreadablePage(*arguments)
    if kind == "CleaningError":
        raise CleaningError(*arguments)
    raise CleanerFailed(*arguments)
