"""How speed is measured; no figure is judged here."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from benchmarks import speed
from benchmarks.growth import Growth, Shape, growth, sample_text
from benchmarks.overhead import Overhead, overhead
from benchmarks.serving import ServiceError
from benchmarks.timing import Timing, ratio, side_by_side
from cleaners import Page

PROSE = "The mill by the river was sold last week to a family that wants to grind grain there again from the autumn on."


def test_every_contender_sees_every_page_equally_often() -> None:
    seen: dict[str, list[str]] = {"a": [], "b": []}
    pages = [Page("text", str(number)) for number in range(3)]

    def noting(name: str) -> Callable[[Page], None]:
        return lambda page: seen[name].append(page.content)

    timings = side_by_side({name: noting(name) for name in seen}, pages, 2)
    assert sorted(seen["a"]) == sorted(seen["b"])
    assert [len(timing.wall) for timing in timings.values()] == [2, 2]
    assert timings["a"].pages == 60


def test_an_exception_is_counted_and_the_round_goes_on() -> None:
    def crash(page: Page) -> None:
        raise ValueError(page.content)

    assert side_by_side({"crash": crash}, [Page("text", "x")] * 70, 1)["crash"].failures == 70


def test_ratios_are_taken_round_by_round() -> None:
    found = ratio(Timing(1, cpu=[1.0, 2.0, 4.0]), Timing(1, cpu=[2.0, 8.0, 4.0]))
    assert (found.median, found.low, found.high) == (2.0, 1.0, 4.0)


def test_the_slowest_page_of_a_hundred_is_told_by_its_median() -> None:
    timing = Timing(200, by_page=[[0.001 * number] * 2 + [9.0] for number in range(1, 201)])
    assert timing.p99_ms == pytest.approx(198)


def test_every_page_is_timed_by_itself() -> None:
    pages = [Page("text", str(number)) for number in range(30)]
    assert [len(times) for times in side_by_side({"a": lambda page: None}, pages, 3)["a"].by_page] == [6] * 30


def test_the_table_sets_mean_and_slow_pages_side_by_side() -> None:
    timings = {name: Timing(1, [1.0], [cpu], 0, [[cpu]]) for name, cpu in (("Unchrome", 0.02), ("trafilatura", 0.03))}
    row = [cell.strip() for cell in speed.timing_table({"html": timings}).splitlines()[-1].split("|")[1:-1]]
    assert row == ["html", "trafilatura", "1.0", "30.00", "1.50 (1.50-1.50)", "30.0", "1.50", "0"]


@pytest.mark.parametrize("shape", ["prose", "short lines", "one line"])
def test_sample_texts_have_their_length_and_never_change(shape: Shape) -> None:
    text = sample_text(shape, 5_000)
    assert len(text) == 5_000
    assert text == sample_text(shape, 5_000)
    assert (text.count("\n") == 0) is (shape == "one line")


def test_growth_is_measured_in_a_process_of_its_own() -> None:
    (found,) = growth("prose", (20_000,))
    assert found.problem is None
    assert found.seconds_per_mb is not None
    assert found.peak_mb is not None


def test_a_size_that_hangs_ends_its_row_of_sizes() -> None:
    found = list(growth("prose", (10_000_000, 20_000_000), deadline=0.1))
    assert [each.problem for each in found] == ["more than 0 s"]
    assert "more than 0 s" in speed.growth_table([*found, Growth("prose", 1_000_000, 0.5, 3.0)])


@contextmanager
def answering(status: int) -> Iterator[int]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_POST(self) -> None:
            self.rfile.read(int(self.headers["Content-Length"]))
            self.send_response(status)
            self.send_header("Content-Length", "2")
            self.end_headers()
            self.wfile.write(b"{}")

        def log_message(self, *arguments: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield server.server_port
    finally:
        server.shutdown()
        server.server_close()


def test_what_serving_adds_is_measured_for_answers_and_refusals() -> None:
    for status in (200, 422):
        with answering(status) as port:
            found = overhead(port, [Page("text", PROSE)], rounds=2)
        assert (found.pages, found.request_ms > 0) == (1, True)
    assert "25.0%" in speed.serving_table({"news": Overhead(1, 4.0, 3.0, 1.0)})


def test_a_service_that_fails_is_not_timed() -> None:
    with answering(503) as port, pytest.raises(ServiceError, match="503"):
        overhead(port, [Page("text", PROSE)], rounds=1)


def test_data_without_a_workload_is_an_error(tmp_path: Path) -> None:
    assert speed.main(["--data", str(tmp_path)]) == 2


def test_html_pages_are_drawn_from_all_sets(tmp_path: Path) -> None:
    for name in ("html-a", "html-b"):
        lines = [f'{{"id": "{name}-{number}", "html": "<p>{PROSE}", "body": []}}' for number in range(30)]
        (tmp_path / f"{name}.jsonl").write_text("\n".join(lines))
    (tmp_path / "text-vi.jsonl").write_text(f'{{"id": "x", "text": "{PROSE}", "body": []}}')
    workloads = speed.load(tmp_path, 20)
    assert {name: len(pages) for name, pages in workloads.items()} == {"text-vi": 1, "html": 20}
    assert speed.load(tmp_path, 20) == workloads
