from __future__ import annotations

import pytest

from cleaners import NoArticle, NotAPage, Options, Page, clean, clean_fast
from tests.service.support import HTML, PAGE


def test_the_cheaper_way_gives_the_same_text_for_a_plain_page_and_says_so() -> None:
    article = clean_fast(Page("html", HTML, url="https://xom.example/1"), Options(frozenset({"segments", "markdown"})))
    assert article.text == clean(Page("html", HTML)).text
    assert "fast-fallback" in article.warnings
    assert article.metadata.hostname == "xom.example"
    assert article.markdown
    assert all(segment.start is None and segment.end is None for segment in article.segments)


def test_scripts_styles_and_markup_are_no_text_of_the_cheaper_way() -> None:
    page = HTML.replace("<article>", "<script>var hidden = 1;</script><style>p { color: red }</style><article>")
    text = clean_fast(Page("html", page)).text
    assert "hidden" not in text
    assert "color" not in text
    assert "<" not in text


def test_the_cheaper_way_of_a_raw_text_is_the_only_one() -> None:
    fast, full = clean_fast(Page("text", PAGE)), clean(Page("text", PAGE))
    assert (fast.text, fast.segments) == (full.text, full.segments)


def test_the_cheaper_way_refuses_what_the_other_does() -> None:
    with pytest.raises(NoArticle):
        clean_fast(Page("html", "<p>Trang chủ</p>"))
    with pytest.raises(NotAPage):
        clean_fast(Page("html", "%PDF-1.7\n1 0 obj\n<< >>\nendobj\n"))
