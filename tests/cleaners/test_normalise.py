"""How a line is read before anything is matched against it."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cleaners.normalise import bare, canonical, composed, fold_tones, key, plain_key, visible


@pytest.mark.parametrize(
    ("printed", "folded"),
    [
        ("hoá", "hóa"),
        ("thuỷ", "thủy"),
        ("uỷ ban", "ủy ban"),
        ("khoẻ", "khỏe"),
        ("HOÀ", "HÒA"),
        ("Toà soạn", "Tòa soạn"),
    ],
)
def test_both_ways_to_place_a_tone_become_one(printed: str, folded: str) -> None:
    assert fold_tones(printed) == folded
    assert fold_tones(folded) == folded


@pytest.mark.parametrize("word", ["quý", "quỳ", "hoàn", "toán", "thuyền", "khoảng", "café"])
def test_words_with_one_place_for_their_tone_stay(word: str) -> None:
    assert fold_tones(word) == word


def test_what_a_reader_does_not_see_is_dropped() -> None:
    assert visible("\ufeffTin\u200b tức\u00ad \ue8b6mới\x00") == "Tin tức mới"


def test_every_blank_is_one_space() -> None:
    assert visible("  Tin\u00a0\u00a0tức\t\u3000mới \u2028 nhất ") == "Tin tức mới nhất"


def test_decomposed_letters_are_composed() -> None:
    assert visible(unicodedata.normalize("NFD", "Trường tiểu học")) == "Trường tiểu học"


def test_underlined_letters_lose_their_line() -> None:
    assert visible("T\u0332i\u0332n\u0332") == "Tin"


def test_look_alikes_of_the_vietnamese_d_are_folded() -> None:
    assert canonical("HÐND và Ɖoàn ðội") == "HĐND và Đoàn đội"


@pytest.mark.parametrize(
    ("line", "stripped"),
    [
        ("• Trang chủ", "Trang chủ"),
        ("| Đăng nhập |", "Đăng nhập"),
        ("[ Số lần xem: 9 ]", "Số lần xem: 9"),
        ("» Tin", "Tin"),
    ],
)
def test_bullets_and_brackets_around_a_line_are_taken_off(line: str, stripped: str) -> None:
    assert bare(line) == stripped


@pytest.mark.parametrize("line", ["•", "| |", "---", "***"])
def test_a_line_of_signs_only_stays(line: str) -> None:
    assert bare(line) == line


def test_two_lines_that_say_the_same_have_one_key() -> None:
    assert key("Cầu treo bản Lim: thông xe!") == key("CẦU TREO BẢN LIM – THÔNG XE")
    assert key("Cầu treo") != key("Cau treo")


def test_a_plain_key_has_no_accents() -> None:
    assert plain_key("Đường lên bản Tà Xo") == plain_key("duong-len-ban-ta-xo") == "duonglenbantaxo"


@given(st.text())
def test_reading_a_line_twice_changes_nothing_more(text: str) -> None:
    once = visible(text)
    assert visible(once) == once
    assert unicodedata.is_normalized("NFC", once)
    assert canonical(canonical(text)) == canonical(text)


@given(st.text())
def test_keys_hold_letters_and_digits_only(text: str) -> None:
    assert not any(c.isspace() or c in "_-.,:;|" for c in key(text))


def test_a_letter_and_its_mark_are_composed_across_what_nobody_sees() -> None:
    assert visible("e\u200b\u0301t\u00e9") == "été"


def test_of_marks_heaped_on_a_letter_most_are_dropped() -> None:
    said = composed("a" + "\u0301\u0323" * 100_000 + "b " + "m" * 100)
    assert len(said) < 200
    assert (said[0], said[-102:]) == ("ạ", "b " + "m" * 100)


def test_a_long_text_of_signs_or_of_decomposed_letters_loses_nothing() -> None:
    for text in ("─" * 5_000, "👍🏽" * 2_000, "Hội chợ ở xã mở lại. " * 500):
        assert composed(unicodedata.normalize("NFD", text)) == unicodedata.normalize("NFC", text)
