"""The callers of a chaos run: good ones, and every kind of bad one, each knowing what it has to get."""

from __future__ import annotations

import gzip
import hashlib
import http.client
import json
import random
import socket
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Final

from benchmarks import chaos_cleaner as cues
from benchmarks.serving import ServiceError, payload
from cleaners import Page

_HOST: Final = "127.0.0.1"
_TIMEOUT: Final = 180.0
_JSON: Final = "application/json"
#: milliseconds that a page which hangs is given
_SHORT: Final = 400
_BOMB: Final = gzip.compress(bytes(256 << 20), compresslevel=9)

GOOD: Final = "good page"
LOST: Final = "connection lost"
#: kind of request -> how often it comes, in a hundred
KINDS: Final = {
    GOOD: 72, "page that hangs": 3, "page that spins": 2, "page that crashes its process": 4,
    "page that ends its process": 3, "page that allocates 3 GB": 1, "zip bomb": 3, "slow sender": 4,
    "sender that stops": 2, "half-closed connection": 3, "caller who hangs up": 3,
}  # fmt: skip


#: those that have a connection of their own
_APART: Final = frozenset({"slow sender", "sender that stops", "half-closed connection", "caller who hangs up"})
#: seconds for which an idle connection is used again: fewer than the service keeps it
_KEPT: Final = 3.0


