"""Reading a request's body, whole or as it comes, with limits that hold for every way of sending it."""

from __future__ import annotations

import contextlib
import time
from collections.abc import Callable, Iterator
from functools import partial
from typing import IO, Final

from flask import Request, g
from gunicorn.http.errors import ParseException
from werkzeug.exceptions import ClientDisconnected

from service.arriving import BodyAsItComes
from service.connection import Connection
from service.inflation import content_coding, inflate, inflates_too_much, most_inflated
from service.problems import Problem
from service.settings import Settings

#: what is read at a time (bytes): from a body that waits for that much, and at most from one that does not
_PIECE: Final = 1 << 16
_MOST: Final = 1 << 20
#: what is read and thrown away of a body that is too large (bytes), and for how long (seconds)
_MOST_DISCARDED: Final = 64 << 20
_LONGEST_DISCARDING: Final = 10.0
#: what reading a body raises when it is cut off or its chunks are malformed
_BROKEN: Final = (ClientDisconnected, OSError, ParseException)


def read_body(request: Request, settings: Settings) -> bytes:
    """The body of ``request``, inflated.

    Raises `Problem`: 413 above a limit, 415 for an unknown coding, 400 for a body that is broken.
    """
    coding = content_coding(request)
    data = _read(request, settings)
    g.bytes_in = len(data)
    if coding is None:
        return data
    by_ratio = most_inflated(len(data), settings)
    most = min(settings.max_inflated_bytes, by_ratio)
    out = bytearray()
    for piece in inflate([data], coding):
        out += piece
        if len(out) > most:
            raise inflates_too_much(settings, by_ratio=most == by_ratio)
    return bytes(out)


def stream_body(request: Request, settings: Settings, count: Callable[[int], None]) -> Iterator[bytes]:
    """The body of ``request`` piece by piece, each as soon as it is there, inflated. Its size has no limit.

    ``count`` is told the size of each piece as sent. Raises `Problem` as `read_body` does, but only for a body whose
    compression is broken or suspicious; the coding is checked before the first piece is asked for.
    """
    coding = content_coding(request)
    sent = 0

    stream = request.stream
    read = partial(stream.read1, _MOST) if isinstance(stream, BodyAsItComes) else partial(stream.read, _PIECE)

    def arriving() -> Iterator[bytes]:
        nonlocal sent
        for piece in _pieces(request, read, settings.body_timeout):
            sent += len(piece)
            count(len(piece))
            yield piece

    return arriving() if coding is None else _watched(inflate(arriving(), coding), lambda: sent, settings)


def _watched(pieces: Iterator[bytes], sent: Callable[[], int], settings: Settings) -> Iterator[bytes]:
    inflated = 0
    for piece in pieces:
        inflated += len(piece)
        if inflated > most_inflated(sent(), settings):
            raise inflates_too_much(settings, by_ratio=True)
        yield piece


def _pieces(request: Request, read: Callable[[], bytes], timeout: float) -> Iterator[bytes]:
    """The body as it is sent, in the pieces that ``read`` gives. Raises a 400 `Problem` if it stops or breaks off."""
    Connection(request).limit_pauses(timeout)  # a client that stops sending must not hold a thread for ever
    received = 0
    try:
        while piece := read():
            received += len(piece)
            yield piece
    except TimeoutError as error:
        raise Problem("malformed-request", "The body stopped half-way: nothing more came in time.") from error
    except _BROKEN as error:
        raise Problem("malformed-request", "The body broke off, or its chunks are malformed.") from error
    if received < (request.content_length or 0):
        raise Problem("malformed-request", "The body broke off: it is shorter than its Content-Length.")


def _read(request: Request, settings: Settings) -> bytes:
    """All of the body, one piece above the limit at most: the length of a chunked body is not known before."""
    limit = settings.max_body_bytes
    declared = request.content_length or 0
    data = bytearray()
    if declared <= limit:
        # nothing is done with a part of it, so it is read in pieces as large as are given
        for piece in _pieces(request, partial(request.stream.read, _MOST), settings.body_timeout):
            data += piece
            if len(data) > limit:
                break
    if max(declared, len(data)) > limit:
        # a client that still waits for its turn to send, or has far too much to send, is answered at once
        if "Expect" not in request.headers and declared <= limit + _MOST_DISCARDED:
            discard(request.stream)
        raise Problem("page-too-large", f"The body is larger than {limit:,} bytes.")
    return bytes(data)


def discard(stream: IO[bytes]) -> None:
    """Let a client finish that is still sending: most read the answer only then, and a reset would lose it."""
    until = time.monotonic() + _LONGEST_DISCARDING
    left = _MOST_DISCARDED
    with contextlib.suppress(*_BROKEN):
        while left > 0 and time.monotonic() < until and (piece := stream.read(_PIECE)):
            left -= len(piece)
