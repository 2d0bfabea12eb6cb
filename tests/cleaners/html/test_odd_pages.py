"""Pages that are broken, enormous, or built in ways of their own still give their article, or say why they do not."""

from __future__ import annotations

import itertools
from collections.abc import Iterator

import pytest

from cleaners import NoArticle, NotAPage, clean
from cleaners.article import Article
from cleaners.page import Options, Page

HEADLINE = "Workers buy the old mill by the river"
PARAGRAPHS = [
    "The mill by the river was sold to its workers on Monday, said the mayor of the town.",
    "Nobody had expected the price, which was low; the roof leaks, the former owner said.",
    "Work will begin again in the autumn, when the new turbine arrives from the coast.",
    "The council gave a loan of forty thousand crowns and asks no interest for two years.",
    "Until then the wheel stands still, and the children of the school swim in the race.",
]
BODY = "".join(f"<p>{paragraph}</p>" for paragraph in PARAGRAPHS)
STORY = f"<h1>{HEADLINE}</h1>{BODY}"
HIDDEN = "This sentence is not shown to anybody who reads the page, and it was never part of it."


def document(body: str, head: str = "") -> str:
    return f"<!DOCTYPE html><html lang='en'><head><title>{HEADLINE}</title>{head}</head><body>{body}</body></html>"


def article_of(markup: str, *include: str) -> Article:
    return clean(Page("html", markup, url="https://vale.example/news/1"), Options(include=frozenset(include)))


def sentences() -> Iterator[str]:
    """Sentences without end, no two the same."""
    subjects = ("miller", "mayor", "owner", "teacher", "fisher", "smith", "baker")
    verbs = ("sold", "bought", "saw", "mended", "left", "praised", "counted", "lost", "painted", "forgot", "moved")
    things = (
        "wheel",
        "roof",
        "river",
        "turbine",
        "loan",
        "bridge",
        "weir",
        "sluice",
        "school",
        "race",
        "grain",
        "bell",
        "boat",
    )
    for number in itertools.count(1):
        subject, verb, thing = subjects[number % 7], verbs[number % 11], things[number % 13]
        yield f"In the year {number} the {subject} of the valley {verb} the {thing}, and nobody else did."


def prose(size: int) -> str:
    parts: list[str] = []
    for sentence in sentences():
        if size <= 0:
            return " ".join(parts)
        parts.append(sentence)
        size -= len(sentence) + 1
    raise AssertionError("sentences have no end")


