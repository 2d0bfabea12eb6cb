from __future__ import annotations

from concurrent.futures import Future
from typing import Any

import pytest
from pebble import ProcessFuture

from cleaners import Options, Page
from service.calling_off import CalledOff, CallingOff
from service.extension import of
from tests.service.support import PAGE, MakeApp


def test_what_is_under_way_is_cancelled_and_what_comes_later_too() -> None:
    calling_off = CallingOff()
    before: Future[Any] = ProcessFuture()
    calling_off.ends(before)
    assert not before.cancelled()
    calling_off.call()
    after: Future[Any] = ProcessFuture()
    calling_off.ends(after)
    assert before.cancelled()
    assert after.cancelled()


def test_a_result_that_comes_too_late_hurts_nobody() -> None:
    calling_off = CallingOff()
    future: Future[Any] = ProcessFuture()
    calling_off.ends(future)
    calling_off.call()
    future.set_result(1)
    future.set_exception(ValueError())
    assert future.cancelled()


def test_what_is_done_stays_as_it_is() -> None:
    calling_off = CallingOff()
    future: Future[Any] = ProcessFuture()
    calling_off.ends(future)
    future.set_result(1)
    calling_off.call()
    assert future.result() == 1


def test_a_page_that_nobody_waits_for_gets_no_slot(make_app: MakeApp) -> None:
    pool = of(make_app(processes=1)).pool
    calling_off = CallingOff()
    calling_off.call()
    for _ in range(3):
        with pytest.raises(CalledOff):
            pool.clean_for_batch(Page("text", "HANG"), Options(), 60, calling_off)
    assert pool.clean(Page("text", PAGE), Options(), 60)["text"] == PAGE
