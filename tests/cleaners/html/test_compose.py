"""The structure of a page in the blocks of its article."""

from __future__ import annotations

import re
from typing import Any

import pytest

from cleaners import clean
from cleaners.article import Article, ContentBlock
from cleaners.page import Options, Page

PARAGRAPHS = [
    "The mill by the river was sold to its workers on Monday, said the mayor of the town.",
    "Nobody had expected the price, which was low; the roof leaks, the former owner said.",
    "Work will begin again in the autumn, when the new turbine arrives from the coast.",
    "The council gave a loan of forty thousand crowns and asks no interest for two years.",
]
BEFORE = "".join(f"<p>{paragraph}</p>" for paragraph in PARAGRAPHS[:2])
AFTER = "".join(f"<p>{paragraph}</p>" for paragraph in PARAGRAPHS[2:])
ALL = Options(include=frozenset({"blocks", "markdown", "html"}))


def article_of(inside: str, url: str | None = "https://vale.example/news/1", head: str = "") -> Article:
    body = f"<article><h1>Workers buy the old mill by the river</h1>{BEFORE}{inside}{AFTER}</article>"
    return clean(Page("html", f"<html lang='en'><head>{head}</head><body>{body}</body></html>", url=url), ALL)


def blocks_of(inside: str, **options: Any) -> list[ContentBlock]:
    """The blocks between the paragraphs around."""
    blocks = article_of(inside, **options).blocks or []
    return [block for block in blocks if block.text not in PARAGRAPHS]


def words(text: str) -> list[str]:
    return re.findall(r"\w+", text)


STRUCTURES = {
    "lists": "<ul><li>The first part of the plan<ol><li>buy the wheel</li><li>mend the roof</li></ol></li>"
    "<li>The second part of the plan</li></ul>",
    "table": "<table><tr><th>Day of the week</th><th>Opening hours</th></tr>"
    "<tr><td>Monday and Tuesday</td><td>from nine to twelve</td></tr>"
    "<tr><td>Sunday</td><td>closed all day</td></tr></table>",
    "code": "<p>Set the speed with this small program:</p>"
    "<pre><code>def speed(water):\n    if water:\n\n        return 3</code></pre>",
    "definitions": "<dl><dt>Weir</dt><dd>A low dam that raises the water.</dd>"
    "<dt>Sluice</dt><dd>A gate that lets it go.</dd></dl>",
    "quote": "<blockquote><p>We have waited long for this day.</p>"
    "<p>Now we shall see what comes of it.</p></blockquote>",
    "breaks": "<p>The wheel turns and turns,<br>the water runs below.</p>",
}


@pytest.mark.parametrize("name", STRUCTURES)
def test_text_and_renderings_say_the_same(name: str) -> None:
    article = article_of(STRUCTURES[name])
    wanted = words(article.text)
    assert words(" ".join(block.text for block in article.blocks or [])) == wanted
    assert words(re.sub(r"<[^>]+>", " ", article.html or "")) == wanted
    title = words(article.metadata.title or "")
    assert words(re.sub(r"\d\. |<br>", " ", article.markdown or "")) == title + wanted


@pytest.mark.parametrize("name", STRUCTURES)
def test_the_text_does_not_depend_on_what_is_asked_for(name: str) -> None:
    body = f"<article><h1>Workers buy the old mill</h1>{BEFORE}{STRUCTURES[name]}{AFTER}</article>"
    page = Page("html", f"<html lang='en'><body>{body}</body></html>")
    assert clean(page, ALL).text == clean(page, Options()).text


def test_items_know_their_depth_and_number() -> None:
    found = [(b.type, b.text, b.depth, b.number) for b in blocks_of(STRUCTURES["lists"])]
    assert found == [
        ("item", "The first part of the plan", 1, None),
        ("item", "buy the wheel", 2, 1),
        ("item", "mend the roof", 2, 2),
        ("item", "The second part of the plan", 1, None),
    ]


def test_the_paragraphs_of_an_item_are_one_block() -> None:
    (block,) = blocks_of("<ul><li><p>The wheel is made of oak.</p><p>It was built in the last century.</p></li></ul>")
    assert block.text == "The wheel is made of oak.\n\nIt was built in the last century."


