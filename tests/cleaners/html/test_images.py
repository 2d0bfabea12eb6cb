"""The pictures of an article."""

from __future__ import annotations

import pytest

from cleaners.article import Image
from cleaners.html import clean_html
from cleaners.page import Options, Page

HEADLINE = "Workers buy the old mill by the river"
PARAGRAPHS = [
    "The mill by the river was sold to its workers on Monday, said the mayor of the town.",
    "Nobody had expected the price, which was low; the roof leaks, the former owner said.",
    "Work will begin again in the autumn, when the new turbine arrives from the coast.",
    "The council gave a loan of forty thousand crowns and asks no interest for two years.",
]


def images_of(
    middle: str = "", *, above: str = "", below: str = "", url: str | None = "https://vale.example/1"
) -> list[Image]:
    body = f"{above}<article><h1>{HEADLINE}</h1><p>{PARAGRAPHS[0]}</p>{middle}"
    body += "".join(f"<p>{paragraph}</p>" for paragraph in PARAGRAPHS[1:]) + f"</article>{below}"
    return clean_html(Page("html", f"<html lang='en'><body>{body}</body></html>", url=url), Options()).images


def addresses(*args: str, **options: str) -> list[str | None]:
    return [image.url for image in images_of(*args, **options)]


@pytest.mark.parametrize(
    "figure",
    [
        "<figure><img src='/a.jpg' alt='A mill'><figcaption>The mill in spring</figcaption></figure>",
        "<figure><figcaption>The mill in spring</figcaption><img src='/a.jpg' alt='A mill'></figure>",
        "<div><img src='/a.jpg' alt='A mill'><p class='caption'>The mill in spring</p></div>",
    ],
)
def test_a_picture_has_its_caption(figure: str) -> None:
    assert images_of(figure) == [Image("https://vale.example/a.jpg", "A mill", "The mill in spring")]


def test_pictures_of_one_figure_share_its_caption_and_others_do_not() -> None:
    figure = "<figure><img src='/a.jpg'><img src='/b.jpg'><figcaption>Before and after</figcaption></figure>"
    found = images_of(figure + f"<p>{PARAGRAPHS[0]}</p><img src='/c.jpg'>")
    assert [image.caption for image in found] == ["Before and after", "Before and after", None]


@pytest.mark.parametrize(
    "picture",
    [
        "<img src='data:image/gif;base64,AA' data-src='/a.jpg'>",
        "<img data-original='/a.jpg' src='/spacer.gif'>",
        "<img srcset='/a.jpg 800w, /b.jpg 1600w'>",
        "<picture><source srcset='/a.webp'><img src='/a.jpg'></picture>",
        "<amp-img src='/a.jpg' width='800' height='600'></amp-img>",
    ],
)
def test_the_address_is_that_of_the_picture_itself(picture: str) -> None:
    assert addresses(picture) == ["https://vale.example/a.jpg"]


@pytest.mark.parametrize(
    "picture",
    [
        "<img src='/icon.png' width='16' height='16'>",
        "<img src='/count.gif' width='1' height='1'>",
        "<img src='/img/logo.png'>",
        "<div class='author-box'><img src='/ada.jpg' alt='Ada Quill'></div>",
        "<div class='related-news'><img src='/other.jpg'></div>",
        "<div class='share'><img src='/post.jpg'></div>",
        "<div style='display:none'><img src='/a.jpg'></div>",
        "<img src='data:image/png;base64,AA'>",
    ],
)
def test_icons_counters_and_pictures_of_other_things_are_left_out(picture: str) -> None:
    assert addresses(picture) == []


def test_pictures_above_the_title_and_below_the_article_are_the_sites() -> None:
    below = "<div><p>More</p><p>Yet more</p><img src='/z.jpg'></div>"
    assert addresses(above="<div><img src='/banner.jpg'></div>", below=below) == []


def test_a_picture_between_title_and_text_is_the_articles() -> None:
    body = f"<h1>{HEADLINE}</h1><div>5 May 2024</div><div>Ada Quill</div><div>Share</div><img src='/a.jpg'>"
    body += "".join(f"<p>{paragraph}</p>" for paragraph in PARAGRAPHS)
    page = Page("html", f"<html lang='en'><body><article>{body}</article></body></html>", url="https://vale.example/1")
    assert [image.url for image in clean_html(page, Options()).images] == ["https://vale.example/a.jpg"]


def test_a_picture_printed_twice_is_listed_once() -> None:
    assert addresses("<img src='/a.jpg'><img src='/a.jpg'>") == ["https://vale.example/a.jpg"]


def test_a_relative_address_that_nothing_completes_is_no_address() -> None:
    assert images_of("<img src='/a.jpg'>", url=None) == []


def test_the_address_of_a_picture_is_made_whole_by_the_pages_own() -> None:
    page = (
        "<html lang='en'><head><link rel='canonical' href='https://vale.example/news/mill'></head><body><article>"
        f"<h1>{HEADLINE}</h1><p>{PARAGRAPHS[0]}</p><img src='/img/mill.jpg'>"
        f"<p>{PARAGRAPHS[1]} <a href='roof'>Roof</a></p>"
        f"<p>{PARAGRAPHS[2]}</p><p>{PARAGRAPHS[3]}</p></article></body></html>"
    )
    found = clean_html(Page("html", page), Options(include=frozenset({"blocks"})))
    assert found.metadata.url == "https://vale.example/news/mill"
    assert [image.url for image in found.images] == ["https://vale.example/img/mill.jpg"]
    assert [link.url for block in found.blocks or [] for link in block.links] == ["https://vale.example/news/roof"]
