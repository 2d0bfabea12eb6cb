"""JSON-LD as it is really written."""

from __future__ import annotations

import pytest

from cleaners.html.tree import parse
from cleaners.metadata import jsonld


def nodes_of(*scripts: str) -> list[jsonld.Node]:
    return jsonld.read_scripts(
        parse(
            "<head>"
            + "".join(f'<script type="application/ld+json">{s}</script>' for s in scripts)
            + "</head><body></body>"
        ).iter("script")
    )


ARTICLE = '{"@type": "NewsArticle", "headline": "Mill sold"}'


@pytest.mark.parametrize(
    "script",
    [
        ARTICLE,
        f"[{ARTICLE}]",
        f'{{"@graph": [{{"@type": "WebSite"}}, {ARTICLE}]}}',
        f"<!-- {ARTICLE} -->",
        f"//<![CDATA[\n{ARTICLE}\n//]]>",
        '{"@type": "NewsArticle", "headline": "Mill sold",}',
        '{"@type": ["Thing", "http://schema.org/NewsArticle"], "headline": "Mill\tsold"}',
        ARTICLE + ARTICLE,
        ARTICLE + ";",
        '{"@type": "NewsArticle", "headline": "Mill sold", "x": "a\\qb"}',
    ],
)
def test_the_headline_is_read_however_the_script_is_written(script: str) -> None:
    article = jsonld.article_node(nodes_of(script))
    assert article is not None
    assert jsonld.text_of(article["headline"]) == "Mill sold"


@pytest.mark.parametrize("script", ["", "not json", "{", "[" * 50_000, "null", "3"])
def test_a_script_that_is_no_json_is_skipped(script: str) -> None:
    assert nodes_of(script) == []


def test_one_broken_script_does_not_spoil_the_next() -> None:
    assert jsonld.article_node(nodes_of("{broken", ARTICLE)) is not None


def test_an_article_is_chosen_before_the_page_around_it() -> None:
    nodes = nodes_of('{"@type": "WebPage", "datePublished": "2020-01-01", "headline": "Page"}', ARTICLE)
    article = jsonld.article_node(nodes)
    assert article is not None
    assert article["headline"] == "Mill sold"


def test_articles_in_a_list_of_teasers_are_not_this_page() -> None:
    nodes = nodes_of('{"@type": "ItemList", "itemListElement": [{"@type": "NewsArticle", "headline": "Teaser"}]}')
    assert jsonld.article_node(nodes) is None


def test_authors_given_by_reference_are_looked_up() -> None:
    nodes = nodes_of(
        '{"@graph": [{"@type": "Article", "headline": "x", "author": {"@id": "#ada"}},'
        ' {"@id": "#ada", "@type": "Person", "name": "Ada Quill"}]}'
    )
    article = jsonld.article_node(nodes)
    assert article is not None
    assert jsonld.names_of(jsonld.resolve(article["author"], nodes)) == [("Ada Quill", "person")]


def test_entities_in_values_are_decoded() -> None:
    assert jsonld.text_of("Ada &amp;amp; Co") == "Ada & Co"


def test_breadcrumbs_follow_their_positions() -> None:
    nodes = nodes_of(
        '{"@type": "BreadcrumbList", "itemListElement": [{"position": 2, "name": "Sport"},'
        ' {"position": "1", "item": {"name": "Home"}}]}'
    )
    assert jsonld.breadcrumb(nodes) == ["Home", "Sport"]
