"""Dates in teasers and comments are never the article's."""

from __future__ import annotations

import pytest

from cleaners import Article, Page, clean

HEADLINE = "Northern quay to be rebuilt"
STORY = "".join(
    f"<p>{paragraph}</p>"
    for paragraph in (
        "The harbour board has agreed to rebuild the northern quay, which has been closed since the storm in February.",
        "Nobody had expected the price, which was low; the cranes are old, the harbour master said on Tuesday.",
        "The plan is to drive new piles along the whole length of the quay and to raise its deck by forty centimetres.",
    )
)
TIME = "<time datetime='2020-05-01'>1 May 2020</time>"
LINK = "<a href='/1'>Market opens again</a>"


def article(above: str = "", head: str = "", below: str = "") -> Article:
    page = f"{above}<main><article><h1>{HEADLINE}</h1>{head}{STORY}</article></main>{below}"
    return clean(Page("html", f"<html lang='en'><title>{HEADLINE}</title><body>{page}</body></html>"))


TEASERS = [
    f"<aside>{LINK} {TIME}</aside>",
    f"<div class='side'><h3>More</h3><p>{LINK} {TIME}</p></div>",
    f"<section><h2>Related</h2><ul><li>{LINK} {TIME}</li></ul></section>",
    f"<div><h4>{LINK}</h4><p>{TIME}</p></div>",
    f"<div class='related'><p>The market</p><p>{TIME}</p></div>",
    f"<div class='comment'><p>Bo Lind</p><p>{TIME}</p><p>Well done.</p></div>",
]


@pytest.mark.parametrize("teaser", TEASERS)
def test_the_date_of_another_article_is_not_taken_where_the_page_has_none(teaser: str) -> None:
    found = article(below=teaser)
    assert found.metadata.published_at is None
    assert [segment.role for segment in found.segments if segment.text == "1 May 2020"] == ["removed"]


def test_nor_is_that_of_a_teaser_above_the_article() -> None:
    assert article(above=TEASERS[0]).metadata.published_at is None


@pytest.mark.parametrize(
    "own",
    [
        {"head": TIME},
        {"head": f"<div class='related-info'>{TIME}</div>"},
        {"head": f"<p><a href='/by/lind'>Bo Lind</a> {TIME}</p>"},
        {"below": f"<p>{TIME}</p>"},
        {"below": f"<div class='related'><p>Published on {TIME}</p></div>"},
        {"head": f"<p>{TIME}</p>", "below": TEASERS[2].replace("2020", "2024")},
        {"head": f"<p><a href='/by/lind'>By Daniel Renner</a></p><p>{TIME}</p>"},
        {"below": f"<div><h4><a href='/0'>{HEADLINE}</a></h4><p>{TIME}</p></div>{TEASERS[3].replace('2020', '2019')}"},
    ],
)
def test_the_articles_own_date_is_taken(own: dict[str, str]) -> None:
    assert article(**own).metadata.published_at == "2020-05-01"
