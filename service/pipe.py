"""Messages over a socket between two processes: four bytes of length, then as many bytes.

`multiprocessing.connection` does the same, but a read with a deadline takes it a selector of its own, and a message in
two parts may take twice as long as was allowed.
"""

from __future__ import annotations

import socket
import struct
import time
from typing import Final

_LENGTH: Final = struct.Struct("!I")
#: what is asked for with the length (bytes), as nearly every message is there at once; and at most afterwards
_FIRST: Final = 1 << 16
_MOST: Final = 1 << 20


class Pipe:
    """One end. The other is to speak only when spoken to: a message ends where the reading of it does."""

    def __init__(self, end: socket.socket, longest: int) -> None:
        self._socket = end
        self._longest = longest

    def send(self, message: bytes, until: float | None = None) -> None:
        """Send ``message``, before ``until`` on the monotonic clock if that is given.

        Raises `TimeoutError`, and `OSError` if the other end is closed.
        """
        self._limit(until)
        head = _LENGTH.pack(len(message))
        if len(message) < _FIRST:
            self._socket.sendall(head + message)
        else:
            self._socket.sendall(head)
            self._limit(until)
            self._socket.sendall(message)

    def receive(self, until: float | None = None) -> bytes:
        """A message, all of it before ``until`` on the monotonic clock if that is given.

        Raises `TimeoutError`, `EOFError` if the other end is closed, and `OSError` for a message that is too long, or
        behind which there is more.
        """
        data = bytearray()
        while len(data) < _LENGTH.size:
            data += self._some(_FIRST, until)
        (length,) = _LENGTH.unpack_from(data)
        if length > self._longest:
            raise OSError("the message is too long")
        while (left := _LENGTH.size + length - len(data)) > 0:
            data += self._some(min(left, _MOST), until)
        if left:
            raise OSError("there is more than one message")
        return bytes(memoryview(data)[_LENGTH.size :])

    def close(self) -> None:
        """Close this end."""
        self._socket.close()

    def _some(self, most: int, until: float | None) -> bytes:
        self._limit(until)
        piece = self._socket.recv(most)
        if not piece:
            raise EOFError
        return piece

    def _limit(self, until: float | None) -> None:
        if until is not None:
            # nought would mean not to wait for what is on its way
            self._socket.settimeout(max(until - time.monotonic(), 0.001))
