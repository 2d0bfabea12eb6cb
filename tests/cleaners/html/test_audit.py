"""What the segments of an HTML page say of what was kept and of what was removed, and why."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from cleaners import Article, NoArticle, Page, clean
from cleaners.segments import Segment

HEADLINE = "Northern quay to be rebuilt"
PARAGRAPHS = [
    "The harbour board has agreed to rebuild the northern quay, which has been closed since the storm in February.",
    "Nobody had expected the price, which was low; the cranes are old, the harbour master said on Tuesday.",
    "The plan is to drive new piles along the whole length of the quay and to raise its deck by forty centimetres.",
    "Until then the ferries will go on calling at the southern pier, and season tickets will be valid at both.",
]
BODY = [f"<p>{paragraph}</p>" for paragraph in PARAGRAPHS]
STORY = "".join(BODY)
TABLE = (
    "<table><tr><th>Date</th><th>Time</th><th>What</th><th>Contact</th></tr>"
    "<tr><td>4 March 2021</td><td>10:00</td><td>Meeting of the board</td><td>E-mail</td></tr>"
    "<tr><td>12/05/2021</td><td>14:05:33</td><td>Opening of the pier</td><td>—</td></tr>"
    "<tr><td>1 June 2021</td><td>120 views</td><td>Share</td><td>By Bo Lind</td></tr></table>"
)


def article(body: str, head: str = "", language: str = "en") -> Article:
    return clean(Page("html", f"<html lang='{language}'><head>{head}</head><body>{body}</body></html>"))


def told(found: Article, text: str) -> tuple[str, str | None, str | None]:
    """Role, kind and rule of the segment that is ``text``."""
    segment = next(segment for segment in found.segments if segment.text == text)
    return segment.role, segment.kind, segment.rule


def removed(found: Article) -> list[Segment]:
    return [segment for segment in found.segments if segment.role == "removed"]


def test_no_cell_of_a_table_that_is_kept_is_removed() -> None:
    found = article(f"<article><h1>{HEADLINE}</h1>{''.join(BODY[:2])}{TABLE}{''.join(BODY[2:])}</article>")
    assert removed(found) == []
    assert "1 June 2021 | 120 views | Share | By Bo Lind" in found.text
    assert found.metadata.authors == []
    assert found.metadata.published_at is None


@pytest.mark.parametrize("rows", [1, 2, 3])
@pytest.mark.parametrize("end", ["", "<p>Tickets are sold on board.</p>", "<p class='byline'>By Bo Lind</p>"])
@pytest.mark.parametrize("before", [2, 4])
def test_a_small_table_is_not_torn_apart_wherever_it_stands(rows: int, end: str, before: int) -> None:
    data = [("Weekday", "22"), ("Saturday", "14"), ("Sunday", "8")][:rows]
    lines = "".join(f"<tr><td>{day}</td><td>{count}</td></tr>" for day, count in data)
    table = f"<table><tr><th>Day</th><th>Crossings</th></tr>{lines}</table>"
    found = article(
        f"<article><h1>{HEADLINE}</h1>{''.join(BODY[:before])}{table}{''.join(BODY[before:])}{end}</article>"
    )
    assert "\n\n".join(f"{day} | {count}" for day, count in [("Day", "Crossings"), *data]) in found.text


def test_a_table_of_links_with_dates_is_not_held() -> None:
    rows = "".join(
        f"<tr><td><a href='/{n}'>Notice number {n} of the harbour board</a></td><td>{n}/05/2021</td></tr>"
        for n in range(10, 16)
    )
    found = article(f"<article><h1>{HEADLINE}</h1>{STORY}</article><table>{rows}</table>")
    assert "Notice" not in found.text


@pytest.mark.parametrize(
    "line",
    [
        "<time datetime='2021-03-04T10:00:00Z'>Mar 4, 2021 11:20</time>",
        "<time datetime='2021-03-04T10:00:00Z'>3 days ago</time>",
        "<time datetime='2021-03-04'>Thursday the fourth of March</time>",
    ],
)
def test_the_date_below_the_lead_is_the_articles(line: str) -> None:
    found = article(f"<article><h1>{HEADLINE}</h1>{BODY[0]}<div class='info'>{line}</div>{''.join(BODY[1:])}</article>")
    assert [segment.rule for segment in found.segments if segment.role == "date"] == ["html.date"]
    assert removed(found) == []


def test_a_label_before_the_date_is_part_of_the_date_line() -> None:
    line = "<div>Updated <time datetime='2021-03-05T10:00:00Z'>5 March 2021 at 11:20</time></div>"
    found = article(f"<article><h1>{HEADLINE}</h1>{STORY}{line}</article>")
    assert told(found, "Updated")[0] == "date"


def test_the_date_of_a_related_article_is_not_the_articles() -> None:
    teaser = "<div class='related'><a href='/1'>Market opens again</a> <div><time>1 May 2020</time></div></div>"
    found = article(f"<article><h1>{HEADLINE}</h1><p>4 March 2021</p>{STORY}{teaser}</article>")
    assert told(found, "4 March 2021")[0] == "date"
    assert told(found, "1 May 2020")[:2] == ("removed", "related")


@pytest.mark.parametrize(
    "comments",
    [
        "<section><h2>Comments</h2><p>Bo Lind</p></section>",
        "<div><h2>Comments</h2></div><div><p>Bo Lind</p></div>",
    ],
)
def test_a_heading_of_comments_does_not_head_the_footer(comments: str) -> None:
    links = "<a href='/f'>Ferries</a> <a href='/j'>Jobs</a> <a href='/s'>The quay shop</a>"
    found = article(f"<div><h1>{HEADLINE}</h1>{STORY}{comments}</div><div class='bottom'><p>{links}</p></div>")
    assert told(found, "Bo Lind")[:2] == ("removed", "comment")
    assert told(found, "Ferries Jobs The quay shop") == ("removed", "navigation", "html.link")


def test_the_footer_of_the_markup_is_no_comment_whatever_is_around_it() -> None:
    found = article(f"<h1>{HEADLINE}</h1>{STORY}<h3>Comments</h3><p>Good.</p><footer><p>The quay shop</p></footer>")
    assert told(found, "The quay shop")[1] != "comment"


def test_markup_tells_the_kind_where_no_rule_does() -> None:
    links = "<h4>More of this</h4><a href='/1'>Market opens again on Friday after long repairs</a>"
    found = article(f"<article><h1>{HEADLINE}</h1>{STORY}</article><div class='related-news'>{links}</div>")
    assert {told(found, segment.text)[1:] for segment in removed(found)} == {("related", "html.markup")}


def test_classes_that_the_body_has_too_tell_nothing() -> None:
    found = article(f"<div class='comment-page'><h1>{HEADLINE}</h1>{STORY}<p>Pier</p></div>")
    assert told(found, "Pier")[1] == "other"


def test_a_label_in_a_poll_is_part_of_the_poll() -> None:
    poll = "<div class='poll'><div><div><label>It is high time</label></div></div></div>"
    assert told(article(f"<h1>{HEADLINE}</h1>{STORY}{poll}"), "It is high time")[:2] == ("removed", "poll")


def test_chrome_that_is_printed_again_is_what_its_own_element_says() -> None:
    twice = "<div class='promo'>Milk from here</div><aside class='sponsor'>Milk from here</aside><p>Milk from here</p>"
    found = article(f"<article><h1>{HEADLINE}</h1>{STORY}</article>{twice}")
    assert [segment.kind for segment in removed(found)] == ["promotion"] * 3


def test_topics_of_a_menu_are_no_keywords() -> None:
    menu = "<nav><ul><li>Topics</li><li>Ports</li><li>Ferries</li><li>Markets</li></ul></nav>"
    found = article(f"{menu}<h1>{HEADLINE}</h1>{STORY}")
    assert found.metadata.keywords == []
    assert {segment.kind for segment in removed(found)} == {"navigation"}


def test_a_paragraph_is_no_menu_whatever_its_class() -> None:
    aside = "The paper is printed by a firm of the town that has belonged to its workers ever since the war was over."
    found = article(f"<article><h1>{HEADLINE}</h1>{STORY}</article><footer class='menu'><p>{aside}</p></footer>")
    assert told(found, aside)[1] != "navigation"


def test_a_menu_item_whose_class_says_caption_is_no_caption() -> None:
    menu = "<ul class='menu'><li><a href='/f' class='caption'>Ferries</a></li></ul>"
    assert told(article(f"{menu}<h1>{HEADLINE}</h1>{STORY}"), "Ferries")[:2] == ("removed", "navigation")


@pytest.mark.parametrize(
    "crumbs",
    [
        "<div><a href='/'>Home</a> › <a href='/t'>Transport</a> › <a href='/t/p'>Ports</a></div>",
        "<div class='breadcrumb'><a href='/t'>Home › Transport › Ports</a></div>",
        "<nav aria-label='Breadcrumb'><a href='/'>Home</a>/<a href='/t'>Transport</a>/<a>Ports</a></nav>",
        "<p>Home &gt; Transport &gt; Ports</p>",
    ],
)
def test_a_breadcrumb_in_one_line_is_split(crumbs: str) -> None:
    assert article(f"{crumbs}<h1>{HEADLINE}</h1>{STORY}").metadata.section == ["Transport", "Ports"]


def test_a_breadcrumb_stated_as_one_section_is_split() -> None:
    data = {"@type": "NewsArticle", "headline": HEADLINE, "articleSection": "Home › Transport › Ports"}
    head = f"<script type='application/ld+json'>{json.dumps(data)}</script>"
    assert article(f"<h1>{HEADLINE}</h1>{STORY}", head).metadata.section == ["Transport", "Ports"]


@pytest.mark.parametrize("menu", ["Home | Contact | Deutsch", "Home - Login - English", "Home / Sitemap / RSS"])
def test_a_menu_in_one_line_is_no_breadcrumb(menu: str) -> None:
    found = article(f"<div>{menu}</div><h1>{HEADLINE}</h1>{STORY}")
    assert found.metadata.section == []
    assert told(found, menu)[:2] == ("removed", "navigation")


@pytest.mark.parametrize(
    ("body", "reason", "sentence"),
    [
        ("<a href='/a'>Ferries</a> <a href='/b'>Jobs at the quay</a>", "menu", "menus, lists or notices"),
        ("<p>12</p><p>4711</p><p>1,204</p>", "figures", "figures"),
        ("<p>https://vale.example/a</p><p>https://vale.example/b</p>", "menu", "addresses of other pages"),
        ("<div>© 2021 Harbour Post. All rights reserved.</div><div>Visitors: 1204</div>", "menu", "notices"),
        ("<p>Tel: 020 7946 0000</p><p>Fax: 020 7946 0001</p>", "contact", "telephone numbers"),
    ],
)
def test_the_words_of_a_refusal_fit_the_page(body: str, reason: str, sentence: str) -> None:
    with pytest.raises(NoArticle) as caught:
        article(body)
    assert caught.value.reason == reason
    assert sentence in caught.value.detail
    assert sum(caught.value.removed_counts.values()) > 0


def test_every_judgement_on_a_removed_piece_is_explained_to_people() -> None:
    words = Path(__file__).parents[3] / "service" / "static" / "playground" / "words.json"
    explained = json.loads(words.read_text(encoding="utf-8"))["judgements"]
    found = article(
        f"<nav><a href='/'>Home</a></nav><div>Home | Contact | Deutsch</div><h1>{HEADLINE}</h1>{STORY}"
        "<time>4 March 2021</time><div class='share'>Pass it on</div><p><a href='/f'>Ferries</a></p><p>Pier</p>"
    )
    rules = {segment.rule for segment in found.segments if segment.rule is not None}
    assert {rule for rule in rules if rule.startswith(("text.", "html."))} <= set(explained)
    assert all(segment.rule for segment in removed(found))


@pytest.mark.parametrize(
    "line",
    [
        "© 2021 Harbour Post. All rights reserved. <a href='/c'>Contact</a>",
        "© 2021 Harbour Post. All rights reserved. <a href='/c'>Contact</a> | <a href='/p'>Our ferries</a>",
        "© 2021 <a href='/'>Harbour Post</a>. All rights reserved.",
        "© 2021 Harbour Post. <a href='/r'>All rights reserved.</a>",
    ],
)
def test_a_link_beside_the_reuse_notice_is_no_part_of_it(line: str) -> None:
    found = article(f"<article><h1>{HEADLINE}</h1>{STORY}</article><footer><p>{line}</p></footer>")
    assert found.metadata.rights == "© 2021 Harbour Post. All rights reserved."


def test_a_button_among_figures_is_no_counter() -> None:
    row = "<div class='counter'><button>Pass it on</button> <div>12</div></div>"
    found = article(f"<article><h1>{HEADLINE}</h1>{STORY}</article>{row}")
    assert told(found, "Pass it on")[1] == "toolbar"
    assert told(found, "12")[1] == "counter"
