"""Breadcrumbs."""

from __future__ import annotations

import pytest

from cleaners.metadata.section import is_home, read_breadcrumb, read_breadcrumb_items, read_unit_and_section

TITLE = "Ba cây cầu mới ở xã Bến Mây"


@pytest.mark.parametrize(
    ("text", "section"),
    [
        ("Trang chủ » Thông tin - Tuyên truyền » Tin cơ sở", ["Thông tin - Tuyên truyền", "Tin cơ sở"]),
        (f"Trang chủ    TIN TỨC    Tin giao thông    {TITLE}", ["TIN TỨC", "Tin giao thông"]),
        (f"Trang chủ / Tin tức / {TITLE}", ["Tin tức"]),
        (f"Bạn đang ở đây: Trang chủChuyện làng{TITLE}", ["Chuyện làng"]),
        ("Sie sind hier: Startseite > Rathaus & Politik > Presse", ["Rathaus & Politik", "Presse"]),
        ("Inicio / Actualidad / Noticias", ["Actualidad", "Noticias"]),
        ("首页 >> 国内 >> 正文", ["国内"]),
        ("Thể thao > Bóng đá huyện", ["Thể thao", "Bóng đá huyện"]),
        (f"Trang chủ » Tin tức » {TITLE[:20]}...", ["Tin tức"]),
        ("Home chevron_right Video", ["Video"]),
    ],
)
def test_the_way_from_home_is_read_without_home_and_title(text: str, section: list[str]) -> None:
    assert read_breadcrumb(text, TITLE) == section


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Trang chủ của báo có ba phần",
        "Trang chủ",
        "5 > 3",
        "Ông nói: >> xem tiếp",
        "« Trước Sau » Quay lại",
        "http://site.example/a > b",
        "Một đoạn văn dài » " + "chữ " * 120,
    ],
)
def test_what_is_no_breadcrumb_gives_nothing(text: str) -> None:
    assert read_breadcrumb(text, TITLE) == []


def test_a_breadcrumb_printed_as_a_list_is_read_too() -> None:
    assert read_breadcrumb_items(["1. Trang chủ", "2. » Tin tức", f"3. » {TITLE}"], TITLE) == ["Tin tức"]


def test_a_unit_with_its_section_is_taken_apart() -> None:
    assert read_unit_and_section("Ban Dân vận huyện Mây: Tin tức") == ["Ban Dân vận huyện Mây", "Tin tức"]
    assert read_unit_and_section("Tin tức") == []


def test_home_is_known_in_many_languages() -> None:
    assert all(is_home(word) for word in ("Trang chủ", "HOME", "Startseite", "Главная", "首页", "หน้าแรก"))
    assert not is_home("Tin tức")
