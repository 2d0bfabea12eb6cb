from __future__ import annotations

import threading
import time
from concurrent.futures import ThreadPoolExecutor

import pytest

from service.slots import Slots


def never() -> bool:
    return False


def waiting(slots: Slots, requests: int, batches: int) -> None:
    """Return once so many wait on each side."""
    while (len(slots._requests), len(slots._batches)) != (requests, batches):
        time.sleep(0.001)


def test_there_are_as_many_slots_as_were_said() -> None:
    slots = Slots(2, 2)
    assert [slots.acquire(0) for _ in range(3)] == [True, True, False]
    slots.release()
    assert slots.acquire(0)


def test_batches_hold_no_more_slots_than_they_may() -> None:
    slots = Slots(3, 1)
    assert slots.acquire_for_batch(never)
    with ThreadPoolExecutor() as threads:
        second = threads.submit(slots.acquire_for_batch, never)
        waiting(slots, 0, 1)
        assert [slots.acquire(0) for _ in range(3)] == [True, True, False]
        slots.release()
        assert not second.done()
        slots.release(batch=True)
        assert second.result(5)


def test_a_request_that_waits_goes_before_pages_of_batches_that_wait_longer() -> None:
    slots = Slots(1, 1)
    assert slots.acquire(0)
    order: list[str] = []

    def take(name: str, got: bool) -> None:
        order.append(f"{name} {got}")
        slots.release(batch=name == "batch")

    with ThreadPoolExecutor() as threads:
        for _ in range(3):
            threads.submit(lambda: take("batch", slots.acquire_for_batch(never)))
        waiting(slots, 0, 3)
        threads.submit(lambda: take("request", slots.acquire(5)))
        waiting(slots, 1, 3)
        slots.release()
    assert order == ["request True", *["batch True"] * 3]


def test_a_batch_gets_its_turn_however_many_requests_come() -> None:
    slots = Slots(1, 1)
    assert slots.acquire(0)
    with ThreadPoolExecutor(40) as threads:
        page = threads.submit(slots.acquire_for_batch, never)
        waiting(slots, 0, 1)
        requests = [threads.submit(slots.acquire, 20) for _ in range(30)]
        waiting(slots, 30, 1)
        served = 0
        while not page.done():
            slots.release()
            while len(slots._requests) == 30 - served and slots._batches:
                time.sleep(0.001)
            served = 30 - len(slots._requests)
            if not slots._batches:
                page.result(5)
        assert served < 30
        slots.release(batch=True)
        for _ in range(29):
            slots.release()
        assert all(request.result(5) for request in requests)


def test_whoever_waits_for_nothing_leaves_no_trace() -> None:
    slots = Slots(1, 1)
    assert slots.acquire(0)
    assert not slots.acquire(0.01)
    unwanted = threading.Event()
    with ThreadPoolExecutor() as threads:
        page = threads.submit(slots.acquire_for_batch, unwanted.is_set)
        waiting(slots, 0, 1)
        unwanted.set()
        assert not page.result(5)
    slots.release()
    assert slots.acquire(0)


@pytest.mark.parametrize("batch", [False, True])
def test_many_threads_never_hold_more_than_there_is(batch: bool) -> None:
    slots = Slots(3, 2)
    held: list[int] = []
    most: list[int] = []

    def work(number: int) -> None:
        for _ in range(50):
            mine = batch and number % 2 == 0
            assert slots.acquire_for_batch(never) if mine else slots.acquire(20)
            held.append(number)
            most.append(len(held))
            held.pop()
            slots.release(batch=mine)

    with ThreadPoolExecutor(8) as threads:
        list(threads.map(work, range(8)))
    assert max(most) <= 3
    assert [slots.acquire(0) for _ in range(4)] == [True, True, True, False]


def test_a_slot_that_is_free_is_had_at_once_and_goes_round_like_any_other() -> None:
    slots = Slots(2, 1)
    assert slots.acquire_for_batch(never)
    assert slots.acquire_now()
    assert not slots.acquire_now()
    with ThreadPoolExecutor() as threads:
        request = threads.submit(slots.acquire, 60)
        waiting(slots, 1, 0)
        slots.release()
        assert request.result(60)
        assert not slots.acquire_now()
    slots.release(batch=True)
    assert slots.acquire_now()
