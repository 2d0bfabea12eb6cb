"""Which of a page's statements is its headline."""

from __future__ import annotations

from cleaners.html.clean import clean_html
from cleaners.html.titles import StatedTitle, read_title
from cleaners.html.tree import parse
from cleaners.metadata.markup import read_markup
from cleaners.page import Options, Page

_TEXT = "".join(
    f"<p>The ferry company says that sentence {number} of its report on the old quay will be read out on Monday.</p>"
    for number in range(6)
)


def _title(head: str, body: str = "", site: str | None = None) -> str | None:
    found = _stated(head, body, site)
    return found.reading.value if found else None


def _stated(head: str, body: str = "", site: str | None = None) -> StatedTitle | None:
    markup = read_markup(parse(f"<html><head>{head}</head><body>{body}{_TEXT}</body></html>"))
    return read_title(markup, site, None)


def test_heading_and_json_ld_together_outvote_open_graph() -> None:
    head = (
        '<meta property="og:title" content="Ferry: the great quay shock">'
        '<script type="application/ld+json">{"@type": "NewsArticle", "headline": "Old quay to be rebuilt by spring"}'
        "</script><title>Old quay to be rebuilt by spring | Port Herald</title>"
    )
    assert _title(head, "<h1>Old quay to be rebuilt by spring</h1>") == "Old quay to be rebuilt by spring"


def test_the_site_is_cut_off_whichever_statement_carries_it() -> None:
    head = (
        '<meta property="og:title" content="Old quay to be rebuilt - Port Herald">'
        "<title>Old quay to be rebuilt - Port Herald</title>"
    )
    assert _title(head, site="Port Herald") == "Old quay to be rebuilt"


def test_the_site_is_no_headline_even_as_a_heading() -> None:
    body = "<h1>Port Herald</h1><h2>Old quay to be rebuilt by spring</h2>"
    title = "<title>Old quay to be rebuilt by spring – Port Herald</title>"
    assert _title(title, body, "Port Herald") == "Old quay to be rebuilt by spring"


def test_of_two_spellings_the_one_in_the_heading_is_taken() -> None:
    head = "<title>Mayor: 'No ferry' - Port Herald</title><meta property='og:title' content=\"Mayor: 'No ferry'\">"
    assert _title(head, "<h1>Mayor: ‘No ferry’</h1>", "Port Herald") == "Mayor: ‘No ferry’"


def test_entities_escaped_twice_are_read() -> None:
    assert _title("<title>Ferries &amp;amp; quays in the port</title>") == "Ferries & quays in the port"


def test_a_line_break_in_a_heading_parts_words() -> None:
    assert _title("", "<h1>Old quay<br>to be rebuilt</h1>") == "Old quay to be rebuilt"


def test_a_style_sheet_in_a_heading_is_no_title() -> None:
    assert _title("", "<h1><style>.x{top:1px}</style>Old quay to be rebuilt</h1>") == "Old quay to be rebuilt"


def test_a_heading_that_the_page_title_repeats_is_echoed() -> None:
    found = _stated("<title>Old quay to be rebuilt | Port Herald</title>", "<h1>Old quay to be rebuilt</h1>")
    assert found is not None and found.echoed


def test_a_page_without_any_statement_states_no_title() -> None:
    assert _stated("") is None


def _cleaned(head: str, body: str) -> str | None:
    page = Page("html", f"<html><head>{head}</head><body>{body}</body></html>", language="en")
    return clean_html(page, Options(), None).metadata.title


def test_a_headline_on_the_page_is_better_than_the_sections_name() -> None:
    body = (
        "<nav><a href='/'>Home</a> <a href='/news'>Town News</a></nav>"
        "<div class='breadcrumb'><a href='/'>Home</a> &gt; <a href='/news'>Town News</a></div>"
        "<p>The old quay of the ferry company will be rebuilt before spring</p>"
        f"<p>Published on 4 March 2024</p>{_TEXT}"
    )
    assert _cleaned("<title>Town News</title>", body) == (
        "The old quay of the ferry company will be rebuilt before spring"
    )


def test_a_slogan_on_the_page_is_no_better_than_what_heading_and_title_agree_on() -> None:
    body = (
        "<header class='banner'><h1>Seven ways to keep a ferry quay dry</h1></header>"
        f"<p>Get the ferry report of the company on Monday now</p>{_TEXT}"
    )
    assert _cleaned("<title>Seven ways to keep a ferry quay dry</title>", body) == (
        "Seven ways to keep a ferry quay dry"
    )


