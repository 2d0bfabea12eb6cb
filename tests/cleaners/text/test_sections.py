"""Where an article stands on its site, and what it is tagged with."""

from __future__ import annotations

import pytest

from cleaners.text.facts import Facts, find_title
from cleaners.text.sections import read_sections, read_tags
from tests.cleaners.text.drafting import STORY, TITLE, facts_of, page_of


def read(*parts: str | tuple[str, ...]) -> Facts:
    facts = facts_of(page_of(*parts))
    for reader in (find_title, read_sections, read_tags):
        reader(facts)
    return facts


@pytest.mark.parametrize(
    "line",
    [
        "Trang chủ » Xã hội » Giao thông",
        "Trang chủ > Xã hội > Giao thông",
        "Trang chủ / Xã hội / Giao thông",
        f"Trang chủ » Xã hội » Giao thông » {TITLE}",
        "Bạn đang ở đây: Trang chủ » Xã hội » Giao thông",
        "Trang chủ    Xã hội    Giao thông",
    ],
)
def test_a_breadcrumb_is_read_without_home_and_title(line: str) -> None:
    assert read(line, TITLE, "14/10/2024", STORY).meta.section == ["Xã hội", "Giao thông"]


def test_a_breadcrumb_printed_as_a_list_is_read() -> None:
    assert read("1. Trang chủ", "2. Giao thông", TITLE, "14/10/2024", STORY).meta.section == ["Giao thông"]


def test_a_menu_above_the_title_is_no_breadcrumb() -> None:
    facts = read("Trang chủ", "Giới thiệu", "Tin tức", "Văn bản", "Hỏi đáp", "Liên hệ", TITLE, "14/10/2024", STORY)
    assert facts.meta.section == []


def test_menu_words_that_a_page_begins_with_are_no_breadcrumb() -> None:
    assert read("Trang chủ", "Tin tức", TITLE, "14/10/2024", STORY).meta.section == []
    assert read("Xã Bến Mây", "Trang chủ", "Giao thông", TITLE, "14/10/2024", STORY).meta.section == ["Giao thông"]


@pytest.mark.parametrize(
    "line", ["Trang chủ | Góp ý | English", "Trang chủ / Liên hệ / English", "Trang chủ    Góp ý    English"]
)
def test_a_menu_in_one_line_is_no_breadcrumb(line: str) -> None:
    facts = read(line, TITLE, "14/10/2024", STORY)
    assert facts.meta.section == []
    assert facts.draft.kinds[0] in ("navigation", None)


def test_a_label_names_a_section_whatever_else_it_says() -> None:
    facts = read(TITLE, "Chuyên mục: Liên hệ bạn đọc", "14/10/2024", STORY)
    assert facts.meta.section == ["Liên hệ bạn đọc"]


def test_a_sentence_about_the_home_page_is_no_breadcrumb() -> None:
    facts = read(TITLE, "14/10/2024", STORY[:2], "Trang chủ > là nơi người dân xem giờ thông xe mỗi ngày.", STORY[2:])
    assert facts.meta.section == []


def test_a_breadcrumb_says_where_it_was_read() -> None:
    facts = read("Trang chủ » Giao thông", TITLE, "14/10/2024", STORY)
    assert facts.meta.provenance["section"].raw == "Trang chủ » Giao thông"
    assert facts.draft.roles[0] == "section"


@pytest.mark.parametrize(
    "lines",
    [
        ("Từ khóa: cầu treo, bản Lim, lũ",),
        ("Tags: cầu treo, bản Lim, lũ",),
        ("Từ khóa:", "cầu treo, bản Lim, lũ"),
        ("Từ khóa:", "  • cầu treo", "  • bản Lim", "  • lũ"),
    ],
)
def test_tags_below_the_story_are_read(lines: tuple[str, ...]) -> None:
    assert read(TITLE, "14/10/2024", STORY, lines).meta.keywords == ["cầu treo", "bản Lim", "lũ"]


def test_the_number_of_a_post_is_no_tag() -> None:
    assert read(TITLE, "14/10/2024", STORY, "#1").meta.keywords == []
    assert read(TITLE, "14/10/2024", STORY, "#cautreo #banlim").meta.keywords == ["cautreo", "banlim"]


def test_a_page_without_tags_has_none() -> None:
    assert read(TITLE, "14/10/2024", STORY, "Các tin khác").meta.keywords == []
