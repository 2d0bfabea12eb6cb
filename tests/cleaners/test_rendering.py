"""Which renderings are made, and of what."""

from __future__ import annotations

from cleaners.article import Article, ContentBlock, Metadata
from cleaners.rendering import blocks_of_text, render


def test_nothing_is_rendered_that_nobody_asks_for() -> None:
    article = Article(Metadata(), "One.")
    render(article, frozenset({"segments"}))
    assert (article.blocks, article.markdown, article.html) == (None, None, None)


def test_blocks_the_extraction_gave_are_what_is_rendered() -> None:
    article = Article(Metadata(title="Mill"), "Water", blocks=[ContentBlock("heading", "Water", level=2)])
    render(article, frozenset({"markdown", "html"}))
    assert article.markdown == "# Mill\n\n## Water\n"
    assert article.html == "<h2>Water</h2>"


def test_items_of_plain_text_are_told_by_their_bullet() -> None:
    assert [block.type for block in blocks_of_text("One.\n\n• two\n\n3) three")] == ["paragraph", "item", "item"]


def test_a_bullet_of_plain_text_is_not_written_twice() -> None:
    article = Article(Metadata(), "• two\n\n- three")
    render(article, frozenset({"markdown"}))
    assert article.markdown == "- two\n- three\n"
