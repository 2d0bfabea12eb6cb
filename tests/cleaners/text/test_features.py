"""Lines in numbers: as many as the scorer was trained on, and meaning what their names say."""

from __future__ import annotations

import math

import pytest

from cleaners.text.features import NAMES, features
from cleaners.text.lines import split_lines
from tests.cleaners.text.drafting import STORY, draft_of, page_of


def rows_of(sent: str, language: str | None = "vi") -> list[dict[str, float]]:
    draft = draft_of(sent, language)
    return [dict(zip(NAMES, row, strict=True)) for row in features(draft.lines, language)]


def test_every_line_has_one_number_for_each_name() -> None:
    sent = page_of("Trang chủ", STORY, "Đang online: 12", "\u200b")
    assert len(set(NAMES)) == len(NAMES)
    assert len(rows_of(sent)) == len(STORY) + 3


def test_all_numbers_are_finite() -> None:
    for sent in ("a", ".", "1\n2\n3", "🙂", "\u200b\nx", page_of(STORY), "图书馆\n每晚开放。"):
        for row in rows_of(sent, None):
            assert all(math.isfinite(value) for value in row.values())


def test_a_page_without_lines_has_no_rows() -> None:
    assert list(features([], "vi")) == []


def test_digits_are_a_share_of_the_line() -> None:
    rows = rows_of("12345\nab123\nchữ thôi")
    assert [row["digits"] for row in rows] == pytest.approx([1.0, 0.6, 0.0])


def test_capitals_are_counted_by_words() -> None:
    assert rows_of("Ông Lò Văn Pánh")[0]["uppers"] == 1.0
    assert rows_of("Ông đi chợ sớm")[0]["uppers"] == 0.25


def test_a_line_that_comes_again_says_so() -> None:
    rows = rows_of("Trang chủ\nTin tức\nTrang chủ")
    assert [row["repeats"] for row in rows] == [1.0, 0.0, 1.0]


def test_gaps_are_told_before_and_after() -> None:
    rows = rows_of("Một\n\n\nHai\nBa")
    assert [row["gap"] for row in rows] == [0.0, 2.0, 0.0]
    assert [row["gap_after"] for row in rows][:2] == [2.0, 0.0]


def test_a_line_knows_its_neighbours() -> None:
    rows = rows_of(page_of("Trang chủ", STORY))
    assert rows[1]["width-1"] == rows[0]["width"]
    assert rows[0]["width+1"] == rows[1]["width"]
    assert rows[0]["width-1"] == 0.0


def test_prose_before_and_after_a_line_adds_up() -> None:
    rows = rows_of(page_of(STORY))
    assert rows[0]["prose_before"] == 0.0
    assert rows[-1]["prose_left"] == pytest.approx(0.0)
    assert rows[2]["prose_before"] + rows[2]["prose_left"] < 1.0


def test_words_that_prose_cannot_do_without_are_noticed() -> None:
    prose, menu = rows_of("Cầu của bản đã được sửa và các hộ trong bản không còn phải đi vòng nữa.\nVăn hóa Thể thao")
    assert prose["function"] > menu["function"]


def test_of_a_language_without_a_word_list_nothing_is_said() -> None:
    assert rows_of("Habari za asubuhi kutoka kijijini", "sw")[0]["function"] == -1.0


def test_numbers_do_not_depend_on_how_letters_are_composed() -> None:
    import unicodedata

    sent = page_of("Trang chủ", STORY)
    composed = list(features(split_lines(sent), "vi"))
    decomposed = list(features(split_lines(unicodedata.normalize("NFD", sent)), "vi"))
    assert [list(row) for row in composed] == [list(row) for row in decomposed]
