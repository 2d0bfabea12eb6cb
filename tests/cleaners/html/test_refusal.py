"""Which pages are articles in spite of a listing's looks."""

from __future__ import annotations

import pytest

from cleaners.errors import NoArticle
from cleaners.html.clean import clean_html
from cleaners.page import Options, Page

_TEASERS = "".join(
    f"<div><p>{day} March 2024</p><h3><a href='/a/{day}'>Council meets again over plan number {day}</a></h3>"
    f"<p>The council of the town met on plan number {day} for the harbour and ...</p></div>"
    for day in range(10, 22)
)


def _clean(body: str, head: str = "") -> str:
    page = Page("html", f"<html lang='en'><head>{head}</head><body>{body}</body></html>")
    return clean_html(page, Options(), None).text


def test_a_list_of_teasers_is_no_article() -> None:
    with pytest.raises(NoArticle):
        _clean(f"<h1>News</h1>{_TEASERS}", "<title>News | Vale Town</title>")


def test_a_paragraph_longer_than_any_teaser_makes_a_page_an_article() -> None:
    market = "The market of the old town opens at noon and the smiths show how a horse is shod in the yard, " * 8
    dates = "".join(
        f"<p>{day} March 2024</p><p>Stall {day} is open until the evening bell rings.</p>" for day in (1, 2, 3)
    )
    assert "smiths" in _clean(f"<article><h2>Market</h2><p>{market.strip(', ')}.</p>{dates}</article>")
