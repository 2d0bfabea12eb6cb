"""Who a page states as its authors."""

from __future__ import annotations

import json

from cleaners.html.people import stated_authors
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
