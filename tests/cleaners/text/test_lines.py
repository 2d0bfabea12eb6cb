"""The lines of a page and their places in it."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cleaners.text.lines import make_line, seen_line, split_lines, width


def test_blank_lines_are_no_lines_but_leave_a_gap() -> None:
    lines = split_lines("Một\n\n \n\u00a0\nHai\nBa")
    assert [(line.text, line.gap) for line in lines] == [("Một", 0), ("Hai", 3), ("Ba", 0)]


def test_blanks_at_the_top_are_no_gap() -> None:
    assert split_lines("\n\n\nMột")[0].gap == 0


@pytest.mark.parametrize(
    "end", ["\n", "\r\n", "\r", "\x0b", "\x0c", "\x85", "\u2028", "\u2029", "\x1c", "\x1d", "\x1e"]
)
def test_every_line_break_parts_lines(end: str) -> None:
    sent = f"Một{end}Hai"
    assert [sent[line.start : line.end] for line in split_lines(sent)] == ["Một", "Hai"]


def test_places_are_those_of_the_text_as_sent() -> None:
    sent = " \t" + unicodedata.normalize("NFD", "Trường  học") + "\u00a0\n"
    (line,) = split_lines(sent)
    assert line.text == "Trường học"
    assert sent[line.start : line.end] == sent.strip()
    assert line.indent == 2


def test_a_line_of_unseen_characters_is_kept_without_text() -> None:
    sent = "Một\n\u200b\ufeff\nHai"
    lines = split_lines(sent)
    assert [line.text for line in lines] == ["Một", "", "Hai"]
    assert sent[lines[1].start : lines[1].end] == "\u200b\ufeff"


@pytest.mark.parametrize(
    ("sent", "bullet", "numbered"),
    [
        ("  • Trang chủ", True, False),
        ("- Điều này", True, False),
        ("-5 độ", False, False),
        ("1. Trang chủ", False, True),
        ("(12) Lưu ý", False, True),
        ("1.500 đồng", False, False),
        ("2019 là năm đầu", False, False),
    ],
)
def test_bullets_and_numbers_that_open_a_line_are_seen(sent: str, bullet: bool, numbered: bool) -> None:
    (line,) = split_lines(sent)
    assert (line.bullet, line.numbered) == (bullet, numbered)


def test_rules_see_a_line_without_its_bullet_and_in_one_spelling() -> None:
    (line,) = split_lines("  • Toà soạn: HÐND")
    assert line.plain == "Tòa soạn: HĐND"


def test_no_rule_sees_a_very_long_line() -> None:
    (line,) = split_lines("dài " * 100)
    assert line.plain == ""
    assert len(line.text) == 399


def test_letters_of_scripts_without_spaces_are_two_columns_wide() -> None:
    assert width("abc") == 3
    assert width("đường") == 5
    assert width("图书馆") == 6
    assert width("マチ") == 4


def test_a_mended_line_keeps_its_place() -> None:
    sent = "Một\n  &amp; hai"
    lines = split_lines(sent, lambda line: line.replace("&amp;", "&"))
    assert lines[1].text == "& hai"
    assert sent[lines[1].start : lines[1].end] == "&amp; hai"


def test_a_piece_of_a_line_is_a_line_like_others() -> None:
    sent = "12/05/2020 | Lượt xem: 9"
    piece = make_line(sent, 13, len(sent), 0, 0)
    assert (piece.text, piece.plain) == ("Lượt xem: 9", "Lượt xem: 9")


@pytest.mark.parametrize("text", ["• Lượt xem: 9", "(1) " + "Mười hai. " * 40 + "Hết"])
def test_a_line_that_is_seen_already_is_the_same_line(text: str) -> None:
    assert seen_line(text, 3, 1) == make_line(f"abc{text}", 3, 3 + len(text), 1, 0)


@given(st.text())
def test_lines_cover_all_that_is_not_blank_in_order(sent: str) -> None:
    end = 0
    for line in split_lines(sent):
        assert sent[end : line.start].strip() == ""
        assert line.start < line.end
        end = line.end
    assert sent[end:].strip() == ""
