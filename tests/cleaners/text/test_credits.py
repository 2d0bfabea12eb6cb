"""Who wrote the article, and whose it is."""

from __future__ import annotations

import pytest

from cleaners.article import Metadata, Source
from cleaners.text.credits import read_credits
from cleaners.text.dating import read_dates, read_views
from cleaners.text.facts import find_title
from tests.cleaners.text.drafting import STORY, TITLE, facts_of, page_of


def meta(*parts: str | tuple[str, ...], language: str = "vi") -> Metadata:
    facts = facts_of(page_of(*parts), language)
    for read in (find_title, read_views, read_dates, read_credits):
        read(facts)
    return facts.meta


@pytest.mark.parametrize(
    ("line", "authors"),
    [
        ("Nguyễn Hoài Thương", ["Nguyễn Hoài Thương"]),
        ("Tác giả: Nguyễn Hoài Thương", ["Nguyễn Hoài Thương"]),
        ("Tin, ảnh: Lâm Thị Nhài", ["Lâm Thị Nhài"]),
        ("Văn Hào - Trần Hữu", ["Văn Hào", "Trần Hữu"]),
        ("K.N", ["K.N"]),
    ],
)
def test_the_line_below_the_story_names_its_author(line: str, authors: list[str]) -> None:
    assert meta(TITLE, "14/10/2024", STORY, line, "Các tin khác", "Mở lại bến phà Cồn Tràm").authors == authors


def test_the_author_may_stand_beside_the_date() -> None:
    assert meta(TITLE, "Nguyễn Hoài Thương", "14/10/2024 06:30", STORY).authors == ["Nguyễn Hoài Thương"]


def test_a_photographer_alone_is_no_author() -> None:
    assert meta(TITLE, "14/10/2024", STORY, "Ảnh: Lâm Thị Nhài").authors == []


def test_a_quoted_speaker_is_no_author() -> None:
    assert meta(TITLE, "14/10/2024", STORY[:3], "Ông Lò Văn Pánh:", STORY[3:]).authors == []


def test_the_sites_administrator_is_no_author() -> None:
    assert meta(TITLE, "14/10/2024", STORY, "admin").authors == []


def test_names_below_the_related_list_sign_nothing() -> None:
    assert (
        meta(TITLE, "14/10/2024", STORY, "Các tin khác", "Mở lại bến phà Cồn Tràm", "Nguyễn Hoài Thương").authors == []
    )


@pytest.mark.parametrize(
    ("line", "source"),
    [
        ("Nguồn: Báo Núi", Source("Báo Núi", None)),
        ("Theo Dân trí", Source("Dân trí", None)),
    ],
)
def test_the_outlet_an_article_is_credited_to_is_its_source(line: str, source: Source) -> None:
    assert meta(TITLE, "14/10/2024", STORY, line).source == source


def test_a_source_may_come_with_its_address() -> None:
    found = meta(TITLE, "14/10/2024", STORY, "Nguồn: http://baonui.example/tin/7").source
    assert found is not None
    assert found.url == "http://baonui.example/tin/7"


def test_an_english_byline_is_read() -> None:
    story = (
        "The ferry will keep running through the winter for the first time in ten years, the council said on Monday.",
        "The crossing takes eleven minutes; without it, people have to drive twenty-six miles round the inlet.",
        "The council will spend the money on a second crew and on a heated shelter at both of the slips.",
    )
    found = meta("Harbour ferry to run through the winter", "By Moira Pendle", "3 November 2022", story, language="en")
    assert found.authors == ["Moira Pendle"]