def test_a_table_keeps_its_rows_and_empty_cells() -> None:
    inside = (
        "<table><tr><th>Day of the week</th><th>Opening hours</th></tr>"
        "<tr><td rowspan='2'>Monday</td><td>nine to twelve</td></tr><tr><td></td></tr>"
        "<tr><td>Sunday</td><td></td></tr></table>"
    )
    (block,) = blocks_of(inside)
    assert block.type == "table"
    assert [[(cell.text, cell.header, cell.rowspan) for cell in row] for row in block.rows or ()] == [
        [("Day of the week", True, 1), ("Opening hours", True, 1)],
        [("Monday", False, 2), ("nine to twelve", False, 1)],
        [("Sunday", False, 1), ("", False, 1)],
    ]


def test_a_table_that_lays_out_the_page_is_no_table() -> None:
    assert {b.type for b in blocks_of(f"<table><tr><td><p>{'The wheel turns on. ' * 6}</p></td></tr></table>")} == {
        "paragraph"
    }


def test_code_keeps_its_line_breaks_in_text_and_blocks() -> None:
    article = article_of(STRUCTURES["code"])
    code = "def speed(water):\n    if water:\n\n        return 3"
    assert [b.text for b in article.blocks or [] if b.type == "code"] == [code]
    assert code in article.text


def test_terms_and_definitions_are_told_apart() -> None:
    assert [b.type for b in blocks_of(STRUCTURES["definitions"])] == ["term", "definition", "term", "definition"]


def test_the_paragraphs_of_a_quote_are_one_block() -> None:
    (block,) = blocks_of(STRUCTURES["quote"])
    assert (block.type, block.text.count("\n\n")) == ("quote", 1)


def test_lines_of_a_paragraph_stay_together() -> None:
    (block,) = blocks_of(STRUCTURES["breaks"])
    assert (block.type, block.text) == ("paragraph", "The wheel turns and turns,\nthe water runs below.")


def test_headings_keep_their_level() -> None:
    found = blocks_of("<h3>What the mayor said about it</h3><p>She said that the town was proud of the workers.</p>")
    assert [(b.type, b.level) for b in found] == [("heading", 3), ("paragraph", None)]


LINKED = "<p>All of it is told in <a href='{}'>the   annual <b>report</b></a>, which is free for everybody.</p>"


@pytest.mark.parametrize(
    ("href", "url", "head", "expected"),
    [
        ("/report", "https://vale.example/a/b", "", "https://vale.example/report"),
        (
            "report",
            "https://vale.example/a/b",
            "<base href='https://files.example/x/'>",
            "https://files.example/x/report",
        ),
        ("/report", None, "", "/report"),
        ("//files.example/r", None, "", "https://files.example/r"),
        ("mailto:mill@vale.example", None, "", "mailto:mill@vale.example"),
        ("https://files.example/a b", None, "", "https://files.example/a%20b"),
    ],
)
def test_links_keep_their_address_absolute_where_it_can_be(
    href: str, url: str | None, head: str, expected: str
) -> None:
    (block,) = blocks_of(LINKED.format(href), url=url, head=head)
    (link,) = block.links
    assert link.url == expected
    assert block.text[link.start : link.end] == "the annual report"


SENTENCES = {
    "<p>The mill is <b>not</b> for sale, the owner said.</p>": [("strong", "not")],
    "<p>The mill is <strong>not <em>yet</em> sold</strong>, said she.</p>": [
        ("strong", "not yet sold"),
        ("emphasis", "yet"),
    ],
    "<p>Type <code>mill  --run</code> and press <kbd>Enter</kbd> to begin.</p>": [
        ("code", "mill --run"),
        ("code", "Enter"),
    ],
    "<p>Water is H<sub>2</sub>O, and ten m<sup>2</sup> of it are here.</p>": [("subscript", "2"), ("superscript", "2")],
    "<p>It costs <del>forty</del> thirty crowns, and no more than that.</p>": [("deleted", "forty")],
    "<p><i class='icon'></i>The <b> old</b> <b>mill</b><b>s</b> by the river are sold.</p>": [
        ("strong", "old"),
        ("strong", "mills"),
    ],
}


@pytest.mark.parametrize("inside", SENTENCES)
def test_what_a_sentence_marks_is_kept_with_its_place(inside: str) -> None:
    (block,) = blocks_of(inside)
    assert [(span.kind, block.text[span.start : span.end]) for span in block.spans] == SENTENCES[inside]