WHOLE = {
    "2,000 levels deep": document("<div>" * 2_000 + STORY + "</div>" * 2_000),
    "100,000 levels deep": document("<div>" * 100_000 + STORY),
    "20,000 pieces of broken nesting": document(
        STORY + "<p><b><table><tr><td></b><i></p></table><div></i></td>" * 20_000
    ),
    "frames with text for those without": (
        "<html><head><title>Mill</title></head><frameset cols='20%,80%'><frame src='menu.html'><frame src='a.html'>"
        f"<noframes><body>{STORY}</body></noframes></frameset></html>"
    ),
    "noscript only": document(f"<div id='app'></div><noscript>{STORY}</noscript>"),
    "shadow root": document(f"<news-story><template shadowrootmode='open'>{STORY}</template></news-story>"),
    "shadow roots within shadow roots": document(
        "<x-y><template shadowrootmode='open'>" * 300 + STORY + "</template></x-y>" * 300
    ),
    "xhtml": (
        '<?xml version="1.0" encoding="UTF-8"?><html xmlns="http://www.w3.org/1999/xhtml" xml:lang="en">'
        f"<head><title>{HEADLINE}</title></head><body>{STORY}</body></html>"
    ),
    "xhtml with a prefix": (
        '<?xml version="1.0"?><h:html xmlns:h="http://www.w3.org/1999/xhtml"><h:body>'
        + STORY.replace("</", "</h:").replace("<p", "<h:p").replace("<h1", "<h:h1")
        + "</h:body></h:html>"
    ),
    "reader wrapper that starts hidden": document(f"<div class='reader' style='display:none'>{STORY}</div><p>Menu</p>"),
    "no body element": f"<html><head><title>{HEADLINE}</title></head>{STORY}",
    "1,000 nested tables": document("<table><tr><td>" * 1_000 + STORY + "</td></tr></table>" * 1_000),
    "100,000 empty divs": document("<div></div>" * 100_000 + STORY),
    "attribute of 5 MB": document(f"<div data-state='{'a' * 5_000_000}'>{STORY}</div>"),
    "100,000 attributes": document(f"<div {' '.join(f'a{n}' for n in range(100_000))}>{STORY}</div>"),
    "50,000 choices": document(f"{STORY}<select>{'<option>Vale</option>' * 50_000}</select>"),
    "cells that span a hundred thousand others": document(
        f"{STORY}<table>{('<tr>' + '<td colspan=1000 rowspan=65000>a sack</td>' * 10 + '</tr>') * 300}</table>"
    ),
    "9,000 pictures in one figure": document(
        f"{STORY}<figure>{'<img src=a.jpg><figcaption>The mill in spring</figcaption>' * 9_000}</figure>"
    ),
    "300,000 inline elements": document(f"{STORY}<p>{'<i>sack</i> ' * 300_000}</p>"),
    "20,000 links in a paragraph": document(
        f"{STORY}<p>" + " ".join(f"<a href='/{number}'>sack {number}</a>," for number in range(20_000)) + "</p>"
    ),
    "two million marks on one letter": document(f"{STORY}<p>a{(chr(0x301) + chr(0x323)) * 1_000_000}</p>"),
    "entities that name entities": (
        '<?xml version="1.0"?><!DOCTYPE html [<!ENTITY a "sack">'
        + "".join(f'<!ENTITY {b} "{f"&{a};" * 10}">' for a, b in itertools.pairwise("abcdefghij"))
        + f"]><html lang='en'><body>{STORY}<p>&j;</p></body></html>"
    ),
    "half an emoji": document(STORY + "\ud83d" * 1_000),
    "a NUL character": document(f"{STORY}<p>The\0 end</p>"),
    "script of 5 MB": document(f"<script>{'var a = 1;' * 500_000}</script>{STORY}"),
    "a word of 2 MB": document(f"{STORY}<div>{'x' * 2_000_000}</div>"),
    "a million entities": document(f"{STORY}<p>{'&amp;' * 1_000_000}</p>"),
    "unclosed elements": document(f"<h1>{HEADLINE}</h1><div><b>" + "<p>".join(["", *PARAGRAPHS]) + "</i></table></ul>"),
    "glued documents": document(STORY.split(f"<p>{PARAGRAPHS[2]}", maxsplit=1)[0])
    + document(f"<p>{PARAGRAPHS[2]}" + STORY.split(f"<p>{PARAGRAPHS[2]}")[1]),
}  # fmt: skip


@pytest.mark.parametrize("name", WHOLE)
def test_every_paragraph_comes_back(name: str) -> None:
    article = article_of(WHOLE[name])
    assert [paragraph for paragraph in PARAGRAPHS if paragraph in article.text] == PARAGRAPHS


@pytest.mark.parametrize("name", WHOLE)
def test_renderings_of_odd_pages_hold_every_paragraph(name: str) -> None:
    article = article_of(WHOLE[name], "blocks", "markdown", "html")
    for paragraph in PARAGRAPHS:
        assert paragraph in (article.markdown or "")
        assert paragraph in (article.html or "")


def test_broken_nesting_costs_no_text() -> None:
    one, two, three, four, five = PARAGRAPHS
    markup = f"<div><p>{one}<div><b>{two}</p></i><table><tr><p>{three}</td></div><li>{four}</ul><p>{five}"
    assert all(paragraph in article_of(document(markup)).text for paragraph in PARAGRAPHS)


