"""Lines that hold several things are taken apart, others are left alone."""

from __future__ import annotations

from itertools import pairwise

import pytest

from cleaners.rules.engine import rule_book
from cleaners.text.glue import seams
from cleaners.text.recogniser import recogniser

PROSE = "Buổi lễ kết thúc lúc mười giờ, bà con còn nán lại bên bếp lửa, kể cho nhau nghe chuyện mùa màng năm cũ"


def pieces(raw: str, language: str = "vi") -> list[str]:
    cuts = seams(raw, recogniser(rule_book().for_language(language), language).recognise)
    return [raw[a:b].strip() for a, b in pairwise([0, *cuts, len(raw)])]


def test_a_name_and_a_heading_glued_to_the_last_sentence_come_off() -> None:
    assert pieces(f"{PROSE}.Huy AnhCác ý kiến của bạn đọc") == [f"{PROSE}.", "Huy Anh", "Các ý kiến của bạn đọc"]


def test_a_credit_glued_to_the_last_sentence_comes_off() -> None:
    assert pieces(f"{PROSE}.Theo Dân trí") == [f"{PROSE}.", "Theo Dân trí"]


def test_initials_behind_the_last_sentence_and_a_blank_come_off() -> None:
    assert pieces(f"{PROSE}. Theo Báo Núi") == [f"{PROSE}.", "Theo Báo Núi"]


@pytest.mark.parametrize(
    "end",
    [
        " tại TP.HCM",
        " tại TP.Hồ Chí Minh",
        " theo lời cố GS.Nguyễn Văn Tường",
        " trên chiếc iPhone",
        " như báo VnExpress",
        " ở phường P.13",
        " do T.Ư Đoàn phát động.",
    ],
)
def test_words_that_look_glued_stay_whole(end: str) -> None:
    assert pieces(PROSE + end) == [PROSE + end]


def test_a_caption_keeps_its_photographer() -> None:
    line = f"{PROSE}. Ảnh: Hữu Phúc"
    assert pieces(line) == [line]


def test_date_counter_and_poster_in_one_line_come_apart() -> None:
    assert pieces("Đăng ngày: 15/01/2021 - 8:41 AM | Lượt xem: 143 | Mai Thị Hoa") == [
        "Đăng ngày: 15/01/2021 - 8:41 AM |",
        "Lượt xem: 143 |",
        "Mai Thị Hoa",
    ]


@pytest.mark.parametrize("line", ["18:00 | 22/05/2022", "22/05/2022 | 18:00", "09.06.2023 | 19:39 PM"])
def test_a_day_and_its_time_stay_together(line: str) -> None:
    assert pieces(line) == [line]


@pytest.mark.parametrize("line", ["Cà chua | kg | 14.500", "Đội nhà | Đội khách | Tỉ số", "Một • Hai • Ba"])
def test_rows_of_a_table_stay_whole(line: str) -> None:
    assert pieces(line) == [line]


def test_links_before_the_prose_come_off() -> None:
    line = f">> Cấm xe tải qua cầu >> Mở lại bến phà Cồn Tràm{PROSE}."
    assert pieces(line)[-1] == f"{PROSE}."


def test_a_question_behind_two_signs_stays_whole() -> None:
    line = f">> {PROSE}?"
    assert pieces(line) == [line]
