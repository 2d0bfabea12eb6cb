from __future__ import annotations

import random

import pytest

from cleaners.repetition import KeptLines, Sites, fingerprint, kept_lines
from cleaners.segments import Segment

CALL = "Mời bạn đọc gửi ý kiến về tòa soạn."


def page(*lines: str) -> KeptLines:
    return kept_lines([Segment(line, "body") for line in lines])


def article(number: int, *lines: str) -> KeptLines:
    """The lines of an article of its own, with ``lines`` below."""
    own = [f"Đoạn {part} của bài thứ {number} kể một chuyện không bài nào khác kể." for part in range(4)]
    return page(*own, *lines)


def test_lines_that_say_the_same_have_the_same_fingerprint() -> None:
    assert fingerprint(CALL) == fingerprint(f"•  {CALL.upper()}  ")
    assert fingerprint(CALL) != fingerprint(CALL + " Cảm ơn.")
    assert fingerprint("Ảnh: Mai") is None


def test_only_text_is_looked_at_and_not_what_stands_around_it() -> None:
    segments = [
        Segment("Đoạn mở đầu của bài viết này.", "lead"),
        Segment("Đoạn thứ hai của bài viết này.", "body"),
        Segment("Lò Thị Mẩy, phóng viên báo Núi", "byline"),
        Segment("Trang chủ › Tin tức › Văn hóa", "removed", "navigation"),
    ]
    assert list(kept_lines(segments)) == [fingerprint(segment.text) for segment in segments[:2]]


@pytest.mark.parametrize(
    ("pages", "with_it", "recurs"),
    [(2, 2, False), (3, 3, True), (5, 3, True), (6, 3, False), (6, 4, True), (60, 30, False), (60, 31, True)],
)
def test_a_line_recurs_on_three_pages_and_on_more_than_half_of_them(pages: int, with_it: int, recurs: bool) -> None:
    sites = Sites()
    for number in range(pages):
        sites.add("bao.example", article(number, CALL) if number < with_it else article(number))
    assert sites.recurring("bao.example", article(0, CALL)) == ({fingerprint(CALL)} if recurs else set())


def test_what_recurs_on_one_host_says_nothing_of_another() -> None:
    sites = Sites()
    for number in range(6):
        sites.add(f"bao{number % 3}.example", article(number, CALL))
    for number in range(4):
        assert not sites.recurring(f"bao{number}.example", article(0, CALL))


def test_a_line_printed_twice_on_a_page_counts_once() -> None:
    sites = Sites()
    sites.add("bao.example", article(1, CALL, CALL, CALL))
    assert not sites.recurring("bao.example", article(1, CALL))


def test_an_article_printed_again_does_not_make_its_own_lines_recur() -> None:
    sites = Sites()
    for _ in range(10):
        sites.add("bao.example", article(1))
    assert not sites.recurring("bao.example", article(1))


def test_what_a_site_says_from_some_day_on_is_found_out() -> None:
    sites = Sites()
    for number in range(3_000):
        sites.add("bao.example", article(number))
    for number in range(3_000, 4_000):
        sites.add("bao.example", article(number, CALL))
    assert sites.recurring("bao.example", article(4_000, CALL)) == {fingerprint(CALL)}


def test_memory_is_bounded_whatever_goes_by() -> None:
    chance = random.Random(1)
    sites = Sites()
    for number in range(3_000):
        sites.add(f"bao{number}.example", {chance.getrandbits(64): 40 for _ in range(200)})
        sites.add("bao.example", {chance.getrandbits(64): 40 for _ in range(200)})
    held = sum(len(site.counts) for site in sites._sites.values())
    assert held <= 200_000
    assert held == sites._lines


def test_a_page_of_very_many_lines_is_looked_at_in_part() -> None:
    assert len(page(*[f"Dòng số {number} của một bảng rất dài" for number in range(5_000)])) == 1_000
