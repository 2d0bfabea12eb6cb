"""Blocks as Markdown."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import unquote

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.token import Token

from cleaners.article import Cell, ContentBlock, Image, Link, Span
from cleaners.markdown import to_markdown
from tests.cleaners.drawing import blocks


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


def test_a_very_wide_row_keeps_its_cells_and_does_not_widen_the_others() -> None:
    rows = (tuple(Cell(f"c{n}") for n in range(1_000)), *[(Cell("a", rowspan=100, colspan=100),)] * 50)
    lines = written(ContentBlock("table", "", rows=rows)).split("\n")
    assert [len(line.split("|")) - 2 for line in lines[:3]] == [1_000] * 3
    assert "| c999 |" in lines[2]
    assert all(len(line.split("|")) - 2 <= 201 for line in lines[3:])
    assert all("| a |" in line for line in lines[3:])


def test_a_picture_has_its_caption_below() -> None:
    block = ContentBlock("image", "", image=Image("https://vale.example/a.jpg", "A mill", "In spring"))
    assert written(block) == "![A mill](https://vale.example/a.jpg)\n\n*In spring*"


def test_a_heading_keeps_the_signs_it_ends_in() -> None:
    assert to_markdown("All of C #", [ContentBlock("heading", "Of ##", level=2)]) == "# All of C \\#\n\n## Of \\##\n"


def test_an_exclamation_mark_before_a_link_makes_no_picture() -> None:
    assert written(paragraph("Wow!mill", Link(4, 8, "/m"))) == r"Wow\![mill](/m)"


def test_code_names_its_language() -> None:
    assert written(ContentBlock("code", "x = 1", language="python")) == "```python\nx = 1\n```"


MARKED = [
    ("the old mill", [Span("strong", 4, 7)], "the **old** mill"),
    ("the old mill", [Span("emphasis", 4, 12)], "the _old mill_"),
    ("the old mill", [Span("deleted", 0, 3)], "~~the~~ old mill"),
    ("water is H2O", [Span("subscript", 10, 11)], "water is H<sub>2</sub>O"),
    ("ten m2", [Span("superscript", 5, 6)], "ten m<sup>2</sup>"),
    ("set *x* | y", [Span("code", 4, 11)], "set `*x* | y`"),
    ("a ` tick", [Span("code", 0, 3)], "`` a ` `` tick"),
    ("the old mill", [Span("strong", 4, 12), Span("emphasis", 4, 7)], "the **_old_ mill**"),
    ("unbelievable", [Span("strong", 2, 8)], "un**believ**able"),
    ("unbelievable", [Span("emphasis", 2, 8)], "un<em>believ</em>able"),
    ("水车“老”的", [Span("strong", 2, 5)], "水车<strong>“老”</strong>的"),
    ("the old mill", [Span("strong", 0, 7), Span("emphasis", 4, 12)], "**the _old_**<em> mill</em>"),
]


@pytest.mark.parametrize(("text", "spans", "expected"), MARKED)
def test_spans_have_the_signs_of_markdown_where_they_are_read_as_such(
    text: str, spans: list[Span], expected: str
) -> None:
    assert written(ContentBlock("paragraph", text, spans=tuple(spans))) == expected


def test_a_bar_in_code_parts_no_cells() -> None:
    rows = ((Cell("a", header=True),), (Cell("x | y", spans=(Span("code", 0, 5),)),))
    assert written(ContentBlock("table", "", rows=rows)).endswith(r"| `x \| y` |")


def test_a_linked_name_in_code_stays_linked() -> None:
    block = ContentBlock("paragraph", "Vec<T>", links=(Link(4, 5, "/T"),), spans=(Span("code", 0, 6),))
    assert written(block) == "`Vec<`[`T`](/T)`>`"


_READER = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])
_KINDS = {"strong": "strong", "em": "emphasis", "s": "deleted"}
_ELEMENTS = {"strong": "strong", "em": "emphasis", "del": "deleted", "sub": "subscript", "sup": "superscript"}


def read(markdown: str) -> Iterator[tuple[str, list[frozenset[str]]]]:
    """The texts of a Markdown document in order, with what each of their characters is marked as and links to."""
    for token in _READER.parse(markdown):
        if token.type == "fence":
            yield token.content.removesuffix("\n"), []
        elif token.type == "inline":
            yield inline(token.children or [])


def inline(children: list[Token]) -> tuple[str, list[frozenset[str]]]:
    text, looks, open_marks = "", [], list[str]()
    for child in children:
        said, extra = "", list[str]()
        if child.type == "text":
            said = child.content
        elif child.type == "code_inline":
            said, extra = child.content, ["code"]
        elif child.type in ("softbreak", "hardbreak") or child.content == "<br>":
            said = "\n"
        elif child.type == "image":
            said = inline(child.children or [])[0]
        elif child.type == "link_open":
            open_marks.append(unquote(str(child.attrs["href"])))
        elif child.type == "html_inline":
            element = child.content.strip("</>")
            (open_marks.remove if child.content.startswith("</") else open_marks.append)(_ELEMENTS[element])
        elif child.type.endswith("_open"):
            open_marks.append(_KINDS[child.type.removesuffix("_open")])
        else:
            assert child.type.endswith("_close"), child.type
            if child.type == "link_close":
                open_marks = [mark for mark in open_marks if mark in _ELEMENTS.values()]
            else:
                open_marks.remove(_KINDS[child.type.removesuffix("_close")])
        text += said
        looks += [frozenset(open_marks + extra)] * len(said)
    assert open_marks == []
    return text, looks


def expected(block: ContentBlock) -> Iterator[tuple[str, list[frozenset[str]]]]:
    """What `read` finds of a block."""
    if block.image is not None:
        yield block.image.alt or "", []
        yield block.image.caption or "", []
    for row in block.rows or ():
        for cell in row:
            yield cell.text, looks_of(cell)
    if block.type not in ("image", "table"):
        yield block.text.replace("\n", " ") if block.type == "heading" else block.text, looks_of(block)


def looks_of(said: ContentBlock | Cell) -> list[frozenset[str]]:
    looks = [set[str]() for _ in said.text]
    for span in said.spans:
        for look in looks[span.start : span.end]:
            look.add(span.kind)
    for link in said.links:
        for look in looks[link.start : link.end]:
            look.add(unquote(link.url))
    return [frozenset(look) for look in looks]


@given(st.lists(blocks(), min_size=1, max_size=5))
@settings(deadline=None)
def test_markdown_read_back_says_the_same_and_marks_the_same(drawn: list[ContentBlock]) -> None:
    made = to_markdown(None, drawn)
    found = [said for said in read(made) if said[0]]
    wanted = [said for block in drawn for said in expected(block) if said[0]]
    assert [text for text, _ in found] == [text for text, _ in wanted]
    for (text, looks), (_, wanted_looks) in zip(found, wanted, strict=True):
        for sign, look, wanted_look in zip(text, looks, wanted_looks, strict=False):
            # what is all code may be marked as a whole, but nothing is within code
            optional = _MARKED_IN_CODE if "code" in wanted_look else set()
            assert sign.isspace() or wanted_look - optional <= look <= wanted_look, made


_MARKED_IN_CODE = {"strong", "emphasis", "deleted", "subscript", "superscript"}
