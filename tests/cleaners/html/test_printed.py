"""What a page prints about itself, read off its blocks."""

from __future__ import annotations

from cleaners.html.evidence import gather
from cleaners.html.printed import Printed
from cleaners.page import Options, Page

PARAGRAPHS = [
    "The mill by the river was sold to its workers on Monday, said the mayor of the town.",
    "Nobody had expected the price, which was low; the roof leaks, the former owner said.",
    "Work will begin again in the autumn, when the new turbine arrives from the coast.",
]
STORY = "".join(f"<p>{paragraph}</p>" for paragraph in PARAGRAPHS)


def printed_of(body: str, kept: list[str]) -> Printed:
    """The lines of a page whose blocks ``kept`` were chosen."""
    evidence = gather(Page("html", f"<html lang='en'><body>{body}</body></html>"), Options())
    keep = [block.text in kept for block in evidence.blocks]
    return Printed(evidence, [1.0 if one else -5.0 for one in keep], keep)


def body_of(printed: Printed) -> list[str]:
    return [line.text for line, keep in zip(printed.draft.lines, printed.draft.keep, strict=True) if keep]


def test_every_visible_block_is_a_line_that_knows_its_block() -> None:
    printed = printed_of(f"<p>Above</p>{STORY}<p hidden>Below</p>", PARAGRAPHS)
    assert [line.text for line in printed.draft.lines] == ["Above", *PARAGRAPHS]
    assert printed.owners == [0, 1, 2, 3]
    assert body_of(printed) == PARAGRAPHS


def test_hidden_blocks_are_lines_only_where_they_were_chosen() -> None:
    printed = printed_of(f"{STORY}<p hidden>Below the mill</p>", [*PARAGRAPHS, "Below the mill"])
    assert body_of(printed)[-1] == "Below the mill"


def test_a_byline_glued_to_a_paragraph_is_a_line_of_its_own_and_no_body() -> None:
    glued = f"{PARAGRAPHS[2]}By Ada Quill"
    printed = printed_of(f"<p>{PARAGRAPHS[0]}</p><p>{PARAGRAPHS[1]}</p><p>{glued}</p>", [*PARAGRAPHS[:2], glued])
    assert [line.text for line in printed.draft.lines] == [*PARAGRAPHS, "By Ada Quill"]
    assert printed.owners == [0, 1, 2, 2]
    assert body_of(printed) == PARAGRAPHS


def test_items_are_known_by_their_markup() -> None:
    printed = printed_of("<ul><li>Buy the wheel first of all</li></ul><p>Then mend the roof</p>", [])
    assert [line.bullet for line in printed.draft.lines] == [True, False]


def test_what_markup_calls_a_caption_leaves_the_body() -> None:
    figure = "<figure><img src='/a.jpg'><figcaption>The mill in spring</figcaption></figure>"
    printed = printed_of(STORY + figure, [*PARAGRAPHS, "The mill in spring"])
    printed.settle_body()
    assert body_of(printed) == PARAGRAPHS
    assert printed.draft.roles[-1] == "caption"


def test_a_line_that_is_nothing_but_a_date_is_no_body() -> None:
    printed = printed_of(f"<p>Published: 5 May 2024</p>{STORY}", ["Published: 5 May 2024", *PARAGRAPHS])
    printed.settle_body()
    assert body_of(printed) == PARAGRAPHS


def test_the_body_reaches_from_its_first_prose_to_its_last() -> None:
    printed = printed_of(f"<p>Above</p>{STORY}<p>Below</p>", PARAGRAPHS)
    printed.settle_body()
    assert (printed.draft.first, printed.draft.last) == (1, 3)


def test_a_page_without_a_body_has_no_extent() -> None:
    printed = printed_of(STORY, [])
    printed.settle_body()
    assert printed.draft.first > printed.draft.last


def test_readers_find_what_the_page_prints_around_the_body() -> None:
    body = f"<h1>Workers buy the old mill</h1><p>By Ada Quill</p><p>Published: 5 May 2024</p>{STORY}"
    printed = printed_of(body, PARAGRAPHS)
    printed.settle_body()
    printed.settle_title(None)
    printed.read()
    meta = printed.facts.meta
    assert meta.authors == ["Ada Quill"]
    assert meta.published_at == "2024-05-05"
