"""An article as Markdown: CommonMark, with GitHub's tables and struck text, and Pandoc's definition lists.

What has no sign of its own in Markdown, or none that would be read where it stands, is written as an element of HTML.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from cleaners.article import Cell, ContentBlock, Image, Link, Span
from cleaners.inline import Mark, moved, nest, write
from cleaners.markdown_spans import marked, settle_spans

#: what Markdown would read as more than text, anywhere and at the start of a line
_SIGNS: Final = re.compile(r"([\\`*_\[\]<>|~]|&(?=#?\w+;))")
_STARTS: Final = re.compile(r"^(?=[#+=:-])")
_NUMBER: Final = re.compile(r"^(\d{1,9})([.)])(?=\s|$)")
#: signs at the end of a heading, which would be read as closing it
_CLOSING: Final = re.compile(r"(?=#+$)")
_BULLET: Final = re.compile(r"[-–+*•]\s+(?=\S)")
_IN_ADDRESS: Final = str.maketrans(
    {"(": "%28", ")": "%29", "<": "%3C", ">": "%3E", "\\": "%5C", " ": "%20", "`": "%60", "|": "%7C"}
)
_REFERENCE: Final = re.compile(r"&(?=#?\w+;)")
#: spans and missing cells are followed over so many columns
_COLUMNS: Final = 200


def to_markdown(title: str | None, blocks: Sequence[ContentBlock]) -> str:
    """The title as a first-level heading and the blocks below it. Ends with a line break."""
    parts = ["# " + _heading(title)] if title else []
    lists: list[tuple[int, int]] = []
    before = ""
    for block in blocks:
        if block.type != "item":
            lists.clear()
        deep = len(lists)
        part = _item(block, lists) if block.type == "item" else _block(block)
        if not part:
            continue
        if block.type == before == "item":
            # within a paragraph only the number 1 begins a list
            parts[-1] += ("\n\n" if len(lists) > deep and block.number not in (None, 1) else "\n") + part
        elif block.type == "definition" and before in ("term", "definition"):
            parts[-1] += "\n" + part
        else:
            parts.append(part)
        before = block.type
    return "\n\n".join(parts) + "\n"


def _block(block: ContentBlock) -> str:
    text, links, spans = block.text, block.links, block.spans
    if block.type == "heading":
        return "#" * max(2, block.level or 2) + " " + _heading(text, links, spans)
    if block.type == "quote":
        return "\n".join("> " + line if line else ">" for line in _inline(text, links, spans).split("\n"))
    if block.type == "code":
        fence = max("```", "`" * (max((len(run) for run in re.findall("`+", text)), default=0) + 1), key=len)
        return f"{fence}{block.language or ''}\n{text}\n{fence}"
    if block.type == "term":
        spans = tuple(span for span in spans if span.kind != "strong")
        return _inline(text, links, (Span("strong", 0, len(text)), *spans))
    if block.type == "definition":
        return _hanging(": ", _inline(text, links, spans))
    if block.type == "table":
        return _table(block.rows or ())
    if block.type == "image":
        return _image(block.image) if block.image else ""
    return _inline(text, links, spans)


def _heading(text: str, links: Sequence[Link] = (), spans: Sequence[Span] = ()) -> str:
    """The text of a heading, which is one line."""
    return _CLOSING.sub(r"\\", _line(text.replace("\n", " "), links, spans), count=1)


def _item(block: ContentBlock, lists: list[tuple[int, int]]) -> str:
    """An item under the ``lists`` that are open, each with its depth and the width of its marker."""
    depth = block.depth or 1
    while lists and lists[-1][0] >= depth:
        lists.pop()
    indent = " " * sum(width for _, width in lists)
    marker = f"{block.number}. " if block.number is not None and block.number >= 0 else "- "
    lists.append((depth, len(marker)))
    bullet = _BULLET.match(block.text)
    cut = bullet.end() if bullet else 0
    links = moved([link for link in block.links if link.start >= cut], -cut)
    spans = moved([span for span in block.spans if span.start >= cut], -cut)
    lines = _hanging(marker, _inline(block.text[cut:], links, spans)).split("\n")
    return "\n".join(indent + line if line else line for line in lines)


def _hanging(marker: str, text: str) -> str:
    """``text`` behind ``marker``, its further lines indented as far."""
    pad = " " * len(marker)
    first, *rest = text.split("\n")
    return "\n".join([marker + first, *(pad + line if line else line for line in rest)])


def _image(image: Image) -> str:
    caption = f"*{_inline(image.caption)}*" if image.caption else ""
    if image.url is None:
        return caption
    picture = f"![{_line(image.alt or '')}]({_address(image.url)})"
    return f"{picture}\n\n{caption}" if caption else picture


def _table(rows: Sequence[Sequence[Cell]]) -> str:
    """A table in columns: a cell that spans several leaves those after its first empty."""
    lines: list[list[str]] = []
    spanned: dict[int, int] = {}  # column -> rows that a cell above still reaches down
    for row in rows:
        below = {column: left - 1 for column, left in spanned.items() if left > 1}
        line: list[str] = []
        for cell in row:
            while len(line) in spanned:
                line.append("")
            wide = max(1, min(cell.colspan, _COLUMNS - len(line)))
            if cell.rowspan > 1 and len(line) < _COLUMNS:
                below |= dict.fromkeys(range(len(line), len(line) + wide), cell.rowspan - 1)
            line += [_cell(cell), *[""] * (wide - 1)]
        lines.append(line)
        spanned = below
    width = max(map(len, lines), default=0)
    if not width:
        return ""
    if not all(cell.header for cell in rows[0]):
        lines.insert(0, [])
    lines[0] += [""] * (width - len(lines[0]))
    lines[1:] = [line + [""] * (min(width, _COLUMNS) - len(line)) for line in lines[1:]]
    lines.insert(1, ["---"] * width)
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def _cell(cell: Cell) -> str:
    return _line(cell.text, cell.links, cell.spans, in_table=True).replace("\n", "<br>")


def _inline(text: str, links: Sequence[Link] = (), spans: Sequence[Span] = ()) -> str:
    """Paragraphs of text so that Markdown shows them as they are, with their links, spans and line breaks."""
    lines = [_NUMBER.sub(r"\1\\\2", _STARTS.sub(r"\\", line)) for line in _line(text, links, spans).split("\n")]
    return "\n\n".join("  \n".join(paragraph.split("\n")) for paragraph in "\n".join(lines).split("\n\n"))


def _line(text: str, links: Sequence[Link] = (), spans: Sequence[Span] = (), in_table: bool = False) -> str:
    """``text`` with its links and spans, its line breaks as they are."""
    if not links and not spans:
        return _escaped(text)
    linked = {link.start for link in links}

    def plain(start: int, end: int) -> str:
        piece = _escaped(text[start:end])
        # an exclamation mark before a link would make it a picture
        return piece[:-1] + r"\!" if piece.endswith("!") and end in linked else piece

    def written(mark: Mark, inside: str) -> str:
        if isinstance(mark.what, Link):
            return f"[{inside}]({_address(mark.what.url)})"
        return marked(mark.what.kind, mark, text, inside, in_table)

    return write(0, len(text), nest(links, settle_spans(text, links, spans)), plain, written)


def _escaped(text: str) -> str:
    return _SIGNS.sub(r"\\\1", text)


def _address(url: str) -> str:
    return _REFERENCE.sub("&amp;", url.translate(_IN_ADDRESS))
