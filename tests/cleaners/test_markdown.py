"""Blocks as Markdown."""

from __future__ import annotations

import pytest

from cleaners.article import Cell, ContentBlock, Image, Link
from cleaners.markdown import to_markdown


def paragraph(text: str, *links: Link) -> ContentBlock:
    return ContentBlock("paragraph", text, links=links)


def item(text: str, depth: int = 1, number: int | None = None) -> ContentBlock:
    return ContentBlock("item", text, depth=depth, number=number)


def written(*blocks: ContentBlock) -> str:
    return to_markdown(None, blocks).removesuffix("\n")


def test_the_title_is_the_only_heading_of_the_first_level() -> None:
    made = to_markdown(
        "The mill", [ContentBlock("heading", "Water", level=1), ContentBlock("heading", "Weir", level=3)]
    )
    assert made == "# The mill\n\n## Water\n\n### Weir\n"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("5 * 4 * 3", r"5 \* 4 \* 3"),
        ("1. April", r"1\. April"),
        ("# no heading", r"\# no heading"),
        ("- no item", r"\- no item"),
        (": no definition", r"\: no definition"),
        ("<b>bold</b>", r"\<b\>bold\</b\>"),
        ("write &amp; for it", r"write \&amp; for it"),
        ("bread & butter", "bread & butter"),
        ("~~gone~~", r"\~\~gone\~\~"),
    ],
)
def test_signs_of_markdown_in_the_text_are_shown_as_they_are(text: str, expected: str) -> None:
    assert written(paragraph(text)) == expected


def test_a_line_break_stays_one() -> None:
    assert written(paragraph("rose\nthorn")) == "rose  \nthorn"


def test_links_keep_their_address() -> None:
    block = paragraph("see the [old] mill", Link(4, 18, "https://vale.example/a_(b) c"))
    assert written(block) == r"see [the \[old\] mill](https://vale.example/a_%28b%29%20c)"


def test_nested_items_are_indented_by_the_marker_above_them() -> None:
    blocks = [item("one", number=1), item("deep", 2), item("deeper", 3), item("two", number=2)]
    assert written(*blocks) == "1. one\n   - deep\n     - deeper\n2. two"


def test_a_nested_list_that_begins_later_than_one_stands_apart() -> None:
    assert written(item("one"), item("three", 2, 3)) == "- one\n\n  3. three"


def test_a_list_whose_parents_were_dropped_is_no_code() -> None:
    assert written(item("deep", 4)) == "- deep"


def test_further_paragraphs_of_an_item_hang_under_it() -> None:
    assert written(item("one\n\nmore")) == "- one\n\n  more"


def test_quotes_are_marked_line_by_line() -> None:
    assert written(ContentBlock("quote", "one\n\ntwo")) == "> one\n>\n> two"


def test_code_keeps_its_lines_and_its_fence_is_longer_than_any_in_it() -> None:
    assert written(ContentBlock("code", "a\n  ```\nb * c")) == "````\na\n  ```\nb * c\n````"


def test_terms_have_their_definitions_under_them() -> None:
    blocks = [
        ContentBlock("term", "Weir"),
        ContentBlock("definition", "A dam."),
        ContentBlock("definition", "A fence."),
    ]
    assert written(*blocks) == "**Weir**\n: A dam.\n: A fence."


def test_a_table_has_its_header_cells_on_top() -> None:
    rows = ((Cell("Day", header=True), Cell("Hours", header=True)), (Cell("Mon"), Cell("9 | 12\nshut")))
    assert written(ContentBlock("table", "", rows=rows)) == (
        "| Day | Hours |\n| --- | --- |\n| Mon | 9 \\| 12<br>shut |"
    )


def test_a_table_without_header_cells_has_an_empty_head() -> None:
    rows = ((Cell("a"), Cell("b")), (Cell("c"), Cell("d")))
    assert written(ContentBlock("table", "", rows=rows)).split("\n")[:3] == ["|  |  |", "| --- | --- |", "| a | b |"]


def test_cells_that_span_others_leave_room_for_them() -> None:
    rows = ((Cell("tall", rowspan=2), Cell("wide", colspan=2)), (Cell("x"), Cell("y")))
    assert written(ContentBlock("table", "", rows=rows)).split("\n")[2:] == ["| tall | wide |  |", "|  | x | y |"]


def test_a_picture_has_its_caption_below() -> None:
    block = ContentBlock("image", "", image=Image("https://vale.example/a.jpg", "A mill", "In spring"))
    assert written(block) == "![A mill](https://vale.example/a.jpg)\n\n*In spring*"
