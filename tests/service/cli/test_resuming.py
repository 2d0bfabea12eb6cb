"""Going on with answers on disk, whatever a kill left of them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from service.cli.resuming import Answers, Complete, NotResumable, measure
from tests.service.cli.support import write

MADE_FROM: dict[str, Any] = {"options": {"language": "en"}, "cleaner": {"rules": "1"}}


def line(index: int) -> bytes:
    return json.dumps({"index": index}).encode() + b"\n"


class Case:
    """An input of ten lines, each third of them bad, and the files that are made of it."""

    def __init__(self, folder: Path) -> None:
        self.source = write(folder / "in.jsonl", [f"line {number}" for number in range(10)])
        self.out, self.bad = folder / "out.jsonl", folder / "out.bad.jsonl"

    def answers(self, overwrite: bool = False, **changed: Any) -> Answers:
        return Answers(self.out, self.bad, measure(self.source, 1000), {**MADE_FROM, **changed}, overwrite)

    def go_on(self, upto: int, **changed: Any) -> int:
        """Answer the lines before ``upto``; how many had their answer before."""
        with self.answers(**changed) as answers:
            before = answers.done
            for index in range(before, upto):
                answers.append(line(index), {"index": index} if index % 3 == 0 else None)
            if upto == 10:
                answers.end()
        return before


@pytest.fixture
def case(tmp_path: Path) -> Case:
    return Case(tmp_path)


WHOLE = b"".join(map(line, range(10)))
BAD = [0, 3, 6, 9]


def check_whole(case: Case) -> None:
    assert case.out.read_bytes() == WHOLE
    assert [json.loads(row)["index"] for row in case.bad.read_text().splitlines()] == BAD


@pytest.mark.parametrize("torn", [b"", b'{"ind', b'{"index": 4}'])
@pytest.mark.parametrize("torn_bad", [b"", b'{"index": 4}\n', b'{"index": 4}\n{"ind', b"{"])
def test_what_a_kill_left_half_written_is_written_again(case: Case, torn: bytes, torn_bad: bytes) -> None:
    case.go_on(4)
    with case.out.open("ab") as out, case.bad.open("ab") as bad:
        out.write(torn)
        bad.write(torn_bad)
    assert case.go_on(10) == 4
    check_whole(case)


def test_a_kill_before_the_first_answer_leaves_a_beginning(case: Case) -> None:
    case.go_on(0)
    assert case.go_on(10) == 0
    check_whole(case)


def test_a_kill_after_the_last_answer_leaves_nothing_to_do(case: Case) -> None:
    case.go_on(9)
    with case.answers() as answers:
        answers.append(line(9), {"index": 9})
    assert case.go_on(10) == 10
    check_whole(case)
    assert not case.out.with_name("out.jsonl.run").exists()


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"options": {"language": "vi"}}, "the options are not the same"),
        ({"cleaner": {"rules": "2"}}, "the cleaner or its rules are not the same"),
    ],
)
def test_a_batch_is_not_gone_on_with_in_another_way(case: Case, changed: dict[str, Any], said: str) -> None:
    case.go_on(4)
    before = case.out.read_bytes()
    with pytest.raises(NotResumable, match=said):
        case.go_on(10, **changed)
    assert case.out.read_bytes() == before
    with case.answers(overwrite=True, **changed) as answers:
        assert answers.done == 0


def test_an_input_that_changed_is_noticed(case: Case) -> None:
    case.go_on(4)
    write(case.source, ["other"] * 10)
    with pytest.raises(NotResumable, match="the input has changed"):
        case.go_on(10)


def test_answers_that_were_changed_are_noticed(case: Case) -> None:
    case.go_on(4)
    case.out.write_bytes(b"".join([line(0), line(2)]))
    with pytest.raises(NotResumable, match="something other"):
        case.go_on(10)


def test_two_cannot_write_the_same_answers(case: Case) -> None:
    with case.answers(), pytest.raises(NotResumable, match="another process"):
        case.go_on(10)


def test_a_file_of_bad_lines_that_is_anothers_is_left_alone(case: Case) -> None:
    case.bad.write_text("mine\n")
    with pytest.raises(NotResumable, match="not from this batch"):
        case.go_on(10)
    assert case.bad.read_text() == "mine\n"


def test_a_whole_batch_is_known_as_such(case: Case) -> None:
    case.go_on(10)
    with pytest.raises(Complete):
        case.go_on(10)
    check_whole(case)
