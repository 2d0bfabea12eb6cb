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
        self.note = folder / "out.jsonl.run"

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
    with pytest.raises(Complete):
        case.go_on(10)
    check_whole(case)


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"options": {"language": "vi"}}, "with other options"),
        ({"cleaner": {"rules": "2"}}, "with another cleaner or other rules"),
    ],
)
@pytest.mark.parametrize("upto", [4, 10])
def test_a_batch_is_neither_gone_on_with_in_another_way_nor_taken_for_it(
    case: Case, upto: int, changed: dict[str, Any], said: str
) -> None:
    case.go_on(upto)
    before = case.out.read_bytes()
    with pytest.raises(NotResumable, match=said):
        case.go_on(10, **changed)
    assert case.out.read_bytes() == before
    with case.answers(overwrite=True, **changed) as answers:
        assert answers.done == 0


@pytest.mark.parametrize("upto", [4, 10])
def test_an_input_that_changed_is_noticed(case: Case, upto: int) -> None:
    case.go_on(upto)
    write(case.source, ["other"] * 10)
    with pytest.raises(NotResumable, match="from another input"):
        case.go_on(10)


@pytest.mark.parametrize("upto", [4, 10])
def test_answers_without_a_note_of_what_they_are_made_from_are_left_alone(case: Case, upto: int) -> None:
    case.go_on(upto)
    case.note.unlink()
    before = case.out.read_bytes()
    with pytest.raises(NotResumable, match=r"no out\.jsonl\.run says what it was made from"):
        case.go_on(10)
    assert case.out.read_bytes() == before


def test_a_note_whose_answers_were_moved_away_binds_nobody(case: Case) -> None:
    case.go_on(10)
    case.out.rename(case.out.with_name("kept.jsonl"))
    with pytest.raises(NotResumable, match="move it away"):
        case.go_on(10, options={"language": "vi"})
    case.bad.unlink()
    assert case.go_on(10, options={"language": "vi"}) == 0
    check_whole(case)
    with pytest.raises(NotResumable, match="other options"):
        case.go_on(10)


@pytest.mark.parametrize("more", [b"mine", b"mine\n", line(10)])
def test_what_was_added_to_a_whole_batch_is_not_cut_off(case: Case, more: bytes) -> None:
    case.go_on(10)
    case.out.write_bytes(WHOLE + more)
    with pytest.raises(NotResumable, match="something other"):
        case.go_on(10)
    assert case.out.read_bytes() == WHOLE + more


def test_bad_lines_of_an_earlier_call_are_counted(case: Case) -> None:
    case.go_on(4)
    with case.answers() as answers:
        assert (answers.done, answers.bad_before) == (4, 2)


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
