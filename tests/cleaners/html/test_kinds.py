"""What kind of page it is."""

from __future__ import annotations

import json

from cleaners.html.evidence import Evidence, gather
from cleaners.html.kinds import KIND_NAMES, KINDS, kind_features, page_kind
from cleaners.page import Options, Page

SENTENCE = "The mill by the river was sold to its workers on Monday, said the mayor of the town of Vale. "


def evidence_of(body: str, url: str | None = None, head: str = "") -> Evidence:
    markup = f"<html lang='en'><head>{head}</head><body>{body}</body></html>"
    return gather(Page("html", markup, url=url), Options())


def features_of(body: str, url: str | None = None, head: str = "") -> dict[str, float]:
    return dict(zip(KIND_NAMES, kind_features(evidence_of(body, url, head)), strict=True))


def test_a_story_is_an_article() -> None:
    story = "<article><h1>Workers buy the old mill</h1>" + f"<p>{SENTENCE * 3}</p>" * 8 + "</article>"
    kind, chance = page_kind(evidence_of(story, "https://vale.example/news/2026/03/mill"))
    assert kind == "article"
    assert chance > 0.6


def test_a_shelf_of_goods_is_less_likely_an_article_than_a_story() -> None:
    shelf = "".join(
        f"<div class='product-card'><h3><a href='/p/{n}'>Mill stone no. {n}</a></h3><span>€ {n}.00</span></div>"
        for n in range(1, 40)
    )
    kind, chance = page_kind(evidence_of(f"<h1>Mill stones</h1>{shelf}", "https://vale.example/category/stones"))
    assert kind in KINDS or kind == "other"
    assert chance < 0.3


def test_what_the_page_says_it_is_counts() -> None:
    data = json.dumps({"@context": "https://schema.org", "@type": "Product", "name": "Stone"})
    row = features_of("<p>One</p>", head=f"<script type='application/ld+json'>{data}</script>")
    assert (row["stated_product"], row["stated_article"]) == (1, 0)


def test_the_address_is_read_in_words() -> None:
    row = features_of("<p>One</p>", "https://forum.vale.example/threads/who-repairs-old-mills.17/?page=2")
    assert (row["host_forum"], row["address_forum"], row["address_listing"]) == (1, 1, 0)
    assert (row["address_depth"], row["address_query"], row["address_slug"]) == (2, 1, 1)
    assert features_of("<p>One</p>", "https://vale.example/2026/03/15/mill")["address_dated"] == 1


def test_an_address_that_is_none_says_nothing() -> None:
    assert features_of("<p>One</p>", "http://[::1")["address_depth"] == 0


def test_prices_questions_and_equal_headings_are_counted() -> None:
    row = features_of("<h3 class='q'>How old is it?</h3><p>$ 20</p><h3 class='q'>Who buys it?</h3><p>30 €</p>")
    assert (row["prices"], row["alike_headings"], row["questions"]) == (2, 2, 0.5)
