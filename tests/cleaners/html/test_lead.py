"""The lead of an HTML page."""

from __future__ import annotations

import pytest

from cleaners.article import Article
from cleaners.html import clean_html
from cleaners.page import Options, Page

HEADLINE = "Workers buy the old mill by the river"
LEAD = "After ten years of silence the wheel by the bridge will turn again, and the town pays for none of it."
PARAGRAPHS = [
    "The mill by the river was sold to its workers on Monday, said the mayor of the town.",
    "Nobody had expected the price, which was low; the roof leaks, the former owner said.",
    "Work will begin again in the autumn, when the new turbine arrives from the coast.",
    "The council gave a loan of forty thousand crowns and asks no interest for two years.",
]
BODY = "".join(f"<p>{paragraph}</p>" for paragraph in PARAGRAPHS)


def clean(first: str, head: str = "", rest: str = BODY) -> Article:
    body = f"<article><h1>{HEADLINE}</h1>{first}<div>{rest}</div></article>"
    return clean_html(Page("html", f"<html lang='en'><head>{head}</head><body>{body}</body></html>"), Options())


SET_APART = {
    "class": f"<p class='article-lead'>{LEAD}</p>",
    "sapo": f"<div class='sapo'><p>{LEAD}</p></div>",
    "microdata": f"<div itemprop='description'>{LEAD}</div>",
    "bold": f"<p><strong>{LEAD}</strong></p>",
    "heading": f"<h2>{LEAD}</h2>",
}


@pytest.mark.parametrize("name", SET_APART)
def test_a_lead_is_what_markup_sets_apart_and_stays_the_first_paragraph(name: str) -> None:
    article = clean(SET_APART[name])
    assert article.metadata.lead == LEAD
    assert article.text.split("\n\n")[0] == LEAD
    assert article.metadata.provenance["lead"].raw == LEAD
    assert [segment.text for segment in article.segments if segment.role == "lead"] == [LEAD]


def test_a_first_paragraph_that_the_description_repeats_is_the_lead() -> None:
    head = f'<meta name="description" content="{LEAD}">'
    assert clean(f"<p>{LEAD}</p>", head).metadata.lead == LEAD


@pytest.mark.parametrize(
    ("first", "rest"),
    [
        (f"<p>{LEAD}</p>", BODY),
        (f"<p><strong>{LEAD}</strong></p>", "".join(f"<p><b>{text}</b></p>" for text in PARAGRAPHS)),
        (f"<div class='intro'><p>{LEAD}</p><p>{PARAGRAPHS[0]}</p></div>", BODY),
        ("<h2>How the wheel came to the river</h2>", BODY),
        (f"<h2>{HEADLINE}: the whole story of the wheel and of the people</h2>", BODY),
    ],
)
def test_a_first_paragraph_like_the_others_is_no_lead(first: str, rest: str) -> None:
    assert clean(first, rest=rest).metadata.lead is None


def test_a_teaser_of_another_story_is_no_lead() -> None:
    article = clean(f"<aside class='related'><p class='lead'>{LEAD}</p></aside>")
    assert article.metadata.lead is None
