"""Compressing an answer while it is being written, so that each part can be read as soon as it is sent."""

from __future__ import annotations

import sys
import zlib
from typing import Any, Final, Protocol

from flask import Request

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

#: what is offered, the best first
_CODINGS: Final = ("zstd", "gzip")


def accepted_coding(request: Request) -> str | None:
    """The content coding the request likes best of those offered (RFC 9110, section 12.5.3); ``None`` for none."""
    accepted = request.accept_encodings
    if not accepted:
        return None
    best = max(_CODINGS, key=accepted.quality)
    identity = accepted.quality("identity") if accepted.find("identity") >= 0 else 0
    return best if accepted.quality(best) > 0 and accepted.quality(best) >= identity else None


class Compressor(Protocol):
    """What compresses a stream."""

    def part(self, data: bytes) -> bytes:
        """``data`` compressed, and all that was held back before it."""

    def end(self) -> bytes:
        """What closes the stream."""


class Plain:
    """No compression."""

    def part(self, data: bytes) -> bytes:
        """``data`` itself."""
        return data

    def end(self) -> bytes:
        """Nothing."""
        return b""


class Gzip:
    """gzip (RFC 1952), flushed after each part."""

    def __init__(self) -> None:
        self._stream = zlib.compressobj(wbits=31)

    def part(self, data: bytes) -> bytes:
        """``data`` compressed."""
        return self._stream.compress(data) + self._stream.flush(zlib.Z_SYNC_FLUSH)

    def end(self) -> bytes:
        """The trailer."""
        return self._stream.flush()


class Zstd:
    """Zstandard (RFC 8878), one frame, flushed after each part."""

    def __init__(self) -> None:
        self._stream: Any = zstd.ZstdCompressor()

    def part(self, data: bytes) -> bytes:
        """``data`` compressed."""
        out: bytes = self._stream.compress(data, zstd.ZstdCompressor.FLUSH_BLOCK)
        return out

    def end(self) -> bytes:
        """The end of the frame."""
        out: bytes = self._stream.flush()
        return out


def compressor(coding: str | None) -> Compressor:
    """What compresses an answer in ``coding``."""
    if coding is None:
        return Plain()
    return Gzip() if coding == "gzip" else Zstd()