def test_marks_are_the_same_in_markdown_and_html() -> None:
    article = article_of(
        "<ul><li>First set the <code>speed</code> of the wheel to <a href='/three'><b>three</b></a>, "
        "which is slow.</li></ul>"
        "<blockquote>It is <em>over</em> now</blockquote>"
        "<table><tr><th>Name</th><th>Use</th></tr><tr><td><code>a|b</code></td><td>for <b>both</b></td></tr></table>"
        "<p>first <b>line</b><br>second <i>line</i></p>"
    )
    made = article.markdown or ""
    assert "- First set the `speed` of the wheel to [**three**](https://vale.example/three), which is slow." in made
    assert "> It is _over_ now" in made
    assert r"| `a\|b` | for **both** |" in made
    assert "first **line**  \nsecond _line_" in made
    shown = (article.html or "").replace(' rel="noopener noreferrer"', "")
    assert '<code>speed</code> of the wheel to <a href="https://vale.example/three"><strong>three</strong></a>' in shown
    assert "<blockquote><p>It is <em>over</em> now</p></blockquote>" in shown
    assert "<td><code>a|b</code></td><td>for <strong>both</strong></td>" in shown
    assert "first <strong>line</strong><br>second <em>line</em>" in shown


@pytest.mark.parametrize(
    ("markup", "language"),
    [
        ("<pre><code class='hljs language-Python'>{}</code></pre>", "python"),
        ("<pre class='brush: js; gutter: false'>{}</pre>", "js"),
        ("<div class='highlight highlight-source-c++'><pre>{}</pre></div>", "c++"),
        (
            "<div class='language-ruby highlighter'><div class='highlight'><pre><code>{}</code></pre></div></div>",
            "ruby",
        ),
        ("<pre data-lang='go'>{}</pre>", "go"),
        ("<pre><code class='language-plaintext'>{}</code></pre>", None),
        ("<pre class='language-!\"&gt;'>{}</pre>", None),
        ("<pre>{}</pre>", None),
    ],
)
def test_code_keeps_the_language_its_highlighter_names(markup: str, language: str | None) -> None:
    article = article_of("<p>Set the speed with this program:</p>" + markup.format("speed = 3\nrun(speed)"))
    (block,) = [block for block in article.blocks or [] if block.type == "code"]
    assert (block.text, block.language) == ("speed = 3\nrun(speed)", language)
    assert f"```{language or ''}\nspeed = 3" in (article.markdown or "")
    assert (f'<code class="language-{language}">' if language else "<pre><code>") in (article.html or "")


def test_what_a_highlighter_calls_a_comment_or_a_title_stays_in_its_line_of_code() -> None:
    code = (
        "<pre><code><span class='hljs-comment'># set the speed</span>\n"
        "<span class='hljs-keyword'>def</span> <span class='hljs-title'>speed</span>():\n"
        "    <span class='hljs-keyword'>return</span> <span class='hljs-number'>3</span></code></pre>"
    )
    assert "# set the speed\ndef speed():\n    return 3" in article_of(code).text


@pytest.mark.parametrize(
    "href",
    ["javascript:alert(1)", " java&#10;script:alert(1)", "&#1;javascript:alert(1)", "data:text/html,x", "#top", ""],
)
def test_links_that_act_or_lead_nowhere_are_dropped_and_their_text_stays(href: str) -> None:
    article = article_of(LINKED.format(href), url=None)
    assert "the annual report" in article.text
    assert all(not block.links for block in article.blocks or [])
    assert "script:" not in (article.markdown or "") + (article.html or "")


def test_pictures_stand_where_the_page_shows_them() -> None:
    figure = "<figure><img src='/mill.jpg' alt='A mill'><figcaption>The mill in spring</figcaption></figure>"
    article = article_of(figure)
    kinds = [block.type for block in article.blocks or []]
    assert kinds == ["paragraph", "paragraph", "image", "paragraph", "paragraph"]
    assert (article.blocks or [])[2].image == article.images[0]
    assert "![A mill](https://vale.example/mill.jpg)\n\n*The mill in spring*" in (article.markdown or "")


def test_scripts_and_handlers_of_the_page_never_reach_the_rendering() -> None:
    inside = (
        "<p onclick='x()' style='color:red'>The <script>x()</script>wheel turns on, said the mayor of the town.</p>"
    )
    made = article_of(inside).html or ""
    assert "onclick" not in made
    assert "script" not in made
    assert "style" not in made
