"""The visible text of a page as blocks in document order: what both the verdict and the audit are made of."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final, Literal, get_args

from lxml import etree

from cleaners.article import SpanKind
from cleaners.html.markup import BIT, HIDING, hints_of, is_hidden
from cleaners.normalise import UNSEEN, composed, visible

BlockKind = Literal["paragraph", "heading", "item", "quote", "cell", "code", "caption", "term"]
#: how a block hangs together with the one before it: own paragraph, next line of it, next cell of its row
Joint = Literal["paragraph", "line", "cell"]

_HEADINGS: Final = {f"h{level}": level for level in range(1, 7)}
_TAGS: Final[dict[str, list[str]]] = json.loads(
    (Path(__file__).parent / "data" / "tags.json").read_text(encoding="utf-8")
)
_BLOCK_TAGS: Final = frozenset(_TAGS["block"])
#: elements whose text is not shown, or shown by a program only
_UNSEEN: Final = frozenset(_TAGS["unseen"])
_KIND_OF: Final[dict[str, BlockKind]] = {
    "li": "item",
    "blockquote": "quote",
    "td": "cell",
    "th": "cell",
    "pre": "code",
    "figcaption": "caption",
    "caption": "caption",
    "dt": "term",
}
for _heading in _HEADINGS:
    _KIND_OF[_heading] = "heading"
#: elements that mark the text in them
_SPAN_OF: Final[dict[str, SpanKind]] = {
    **dict.fromkeys(("b", "strong"), "strong"),
    **dict.fromkeys(("i", "em", "cite", "dfn", "var"), "emphasis"),
    **dict.fromkeys(("s", "strike", "del"), "deleted"),
    **dict.fromkeys(("code", "kbd", "samp", "tt"), "code"),
    "sub": "subscript",
    "sup": "superscript",
}
#: kind of a span -> its bit in what a run of text is marked as
MARK_BIT: Final[dict[SpanKind, int]] = {kind: 1 << number for number, kind in enumerate(get_args(SpanKind))}
_MARKS: Final = {tag: MARK_BIT[kind] for tag, kind in _SPAN_OF.items()}
_STRONG: Final = MARK_BIT["strong"]
#: an inline element whose class names one of these stands by itself when it opens or closes its paragraph
_APART: Final = (
    BIT["byline"]
    | BIT["date"]
    | BIT["comment"]
    | BIT["share"]
    | BIT["views"]
    | BIT["caption"]
    | BIT["source"]
    | BIT["title"]
)
_INLINE_APART: Final = frozenset({"span", "b", "i", "em", "strong", "font", "small", "time", "cite", "a"})
_PICTURES: Final = frozenset({"img", "amp-img"})
#: where the address of a picture stands, that of the picture itself before that of its stand-in
_ADDRESSES: Final = ("data-src", "data-original", "data-lazy-src", "data-lazy", "data-url", "src")
#: share of a page's text that may be hidden before hiding is taken for a way to show it later
_MOSTLY_HIDDEN: Final = 0.7
#: a page that shows fewer characters may have its text in ``<noscript>``
_LITTLE: Final = 200
_FINAL: Final = frozenset('.!?…"”»)。！？')
#: blocks beyond this many are not read: no article has them, and time is bounded
_MAX_BLOCKS: Final = 15_000
#: elements of one kind are often numbered
_NO_DIGITS: Final = dict.fromkeys(map(ord, "0123456789"))


#: a piece of text, the address it links to (``""`` for none), how it is marked
Run = tuple[str, str, int]


@dataclass(slots=True)
class Block:
    """One visible block. Lengths are in characters of ``text``.

    ``hints`` are the markup hints (`cleaners.html.markup.BIT`) of all elements around it, ``near`` those of
    the element itself and its two parents; ``depth`` is its nesting. ``raw`` is preformatted text with its line
    breaks; ``runs`` are the pieces of text, what each links to and how it is marked (`MARK_BIT`), kept only on demand
    where anything is linked or marked. ``container`` is the number of the innermost block element around it
    (`Layout.parents`).
    """

    text: str
    kind: BlockKind
    level: int
    joint: Joint
    hints: int
    near: int
    depth: int
    linked: int
    links: int
    bold: int
    node: Any
    hidden: bool = False
    raw: str | None = None
    runs: list[Run] | None = None
    container: int = 0

    @property
    def link_density(self) -> float:
        """Share of the text that is linked."""
        return self.linked / max(1, len(self.text))


@dataclass(slots=True)
class Picture:
    """A picture as marked up: ``position`` is the number of blocks before it, ``width`` and ``height`` are in pixels.

    ``captions`` are the numbers of the blocks that are captions of the figure it is in.
    """

    address: str
    alt: str | None
    position: int
    hints: int
    width: int | None = None
    height: int | None = None
    node: Any = None
    captions: tuple[int, ...] = ()


@dataclass(slots=True)
class Layout:
    """All blocks and pictures of a page.

    ``cut_off`` says that the page has more blocks than are read.
    ``parents`` has the number of the block element around each block element (0, the page, is its own), in document
    order, and ``shapes`` what each is by tag and class, which elements of one kind share.
    """

    blocks: list[Block] = field(default_factory=list)
    pictures: list[Picture] = field(default_factory=list)
    cut_off: bool = False
    parents: list[int] = field(default_factory=lambda: [0])
    shapes: list[str] = field(default_factory=lambda: [""])


def read_layout(root: Any, runs: bool = False) -> Layout:
    """The blocks and pictures under ``root``; ``runs`` asks for how their text is linked and marked.

    Hidden text is marked as such, unless nearly all text is hidden (pages that a program uncovers, reader-mode
    wrappers): then hiding is no evidence. Text in ``<noscript>`` counts only on a page that shows nothing else.
    """
    layout = _read(root, runs)
    _caption_figures(layout)
    return layout


def _read(root: Any, runs: bool) -> Layout:
    layout = _Walk(noscript=False, runs=runs).run(root)
    hidden = sum(len(block.text) for block in layout.blocks if block.hidden)
    shown = sum(len(block.text) for block in layout.blocks if not block.hidden)
    if hidden > 500 and hidden > _MOSTLY_HIDDEN * (hidden + shown) and _long(layout, True) > 2 * _long(layout, False):
        for block in layout.blocks:
            block.hidden = False
        shown += hidden
    if shown < _LITTLE:
        other = _Walk(noscript=True, runs=runs).run(root)
        if sum(len(block.text) for block in other.blocks if not block.hidden) > 2 * shown + _LITTLE:
            return other
    return layout


def _long(layout: Layout, hidden: bool) -> int:
    return sum(len(b.text) for b in layout.blocks if b.hidden == hidden and len(b.text) > 100 and b.linked < 50)


#: an open element: hints around it, hints near it, its own, kind, heading level, is a block, what it links to, marks
#: (`MARK_BIT`), hidden, number of the innermost block element
_Frame = tuple[int, int, int, BlockKind, int, bool, str, int, bool, int]


#: an element that is passed over
_PASSED: Final[_Frame] = (0, 0, 0, "paragraph", 0, False, "", 0, False, 0)
_NONE: Final[dict[str, str]] = {}


class _Walk:
    """The state of one walk over the tree; an explicit stack, so that nesting costs no recursion."""

    def __init__(self, noscript: bool, runs: bool) -> None:
        self.layout = Layout()
        self.noscript = noscript
        self.runs: list[Run] | None = [] if runs else None
        self.parts: list[str] = []
        self.linked = self.links = self.bold = 0
        self.joint: Joint = "paragraph"

    def run(self, root: Any) -> Layout:
        unseen = _UNSEEN if self.noscript else _UNSEEN | {"noscript"}
        frames: list[_Frame] = []
        frame: _Frame = (0, 0, 0, "paragraph", 0, True, "", 0, False, 0)
        walk = etree.iterwalk(root, events=("start", "end"))
        parts, blocks = self.parts, self.layout.blocks
        parents, shapes = self.layout.parents, self.layout.shapes
        known: dict[tuple[str, str], str] = {}
        depth = 0
        for event, node in walk:
            if event == "end":
                depth -= 1
                if parts and frame[5]:
                    self._flush(frame, node, depth)
                frame = frames.pop()
                tail = node.tail
                if tail and (parts or not tail.isspace() or frame[3] == "code"):
                    self._text(tail, frame)
                continue
            depth += 1
            frames.append(frame)
            tag = node.tag
            if not isinstance(tag, str) or (tag in unseen and not _shadow(node, tag)):
                frame = _PASSED
                walk.skip_subtree()
                continue
            if tag == "br":
                if parts:
                    self._flush(frame, node.getparent(), depth)
                if self.joint == "paragraph" and blocks:
                    self.joint = "line"
                elif self.joint == "line":
                    self.joint = "paragraph"
                frame = (*frame[:5], False, *frame[6:])
                continue
            if tag in _PICTURES:
                self._picture(node, frame)
                frame = (*frame[:5], False, *frame[6:])
                continue
            hints, near, own, kind, level, _, in_link, marks, hidden, container = frame
            is_block = tag in _BLOCK_TAGS
            attributes = dict(items) if (items := node.items()) else _NONE
            mine = hints_of(tag, attributes)
            if attributes and not hidden and not HIDING.isdisjoint(attributes):
                hidden = is_hidden(attributes)
            if not is_block and mine & _APART and tag in _INLINE_APART and kind != "code":
                is_block = self._stands_apart(node)
            if is_block:
                # what was said so far belongs to the element around
                if parts:
                    self._flush(frame, node.getparent(), depth)
                if tag in ("td", "th"):
                    self.joint = "cell" if node.getprevious() is not None else "paragraph"
                elif tag not in _INLINE_APART:
                    self.joint = "paragraph"
                kind = _KIND_OF.get(tag) or ("paragraph" if kind == "cell" else kind)
                level = _HEADINGS.get(tag, level if kind == "heading" else 0)
                parents.append(container)
                container = len(parents) - 1
                words = attributes.get("class", "")
                shape = known.get((tag, words))
                if shape is None:
                    shape = known[(tag, words)] = f"{tag} {words}".translate(_NO_DIGITS)
                shapes.append(shape)
            if tag == "a":
                if parts and (before := node.getprevious()) is not None and before.tag == "a" and not before.tail:
                    self._text(" ", frame)  # links side by side are two things, whatever keeps them apart on screen
                in_link = attributes.get("href") or "#"
                if "href" in attributes:
                    self.links += 1
            elif tag in _MARKS:
                marks |= _MARKS[tag]
            if tag in ("body", "html"):
                mine = 0  # classes of the whole page say nothing about its parts
            frame = (
                hints | mine,
                (own | mine) if mine or is_block else near,
                mine,
                kind,
                level,
                is_block,
                in_link,
                marks,
                hidden,
                container,
            )
            text = node.text
            if text and (parts or not text.isspace() or kind == "code"):
                self._text(text, frame)
        self._flush(frame, root, 0)
        return self.layout

    def _text(self, text: str, frame: _Frame) -> None:
        """Note ``text``; the blanks before the first word of a block, code apart, need not be noted."""
        self.parts.append(text)
        link, strong = frame[6], frame[7] & _STRONG
        if self.runs is not None:
            self.runs.append((text, link, frame[7]))
        if link or strong:
            size = len(text.strip())
            if link:
                self.linked += size
            if strong:
                self.bold += size

    def _stands_apart(self, node: Any) -> bool:
        """Whether an inline element opens or closes its paragraph, so that it may be a line of its own."""
        tail = node.tail
        if (tail is None or not tail.strip()) and (node.getnext() is None or self._ended()):
            return True
        return not any(part.strip() for part in self.parts) and (
            tail is None or not tail.strip(" \t\r\n|-–—•·/:,") or node.getnext() is not None
        )

    def _ended(self) -> bool:
        """Whether what was said so far ends a sentence."""
        for part in reversed(self.parts):
            if text := part.rstrip():
                return text[-1] in _FINAL
        return False

    def _picture(self, node: Any, frame: _Frame) -> None:
        if frame[8] or "visibility:hidden" in (node.get("style") or ""):
            return
        address = _address_of(node)
        alt = visible(node.get("alt") or "") or None
        if address or alt:
            sizes = (_pixels(node.get("width")), _pixels(node.get("height")))
            self.layout.pictures.append(Picture(address, alt, len(self.layout.blocks), frame[0], *sizes, node))

    def _flush(self, frame: _Frame, node: Any, depth: int) -> None:
        parts = self.parts
        if not parts:
            return
        raw = "".join(parts)
        runs = None
        if self.runs is not None:
            if any(run[1] or run[2] for run in self.runs):
                runs = self.runs
            self.runs = []
        parts.clear()
        text = raw.strip()
        if text and len(self.layout.blocks) < _MAX_BLOCKS:
            text = visible(text)
        if text and len(self.layout.blocks) < _MAX_BLOCKS:
            hints, near, own, kind, level = frame[:5]
            self.layout.blocks.append(
                Block(
                    text, kind, level, self.joint, hints, near | own, depth, min(self.linked, len(text)), self.links,
                    min(self.bold, len(text)), node, frame[8], preformatted(raw) if kind == "code" else None, runs,
                    frame[9],
                )
            )  # fmt: skip
            self.joint = "paragraph"
            self.linked = self.links = self.bold = 0
        elif text:
            self.layout.cut_off = True


def _address_of(node: Any) -> str:
    """The address a picture is loaded from: pages that load pictures late keep it elsewhere."""
    for name in _ADDRESSES:
        value = (node.get(name) or "").strip()
        if value and not value.startswith(("data:", "about:")):
            return str(value)
    for name in ("data-srcset", "srcset"):
        if (value := (node.get(name) or "").strip()) and not value.startswith("data:"):
            return str(value.split()[0].rstrip(","))
    return ""


def _pixels(value: str | None) -> int | None:
    value = (value or "").strip().removesuffix("px")
    return int(value) if value.isdecimal() and value.isascii() and len(value) < 6 else None


def _caption_figures(layout: Layout) -> None:
    """Tell pictures in a ``<figure>`` which captions are the figure's."""
    around = [next(picture.node.iterancestors("figure"), None) for picture in layout.pictures]
    figures: dict[Any, list[int]] = {figure: [] for figure in around if figure is not None}
    if not figures:
        return
    for number, block in enumerate(layout.blocks):
        if block.kind == "caption" or block.near & BIT["caption"]:
            for figure in block.node.iterancestors("figure"):
                if figure in figures:
                    figures[figure].append(number)
                    break
    captions = {figure: tuple(numbers) for figure, numbers in figures.items()}
    for picture, figure in zip(layout.pictures, around, strict=True):
        if figure is not None:
            picture.captions = captions[figure]


def preformatted(text: str) -> str:
    """``text`` in NFC with its line breaks and indents, without unseen characters and blank lines around it."""
    lines = UNSEEN.sub("", composed(text)).expandtabs(4).splitlines()
    lines = [line.rstrip() for line in lines]
    while lines and not lines[0]:
        del lines[0]
    while lines and not lines[-1]:
        del lines[-1]
    return "\n".join(lines)


def _shadow(node: Any, tag: str) -> bool:
    """A declarative shadow root is shown; any other template is not."""
    return tag == "template" and (node.get("shadowrootmode") or node.get("shadowroot")) is not None
