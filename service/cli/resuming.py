"""What makes a batch of files resumable: answers are appended in order, so what is on disk says how far it came.

Beside the answers stands a *note* of what they are made from: a digest of the input, the options and the versions. It
is written before the first answer and stays, since the answers themselves do not tell one input from another. Whoever
comes back after a kill cuts off the line that was being written, counts those before it and goes on; whoever comes back
with something else, before the end or after it, is told so.
"""

from __future__ import annotations

import fcntl
import hashlib
import json
import os
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any, Final

from service.ndjson import as_line, split_lines

_PIECE: Final = 1 << 20
#: member of the note -> what is said when it is not the same
_WORDS: Final = {
    "input": "from another input",
    "options": "with other options or settings",
    "cleaner": "with another cleaner or other rules",
}


class NotResumable(Exception):
    """The answers cannot be gone on with, or are another's; the message says why."""


class Complete(Exception):
    """Every line has its answer already."""


class Unwritable(Exception):
    """A file cannot be opened or written to; the message names it and says why."""

    def __init__(self, error: OSError, path: Path) -> None:
        super().__init__(f"{error.filename or path} cannot be written: {error.strerror or error}.")


@dataclass(slots=True, frozen=True)
class Input:
    """A file of lines; ``lines`` is how many are not blank, ``digest`` tells one content from another."""

    path: Path
    lines: int
    digest: str


def pieces(path: Path) -> Iterator[bytes]:
    """The bytes of a file, a part at a time."""
    with path.open("rb") as file:
        while piece := file.read(_PIECE):
            yield piece


def measure(path: Path, longest: int) -> Input:
    """Read ``path`` once to know how much it is and whether it is the same as before."""
    digest = hashlib.blake2b(digest_size=16)

    def hashed() -> Iterator[bytes]:
        for piece in pieces(path):
            digest.update(piece)
            yield piece

    lines = sum(1 for _ in split_lines(hashed(), longest))
    return Input(path, lines, digest.hexdigest())


class Answers:
    """The file of answers and that of bad lines. To be used as a context; only one process at a time can hold it.

    Raises `NotResumable` or `Complete` when entered, and `Unwritable` then or later. ``done`` lines have their answer
    already; ``bad_before`` of them were bad when this call began.
    """

    def __init__(self, path: Path, bad: Path, source: Input, made_from: dict[str, Any], overwrite: bool) -> None:
        self.done = self.bad_before = 0
        self._path, self._bad_path = path, bad
        self._note = path.with_name(path.name + ".run")
        self._source = source
        self._made_from = json.loads(json.dumps({"input": source.digest, **made_from}))
        self._overwrite = overwrite
        self._whole = False

    def __enter__(self) -> Answers:
        """Take hold of the files and find the place to go on from."""
        self._file = _opened(self._path)
        try:
            fcntl.flock(self._file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            self._begin()
        except BlockingIOError as error:
            self._file.close()
            raise NotResumable(f"{self._path} is being written by another process.") from error
        except OSError as error:
            self._file.close()
            raise Unwritable(error, self._path) from error
        except BaseException:
            self._file.close()
            raise
        return self

    def __exit__(self, *_: object) -> None:
        """Let go of the files; of a batch that is whole and had no bad lines, no file of them is left."""
        try:
            for file in (self._bad, self._file):
                file.flush()
                os.fsync(file.fileno())
            if self._whole and not self._bad.tell():
                self._bad_path.unlink()
        except OSError as error:
            raise Unwritable(error, self._path) from error
        finally:
            for file in (self._bad, self._file):
                with suppress(OSError):
                    file.close()

    def append(self, answer: bytes, bad: dict[str, Any] | None) -> None:
        """Write the next answer, and before it ``bad`` if its line is one, so that no answer lacks its bad line."""
        try:
            if bad is not None:
                self._bad.write(as_line(bad))
                self._bad.flush()
            self._file.write(answer)
            self._file.flush()
        except OSError as error:
            raise Unwritable(error, self._path) from error
        self.done += 1

    def end(self) -> None:
        """Every line has its answer."""
        self._whole = True

    def _begin(self) -> None:
        if self._overwrite:
            self._file.truncate(0)
            self._bad_path.unlink(missing_ok=True)
            self._note.unlink(missing_ok=True)
        holds = bool(os.fstat(self._file.fileno()).st_size)
        other = self._other() if self._note.exists() else None
        if holds and not self._note.exists():
            raise NotResumable(f"{self._path} is there already, and no {self._note.name} says what it was made from.")
        if holds and other:
            raise NotResumable(f"{self._path} was made {other}.")
        if holds:
            self.done = self._settle()
        elif self._bad_path.exists() and (other or not self._note.exists()):
            raise NotResumable(f"{self._bad_path} is there already, and not from this batch; move it away.")
        # a note without answers, say of some that were moved away, binds nobody
        if other or not self._note.exists():
            fresh = self._note.with_name(self._note.name + ".new")
            fresh.write_text(json.dumps(self._made_from, ensure_ascii=False) + "\n", encoding="utf-8")
            fresh.replace(self._note)
        self._bad = self._open_bad()
        if holds and self.done == self._source.lines:
            self.end()
            self.__exit__()
            raise Complete(f"{self._path} has an answer for each line of {self._source.path} already.")

    def _other(self) -> str | None:
        """In what the answers that the note speaks of differ from those that are asked for, if in anything."""
        try:
            before = json.loads(self._note.read_text(encoding="utf-8"))
        except ValueError as error:
            raise NotResumable(f"{self._note} cannot be read.") from error
        differs = (words for name, words in _WORDS.items() if before.get(name) != self._made_from[name])
        return next(differs, None)

    def _settle(self) -> int:
        """How many answers are whole; what a kill left behind them is cut off. Stands at their end afterwards."""
        lines, last, size, end = 0, b"", 0, 0
        for line in self._file:
            size += len(line)
            if line.endswith(b"\n"):
                lines, last, end = lines + 1, line, size
        most = self._source.lines
        if (last and _index(last) != lines - 1) or lines > most or (lines == most and size > end):
            raise NotResumable(f"{self._path} holds something other than the answers of this batch.")
        self._file.truncate(end)
        self._file.seek(end)
        return lines

    def _open_bad(self) -> IO[bytes]:
        """The bad lines of those that have their answer; one whose answer was not written yet comes again."""
        bad = _opened(self._bad_path)
        end = 0
        for line in bad:
            index = _index(line)
            if not line.endswith(b"\n") or index is None or index >= self.done:
                break
            end += len(line)
            self.bad_before += 1
        bad.truncate(end)
        bad.seek(end)
        return bad


def _opened(path: Path) -> IO[bytes]:
    """``path`` to be read and written, begun empty if it is not there. Raises `Unwritable`."""
    try:
        return os.fdopen(os.open(path, os.O_RDWR | os.O_CREAT, 0o666), "r+b")
    except OSError as error:
        raise Unwritable(error, path) from error


def _index(line: bytes) -> int | None:
    try:
        told = json.loads(line)
    except ValueError:
        return None
    index = told.get("index") if isinstance(told, dict) else None
    return index if isinstance(index, int) else None
