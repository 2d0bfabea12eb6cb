"""What kind of chrome a line is, and why."""

from __future__ import annotations

import pytest

from cleaners import Article, Page, clean
from cleaners.segments import Segment
from tests.cleaners.text.drafting import STORY, TITLE, page_of

MENU = ("Trang chủ", "Giới thiệu", "Tin tức", "Văn bản", "Liên hệ")


def article(*parts: str | tuple[str, ...]) -> Article:
    return clean(Page("text", page_of(*parts), language="vi"))


def verdict(found: Article, text: str) -> Segment:
    return next(segment for segment in found.segments if segment.text == text)


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("In trang", "toolbar"),
        ("Chia sẻ Facebook", "share"),
        ("Bình luận (0)", "comment"),
        ("Tổng truy cập: 9.218.406", "counter"),
        ("Điện thoại: 0299 555 0101", "contact"),
        ("Đăng nhập", "search_login"),
        ("IMG_2207.JPG", "image_alt"),
        ("Thăm dò ý kiến", "poll"),
        ("Thiết kế bởi Nậm Lim Soft", "copyright"),
    ],
)
def test_a_line_that_a_rule_knows_is_of_the_rules_kind(line: str, kind: str) -> None:
    segment = verdict(article(MENU, TITLE, "14/10/2024", STORY, line), line)
    assert (segment.role, segment.kind) == ("removed", kind)
    assert segment.rule is not None
    assert not segment.rule.startswith("text.")


@pytest.mark.parametrize("line", ["Visitors today: 14", "Online: 3", "You are visitor number 1204"])
def test_one_counter_of_visitors_is_one_without_others_beside_it(line: str) -> None:
    assert verdict(article(TITLE, "14/10/2024", STORY, line), line).kind == "counter"


def test_a_notice_of_the_site_ends_what_a_heading_of_comments_heads() -> None:
    found = article(TITLE, "14/10/2024", STORY, "Bình luận", "Hay quá", "© 2024 Trang tin bản Lim", "Nậm Lim quê tôi")
    assert verdict(found, "Hay quá").kind == "comment"
    assert verdict(found, "Nậm Lim quê tôi").kind == "navigation"


def test_a_number_alone_is_no_comment() -> None:
    assert verdict(article(TITLE, "14/10/2024", STORY, "Giá lúa", "318442"), "318442").kind == "other"
    assert verdict(article(TITLE, "14/10/2024", STORY, "Tổng truy cập: 12", "318442"), "318442").kind == "counter"
    assert verdict(article(TITLE, "14/10/2024", STORY, "Các tin khác", "07:47"), "07:47").kind == "related"


def test_chrome_that_is_printed_again_is_the_same_chrome() -> None:
    found = article(MENU, TITLE, "14/10/2024", STORY, "Giới thiệu", TITLE)
    assert [s.kind for s in found.segments if s.text == "Giới thiệu"] == ["navigation", "navigation"]
    assert [s.kind for s in found.segments if s.text == TITLE][1:] == ["duplicate"]


def test_days_of_one_month_are_no_words_of_pictures() -> None:
    found = article(TITLE, "14/10/2024", STORY, "Tin trong tỉnh May 14, 2025", "Xa lộ", "Tin trong tỉnh May 15, 2025")
    assert all(segment.kind != "image_alt" for segment in found.segments)


def test_a_postal_address_below_the_text_is_a_contact() -> None:
    line = "5 Mill Road, Exampleton, Northern Vale, EX4 7QD"
    assert verdict(article(TITLE, "14/10/2024", STORY, line), line).kind == "contact"


def test_titles_under_a_heading_of_related_articles_belong_to_it() -> None:
    found = article(
        MENU, TITLE, "14/10/2024", STORY, "Các tin khác", "Mở lại bến phà Cồn Tràm", "Cấm xe tải qua cầu Đông Phố"
    )
    assert verdict(found, "Mở lại bến phà Cồn Tràm").kind == "related"
    assert verdict(found, "Cấm xe tải qua cầu Đông Phố").kind == "related"


def test_a_menu_that_comes_back_below_the_story_is_removed_again() -> None:
    found = article(MENU, TITLE, "14/10/2024", STORY, MENU)
    assert [s.role for s in found.segments if s.text in MENU] == ["removed"] * 10


def test_the_title_printed_again_is_a_duplicate() -> None:
    found = article(MENU, TITLE, "14/10/2024", TITLE, STORY)
    assert [(s.role, s.kind) for s in found.segments if s.text == TITLE] == [("title", None), ("removed", "duplicate")]


def test_the_title_with_a_number_is_the_text_of_a_picture() -> None:
    found = article(MENU, TITLE, "14/10/2024", STORY[:3], f"{TITLE} - 1", STORY[3:])
    assert verdict(found, f"{TITLE} - 1").kind == "image_alt"


def test_a_line_printed_twice_beside_a_picture_is_a_caption_once() -> None:
    line = "Dân quân trực ở đầu cầu phía bản"
    found = article(MENU, TITLE, "14/10/2024", STORY[:3], line, line, STORY[3:])
    assert sorted((s.role, s.kind) for s in found.segments if s.text == line) == [
        ("caption", None),
        ("removed", "duplicate"),
    ]
    assert [image.caption for image in found.images] == [line]


def test_a_line_of_unseen_characters_is_accounted_for() -> None:
    found = article(MENU, TITLE, "14/10/2024", STORY[:3], "\u200b\ufeff", STORY[3:])
    assert verdict(found, "\u200b\ufeff").kind == "other"


def test_every_removed_line_has_a_reason() -> None:
    found = article(MENU, TITLE, "14/10/2024", STORY, "Các tin khác", "Mở lại bến phà Cồn Tràm", "Xin chào", MENU)
    assert all(s.rule for s in found.segments if s.role == "removed")
