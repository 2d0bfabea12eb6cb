"""A page can only hurt itself."""

from __future__ import annotations

import os
import signal
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path

import pytest
from flask import Flask
from prometheus_client import REGISTRY
from werkzeug.test import TestResponse

from service.extension import of
from tests.service.support import HTML, PAGE, MakeApp, is_problem, post_json


def send(app: Flask, text: str, deadline_ms: int | None = None) -> TestResponse:
    return post_json(app.test_client(), text=text, deadline_ms=deadline_ms)


def restarts(cause: str) -> float:
    """How many cleaning processes were replaced for this cause so far."""
    return REGISTRY.get_sample_value("unchrome_process_restarts_total", {"cause": cause}) or 0.0


def ready(app: Flask) -> str:
    answer = app.test_client().get("/readyz")
    assert answer.json is not None
    state: str = answer.json["cleaning"]
    return state


def start(app: Flask, threads: ThreadPoolExecutor, text: str, deadline_ms: int) -> Future[TestResponse]:
    """Send a page and return once its cleaning has begun."""
    future = threads.submit(send, app, text, deadline_ms)
    while not REGISTRY.get_sample_value("unchrome_pages_in_cleaning"):
        assert not future.done()
    return future


@pytest.fixture(scope="module")
def pair(make_app: MakeApp) -> Flask:
    """An app with two processes, so that a bad and a good page run side by side."""
    # pages that do not hang are not to meet their deadline, however busy the machine is
    app = make_app(processes=2, memory_mb=1024, slot_wait=60, deadline_ms=60_000)
    assert ready(app) == "idle"
    return app


@pytest.mark.parametrize("cue", ["HANG", "SPIN"])
def test_a_page_that_hangs_is_stopped_at_its_deadline(pair: Flask, cue: str) -> None:
    with ThreadPoolExecutor() as threads:
        bad = threads.submit(send, pair, cue, 700)
        good = [threads.submit(send, pair, PAGE) for _ in range(8)]
        assert [future.result().status_code for future in good] == [200] * 8
        assert "700 ms" in is_problem(bad.result(), 504, "deadline-exceeded")
    assert send(pair, PAGE).status_code == 200


@pytest.mark.parametrize("cue", ["EXIT", "CRASH", "DEVOUR"])
def test_a_page_that_kills_its_process_hurts_no_other(pair: Flask, cue: str) -> None:
    with ThreadPoolExecutor() as threads:
        bad = [threads.submit(send, pair, cue) for _ in range(3)]
        good = [threads.submit(send, pair, PAGE) for _ in range(8)]
        assert [future.result().status_code for future in good] == [200] * 8
        for future in bad:
            is_problem(future.result(), 500, "page-crashed-parser")
    assert send(pair, PAGE).status_code == 200


def test_an_html_page_for_which_time_gets_short_is_cleaned_the_cheaper_way(
    make_app: MakeApp, monkeypatch: pytest.MonkeyPatch
) -> None:
    # two seconds to hang in, and enough for a new process and the cheaper way on the busiest machine
    monkeypatch.setattr("service.pool._RESERVE", 0.95)
    app = make_app(slot_wait=60)
    hanging = HTML.replace("<html>", "HANG <html>", 1)
    answer = post_json(app.test_client(), html=hanging, deadline_ms=40_000, include=["segments"])
    assert answer.status_code == 200, answer.text
    assert answer.json is not None
    assert "fast-fallback" in answer.json["warnings"]
    assert "bốn mươi gia đình" in answer.json["text"]
    assert answer.json["segments"]
    assert all(segment["start"] is None for segment in answer.json["segments"])
    # no time for two ways, and no article by the cheaper one
    for html, deadline in ((hanging, 900), ("HANG <html><p>Trang chủ</p></html>", 2_000)):
        answer = post_json(app.test_client(), html=html, deadline_ms=deadline)
        is_problem(answer, 504, "deadline-exceeded")


def test_the_longest_deadline_is_the_servers(make_app: MakeApp) -> None:
    app = make_app(deadline_ms=100, max_deadline_ms=500)
    assert "500 ms" in is_problem(send(app, "HANG", 600_000), 504, "deadline-exceeded")
    assert "100 ms" in is_problem(send(app, "HANG"), 504, "deadline-exceeded")


def test_what_does_not_fit_in_is_sent_away_while_health_is_still_told(make_app: MakeApp) -> None:
    app = make_app(processes=1, queue=0, slot_wait=60)
    assert ready(app) == "idle"
    with ThreadPoolExecutor() as threads:
        hanging = start(app, threads, "HANG", 3_000)
        answer = send(app, PAGE)
        is_problem(answer, 503, "saturated")
        assert int(answer.headers["Retry-After"]) >= 1
        assert app.test_client().get("/livez").status_code == 200
        assert ready(app) == "busy"
        is_problem(hanging.result(), 504, "deadline-exceeded")
    assert send(app, PAGE).status_code == 200


