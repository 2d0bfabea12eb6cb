"""Reading a request's body with limits that hold for every way of sending it, and inflating it within others."""

from __future__ import annotations

import contextlib
import socket
import sys
import time
import zlib
from collections.abc import Callable
from typing import IO, Any, Final

from flask import Request, g
from gunicorn.http.errors import ParseException
from werkzeug.exceptions import ClientDisconnected

from service.problems import Problem
from service.settings import Settings

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

_PIECE: Final = 1 << 16
#: what is read and thrown away of a body that is too large (bytes), and for how long (seconds)
_MOST_DISCARDED: Final = 64 << 20
_LONGEST_DISCARDING: Final = 10.0
#: what reading a body raises when it is cut off or its chunks are malformed
_BROKEN: Final = (ClientDisconnected, OSError, ParseException)
#: inflation below this is never a bomb, whatever its ratio (bytes)
_HARMLESS: Final = 1 << 20
#: gzip members or zstd frames in one body; each costs time however little it holds
_MAX_MEMBERS: Final = 1000
#: RFC 9659: a zstd content coding needs no window above 8 MiB
_ZSTD_OPTIONS: Final[dict[int, int]] = {zstd.DecompressionParameter.window_log_max: 23}

_INFLATERS: Final[dict[str, Callable[[], Any]]] = {
    "gzip": lambda: zlib.decompressobj(wbits=31),
    "x-gzip": lambda: zlib.decompressobj(wbits=31),
    "zstd": lambda: zstd.ZstdDecompressor(options=_ZSTD_OPTIONS),
}


def read_body(request: Request, settings: Settings) -> bytes:
    """The body of ``request``, inflated.

    Raises `Problem`: 413 above a limit, 415 for an unknown coding, 400 for a body that is broken.
    """
    coding = request.headers.get("Content-Encoding", "").strip().lower()
    if coding not in ("", "identity") and coding not in _INFLATERS:
        raise Problem(
            "unsupported-media-type",
            "Content-Encoding may be gzip or zstd, once.",
            headers={"Accept-Encoding": "gzip, zstd"},
        )
    _limit_pauses(request, settings.body_timeout)
    data = _read(request, settings.max_body_bytes)
    g.bytes_in = len(data)
    if coding not in _INFLATERS:
        return data
    return _inflate(data, _INFLATERS[coding], settings)


def _limit_pauses(request: Request, seconds: float) -> None:
    """A client that stops sending must not hold a thread for ever; gunicorn itself sets no such limit."""
    connection = request.environ.get("gunicorn.socket")
    if isinstance(connection, socket.socket):
        connection.settimeout(seconds)


def _read(request: Request, limit: int) -> bytes:
    """All of the body, one byte above ``limit`` at most: the length of a chunked body is not known before."""
    declared = request.content_length or 0
    data = bytearray()
    try:
        while declared <= limit and (piece := request.stream.read(min(_PIECE, limit + 1 - len(data)))):
            data += piece
            if len(data) > limit:
                break
    except TimeoutError as error:
        raise Problem("malformed-request", "The body stopped half-way: nothing more came in time.") from error
    except _BROKEN as error:
        raise Problem("malformed-request", "The body broke off, or its chunks are malformed.") from error
    if max(declared, len(data)) > limit:
        # a client that still waits for its turn to send, or has far too much to send, is answered at once
        if "Expect" not in request.headers and declared <= limit + _MOST_DISCARDED:
            _discard(request.stream)
        raise Problem("page-too-large", f"The body is larger than {limit:,} bytes.")
    return bytes(data)


def _discard(stream: IO[bytes]) -> None:
    """Let a client finish that is still sending: most read the answer only then, and a reset would lose it."""
    until = time.monotonic() + _LONGEST_DISCARDING
    left = _MOST_DISCARDED
    with contextlib.suppress(*_BROKEN):
        while left > 0 and time.monotonic() < until and (piece := stream.read(_PIECE)):
            left -= len(piece)


def _inflate(data: bytes, inflater: Callable[[], Any], settings: Settings) -> bytes:
    """``data`` inflated, all its members (gzip) or frames (zstd) one after the other."""
    by_ratio = max(_HARMLESS, settings.max_inflation * len(data))
    most = min(settings.max_inflated_bytes, by_ratio)
    view, at, members, out = memoryview(data), 0, 0, bytearray()
    try:
        while at < len(view) or not members:
            members += 1
            if members > _MAX_MEMBERS:
                raise Problem("malformed-request", f"The compressed body has more than {_MAX_MEMBERS:,} members.")
            member = inflater()
            while not member.eof:
                if at >= len(view):
                    raise Problem("malformed-request", "The compressed body is truncated.")
                piece = view[at : at + _PIECE]
                out += member.decompress(piece, most + 1 - len(out))
                if len(out) > most:
                    raise _inflates_too_much(most, settings)
                at += len(piece) - len(member.unused_data)
    except (zlib.error, zstd.ZstdError) as error:
        raise Problem("malformed-request", "The body is not valid data of its Content-Encoding.") from error
    return bytes(out)


def _inflates_too_much(most: int, settings: Settings) -> Problem:
    if most == settings.max_inflated_bytes:
        return Problem("page-too-large", f"The body inflates to more than {most:,} bytes.")
    return Problem("page-too-large", f"The body inflates to more than {settings.max_inflation} times its size.")
