"""Licence, reuse notice and owner, read from the foot of the page."""

from __future__ import annotations

from cleaners.text.facts import Facts, find_title
from cleaners.text.footer import read_footer
from tests.cleaners.text.drafting import STORY, TITLE, facts_of, page_of

LICENCE = "Giấy phép số: 18/GP-TTĐT do Sở Thông tin và Truyền thông tỉnh Vạn Ninh cấp ngày 06/03/2019"


def read(*tail: str, language: str = "vi", story: tuple[str, ...] = STORY) -> Facts:
    facts = facts_of(page_of(TITLE, "14/10/2024", story, *tail), language)
    find_title(facts)
    read_footer(facts)
    return facts


def test_a_licence_is_taken_to_pieces() -> None:
    licence = read(LICENCE).meta.licence
    assert licence is not None
    assert (licence.number, licence.issued_on) == ("18/GP-TTĐT", "2019-03-06")
    assert licence.issuer == "Sở Thông tin và Truyền thông tỉnh Vạn Ninh"
    assert licence.text == LICENCE


def test_a_licence_told_of_in_the_story_is_none_of_the_sites() -> None:
    story = (
        *STORY[:3],
        "Tháng trước, sở đã cấp giấy phép số 18/GP-TTĐT cho trang tin của xã và thu hồi hai giấy phép khác.",
        *STORY[3:],
    )
    assert read("Các tin khác", story=story).meta.licence is None


def test_a_reuse_notice_is_kept_as_printed_and_names_the_owner() -> None:
    notice = '® Ghi rõ nguồn "Cổng thông tin huyện Tân Hà" khi phát hành lại thông tin từ website này'
    meta = read(notice).meta
    assert meta.rights == notice
    assert meta.publisher == "Cổng thông tin huyện Tân Hà"


def test_the_owner_stands_in_capitals_above_the_licence() -> None:
    facts = read("BAN QUẢN LÝ CẦU ĐƯỜNG HUYỆN TÂN HÀ", LICENCE)
    assert facts.meta.publisher == "BAN QUẢN LÝ CẦU ĐƯỜNG HUYỆN TÂN HÀ"
    at = next(i for i, line in enumerate(facts.draft.lines) if line.text.startswith("BAN QUẢN LÝ"))
    assert (facts.draft.roles[at], facts.draft.kinds[at]) == ("removed", "copyright")


def test_the_name_behind_a_copyright_sign_is_the_owner() -> None:
    assert read("© 2024 Báo Mường Lim. All rights reserved.").meta.publisher == "Báo Mường Lim"


def test_a_page_without_a_foot_says_nothing() -> None:
    meta = read().meta
    assert (meta.licence, meta.rights, meta.publisher) == (None, None, None)


def test_a_heading_of_a_block_is_no_owner() -> None:
    assert read("ĐƯỜNG DÂY NÓNG", "Điện thoại: 0299 555 0101").meta.publisher is None


def test_a_year_alone_names_no_owner() -> None:
    line = "Cơ quan chủ quản: UBND huyện. Giấy phép số: 05/GP-STTTT ngày 12/3/2019 của Sở Thông tin và Truyền thông"
    assert read(line).meta.publisher != "của Sở Thông tin và Truyền thông"


def test_the_owners_name_is_no_section() -> None:
    facts = facts_of(page_of("Le Phare", TITLE, "14/10/2024", STORY, "© 2024 Le Phare."), "fr")
    find_title(facts)
    facts.meta.section = ["Le Phare"]
    read_footer(facts)
    assert (facts.meta.publisher, facts.meta.section) == ("Le Phare", [])
