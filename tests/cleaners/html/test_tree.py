"""One parse, whatever comes."""

from __future__ import annotations

import pytest

from cleaners.errors import UnreadablePage
from cleaners.html.tree import MAX_ATTRIBUTE, MAX_DEPTH, MAX_ELEMENTS, absolute, parse, parse_whole

SENTENCE = "The mill by the river was sold to its workers. "


def text_of(markup: str) -> str:
    return "".join(parse(markup).itertext())


@pytest.mark.parametrize("levels", [300, 2_000, 5_000])
def test_text_survives_whatever_depth_it_is_nested_in(levels: int) -> None:
    root = parse("<body>" + "<div>" * levels + f"<p>{SENTENCE}</p>" + "</div>" * levels)
    assert SENTENCE in "".join(root.itertext())
    assert all(len(list(node.iterancestors())) <= MAX_DEPTH for node in root.iter())


@pytest.mark.parametrize("levels", [178, 300, 1_000, 1_990])
def test_headings_and_paragraphs_stay_apart_whatever_depth_they_are_nested_in(levels: int) -> None:
    root = parse("<body>" + "<div>" * levels + f"<h1>Mill</h1><p>{SENTENCE}</p><p>{SENTENCE}</p>" + "</div>" * levels)
    assert [node.tag for node in root.iter("h1", "p")] == ["h1", "p", "p"]


def test_unclosed_inline_elements_cost_no_text() -> None:
    assert SENTENCE in text_of("<body>" + "<b><i>" * 20_000 + SENTENCE)


def test_nul_characters_are_dropped() -> None:
    assert "ab" in text_of("<p>a\x00b</p>")


def test_documents_glued_together_are_read_to_the_end() -> None:
    text = text_of("<html><body><p>one</p></body></html>\n<!DOCTYPE html><html><body><p>two</p></body></html>")
    assert "one" in text
    assert "two" in text


def test_an_xml_declaration_with_another_charset_does_not_matter() -> None:
    assert "café" in text_of('<?xml version="1.0" encoding="iso-8859-1"?><html><body><p>café</p></body></html>')


def test_elements_with_a_namespace_prefix_are_known_by_their_plain_name() -> None:
    root = parse(
        '<html:html xmlns:html="http://www.w3.org/1999/xhtml"><html:body><html:p>Hi</html:p></html:body></html:html>'
    )
    assert [node.text for node in root.iter("p")] == ["Hi"]


def test_a_giant_attribute_is_dropped_and_its_element_stays() -> None:
    root = parse(f'<p data-state="{"x" * 1_000_000}">Hi</p>')
    assert [dict(node.attrib) for node in root.iter("p")] == [{}]


def test_of_a_crowd_of_attributes_the_first_are_kept() -> None:
    crowd = " ".join(f"a{number}='<b> {number}'" if number % 2 else f"a{number}" for number in range(50_000))
    parsed = parse_whole(f"<body><p class='lead' {crowd}>Hi</p></body>")
    (node,) = parsed.root.iter("p")
    assert parsed.unwieldy
    assert 200 <= len(node.attrib) <= 300
    assert (node.text, node.get("class")) == ("Hi", "lead")


def test_an_enormous_attribute_is_no_crowd() -> None:
    parsed = parse_whole(f"<body><p title='{'a=1 b ' * 10_000}' class='lead'>Hi</p></body>")
    assert [dict(node.attrib) for node in parsed.root.iter("p")] == [{"class": "lead"}]
    assert not parsed.unwieldy


@pytest.mark.parametrize(("size", "kept"), [(MAX_ATTRIBUTE, True), (MAX_ATTRIBUTE + 1, False)])
@pytest.mark.parametrize("before", ["", "<p>a</p>" * 3_000, "word " * 5_000])
def test_an_attribute_beyond_the_limit_is_dropped_wherever_it_stands(before: str, size: int, kept: bool) -> None:
    root = parse(f"<body>{before}<p id='last' title='{'x' * size}'>Hi</p></body>")
    assert ("title" in root.xpath("//*[@id='last']")[0].attrib) is kept


@pytest.mark.parametrize(
    ("markup", "unwieldy"),
    [
        ("<div>" * 1_000 + SENTENCE, False),
        ("<div>" * 10_000 + SENTENCE, True),
        ("<div>" * 300 + "<p>a</p>" * 3_000, True),
        ("<p>a</p>" * 10_000, False),
    ],
)
def test_pages_that_nest_too_deeply_are_known(markup: str, unwieldy: bool) -> None:
    assert parse_whole(f"<body>{markup}</body>").unwieldy is unwieldy


def test_empty_elements_do_not_use_up_the_room_of_those_with_text() -> None:
    assert SENTENCE in text_of("<body>" + "<div></div>" * 100_000 + f"<p>{SENTENCE}</p>")


def test_the_number_of_elements_is_bounded() -> None:
    root = parse("<table>" + "<tr><td>a</td><td>b</td></tr>" * 50_000 + "</table>")
    assert sum(1 for _ in root.iter()) <= MAX_ELEMENTS + 1


@pytest.mark.parametrize("markup", ["", "   \n", "<!-- nothing -->"])
def test_an_empty_page_is_an_empty_tree(markup: str) -> None:
    assert text_of(markup).strip() == ""


def test_text_without_any_markup_is_no_page() -> None:
    with pytest.raises(UnreadablePage, match="send it as text"):
        parse("only words")


@pytest.mark.parametrize("href", ["javascript:void(0)", "data:image/gif;base64,AA", "mailto:a@b.example", "http://["])
def test_what_is_no_web_address_is_none(href: str) -> None:
    assert absolute(href, "https://news.example/") is None
