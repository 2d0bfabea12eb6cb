"""Dates that a page prints near its headline, told by markup, words or place."""

from __future__ import annotations

import pytest

from cleaners.html.clean import clean_html
from cleaners.page import Options, Page

_TEXT = "".join(
    f"<p>The harbour board heard on plan number {number} that the ferry will sail again once the quay is dry.</p>"
    for number in range(6)
)


def _date(body: str) -> tuple[str | None, str | None]:
    page = Page("html", f"<html lang='en'><body>{body}</body></html>", url="https://vale.example/ferry")
    metadata = clean_html(page, Options(), None).metadata
    found = metadata.provenance.get("published_at")
    return metadata.published_at, found.rule if found else None


@pytest.mark.parametrize(
    "line",
    [
        "<div>12 Nov 2023</div>",
        "<p>Valetown, 12 November 2023</p>",
        "<div class='share promo'>November 12, 2023</div>",
        "<p>Ada Quill · November 12, 2023 · Harbour · 7 comments</p>",
    ],
)
def test_a_date_between_headline_and_text_is_the_publication_date(line: str) -> None:
    assert _date(f"<article><h1>Ferry sails again at last in spring</h1>{line}{_TEXT}</article>")[0] == "2023-11-12"


def test_a_standfirst_may_stand_between_headline_and_date() -> None:
    head = "<h1>Ferry sails again at last in spring</h1><p>After years the quay of the old harbour is dry again.</p>"
    assert _date(f"<article>{head}<p>By Ada Quill</p><div>12 Nov 2023</div>{_TEXT}</article>")[0] == "2023-11-12"


def test_a_date_and_a_dash_that_open_the_text_are_its_date() -> None:
    body = "<article><h1>Ferry sails again at last in spring</h1>"
    opening = "<p>12.11.2023 – The board of the old harbour said that the ferry will sail again before the summer.</p>"
    assert _date(f"{body}{opening}{_TEXT}</article>")[0] == "2023-11-12"


def test_a_date_in_the_middle_of_the_text_is_no_publication_date() -> None:
    event = "<p>The fair of the harbour opens on 12 November 2023 at noon and the ferry takes everybody for free.</p>"
    body = f"<article><h1>Ferry sails again at last in spring</h1>{_TEXT}{event}{_TEXT}</article>"
    assert _date(body) == (None, None)


def test_a_date_beside_a_related_story_is_not_the_articles() -> None:
    related = "<aside class='related'><a href='/b'>Old quay found dry after all</a><span>3 May 2019</span></aside>"
    assert _date(f"<article><h1>Ferry sails again at last in spring</h1>{_TEXT}</article>{related}")[0] is None


@pytest.mark.parametrize(
    "line",
    [
        "<p>Geschrieben von Quill am 12.11.2023 22:30 (144 x gelesen)</p>",
        "<p class='posted-by'>VON ADA QUILL am 12. November 2023</p>",
        "<div>12.11.2023 Kategorie: Hafen, Stadt</div>",
        "<p class='post-date'>12.11.2023, 21:14 (this post was last modified: 3.12.2023, 03:27)</p>",
    ],
)
def test_a_line_that_holds_a_date_and_says_whose_or_what_it_is(line: str) -> None:
    body = f"<article><h1>Die Fähre fährt im Frühling wieder</h1>{line}{_TEXT}</article>"
    page = Page("html", f"<html lang='de'><body>{body}</body></html>", url="https://vale.example/ferry", language="de")
    assert (clean_html(page, Options(), None).metadata.published_at or "")[:10] == "2023-11-12"


def test_a_bare_date_right_above_the_headline_is_its_date() -> None:
    body = f"<article class='content'><div>12 November 2023</div><h1>Ferry sails again at last in spring</h1>{_TEXT}"
    assert _date(body + "</article>")[0] == "2023-11-12"


def test_a_date_of_a_comment_gives_way_to_the_articles_line() -> None:
    line = "<p class='author-line'>By Ada Quill on 12 November 2023</p>"
    comments = "<div class='comments'><p>Ben Sarr | 14 November 2023 - 16:40</p><p>Good news for the quay.</p></div>"
    body = f"<article><h1>Ferry sails again at last in spring</h1>{line}{_TEXT}</article>{comments}"
    assert _date(body)[0] == "2023-11-12"


def _stated(head: str, body: str = "", url: str = "https://vale.example/ferry") -> str | None:
    html = f"<html lang='en'><head>{head}</head><body><article><h1>Ferry sails again</h1>{body}{_TEXT}</article></body>"
    return clean_html(Page("html", html + "</html>", url=url), Options(), None).metadata.published_at


_NIGHT = "<meta property='article:published_time' content='2023-11-13T04:30:59Z'>"


def test_the_day_in_the_address_is_local_where_the_statement_is_in_utc() -> None:
    assert _stated(_NIGHT, url="https://vale.example/2023/11/12/ferry") == "2023-11-12"


def test_a_time_without_a_zone_tells_how_far_the_clock_is_from_utc() -> None:
    shown = "<p>Published <time datetime='2023-11-12 22:30:59'>November 12, 2023 at 10:30 p.m.</time></p>"
    assert _stated(_NIGHT, shown, "https://vale.example/2023/11/12/ferry") == "2023-11-12T22:30:59-06:00"


def test_an_address_with_a_day_long_before_changes_nothing() -> None:
    assert _stated(_NIGHT, url="https://vale.example/2023/10/02/ferry") == "2023-11-13T04:30:59+00:00"


def test_json_ld_of_a_mere_page_tells_no_publication() -> None:
    page = '{"@type": "WebPage", "name": "Our services", "datePublished": "2019-04-15T21:00:02Z"}'
    assert _stated(f'<script type="application/ld+json">{page}</script>') is None


