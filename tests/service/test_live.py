"""What only a live server can show: chunked bodies, slow clients, signals, and the real cleaner behind real sockets."""

from __future__ import annotations

import http.client
import json
import os
import signal
import socket
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from tests.service.support import HTML, PAGE, Server, serving

LIMIT = 100_000


def post(server: Server, body: bytes | Iterator[bytes], kind: str, chunked: bool = False) -> tuple[int, dict[str, Any]]:
    connection = server.connect()
    connection.request("POST", "/v1/articles", body, {"Content-Type": kind}, encode_chunked=chunked)
    answer = connection.getresponse()
    return answer.status, json.loads(answer.read())


def chunks(size: int) -> Iterator[bytes]:
    for at in range(0, size, 8192):
        yield b"a" * min(8192, size - at)


@pytest.mark.parametrize(("size", "status"), [(LIMIT - 1, 200), (LIMIT, 200), (LIMIT + 1, 413), (50 * LIMIT, 413)])
def test_a_chunked_body_is_taken_whole_up_to_the_limit_and_not_beyond(
    acting_server: Server, size: int, status: int
) -> None:
    connection = acting_server.connect()
    headers = {"Content-Type": "text/plain", "Transfer-Encoding": "chunked"}
    connection.request("POST", "/v1/articles", chunks(size), headers, encode_chunked=True)
    answer = connection.getresponse()
    told = json.loads(answer.read())
    assert answer.status == status
    if status == 200:
        assert len(told["text"]) == size
    else:
        assert told["type"] == "/problems/page-too-large"


@pytest.mark.parametrize(("size", "status"), [(LIMIT, 200), (LIMIT + 1, 413)])
def test_a_body_with_a_length_meets_the_same_limit(acting_server: Server, size: int, status: int) -> None:
    assert post(acting_server, b"a" * size, "text/plain")[0] == status


def test_a_refused_body_leaves_the_server_well(acting_server: Server) -> None:
    connection = acting_server.connect()
    connection.putrequest("POST", "/v1/articles")
    connection.putheader("Content-Type", "text/plain")
    connection.putheader("Content-Length", str(10**12))
    connection.endheaders(b"a" * 1000)
    assert connection.getresponse().status == 413
    assert acting_server.get("/livez")[0] == 200


@pytest.mark.parametrize(
    "head",
    ["Content-Length: 1000\r\n\r\nhalf a page", "Transfer-Encoding: chunked\r\n\r\n5\r\nhalf \r\n"],
    ids=["with a length", "chunked"],
)
def test_a_client_that_stops_sending_is_told_so(acting_server: Server, head: str) -> None:
    with socket.create_connection(("127.0.0.1", acting_server.port), timeout=30) as client:
        client.sendall(f"POST /v1/articles HTTP/1.1\r\nHost: a\r\nContent-Type: text/plain\r\n{head}".encode())
        answer = http.client.HTTPResponse(client)
        answer.begin()
        assert answer.status == 400
        assert json.loads(answer.read())["type"] == "/problems/malformed-request"


def test_chunks_that_are_malformed_are_told_so(acting_server: Server) -> None:
    with socket.create_connection(("127.0.0.1", acting_server.port), timeout=30) as client:
        head = "POST /v1/articles HTTP/1.1\r\nHost: a\r\nContent-Type: text/plain\r\nTransfer-Encoding: chunked\r\n\r\n"
        client.sendall(f"{head}ZZ\r\nhalf\r\n".encode())
        answer = http.client.HTTPResponse(client)
        answer.begin()
        assert answer.status == 400


@pytest.mark.parametrize(
    "request_text",
    ["GET /livez\r\n\r\n", "GET /livez HTTP/1.1\r\nBad Header: x\r\n\r\n", f"GET /{'a' * 9000} HTTP/1.1\r\n\r\n"],
    ids=["no version", "a header with a blank", "a very long address"],
)
def test_what_is_no_proper_http_gets_a_problem_as_well(acting_server: Server, request_text: str) -> None:
    with socket.create_connection(("127.0.0.1", acting_server.port), timeout=30) as client:
        client.sendall(request_text.encode())
        answer = http.client.HTTPResponse(client)
        answer.begin()
        assert (answer.status, answer.headers["Content-Type"]) == (400, "application/problem+json")
        problem = json.loads(answer.read())
    assert problem["type"] == "/problems/malformed-request"
    assert problem["request_id"] == answer.headers["X-Request-ID"]


