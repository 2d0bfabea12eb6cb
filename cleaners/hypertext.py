"""An article as a fragment of HTML that is safe to put into a page."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from typing import Final

import nh3

from cleaners.article import Cell, ContentBlock, Image, Link, SpanKind
from cleaners.inline import Mark, nest, write

#: what may be in the HTML that is given out
ATTRIBUTES: Final[dict[str, set[str]]] = {
    "a": {"href"},
    "code": {"class"},
    "img": {"src", "alt"},
    "ol": {"start"},
    "li": {"value"},
    "td": {"colspan", "rowspan"},
    "th": {"colspan", "rowspan"},
}
TAGS: Final = {
    "a", "blockquote", "br", "code", "dd", "del", "dl", "dt", "em", "figcaption", "figure", "h2", "h3", "h4", "h5",
    "h6", "img", "li", "ol", "p", "pre", "strong", "sub", "sup", "table", "tbody", "td", "th", "thead", "tr", "ul",
}  # fmt: skip
#: the element of a span
_ELEMENTS: Final[dict[SpanKind, str]] = {
    "strong": "strong",
    "emphasis": "em",
    "deleted": "del",
    "subscript": "sub",
    "superscript": "sup",
    "code": "code",
}
#: the sanitiser's time grows with the square of the references in a text: it is given characters of private use
_REFERENCES: Final = {"\U000ffff0": "&amp;", "\U000ffff1": "&lt;", "\U000ffff2": "&gt;"}
_SIGNS: Final = str.maketrans({**dict.fromkeys(_REFERENCES), **dict(zip("&<>", _REFERENCES, strict=True))})
SCHEMES: Final = {"http", "https", "mailto", "tel"}


def to_html(blocks: Sequence[ContentBlock]) -> str:
    """The blocks as HTML: structure, links and pictures, nothing that acts or styles."""
    writer = _Writer()
    for block in blocks:
        writer.add(block)
    writer.close_lists()
    made = nh3.clean("\n".join(writer.parts), tags=TAGS, attributes=ATTRIBUTES, url_schemes=SCHEMES)
    for sign, reference in _REFERENCES.items():
        made = made.replace(sign, reference)
    return made


class _Writer:
    """Elements that span several blocks are kept open: lists with their depth, the last list item, ``dl``."""

    def __init__(self) -> None:
        self.parts: list[str] = []
        self.lists: list[tuple[int, str]] = []
        self.defining = False

    def add(self, block: ContentBlock) -> None:
        if block.type != "item":
            self._close_lists_to(0)
        if block.type not in ("term", "definition") and self.defining:
            self.parts.append("</dl>")
            self.defining = False
        if block.type == "item":
            self._item(block)
        elif block.type in ("term", "definition"):
            if not self.defining:
                self.parts.append("<dl>")
                self.defining = True
            tag = "dt" if block.type == "term" else "dd"
            self.parts.append(f"<{tag}>{_flow(block)}</{tag}>")
        else:
            self.parts.append(_alone(block))

    def close_lists(self) -> None:
        self._close_lists_to(0)
        if self.defining:
            self.parts.append("</dl>")

    def _close_lists_to(self, depth: int) -> None:
        while self.lists and self.lists[-1][0] > depth:
            self.parts.append(f"</li></{self.lists.pop()[1]}>")

    def _item(self, block: ContentBlock) -> None:
        depth, tag = block.depth or 1, "ul" if block.number is None else "ol"
        self._close_lists_to(depth)
        if self.lists and self.lists[-1] == (depth, tag):
            self.parts.append("</li>")
        else:
            if self.lists and self.lists[-1][0] == depth:
                self._close_lists_to(depth - 1)
            start = f' start="{block.number}"' if block.number not in (None, 1) else ""
            self.parts.append(f"<{tag}{start}>")
            self.lists.append((depth, tag))
        self.parts.append(f"<li>{_flow(block)}")


def _alone(block: ContentBlock) -> str:
    if block.type == "heading":
        level = min(max(block.level or 2, 2), 6)
        return f"<h{level}>{_inline(block)}</h{level}>"
    if block.type == "quote":
        return f"<blockquote>{_flow(block, always=True)}</blockquote>"
    if block.type == "code":
        language = f' class="language-{escape(block.language)}"' if block.language else ""
        return f"<pre><code{language}>{_text(block.text)}</code></pre>"
    if block.type == "table":
        return _table(block.rows or ())
    if block.type == "image":
        return _figure(block.image) if block.image else ""
    return f"<p>{_inline(block)}</p>"


def _figure(image: Image) -> str:
    picture = f'<img src="{escape(image.url)}" alt="{escape(image.alt or "")}">' if image.url else ""
    caption = f"<figcaption>{_text(image.caption)}</figcaption>" if image.caption else ""
    return f"<figure>{picture}{caption}</figure>"


def _table(rows: Sequence[Sequence[Cell]]) -> str:
    if not rows:
        return ""
    head = 0
    while head < len(rows) and all(cell.header for cell in rows[head]):
        head += 1
    lines = ["".join(["<tr>", *map(_cell, row), "</tr>"]) for row in rows]
    parts = ["<thead>", *lines[:head], "</thead>"] if head else []
    if head < len(rows):
        parts += ["<tbody>", *lines[head:], "</tbody>"]
    return "\n".join(["<table>", *parts, "</table>"])


def _cell(cell: Cell) -> str:
    tag = "th" if cell.header else "td"
    spans = "".join(
        f' {name}="{count}"' for name, count in (("colspan", cell.colspan), ("rowspan", cell.rowspan)) if count > 1
    )
    return f"<{tag}{spans}>{_inline(cell)}</{tag}>"


def _flow(block: ContentBlock, always: bool = False) -> str:
    """Paragraphs, where there are several or they are wanted ``always``, else the one by itself."""
    whole = _inline(block)
    paragraphs = whole.split("<br><br>")
    if len(paragraphs) == 1 and not always:
        return whole
    return "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)


def _inline(said: ContentBlock | Cell) -> str:
    """A text with its links, spans and line breaks."""
    text = said.text
    marks = nest(said.links, said.spans)
    return write(0, len(text), marks, lambda start, end: _text(text[start:end]), _marked).replace("\n", "<br>")


def _marked(mark: Mark, inside: str) -> str:
    if isinstance(mark.what, Link):
        return f'<a href="{escape(mark.what.url)}">{inside}</a>'
    element = _ELEMENTS[mark.what.kind]
    return f"<{element}>{inside}</{element}>"


def _text(text: str) -> str:
    """``text`` with signs in place of what would have to be a reference, until it is sanitised."""
    return text.translate(_SIGNS)