def test_json_ld_of_a_page_with_an_author_tells_its_publication() -> None:
    page = '{"@type": "WebPage", "name": "Tides", "author": {"name": "Ada Quill"}, "datePublished": "2019-04-15"}'
    assert _stated(f'<script type="application/ld+json">{page}</script>') == "2019-04-15"


def test_a_visitors_review_does_not_date_the_page() -> None:
    product = (
        '{"@type": "Product", "name": "Oar", "review": [{"@type": "Review", "author": "Ben", '
        '"datePublished": "2018-12-22"}]}'
    )
    assert _stated(f'<script type="application/ld+json">{product}</script>') is None


def test_a_printed_day_is_better_than_one_that_is_also_the_last_change() -> None:
    article = '{"@type": "BlogPosting", "datePublished": "2025-06-24", "dateModified": "2025-06-24"}'
    head = f'<script type="application/ld+json">{article}</script>'
    assert _stated(head, "<div class='post-date'>August 25, 2024</div>") == "2024-08-25"
    assert _stated(head) == "2025-06-24"


def test_a_time_after_last_updated_is_no_publication() -> None:
    changed = "<footer>This page was last modified on <time datetime='2025-12-19'>Dec 19, 2025</time></footer>"
    html = f"<html lang='en'><body><article><h1>Tables</h1>{_TEXT}{changed}</article></body></html>"
    metadata = clean_html(Page("html", html), Options(), None).metadata
    assert (metadata.published_at, metadata.modified_at) == (None, "2025-12-19")


def test_a_meta_tag_named_for_publication_is_read_whatever_stands_before() -> None:
    assert _stated("<meta name='x-published-date' content='2025-05-27'>") == "2025-05-27"


def test_of_question_and_answer_the_question_dates_the_page() -> None:
    posts = (
        "<time itemprop='dateCreated' datetime='2012-06-29'>13 years ago</time>"
        "<span itemprop='datePublished' content='2016-03-17'></span>"
    )
    assert _stated("", posts) == "2012-06-29"


def test_a_page_that_prints_the_day_it_states_in_utc_goes_by_utc() -> None:
    stated = "2023-11-12T16:34:54Z"
    head = f"<meta property='article:published_time' content='{stated}'>"
    shown = f"<p>Ada Quill <time datetime='{stated}'>November 12, 2023 - 4.34pm</time></p>"
    url = "https://vale.example/ferry-20231113-p1"
    assert _stated(head, url=url) == "2023-11-13"
    assert _stated(head, shown, url) == "2023-11-12T16:34:54+00:00"


@pytest.mark.parametrize(
    ("path", "day"),
    [
        ("/news/23-11-2022-ferry-sails/17", "2022-11-23"),
        ("/news/11.11.2022/ferry", "2022-11-11"),
        ("/news/05-11-2022-ferry-sails", None),  # May or November
        ("/news/31-02-2022-ferry", None),
        ("/news/1234567-23-11-20224", None),
        ("/2022/02/31/ferry", None),
    ],
)
def test_an_address_may_put_the_day_first(path: str, day: str | None) -> None:
    assert _stated("", url=f"https://vale.example{path}") == day


def test_the_date_of_a_signature_below_the_text_is_the_articles() -> None:
    heading = "<h1>Ferry sails again at last in spring</h1>"
    byline = "<div class='left author'>Author: Ada Quill on 12 November 2023</div>"
    dated = "<div class='author-date'><span class='label'>Date:</span> 12 November 2023<br>Author: Ada Quill</div>"
    assert _date(f"<div>{heading}{_TEXT}{byline}</div>")[0] == "2023-11-12"
    assert _date(f"<div>{heading}{_TEXT}{dated}</div>")[0] == "2023-11-12"


def test_a_comments_date_is_never_the_articles() -> None:
    comments = (
        "<ul class='comments'><li class='comment'><p>Good news for the quay.</p><span>Ben Sarr</span>"
        "<span class='comment-date'>14 November 2023, 16:40</span></li></ul>"
    )
    recipe = '{"@type": "Recipe", "name": "Eel pie", "author": {"name": "Ada"}, "datePublished": "2006-10-10"}'
    head = f'<script type="application/ld+json">{recipe}</script>'
    assert _stated(head, f"{_TEXT}{comments}") == "2006-10-10"
    assert _date(f"<article><h1>Ferry sails again at last</h1>{_TEXT}</article>{comments}")[0] is None


def test_an_update_printed_where_publications_are_is_all_that_is_known_of_the_publication() -> None:
    time = "<time datetime='2023-11-12T19:20:36+01:00'>12.11.2023-19:20</time>"
    line = f"<ul><li class='time-of-publication'><span>Aktualisiert am </span>{time}</li></ul>"
    body = f"<article><h1>Die Fähre fährt im Frühling wieder</h1>{line}{_TEXT}</article>"
    page = Page("html", f"<html lang='de'><body>{body}</body></html>", url="https://vale.example/ferry", language="de")
    metadata = clean_html(page, Options(), None).metadata
    assert (metadata.published_at or "")[:10] == "2023-11-12"


def test_a_bare_date_some_lines_above_the_headline_is_its_date_unless_it_stands_in_the_sites_head() -> None:
    date = "<p><em>12.11.2023 11:35</em></p>"
    between = "<h4>Ferries</h4><h5>Ada Quill Press office</h5><p>Harbour board of Vale</p>"
    heading = f"{between}<h1>Ferry sails again at last in spring</h1>"
    assert _date(f"<div>{date}{heading}{_TEXT}</div>")[0] == "2023-11-12"
    assert _date(f"<header>{date}</header><div>{heading}{_TEXT}</div>")[0] is None
