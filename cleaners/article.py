"""The answer: a cleaned article with its metadata and, for each value, where it came from."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, Final, Literal

from cleaners.segments import Segment
from cleaners.wordcount import count_words

SCHEMA_VERSION: Final = "1.0"

#: every warning an article may carry, and what it tells the caller
WARNINGS: Final[dict[str, str]] = {
    "deduplicated": "a passage that was printed twice was kept once",
    "fast-fallback": "the page was enormous or time short, so a cheaper method gave the text",
    "mojibake-repaired": "text that had been decoded with the wrong charset was repaired",
    "legacy-font-repaired": "text typed for a legacy font (TCVN3, VNI) was converted to Unicode",
    "entities-decoded": "HTML entities left in the text were decoded",
    "replacement-characters": "the page holds characters that were already lost before it was sent",
    "treated-as-html": "the text was HTML source and was cleaned as HTML",
    "encoding-guessed": "the page did not declare its charset, or declared a wrong one; it was guessed from the bytes",
    "truncated-markup": "the markup ends in the middle of an element",
    "page-cut-off": "the page was enormous and its end was not read",
    "url-ignored": "the url given is a name of the caller's own, not a web address, and was not used",
}

Origin = Literal["json-ld", "meta", "time-tag", "markup", "text", "url", "request"]
BlockType = Literal["paragraph", "heading", "item", "quote", "table", "code", "term", "definition", "image"]
#: what a span of text is marked as, the one that is written outermost first
SpanKind = Literal["strong", "emphasis", "deleted", "subscript", "superscript", "code"]


#: how the programming language of code may be called
CODE_LANGUAGE: Final = r"^[a-z0-9][a-z0-9+#.-]{0,29}$"


@dataclass(slots=True, frozen=True)
class Provenance:
    """Where a metadata value came from: ``raw`` is the value as printed, ``rule`` the rule that read it."""

    origin: Origin
    rule: str | None
    raw: str


@dataclass(slots=True, frozen=True)
class Source:
    """The outlet an article is credited to."""

    name: str | None
    url: str | None


@dataclass(slots=True, frozen=True)
class Licence:
    """A publishing licence printed on the page; ``issued_on`` is an ISO day."""

    number: str | None
    issued_on: str | None
    issuer: str | None
    text: str


@dataclass(slots=True, frozen=True)
class Image:
    """A picture that belongs to the article; raw text knows only the caption."""

    url: str | None
    alt: str | None
    caption: str | None

    def as_dict(self) -> dict[str, Any]:
        """The picture as plain JSON types."""
        return {"url": self.url, "alt": self.alt, "caption": self.caption}


@dataclass(slots=True, frozen=True)
class Link:
    """A link within a text: ``start`` and ``end`` (exclusive) are code-point offsets into it."""

    start: int
    end: int
    url: str

    def as_dict(self) -> dict[str, Any]:
        """The link as plain JSON types."""
        return {"start": self.start, "end": self.end, "url": self.url}


@dataclass(slots=True, frozen=True)
class Span:
    """A part of a text that is marked up: ``start`` and ``end`` (exclusive) are code-point offsets into it.

    Spans of one kind are in order and do not overlap; those of different kinds may, and so may links and spans.
    """

    kind: SpanKind
    start: int
    end: int

    def as_dict(self) -> dict[str, Any]:
        """The span as plain JSON types."""
        return {"kind": self.kind, "start": self.start, "end": self.end}


@dataclass(slots=True, frozen=True)
class Cell:
    """A cell of a table; empty cells are there, too. Lines of its text are parted by line breaks."""

    text: str
    header: bool = False
    colspan: int = 1
    rowspan: int = 1
    links: tuple[Link, ...] = ()
    spans: tuple[Span, ...] = ()

    def as_dict(self) -> dict[str, Any]:
        """The cell as plain JSON types."""
        return {
            "text": self.text,
            "header": self.header,
            "colspan": self.colspan,
            "rowspan": self.rowspan,
            "links": [link.as_dict() for link in self.links],
            "spans": [span.as_dict() for span in self.spans],
        }


@dataclass(slots=True, frozen=True)
class ContentBlock:
    """A block of the article, from which every rendering is made.

    ``text`` may hold line breaks, and in items, quotes and definitions blank lines between paragraphs; of a table it
    is the rows, one a line; of an image it is empty. ``level`` is a heading's (1 to 6), ``depth`` an item's nesting
    (1 for the outermost list), ``number`` its number in an ordered list, ``language`` the programming language of code
    as the page names it, ``rows`` a table's, ``image`` an image's. ``links`` and ``spans`` are those of ``text``, but
    of a table each cell has its own.
    """

    type: BlockType
    text: str
    level: int | None = None
    depth: int | None = None
    number: int | None = None
    language: str | None = None
    links: tuple[Link, ...] = ()
    spans: tuple[Span, ...] = ()
    rows: tuple[tuple[Cell, ...], ...] | None = None
    image: Image | None = None

    def as_dict(self) -> dict[str, Any]:
        """The block as plain JSON types, every key present."""
        return {
            "type": self.type,
            "text": self.text,
            "level": self.level,
            "depth": self.depth,
            "number": self.number,
            "language": self.language,
            "links": [link.as_dict() for link in self.links],
            "spans": [span.as_dict() for span in self.spans],
            "rows": [[cell.as_dict() for cell in row] for row in self.rows] if self.rows is not None else None,
            "image": self.image.as_dict() if self.image else None,
        }


@dataclass(slots=True)
class Metadata:
    """Everything known about an article besides its text; ``None`` or empty when the page does not say."""

    url: str | None = None
    hostname: str | None = None
    title: str | None = None
    lead: str | None = None
    authors: list[str] = field(default_factory=list)
    published_at: str | None = None
    modified_at: str | None = None
    section: list[str] = field(default_factory=list)
    source: Source | None = None
    publisher: str | None = None
    licence: Licence | None = None
    rights: str | None = None
    language: str | None = None
    keywords: list[str] = field(default_factory=list)
    view_count: int | None = None
    provenance: dict[str, Provenance] = field(default_factory=dict)


@dataclass(slots=True)
class Article:
    """A cleaned page. ``text`` is NFC, its blocks parted by a blank line, and never empty.

    ``blocks`` are the same in order, with their structure and the images between them; ``blocks``, ``markdown`` and
    ``html`` are made only for those who ask.
    """

    metadata: Metadata
    text: str
    images: list[Image] = field(default_factory=list)
    segments: list[Segment] = field(default_factory=list)
    blocks: list[ContentBlock] | None = None
    markdown: str | None = None
    html: str | None = None
    warnings: list[str] = field(default_factory=list)
    encoding: str | None = None
    cleaner: dict[str, str] = field(default_factory=dict)

    @property
    def removed_counts(self) -> dict[str, int]:
        """Removal kind -> how many segments."""
        return count_removed(self.segments)

    def as_dict(self, include: frozenset[str] = frozenset()) -> dict[str, Any]:
        """The article as plain JSON types, every key present; optional parts only if in ``include``."""
        meta = self.metadata
        return {
            "schema_version": SCHEMA_VERSION,
            "url": meta.url,
            "hostname": meta.hostname,
            "title": meta.title,
            "lead": meta.lead,
            "authors": meta.authors,
            "published_at": meta.published_at,
            "modified_at": meta.modified_at,
            "section": meta.section,
            "source": {"name": meta.source.name, "url": meta.source.url} if meta.source else None,
            "publisher": meta.publisher,
            "licence": {
                "number": meta.licence.number,
                "issued_on": meta.licence.issued_on,
                "issuer": meta.licence.issuer,
                "text": meta.licence.text,
            }
            if meta.licence
            else None,
            "rights": meta.rights,
            "language": meta.language,
            "keywords": meta.keywords,
            "view_count": meta.view_count,
            "text": self.text,
            "images": [image.as_dict() for image in self.images],
            "word_count": count_words(self.text),
            "removed_counts": self.removed_counts,
            "provenance": {key: {"from": p.origin, "rule": p.rule, "raw": p.raw} for key, p in meta.provenance.items()},
            "warnings": self.warnings,
            "encoding": self.encoding,
            "content_hash": "sha256:" + hashlib.sha256(self.text.encode()).hexdigest(),
            "cleaner": self.cleaner,
            "segments": [
                {"start": s.start, "end": s.end, "text": s.text, "role": s.role, "kind": s.kind, "rule": s.rule}
                for s in self.segments
            ]
            if "segments" in include
            else None,
            "blocks": [block.as_dict() for block in self.blocks]
            if "blocks" in include and self.blocks is not None
            else None,
            "markdown": self.markdown if "markdown" in include else None,
            "html": self.html if "html" in include else None,
        }


def count_removed(segments: Sequence[Segment]) -> dict[str, int]:
    """Removal kind -> how many of ``segments`` were removed as such."""
    counts: dict[str, int] = {}
    for segment in segments:
        if segment.kind is not None:
            counts[segment.kind] = counts.get(segment.kind, 0) + 1
    return counts
