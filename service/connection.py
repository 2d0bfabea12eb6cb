"""The connection under a request: whether its other end still reads, and ending the wait for what it sends."""

from __future__ import annotations

import contextlib
import select
import socket
from typing import Any

from flask import Request


class Connection:
    """The socket of a request. Where there is none, as in tests, the other end is always there and always reads."""

    def __init__(self, request: Request) -> None:
        found = request.environ.get("gunicorn.socket")
        self._socket: Any = found if isinstance(found, socket.socket) else None

    def takes_more(self, wait: float) -> bool:
        """Whether something can be written without being held up, after at most ``wait`` seconds."""
        return self._socket is None or bool(self._poll(select.POLLOUT, wait))

    def is_broken(self) -> bool:
        """Whether the other end has reset the connection. (One that has only ended its sending may still read.)"""
        return self._socket is not None and bool(self._poll(0, 0) & (select.POLLERR | select.POLLHUP | select.POLLNVAL))

    def end_reading(self) -> None:
        """Read no more; whoever waits for the other end to send is woken."""
        if self._socket is not None:
            with contextlib.suppress(OSError):
                self._socket.shutdown(socket.SHUT_RD)

    def _poll(self, events: int, wait: float) -> int:
        poll = select.poll()
        try:
            poll.register(self._socket, events)
        except ValueError:  # closed
            return select.POLLNVAL
        return sum(event for _, event in poll.poll(wait * 1000))