@pytest.mark.parametrize("pause", [0.0, 0.1], ids=["at once", "after a pause"])
def test_a_connection_takes_one_request_after_the_other(acting_server: Server, pause: float) -> None:
    with socket.create_connection(("127.0.0.1", acting_server.port), timeout=30) as client:
        for number in range(5):
            client.sendall(f"GET /livez HTTP/1.1\r\nHost: a\r\nX-Request-ID: {number}\r\n\r\n".encode())
            answer = http.client.HTTPResponse(client)
            answer.begin()
            assert (answer.status, answer.headers["X-Request-ID"]) == (200, str(number))
            answer.read()
            time.sleep(pause)


def test_requests_that_come_before_their_answers_are_answered_in_turn(acting_server: Server) -> None:
    with socket.create_connection(("127.0.0.1", acting_server.port), timeout=30) as client:
        head = "GET /livez HTTP/1.1\r\nHost: a\r\n"
        client.sendall(
            f"{head}X-Request-ID: first\r\n\r\n{head}X-Request-ID: second\r\nConnection: close\r\n\r\n".encode()
        )
        told = b"".join(iter(lambda: client.recv(65536), b""))
    assert told.count(b"HTTP/1.1 200") == 2
    assert told.index(b"X-Request-ID: first") < told.index(b"X-Request-ID: second")


def test_health_is_told_while_every_slot_and_place_is_taken(acting_server: Server) -> None:
    hang = json.dumps({"text": "HANG", "deadline_ms": 4_000}).encode()
    with ThreadPoolExecutor() as threads:
        sent = [threads.submit(post, acting_server, hang, "application/json") for _ in range(8)]
        health = [acting_server.get(path)[0] for _ in range(5) for path in ("/livez", "/readyz", "/metrics")]
        statuses = sorted(future.result()[0] for future in sent)
    assert set(health) == {200}
    # two clean, two wait their turn, and there is no place for the others
    assert statuses == [503] * 4 + [504] * 4


@pytest.mark.parametrize("cue", ["CRASH", "EXIT", "DEVOUR"])
def test_a_page_that_kills_its_process_gets_an_answer_and_so_does_its_neighbour(
    acting_server: Server, cue: str
) -> None:
    with ThreadPoolExecutor() as threads:
        bad = threads.submit(post, acting_server, cue.encode(), "text/plain")
        good = threads.submit(post, acting_server, PAGE.encode(), "text/plain")
        assert good.result()[0] == 200
        status, told = bad.result()
    assert (status, told["type"]) == (500, "/problems/page-crashed-parser")


def test_a_request_under_way_is_finished_after_the_signal_to_stop(tmp_path: Path) -> None:
    with (
        serving(tmp_path, "tests.service.acting:app()", UNCHROME_PROCESSES="1") as own,
        ThreadPoolExecutor() as threads,
    ):
        under_way = threads.submit(
            post, own, json.dumps({"text": "HANG", "deadline_ms": 1_500}).encode(), "application/json"
        )
        while b"busy" not in own.get("/readyz")[1]:
            assert not under_way.done()
        own.process.send_signal(signal.SIGTERM)
        assert under_way.result()[0] == 504
        assert own.process.wait(timeout=30) == 0


def test_a_server_that_was_told_to_stop_takes_nothing_new(tmp_path: Path) -> None:
    with (
        serving(tmp_path, "tests.service.acting:app()", UNCHROME_PROCESSES="1") as own,
        ThreadPoolExecutor() as threads,
    ):
        hang = json.dumps({"text": "HANG", "deadline_ms": 4_000}).encode()
        under_way = threads.submit(post, own, hang, "application/json")
        while b"busy" not in own.get("/readyz")[1]:
            assert not under_way.done()
        own.process.send_signal(signal.SIGTERM)
        taken = True
        while taken:
            assert not under_way.done()
            try:
                own.get("/livez")
            except OSError:
                taken = False
        assert under_way.result()[0] == 504
        assert own.process.wait(timeout=30) == 0


