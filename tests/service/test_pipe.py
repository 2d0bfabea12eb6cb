from __future__ import annotations

import os
import socket
import threading
import time
from collections.abc import Iterator

import pytest

from service.pipe import Pipe

LONGEST = 8 << 20


@pytest.fixture
def ends() -> Iterator[tuple[Pipe, socket.socket]]:
    """A pipe, and the bare socket at its other end."""
    ours, theirs = socket.socketpair()
    with theirs:
        pipe = Pipe(ours, LONGEST)
        yield pipe, theirs
        pipe.close()


def soon(seconds: float = 0.2) -> float:
    return time.monotonic() + seconds


@pytest.mark.parametrize("size", [0, 1, (1 << 16) - 4, 1 << 16, LONGEST])
def test_a_message_comes_as_it_was_sent(ends: tuple[Pipe, socket.socket], size: int) -> None:
    message = os.urandom(size)
    sender = threading.Thread(target=Pipe(ends[1], LONGEST).send, args=(message, soon(60)))
    sender.start()
    assert ends[0].receive(soon(60)) == message
    sender.join()


def test_a_message_that_does_not_come_is_waited_for_no_longer_than_was_said(ends: tuple[Pipe, socket.socket]) -> None:
    with pytest.raises(TimeoutError):
        ends[0].receive(soon())


def test_a_message_that_comes_bit_by_bit_has_no_more_time_than_another(ends: tuple[Pipe, socket.socket]) -> None:
    pipe, other = ends
    over = threading.Event()

    def trickle() -> None:
        other.sendall(b"\0\0\1\0")
        while not over.wait(0.02):
            other.sendall(b"x")

    sender = threading.Thread(target=trickle)
    sender.start()
    with pytest.raises(TimeoutError):
        pipe.receive(soon())
    over.set()
    sender.join()


def test_a_message_that_nobody_reads_is_given_up(ends: tuple[Pipe, socket.socket]) -> None:
    with pytest.raises(TimeoutError):
        ends[0].send(bytes(LONGEST), soon())


def test_an_end_that_is_closed_ends_the_wait(ends: tuple[Pipe, socket.socket]) -> None:
    pipe, other = ends
    other.sendall(b"\0\0\0\5half")
    other.close()
    with pytest.raises(EOFError):
        pipe.receive(soon(60))


@pytest.mark.parametrize(
    ("sent", "said"),
    [((LONGEST + 1).to_bytes(4, "big"), "too long"), (b"\0\0\0\1ab", "more than one")],
)
def test_what_is_no_single_message_is_refused(ends: tuple[Pipe, socket.socket], sent: bytes, said: str) -> None:
    pipe, other = ends
    other.sendall(sent)
    with pytest.raises(OSError, match=said):
        pipe.receive(soon(60))
