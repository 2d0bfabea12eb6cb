from __future__ import annotations

import pytest

from cleaners import Options, Page
from service.calling_off import CalledOff, CallingOff
from service.extension import of
from tests.service.support import PAGE, MakeApp


def test_what_is_under_way_is_ended_and_nothing_begins_afterwards() -> None:
    calling_off, ended = CallingOff(), []
    with calling_off.ending(lambda: ended.append("under way")):
        calling_off.call()
    assert ended == ["under way"]
    with pytest.raises(CalledOff), calling_off.ending(lambda: ended.append("later")):
        pytest.fail("it began")
    assert ended == ["under way"]


def test_what_is_done_stays_as_it_is() -> None:
    calling_off, ended = CallingOff(), []
    with calling_off.ending(lambda: ended.append("done")):
        pass
    calling_off.call()
    assert ended == []


def test_a_page_that_nobody_waits_for_gets_no_slot(make_app: MakeApp) -> None:
    pool = of(make_app(processes=1)).pool
    calling_off = CallingOff()
    calling_off.call()
    for _ in range(3):
        with pytest.raises(CalledOff):
            pool.clean_for_batch(Page("text", "HANG"), Options(), 60, calling_off)
    assert pool.clean(Page("text", PAGE), Options(), 60).article["text"] == PAGE