def test_an_amp_page_gives_its_article_and_its_picture() -> None:
    markup = (
        "<!doctype html><html ⚡ lang='en'><head><style amp-boilerplate>body{visibility:hidden}</style></head><body>"
        f"<h1>{HEADLINE}</h1><amp-img src='/mill.jpg' width='800' height='400' alt='A mill'></amp-img>{BODY}"
        "<amp-ad width='300' height='250'></amp-ad></body></html>"
    )
    article = article_of(markup)
    assert article.text == "\n\n".join(PARAGRAPHS)
    assert [(image.url, image.alt) for image in article.images] == [("https://vale.example/mill.jpg", "A mill")]


@pytest.mark.parametrize("attribute", ["hidden", "aria-hidden='true'", "style='display:none'"])
def test_hidden_paragraphs_are_no_text(attribute: str) -> None:
    article = article_of(document(f"<h1>{HEADLINE}</h1><p {attribute}>{HIDDEN}</p>{BODY}<p {attribute}>{HIDDEN}</p>"))
    assert article.text == "\n\n".join(PARAGRAPHS)
    middle = BODY.replace("</p>", f"</p><p {attribute}>{HIDDEN}</p>", 2)
    assert HIDDEN not in article_of(document(f"<h1>{HEADLINE}</h1>{middle}")).text


def test_a_hidden_copy_of_the_article_is_not_read_twice() -> None:
    article = article_of(document(f"{STORY}<div style='display:none' class='mobile'>{STORY}</div>"))
    assert all(article.text.count(paragraph) == 1 for paragraph in PARAGRAPHS)


def test_a_paragraph_of_twelve_megabytes_comes_back_whole() -> None:
    text = prose(12_000_000)
    article = article_of(document(f"<h1>{HEADLINE}</h1><p>{text}</p>"))
    assert article.text == text
    assert "page-cut-off" not in article.warnings


@pytest.mark.parametrize("count", [16_000, 27_000])
def test_a_page_with_more_paragraphs_than_are_read_says_so(count: int) -> None:
    paragraphs = list(itertools.islice(sentences(), count))
    article = article_of(document(f"<h1>{HEADLINE}</h1>" + "".join(f"<p>{text}</p>" for text in paragraphs)))
    assert "page-cut-off" in article.warnings
    assert article.text.startswith(paragraphs[0])


def test_a_table_of_fifty_thousand_rows_costs_neither_the_article_nor_the_promise() -> None:
    rows = "".join(f"<tr><td>Sack {number}</td><td>{number * 7}</td></tr>" for number in range(50_000))
    article = article_of(document(f"{STORY}<table>{rows}</table>"), "markdown", "html")
    assert all(paragraph in article.text for paragraph in PARAGRAPHS)
    assert "page-cut-off" in article.warnings


def test_a_refrain_is_said_as_often_as_the_page_says_it() -> None:
    refrain = "Turn, wheel, turn, said the song."
    stanzas = "".join(f"<p>{paragraph}</p><p>{refrain}</p>" for paragraph in PARAGRAPHS)
    assert article_of(document(f"<h1>{HEADLINE}</h1>{stanzas}")).text.count(refrain) == len(PARAGRAPHS)


@pytest.mark.parametrize(
    ("markup", "detail"),
    [
        (
            "<html><frameset cols='20%,80%'><frame src='a.html'><frame src='b.html'></frameset></html>",
            "frames other pages",
        ),
        ("<html><head><title>Mill</title></head></html>", "blank"),
        (document(f"<template>{STORY}</template>"), "blank"),
    ],
)
def test_a_page_without_text_is_refused_with_the_reason(markup: str, detail: str) -> None:
    with pytest.raises(NoArticle, match=detail):
        article_of(markup)


def test_a_web_archive_is_refused_by_its_name() -> None:
    archive = (
        "From: <Saved by a browser>\r\nSubject: Mill\r\nMIME-Version: 1.0\r\n"
        'Content-Type: multipart/related; type="text/html"; boundary="----B"\r\n\r\n------B\r\n'
        f"Content-Type: text/html\r\n\r\n{document(STORY)}\r\n------B--"
    )
    with pytest.raises(NotAPage, match="MHTML"):
        article_of(archive)
