"""Lines of a stream, and JSON lines (NDJSON): one value a line, in UTF-8, ended by a line feed."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final

MEDIA_TYPE: Final = "application/x-ndjson"


def split_lines(pieces: Iterable[bytes], longest: int) -> Iterator[bytes | None]:
    """The lines of a stream that comes in ``pieces``, without their ends; blank lines are left out.

    A line of more than ``longest`` bytes is given as ``None``, and is never held: what comes of it is dropped until
    it ends. The last line needs no end.
    """
    held = bytearray()
    skipping = False
    for piece in pieces:
        start = 0
        while (end := piece.find(b"\n", start)) >= 0:
            if skipping or len(held) + end - start > longest + 1:  # one more may be the carriage return
                yield None
            else:
                held += memoryview(piece)[start:end]
                yield from _line(bytes(held), longest)
            held.clear()
            skipping = False
            start = end + 1
        if not skipping:
            held += memoryview(piece)[start:]
            if len(held) > longest + 1:
                held.clear()
                skipping = True
    if skipping:
        yield None
    else:
        yield from _line(bytes(held), longest)


def _line(line: bytes, longest: int) -> Iterator[bytes | None]:
    line = line.removesuffix(b"\r")
    if len(line) > longest:
        yield None
    elif line and not line.isspace():
        yield line


def as_line(value: Mapping[str, Any], **written: bytes) -> bytes:
    """``value`` as a JSON line with its end, and after its members those that are ``written`` as JSON already.

    What UTF-8 cannot hold is escaped, as JSON does it.
    """
    line = json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode(errors="backslashreplace")
    more = b"".join(b',"%b":%b' % (name.encode(), text) for name, text in written.items())
    return b"%b%b}\n" % (line[:-1], more)
