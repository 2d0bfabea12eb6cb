"""Which line is the headline."""

from __future__ import annotations

import pytest

from cleaners.text.headline import find_headline
from tests.cleaners.text.drafting import STORY, TITLE, draft_of, page_of

MENU = ("Trang chủ", "Giới thiệu", "Tin tức", "Văn bản", "Liên hệ")


def headline(*parts: str | tuple[str, ...]) -> str | None:
    draft = draft_of(page_of(*parts))
    at = find_headline(draft)
    return None if at is None else draft.lines[at].text


@pytest.mark.parametrize(
    "above",
    [
        (),
        MENU,
        (*MENU, "Thứ Năm, ngày 4 tháng 3 năm 2021 - 7:01:35 PM"),
        ("Trang chủ » Tin tức » Giao thông",),
        ("SỞ GIAO THÔNG TỈNH VẠN NINH", *MENU),
        (*MENU, "Lượt xem: 1.572"),
    ],
)
def test_the_headline_stands_above_the_story_whatever_stands_above_it(above: tuple[str, ...]) -> None:
    assert headline(above, TITLE, "14/10/2024 06:30", STORY) == TITLE


def test_the_date_may_stand_above_the_headline() -> None:
    assert headline(MENU, "14/10/2024 06:30", TITLE, STORY) == TITLE


def test_a_kicker_is_no_headline() -> None:
    assert headline(MENU, "Giao thông", TITLE, "14/10/2024", STORY) == TITLE


def test_a_caption_is_no_headline() -> None:
    assert headline(MENU, TITLE, "14/10/2024", "Cầu treo bản Lim - Ảnh: Lò Văn Inh", STORY) == TITLE


def test_the_first_sentence_of_a_story_without_a_headline_is_none() -> None:
    assert headline(STORY) is None


def test_the_first_line_of_a_wrapped_paragraph_is_no_headline() -> None:
    wrapped = (
        "Cầu treo bản Lim nằm vắt qua khe núi, quanh năm mây phủ. Mặt cầu",
        "chỉ rộng hơn một sải tay, xe máy qua phải dắt.",
    )
    assert headline(wrapped, STORY) is None


def test_a_numbered_menu_item_is_no_headline() -> None:
    assert headline("1. Trang chủ", "2. Thủ tục hành chính công trực tuyến", TITLE, "14/10/2024", STORY) == TITLE


def test_a_headline_may_be_a_question() -> None:
    assert headline(MENU, "Vì sao cầu treo bản Lim chậm thông xe?", "14/10/2024", STORY) == (
        "Vì sao cầu treo bản Lim chậm thông xe?"
    )
