"""One walk over a page finds what its readers ask for, in document order."""

from __future__ import annotations

from cleaners.html.tree import parse
from cleaners.metadata.scan import Scan, scan


def scan_of(head: str = "", body: str = "") -> Scan:
    return scan(parse(f"<html><head>{head}</head><body>{body}</body></html>"))


def test_elements_are_found_by_their_name_in_document_order() -> None:
    found = scan_of(
        "<title>a</title><meta name='x'><base href='/'><link rel='y'>", "<h2>b</h2><h1>c</h1><time>d</time>"
    )
    assert [node.text for node in found.headings] == ["b", "c"]
    assert [len(nodes) for nodes in (found.titles, found.metas, found.bases, found.links, found.times)] == [1] * 5


def test_attributes_tell_breadcrumbs_whatever_their_case_and_name() -> None:
    body = "<p class='crumbs'></p><ul id='pathway'></ul><nav aria-label='Breadcrumb'></nav><i title='crumbs'></i>"
    assert [node.tag for node in scan_of(body=body).crumbs] == ["p", "ul", "nav"]


def test_an_element_that_says_it_twice_is_one_breadcrumb() -> None:
    assert len(scan_of(body="<p class='crumbs' id='crumbs'></p>").crumbs) == 1


def test_properties_tags_and_authors_are_told_by_their_attributes() -> None:
    body = (
        "<p itemprop='author'>a</p><p class='post-tags'>b</p><a rel='nofollow author'>c</a><a rel='coauthor'>d</a>"
        "<p rel='author'>e</p>"
    )
    found = scan_of(body=body)
    assert [node.text for node in found.properties] == ["a"]
    assert [node.text for node in found.tagged] == ["b"]
    assert [node.text for node in found.linked_authors] == ["c"]


def test_the_poster_is_the_first_one() -> None:
    assert scan_of(body="<p data-author='Ada'></p><p data-author='Bo'></p>").poster == "Ada"
