"""What a reader would see, as blocks."""

from __future__ import annotations

from cleaners.html.blocks import Block, read_layout
from cleaners.html.markup import BIT
from cleaners.html.tree import parse

LONG = (
    "The mill by the river was sold to its workers on Monday, said the mayor, "
    "and nobody in the whole valley had expected it. "
)


def blocks_of(body: str) -> list[Block]:
    return read_layout(parse(f"<html><body>{body}</body></html>")).blocks


def shown(body: str) -> list[str]:
    return [block.text for block in blocks_of(body) if not block.hidden]


def test_blocks_come_in_document_order_with_their_kind() -> None:
    found = blocks_of("<h2>Prices</h2><p>One.</p><ul><li>Two</li></ul><blockquote>Three</blockquote><pre>four</pre>")
    assert [(b.text, b.kind) for b in found] == [
        ("Prices", "heading"),
        ("One.", "paragraph"),
        ("Two", "item"),
        ("Three", "quote"),
        ("four", "code"),
    ]
    assert found[0].level == 2


def test_inline_elements_do_not_break_a_paragraph() -> None:
    assert shown("<p>The <b>old</b> <i>mill</i>, <a href='/x'>sold</a> today.</p>") == ["The old mill, sold today."]


def test_links_side_by_side_are_two_words() -> None:
    assert shown("<div><a href='/'>Home</a><a href='/t'>Tips</a> <a href='/s'>Sport</a></div>") == ["Home Tips Sport"]


def test_a_single_line_break_stays_inside_its_paragraph_and_two_part_it() -> None:
    found = blocks_of("<p>first<br>second<br><br>third</p>")
    assert [(b.text, b.joint) for b in found] == [("first", "paragraph"), ("second", "line"), ("third", "paragraph")]


def test_cells_of_one_row_hang_together() -> None:
    found = blocks_of("<table><tr><td>Monday</td><td>9-12</td></tr><tr><td>Tuesday</td><td>closed</td></tr></table>")
    assert [(b.text, b.joint) for b in found] == [
        ("Monday", "paragraph"),
        ("9-12", "cell"),
        ("Tuesday", "paragraph"),
        ("closed", "cell"),
    ]


def test_a_byline_span_at_the_end_of_a_paragraph_is_a_block_of_its_own() -> None:
    assert shown("<p>The bridge opens in May.<span class='author'>Ada Quill</span></p>") == [
        "The bridge opens in May.",
        "Ada Quill",
    ]


def test_a_date_span_in_the_middle_of_a_sentence_is_part_of_it() -> None:
    assert shown("<p>On <span class='date'>5 May</span> the bridge opens.</p>") == ["On 5 May the bridge opens."]


def test_hidden_text_is_marked() -> None:
    body = f"<p>{LONG}</p><p hidden>a</p><p aria-hidden='true'>b</p><p style='display: none'>c</p>"
    assert [b.hidden for b in blocks_of(body)] == [False, True, True, True]


def test_a_page_that_hides_nearly_everything_is_uncovered_by_a_program() -> None:
    body = f"<div style='visibility:hidden'>{f'<p>{LONG}</p>' * 10}</div><p>Menu</p>"
    layout = read_layout(parse(body))
    assert [block.hidden for block in layout.blocks] == [False] * 11


def test_a_page_that_shows_text_only_without_scripts_is_read_from_noscript() -> None:
    assert any(LONG.strip() in text for text in shown(f"<div id='app'></div><noscript><p>{LONG * 4}</p></noscript>"))


def test_noscript_beside_a_full_page_is_not_read() -> None:
    assert "Turn scripts on" not in shown(f"<p>{LONG * 4}</p><noscript>Turn scripts on</noscript>")


def test_scripts_styles_and_closed_templates_are_no_text() -> None:
    assert shown("<style>p{}</style><script>x()</script><template><p>no</p></template><p>yes</p>") == ["yes"]


def test_a_declarative_shadow_root_is_shown() -> None:
    assert shown("<x-y><template shadowrootmode='open'><p>inside</p></template></x-y>") == ["inside"]


def test_markup_hints_come_from_elements_roles_classes_and_ids() -> None:
    found = blocks_of(
        "<nav><a href='/'>Home</a></nav><div class='relatedNews'><p>More</p></div><p id='news-date'>Monday</p>"
        "<div role='complementary'>Ads</div>"
    )
    assert found[0].hints & BIT["navigation"]
    assert found[1].hints & BIT["related"]
    assert found[2].hints & BIT["date"]
    assert found[3].hints & BIT["sidebar"]


def test_the_share_of_linked_text_is_known() -> None:
    linked, plain = blocks_of("<p><a href='/a'>All of it</a></p><p>None of it</p>")
    assert linked.link_density == 1.0
    assert plain.link_density == 0.0


def test_lazily_loaded_pictures_are_found_by_the_address_they_will_load() -> None:
    layout = read_layout(parse("<p>a</p><img src='data:image/gif;base64,AA' data-src='/real.jpg' alt='A mill'>"))
    assert [(p.address, p.alt, p.position) for p in layout.pictures] == [("/real.jpg", "A mill", 1)]
