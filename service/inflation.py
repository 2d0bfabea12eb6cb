"""Inflating what is sent compressed, piece by piece, with limits that make a bomb harmless."""

from __future__ import annotations

import sys
import zlib
from collections.abc import Callable, Iterable, Iterator
from typing import Any, Final

from flask import Request

from service.problems import Problem
from service.settings import Settings

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

#: what is fed and what comes out at a time (bytes)
_STEP: Final = 1 << 16
#: inflation below this is never a bomb, whatever its ratio (bytes)
_HARMLESS: Final = 1 << 20
#: gzip members or zstd frames cost time however little they hold: so many are always taken, and more of them if they
#: are at least so long as sent (bytes)
_MEMBERS: Final = 1000
_MEMBER: Final = 1024
#: RFC 9659: a zstd content coding needs no window above 8 MiB
_ZSTD_OPTIONS: Final[dict[int, int]] = {zstd.DecompressionParameter.window_log_max: 23}

_INFLATERS: Final[dict[str, Callable[[], Any]]] = {
    "gzip": lambda: zlib.decompressobj(wbits=31),
    "x-gzip": lambda: zlib.decompressobj(wbits=31),
    "zstd": lambda: zstd.ZstdDecompressor(options=_ZSTD_OPTIONS),
}


def content_coding(request: Request) -> str | None:
    """How the body of ``request`` is compressed, if it is. Raises a 415 `Problem` for a coding that is not read."""
    coding = request.headers.get("Content-Encoding", "").strip().lower()
    if coding in ("", "identity"):
        return None
    if coding not in _INFLATERS:
        raise Problem(
            "unsupported-media-type",
            "Content-Encoding may be gzip or zstd, once.",
            headers={"Accept-Encoding": "gzip, zstd"},
        )
    return coding


def inflate(pieces: Iterable[bytes], coding: str) -> Iterator[bytes]:
    """``pieces`` inflated, all members (gzip) or frames (zstd) one after the other, at most `_STEP` bytes at a time.

    Raises a 400 `Problem` for data that is broken, truncated, or cut into very many tiny members.
    """
    member, members, sent = None, 0, 0
    try:
        for piece in pieces:
            sent += len(piece)
            at = 0
            while at < len(piece):
                if member is None:
                    member, members = _INFLATERS[coding](), members + 1
                    if members > _MEMBERS + sent // _MEMBER:
                        raise Problem("malformed-request", "The compressed body has too many tiny members.")
                fed = piece[at : at + _STEP]
                yield from _outputs(member, fed)
                at += len(fed) - len(member.unused_data)
                if member.eof:
                    member = None
    except (zlib.error, zstd.ZstdError) as error:
        raise Problem("malformed-request", "The body is not valid data of its Content-Encoding.") from error
    if member is not None or not members:
        raise Problem("malformed-request", "The compressed body is truncated.")


def _outputs(member: Any, data: bytes) -> Iterator[bytes]:
    """What ``data`` inflates to, however much that is, a step at a time."""
    while True:
        out = member.decompress(data, _STEP)
        if out:
            yield out
        data = getattr(member, "unconsumed_tail", b"")  # gzip gives back what it did not get to, zstd keeps it
        if member.eof or (not data and len(out) < _STEP):
            return


def most_inflated(sent: int, settings: Settings) -> int:
    """Bytes that ``sent`` bytes may inflate to."""
    return max(_HARMLESS, settings.max_inflation * sent)


def inflates_too_much(settings: Settings, *, by_ratio: bool) -> Problem:
    """What to tell about a body that inflates to too much, for its size or altogether."""
    if by_ratio:
        return Problem("page-too-large", f"The body inflates to more than {settings.max_inflation} times its size.")
    return Problem("page-too-large", f"The body inflates to more than {settings.max_inflated_bytes:,} bytes.")
