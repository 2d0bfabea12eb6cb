"""The answer: an article in which every key is present, and no other."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final, get_args

from marshmallow import ValidationError
from marshmallow.validate import Length, OneOf, Range, Regexp

from cleaners.article import CODE_LANGUAGE, SCHEMA_VERSION, WARNINGS, BlockType, Origin, SpanKind
from cleaners.segments import KINDS, ROLES
from schemas.checks import compile_check
from schemas.errors import PayloadError
from schemas.fields import Flag, Listing, Part, Strict, Table, Text, Unique, Whole
from schemas.values import DAY, DAY_OR_MOMENT, LANGUAGE_TAG, WEB_ADDRESS, check_day, check_day_or_moment, check_language

#: the keys whose values are read off the page or taken from the request; each that is not null has its provenance
METADATA_KEYS: Final = (
    "url",
    "hostname",
    "title",
    "lead",
    "authors",
    "published_at",
    "modified_at",
    "section",
    "source",
    "publisher",
    "licence",
    "rights",
    "language",
    "keywords",
    "view_count",
)
#: the keys that may have a provenance: that of the text of an HTML page tells whose choice of blocks it is, and why
PROVENANCE_KEYS: Final = (*METADATA_KEYS, "text")

_URI: Final = {"format": "uri"}
_WEB_ADDRESS: Final = Regexp(WEB_ADDRESS, error="This must be an absolute http or https address.")


class SourceSchema(Strict):
    """The outlet an article is credited to."""

    name = Text(required=True, allow_none=True)
    url = Text(required=True, allow_none=True, validate=_WEB_ADDRESS, metadata=_URI)


class LicenceSchema(Strict):
    """A publishing licence printed on the page."""

    number = Text(required=True, allow_none=True)
    issued_on = Text(required=True, allow_none=True, validate=check_day, metadata={"pattern": DAY})
    issuer = Text(required=True, allow_none=True)
    text = Text(required=True)


class ImageSchema(Strict):
    """A picture of the article; of raw text only the caption is known."""

    url = Text(required=True, allow_none=True, validate=_WEB_ADDRESS, metadata=_URI)
    alt = Text(required=True, allow_none=True)
    caption = Text(required=True, allow_none=True)


class ProvenanceSchema(Strict):
    """Where a value came from."""

    origin = Text(data_key="from", required=True, validate=OneOf(get_args(Origin)))
    rule = Text(required=True, allow_none=True)
    raw = Text(required=True)


class SegmentSchema(Strict):
    """A piece of the page and the part it plays."""

    start = Whole(required=True, allow_none=True, validate=Range(min=0))
    end = Whole(required=True, allow_none=True, validate=Range(min=0))
    text = Text(required=True)
    role = Text(required=True, validate=OneOf(ROLES))
    kind = Text(required=True, allow_none=True, validate=OneOf(KINDS))
    rule = Text(required=True, allow_none=True)

    def contradictions(self, data: Mapping[str, Any]) -> dict[str, str]:
        """A kind goes with removed segments alone; offsets come in pairs and in order."""
        found = {}
        if (data["kind"] is not None) != (data["role"] == "removed"):
            found["kind"] = "A removed segment has a kind, and no other segment has one."
        start, end = data["start"], data["end"]
        if (start is None) != (end is None) or (start is not None and end <= start):
            found["end"] = "start and end are both null, or start is less than end."
        return found


class LinkSchema(Strict):
    """A link within a text, by code-point offsets into it."""

    start = Whole(required=True, validate=Range(min=0))
    end = Whole(required=True, validate=Range(min=1))
    url = Text(required=True, validate=Length(min=1))

    def contradictions(self, data: Mapping[str, Any]) -> dict[str, str]:
        """A link is not empty."""
        return {} if data["start"] < data["end"] else {"end": "start is less than end."}


class SpanSchema(Strict):
    """A part of a text that is marked up, by code-point offsets into it."""

    kind = Text(required=True, validate=OneOf(get_args(SpanKind)))
    start = Whole(required=True, validate=Range(min=0))
    end = Whole(required=True, validate=Range(min=1))

    def contradictions(self, data: Mapping[str, Any]) -> dict[str, str]:
        """A span is not empty."""
        return {} if data["start"] < data["end"] else {"end": "start is less than end."}


class CellSchema(Strict):
    """A cell of a table."""

    text = Text(required=True)
    header = Flag(required=True)
    colspan = Whole(required=True, validate=Range(min=1))
    rowspan = Whole(required=True, validate=Range(min=1))
    links = Listing(Part(LinkSchema), required=True)
    spans = Listing(Part(SpanSchema), required=True)


#: key of a block -> the type of block that has it
_OWNERS: Final = {
    "level": "heading", "depth": "item", "number": "item", "language": "code", "rows": "table", "image": "image",
}  # fmt: skip


class BlockSchema(Strict):
    """A block of the article with its structure."""

    type = Text(required=True, validate=OneOf(get_args(BlockType)))
    text = Text(required=True)
    level = Whole(required=True, allow_none=True, validate=Range(min=1, max=6))
    depth = Whole(required=True, allow_none=True, validate=Range(min=1))
    number = Whole(required=True, allow_none=True)
    language = Text(required=True, allow_none=True, validate=Regexp(CODE_LANGUAGE))
    links = Listing(Part(LinkSchema), required=True)
    spans = Listing(Part(SpanSchema), required=True)
    rows = Listing(Listing(Part(CellSchema)), required=True, allow_none=True)
    image = Part(ImageSchema, required=True, allow_none=True)

    def contradictions(self, data: Mapping[str, Any]) -> dict[str, str]:
        """Only an item has a depth and a number; level, language, rows and image are those of one type, too."""
        kind = data["type"]
        return {
            key: f"Only a block of type {owner} has this."
            for key, owner in _OWNERS.items()
            if data[key] is not None and kind != owner
        }


class CleanerSchema(Strict):
    """The versions of what made an article."""

    service = Text(required=True, validate=Length(min=1))
    rules = Text(required=True, validate=Length(min=1))
    trafilatura = Text(required=True, validate=Length(min=1))


class ArticleSchema(Strict):
    """A cleaned article."""

    schema_version = Text(required=True, validate=OneOf([SCHEMA_VERSION]))
    url = Text(required=True, allow_none=True, validate=_WEB_ADDRESS, metadata=_URI)
    hostname = Text(required=True, allow_none=True)
    title = Text(required=True, allow_none=True)
    lead = Text(required=True, allow_none=True)
    authors = Listing(Text(), required=True)
    published_at = Text(
        required=True, allow_none=True, validate=check_day_or_moment, metadata={"pattern": DAY_OR_MOMENT}
    )
    modified_at = Text(
        required=True, allow_none=True, validate=check_day_or_moment, metadata={"pattern": DAY_OR_MOMENT}
    )
    section = Listing(Text(), required=True)
    source = Part(SourceSchema, required=True, allow_none=True)
    publisher = Text(required=True, allow_none=True)
    licence = Part(LicenceSchema, required=True, allow_none=True)
    rights = Text(required=True, allow_none=True)
    language = Text(required=True, allow_none=True, validate=check_language, metadata={"pattern": LANGUAGE_TAG})
    keywords = Listing(Text(), required=True)
    view_count = Whole(required=True, allow_none=True, validate=Range(min=0))
    text = Text(required=True, validate=Regexp(r"\s*\S", error="An article has text."), metadata={"pattern": r"\S"})
    images = Listing(Part(ImageSchema), required=True)
    word_count = Whole(required=True, validate=Range(min=0))
    removed_counts = Table(keys=Text(validate=OneOf(KINDS)), values=Whole(validate=Range(min=1)), required=True)
    provenance = Table(keys=Text(validate=OneOf(PROVENANCE_KEYS)), values=Part(ProvenanceSchema), required=True)
    warnings = Listing(
        Text(validate=OneOf(tuple(WARNINGS))), required=True, validate=Unique(), metadata={"uniqueItems": True}
    )
    encoding = Text(required=True, allow_none=True)
    content_hash = Text(required=True, validate=[Length(equal=71), Regexp(r"^sha256:[0-9a-f]{64}$")])
    cleaner = Part(CleanerSchema, required=True)
    segments = Listing(Part(SegmentSchema), required=True, allow_none=True)
    blocks = Listing(Part(BlockSchema), required=True, allow_none=True)
    markdown = Text(required=True, allow_none=True)
    html = Text(required=True, allow_none=True)


_ARTICLE: Final = ArticleSchema()
_FITS: Final = compile_check(_ARTICLE)


def validate_article(data: Any) -> None:
    """Check that ``data`` is an article. Raises `PayloadError`, whose faults say what is wrong with it."""
    if _FITS(data):
        return
    try:
        _ARTICLE.load(data)
    except ValidationError as error:
        raise PayloadError.from_marshmallow(error, _ARTICLE) from error


def missing_provenance(article: Mapping[str, Any]) -> list[str]:
    """The metadata keys of an article that hold a value without saying where it came from."""
    return [key for key in METADATA_KEYS if article[key] not in (None, []) and key not in article["provenance"]]
