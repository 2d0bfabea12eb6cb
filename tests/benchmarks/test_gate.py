"""The gate as a command: its exit status is what a pipeline goes by."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from benchmarks import gate
from benchmarks.extractors import EXTRACTORS
from benchmarks.floors import read_floors
from benchmarks.run import Runner, answer
from benchmarks.sets import GoldPage
from cleaners import Page

PARAGRAPHS = [
    "The town council agreed on Tuesday evening to rebuild the old swimming hall beside the river by next summer.",
    "Work on the roof starts in March, said the head of the building office, and the hall stays shut until it is done.",
    "The state pays for half of the cost, which the council puts at four million; the town borrows the other half.",
    "Children and pensioners will swim for nothing on weekday mornings, a promise that the mayor made before the vote.",
    "Until the hall opens again, the swimming club trains in the next town and pays the bus from its own funds.",
    "The council meets again in two weeks to choose the builder from the nine firms that have sent in their offers.",
]


@pytest.fixture
def data(tmp_path: Path) -> Path:
    folder = tmp_path / "sets"
    folder.mkdir()
    pages = [
        {"id": f"hall-{number}", "text": "\n".join(PARAGRAPHS[number:]), "body": PARAGRAPHS[number:]}
        for number in range(2)
    ]
    (folder / "halls.jsonl").write_text("\n".join(map(json.dumps, pages)))
    return folder


def run(data: Path, floors: Path, *more: str) -> int:
    return gate.main(["--data", str(data), "--floors", str(floors), "--workers", "1", *more])


def test_sets_without_floors_are_reported_and_not_judged(
    data: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    report = tmp_path / "report.json"
    assert run(data, tmp_path / "none.yaml", "--json", str(report)) == 0
    assert "halls *" in capsys.readouterr().out
    figures = json.loads(report.read_text())
    assert figures["fallen"] == []
    assert figures["sets"]["halls"]["pages"] == 2


def test_raised_floors_hold_and_a_fall_below_shuts_the_gate(
    data: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    floors = tmp_path / "floors.yaml"
    assert run(data, floors, "--raise") == 0
    assert run(data, floors) == 0
    lost = "The mayor thanked all who had written to her about the hall and promised to answer every single letter."
    pages = [json.loads(line) for line in (data / "halls.jsonl").read_text().splitlines()]
    for page in pages:
        page["body"].append(lost)
    (data / "halls.jsonl").write_text("\n".join(map(json.dumps, pages)))
    before = read_floors(floors)
    capsys.readouterr()
    assert run(data, floors, "--raise") == 1
    assert "FELL: halls: recall is" in capsys.readouterr().out
    after = read_floors(floors)
    assert all(after["halls"].at_least[name] >= floor for name, floor in before["halls"].at_least.items())
    assert all(after["halls"].at_most[name] <= ceiling for name, ceiling in before["halls"].at_most.items())


def test_a_set_with_floors_must_be_there_unless_sets_were_chosen(data: Path, tmp_path: Path) -> None:
    floors = tmp_path / "floors.yaml"
    floors.write_text("gone: {pages: 1, at_least: {f1: 0.5}, at_most: {}}")
    assert run(data, floors) == 1
    assert run(data, floors, "--sets", "halls") == 0


def test_a_drawn_part_of_a_set_is_reported_and_neither_judged_nor_raised(
    data: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    floors = tmp_path / "floors.yaml"
    floors.write_text("halls: {pages: 2, at_least: {f1: 2.0}, at_most: {}}")
    assert run(data, floors, "--limit", "1") == 0
    assert "halls *" in capsys.readouterr().out
    assert run(data, floors, "--limit", "2") == 1
    with pytest.raises(SystemExit):
        run(data, floors, "--limit", "1", "--raise")


def test_unreadable_data_is_neither_open_nor_shut(data: Path, tmp_path: Path) -> None:
    (data / "halls.jsonl").write_text("not json")
    assert run(data, tmp_path / "none.yaml") == 2
    assert run(tmp_path / "nowhere", tmp_path / "none.yaml") == 2


def test_an_exception_is_a_failure_named_by_its_type(monkeypatch: pytest.MonkeyPatch) -> None:
    def crash(page: Page) -> None:
        raise KeyError(page.content)

    monkeypatch.setitem(EXTRACTORS, "crash", crash)
    given = answer("crash", GoldPage("a", Page("text", "private words")))
    assert (given.outcome, given.problem) == ("failed", "KeyError")


def test_a_page_that_outlasts_its_deadline_costs_only_its_own_score() -> None:
    pages = [
        GoldPage(str(number), Page("text", "\n".join(PARAGRAPHS * (20_000 if number == 1 else 1))))
        for number in range(3)
    ]
    with Runner(1, deadline=0.001) as runner:
        late = runner.scores("trafilatura", pages[1:2])
    assert late[0].problem == "deadline exceeded"
    with Runner(1) as runner:
        assert [score.id for score in runner.scores("lines over 80 characters", pages)] == ["0", "1", "2"]
