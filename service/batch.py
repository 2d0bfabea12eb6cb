"""A batch under way: lines are read, cleaned side by side and answered in order, with bounded memory.

Three parties work at it. A *reader* thread takes lines from the body and gives them to some *cleaner* threads, each of
which waits for a page at a time; the request's own thread *answers* in the order of the lines. Lines that were read and
answers that were not sent yet are held up to a limit; whoever would go beyond it waits, so that a client that reads
slowly is in the end read from slowly.

With site repetition, a line is held until those within the look-ahead behind it are cleaned, too; then it is judged by
what all pages up to there have in common. Which these are depends on the lines alone and not on time, so that the same
batch gets the same answers.
"""

from __future__ import annotations

import contextvars
import errno
import threading
import time
from collections import deque
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any, Final

from cleaners.repetition import Sites
from service.batch_lines import CleanedLine, LineCleaner
from service.calling_off import CallingOff
from service.connection import Connection
from service.deflation import Compressor
from service.logs import frames, logger
from service.problems import Problem
from service.settings import Settings

#: with site repetition, lines that are looked at behind the one that is judged
LOOK_AHEAD: Final = 64
#: lines that may wait for their answers to be sent, whatever their size
_MOST_HELD: Final = 1024
#: lines each cleaner thread may have waiting, so that it is never idle
_AHEAD: Final = 4
#: what is sent at a time (bytes): less than is free in a socket's buffer when it says that there is room
_PIECE: Final = 1 << 14
#: how long one waits for anything before looking whether the client and the service are still there (seconds)
_LOOK: Final = 0.25
#: how long the reader may take to see that it is over (seconds)
_FAREWELL: Final = 5.0


class _Line:
    """A line on its way: ``size`` is what is held of it (bytes), first of the line and then of its answer."""

    __slots__ = ("future", "judged", "read", "size")

    def __init__(self, size: int) -> None:
        self.read = self.size = size
        self.judged = False
        self.future: Future[Any] = Future()


