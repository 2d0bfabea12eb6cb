"""Which paragraph is the lead."""

from __future__ import annotations

from cleaners import Article, Page, clean
from tests.cleaners.text.drafting import STORY, TITLE, page_of

LEAD = "Cây cầu duy nhất nối bản Lim với trung tâm xã đã thông xe trở lại sau mười hai ngày sửa chữa."


def article(*parts: str | tuple[str, ...]) -> Article:
    return clean(Page("text", page_of(TITLE, "14/10/2024 06:30", *parts), language="vi"))


def test_a_paragraph_apart_from_the_others_is_the_lead_and_the_texts_first() -> None:
    found = article(LEAD, "cau-treo-ban-lim.jpg", "Cầu treo bản Lim - Ảnh: Lò Văn Inh", STORY)
    assert found.metadata.lead == LEAD
    assert found.text.split("\n\n") == [LEAD, *STORY]
    assert found.metadata.provenance["lead"].raw == LEAD


def test_a_paragraph_printed_twice_at_the_top_is_the_lead_and_stands_once() -> None:
    found = article(LEAD, LEAD, STORY)
    assert found.metadata.lead == LEAD
    assert found.text.split("\n\n") == [LEAD, *STORY]
    assert [s.role for s in found.segments if s.text == LEAD] == ["lead", "removed"]


def test_a_story_in_one_piece_has_no_lead() -> None:
    found = article(STORY)
    assert found.metadata.lead is None
    assert "lead" not in found.metadata.provenance
