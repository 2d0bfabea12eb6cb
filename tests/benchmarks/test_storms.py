"""What chaos and soak make of their figures, and the clients they send with."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks.callers import GOOD, LOST, Outcome
from benchmarks.chaos import Storm, judge, outcome_table
from benchmarks.clients import drive, drive_pages, http_request
from benchmarks.serving import ServiceError, service
from benchmarks.soak import Tenth, grew
from benchmarks.workload import workloads
from cleaners import Page

MIB = 1 << 20


def outcome(kind: str = GOOD, result: str = "as in quiet", right: bool = True, at: float = 100.0) -> Outcome:
    return Outcome(kind, result, right, at, at + 1)


def storm(killed_at: float | None = None, memory: tuple[int, ...] = (100, 100, 100, 100)) -> Storm:
    return Storm(memory=[(float(n), held * MIB) for n, held in enumerate(memory)], worker_killed_at=killed_at)


def test_a_storm_in_which_all_is_right_has_no_fault() -> None:
    outcomes = [outcome(), outcome("zip bomb", "413 page-too-large")]
    assert judge(outcomes, storm(), {}) == []
    assert "413 page-too-large" in outcome_table(outcomes)


@pytest.mark.parametrize("result", ["503", "another answer than in quiet", "another request's answer"])
def test_a_wrong_answer_is_a_fault(result: str) -> None:
    assert result in judge([outcome(), outcome(result=result, right=False)], storm(), {})[0]


def test_a_connection_may_break_on_the_killed_worker_and_nowhere_else() -> None:
    lost = outcome(result=LOST, right=False)
    assert judge([outcome(), lost], storm(killed_at=100.5), {}) == []
    assert "broke" in judge([outcome(), lost], storm(), {})[0]
    assert "broke" in judge([outcome(), lost], storm(killed_at=500.0), {})[0]


def test_a_process_left_over_growth_and_silence_are_faults() -> None:
    assert "outlived" in judge([outcome()], storm(), {4711: "fork server"})[0]
    assert "grew from 100 to 200" in judge([outcome()], storm(memory=(90, 100, 150, 200)), {})[0]
    assert "no good page" in judge([], storm(), {})[0]


def test_memory_is_flat_that_only_grows_at_the_start() -> None:
    flat = [Tenth(10, 1.0, held * MIB, 5 * held * MIB) for held in (50, 100, 101, 99, 104, 100, 102, 101, 103, 100)]
    assert grew(flat) == []
    leaking = [Tenth(10, 1.0, held * MIB, 900 * MIB) for held in range(100, 300, 20)]
    assert grew(leaking) == ["the HTTP workers grew from 140 to 260 MiB"]


def test_without_a_folder_the_cases_are_what_is_sent(tmp_path: Path) -> None:
    pages = workloads(None)
    assert {page.kind for page in pages["text"]} == {"text"}
    assert {page.kind for page in pages["html"]} == {"html"}
    (tmp_path / "text-vi.jsonl").write_text('{"id": "1", "text": "Trang", "body": []}\n')
    assert workloads(tmp_path) == {"text": [Page("text", "Trang")]}


def test_clients_get_an_answer_to_every_request() -> None:
    requests = [http_request(page) for page in workloads(None)["text"][:5]]
    with service(processes=1, queue=10) as running:
        load = drive_pages(running.port, requests, clients=3, number=12)
        assert len(load.latencies) == 12
        assert load.percentile(0.5) <= load.percentile(0.99)
        assert drive(running.port, requests, clients=2, seconds=0.1).latencies
        with pytest.raises(ServiceError, match="415"):
            drive_pages(running.port, [requests[0].replace(b"application/json", b"image/png")], clients=1, number=1)