def test_a_request_waits_for_a_slot_no_longer_than_is_set(make_app: MakeApp) -> None:
    app = make_app(processes=1, queue=5, slot_wait=0.1)
    assert ready(app) == "idle"
    with ThreadPoolExecutor() as threads:
        hanging = start(app, threads, "HANG", 3_000)
        is_problem(send(app, PAGE), 503, "saturated")
        is_problem(hanging.result(), 504, "deadline-exceeded")


def test_a_request_that_waits_gets_its_turn(make_app: MakeApp) -> None:
    app = make_app(processes=1, queue=5, slot_wait=60)
    assert ready(app) == "idle"
    with ThreadPoolExecutor() as threads:
        hanging = start(app, threads, "HANG", 500)
        waiting = [threads.submit(send, app, PAGE) for _ in range(5)]
        assert [future.result().status_code for future in waiting] == [200] * 5
        is_problem(hanging.result(), 504, "deadline-exceeded")


def test_processes_are_replaced_after_their_share_of_pages(make_app: MakeApp) -> None:
    app = make_app(processes=1, pages_per_process=2)
    before = restarts("recycled")
    assert [send(app, PAGE).status_code for _ in range(7)] == [200] * 7
    assert restarts("recycled") - before == 3


@pytest.mark.parametrize(("cue", "cause"), [("CRASH", "crash"), ("EXIT", "crash"), ("DEVOUR", "memory")])
def test_what_ended_a_process_is_counted(pair: Flask, cue: str, cause: str) -> None:
    before = restarts(cause)
    send(pair, cue)
    assert restarts(cause) - before == 1


def test_a_page_whose_process_is_killed_from_outside_is_begun_anew(make_app: MakeApp, tmp_path: Path) -> None:
    app = make_app(processes=1)
    for times, status in ((2, 200), (3, 500)):
        before = restarts("killed")
        answer = send(app, f"KILLED {times} {tmp_path / str(times)} {PAGE}")
        assert answer.status_code == status, answer.text
        assert restarts("killed") - before == times
    is_problem(answer, 500, "page-crashed-parser")


def test_an_idle_process_that_is_killed_is_missed_by_nobody(make_app: MakeApp) -> None:
    app = make_app(processes=2)
    for _ in range(3):
        for slot in of(app).pool._seats:
            if slot.child is not None and slot.child.pid is not None:
                os.kill(slot.child.pid, signal.SIGKILL)
        assert send(app, PAGE).status_code == 200


def test_processes_that_die_at_their_start_are_started_ever_more_slowly_and_readiness_tells(make_app: MakeApp) -> None:
    app = make_app(cleaner=fatal, slot_wait=0.5)
    before = restarts("start")
    answer = send(app, PAGE)
    is_problem(answer, 503, "saturated")
    told = app.test_client().get("/readyz")
    assert "die at their start" in is_problem(told, 503, "saturated")
    assert int(told.headers["Retry-After"]) >= 1
    assert app.test_client().get("/livez").status_code == 200
    assert [send(app, PAGE).status_code for _ in range(20)] == [503] * 20
    assert restarts("start") - before < 10


def fatal(*_: object) -> None:
    """A cleaner that ends its process before the first page."""
    os._exit(1)


def test_a_cleaner_that_stumbles_is_our_fault_and_its_page_stays_out_of_answer_and_log(
    pair: Flask, caplog: pytest.LogCaptureFixture
) -> None:
    answer = send(pair, "STUMBLE over a secret")
    is_problem(answer, 500, "internal-error")
    told = answer.text + caplog.text
    assert "ValueError" in caplog.text
    assert "acting.py" in caplog.text
    assert "secret" not in told


def test_an_article_that_does_not_fit_its_schema_is_not_sent(pair: Flask, caplog: pytest.LogCaptureFixture) -> None:
    answer = send(pair, "MISSHAPEN secret")
    is_problem(answer, 500, "internal-error")
    assert "/published_at" in caplog.text
    assert "secret" not in answer.text + caplog.text


def test_a_service_whose_cleaner_cannot_clean_is_not_ready(make_app: MakeApp) -> None:
    app = make_app(cleaner=broken)
    is_problem(app.test_client().get("/readyz"), 503, "saturated")
    assert app.test_client().get("/livez").status_code == 200


def broken(*_: object) -> None:
    """A cleaner that cannot clean."""
    raise OSError("the model is missing")
