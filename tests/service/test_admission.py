from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest

from service.admission import Admission, Quota, Saturated


def waiting(admission: Admission[str], number: int) -> None:
    """Return once ``number`` requests wait."""
    while len(admission._waiting) != number:
        pass


def test_a_seat_is_had_at_once_and_handed_on_in_the_order_of_asking() -> None:
    admission, served = Admission(["seat"], queue=3), []

    def ask(name: str) -> None:
        seat = admission.take(60)
        served.append(name)
        admission.give_back(seat)

    assert admission.take(0) == "seat"
    with ThreadPoolExecutor() as threads:
        for number, name in enumerate("abc", 1):
            threads.submit(ask, name)
            waiting(admission, number)
        admission.give_back("seat")
    assert served == ["a", "b", "c"]
    assert admission.take(0) == "seat"


def test_whoever_comes_late_does_not_overtake_those_who_wait() -> None:
    admission = Admission(["seat"], queue=1)
    seat = admission.take(0)
    with ThreadPoolExecutor() as threads:
        first = threads.submit(admission.take, 60)
        waiting(admission, 1)
        admission.give_back(seat)
        with pytest.raises(Saturated):
            admission.take(0)
        assert first.result() == "seat"


def test_a_full_queue_and_a_wait_that_is_over_are_told_apart() -> None:
    admission = Admission(["seat"], queue=1)
    admission.take(0)
    with ThreadPoolExecutor() as threads:
        patient = threads.submit(admission.take, 0.2)
        waiting(admission, 1)
        with pytest.raises(Saturated) as full:
            admission.take(60)
        with pytest.raises(Saturated) as over:
            patient.result()
    assert (full.value.cause, over.value.cause) == ("queue", "wait")
    admission.give_back("seat")
    assert admission.take(0) == "seat"


def test_no_seat_is_lost_or_shared_whatever_the_crowd() -> None:
    admission, held, most = Admission(["a", "b", "c"], queue=50), set[str](), []
    lock = threading.Lock()

    def ask(_: int) -> bool:
        try:
            seat = admission.take(0.001)
        except Saturated:
            return False
        with lock:
            assert seat not in held
            held.add(seat)
            most.append(len(held))
        with lock:
            held.remove(seat)
        admission.give_back(seat)
        return True

    with ThreadPoolExecutor(20) as threads:
        assert any(threads.map(ask, range(5000)))
    assert max(most) <= 3
    assert {admission.take(0) for _ in range(3)} == {"a", "b", "c"}


def test_one_key_may_have_so_many_requests_under_way_and_another_its_own() -> None:
    quota = Quota(2)
    with quota.hold(0), quota.hold(0), quota.hold(1), quota.hold(None):
        with pytest.raises(Saturated) as refused, quota.hold(0):
            pass
        assert refused.value.cause == "key"
        with quota.hold(1):
            pass
    with quota.hold(0), quota.hold(0):
        pass


def test_without_a_limit_a_key_has_none() -> None:
    quota = Quota(0)
    with quota.hold(0), quota.hold(0), quota.hold(0):
        pass
