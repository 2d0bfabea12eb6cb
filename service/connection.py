"""The connection under a request: whether its other end still reads, and ending the wait for what it sends."""

from __future__ import annotations

import contextlib
import select
import socket

from flask import Request


class Connection:
    """The socket of a request. Where there is none, as in tests, the other end is always there and always reads."""

    def __init__(self, request: Request) -> None:
        found = request.environ.get("gunicorn.socket")
        self._socket = found if isinstance(found, socket.socket) else None

    def takes_more(self, wait: float) -> bool:
        """Whether something can be written without being held up, after at most ``wait`` seconds."""
        return self._socket is None or bool(self._poll(self._socket, select.POLLOUT, wait))

    def is_broken(self) -> bool:
        """Whether the other end has reset the connection. (One that has only ended its sending may still read.)"""
        broken = select.POLLERR | select.POLLHUP | select.POLLNVAL
        return self._socket is not None and bool(self._poll(self._socket, 0, 0) & broken)

    def limit_pauses(self, seconds: float) -> None:
        """Wait no longer than so many seconds for the other end to send or to read."""
        if self._socket is not None:
            self._socket.settimeout(seconds)

    def end_reading(self) -> None:
        """Read no more; whoever waits for the other end to send is woken."""
        if self._socket is not None:
            with contextlib.suppress(OSError):
                self._socket.shutdown(socket.SHUT_RD)

    @staticmethod
    def _poll(connection: socket.socket, events: int, wait: float) -> int:
        poll = select.poll()
        try:
            poll.register(connection, events)
        except ValueError:  # closed
            return select.POLLNVAL
        return sum(event for _, event in poll.poll(wait * 1000))
