"""Whether a piece of a line is something by itself."""

from __future__ import annotations

import pytest

from cleaners.rules.engine import rule_book
from cleaners.text.recogniser import Recogniser, recogniser


@pytest.fixture
def known() -> Recogniser:
    return recogniser(rule_book().for_language("vi"), "vi")


@pytest.mark.parametrize("piece", ["Lượt xem: 214", "Nguyễn Thị Lụa", "Tác giả: Hà My", "Ý kiến bạn đọc"])
def test_counters_names_bylines_and_headings_are_something_by_themselves(known: Recogniser, piece: str) -> None:
    assert known.recognise(piece, False)


@pytest.mark.parametrize("piece", ["", "x", "cả thôn ra đồng từ tờ mờ sáng", "dài " * 200])
def test_a_part_of_a_sentence_is_not(known: Recogniser, piece: str) -> None:
    assert not known.recognise(piece, False)


def test_a_heading_is_no_credit(known: Recogniser) -> None:
    assert not known.recognise("Ý kiến bạn đọc", True)


def test_a_short_line_is_never_cut(known: Recogniser) -> None:
    assert known.cuts("A | B") == ()


def test_a_line_is_cut_at_its_bars_the_same_way_each_time(known: Recogniser) -> None:
    line = "Nguyễn Thị Lụa | Lượt xem: 214"
    cuts = known.cuts(line)
    assert [line[cut:] for cut in cuts] == ["Lượt xem: 214"]
    assert known.cuts(line) == cuts


def test_what_is_remembered_belongs_to_rules_and_language(known: Recogniser) -> None:
    rules = rule_book().for_language("vi")
    assert recogniser(rules, "vi") is known
    assert recogniser(rules, "de") is not known
