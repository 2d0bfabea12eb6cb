"""One cleaning process, seen from outside: its start, its pipe and its end.

Each process has a pipe of its own, so that one that is killed while it writes spoils nothing but its own answer; pools
whose processes share a queue wait for a lock that the dead one still holds. What comes back is JSON and never a pickle:
a process in which a page took over cannot make this one run anything.
"""

from __future__ import annotations

import json
import multiprocessing
import pickle
import select
import socket
import threading
import time
from dataclasses import dataclass
from typing import Any, Final

from cleaners import CleaningError, NoArticle, NotAPage, Options, Page, UnreadablePage
from cleaners.repetition import KeptLines
from service.pipe import Pipe
from service.worker import READY, Cleaner, CleanerFailed, serve

#: the processes are forked from a server that has imported this, which takes a second or so
_PRELOAD: Final = ["service.warm"]
#: the largest answer (bytes)
_MAX_ANSWER: Final = 1 << 29
#: seconds after which a process that was killed is no longer waited for
_REAPED: Final = 10.0

_starting: Final = threading.Lock()


@dataclass(slots=True, frozen=True)
class Cleaned:
    """An article as plain JSON types, the JSON they were read from, and what its text is made of if that was asked for.

    There is no line feed in the JSON.
    """

    article: dict[str, Any]
    json: bytes
    lines: KeptLines


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
        self._pipe = Pipe(ours, _MAX_ANSWER)
        context = multiprocessing.get_context("forkserver")
        context.set_forkserver_preload(_PRELOAD)
        with theirs:
            self._process = context.Process(
                target=serve, args=(theirs, cleaner, fallback, memory_mb, rules), daemon=True, name="unchrome-cleaning"
            )
            with _starting:
                self._process.start()
        self._gone = select.poll()
        self._gone.register(self._process.sentinel, select.POLLIN)

    @property
    def alive(self) -> bool:
        """Whether it still runs."""
        # asked before every page, of which `multiprocessing` would make a selector each time
        return not self._gone.poll(0)

    @property
    def pid(self) -> int | None:
        """Its process id."""
        return self._process.pid

    def wait_until_ready(self, seconds: float) -> None:
        """Return once it can take a page. Raises `Hung` and `Died`."""
        if not self._ready:
            self._ready = self._receive(time.monotonic() + seconds) == READY

    def ask(self, page: Page, options: Options, fast: bool, with_lines: bool, seconds: float) -> Cleaned:
        """The article of ``page``, within ``seconds``; ``fast`` takes the cheaper way.

        Besides it, ``with_lines``, what its text is made of, to be compared with other pages of the site.

        Raises `Hung` and `Died`, after either of which it must be ended, `CleanerFailed`, or a `CleaningError`.
        """
        until = time.monotonic() + seconds
        self.pages += 1
        try:
            self._pipe.send(pickle.dumps((page, options, fast, with_lines), pickle.HIGHEST_PROTOCOL), until)
        except TimeoutError as error:
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
        self._pipe.close()

    def _receive(self, until: float) -> bytes:
        try:
            return self._pipe.receive(until)
        except TimeoutError as error:
            raise Hung from error
        except (EOFError, OSError) as error:
            raise self._death() from error

    def _death(self) -> Died:
        self._process.join(_REAPED)
        return Died(self._process.exitcode)


def _unpacked(message: bytes) -> Cleaned:
    """What is in an answer of `service.worker.serve`. Raises what the cleaner raised, or `ValueError`."""
    first, _, second = message.partition(b"\n")
    try:
        told = _parsed(first)
        if not isinstance(told, dict):
            raise TypeError(type(told))
        if "error" not in told:
            return Cleaned(told, first, dict(_parsed(second)) if second else {})
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


def _parsed(text: bytes) -> Any:
    # what UTF-8 cannot hold is found, and worded, by the article's schema
    return json.loads(text.decode("utf-8", "surrogatepass"))
