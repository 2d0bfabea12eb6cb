"""Batches over real sockets: streamed both ways, and what happens when a side is slow, gone or stopping."""

from __future__ import annotations

import json
import signal
import socket
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any

import pytest

from tests.service.support import PAGE, Server, serving

SETTINGS = {
    "UNCHROME_PROCESSES": "2",
    "UNCHROME_QUEUE": "4",
    "UNCHROME_SLOT_WAIT": "20",
    "UNCHROME_DEADLINE_MS": "60000",
    "UNCHROME_MAX_LINE_BYTES": "2000000",
    "UNCHROME_MAX_LINES": "5000",
    "UNCHROME_BATCH_BUFFER_BYTES": "2000000",
    "UNCHROME_BATCH_TIMEOUT": "3",
    "UNCHROME_BATCHES": "2",
}


@pytest.fixture(scope="module")
def live(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """The service with the acting cleaner and limits that a test can reach."""
    with serving(tmp_path_factory.mktemp("batches"), "tests.service.acting:app()", **SETTINGS) as server:
        yield server


class Sender:
    """A client that sends a batch in chunks and reads the answer when it is asked to."""

    def __init__(self, connection: socket.socket) -> None:
        self.connection = connection
        self.incoming: IO[bytes] = connection.makefile("rb")
        self.held = b""
        self.ended = False

    def line(self, **record: Any) -> None:
        self.raw(json.dumps(record).encode() + b"\n")

    def raw(self, data: bytes) -> None:
        self.connection.sendall(b"%x\r\n%b\r\n" % (len(data), data))

    def end(self) -> None:
        self.connection.sendall(b"0\r\n\r\n")

    def head(self) -> int:
        status = int(self.incoming.readline().split()[1])
        while self.incoming.readline() != b"\r\n":
            pass
        return status

    def answers(self) -> Iterator[dict[str, Any]]:
        """The lines of the answer as they come; ``ended`` says afterwards whether it was brought to its end."""
        while True:
            size = self.incoming.readline()
            if not size:
                return
            data = self.incoming.read(int(size, 16))
            self.incoming.readline()
            if not data:
                self.ended = True
                return
            *lines, self.held = (self.held + data).split(b"\n")
            yield from map(json.loads, lines)


@contextmanager
def sending(server: Server, query: str = "", head: str = "Transfer-Encoding: chunked") -> Iterator[Sender]:
    with socket.create_connection(("127.0.0.1", server.port), timeout=60) as connection:
        connection.sendall(
            f"POST /v1/articles/batch{query} HTTP/1.1\r\nHost: a\r\n"
            f"Content-Type: application/x-ndjson\r\n{head}\r\n\r\n".encode()
        )
        client = Sender(connection)
        try:
            yield client
        finally:
            client.incoming.close()  # or the connection would stay open


def single(server: Server, **page: Any) -> int:
    connection = server.connect()
    connection.request("POST", "/v1/articles", json.dumps(page), {"Content-Type": "application/json"})
    answer = connection.getresponse()
    answer.read()
    return answer.status


def figure(server: Server, name: str) -> float:
    for line in server.get("/metrics")[1].decode().splitlines():
        if line.startswith(name + " "):
            return float(line.split()[1])
    return 0


def wait_until_idle(server: Server) -> None:
    for _ in range(400):
        if not figure(server, "unchrome_batches") and not figure(server, "unchrome_pages_in_cleaning"):
            return
        time.sleep(0.05)
    raise AssertionError("something is still under way")


def test_a_line_is_answered_before_the_next_one_is_sent(live: Server) -> None:
    with sending(live) as client:
        client.line(text=f"0 {PAGE}", id="first")
        assert client.head() == 200
        answers = client.answers()
        assert next(answers)["id"] == "first"
        for n in range(1, 5):
            client.line(text=f"{n} short", id=str(n))
            assert next(answers)["id"] == str(n)
        client.end()
        assert list(answers) == []
        assert client.ended


def test_a_line_that_comes_in_pieces_is_put_together(live: Server) -> None:
    line = json.dumps({"text": PAGE, "id": "whole"}, ensure_ascii=False).encode()
    with sending(live) as client:
        for at in range(0, len(line), 100):
            client.raw(line[at : at + 100])
        client.end()
        assert client.head() == 200
        assert [answer["article"]["text"] for answer in client.answers()] == [PAGE]


def test_a_batch_with_a_content_length_is_streamed_as_well(live: Server) -> None:
    lines = [json.dumps({"text": f"{n} {PAGE}"}).encode() + b"\n" for n in range(3)]
    with sending(live, head=f"Content-Length: {sum(map(len, lines))}") as client:
        client.connection.sendall(lines[0])
        assert client.head() == 200
        answers = client.answers()
        assert next(answers)["index"] == 0
        client.connection.sendall(lines[1] + lines[2])
        assert [answer["index"] for answer in answers] == [1, 2]
        # the connection can be used again
        client.connection.sendall(b"GET /livez HTTP/1.1\r\nHost: a\r\n\r\n")
        assert client.head() == 200


def test_a_line_far_longer_than_the_limit_is_let_pass(live: Server) -> None:
    with sending(live) as client, ThreadPoolExecutor() as threads:

        def send() -> None:
            client.line(text=PAGE)
            client.raw(b'{"text": "')
            for _ in range(60):
                client.raw(b"a" * 1_000_000)
            client.raw(b'"}\n')
            client.line(text=PAGE)
            client.end()

        sent = threads.submit(send)
        assert client.head() == 200
        assert [answer["status"] for answer in client.answers()] == [200, 413, 200]
        sent.result()


def test_a_client_that_reads_only_after_sending_gets_all_that_can_be_held(live: Server) -> None:
    with sending(live) as client:
        for n in range(600):
            client.line(text=f"{n} {PAGE}")
        client.end()
        assert client.head() == 200
        assert [answer["index"] for answer in client.answers()] == list(range(600))


def test_memory_stays_flat_whatever_the_size_of_the_batch(live: Server) -> None:
    (worker,) = live.workers()

    def send(client: Sender, count: int) -> None:
        page = json.dumps({"text": "a" * 200_000}).encode() + b"\n"
        for _ in range(count):
            client.raw(page)
        client.end()

    def run(count: int) -> None:
        with sending(live) as client, ThreadPoolExecutor() as threads:
            sent = threads.submit(send, client, count)
            assert client.head() == 200
            assert sum(answer["status"] == 200 for answer in client.answers()) == count
            sent.result()

    run(50)
    before = peak_memory(worker)
    run(1_000)
    # 200 MB went in, and 200 MB came out
    assert peak_memory(worker) - before < 60 << 20


def peak_memory(pid: int) -> int:
    """The most memory a process ever had resident, in bytes."""
    status = Path(f"/proc/{pid}/status").read_text()
    return int(next(line for line in status.splitlines() if line.startswith("VmHWM")).split()[1]) << 10


def test_a_client_that_does_not_read_is_read_from_no_further_and_in_the_end_left(live: Server) -> None:
    page = json.dumps({"text": "a" * 500_000}).encode() + b"\n"
    with sending(live) as client:
        client.connection.settimeout(2)
        taken = 0
        with pytest.raises(TimeoutError):
            while taken < 400:
                client.raw(page)
                taken += 1
        assert taken < 60  # what the sockets and the batch hold, of 400
        client.connection.settimeout(60)
        wait_until_idle(live)
        # the answer has no proper end, so that nobody takes it for whole
        with pytest.raises(OSError):
            client.head()
            for _ in client.answers():
                pass
            assert not client.ended
            raise ConnectionResetError
    assert single(live, text=PAGE) == 200


def test_a_client_that_goes_away_frees_the_slots(live: Server) -> None:
    with sending(live) as client:
        client.line(text=PAGE)
        for _ in range(40):
            client.line(text="HANG", deadline_ms=60_000)
        assert client.head() == 200
        assert next(client.answers())["status"] == 200
        while figure(live, "unchrome_pages_in_cleaning") < 2:
            pass
        # unread bytes make the system reset the connection
        client.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\1\0\0\0\0\0\0\0")
    wait_until_idle(live)
    assert single(live, text=PAGE) == 200


def test_single_requests_go_before_the_lines_of_batches(live: Server) -> None:
    with sending(live) as client, ThreadPoolExecutor() as threads:
        for _ in range(40):
            client.line(text="NAP")
        client.end()
        assert client.head() == 200
        answers = client.answers()
        next(answers)
        statuses = list(threads.map(lambda _: single(live, text=PAGE), range(4)))
        left = sum(1 for _ in answers)
    assert statuses == [200] * 4
    assert left > 20, "the requests waited for the batch"


def test_lines_wait_for_requests_and_are_never_saturated(live: Server) -> None:
    with sending(live) as client, ThreadPoolExecutor() as threads:
        hanging = [threads.submit(single, live, text="HANG", deadline_ms=2_000) for _ in range(4)]
        while figure(live, "unchrome_pages_in_cleaning") < 2:
            pass
        for n in range(50):
            client.line(text=f"{n} {PAGE}")
        client.end()
        assert client.head() == 200
        assert [answer["status"] for answer in client.answers()] == [200] * 50
        assert [future.result() for future in hanging] == [504] * 4


def test_health_is_told_while_batches_take_all_they_may(live: Server) -> None:
    with sending(live) as one, sending(live) as other:
        for client in (one, other):
            client.line(text=PAGE)
            assert client.head() == 200
            for _ in range(3):
                client.line(text="HANG", deadline_ms=900)
            client.end()
        assert {live.get(path)[0] for path in ("/livez", "/readyz", "/metrics")} == {200}
        with sending(live) as third:
            third.line(text=PAGE)
            third.end()
            assert third.head() == 503
        for client in (one, other):
            assert [answer["status"] for answer in client.answers()] == [200, *[504] * 3]


@pytest.mark.parametrize("rest", [b"ZZ\r\n", b"5\r\nhalf"], ids=["malformed chunks", "half a chunk"])
def test_a_body_that_breaks_off_ends_the_batch_with_a_problem(live: Server, rest: bytes) -> None:
    with sending(live) as client:
        for n in range(3):
            client.line(text=f"{n} {PAGE}")
        client.connection.sendall(rest)
        client.connection.shutdown(socket.SHUT_WR)
        assert client.head() == 200
        answers = list(client.answers())
        assert [answer["status"] for answer in answers] == [200, 200, 200, 400]
        assert "broke off" in answers[-1]["problem"]["detail"]
        assert client.incoming.read() == b""  # the connection is not used again


def test_what_is_beyond_the_last_line_allowed_does_not_keep_the_client_from_its_answer(live: Server) -> None:
    with sending(live) as client:
        client.raw(b"1\n" * 6_000)
        for _ in range(100):
            client.raw(b"1\n" * 5_000)
        client.end()
        assert client.head() == 200
        answers = list(client.answers())
        assert [answers[-1]["index"], answers[-1]["status"]] == [5_000, 413]
        assert client.ended


def test_a_worker_that_stops_ends_its_batches_and_says_where(tmp_path: Path) -> None:
    with (
        serving(tmp_path, "tests.service.acting:app()", **SETTINGS) as own,
        sending(own) as client,
    ):
        for n in range(5):
            client.line(text=f"{n} {PAGE}")
        assert client.head() == 200
        answers = client.answers()
        assert next(answers)["status"] == 200
        own.process.send_signal(signal.SIGTERM)
        *done, last = answers  # what was read is finished, what was not is not lost in silence
        assert {answer["status"] for answer in done} <= {200}
        assert last["status"] == 503
        assert f"from index {last['index']} on" in last["problem"]["detail"]
        assert last["index"] == 1 + len(done)
        assert client.ended
        assert own.process.wait(timeout=30) == 0