def test_requests_beyond_the_grace_time_are_given_up(tmp_path: Path) -> None:
    settings = {"UNCHROME_PROCESSES": "1", "UNCHROME_GRACEFUL_TIMEOUT": "1"}
    with serving(tmp_path, "tests.service.acting:app()", **settings) as own, ThreadPoolExecutor() as threads:
        hang = json.dumps({"text": "HANG", "deadline_ms": 60_000}).encode()
        under_way = threads.submit(post, own, hang, "application/json")
        while b"busy" not in own.get("/readyz")[1]:
            assert not under_way.done()
        family = descendants(own.process.pid)
        own.process.send_signal(signal.SIGTERM)
        own.process.wait(timeout=30)
        under_way.exception()
        while any(alive(pid) for pid in family):
            pass


def test_a_worker_that_is_killed_takes_its_processes_along_and_is_replaced(tmp_path: Path) -> None:
    settings = {"UNCHROME_PROCESSES": "1", "UNCHROME_WORKERS": "2"}
    with serving(tmp_path, "tests.service.acting:app()", **settings) as own:
        worker = children(own.process.pid)[0]
        family = descendants(worker)
        assert family
        os.kill(worker, signal.SIGKILL)
        while any(alive(pid) for pid in [worker, *family]):
            pass
        while len(children(own.process.pid)) < 2:
            pass
        statuses = {post(own, PAGE.encode(), "text/plain")[0] for _ in range(10)}
    assert statuses == {200}


def test_figures_add_up_over_the_workers(tmp_path: Path) -> None:
    settings = {"UNCHROME_PROCESSES": "1", "UNCHROME_WORKERS": "2"}
    with serving(tmp_path, "tests.service.acting:app()", **settings) as own:
        for cue, number in ((PAGE, 12), ("NOTHING", 3), ("CRASH", 2)):
            for _ in range(number):
                post(own, cue.encode(), "text/plain")
        figures = own.get("/metrics")[1].decode()
    values = dict(line.rsplit(" ", 1) for line in figures.splitlines() if not line.startswith("#"))
    requests = 'unchrome_requests_total{method="POST",problem="%s",route="/v1/articles",status="%d"}'
    expected = {
        requests % ("", 200): 12,
        requests % ("no-article", 422): 3,
        requests % ("page-crashed-parser", 500): 2,
        'unchrome_pages_without_article_total{reason="blank"}': 3,
        'unchrome_process_restarts_total{cause="crash"}': 2,
        'unchrome_phase_seconds_count{phase="read"}': 17,
        'unchrome_phase_seconds_count{phase="write"}': 12,
        "unchrome_body_bytes_count": 17,
        "unchrome_slots": 2,
        "unchrome_pages_in_cleaning": 0,
        "unchrome_requests_waiting": 0,
    }
    assert {name: float(values[name]) for name in expected if name in values} == expected


def children(pid: int) -> list[int]:
    found = [
        int(child)
        for thread in Path(f"/proc/{pid}/task").iterdir()
        for child in (thread / "children").read_text().split()
    ]
    return [child for child in found if alive(child)]


@pytest.mark.parametrize("cue", ["HANG", "SPIN"])
def test_not_even_a_page_that_hangs_outlives_a_server_that_is_killed(tmp_path: Path, cue: str) -> None:
    with (
        serving(tmp_path, "tests.service.acting:app()", UNCHROME_PROCESSES="2") as own,
        ThreadPoolExecutor() as threads,
    ):
        hang = json.dumps({"text": cue, "deadline_ms": 60_000}).encode()
        under_way = [threads.submit(post, own, hang, "application/json") for _ in range(2)]
        while b"busy" not in own.get("/readyz")[1]:
            assert not any(future.done() for future in under_way)
        family = descendants(own.process.pid)
        for pid in (own.process.pid, *children(own.process.pid)):
            os.kill(pid, signal.SIGKILL)
        own.process.wait()
        while any(alive(pid) for pid in family):
            pass
        assert all(future.exception() for future in under_way)


def test_no_cleaning_process_outlives_a_server_that_is_killed(tmp_path: Path) -> None:
    with serving(tmp_path, "tests.service.acting:app()", UNCHROME_PROCESSES="2") as own:
        family = descendants(own.process.pid)
        assert len(family) >= 4  # an HTTP worker, the fork server, two cleaning processes
        own.process.kill()
        own.process.wait()
        while any(alive(pid) for pid in family):
            pass


