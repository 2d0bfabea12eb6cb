"""Who a page states as its authors."""

from __future__ import annotations

import json

from cleaners.html.people import reported_by, stated_authors
from cleaners.html.tree import parse
from cleaners.metadata.markup import read_markup


def _authors(head: str, body: str = "", site: str | None = None) -> list[str]:
    found = stated_authors(read_markup(parse(f"<html><head>{head}</head><body>{body}</body></html>")), site)
    return found.value if found else []


def _json(author: object) -> str:
    data = {"@type": "NewsArticle", "headline": "The ferry sails again", "author": author}
    return f"<script type='application/ld+json'>{json.dumps(data)}</script>"


def test_an_element_marked_as_author_names_all_of_them() -> None:
    assert _authors("", "<p itemprop='author'>Ada Quill und Ben Sarr</p>") == ["Ada Quill", "Ben Sarr"]


def test_what_somebody_is_after_the_name_is_no_author() -> None:
    stated = {"@type": "Person", "name": "Ada Quill, Valetown university professor"}
    assert _authors(_json(stated)) == ["Ada Quill"]


def test_the_site_under_a_shorter_name_is_no_author() -> None:
    head = _json({"@type": "Organization", "name": "Vale Herald"}) + "<meta name='author' content='Vale Herald'>"
    assert _authors(head, site="The Vale Herald Online") == []


def test_a_person_whose_name_the_site_bears_is_its_author() -> None:
    assert _authors(_json({"@type": "Person", "name": "Ada Quill"}), site="Ada Quill's notes") == ["Ada Quill"]


def test_the_author_of_a_thread_is_who_wrote_its_first_post() -> None:
    posts = (
        "<article data-author='reed_otter'>Why is it closed?</article><article data-author='ada9'>Dredging.</article>"
    )
    assert _authors("", posts) == ["reed_otter"]


def test_chinese_reporters_are_named_in_the_dateline() -> None:
    found = reported_by(["旧码头修缮", "海港3月4日电（记者王小明、李华）港口管理局表示，旧码头将完成修缮。"])
    assert found is not None and found.value == ["王小明", "李华"]


def test_a_reporter_in_the_middle_of_a_text_reported_nothing() -> None:
    assert reported_by(["他说，昨天有一位（记者王小明）来过。"]) is None
