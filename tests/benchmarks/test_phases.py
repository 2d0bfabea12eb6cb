"""Where the time of a page goes: every phase is found, measured by itself, and left as it was."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest

from benchmarks import phases as measured
from benchmarks.extractors import unchrome
from benchmarks.phases import PHASES, REST, Phase, phases
from benchmarks.speed import phase_table
from cleaners import Page

PROSE = "The mill by the river was sold last week to a family that wants to grind grain there again from the autumn on."
PAGE = Page("html", f"<html><head><title>Mill sold</title></head><body><h1>Mill sold</h1><p>{PROSE}</p></body></html>")


def test_every_function_that_is_measured_exists_and_is_put_back() -> None:
    places = [measured._place(place) for names in PHASES.values() for place in names]
    before = [getattr(owner, name) for owner, name in places]
    phases(unchrome, [PAGE])
    assert [getattr(owner, name) for owner, name in places] == before


def test_a_page_comes_to_every_phase_but_those_it_has_no_need_of() -> None:
    found = {phase.name: phase for phase in phases(unchrome, [PAGE])}
    assert list(found) == [*PHASES, REST]
    assert {name for name, phase in found.items() if phase.pages == 1} >= {"parsing", "reading blocks", "Resiliparse"}
    assert sum(phase.share for phase in found.values()) == pytest.approx(1)


def test_the_time_of_a_phase_does_not_hold_that_of_phases_inside_it(monkeypatch: pytest.MonkeyPatch) -> None:
    now = 0.0

    def spend(seconds: float) -> None:
        nonlocal now
        now += seconds

    steps = SimpleNamespace(inner=lambda: spend(3), outer=lambda: (spend(1), steps.inner()))
    monkeypatch.setattr(measured, "_place", lambda place: (steps, place))
    monkeypatch.setattr(measured, "time", SimpleNamespace(process_time=lambda: now))

    def work(_page: Any) -> Any:
        return steps.outer()  # looked up anew each time, as the cleaner's functions are

    found = {phase.name: phase for phase in phases(work, [PAGE], {"outside": ["outer"], "inside": ["inner"]})}
    assert (found["outside"].cpu_ms, found["inside"].cpu_ms, found[REST].cpu_ms) == (1000, 3000, 0)
    assert (found["outside"].share, found["inside"].share) == (0.25, 0.75)


def test_an_exception_ends_its_page_and_the_functions_are_put_back(monkeypatch: pytest.MonkeyPatch) -> None:
    def crash() -> None:
        raise ValueError

    steps = SimpleNamespace(crash=crash)
    monkeypatch.setattr(measured, "_place", lambda place: (steps, place))
    found = phases(lambda page: steps.crash(), [PAGE] * 2, {"crash": ["crash"]})
    assert [phase.pages for phase in found] == [1, 1]
    assert steps.crash is crash


def test_the_table_ends_with_the_sum() -> None:
    table = phase_table([Phase("parsing", 1.0, 0.25, 1.0), Phase(REST, 3.0, 0.75, 1.0)])
    assert table.splitlines()[-1].split() == ["|", "all", "|", "4.00", "|", "100.0%", "|", "100%", "|"]
