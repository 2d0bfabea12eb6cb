"""Site names around headlines."""

from __future__ import annotations

import pytest

from cleaners.metadata.titles import cut_site_name


@pytest.mark.parametrize(
    ("title", "names", "headline", "site"),
    [
        ("Mở lớp chữ Thái - Báo Bến Mây", (), "Mở lớp chữ Thái", "Báo Bến Mây"),
        ("A bridge opens at last | The Harbour", (), "A bridge opens at last", "The Harbour"),
        ("Bến Mây Online - Xã mở cầu mới", ("Bến Mây Online",), "Xã mở cầu mới", "Bến Mây Online"),
        ("Xã mở cầu - Kinh tế - benmay.vn", ("benmay.vn",), "Xã mở cầu - Kinh tế", "benmay.vn"),
        ("Xã mở cầu mới – Cổng thông tin điện tử Mây", (), "Xã mở cầu mới", "Cổng thông tin điện tử Mây"),
        ("Xã mở cầu mới ở bến cũ | Văn nghệ | Báo Bến Mây", (), "Xã mở cầu mới ở bến cũ", "Báo Bến Mây"),
        ("Stadt Benmai | Das Bad am Graben öffnet", ("benmai.example",), "Das Bad am Graben öffnet", "Stadt Benmai"),
        ("北山的声音：有你才有城！-北山网", (), "北山的声音：有你才有城！", "北山网"),
        ("Xã mở cầu mới ở bến | Đọc Tin 360", (), "Xã mở cầu mới ở bến", "Đọc Tin 360"),
        ("Headline\n here again  »  Benmay.com", (), "Headline here again", "Benmay.com"),
    ],
)
def test_the_sites_name_is_cut(title: str, names: tuple[str, ...], headline: str, site: str) -> None:
    assert cut_site_name(title, names) == (headline, site)


@pytest.mark.parametrize(
    "title",
    [
        "Giá lúa hôm nay - tăng mạnh",
        "Bến Mây - Sông Trà",
        "Mayor: I go - he stays",
        "Không có dấu nào",
        "Từ 2019 - 2021: hai mùa lũ",
        "",
    ],
)
def test_a_dash_of_the_headline_itself_is_kept(title: str) -> None:
    assert cut_site_name(title) == (title, None)
