"""View counters."""

from __future__ import annotations

import pytest

from cleaners.metadata.counts import counts_visits, read_view_count


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("Lượt xem: 1.572", 1572),
        ("| Lượt xem: 143 |", 143),
        ("[ Cập nhật vào ngày (17/02/2020) ] - [ Số lần xem: 902 ]", 902),
        ("7331 Lượt xem", 7331),
        ("17/02/201012:00 SA(Xem: 11,897)", 11897),
        ("Đã xem 3120 lần Sửa lần cuối ngày 02/07/2013", 3120),
        ("Báo Ven Sông 18/04/2022 13:40 2.318 lượt xem", 2318),
        ("18/03/2019 | 04:01 PM | View count: 536", 536),
        ("0 lượt xem", 0),
        ("1,2K views", 1200),
        ("Oct 5, 2020 · 1.2M views", 1_200_000),
        ("Просмотров: 1 234", 1234),
        ("浏览次数：123", 123),
        ("阅读 1.2万", 12_000),
        ("조회수 1,234", 1234),
        ("Dibaca: 45 kali", 45),
    ],
)
def test_the_articles_own_counter_is_read(text: str, count: int) -> None:
    assert read_view_count(text) == count


@pytest.mark.parametrize(
    "text",
    [
        "72,790,124 lượt truy cập",
        "Tổng lượt truy cập1,310,554",
        "Visitors: 123",
        "- Lịch tàu chạy: 41.220 lượt xem;",
        "Đoạn phim đạt 3.120 lượt xem.",
        "1.200 lượt chia sẻ",
        "Xem 10 món ngon ở bến đò",
        "đã xem 3 trận đấu",
        "Xem thêm: 5 việc nên làm",
        "View 12/03/2020",
        "Lượt xem",
    ],
)
def test_visitors_lists_and_sentences_are_no_counter(text: str) -> None:
    assert read_view_count(text) is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Visitas: 345", True),
        ("Hits: 12", True),
        ("访问次数：88", True),
        ("Lượt xem: 345", False),
        ("345 views", False),
    ],
)
def test_labels_that_may_count_visits_to_the_site_are_known(text: str, expected: bool) -> None:
    assert counts_visits(text) is expected
