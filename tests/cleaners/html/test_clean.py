"""An HTML page to its article."""

from __future__ import annotations

import json

import pytest

from cleaners.article import Article
from cleaners.errors import NoArticle
from cleaners.html import clean_html
from cleaners.page import Options, Page

PARAGRAPHS = [
    "The mill by the river was sold to its workers on Monday, said the mayor of the town.",
    "Nobody had expected the price, which was low; the roof leaks, the former owner said.",
    "Work will begin again in the autumn, when the new turbine arrives from the coast.",
    "The council gave a loan of forty thousand crowns and asks no interest for two years.",
]
BODY = "".join(f"<p>{paragraph}</p>" for paragraph in PARAGRAPHS)
HEADLINE = "Workers buy the old mill by the river"


def clean(body: str, head: str = "", url: str | None = None) -> Article:
    markup = f"<html lang='en'><head>{head}</head><body>{body}</body></html>"
    return clean_html(Page("html", markup, url=url), Options())


def test_the_body_is_its_paragraphs_parted_by_blank_lines_without_the_headline() -> None:
    article = clean(
        f"<nav><a href='/'>Home</a> <a href='/n'>News</a></nav><article><h1>{HEADLINE}</h1>{BODY}</article>"
    )
    assert article.text == "\n\n".join(PARAGRAPHS)
    assert article.metadata.title == HEADLINE


def test_every_visible_block_is_a_segment_and_removed_ones_have_a_kind() -> None:
    article = clean(
        f"<nav><a href='/'>Home</a></nav><article><h1>{HEADLINE}</h1>{BODY}</article><footer>© 2024 Vale News</footer>"
    )
    assert [s.text for s in article.segments] == ["Home", HEADLINE, *PARAGRAPHS, "© 2024 Vale News"]
    assert all((s.kind is not None) == (s.role == "removed") for s in article.segments)
    assert all(s.start is None and s.end is None for s in article.segments)


def test_a_caption_goes_to_its_picture_and_not_into_the_text() -> None:
    figure = "<figure><img src='/mill.jpg' alt='A mill'><figcaption>The mill in spring</figcaption></figure>"
    middle = f"<p>{PARAGRAPHS[0]}</p>{figure}" + "".join(f"<p>{p}</p>" for p in PARAGRAPHS[1:])
    article = clean(f"<article><h1>{HEADLINE}</h1>{middle}</article>", url="https://vale.example/a/1")
    assert "spring" not in article.text
    assert [(i.url, i.alt, i.caption) for i in article.images] == [
        ("https://vale.example/mill.jpg", "A mill", "The mill in spring")
    ]


def test_stated_metadata_carries_its_origin() -> None:
    data = {
        "@type": "NewsArticle",
        "headline": HEADLINE,
        "datePublished": "2024-03-05T07:30:00+01:00",
        "author": [{"@type": "Person", "name": "Ada Quill"}, {"@type": "Person", "name": "Ben Sarr"}],
    }
    article = clean(f"<h1>{HEADLINE}</h1>{BODY}", f"<script type='application/ld+json'>{json.dumps(data)}</script>")
    assert article.metadata.authors == ["Ada Quill", "Ben Sarr"]
    assert article.metadata.published_at == "2024-03-05T07:30:00+01:00"
    assert article.metadata.provenance["published_at"].origin == "json-ld"


def test_a_page_that_states_no_date_has_none() -> None:
    assert clean(f"<article><h1>{HEADLINE}</h1>{BODY}</article>").metadata.published_at is None


def test_the_site_is_cut_from_the_page_title() -> None:
    head = f"<title>{HEADLINE} | Vale News</title><meta property='og:site_name' content='Vale News'>"
    assert clean(BODY, head).metadata.title == HEADLINE


def test_a_stand_in_is_no_author() -> None:
    assert clean(f"<h1>{HEADLINE}</h1>{BODY}", "<meta name='author' content='admin'>").metadata.authors == []


@pytest.mark.parametrize(
    "body",
    [
        "",
        "<nav><ul><li><a href='/'>Home</a></li><li><a href='/n'>News</a></li></ul></nav>",
        "<p>Please enable JavaScript.</p>",
    ],
)
def test_a_page_without_an_article_is_refused_with_a_reason(body: str) -> None:
    with pytest.raises(NoArticle) as refusal:
        clean(body)
    assert refusal.value.reason
    assert refusal.value.detail


def test_provenance_says_whose_choice_of_blocks_the_text_is_and_why() -> None:
    chosen = clean(f"<article><h1>{HEADLINE}</h1>{BODY * 3}</article>").metadata.provenance["text"]
    assert (chosen.origin, chosen.rule) == ("markup", "html.body.blocks")
    assert chosen.raw.startswith("article: F1 0.9")
    teasers = "".join(f"<td><p>{PARAGRAPHS[n % 4][:40]}</p></td>" for n in range(20))
    asked = clean(f"<div>{BODY}</div>{teasers}<p>Call us</p>").metadata.provenance["text"]
    assert asked.rule in {"html.body.weighed", "html.body.trafilatura"}
    assert "before trafilatura was asked" in asked.raw
