"""The article's text in other shapes: typed blocks, Markdown, HTML. All come from one extraction."""

from __future__ import annotations

import re
from collections.abc import Sequence
from html import escape
from typing import Any, Final

from cleaners.article import Article, BlockType

_ITEM: Final = re.compile(r"(?:[-–+*•]|\(?\d{1,3}[.)]|[a-zđ]\))\s+(?=\S)")
#: what Markdown would read as more than text at the start of a line, and anywhere
_STARTS: Final = re.compile(r"^(?=[#>+=~-]|\d{1,9}[.)]\s)")
_SIGNS: Final = re.compile(r"([\\`*_\[\]<>|])")
_NUMBER: Final = re.compile(r"^(\d{1,9})([.)])(?=\s)")


def blocks_of_text(text: str) -> list[dict[str, Any]]:
    """Blocks of a plain text, whose paragraphs are parted by blank lines; items are told by their bullet or number."""
    return [_block("item" if _ITEM.match(part) else "paragraph", part) for part in text.split("\n\n")]


def _block(kind: BlockType, text: str) -> dict[str, Any]:
    return {"type": kind, "level": None, "text": text}


def render(article: Article, include: frozenset[str]) -> None:
    """Fill in the optional parts of ``article`` that ``include`` asks for and that are not there yet."""
    if not include & {"blocks", "markdown", "html"}:
        return
    if article.blocks is None:
        article.blocks = blocks_of_text(article.text)
    if "markdown" in include and article.markdown is None:
        article.markdown = markdown(article.metadata.title, article.blocks)
    if "html" in include and article.html is None:
        article.html = html(article.blocks)


def markdown(title: str | None, blocks: Sequence[dict[str, Any]]) -> str:
    """The title as a first-level heading and the blocks below it (CommonMark)."""
    parts = [f"# {_plain(title)}"] if title else []
    previous = ""
    for block in blocks:
        kind, text = block["type"], block["text"]
        if kind == "heading":
            part = "#" * max(2, block["level"] or 2) + " " + _plain(text)
        elif kind == "item":
            part = "- " + _plain(_ITEM.sub("", text, count=1) if text[:1] in "-–+*•" else text)
        elif kind == "quote":
            part = "\n".join("> " + _plain(line) for line in text.split("\n"))
        elif kind == "code":
            fence = "`" * (max((len(run) for run in re.findall("`+", text)), default=0) + 1)
            fence = max(fence, "```", key=len)
            part = f"{fence}\n{text}\n{fence}"
        elif kind == "term":
            part = f"**{_plain(text)}**"
        else:
            part = _plain(text)
        if kind == "item" and previous == "item":
            parts[-1] += "\n" + part
        else:
            parts.append(part)
        previous = kind
    return "\n\n".join(parts) + "\n"


def _plain(text: str) -> str:
    """``text`` so that Markdown shows it as it is."""
    escaped = _SIGNS.sub(r"\\\1", text)
    numbered = _NUMBER.sub(r"\1\\\2", escaped)
    return numbered if numbered != escaped else _STARTS.sub(r"\\", escaped)


def html(blocks: Sequence[dict[str, Any]]) -> str:
    """The blocks as a fragment of HTML that holds nothing but text and a handful of elements without attributes."""
    parts: list[str] = []
    inside_list = False
    for block in blocks:
        kind, text = block["type"], escape(block["text"], quote=False)
        if inside_list and kind != "item":
            parts.append("</ul>")
            inside_list = False
        if kind == "item":
            if not inside_list:
                parts.append("<ul>")
                inside_list = True
            parts.append(f"<li>{text}</li>")
        elif kind == "heading":
            level = min(max(block["level"] or 2, 2), 6)
            parts.append(f"<h{level}>{text}</h{level}>")
        elif kind == "quote":
            parts.append(f"<blockquote><p>{text}</p></blockquote>")
        elif kind == "code":
            parts.append(f"<pre><code>{text}</code></pre>")
        elif kind == "term":
            parts.append(f"<p><strong>{text}</strong></p>")
        else:
            parts.append(f"<p>{text}</p>")
    if inside_list:
        parts.append("</ul>")
    return "\n".join(parts)
