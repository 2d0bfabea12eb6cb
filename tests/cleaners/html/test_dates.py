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
