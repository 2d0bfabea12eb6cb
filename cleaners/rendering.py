"""The article's text in other shapes: typed blocks, Markdown, HTML. All come from one extraction."""

from __future__ import annotations

import re
from typing import Final

from cleaners.article import Article, ContentBlock
from cleaners.hypertext import to_html
from cleaners.markdown import to_markdown
from cleaners.page import RENDERINGS

_ITEM: Final = re.compile(r"(?:[-–+*•]|\(?\d{1,3}[.)]|[a-zđ]\))\s+(?=\S)")


def blocks_of_text(text: str) -> list[ContentBlock]:
    """Blocks of a plain text, whose paragraphs are parted by blank lines; items are told by their bullet or number."""
    return [
        ContentBlock("item", part, depth=1) if _ITEM.match(part) else ContentBlock("paragraph", part)
        for part in text.split("\n\n")
    ]


def render(article: Article, include: frozenset[str]) -> None:
    """Fill in the optional parts of ``article`` that ``include`` asks for and that are not there yet."""
    if not include & RENDERINGS:
        return
    if article.blocks is None:
        article.blocks = blocks_of_text(article.text)
    if "markdown" in include and article.markdown is None:
        article.markdown = to_markdown(article.metadata.title, article.blocks)
    if "html" in include and article.html is None:
        article.html = to_html(article.blocks)
