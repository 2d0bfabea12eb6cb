"""What a caller sends: a page as JSON, and the hints and wishes that go with it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from marshmallow import Schema, ValidationError
from marshmallow.validate import OneOf, Range

from cleaners.page import Page, PageKind
from schemas.errors import Fault, PayloadError, step
from schemas.fields import CommaList, Listing, Moment, Strict, Text, Unique, Whole, WholeText
from schemas.values import LANGUAGE_TAG, MAX_URL, check_language, check_time_zone, check_url, is_web_address, tidy_url

INCLUDES: Final = ("segments", "blocks", "markdown", "html")
#: ten minutes; a service will usually allow less
MAX_DEADLINE_MS: Final = 600_000

_INCLUDE: Final = OneOf(INCLUDES, error=f"This must be one of {', '.join(INCLUDES)}.")
_DEADLINE: Final = Range(1, MAX_DEADLINE_MS, error="This must be from {min} to {max} milliseconds.")


@dataclass(slots=True, frozen=True)
class Hints:
    """What the caller knows about a page and wants of it besides the article.

    ``deadline_ms`` is in milliseconds; ``warnings`` are what the article has to say of the hints themselves.
    """

    url: str | None = None
    language: str | None = None
    crawled_at: datetime | None = None
    timezone: str | None = None
    include: frozenset[str] = frozenset()
    deadline_ms: int | None = None
    warnings: tuple[str, ...] = ()

    def page(self, kind: PageKind, content: str, encoding: str | None = None, warnings: tuple[str, ...] = ()) -> Page:
        """The page to clean: ``content`` together with the caller's hints."""
        return Page(
            kind, content, self.url, self.language, self.crawled_at, self.timezone, encoding, self.warnings + warnings
        )


@dataclass(slots=True, frozen=True)
class ArticleRequest:
    """One page sent as JSON."""

    kind: PageKind
    content: str
    hints: Hints

    def page(self) -> Page:
        """The page to clean."""
        return self.hints.page(self.kind, self.content)


class Address(Text):
    """An address, its blanks tidied."""

    def _deserialize(self, value: Any, *rest: Any, **options: Any) -> Any:
        # crawls leave the address empty where they have none
        return tidy_url(super()._deserialize(value, *rest, **options)) or None


class HintsSchema(Strict):
    """The keys every request may have; ``null`` is the same as leaving a key out."""

    url = Address(
        allow_none=True, load_default=None, validate=check_url, metadata={"format": "uri", "maxLength": MAX_URL}
    )
    language = Text(allow_none=True, load_default=None, validate=check_language, metadata={"pattern": LANGUAGE_TAG})
    crawled_at = Moment(allow_none=True, load_default=None)
    timezone = Text(allow_none=True, load_default=None, validate=check_time_zone)
    include = Listing(
        Text(validate=_INCLUDE),
        allow_none=True,
        load_default=None,
        validate=Unique(),
        metadata={"uniqueItems": True},
    )
    deadline_ms = Whole(allow_none=True, load_default=None, validate=_DEADLINE)


class ArticleRequestSchema(HintsSchema):
    """A page as JSON: ``html`` or ``text``, and hints."""

    html = Text(allow_none=True, load_default=None)
    text = Text(allow_none=True, load_default=None)

    def contradictions(self, data: Mapping[str, Any]) -> dict[str, str]:
        """Exactly one page is needed."""
        given = [key for key in ("html", "text") if data.get(key) is not None]
        if len(given) == 1:
            return {}
        return {"_schema": f"Exactly one of html and text is needed; {'both came' if given else 'neither came'}."}


class QuerySchema(HintsSchema):
    """The hints as query parameters, where everything is a string."""

    include = CommaList(Text(validate=_INCLUDE), load_default=None, validate=Unique(), metadata={"uniqueItems": True})
    deadline_ms = WholeText(load_default=None, validate=_DEADLINE)


_REQUEST: Final = ArticleRequestSchema()
_QUERY: Final = QuerySchema()


def load_article_request(data: object) -> ArticleRequest:
    """A parsed JSON body as a request. Raises `PayloadError`."""
    return as_request(load(_REQUEST, data))


def load_query(pairs: Iterable[tuple[str, str]]) -> Hints:
    """The hints from query parameters, as (name, value) pairs. Raises `PayloadError`; pointers name the parameter."""
    return as_hints(load(_QUERY, once(pairs)))


def load(schema: Schema, data: Any) -> dict[str, Any]:
    """``data`` by ``schema``. Raises `PayloadError`."""
    try:
        loaded: dict[str, Any] = schema.load(data)
    except ValidationError as error:
        raise PayloadError.from_marshmallow(error, schema) from error
    return loaded


def once(pairs: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Query parameters by name. Raises `PayloadError` for one that came twice."""
    values: dict[str, str] = {}
    for name, value in pairs:
        if name in values:
            raise PayloadError((Fault(step("", name), "This query parameter came twice."),))
        values[name] = value
    return values


def as_request(values: Mapping[str, Any]) -> ArticleRequest:
    """The loaded keys of a request."""
    kind: PageKind = "html" if values["html"] is not None else "text"
    return ArticleRequest(kind, values[kind], as_hints(values))


def as_hints(values: Mapping[str, Any]) -> Hints:
    """The loaded keys that are hints."""
    named = values["url"] is not None and not is_web_address(values["url"])
    return Hints(
        url=None if named else values["url"],
        language=values["language"],
        crawled_at=values["crawled_at"],
        timezone=values["timezone"],
        include=frozenset(values["include"] or ()),
        deadline_ms=values["deadline_ms"],
        warnings=("url-ignored",) if named else (),
    )
