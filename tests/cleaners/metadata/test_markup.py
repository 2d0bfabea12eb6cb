"""What the elements of a page state."""

from __future__ import annotations

from cleaners.html.tree import parse
from cleaners.metadata.markup import Markup, read_markup


def markup_of(head: str = "", body: str = "") -> Markup:
    return read_markup(parse(f"<html lang='de-AT'><head>{head}</head><body>{body}</body></html>"))


def test_meta_tags_are_known_by_name_property_and_itemprop_in_lower_case() -> None:
    found = markup_of(
        "<meta name='Author' content='Ada Quill'><meta property='og:title' content='Mill'>"
        "<meta itemprop='x' content='y'>"
    )
    assert found.meta == {"author": ["Ada Quill"], "og:title": ["Mill"], "x": ["y"]}


def test_the_title_of_a_drawing_is_not_the_title_of_the_page() -> None:
    assert markup_of("<title>Mill sold</title>", "<svg><title>Logo</title></svg>").title == "Mill sold"


def test_language_and_canonical_link_are_read() -> None:
    found = markup_of("<link rel='canonical' href='https://vale.example/a'>")
    assert (found.language, found.canonical) == ("de-AT", "https://vale.example/a")


def test_the_first_base_element_with_an_address_counts() -> None:
    assert markup_of("<base target='_top'><base href=' /x/ '><base href='/y/'>").base == "/x/"
    assert markup_of().base is None


def test_a_breadcrumb_is_read_item_by_item() -> None:
    trail = markup_of(
        body="<div class='breadcrumb'><a href='/'>Home</a> » <a href='/s'>Sport</a> » Rowing</div>"
    ).crumbs[0]
    assert trail == [("Home", True), ("Sport", True), ("Rowing", False)]


def test_time_elements_keep_value_text_and_what_they_are_called() -> None:
    tag = markup_of(body="<time itemprop='datePublished' datetime='2024-03-05'>5 March</time>").times[0]
    assert (tag.value, tag.text) == ("2024-03-05", "5 March")
    assert "datepublished" in tag.words


def test_authors_linked_as_such_are_found() -> None:
    assert markup_of(body="<a rel='author nofollow' href='/ada'>Ada Quill</a>").linked_authors == ["Ada Quill"]