@dataclass(frozen=True, slots=True)
class Good:
    """A page, and the status and the digest of its answer in quiet."""

    body: bytes
    status: int
    digest: str


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a request got; ``right`` if that is what it had to get, ``lost`` if its connection broke."""

    kind: str
    result: str
    right: bool
    started: float
    ended: float

    @property
    def lost(self) -> bool:
        """Whether the connection broke before the answer."""
        return self.result == LOST


def quiet_answers(port: int, pages: Sequence[Page]) -> list[Good]:
    """Send each page twice, one at a time; its answer has to be the same. Raises `ServiceError`."""
    found = []
    connection = http.client.HTTPConnection(_HOST, port, timeout=_TIMEOUT)
    for page in pages:
        body = payload(page)
        told = []
        for _ in range(2):
            connection.request("POST", "/v1/articles", body, {"Content-Type": _JSON, "X-Request-ID": "quiet"})
            answer = connection.getresponse()
            told.append((answer.status, _digest(answer.read())))
        if told[0] != told[1] or told[0][0] >= 500:
            raise ServiceError(f"a page got {told} in quiet")
        found.append(Good(body, *told[0]))
    return found


class Caller:
    """One client: a request, its answer, the next request."""

    def __init__(self, port: int, good: Sequence[Good], chance: random.Random) -> None:
        self._port = port
        self._good = good
        self._chance = chance
        self._connection = http.client.HTTPConnection(_HOST, port, timeout=_TIMEOUT)
        self._number = 0
        self._used = 0.0
        self._calls: dict[str, Callable[[], tuple[str, bool]]] = {
            GOOD: self._call_well,
            "page that hangs": lambda: self._send_poison(cues.HANG, 504, "deadline-exceeded"),
            "page that spins": lambda: self._send_poison(cues.SPIN, 504, "deadline-exceeded"),
            "page that crashes its process": lambda: self._send_poison(cues.KILL, 500, "page-crashed-parser"),
            "page that ends its process": lambda: self._send_poison(cues.EXIT, 500, "page-crashed-parser"),
            "page that allocates 3 GB": lambda: self._send_poison(cues.ALLOCATE, 500, "page-crashed-parser"),
            "zip bomb": self._send_bomb,
            "slow sender": self._send_slowly,
            "sender that stops": self._stop_sending,
            "half-closed connection": self._half_close,
            "caller who hangs up": self._hang_up,
        }

    def call_until(self, until: float) -> list[Outcome]:
        """Send requests of all kinds until then."""
        outcomes = []
        while time.monotonic() < until:
            (kind,) = self._chance.choices(list(KINDS), list(KINDS.values()))
            started = time.monotonic()
            if started - self._used > _KEPT:
                self._connection.close()  # the service may be about to close it, too; it is opened anew when needed
            try:
                result, right = self._calls[kind]()
            except (OSError, http.client.HTTPException):
                self._connection.close()
                result, right = LOST, False
            ended = time.monotonic()
            outcomes.append(Outcome(kind, result, right, started, ended))
            if kind not in _APART:
                self._used = ended
        self._connection.close()
        return outcomes

    def _call_well(self) -> tuple[str, bool]:
        page = self._chance.choice(self._good)
        self._number += 1
        mine = f"{id(self)}-{self._number}"
        self._connection.request("POST", "/v1/articles", page.body, {"Content-Type": _JSON, "X-Request-ID": mine})
        answer = self._connection.getresponse()
        return self._compare(page, answer, mine)

    def _send_poison(self, cue: str, status: int, slug: str) -> tuple[str, bool]:
        kind = self._chance.choice(("text", "html"))
        # each page is its own, and what hangs is given little time
        body: dict[str, object] = {kind: f"{cue} {self._chance.random()}"}
        if status == 504:
            body["deadline_ms"] = _SHORT
        self._connection.request("POST", "/v1/articles", json.dumps(body).encode(), {"Content-Type": _JSON})
        return _expect(self._connection.getresponse(), status, slug)

    def _send_bomb(self) -> tuple[str, bool]:
        headers = {"Content-Type": "text/html", "Content-Encoding": "gzip"}
        self._connection.request("POST", "/v1/articles", _BOMB, headers)
        return _expect(self._connection.getresponse(), 413, "page-too-large")

    def _send_slowly(self) -> tuple[str, bool]:
        page = self._chance.choice(self._good)
        with self._connect() as client:
            whole = _head(len(page.body)) + page.body
            step = max(1, len(whole) // 5)
            for at in range(0, len(whole), step):
                client.sendall(whole[at : at + step])
                time.sleep(self._chance.random() / 2)
            return self._compare(page, _answer(client), "slow")

    def _stop_sending(self) -> tuple[str, bool]:
        with self._connect() as client:
            client.sendall(_head(1000) + b'{"text": "half a')
            return _expect(_answer(client), 400, "malformed-request")

    def _half_close(self) -> tuple[str, bool]:
        page = self._chance.choice(self._good)
        with self._connect() as client:
            client.sendall(_head(len(page.body)) + page.body)
            client.shutdown(socket.SHUT_WR)
            return self._compare(page, _answer(client), "slow")

    def _hang_up(self) -> tuple[str, bool]:
        page = self._chance.choice(self._good)
        with self._connect() as client:
            whole = _head(len(page.body)) + page.body
            client.sendall(whole[: self._chance.randrange(len(whole))])
            time.sleep(self._chance.random() / 10)
        return "hung up", True

    def _connect(self) -> socket.socket:
        return socket.create_connection((_HOST, self._port), timeout=_TIMEOUT)

    @staticmethod
    def _compare(page: Good, answer: http.client.HTTPResponse, request_id: str) -> tuple[str, bool]:
        body = answer.read()
        if answer.headers["X-Request-ID"] != request_id:
            return "another request's answer", False
        if answer.status != page.status:
            return str(answer.status), False
        return ("as in quiet", True) if _digest(body) == page.digest else ("another answer than in quiet", False)


def _head(length: int) -> bytes:
    return (
        f"POST /v1/articles HTTP/1.1\r\nHost: {_HOST}\r\nContent-Type: {_JSON}\r\nX-Request-ID: slow\r\n"
        f"Connection: close\r\nContent-Length: {length}\r\n\r\n"
    ).encode()


def _answer(client: socket.socket) -> http.client.HTTPResponse:
    answer = http.client.HTTPResponse(client)
    answer.begin()
    return answer


def _expect(answer: http.client.HTTPResponse, status: int, slug: str) -> tuple[str, bool]:
    body = answer.read()
    told = ""
    with suppress(ValueError):
        told = json.loads(body).get("type", "").rpartition("/")[2]
    return f"{answer.status} {told}", (answer.status, told) == (status, slug)


def _digest(body: bytes) -> str:
    """Of an answer; a problem names its request, which differs each time."""
    with suppress(ValueError):
        told = json.loads(body)
        if "request_id" in told:
            body = json.dumps({**told, "request_id": ""}, sort_keys=True).encode()
    return hashlib.sha256(body).hexdigest()