def descendants(pid: int) -> list[int]:
    found = children(pid)
    return found + [further for child in found for further in descendants(child)]


def alive(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except (FileNotFoundError, ProcessLookupError):
        return False


def test_a_setting_that_does_not_fit_ends_the_start_with_one_line(tmp_path: Path) -> None:
    with (
        pytest.raises(AssertionError, match="UNCHROME_QUEUE"),
        serving(tmp_path, "service.wsgi:app", UNCHROME_QUEUE="many"),
    ):
        pass
    log = (tmp_path / "server.log").read_text()
    assert "UNCHROME_QUEUE" in log
    assert "Traceback" not in log


def test_log_lines_are_json_and_name_their_request(acting_server: Server) -> None:
    connection = acting_server.connect()
    connection.request("GET", "/version?secret=1", headers={"X-Request-ID": "order-66"})
    connection.getresponse().read()
    lines = [json.loads(line) for line in acting_server.log.read_text().splitlines()]
    mine = [line for line in lines if line.get("request_id") == "order-66"]
    assert [(line["path"], line["status"]) for line in mine] == [("/version", 200)]


# the real cleaner


def test_what_was_removed_is_counted_by_kind(server: Server) -> None:
    page = f"Trang chủ\nGiới thiệu\nLiên hệ\n{PAGE}\nTổng lượt truy cập: 2.318.406"
    status, article = post(server, page.encode(), "text/plain")
    assert status == 200, article
    figures = server.get("/metrics")[1].decode()
    for kind in ("navigation", "counter"):
        assert article["removed_counts"][kind]
        assert f'unchrome_removed_segments_total{{kind="{kind}"}}' in figures


@pytest.mark.parametrize(("key", "page"), [("html", HTML), ("text", PAGE)])
def test_a_page_becomes_an_article(server: Server, key: str, page: str) -> None:
    status, article = post(server, json.dumps({key: page, "language": "vi"}).encode(), "application/json")
    assert status == 200, article
    assert "bốn mươi gia đình" in article["text"]


def test_a_page_nested_a_thousand_deep_is_cleaned(server: Server) -> None:
    deep = HTML.replace("<article>", "<div>" * 1000 + "<article>").replace("</article>", "</article>" + "</div>" * 1000)
    status, article = post(server, deep.encode(), "text/html")
    assert status == 200, article
    assert "bốn mươi gia đình" in article["text"]


def test_a_text_node_of_twelve_megabytes_is_no_obstacle(server: Server) -> None:
    filler = "<script type=application/json>" + '{"a": "' + "b" * 12_000_000 + '"}</script>'
    status, article = post(server, HTML.replace("</body>", filler + "</body>").encode(), "text/html")
    assert status == 200, article
    assert "bốn mươi gia đình" in article["text"]
    assert "bbbb" not in article["text"]


@pytest.mark.parametrize("key", ["html", "text"])
def test_other_formats_in_json_are_refused_where_they_stand(server: Server, key: str) -> None:
    image = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + bytes(range(256)) * 4
    for content, named in (
        ("%PDF-1.7\n1 0 obj\n<< >>\nendobj\n", "PDF"),
        (image.decode("latin-1"), "PNG"),
        (image.decode("utf-8", "replace"), "looks like binary data"),
    ):
        status, problem = post(server, json.dumps({key: content}).encode(), "application/json")
        assert (status, problem["type"]) == (422, "/problems/invalid-request")
        assert [fault["pointer"] for fault in problem["errors"]] == [f"/{key}"]
        assert named in problem["detail"]


def test_nul_characters_do_not_end_the_page(server: Server) -> None:
    for body, kind in (
        (json.dumps({"text": PAGE.replace("Thứ ba", "\x00Thứ ba")}).encode(), "application/json"),
        (HTML.replace("Thứ ba", "\x00Thứ ba").encode(), "text/html"),
    ):
        status, article = post(server, body, kind)
        assert status == 200, article
        assert "Thứ sáu" in article["text"]
        assert "\x00" not in article["text"]
