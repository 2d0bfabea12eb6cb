"""Keywords that a page links."""

from __future__ import annotations

from cleaners.html.topics import stated_keywords
from cleaners.html.tree import parse
from cleaners.metadata.markup import read_markup


def _keywords(body: str, head: str = "") -> list[str]:
    found = stated_keywords(read_markup(parse(f"<html><head>{head}</head><body>{body}</body></html>")))
    return found.value if found else []


def test_each_linked_tag_is_a_keyword_of_its_own() -> None:
    body = "<div class='c-tags'>Topics: <a href='#'>old quay</a> <a href='#'>ferry</a></div>"
    assert _keywords(body, "<meta name='keywords' content='news, vale'>") == ["old quay", "ferry"]


def test_tags_marked_one_by_one_are_read_together() -> None:
    body = "<ul><li>Tags <a class='tagItem' href='#'>old quay</a> <a class='tagItem' href='#'>ferry</a></li></ul>"
    assert _keywords(body) == ["old quay", "ferry"]


def test_a_cloud_of_everybodys_tags_gives_no_keywords() -> None:
    assert _keywords("<aside><div class='tags'><a href='#'>sport</a> <a href='#'>town</a></div></aside>") == []
    assert _keywords("<div class='tag-cloud tags'><a href='#'>sport</a></div>") == []