class Batch:
    """The lines of one request on their way to their answers. `begin`, then exhaust `answers`; `close` in any case."""

    def __init__(
        self,
        lines: Iterator[bytes | None],
        cleaner: LineCleaner,
        connection: Connection,
        settings: Settings,
        calling_off: CallingOff,
        *,
        site_repetition: bool,
        is_stopping: Callable[[], bool],
    ) -> None:
        self._lines = lines
        self._cleaner = cleaner
        self._connection = connection
        self._settings = settings
        self._calling_off = calling_off
        self._is_stopping = is_stopping
        self._sites = Sites() if site_repetition else None
        self._context = contextvars.copy_context()  # so that log lines of all threads name the request
        self._threads = ThreadPoolExecutor(settings.batch_slots, thread_name_prefix="batch")
        self._reader = threading.Thread(target=self._context.copy().run, args=(self._read,), daemon=True)
        # two conditions of one lock: most of what the answers wait for makes no room for the reader
        lock = threading.RLock()
        self._changed = threading.Condition(lock)
        self._room = threading.Condition(lock)
        self._changes = 0
        self._closed = False
        self._ended = False
        self._reader_is_done = False
        self._end: Problem | None = None
        self._read_lines: deque[_Line] = deque()
        self._read_bytes = 0
        self._judged: deque[_Line] = deque()
        self._judged_bytes = 0
        self._counted = self._counted_bytes = 0
        self._heard = time.monotonic()
        self.count = 0
        self.bytes_out = 0

    def begin(self) -> None:
        """Start reading, and wait for the first line. Raises `Problem` if there is none."""
        self._reader.start()
        with self._changed:
            self._changed.wait_for(lambda: self._read_lines or self._ended)
            if self._read_lines or self.count:
                return
            raise self._end or Problem("malformed-request", "The body is empty; it needs at least one line.")

    def close(self) -> None:
        """End all work at the batch, finished or not."""
        with self._room:
            self._closed = True
            self._room.notify_all()
        self._calling_off.call()
        self._threads.shutdown(wait=False, cancel_futures=True)
        if not self._reader_is_done:
            self._connection.end_reading()
        self._reader.join(_FAREWELL)

    @property
    def leaves_rest(self) -> bool:
        """Whether the rest of the body is left unread, and nobody is about to read it."""
        return self._end is not None and self._reader_is_done

    @property
    def is_whole(self) -> bool:
        """Whether the body was read to its end and every line answered."""
        return self._ended and self._end is None and not self._read_lines and not self._judged

    def answers(self, compressor: Compressor) -> Iterator[bytes]:
        """The answer, a line for each line, as soon as it and those before it are done.

        What breaks the body itself is told in a last line, whose index is that of the first line without an answer.
        Raises `BrokenPipeError` if the client is gone or neither reads nor sends.
        """
        out = bytearray()
        last = False
        while not last or out:
            with self._changed:
                seen = self._changes
                self._judge()
                lines = self._finished() if len(out) < _PIECE else []
                over = self._ended and not self._read_lines and not self._judged
            if lines:
                out += compressor.part(b"".join(lines))
            if over and not last:
                last = True
                if self._end is not None:
                    out += compressor.part(self._cleaner.answer(CleanedLine(self.count, problem=self._end)))
                out += compressor.end()
            if not out:
                self._wait(seen)
            elif self._connection.takes_more(_LOOK):
                piece = bytes(out[:_PIECE])
                del out[:_PIECE]
                self._heard = time.monotonic()
                self.bytes_out += len(piece)
                yield piece
            else:
                self._be_patient()

    # reading

    def _read(self) -> None:
        end: Problem | None = None
        try:
            for line in self._lines:
                if not self._take(line):
                    break
        except Problem as problem:
            end = problem
        except Exception as error:
            if not self._closed:
                logger().error("internal error", error=type(error).__qualname__, frames=frames(error))
            end = Problem("internal-error", "Whoever runs the service finds the reason under the request_id.")
        with self._changed:
            self._reader_is_done = True
            if not self._ended:
                self._ended, self._end = True, end
            self._note_change()

    def _take(self, line: bytes | None) -> bool:
        """Give ``line`` to the cleaners as soon as there is room for it; false if no more is wanted."""
        with self._changed:
            self._room.wait_for(lambda: self._closed or self._ended or self._has_room())
            if self._closed or self._ended:
                return False
            if self.count >= self._settings.max_lines:
                most = self._settings.max_lines
                raise Problem("page-too-large", f"The batch has more than {most:,} lines; the rest was not read.")
            on_its_way = _Line(len(line or b""))
            self._submit(on_its_way, self._first, self.count, line)
            self._read_lines.append(on_its_way)
            self._read_bytes += on_its_way.read
            self.count += 1
            self._heard = time.monotonic()
            self._note_change()
        return True

    def _has_room(self) -> bool:
        most = LOOK_AHEAD + 1 + _AHEAD * self._settings.batch_slots
        return len(self._read_lines) < most and self._read_bytes < self._settings.batch_buffer_bytes

    # cleaning

    def _first(self, index: int, line: bytes | None) -> CleanedLine | bytes:
        cleaned = self._cleaner.clean(index, line)
        return cleaned if self._sites is not None else self._cleaner.answer(cleaned)

    def _again(self, cleaned: CleanedLine, repeated: frozenset[int]) -> bytes:
        return self._cleaner.answer(self._cleaner.clean_again(cleaned, repeated))

    def _submit(self, line: _Line, work: Callable[..., Any], *arguments: Any) -> None:
        line.future = self._threads.submit(self._context.copy().run, work, *arguments)
        line.future.add_done_callback(lambda future: self._done(line, future))

    def _done(self, line: _Line, future: Future[Any]) -> None:
        with self._changed:
            if not future.cancelled() and future.exception() is None and isinstance(future.result(), bytes):
                self._resize(line, len(future.result()))
            self._note_change()

    def _resize(self, line: _Line, size: int) -> None:
        if line.judged:
            self._judged_bytes += size - line.size
        line.size = size

    # judging

    def _judge(self) -> None:
        """Let lines that need not wait for others go on to be answered, as far as there is room for them."""
        while self._read_lines and (
            not self._judged
            or (len(self._judged) < _MOST_HELD and self._judged_bytes < self._settings.batch_buffer_bytes)
        ):
            if self._sites is not None and not self._look_ahead(self._sites):
                return
            line = self._read_lines.popleft()
            self._read_bytes -= line.read
            line.judged = True
            self._judged.append(line)
            self._judged_bytes += line.size
            if self._sites is not None:
                self._counted -= 1
                self._counted_bytes -= line.read
                self._compare(self._sites, line)
            self._room.notify_all()

    def _look_ahead(self, sites: Sites) -> bool:
        """Count the pages within the look-ahead of the first line; false if some of them are not cleaned yet."""
        # by number or by size, whichever is reached first; both depend on the lines alone
        while self._counted <= LOOK_AHEAD and 2 * self._counted_bytes < self._settings.batch_buffer_bytes:
            if self._counted == len(self._read_lines):
                return self._ended
            line = self._read_lines[self._counted]
            if not line.future.done():
                return False
            cleaned: CleanedLine = line.future.result()
            if cleaned.host is not None:
                sites.add(cleaned.host, cleaned.kept)
            self._counted += 1
            self._counted_bytes += line.read
        return True

    def _compare(self, sites: Sites, line: _Line) -> None:
        cleaned: CleanedLine = line.future.result()
        repeated = sites.recurring(cleaned.host, cleaned.kept) if cleaned.host is not None else None
        if repeated:
            self._submit(line, self._again, cleaned, repeated)
            return
        line.future = Future()
        line.future.set_result(self._cleaner.answer(cleaned))
        self._resize(line, len(line.future.result()))

    # answering

    def _finished(self) -> list[bytes]:
        """Answers that are done, with all before them."""
        lines: list[bytes] = []
        size = 0
        while self._judged and self._judged[0].future.done() and size < _PIECE:
            line = self._judged.popleft()
            self._judged_bytes -= line.size
            size += line.size
            lines.append(line.future.result())
        return lines

    def _wait(self, seen: int) -> None:
        """Wait for something to happen since ``seen``, and see whether client and service go on."""
        if self._connection.is_broken():
            raise BrokenPipeError(errno.EPIPE, "the client is gone")
        if self._is_stopping():
            self._stop_reading()
        with self._changed:
            self._changed.wait_for(lambda: self._changes != seen, _LOOK)

    def _stop_reading(self) -> None:
        with self._changed:
            if not self._ended:
                self._ended = True
                detail = f"The service is stopping. Send the lines from index {self.count} on again."
                self._end = Problem("saturated", detail)
                self._room.notify_all()
                self._note_change()

    def _be_patient(self) -> None:
        if self._is_stopping():
            self._stop_reading()
        if time.monotonic() - self._heard > self._settings.batch_timeout:
            raise BrokenPipeError(errno.EPIPE, "the client neither reads nor sends")

    def _note_change(self) -> None:
        self._changes += 1
        self._changed.notify_all()