def test_a_label_inside_the_heading_is_no_part_of_the_title() -> None:
    body = "<h1><span class='label label--primary'>Question</span> Why is the old quay closed today?</h1>"
    head = "<title>Question - Why is the old quay closed today? | Harbour Forum</title>"
    assert _title(head, body) == "Why is the old quay closed today?"


def test_a_kicker_that_the_other_statements_repeat_stays() -> None:
    body = "<h1><span class='kicker'>Harbour row</span>Old quay to be rebuilt by spring</h1>"
    head = (
        "<meta property='og:title' content='Harbour row: Old quay to be rebuilt by spring'>"
        '<script type="application/ld+json">{"@type": "NewsArticle", '
        '"headline": "Harbour row: Old quay to be rebuilt by spring"}</script>'
        "<title>Harbour row: Old quay to be rebuilt by spring</title>"
    )
    assert _title(head, body) == "Harbour row: Old quay to be rebuilt by spring"


def test_a_heading_that_links_home_names_the_site() -> None:
    body = "<h1><a href='/'>The Otter Diaries, a Comic</a></h1><h2>Words</h2><h1>A short lesson on otters</h1>"
    head = "<title>A short lesson on otters | The Otter Diaries, a Comic</title>"
    assert _title(head, body) == "A short lesson on otters"


def test_the_sign_that_links_a_heading_to_itself_is_dropped() -> None:
    head = "<title>Reading the harbour tables — Harbour Manual</title>"
    assert _title(head, "<h1>Reading the harbour tables<a href='#x'>¶</a></h1>") == "Reading the harbour tables"


def test_source_text_left_in_a_title_is_dropped() -> None:
    head = "<title>## Dredging of the inner harbour in winter - harbour.example</title>"
    assert _title(head, "<h1>Dredging of the inner harbour in winter</h1>") == "Dredging of the inner harbour in winter"


def test_a_headline_behind_the_site_and_a_section_is_found() -> None:
    head = "<title>Harbour Voices » Archive » Ferries stop running for a week</title>"
    body = "<h1><a href='/'>Harbour Voices</a></h1><h2>Search</h2><h2>Ferries stop running for a week</h2>"
    assert _title(head, body) == "Ferries stop running for a week"


def test_the_name_of_a_page_of_the_menu_gives_way_to_the_headline_in_capitals_below_it() -> None:
    body = (
        "<ul><li><a href='/'>Home</a></li><li><a href='/duties'>Harbour Board</a></li></ul>"
        "<h1>About us</h1><p>Harbour Board</p><p>FUNCTIONS AND DUTIES</p><p>OF THE BOARD OF THE TOWN HARBOUR</p>"
    )
    found = _cleaned("<title>Harbour Board - Town of Port Reeve</title>", body + _TEXT)
    assert found == "FUNCTIONS AND DUTIES OF THE BOARD OF THE TOWN HARBOUR"


def test_the_name_of_the_site_gives_way_to_a_printed_headline() -> None:
    body = (
        "<div>Home | Contact</div><div>The old quay of the ferry company will be rebuilt before spring</div>"
        f"<div>Published on 4 March 2024</div>{_TEXT}"
    )
    assert _cleaned("<title>Port Reeve Herald Online</title>", body) == (
        "The old quay of the ferry company will be rebuilt before spring"
    )


def test_what_json_ld_open_graph_and_title_agree_on_outweighs_a_longer_heading_below_a_kicker() -> None:
    told = "Is the smoked eel a legend? The last smokehouse of Vale"
    head = (
        f'<meta property="og:title" content="{told} | Port Herald"><title>{told} | Port Herald</title>'
        f'<script type="application/ld+json">{{"@type": "NewsArticle", "headline": "{told}"}}</script>'
    )
    shown = "The last smokehouse of Vale: why ever fewer eels are smoked at the quay"
    body = f"<h1><span class='kicker'>Fishery</span> {shown}</h1>"
    page = Page("html", f"<html lang='en'><head>{head}</head><body><article>{body}{_TEXT}</article></body></html>")
    assert clean_html(page, Options(), None).metadata.title == told


def test_a_heading_whose_parts_run_into_one_another_is_spelled_as_elsewhere() -> None:
    head = '<meta property="og:title" content="Old Quay / The ferry sails again before the summer">'
    body = "<h1><b>Old Quay</b><b>The ferry sails again before the summer</b></h1>"
    assert _title(head, body) == "Old Quay / The ferry sails again before the summer"
