"""Blocks as safe HTML."""

from __future__ import annotations

import nh3
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import html as lxml_html

from cleaners.article import Cell, ContentBlock, Image, Link, Span
from cleaners.hypertext import ATTRIBUTES, SCHEMES, TAGS, to_html
from tests.cleaners.drawing import blocks


def written(*blocks: ContentBlock) -> str:
    return to_html(blocks).replace("\n", "").replace(' rel="noopener noreferrer"', "")


def item(text: str, depth: int = 1, number: int | None = None) -> ContentBlock:
    return ContentBlock("item", text, depth=depth, number=number)


def test_markup_in_the_text_is_text() -> None:
    assert written(ContentBlock("paragraph", "<script>x()</script> & y")) == (
        "<p>&lt;script&gt;x()&lt;/script&gt; &amp; y</p>"
    )


@pytest.mark.parametrize("url", ["javascript:alert(1)", "JaVaScRiPt:alert(1)", "data:text/html,x", "vbscript:x"])
def test_addresses_that_act_are_dropped_whoever_made_the_block(url: str) -> None:
    assert "href" not in to_html([ContentBlock("paragraph", "here", links=(Link(0, 4, url),))])
    assert "src" not in to_html([ContentBlock("image", "", image=Image(url, None, None))])


def test_an_address_cannot_end_its_attribute() -> None:
    made = to_html([ContentBlock("paragraph", "here", links=(Link(0, 4, 'https://a.example/"onclick="x()'),))])
    assert 'onclick="' not in made


def test_links_keep_their_address() -> None:
    block = ContentBlock("paragraph", "see the mill", links=(Link(4, 12, "https://vale.example/?a=1&b=2"),))
    assert written(block) == '<p>see <a href="https://vale.example/?a=1&amp;b=2">the mill</a></p>'


def test_lists_are_nested_in_the_items_above_them() -> None:
    made = written(item("one"), item("deep", 2, 3), item("two"), ContentBlock("paragraph", "end"))
    assert made == '<ul><li>one<ol start="3"><li>deep</li></ol></li><li>two</li></ul><p>end</p>'


def test_a_numbered_list_after_a_plain_one_is_a_list_of_its_own() -> None:
    assert written(item("a"), item("b", number=1)) == "<ul><li>a</li></ul><ol><li>b</li></ol>"


def test_quotes_and_items_keep_their_paragraphs() -> None:
    made = written(ContentBlock("quote", "one\n\ntwo"), item("a\n\nb\nc"))
    assert made == "<blockquote><p>one</p><p>two</p></blockquote><ul><li><p>a</p><p>b<br>c</p></li></ul>"


def test_terms_and_definitions_make_one_list() -> None:
    made = written(ContentBlock("term", "Weir"), ContentBlock("definition", "A dam."), ContentBlock("paragraph", "x"))
    assert made == "<dl><dt>Weir</dt><dd>A dam.</dd></dl><p>x</p>"


def test_code_keeps_its_lines() -> None:
    assert to_html([ContentBlock("code", "if a < b:\n    c")]) == "<pre><code>if a &lt; b:\n    c</code></pre>"


def test_a_table_keeps_its_head_rows_and_spans() -> None:
    rows = ((Cell("Day", header=True, colspan=2),), (Cell("Mon"), Cell("9", links=(Link(0, 1, "/nine"),))))
    assert written(ContentBlock("table", "", rows=rows)) == (
        '<table><thead><tr><th colspan="2">Day</th></tr></thead>'
        '<tbody><tr><td>Mon</td><td><a href="/nine">9</a></td></tr></tbody></table>'
    )


def test_a_picture_is_a_figure_with_its_caption() -> None:
    block = ContentBlock("image", "", image=Image("https://vale.example/a.jpg", 'A "mill"', "In spring"))
    assert written(block) == (
        '<figure><img src="https://vale.example/a.jpg" alt="A &quot;mill&quot;">'
        "<figcaption>In spring</figcaption></figure>"
    )


def test_spans_are_elements_and_a_link_stays_whole_among_them() -> None:
    block = ContentBlock(
        "paragraph",
        "see the old mill now",
        links=(Link(8, 16, "https://vale.example/"),),
        spans=(Span("strong", 4, 11), Span("code", 12, 16)),
    )
    assert written(block) == (
        '<p>see <strong>the </strong><a href="https://vale.example/"><strong>old</strong> <code>mill</code></a> now</p>'
    )


def test_code_names_its_language() -> None:
    assert to_html([ContentBlock("code", "x", language="c++")]) == '<pre><code class="language-c++">x</code></pre>'


def squeezed(text: str) -> str:
    return "".join(text.split())


@given(st.lists(blocks(), min_size=1, max_size=5))
@settings(deadline=None)
def test_html_is_what_the_sanitiser_leaves_and_says_the_same(drawn: list[ContentBlock]) -> None:
    made = to_html(drawn)
    assert nh3.clean(made, tags=TAGS, attributes=ATTRIBUTES, url_schemes=SCHEMES) == made
    said = [cell.text for block in drawn for row in block.rows or () for cell in row if block.type == "table"]
    page = lxml_html.fragment_fromstring(made, create_parent="div")
    assert [squeezed(cell.text_content()) for cell in page.iter("td", "th")] == [squeezed(text) for text in said]
    wanted = "".join(
        "".join(cell.text for row in block.rows or () for cell in row)
        if block.type == "table"
        else (block.image.caption or "")
        if block.image
        else block.text
        for block in drawn
    )
    assert squeezed(page.text_content()) == squeezed(wanted)
    linked = [link.url for block in drawn for link in block.links]
    linked += [link.url for block in drawn for row in block.rows or () for cell in row for link in cell.links]
    assert sorted(link.get("href") for link in page.iter("a")) == sorted(linked)
