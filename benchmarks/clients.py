"""Many clients in one thread, or one alone, each sending its next request as soon as it has its answer, very cheaply.

What a client costs is taken from the same cores as the service, so requests are made beforehand and of an answer only
the status and the length are read.
"""

from __future__ import annotations

import itertools
import selectors
import socket
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final, Self

from benchmarks.serving import ServiceError, payload
from cleaners import Page

_HOST: Final = "127.0.0.1"
_LENGTH: Final = b"content-length:"
#: statuses of a page that was read to its end: an article, or none on it
_FINE: Final = (200, 422)


@dataclass(frozen=True, slots=True)
class Load:
    """What so many clients got in ``seconds``."""

    clients: int
    seconds: float
    #: seconds of each request, sorted
    latencies: list[float]
    #: seconds of processor that the clients took
    cpu: float

    @property
    def rate(self) -> float:
        """Requests a second."""
        return len(self.latencies) / self.seconds

    @property
    def cpu_ms(self) -> float:
        """Milliseconds of processor that a request takes its client."""
        return 1000 * self.cpu / len(self.latencies)

    def percentile(self, share: float) -> float:
        """Milliseconds within which this share of the requests had its answer."""
        return 1000 * self.latencies[min(len(self.latencies) - 1, int(share * len(self.latencies)))]


def http_request(page: Page) -> bytes:
    """``page`` as a whole HTTP request."""
    body = payload(page)
    head = f"POST /v1/articles HTTP/1.1\r\nHost: {_HOST}\r\nContent-Type: application/json\r\n"
    return f"{head}Content-Length: {len(body)}\r\n\r\n".encode() + body


def drive(port: int, requests: Sequence[bytes], clients: int, seconds: float) -> Load:
    """Send ``requests`` round and round from ``clients`` connections for ``seconds``. Raises `ServiceError`."""
    until = time.perf_counter() + seconds
    return _drive(port, itertools.cycle(requests), clients, lambda: time.perf_counter() < until)


def drive_pages(port: int, requests: Sequence[bytes], clients: int, number: int, first: int = 0) -> Load:
    """Send so many requests, beginning with the one in place ``first``. Raises `ServiceError`."""
    places = iter(range(first, first + number))
    return _drive(port, (requests[place % len(requests)] for place in places), clients, lambda: True)


def _drive(port: int, requests: Iterator[bytes], clients: int, more: Callable[[], bool]) -> Load:
    latencies: list[float] = []
    with selectors.DefaultSelector() as selector:
        started, cpu_before = time.perf_counter(), time.process_time()
        for request in itertools.islice(requests, clients):
            client = Client(port)
            selector.register(client.socket, selectors.EVENT_READ, client)
            client.send(request)
        while selector.get_map():
            for key, _ in selector.select(timeout=120) or _nothing():
                client = key.data
                if not client.receive():
                    continue
                latencies.append(time.perf_counter() - client.sent)
                request_to_send = next(requests, None) if more() else None
                if request_to_send is None:
                    selector.unregister(client.socket)
                    client.close()
                else:
                    client.send(request_to_send)
        elapsed, cpu = time.perf_counter() - started, time.process_time() - cpu_before
    return Load(clients, elapsed, sorted(latencies), cpu)


class Client:
    """One connection."""

    def __init__(self, port: int) -> None:
        self.socket = socket.create_connection((_HOST, port), timeout=120)
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.sent = 0.0
        self._answer = bytearray()
        self._whole: int | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Close the connection."""
        self.socket.close()

    def seconds(self, request: bytes) -> float:
        """Send ``request`` and wait for its answer; how long that took. Raises `ServiceError`."""
        self.send(request)
        while not self.receive():
            pass
        return time.perf_counter() - self.sent

    def send(self, request: bytes) -> None:
        """Send ``request``, and expect an answer."""
        self._answer.clear()
        self._whole = None
        self.sent = time.perf_counter()
        self.socket.sendall(request)

    def receive(self) -> bool:
        """Read what is there; whether the answer is whole. Raises `ServiceError`."""
        piece = self.socket.recv(1 << 18)
        if not piece:
            raise ServiceError("the service closed a connection before its answer")
        self._answer += piece
        if self._whole is None and (end := self._answer.find(b"\r\n\r\n")) >= 0:
            head = bytes(self._answer[:end]).lower()
            status = int(head[9:12])
            if status not in _FINE:
                raise ServiceError(f"the service answered {status}")
            at = head.index(_LENGTH) + len(_LENGTH)
            self._whole = end + 4 + int(head[at:].split(b"\r\n", 1)[0])
        return self._whole is not None and len(self._answer) >= self._whole


def _nothing() -> list[tuple[selectors.SelectorKey, int]]:
    raise ServiceError("the service did not answer for two minutes")
